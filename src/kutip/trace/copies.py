"""Which report has its words from which: shared runs of words, and what tells who came first.

Runs of five words as in the shingling of Broder (1997); the share is containment, of the copy's words in the source.
Quotations do not count: what a third party said is nobody's to copy. Nor does what may stand under any report of the
matter: a last paragraph, or what an outlet says again in its own words.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

import numpy as np

from kutip.record import Article, Copy, Reading, Span
from kutip.trace.keys import LETTERS, day, plain
from kutip.trace.senses import begun, spread, within

RUN = 5
"""So many words in a row are hardly the same by chance."""
COPIED = 0.25
"""So much of a report, its quotations left out, has to stand in another: unrelated reports of one story share 0.16 at
the most on the public gold, copies 0.33 at the least."""
MORE = 0.15
"""So much more of the one has to stand in the other than the other way round, to tell which was cut."""
HALF = 0.5
"""What is less of both reports, and may stand under any, does not make one the copy of the other."""
FIRST = 20
"""As many of the earliest reports with a run are looked at: copies of copies have it from them too."""
LIKELY = 20
"""So many of the reports that one shares most with are looked at."""
WHOLE = 720_720 << 10
"""What a run that one text alone has tells; 1 to 16 texts share it without a remainder."""

Name = tuple[str, ...]
"""The words of a name."""


class Laid(NamedTuple):
    """Some words of a report as runs of so many words, and how many words they are."""

    starts: tuple[int, ...]
    signs: tuple[int, ...]
    """Each run as a number."""
    found: frozenset[int]
    length: int
    """Without those of stretches that are too short for a run."""


class Text:
    """The words of a report, and whom it names."""

    def __init__(self, reading: Reading) -> None:
        self.article = reading.article
        self.body = [part for part in self.article.parts if part.kind == "paragraph"]
        quoted = sorted(span for claim in reading.claims if claim.form == "direct" for span in claim.content)
        self.quoted = any(part.meets(span) for part in self.body for span in quoted)
        self.own = laid(cut(self.article, self.body, quoted))
        """Those outside quotations."""
        self.outlet = words(self.article.outlet or "")
        hops = (hop.name for claim in reading.claims for hop in claim.chain if hop.status != "outlet" and hop.name)
        self.sources = frozenset(map(words, hops))

    @cached_property
    def all(self) -> int:
        """All its words, as a number."""
        return hash(tuple(word for stretch in cut(self.article, self.body, []) for word in stretch))

    def names(self, other: "Text") -> bool:
        """Whether a report names the other's outlet as a source, in full or in part, by whole words."""
        return named(self.sources, other.outlet)


@lru_cache(1 << 14)
def named(sources: frozenset[Name], outlet: Name) -> bool:
    """Whether an outlet is one of some sources; asked for every pair of reports."""
    return any(inside(name, outlet) or inside(outlet, name) for name in sources)


def words(name: str) -> Name:
    """The words of a name, to compare by."""
    return tuple(filter(None, map(plain, LETTERS.split(name))))


def inside(part: Name, whole: Name) -> bool:
    """Whether some words stand in others one behind the other."""
    return bool(part) and any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


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
        length += len(words) if found else 0
    return Laid(tuple(starts), tuple(signs), frozenset(signs), length)


class Shared(NamedTuple):
    """What of one report's words stands in another."""

    share: float
    rest: float
    """Without the run that the report ends with."""


def shared(words: Laid, source: Laid) -> Shared:
    """Of some words, those in runs that the source has too."""
    covered = before = end = 0
    for start in [start for start, sign in zip(words.starts, words.signs, strict=True) if sign in source.found]:
        before = covered if start > end else before
        covered += start + RUN - max(start, end)
        end = start + RUN
    every = max(1, words.length)
    return Shared(covered / every, (before if end == words.length else covered) / every)


def copies(texts: Sequence[Text], known: "Known | None" = None) -> tuple[Copy, ...]:
    """The copies among the reports of a story, each with the one report it is most likely from; `known` are pairs that
    were looked at before, and is given the others."""
    return tuple(found for one in Shelf(texts, known).copied() if (found := one)) if len(texts) > 1 else ()


Known = dict[tuple[Text, Text], Copy | None]
"""Of a report and another whether it is a copy of that."""


