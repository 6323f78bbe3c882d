"""Where words with a capital stand side by side: the stretches a name can be in."""

from collections.abc import Iterator
from typing import NamedTuple

from kutip.mark.names.lexicon import BRANCH, COMPANY, FAMILY, GIVEN, HONORIFIC, MATTER, NEVER, Lexicon
from kutip.record import Words

STOPS = frozenset(".!?…:;•*·。！？|")
OPENERS = frozenset("“‘„«‹「『[")
STRAIGHT = frozenset("\"'")
APOSTROPHES = frozenset("'’")


class Run(NamedTuple):
    """Words side by side that a name may be made of; `initial` when the first has its capital from the sentence."""

    first: int
    last: int
    initial: bool


class Runs:
    """Finds the runs of one text."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        text = words.text
        self.words = words
        self.lexicon = lexicon
        self.capital = [text[start].isupper() for start in words.starts]

    def within(self, first: int, last: int) -> Iterator[Run]:
        """The runs between two word numbers."""
        capital, number = self.capital, first
        while number < last:
            if capital[number] and not self.plain(number, last):
                end = self.end(number, last)
                yield Run(number, end, self.initial(number, first))
                number = end
            else:
                number += 1

    def plain(self, number: int, last: int) -> bool:
        """Whether the word is no name though it has a capital."""
        tags = self.lexicon.tags(self.words.lows[number])
        if not tags & NEVER:
            return False
        follows = number + 1 < last and self.capital[number + 1]
        if follows and self.opened(number) and self.words.word(number).isupper():
            return False
        return not (tags & GIVEN and follows) or bool(self.lexicon.tags(self.words.lows[number + 1]) & NEVER)

    def initial(self, number: int, first: int) -> bool:
        """Whether a capital is due at this place in any case."""
        if number == first:
            return True
        low = self.words.lows[number - 1]
        if low in STRAIGHT or low in APOSTROPHES:
            return self.words.joined(number)
        if low == "." and self.words.lows[number - 2] in self.lexicon.single:
            return not self.lexicon.tags(self.words.lows[number - 2]) & (HONORIFIC | COMPANY)
        return low in STOPS or low in OPENERS

    def end(self, number: int, last: int) -> int:
        """The number of the word behind the run that begins here."""
        end = number + 1
        while end < last:
            step = self.step(number, end, last)
            if step == 0:
                break
            end += step
        return max(end, *(self.bridged(at, last) for at in range(number, end)))

    def bridged(self, number: int, last: int) -> int:
        """Where a well-known name with small words in it ends: Joint Chiefs of Staff."""
        found = self.lexicon.bridged.at(self.words, number)
        return found[0] if found and found[0] <= last else 0

    def step(self, first: int, number: int, last: int) -> int:
        """How many of the next words the run takes on."""
        low = self.words.lows[number]
        if self.capital[number]:
            return self.word(number)
        if number + 1 == last:
            return int(low == "." and self.dotted(number))
        if self.words.joined(number):
            return self.tied(first, number, last)
        if low.isdecimal():
            return int(len(low) < 4 and self.capital[number + 1] and self.opened(first))
        if low == "&":
            return 2 * self.capital[number + 1]
        return self.small(first, number, last)

    def word(self, number: int) -> int:
        """The run goes on with a capital word, unless that is a day, a month …"""
        tags = self.lexicon.tags(self.words.lows[number])
        return int(not tags & NEVER or bool(tags & FAMILY))

    def tied(self, first: int, number: int, last: int) -> int:
        """Signs and letters without a space before them: hyphens, apostrophes, the points of initials and addresses."""
        lows, low, capital = self.words.lows, self.words.lows[number], self.capital
        close = self.words.joined(number + 1)
        if low == "-":
            return 2 if close and lows[number + 1][0].isalnum() else 0
        if low == ".":
            if close and lows[number + 1] in self.lexicon.domains:
                return 2
            return int(self.dotted(number) or (self.abbreviated(number) and capital[number + 1]))
        if low in self.lexicon.possessives:
            owner = lows[number - 1] in self.lexicon.owners or (lows[first] in self.lexicon.owners and self.closing(number + 1, last))
            return int(capital[number + 1] and owner)
        if low in APOSTROPHES:
            return int(not close and capital[number + 1] and lows[number - 1].endswith("s") and self.closing(number + 1, last))
        if low[0] == "'":
            return 1
        return int(low[0].isdecimal() and len(low) < 4)

    def dotted(self, number: int) -> bool:
        """Whether the point belongs to letters like U.S."""
        before = self.words.lows[number - 1]
        if len(before) != 1 or not before.isalpha():
            return False
        follows = number + 1 < len(self.words) and self.words.joined(number + 1) and self.capital[number + 1]
        return follows or (number > 1 and self.words.lows[number - 2] == "." and self.words.joined(number - 1))

    def abbreviated(self, number: int) -> bool:
        """Whether the point belongs to an initial or a short title."""
        before = self.words.lows[number - 1]
        return len(before) == 1 or before in self.lexicon.abbreviations

    def closing(self, number: int, last: int) -> bool:
        """Whether the next capital words end in a type word, as in Packers' Union."""
        while number < last and self.capital[number]:
            sense = self.lexicon.single.get(self.words.lows[number])
            if sense is not None and sense.closes is not None:
                return True
            number += 1
        return False

    def opened(self, first: int) -> bool:
        """Whether the run begins with a type word."""
        sense = self.lexicon.single.get(self.words.lows[first])
        return sense is not None and sense.opens is not None

    def small(self, first: int, number: int, last: int) -> int:
        """Small words inside names: bin, de, of the, dan."""
        lexicon, lows = self.lexicon, self.words.lows
        low, follows = lows[number], self.capital[number + 1]
        if low in lexicon.links:
            if not self.takes(number - 1):
                return 2 * (follows and self.titled(number + 1))
            if lows[number + 1] in lexicon.articles and number + 2 < last and self.capital[number + 2]:
                return 3
            return 2 * (follows and not self.plain(number + 1, last))
        if low in lexicon.particles:
            if lows[number + 1] == "-" and number + 2 < last and self.words.joined(number + 1):
                return 3 * self.capital[number + 2]
            return 2 * follows
        if low in lexicon.ands and follows:
            before, behind = lexicon.tags(lows[number - 1]), lexicon.tags(lows[number + 1])
            return 2 * bool(behind & MATTER and not self.opened(number + 1) and (before & MATTER or self.opened(first)))
        return 0

    def titled(self, number: int) -> bool:
        """Whether an office ends with this word: Secretary of State."""
        lows = self.words.lows
        return any(lows[number + 1 - len(phrase) : number + 1] == phrase for phrase, _ in self.lexicon.titles.get(lows[number], ()) if len(phrase) > 2)

    def takes(self, number: int) -> bool:
        """Whether a link may follow this word: Ministry of, University of, Organization for."""
        sense = self.lexicon.single.get(self.words.lows[number])
        return sense is not None and (sense.opens in ("organisation", "place", "other") or bool(sense.tags & BRANCH))
