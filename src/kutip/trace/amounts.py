"""How the numbers of two tellings differ: a contradiction, or a difference with its reason, the first that fits."""

from datetime import timedelta
from itertools import permutations, product

from msgspec.structs import replace

from kutip.lang.senses import senses
from kutip.record import Amount, Comparator
from kutip.trace.copies import later
from kutip.trace.days import another_time, as_of
from kutip.trace.gap import DAY, FEW, Gap, close, moved, near, one_voice, rivals, shared, told
from kutip.trace.keys import named
from kutip.trace.notes import pack
from kutip.trace.telling import Number, Said

MOVING = frozenset(("count",))
"""Kinds of amounts that grow or shrink while a story is told."""
LASTING, LENGTH = "day", "m"
"""The units that spans of time and distances are brought to. How long a thing lasts does not grow while it is told."""
TOTAL = "c:total"
"""What a telling says that adds up."""
OF = 10
"""So many letters at the most stand between a part and the whole."""
BEHIND = 40
"""So many letters behind a distance stands the place that it is measured from."""
ROUND = 100
"""Smaller numbers are not rounded."""
LOOSE: frozenset[Comparator] = frozenset(("about", "nearly", "more_than", "less_than", "up_to", "at_least", "at_most"))
LEAST: frozenset[Comparator] = frozenset(("more_than", "at_least"))
MOST: frozenset[Comparator] = frozenset(("less_than", "at_most", "up_to"))
"""What leaves room upwards, and downwards."""
ROOM = 4
"""No further off is what a bound is told of."""
MOSTLY = 0.6
"""So much of the shorter telling says the other too, where both tell how many died of one thing, or one sum."""
NEAR = 0.1
"""Two measures in different units differ by no more than this, if they are one."""


def amounts(one: Said, two: Said) -> Gap | None:
    """How their numbers differ: first those that are the same number, then what is left on both sides."""
    pairs = list(product(held(one), held(two)))
    left = [(a, b) for a, b in pairs if comparable(a, b) or bare(a, b, one) or bare(b, a, two)]
    both = {mine.amount.value for mine, theirs in pairs if equal(mine.amount, theirs.amount) and fit(mine, theirs)}
    matched: list[tuple[Number, Number]] = []
    for fits in (equal, agree):
        found = [pair for pair in left if fits(pair[0].amount, pair[1].amount)]
        taken = [number for pair in found for number in pair]
        left = [pair for pair in left if not any(number is done for number in pair for done in taken)]
        matched += found
    left = [pair for pair in left if all(number.amount.value not in both for number in pair)]
    gaps = (apart(*pair, one, two) for pair in (*matched, *left))
    return next(filter(None, gaps), None) or (cut(one, two, matched) if matched else None)


def cut(one: Said, two: Said, matched: list[tuple[Number, Number]]) -> Gap | None:
    """Whether only one of two tellings with the same number has a multiple too, or what it was before: 240, three times
    as many; from one shift to three."""
    more = [sum(comparable(number, pair[0]) for number in held(said)) for said in (one, two) for pair in matched[:1]]
    if bool(ratios(one)) == bool(ratios(two)) and (len(matched) > 1 or more[0] == more[1]):
        return None
    says = " / ".join(" and ".join(shown(number.amount, said) for number in held(said)) for said in (one, two))
    return Gap("amount", "partial", says, "difference")


def held(one: Said) -> list[Number]:
    """The numbers that a telling stands by, without those that it rejects, and the wholes of which it tells a part."""
    gone = [number.amount for number in one.gone]
    return [number for number in one.numbers if number.amount not in gone and not whole(number.amount, one)]


def whole(amount: Amount, one: Said) -> bool:
    """Whether a number stands right behind another one and an "of": two of the three."""
    lang = pack(one.article.lang)
    before = [number.amount for number in one.numbers if 0 < amount.start - number.amount.end <= OF]
    if lang is None or not before or amount.kind != "count":
        return False
    between = one.article.text[max(other.end for other in before) : amount.start].lower()
    return between.strip() in lang.trace.of


