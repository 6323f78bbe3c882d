"""What one article claims, ready to be compared: the sense of its words, and who it is from."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, zip_longest

from msgspec import Struct

from kutip import known
from kutip.lang.senses import senses as relations
from kutip.record import Amount, Article, Claim, Mention, Reading, Span, Time
from kutip.trace.keys import Cut, cut, named
from kutip.trace.notes import Note, note
from kutip.trace.stem import Stem
from kutip.words import cut as words_of

Vector = dict[str, float]
CLOCK = len("2025-05-08T09:07")
FEW = 4
"""Of fewer things there are many in every story."""
REACH = 12
"""So many words from a number at the most stands what befell those that it counts."""
AROUND = 0.2
"""So much counts what the rest of the paragraph says: it tells what a pronoun stands for."""


class Number(Struct, frozen=True):
    """An amount with what it counts, what it is measured against, and what befell those that are counted, as every
    language has it."""

    amount: Amount
    counts: frozenset[str]
    base: frozenset[str]
    fate: str | None


class Said(Struct, frozen=True, eq=False):
    """A telling: the claim, the reading it is from, and its sense, features with how much they count."""

    reading: Reading
    claim: Claim
    says: str
    """The words of the content."""
    sense: Vector
    around: Vector
    """The sense of the paragraph that it stands in; nothing for what an outlet says itself, in whole sentences."""
    numbers: tuple[Number, ...]
    times: tuple[Time, ...]
    note: Note = Note()
    """What its report takes back, and the numbers among it."""
    gone: tuple[Number, ...] = ()

    @property
    def article(self) -> Article:
        """The article that tells it."""
        return self.reading.article

    @property
    def plain(self) -> bool:
        """Whether the outlet says it in its own voice."""
        return self.claim.form == "plain"

    @property
    def affirms(self) -> bool:
        """Whether it says that something is so; what is denied is said not to be."""
        return self.claim.polarity == "positive" and self.claim.certainty != "denied"

    @property
    def speaker(self) -> str | None:
        """The first who is named in its chain."""
        return next((hop.name for hop in self.claim.chain if hop.status in ("named", "unnamed", "resolved")), None)

    def __str__(self) -> str:
        return self.says


def tellings(reading: Reading, stem: Stem) -> tuple[Said, ...]:
    """All that a report claims."""
    page = Page(reading, stem)
    return tuple(page.said(claim) for claim in reading.claims)


class Page:
    """One report, its names in the order of the text: for what stands in a stretch of it."""

    def __init__(self, reading: Reading, stem: Stem) -> None:
        self.reading, self.stem = reading, stem
        self.names = [f"e:{named(entity)}" for entity in reading.entities]
        mentions = ((one, place) for place, entity in enumerate(reading.entities) for one in entity.mentions)
        self.mentions = sorted(mentions, key=lambda found: (found[0].start, found[0].end))
        self.starts = [mention.start for mention, _ in self.mentions]
        self.paragraphs = [part for part in reading.article.parts if part.kind == "paragraph"]
        self.words = Cut(reading.article.text)
        self.senses: dict[int, Vector] = {}
        self.note = note(reading)
        body = Sense(self, self.paragraphs)
        self.gone = tuple(body.number(amount) for amount in self.note.amounts)

    def said(self, claim: Claim) -> Said:
        """One claim of the report with its sense."""
        sense = Sense(self, claim.content)
        numbers = tuple(sense.number(self.reading.amounts[number]) for number in claim.amounts)
        times = tuple(one for number in claim.times if within(one := self.reading.times[number], claim.content))
        around = self.around(claim.content[0]) if claim.form != "plain" else {}
        says = " … ".join(self.reading.article[span] for span in claim.content)
        return Said(self.reading, claim, says, sense.features(), around, numbers, times, self.note, self.gone)

    def around(self, content: Span) -> Vector:
        """The sense of the paragraph that something stands in."""
        home = next((part for part in self.paragraphs if part.meets(content)), None)
        if home is None:
            return {}
        if home.start not in self.senses:
            self.senses[home.start] = Sense(self, (Span(home.start, home.end),)).features()
        return self.senses[home.start]

    def inside(self, span: Span) -> Iterator[tuple[Mention, int]]:
        """Those who are named in a stretch, or meant by a pronoun: where, and by their place among the names."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return (found for found in self.mentions[first:last] if found[0].end <= span.end)


