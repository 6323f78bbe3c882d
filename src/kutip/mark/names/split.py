"""A run cut into names: titles fall away, type words say where a body or place begins and ends, what is left is a person or unknown."""

from collections.abc import Iterator
from typing import NamedTuple

from kutip.mark.names.lexicon import (
    ADJECTIVE, BRANCH, DIRECTION, GIVEN, GOVERNOR, HONORIFIC, HUMAN, MATTER, MINISTER, MODIFIER, NEVER, OFFICE, PLAIN, SEAT, STAFF, TITLE, TITLES, Lexicon, Unit,
)  # fmt: skip
from kutip.record import EntityKind, Words

GROUPS = frozenset({"organisation", "agency", "outlet", "other"})


class Piece(NamedTuple):
    """One name: the numbers of its first word and of the word behind it, and its kind where words tell it."""

    first: int
    last: int
    kind: EntityKind | None


class Seen(NamedTuple):
    """What the whole text shows: names that stand alone somewhere, and those that stand like places."""

    alone: frozenset[str]
    areas: frozenset[str]


def units_of(words: Words, first: int, last: int, lexicon: Lexicon) -> list[Unit]:
    """The run in units of sense; parts tied by a hyphen are one unless both are names of their own."""
    units: list[Unit] = []
    while first < last:
        unit = lexicon.unit(words, first, last)
        tied = words.lows[first].isdecimal()
        if units and (tied or words.lows[first] == "-"):
            unit = lexicon.unit(words, first + (not tied), last)
            if tied or not (units[-1].known and unit.known):
                before = units.pop()
                unit = before._replace(last=unit.last) if tied else Unit(before.first, unit.last, 0, None, None, None)
        elif units and not words.lows[first][0].isalnum() and words.joined(first):
            unit = units.pop()._replace(last=first + 1)
        units.append(unit)
        first = unit.last
    return units