def withdraws(one: Said, theirs: Number) -> bool:
    """Whether the report of a telling takes a number back: it has it among those that it rejects or corrects."""
    same = (number for number in one.gone if equal(number.amount, theirs.amount))
    return any(fit(number, theirs) and comparable(replace(number, fate=theirs.fate), theirs) for number in same)


def equal(mine: Amount, theirs: Amount) -> bool:
    """Whether two amounts are the same number."""
    return mine.value == theirs.value


def agree(mine: Amount, theirs: Amount) -> bool:
    """Whether one is the other in rounder form, or leaves room for it: more than 350, and 352."""
    return rounder(mine, theirs) or rounder(theirs, mine) or roomy(mine, theirs) or roomy(theirs, mine)


def roomy(mine: Amount, theirs: Amount) -> bool:
    """Whether the first is a bound within which the second lies."""
    a, b = mine.value, theirs.value
    if not isinstance(a, int | float) or not isinstance(b, int | float):
        return False
    if mine.kind in ("measure", "money") and mine.unit != theirs.unit:
        return False
    return (mine.comparator in LEAST and a <= b <= ROOM * a) or (mine.comparator in MOST and b <= a <= ROOM * b)


def fit(mine: Number, theirs: Number) -> bool:
    """Whether two numbers may count the same: not those of the dead and of the missing."""
    return mine.fate is None or theirs.fate is None or mine.fate == theirs.fate


def comparable(mine: Number, theirs: Number) -> bool:
    """Whether two amounts say how much of the same."""
    a, b = mine.amount, theirs.amount
    if a.kind != b.kind or a.value is None or b.value is None:
        return False
    if a.kind == "measure":
        return a.unit == b.unit or (scale(a) is not None and scale(a) == scale(b))
    if a.kind != "count":
        return True
    return mine.fate == theirs.fate and alike_units(mine, theirs)


def bare(mine: Number, theirs: Number, one: Said) -> bool:
    """Whether the first number, with which nothing is counted, may count what the other does, of which its telling
    speaks: output of the missile rose to 240."""
    counts = mine.amount.kind == theirs.amount.kind == "count" and mine.fate == theirs.fate
    said = mine.amount.value is not None and theirs.amount.value is not None
    return counts and said and not mine.counts and any(f"c:{name}" in one.sense for name in theirs.counts)


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
    if mine.fate and another_time(one, two):
        return None
    if (a.kind == "ratio" and mine.base != theirs.base) or from_elsewhere(a, b, one, two):
        return Gap("amount", "baseline", says, "difference")
    if withdraws(one, theirs) or withdraws(two, mine):
        return Gap("amount", "update", f"{shown(a, one)} ({when(one)}) / {shown(b, two)} ({when(two)})", "difference")
    slip = swapped(a, b) or turned(a, b, one, two) or mixed(mine, theirs, one, two)
    if a.unit != b.unit and a.kind in ("measure", "money") and not slip:
        return Gap("amount", "unit", says, "difference") if measured(a, b) or close(one, two) else None
    if rounder(a, b) or rounder(b, a):
        return Gap("amount", "rounding", says, "difference")
    if not slip and changed(mine, theirs, one, two):
        return Gap("amount", "update", f"{shown(a, one)} ({when(one)}) / {shown(b, two)} ({when(two)})", "difference")
    if not slip and (summed(a, one) != summed(b, two)) and close(one, two):
        return Gap("amount", "partial", says, "difference")
    if not slip and (roomy(a, b) or roomy(b, a)):
        return Gap("amount", "rounding", says, "difference")
    less = (fallen(mine, theirs, one, two) or one_sum(one, two)) and of_one(one, two)
    if (one.article.id == two.article.id and not rivals(one, two)) or not (slip or less or close(one, two)):
        return None
    if one.plain and two.plain and not slip and not (near(one, two) and named_alike(one, two)):
        return None
    return Gap("amount", "value", says, "contradiction")


