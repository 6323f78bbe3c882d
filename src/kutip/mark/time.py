"""Dates and times: found as shapes of words, then worked out from the day of publication and from what was told before.

What is no date (durations, what recurs, "recently") is found too: it keeps dates from being read inside it, and whoever wants
it takes it from `expressions`.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kutip.lang import Lang
from kutip.mark import ends
from kutip.mark.dating import Answer, Dating, Told
from kutip.mark.shape import NONE, OTHER, REST, Hit, Roles, Shapes
from kutip.record import Article, Part, Sentence, Span, Time, Words

Marker = Callable[[Article, Words, tuple[Sentence, ...]], tuple[Time, ...]]
Finder = Callable[[Words, tuple[Sentence, ...], str | None], Iterator["Expression"]]

APART = frozenset({"duration", "recurring", "vague", "none"})
HOLDERS = frozenset("$€£¥#%/+")
STOPS = frozenset(".,;:!?()[]\"“”‘’'–—…")
ABBREVIATED = 6  # words behind an abbreviation at the end of a sentence
SPOKEN = 9
CLOSE = 3  # words between a verb of speech and its own date, at most
LONGEST = 8  # words of a clause that a loose time takes in


class Expression(NamedTuple):
    """An expression of time, read by the rule of that name."""

    span: Span
    rule: str
    value: str | None
    doubt: str | None
    hit: Hit


def make(lang: Lang) -> Marker:
    """Dates and times of the body, the date line and the header."""
    finder = Finder(lang)

    def times(article: Article, words: Words, sentences: tuple[Sentence, ...]) -> tuple[Time, ...]:
        classes = finder.shapes.classes(words)
        body = (
            Time(found.span.start, found.span.end, found.value, "event", found.doubt)
            for found in finder.find(words, classes, sentences, told_on(article))
            if found.rule not in APART
        )
        return tuple(sorted([*stamps(article, words, classes), *body]))

    def stamps(article: Article, words: Words, classes: str) -> Iterator[Time]:
        """The printed dates of publication, change and date line."""
        for part in article.parts:
            if part.kind in ("published", "modified"):
                found = next(dates(words, classes, part, None), None)
                yield Time(part.start, part.end, part.value or (found and found.value), "published", found and found.doubt)
            elif part.kind == "dateline":
                for found in dates(words, classes, part, told_on(article)):
                    yield Time(found.span.start, found.span.end, found.value, "published", found.doubt)

    def dates(words: Words, classes: str, part: Part, anchor: str | None) -> Iterator[Expression]:
        first, last = words.range(part)
        line = Sentence(part.start, part.end, first, last, -1)
        return (found for found in finder.find(words, classes, (line,), anchor) if found.rule == "date")

    return times


def told_on(article: Article) -> str | None:
    """When the report was published: as given, else as printed."""
    printed = (part.value for part in article.parts if part.kind == "published" and part.value)
    return article.published or next(printed, None)


class Finder:
    """Finds the expressions of time of one language."""

    def __init__(self, lang: Lang) -> None:
        meanings = ends.Meanings(lang.time)
        self.dating = Dating(lang.time, meanings)
        self.shapes = Shapes(lexicon(lang), form, FORMS, lang.time.pieces, lang.time.shapes)
        self.facing = Facing(lang, self.shapes)

    def find(self, words: Words, classes: str, sentences: tuple[Sentence, ...], anchor: str | None) -> Iterator[Expression]:
        """All expressions in some sentences told on some day, in the order of the text."""
        told, done = Told(anchor), 0
        for sentence in sentences:
            told.year = None
            # "at 4 p.m. Tuesday" was cut behind the abbreviation: look on for what goes with it
            last = sentence.last + ABBREVIATED * (classes[sentence.last - 1 : sentence.last] == REST)
            for hit in self.shapes.scan(words, classes, max(sentence.first, done), last):
                if hit.first >= sentence.last:
                    break
                done = hit.last
                if not tied(words, hit) and not named(words, classes, sentence, hit):
                    yield from self.read(words, classes, sentence, told, hit)

    def read(self, words: Words, classes: str, sentence: Sentence, told: Told, hit: Hit) -> Iterator[Expression]:
        """The hit worked out, unless it is no time after all."""
        answer = Answer(None)
        if hit.rule not in APART:
            answer = self.dating.answer(hit, told, *self.facing.of(words, classes, sentence, hit))
        if answer is None:
            return
        last = clause_end(words, hit.last, sentence.last) if hit.rule == "loose" else hit.last
        span = words.span(hit.first, last - (words.lows[last - 1] == "." and classes[last - 1] != REST))
        doubt = answer.doubt and f"{words.text[span.start : span.end]}: {answer.doubt}"
        yield Expression(span, hit.rule, answer.period and answer.period.value, doubt, hit)


def expressions(lang: Lang) -> Callable[[Words, tuple[Sentence, ...], str | None], Iterator[Expression]]:
    """All expressions of time of sentences told on some day, also those that are no dates."""
    finder = Finder(lang)
    return lambda words, sentences, anchor: finder.find(words, finder.shapes.classes(words), sentences, anchor)


class Facing:
    """What the words around an expression say of its place in time."""

    def __init__(self, lang: Lang, shapes: Shapes) -> None:
        self.endings = lang.time.past_endings
        self.signs = {
            letter: sign
            for role, sign in (("speech", SPOKEN), ("past", -1), ("future", 1))
            for letter in shapes.letters_of(role)
        }

    def of(self, words: Words, classes: str, sentence: Sentence, hit: Hit) -> tuple[int, bool]:
        """1 ahead, -1 behind, 0 nothing: the nearest telling word before it, else the first behind; and whether that reports."""
        for number in [*range(hit.first - 1, sentence.first - 1, -1), *range(hit.last, sentence.last)]:
            sign = self.signs.get(classes[number])
            if sign == SPOKEN:
                return -(0 < hit.first - number <= CLOSE), True
            if sign is None and self.endings and classes[number] == OTHER and words.lows[number].endswith(self.endings):
                sign = -1
            if sign is not None:
                return sign, False
        return 0, False


def tied(words: Words, hit: Hit) -> bool:
    """Whether the numbers at the edges belong to something else: A-2025, Rp2025, 2025%."""
    text, start, end = words.text, words.starts[hit.first], words.ends[hit.last - 1]
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if text[start].isdecimal() and before:
        if before[-1].isalnum() or before[-1] in HOLDERS or (before[-1] in "-.," and before[0].isalnum()):
            return True
    return text[end - 1].isdecimal() and (after[:1].isalpha() or after[:1] in tuple("%°") or (after[:1] == "-" and after[1:].isalpha()))


def named(words: Words, classes: str, sentence: Sentence, hit: Hit) -> bool:
    """Whether a year alone is the end of a name (World Cup 2026)."""
    before = hit.first - 1
    if hit.parts[0][0] != "likely" or before <= sentence.first or classes[before] != OTHER:
        return False
    return words.word(before)[0].isupper() and words.lows[before - 1] not in STOPS


def clause_end(words: Words, first: int, last: int) -> int:
    """The end of the clause that goes on at that word."""
    for number in range(first, min(last, first + LONGEST)):
        if words.lows[number] in STOPS:
            return number
    return min(last, first + LONGEST)


# --- the roles of words --------------------------------------------------------------------------------------------------


def lexicon(lang: Lang) -> dict[str, tuple[str, ...]]:
    """All words of the pack by role."""
    pack = lang.time
    named = {role: tuple(words) for role, words in ends.lists(pack).items()}
    return {**named, **pack.roles, "future": pack.future, "past": pack.past, "speech": pack.speech}


def form(low: str) -> Roles:
    """The roles of a word in figures."""
    for sign, roles in (("/", slashed), (":", clocked), (".", dotted)):
        if sign in low:
            return roles(low.split(sign)) if len(low) < 11 and low.replace(sign, "").isdecimal() else NONE
    return plain(low) if low.isdecimal() else NONE


def plain(low: str) -> Roles:
    number, long = int(low[:9]), len(low)
    if long == 4 and 1000 <= number <= 2199:
        clock = CLOCKLIKE if number % 100 < 60 and number < 2400 else NONE
        return YEAR | (LIKELY if 1900 <= number < 2100 else NONE) | clock
    if long == 4:
        return CLOCKLIKE if number % 100 < 60 and number < 1000 else NONE
    if long > 3 or number == 0 and long > 2:
        return NONE
    return DIGITS | (TWO if long == 2 else NONE) | (MONTH if 1 <= number <= 12 else NONE) | (DAY if 1 <= number <= 31 else NONE)


def slashed(figures: list[str]) -> Roles:
    numbers = [int(figure) for figure in figures]
    if len(numbers) == 3:
        return SLASH if len(figures[0]) + len(figures[2]) > 2 and 0 < min(numbers) and max(numbers) < 2200 else NONE
    if len(numbers) > 3:
        return NONE
    if 1900 <= numbers[0] < 2100 and numbers[1] in (numbers[0] + 1, numbers[0] % 100 + 1):
        return PAIR
    return SHORT if 0 < min(numbers) <= 12 and max(numbers) <= 31 else NONE


def clocked(figures: list[str]) -> Roles:
    return CLOCK if len(figures) < 4 and int(figures[0]) <= 24 and all(len(figure) == 2 and int(figure) < 60 for figure in figures[1:]) else NONE


def dotted(figures: list[str]) -> Roles:
    if len(figures) == 3 and max(map(len, figures)) == 4:
        return slashed(figures)
    return DOTTED if len(figures[0]) < 3 and clocked(figures) else NONE


YEAR, LIKELY, CLOCKLIKE = frozenset({"year"}), frozenset({"likely"}), frozenset({"hhmm"})
DIGITS, TWO, MONTH, DAY = frozenset({"digits"}), frozenset({"shortyear"}), frozenset({"monthnumber"}), frozenset({"day"})
SLASH, SHORT, PAIR = frozenset({"slash"}), frozenset({"shortslash"}), frozenset({"yearpair"})
CLOCK, DOTTED = frozenset({"clock", "colon"}), frozenset({"clock"})
FORMS = tuple({form(low) for low in (*map(str, range(2200)), *(f"{n:02}" for n in range(10)), *(f"{n:04}" for n in range(2400)), "1/2/2025", "2024/25", "1/2", "1:30", "1.30", "2025.01.01")})
