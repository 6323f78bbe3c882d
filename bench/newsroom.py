"""Reports and stories as they might come to a desk, cheap to make: for measuring what a store costs, not what it says.

Five languages, five hundred outlets, twenty claims a report. Words come as often as those of real text do, speakers,
places and outlets too; stories have one report to sixty, in several languages. The same number makes the same news.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import get_args

from msgspec import Struct

from kutip.kept import Kept
from kutip.record import (
    Article,
    Capture,
    Certainty,
    Claim,
    Counts,
    Entity,
    Evidence,
    Form,
    Hop,
    Mention,
    Origin,
    Part,
    Reading,
    Span,
    Story,
    Telling,
    Traced,
)

LANGUAGES = ("en", "id", "de", "ko", "ar")
SHARES = (40, 30, 10, 15, 5)
LETTERS = {
    "ko": [chr(code) for code in range(0xAC00, 0xD7A0, 97)],
    "ar": [chr(code) for code in range(0x0627, 0x064B) if chr(code).isalpha()],
}
SYLLABLES = [first + vowel for first in "bcdfghjklmnprstwyz" for vowel in "aeiou"]
VOCABULARY = 40_000
"""Of each language."""
SHAPE = 2.7
"""What Zipf's law needs added to the rank: the commonest words of news are six per cent of all, not a tenth."""
OUTLETS, SPEAKERS, PLACES, AGENCIES = 500, 20_000, 400, 12
CLAIMS = 20
"""Of a report."""
FACTS = 25
"""Of a story; a report tells twenty of them."""
SHORTEST, LONGEST = 10, 44
"""Words of a claim."""
OTHER = 0.15
"""So many words of a telling are not those of the first."""
LARGEST, TAIL = 60, 0.9
"""Reports of a story: most have few, some very many, as Pareto has it."""
FURNITURE = 24_000
"""Signs of a page around its text."""
START, DAYS = datetime(2024, 1, 1, tzinfo=UTC), 730


class Fact(Struct, frozen=True):
    """Something that is said, and who says it, through whom, of which place."""

    words: dict[str, list[str]]
    speaker: int
    agency: int | None
    place: int
    certainty: Certainty
    form: Form


class News(Struct, frozen=True):
    """A story with what is kept of it, and who tells what: of each fact, the report and its claim."""

    reports: tuple[Kept, ...]
    facts: tuple[tuple[tuple[int, int], ...], ...]


