"""What tells one report from another: its words, and what every language writes alike — names, numbers, days."""

import re
import unicodedata
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from kutip import known
from kutip.lang import Lang
from kutip.record import Article, Entity, Reading
from kutip.trace.stem import Stem

TITLE, BODY, NAME, NUMBER = 2, 1, 2, 2
"""How much a feature counts at each mention."""
BODY_PARTS = frozenset(("paragraph", "subtitle", "subhead"))
SMALL = 12
"""Smaller numbers stand in every report and tell none from another."""
MOST = 380
"""So many features of a report are kept, those that count most; a report of a thousand words has as many."""
LETTERS = re.compile(r"[\W_]+")
WORD = re.compile(r"[^\W_]+")


class Keys(Struct, frozen=True, gc=False):
    """One report as its features, small enough to be kept for every report: each a number, with how much it counts in
    this report."""

    article: str
    lang: str
    day: int | None
    """When it was published, in days; None when nobody says."""
    own: int
    """So many features are words of its language; behind them are names, numbers and days, and the things that words
    stand for in every language."""
    features: bytes
    """Four bytes each, the lowest first."""
    counts: bytes
    """One byte each."""


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """A name without case, accents and signs, to compare by."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return LETTERS.sub("", "".join(sign for sign in letters if not unicodedata.combining(sign)))


def key(reading: Reading, lang: Lang | None, stem: Stem) -> Keys:
    """The features of a report."""
    article = reading.article
    own: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    for word, weight in words(article, stem):
        meaning = stem.meaning(word)
        if meaning is not None:
            shared[f"c:{meaning}"] += weight
        elif lang is None or word not in stem.common:
            own[f"{article.lang}:{stem(word)}"] += weight
    for entity in reading.entities:
        shared[f"e:{named(entity)}"] += NAME
    for amount in reading.amounts:
        if isinstance(amount.value, int | float) and (amount.value > SMALL or amount.kind != "count"):
            shared[f"n:{amount.kind}:{amount.value:g}"] += NUMBER
    for time in reading.times:
        if time.value and time.role == "event" and len(time.value) == len("2025-05-08"):
            shared[f"d:{time.value}"] += NUMBER
    kept = frozenset(name for name, _ in (own + shared).most_common(MOST))
    features = [name for name in chain(own, shared) if name in kept]
    return Keys(
        article=article.id,
        lang=article.lang,
        day=day(article.published),
        own=len(kept & own.keys()),
        features=b"".join(map(numbered, features)),
        counts=bytes(min(own[name] or shared[name], 255) for name in features),
    )


def words(article: Article, stem: Stem) -> Iterator[tuple[str, int]]:
    """The words of title and body in small letters, with how much each counts."""
    for part in article.parts:
        weight = TITLE if part.kind == "title" else BODY if part.kind in BODY_PARTS else 0
        if weight:
            for word in stem.pieces(cut(article[part])):
                yield word, weight


def cut(text: str) -> list[str]:
    """The words of a text in small letters, without its figures and lone Latin letters."""
    words = (word for word in LETTERS.split(text.lower()) if word and not word.isdecimal())
    return [word for word in words if len(word) > 1 or not word.isascii()]


class Cut:
    """A text cut into its words once, for whatever stretch of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = ((match, match[0].lower()) for match in WORD.finditer(text))
        found = [
            (match, word) for match, word in words if not word.isdecimal() and (len(word) > 1 or not word.isascii())
        ]
        self.starts = [match.start() for match, _ in found]
        self.ends = [match.end() for match, _ in found]
        self.words = [word for _, word in found]

    def between(self, start: int, end: int) -> list[str]:
        """The words of a stretch, as `cut` has them."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        if first < last and (self.starts[first] < start or self.ends[last - 1] > end):  # it begins or ends in a word
            return cut(self.text[start:end])
        return self.words[first:last]


def named(entity: Entity) -> str:
    """An entity under the name that all languages know it by, where one does."""
    naming = known.load().named(entity.name)
    entry = naming.entry if naming else None
    return entity.wikidata or (entry.id if entry else plain(entity.name))


def numbered(name: str) -> bytes:
    """A feature as four bytes."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass")).to_bytes(4, "little")


def day(moment: str | None) -> int | None:
    """A moment in days; None when it is not known to the day."""
    try:
        return date.fromisoformat(moment[:10]).toordinal() if moment else None
    except ValueError:
        return None
