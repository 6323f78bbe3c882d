"""A run cut into names: titles fall away, type words tell where a body or place begins and ends, the rest is a person.

`Kepala Dinas Perhubungan Kota Rejamulya Wira Hadinata` is an office, a body and a person: where the body ends is told
by what comes behind a branch or an area, by given names, and by the rest of the text, which says `Wira` alone.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kutip.mark.names.border import Borders
from kutip.mark.names.evidence import Evidence, Seen, Units
from kutip.mark.names.lexicon import (
    ADJECTIVE,
    AREA,
    BRANCH,
    COMPANY,
    DIRECTION,
    GIVEN,
    GOVERNOR,
    GROUPS,
    HONORIFIC,
    HUMAN,
    MATTER,
    MINISTER,
    MODIFIER,
    NEVER,
    OFFICE,
    OFFICES,
    PLAIN,
    SEAT,
    STAFF,
    SUBJECT,
    TITLE,
    Lexicon,
    Unit,
)  # fmt: skip
from kutip.mark.names.runs import Run
from kutip.record import EntityKind, Words

SOFT = MATTER | PLAIN | ADJECTIVE | DIRECTION
LONG = 3


class Piece(NamedTuple):
    """One name: the numbers of its first word and of the word behind it, and its kind where words tell it."""

    first: int
    last: int
    kind: EntityKind | None
    by: str = "mark/name"
    learned: EntityKind | None = None
    """What a model takes it for."""


class Cut(NamedTuple):
    """What was cut off the head of a run: so many units, with the name among them."""

    used: int
    piece: Piece | None = None


def named(units: Units, used: int, kind: EntityKind | None) -> Cut:
    """The first units as one name."""
    return Cut(used, Piece(units[0].first, units[used - 1].last, kind))


class Splitter:
    """Cuts the runs of one text."""

    def __init__(self, words: Words, lexicon: Lexicon, seen: Seen) -> None:
        self.words = words
        self.lexicon = lexicon
        self.evidence = Evidence(words, lexicon, seen)
        self.borders = Borders(self.evidence)

    def pieces(self, run: Run, title: int) -> Iterator[Piece]:
        """The names of a run; `title` tells what kind of office stands right before it."""
        if not title and run.last == run.first + 1:
            unit = self.lexicon.unit(self.words, run.first, run.last)
            if unit.opens is None and not unit.tags & ~HUMAN:
                yield Piece(run.first, run.last, unit.known)
                return
        units, speaks, at = self.units(run), self.speaks(run), 0
        while at < len(units):
            if self.titled(units, at):
                title, at = units[at].tags & OFFICES, at + 1
            elif self.skipped(units, at, title):
                at += 1
            else:
                stop = self.stop(units, at + 1)
                used, piece = self.cut(units[at:stop], title, stop < len(units), speaks)
                at += used
                if piece is not None:
                    title &= ~GOVERNOR  # the area is named now
                    yield piece

    def speaks(self, run: Run) -> bool:
        """Whether a word of speech stands beside the run: then a person may stand at its end also without a title."""
        lows, speech = self.words.lows, self.lexicon.speech
        return (run.first > 0 and lows[run.first - 1] in speech) or (run.last < len(lows) and lows[run.last] in speech)

    def units(self, run: Run) -> list[Unit]:
        """The run in units of sense; parts tied by a hyphen are one unless both are names of their own."""
        lows, units, number = self.words.lows, list[Unit](), run.first
        while number < run.last:
            unit = self.lexicon.unit(self.words, number, run.last)
            if units and (not lows[number].isalpha() or lows[number] in self.lexicon.particles):
                unit = self.joined(units, unit, run.last)
            units.append(unit)
            number = unit.last
        return units

    def joined(self, units: list[Unit], unit: Unit, last: int) -> Unit:
        """A number, sign or particle with what it ties to, the unit before it taken from the list if it is that."""
        words, number, more = self.words, unit.first, unit.first + 1 < last
        low = words.lows[number]
        if low.isdecimal():
            return units.pop()._replace(last=unit.last)
        if low == "-" and more:
            unit = self.lexicon.unit(words, number + 1, last)
            if units[-1].tags & TITLE and words.word(number + 1).islower():
                return units.pop()._replace(last=unit.last)  # Mayor-elect
            return unit if units[-1].known and unit.known else Unit(units.pop().first, unit.last)
        if more and words.word(number) in self.lexicon.particles:
            return Unit(units.pop().first, self.lexicon.unit(words, number + 1, last).last)
        if not low[0].isalnum() and words.joined(number):
            return units.pop()._replace(last=number + 1)
        return unit

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
        unit, more = units[at], at + 1 < len(units)
        if unit.tags & SEAT or self.evidence.tie(unit):
            return True
        if unit.known:
            return False
        if title & MINISTER and more and not unit.opens and self.evidence.acronym(unit):
            return True  # Menteri PUPR
        if unit.tags & COMPANY and at == 0:
            return not unit.opens  # PT Bank Pasar (Persero) [Tbk]
        if title & OFFICE and unit.tags & (MATTER | MODIFIER):
            human = more and unit.tags & HUMAN and not units[at + 1].tags & (MATTER | TITLE)
            return not human and not self.typing(units, at, title)
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

    def cut(self, units: Units, title: int, before_title: bool, speaks: bool) -> Cut:
        """The first name, by its first or last word, by what is known, or by the office before it."""
        if before_title:
            units = self.trimmed(units)
            if not units:
                return Cut(1)
        head, closing = units[0], self.closing(units, title)
        if title & TITLE == HONORIFIC:
            return self.person(units)
        if closing and not self.opened(units, closing):
            return named(units, self.linked(units, closing) + 1, units[closing].closes)
        if title & GOVERNOR and self.compound(units):
            return named(units, 2, "place")
        if head.known and (len(units) == 1 or not head.opens):
            return self.known(units, title, speaks)
        if head.opens == "place":
            return self.place(units, title, speaks)
        if head.opens is not None:
            if self.common(units):
                return Cut(1)
            return self.body(units, self.borders.titled(units) if title else self.borders.plain(units, speaks))
        if head.tags & ADJECTIVE and not head.tags & HUMAN:
            return Cut(1)
        if title & GOVERNOR:
            return self.governed(units, before_title)
        return self.unknown(units, title, speaks)

    def common(self, units: Units) -> bool:
        """Whether a type word is an everyday word before a whole name: Tim [Rina Sutopo], Indeks [Bursa Palasari]."""
        head, rest = units[0], units[1:]
        if len(rest) > 1 and head.opens == "other" and rest[0].opens == "organisation" and not head.tags & MATTER:
            return True
        team = rest and head.tags & PLAIN and not head.tags & SUBJECT and rest[0].tags & GIVEN
        return bool(team) and self.evidence.personal(rest)

    def trimmed(self, units: Units) -> Units:
        """Units before a title, without the words that belong to the office: Fisheries [Minister]."""
        end = len(units)
        while end and units[end - 1].tags & (MATTER | ADJECTIVE | MODIFIER) and not units[end - 1].known:
            if end >= LONG and units[end - 1].closes:
                break
            end -= 1
        return units[:end]

    def closing(self, units: Units, title: int) -> int:
        """The number of the last unit that ends a typed name; 0 when none does."""
        for number in range(len(units) - 1, 0, -1):
            kind = units[number].closes
            if title & OFFICE and units[number].tags & HUMAN:
                continue  # Menlu Korea Selatan Park
            if kind and not (number == 1 and units[0].tags & GIVEN and kind not in GROUPS):
                return number
        return 0

    def linked(self, units: Units, closing: int) -> int:
        """The number of the last unit that a link ties to a type word: Ardley Institute [of Oceanography]."""
        while closing + 2 < len(units) and self.words.lows[units[closing + 1].first] in self.lexicon.links:
            closing += 2
        return closing

    def opened(self, units: Units, closing: int) -> bool:
        """Whether the type word at the head weighs more than the one at the end: Ministry of Trade, Bank Pasar City."""
        head = units[0]
        if head.opens not in GROUPS:
            return False
        if closing + 1 < len(units) and not self.evidence.personal(units[closing + 1 :]):
            return True  # PT Pos Indonesia
        follows = self.words.lows[head.last] if head.last < len(self.words) else ""
        return follows in self.lexicon.links or (not head.known and units[closing].closes not in GROUPS)

    def person(self, units: Units) -> Cut:
        """A person, up to the next type word."""
        ends = (number for number in range(1, len(units)) if units[number].opens and not units[number].tags & DIRECTION)
        return named(units, next(ends, len(units)), "person")

    def known(self, units: Units, title: int, speaks: bool) -> Cut:
        """A known name, with a direction or area behind it, or with the rest where that makes a longer name."""
        head, size = units[0], 1
        if len(units) > 1 and head.known == "place" and units[1].tags & DIRECTION and not units[1].known:
            size = 2
        if len(units) > 1 and head.known in GROUPS and units[1].known == "place" and head.last == units[1].first:
            size = 2
        rest = units[size:]
        if not rest or title or head.known == "person" or rest[0].known or rest[0].opens:
            return named(units, size, head.known)
        long = len(rest) > 1 or units[size - 1].last > head.first + 1
        alone = head.known == "place" and self.evidence.alone(rest)  # perusahaan Norwegia [Halden Dynamics]
        if long and (alone or rest[0].tags & GIVEN or (speaks and self.evidence.personal(rest))):
            return named(units, size, head.known)
        return self.unknown(units, title, speaks)

    def place(self, units: Units, title: int, speaks: bool) -> Cut:
        """A place with its type word."""
        start = size = 2 if len(units) > 2 and units[1].opens == "place" and not units[1].known else 1
        while size < len(units) and (units[size].tags & DIRECTION or not units[size].opens):
            if size > start and not units[size].tags & DIRECTION and self.leaves(units, size, title, speaks):
                break
            size += 1
        if size == 1 < len(units) and units[1].opens == "organisation" and not units[0].tags & AREA:
            return named(units, 1 + self.borders.plain(units[1:], speaks), "place")  # Gedung DPRD Palasari
        return named(units, size, "place") if size > start else Cut(size)

    def leaves(self, units: Units, size: int, title: int, speaks: bool) -> bool:
        """Whether a person begins behind so many units of a place's name."""
        if title and self.evidence.apposed(units):
            return False
        if title:
            return self.evidence.human(units, size) or len(units) - size == 2
        if not units[0].tags & AREA or len(units) - size < 2 or not self.evidence.personal(units[size:]):
            return False
        return speaks or bool(units[size].tags & GIVEN)

    def body(self, units: Units, size: int) -> Cut:
        """An organisation, medium or other name with its type word; the type word alone only where it is an acronym."""
        head = units[0]
        if size > 1:
            return named(units, size, head.opens)
        whole = head.known or (head.tags & BRANCH and self.words.word(head.first).isupper())
        return named(units, 1, head.known or head.opens) if whole else Cut(1)

    def impersonal(self, units: Units, title: int) -> bool:
        """Whether units behind an office are its body's, since they have everyday words, or a person's name follows."""
        if any(unit.tags & HUMAN for unit in units):
            return False
        staff, single = bool(title & STAFF), len(units) == 1
        common = any(unit.tags & (MATTER | PLAIN) for unit in units)
        if staff and common and not single:
            return True
        return (common or (staff and single)) and self.evidence.apposed(units)

    def compound(self, units: Units) -> bool:
        """Whether a place that is known is only the beginning of the governed one: Camat [Padang Lamat], …"""
        if len(units) != 2 or units[0].known != "place" or units[1].tags & (HUMAN | DIRECTION) or units[1].opens:
            return False
        return self.words.lows[units[1].last : units[1].last + 1] == [","] and units[1].known is None

    def governed(self, units: Units, before_title: bool) -> Cut:
        """The area of a governor, mayor …, unless his own name comes at once."""
        head, size = units[0], len(units)
        areal = self.evidence.area(units)
        if areal > 1:
            return named(units, areal, "place")
        directed = size > 1 and bool(units[1].tags & DIRECTION)
        if size == 2 and not head.tags & GIVEN and self.evidence.apposed(units):
            return named(units, 2, "place")  # Bupati [Muara Belit], Rina Sutopo
        apposed = before_title or self.words.lows[head.last : head.last + 1] == [","]
        own = head.tags & GIVEN or (not directed and (size == 2 or (size == 1 and not apposed)))
        if (own and not areal) or len(self.words.word(head.first)) == 1:
            return self.person(units)
        return named(units, 2 if directed else 1, "place")

    def unknown(self, units: Units, title: int, speaks: bool) -> Cut:
        """A name no type word explains, up to the next type word; behind an office it is a person."""
        size = 1
        while size < len(units) and units[size].known != "person":
            if units[size].opens and size + 1 < len(units) and not units[size].tags & (DIRECTION | HUMAN):
                break
            size += 1
        units = units[:size]
        if all(unit.tags & SOFT and not unit.tags & HUMAN for unit in units):
            return Cut(size) if size < LONG or title & MINISTER else named(units, size, "organisation")
        if title & OFFICE and size > 1 and self.evidence.areal(units[0]):
            return named(units, 1, "place")
        if title & OFFICE and self.impersonal(units, title):
            return named(units, size, "organisation")  # Pelatih [Persiwangi], Rina Sutopo
        if title & MINISTER and size > 2 and units[1].tags & GIVEN and not units[0].tags & HUMAN:
            return named(units, 1, "place")  # Menteri Pertahanan [Tovarra] Igor Radan
        house = self.house(units, title, speaks)
        if house:
            return named(units, house, "organisation")
        start = self.start(units, speaks)
        single = size - start == 1 and not units[start].tags & HUMAN
        sure = title & TITLE and not (single and (title & PLAIN or self.evidence.acronym(units[start])))
        return Cut(size, Piece(units[start].first, units[-1].last, "person" if sure else None))

    def house(self, units: Units, title: int, speaks: bool) -> int:
        """How many units name the body a person belongs to: Analis [Samudra] Bambang Santoso; 0 when none do."""
        if title & OFFICE or speaks:
            for number in range(len(units) - 2, -1, -1):
                if units[number].known or self.evidence.acronym(units[number]):
                    size = number + 1 + self.area(units[number + 1 :])
                    return size if self.evidence.personal(units[size:]) else 0
        if not title & STAFF or units[0].tags & HUMAN:
            return 0
        known = (size for size in range(len(units) - 2, 0, -1) if self.evidence.alone(units[:size]))
        given = (number for number in range(1, len(units) - 1) if units[number].tags & GIVEN)
        return next(known, 0) or next(given, int(len(units) > LONG))

    def area(self, units: Units) -> int:
        """How many units are the area of the body before them: YLBK [Sagaraya] Fransiskus Tamba."""
        if units[0].tags & DIRECTION or self.evidence.areal(units[0]):
            return 1
        return int(len(units) > 2 and not units[0].tags & HUMAN and bool(units[1].tags & GIVEN))

    def start(self, units: Units, speaks: bool) -> int:
        """The number of the first unit that is part of the name: [Pemuda dan Olahraga] Mahfud, [Javanese] Wira."""
        start = 0
        while start + 1 < len(units) and not units[start].tags & HUMAN:
            if not units[start].tags & (ADJECTIVE | MATTER) and not self.evidence.tie(units[start]):
                break
            start += 1
        if units[0].tags & MATTER and speaks:
            start = next((number for number in range(1, len(units)) if units[number].tags & GIVEN), start)
        return start if units[start].tags & HUMAN or units[0].tags & ADJECTIVE else 0
