"""Numbers that say no how much: those in names, codes, ordinals and scores, ages of people, and points in time."""

from collections.abc import Iterable

from kutip.lang.amount import AmountWords
from kutip.mark.baseline import Nouns
from kutip.mark.quantity import Quantity, Scope
from kutip.record import Comparator, Words
from kutip.words import Before, Phrases, cut

OLDEST = 120  # years; no person is older
FAR = 9  # words before an age within which a thing may be named that has it


class Idioms:
    """Phrases with a number that count nothing, found by their number: salah satu, the one."""

    def __init__(self, phrases: Iterable[str], starts: frozenset[str]) -> None:
        self.anchors: dict[str, list[tuple[int, list[str]]]] = {}
        for lows in sorted((cut(phrase).lows for phrase in phrases), key=len, reverse=True):
            offset = next((place for place, low in enumerate(lows) if low in starts), 0)
            self.anchors.setdefault(lows[offset], []).append((offset, lows))

    def end(self, words: Words, number: int) -> int | None:
        """The number of the word behind the longest idiom whose number stands there."""
        for offset, lows in self.anchors.get(words.lows[number], ()):
            start = number - offset
            if start >= 0 and words.lows[start : start + len(lows)] == lows:
                return start + len(lows)
        return None


class Numerals:
    """Tells numbers that are no amounts; made once per language."""

    def __init__(self, lang: AmountWords, nouns: Nouns, comparators: Before[Comparator]) -> None:
        self.lang = lang
        self.nouns = nouns
        self.comparators = comparators
        self.listing = frozenset((",", *lang.ages.links))
        self.labels = frozenset(lang.labels)
        self.soft = frozenset(lang.labels_soft)
        self.scores = frozenset(lang.scores)
        self.classifiers = frozenset(lang.classifiers)
        self.streets = frozenset(lang.streets)
        self.things = frozenset(lang.ages.things)
        self.persons = frozenset(lang.ages.persons)
        self.others = Phrases((phrase, None) for phrase in lang.others)
        self.ago = Phrases((phrase, None) for phrase in lang.ago)
        self.ages_before = Before((phrase, "") for phrase in lang.ages.before)
        self.ages_behind = Phrases((phrase, None) for phrase in lang.ages.behind)

    def end(self, scope: Scope, quantity: Quantity) -> int | None:
        """The number of the word behind what is no amount; None if it is one."""
        if self.is_score(scope, quantity):
            return quantity.end + 2
        if self.is_name(scope, quantity) or self.is_age(scope, quantity) or self.is_time(scope, quantity):
            return quantity.end
        return None

    def index(self, scope: Scope, quantity: Quantity) -> str | None:
        """The unit of a share index, if the words before the number name one."""
        near = scope.words.lows[max(quantity.first - 8, scope.first) : quantity.first]
        return next((self.lang.indexes[low] for low in near if low in self.lang.indexes), None)

    # --- scores and names ----------------------------------------------------------------------------------------

    def is_score(self, scope: Scope, quantity: Quantity) -> bool:
        """Whether it is the score of a match or a vote: 2-1, won 52 to 48."""
        if quantity.kind != "count":
            return False
        lows, first, end = scope.words.lows, quantity.first, quantity.end
        start = max(first - 6, scope.first)
        if isinstance(quantity.value, tuple):
            return "-" in lows[first:end] and not self.scores.isdisjoint(lows[start : end + 3])
        dashed = scope.low(end) in ("-", "–") and scope.tied(end)
        told = quantity.bare and scope.low(end) in self.lang.to and not self.scores.isdisjoint(lows[start:first])
        after = scope.low(end + 1)
        return (dashed or told) and (after[:1].isdecimal() or after in self.lang.numbers.ones)

    def is_name(self, scope: Scope, quantity: Quantity) -> bool:
        """Whether the number names or orders something: Covid-19, pasal 5, Group of Seven, the 5th, (3)."""
        first, end, before = quantity.first, quantity.end, scope.low(quantity.first - 1)
        if before and scope.words.joined(first) and self.is_glued(scope, first):
            return True
        if quantity.kind == "measure" and before in self.lang.labels_always:
            return True
        if not quantity.bare:
            return False
        return (
            (self.is_labelled(scope, quantity) and not self.index(scope, quantity))
            or self.is_tied(scope, end)
            or self.is_code(scope, quantity)
            or not self.streets.isdisjoint(scope.words.lows[end : min(scope.last, end + 4)])
            or (before == "(" and scope.low(end) == ")")
            or (first == scope.first and scope.low(end) in ("", ".", ")"))
            or self.is_capital(scope, quantity)
            or (scope.low(first) in self.lang.generic and not self.is_counted(scope, first, end))
        )

    def is_glued(self, scope: Scope, first: int) -> bool:
        """Whether the sign before a number ties it to a word or another number: Covid-19, 0812-3456, G20."""
        low = scope.low(first - 1)
        if low[0].isalnum() or low in "#/" or (low == "." and scope.words.word(first - 2).isupper()):
            return True
        return low in "-–" and scope.low(first - 2)[:1].isalnum() and scope.words.joined(first - 1)

    def is_labelled(self, scope: Scope, quantity: Quantity) -> bool:
        """Whether a word before it, or before its list, makes the number a name: No. 5, pasal 5 dan 6."""
        place = quantity.first - 1
        if scope.low(place) in self.listing and self.noun(scope, quantity) is None:
            place = self.behind_list(scope, quantity.first) - 1
        if scope.low(place) == ".":
            place -= 1
        label = scope.low(place)
        if label in self.soft:
            capital = place > scope.first and scope.words.word(place)[0].isupper()
            return capital or self.noun(scope, quantity) is None
        return label in self.labels

    def noun(self, scope: Scope, quantity: Quantity) -> str | None:
        """What would be counted, if the number were an amount."""
        return self.nouns.head(scope.words, quantity.end, scope.last, True)

    def is_tied(self, scope: Scope, end: int) -> bool:
        """Whether letters are tied to the number that are no unit: 5th, 5G, two-tier."""
        low = scope.low(end)
        if not low or not scope.words.joined(end):
            return False
        if low == "-" and scope.tied(end):
            return scope.low(end + 1) not in self.lang.compounds
        return (low[0].isalpha() and low not in self.classifiers) or low[0] in "'/"

    def is_classified(self, scope: Scope, end: int) -> bool:
        """Whether a classifier is written onto the number: 20명."""
        return scope.low(end) in self.classifiers and scope.words.joined(end)

    def is_code(self, scope: Scope, quantity: Quantity) -> bool:
        """Whether the figures are those of a telephone, a code or a year."""
        low = scope.low(quantity.first)
        if not low.isdecimal() or quantity.number.factor > 1:
            return False
        if len(low) > 9 or (len(low) > 1 and int(low[0]) == 0):
            return True
        if len(low) != 4 or not 1500 <= int(low) < 2100:
            return False
        return self.noun(scope, quantity) is None or (int(low) >= 1900 and int(low) % 100 != 0)

    def is_capital(self, scope: Scope, quantity: Quantity) -> bool:
        """Whether capitals make it part of a name: Apollo 11, Group of Seven."""
        words, first, end = scope.words, quantity.first, quantity.end
        if not scope.low(first - 1)[:1].isalpha():
            return False
        if not scope.low(first)[0].isdecimal():
            return words.word(first)[0].isupper()
        if first - 1 == scope.first or not words.word(first - 1)[0].isupper():
            return False
        noun = end < scope.last and self.nouns.is_noun(words, end) and words.word(end)[0].islower()
        return not noun and not self.comparators.at(words, first, scope.first)

    def is_counted(self, scope: Scope, first: int, end: int) -> bool:
        """Whether "one" counts: before a noun, or where a new clause begins with it."""
        if end >= scope.last:
            return False
        if self.others.at(scope.words, end) or self.nouns.is_noun(scope.words, end):
            return True
        before = scope.low(first - 1)
        return scope.low(end) in self.nouns.verbs and (not before[:1].isalpha() or before in self.lang.ages.links)

    # --- ages and times ------------------------------------------------------------------------------------------

    def is_time(self, scope: Scope, quantity: Quantity) -> bool:
        """Whether a duration names a point in time by what stands behind it: two years ago."""
        if quantity.unit not in self.lang.durations or quantity.end >= scope.last:
            return False
        during = scope.low(quantity.first - 1) in self.lang.during
        return not during and self.ago.at(scope.words, quantity.end) is not None

    def is_age(self, scope: Scope, quantity: Quantity) -> bool:
        """Whether the number is the age of a person, and not that of a bridge."""
        words, first = scope.words, quantity.first
        behind = self.ages_behind.at(words, quantity.number.end) if quantity.number.end < scope.last else None
        if behind and behind[0] <= scope.last:
            return self.things.isdisjoint(words.lows[behind[0] : min(scope.last, behind[0] + 4)])
        if (quantity.number.value or 0) > OLDEST or not (quantity.bare or quantity.unit in self.lang.ages.units):
            return False
        if self.is_said(scope, first):
            return self.things.isdisjoint(words.lows[max(scope.first, first - FAR) : first])
        if not quantity.bare and scope.low(first - 1) in self.persons:
            return True
        named = scope.low(first - 2) != "" and words.word(first - 2)[0].isupper() and scope.low(first).isdecimal()
        return named and scope.low(first - 1) in (",", "(") and scope.low(quantity.end) in (",", ")", ".", ";", "")

    def is_said(self, scope: Scope, first: int) -> bool:
        """Whether a word for age stands before the number, also before a list of ages: aged 5, 7 and 12."""
        before = self.comparators.at(scope.words, first, scope.first)
        place = self.behind_list(scope, before[0] if before else first)
        return self.ages_before.at(scope.words, place, scope.first) is not None

    def behind_list(self, scope: Scope, first: int) -> int:
        """The number of the first word of the list of numbers that goes on with that word."""
        place = first
        while place > max(scope.first + 1, first - FAR) and self.is_listed(scope.low(place - 1)):
            place -= 1
        return place

    def is_listed(self, low: str) -> bool:
        """Whether the word may stand in a list of numbers."""
        return low[0].isdecimal() or low in self.listing or low in self.lang.numbers.ones
