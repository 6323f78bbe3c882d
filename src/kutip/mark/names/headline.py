"""Names in headlines whose words all have a capital: only what the body names is a name there."""

from kutip.mark.names.group import Party
from kutip.mark.names.lexicon import PLAIN, Lexicon
from kutip.mark.names.split import Piece
from kutip.record import Part, Words

HEADLINES = frozenset({"title", "subtitle", "subhead"})
SHARE = 0.6
"""Of a headline's longer words have a capital: then capitals tell nothing in it."""
LONGER, SHORTEST = 3, 3

Form = tuple[str, ...]


def shouting(part: Part, first: int, last: int, words: Words, capital: list[bool]) -> bool:
    """Whether the part is a headline with capitals throughout."""
    if part.kind not in HEADLINES:
        return False
    long = [capital[number] for number in range(first, last) if len(words.lows[number]) > LONGER]
    return len(long) > 2 and sum(long) >= SHARE * len(long)


def add_mentions(
    lines: list[tuple[int, int]], parties: list[Party], words: Words, lexicon: Lexicon, capital: list[bool]
) -> None:
    """Gives the parties their mentions in the lines, the longest form first."""
    forms = forms_of(parties, words, lexicon)
    sizes = sorted({len(form) for form in forms}, reverse=True)
    for first, last in lines:
        number = first
        while number < last:
            party, size = at(number, last, words, forms, sizes) if capital[number] else (None, 1)
            if party is not None:
                party.pieces.append(Piece(number, number + size, None))
            number += size


def at(number: int, last: int, words: Words, forms: dict[Form, Party], sizes: list[int]) -> tuple[Party | None, int]:
    """The party whose form begins at that word, and how many words it has."""
    for size in sizes:
        party = forms.get(tuple(words.lows[number : number + size])) if number + size <= last else None
        if party is not None:
            return party, size
    return None, 1


def forms_of(parties: list[Party], words: Words, lexicon: Lexicon) -> dict[Form, Party]:
    """All forms under which a headline may name the parties."""
    forms: dict[Form, Party] = {}
    for party in parties:
        for piece in party.pieces:
            forms.setdefault(tuple(words.lows[piece.first : piece.last]), party)
        forms.setdefault(party.core, party)
        for low in party.key if party.kind == "person" else ():
            if len(low) >= SHORTEST and not lexicon.tags.get(low, 0) & PLAIN:
                forms.setdefault((low,), party)
    return forms
