"""One text printed in several places: each printing is a report of its own, and what was read twice counts once."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from kutip.record import Article, Reading


def printings(readings: Iterable[Reading]) -> list[Reading]:
    """The reports in the order of time. Of the printings of one text the first keeps its name; each later one is named
    by its address too, or by its outlet."""
    texts: dict[str, list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=place):
        texts[reading.article.id].append(reading)
    found = [one for text in texts.values() for one in named(apart(text))]
    return sorted(found, key=place)


def place(reading: Reading) -> tuple[str, str, str, str]:
    """Where a report stands among others: by time, those without one last."""
    article = reading.article
    return article.published or "9", article.id, article.url or "", article.outlet or ""


def apart(readings: list[Reading]) -> list[Reading]:
    """The printings of one text, each once; the ones that say most of where they stood are looked at first."""
    found: list[Reading] = []
    for reading in sorted(readings, key=lambda one: (one.article.url is None, one.article.outlet is None)):
        if not any(same(reading.article, other.article) for other in found):
            found.append(reading)
    return sorted(found, key=place)


def same(one: Article, other: Article) -> bool:
    """Whether two copies of a text may be of one printing: their addresses are the same, or else their outlets, as far
    as both are known."""
    if one.url and other.url:
        return one.url == other.url
    return one.outlet == other.outlet or not one.outlet or not other.outlet


def named(readings: list[Reading]) -> list[Reading]:
    """The printings of one text under names of their own."""
    return [*readings[:1], *map(printed, readings[1:])]


def printed(reading: Reading) -> Reading:
    """A report named by its text and by its address or outlet."""
    article = reading.article
    where = article.url or article.outlet
    return replace(reading, article=replace(article, id=f"{article.id}#{where}")) if where else reading


def text(article: str) -> str:
    """The text that a report prints, by the report's name."""
    return article.partition("#")[0]