class Sense:
    """What some words of a report say, as every language has it."""

    def __init__(self, page: Page, content: Sequence[Span]) -> None:
        self.page, self.content, self.stem = page, content, page.stem
        self.article = page.reading.article
        self.amounts = [one for one in page.reading.amounts if within(one, content)]
        self.times = [one for one in page.reading.times if within(one, content)]
        self.mentions = [found for span in content for found in page.inside(span)]

    def features(self) -> Vector:
        """Names, numbers with what they count, days, and what the other words stand for, each with its weight."""
        found: Vector = {}
        for feature, weight in chain(self.marked(), *self.worded()):
            if weight > found.get(feature, 0.0):
                found[feature] = weight
        return found

    def marked(self) -> Iterator[tuple[str, float]]:
        """Names, numbers and days."""
        for place in sorted({place for _, place in self.mentions}):
            yield self.page.names[place], 1
        for amount in self.amounts:
            yield f"a:{amount.kind}", 1 if amount.kind == "ratio" else 0.5
            if amount.value is not None:
                yield f"n:{amount.kind}:{amount.value}", 0.5 if few(amount) else 1
        for time in self.times:
            if time.value:
                yield f"d:{time.value[:10]}", 1
                yield f"y:{time.value[:4]}", 0.7
                yield f"m:{time.value[:7]}", 0.5
                yield f"M:{time.value[5:7]}", 0.5
                if len(time.value) >= CLOCK and time.value[10] == "T":
                    yield f"h:{time.value[11:CLOCK]}", 1

    def worded(self) -> Iterator[tuple[tuple[str, float], ...]]:
        """What each of the other words stands for."""
        taken = [mention for mention, _ in self.mentions if mention.form == "name"]
        for word in self.words([*self.amounts, *self.times, *taken]):
            yield sensed(word, self.article.lang, self.stem)

    def words(self, taken: Sequence[Span]) -> Iterator[str]:
        """The words in small letters, without those that stand inside what is taken."""
        for span in self.content:
            start = span.start
            inside = sorted((one for one in taken if span.meets(one)), key=lambda one: one.start)
            for one in [*inside, Span(span.end, span.end)]:
                if one.start > start:
                    yield from self.stem.pieces(self.page.words.between(start, one.start))
                start = max(start, one.end)

    def number(self, amount: Amount) -> Number:
        """An amount in the sense of every language."""
        base = self.article[amount.baseline] if amount.baseline else ""
        against = frozenset(meaning for meaning in self.meanings(cut(base)) if meaning) or senses(base, self.stem)
        return Number(amount, senses(amount.unit or "", self.stem), based(against), self.fate(amount))

    def fate(self, amount: Amount) -> str | None:
        """What befell those that a number counts: the nearest such word in the same stretch, behind it up to the next
        number rather than before it."""
        home = next((span for span in self.content if span.holds(amount)), None)
        if home is None or amount.kind != "count":
            return None
        others = [one.start for one in self.amounts if amount.end <= one.start < home.end]
        behind = self.meanings(self.page.words.between(amount.end, min(others, default=home.end)))[:REACH]
        before = self.meanings(self.page.words.between(home.start, amount.start))[::-1][:REACH]
        nearest = (meaning for pair in zip_longest(behind, before) for meaning in pair)
        return next((meaning for meaning in nearest if meaning in relations().fates), None)

    def meanings(self, words: list[str]) -> list[str | None]:
        """What each of some words stands for."""
        return [self.stem.meaning(word) for word in self.stem.pieces(words)]


@cache
def kinds() -> dict[str, str]:
    """The concepts that have an opposite, each with one name for all that are opposite to one another."""
    found: dict[str, str] = {}
    for one, other in relations().opposites:
        kind, gone = found.get(one, one), found.get(other, other)
        found |= {one: kind, other: kind} | {name: kind for name, home in found.items() if home == gone}
    return found


def senses(phrase: str, stem: Stem) -> frozenset[str]:
    """What the words of a phrase stand for."""
    found = (word for word in stem.pieces(cut(phrase)) if word not in stem.common)
    return frozenset(stem.meaning(word) or stem(word) for word in found)


def based(base: frozenset[str]) -> frozenset[str]:
    """What something is measured against, without what makes no difference."""
    return frozenset(relations().near.get(name, name) for name in base if name not in relations().empty)


@lru_cache(1 << 17)
def sensed(word: str, lang: str, stem: Stem) -> tuple[tuple[str, float], ...]:
    """What a word stands for, as features with their weights; nothing for one that stands everywhere. What is called
    after a land is of it: Tajik."""
    if word in stem.common:
        return ()
    meaning = stem.meaning(word)
    if meaning is None:
        land = known.load().adjective(words_of(word.capitalize()), 0)
        return ((f"e:{land[1].wikidata}", 0.5),) if land else ((f"{lang}:{stem(word)}", 1),)
    return ((f"c:{meaning}", 1), (f"o:{kinds()[meaning]}", 0.5)) if meaning in kinds() else ((f"c:{meaning}", 1),)


def within(one: Span, spans: Iterable[Span]) -> bool:
    """Whether a span lies in one of the others."""
    return any(span.start <= one.start and one.end <= span.end for span in spans)


def leaning(one: Said) -> Vector:
    """The sense of a telling with that of what stands around it."""
    return {feature: AROUND * weight for feature, weight in one.around.items()} | one.sense if one.around else one.sense


def few(amount: Amount) -> bool:
    """Whether a count is so small that many things are as many: two districts."""
    return amount.kind == "count" and isinstance(amount.value, int) and amount.value < FEW
