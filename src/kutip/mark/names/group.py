"""Mentions of one party put together: the short form with the full one, the acronym with what it stands for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kutip.known import Entry
from kutip.mark.names.kinds import TITLED, TOLD, Vote, votes
from kutip.mark.names.lexicon import AREA, BRANCH, COMPANY, GIVEN, Lexicon
from kutip.mark.names.split import Piece
from kutip.record import EntityKind, Words

MEDIA = frozenset({"organisation", "agency", "outlet"})
KINDS: tuple[EntityKind, ...] = ("person", "organisation", "place", "agency", "outlet", "other")
"""The first of them wins when votes are even."""
Key = tuple[str, ...]


class Party:
    """One entity in the making: the words that count of its name, its mentions, and the votes for its kind."""

    def __init__(self, key: Key, core: Key, pieces: list[Piece]) -> None:
        self.key = key
        self.core = core
        self.pieces = pieces
        self.votes = dict.fromkeys(KINDS, 0)
        self.kind: EntityKind = "other"
        self.sure = False
        self.entry: Entry | None = None
        """Who the party is, where one of its names is known."""

    def settle(self) -> None:
        """Makes the kind what most votes say; it is sure when more than the neighbourhood tells it."""
        self.kind = max(self.votes, key=self.votes.__getitem__)
        self.sure = self.votes[self.kind] >= TITLED


class Groups:
    """Puts the names of one text together."""

    def __init__(self, words: Words, lexicon: Lexicon, areas: frozenset[str]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.areas = areas

    def parties(self, pieces: list[Piece]) -> list[Party]:
        """All entities; each longer name takes the shorter ones that can stand for it."""
        index: dict[str, list[Party]] = defaultdict(list)
        bykey: dict[Key, Party] = {}
        byid: dict[str, Party] = {}
        shorter: list[tuple[Party, list[Party]]] = []
        aliases = self.aliases(pieces)
        for party in self.forms(pieces):
            full = bykey.get(aliases.get(party.key, ())) or self.same(party, byid)
            longer = [full] if full and full is not party else self.longer(party, index)
            if longer:
                shorter.append((party, longer))
                continue
            bykey[party.key] = party
            for handle in self.handles(party.key):
                index[handle].append(party)
        for party, longer in shorter:
            self.hand_over(party, longer)
        return list(bykey.values())

    def same(self, party: Party, byid: dict[str, Party]) -> Party | None:
        """The party that is known to be the same under another name."""
        piece = party.pieces[0]
        naming = self.lexicon.known.named(
            self.words.text[self.words.starts[piece.first] : self.words.ends[piece.last - 1]]
        )
        entry = naming.entry if naming else None
        if entry is None or entry.kind != party.kind:
            return None
        party.entry = entry
        return byid.setdefault(entry.id, party)

    def forms(self, pieces: list[Piece]) -> list[Party]:
        """One party for each form of a name, the longest first."""
        forms: dict[Key, Party] = {}
        for piece in pieces:
            key = self.key(piece)
            party = forms.get(key)
            if party is None:
                party = forms[key] = Party(key, self.core(key), [])
                party.votes["place"] += 3 * (" ".join(key) in self.areas)
            party.pieces.append(piece)
            for kind, weight in votes(piece, self.words, self.lexicon):
                party.votes[kind] += weight
        for party in forms.values():
            party.settle()
        families = self.lexicon.families
        return sorted(forms.values(), key=lambda party: (-len(party.key), not families.isdisjoint(party.key[:1])))

    def key(self, piece: Piece) -> Key:
        """The words that count for comparing: no hyphens, no points."""
        return tuple([low for low in self.words.lows[piece.first : piece.last] if low[0].isalnum() or low[0] == "'"])

    def core(self, key: Key) -> Key:
        """The name without words it goes with or without: Kota, PT."""
        return tuple([low for low in key if not self.lexicon.tags.get(low, 0) & (AREA | COMPANY)]) or key

    def aliases(self, pieces: Iterable[Piece]) -> dict[Key, Key]:
        """Short names by the full ones they stand for: in brackets behind them, and those everyone knows."""
        found = dict(self.lexicon.nicknames)
        lows, before = self.words.lows, None
        for piece in pieces:
            if (
                before
                and piece.first == before.last + 1
                and lows[before.last] == "("
                and lows[piece.last : piece.last + 1] == [")"]
            ):
                short, full = sorted((self.key(piece), self.key(before)), key=len)
                if len(short) == 1 < len(full):
                    found[short] = full
            before = piece
        return found

    # --- which longer name a shorter one stands for ---

    def longer(self, party: Party, index: dict[str, list[Party]]) -> list[Party]:
        """The longer names this one may stand for."""
        found = [other for low in party.key for other in index.get(low, ())]
        if len(party.key) == 1:
            found += index.get("#" + party.key[0], ())
        return [other for other in dict.fromkeys(found) if self.joins(party, other)]

    def handles(self, key: Key) -> set[str]:
        """By what a shorter name can find this one: its words, and the acronyms of its beginning."""
        if len(key) == 1:
            return {*key, *self.family(key[0])}
        letters = self.letters(key)
        return {*key, *("#" + letters[:size] for size in range(2, len(letters) + 1))}

    def family(self, low: str) -> set[str]:
        """The family name that a whole name begins with, where the two are one word."""
        return {low[:size] for size in (1, 2) if low[:size] in self.lexicon.families and size < len(low)}

    def letters(self, key: Key) -> str:
        """The first letters of a name's words."""
        return "".join([low[0] for low in key if low not in self.lexicon.unlettered])

    def hand_over(self, party: Party, longer: list[Party]) -> None:
        """Gives each mention to the longer name that was printed last before it, and the votes if there is only one."""
        for piece in party.pieces:
            max(longer, key=lambda other: self.latest(other, piece)).pieces.append(piece)
        if len(longer) == 1 and not (party.sure and party.kind != longer[0].kind):
            longer[0].entry = longer[0].entry or party.entry
            for kind, weight in party.votes.items():
                longer[0].votes[kind] += weight
            for kind, weight in self.called(party, longer[0]):
                longer[0].votes[kind] += weight
            longer[0].settle()

    def called(self, party: Party, longer: Party) -> Iterator[Vote]:
        """What the one word says that the longer name goes by, where people go by their last one: Hallward."""
        if not self.lexicon.surnames or len(party.key) != 1 or len(longer.key) == 1:
            return
        if party.key[0] == longer.key[-1]:
            yield "person", 3
        elif party.key[0] == longer.key[0] and not self.lexicon.tags.get(party.key[0], 0) & GIVEN:
            yield "organisation", 4

    def latest(self, party: Party, piece: Piece) -> int:
        """Where the party was last named in full before this mention; -1 when it was not."""
        return max((other.first for other in party.pieces if other.first < piece.first), default=-1)

    def joins(self, party: Party, other: Party) -> bool:
        """Whether a shorter name can stand for the longer one."""
        short, long, kind = party.key, other.key, other.kind
        if self.differ(party, other):
            return False
        if kind == "person":
            ends = short in (long[: len(short)], long[-len(short) :])
            ends = ends or (len(short) == len(long) == 1 and short[0] in self.family(long[0]))
            return ends or (len(short) == 1 and (short[0] in long or self.acronym(short[0], long)))
        if kind == "place":
            return party.core == other.core
        return kind in MEDIA and self.body(party, other)

    def differ(self, party: Party, other: Party) -> bool:
        """Whether their kinds are too far apart; a person may have a town's name, if it never stands like a place."""
        if party.kind == other.kind or not party.sure or {party.kind, other.kind} <= MEDIA:
            return False
        if other.kind in MEDIA and len(party.key) > 1 and party.core == other.core:
            return False
        first = other.kind == "person" and party.kind == "place" and party.key == other.key[:1]
        return not first or party.key[0] in self.areas

    def body(self, party: Party, other: Party) -> bool:
        """Whether the shorter name is the body's without its type or area words, or its acronym."""
        short, long = party.key, other.key
        if party.core == other.core:
            return True
        if len(short) == 1 and (self.acronym(short[0], long) or (short[0] == long[0] and self.branch(short[0]))):
            return True
        if len(short) == 2 and short[0] == long[0] and self.acronym(short[1], long[1:]):
            return True  # Kementerian ESDM
        if short == long[: len(short)] and party.votes["organisation"] >= TOLD:
            return True
        return party.votes["place"] <= 3 and self.untyped(short, long)

    def branch(self, low: str) -> bool:
        """Whether the word is a body that every area has."""
        sense = self.lexicon.shouted.get(low) or self.lexicon.single.get(low)
        return sense is not None and bool(sense.tags & BRANCH)

    def untyped(self, short: Key, long: Key) -> bool:
        """Whether the shorter name is the longer one without its type word: Halyard, Gema Palasari."""
        single = self.lexicon.single
        opening, closing = self.lexicon.shouted.get(long[0]) or single.get(long[0]), single.get(long[-1])
        if closing is not None and closing.closes:
            return short == long[:-1]
        if short == long[:1] and opening is None:
            return True  # Persela, of Persela Lamongan
        return opening is not None and opening.opens is not None and len(short) > 1 and short == long[1:]

    def acronym(self, short: str, long: Key) -> bool:
        """Whether the letters are the first of the words."""
        return len(short) > 2 and self.letters(long).startswith(short)
