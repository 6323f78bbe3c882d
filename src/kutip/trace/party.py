"""Who a hop is, whatever it is called: one party for all its names, languages, and those who speak for it."""

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from kutip import known
from kutip.known import Entry
from kutip.lang import Lang
from kutip.lang.senses import senses
from kutip.record import Claim, Entity, Hop, Reading, Span, Words
from kutip.trace.keys import cut, named, plain
from kutip.trace.office import Offices, in_full, of_a_part
from kutip.trace.stem import Stem
from kutip.words import cut as words_of

WORD = re.compile(r"\w+")
STEM, ENDING = 4, 2
"""So many letters at the least has a name, and so many at the most the ending that makes it an adjective."""
BESIDE = 4
"""A pronoun stands within so many letters of a title: its, -nya."""
BRACKETS = re.compile(r" \(([A-Z]{3,8})\)")
TITLE = 12
"""A title stands within so many letters."""


class Party(Struct, frozen=True):
    """One who vouches for something."""

    key: str
    """The same for all names of the party that are known to be one."""
    name: str
    """As the report names it."""
    lang: str
    meaning: frozenset[str] = frozenset()
    """What the words of the name stand for in every language, taken apart: disaster, agency."""
    head: str = ""
    """What kind of body it is, by the word of its name that says so: agency."""
    known: bool = False
    """Whether that word is known in every language."""
    person: bool = False
    state: str | None = None
    """The country that the party belongs to, ISO 3166, if it is known."""
    voice: bool = False
    """Whether it is a news agency that its state runs."""
    body: "Party | None" = None
    """Whom a person speaks for by office, where the report names it."""
    land: str | None = None
    """The territory that its name names: Norwegian Defence Ministry."""
    home: str | None = None
    """That in which the report was written: where it has a ministry, it means its own."""
    family: str | None = None
    """The newsroom whose brand it is."""
    short: str = ""
    """The acronym that is printed behind its name."""
    office: frozenset[str] = frozenset()
    """Else what a body would be called that is named like the office: minister of agriculture, ministry."""


