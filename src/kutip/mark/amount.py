"""Amounts: counts, shares, per cents, money and measures, with what makes them rough and what they are measured by."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from fractions import Fraction

from kutip.lang import Lang
from kutip.lang.amount import AmountWords
from kutip.lang.numbers import tidy
from kutip.mark.baseline import Direct, Nouns
from kutip.mark.numeral import Idioms, Numerals
from kutip.mark.quantity import Held, Quantities, Quantity, Scope, Value
from kutip.record import Amount, AmountKind, Sentence, Span, Words
from kutip.words import Before, Phrases

Marker = Callable[[Words, tuple[Sentence, ...], Iterable[Span]], tuple[Amount, ...]]
NEAR = 300  # signs; what was counted farther back is not counted on


def make(lang: Lang) -> Marker:
    """Amounts of the body, outside the stretches already taken by names and times."""
    rules = Rules(lang.amount)

    def amounts(words: Words, sentences: tuple[Sentence, ...], taken: Iterable[Span]) -> tuple[Amount, ...]:
        held, found = Held(taken), list[Amount]()
        places = rules.places(words.lows)
        for sentence in sentences:
            done = free = sentence.first
            for number in places[bisect_left(places, sentence.first) : bisect_left(places, sentence.last)]:
                if number >= done:
                    scope, before = Scope(words, sentence.first, sentence.last, held, free), len(found)
                    done = rules.take(scope, number, found)
                    free = max(done, number + 1) if len(found) > before else free
        return tuple(found)

    return amounts


class Rules:
    """What one language says about amounts, ready to be looked up by words."""

    def __init__(self, lang: AmountWords) -> None:
        self.lang = lang
        self.quantities = Quantities(lang)
        self.nouns = Nouns(lang)
        self.comparators = Before((phrase, name) for name, phrases in lang.comparators.items() for phrase in phrases)
        self.numerals = Numerals(lang, self.nouns, self.comparators)
        self.ratios = Phrases(
            (phrase, (float(Fraction(value)), always))
            for table, always in ((lang.ratios, True), (lang.ratios_before, False))
            for phrase, value in table.items()
        )
        self.measured = Before(lang.units_before.items())
        numbers, currencies = self.quantities.numbers, self.quantities.currencies
        self.articles = frozenset(lang.numbers.articles)
        self.idioms = Idioms(lang.idioms, numbers.starts - self.articles)
        self.starts = numbers.starts.union(currencies.heads, self.ratios.heads, self.idioms.anchors)
        tables = (numbers.fractions.heads, numbers.several.heads, currencies.heads)
        phrases = [tail for heads in tables for article in self.articles for tail, _ in heads.get(article, ())]
        self.after_articles = numbers.large.union(tail[0] for tail in phrases if tail)

    def places(self, lows: list[str]) -> list[int]:
        """The numbers of the words that an amount may begin with."""
        starts = self.starts
        found = [number for number, low in enumerate(lows) if low in starts or low[0].isdecimal()]
        return [number for number in found if self.may_start(lows, number)]

    def may_start(self, lows: list[str], number: int) -> bool:
        """Whether more than a lone article stands there; they are frequent and seldom begin an amount."""
        if lows[number] not in self.articles:
            return True
        return number + 1 < len(lows) and lows[number + 1] in self.after_articles

    def take(self, scope: Scope, number: int, found: list[Amount]) -> int:
        """Adds the amount that begins with that word, if any; the number of the word where the search goes on."""
        low = scope.words.lows[number]
        idiom = self.idioms.end(scope.words, number) if low in self.idioms.anchors else None
        if idiom and scope.low(idiom) not in self.quantities.numbers.large:
            return idiom
        if low in self.ratios.heads and (ratio := self.ratios.at(scope.words, number)):
            return self.take_ratio(scope, number, ratio, found)
        quantity = self.quantities.at(scope, number)
        if quantity is None:
            return number + 1
        return self.numerals.end(scope, quantity) or self.take_quantity(scope, quantity, found)

    def take_ratio(self, scope: Scope, number: int, ratio: tuple[int, tuple[float, bool]], found: list[Amount]) -> int:
        """Adds a word that is a ratio on its own: doubled, twice the average."""
        end, (value, always) = ratio
        if not always and scope.low(end) not in self.lang.times_before:
            return end
        before = self.comparators.at(scope.words, number, scope.free)
        start, comparator = before or (number, "exact")
        verb = always or self.is_verb(scope, number, end)
        direct: Direct = "never" if verb else "determiner"
        baseline = self.nouns.baseline(scope.words, number, end, scope.last, direct)
        found.append(amount(scope, start, end, tidy(value), None, "ratio", comparator, baseline))
        return baseline[1] if baseline else end

    def is_verb(self, scope: Scope, number: int, end: int) -> bool:
        """Whether "double" is a verb: what follows is then its object, and no measure."""
        if scope.low(number) not in self.lang.ratio_verbs:
            return False
        return scope.low(number - 1) in self.lang.before_verbs or scope.low(end) in self.lang.objects

    def take_quantity(self, scope: Scope, quantity: Quantity, found: list[Amount]) -> int:
        """Adds a quantity with its comparator, noun and baseline; the number of the word behind all of it."""
        start, end, comparator = self.compared(scope, quantity)
        kind, unit = self.meant(scope, quantity, end, found)
        baseline = self.baseline(scope, quantity, end) if kind in ("ratio", "percent") else None
        if kind == "ratio" and baseline is None:
            baseline = self.nouns.ahead(scope.words, start, scope.free)
        start, value = self.signed(scope, start, quantity.value)
        found.append(amount(scope, start, end, value, unit, kind, comparator, baseline))
        return max(end, baseline[1]) if baseline else end

    # --- what makes it rough -------------------------------------------------------------------------------------

    def compared(self, scope: Scope, quantity: Quantity) -> tuple[int, int, str]:
        """Where the amount begins and ends with its comparator, and which that is."""
        start, comparator = self.comparator_before(scope, quantity) or (quantity.first, quantity.comparator)
        end = quantity.end
        place = end + self.numerals.is_classified(scope, end)
        loose = scope.low(place) and not scope.words.joined(place)
        behind = self.quantities.behind.at(scope.words, place) if loose else None
        if behind and behind[0] <= scope.last and scope.low(behind[0]) not in self.lang.comparatives:
            end, comparator = behind[0], comparator or behind[1]
        return start, end, "about" if quantity.value is None else comparator or "exact"

    def comparator_before(self, scope: Scope, quantity: Quantity) -> tuple[int, str] | None:
        """The comparator before a quantity, with its first word; "over two days" has none."""
        before = self.comparators.at(scope.words, quantity.first, scope.free)
        if before and quantity.unit in self.lang.durations and scope.low(before[0]) in self.lang.not_before_durations:
            return None
        return before

    def signed(self, scope: Scope, start: int, value: Value) -> tuple[int, Value]:
        """Where the amount begins with its minus, and its value with it."""
        sign = scope.low(start - 1) if start > scope.free else ""
        if sign not in self.lang.minus or not isinstance(value, int | float):
            return start, value
        if not sign.isalpha() and (scope.words.joined(start - 1) or not scope.words.joined(start)):
            return start, value
        return start - 1, -value

    # --- what it counts ------------------------------------------------------------------------------------------

    def meant(self, scope: Scope, quantity: Quantity, end: int, found: list[Amount]) -> tuple[AmountKind, str | None]:
        """The kind and the unit of a quantity, also where its own words do not say them."""
        if quantity.kind == "money" and quantity.number.factor == 1 and (unit := self.numerals.index(scope, quantity)):
            return "measure", unit
        if not quantity.bare:
            return quantity.kind, quantity.unit
        if measured := self.measured.at(scope.words, quantity.first, scope.first):
            return "measure", measured[1]
        return self.counted(scope, quantity, end, found)

    def counted(self, scope: Scope, quantity: Quantity, end: int, found: list[Amount]) -> tuple[AmountKind, str | None]:
        """What a bare number counts: the noun behind it, or what was counted before."""
        if self.numerals.is_classified(scope, quantity.end):
            return "count", scope.words.word(quantity.end)
        near = [one for one in found[-4:] if one.start > scope.words.starts[quantity.first] - NEAR]
        if (after := self.quantities.numbers.behind_of(scope.words, end, scope.last)) > end:
            end = after + (scope.low(after) in self.nouns.openers)
        noun = None
        more = scope.low(end) in self.lang.more
        if scope.low(end) and not self.numerals.others.at(scope.words, end):
            noun = self.nouns.head(scope.words, end + more, scope.last, quantity.value != 1)
        if noun:
            return "count", noun
        if more and near and near[-1].kind in ("count", "measure"):
            return near[-1].kind, near[-1].unit
        if unit := self.numerals.index(scope, quantity):
            return "measure", unit
        return "count", next((one.unit for one in reversed(near) if one.kind == "count"), None)

    # --- what it is measured by ----------------------------------------------------------------------------------

    def baseline(self, scope: Scope, quantity: Quantity, end: int) -> tuple[int, int] | None:
        """The baseline of a ratio or a per cent, unless it is an amount of its own: up 5 per cent from $20."""
        found = self.nouns.baseline(scope.words, quantity.first, end, scope.last, self.direct(quantity))
        own = self.quantities.at(scope, found[0]) if found else None
        if own and (own.kind != "count" or self.nouns.changes(scope.words, quantity.first)):
            return None
        return found

    def direct(self, quantity: Quantity) -> Direct:
        """How a baseline may follow this quantity without a word between."""
        if quantity.noun_follows or (quantity.kind == "percent" and self.lang.baseline.percent_direct):
            return "noun"
        return "determiner" if quantity.kind == "ratio" else "never"


def amount(
    scope: Scope, first: int, end: int, value: Value, unit: str | None, kind: AmountKind, comparator: str,
    baseline: tuple[int, int] | None,
) -> Amount:  # fmt: skip
    """The amount of the words `first` to `end`."""
    span = scope.words.span(first, end)
    measure = scope.words.span(*baseline) if baseline else None
    # the comparators of a pack are checked when it is loaded: they are the keys of its tables
    return Amount(span.start, span.end, value, unit, kind, comparator, measure)  # type: ignore[arg-type]
