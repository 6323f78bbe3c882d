"""Readings → a trace: which reports tell one story, who has it from whom, and on how many origins each claim rests."""

from collections.abc import Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from kutip import lang as languages
from kutip.record import Article, Copy, Counts, Link, Reading, Story, Telling, Trace, Traced
from kutip.trace import conflicts, copies, corrections, links, same, stories, telling
from kutip.trace.keys import Keys, key, plain
from kutip.trace.origins import Origins
from kutip.trace.stem import Stem
from kutip.trace.telling import Said


def trace(readings: Iterable[Reading], version: str) -> Trace:
    """The stories of some readings, the largest first. The same readings in any order give the same trace; of one text
    in several places only the first counts."""
    held: dict[str, Reading] = {}
    for reading in sorted(readings, key=place):
        held.setdefault(reading.article.id, reading)
    keys = map(keyed, held.values())
    told = [story([held[article] for article in articles]) for articles in stories.grouped(keys)]
    ordered = sorted(told, key=lambda one: -len(one.articles))
    return Trace(version, tuple(replace(one, id=f"s{number}") for number, one in enumerate(ordered, 1)))


def place(reading: Reading) -> tuple[str, str, str, str]:
    """Where a report stands among others: by time, those without one last."""
    article = reading.article
    return article.published or "9", article.id, article.url or "", article.outlet or ""


def keyed(reading: Reading) -> Keys:
    """The features of a report by which it finds its story."""
    return key(reading, pack(reading.article.lang), stem(reading.article.lang))


@cache
def stem(code: str) -> Stem:
    """The stems of a language, made once."""
    return Stem(pack(code))


@cache
def pack(code: str) -> languages.Lang | None:
    """The pack of a language, if it has one."""
    return languages.load(code) if code in languages.codes() else None


def story(readings: Sequence[Reading]) -> Story:
    """What the reports of one happening come to together."""
    readings = sorted(readings, key=place)
    articles = [reading.article for reading in readings]
    packs = {article.lang: (pack(article.lang), stem(article.lang)) for article in articles}
    found = copies.copies([copies.Text(reading) for reading in readings])
    told = [one for reading in readings for one in telling.tellings(reading, stem(reading.article.lang))]
    groups = sorted(same.grouped(told), key=lambda group: (-len(group), group))
    tellings = [[told[place] for place in group] for group in groups]
    outlets = links.by_outlet(articles)
    linked = [link for group in tellings for link in links.links(group, outlets)]
    origins = Origins(told, packs, {copy.copy: copy.source for copy in found}, linked)
    claims = [claimed(number, group, origins) for number, group in enumerate(tellings, 1)]
    return Story(
        id="",
        articles=tuple(article.id for article in articles),
        copies=found,
        claims=tuple(claims),
        links=tuple(linked),
        circles=links.circles(edges(linked)),
        corrections=tuple(one for group in tellings for one in corrections.corrections(group, packs)),
        counts=counts(articles, found, claims),
    )


def edges(linked: Sequence[Link]) -> dict[str, set[str]]:
    """Which reports each report has it from."""
    found: dict[str, set[str]] = {}
    for link in linked:
        found.setdefault(link.article, set()).add(link.held)
    return found


def claimed(number: int, told: Sequence[Said], origins: Origins) -> Traced:
    """One claim in all its tellings."""
    found, left = origins.of(told)
    against, apart = conflicts.conflicts(told)
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
    """The story in four numbers."""
    copied = {copy.copy for copy in found}
    texts = [article.id for article in articles if article.id not in copied]
    return Counts(
        reports=len(articles),
        texts=len(texts),
        reporting=sum(any(article in first(one) for one in claims) for article in texts),
        origins=len({plain(origin.name) for one in claims for origin in one.origins}),
    )


def first(claim: Traced) -> set[str]:
    """The reports that are the first, among those held, to tell a claim of some origin."""
    return {origin.articles[0] for origin in claim.origins}