class Parties:
    """Tells the parties of one report."""

    def __init__(self, reading: Reading, lang: Lang | None, stem: Stem) -> None:
        self.lang, self.stem, self.code = lang, stem, reading.article.lang
        self.text = reading.article.text
        self.entities = {entity.id: entity for entity in reading.entities}
        self.bodies = [entity for entity in reading.entities if entity.kind not in ("person", "other")]
        self.voices = frozenset(lang.trace.voices) if lang else frozenset()
        self.home = home(reading)
        self.offices = Offices(reading, [one for one in self.bodies if one.kind != "place"], lang) if lang else None
        self.reading = reading
        self.found: dict[str, Party] = {}

    def chain(self, claim: Claim) -> list[Party]:
        """The parties whose hands a claim went through, as far as they are named."""
        return [party for hop in claim.chain if (party := self.party(hop))]

    def party(self, hop: Hop) -> Party | None:
        """Who the hop is, and whom it speaks for; None when nobody is named."""
        if hop.status == "unnamed":
            return self.unnamed(hop)
        if hop.status not in ("named", "resolved") or not hop.name:
            return None
        entity = self.entities.get(hop.entity or "")
        return self.of(entity) if entity else self.of_name(hop.name, known_as(hop.name))

    def unnamed(self, hop: Hop) -> Party | None:
        """The body that an official speaks for who has no name: a spokesman of the ministry."""
        if hop.start is None or hop.end is None or not self.official((hop.name or "").lower()):
            return None
        words = Span(hop.start, hop.end)
        named = [body for body in self.bodies if body.kind != "place" and any(map(words.holds, body.mentions))]
        body = max(named, key=lambda body: len(body.name), default=None)
        return self.of(body) if body else None

    def agency(self, outlet: str | None) -> list[Party]:
        """The outlet, if it is a news agency: where it names nobody, what it sends out to others begins with it."""
        entry = known_as(outlet) if outlet else None
        return [self.of_name(outlet or "", entry)] if entry and entry.kind == "agency" else []

    def of(self, entity: Entity) -> Party:
        """An entity as a party; made once."""
        if entity.id not in self.found:
            self.found[entity.id] = self.made(entity)
        return self.found[entity.id]

    def made(self, entity: Entity) -> Party:
        """An entity as a party."""
        name = in_full(self.reading, entity, self.lang) if self.lang else entity.name
        found = self.of_name(name, known_as(entity.name))
        body = self.spoken_for(entity)
        state = found.state or self.state(entity)
        person = entity.kind == "person"
        key = named(entity) if name == entity.name else found.key
        found = replace(found, key=key, person=person, state=state, short=self.short(entity))
        return replace(found, body=self.whole(body)) if body else self.office(found, entity.role)

    def whole(self, body: Entity) -> Party:
        """The body that somebody speaks for; a known one for its department, where that is named with it."""
        ends = of_a_part(body.name, self.lang) if self.lang and known_as(body.name) is None else []
        names = ((end, entry) for end in ends if (entry := known_as(end)) and entry.kind == "organisation")
        return next((self.of_name(*found) for found in names), None) or self.of(body)

    def of_name(self, name: str, entry: Entry | None) -> Party:
        """A party of which only the name is known, and what is known of names."""
        rest, land = landless(name)
        pieces, place = self.heading(list(self.stem.pieces(cut(rest))) or [plain(name)])
        words = [self.stem.meaning(word) or plain(word) for word in pieces]
        head, known = words[place].split("_")[-1], self.stem.meaning(pieces[place]) is not None
        parts = frozenset(part for word in words for part in word.split("_")) | ({land} if land else set())
        found = Party(plain(name), name, self.code, parts, head, known, land=land, home=self.home)
        if entry is None:
            return found
        voice = entry.kind == "agency" and bool(entry.state)
        found = replace(found, key=entry.wikidata or entry.id, name=entry.name if voice else name, state=entry.country)
        if entry.kind == "organisation" and entry.country:
            found = replace(found, land=entry.country, meaning=found.meaning | {entry.country})
        return replace(found, voice=voice, family=entry.family)

    def heading(self, words: list[str]) -> tuple[list[str], int]:
        """The words of a name that say something, and which of them says what kind of body it is: the last one in some
        languages, but there too the last before an "of"."""
        if self.lang is None:
            return words, -1
        people = self.lang.people
        small = {*people.links, *people.ands, *people.articles}
        link = next((number for number, word in enumerate(words) if number and word in people.links), len(words))
        kept = [word for word in words if word not in small] or words
        head = sum(word not in small for word in words[:link]) - 1
        return kept, max(0, head) if self.lang.trace.head == "last" else 0

    def short(self, entity: Entity) -> str:
        """The acronym of a body: its name, or what stands behind it in brackets."""
        ends = [mention.end for mention in entity.mentions if mention.form == "name"]
        behind = (found[1] for end in ends if (found := BRACKETS.match(self.text, end)))
        return next(behind, entity.name if entity.name.isupper() and len(entity.name) > 2 else "")

    def spoken_for(self, entity: Entity) -> Entity | None:
        """The body that a person speaks for by office; None for those who speak for themselves."""
        role = (entity.role or "").lower()
        if entity.kind != "person":
            return None
        if not self.official(role):
            return self.offices.body(entity) if self.offices else None
        inside = [body for body in self.bodies if body.kind != "place" and self.stands(body, role)]
        body = max(inside, key=lambda body: len(body.name), default=None) or self.owner(entity, role)
        return body or (self.offices.body(entity) if self.offices else None)

    def owner(self, entity: Entity, role: str) -> Entity | None:
        """The body that a pronoun in a person's title stands for: its chief executive, juru bicaranya."""
        for name in (mention for mention in entity.mentions if mention.form == "name"):
            start = max(0, name.start - len(role) - BESIDE)
            around = self.text[start : name.end + len(role) + BESIDE].lower()
            if role not in around:
                continue
            place = start + around.index(role)
            title = Span(max(0, place - BESIDE), place + len(role) + BESIDE)
            bodies = [body for body in self.bodies if body.kind != "place" and meant(body, title)]
            if len(bodies) == 1:
                return bodies[0]
        return None

    def office(self, person: Party, role: str | None) -> Party:
        """A person with what the body would be called that is named like the office, and the land that it names."""
        office = self.of_name(role, None) if role and person.person else None
        heads = senses().offices
        if office is None or office.meaning.isdisjoint(heads):
            return person
        return replace(person, office=frozenset(heads.get(part, part) for part in office.meaning), land=office.land)

    def official(self, role: str) -> bool:
        """Whether a role is an office whose holder speaks for others."""
        return any(f" {voice} " in f" {role} " for voice in self.voices)

    def stands(self, body: Entity, role: str) -> bool:
        """Whether a body is named in a role: by its name, the acronym it begins with, or that of its words."""
        head = body.name.split(" ", 1)[0]
        short = {initials(body.name)[:size].lower() for size in range(3, 7)} | (
            {head.lower()} if head.isupper() else set()
        )
        return body.name.lower() in role or not short.isdisjoint(WORD.findall(role))

    def state(self, entity: Entity) -> str | None:
        """The country that a person's role names, or the words right behind the name."""
        role = (entity.role or "").lower()
        places = [(body, entry) for body in self.bodies if body.kind == "place" and (entry := known_as(body.name))]
        inside = next((entry for body, entry in places if body.name.lower() in role), None)
        behind = next((entry for body, entry in places if self.titled(entity, body)), None)
        found = inside or (behind if entity.kind == "person" else None)
        if found:
            return found.country
        return landless(f"{entity.role} {entity.name}")[1] if entity.role and entity.kind == "person" else None

    def titled(self, person: Entity, place: Entity) -> bool:
        """Whether a place stands right behind a person's name, and a title right behind it."""
        ends = {mention.end for mention in person.mentions if mention.form == "name"}
        behind = [mention.end for mention in place.mentions if mention.start - 1 in ends]
        return any(voice in self.text[end : end + TITLE] for end in behind for voice in self.voices)


