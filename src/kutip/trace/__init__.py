"""Readings → a trace: which reports tell one story, who has it from whom, and on how many origins each claim rests."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from kutip.record import Reading, Story, Trace
from kutip.trace import stories
from kutip.trace.bonds import Bonds
from kutip.trace.keys import Keys, key
from kutip.trace.printings import Place, named, names, place, printed, printings
from kutip.trace.teller import Teller, pack, stem

__all__ = (
    "Place",
    "Teller",
    "grouped",
    "keyed",
    "named",
    "names",
    "numbered",
    "pack",
    "place",
    "printed",
    "printings",
    "stem",
    "story",
    "trace",
)


def trace(readings: Iterable[Reading], version: str) -> Trace:
    """The stories of some readings, the largest first. The same readings in any order give the same trace; what was
    read twice counts once."""
    held = {reading.article.id: reading for reading in printings(readings)}
    told = (story([held[article] for article in articles]) for articles in grouped(map(keyed, held.values())))
    return Trace(version, tuple(numbered(told)))


def keyed(reading: Reading) -> Keys:
    """The features of a report by which it finds its story."""
    return key(reading, pack(reading.article.lang), stem(reading.article.lang))


def grouped(keys: Iterable[Keys]) -> list[list[str]]:
    """The articles of each story, the largest first; each in the order of time."""
    return sorted(stories.grouped(keys), key=lambda articles: -len(articles))


def story(readings: Sequence[Reading], known: Bonds | None = None) -> Story:
    """What the reports of one happening come to together; `known` is what analysts said of their tellings."""
    return Teller().story(readings, known)


def numbered(told: Iterable[Story]) -> Iterator[Story]:
    """The stories with their names in the trace."""
    return (replace(one, id=f"s{number}") for number, one in enumerate(told, 1))
