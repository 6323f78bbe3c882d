"""Amounts: counts, shares, per cents, money and measures, with what makes them rough and what they are measured against."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

from kutip.lang import Lang
from kutip.lang.amount import AmountWords
from kutip.lang.numbers import Number, Numbers, tidy
from kutip.mark.baseline import Direct, Nouns
from kutip.record import Amount, AmountKind, Comparator, Sentence, Span, Words
from kutip.words import Phrases, cut

Value = int | float | tuple[int | float, int | float] | None
Marker = Callable[[Words, tuple[Sentence, ...], Iterable[Span]], tuple[Amount, ...]]
OLDEST = 120  # years; no person is older
MILLION = 1_000_000
NEAR = 300  # signs; what was counted farther back is not counted on
TENS = (10, 100, 1000)
SHARED = (*range(2, 11), 20, 25, 50, *TENS)  # one of these many is a share, one of nineteen is just one


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


class Before:
    """Phrases found by the word they end before."""

    def __init__(self, meanings: Iterable[tuple[str, str]]) -> None:
        self.tails: dict[str, list[tuple[list[str], str]]] = {}
        for phrase, meaning in meanings:
            lows = cut(phrase).lows
            self.tails.setdefault(lows[-1], []).append((lows, meaning))
        for entries in self.tails.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Words, number: int, first: int) -> tuple[int, str] | None:
        """The longest phrase that ends before that word and begins no earlier than `first`: (its first word, its meaning)."""
        if number <= first:
            return None
        for lows, meaning in self.tails.get(words.lows[number - 1], ()):
            start = number - len(lows)
            if start >= first and words.lows[start:number] == lows:
                return start, meaning
        return None


class Held:
    """Which stretches of the text are taken."""

    def __init__(self, taken: Iterable[Span]) -> None:
        spans = sorted((span.start, span.end) for span in taken)
        self.starts = [start for start, _ in spans]
        self.ends: list[int] = []
        for _, end in spans:
            self.ends.append(max(end, self.ends[-1]) if self.ends else end)

    def meets(self, start: int, end: int) -> bool:
        """Whether some taken stretch shares a character with this one."""
        number = bisect_left(self.starts, end)
        return number > 0 and self.ends[number - 1] > start


def make(lang: Lang) -> Marker:
    """Amounts of the body, outside the stretches already taken by names and times."""
    rules = Rules(lang.amount)

    def amounts(words: Words, sentences: tuple[Sentence, ...], taken: Iterable[Span]) -> tuple[Amount, ...]:
        held, found = Held(taken), list[Amount]()
        starts, lows = rules.starts, words.lows
        for sentence in sentences:
            number = sentence.first
            while number < sentence.last:
                low = lows[number]
                if low in starts or low[0].isdecimal():
                    number = max(rules.take(words, number, sentence, held, found), number + 1)
                else:
                    number += 1
        return tuple(found)

    return amounts


class Rules:
    """What one language says about amounts, ready to be looked up by words."""

    def __init__(self, lang: AmountWords) -> None:
        self.lang = lang
        self.numbers = Numbers(lang.numbers)
        self.nouns = Nouns(lang)
        self.units = Phrases(units(lang))
        self.currencies = Phrases(lang.money_before.items())
        self.idioms = Phrases((phrase, None) for phrase in lang.idioms)
        self.ratios = Phrases(
            (phrase, (float(Fraction(value)), always))
            for table, always in ((lang.ratios, True), (lang.ratios_before, False))
            for phrase, value in table.items()
        )
        self.starts = self.numbers.starts | {*self.currencies.heads, *self.idioms.heads, *self.ratios.heads}
        self.comparators = Before((phrase, name) for name, phrases in lang.comparators.items() for phrase in phrases)
        self.behind = Phrases((p, name) for name, phrases in lang.comparators_behind.items() for p in phrases)
        self.labels = frozenset(lang.labels)
        self.streets = frozenset(lang.streets)
        self.ago = Phrases((phrase, None) for phrase in lang.ago)
        self.scores = frozenset(lang.scores)
        self.others = Phrases((phrase, None) for phrase in lang.others)
        self.between = Before(lang.between.items())
        self.no_range = Before((phrase, "") for phrase in lang.no_range)
        self.to = Phrases((phrase, None) for phrase in lang.to)
        self.shares = Phrases([*((p, True) for p in lang.shares), *((p, False) for p in lang.shares_round)])
        self.strict = frozenset(lang.strict_fractions)
        self.ages_before = Before((phrase, "") for phrase in lang.ages.before)
        self.ages_behind = Phrases((phrase, None) for phrase in lang.ages.behind)
        self.things = frozenset(lang.ages.things)
        self.persons = frozenset(lang.ages.persons)
        self.measured = Before(lang.units_before.items())

    # --- one amount ------------------------------------------------------------------------------------------------------

    def take(self, words: Words, number: int, sentence: Sentence, held: Held, found: list[Amount]) -> int:
        """Adds the amount that begins with that word, if there is one; the number of the word where the search goes on."""
        idiom = self.idioms.at(words, number)
        if idiom and (idiom[0] >= sentence.last or words.lows[idiom[0]] not in self.numbers.large):
            return idiom[0]
        if ratio := self.ratios.at(words, number):
            return self.take_ratio(words, number, ratio, sentence, found)
        quantity = self.quantity(words, number, sentence.last)
        if quantity is None:
            return number + 1
        if held.meets(words.starts[quantity.number.end - 1], words.ends[quantity.number.end - 1]):
            return quantity.number.end
        quantity = self.share(words, quantity, sentence.last) or self.range(words, quantity, sentence, held) or quantity
        if self.is_score(words, quantity, sentence):
            return quantity.end + 2
        if self.is_name(words, quantity, sentence) or self.is_age(words, quantity, sentence):
            return quantity.end
        if self.is_time(words, quantity, sentence):
            return quantity.end
        return self.keep(words, quantity, sentence, found)

    def take_ratio(
        self, words: Words, number: int, ratio: tuple[int, tuple[float, bool]], sentence: Sentence, found: list[Amount]
    ) -> int:
        """A word that is a ratio on its own: doubled, twice the average."""
        end, (value, always) = ratio
        if not always and (end >= sentence.last or words.lows[end] not in self.lang.times_before):
            return end
        before = self.comparators.at(words, number, sentence.first)
        start, comparator = before or (number, "exact")
        verb = always or self.is_verb(words, number, end, sentence.first)
        baseline = None if verb else self.nouns.baseline(words, number, end, sentence.last, "determiner")
        found.append(amount(words, start, end, tidy(value), None, "ratio", comparator, baseline))
        return baseline[1] if baseline else end

    def is_verb(self, words: Words, number: int, end: int, first: int) -> bool:
        """Whether "double" is a verb: what follows is then its object, and no measure."""
        if words.lows[number] not in self.lang.ratio_verbs:
            return False
        before = words.lows[number - 1] if number > first else ""
        return before in self.lang.before_verbs or words.lows[end] in self.lang.objects

    def keep(self, words: Words, quantity: Quantity, sentence: Sentence, found: list[Amount]) -> int:
        """Adds a quantity with its comparator, noun and baseline; the number of the word behind all of it."""
        start, end, comparator = self.compared(words, quantity, sentence)
        kind, unit = quantity.kind, quantity.unit
        baseline = None
        if kind == "money" and quantity.number.factor == 1 and (points := self.index(words, quantity, sentence)):
            kind, unit = "measure", points
        elif kind == "count" and unit is None:
            kind, unit = self.counted(words, quantity, end, sentence, found)
        elif kind in ("ratio", "percent"):
            baseline = self.nouns.baseline(words, quantity.first, end, sentence.last, self.direct(quantity))
            if baseline and words.lows[baseline[0]] in self.currencies.heads:
                baseline = None
        start, value = self.signed(words, start, quantity.value, sentence.first)
        found.append(amount(words, start, end, value, unit, kind, comparator, baseline))
        return max(end, baseline[1]) if baseline else end

    def signed(self, words: Words, start: int, value: Value, first: int) -> tuple[int, Value]:
        """Where the amount begins with its minus, and its value with it."""
        sign = start - 1
        if sign < first or words.lows[sign] not in self.lang.minus or not isinstance(value, int | float):
            return start, value
        if not words.lows[sign].isalpha() and (words.joined(sign) or not words.joined(start)):
            return start, value
        return sign, -value

    def direct(self, quantity: Quantity) -> Direct:
        """How a baseline may follow this quantity without a word between."""
        if quantity.noun_follows or (quantity.kind == "percent" and self.lang.baseline.percent_direct):
            return "noun"
        return "determiner" if quantity.kind == "ratio" else "never"

    def compared(self, words: Words, quantity: Quantity, sentence: Sentence) -> tuple[int, int, Comparator]:
        """Where the amount begins and ends with its comparator, and which that is."""
        first, end = quantity.first, quantity.end
        before = self.comparators.at(words, first, sentence.first)
        during = quantity.unit in self.lang.durations and before and words.lows[before[0]] in self.lang.not_before_durations
        start, comparator = before if before and not during else (first, None)
        comparator = comparator or quantity.comparator
        behind = self.behind.at(words, end) if end < sentence.last and not words.joined(end) else None
        if behind and behind[0] <= sentence.last and not self.is_compared(words, behind[0], sentence.last):
            end, comparator = behind[0], comparator or behind[1]
        if quantity.value is None:
            comparator = "about"
        return start, end, comparator or "exact"  # type: ignore[return-value]  # a Comparator: the keys of the tables

    def is_compared(self, words: Words, number: int, last: int) -> bool:
        """Whether an adjective follows that takes the word before it for itself: 10 persen lebih tinggi."""
        return number < last and words.lows[number] in self.lang.comparatives

    def counted(
        self, words: Words, quantity: Quantity, end: int, sentence: Sentence, found: list[Amount]
    ) -> tuple[AmountKind, str | None]:
        """What a bare number counts: the noun behind it, or what was counted before."""
        last = sentence.last
        if measured := self.measured.at(words, quantity.first, sentence.first):
            return "measure", measured[1]
        if (after := self.numbers.behind_of(words, end, last)) > end:
            end = after + (after < last and words.lows[after] in self.nouns.openers)
        if end < last and words.lows[end] in self.lang.more:
            end += 1
            if found and found[-1].start > words.starts[quantity.first] - NEAR and found[-1].kind in ("count", "measure") and self.nouns.head(words, end, last, True) is None:
                return found[-1].kind, found[-1].unit
        noun = None if self.others.at(words, end) else self.nouns.head(words, end, last, quantity.value != 1)
        if noun is None and (points := self.index(words, quantity, sentence)):
            return "measure", points
        return "count", noun or self.before(words.starts[quantity.first] - NEAR, found)

    def before(self, start: int, found: list[Amount]) -> str | None:
        """What was last counted behind that place."""
        return next((one.unit for one in reversed(found) if one.kind == "count" and one.start > start), None)

    def index(self, words: Words, quantity: Quantity, sentence: Sentence) -> str | None:
        """The unit of a share index, if the words before the number name one."""
        near = words.lows[max(quantity.first - 8, sentence.first) : quantity.first]
        return next((self.lang.indexes[low] for low in near if low in self.lang.indexes), None)

    # --- numbers with their units ----------------------------------------------------------------------------------------

    def quantity(self, words: Words, first: int, last: int) -> Quantity | None:
        """The number that begins with that word, with its currency or unit."""
        currency = self.currencies.at(words, first)
        if currency and all(words.joined(sign) for sign in range(first + 1, currency[0])) and currency[0] < last and (number := self.numbers.at(words, currency[0], last)):
            return self.money(words, first, number, currency[1], last)
        number = self.numbers.at(words, first, last)
        if number is None:
            return None
        if number.share and words.text[words.starts[first] : words.ends[number.end - 1]].lower() in self.strict:
            if not self.is_fraction(words, first, number.end, last):
                return None
        number, comparator = self.tied(words, number, last)
        end, unit = self.unit(words, number, last)
        value = number.value if number.value is None else tidy(number.value * unit.factor)
        return Quantity(first, end, value, unit.kind, unit.name, number, comparator)

    def tied(self, words: Words, number: Number, last: int) -> tuple[Number, str | None]:
        """The number with a comparator tied to it, before any unit: 8.200-an ton."""
        end = number.end
        if end >= last or not words.joined(end):
            return number, "about" if number.about else None
        behind = self.behind.at(words, end) or (end + 1, self.lang.plus.get(words.lows[end]))
        if not behind[1] or behind[0] > last:
            return number, "about" if number.about else None
        end = behind[0]
        factor = self.lang.numbers.multipliers.get(words.lows[end]) if end < last and number.factor == 1 else None
        if factor and number.value is not None:
            number = number._replace(value=tidy(number.value * factor), factor=factor)
        return number._replace(end=end + bool(factor)), behind[1]

    def money(self, words: Words, first: int, number: Number, currency: str, last: int) -> Quantity:
        """An amount of money with its currency in front: Rp 1,5 triliun, $2m."""
        end = number.end
        short = self.lang.money_short.get(words.lows[end]) if end < last and number.factor == 1 else None
        if short and number.value is not None:
            number = number._replace(end=end + 1, value=tidy(number.value * short), factor=short)
        number, comparator = self.tied(words, number, last)
        return Quantity(first, number.end, number.value, "money", currency, number, comparator)

    def unit(self, words: Words, number: Number, last: int) -> tuple[int, Unit]:
        """What stands behind a number, with the number of the word behind it."""
        place = number.end
        if place + 1 < last and words.lows[place] == "-" and words.joined(place) and words.joined(place + 1):
            place += 1
        elif number.share or number.value is None:
            place = self.numbers.behind_of(words, place, last)
            place += number.share and place < last and words.lows[place] in self.lang.numbers.articles
        found = self.units.at(words, place) if place < last else None
        if found and found[0] <= last and not (place == number.end and self.glued(words, place, found[0])):
            end, unit = found
            if number.factor >= MILLION and (currency := self.lang.money_large.get(unit.name or "")):
                return end, Unit("money", currency)
            if unit.times and not (end < last and words.lows[end] in self.lang.times_before):
                return number.end, Unit("count", words.word(place))
            return end, unit
        if place == number.end + 1 and words.lows[number.end] == "-" and words.lows[place] in self.lang.compounds:
            return number.end, Unit("count", words.word(place))
        return number.end, Unit("ratio" if number.share else "count", None)

    def glued(self, words: Words, place: int, end: int) -> bool:
        """Whether the unit runs on into letters without a space, so that it is none."""
        return end < len(words) and words.joined(end) and words.lows[end][0].isalnum() and words.lows[end - 1].isalpha()

    def is_fraction(self, words: Words, first: int, end: int, last: int) -> bool:
        """Whether "half", "a third" is a fraction here: no noun follows and no "first" stands before."""
        if words.lows[first - 1] in self.lang.not_before_fractions:
            return False
        return end >= last or not words.lows[end][0].isalpha() or words.lows[end] in self.nouns.stops or (
            self.units.at(words, end) is not None
        )  # fmt: skip

    # --- two numbers -----------------------------------------------------------------------------------------------------

    def share(self, words: Words, low: Quantity, last: int) -> Quantity | None:
        """One in five, tujuh dari sepuluh."""
        inside = self.shares.at(words, low.end) if low.kind == "count" and low.unit is None else None
        if inside is None or inside[0] >= last or not isinstance(low.value, int):
            return None
        high = self.quantity(words, inside[0], last)
        if high is None or not isinstance(high.value, int) or high.kind != "count" or not 0 < low.value < high.value:
            return None
        if not inside[1] and low.value != 1 and high.value not in TENS:
            return None
        if not inside[1] and high.value not in SHARED:
            return None
        return Quantity(low.first, high.end, tidy(low.value / high.value), "ratio", None, high.number, noun_follows=True)

    def range(self, words: Words, low: Quantity, sentence: Sentence, held: Held) -> Quantity | None:
        """80 hingga 100 milimeter, between 5 and 10, Rp 110.000 sampai Rp 125.000."""
        between = self.between.at(words, low.first, sentence.first)
        to = self.to.at(words, low.end)
        if between and low.end < sentence.last and words.lows[low.end] == between[1]:
            to, first = (low.end + 1, None), between[0]
        elif to is None or self.no_range.at(words, low.first, sentence.first):
            return None
        else:
            first = low.first
        if to[0] >= sentence.last or (words.lows[low.end] == "-" and words.joined(low.end) != words.joined(to[0])):
            return None
        high = self.quantity(words, to[0], sentence.last)
        if high is None or held.meets(words.starts[high.number.end - 1], words.ends[high.number.end - 1]):
            return None
        return ranged(first, low, high)

    # --- what is no amount -----------------------------------------------------------------------------------------------

    def is_score(self, words: Words, quantity: Quantity, sentence: Sentence) -> bool:
        """Whether 2-1 is the score of a match: two small numbers with a hyphen and no unit."""
        if quantity.kind != "count":
            return False
        if isinstance(quantity.value, tuple):
            near = words.lows[max(quantity.first - 6, sentence.first) : quantity.end + 3]
            return "-" in words.lows[quantity.first : quantity.end] and not self.scores.isdisjoint(near)
        end = quantity.end
        dashed = end + 1 < sentence.last and words.lows[end] in "-–" and words.joined(end) and words.joined(end + 1)
        return dashed and words.lows[end + 1][0].isdecimal()

    def is_name(self, words: Words, quantity: Quantity, sentence: Sentence) -> bool:
        """Whether the number names or orders something: Covid-19, pasal 5, Group of Seven, the 5th, (3)."""
        first, end, last = quantity.first, quantity.end, sentence.last
        before = words.lows[first - 1] if first > sentence.first else ""
        if before and words.joined(first) and self.is_glued(words, first, sentence.first):
            return True
        if quantity.kind == "measure" and before in self.lang.labels_always:
            return True
        if quantity.kind != "count" or quantity.unit is not None:
            return False
        label = words.lows[first - 2] if before == "." and first - 2 >= sentence.first else before
        if label in self.labels and not self.index(words, quantity, sentence):
            return True
        if self.is_tied(words, end, last) or self.is_numeral(words, quantity) or self.is_address(words, end, last):
            return True
        after = words.lows[end] if end < last else ""
        if (before == "(" and after == ")") or (first == sentence.first and after in ("", ".", ")")):
            return True
        if before and before[0].isalpha() and first - 1 > sentence.first and words.word(first - 1)[0].isupper():
            if not words.lows[first][0].isdecimal() and words.word(first)[0].islower():
                return False
            noun = end < last and self.nouns.is_noun(words, end) and words.word(end)[0].islower()
            return not noun and not self.comparators.at(words, first, sentence.first)
        if before and before[0].isalpha() and words.lows[first][0].isalpha() and words.word(first)[0].isupper():
            return True
        return words.lows[first] in self.lang.generic and not self.is_counted(words, first, end, sentence)

    def is_counted(self, words: Words, first: int, end: int, sentence: Sentence) -> bool:
        """Whether "one" counts: before a noun, or where a new clause begins with it."""
        if end >= sentence.last or self.others.at(words, end) or self.nouns.is_noun(words, end):
            return end < sentence.last
        before = words.lows[first - 1] if first > sentence.first else ","
        return words.lows[end] in self.nouns.verbs and (not before[0].isalpha() or before in self.lang.ages.links)

    def is_time(self, words: Words, quantity: Quantity, sentence: Sentence) -> bool:
        """Whether a duration names a point in time by what stands behind it: two years ago."""
        if quantity.unit not in self.lang.durations or quantity.end >= sentence.last:
            return False
        during = quantity.first > sentence.first and words.lows[quantity.first - 1] in self.lang.during
        return not during and self.ago.at(words, quantity.end) is not None

    def is_glued(self, words: Words, first: int, start: int) -> bool:
        """Whether the sign before a number ties it to a word or another number: Covid-19, 0812-3456, G20."""
        low = words.lows[first - 1]
        if low[0].isalnum() or low in "#/":
            return True
        return low in "-–" and first - 2 >= start and words.joined(first - 1) and words.lows[first - 2][0].isalnum()

    def is_tied(self, words: Words, end: int, last: int) -> bool:
        """Whether letters are tied to the number that are no unit: 5th, 5G, two-tier."""
        if end >= last or not words.joined(end):
            return False
        low = words.lows[end]
        if low == "-" and end + 1 < last and words.joined(end + 1):
            return words.lows[end + 1] not in self.lang.compounds
        return low[0].isalpha() or low[0] in "'/"

    def is_numeral(self, words: Words, quantity: Quantity) -> bool:
        """Whether the figures are those of a code, a telephone or a year."""
        low = words.lows[quantity.first]
        if not low.isdecimal() or quantity.number.factor > 1:
            return False
        if len(low) > 9 or (len(low) > 1 and int(low[0]) == 0):
            return True
        noun = self.nouns.head(words, quantity.end, len(words), True)
        return len(low) == 4 and (1500 if noun is None else 1900) <= int(low) < 2100 and not (noun and int(low) % 100 == 0)

    def is_address(self, words: Words, end: int, last: int) -> bool:
        """Whether the number is that of a house."""
        return not self.streets.isdisjoint(words.lows[end : min(last, end + 4)])

    def is_age(self, words: Words, quantity: Quantity, sentence: Sentence) -> bool:
        """Whether the number is the age of a person, and not that of a bridge."""
        first, end, last = quantity.first, quantity.end, sentence.last
        behind = self.ages_behind.at(words, quantity.number.end)
        if behind and behind[0] <= last:
            return self.things.isdisjoint(words.lows[behind[0] : min(last, behind[0] + 4)])
        if (quantity.number.value or 0) > OLDEST:
            return False
        if quantity.kind != "count" and quantity.unit not in self.lang.ages.units:
            return False
        before = self.comparators.at(words, first, sentence.first)
        place = before[0] if before else first
        while place > sentence.first + 1 and self.is_listed(words.lows[place - 1]):
            place -= 1
        if self.ages_before.at(words, place, sentence.first):
            return self.things.isdisjoint(words.lows[max(sentence.first, first - 9) : first])
        if first == sentence.first:
            return False
        if quantity.unit in self.lang.ages.units and words.lows[first - 1] in self.persons:
            return True
        closed = words.lows[end] if end < last else "."
        named = first - 2 >= sentence.first and words.word(first - 2)[0].isupper() and words.lows[first].isdecimal()
        return named and words.lows[first - 1] in ",(" and closed in ",).;"

    def is_listed(self, low: str) -> bool:
        """Whether the word may stand between two ages of a list: aged 5, 7 and 12."""
        return low[0].isdecimal() or low == "," or low in self.lang.ages.links


def amount(
    words: Words, first: int, end: int, value: Value, unit: str | None, kind: AmountKind, comparator: str,
    baseline: tuple[int, int] | None,
) -> Amount:  # fmt: skip
    """The amount of the words `first` to `end`."""
    span = words.span(first, end)
    measure = words.span(*baseline) if baseline else None
    return Amount(span.start, span.end, value, unit, kind, comparator, measure)  # type: ignore[arg-type]  # see `compared`


def ranged(first: int | None, low: Quantity, high: Quantity) -> Quantity | None:
    """Two quantities as one range, when they are of one kind and the first is the smaller."""
    low_value, high_value = low.value, high.value
    if isinstance(low_value, tuple) or isinstance(high_value, tuple) or low_value is None or high_value is None:
        return None
    same = low.kind == high.kind and low.unit == high.unit
    bare = low.kind == "count" and low.unit is None
    if bare and not same and low.number.value:
        scale = high_value / high.number.value if high.number.value else 1
        low_value = tidy(low_value * scale)
    carried = tidy(low_value * high.number.factor)
    if low.number.factor == 1 and high.number.factor > 1 and carried < high_value:
        low_value = carried
    if not (same or bare or (low.kind == "money" and high.kind == "count")) or not low_value < high_value:
        return None
    kind, unit = (high.kind, high.unit) if bare else (low.kind, low.unit)
    start = low.first if first is None else first
    return Quantity(start, high.end, (low_value, high_value), kind, unit, high.number)


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
