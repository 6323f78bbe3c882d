"""The lines of a text: what the eye sees before anything is understood."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from kutip.record import PartKind
from kutip.words import WORD, Phrases, cut

T = TypeVar("T")

LINE = re.compile(r"\S(?:[^\n\u2028\u2029]*\S)?")
SIGNS = re.compile(r"[\W_]+")
BLANKS = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
STOPS = ".!?…。！？"
CLOSERS = "\"'”’»›)]」』*"
OPENING = 80
"""As many characters hold any phrase that a line begins with."""
WRAPPED_AT = 100
"""Longer lines are not broken by hand."""


class Line(NamedTuple):
    """A line that stands by itself; `hint` is what the page's marks call it, `tied` that no blank line is before it."""

    start: int
    end: int
    text: str
    tied: bool = False
    hint: PartKind | None = None
    value: str | None = None
    """The normal form of what the hint says it is."""


def lines(text: str) -> list[Line]:
    """The lines of a text, with those that were only broken to fit a width put together again."""
    found: list[Line] = []
    last = 0
    for line in LINE.finditer(text):
        tied = bool(found) and text.count("\n", last, line.start()) < 2
        found.append(Line(line.start(), line.end(), line.group(), tied))
        last = line.end()
    return list(unwrapped(text, found)) if wrapped(found) else found


def wrapped(found: list[Line]) -> bool:
    """Whether the lines were broken to fit a width: many are tied, all are short, many go on in lower case."""
    tied = [line for line in found if line.tied]
    if len(tied) < 4 or 2 * len(tied) < len(found) or max(len(line.text) for line in found) > WRAPPED_AT:
        return False
    return 4 * sum(line.text[0].islower() for line in tied) > len(tied)


def unwrapped(text: str, found: list[Line]) -> Iterator[Line]:
    """Lines put together where a full one is followed by a tied one."""
    full = 2 * max(len(line.text) for line in found) // 3
    held = [found[0]]
    for line in found[1:]:
        if not line.tied or len(held[-1].text) < full:
            yield joined(text, held)
            held = []
        held.append(line)
    yield joined(text, held)


def joined(text: str, held: list[Line]) -> Line:
    """Some lines as one."""
    start, end = held[0].start, held[-1].end
    return Line(start, end, text[start:end], held[0].tied)


def stops(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    end = text[-8:].rstrip(CLOSERS)
    return not end or end[-1] in STOPS


@lru_cache(maxsize=512)
def bare(text: str) -> str:
    """The letters and digits alone, to compare lines that are printed twice."""
    return SIGNS.sub("", text.casefold())


def opening(phrases: Phrases[T], text: str) -> tuple[int, T] | None:
    """The longest phrase that a line begins with, as (place behind it, its meaning)."""
    first = WORD.match(text)
    if first is None or first.group().lower() not in phrases.heads:
        return None
    words = cut(text[:OPENING])
    found = phrases.at(words, 0)
    return (words.ends[found[0] - 1], found[1]) if found else None
