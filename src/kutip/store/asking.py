"""What people type to search → a question that the full text understands, whatever they type.

wind farm          both words
"wind farm"        these words in a row
wind*              words that begin so
-farm, -"a b"      not these
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kutip import lang as languages
from kutip import words as wording
from kutip.errors import InputError
from kutip.words import Endings

MOST = 32
"""Words of one question."""
LONGEST = 1_000
"""Signs of one question."""
BEGINNING = 3
"""Letters that the beginning of a word must have at least to be looked for, in scripts of letters."""
QUOTES = '"“”„«»'
MINUS = "-−–"


class Term(NamedTuple):
    """One thing to be found."""

    words: tuple[str, ...]
    """In a row."""
    begins: bool = False
    """Whether the last word may go on."""
    without: bool = False

    def __str__(self) -> str:
        return f'"{" ".join(self.words)}"' + " *" * self.begins


def terms(text: str) -> list[Term]:
    """All that is to be found, and not to be found."""
    if len(text) > LONGEST:
        raise InputError(f"the question is longer than {LONGEST:,} signs; ask with fewer words")
    found = [term for piece in pieces(text) if (term := of(piece))]
    if sum(len(term.words) for term in found) > MOST:
        raise InputError(f"the question has more than {MOST} words; ask with fewer")
    return found


def pieces(text: str) -> Iterator[str]:
    """The words, and what stands in quotation marks; a mark that is not closed ends with the text."""
    piece, open = "", False
    for sign in text:
        if sign in QUOTES:
            if open:
                yield piece + '"'
                piece = ""
            else:
                begin = piece if piece and all(one in MINUS for one in piece) else ""
                yield piece.removesuffix(begin) if begin else piece
                piece = begin + '"'
            open = not open
        elif sign.isspace() and not open:
            yield piece
            piece = ""
        else:
            piece += sign
    yield piece


def of(piece: str) -> Term | None:
    """One thing to be found; None where no letter or figure is in it."""
    without = piece[:1] in MINUS and piece != ""
    phrase = '"' in piece
    words = lettered(piece)
    if not words:
        return None
    begins = not phrase and piece.endswith("*") and (len(words[-1]) >= BEGINNING or not words[-1].isascii())
    if phrase:
        parts = [part for word in words for part in parted(word)]
        return Term(tuple(parts), False, without)
    *before, last = words
    return Term((*before, parted(last)[0]), begins, without)


def lettered(piece: str) -> list[str]:
    """The words of a piece as the full text cuts them: letters and figures, each written in one way."""
    whole = unicodedata.normalize("NFC", piece).encode("utf-8", "ignore").decode()
    kept = (sign if word(sign) else " " for sign in whole)
    return "".join(kept).split()


def word(sign: str) -> bool:
    """Whether a sign is part of a word: a letter, a figure, or a mark on a letter."""
    return unicodedata.category(sign)[0] in "LNM"


def parted(low: str) -> list[str]:
    """A word and the particles on it, by the first language that has them."""
    for endings in particles():
        words = endings.parted(wording.cut(low))
        if len(words) > 1:
            return [words.word(number) for number in range(len(words))]
    return [low]


@cache
def particles() -> Sequence[Endings]:
    """The particles of all languages that write them onto words."""
    found = (languages.load(code).signs.endings() for code in languages.codes())
    return [endings for endings in found if endings]
