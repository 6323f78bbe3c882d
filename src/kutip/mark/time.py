"""Dates and times: found as shapes of words, then worked out from the day of publication and from what was told before.

What is no date (durations, what recurs, "recently") is found too: it keeps dates from being read inside it, and whoever
wants it takes it from `Finder`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kutip.lang import Lang
from kutip.mark import ends, figures
from kutip.mark.dating import Answer, Dating, Told
from kutip.mark.shape import OTHER, REST, Hit, Letters, Shapes, quoted
from kutip.record import Article, Part, Sentence, Span, Time, Words

Marker = Callable[[Article, Words, tuple[Sentence, ...]], tuple[Time, ...]]

APART = frozenset({"duration", "recurring", "vague", "none"})
HOLDERS = frozenset("$€£¥#%/+")
OPENERS = frozenset('.!?:"“‘(')
STOPS = frozenset(".,;:!?()[]\"“”‘’'–—…")
ABBREVIATED = 6  # words behind an abbreviation at the end of a sentence
LONGEST = 8  # words of a clause that a loose time takes in
SPOKEN = 9
CLOSE = 3  # words between a verb of speech and its own date, at most


class Expression(NamedTuple):
    """An expression of time, read by the rule of its hit."""

    span: Span
    value: str | None
    doubt: str | None
    hit: Hit


def make(lang: Lang) -> Marker:
    """Dates and times of the body, the date line and the header."""
    finder = Finder(lang)

    def times(article: Article, words: Words, sentences: tuple[Sentence, ...]) -> tuple[Time, ...]:
        classes = finder.letters.classes(words)
        header = [stamp(words, classes, part) for part in article.parts if part.kind in ("published", "modified")]
        anchor = article.published or next((time.value for time in header if time.value), None)
        body = (
            Time(found.span.start, found.span.end, found.value, "event", found.doubt)
            for found in finder.find(words, classes, sentences, anchor)
            if found.hit.rule not in APART
        )
        found = [*header, *datelines(article, words, classes, anchor), *body]
        return tuple(sorted(found, key=lambda time: (time.start, time.end)))

    def stamp(words: Words, classes: str, part: Part) -> Time:
        """A printed date of publication or change: with the value it was parsed to, or what it says here."""
        found = next(dates(words, classes, part, None), None)
        value = part.value or (found.value if found else None)
        return Time(part.start, part.end, value, "published", found.doubt if found else None)

    def datelines(article: Article, words: Words, classes: str, anchor: str | None) -> Iterator[Time]:
        """The dates inside the date line."""
        for part in article.parts:
            if part.kind == "dateline":
                for found in dates(words, classes, part, anchor):
                    yield Time(found.span.start, found.span.end, found.value, "published", found.doubt)

    def dates(words: Words, classes: str, part: Part, anchor: str | None) -> Iterator[Expression]:
        first, last = words.range(part)
        line = Sentence(part.start, part.end, first, last, -1)
        return (found for found in finder.find(words, classes, (line,), anchor) if found.hit.rule == "date")

    return times


class Finder:
    """Finds all expressions of time of one language, also those that are no dates."""

    def __init__(self, lang: Lang) -> None:
        pack = lang.time
        said = {"future": pack.future, "past": pack.past, "speech": pack.speech}
        literals = quoted([*pack.pieces.values(), *(shape for group in pack.shapes.values() for shape in group)])
        self.letters = Letters({**ends.lists(pack), **said, **literals}, figures.roles, figures.ALL)
        self.shapes = Shapes(self.letters, pack.pieces, {str(rule): group for rule, group in pack.shapes.items()})
        self.dating = Dating(ends.Meanings(pack))
        self.facing = Facing(lang, self.letters)
        self.heads = frozenset(self.letters.by_role["in"])

    def find(
        self, words: Words, classes: str, sentences: tuple[Sentence, ...], anchor: str | None
    ) -> Iterator[Expression]:
        """The expressions in some sentences told on some day, in the order of the text."""
        told, done = Told(anchor), 0
        for sentence in sentences:
            told.year = None
            # "at 4 p.m. Tuesday" was cut behind the abbreviation: look on for what goes with it
            more = ABBREVIATED if classes[sentence.last - 1 : sentence.last] == REST else 0
            last = min(sentence.last + more, len(words))
            for hit in self.shapes.scan(words, classes, max(sentence.first, done), last):
                if hit.first >= sentence.last:
                    break
                done = hit.last
                if not tied(words, hit) and not self.named(words, classes, sentence, hit):
                    yield from self.read(words, classes, sentence, told, hit)

    def read(self, words: Words, classes: str, sentence: Sentence, told: Told, hit: Hit) -> Iterator[Expression]:
        """The hit worked out, unless it is no time after all."""
        answer: Answer | None = Answer(None)
        if hit.rule not in APART:
            answer = self.dating.answer(hit, told, *self.facing.of(words, classes, sentence, hit))
        if answer is None:
            return
        last = clause_end(words, hit.last, sentence.last) if hit.rule == "loose" else hit.last
        span = words.span(hit.first, last - (words.lows[last - 1] == "." and classes[last - 1] != REST))
        doubt = answer.doubt and f"{words.text[span.start : span.end]}: {answer.doubt}"
        yield Expression(span, answer.period.value if answer.period else None, doubt, hit)

    def named(self, words: Words, classes: str, sentence: Sentence, hit: Hit) -> bool:
        """Whether the words are part of a name: World Cup 2026, Russia Today, June Aldwin."""
        role, before, behind = hit.parts[0][0], hit.first - 1, hit.last
        inside = before > sentence.first and words.word(before)[0].isupper()
        if role == "likely":
            return inside and classes[before] == OTHER and words.lows[before - 1] not in OPENERS
        if role == "shift":
            return inside and words.word(hit.first).istitle()
        if role != "lonemonth" or len(hit.parts) > 1 or behind >= sentence.last:
            return False
        bare = before < sentence.first or classes[before] not in self.heads
        return bare and classes[behind] == OTHER and words.word(behind)[0].isupper()


REACH = 60
"""Words on either side of an expression that can tell of its place in time."""


class Facing:
    """What the words around an expression say of its place in time."""

    def __init__(self, lang: Lang, letters: Letters) -> None:
        self.endings = lang.time.past_endings
        self.final = lang.cues.final
        self.be = frozenset(lang.time.roles["be"])
        said = dict.fromkeys(letters.by_role["speech"], SPOKEN)
        coming = set(letters.by_role["future"]) - set(letters.by_role["month"])  # may, but not May
        tensed = {**dict.fromkeys(letters.by_role["past"], -1), **dict.fromkeys(coming, 1)}
        # "expects it on Friday" looks ahead, "on Friday expects it" tells when that was said
        self.ahead, self.behind = {**said, **tensed}, {**tensed, **said}

    def of(self, words: Words, classes: str, sentence: Sentence, hit: Hit) -> tuple[int, bool]:
        """1 ahead, -1 behind, 0 neither, by the nearest telling word before or the first behind; if that reports."""
        if self.final and self.behind.get(classes[hit.last : hit.last + 1]) == SPOKEN:
            return -1, True
        back, on = max(sentence.first, hit.first - REACH), min(sentence.last, hit.last + REACH)
        for number in [*range(hit.first - 1, back - 1, -1), *range(hit.last, on)]:
            sign = self.sign(words, classes, number, self.ahead if number < hit.first else self.behind)
            if sign == SPOKEN:
                return -int(0 < hit.first - number <= CLOSE), True
            if sign is not None:
                return sign, False
        return 0, False

    def sign(self, words: Words, classes: str, number: int, signs: Mapping[str, int]) -> int | None:
        """What one word says; nothing if it is a participle of another word's tense (will be held, akan digelar)."""
        sign = signs.get(classes[number])
        if sign is None and self.endings and classes[number] == OTHER and words.lows[number].endswith(self.endings):
            sign = -1
        if sign == -1 and number and (words.lows[number - 1] in self.be or signs.get(classes[number - 1]) == 1):
            return None
        return sign


def tied(words: Words, hit: Hit) -> bool:
    """Whether the numbers at the edges belong to something else: A-2025, Rp2025, 2025%."""
    text, start, end = words.text, words.starts[hit.first], words.ends[hit.last - 1]
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if text[start].isdecimal() and before and (before[-1].isalnum() or before[-1] in HOLDERS):
        return True
    if text[start].isdecimal() and before[-1:] in ("-", ".", ",") and before[0].isalnum():
        return True
    if not text[end - 1].isdecimal() or not after:
        return False
    return after[0].isalpha() or after[0] in "%°" or (after[0] == "-" and after[1:].isalpha())


def clause_end(words: Words, first: int, last: int) -> int:
    """The end of the clause that goes on at that word."""
    for number in range(first, min(last, first + LONGEST)):
        if words.lows[number] in STOPS:
            return number
    return min(last, first + LONGEST)