class Newsroom:
    """Makes news, with a fixed seed; `stories` of it fill two years."""

    def __init__(self, stories: int, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.words = {lang: self.made(lang) for lang in LANGUAGES}
        self.often = list(accumulate(1 / (rank + SHAPE) for rank in range(VOCABULARY)))
        self.outlets = [f"{self.name()} {self.name()}" for _ in range(OUTLETS)]
        self.speakers = [f"{self.name()} {self.name()}" for _ in range(SPEAKERS)]
        self.places = [f"{self.name()} Town" for _ in range(PLACES)]
        self.agencies = [f"{self.name()} News Agency" for _ in range(AGENCIES)]
        self.step = timedelta(days=DAYS) / stories
        self.at = START
        page = "".join(f'<div class="{self.word("en")}">{self.word("en")} {self.word("en")}</div>' for _ in range(2000))
        self.page = page[:FURNITURE]
        self.number = 0

    def made(self, lang: str) -> list[str]:
        """All words of a language."""
        letters = LETTERS.get(lang, SYLLABLES)
        found: dict[str, None] = {}
        while len(found) < VOCABULARY:
            found["".join(self.chance.choices(letters, k=self.chance.randint(2, 5)))] = None
        return list(found)

    def name(self) -> str:
        """A word in capitals."""
        return "".join(self.chance.choices(SYLLABLES, k=3)).title()

    def word(self, lang: str) -> str:
        """A word as often as it comes."""
        return self.chance.choices(self.words[lang], cum_weights=self.often)[0]

    def some(self, lang: str, count: int) -> list[str]:
        """Words as often as they come."""
        return self.chance.choices(self.words[lang], cum_weights=self.often, k=count)

    def rank(self, most: int) -> int:
        """A number below another, the small ones more often."""
        return int(most ** self.chance.random()) - 1

    def news(self, count: int) -> Iterator[News]:
        """Stories with so many reports in all."""
        while count > 0:
            size = min(count, LARGEST, int(self.chance.paretovariate(TAIL)))
            yield self.story(size)
            count -= size

    def story(self, size: int) -> News:
        """One story."""
        self.at += self.step
        facts = [self.fact() for _ in range(FACTS)]
        told: list[list[tuple[int, int]]] = [[] for _ in facts]
        reports = []
        at = self.at
        for number in range(size):
            lang = self.chance.choices(LANGUAGES, SHARES)[0]
            which = sorted(self.chance.sample(range(FACTS), CLAIMS))
            for place, fact in enumerate(which):
                told[fact].append((number, place))
            at += timedelta(minutes=self.chance.randrange(1, 200))
            reports.append(self.report([facts[fact] for fact in which], lang, at))
        return News(tuple(reports), tuple(map(tuple, told)))

    def fact(self) -> Fact:
        """Something to tell."""
        chance = self.chance
        return Fact(
            words={},
            speaker=self.rank(SPEAKERS),
            agency=chance.randrange(AGENCIES) if chance.random() < 0.4 else None,
            place=self.rank(PLACES),
            certainty=chance.choices(get_args(Certainty), (5, 10, 15, 10, 10, 50))[0],
            form=chance.choices(get_args(Form), (30, 10, 50, 10))[0],
        )

    def told(self, fact: Fact, lang: str) -> str:
        """A fact in words of a language, not quite those of the others."""
        words = fact.words.setdefault(lang, self.some(lang, self.chance.randint(SHORTEST, LONGEST)))
        return " ".join(self.word(lang) if self.chance.random() < OTHER else word for word in words)

    def report(self, facts: Sequence[Fact], lang: str, at: datetime) -> Kept:
        """A report that tells some facts, as kutip reads it."""
        self.number += 1
        outlet = self.outlets[self.rank(OUTLETS)]
        title = " ".join(self.some(lang, 8))
        text, parts, claims = title, [Part(0, len(title), "title")], list[Claim]()
        names: dict[str, Entity] = {}
        last = Hop(outlet, None, None, None, None, "outlet")
        for fact in facts:
            start = len(text) + 2
            says = self.told(fact, lang)
            speaker, place = self.speakers[fact.speaker], self.places[fact.place]
            agency = self.agencies[fact.agency] if fact.agency is not None else None
            chain = [last]
            behind = f", {place}"
            if agency:
                behind += f", {agency}"
            text += f"\n\n{says}, {speaker}{behind}."
            parts.append(Part(start, len(text), "paragraph"))
            end = start + len(says)
            here = [(speaker, "person", end + 2), (place, "place", end + 4 + len(speaker))]
            if agency:
                here.append((agency, "agency", end + 6 + len(speaker) + len(place)))
            ids = [self.entity(names, *one) for one in here]
            if fact.form != "plain":
                hops = [(id, name, place) for id, (name, kind, place) in zip(ids, here, strict=True) if kind != "place"]
                chain = [*(Hop(name, id, at, at + len(name), None, "named") for id, name, at in hops), last]
            content, hands = (Span(start, end),), tuple(chain)
            id = f"c{len(claims) + 1}"
            claims.append(Claim(id, content, fact.form, fact.certainty, "positive", hands, (ids[1],), (), (), None))
        moment = at.isoformat(timespec="minutes")
        id = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
        url = f"https://{self.number % OUTLETS}.example/{self.number}"
        paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
        body = f"<html><title>{title}</title>{self.page}{paragraphs}</html>".encode()
        seen = (at + timedelta(minutes=self.chance.randrange(5, 90))).isoformat(timespec="seconds")
        evidence = Evidence(hashlib.sha256(body).hexdigest(), seen)
        article = Article(id, url, outlet, lang, text, tuple(parts), moment, title=title, evidence=evidence)
        entities = tuple(names.values())
        reading = Reading("0.1.0", ("made",), article, entities, (), (), (), tuple(claims), ())
        headers = (("content-type", "text/html; charset=utf-8"), ("server", "made"), ("date", seen))
        return Kept(Capture(body, "html", url, outlet, evidence=evidence, headers=headers), reading, seen)

    def entity(self, names: dict[str, Entity], name: str, kind: str, at: int) -> str:
        """The id of who is named there, one more mention kept."""
        mention = Mention(at, at + len(name), "name")
        there = names.get(name)
        id = there.id if there else f"e{len(names) + 1}"
        mentions = (*there.mentions, mention) if there else (mention,)
        names[name] = Entity(id, name, kind, None, None, mentions)  # type: ignore[arg-type]
        return id


def told(news: News, refs: Sequence[str]) -> Story:
    """A story as a trace has it, of reports with these names."""
    readings = [kept.reading for kept in news.reports]
    claims = [traced(number, fact, refs, readings) for number, fact in enumerate(news.facts) if fact]
    counts = Counts(len(refs), len(refs), len(refs), len(claims))
    return Story("s1", tuple(refs), (), tuple(claims), (), (), (), counts)


def traced(number: int, fact: Sequence[tuple[int, int]], refs: Sequence[str], readings: Sequence[Reading]) -> Traced:
    """A fact as a trace has it."""
    first = readings[fact[0][0]]
    claim = first.claims[fact[0][1]]
    tellings = tuple(Telling(refs[report], readings[report].claims[place].id) for report, place in fact)
    origin = Origin(claim.chain[0].name or "", tuple(telling.article for telling in tellings), "named")
    return Traced(f"g{number}", first.article[claim.content[0]], tellings, (origin,), (), (), ())
