"""One report as it is held against itself: its marks, and the look-ups that several kinds of doubt share."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate

from kutip.record import Amount, Article, Claim, Doubt, DoubtKind, Entity, Marks, Mention, Span

SIGNS = frozenset(',;:()[]–—…/|.!?"“”„‟«»')


class Report:
    """A report with its marks and claims, counted in words; what few reports need is made when it is asked for."""

    def __init__(self, article: Article, marks: Marks, claims: tuple[Claim, ...]) -> None:
        self.article, self.marks, self.claims = article, marks, claims
        self.words, self.lows = marks.words, marks.words.lows
        self.seen = frozenset(self.lows)
        self.starts = [sentence.start for sentence in marks.sentences]

    @cached_property
    def named(self) -> dict[int, tuple[Entity, Mention]]:
        """At the place where a name starts: of whom or what, and the name as it stands there."""
        return {m.start: (entity, m) for entity in self.marks.entities for m in entity.mentions if m.form == "name"}

    @cached_property
    def persons(self) -> dict[int, Mention]:
        """At the place where a person's name starts: the name as it stands there."""
        return {start: mention for start, (entity, mention) in self.named.items() if entity.kind == "person"}

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The numbers of the words inside quotation marks."""
        return frozenset(number for quote in self.marks.quotes for number in range(*self.words.range(quote)))

    @cached_property
    def attributing(self) -> frozenset[Span]:
        """The times that say when something was told, and are no part of what is told."""
        times = self.marks.times
        told = ((times[number], claim) for claim in self.claims for number in claim.times)
        outside = (time for time, claim in told if not any(piece.holds(time) for piece in claim.content))
        return frozenset(Span(time.start, time.end) for time in outside)

    @cached_property
    def amounts(self) -> dict[int, list[Amount]]:
        """The amounts of each sentence, by its number."""
        found: dict[int, list[Amount]] = {}
        for amount in self.marks.amounts:
            found.setdefault(self.sentence(amount.start), []).append(amount)
        return found

    def sentence(self, place: int) -> int:
        """The number of the sentence at a place of the text; -1 outside the body."""
        number = bisect_right(self.starts, place) - 1
        return number if number >= 0 and place < self.marks.sentences[number].end else -1

    def number(self, place: int) -> int:
        """The number of the first word that starts at a place of the text or behind it."""
        return bisect_left(self.words.starts, place)

    def content(self, span: Span) -> tuple[Claim, Span] | None:
        """The innermost claim that holds a stretch, and the piece of its content that does."""
        pieces, reach = self.pieces
        number = bisect_right(pieces, span.start, key=lambda found: found[1].start) - 1
        best: tuple[Claim, Span] | None = None
        while number >= 0 and reach[number] >= span.end:  # further back no piece ends behind the stretch
            claim, piece = pieces[number]
            if piece.holds(span) and (best is None or piece.end - piece.start <= best[1].end - best[1].start):
                best = claim, piece
            number -= 1
        return best

    @cached_property
    def pieces(self) -> tuple[list[tuple[Claim, Span]], list[int]]:
        """The pieces of all contents by their start, and how far any of them up to each one reaches."""
        found = [(claim, piece) for claim in self.claims for piece in claim.content]
        found.sort(key=lambda pair: pair[1].start)
        return found, list(accumulate((piece.end for _, piece in found), max))

    def attributes(self, time: Span) -> bool:
        """Whether a time belongs to words of attribution."""
        return Span(time.start, time.end) in self.attributing

    def names(self, first: int, last: int) -> set[str]:
        """The entities named between two words."""
        return {self.named[start][0].id for start in self.words.starts[first:last] if start in self.named}

    def meets(self, first: int, last: int, words: frozenset[str]) -> bool:
        """Whether one of the words stands between two word numbers."""
        return not words.isdisjoint(self.lows[first:last])

    def stop(self, number: int, last: int) -> int:
        """The next word from there on that is a sign."""
        while number < last and self.lows[number] not in SIGNS:
            number += 1
        return number


def doubt(span: Span, kind: DoubtKind, says: str) -> Doubt:
    """A doubt at a stretch of text."""
    return Doubt(span.start, span.end, kind, says)


Finder = Callable[[Report], Iterator[Doubt]]
