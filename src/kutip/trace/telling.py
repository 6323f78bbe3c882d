"""What one article claims, ready to be compared: the sense of its words, and who it is from."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from kutip.record import Amount, Article, Claim, Entity, Reading, Span, Time
from kutip.trace.keys import cut, named
from kutip.trace.stem import Stem

Vector = dict[str, float]


class Number(Struct, frozen=True):
    """An amount with what it counts and what it is measured against, as every language has it."""

    amount: Amount
    counts: frozenset[str]
    base: frozenset[str]


class Said(Struct, frozen=True, eq=False):
    """A telling: the claim, the reading it is from, and its sense, features with how much they count."""

    reading: Reading
    claim: Claim
    sense: Vector
    numbers: tuple[Number, ...]
    times: tuple[Time, ...]

    @property
    def article(self) -> Article:
        """The article that tells it."""
        return self.reading.article

    @property
    def affirms(self) -> bool:
        """Whether it says that something is so; what is denied is said not to be."""
        return (self.claim.polarity == "positive") != (self.claim.certainty == "denied")

    def __str__(self) -> str:
        """The words of the content."""
        return " … ".join(self.article[span] for span in self.claim.content)


def tellings(reading: Reading, stem: Stem) -> tuple[Said, ...]:
    """All that a report claims."""
    return tuple(said(reading, claim, stem) for claim in reading.claims)


def said(reading: Reading, claim: Claim, stem: Stem) -> Said:
    """One claim of a report with its sense."""
    inside = [entity for entity in reading.entities if entity.id in claim.entities]
    amounts = tuple(reading.amounts[number] for number in claim.amounts)
    times = tuple(one for number in claim.times if within(one := reading.times[number], claim.content))
    sense: Vector = {}
    for feature, weight in features(reading, claim, inside, amounts, times, stem):
        sense[feature] = max(weight, sense.get(feature, 0.0))
    return Said(reading, claim, sense, tuple(number(amount, reading.article, stem) for amount in amounts), times)


def number(amount: Amount, article: Article, stem: Stem) -> Number:
    """An amount in the sense of every language."""
    base = article[amount.baseline] if amount.baseline else ""
    return Number(amount, senses(amount.unit or "", stem), senses(base, stem))


def senses(phrase: str, stem: Stem) -> frozenset[str]:
    """What the words of a phrase stand for."""
    found = (word for word in stem.pieces(cut(phrase)) if word not in stem.common)
    return frozenset(stem.meaning(word) or stem(word) for word in found)


def features(
    reading: Reading,
    claim: Claim,
    entities: Iterable[Entity],
    amounts: Iterable[Amount],
    times: Iterable[Time],
    stem: Stem,
) -> Iterator[tuple[str, float]]:
    """What a content says: names, numbers with what they count, days, and what its other words stand for."""
    taken: list[Span] = [*amounts, *times]
    for entity in entities:
        yield f"e:{named(entity)}", 1
        taken += [mention for mention in entity.mentions if mention.form == "name"]
    for amount in amounts:
        yield f"a:{amount.kind}", 0.5
        if amount.value is not None:
            yield f"n:{amount.kind}:{amount.value}", 1
    for time in times:
        if time.value:
            yield f"d:{time.value[:10]}", 1
            yield f"m:{time.value[:7]}", 0.5
    for word in words(reading.article, claim.content, taken, stem):
        if word not in stem.common:
            meaning = stem.meaning(word)
            yield (f"c:{meaning}" if meaning else f"{reading.article.lang}:{stem(word)}"), 1


def words(article: Article, content: Iterable[Span], taken: list[Span], stem: Stem) -> Iterator[str]:
    """The words of some spans in small letters, without those that stand inside what is taken."""
    for span in content:
        start = span.start
        inside = sorted((one for one in taken if span.meets(one)), key=lambda one: one.start)
        for one in [*inside, Span(span.end, span.end)]:
            if one.start >= start:
                yield from stem.pieces(cut(article.text[start : one.start]))
            start = max(start, one.end)


def within(one: Span, spans: Iterable[Span]) -> bool:
    """Whether a span lies in one of the others."""
    return any(span.holds(one) for span in spans)


def weighed(told: Iterable[Said]) -> list[Vector]:
    """The senses of a story's tellings as vectors of length one.

    A feature tells little if it stands in many claims of one report; how many reports have it does not matter, since
    what all of them tell is what we look for.
    """
    told = list(told)
    claims = Counter(one.article.id for one in told)
    having: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        for feature in one.sense:
            having[feature][one.article.id] += 1
    weights = {
        feature: math.log1p(len(counts) / sum(count / claims[article] for article, count in counts.items()))
        for feature, counts in having.items()
    }
    return [unit({feature: weight * weights[feature] for feature, weight in one.sense.items()}) for one in told]


def unit(vector: Vector) -> Vector:
    """A vector of length one in the same direction."""
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {feature: weight / length for feature, weight in vector.items()}
