"""Mentions of one party put together: the short form with the full one, the acronym with what it stands for."""

from collections import defaultdict
from collections.abc import Iterable

from kutip.mark.names.kinds import TITLED, TOLD, votes
from kutip.mark.names.lexicon import AREA, BRANCH, COMPANY, Lexicon
from kutip.mark.names.split import Piece
from kutip.record import EntityKind, Words

MEDIA = frozenset({"organisation", "agency", "outlet"})
TIE: tuple[EntityKind, ...] = ("person", "organisation", "place", "agency", "outlet", "other")
Key = tuple[str, ...]


class Party:
    """One entity in the making: its keys, its mentions, and the votes for its kind."""

    def __init__(self, key: Key, full: Key) -> None:
        self.key = key
        self.full = full
        self.pieces: list[Piece] = []
        self.votes: dict[EntityKind, int] = dict.fromkeys(TIE, 0)

    @property
    def kind(self) -> EntityKind:
        """What most votes say."""
        return max(self.votes, key=self.votes.__getitem__)


class Groups:
    """Puts the names of one text together."""

    def __init__(self, words: Words, lexicon: Lexicon, areas: frozenset[str]) -> None:
        self.areas = areas
        self.words = words
        self.lexicon = lexicon

    def key(self, piece: Piece) -> Key:
        """The words that count for comparing: no hyphens, points, small words."""
        return tuple(low for low in self.words.lows[piece.first : piece.last] if low[0].isalnum() or low[0] == "'")

    def parties(self, pieces: list[Piece]) -> list[Party]:
        """All entities, with their mentions in the order of the text."""
        bykey: dict[Key, list[Piece]] = defaultdict(list)
        for piece in pieces:
            bykey[self.key(piece)].append(piece)
        aliases = self.aliases(pieces)
        parties: list[Party] = []
        index: dict[str, list[Party]] = defaultdict(list)
        pending: list[tuple[Key, list[Piece], list[Party]]] = []
        for key in sorted(bykey, key=len, reverse=True):
            party = Party(key, self.core(key))
            for piece in bykey[key]:
                for kind, weight in votes(piece, self.words, self.lexicon):
                    party.votes[kind] += weight
            if " ".join(key) in self.areas:
                party.votes["place"] += 3
            alias = aliases.get(key) or self.lexicon.nicknames.get(key)
            longer = [other for other in parties if alias == other.key] if alias else []
            longer = longer or [other for other in self.candidates(key, index) if self.joins(party, other)]
            if not longer:
                party.pieces = bykey[key]
                parties.append(party)
                for low in self.handles(key):
                    index[low].append(party)
            else:
                pending.append((key, bykey[key], longer))
                if len(longer) == 1:
                    for kind, weight in party.votes.items():
                        longer[0].votes[kind] += weight
        for _, found, longer in pending:
            for piece in found:
                self.nearest(piece, longer).pieces.append(piece)
        for party in parties:
            party.pieces.sort()
        return parties

    def handles(self, key: Key) -> set[str]:
        """By what a shorter name can find this one: its words, and the acronyms of its beginning."""
        letters = self.letters(key)
        return {*key, *("#" + letters[:size] for size in range(2, len(letters) + 1))}

    def candidates(self, key: Key, index: dict[str, list[Party]]) -> list[Party]:
        """Longer names that share a word with this one, or whose first letters it may be."""
        found = [party for low in key for party in index.get(low, ())]
        if len(key) == 1:
            found += index.get("#" + key[0], ())
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def nearest(self, piece: Piece, parties: list[Party]) -> Party:
        """The party that was named last before this mention."""
        before = [(max((other.first for other in party.pieces if other.first < piece.first), default=-1), -number) for number, party in enumerate(parties)]
        return parties[-max(before)[1]]

    def core(self, key: Key) -> Key:
        """The name without words it goes with or without: Kota, PT, News."""
        core = tuple(low for low in key if not self.lexicon.tags(low) & (AREA | COMPANY))
        return core or key

    def aliases(self, pieces: Iterable[Piece]) -> dict[Key, Key]:
        """Acronyms in brackets behind the name they stand for."""
        found: dict[Key, Key] = {}
        before: Piece | None = None
        for piece in pieces:
            if before and piece.first == before.last + 1 and self.words.lows[before.last] == "(" and self.words.lows[piece.last : piece.last + 1] == [")"]:
                short, full = sorted((self.key(piece), self.key(before)), key=len)
                if len(short) == 1 < len(full):
                    found[short] = full
            before = piece
        return found

    def joins(self, party: Party, other: Party) -> bool:
        """Whether a shorter name can stand for the longer one."""
        short, long, kind, full = party.key, other.key, party.kind, other.kind
        sure = max(party.votes.values()) >= TITLED
        if kind != full and sure and not {kind, full} <= MEDIA:
            return False
        if full == "person":
            return len(short) == 1 and short[0] in long or short in (long[: len(short)], long[-len(short) :])
        if full == "place":
            return party.full == other.full
        if full in MEDIA:
            return self.body(party, other)
        return False

    def body(self, party: Party, other: Party) -> bool:
        """Whether the shorter name is the body's without its type or area words, or its acronym."""
        short, long = party.key, other.key
        if party.full == other.full:
            return True
        if len(short) == 1 and self.lexicon.tags(short[0]) & BRANCH:
            return long[0] == short[0] or self.acronym(short[0], long)
        if len(short) == 2 and short[0] == long[0] and self.acronym(short[1], long[1:]):
            return True
        if len(short) == 1 and 1 < len(short[0]) and self.acronym(short[0], long):
            return True
        if short == long[: len(short)] and party.votes["organisation"] >= TOLD:
            return True
        last = self.lexicon.single.get(long[-1])
        if last is not None and last.closes and short == long[:-1]:
            return party.votes["place"] < 4
        first = self.lexicon.single.get(long[0])
        return first is not None and first.opens is not None and len(short) > 1 and short == long[1:] and party.kind != "place"

    def acronym(self, short: str, long: Key) -> bool:
        """Whether the letters are the first of the words."""
        return len(short) > 2 and self.letters(long).startswith(short)

    def letters(self, key: Key) -> str:
        """The first letters of a name's words."""
        return "".join([low[0] for low in key if low not in self.lexicon.links and low not in self.lexicon.ands])
