"""One text printed in several places: each printing is a report of its own, and what was read twice counts once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from kutip.record import Reading


class Place(NamedTuple):
    """Where a report stands among others: by time, those without one last; and where it was printed."""

    published: str
    text: str
    """The id of its text."""
    url: str
    outlet: str
    made_by: tuple[str, ...]


def place(reading: Reading) -> Place:
    """Where a report stands among others."""
    article = reading.article
    return Place(article.published or "9", article.id, article.url or "", article.outlet or "", reading.made_by)


def printings(readings: Iterable[Reading]) -> list[Reading]:
    """The reports in the order of time. Of the printings of one text the first keeps its name; each later one is named
    by its address too, or by its outlet. What was read twice is there once."""
    held = list(readings)
    return [named(held[number], name) for number, name in names(list(map(place, held))).items()]


def names(places: Sequence[Place]) -> dict[int, str]:
    """The name of each report, by its number among the places, in the order of time. What was read twice is there
    once."""
    texts: dict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(places)), key=places.__getitem__):
        texts[places[number].text].append(number)
    found: dict[int, str] = {}
    for numbers in texts.values():
        first, *later = apart(numbers, places)
        found |= {first: places[first].text} | {number: fragment(places[number]) for number in later}
    return dict(sorted(found.items(), key=lambda one: places[one[0]]))


def apart(numbers: Sequence[int], places: Sequence[Place]) -> list[int]:
    """The printings of one text, each once; those that say most of where they stood are looked at first."""
    found: list[int] = []
    for number in sorted(numbers, key=lambda one: (not places[one].url, not places[one].outlet)):
        if not any(same(places[number], places[other]) for other in found):
            found.append(number)
    return sorted(found, key=places.__getitem__)


def same(one: Place, other: Place) -> bool:
    """Whether two copies of a text may be of one printing: their addresses are the same, or else their outlets, as far
    as both are known."""
    if one.url and other.url:
        return one.url == other.url
    return one.outlet == other.outlet or not one.outlet or not other.outlet


def fragment(place: Place) -> str:
    """The name of a printing: its text, and its address or outlet."""
    where = place.url or place.outlet
    return f"{place.text}#{where}" if where else place.text


def printed(reading: Reading) -> Reading:
    """A report named by its text and by its address or outlet."""
    return named(reading, fragment(place(reading)))


def named(reading: Reading, name: str) -> Reading:
    """A report under another name."""
    article = reading.article
    return reading if article.id == name else replace(reading, article=replace(article, id=name))


def text(article: str) -> str:
    """The text that a report prints, by the report's name."""
    return article.partition("#")[0]