def named_alike(one: Said, two: Said) -> bool:
    """Whether two tellings share a name, a number or a day: a basic model may be another one's."""
    return any(name.startswith(("e:", "n:", "d:")) for name in one.sense.keys() & two.sense.keys())


def changed(mine: Number, theirs: Number, one: Said, two: Said) -> bool:
    """Whether what is counted may have grown or shrunk from one telling to the other. A toll of so many at the least
    may be the earlier one where nobody knows which was told first."""
    a, b = mine.amount, theirs.amount
    gap = later(one.article.published, two.article.published)
    if a.kind == "measure" and scale(a) != LASTING:
        return abs(gap or timedelta()) >= DAY
    if a.kind == "percent" and counting(one, two):
        return moved(one, two)
    if a.kind not in MOVING or (mine.fate is None and (rivals(one, two) or lowered(mine, theirs, one, two))):
        return False
    if fallen(mine, theirs, one, two):
        return False
    less = min(a, b, key=lambda amount: least(amount.value))
    known = gap is not None and bool(gap or "T" in (one.article.published or ""))
    return moved(one, two) or (mine.fate is not None and less.comparator in LEAST and not known)


def counting(one: Said, two: Said) -> bool:
    """Whether two tellings give shares of what is counted bit by bit, and one of them was told before the end: with 90
    percent of ballots counted."""
    share, work = (f"c:{name}" for name in senses().tallies)
    both = (one, two) if all(share in said.sense for said in (one, two)) else ()
    return any(work in said.sense and len(percents(said)) > 1 for said in both)


def percents(one: Said) -> list[Number]:
    """The shares of a telling."""
    return [number for number in one.numbers if number.amount.kind == "percent"]


def lowered(mine: Number, theirs: Number, one: Said, two: Said) -> bool:
    """Whether somebody else later counts fewer: who counted more has not taken that back."""
    gap = later(one.article.published, two.article.published)
    if not gap or one.article.lang != two.article.lang or not (one.speaker and two.speaker) or one_voice(one, two):
        return False
    return (least(theirs.amount.value) < least(mine.amount.value)) == (gap > timedelta())


def turned(mine: Amount, theirs: Amount, one: Said, two: Said) -> bool:
    """Whether two numbers of two digits have them the other way round, where another number is the same in both: four
    dead and 12 hurt, four dead and 21 hurt."""
    a, b = str(mine.value), str(theirs.value)
    rest = {str(number.amount.value) for number in held(one)} & {str(number.amount.value) for number in held(two)}
    return mine.kind in MOVING and len(a) == 2 and a == b[::-1] and bool(rest - {a, b})


def mixed(mine: Number, theirs: Number, one: Said, two: Said) -> bool:
    """Whether one telling has for the dead what the other has for the missing, of one day."""
    if mine.fate is None or as_of(one) != as_of(two):
        return False
    wrong = ((theirs, one), (mine, two))
    return any(
        number.fate not in (None, mine.fate) and equal(number.amount, taken.amount) and alike_units(number, taken)
        for taken, said in wrong
        for number in said.numbers
    )


def alike_units(mine: Number, theirs: Number) -> bool:
    """Whether two numbers count the same things or human beings."""
    return not mine.counts.isdisjoint(theirs.counts) or (human(mine) and human(theirs))


def fallen(mine: Number, theirs: Number, one: Said, two: Said) -> bool:
    """Whether fewer are counted on a later day: the dead only grow in number."""
    first, second = as_of(one), as_of(two)
    if mine.fate not in senses().final or "" in (first, second) or first == second:
        return False
    return (least(theirs.amount.value) < least(mine.amount.value)) == (first < second)


def one_sum(one: Said, two: Said) -> bool:
    """Whether two who are said to have said it tell one sum of money each."""
    sums = [[number for number in held(said) if number.amount.kind == "money"] for said in (one, two)]
    return not (one.plain or two.plain) and [len(found) for found in sums] == [1, 1]


