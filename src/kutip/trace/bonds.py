"""What is known about tellings beforehand: pairs that are of one claim, and pairs that are not."""

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from kutip.record import Telling
from kutip.trace.telling import Said, Vector

Pair = tuple[Telling, Telling]
Group = list[int]


class Bonds(Struct, frozen=True):
    """Pairs of tellings that are, and that are not, of one claim. What of them is not among the tellings means
    nothing."""

    same: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()


def settled(groups: Sequence[Group], told: Sequence[Said], bonds: Bonds) -> list[Group]:
    """The groups with those run together that must be one, then with those taken apart that must not be; what else
    was in such a group goes with the one of the two that it is more like."""
    places = {Telling(one.article.id, one.claim.id): number for number, one in enumerate(told)}
    same = there(bonds.same, places)
    found = list(groups)
    for first, second in same:
        found = joined(found, first, second)
    for first, second in there(bonds.apart, places):
        mine, theirs = tied(first, same), tied(second, same)
        if not mine & theirs:
            found = [part for group in found for part in parted(group, mine, theirs, told)]
    return sorted(map(sorted, found))


def there(pairs: Sequence[Pair], places: Mapping[Telling, int]) -> list[tuple[int, int]]:
    """The pairs that are among the tellings, by their numbers."""
    return [(places[one], places[other]) for one, other in pairs if one in places and other in places]


def tied(number: int, same: Sequence[tuple[int, int]]) -> set[int]:
    """A telling with all that are one with it, directly or through others."""
    found, size = {number}, 0
    while len(found) > size:
        size = len(found)
        found |= {one for pair in same if found & set(pair) for one in pair}
    return found


def joined(groups: Sequence[Group], first: int, second: int) -> list[Group]:
    """The groups, the two that hold a pair as one; a telling that is in no group begins one."""
    one = next((group for group in groups if first in group), [first])
    other = next((group for group in groups if second in group), [second])
    if one is other:
        return list(groups)
    return [*(group for group in groups if group is not one and group is not other), [*one, *other]]


def parted(group: Group, mine: set[int], theirs: set[int], told: Sequence[Said]) -> list[Group]:
    """The group as it is, or, where both sides are in it, in two."""
    if not (mine & set(group) and theirs & set(group)):
        return [group]
    senses = {number: told[number].sense for number in group}

    def near(number: int, side: set[int]) -> float:
        return max(like(senses[number], senses[one]) for one in side & set(group))

    with_mine = {number for number in set(group) - mine - theirs if near(number, mine) >= near(number, theirs)}
    first = (with_mine | mine) & set(group)
    return [list(first), [number for number in group if number not in first]]


def like(one: Vector, other: Vector) -> float:
    """How much two tellings share, the cosine of their senses."""
    shared = sum(weight * other[feature] for feature, weight in one.items() if feature in other)
    return shared / (norm(one) * norm(other))


def norm(sense: Vector) -> float:
    """The length of a sense; 1 for one that is empty."""
    return math.sqrt(sum(weight * weight for weight in sense.values())) or 1.0
