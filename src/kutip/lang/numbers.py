"""Numbers in figures and in words: what `[numbers]` in `amount.toml` says, and the reader made from it."""

import unicodedata
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from kutip.record import Words
from kutip.words import Phrases

VULGAR = frozenset("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒")
SPACES = frozenset("\u00a0\u2007\u2009\u202f")  # between thousands
LONGEST = 40  # signs of a figure; longer ones are no quantities (and int() refuses very long ones)
HIGHEST = 10**16  # no amount of the news is larger, and what is still fits every JSON reader
DEEPEST = 3  # "and"s in one number


class NumberWords(Struct, frozen=True, forbid_unknown_fields=True):
    """How this language writes numbers."""

    decimal: str
    """The sign before decimals; the other of full stop and comma parts thousands."""
    ones: dict[str, int]
    """Words that add their value: one … nineteen, twenty … ninety."""
    scales: dict[str, int]
    """Words below a thousand that multiply what stands before them: hundred, puluh."""
    multipliers: dict[str, int]
    """Words from a thousand on that multiply all before them, and dozen."""
    glued: dict[str, int] = {}
    """Multipliers as printed directly behind a figure: 10M."""
    wholes: dict[str, int] = {}
    """Scales and multipliers with their "one" written in: seratus, sejuta."""
    teens: tuple[str, ...] = ()
    """Words that add ten to what stands before them: belas."""
    articles: tuple[str, ...] = ()
    """Words for "one" before a scale or multiplier only: a hundred."""
    links: tuple[str, ...] = ()
    """Words between the parts of a number: two hundred and five."""
    points: tuple[str, ...] = ()
    """The decimal sign when it is read out: point, koma."""
    halves: dict[str, str] = {}
    """Phrases behind a number that add a fraction: and a half."""
    fractions: dict[str, str] = {}
    """Fractions that stand alone, as 1/4."""
    denominators: dict[str, int] = {}
    """Words behind a number that divide it: two thirds."""
    denominators_of_one: dict[str, int] = {}
    """The same, only behind one: one third."""
    indefinites: tuple[str, ...] = ()
    """Words for an uncounted many: dozens, puluhan."""
    indefinites_of: tuple[str, ...] = ()
    """The same, only with a word of `of` behind them: tens of."""
    several: tuple[str, ...] = ()
    """Words that make a following scale indefinite: several hundred."""
    of: tuple[str, ...] = ()
    """Words between an indefinite number or a fraction and its next part: a quarter of a million."""


class Number(NamedTuple):
    """A number read from the text; `value` is None for "dozens"."""

    end: int
    value: int | float | None
    factor: int = 1
    """What its last multiplier was worth: 1000000 in "1,5 juta"."""
    share: bool = False
    """Whether it is a fraction that stands alone."""
    about: bool = False
    """Whether its last word itself makes it a rough one: 15 ribuan."""