def of_one(one: Said, two: Said) -> bool:
    """Whether two tellings of how many died, or of a sum, tell of one thing, as far as their names go."""
    mine, theirs = ({name for name in told(*both) if not name.startswith("o:")} for both in ((one, two), (two, one)))
    names = [[name for name in sense if name.startswith("e:")] for sense in (mine, theirs)]
    apart = all(names) and not any(a[2:] in b or b[2:] in a for a, b in product(*names))
    return len(mine & theirs) >= FEW and shared(one, two) >= MOSTLY and not apart


def least(value: int | float | tuple[int | float, int | float] | None) -> float:
    """A number, or where a range begins."""
    return float(value[0] if isinstance(value, tuple) else value or 0)


def summed(amount: Amount, one: Said) -> bool:
    """Whether a telling says that a number is the sum of all."""
    return TOTAL in one.sense and amount.kind in MOVING


def from_elsewhere(mine: Amount, theirs: Amount, one: Said, two: Said) -> bool:
    """Whether two distances are measured from two places."""
    if mine.kind != "measure" or scale(mine) != LENGTH:
        return False
    here, there = place_behind(mine, one), place_behind(theirs, two)
    return here is not None and there is not None and here != there


def place_behind(amount: Amount, one: Said) -> str | None:
    """The first place that is named close behind a number."""
    places = (entity for entity in one.reading.entities if entity.kind == "place")
    near = [
        (mention.start, named(entity))
        for entity in places
        for mention in entity.mentions
        if 0 <= mention.start - amount.end <= BEHIND
    ]
    return min(near, default=(0, None))[1]


def alike(mine: Number, theirs: Number, one: Said, two: Said) -> Gap | None:
    """How two amounts of the same value still differ: in what they are measured against, in that one telling has more
    of them, or in how exactly they are meant."""
    a, b = mine.amount, theirs.amount
    says = f"{shown(a, one)} / {shown(b, two)}"
    if a.kind == "ratio" and measured_against(mine, one) != measured_against(theirs, two):
        return Gap("amount", "baseline", says, "difference")
    if a.kind == "ratio" and (drifted(mine, theirs, two) or drifted(theirs, mine, one)):
        return Gap("amount", "translation", says, "difference")
    if a.kind == "ratio" and len(ratios(one)) != len(ratios(two)):
        return Gap("amount", "partial", f"{listed(one)} / {listed(two)}", "difference")
    if a.comparator != b.comparator:
        return Gap("amount", "rounding", says, "difference")
    if slid(one, two):
        return Gap("amount", "translation", f"{' / '.join(f'“{said}”' for said in (one, two))}", "difference")
    return None


def slid(one: Said, two: Said) -> bool:
    """Whether the same number is told of one thing here and of its neighbour there: output, and capacity."""
    mine, theirs = ({name for name in said.sense if name.startswith("c:")} for said in (one, two))
    return any(
        {f"c:{a}", f"c:{b}"} <= mine ^ theirs and (f"c:{a}" in mine) != (f"c:{b}" in mine)
        for a, b in senses().neighbours
    )


def drifted(mine: Number, theirs: Number, other: Said) -> bool:
    """Whether a number is measured against what the other's baseline is not, nor the other telling speaks of."""
    return bool(theirs.base) and theirs.base < mine.base and not {f"c:{name}" for name in mine.base} <= set(other.sense)


def measured_against(ratio: Number, one: Said) -> bool:
    """Whether a telling says what a multiple is measured against: in words, or by the number that it is the multiple
    of, tripled to 240 from 80."""
    found = [number.amount.value for number in one.numbers if number.amount.kind == "count"]
    times = ratio.amount.value
    pairs = ((a, b) for a, b in permutations(found, 2) if isinstance(a, int) and isinstance(b, int) and b)
    return ratio.amount.baseline is not None or any(a == b * times for a, b in pairs if isinstance(times, int | float))


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
    lost = a.rstrip("0") == b.rstrip("0") and min(len(a), len(b)) > 1 and mine.comparator == theirs.comparator
    return mine.value != theirs.value and (lost or (len(a) > 2 and sorted(a) == sorted(b)))
