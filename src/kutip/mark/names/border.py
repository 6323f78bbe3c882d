"""Where the name of a body ends and that of a person begins, with no comma between them."""

from kutip.mark.names.evidence import Evidence, Units
from kutip.mark.names.lexicon import BRANCH, COMPANY, GIVEN, HUMAN, MATTER, Unit

LONG = 3


class Borders:
    """Finds the border in units that begin with a body's type word."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def plain(self, units: Units, speaks: bool) -> int:
        """How many units belong to a body that no office stands before; a feast or war is not its country's."""
        if units[0].opens == "other" and len(units) > 2 and units[-1].known == "place":
            return len(units) - 1
        if self.evidence.spelled(units):
            return len(units)
        for number in range(2, len(units)):
            whole = units[number - 1].tags & BRANCH or units[number - 1].known
            whole = whole or (speaks and len(units) - number > 1 and self.evidence.personal(units[number:]))
            if whole and not units[number].tags & MATTER and self.evidence.human(units, number):
                return number
        return len(units)

    def titled(self, units: Units) -> int:
        """How many units belong to a body behind an office, which a person's name may follow."""
        if self.evidence.spelled(units) or (self.evidence.apposed(units) and self.bodily(units)):
            return len(units)
        known = next((size for size in range(len(units) - 1, 1, -1) if self.evidence.alone(units[:size])), 0)
        if known:
            return known  # the text has the body's name elsewhere
        area = bool(units[0].tags & BRANCH)  # whether the next unit may be the area of the last
        for number in range(1, len(units)):
            unit, left = units[number], len(units) - number
            area_size = self.evidence.area(units[number:])
            if area_size > 1 and area_size < left:
                return number + area_size  # DPRD [Bandar Sari], a place elsewhere in the text
            if self.inner(units, number):
                area = unit.opens == "place" or bool(unit.tags & BRANCH)
            elif area and self.area(units, number):
                area = False
            elif self.begins(units, number):
                return number
            elif area and (left != 2 or self.evidence.areal(unit) or not units[number - 1].tags & BRANCH):
                area = False
            elif left <= 2 and self.leaves(units, number):
                return number
        return len(units)

    def bodily(self, units: Units) -> bool:
        """Whether no person's name ends the units: Senat Universitas Bahtera Lestari, but not KPK Rina Lestari."""
        if not units[-1].tags & HUMAN:
            return True
        return len(units) > LONG and not units[-2].tags & HUMAN

    def area(self, units: Units, number: int) -> bool:
        """Whether the unit is the area of a branch, or the name behind Kota, Kabupaten."""
        if units[number - 1].opens == "place":
            return True
        if units[number].tags & GIVEN:
            return False
        left = len(units) - number
        return left == 1 or (left > 2 and bool(units[number + 1].tags & GIVEN))

    def inner(self, units: Units, number: int) -> bool:
        """Whether the unit can only be part of the body's name: a matter, a type word, a known name, a tie."""
        unit = units[number]
        if unit.known == "person" or self.surname(unit, units[number - 1], len(units) - number):
            return False
        return bool(unit.tags & MATTER or unit.opens or unit.known) or self.evidence.tie(unit)

    def surname(self, unit: Unit, before: Unit, left: int) -> bool:
        """Whether a matter that is a given name too begins a person: Kementerian Pertanian [Agung Hendriadi]."""
        return bool(unit.tags & GIVEN and (before.tags & MATTER or before.known)) and left <= 3

    def begins(self, units: Units, number: int) -> bool:
        """Whether a person begins here for sure."""
        if units[number].known == "person":
            return True
        if self.evidence.human(units, number) and not self.firm(units, number):
            return True
        return (
            units[number - 1].known == "place" and bool(units[0].tags & (BRANCH | MATTER)) and len(units) - number <= 4
        )

    def firm(self, units: Units, number: int) -> bool:
        """Whether a given name is part of a firm's, since another begins a person: PT Karya [Lestari] Rina Utami."""
        later = units[number + 1 : len(units) - 1]
        return bool(units[0].tags & COMPANY) and any(unit.tags & GIVEN for unit in later)

    def leaves(self, units: Units, number: int) -> bool:
        """Whether the one or two units at the end are a person rather than the end of the body's name."""
        head, before = units[0], units[number - 1]
        if number == 1:
            whole = head.known or head.tags & BRANCH
            return bool(whole) and len(units) == 3 and self.evidence.words.word(head.first).isupper()
        if len(units) - number == 1:
            return bool(units[-1].tags & HUMAN or (head.tags & BRANCH and before.known == "place"))
        return not self.evidence.alone(units)