class Splitter:
    """Cuts the runs of one text."""

    def __init__(self, words: Words, lexicon: Lexicon, seen: Seen) -> None:
        self.words = words
        self.lexicon = lexicon
        self.seen = seen

    def pieces(self, units: list[Unit], title: int) -> Iterator[Piece]:
        """The names of a run; `title` tells what kind of office stands right before it."""
        at = 0
        while at < len(units):
            unit = units[at]
            if unit.tags & TITLE and not unit.known and not self.typed(units, at):
                title, at = unit.tags & TITLES, at + 1
            elif title & OFFICE and unit.tags & (MATTER | MODIFIER) and not unit.known and not self.type(units, at, title):
                at += 1
            elif unit.tags & SEAT or self.tie(unit):
                at += 1
            elif unit.tags & (NEVER | MODIFIER) and not unit.known and not unit.tags & HUMAN and not unit.opens:
                at += 1
            else:
                stop = self.stop(units, at)
                end = yield from self.segment(units[at:stop], title, stop < len(units))
                at += end

    def typed(self, units: list[Unit], at: int) -> bool:
        """Whether a title is part of a longer name: General Hospital, Governor's Office."""
        if at > 0 and units[at].tags & MATTER and (units[at - 1].opens in GROUPS or units[at - 1].tags & MATTER):
            return True
        return at + 1 < len(units) and units[at + 1].closes is not None and (at > 0 or at + 2 == len(units)) and not units[at + 1].opens

    def type(self, units: list[Unit], at: int, title: int) -> bool:
        """Whether the word is a type word here, rather than what the office deals with."""
        unit = units[at]
        if unit.opens is None:
            return False
        plain = at + 1 < len(units) and not units[at + 1].tags & (MATTER | TITLE)
        body = unit.opens in GROUPS and not title & MINISTER and at > 0 and bool(units[at - 1].tags & TITLE)
        return not unit.tags & MATTER or bool(unit.tags & BRANCH) or body or (unit.opens == "place" and plain)

    def stop(self, units: list[Unit], at: int) -> int:
        """The number of the next title, or the end."""
        for number in range(at + 1, len(units)):
            if units[number].tags & TITLE and not units[number].tags & GIVEN and not units[number].known and not self.typed(units, number):
                return number
        return len(units)

    def segment(self, units: list[Unit], title: int, followed: bool) -> Iterator[Piece]:
        """The first name of units without titles; returns how many units are done with."""
        head = units[0]
        if followed:
            units = self.trimmed(units)
            if not units:
                return 1
        if title and title & HONORIFIC and not title & OFFICE:
            return (yield from self.person(units))
        closing = self.closing(units)
        linked = head.opens in GROUPS and self.words.lows[head.last : head.last + 1] and self.words.lows[head.last] in self.lexicon.links
        if closing and not linked and not (head.opens in GROUPS and head.known is None and head.opens and not units[closing].closes in GROUPS):
            return (yield from self.typed_end(units, closing))
        if head.tags & ADJECTIVE and not head.known and not head.opens and not head.tags & HUMAN:
            return 1
        if head.known and (len(units) == 1 or not head.opens):
            return (yield from self.known(units, title))
        if head.opens == "place":
            return (yield from self.place(units, title))
        if head.opens is not None:
            return (yield from self.body(units, title))
        if title & GOVERNOR:
            return (yield from self.governed(units))
        return (yield from self.unknown(units, title))

    def trimmed(self, units: list[Unit]) -> list[Unit]:
        """Units before a title, without the words that belong to the office: Fisheries [Minister]."""
        end = len(units)
        while end and units[end - 1].tags & (MATTER | ADJECTIVE | MODIFIER) and not units[end - 1].known and (end < 3 or not units[end - 1].closes):
            end -= 1
        return units[:end]

    def closing(self, units: list[Unit]) -> int:
        """The number of the last unit that ends a typed name; 0 when none does."""
        for number in range(len(units) - 1, 0, -1):
            unit = units[number]
            if unit.closes and not (number == 1 and units[0].tags & GIVEN and unit.closes not in GROUPS):
                return number
        return 0

    def typed_end(self, units: list[Unit], closing: int) -> Iterator[Piece]:
        yield Piece(units[0].first, units[closing].last, units[closing].closes)
        return closing + 1

    def person(self, units: list[Unit]) -> Iterator[Piece]:
        end = next((number for number in range(1, len(units)) if units[number].opens and not units[number].tags & DIRECTION), len(units))
        yield Piece(units[0].first, units[end - 1].last, "person")
        return end

    def known(self, units: list[Unit], title: int) -> Iterator[Piece]:
        """A known name, with a direction behind it, or with the rest where that makes a longer name."""
        head, end = units[0], 1
        if len(units) > 1 and head.known == "place" and units[1].tags & DIRECTION and not units[1].known:
            end = 2
        rest = units[end:]
        if head.known == "place" and 0 < len(rest) < 3 and not title and all(unit.tags & HUMAN for unit in rest):
            return (yield from self.unknown(units, title))
        if rest and head.known in GROUPS and rest[0].known == "place" and head.last == rest[0].first:
            yield Piece(head.first, rest[0].last, head.known)
            return 2
        if not rest or title or rest[0].known or rest[0].opens or rest[0].tags & GIVEN or head.known == "person":
            yield Piece(head.first, units[end - 1].last, head.known)
            return end
        return (yield from self.unknown(units, title))

    def place(self, units: list[Unit], title: int) -> Iterator[Piece]:
        """A place with its type word."""
        start = end = 2 if len(units) > 2 and units[1].opens == "place" and not units[1].known else 1
        while end < len(units) and not (units[end].opens and not units[end].tags & DIRECTION):
            if title and end > start and not units[end].tags & DIRECTION and (self.human(units, end) or len(units) - end == 2):
                break
            end += 1
        if end > start:
            yield Piece(units[0].first, units[end - 1].last, "place")
        return end

    def body(self, units: list[Unit], title: int) -> Iterator[Piece]:
        """An organisation, medium or other name with its type word."""
        end = self.border(units) if title else self.until(units)
        head = units[0]
        if end > 1 or head.known or (head.tags & BRANCH and self.words.word(head.first).isupper()):
            yield Piece(head.first, units[end - 1].last, head.known if end == 1 and head.known else head.opens)
        return end

    def until(self, units: list[Unit]) -> int:
        """How many units belong to a body when no person is expected behind it; a feast or war is not its country's."""
        if units[0].opens == "other" and len(units) > 2 and units[-1].known == "place":
            return len(units) - 1
        for number in range(2, len(units)):
            if (units[number - 1].tags & BRANCH or units[number - 1].known) and self.human(units, number) and not units[number].tags & MATTER:
                return number
        return len(units)

    def border(self, units: list[Unit]) -> int:
        """How many units belong to a body that a person's name may follow."""
        number, area = 1, bool(units[0].tags & BRANCH)
        while number < len(units):
            unit, left = units[number], len(units) - number
            if unit.tags & MATTER or unit.opens or unit.known or self.tie(unit):
                area = unit.opens == "place" or bool(unit.tags & BRANCH)
            elif self.human(units, number):
                return number
            elif area and (left != 2 or self.areal(unit) or not units[number - 1].tags & BRANCH):
                area = False
            elif left <= 2 and self.leaves(units, number):
                return number
            number += 1
        return number

    def tie(self, unit: Unit) -> bool:
        """Whether the unit only ties others together: dan, of."""
        low = self.words.lows[unit.first]
        return low in self.lexicon.ands or low in self.lexicon.links or not low[0].isalnum()

    def human(self, units: list[Unit], number: int) -> bool:
        """Whether a person's name begins here, by what is known of the word or by the rest of the text."""
        unit = units[number]
        if self.areal(unit):
            return False
        return bool(unit.tags & GIVEN) or self.alone(units[number:]) or (number + 1 < len(units) and self.alone(units[number : number + 1]))

    def leaves(self, units: list[Unit], number: int) -> bool:
        """Whether what is left at the end of a run is a person rather than the end of the body's name."""
        if number == 1:
            return len(units) == 3 and self.words.word(units[0].first).isupper() and bool(units[0].known or units[0].tags & BRANCH)
        if len(units) - number == 1:
            return bool(units[-1].tags & HUMAN) or bool(units[0].tags & BRANCH and units[number - 1].known == "place")
        return not self.alone(units)

    def alone(self, units: list[Unit]) -> bool:
        return self.low(units) in self.seen.alone

    def areal(self, unit: Unit) -> bool:
        return self.low([unit]) in self.seen.areas

    def low(self, units: list[Unit]) -> str:
        return " ".join(self.words.lows[units[0].first : units[-1].last])

    def governed(self, units: list[Unit]) -> Iterator[Piece]:
        """The area of a governor, mayor …, unless his own name comes at once."""
        head, end = units[0], 1
        areal = self.areal(head) or (len(units) > 1 and units[1].tags & DIRECTION and not head.tags & GIVEN)
        person = not areal and (head.tags & GIVEN or self.alone(units) or len(units) == 2)
        if person:
            return (yield from self.person(units))
        if end < len(units) and units[end].tags & DIRECTION:
            end += 1
        yield Piece(head.first, units[end - 1].last, "place")
        return end

    def unknown(self, units: list[Unit], title: int) -> Iterator[Piece]:
        """A name no type word explains, up to the next type word; behind an office it is a person."""
        end = 1
        while end < len(units) and not (units[end].opens and not units[end].tags & (DIRECTION | HUMAN)) and units[end].known != "person":
            end += 1
        if all(unit.tags & (MATTER | PLAIN | ADJECTIVE | DIRECTION) and not unit.tags & HUMAN for unit in units[:end]):
            return end
        inner = next((number for number in range(1, end - 1) if units[number].tags & GIVEN), 0)
        if title & STAFF and inner and end > 2 and not units[0].tags & HUMAN:
            yield Piece(units[0].first, units[inner - 1].last, "organisation")
            return inner
        start = next(number for number in range(end) if not units[number].tags & ADJECTIVE)
        while start + 1 < end and units[start].tags & MATTER and not units[start].tags & HUMAN and units[start + 1].tags & HUMAN:
            start += 1
        sure = title & TITLE and (not title & PLAIN or end - start > 1 or units[start].tags & HUMAN)
        yield Piece(units[start].first, units[end - 1].last, "person" if sure else None)
        return end
