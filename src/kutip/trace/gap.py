"""How two tellings stand to one another: how much of both is the same, who says them, and how they fail to agree."""

from datetime import timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from kutip.record import Reason, Slot
from kutip.trace.copies import later
from kutip.trace.keys import LETTERS
from kutip.trace.telling import Said

WORDED = frozenset(("c:", "e:", "o:"))
"""Features that say what a telling is about, in every language."""
MEASURED = frozenset(("n:", "a:", "d:", "y:", "m:", "M:", "h:"))
"""Features that say how much, and when."""
HALF = 0.5
"""So much of what two tellings say together has to be the same, for them to say nearly the same."""
MOST = 0.65
"""So much of it is the same, where only a word or two are others."""
FEW = 3
"""Tellings of fewer things may be of anything."""
DAY = timedelta(days=1)


class Gap(NamedTuple):
    """How two tellings fail to say the same."""

    slot: Slot
    reason: Reason
    says: str
    kind: Literal["contradiction", "difference"]


def rivals(one: Said, two: Said) -> bool:
    """Whether two who are named differently say it within a day, so that nothing has moved: police and organisers. In
    two languages one may have two names."""
    gap = later(one.article.published, two.article.published)
    if gap is None or abs(gap) >= DAY or one.article.lang != two.article.lang:
        return False
    a, b = words(one.speaker or ""), words(two.speaker or "")
    return bool(a and b) and a.isdisjoint(b)


def moved(one: Said, two: Said) -> bool:
    """Whether one telling is later than the other, so that a count may have moved, or one report tells both."""
    return one.article.id == two.article.id or bool(later(one.article.published, two.article.published))


def shared(one: Said, two: Said) -> float:
    """How much of the shorter telling, its numbers and days left out, the other one says too."""
    mine, theirs = told(one, two), told(two, one)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def close(one: Said, two: Said) -> bool:
    """Whether two tellings say nearly the same, their numbers and days left out."""
    mine, theirs = told(one, two), told(two, one)
    return len(mine & theirs) >= HALF * len(mine | theirs) and min(len(mine), len(theirs)) >= FEW


def near(one: Said, two: Said) -> bool:
    """Whether two tellings say the same, their numbers and days left out, in all but a few words."""
    mine, theirs = told(one, two), told(two, one)
    return len(mine & theirs) >= max(FEW, MOST * len(mine | theirs))


def told(one: Said, other: Said) -> set[str]:
    """What a telling says, its numbers and days left out, in words that can stand in the other's language too."""
    home = one.article.lang == other.article.lang
    return {name for name in one.sense if name[:2] not in MEASURED and (home or name[:2] in WORDED)}


def longest(one: Said, two: Said) -> int:
    """How much the longer telling says."""
    return max(len(told(one, two)), len(told(two, one)))


def one_voice(one: Said, two: Said) -> bool:
    """Whether the two tellings are from one speaker, by the name."""
    return not words(one.speaker or "").isdisjoint(words(two.speaker or ""))


@lru_cache(1 << 13)
def words(name: str) -> frozenset[str]:
    """The words of a name in small letters."""
    return frozenset(word for word in LETTERS.split(name.lower()) if word)
