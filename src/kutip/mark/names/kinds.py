"""What the words beside a name say about its kind, as votes that are added up over all its mentions."""

from collections.abc import Iterator

from kutip.mark.names.lexicon import COMMON, FAMILY, GIVEN, HUMAN, STAFF, STRONG, TITLE, Lexicon
from kutip.mark.names.split import Piece
from kutip.record import EntityKind, Words

Vote = tuple[EntityKind, int]
TOLD, TITLED, NOUN, CALLED, LEARNED = 12, 6, 5, 48, 3
"""How much a type word or a known name weighs, an office before the name, a noun beside it, words like `bernama`, and
what a model takes the name for."""
LONGEST_ACRONYM, LONGEST_ARTICLE, LONGEST_ROLE, SOON = 6, 3, 6, 6
SIDES, CLOSED = frozenset(",("), ([")"], [","])


def votes(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """The votes one mention gives."""
    if piece.learned is not None:
        yield piece.learned, LEARNED
    if piece.first and words.lows[piece.first - 1] in lexicon.callers:
        yield "person", CALLED
    elif piece.kind is not None:
        yield piece.kind, TITLED if piece.kind == "person" else TOLD
    else:
        yield from inner(piece, words, lexicon)
        yield from outer(piece, words, lexicon)


def inner(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """What the name's own words say."""
    tags = [lexicon.tags.get(words.lows[number], 0) for number in range(piece.first, piece.last)]
    if tags[0] & GIVEN:
        yield "person", 3
    if len(tags) > 1:
        yield ("person", 1) if len(tags) < 4 else ("organisation", 2)
        if tags[-1] & FAMILY:
            yield "person", 2
        if any(tag & COMMON and not tag & HUMAN for tag in tags):
            yield "organisation", 2  # Laskar Merah, which says what it is
        return
    yield "place", 1
    word = words.word(piece.first)
    if tags[0] & HUMAN:
        yield "person", 1
    if word.isupper():
        if 1 < len(word) <= LONGEST_ACRONYM:
            yield "organisation", 3
    elif not word[1:].islower():
        yield "organisation", 2  # a capital inside: TikTok


def outer(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """What the words before and behind the name say."""
    yield from before(piece, words, lexicon)
    yield from behind(piece, words, lexicon)
    yield from beside(piece, words, lexicon)


def before(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """What the words before the name say: those of relay, a preposition, the article no person has."""
    lows, first, single = words.lows, piece.first, piece.last - piece.first == 1
    if first and lows[first - 1] in lexicon.articles:
        first -= 1
        yield "organisation", 1 if single else 4
    relayed = lexicon.relay.at(words, first, 0)
    if relayed is not None:
        yield relayer(piece, words, lexicon, relayed[1] < STRONG), relayed[1]
    elif lexicon.noun_before(words, first) not in (None, "place"):
        return
    elif first and lows[first - 1] in lexicon.at:
        yield "place", 3
    elif first and lows[first - 1] in lexicon.off:
        yield "place", 2


def relayer(piece: Piece, words: Words, lexicon: Lexicon, heard: bool) -> EntityKind:
    """Who stands behind words of relay; where he only `heard` something it may be a person."""
    low, single = words.lows[piece.first], piece.last - piece.first == 1
    wire = single and not low.endswith(lexicon.mastheads)
    surname = wire and lexicon.surnames and not words.word(piece.first).isupper()
    if heard and (surname or lexicon.tags.get(low, 0) & HUMAN):
        return "person"
    return "agency" if wire else "outlet"


def behind(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """What the words behind the name say: what it does, what it owns, an age, who or which."""
    lows, number, single = words.lows, piece.last, piece.last - piece.first == 1
    if number == len(lows):
        return
    low, ahead = lows[number], lows[number + 1] if number + 1 < len(lows) else ""
    if low in lexicon.reports:
        yield "outlet", 3
    elif low in lexicon.trades and not lexicon.tags.get(lows[piece.first], 0) & HUMAN:
        yield "organisation", 2
    elif low in lexicon.acts or (single and low.startswith(lexicon.verbs)):
        yield "person", 1
    elif low in lexicon.possessives and led(number + 1, words, lexicon):
        yield "organisation", 4
    elif not lexicon.office_leads and lexicon.tags.get(low, 0) & STAFF:
        yield "organisation", 4  # Halyard analyst Joss Penrose
    elif low == ":" and words.word(piece.last - 1).isupper():
        yield "person", TITLED  # whose words follow, in a transcript
    if low in SIDES:
        if ahead.isdecimal() and len(ahead) == 2 and lows[number + 2 : number + 3] in CLOSED:
            yield "person", TITLED  # an age
        elif low == "," and ahead in lexicon.which:
            yield "organisation", 3
        elif low == "," and len(ahead) <= LONGEST_ARTICLE and (kind := called(number + 2, words, lexicon)):
            yield kind, NOUN
        elif low == "," and (ahead in lexicon.who or lexicon.verbal(ahead) or officed(number + 1, words, lexicon)):
            yield "person", 3


def beside(piece: Piece, words: Words, lexicon: Lexicon) -> Iterator[Vote]:
    """What nouns and words of speech say on either side."""
    lows = words.lows
    for kind in (lexicon.noun_before(words, piece.first), lexicon.noun_behind(words, piece.last)):
        if kind is not None:
            yield kind, NOUN
    left = lows[piece.first - 1] if piece.first else ""
    right = lows[piece.last] if piece.last < len(words) else ""
    if left in lexicon.speech or right in lexicon.speech:
        yield "person", 2
    for low in lows[piece.last : piece.last + SOON]:
        if not low[0].isalnum() and low not in lexicon.possessives:
            return
        if low in lexicon.its or low in lexicon.his:
            yield ("person" if low in lexicon.his else "organisation"), 2
            return


def called(number: int, words: Words, lexicon: Lexicon) -> EntityKind | None:
    """The kind that a noun behind an article tells, unless it owns what follows: Tidemark, the insurer; one word may
    stand before a noun that ends there: a Czech maker of optics."""
    follows = words.lows[number + 1 : number + 3]
    if follows and follows[0] in lexicon.possessives:
        return None
    ends = len(follows) == 2 and (follows[1:] in CLOSED or follows[1] in lexicon.links)
    return lexicon.noun_behind(words, number) or (lexicon.noun_behind(words, number + 1) if ends else None)


def led(number: int, words: Words, lexicon: Lexicon) -> bool:
    """Whether the next words are somebody who leads or serves a body: general manager."""
    for at in range(number, min(number + 3, len(words))):
        found = lexicon.phrases.at(words, at)
        if found is not None and found[1].tags & STAFF:
            return True
    return False


def officed(number: int, words: Words, lexicon: Lexicon) -> bool:
    """Whether the words up to the next sign tell an office: , a farmer from …"""
    for low in words.lows[number : number + LONGEST_ROLE]:
        if not low[0].isalnum() or low in lexicon.possessives:
            return False
        if lexicon.tags.get(low, 0) & TITLE:
            return True
    return False
