"""Where two tellings of one claim do not say the same: contradictions, and mere differences with their reason.

Only what both tell can conflict, and only in one way a slot: the first reason that fits. What may be an update, another
baseline or a rounder number is a difference.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from kutip.record import Certainty, Conflict
from kutip.trace.amounts import amounts
from kutip.trace.days import dates
from kutip.trace.gap import Gap, close, told
from kutip.trace.keys import named
from kutip.trace.party import known_as
from kutip.trace.polarity import polarity
from kutip.trace.telling import Said

FIRM: frozenset[Certainty] = frozenset(("stated", "reported"))
WHOLE = 0.6
"""So much of the shorter telling's sense is in the longer one, which says more."""
LONGER = 2
"""And so many times as much does it say."""


def conflicts(told: Sequence[Said]) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
    """The contradictions and the differences among the tellings of one claim, pair by pair."""
    found: dict[str, list[Conflict]] = {"contradiction": [], "difference": []}
    for (a, one), (b, two) in combinations(enumerate(told), 2):
        for gap in gaps(one, two):
            found[gap.kind].append(Conflict(a, b, gap.slot, gap.reason, gap.says))
    return tuple(found["contradiction"]), tuple(found["difference"])


def gaps(one: Said, two: Said) -> Iterator[Gap]:
    """All that keeps two tellings from saying the same."""
    if str(one) == str(two) and (one.claim.certainty, one.claim.polarity) == (two.claim.certainty, two.claim.polarity):
        return  # copies are many, and differ in nothing
    for found in (check(one, two) for check in CHECKS):
        if found is not None:
            yield found


def at_odds(one: Said, two: Said) -> bool:
    """Whether two tellings contradict each other."""
    return one.article.id != two.article.id and any(gap.kind == "contradiction" for gap in gaps(one, two))


def places(one: Said, two: Said) -> Gap | None:
    """How the places differ of one happening: each telling has one that the other has not."""
    if one.article.id == two.article.id or not close(one, two) or len(one.claim.content) + len(two.claim.content) > 2:
        return None
    mine, theirs = located(one), located(two)
    here, there = mine.keys() - theirs.keys(), theirs.keys() - mine.keys()
    if len(here) != 1 or len(there) != 1 or mentions(two, here) or mentions(one, there):
        return None
    if not any(name.startswith("e:") for name in told(one, two) & told(two, one)):
        return None
    a, b = mine[here.pop()], theirs[there.pop()]
    return None if around(a, b) else Gap("place", "place", f"{a} / {b}", "contradiction")


def mentions(one: Said, names: set[str]) -> bool:
    """Whether the whole report of a telling names one of these: then it tells of both, each for itself."""
    return any(f"e:{named(entity)}" in names for entity in one.reading.entities)


def located(one: Said) -> dict[str, str]:
    """The places that a telling names and that are known beforehand, by their key, each by its name."""
    return {
        f"e:{named(entity)}": entity.name
        for entity in one.reading.entities
        if entity.kind == "place" and f"e:{named(entity)}" in one.sense and known_as(entity.name)
    }


def around(one: str, other: str) -> bool:
    """Whether one known place lies in the other, which is a country, or bears a longer form of its name."""
    places = [entry for name in (one, other) if (entry := known_as(name))]
    if one in other or other in one:
        return True
    return len({entry.country for entry in places}) == 1 and any(
        entry.id == (entry.country or "").lower() for entry in places
    )


def certainty(one: Said, two: Said) -> Gap | None:
    """Whether one says firmly what the other only guards."""
    mine, theirs = one.claim.certainty, two.claim.certainty
    if "denied" in (mine, theirs) or (mine in FIRM) == (theirs in FIRM):
        return None
    return Gap("certainty", "certainty", f"{mine} / {theirs}", "difference")


def content(one: Said, two: Said) -> Gap | None:
    """Whether one says only a part of what the other says."""
    less, more = sorted((one, two), key=lambda said: len(said.sense))
    if one.plain or two.plain or len(more.sense) < LONGER * len(less.sense) or amounts(one, two) or polarity(one, two):
        return None
    common = sum(feature in more.sense for feature in less.sense)
    if not less.sense or common < WHOLE * len(less.sense):
        return None
    return Gap("content", "partial", f"“{one}” / “{two}”", "difference")


CHECKS: tuple[Callable[[Said, Said], Gap | None], ...] = (amounts, dates, places, polarity, certainty, content)