class Shelf:
    """The texts of a story with their runs, the earliest first."""

    def __init__(self, texts: Iterable[Text], known: Known | None) -> None:
        self.texts = sorted(texts, key=lambda one: one.article.published or "9")
        self.known = {} if known is None else known
        sizes = np.array([len(one.own.found) for one in self.texts], np.int64)
        signs = np.fromiter((sign for one in self.texts for sign in one.own.found), np.int64, int(sizes.sum()))
        _, runs, counts = np.unique(signs, return_inverse=True, return_counts=True)
        self.rare = WHOLE // counts
        """How much a run tells: the more, the fewer have it."""
        self.runs, self.starts = runs, begun(sizes)
        order = np.argsort(runs, kind="stable")
        early = within(counts) < FIRST
        self.holders = np.repeat(np.arange(len(self.texts)), sizes)[order][early]
        """The earliest that have a run, one run behind the other."""
        self.places = begun(np.minimum(counts, FIRST))

    def copied(self) -> Iterator[Copy | None]:
        """For each text the copy that it is of another, if it is one."""
        for number in range(len(self.texts)):
            looked = (self.copy(self.texts[other], self.texts[number]) for other in self.near(number))
            yield next(filter(None, looked), None)

    def copy(self, source: Text, copy: Text) -> Copy | None:
        """The copy that a text is of another, if it is one."""
        if (source, copy) not in self.known:
            self.known[source, copy] = compared(source, copy)
        return self.known[source, copy]

    def near(self, number: int) -> Iterator[int]:
        """The texts of one's language that share runs with it and are not known to be later, the likeliest source
        first: by what the runs tell, since only the one that it was made from has the errors and the changes of the
        source; by its name; the earlier of two alike."""
        mine = self.texts[number]
        runs = self.runs[self.starts[number] : self.starts[number + 1]]
        starts, ends = self.places[runs], self.places[runs + 1]
        # Whole numbers: their sum is the same in any order.
        told = np.bincount(self.holders[spread(starts, ends)], np.repeat(self.rare[runs], ends - starts)).tolist()
        others = [other for other, tells in enumerate(told) if tells and other != number]
        looked = 0
        for _, like in groupby(sorted(others, key=lambda other: -told[other]), told.__getitem__):
            some = [other for other in like if self.may(other, mine)]
            yield from sorted(some, key=lambda other: not mine.names(self.texts[other]))
            looked += len(some)
            if looked >= LIKELY:
                return

    def may(self, other: int, mine: Text) -> bool:
        """Whether a text may have it from another: in its language, and not known to be later."""
        theirs = self.texts[other].article
        if mine.article.lang != theirs.lang:
            return False
        gap = later(theirs.published, mine.article.published)
        return gap is None or gap >= timedelta()


def compared(source: Text, copy: Text) -> Copy | None:
    """The copy that a text is of another, if so much of it stands there, and something tells which came first."""
    there, back = shared(copy.own, source.own), shared(source.own, copy.own)
    most = max(there.share, back.share)
    if most < COPIED or there.share < COPIED / 2 or (most < HALF and anywhere(source, copy, there, back)):
        return None
    first = direction(source, copy, there.share - back.share)
    if first is None:
        return None
    why = "; ".join((f"{much(source, copy, there.share, back.share)}{first[0]}", *first[1:]))
    return Copy(source.article.id, copy.article.id, round(there.share, 2), why)


def anywhere(source: Text, copy: Text, there: Shared, back: Shared) -> bool:
    """Whether what two reports share may stand under any report of the matter: one outlet says it again, or hardly
    more is shared than that with which they end."""
    again = bool(copy.outlet) and copy.outlet == source.outlet
    return again or max(there.rest, back.rest) < COPIED


def much(source: Text, copy: Text, there: float, back: float) -> str:
    """How much of a copy stands in its source, and how much of that in the copy where the copy has more of its own."""
    if source.all == copy.all:
        return "the same text"
    held = f"{part(there)} of its words stand there"
    more = f", {part(back)} of the other's here" if there < COPIED else ""
    return f"{held}{more}{', quotations apart' if copy.quoted else ''}"


def part(share: float) -> str:
    """A share in words; less than all is never rounded to it."""
    return "all" if share >= 1 else f"{min(round(100 * share), 99)} %"


def direction(source: Text, copy: Text, more: float) -> tuple[str, ...] | None:
    """Why the one is taken to be copied from the other, which has so much more of it; None when nothing tells, or the
    other way round is likelier."""
    named, returned = copy.names(source), source.names(copy)
    names = ("names it",) if named else ()
    gap = later(source.article.published, copy.article.published)
    if gap is not None and gap != timedelta():
        return (f", later by {shown(gap)}", *names) if gap > timedelta() else None
    if named != returned:
        return ("", *names) if named else None
    return (", and the other has more",) if more >= MORE else None


def later(one: str | None, two: str | None) -> timedelta | None:
    """How much later the second moment is, in days where one of the two is only a day; None when one is not known.
    A moment without a zone is taken to be in that of the other."""
    begin, end = moment(one), moment(two)
    if begin is None or end is None:
        return None
    if min(len(one or ""), len(two or "")) == len("2025-05-08"):
        return timedelta(days=(end.date() - begin.date()).days)
    if (begin.tzinfo is None) != (end.tzinfo is None):
        begin, end = begin.replace(tzinfo=None), end.replace(tzinfo=None)
    return end - begin


@lru_cache(1 << 14)
def moment(text: str | None) -> datetime | None:
    """A moment, if it is known to the day; asked for every pair of reports."""
    return datetime.fromisoformat(text or "") if day(text) is not None else None


def shown(gap: timedelta) -> str:
    """A length of time."""
    minutes = int(gap.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02d} min" if gap < timedelta(days=2) else f"{gap.days} days"
