"""Numbers with their currency or unit, in ranges and in shares: Rp 1,5 triliun, 80 hingga 100 meter, one in five."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from kutip.lang.amount import AmountWords
from kutip.lang.numbers import Number, Numbers, tidy
from kutip.record import AmountKind, Span, Words
from kutip.words import Before, Phrases

Value = int | float | tuple[int | float, int | float] | None
MILLION = 1_000_000
TENS = (10, 100, 1000)
SHARED = (*range(2, 11), 20, 25, 50, *TENS)  # one of these many is a share, one of nineteen is just one


class Held:
    """Which stretches of the text are taken."""

    def __init__(self, taken: Iterable[Span]) -> None:
        spans = sorted([(span.start, span.end) for span in taken])
        self.starts = [start for start, _ in spans]
        self.ends: list[int] = []
        for _, end in spans:
            self.ends.append(max(end, self.ends[-1]) if self.ends else end)

    def meets(self, start: int, end: int) -> bool:
        """Whether some taken stretch shares a character with this one."""
        number = bisect_left(self.starts, end)
        return number > 0 and self.ends[number - 1] > start


class Scope(NamedTuple):
    """Where an amount is looked for: one sentence, by the numbers of its first word and of the word behind it."""

    words: Words
    first: int
    last: int
    held: Held
    free: int
    """The number of the word behind the last amount: no comparator stands before it."""

    def taken(self, number: int) -> bool:
        """Whether the word belongs to a name or a time."""
        return self.held.meets(self.words.starts[number], self.words.ends[number])

    def low(self, number: int) -> str:
        """The word in lower case; an empty text outside the sentence."""
        return self.words.lows[number] if self.first <= number < self.last else ""

    def tied(self, number: int) -> bool:
        """Whether a sign stands there that ties the words on both sides of it, as a hyphen does."""
        return number + 1 < self.last and self.words.joined(number) and self.words.joined(number + 1)


class Unit(NamedTuple):
    """What stands behind a number and says what kind of amount it is."""

    kind: AmountKind
    name: str | None
    factor: float = 1
    times: bool = False
    """Whether it is a ratio only before certain words: three times the average."""


class Quantity(NamedTuple):
    """A number with its currency or unit; without one it is a bare count."""

    first: int
    end: int
    value: Value
    kind: AmountKind
    unit: str | None
    number: Number
    """The number alone; that of its upper end in a range."""
    comparator: str | None = None
    """The one tied to the number: 13.400-an, 60+."""
    noun_follows: bool = False
    """Whether the next noun is what it is a share of: one in five homes."""

    @property
    def bare(self) -> bool:
        """Whether nothing says yet what it counts."""
        return self.kind == "count" and self.unit is None


class Quantities:
    """Reads quantities; made once per language."""

    def __init__(self, lang: AmountWords) -> None:
        self.lang = lang
        self.numbers = Numbers(lang.numbers)
        self.units = Phrases(units(lang))
        self.currencies = Phrases(lang.money_before.items())
        self.behind = Phrases((p, name) for name, phrases in lang.comparators_behind.items() for p in phrases)
        self.between = Before(lang.between.items())
        self.no_range = Before((phrase, "") for phrase in lang.no_range)
        self.to = Phrases((phrase, None) for phrase in lang.to)
        self.shares = Phrases([*((p, True) for p in lang.shares), *((p, False) for p in lang.shares_round)])
        self.strict = frozenset(lang.strict_fractions)
        self.stops = frozenset(lang.stops)

    def at(self, scope: Scope, first: int) -> Quantity | None:
        """The quantity that begins with that word, whole ranges and shares included."""
        alone = self.single(scope, first)
        if alone is None or (scope.taken(alone.number.end - 1) and not self.is_short(scope, alone.number.end - 1)):
            return None
        return self.share(scope, alone) or self.range(scope, alone) or alone

    def is_short(self, scope: Scope, number: int) -> bool:
        """Whether letters right behind figures multiply them, and are no name though they look like one: $200MM."""
        figures = number > scope.first and scope.words.joined(number) and scope.low(number - 1)[0].isdecimal()
        return bool(figures) and scope.low(number) in self.lang.money_short

    # --- one number ----------------------------------------------------------------------------------------------

    def single(self, scope: Scope, first: int) -> Quantity | None:
        """The number that begins with that word, with its currency or unit."""
        words, last = scope.words, scope.last
        if words.lows[first] in self.currencies.heads and (money := self.money(scope, first)):
            return money
        number = self.numbers.at(words, first, last)
        if number is None or (number.share and not self.is_fraction(scope, first, number)):
            return None
        number, comparator = self.tied(scope, number)
        end, unit = self.unit(scope, number)
        value = number.value if number.value is None else tidy(number.value * unit.factor)
        return Quantity(first, end, value, unit.kind, unit.name, number, comparator)

    def money(self, scope: Scope, first: int) -> Quantity | None:
        """An amount of money with its currency in front: Rp 1,5 triliun, $2m."""
        words, last = scope.words, scope.last
        currency = self.currencies.at(words, first)
        if currency is None or currency[0] >= last or not all(map(words.joined, range(first + 1, currency[0]))):
            return None
        number = self.numbers.at(words, currency[0], last)
        if number is None:
            return None
        short = self.lang.money_short.get(scope.low(number.end)) if number.factor == 1 else None
        if short and number.value is not None:
            number = number._replace(end=number.end + 1, value=tidy(number.value * short), factor=short)
        number, comparator = self.tied(scope, number)
        return Quantity(first, number.end, number.value, "money", currency[1], number, comparator)

    def tied(self, scope: Scope, number: Number) -> tuple[Number, str | None]:
        """The number with a comparator tied to it, before any unit: 8.200-an ton, $20-plus million."""
        end = number.end
        if end >= scope.last or not scope.words.joined(end):
            return number, "about" if number.about else None
        behind = self.behind.at(scope.words, end) or (end + 1, self.lang.plus.get(scope.low(end)))
        if not behind[1] or behind[0] > scope.last:
            return number, "about" if number.about else None
        end = behind[0]
        factor = self.lang.numbers.multipliers.get(scope.low(end)) if number.factor == 1 else None
        if factor and number.value is not None:
            return Number(end + 1, tidy(number.value * factor), factor), behind[1]
        return number._replace(end=end), behind[1]

    def unit(self, scope: Scope, number: Number) -> tuple[int, Unit]:
        """What stands behind a number, with the number of the word behind it."""
        words, last, place = scope.words, scope.last, self.place_of_unit(scope, number)
        found = self.units.at(words, place) if scope.low(place) in self.units.heads else None
        if found and found[0] <= last and not self.is_glued(scope, found[0]):
            end, unit = found
            if number.factor >= MILLION and (currency := self.lang.money_large.get(unit.name or "")):
                return end, Unit("money", currency)
            if unit.times and scope.low(end) not in self.lang.times_before:
                return number.end, Unit("count", words.word(place))
            return end, unit
        if scope.low(number.end) == "-" and place > number.end and words.lows[place] in self.lang.compounds:
            return number.end, Unit("count", words.word(place))
        return number.end, Unit("ratio" if number.share else "count", None)

    def place_of_unit(self, scope: Scope, number: Number) -> int:
        """The number of the word where a unit may stand: behind a hyphen, and behind "of" for hundreds or a half."""
        place = number.end
        if scope.low(place) == "-" and scope.tied(place):
            return place + 1
        if number.share or number.value is None:
            place = self.numbers.behind_of(scope.words, place, scope.last)
            place += number.share and scope.low(place) in self.lang.numbers.articles
        return place

    def is_glued(self, scope: Scope, end: int) -> bool:
        """Whether the unit runs on into more letters or figures without a space, so that it is none; a particle may."""
        low = scope.low(end)
        return bool(low) and scope.words.joined(end) and low[0].isalnum() and low not in self.stops

    def is_fraction(self, scope: Scope, first: int, number: Number) -> bool:
        """Whether "half", "a third" is a fraction here: a unit follows, or no noun does and no "first" before it."""
        words, end = scope.words, number.end
        if words.text[words.starts[first] : words.ends[end - 1]].lower() not in self.strict:
            return True
        place = self.place_of_unit(scope, number)
        if place < scope.last and self.units.at(words, place):
            return True
        low = scope.low(end)
        ends = not low or not low[0].isalpha() or low in self.stops
        return ends and scope.low(first - 1) not in self.lang.not_before_fractions

    # --- two numbers ---------------------------------------------------------------------------------------------

    def share(self, scope: Scope, low: Quantity) -> Quantity | None:
        """One in five, tujuh dari sepuluh."""
        if scope.low(low.end) not in self.shares.heads or not low.bare:
            return None
        inside = self.shares.at(scope.words, low.end)
        if inside is None or inside[0] >= scope.last or not isinstance(low.value, int):
            return None
        high = self.single(scope, inside[0])
        if high is None or not isinstance(high.value, int) or high.kind != "count" or not 0 < low.value < high.value:
            return None
        if scope.taken(high.number.end - 1):
            return None  # “from 80 in 2023”
        if not inside[1] and high.value not in (SHARED if low.value == 1 else TENS):
            return None
        value = tidy(low.value / high.value)
        return Quantity(low.first, high.end, value, "ratio", None, high.number, noun_follows=True)

    def range(self, scope: Scope, low: Quantity) -> Quantity | None:
        """80 hingga 100 milimeter, between 5 and 10, Rp 110.000 sampai Rp 125.000."""
        between = self.between.at(scope.words, low.first, scope.free)
        found = between is not None and scope.low(low.end) == between[1]
        first = between[0] if between and found else low.first
        second = low.end + 1 if found else self.behind_to(scope, low)
        if second is None or second >= scope.last:
            return None
        high = self.single(scope, second)
        return ranged(first, low, high) if high and not scope.taken(high.number.end - 1) else None

    def behind_to(self, scope: Scope, low: Quantity) -> int | None:
        """The number of the word behind "to"; None if there is none or the two numbers stay apart."""
        to = self.to.at(scope.words, low.end) if scope.low(low.end) in self.to.heads else None
        if to is None or to[0] >= scope.last or self.no_range.at(scope.words, low.first, scope.first):
            return None
        lopsided = scope.words.joined(low.end) != scope.words.joined(to[0])  # a dash, or a minus
        return None if scope.low(low.end) == "-" and lopsided else to[0]


def ranged(first: int, low: Quantity, high: Quantity) -> Quantity | None:
    """Two quantities as one range, when they are of one kind and the first is the smaller."""
    if isinstance(low.value, tuple) or isinstance(high.value, tuple) or low.value is None or high.value is None:
        return None
    same = low.kind == high.kind and low.unit == high.unit
    if not (same or low.bare or (low.kind == "money" and high.bare)):
        return None
    value = low.value
    if low.bare and not same and high.number.value:
        value = tidy(value * high.value / high.number.value)  # into the upper end's unit: 2 to 3 decades
    if low.number.factor == 1 and high.number.factor > 1 and value * high.number.factor < high.value:
        value = tidy(value * high.number.factor)  # its multiplier is said once
    if not value < high.value:
        return None
    one = high if low.bare else low
    return Quantity(first, high.end, (value, high.value), one.kind, one.unit, high.number, low.comparator)


def units(lang: AmountWords) -> Iterable[tuple[str, Unit]]:
    """Everything that may stand behind a number and says its kind."""
    yield from ((word, Unit("money", word)) for word in lang.money_words)
    yield from ((phrase, Unit("money", name)) for phrase, name in lang.money_behind.items())
    yield from ((phrase, Unit("money", name, 0.01)) for phrase, name in lang.cents.items())
    yield from ((phrase, Unit("percent", name or None)) for phrase, name in lang.percent.items())
    yield from ((phrase, Unit("ratio", None, times=True)) for phrase in lang.times)
    yield from ((phrase, Unit("ratio", None)) for phrase in lang.multiples)
    for phrase, name in lang.units.items():
        factor, _, unit = name.rpartition(" ")
        yield phrase, Unit("measure", unit, float(factor or 1))
