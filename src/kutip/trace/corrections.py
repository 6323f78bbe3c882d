"""Reports that correct what others still carry: a number, a day, a name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kutip.record import Correction
from kutip.trace.amounts import comparable, shown, withdraws
from kutip.trace.days import events
from kutip.trace.keys import named
from kutip.trace.telling import Said


def corrections(told: Sequence[Said]) -> Iterator[Correction]:
    """The corrections among the tellings of one claim: reports that say that they correct, and what others have that
    they take back."""
    for one in told:
        if not one.note.corrects:
            continue
        wrong: dict[str, list[Said]] = defaultdict(list)
        for other in told:
            if other.article.id != one.article.id and not other.note.corrects:
                for says in slips(one, other):
                    wrong[says].append(other)
        if wrong:
            carry = tuple(dict.fromkeys(other.article.id for others in wrong.values() for other in others))
            yield Correction(one.article.id, carry[0], carry, next(iter(wrong)))


def slips(one: Said, other: Said) -> Iterator[str]:
    """What another telling has that the report of one takes back: what is right, and not the other."""
    yield from numbers(one, other)
    yield from days(one, other)
    yield from names(one, other)


def numbers(one: Said, other: Said) -> Iterator[str]:
    """The numbers of another telling that are taken back."""
    for mine in one.numbers:
        for theirs in other.numbers:
            if comparable(mine, theirs) and mine.amount.value != theirs.amount.value and withdraws(one, theirs):
                yield f"{shown(mine.amount, one)}, not {shown(theirs.amount, other)}"


def days(one: Said, other: Said) -> Iterator[str]:
    """The days of another telling that are taken back."""
    gone = {time.value for time in one.note.times}
    for mine in events(one):
        for theirs in events(other):
            if theirs.value in gone and mine.value not in gone:
                yield f"{one.article[mine]}, not {other.article[theirs]}"


def names(one: Said, other: Said) -> Iterator[str]:
    """The names of another telling that are taken back, each with the one of its kind that stands in its place."""
    for wrong in one.note.names:
        key = f"e:{named(wrong)}"
        right = [
            entity
            for entity in one.reading.entities
            if entity.kind == wrong.kind and f"e:{named(entity)}" in one.sense.keys() - other.sense.keys()
        ]
        if key in other.sense and key not in one.sense and len(right) == 1:
            yield f"{right[0].name}, not {wrong.name}"
