"""What the words beside a name say about its kind, as votes that are added up over all its mentions."""

from collections.abc import Iterator

from kutip.mark.names.lexicon import FAMILY, GIVEN, HUMAN, TITLE, Lexicon
from kutip.mark.names.split import Piece
from kutip.record import EntityKind, Words

Vote = tuple[EntityKind, int]
TOLD, TITLED, CALLED = 12, 6, 48
"""How much a type word or a known name weighs, an office before the name, and words like `bernama`."""
LONGEST_ACRONYM = 6


def votes(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """The votes one mention gives."""
    before = words.lows[piece.first - 1] if piece.first else ""
    if before in lexicon.callers:
        yield "person", CALLED
    elif piece.kind is not None:
        yield piece.kind, TITLED if piece.kind == "person" else TOLD
    else:
        yield from inner(piece, words, lexicon)
        yield from outer(piece, before, words, lexicon)


def inner(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """What the name's own words say."""
    head, tail = (lexicon.tags.get(words.lows[number], 0) for number in (piece.first, piece.last - 1))
    if head & GIVEN:
        yield "person", 3
    if piece.last - piece.first > 1:
        yield ("person", 1) if piece.last - piece.first < 4 else ("organisation", 2)
        if tail & FAMILY:
            yield "person", 2
        return
    yield "place", 1
    word = words.word(piece.first)
    if head & HUMAN:
        yield "person", 1
    if word.isupper():
        if 1 < len(word) <= LONGEST_ACRONYM:
            yield "organisation", 3
    elif not word[1:].islower():
        yield "organisation", 2  # a capital inside: TikTok


def outer(piece: Piece, before: str, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """What the words before and behind the name say."""
    lows, single = words.lows, piece.last - piece.first == 1
    behind = lows[piece.last] if piece.last < len(words) else ""
    if before in lexicon.relay or (before in lexicon.at and lows[piece.first - 2] in lexicon.relay):
        yield "agency" if single else "outlet", 4
    elif before in lexicon.at:
        yield "place", 3
    if before in lexicon.noun_words or behind in lexicon.noun_words:
        beside = (
            " ".join(lows[max(0, piece.first - 2) : piece.first]),
            before,
            " ".join(lows[piece.last : piece.last + 2]),
            behind,
        )
        yield from ((lexicon.nouns[noun], 4) for noun in beside if noun in lexicon.nouns)
    if before in lexicon.speech or behind in lexicon.speech or (single and behind.startswith(lexicon.verbs)):
        yield "person", 2
    elif single and behind in lexicon.acts:
        yield "person", 1
    if behind == "," and piece.last + 1 < len(words):
        low = lows[piece.last + 1]
        if lexicon.tags.get(low, 0) & TITLE or lexicon.verbal(low) or (low.isdecimal() and len(low) == 2):
            yield "person", 3  # an office, an age, or what he does
