"""Particles that a language writes onto its words, apart: in the full text, and in what is asked of it."""

from collections.abc import Sequence
from functools import cache

from kutip import lang as languages
from kutip import words as wording
from kutip.words import Endings


@cache
def of(code: str) -> Endings | None:
    """The particles of a language, if it has any."""
    return languages.load(code).signs.endings() if code in languages.codes() else None


@cache
def of_all() -> Sequence[Endings]:
    """The particles of all languages that have any."""
    return [endings for code in languages.codes() if (endings := of(code))]


def apart(text: str, endings: Endings) -> str:
    """A text with a space before each particle, and otherwise as it is."""
    words = wording.cut(text)
    parts = endings.parted(words)
    whole = frozenset(words.starts)
    edges = [start for start in parts.starts if start not in whole]
    return " ".join(text[begin:end] for begin, end in zip([0, *edges], [*edges, len(text)], strict=True))
