"""The words behind a number: the noun it counts, and the baseline a share or a multiple is measured against."""

from typing import Literal

from kutip.lang.amount import AmountWords
from kutip.record import Words
from kutip.words import Before, Phrases

Direct = Literal["never", "determiner", "noun"]
LONGEST = 8  # words of a noun phrase; what goes on after them is a clause


class Nouns:
    """Finds noun phrases by what ends them; made once per language."""

    def __init__(self, lang: AmountWords) -> None:
        self.lang = lang
        self.stops = frozenset(lang.stops)
        self.nouns = frozenset(lang.nouns)
        self.classifiers = frozenset(lang.classifiers)
        self.plurals = frozenset(lang.plurals)
        self.verbs = frozenset((*lang.stops, *lang.baseline.stops))
        self.determiners = frozenset(lang.baseline.determiners)
        self.openers = self.determiners | frozenset(lang.numbers.articles)
        self.times = frozenset(lang.baseline.times)
        self.joins = Phrases((phrase, None) for phrase in lang.baseline.joins)
        self.of = Phrases((phrase, None) for phrase in (*lang.baseline.of, *lang.baseline.than))
        self.front = Before((phrase, None) for phrase in lang.baseline.before)
        self.than = Phrases((phrase, None) for phrase in lang.baseline.than)
        self.change = frozenset(lang.baseline.change)

    def is_noun(self, words: Words, number: int) -> bool:
        """Whether the word may be part of a noun phrase: neither a function word nor a verb by its form."""
        low = words.lows[number]
        if not low[0].isalpha() or low in self.stops:
            return False
        if low in self.nouns or words.word(number)[0].isupper():
            return True
        if self.lang.stop_beginnings and len(low) > 4 and low.startswith(self.lang.stop_beginnings):
            return False
        return not (self.lang.stop_endings and len(low) > 4 and low.endswith(self.lang.stop_endings))

    def head(self, words: Words, first: int, last: int, many: bool) -> str | None:
        """The counted noun as printed, from the noun phrase that begins with that word."""
        if self.is_adjective(words, first) and first + 1 < last:
            first += 1
        end = first
        while end < min(last, first + LONGEST) and (self.is_noun(words, end) or self.tied(words, end)):
            end += 1
        while end > first and not self.is_noun(words, end - 1):
            end -= 1
        if end == first:
            return None
        if not self.lang.head_last:
            behind = words.lows[first] in self.classifiers and end > first + 1 and not self.tied(words, first + 1)
            return self.doubled(words, first + behind)
        plurals = (n for n in range(first, end) if self.is_plural(words.lows[n]) and not self.tied(words, n + 1))
        return words.word(next(plurals, end - 1) if many else end - 1)

    def doubled(self, words: Words, number: int) -> str:
        """The noun there, with itself where it is said twice for many: anak-anak."""
        twice = self.tied(words, number + 1) and words.lows[number + 2] == words.lows[number]
        return words.text[words.starts[number] : words.ends[number + 2 * twice]]

    def tied(self, words: Words, number: int) -> bool:
        """Whether the word or sign belongs to a compound: air-defence missiles, AK-47 rifles, Boeing 737 jets."""
        if not 0 < number < len(words) - 1:
            return False
        if words.lows[number] == "-":
            return words.joined(number) and words.joined(number + 1)
        if words.lows[number - 1] == "-":
            return words.joined(number)
        model = words.lows[number].isdecimal() and words.word(number - 1)[0].isupper()
        return model and self.is_noun(words, number + 1)

    def closes(self, words: Words, number: int) -> bool:
        """Whether it is a plural in lower case, behind which a verb is likelier than a noun: users object."""
        low = words.lows[number]
        return self.lang.head_last and low[0].isalpha() and words.word(number)[0].islower() and self.is_plural(low)

    def is_adjective(self, words: Words, number: int) -> bool:
        """Whether the word is a participle that may stand before its noun: 41 registered voters."""
        low = words.lows[number] if number < len(words) else ""
        return bool(self.lang.stop_endings) and low.endswith(self.lang.stop_endings) and low not in self.stops

    def is_plural(self, low: str) -> bool:
        """Whether the noun has the form of a plural."""
        if low in self.plurals:
            return True
        return low.endswith(self.lang.plural_endings) and not low.endswith(self.lang.not_plural)

    def baseline(self, words: Words, first: int, end: int, last: int, direct: Direct) -> tuple[int, int] | None:
        """What stands behind a ratio (the words `first` to `end`) as its measure, as (first word, word behind)."""
        found = self.of.at(words, end) if end < last else None
        if found and found[0] < last:
            return self.phrase(words, found[0], last)
        if end < last and words.lows[end] in self.lang.baseline.as_many:
            return self.compared(words, end + 1, last)
        if end < last and self.follows(words, first, end, direct):
            return self.phrase(words, end, last)
        return self.compared(words, end, last)

    def ahead(self, words: Words, number: int, first: int) -> tuple[int, int] | None:
        """The measure that stands before that word, no earlier than `first`, as (first word, word behind)."""
        found = self.front.at(words, number, first) if self.lang.baseline.before else None
        start = end = found[0] if found else first
        while start > max(first, end - LONGEST) and self.is_noun(words, start - 1):
            start -= 1
        return (start, end) if start < end else None

    def follows(self, words: Words, first: int, end: int, direct: Direct) -> bool:
        """Whether the measure follows without a word between: three times the average, 62 persen panen."""
        if direct == "never":
            return False
        if direct == "determiner" and self.determiners:
            return words.lows[end] in self.determiners
        return self.is_noun(words, end) and words.lows[end] not in self.verbs and not self.changes(words, first)

    def changes(self, words: Words, first: int) -> bool:
        """Whether a word of rising or falling stands shortly before that word."""
        return not self.change.isdisjoint(words.lows[max(first - 3, 0) : first])

    def compared(self, words: Words, end: int, last: int) -> tuple[int, int] | None:
        """The measure behind the next "than" of the clause, at most five words on."""
        for number in range(end, min(last, end + 6)):
            low = words.lows[number]
            found = self.than.at(words, number)
            if found and found[0] <= last:
                return self.phrase(words, found[0], last)
            if low in self.lang.baseline.as_many and number > end:
                return self.phrase(words, number + 1, last)
            if not low[0].isalpha():
                return None
        return None

    def phrase(self, words: Words, first: int, last: int) -> tuple[int, int] | None:
        """The noun phrase that begins with that word, its article with it."""
        end = opening = first
        while end < min(last, first + LONGEST):
            join = self.joins.at(words, end)
            if join and join[0] < last:
                end = opening = join[0]
            elif self.goes_on(words, end, opening):
                end += 1
            else:
                break
        while end > first and not words.lows[end - 1][0].isalnum() and not words.lows[end - 1].startswith("'"):
            end -= 1
        if end == first or (end == first + 1 and words.lows[first] in self.determiners):
            return None
        return first, end

    def goes_on(self, words: Words, number: int, first: int) -> bool:
        """Whether the word belongs to the noun phrase that began at `first`."""
        low = words.lows[number]
        if not low[0].isalnum():
            tied = words.joined(number) and words.joined(number + 1) if number + 1 < len(words) else False
            return number > first and (low.startswith("'") or (low == "-" and tied))
        if low in self.times or (number == first and low in self.openers):
            return True
        if low in self.verbs or number == first:
            return low not in self.verbs
        before = words.lows[number - 1]
        opened = before in self.openers or before == "-"
        if not opened and self.closes(words, number - 1) and not self.is_plural(low):
            return False
        return opened or low[0].isdecimal() or self.is_noun(words, number)
