"""Which report has its words from which: shared runs of words, and what tells who came first.

Runs of five words as in the shingling of Broder (1997); the share is containment, of the copy's words in the source.
Quotations do not count: what a third party said is nobody's to copy.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from kutip.record import Article, Copy, Reading, Span
from kutip.trace.keys import LETTERS, day, plain

RUN = 5
"""So many words in a row are hardly the same by chance."""
COPIED = 0.25
"""So much of a report, its quotations left out, has to stand in another: unrelated reports of one story share 0.16 at
the most on the public gold, copies 0.33 at the least."""
MORE = 0.15
"""So much more of the one has to stand in the other than the other way round, to tell which was cut."""
FIRST = 20
"""As many of the earliest reports with a run are looked at: copies of copies have it from them too."""
WHOLE = 720_720 << 20
"""What a run that one text alone has tells; 1 to 16 texts share it without a remainder."""


class Laid(NamedTuple):
    """Some words of a report as runs of so many words, and how many words they are."""

    starts: tuple[int, ...]
    signs: tuple[int, ...]
    """Each run as a number."""
    found: frozenset[int]
    length: int


class Text:
    """The words of a report, and whom it names."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.article = reading, reading.article
        self.body = [part for part in self.article.parts if part.kind == "paragraph"]
        quoted = sorted(span for claim in reading.claims if claim.form == "direct" for span in claim.content)
        self.own = laid(cut(self.article, self.body, quoted))
        """Those outside quotations."""
        self.outlet = plain(self.article.outlet or "")
        hops = (hop.name for claim in reading.claims for hop in claim.chain if hop.status != "outlet" and hop.name)
        self.sources = frozenset(map(plain, hops))

    @cached_property
    def words(self) -> Laid:
        """All words."""
        return laid(cut(self.article, self.body, []))

    def names(self, other: "Text") -> bool:
        """Whether a report names the other's outlet as a source."""
        return bool(other.outlet) and any(name in other.outlet or other.outlet in name for name in self.sources)


def cut(article: Article, body: Iterable[Span], without: list[Span]) -> Iterator[list[str]]:
    """The words of some paragraphs in small letters, those of each stretch between two places where something ends or
    is left out: no run goes over one."""
    for part in body:
        start = part.start
        for span in [*(one for one in without if part.meets(one)), Span(part.end, part.end)]:
            yield [word for word in LETTERS.split(article.text[start : span.start].lower()) if word]
            start = max(start, span.end)


def laid(stretches: Iterable[list[str]]) -> Laid:
    """Words as their runs."""
    starts: list[int] = []
    signs: list[int] = []
    length = 0
    for words in stretches:
        found = list(map(hash, zip(*(words[number:] for number in range(RUN)), strict=False)))
        starts += range(length, length + len(found))
        signs += found
        length += len(words)
    return Laid(tuple(starts), tuple(signs), frozenset(signs), length)


def share(words: Laid, source: Laid) -> float:
    """Of some words, those in runs that the source has too."""
    covered = end = 0
    for start in [start for start, sign in zip(words.starts, words.signs, strict=True) if sign in source.found]:
        covered += start + RUN - max(start, end)
        end = start + RUN
    return covered / max(1, words.length)


def copies(texts: Sequence[Text]) -> tuple[Copy, ...]:
    """The copies among the reports of a story, each with the one report it is most likely from."""
    return tuple(found for one in Shelf(texts).copied() if (found := one)) if len(texts) > 1 else ()


class Shelf:
    """The texts of a story with their runs, the earliest first."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self.texts = sorted(texts, key=lambda one: one.article.published or "9")
        counts: Counter[int] = Counter(chain.from_iterable(one.own.found for one in self.texts))
        self.rare = {run: WHOLE // count for run, count in counts.items()}
        """How much a run tells: the more, the fewer have it."""
        self.holders: dict[int, list[int]] = {}
        for number, one in enumerate(self.texts):
            for run in one.own.found:
                if counts[run] > 1 and len(held := self.holders.setdefault(run, [])) < FIRST:
                    held.append(number)

    def copied(self) -> Iterator[Copy | None]:
        """For each text the copy that it is of another, if it is one."""
        for number in range(len(self.texts)):
            yield next(self.sources(number), None)

    def sources(self, number: int) -> Iterator[Copy]:
        """The copies that a text may be of others, the likeliest first."""
        mine = self.texts[number]
        for _, _, before in sorted((self.likely(number, other) for other in self.near(number)), reverse=True):
            theirs = self.texts[-before]
            there, back = share(mine.own, theirs.own), share(theirs.own, mine.own)
            why = direction(theirs, mine, there, back) if max(there, back) >= COPIED else None
            if why and there >= COPIED / 2:
                yield Copy(theirs.article.id, mine.article.id, round(share(mine.words, theirs.words), 2), why)

    def near(self, number: int) -> Iterator[int]:
        """The texts of one's language that share a run with it, and are not known to be later."""
        mine = self.texts[number].article
        for other in set[int]().union(*(self.holders.get(run, ()) for run in self.texts[number].own.found)):
            theirs = self.texts[other].article
            if other != number and mine.lang == theirs.lang:
                gap = later(theirs.published, mine.published)
                if gap is None or gap >= timedelta():
                    yield other

    def likely(self, number: int, other: int) -> tuple[int, bool, int]:
        """How likely it is that a text has it from another: by what the runs that they share tell, since only the one
        that it was made from has the errors and the changes of the source; by its name; the earlier of two alike."""
        mine, theirs = self.texts[number], self.texts[other]
        # Whole numbers: their sum is the same in any order.
        told = sum(map(self.rare.__getitem__, mine.own.found & theirs.own.found))
        return told, mine.names(theirs), -other


def direction(source: Text, copy: Text, there: float, back: float) -> str | None:
    """Why the one is taken to be copied from the other; None when nothing tells, or the other way round is likelier."""
    named, returned = copy.names(source), source.names(copy)
    shared = f"{max(there, back):.0%} of its own words are the same"
    gap = later(source.article.published, copy.article.published)
    if gap is not None and gap != timedelta():
        return f"{shared}, later by {shown(gap)}{'; names it' if named else ''}" if gap > timedelta() else None
    if named != returned:
        return f"{shared}; names it" if named else None
    return f"{shared}, and the other has more" if there - back >= MORE else None


def later(one: str | None, two: str | None) -> timedelta | None:
    """How much later the second moment is, in days where one of the two is only a day; None when one is not known.
    A moment without a zone is taken to be in that of the other."""
    if day(one) is None or day(two) is None:
        return None
    begin, end = datetime.fromisoformat(one or ""), datetime.fromisoformat(two or "")
    if min(len(one or ""), len(two or "")) == len("2025-05-08"):
        return timedelta(days=(end.date() - begin.date()).days)
    if begin.tzinfo is None or end.tzinfo is None:
        begin, end = begin.replace(tzinfo=None), end.replace(tzinfo=None)
    return end - begin


def shown(gap: timedelta) -> str:
    """A length of time."""
    minutes = int(gap.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02d} min" if gap < timedelta(days=2) else f"{gap.days} days"