def initials(name: str) -> str:
    """The first letters of the words of a name."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def meant(body: Entity, title: Span) -> bool:
    """Whether a pronoun for a body stands in a title."""
    return any(mention.form in ("pronoun", "clitic") and title.holds(mention) for mention in body.mentions)


@lru_cache(maxsize=1 << 14)
def landless(name: str) -> tuple[str, str | None]:
    """A name without the territory in it, and which that is."""
    words = words_of(name)
    for number in range(len(words)):
        found = territory(words, number)
        if found and found[0] - number < len(words):
            span = words.span(number, found[0])
            return f"{name[: span.start]} {name[span.end :]}", found[1]
    return name, None


def territory(words: Words, number: int) -> tuple[int, str] | None:
    """The territory that is named at a word, or whose people are: the word behind it, and its code."""
    people, place = known.load().adjective(words, number), known.load().at(words, number)
    end, entry = people or ((place[0], place[1].entry) if place else (number, None))
    return (end, entry.country) if entry and entry.country and entry.id == entry.country.lower() else None


def home(reading: Reading) -> str | None:
    """The territory in which a report was written: that of its date line, else of its outlet."""
    article = reading.article
    lines = [article[part] for part in article.parts if part.kind == "dateline"]
    names = [name for line in lines for name in (line, *re.split(r"[,/(]", line))]
    entries = (known_as(name.strip()) for name in (*names, article.outlet or ""))
    return next((entry.country for entry in entries if entry and entry.country), None)


def known_as(name: str) -> Entry | None:
    """What is known beforehand of a name."""
    naming = known.load().named(name)
    return naming.entry if naming else None


def same(a: Party, b: Party) -> bool:
    """Whether two names are one party's: the same key; brands of one newsroom; persons with the same name but for
    initials; or bodies of one kind, and of no two states, whose words mean the same."""
    if a.key == b.key or (a.family and a.family == b.family):
        return True
    if a.person or b.person:
        return a.person and b.person and called(a.name) == called(b.name) != ""
    if a.land and b.land and a.land != b.land:
        return False
    if a.lang != b.lang and (alike(a, b) or (a.short == b.short != "")):
        return True
    whole = a.head == b.head and len(a.meaning) > 1 and a.meaning == b.meaning
    return whole or shortened(a.name, b.name) or shortened(b.name, a.name)


def part(short: Party, full: Party) -> bool:
    """Whether a body's name is a shorter form of another's, which may be that of no other state than its report's."""
    if short.person or full.person or short.head != full.head or len(short.meaning) < 2:
        return False
    abroad = short.home and full.land and not short.land and short.home != full.land
    return short.meaning < full.meaning and not abroad


def called(name: str) -> str:
    """A person's name without initials and accents; "" for one word alone, which may be a father's or a son's."""
    words = [plain(word) for word in name.split() if len(plain(word)) > 1]
    return " ".join(words) if len(words) > 1 else ""


def alike(a: Party, b: Party) -> bool:
    """Whether two names in two languages say the same, but perhaps for what kind of body it is, which one of the two
    languages has no word for that is known in the other: a name is known by its beginning, Veldia in Veldian."""
    mine, theirs = a.meaning - {a.head}, b.meaning - {b.head}
    kinds = {a.head, b.head}
    if len(mine) != len(theirs) or len(mine) < 2 or (a.known and b.known and len(kinds - {*senses().bodies}) > 1):
        return False
    if len(kinds) == 2 and len(kinds - {*senses().bodies}) == 1:
        return False
    return all(any(near(one, other) for other in theirs) for one in mine)


def near(one: str, other: str) -> bool:
    """Whether two words are one, or one is the other with an ending."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= STEM and len(long) - len(short) <= ENDING and long.startswith(short))


def shortened(short: str, long: str) -> bool:
    """Whether a name is another one with its first words as an acronym, and perhaps fewer of the last: BPBD Sleman."""
    head, *rest = short.split()
    left = long.split()[len(head) :]
    return head.isupper() and len(head) > 2 and initials(long).startswith(head) and set(rest) <= set(left)
