"""What a report takes back: the numbers, days and names of which it says that they were wrong."""

import re
from collections.abc import Iterable

from msgspec import Struct

from kutip import lang as languages
from kutip.lang import Lang
from kutip.record import Amount, Entity, Part, Reading, Span, Time

PARTS = ("title", "subtitle", "paragraph", "furniture")
OPENING = 12
"""Within so many letters does a note of correction say that it is one: In an earlier version …"""
BEFORE = 24
"""So many letters before a number at the most stands what rejects it: not at least 48."""


class Note(Struct, frozen=True):
    """What a report that corrects says was wrong, itself or another."""

    amounts: tuple[Amount, ...] = ()
    times: tuple[Time, ...] = ()
    names: tuple[Entity, ...] = ()
    corrects: bool = False
    """Whether it says that it corrects; a number may be rejected in passing."""


def note(reading: Reading) -> Note:
    """What a report takes back: what it rejects, "45, not 48"; else what only its note of correction has."""
    lang = pack(reading.article.lang)
    if lang is None:
        return Note()
    corrects = [part for part in reading.article.parts if part.kind in PARTS and corrected(reading, part, lang)]
    notes = [part for part in corrects if part.kind in ("paragraph", "furniture") and opens(reading, part, lang)]
    rejected = tuple(one for one in reading.amounts if is_rejected(reading, one, lang))
    within = [part for part in notes if not any(part.holds(one) for one in rejected)]
    said = {str(one.value) for one in reading.amounts if not inside(one, notes)}
    amounts = (one for one in reading.amounts if inside(one, within) and str(one.value) not in said)
    days = {one.value for one in reading.times if not inside(one, notes)}
    times = (one for one in reading.times if inside(one, notes) and one.value and one.value not in days)
    names = (one for one in reading.entities if all(inside(place, notes) for place in one.mentions))
    return Note((*rejected, *amounts), tuple(times), tuple(names) if notes else (), bool(corrects))


def pack(code: str) -> Lang | None:
    """The pack of a language, if it has one."""
    return languages.load(code) if code in languages.codes() else None


def corrected(reading: Reading, part: Part, lang: Lang) -> bool:
    """Whether a part of a report says that something printed was wrong."""
    text = reading.article[part].lower()
    return any(words in text and begins(words, text) for words in lang.trace.corrections)


def opens(reading: Reading, part: Part, lang: Lang) -> bool:
    """Whether a paragraph is a note of correction: it begins with the word."""
    head = reading.article[part].lower()
    return any(begins(words, head[: len(words) + OPENING]) for words in lang.trace.corrections)


def begins(words: str, text: str) -> bool:
    """Whether words stand in a text from the beginning of a word on."""
    return re.search(rf"(?<!\w){re.escape(words)}", text) is not None


def is_rejected(reading: Reading, amount: Amount, lang: Lang) -> bool:
    """Whether a number stands behind words that say it is not so, with another in its place: bukan 48."""
    before = reading.article.text[max(0, amount.start - BEFORE) : amount.start].lower().rstrip()
    return any(before.endswith(words) and not before[: -len(words)][-1:].isalnum() for words in lang.trace.instead)


def inside(one: Span, parts: Iterable[Span]) -> bool:
    """Whether something stands in one of some parts."""
    return any(part.holds(one) for part in parts)
