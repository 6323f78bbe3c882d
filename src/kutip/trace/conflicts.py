"""Where two tellings of one claim do not say the same: contradictions, and mere differences with their reason.

Only what both tell can conflict, and only in one way a slot: the first reason that fits. What may be an update, another
baseline or a rounder number is a difference.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Literal, NamedTuple

from kutip.lang.senses import senses
from kutip.record import Amount, Certainty, Comparator, Conflict, Reason, Slot, Time
from kutip.trace.copies import later
from kutip.trace.keys import LETTERS, named
from kutip.trace.party import known_as
from kutip.trace.telling import Number, Said, kinds

FIRM: frozenset[Certainty] = frozenset(("stated", "reported"))
MOVING = frozenset(("count",))
"""Kinds of amounts that grow or shrink while a story is told."""
ROUND = 100
"""Smaller numbers are not rounded."""
LOOSE: frozenset[Comparator] = frozenset(("about", "nearly", "more_than", "less_than", "up_to", "at_least", "at_most"))
WHOLE = 0.6
"""So much of the shorter telling's sense is in the longer one, which says more."""
WORDED = frozenset(("c:", "e:", "o:"))
"""Features that say what a telling is about, in every language."""
MEASURED = frozenset(("n:", "a:", "d:", "m:", "M:", "h:"))
"""Features that say how much, and when."""
NEAR = 0.1
"""Two measures in different units differ by no more than this, if they are one."""
TOPIC = 2
"""As many things must two tellings be about together, for their days to be those of one happening."""
OPPOSED = 0.3
"""So much has to be the same of what two tellings are about, for the opposite to be said of one thing."""
HALF = 0.5
"""And so much of what two tellings say together, for a negation in one to deny the other."""
LOST = 0.8
"""So much of both is the same where only the negation was lost."""
FEW, BRIEF, LONG = 3, 7, 12
"""A denial of fewer things may be of anything; of so few, one state is the whole; of more, it is not of all."""
LONGER = 2
"""And so many times as much does it say."""


DAY = timedelta(days=1)


class Gap(NamedTuple):
    """How two tellings fail to say the same."""

    slot: Slot
    reason: Reason
    says: str
    kind: Literal["contradiction", "difference"]


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


def amounts(one: Said, two: Said) -> Gap | None:
    """How their numbers differ: first those that are the same number, then what is left on both sides."""
    pairs = [(mine, theirs) for mine in one.numbers for theirs in two.numbers if comparable(mine, theirs)]
    equal = [(mine, theirs) for mine, theirs in pairs if mine.amount.value == theirs.amount.value]
    taken = [number for pair in equal for number in pair]
    rest = [pair for pair in pairs if not any(number is done for number in pair for done in taken)]
    return next((gap for pair in (*equal, *rest) if (gap := apart(*pair, one, two))), None)


def comparable(mine: Number, theirs: Number) -> bool:
    """Whether two amounts say how much of the same."""
    a, b = mine.amount, theirs.amount
    if a.kind != b.kind or a.value is None or b.value is None:
        return False
    if a.kind == "measure":
        return a.unit == b.unit or (scale(a) is not None and scale(a) == scale(b))
    if a.kind != "count":
        return True
    return mine.fate == theirs.fate and (not mine.counts.isdisjoint(theirs.counts) or (human(mine) and human(theirs)))


def scale(amount: Amount) -> str | None:
    """The unit that an amount's can be brought to."""
    return senses().units[amount.unit][0] if amount.unit in senses().units else None


def measured(mine: Amount, theirs: Amount) -> bool:
    """Whether two measures in different units are about the same."""
    a, b = (
        value * senses().units[one.unit][1]
        if isinstance(value := one.value, int | float) and one.unit in senses().units
        else 0.0
        for one in (mine, theirs)
    )
    return abs(a - b) <= NEAR * max(a, b) if a and b else False


def human(number: Number) -> bool:
    """Whether human beings are counted."""
    return not number.counts.isdisjoint(senses().people)


def apart(mine: Number, theirs: Number, one: Said, two: Said) -> Gap | None:
    """How two amounts of the same differ."""
    a, b = mine.amount, theirs.amount
    says = f"{shown(a, one)} / {shown(b, two)}"
    if a.value == b.value:
        return alike(mine, theirs, one, two)
    if a.kind == "ratio" and mine.base != theirs.base:
        return Gap("amount", "baseline", says, "difference")
    if a.unit != b.unit and a.kind in ("measure", "money") and not swapped(a, b):
        return Gap("amount", "unit", says, "difference") if measured(a, b) or close(one, two) else None
    if rounder(a, b) or rounder(b, a):
        return Gap("amount", "rounding", says, "difference")
    if a.kind in MOVING and not swapped(a, b) and moved(one, two) and not (mine.fate is None and rivals(one, two)):
        return Gap("amount", "update", f"{shown(a, one)} ({when(one)}) / {shown(b, two)} ({when(two)})", "difference")
    if (one.article.id == two.article.id and not rivals(one, two)) or not (swapped(a, b) or close(one, two)):
        return None
    return Gap("amount", "value", says, "contradiction")


