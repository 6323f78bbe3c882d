"""How the numbers of two tellings differ: a contradiction, or a difference with its reason, the first that fits."""

from kutip.lang.senses import senses
from kutip.record import Amount, Comparator
from kutip.trace.gap import Gap, close, moved, rivals
from kutip.trace.telling import Number, Said

MOVING = frozenset(("count",))
"""Kinds of amounts that grow or shrink while a story is told."""
ROUND = 100
"""Smaller numbers are not rounded."""
LOOSE: frozenset[Comparator] = frozenset(("about", "nearly", "more_than", "less_than", "up_to", "at_least", "at_most"))
NEAR = 0.1
"""Two measures in different units differ by no more than this, if they are one."""


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
