"""Persons whom a report has by surname alone, and bodies that have a longer name in it, as the story has them."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from kutip.record import Entity, EntityKind, Reading
from kutip.trace.keys import named, plain
from kutip.trace.telling import Said, Vector

BODIES: frozenset[EntityKind] = frozenset(("organisation", "agency", "outlet"))
Known = dict[tuple[Said, tuple[tuple[str, str], ...]], Said]
"""Tellings by what they are made of, and by the names that are others in them."""


def in_full(told: Sequence[Said], known: Known | None = None) -> list[Said]:
    """The tellings of a story, a person who is named by a part of a name in one report and in full in another being
    the same in both, where nobody else of the story bears that part; so is a body that one report calls by its name in
    another, and once by a longer one: the plant of X. `known` has those that were made before, and is given
    the others: a telling stays the same one while its story grows."""
    readings = {one.article.id: one.reading for one in told}
    persons = {named(one): one for reading in readings.values() for one in reading.entities if one.kind == "person"}
    full = renamed(persons) | shorter(list(readings.values()))
    made = {} if known is None else known
    return [retold(one, full, made) for one in told] if full else list(told)


def renamed(persons: dict[str, Entity]) -> dict[str, str]:
    """For each name of one word the key of the one longer name that it is a part of."""
    longer: dict[str, set[str]] = defaultdict(set)
    for key, person in persons.items():
        for word in person.name.split() if " " in person.name else ():
            longer[plain(word)].add(key)
    short = {key: plain(person.name) for key, person in persons.items() if " " not in person.name}
    return {
        f"e:{key}": f"e:{next(iter(longer[part]))}" for key, part in short.items() if len(longer.get(part, ())) == 1
    }


def shorter(readings: Sequence[Reading]) -> dict[str, str]:
    """For each body the key that its other name in its report has in another report, where it has only one such."""
    bodies = [(one, reading) for reading in readings for one in reading.entities if one.kind in BODIES]
    keys = {named(one) for one, _ in bodies}
    other: dict[str, set[str]] = defaultdict(set)
    for one, reading in bodies:
        names = {plain(reading.article[place]) for place in one.mentions if place.form == "name"}
        other[named(one)] |= (names & keys) - {named(two) for two in reading.entities}
    return {f"e:{key}": f"e:{next(iter(names))}" for key, names in other.items() if len(names) == 1}


def retold(one: Said, full: dict[str, str], made: Known) -> Said:
    """A telling with full names in its sense."""
    names = tuple((short, name) for short, name in full.items() if short in one.sense or short in one.around)
    if not names:
        return one
    if (one, names) not in made:
        made[one, names] = replace(one, sense=named_in_full(one.sense, full), around=named_in_full(one.around, full))
    return made[one, names]


def named_in_full(sense: Vector, full: dict[str, str]) -> Vector:
    """A sense with full names."""
    return {full.get(name, name): weight for name, weight in sense.items()}
