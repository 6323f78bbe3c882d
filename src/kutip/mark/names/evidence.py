"""What words and the rest of the text say about units: whether they are a person, a place, an acronym, a tie."""

from collections.abc import Sequence
from typing import NamedTuple

from kutip.mark.names.lexicon import AREA, BRANCH, DIRECTION, GIVEN, HUMAN, MATTER, NEVER, TITLE, Lexicon, Unit
from kutip.record import Words

Units = Sequence[Unit]
STRANGE = MATTER | BRANCH | AREA | DIRECTION
LONGEST_PERSON, SHORTEST_ACRONYM = 4, 3


class Seen(NamedTuple):
    """What the whole text shows: names that stand alone somewhere, and those that stand like places."""

    alone: frozenset[str]
    areas: frozenset[str]


class Evidence:
    """Answers for the units of one text."""

    def __init__(self, words: Words, lexicon: Lexicon, seen: Seen) -> None:
        self.words = words
        self.lexicon = lexicon
        self.seen = seen

    def tie(self, unit: Unit) -> bool:
        """Whether the unit only ties others together: dan, of."""
        low = self.words.lows[unit.first]
        return low in self.lexicon.ties or not low[0].isalnum()

    def acronym(self, unit: Unit) -> bool:
        """Whether the unit is one word of three capitals or more."""
        word = self.words.word(unit.first)
        return unit.last == unit.first + 1 and len(word) >= SHORTEST_ACRONYM and word.isupper()

    def human(self, units: Units, number: int) -> bool:
        """Whether a person's name begins here, by what is known of the word or by the rest of the text."""
        if self.areal(units[number]):
            return False
        rest = units[number:]
        return bool(rest[0].tags & GIVEN) or self.alone(rest) or (len(rest) > 1 and self.alone(rest[:1]))

    def personal(self, units: Units) -> bool:
        """Whether the words can be a person's: few, and none that offices or places are made of."""
        if not 0 < len(units) <= LONGEST_PERSON:
            return False
        return all(not unit.known and (unit.tags & HUMAN or not (unit.opens or unit.tags & STRANGE)) for unit in units)

    def alone(self, units: Units) -> bool:
        """Whether the text has these words as a name of their own."""
        return self.low(units) in self.seen.alone

    def areal(self, unit: Unit) -> bool:
        """Whether the text has the word as a place."""
        return self.low([unit]) in self.seen.areas

    def area(self, units: Units) -> int:
        """How many of the first units the text has as a place."""
        return next((size for size in range(len(units), 0, -1) if self.low(units[:size]) in self.seen.areas), 0)

    def apposed(self, units: Units) -> bool:
        """Whether a comma and another name follow."""
        number, words = units[-1].last, self.words
        if number + 1 >= len(words) or words.lows[number] != "," or not words.word(number + 1)[0].isupper():
            return False
        return not self.lexicon.tags.get(words.lows[number + 1], 0) & (NEVER | TITLE)

    def spelled(self, units: Units) -> bool:
        """Whether an acronym in brackets behind stands for the words from the first to the last."""
        lows, last = self.words.lows, units[-1].last
        if lows[last : last + 1] != ["("] or lows[last + 2 : last + 3] != [")"]:
            return False
        letters = "".join(low[0] for low in lows[units[0].first : last] if low not in self.lexicon.unlettered)
        return len(letters) > 1 and lows[last + 1] == letters

    def low(self, units: Units) -> str:
        return " ".join(self.words.lows[units[0].first : units[-1].last])
