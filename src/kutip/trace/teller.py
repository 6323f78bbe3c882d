"""What the reports of one happening come to together: who copied whom, what is claimed, and on how many origins."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kutip import lang as languages
from kutip.record import Article, Copy, Counts, Link, Reading, Story, Telling, Traced
from kutip.trace import conflicts, copies, corrections, links, same, surnames, telling
from kutip.trace.bonds import Bonds, settled
from kutip.trace.keys import plain
from kutip.trace.origins import Origins
from kutip.trace.party import Parties
from kutip.trace.printings import place, text
from kutip.trace.stem import Stem
from kutip.trace.telling import Said

PAIRS = 500_000
"""As many pairs of tellings are held, some 150 bytes each: a story of four hundred reports that all differ has them."""


@cache
def stem(code: str) -> Stem:
    """The stems of a language, made once."""
    return Stem(pack(code))


@cache
def pack(code: str) -> languages.Lang | None:
    """The pack of a language, if it has one."""
    return languages.load(code) if code in languages.codes() else None


class Work(NamedTuple):
    """What one report gives to its story, whatever the others are."""

    text: copies.Text
    told: tuple[Said, ...]
    parties: Parties


class Teller:
    """Tells stories, perhaps one story again with one report more: what it made of the latest readings is kept. A
    reading is known by its article and its makers."""

    def __init__(self, held: int = 0) -> None:
        self.held = held
        self.works: dict[tuple[str, tuple[str, ...]], Work] = {}
        self.gaps: conflicts.Known | None = {} if held else None
        self.copied: copies.Known | None = {} if held else None
        self.in_full: surnames.Known | None = {} if held else None
        self.forgotten = 0
        """So many readings, since something was held that may be of them."""

    def work(self, reading: Reading) -> Work:
        """What a report gives to its story."""
        name = reading.article.id, reading.made_by
        found = self.works.pop(name, None) or worked(reading)
        self.works[name] = found
        while len(self.works) > self.held:
            del self.works[next(iter(self.works))]
            self.forgotten += 1
        return found

    def tidy(self) -> None:
        """Lets go of what is held of pairs where they are many, or as many readings were forgotten as are held: so of
        twice as many at the most anything is there."""
        held = [one for one in (self.gaps, self.copied, self.in_full) if one]
        if sum(map(len, held)) > PAIRS or self.forgotten > self.held:
            self.forgotten = 0
            for one in held:
                one.clear()

    def story(self, readings: Sequence[Reading], known: Bonds | None = None) -> Story:
        """What the reports of one happening come to together; `known` is what an analyst knows of their tellings."""
        works = [self.work(reading) for reading in sorted(readings, key=place)]
        articles = [work.text.article for work in works]
        found = copies.copies([work.text for work in works], self.copied)
        told = surnames.in_full([one for work in works for one in work.told], self.in_full)
        groups = settled(same.grouped(told), told, known) if known else same.grouped(told)
        tellings = [[told[number] for number in group] for group in sorted(groups, key=lambda one: (-len(one), one))]
        outlets = links.by_outlet(articles)
        linked = [link for group in tellings for link in links.links(group, outlets)]
        parties = {work.text.article.id: work.parties for work in works}
        origins = Origins(told, parties, {copy.copy: copy.source for copy in found}, linked)
        claims = [claimed(number, group, origins, self.gaps) for number, group in enumerate(tellings, 1)]
        self.tidy()
        return Story(
            id="",
            articles=tuple(article.id for article in articles),
            copies=found,
            claims=tuple(claims),
            links=tuple(linked),
            circles=links.circles(edges(linked)),
            corrections=tuple(one for group in tellings for one in corrections.corrections(group)),
            counts=counts(articles, found, claims),
        )


def worked(reading: Reading) -> Work:
    """What a report gives to its story."""
    code = reading.article.lang
    return Work(copies.Text(reading), telling.tellings(reading, stem(code)), Parties(reading, pack(code), stem(code)))


def edges(linked: Sequence[Link]) -> dict[str, set[str]]:
    """Which reports each report has it from."""
    found: dict[str, set[str]] = {}
    for link in linked:
        found.setdefault(link.article, set()).add(link.held)
    return found


def claimed(number: int, told: Sequence[Said], origins: Origins, gaps: conflicts.Known | None) -> Traced:
    """One claim in all its tellings."""
    found, left = origins.of(told)
    against, apart = conflicts.conflicts(told, gaps)
    return Traced(
        id=f"g{number}",
        says=str(told[0]),
        tellings=tuple(Telling(one.article.id, one.claim.id) for one in told),
        origins=found,
        undetermined=left,
        contradictions=against,
        differences=apart,
    )


def counts(articles: Sequence[Article], found: Sequence[Copy], claims: Sequence[Traced]) -> Counts:
    """The story in four numbers. One text in several places is one text, though nobody knows who had it first."""
    copied = {copy.copy for copy in found}
    texts = {text(article.id) for article in articles if article.id not in copied}
    return Counts(
        reports=len(articles),
        texts=len(texts),
        reporting=sum(any(article in first(one) for one in claims) for article in texts),
        origins=len({plain(origin.name) for one in claims for origin in one.origins}),
    )


def first(claim: Traced) -> set[str]:
    """The texts that are the first, among those held, to tell a claim of some origin."""
    return {text(origin.articles[0]) for origin in claim.origins}
