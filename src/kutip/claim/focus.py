"""Who is in focus: the speakers and subjects of a report so far, for pronouns and epithets to mean."""

from bisect import bisect_left
from itertools import islice
from operator import itemgetter

from kutip.claim.line import Facts
from kutip.claim.party import Party, Pointers
from kutip.record import Entity, EntityKind, Span

AHEAD = 3
"""So many words from a name at the most stands a noun that says what it is: perusahaan tekstil X; X, a Czech maker."""
MEMORY = 2000
"""How far back a pronoun can point, in words; and in speakers."""


class Focus:
    """The entities of one report by place, and those that have spoken or acted, the latest last."""

    def __init__(self, facts: Facts, pointers: Pointers) -> None:
        self.words, self.pointers = facts.words, pointers
        self.places: list[tuple[int, Entity]] = sorted(
            ((first, found[1]) for first, found in facts.named.items()), key=itemgetter(0)
        )
        self.noted: list[tuple[int, Entity]] = []
        """Speakers and subjects, by word number."""
        self.bodies: list[tuple[int, Party]] = []
        """Bodies without a name that have spoken: the ministry."""
        self.told_of: dict[str, set[str]] = {}
        """What is printed beside the names of each entity, looked up once."""
        self.sorted: dict[str, set[int]] = {}
        """The sorts of bodies that each entity is said to be."""

    def note(self, number: int, entity: Entity) -> None:
        """Brings an entity into focus that speaks or acts at that word."""
        self.noted.append((number, entity))

    def body(self, number: int) -> Party | None:
        """The body without a name that spoke last before that word, if nobody with a name has spoken since."""
        place, party = self.bodies[-1] if self.bodies else (-1, None)
        since = self.noted[-1][0] if self.noted else -1
        return party if since < place < number else None

    def named_in(self, first: int, last: int) -> list[tuple[int, Entity]]:
        """The names between two words, with where they begin."""
        begin = bisect_left(self.places, first, key=itemgetter(0))
        return self.places[begin : bisect_left(self.places, last, key=itemgetter(0))]

    def latest(self, number: int, kinds: tuple[EntityKind, ...], gender: str = "any") -> Entity | None:
        """The entity of these kinds that is most in focus before a word: the last speaker or subject, else the
        last one named."""
        for place, entity in islice(reversed(self.noted), MEMORY):
            if place < number and entity.kind in kinds and self.fits(entity, gender):
                return entity
        for place, entity in reversed(self.named_in(number - MEMORY, number)):
            if place < number and entity.kind in kinds and self.fits(entity, gender):
                return entity
        return None

    def called(self, number: int, kinds: tuple[EntityKind, ...], noun: str) -> Entity | None:
        """The entity most in focus that a noun can mean: never the ministry by *the company*, nor one that may be a
        charity where another is none."""
        near = [entity for place, entity in islice(reversed(self.noted), MEMORY) if place < number]
        near += [entity for _, entity in reversed(self.named_in(number - MEMORY, number))]
        near = [entity for entity in near if entity.kind in kinds]
        wanted = self.pointers.sorts.get(noun, frozenset())

        def strange(entity: Entity) -> int:
            mine = self.sorts(entity)
            return 0 if mine <= wanted else 1 if mine & wanted else 2

        best = min(near, key=strange, default=None)
        return best if best and strange(best) < 2 else None

    def sorts(self, entity: Entity) -> set[int]:
        """The sorts of bodies that an entity is said to be, in its name or beside it; looked up once."""
        if entity.id not in self.sorted:
            self.sorted[entity.id] = set()
            for mention in entity.mentions:
                first, last = self.words.range(mention)
                if mention.form == "name":
                    self.call(entity, first - AHEAD if self.pointers.head_first else first, last)
                    self.call(entity, *self.apposed(last))
                    before = self.pointers.sorted_before.at(self.words, first, 0)
                    self.sorted[entity.id] |= before[1] if before else set()
        return self.sorted[entity.id]

    def apposed(self, number: int) -> tuple[int, int]:
        """The first words behind a comma: Tidemark, the insurer."""
        behind = self.words.lows[number : number + 1] == [","]
        return (number + 1, number + 1 + AHEAD) if behind else (number, number)

    def call(self, entity: Entity, first: int, last: int) -> None:
        """Notes what nouns for bodies among some words say of an entity that they mean."""
        sorts = self.sorted.setdefault(entity.id, set())
        for _, _, found in self.pointers.sorted.scan(self.words, max(0, first), last):
            sorts |= found

    def fits(self, entity: Entity, gender: str) -> bool:
        """Whether nothing printed about a person speaks against the gender."""
        if gender == "any":
            return True
        told = self.told_of.get(entity.id)
        if told is None:
            told = {low for mention in entity.mentions for low in self.beside(mention)}
            told.update((entity.role or "").lower().split())
            told.add(entity.name.lower().split()[0])
            self.told_of[entity.id] = told
        against = self.pointers.male if gender == "female" else self.pointers.female
        return not told & against

    def beside(self, mention: Span) -> tuple[str, ...]:
        """The words right before a name, in lower case."""
        first, _ = self.words.range(mention)
        return tuple(self.words.lows[max(0, first - 2) : first])
