"""Where two tellings of one claim do not say the same: contradictions, and mere differences with their reason.

Only what both tell can conflict, and only in one way a slot: the first reason that fits. What may be an update, another
baseline or a rounder number is a difference.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from kutip.lang.senses import senses
from kutip.record import Certainty, Conflict, Time
from kutip.trace.amounts import amounts
from kutip.trace.gap import FEW, HALF, WORDED, Gap, close, longest, one_voice, rivals, shared, told, words
from kutip.trace.keys import named
from kutip.trace.party import known_as
from kutip.trace.telling import Said, kinds

FIRM: frozenset[Certainty] = frozenset(("stated", "reported"))
WHOLE = 0.6
"""So much of the shorter telling's sense is in the longer one, which says more."""
LONGER = 2
"""And so many times as much does it say."""
TOPIC = 2
"""As many things must two tellings be about together, for their days to be those of one happening."""
OPPOSED = 0.3
"""So much has to be the same of what two tellings are about, for the opposite to be said of one thing."""
LOST = 0.8
"""So much of both is the same where only the negation was lost."""
BRIEF, LONG = 7, 12
"""Of so few things one state is the whole; a telling of more than the most is not denied by one negation."""


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


def dates(one: Said, two: Said) -> Gap | None:
    """How the days differ on which it happened."""
    mine, theirs = events(one), events(two)
    if len(mine) != 1 or len(theirs) != 1:
        return None
    a, b = mine[0].value or "", theirs[0].value or ""
    if a[:10] == b[:10] or one.article[mine[0]].lower() == two.article[theirs[0]].lower():  # “today” in two papers
        return None
    says = f"{one.article[mine[0]]} ({a}) / {two.article[theirs[0]]} ({b})"
    if a.startswith(b) or b.startswith(a):
        return Gap("time", "rounding", says, "difference")
    if "/" in a or "/" in b:
        return None
    if told_on(two, a) or told_on(one, b):
        return Gap("time", "date_of_what", says, "difference")
    if not (close(one, two) or (slipped(a, b) and len(topic(one) & topic(two)) >= TOPIC)):
        return None
    return Gap("time", "date", says, "contradiction")


def slipped(a: str, b: str) -> bool:
    """Whether two days are the same but for the year, as far as both are told, or but for the month."""
    month, other = a[5:10], b[5:10]
    year = bool(month and other) and (month.startswith(other) or other.startswith(month))
    return year or (len(month) == len(other) == len("05-08") and (a[:4], a[8:10]) == (b[:4], b[8:10]))


def topic(one: Said) -> set[str]:
    """What a telling and its paragraph are about."""
    return {name for name in (*one.sense, *one.around) if name[:2] in WORDED}


def events(one: Said) -> list[Time]:
    """When what a telling tells happened."""
    return [time for time in one.times if time.role == "event" and time.value]


def told_on(one: Said, value: str) -> bool:
    """Whether a day is the one on which a telling was told or printed."""
    times = (one.reading.times[number] for number in one.claim.times)
    return any(time.role in ("report", "citation") and (time.value or "")[:10] == value[:10] for time in times)


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


def polarity(one: Said, two: Said) -> Gap | None:
    """Whether one says that it is so, and the other that it is not; or that the opposite is."""
    if (one.plain and two.plain) or repeats(one, two) or (one.article.id == two.article.id and not rivals(one, two)):
        return None
    if not (opposed(one, two) if one.affirms == two.affirms else denies(one, two)):
        return None
    return Gap("polarity", "polarity", f"“{one}” / “{two}”", "contradiction")


def repeats(one: Said, two: Said) -> bool:
    """Whether both say it in the very same words, neither denying it."""
    same = words(str(one)) == words(str(two))
    return same and "denied" not in (one.claim.certainty, two.claim.certainty)


def opposed(one: Said, two: Said) -> bool:
    """Whether one says of a thing what is opposite to what the other says of it."""
    about = told(one, two) & told(two, one)
    if not one.affirms or longest(one, two) > BRIEF or shared(one, two) < OPPOSED:
        return False
    if one_voice(one, two) and len(about) < FEW:
        return False
    mine, theirs = states(one), states(two)
    pairs = ({a, b} for a in mine - theirs for b in theirs - mine)
    return mine.isdisjoint(theirs) and any(pair in [set(both) for both in senses().opposites] for pair in pairs)


def denies(one: Said, two: Said) -> bool:
    """Whether what one denies is what the other says: the same state, or nearly all of the same. A long saying is not
    denied as a whole by one negation in it."""
    mine, theirs = told(one, two), told(two, one)
    if len(one.claim.content) > 1 or len(two.claim.content) > 1 or longest(one, two) > LONG:
        return False
    whole = [had for said, had in ((one, mine), (two, theirs)) if said.claim.certainty == "denied"]
    if one_voice(one, two):  # nobody is taken to deny their own words, unless only the negation was lost
        return len(mine & theirs) >= max(FEW, LOST * len(mine | theirs))
    if longest(one, two) <= BRIEF and not states(one).isdisjoint(states(two)):
        return True
    part = len(mine & theirs) / max(1, len(whole[0] if whole else mine | theirs))
    return min(len(mine), len(theirs)) >= FEW and part >= (WHOLE if whole else HALF)


def states(one: Said) -> set[str]:
    """What a telling says of things that has an opposite."""
    return {name[2:] for name in one.sense if name[2:] in kinds() and name.startswith("c:")}


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
