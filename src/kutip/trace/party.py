"""Who a hop is, whatever it is called: one party for all its names, languages, and those who speak for it."""

import re
from collections.abc import Iterable

from msgspec import Struct

from kutip import known
from kutip.known import Entry
from kutip.lang import Lang
from kutip.record import Entity, Hop, Reading
from kutip.trace.keys import cut, named, plain
from kutip.trace.stem import Stem

WORD = re.compile(r"\w+")


class Party(Struct, frozen=True):
    """One who vouches for something."""

    key: str
    """The same for all names of the party that are known to be one."""
    name: str
    """As the report names it."""
    lang: str
    meaning: frozenset[str] = frozenset()
    """What the words of the name stand for in every language."""
    person: bool = False
    state: str | None = None
    """The country that the party belongs to, ISO 3166, if it is known."""
    voice: bool = False
    """Whether it is a news agency that its state runs."""


class Parties:
    """Tells the parties of one report."""

    def __init__(self, reading: Reading, lang: Lang | None, stem: Stem) -> None:
        self.lang, self.stem, self.code = lang, stem, reading.article.lang
        self.entities = {entity.id: entity for entity in reading.entities}
        self.bodies = [entity for entity in reading.entities if entity.kind not in ("person", "other")]
        self.voices = frozenset(lang.trace.voices) if lang else frozenset()

    def party(self, hop: Hop) -> Party | None:
        """Who the hop is; None when nobody is named. Somebody who speaks for a body is that body."""
        if hop.status not in ("named", "resolved") or not hop.name:
            return None
        entity = self.entities.get(hop.entity or "")
        if entity is None:
            return self.of_name(hop.name, known_as(hop.name))
        body = self.spoken_for(entity)
        return self.of(body) if body else self.of(entity)

    def of(self, entity: Entity) -> Party:
        """An entity as a party."""
        found = self.of_name(entity.name, known_as(entity.name))
        state = found.state or (self.state(entity.role) if entity.role else None)
        return Party(named(entity), found.name, self.code, found.meaning, entity.kind == "person", state, found.voice)

    def of_name(self, name: str, entry: Entry | None) -> Party:
        """A party of which only the name is known, and what is known of names."""
        meaning = frozenset(self.stem.meaning(word) or plain(word) for word in self.stem.pieces(cut(name)))
        if entry is None:
            return Party(plain(name), name, self.code, meaning)
        key = entry.wikidata or entry.id
        voice = entry.kind == "agency" and bool(entry.state)
        return Party(key, entry.name if voice else name, self.code, meaning, False, entry.country, voice)

    def spoken_for(self, entity: Entity) -> Entity | None:
        """The body that a person speaks for by office; None for those who speak for themselves."""
        role = (entity.role or "").lower()
        if entity.kind != "person" or not any(f" {voice} " in f" {role} " for voice in self.voices):
            return None
        inside = [body for body in self.bodies if body.kind != "place" and self.stands(body, role)]
        return max(inside, key=lambda body: len(body.name), default=None)

    def stands(self, body: Entity, role: str) -> bool:
        """Whether a body is named in a role: by its name, the acronym it begins with, or that of its words."""
        head = body.name.split(" ", 1)[0]
        short = {initials(body.name)[:size].lower() for size in range(3, 7)} | (
            {head.lower()} if head.isupper() else set()
        )
        return body.name.lower() in role or not short.isdisjoint(WORD.findall(role))

    def state(self, role: str) -> str | None:
        """The country that a role names: Pemimpin Korea Utara."""
        places = (self.known_place(entity) for entity in self.bodies if entity.name.lower() in role.lower())
        return next((entry.country for entry in places if entry and entry.country), None)

    def known_place(self, entity: Entity) -> Entry | None:
        """A place that is known beforehand."""
        return known_as(entity.name) if entity.kind == "place" else None


def initials(name: str) -> str:
    """The first letters of the words of a name."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def known_as(name: str) -> Entry | None:
    """What is known beforehand of a name."""
    naming = known.load().named(name)
    return naming.entry if naming else None


def one(parties: Iterable[Party]) -> list[list[Party]]:
    """The parties, those together that are the same under different names."""
    found: list[list[Party]] = []
    for party in parties:
        home = next((group for group in found if any(same(party, other) for other in group)), None)
        if home is None:
            found.append([party])
        else:
            home.append(party)
    return found


def same(a: Party, b: Party) -> bool:
    """Whether two names are one party's: the same key, or the words of the shorter mean what words of the longer do."""
    if a.key == b.key:
        return True
    if a.person or b.person:
        return False
    less, more = sorted((a.meaning, b.meaning), key=len)
    return (len(less) > 1 and less <= more) or shortened(a.name, b.name) or shortened(b.name, a.name)


def shortened(short: str, long: str) -> bool:
    """Whether a name is another one with its first words as an acronym, and perhaps fewer of the last: BPBD Sleman."""
    head, *rest = short.split()
    left = long.split()[len(head) :]
    return head.isupper() and len(head) > 2 and initials(long).startswith(head) and set(rest) <= set(left)
