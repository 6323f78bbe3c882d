"""Where words with a capital stand side by side: the stretches a name can be in."""

from collections.abc import Iterator
from typing import NamedTuple

from kutip.mark.names.lexicon import (
    BRANCH,
    COMPANY,
    FAMILY,
    GIVEN,
    HONORIFIC,
    HUMAN,
    MATTER,
    MINISTER,
    NEVER,
    PLAIN,
    Lexicon,
)
from kutip.record import Words

STOPS = frozenset(".!?…:;•*·。！？|—–")
OPENERS = frozenset("“‘„«‹「『[")
STRAIGHT = frozenset("\"'’")
CLOSERS = frozenset("”’»])\"'")
LONGEST_TITLE = 5
"""Letters of a title that a point shortens: Capt., Letjen."""
APOSTROPHES = frozenset("'’")
LONGEST_NUMBER = 3
LONGEST = 40
"""Words of a run: no name is longer, and what shouts must not cost more than its length."""


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
            if capital[number] and not self.never(number, last):
                end = self.end(number, last)
                yield Run(number, end, self.initial(number, first))
                number = end
            else:
                number += 1

    def never(self, number: int, last: int) -> bool:
        """Whether the word begins no name in spite of its capital."""
        tags = self.lexicon.tags.get(self.words.lows[number], 0)
        if not tags & NEVER:
            return self.prefixed(number)
        if number + 1 == last or not self.capital[number + 1]:
            return True
        if self.opens(number) and self.words.word(number).isupper():
            return False  # KM Bahari Jaya, though km is a measure
        if not tags & GIVEN or self.lexicon.tags.get(self.words.lows[number + 1], 0) & NEVER:
            return True
        before = self.words.lows[number - 1] if number else ""
        return before in self.lexicon.at or before.isdecimal()  # in May, but by May Archer

    def prefixed(self, number: int) -> bool:
        """Whether nothing is known of the word but that small letters and a hyphen stand before it: ber-Wolbachia."""
        words = self.words
        if number < 2 or words.lows[number - 1] != "-" or not words.joined(number) or not words.joined(number - 1):
            return False
        return not self.capital[number - 2] and words.lows[number] not in self.lexicon.heads

    def initial(self, number: int, first: int) -> bool:
        """Whether a capital is due at this place in any case."""
        if number == first:
            return True
        low = self.words.lows[number - 1]
        if low in STRAIGHT and self.words.joined(number):
            return True
        while low in CLOSERS and number - 1 > first:
            number -= 1
            low = self.words.lows[number - 1]
        if low == ".":
            return not self.shortened(self.words.lows[number - 2])
        return low in STOPS or low in OPENERS

    def shortened(self, low: str) -> bool:
        """Whether a point behind the word belongs to it."""
        if low in self.lexicon.abbreviations:
            return True
        return len(low) <= LONGEST_TITLE and bool(self.lexicon.tags.get(low, 0) & (HONORIFIC | COMPANY))

    def end(self, number: int, last: int) -> int:
        """The number of the word behind the run that begins here."""
        capital, words, ties = self.capital, self.words, self.lexicon.tying
        end, last = number + 1, min(last, number + LONGEST)
        while end < last:
            if not capital[end] and words.lows[end] not in ties and words.lows[end].isalpha() and not words.joined(end):
                break
            step = self.step(number, end, last)
            if step == 0:
                break
            end += step
        for at in range(number, end):
            if self.words.lows[at] in self.lexicon.bridged.heads:
                end = max(end, self.bridged(at, last))
        return end

    def bridged(self, number: int, last: int) -> int:
        """Where a well-known name with small words in it ends: Joint Chiefs of Staff."""
        found = self.lexicon.bridged.at(self.words, number)
        return found[0] if found and found[0] <= last else 0

    def step(self, first: int, number: int, last: int) -> int:
        """How many of the next words the run takes on."""
        low = self.words.lows[number]
        if self.capital[number]:
            tags = self.lexicon.tags.get(low, 0)
            return int(not tags & NEVER or bool(tags & FAMILY) or (bool(tags & GIVEN) and not self.never(number, last)))
        if number + 1 == last:
            return int(low == "." and self.dotted(number))
        if self.words.joined(number):
            return self.tied(first, number, last)
        if low[0].isalpha():
            return self.small(first, number, last)
        if low == "&":
            return 2 * self.capital[number + 1]
        return int(low.isdecimal() and len(low) <= LONGEST_NUMBER and self.capital[number + 1] and self.opens(first))

    def tied(self, first: int, number: int, last: int) -> int:
        """Signs and letters without a space before them: hyphens, apostrophes, the points of initials and addresses."""
        lows, low = self.words.lows, self.words.lows[number]
        close, capital = self.words.joined(number + 1), self.capital[number + 1]
        if low == "-":
            return 2 * (close and lows[number + 1][0].isalnum() and (capital or self.hyphened(first, number)))
        if low == ".":
            if close and lows[number + 1] in self.lexicon.domains:
                return 2
            return int(self.dotted(number) or (capital and self.abbreviated(number)))
        if low in self.lexicon.possessives:
            return int(self.owning(first, number, last) if capital else self.hallowed(first, number))
        if low in APOSTROPHES:
            return int(capital and not close and lows[number - 1].endswith("s") and self.closes(number + 1, last))
        return int(low[0] == "'" or (low.isdecimal() and len(low) <= LONGEST_NUMBER))

    def hyphened(self, first: int, number: int) -> bool:
        """Whether small letters behind a hyphen belong to the name: Kim Jong-un, Covid-19, but not War-weary."""
        behind = self.words.lows[number + 1]
        if behind in self.lexicon.tails:
            return False
        if number > first + 1 or behind[0].isdecimal():
            return True
        senses = (self.lexicon.phrases.at(self.words, first), self.lexicon.known.at(self.words, first))
        return any(found is not None and found[0] > number for found in senses)

    def dotted(self, number: int) -> bool:
        """Whether the point belongs to letters like U.S."""
        words, before = self.words, self.words.lows[number - 1]
        if len(before) != 1 or not before.isalpha():
            return False
        if number + 1 < len(words) and words.joined(number + 1) and self.capital[number + 1]:
            return True
        return number > 1 and words.lows[number - 2] == "." and words.joined(number - 1)

    def abbreviated(self, number: int) -> bool:
        """Whether the point belongs to an initial or a short title."""
        before = self.words.lows[number - 1]
        return len(before) == 1 or before in self.lexicon.abbreviations

    def owning(self, first: int, number: int, last: int) -> bool:
        """Whether the possessive is part of a name: Women's Union, St. Brigid's Hospital."""
        owners = self.lexicon.owners
        if self.words.lows[number - 1] in owners:
            return True
        return self.words.lows[first] in owners and self.closes(number + 1, last)

    def hallowed(self, first: int, number: int) -> bool:
        """Whether a name ends in a possessive: St Bride's."""
        sense = self.lexicon.single.get(self.words.lows[first])
        place = sense is not None and sense.opens == "place"
        return place and number - first > 1 and self.words.lows[first] in self.lexicon.owners

    def closes(self, number: int, last: int) -> bool:
        """Whether the next capital words end in a type word, as in Packers' Union."""
        while number < last and self.capital[number]:
            sense = self.lexicon.single.get(self.words.lows[number])
            if sense is not None and sense.closes is not None:
                return True
            number += 1
        return False

    def opens(self, number: int) -> bool:
        """Whether the word is a type word that opens a name."""
        low = self.words.lows[number]
        sense = self.lexicon.shouted.get(low) if self.words.word(number).isupper() else None
        sense = sense or self.lexicon.single.get(low)
        return sense is not None and sense.opens is not None

    def body(self, number: int) -> bool:
        """Whether the word is a type word that opens a body's name."""
        sense = self.lexicon.single.get(self.words.lows[number])
        return sense is not None and sense.opens == "organisation"

    def small(self, first: int, number: int, last: int) -> int:
        """Small words inside names: bin, de, of the, dan."""
        lexicon, lows = self.lexicon, self.words.lows
        low, capital = lows[number], self.capital[number + 1]
        if low in lexicon.links:
            return self.linked(number, last)
        if low in lexicon.particles:
            if lows[number + 1] == "-" and number + 2 < last and self.words.joined(number + 1):
                return 3 * self.capital[number + 2]  # al-Sadr
            return 2 * capital
        if low in lexicon.ands and capital and not self.body(number + 1):
            before, behind = lexicon.tags.get(lows[number - 1], 0), lexicon.tags.get(lows[number + 1], 0)
            if self.twofold(first, number, last):
                return 2
            if self.body(first) and behind & (MATTER | PLAIN) and not behind & HUMAN:
                return 2
            return 2 * bool(behind & before & MATTER and not self.opens(number + 1))
        return 0

    def twofold(self, first: int, number: int, last: int) -> bool:
        """Whether one word before and those behind are matters of one body: the Ore and Smelter Union."""
        if number != first + 1 or not first or self.words.lows[first - 1] not in self.lexicon.articles:
            return False
        sense = self.lexicon.single.get(self.words.lows[first])
        odd = sense is not None and (sense.opens or sense.known or sense.tags & HUMAN)
        return not odd and not self.words.word(first).isupper() and self.closes(number + 2, last)

    def linked(self, number: int, last: int) -> int:
        """How many words a link ties on: Ministry of Trade, University of the West, Secretary of State."""
        lows, capital = self.words.lows, self.capital[number + 1]
        if not self.takes(number - 1):
            return 2 * (capital and self.titled(number + 1))
        if lows[number + 1] in self.lexicon.articles and number + 2 < last and self.capital[number + 2]:
            return 3
        return 2 * (capital and not self.never(number + 1, last))

    def titled(self, number: int) -> bool:
        """Whether an office of three words or more ends with this word."""
        lows, titles = self.words.lows, self.lexicon.titles.get(self.words.lows[number], ())
        return any(len(title) > 2 and lows[number + 1 - len(title) : number + 1] == title for title, _ in titles)

    def takes(self, number: int) -> bool:
        """Whether a link may follow this word."""
        sense = self.lexicon.single.get(self.words.lows[number])
        if sense is None:
            return False
        return sense.opens in ("organisation", "place", "other") or bool(sense.tags & (BRANCH | MINISTER))
