"""Who is credited for a picture, in the words of all languages: behind a caption, or on a line of its own."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kutip.lang import web
from kutip.parse.credits import Photo

TAIL = 160
"""No credit is longer."""
ALONE = 100
"""Nor is one that only its place gives away."""
WORDS = 6
PIECE = re.compile(r"\s*(?:\||;|\u2022)\s*")
OPENED, CLAUSES = tuple("(["), tuple("([,|/\u2013\u2014-.!?")
OWNED = re.compile(
    r"\s*/?\s*(?:\u00a9|\(c\)|\bcopyright\b|\ball rights reserved\b|\bpurchase licensing\b).*", re.IGNORECASE
)
"""Behind a name: what says that it is protected."""
EDGES = " \t\u00a0()[]{}.,:;|/\u2013\u2014-"
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,120}(?:\([^()]{0,40}\)[^()\[\]]{0,20})?)[)\]]\s*\.?$")
NAME = re.compile(r"[/,|]|\svia\s|\s-\s", re.IGNORECASE)
CAPITALS = re.compile(r"[^\W\d_]+")


class Credit(NamedTuple):
    """Where a credited name starts and ends in a line."""

    start: int
    end: int


class Photos:
    """What photo credits look like anywhere."""

    def __init__(self) -> None:
        words = web.load()
        labels = {word for one in words.signing.values() for word in one.photo}
        openers = {word for one in words.signing.values() for word in one.photo_by}
        signs = either(words.everywhere.signs)
        said = rf"(?:{either(labels)})\s{{0,2}}[:/]|(?:{either(openers)})(?:(?<=\.)|(?=\s))|(?:{signs})"
        self.opening = re.compile(rf"[\s(\[]{{0,3}}(?<!\w)(?:{said})[\s:]{{0,3}}(?:{signs})?\s{{0,2}}", re.IGNORECASE)
        self.tail = re.compile(
            rf"(?:[(\[]\s?|(?<!\w))(?:{said})\s{{0,2}}(?P<name>[^\s()\[\]].*?)[\s)\].]*$", re.IGNORECASE
        )
        self.hints = re.compile(said, re.IGNORECASE)
        self.sellers = frozenset(words.everywhere.pictures)

    def behind(self, text: str) -> Photo | None:
        """The credit that a caption ends with."""
        first = max(0, len(text) - TAIL)
        found = self.last(text, first)
        if found is not None:
            return Photo(found.start(), *found.span("name"))
        bracket = BRACKETED.search(text, first)
        if bracket is not None and bracket.start() and (self.sold(bracket[1]) or self.hints.search(bracket[1])):
            return Photo(bracket.start(), *bracket.span(1))
        return None

    def last(self, text: str, first: int) -> re.Match[str] | None:
        """The first words of credit from which on nothing else follows: they begin a sentence, a bracket or a clause."""
        for hint in self.hints.finditer(text, first):
            before = text[: hint.start()].rstrip()
            found = self.tail.match(text, len(before) - 1 if before[-1:] in OPENED else hint.start())
            if found is not None and enclosed(text, first, hint.start()):
                continue
            fits = not hint[0][0].islower() or before[-1:] in CLAUSES
            if found is not None and before and fits and len(found["name"]) <= ALONE and ". " not in found["name"]:
                return found
        return None

    def sold(self, words: str) -> bool:
        """Whether words name one who sells pictures."""
        pieces = [piece.strip(EDGES).lower() for piece in NAME.split(words)]
        return any(piece in self.sellers or piece.partition(".")[0] in self.sellers for piece in pieces)

    def alone(self, text: str, before: str) -> bool:
        """Whether a few words behind a caption are a credit, by their look alone."""
        bare = text.strip()
        if not bare or len(bare) > ALONE:
            return False
        if self.opening.match(bare) or self.sold(bare) or (bare[0] in "([" and bare[-1] in ")]"):
            return True
        words = CAPITALS.findall(bare)
        named = 0 < len(words) <= WORDS and all(word[0].isupper() for word in words) and bare[-1] not in ".!?:"
        return named and (before.rstrip()[-1:] in (".", "!", "?", "\u201d") or "/" in bare)

    def names(self, text: str) -> Iterator[Credit]:
        """The names on a line that is a credit, without the words and signs around them."""
        opened = self.opening.match(text)
        start = opened.end() if opened and opened.end() < len(text) else 0
        for piece in (*PIECE.finditer(text, start), None):
            end = piece.start() if piece else len(text)
            owned = OWNED.search(text, start + 1, end) if start < end else None
            end = owned.start() if owned else end
            name = text[start:end]
            stripped = name.strip(EDGES)
            if letters(stripped):
                first = start + name.index(stripped)
                last = first + len(stripped)
                closed = last < len(text) and text[last] in ")]" and "(" in stripped
                yield Credit(first, last + closed)
            start = piece.end() if piece else len(text)


def enclosed(text: str, first: int, at: int) -> bool:
    """Whether a bracket is open there, with words before the place."""
    opened = max(text.rfind("(", first, at), text.rfind("[", first, at))
    return opened >= 0 and bool(text[opened + 1 : at].strip()) and ")" not in text[opened:at]


def letters(name: str) -> bool:
    """Whether a name is made of letters rather than of digits."""
    return 1 < sum(map(str.isalpha, name)) > sum(map(str.isdigit, name))


def either(words: Iterable[str]) -> str:
    """The pattern of any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def load() -> Photos:
    """The one of all pages."""
    return Photos()
