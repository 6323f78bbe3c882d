"""A run cut into names: titles fall away, type words tell where a body or place begins and ends, the rest is a person or unknown.

`Kepala Dinas Perhubungan Kota Rejamulya Wira Hadinata` is an office, a body and a person: where the body ends is told
by what comes after a branch or an area, by given names, and by the rest of the text, which says `Wira` alone.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kutip.mark.names.lexicon import (
    ADJECTIVE, AREA, BRANCH, DIRECTION, GIVEN, GOVERNOR, GROUPS, HONORIFIC, HUMAN, MATTER, MINISTER, MODIFIER, NEVER, OFFICE, OFFICES, PLAIN,
    SEAT, STAFF, TITLE, Lexicon, Unit,
)  # fmt: skip
from kutip.mark.names.runs import Run
from kutip.record import EntityKind, Words

Units = Sequence[Unit]
SOFT = MATTER | PLAIN | ADJECTIVE | DIRECTION


class Piece(NamedTuple):
    """One name: the numbers of its first word and of the word behind it, and its kind where words tell it."""

    first: int
    last: int
    kind: EntityKind | None


class Cut(NamedTuple):
    """What was cut off the head of a run: so many units, with the name among them."""

    used: int
    piece: Piece | None = None


class Seen(NamedTuple):
    """What the whole text shows: names that stand alone somewhere, and those that stand like places."""

    alone: frozenset[str]
    areas: frozenset[str]


def named(units: Units, used: int, kind: EntityKind | None) -> Cut:
    """The first units as one name."""
    return Cut(used, Piece(units[0].first, units[used - 1].last, kind))


class Splitter:
    """Cuts the runs of one text."""

    def __init__(self, words: Words, lexicon: Lexicon, seen: Seen) -> None:
        self.words = words
        self.lexicon = lexicon
        self.seen = seen

    def pieces(self, run: Run, title: int) -> Iterator[Piece]:
        """The names of a run; `title` tells what kind of office stands right before it."""
        units, at = self.units(run), 0
        while at < len(units):
            if self.titled(units, at):
                title, at = units[at].tags & OFFICES, at + 1
            elif self.skipped(units, at, title):
                at += 1
            else:
                stop = self.stop(units, at + 1)
                used, piece = self.cut(units[at:stop], title, before_title=stop < len(units))
                at += used
                if piece is not None:
                    yield piece

    def units(self, run: Run) -> list[Unit]:
        """The run in units of sense; parts tied by a hyphen are one unless both are names of their own."""
        lows, units, number = self.words.lows, list[Unit](), run.first
        while number < run.last:
            unit = self.lexicon.unit(self.words, number, run.last)
            if units and lows[number].isdecimal():
                unit = units.pop()._replace(last=unit.last)
            elif units and lows[number] == "-" and number + 1 < run.last:
                unit = self.lexicon.unit(self.words, number + 1, run.last)
                if not (units[-1].known and unit.known):
                    unit = Unit(units.pop().first, unit.last)
            elif units and not lows[number][0].isalnum() and self.words.joined(number):
                unit = units.pop()._replace(last=number + 1)
            units.append(unit)
            number = unit.last
        return units

    # --- titles and what goes with them ---

    def titled(self, units: Units, at: int) -> bool:
        """Whether a title stands here, and not inside a longer name: General Hospital, Serikat Buruh."""
        if not units[at].tags & TITLE or units[at].known:
            return False
        if at > 0 and units[at].tags & MATTER and (units[at - 1].opens in GROUPS or units[at - 1].tags & MATTER):
            return False
        if at + 1 == len(units) or units[at + 1].closes is None or units[at + 1].opens:
            return True
        return at == 0 and len(units) > 2

    def stop(self, units: Units, at: int) -> int:
        """The number of the next title, where a name that began before must end."""
        while at < len(units) and (units[at].tags & HUMAN or not self.titled(units, at)):
            at += 1
        return at

    def skipped(self, units: Units, at: int, title: int) -> bool:
        """Whether the unit belongs to the office before it, or to no name at all."""
        unit = units[at]
        if unit.tags & SEAT or self.tie(unit):
            return True
        if unit.known or not unit.tags:
            return False
        if title & OFFICE and unit.tags & (MATTER | MODIFIER):
            return not self.typing(units, at, title)
        return bool(unit.tags & (NEVER | MODIFIER)) and not unit.tags & HUMAN and not unit.opens

    def typing(self, units: Units, at: int, title: int) -> bool:
        """Whether a word that offices deal with is a type word here: Kepala [Pusat Riset], but not Menteri [Desa]."""
        unit = units[at]
        if unit.opens is None or not unit.tags & MATTER or unit.tags & BRANCH:
            return unit.opens is not None
        if unit.opens == "place":
            return at + 1 < len(units) and not units[at + 1].tags & (MATTER | TITLE)
        return not title & MINISTER and at > 0 and bool(units[at - 1].tags & TITLE)

    # --- the first name of units without titles ---

    def cut(self, units: Units, title: int, before_title: bool) -> Cut:
        """The first name, by its first or last word, by what is known, or by the office before it."""
        if before_title:
            units = self.trimmed(units)
            if not units:
                return Cut(1)
        head, closing = units[0], self.closing(units)
        if title & TITLE == HONORIFIC:
            return self.person(units)
        if closing and not self.opened(units, closing):
            return named(units, closing + 1, units[closing].closes)
        if head.known and (len(units) == 1 or not head.opens):
            return self.known(units, title)
        if head.opens is not None:
            return self.place(units, title) if head.opens == "place" else self.body(units, title)
        if head.tags & ADJECTIVE and not head.tags & HUMAN:
            return Cut(1)
        return self.governed(units) if title & GOVERNOR else self.unknown(units, title)

    def trimmed(self, units: Units) -> Units:
        """Units before a title, without the words that belong to the office: Fisheries [Minister]."""
        end = len(units)
        while end and units[end - 1].tags & (MATTER | ADJECTIVE | MODIFIER) and not units[end - 1].known:
            if end > 2 and units[end - 1].closes:
                break
            end -= 1
        return units[:end]

    def closing(self, units: Units) -> int:
        """The number of the last unit that ends a typed name; 0 when none does."""
        for number in range(len(units) - 1, 0, -1):
            kind = units[number].closes
            if kind and not (number == 1 and units[0].tags & GIVEN and kind not in GROUPS):
                return number
        return 0

    def opened(self, units: Units, closing: int) -> bool:
        """Whether the type word at the head weighs more than the one at the end: Ministry of Trade, Bank Pasar City."""
        head = units[0]
        if head.opens not in GROUPS:
            return False
        follows = self.words.lows[head.last] if head.last < len(self.words) else ""
        return follows in self.lexicon.links or (not head.known and units[closing].closes not in GROUPS)

    def person(self, units: Units) -> Cut:
        """A person, up to the next type word."""
        ends = (number for number in range(1, len(units)) if units[number].opens and not units[number].tags & DIRECTION)
        return named(units, next(ends, len(units)), "person")

    def known(self, units: Units, title: int) -> Cut:
        """A known name, with a direction or area behind it, or with the rest where that makes a longer name."""
        head, size = units[0], 1
        if len(units) > 1 and not units[1].known and head.known == "place" and units[1].tags & DIRECTION:
            size = 2
        if len(units) > 1 and units[1].known == "place" and head.known in GROUPS and head.last == units[1].first:
            size = 2
        rest = units[size:]
        if not rest or title or head.known == "person" or rest[0].known or rest[0].opens:
            return named(units, size, head.known)
        if rest[0].tags & GIVEN and (len(rest) > 1 or units[size - 1].last > head.first + 1):
            return named(units, size, head.known)
        return self.unknown(units, title)

    def place(self, units: Units, title: int) -> Cut:
        """A place with its type word."""
        start = size = 2 if len(units) > 2 and units[1].opens == "place" and not units[1].known else 1
        while size < len(units) and (units[size].tags & DIRECTION or not units[size].opens):
            ended = size > start and not units[size].tags & DIRECTION
            if ended and title and (self.human(units, size) or len(units) - size == 2):
                break
            if ended and units[0].tags & AREA and units[size].tags & GIVEN and 1 < len(units) - size < 4:
                break
            size += 1
        return named(units, size, "place") if size > start else Cut(size)

    def body(self, units: Units, title: int) -> Cut:
        """An organisation, medium or other name with its type word."""
        head, size = units[0], self.border(units) if title else self.until(units)
        if size > 1:
            return named(units, size, head.opens)
        whole = head.known or (head.tags & BRANCH and self.words.word(head.first).isupper())
        return named(units, 1, head.known or head.opens) if whole else Cut(1)

    def until(self, units: Units) -> int:
        """How many units belong to a body when no person is expected; a feast or war is not its country's."""
        if units[0].opens == "other" and len(units) > 2 and units[-1].known == "place":
            return len(units) - 1
        for number in range(2, len(units)):
            whole = units[number - 1].tags & BRANCH or units[number - 1].known
            if whole and not units[number].tags & MATTER and self.human(units, number):
                return number
        return len(units)

    def border(self, units: Units) -> int:
        """How many units belong to a body that a person's name may follow; `area`: the next may be its area."""
        number, area = 1, bool(units[0].tags & BRANCH)
        while number < len(units):
            unit, left = units[number], len(units) - number
            named = unit.tags & GIVEN and units[number - 1].tags & MATTER and left < 4  # Pertanian Agung Hendriadi
            if not named and (unit.tags & MATTER or unit.opens or unit.known or self.tie(unit)):
                area = unit.opens == "place" or bool(unit.tags & BRANCH)
            elif units[number - 1].known == "place" and units[0].tags & (BRANCH | MATTER) and left < 5:
                return number
            elif area and left > 2 and units[number + 1].tags & GIVEN and not unit.tags & GIVEN:
                area = False
            elif self.human(units, number):
                return number
            elif area and (left != 2 or self.areal(unit) or not units[number - 1].tags & BRANCH):
                area = False
            elif left <= 2 and self.leaves(units, number):
                return number
            number += 1
        return number

    def leaves(self, units: Units, number: int) -> bool:
        """Whether the one or two units at the end are a person rather than the end of the body's name."""
        head, before = units[0], units[number - 1]
        if number == 1:
            whole = head.known or head.tags & BRANCH
            return bool(whole) and len(units) == 3 and self.words.word(head.first).isupper()
        if len(units) - number == 1:
            return bool(units[-1].tags & HUMAN or (head.tags & BRANCH and before.known == "place"))
        return not self.alone(units)

    def governed(self, units: Units) -> Cut:
        """The area of a governor, mayor …, unless his own name comes at once."""
        head, directed = units[0], len(units) > 1 and bool(units[1].tags & DIRECTION)
        if not self.areal(head) and (head.tags & GIVEN or not directed):
            apposed = self.words.lows[head.last : head.last + 1] == [","]
            if head.tags & GIVEN or len(units) == 2 or (len(units) == 1 and not apposed):
                return self.person(units)
        return named(units, 2 if directed else 1, "place")

    def unknown(self, units: Units, title: int) -> Cut:
        """A name no type word explains, up to the next type word; behind an office it is a person."""
        size = 1
        while size < len(units) and units[size].known != "person":
            if units[size].opens and not units[size].tags & (DIRECTION | HUMAN):
                break
            size += 1
        units = units[:size]
        if all(unit.tags & SOFT and not unit.tags & HUMAN for unit in units):
            return Cut(size)
        known = next((number for number in range(1, size - 1) if units[number].known), 0)
        if title & OFFICE and known:
            return named(units, known + 1, "organisation")
        given = next((number for number in range(1, size - 1) if units[number].tags & GIVEN), int(size > 3))
        if title & STAFF and given and not units[0].tags & HUMAN:
            return named(units, given, "organisation")
        start = self.start(units)
        sure = title & TITLE and (not title & PLAIN or size - start > 1 or units[start].tags & HUMAN)
        return Cut(size, Piece(units[start].first, units[-1].last, "person" if sure else None))

    # --- what the words and the rest of the text say ---

    def start(self, units: Units) -> int:
        """The number of the first unit that is part of the name: [Pemuda dan Olahraga] Mahfud, [Javanese] Wira."""
        start = 0
        while start + 1 < len(units) and not units[start].tags & HUMAN:
            if not (units[start].tags & (ADJECTIVE | MATTER) or self.tie(units[start])):
                break
            start += 1
        return start if units[start].tags & HUMAN or units[0].tags & ADJECTIVE else 0

    def tie(self, unit: Unit) -> bool:
        """Whether the unit only ties others together: dan, of."""
        low = self.words.lows[unit.first]
        return low in self.lexicon.ties or not low[0].isalnum()

    def human(self, units: Units, number: int) -> bool:
        """Whether a person's name begins here, by what is known of the word or by the rest of the text."""
        if self.areal(units[number]):
            return False
        rest = units[number:]
        return bool(rest[0].tags & GIVEN) or self.alone(rest) or (len(rest) > 1 and self.alone(rest[:1]))

    def alone(self, units: Units) -> bool:
        """Whether the text has these words as a name of their own."""
        return self.low(units) in self.seen.alone

    def areal(self, unit: Unit) -> bool:
        """Whether the text has the word as a place."""
        return self.low([unit]) in self.seen.areas

    def low(self, units: Units) -> str:
        return " ".join(self.words.lows[units[0].first : units[-1].last])
