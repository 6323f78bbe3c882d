"""Which report has its words from which: shared runs of words, and what tells who came first.

Runs of five words as in the shingling of Broder (1997); the share is containment, of the copy's words in the source.
Quotations do not count: what a third party said is nobody's to copy.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
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
BREAK = ""
"""Stands between paragraphs and where a quotation was: no run goes over it."""


class Run(NamedTuple):
    """So many words in a row: where they begin, and their hash."""

    start: int
    sign: int


class Laid(NamedTuple):
    """Some words of a report as their runs, and how many words they are."""

    runs: tuple[Run, ...]
    found: frozenset[int]
    length: int


class Text(NamedTuple):
    """The words of a report, all of them and those outside quotations."""

    reading: Reading
    words: Laid
    own: Laid


def text(reading: Reading) -> Text:
    """The words of a report's paragraphs."""
    article = reading.article
    quoted = [span for claim in reading.claims if claim.form == "direct" for span in claim.content]
    body = [part for part in article.parts if part.kind == "paragraph"]
    return Text(reading, laid(cut(article, body, [])), laid(cut(article, body, sorted(quoted))))


def cut(article: Article, body: Iterable[Span], without: list[Span]) -> list[str]:
    """The words of some paragraphs in small letters, `BREAK` wherever something ends or is left out."""
    found: list[str] = []
    for part in body:
        start = part.start
        for span in [*(one for one in without if part.meets(one)), Span(part.end, part.end)]:
            found += [word for word in LETTERS.split(article.text[start : span.start].lower()) if word]
            found.append(BREAK)
            start = max(start, span.end)
    return found


def laid(words: list[str]) -> Laid:
    """Words as their runs."""
    found = tuple(runs(words))
    return Laid(found, frozenset(run.sign for run in found), sum(word != BREAK for word in words))


def runs(words: list[str]) -> Iterator[Run]:
    """The runs of so many words."""
    for number in range(len(words) - RUN + 1):
        run = tuple(words[number : number + RUN])
        if BREAK not in run:
            yield Run(number, hash(run))


def share(words: Laid, source: Laid) -> float:
    """Of some words, those in runs that the source has too."""
    covered = end = 0
    for start, run in words.runs:
        if run in source.found:
            covered += start + RUN - max(start, end)
            end = start + RUN
    return covered / max(1, words.length)


def copies(readings: Iterable[Reading]) -> tuple[Copy, ...]:
    """The copies among the reports of a story, each with the one report it is most likely from."""
    return tuple(found for one in Shelf(map(text, readings)).copied() if (found := one))


class Shelf:
    """The texts of a story with their runs, the earliest first."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self.texts = sorted(texts, key=lambda one: one.reading.article.published or "9")
        self.holders: dict[int, list[int]] = {}
        for number, one in enumerate(self.texts):
            for run in one.own.found:
                self.holders.setdefault(run, []).append(number)

    def copied(self) -> Iterator[Copy | None]:
        """For each text the copy that it is of another, if it is one."""
        for number in range(len(self.texts)):
            yield max(self.sources(number), key=lambda found: found[0], default=(None, None))[1]

    def sources(self, number: int) -> Iterator[tuple[tuple[float, bool, int], Copy]]:
        """The texts that one may be copied from, with how likely that is."""
        near: Counter[int] = Counter()
        mine = self.texts[number]
        for run in mine.own.found:
            near.update(self.holders[run][:FIRST])
        for other in near:
            theirs = self.texts[other]
            if other == number or mine.reading.article.lang != theirs.reading.article.lang:
                continue
            there, back = share(mine.own, theirs.own), share(theirs.own, mine.own)
            why = direction(theirs.reading, mine.reading, there, back) if max(there, back) >= COPIED else None
            if why and there >= COPIED / 2:
                part = round(share(mine.words, theirs.words), 2)
                found = Copy(theirs.reading.article.id, mine.reading.article.id, part, why)
                yield (self.told(mine, theirs), names(mine.reading, theirs.reading.article), -other), found

    def told(self, mine: Text, theirs: Text) -> float:
        """How much the runs that two texts share tell of who has it from whom: the more, the fewer others have them.
        Only the one that it was made from has the errors and the changes of the source."""
        shared = mine.own.found & theirs.own.found
        # Added up in one order: the same readings give the same trace.
        return sum(sorted(1 / len(self.holders[run]) for run in shared))


def direction(source: Reading, copy: Reading, there: float, back: float) -> str | None:
    """Why the one is taken to be copied from the other; None when nothing tells, or the other way round is likelier."""
    one, two = source.article, copy.article
    named, returned = names(copy, one), names(source, two)
    shared = f"{max(there, back):.0%} of its own words are the same"
    gap = later(one.published, two.published)
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


def names(reading: Reading, other: Article) -> bool:
    """Whether a report names the other's outlet as a source."""
    outlet = plain(other.outlet or "")
    said = (hop.name for claim in reading.claims for hop in claim.chain if hop.status != "outlet" and hop.name)
    return bool(outlet) and any(plain(name) in outlet or outlet in plain(name) for name in said)
