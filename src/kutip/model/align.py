"""From what a model answers to places in the text: labels to kinds, and printed words to where they stand."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kutip.model.door import Named, NameKind, Page, Tie
from kutip.record import Span

# What the tag sets in use call a name: CoNLL, OntoNotes, WikiANN, Nergrit, KLUE, NKJP, and kutip's own kinds. Left out
# are those that are no names to kutip (NORP: "Russian") and MISC, half of which are such adjectives.
LABELS: dict[NameKind, str] = {
    "person": "PERSON PER PERS PS PERSNAME",
    "organisation": "ORGANISATION ORGANIZATION ORG OG ORGNAME NOR",
    "agency": "AGENCY",
    "outlet": "OUTLET",
    "place": "PLACE LOCATION LOC LC GPE FAC FACILITY PLACENAME GEOGNAME",
    "other": "WORK_OF_ART WOA EVENT EVT LAW PRODUCT PRD PROD",
    "role": "ROLE",
}
KINDS: dict[str, NameKind] = {label: kind for kind, labels in LABELS.items() for label in labels.split()}
WEIGHED = 100
"""Places: of words that stand in one block more often than that, the others are not looked at for an attribution."""


def kind(label: str) -> NameKind | None:
    """The kind of name that a label stands for; None where it stands for none."""
    return KINDS.get(label.upper())


def blocks(page: Page) -> list[Span]:
    """Where the blocks of a page stand in its text."""
    return [page.words.span(first, last) for first, last in page.blocks if first < last]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without white space at its edges; None when nothing is left."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start, end) if start < end else None


def named(page: Page, found: Iterable[tuple[int, int, NameKind | None]]) -> tuple[Named, ...]:
    """The names among the stretches that a model labelled, trimmed and in order."""
    names = ((trimmed(page.words.text, start, end), kind) for start, end, kind in found)
    return tuple(sorted(Named(span.start, span.end, kind) for span, kind in names if span and kind))


class Printed:
    """The words of one block, for finding those that a model copied from it."""

    def __init__(self, page: Page, block: Span) -> None:
        self.words, self.block = page.words, block
        self.heads = sorted(page.words.starts[number] for number in page.heads)
        self.known: dict[str, list[Span]] = {}
        self.told: Counter[str] = Counter()

    def places(self, printed: str) -> list[Span]:
        """Where these words stand, left to right; inside longer words only if nowhere else ("nya" of "katanya")."""
        if printed not in self.known:
            every = list(self.occurrences(printed.strip()))
            self.known[printed] = [span for span in every if self.whole(span)] or every
        return self.known[printed]

    def occurrences(self, printed: str) -> Iterator[Span]:
        """Every stretch of the block that reads exactly like this."""
        start = self.words.text.find(printed, self.block.start, self.block.end) if printed else -1
        while start >= 0:
            end = start + len(printed)
            yield Span(start, end)
            start = self.words.text.find(printed, end, self.block.end)

    def whole(self, span: Span) -> bool:
        """Whether a stretch begins and ends where words do."""
        first, last = self.words.range(span)
        return first < last and self.words.span(first, last) == span

    def names(self, told: Sequence[tuple[str, NameKind]]) -> Iterator[Named]:
        """The names that were told, where they stand: the longest first, then the n-th same words at their n-th place.

        No name overlaps another; a role may hold one. What finds no place is left out.
        """
        start = self.block.start
        taken = {False: bytearray(self.block.end - start), True: bytearray(self.block.end - start)}
        left: dict[tuple[str, bool], Iterator[Span]] = {}
        for printed, kind in sorted(told, key=lambda name: -len(name[0])):
            role = kind == "role"
            places = left.setdefault((printed, role), iter(self.places(printed)))
            span = next((span for span in places if not any(taken[role][span.start - start : span.end - start])), None)
            if span:
                taken[role][span.start - start : span.end - start] = b"\1" * (span.end - span.start)
                yield Named(span.start, span.end, kind)

    def tie(self, source: Sequence[str], cue: Sequence[str], content: Sequence[str]) -> Tie | None:
        """The attribution that was told; None when a piece is not printed, or when nothing ascribes or is ascribed.

        The n-th same content is the n-th of its places, the last where there are fewer (one content, two sources). Cue
        and source are the nearest to it; the source may be a part of the cue.
        """
        if not content or not (source or cue):
            return None
        try:
            contents = self.content(content)
            cues = self.nearest(cue, contents, contents)
            sources = self.nearest(source, cues or contents, contents)
        except LookupError:
            return None
        self.told[content[0]] += 1
        return Tie(tuple(sorted(cues)), tuple(sorted(sources)), tuple(sorted(contents)))

    def content(self, pieces: Sequence[str]) -> list[Span]:
        """The places of a content: the next one for its first piece, the nearest to it for the others."""
        first = self.places(pieces[0])[: self.told[pieces[0]] + 1][-1:]
        if not first:
            raise LookupError(pieces[0])
        return [*first, *self.nearest(pieces[1:], first, first)]

    def nearest(self, pieces: Sequence[str], near: Sequence[Span], clear: Sequence[Span]) -> list[Span]:
        """The place of each piece that is nearest to some stretches and clear of others; `LookupError` without one."""
        found: list[Span] = []
        for printed in pieces:
            places = self.places(printed)[:WEIGHED]
            free = [span for span in places if not any(span.meets(other) for other in (*clear, *found))]
            if not free:
                raise LookupError(printed)
            found.append(min(free, key=lambda span: self.distance(span, near)))
        return found

    def distance(self, span: Span, others: Sequence[Span]) -> tuple[int, int]:
        """How far a stretch is from others: first in sentences, then in characters."""
        start, end = min(other.start for other in others), max(other.end for other in others)
        low, high = (span.end, start) if span.end <= start else (end, span.start)
        return max(bisect_right(self.heads, high) - bisect_left(self.heads, low), 0), max(high - low, 0)
