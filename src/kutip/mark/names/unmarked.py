"""Names in a script without capitals: known ones, those that say what they are, and people by the office beside them.

Such scripts write nouns together, so an office or a type word counts as the ending of a word. A person is named in full
once, with an office: behind the name, with the body and country between, or before it. From then on the name alone, and
the family name with an office, mean the same person.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from kutip.mark.names.lexicon import NEVER, OFFICE, PLAIN, TITLE, Lexicon
from kutip.mark.names.split import Piece
from kutip.record import EntityKind, Words

REACH = 5
"""Words between a person and the office behind."""
FULL = range(2, 5)
"""Letters of a person's whole name."""
LONGEST = 20
"""Letters of a name that is one word."""
STEM = 2
"""Letters that stand before a type word at the least."""
DESCRIBED = 4
"""Letters of a name that only the noun before it tells, at the least."""
FOREIGN = range(2, 6)
"""Letters of one word of a foreign name."""
MOST = 3
"""Words of a foreign name."""


class Unmarked:
    """Finds the names of one text."""

    def __init__(self, words: Words, lexicon: Lexicon, blocks: Iterable[tuple[int, int]]) -> None:
        self.words, self.lows, self.lexicon = words, words.lows, lexicon
        self.often = Counter(words.lows)
        self.offices = tuple(low for low, tags in lexicon.tags.items() if tags & OFFICE and len(low) > 1)
        self.verbal = tuple(ending for ending in lexicon.endings if len(ending) > 1)
        self.numbers = [number for first, last in blocks for number in range(first, last)]
        self.borders = frozenset(last for _, last in blocks)

    def pieces(self) -> list[Piece]:
        """All names, in the order of the text."""
        found: dict[int, Piece] = {}
        for piece in (*self.told(), *self.people()):
            if not any(number in found for number in range(piece.first, piece.last)):
                found.update(dict.fromkeys(range(piece.first, piece.last), piece))
        for piece in self.again(set(found.values())):
            if not any(number in found for number in range(piece.first, piece.last)):
                found.update(dict.fromkeys(range(piece.first, piece.last), piece))
        return sorted(set(found.values()))

    # --- names that say what they are ---
    def told(self) -> Iterator[Piece]:
        """Known names, and those that end with a type word."""
        behind = 0
        for number in self.numbers:
            piece = self.known(number) if number >= behind and self.unmarked(number) else None
            piece = piece or (self.described(number) if number >= behind else None)
            if piece is not None:
                piece = self.whole(piece)
                behind = piece.last
                yield piece

    def whole(self, piece: Piece) -> Piece:
        """A country with the type word of a body behind it is the name of that body: Norvia | ministry."""
        low = self.lows[piece.last] if piece.kind == "place" and piece.last < len(self.lows) else ""
        sense = self.lexicon.single.get(low)
        body = sense is not None and sense.closes == "organisation" and not sense.known
        if not body or piece.last in self.borders or self.lexicon.known.at(self.words, piece.last):
            return piece
        return Piece(piece.first, piece.last + 1, "organisation")

    def known(self, number: int) -> Piece | None:
        """The name that begins with that word, by what is known or by how it ends."""
        named = self.lexicon.phrases.at(self.words, number)
        if named and named[1].known:
            return Piece(number, named[0], named[1].known)
        if self.lexicon.tags.get(self.lows[number], 0) & (NEVER | PLAIN):
            return None
        known = self.lexicon.known.at(self.words, number)
        if known:
            return Piece(number, known[0], known[1].kind)
        kind = self.typed(self.lows[number])
        return Piece(number, number + 1, kind) if kind else None

    def described(self, number: int) -> Piece | None:
        """A body that a noun before it tells, if the text names it once more: a games company, Norvisoft."""
        low = self.lows[number]
        if len(low) < DESCRIBED or not number or self.often[low] < 2 or not self.plain(number):
            return None
        before = self.lows[number - 1]
        kind = next((kind for noun, kind in self.lexicon.nouns.items() if before.endswith(noun)), None)
        return Piece(number, number + 1, kind) if kind and not self.words.joined(number - 1) else None

    def typed(self, low: str) -> EntityKind | None:
        """The kind that the end of a word tells."""
        if len(low) > LONGEST or self.lexicon.tags.get(low, 0) & (NEVER | PLAIN):
            return None
        endings = (low[at:] for at in range(STEM, len(low)) if at < len(low) - 1 or self.area(low[:at]))
        senses = (self.lexicon.single.get(ending) for ending in endings)
        return next((sense.closes for sense in senses if sense and sense.closes), None)

    def area(self, low: str) -> bool:
        """Whether a word is a place, so that one letter behind it is a type word."""
        naming = self.lexicon.known.named(low)
        return naming is not None and naming.kind == "place"

    # --- people ---
    def people(self) -> Iterator[Piece]:
        """People with their office behind or before."""
        for number in self.numbers:
            if self.family(number) and (self.serves(number) or self.served(number)):
                yield Piece(number, number + 1, "person")
            elif self.office(number):
                foreign = self.foreign(number)
                if foreign:
                    yield foreign

    def family(self, number: int) -> bool:
        """Whether a word may be a whole name: a family name with a given one behind it."""
        low, families = self.lows[number], self.lexicon.families
        if len(low) not in FULL or not self.plain(number) or self.office(number) or low.endswith(self.verbal):
            return False
        return (low[0] in families and len(low) < max(FULL)) or low[:2] in families

    def plain(self, number: int) -> bool:
        """Whether nothing is known of a word."""
        low = self.lows[number]
        known = self.lexicon.tags.get(low, 0) or self.lexicon.known.at(self.words, number) or self.typed(low)
        return self.unmarked(number) and not known and not self.particle(number)

    def serves(self, number: int) -> bool:
        """Whether an office follows, with nothing but names, bodies and matters of an office between."""
        odd = 0
        for at in range(number + 1, min(number + 1 + REACH, len(self.lows))):
            if self.particle(at) or not self.unmarked(at) or at in self.borders:
                return False
            if self.office(at):
                return len(self.lows[number]) > 2 or at == number + 1 or odd == 0
            plain = self.plain(at) and not self.bodily(at)
            odd += plain
            if odd > 1 or (plain and self.lexicon.affixed(self.lows[at])):
                return False
        return False

    def served(self, number: int) -> bool:
        """Whether an office stands right before the name, and nothing of an office or a name behind."""
        if not number or not self.office(number - 1) or len(self.lows[number]) == min(FULL):
            return False
        ends = number + 1 >= len(self.lows) or number + 1 in self.borders
        return ends or self.particle(number + 1) or not self.lows[number + 1][0].isalnum()

    def foreign(self, number: int) -> Piece | None:
        """The foreign person right before an office, the country or body between."""
        end = number
        while end and self.unmarked(end - 1) and not self.particle(end - 1) and not self.strange(end - 1, number):
            if self.lexicon.tags.get(self.lows[end - 1], 0) & PLAIN and not self.matter(end - 1):
                return None
            end -= 1
        first = end
        while end - first < MOST and first and self.strange(first - 1, number):
            first -= 1
        alone = end == number and len(self.lows[first]) > min(FOREIGN)  # one word is a name right before the office
        whole = 1 < end - first < MOST or alone
        return Piece(first, end, "person") if first < end and whole else None

    def strange(self, number: int, office: int) -> bool:
        """Whether a word before an office can be part of a foreign name."""
        low = self.lows[number]
        fits = len(low) in FOREIGN and self.plain(number) and not self.lexicon.affixed(low) and not self.bodily(number)
        return fits and not self.particle(number + 1) and self.borders.isdisjoint(range(number + 1, office + 1))

    def bodily(self, number: int) -> bool:
        """Whether the last letter of a word tells a body: the ministry of something."""
        low = self.lows[number]
        sense = self.lexicon.single.get(low[-1]) if len(low) > STEM else None
        return sense is not None and sense.closes == "organisation"

    def matter(self, number: int) -> bool:
        """Whether a word goes with an office."""
        sense = self.lexicon.single.get(self.lows[number])
        return sense is not None and bool(sense.tags & ~PLAIN & ~NEVER)

    def again(self, found: set[Piece]) -> Iterator[Piece]:
        """People and described bodies once more: by the whole name; people also by the family name before an office."""
        bodies = {self.lows[piece.first]: piece.kind for piece in found if self.described(piece.first) == piece}
        named = {self.lows[piece.first] for piece in found if piece.kind == "person" and piece.last - piece.first == 1}
        families = {low[:size] for low in named for size in (1, 2) if low[:size] in self.lexicon.families}
        for number in self.numbers:
            low = self.lows[number]
            called = low in families and number + 1 < len(self.lows) and self.office(number + 1)
            if (low in named or called) and self.unmarked(number) and not self.words.joined(number):
                yield Piece(number, number + 1, "person")
            elif low in bodies:
                yield Piece(number, number + 1, bodies[low])

    # --- words ---
    def office(self, number: int) -> bool:
        """Whether a word is an office or ends with one."""
        low = self.lows[number]
        return bool(self.lexicon.tags.get(low, 0) & TITLE) or (len(low) > STEM and low.endswith(self.offices))

    def unmarked(self, number: int) -> bool:
        """Whether a word is written in letters without capitals."""
        letter = self.words.text[self.words.starts[number]]
        return letter.isalpha() and letter.upper() == letter.lower()

    def particle(self, number: int) -> bool:
        """Whether a word is written onto the one before it."""
        return number < len(self.lows) and self.words.joined(number) and number not in self.borders