class Abacus:
    """The sum of the number words read so far; each move says whether it was possible."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.total: float = 0
        self.group: float = 0
        self.unit: float = 0
        self.room: float = float("inf")  # what comes next has to be smaller
        self.factor = 1
        self.begun = False
        self.spelled = True  # no figures yet

    @property
    def value(self) -> float:
        return self.total + self.group + self.unit

    def one(self, value: float) -> bool:
        """Five; twenty and then five."""
        fits = value < self.room and (not self.unit or (self.unit in range(20, 100, 10) and 0 < value < 10))
        if fits and (not self.begun or value):
            self.unit, self.begun, self.factor = self.unit + value, True, 1
            return True
        return False

    def figure(self, value: float) -> bool:
        """A number in figures: alone, or behind a multiplier that leaves room for it."""
        if value > HIGHEST or (self.begun and (self.unit or self.group or not self.total or value >= self.room)):
            return False
        self.unit, self.begun, self.factor, self.spelled = value, True, 1, False
        return True

    def thousands(self, value: float) -> bool:
        """The next three figures of a number that is written with spaces."""
        if self.total or self.group or self.unit * 1000 > HIGHEST:
            return False
        self.unit = self.unit * 1000 + value
        return True

    def scale(self, value: float) -> bool:
        """Two, then hundred."""
        if not 0 < self.unit < 100 or self.unit * value >= self.room:
            return False
        self.group, self.unit, self.room = self.group + self.unit * value, 0, value
        return True

    def whole(self, value: float) -> bool:
        """A scale with its one written in."""
        if self.unit or value >= self.room:
            return False
        if value < 1000:
            self.group += value
        else:
            self.total, self.factor = self.total + value, int(value)
        self.room, self.begun = value, True
        return True

    def teen(self, value: float) -> bool:
        """Two, then belas."""
        fits = 2 <= self.unit <= 9
        self.unit += value if fits else 0
        return fits

    def multiply(self, value: float) -> bool:
        """Thousand, million; also thousand million."""
        small = self.group + self.unit
        if not self.begun or not 0 < (small or self.total) * value <= HIGHEST:
            return False
        self.total = self.total + small * value if small else self.total * value
        self.group, self.unit, self.room, self.factor = 0, 0, value, int(value)
        return True

    def part(self, value: float) -> bool:
        """A fraction of the unit just read: two and a half; a million and a half."""
        if not self.begun or self.value % 1:
            return False
        if self.unit or self.group or not self.total:
            self.unit += value
        else:
            self.total += value * self.room
        return True


class Numbers:
    """Reads numbers from the words of a text; made once per language."""

    def __init__(self, lang: NumberWords) -> None:
        self.lang = lang
        self.roles: dict[str, tuple[Callable[[Abacus, float], bool], float]] = {
            **{word: (Abacus.one, value) for word, value in lang.ones.items()},
            **{word: (Abacus.scale, value) for word, value in lang.scales.items()},
            **{word: (Abacus.whole, value) for word, value in lang.wholes.items()},
            **{word: (Abacus.multiply, value) for word, value in lang.multipliers.items()},
            **dict.fromkeys(lang.teens, (Abacus.teen, 10)),
        }
        self.large = lang.scales.keys() | lang.multipliers.keys()
        self.many = frozenset((*lang.indefinites, *lang.indefinites_of))
        self.huge = self.large | self.many
        self.halves = Phrases((phrase, float(Fraction(part))) for phrase, part in lang.halves.items())
        self.fractions = Phrases((phrase, float(Fraction(part))) for phrase, part in lang.fractions.items())
        self.several = Phrases((phrase, None) for phrase in lang.several)
        vague = (*self.many, *self.fractions.heads, *self.several.heads)
        self.vague = frozenset(vague)
        self.starts = frozenset((*VULGAR, *lang.ones, *lang.wholes, *lang.articles, *vague))
        self.parts = frozenset((
            "-", *VULGAR, *self.roles, *lang.glued, *self.halves.heads, *lang.links, *lang.points, *lang.denominators,
            *lang.denominators_of_one,
        ))  # fmt: skip
        """What may stand behind the first word of a number and belong to it, figures and capitals of `glued` aside."""

    def at(self, words: Words, first: int, last: int) -> Number | None:
        """The number that begins with that word, ending before word `last`."""
        low = words.lows[first]
        if low in self.vague:
            found = self.indefinite(words, first, last) or self.fraction(words, first, last)
            if found:
                return found
        if low[0].isdecimal() and self.is_lone(words, first + 1, last):
            return self.lone(low, first)
        return self.counted(words, first, last)

    def is_lone(self, words: Words, number: int, last: int) -> bool:
        """Whether no part of a number stands there."""
        if number >= last:
            return True
        low = words.lows[number]
        return low not in self.parts and not low[0].isdecimal() and not words.joined(number)

    def lone(self, low: str, first: int) -> Number | None:
        """A number of one word in figures, as most are: what `counted` makes of it, without its bookkeeping."""
        value = figures(low, self.lang.decimal)
        return None if value is None or value > HIGHEST else Number(first + 1, tidy(value), 1, "/" in low)

    def indefinite(self, words: Words, first: int, last: int) -> Number | None:
        """Dozens, hundreds of thousands, several hundred."""
        lows = words.lows
        vague = self.several.at(words, first)
        if lows[first] in self.many:
            end = first + 1
            if lows[first] in self.lang.indefinites_of and (end >= last or lows[end] not in self.lang.of):
                return None
        elif vague and vague[0] < last and lows[vague[0]] in self.large:
            end = vague[0] + 1
        else:
            return None
        while (after := self.behind_of(words, end, last)) < last and lows[after] in self.huge:
            end = after + 1
        return Number(end, None, about=True)

    def fraction(self, words: Words, first: int, last: int) -> Number | None:
        """A quarter; half a million."""
        found = self.fractions.at(words, first)
        if found is None or found[0] > last:
            return None
        return self.enlarged(words, found[0], last, found[1])

    def enlarged(self, words: Words, end: int, last: int, value: float) -> Number:
        """The fraction that ends there, times what follows: half a million, three quarters of a million, half-dozen."""
        after = self.behind_of(words, self.behind_hyphen(words, end, last), last)
        after += after < last and words.lows[after] in self.lang.articles
        if after < last and (factor := self.lang.multipliers.get(words.lows[after])):
            return Number(after + 1, tidy(value * factor), factor)
        return Number(end, tidy(value), share=True)

    def behind_hyphen(self, words: Words, number: int, last: int) -> int:
        """The number of the word behind a hyphen that ties two words, if there is one."""
        tied = number + 1 < last and words.lows[number] == "-" and words.joined(number) and words.joined(number + 1)
        return number + tied

    def behind_of(self, words: Words, number: int, last: int) -> int:
        """The number of the word behind a word of `of`, if there is one."""
        return number + (number < last and words.lows[number] in self.lang.of)

    def counted(self, words: Words, first: int, last: int, depth: int = 0) -> Number | None:
        """A number in figures or words, with its fraction; `depth` numbers linked by "and" stand before it."""
        abacus, end = Abacus(depth), first
        if words.lows[first] in self.lang.articles and first + 1 < last and words.lows[first + 1] in self.large:
            abacus.one(1)
            end += 1
        while end < last and (after := self.step(words, end, last, abacus)) > end:
            end = after
        if not abacus.begun:
            return None
        share = end == first + 1 and ("/" in words.lows[first] or words.lows[first] in VULGAR)
        about = words.lows[end - 1] in self.many
        return self.divided(words, end, last, abacus) or Number(end, tidy(abacus.value), abacus.factor, share, about)

    def step(self, words: Words, number: int, last: int, abacus: Abacus) -> int:
        """The number of the word behind the next part of a number; the same when there is none."""
        low = words.lows[number]
        role = self.roles.get(low)
        if role is not None:
            move, value = role
            return number + move(abacus, value)
        if low[0].isdecimal():
            return number + self.figure(words, number, abacus)
        if low in VULGAR:
            value = unicodedata.numeric(low)
            return number + (abacus.part(value) if abacus.begun else abacus.figure(value))
        if not abacus.begun:
            return number
        if words.joined(number) and (factor := self.lang.glued.get(words.word(number))):
            return number + abacus.multiply(factor)
        return self.bridge(words, number, last, abacus)

    def figure(self, words: Words, number: int, abacus: Abacus) -> bool:
        """Takes a figure in: alone, as the fraction of 2 1/2, or as the next thousands behind a narrow space."""
        low = words.lows[number]
        value = figures(low, self.lang.decimal)
        if value is None:
            return False
        if abacus.begun and "/" in low:
            return abacus.part(value)
        if abacus.begun and words.text[words.starts[number] - 1] in SPACES and words.lows[number - 1].isdecimal():
            return len(low.split(self.lang.decimal)[0]) == 3 and abacus.thousands(value)
        return abacus.figure(value)

    def bridge(self, words: Words, number: int, last: int, abacus: Abacus) -> int:
        """Past a hyphen, an "and", a decimal point that is read out, or "and a half"."""
        low = words.lows[number]
        half = self.halves.at(words, number)
        if half and half[0] <= last and abacus.part(half[1]):
            return half[0]
        if self.behind_hyphen(words, number, last) > number:
            after = words.lows[number + 1]
            tens = abacus.unit in range(20, 100, 10) and after in self.lang.ones
            fits = tens or "/" in after or after in self.large
            return max(number, self.step(words, number + 1, last, abacus)) if fits else number
        linked = low in self.lang.links and abacus.spelled and not abacus.unit and abacus.depth < DEEPEST
        if linked and number + 1 < last and words.lows[number + 1] in self.roles:
            rest = self.counted(words, number + 1, last, abacus.depth + 1)
            if rest and rest.value is not None and not rest.share and abacus.one(rest.value):
                return rest.end
        if low in self.lang.points:
            return self.decimals(words, number, last, abacus)
        return number

    def decimals(self, words: Words, number: int, last: int, abacus: Abacus) -> int:
        """Past "point five six"."""
        end, told = number + 1, ""
        while end < last and self.lang.ones.get(words.lows[end], 10) < 10:
            told += str(self.lang.ones[words.lows[end]])
            end += 1
        return end if told and abacus.part(float(f"0.{told}")) else number

    def divided(self, words: Words, end: int, last: int, abacus: Abacus) -> Number | None:
        """Two thirds: the number read so far over what the next word says."""
        after = self.behind_hyphen(words, end, last)
        if after >= last or abacus.value % 1:
            return None
        below = self.lang.denominators.get(words.lows[after])
        if abacus.value == 1:
            below = self.lang.denominators_of_one.get(words.lows[after], below)
        if below is None or not 0 < abacus.value < below:
            return None
        return self.enlarged(words, after + 1, last, abacus.value / below)


def figures(low: str, decimal: str) -> float | None:
    """The value of a number in figures; the language's decimal sign decides only where both readings are possible."""
    if len(low) > LONGEST or ":" in low:
        return None
    if "/" in low:
        return divided(low)
    dots, commas = low.count("."), low.count(",")
    if not dots and not commas:
        return int(low)
    if dots and commas:
        decimal = "." if low.rfind(".") > low.rfind(",") else ","
        return pieces(low, decimal) if low.count(decimal) == 1 else None
    sign = "." if dots else ","
    if dots + commas > 1:
        return pieces(low, "," if dots else ".")
    whole, part = low.split(sign)
    if sign != decimal and len(part) == 3 and len(whole) <= 3 and int(whole):
        return int(whole + part)
    return pieces(low, sign)


def pieces(low: str, decimal: str) -> float | None:
    """The value, when the other sign parts it in threes or, as in India, in twos before a last three."""
    whole, _, part = low.partition(decimal)
    first, *groups = whole.split("," if decimal == "." else ".")
    if groups and (len(first) > 3 or len(groups[-1]) != 3 or len({len(group) for group in groups[:-1]}) > 1):
        return None
    if any(len(group) not in (2, 3) for group in groups):
        return None
    digits = int("".join((first, *groups)))
    return digits + int(part) / 10 ** len(part) if part else digits


def divided(low: str) -> float | None:
    """The value of 3/4; None for 24/7 and 2024/25."""
    above, _, below = low.partition("/")
    if not (above.isdecimal() and below.isdecimal()):
        return None
    return int(above) / int(below) if 0 < int(above) < int(below) <= 100 else None


def tidy(value: float) -> int | float:
    """The value without the dust of binary fractions; whole ones as int."""
    value = round(value, 9)
    return int(value) if value == int(value) else value
