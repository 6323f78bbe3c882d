"""Readings as they might be of a made-up world, cheap to make: for measuring what tracing costs, not how well it does.

A story has a day, ten names, facts with a number each, and words of its own; a report tells most of its facts, in one
of three wordings each, or copies another report. Words are made up and come as often as those of real text do. The
same number makes the same world.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from msgspec import Struct

from kutip.record import Amount, Article, Claim, Entity, Hop, Mention, Part, Reading, Span, Time

SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "wa", "xe", "yi")
VOCABULARY = 30_000
SHAPE = 2.7
"""What Zipf's law needs added to the rank: the commonest words of news are six per cent of all, not a tenth."""
NAMES = 40_000
OUTLETS = 400
DAYS = 365
FACTS = 16
"""Of a story; a report tells twelve to all of them."""
TOPIC = 60
"""Words of its own that a story has, from the rarer half of the vocabulary."""
LARGEST, TAIL = 60, 0.9
"""Reports of a story: most have few, some very many, as Pareto has it."""
COPIES = 0.4
"""So many of a story's further reports are copies."""


class Sentence(Struct, frozen=True):
    """One wording of a fact, and where in it stand its names, its number, its day and its content."""

    text: str
    names: tuple[tuple[int, int, int], ...]
    amount: Amount
    time: Time | None
    content: Span
    speaker: tuple[int, int, int] | None


class World:
    """A made-up world with a fixed seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.words = self.made(VOCABULARY, 2, 5)
        self.weights = list(accumulate(1 / (rank + SHAPE) for rank in range(VOCABULARY)))
        self.names = [name.title() for name in self.made(NAMES, 3, 4)]
        self.number = 0

    def made(self, count: int, least: int, most: int) -> list[str]:
        """So many different words."""
        found: dict[str, None] = {}
        while len(found) < count:
            found["".join(self.chance.choices(SYLLABLES, k=self.chance.randint(least, most)))] = None
        return list(found)

    def stories(self, count: int) -> Iterator[list[Reading]]:
        """Stories with so many readings in all; they have one report to sixty, most of them few."""
        left = count
        while left > 0:
            size = min(left, LARGEST, int(self.chance.paretovariate(TAIL)))
            yield list(self.story(size))
            left -= size

    def story(self, size: int) -> Iterator[Reading]:
        """The reports of one story, the earliest first."""
        chance, day = self.chance, date(2025, 1, 1) + timedelta(days=self.chance.randrange(DAYS))
        names = [" ".join(chance.sample(self.names, 2)) for _ in range(10)]
        topic = chance.sample(self.words[VOCABULARY // 50 :], TOPIC)
        facts = [[self.sentence(names, topic, fact, day) for _ in range(3)] for fact in range(FACTS)]
        told: list[list[Sentence]] = []
        minute = chance.randrange(1200)
        for _ in range(size):
            if told and chance.random() < COPIES:
                source = chance.choice(told)
                sentences = source[: chance.randint(max(6, len(source) // 2), len(source))]
            else:
                which = sorted(chance.sample(range(FACTS), chance.randint(12, FACTS)))
                sentences = [chance.choice(facts[fact]) for fact in which]
            told.append(sentences)
            minute += chance.randrange(1, 400)
            moment = f"{day + timedelta(days=minute // 1440)}T{minute // 60 % 24:02d}:{minute % 60:02d}"
            yield self.reading(sentences, names, moment)

    def sentence(self, names: Sequence[str], topic: Sequence[str], fact: int, day: date) -> Sentence:
        """One wording of a fact: a name, some words, a number with what it counts, a day, and perhaps who says so."""
        chance = self.chance
        one, two = fact % 10, (fact * 3 + 1) % 10
        value = 13 + len(names[one]) * (fact + 3) * 7
        text, found = names[one], [(one, 0, len(names[one]))]
        text += " " + " ".join(self.some(9, topic, 3))
        begin = len(text) + 1
        noun = topic[fact]
        text += f" {value}"
        amount = Amount(begin, len(text), value, noun, "count", "exact", None)
        text += f" {noun} " + " ".join(self.some(8, topic, 3))
        time = None
        if fact % 3 == 0:
            begin = len(text) + 1
            text += f" {day.day} {day:%B} {day.year}"
            time = Time(begin, len(text), day.isoformat(), "event", None)
        content = Span(0, len(text))
        speaker = None
        if fact % 5 < 4:
            text += f", {chance.choice(self.words[:300])} {names[two]}"
            speaker = (two, len(text) - len(names[two]), len(text))
            found.append(speaker)
        return Sentence(text + ".", tuple(found), amount, time, content, speaker)

    def some(self, count: int, topic: Sequence[str], own: int) -> list[str]:
        """Words as they come, some of them of the topic."""
        found = self.chance.choices(self.words, cum_weights=self.weights, k=count - own) + self.chance.choices(
            topic, k=own
        )
        self.chance.shuffle(found)
        return found

    def reading(self, sentences: Sequence[Sentence], names: Sequence[str], moment: str) -> Reading:
        """A report of these sentences, two a paragraph, as kutip reads it."""
        self.number += 1
        outlet = f"Outlet{self.number % OUTLETS}"
        title = " ".join(sentences[0].text.split()[:9])
        text, parts = title, [Part(0, len(title), "title")]
        mentions: list[list[Mention]] = [[] for _ in names]
        amounts: list[Amount] = []
        times: list[Time] = []
        claims: list[Claim] = []
        last = Hop(outlet, None, None, None, None, "outlet")
        for number, sentence in enumerate(sentences):
            text += " " if number % 2 else "\n\n"
            at = len(text)
            text += sentence.text
            if number % 2:
                parts[-1] = Part(parts[-1].start, len(text), "paragraph")
            else:
                parts.append(Part(at, len(text), "paragraph"))
            for name, start, end in sentence.names:
                mentions[name].append(Mention(at + start, at + end, "name"))
            amount, time, content = sentence.amount, sentence.time, sentence.content
            amounts.append(
                Amount(at + amount.start, at + amount.end, amount.value, amount.unit, "count", "exact", None)
            )
            if time:
                times.append(Time(at + time.start, at + time.end, time.value, "event", None))
            chain: tuple[Hop, ...] = (last,)
            if sentence.speaker:
                name, start, end = sentence.speaker
                chain = (Hop(names[name], f"e{name}", at + start, at + end, None, "named"), last)
            claims.append(
                Claim(
                    f"c{number}",
                    (Span(at + content.start, at + content.end),),
                    "indirect" if sentence.speaker else "plain",
                    "stated",
                    "positive",
                    chain,
                    (f"e{sentence.names[0][0]}",),
                    (len(times) - 1,) if time else (),
                    (number,),
                    None,
                )
            )
        entities = tuple(
            Entity(f"e{number}", name, "person" if number % 2 else "organisation", None, None, tuple(found))
            for number, (name, found) in enumerate(zip(names, mentions, strict=True))
            if found
        )
        # A report is known by its text; the number keeps word for word copies apart.
        identity = hashlib.sha256(f"{self.number} {text}".encode()).hexdigest()
        article = Article(f"sha256:{identity}", None, outlet, "en", text, tuple(parts), moment)
        return Reading("0.1.0", ("made",), article, entities, tuple(times), tuple(amounts), (), tuple(claims), ())
