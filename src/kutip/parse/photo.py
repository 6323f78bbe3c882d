"""Who is credited for a picture, in the words of all languages: behind a caption, or on a line of its own."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kutip.lang import web
from kutip.parse.credits import Photo
from kutip.parse.line import BLANKS

TAIL = 160
"""No credit is longer."""
ALONE = 100
"""Nor is one that only its place gives away."""
WORDS = 6
PIECE = re.compile(r"\s{0,9}(?:\||;|\u2022)\s{0,9}")
LABEL, LABEL_WORDS = 40, 3
"""A label is no longer."""
LAST = re.compile(r"(?:^|(?<=[\s(\[,;|\u3002]))(?=\S)")
COLONS = ":/\uff1a"
OPENED, CLOSED, CLAUSES = tuple("(["), tuple(")]"), tuple("([,|/\u2013\u2014-.!?")
EDGES = f"{BLANKS}()[]{{}}.,:;|/\u2013\u2014-"
BRACKETED = re.compile(r"\s{0,9}[(\[]([^()\[\]]{2,120}(?:\([^()]{0,40}\)[^()\[\]]{0,20})?)[)\]]\s*\.?$")
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
        openers |= {word for word in labels if word.endswith(".")}
        signs = either(words.everywhere.signs)
        said = rf"(?:{either(labels)})\s{{0,2}}(?:{signs}|[:/\uff1a])|(?:{either(openers)})(?=\s)|(?:{signs})"
        self.labels = frozenset(labels)
        behind = rf"[\s:\uff1a]{{0,3}}(?:{signs})?\s{{0,2}}"
        self.begins = re.compile(rf"[\s(\[]{{0,3}}(?<!\w)(?:{said}){behind}", re.IGNORECASE)
        self.border = re.compile(rf"[:/\uff1a]|{signs}|(?<!\w)(?:{either(openers)})(?=\s)", re.IGNORECASE)
        self.owned = re.compile(rf"{signs}|\b(?:{either(words.everywhere.owned)})\b", re.IGNORECASE)
        self.sellers = frozenset(words.everywhere.pictures)

    def behind(self, text: str) -> Photo | None:
        """The credit that a caption ends with."""
        first = max(0, len(text) - TAIL)
        found = self.last(text, first)
        bracket = None if found else BRACKETED.search(text, first)
        if bracket is None or not bracket.start():
            return found
        named = self.sold(bracket[1]) or next(self.hints(text, bracket.start(1)), None) is not None
        return Photo(bracket.start(), *bracket.span(1)) if named else None

    def hints(self, text: str, first: int) -> Iterator[tuple[int, int]]:
        """The words and signs of credit from there on: where each begins, and where it ends."""
        for sign in self.border.finditer(text, first):
            if sign[0] not in COLONS:
                yield sign.span()
                continue
            before = text[max(first, sign.start() - LABEL) : sign.start()].rstrip()
            for words in reversed(list(LAST.finditer(before))[-LABEL_WORDS:]):
                if before[words.start() :].lower() in self.labels:
                    yield sign.start() - (sign.start() - max(first, sign.start() - LABEL)) + words.start(), sign.end()

    def last(self, text: str, first: int) -> Photo | None:
        """The first words of credit behind which nothing follows: they begin a sentence, a bracket or a clause."""
        for start, end in self.hints(text, first):
            before = text[:start].rstrip()
            if not before or enclosed(text, first, start) or not (not text[start].islower() or before[-1] in CLAUSES):
                continue
            opened = before[-1] in OPENED
            name = text[end:].rstrip(" .\u00a0")
            name = name[:-1].rstrip() if name[-1:] in CLOSED and (opened or "(" not in name) else name
            begin = end + len(name) - len(name.lstrip(" :\u00a0"))
            name = name.lstrip(" :\u00a0")
            whole = not opened or not any(map(name.__contains__, CLOSED)) or "(" in name
            if name and len(name) <= ALONE and ". " not in name and whole:
                return Photo(len(before) - 1 if opened else start, begin, begin + len(name))
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
        if self.begins.match(bare) or self.sold(bare) or (bare[0] in "([" and bare[-1] in ")]"):
            return True
        words = CAPITALS.findall(bare)
        named = 0 < len(words) <= WORDS and all(word[0].isupper() for word in words) and bare[-1] not in ".!?:"
        return named and (before.rstrip()[-1:] in (".", "!", "?", "\u201d") or "/" in bare)

    def names(self, text: str) -> Iterator[Credit]:
        """The names on a line that is a credit, without the words and signs around them."""
        opened = self.begins.match(text)
        start = opened.end() if opened else 0
        for piece in (*PIECE.finditer(text, start), None):
            end = piece.start() if piece else len(text)
            owned = self.owned.search(text, start + 1, end) if start < end else None
            end = owned.start() if owned else end
            name = text[start:end]
            stripped = name.strip(EDGES)
            if letters(stripped) and stripped.lower() not in self.labels:
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
