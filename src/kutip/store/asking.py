"""What people type to search → a question that the full text understands, whatever they type.

wind farm          both words
"wind farm"        these words in a row
wind*              words that begin so
-farm, -"a b"      not these
"""

import re
import unicodedata
from typing import NamedTuple

from kutip.errors import InputError
from kutip.store import particles

MOST = 32
"""Words of one question."""
LONGEST = 1_000
"""Signs of one question."""
BEGINNING = 2
"""Letters that the beginning of a word must have at least to be looked for, in scripts of letters."""
BEGINNINGS = 4
"""Of one question: each stands for all words that begin so, up to 50 ms for a million claims."""
MINUS = "-−–"
PIECE = re.compile(r"""([-−–]*)["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)""")
"""What stands in quotation marks, and what is to be without it; a mark that is not closed ends with the text. Else a
word."""


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
    pieces = PIECE.finditer(text)
    found = [of(piece[3]) if piece[3] else row(piece[2], without=piece[1] != "") for piece in pieces]
    if sum(len(term.words) for term in found) > MOST:
        raise InputError(f"the question has more than {MOST} words; ask with fewer")
    if sum(term.begins for term in found) > BEGINNINGS:
        raise InputError(f"the question has more than {BEGINNINGS} beginnings of words; write some of them out")
    return [term for term in found if term.words]  # of mere signs nothing is left


def row(phrase: str, without: bool) -> Term:
    """Words in a row, particles and all."""
    return Term(tuple(part for word in lettered(phrase) for part in parted(word)), without=without)


def of(piece: str) -> Term:
    """A word without its particles; what a sign cuts in two is in a row."""
    without = piece[0] in MINUS
    *before, last = lettered(piece) or [""]
    begins = piece[-1] == "*" and (len(last) >= BEGINNING or not last.isascii())
    return Term((*before, parted(last)[0]), begins, without) if last else Term((), False, without)


def lettered(piece: str) -> list[str]:
    """The words of a piece as the full text cuts them: letters and figures, each written in one way."""
    whole = unicodedata.normalize("NFC", piece).encode("utf-8", "ignore").decode()
    kept = (sign if word(sign) else " " for sign in whole)
    return "".join(kept).split()


def word(sign: str) -> bool:
    """Whether a sign is part of a word: a letter, a figure, or a mark on a letter."""
    return unicodedata.category(sign)[0] in "LNM"


def parted(word: str) -> list[str]:
    """A word and the particles on it, by the first language that has them."""
    found = (particles.apart(word, endings).split() for endings in particles.of_all())
    return next((parts for parts in found if len(parts) > 1), [word])
