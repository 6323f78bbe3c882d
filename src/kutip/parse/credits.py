"""Who is credited on a line, and for what: header lines, end lines, brackets and photo credits."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kutip.lang.furniture import Furniture
from kutip.parse.line import opening
from kutip.record import Part, PartKind
from kutip.words import Phrases

BORDER = re.compile(r"\s*[|•·;\n]\s*|\s+[/–—-]{1,2}\s+")
BEHIND_LABEL = re.compile(r"\s*:\s*|\s+")
NAME_WORDS = 6
OPENERS, CLOSERS = "([{<*", ")]}>*"
SLASHED = re.compile(r"(?:(?<=[.!?”\"])\s+|\()((?:[A-Z][\w.]+\s){0,3}[A-Z][\w.]+\s?/\s?[^\W\d_][^()/\n]{1,60}(?:/[\w.]+){0,3})\)?\.?$")


TAIL = 120
"""No photo credit is longer."""


class Photo(NamedTuple):
    """Where the words before a photo credit end, and where the credited name starts and ends."""

    before: int
    start: int
    end: int


class Credits:
    """The credits of one language."""

    def __init__(self, furniture: Furniture) -> None:
        credits = furniture.credits
        named: dict[str, tuple[PartKind, ...]] = {}
        kinds: tuple[tuple[PartKind, tuple[str, ...]], ...] = (
            ("byline", credits.byline), ("editor", credits.editor),
            ("contributor", credits.contributor), ("agency", credits.agency),
        )  # fmt: skip
        for kind, labels in kinds:
            for label in labels:
                named[label] = (*named.get(label, ()), kind)
        self.labels = Phrases(named.items())
        self.particles = frozenset(furniture.particles)
        words = "|".join(map(re.escape, furniture.joins))
        self.joint = re.compile(rf"\s*(?:[,;&]|(?<=\s)(?:{words})(?=\s))\s*" if words else r"\s*[,;&]\s*", re.IGNORECASE)
        self.beside = re.compile(rf"\s(?:{'|'.join(map(re.escape, furniture.beside))})\s") if furniture.beside else None
        self.roles = frozenset(furniture.roles)
        self.photo = photo_pattern(furniture)
        self.photo_by = furniture.photo_by

    def line(self, text: str, start: int) -> list[Part] | None:
        """The credits of a line that is nothing but credits; None when it is something else."""
        if self.label(text.lstrip(OPENERS)) is None:
            return None
        parts: list[Part] = []
        kinds: tuple[PartKind, ...] = ()
        for piece, at in pieces(text):
            labelled = self.label(piece)
            if labelled is not None:
                kinds, skip, sure = labelled
                names = list(self.names(piece[skip:], start + at + skip, sure))
            else:
                names = list(self.names(piece, start + at, False)) if kinds else []
            if not names:
                return None
            parts += [Part(*span, kind, value=name) for name, *span in names for kind in kinds]
        return parts or None

    def signed(self, text: str, start: int) -> list[Part] | None:
        """The credits of a line that stands where a page signs: names there need no word before them."""
        names = self.names(text, start, False)
        return self.line(text, start) or [Part(*span, "byline", value=name) for name, *span in names] or None

    def label(self, piece: str) -> tuple[tuple[PartKind, ...], int, bool] | None:
        """What a piece says its names did, where they begin, and whether a colon makes it sure."""
        found = opening(self.labels, piece)
        if found is None:
            return None
        behind = BEHIND_LABEL.match(piece, found[0])
        return (found[1], behind.end(), ":" in behind.group()) if behind and behind.end() < len(piece) else None

    def names(self, text: str, start: int, sure: bool) -> Iterator[tuple[str, int, int]]:
        """The names of a credit with their places; none when something stands there that is no name."""
        found = []
        at = 0
        for piece in self.joint.split(text):
            at = text.index(piece, at)
            name = self.trimmed(piece)
            if name and (self.namelike(name) or (sure and len(name.split()) <= NAME_WORDS)):
                first = start + at + piece.index(name)
                found.append((name, first, first + len(name)))
            elif not found:
                return
            at += len(piece)
        yield from found

    def trimmed(self, piece: str) -> str:
        """A name without where, for whom and as what."""
        if self.beside is not None:
            beside = self.beside.search(piece)
            piece = piece[: beside.start()] if beside else piece
        name = piece.strip(" \t.,:@-–—()[]\u00a0")
        low = name.casefold()
        for role in self.roles:
            if low.endswith(" " + role):
                return name[: -len(role)].rstrip()
        return name

    def namelike(self, name: str) -> bool:
        """Whether a few words look like a person, a desk or initials."""
        words = name.split()
        return 0 < len(words) <= NAME_WORDS and words[0].lower() not in self.particles and all(
            word[0].isupper() or word in self.particles or not word[0].isalpha() or (len(words) == 1 and "." in word)
            for word in words
        ) and any(sign.isalpha() for sign in name)

    def photographed(self, text: str) -> Photo | None:
        """The photo credit that a line ends with."""
        first = max(0, len(text) - TAIL)
        tail = text[first:]
        slash = "/" in tail
        found = None
        if self.photo and (slash or ":" in tail or any(map(tail.lower().__contains__, self.photo_by))):
            found = self.photo.search(text, first)
        if found is not None and opened(text, found.start()):
            return Photo(found.start(), *found.span("name"))
        slashed = SLASHED.search(text, first) if slash else None
        return Photo(slashed.start(), *slashed.span(1)) if slashed else None


def opened(text: str, at: int) -> bool:
    """Whether a photo credit may begin there: at the start, behind a full stop, a bracket or a dash."""
    before = text[:at].rstrip()[-1:]
    return not before or before in ".!?…”\"')]|–—-/(["


def pieces(text: str) -> Iterator[tuple[str, int]]:
    """What stands between the signs that part credits, brackets around the whole left out, with its place."""
    inner = text.strip(OPENERS + CLOSERS + " ")
    at = text.index(inner) if inner else 0
    last = 0
    for border in [*BORDER.finditer(inner), None]:
        end = border.start() if border else len(inner)
        if inner[last:end].strip():
            yield inner[last:end], at + last
        last = border.end() if border else end


def photo_pattern(furniture: Furniture) -> re.Pattern[str] | None:
    """The pattern of a photo credit at the end of a line."""
    if not furniture.photo:
        return None
    labels = "|".join(re.escape(label) for label in sorted(furniture.photo, key=len, reverse=True))
    bare = "|".join(re.escape(label) for label in sorted(furniture.photo_by, key=len, reverse=True))
    return re.compile(
        rf"[(\[]?(?<!\w)(?:(?:{labels})\s?[:/]|(?:{bare})(?=\s))\s*(?P<name>[^\s()\[\]](?:[^()\[\]\n]{{0,78}}[^\s()\[\].])?)\.?[)\]]?$",
        re.IGNORECASE,
    )