def rivals(one: Said, two: Said) -> bool:
    """Whether two who are named differently say it within a day, so that nothing has moved: police and organisers. In
    two languages one may have two names."""
    gap = later(one.article.published, two.article.published)
    if gap is None or abs(gap) >= DAY or one.article.lang != two.article.lang:
        return False
    a, b = words(one.speaker or ""), words(two.speaker or "")
    return bool(a and b) and a.isdisjoint(b)


def shared(one: Said, two: Said) -> float:
    """How much of the shorter telling, its numbers and days left out, the other one says too."""
    mine, theirs = told(one, two), told(two, one)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def close(one: Said, two: Said) -> bool:
    """Whether two tellings say nearly the same, their numbers and days left out."""
    mine, theirs = told(one, two), told(two, one)
    return len(mine & theirs) >= HALF * len(mine | theirs) and min(len(mine), len(theirs)) >= FEW


def told(one: Said, other: Said) -> set[str]:
    """What a telling says, its numbers and days left out, in words that can stand in the other's language too."""
    home = one.article.lang == other.article.lang
    return {name for name in one.sense if name[:2] not in MEASURED and (home or name[:2] in WORDED)}


def alike(mine: Number, theirs: Number, one: Said, two: Said) -> Gap | None:
    """How two amounts of the same value still differ: in what they are measured against, in that one telling has more
    of them, or in how exactly they are meant."""
    a, b = mine.amount, theirs.amount
    says = f"{shown(a, one)} / {shown(b, two)}"
    if a.kind == "ratio" and bool(mine.base) != bool(theirs.base):
        return Gap("amount", "baseline", says, "difference")
    if a.kind == "ratio" and (drifted(mine, theirs, two) or drifted(theirs, mine, one)):
        return Gap("amount", "translation", says, "difference")
    if a.kind == "ratio" and len(ratios(one)) != len(ratios(two)):
        return Gap("amount", "partial", f"{listed(one)} / {listed(two)}", "difference")
    if a.comparator != b.comparator:
        return Gap("amount", "rounding", says, "difference")
    return None


def drifted(mine: Number, theirs: Number, other: Said) -> bool:
    """Whether a number is measured against what the other's baseline is not, nor the other telling speaks of."""
    return bool(theirs.base) and theirs.base < mine.base and not {f"c:{name}" for name in mine.base} <= set(other.sense)


def ratios(one: Said) -> list[Amount]:
    """The multiples of a telling."""
    return [number.amount for number in one.numbers if number.amount.kind == "ratio"]


def listed(one: Said) -> str:
    """The multiples of a telling in its words."""
    return " and ".join(shown(amount, one) for amount in ratios(one))


def shown(amount: Amount, one: Said) -> str:
    """An amount in the words of its telling, with what it is measured against."""
    words = one.article[amount]
    return f"{words} of “{one.article[amount.baseline]}”" if amount.baseline else words


def when(one: Said) -> str:
    """When a telling was published."""
    return (one.article.published or "no date").replace("T", " ")


def rounder(mine: Amount, theirs: Amount) -> bool:
    """Whether the first number is a rounder form of the second: it ends in zeros, and the other is as near as they
    allow."""
    a, b = mine.value, theirs.value
    if not isinstance(a, int) or not isinstance(b, int | float) or not a or abs(b) < ROUND:
        return False
    zeros = len(str(a)) - len(str(a).rstrip("0"))
    near = 1.0 if mine.comparator in LOOSE else 0.5
    return bool(zeros) and abs(a - b) <= near * 10**zeros


def swapped(mine: Amount, theirs: Amount) -> bool:
    """Whether two numbers have the same digits in another order, or one has a nought more: a slip, not an update."""
    a, b = str(mine.value), str(theirs.value)
    lost = a.rstrip("0") == b.rstrip("0") and min(len(a), len(b)) > 1
    return mine.value != theirs.value and (lost or (len(a) > 2 and sorted(a) == sorted(b)))


def moved(one: Said, two: Said) -> bool:
    """Whether one telling is later than the other, so that a count may have moved, or one report tells both."""
    return one.article.id == two.article.id or bool(later(one.article.published, two.article.published))


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


def longest(one: Said, two: Said) -> int:
    """How much the longer telling says."""
    return max(len(told(one, two)), len(told(two, one)))


def one_voice(one: Said, two: Said) -> bool:
    """Whether the two tellings are from one speaker, by the name."""
    return not words(one.speaker or "").isdisjoint(words(two.speaker or ""))


def words(name: str) -> set[str]:
    """The words of a name in small letters."""
    return {word for word in LETTERS.split(name.lower()) if word}


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
