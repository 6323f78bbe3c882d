"""Numbers that stay: of what is made anew, each part goes by the number of the old one that it has most of."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence, Set
from typing import NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class Numbers(NamedTuple):
    """The numbers of some sets, in their order; which old numbers go by which of them now; the last number given."""

    numbers: tuple[int, ...]
    heirs: dict[int, int]
    last: int


def numbered(old: Mapping[int, Set[T]], new: Sequence[Set[T]], last: int) -> Numbers:
    """Each new set with the number of the old one with which it shares most, every number once; where none is left,
    with one behind the last. An old set that lost its number goes by that of the new one that has most of it."""
    owner = {member: number for number, members in old.items() for member in members}
    shared = Counter((owner[member], place) for place, members in enumerate(new) for member in members & owner.keys())
    ordered = sorted(shared, key=lambda pair: (-shared[pair], pair))
    given: dict[int, int] = {}
    for number, place in ordered:
        if place not in given and number not in given.values():
            given[place] = number
    for place in range(len(new)):
        if place not in given:
            last += 1
            given[place] = last
    heirs: dict[int, int] = {}
    for number, place in ordered:
        if given[place] != number:
            heirs.setdefault(number, given[place])
    kept = set(given.values())
    return Numbers(
        tuple(given[place] for place in range(len(new))),
        {number: heir for number, heir in heirs.items() if number not in kept},
        last,
    )
