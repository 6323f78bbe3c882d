"""What the words beside a name say about its kind, as votes that are added up over all its mentions."""

from collections.abc import Iterator

from kutip.mark.names.lexicon import FAMILY, GIVEN, HUMAN, TITLE, Lexicon
from kutip.mark.names.split import Piece
from kutip.record import EntityKind, Words

Vote = tuple[EntityKind, int]
TOLD, TITLED = 12, 6
"""How much a type word or a known name weighs, and how much an office before the name."""


def votes(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """The votes one mention gives."""
    if piece.first and words.lows[piece.first - 1] in lexicon.callers:
        yield "person", 4 * TOLD
    if piece.kind is not None:
        yield piece.kind, TITLED if piece.kind == "person" else TOLD
        return
    lows, size = words.lows, piece.last - piece.first
    before = lows[piece.first - 1] if piece.first else ""
    behind = lows[piece.last] if piece.last < len(words) else ""
    yield from inner(piece, words, lexicon)
    if before in lexicon.relay or (before in lexicon.at and lows[piece.first - 2] in lexicon.relay):
        yield ("agency" if size == 1 else "outlet"), 4
    elif before in lexicon.at:
        yield "place", 3
    for noun in (before, behind):
        if noun in lexicon.nouns:
            yield lexicon.nouns[noun], 4
    if before in lexicon.speech or behind in lexicon.speech:
        yield "person", 2
    elif size == 1 and behind.startswith(lexicon.verbs):
        yield "person", 2
    elif size == 1 and behind in lexicon.acts:
        yield "person", 1
    if behind == "," and piece.last + 1 < len(words):
        yield from apposed(lows[piece.last + 1], words, lexicon)


def inner(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """What the name's own words say."""
    size = piece.last - piece.first
    word = words.word(piece.first)
    head, tail = lexicon.tags(words.lows[piece.first]), lexicon.tags(words.lows[piece.last - 1])
    if size == 1 and 1 < len(word) < 7 and word.isupper():
        yield "organisation", 3
    if head & GIVEN:
        yield "person", 3
    if size > 1 and tail & FAMILY:
        yield "person", 2
    if size == 1 and head & HUMAN:
        yield "person", 1
    if size == 1:
        yield "place", 1
    elif size < 4:
        yield "person", 1
    else:
        yield "organisation", 2


def apposed(low: str, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """A person's age or office behind a comma."""
    if lexicon.tags(low) & TITLE or lexicon.verbal(low):
        yield "person", 3
    elif low.isdecimal() and len(low) == 2:
        yield "person", 3
