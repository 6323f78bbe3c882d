"""Where a thing happened and who did it, where two tellings of it name another place or another doer."""

from collections.abc import Callable

from kutip.lang.senses import senses
from kutip.record import Entity, Mention, Span
from kutip.trace.gap import FEW, HALF, Gap, close, near, told, words
from kutip.trace.keys import named
from kutip.trace.notes import pack
from kutip.trace.party import initials, known_as, territory
from kutip.trace.telling import Said
from kutip.words import cut as words_of

BEFORE = 3
"""So many words at the most stand before the name of who does it, at the beginning of a telling or behind a "by"."""
OPENING = 60
"""In so many letters stand the first words of a telling."""
SCENE = ("e:", "n:", "d:")
"""A name, a number or a day that both have shows that they tell of one scene."""


def places(one: Said, two: Said) -> Gap | None:
    """How the places differ of one happening: each telling has one that the other report has not. A place that nobody
    knows beforehand may lie in the other one; it is another where it is told as the place and all else is the same."""
    if one.article.id == two.article.id or not close(one, two) or len(one.claim.content) + len(two.claim.content) > 2:
        return None
    pair = only(one, two, lambda said, entity: entity.kind == "place")
    if pair is None or not any(name.startswith("e:") for name in told(one, two) & told(two, one)):
        return None
    a, b = (entity.name for entity in pair)
    certain = known_as(a) and known_as(b)
    if around(a, b) or not (certain or (near(one, two) and happens(one, pair[0]) and happens(two, pair[1]))):
        return None
    return Gap("place", "place", f"{a} / {b}", "contradiction")


def happens(one: Said, entity: Entity) -> bool:
    """Whether a place is told as the one where it happened: behind an "in"."""
    lang = pack(one.article.lang)
    return lang is not None and any(
        before and before[-1] in lang.events.places
        for before in (before_name(one, entity, place) for place in here(one, entity))
    )


def around(one: str, other: str) -> bool:
    """Whether one place bears a longer form of the other's name, or lies in it, as far as is known: a country."""
    if one in other or other in one or words(one) & words(other):
        return True
    known = [entry for name in (one, other) if (entry := known_as(name))]
    whole = [entry for entry in known if entry.id == (entry.country or "").lower()]
    return bool(whole) and (len(known) == 1 or len({entry.country for entry in known}) == 1)


def actors(one: Said, two: Said) -> Gap | None:
    """Who did it, where only one can have done it: each telling has a doer whom the other report does not name."""
    if one.article.id == two.article.id or not (one.affirms and two.affirms):
        return None
    common = told(one, two) & told(two, one)
    if common.isdisjoint(f"c:{name}" for name in senses().once) or not scene(one, two):
        return None
    if begun(one, two):
        return Gap("actor", "actor", f"“{one}” / “{two}”", "contradiction")
    pair = only(one, two, does)
    if pair is None or pair[0].kind != pair[1].kind or one_name(pair[0].name, pair[1].name):
        return None
    if pair[0].kind != "person" and one.article.lang != two.article.lang:  # a body has another name in each language
        return None
    rest = (told(one, two) | told(two, one)) - {f"e:{named(entity)}" for entity in pair}
    if len(common) < FEW or len(common) < HALF * len(rest):
        return None
    return Gap("actor", "actor", f"{pair[0].name} / {pair[1].name}", "contradiction")


def begun(one: Said, two: Said) -> bool:
    """Whether two tellings have the people of two lands do the same, and it is told who began: both cannot have."""
    either = one.sense.keys() | two.sense.keys()
    acts = {f"c:{name}" for name in senses().once} & one.sense.keys() & two.sense.keys()
    if not acts or either.isdisjoint(f"c:{name}" for name in senses().begins):
        return False
    lands = land(one), land(two)
    return None not in lands and lands[0] != lands[1]


def land(one: Said) -> str | None:
    """The territory that the first words of a telling name: Tajik troops, tentara Tajikistan."""
    start = one.claim.content[0].start
    words = words_of(one.article.text[start : start + OPENING])
    found = (territory(words, number) for number in range(min(BEFORE, len(words))))
    return next((place[1] for place in found if place), None)


def one_name(one: str, other: str) -> bool:
    """Whether a name is a part of another, or its initials."""
    mine, theirs = words(one), words(other)
    short = {one.lower(), other.lower()} & {initials(one).lower(), initials(other).lower()}
    return mine <= theirs or theirs <= mine or bool(short)


def scene(one: Said, two: Said) -> bool:
    """Whether two tellings share what belongs to one happening alone."""
    return any(name[:2] in SCENE for name in one.sense.keys() & two.sense.keys())


def does(one: Said, entity: Entity) -> bool:
    """Whether somebody is told to do it: named at the beginning of a telling, or behind a "by"."""
    lang = pack(one.article.lang)
    if entity.kind == "other" or lang is None:
        return False
    for place in here(one, entity):
        before = before_name(one, entity, place)
        first = one.claim.content[0].holds(place) and len(before) <= BEFORE
        if first or not set(before[-BEFORE:]).isdisjoint(lang.events.by):
            return True
    return False


def here(one: Said, entity: Entity) -> list[Mention]:
    """Where a telling has an entity by its name."""
    spans = one.claim.content
    return [place for place in entity.mentions if place.form == "name" and any(span.holds(place) for span in spans)]


def before_name(one: Said, entity: Entity, place: Span) -> list[str]:
    """The words of a telling before a name, and before the office that stands with it, in small letters."""
    span = next(span for span in one.claim.content if span.holds(place))
    before = one.article.text[span.start : place.start].lower().strip()
    return before.removesuffix((entity.role or "").lower()).split()


def only(one: Said, two: Said, fits: Callable[[Said, Entity], bool]) -> tuple[Entity, Entity] | None:
    """The one entity of each telling, among those that fit, that the report of the other does not name."""
    mine, theirs = having(one, fits), having(two, fits)
    here, there = mine.keys() - theirs.keys(), theirs.keys() - mine.keys()
    if len(here) != 1 or len(there) != 1 or mentions(two, here) or mentions(one, there):
        return None
    return mine[here.pop()], theirs[there.pop()]


def having(one: Said, fits: Callable[[Said, Entity], bool]) -> dict[str, Entity]:
    """The entities of a telling that fit, by their keys."""
    found = {f"e:{named(entity)}": entity for entity in one.reading.entities}
    return {name: entity for name, entity in found.items() if name in one.sense and fits(one, entity)}


def mentions(one: Said, names: set[str]) -> bool:
    """Whether the whole report of a telling names one of these: then it tells of both, each for itself."""
    return any(f"e:{named(entity)}" in names for entity in one.reading.entities)
