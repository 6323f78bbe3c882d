"""Who is in focus: the speakers and subjects of a report so far, for pronouns and epithets to mean."""

from bisect import bisect_left
from itertools import islice
from operator import itemgetter

from kutip.claim.line import Facts
from kutip.claim.party import Party, Pointers
from kutip.record import Entity, EntityKind, Span

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
