"""The words of `people.toml` and the names of `kutip.known`, compiled for looking up."""

from typing import NamedTuple

from kutip.known import Known
from kutip.known.people import PersonNames
from kutip.lang import Lang
from kutip.lang.people import People, Sorts
from kutip.record import EntityKind, Words
from kutip.words import Phrases, cut

(
    HONORIFIC, OFFICE, GOVERNOR, MODIFIER, MATTER, BRANCH, AREA, COMPANY, DIRECTION, ADJECTIVE, NEVER, SEAT, STAFF, MINISTER, PLAIN, GIVEN, FAMILY,
) = (1 << bit for bit in range(17))  # fmt: skip
TITLE = HONORIFIC | OFFICE | GOVERNOR
TITLES = TITLE | STAFF | MINISTER | PLAIN
COMMON = MATTER | PLAIN | TITLE | MODIFIER | DIRECTION
HUMAN = GIVEN | FAMILY
LISTS = {
    "honorifics": HONORIFIC, "offices": OFFICE, "governors": GOVERNOR | OFFICE, "modifiers": MODIFIER, "matters": MATTER, "branches": BRANCH,
    "areas": AREA, "companies": COMPANY, "directions": DIRECTION, "adjectives": ADJECTIVE, "never": NEVER | PLAIN,
    "staff": STAFF | OFFICE, "ministers": MINISTER | OFFICE, "seats": SEAT, "plain": PLAIN,
}  # fmt: skip


class Sense(NamedTuple):
    """What a word or phrase may be inside a name."""

    tags: int = 0
    opens: EntityKind | None = None
    closes: EntityKind | None = None
    known: EntityKind | None = None


class Unit(NamedTuple):
    """Words of a run that belong together, with their sense."""

    first: int
    last: int
    tags: int
    opens: EntityKind | None
    closes: EntityKind | None
    known: EntityKind | None


NOTHING = Sense()


class Lexicon:
    """Everything `people.toml` and the known names say of words."""

    def __init__(self, lang: Lang, known: Known, names: PersonNames) -> None:
        people = lang.people
        self.abbreviations = frozenset(lang.signs.abbreviations)
        self.known = known
        senses = senses_of(people, names)
        self.phrases = Phrases(senses.items())
        small = {*people.particles, *people.links, *people.ands, *people.articles}
        names_known = [*(phrase for phrase, sense in senses.items() if sense.known), *known.namings]
        self.bridged = Phrases((name, name) for name in names_known if small.intersection(name.split()[1:]))
        self.single = {phrase: sense for phrase, sense in senses.items() if " " not in phrase}
        self.nicknames = {tuple(cut(short).lows): tuple(cut(full).lows) for short, full in people.nicknames.items()}
        self.titles: dict[str, list[tuple[list[str], int]]] = {}
        for phrase, sense in senses.items():
            if sense.tags & TITLE:
                lows = cut(phrase).lows
                self.titles.setdefault(lows[-1], []).append((lows, sense.tags & TITLES))
        self.callers = frozenset(people.nouns.person)
        self.nouns = {word: kind for kind, words in listed(people.nouns) for word in words}
        self.at = frozenset(people.at)
        self.speech = frozenset(people.speech)
        self.likes = frozenset(people.likes)
        self.acts = frozenset(people.acts)
        self.relay = frozenset(cut(phrase).lows[-1] for phrase in people.relay)
        self.particles = frozenset(people.particles)
        self.links = frozenset(people.links)
        self.ands = frozenset(people.ands)
        self.articles = frozenset(people.articles)
        self.possessives = frozenset(people.possessives)
        self.owners = frozenset(people.owners)
        self.coins = frozenset(people.coins)
        self.domains = frozenset(people.domains)
        self.degrees = frozenset(people.degrees)
        self.beginnings = people.beginnings
        self.endings = people.endings
        self.verbs = tuple(people.verbs)
        self.office_leads = people.office_leads

    def tags(self, low: str) -> int:
        """What a single word may be."""
        return self.single.get(low, NOTHING).tags

    def unit(self, words: Words, number: int, last: int) -> Unit:
        """The longest unit of sense that begins at that word and ends inside the run."""
        end, sense = self.phrases.at(words, number) or (number + 1, NOTHING)
        if end > last:
            end, sense = number + 1, self.single.get(words.lows[number], NOTHING)
        kind, name_end = sense.known, end
        found = self.known.at(words, number)
        if found is not None and end <= found[0] <= last and (found[0] > number + 1 or not (sense.opens or sense.tags & COMMON)):
            name_end, kind = found[0], found[1].kind
            if name_end > end:
                sense = NOTHING
        return Unit(number, name_end, sense.tags, sense.opens, sense.closes, kind)

    def verbal(self, low: str) -> bool:
        """Whether a word is likely what the name before it does."""
        return low in self.speech or low in self.acts or low.startswith(self.verbs)

    def affixed(self, low: str) -> bool:
        """Whether a word is made by prefix or suffix as names are not."""
        return low.endswith(self.endings) or (len(low) > 6 and low.startswith(self.beginnings))


def listed(sorts: Sorts) -> list[tuple[EntityKind, tuple[str, ...]]]:
    """The lists of a `Sorts`, each with its kind."""
    return [
        ("person", sorts.person), ("organisation", sorts.organisation), ("agency", sorts.agency), ("outlet", sorts.outlet),
        ("place", sorts.place), ("other", sorts.other),
    ]  # fmt: skip


def senses_of(people: People, names: PersonNames) -> dict[str, Sense]:
    """All phrases of the pack with everything they may be."""
    senses: dict[str, Sense] = {}

    def add(phrase: str, tags: int = 0, **kinds: EntityKind) -> None:
        sense = senses.get(phrase, NOTHING)
        senses[phrase] = sense._replace(tags=sense.tags | tags, **kinds)

    for key, tags in LISTS.items():
        for phrase in getattr(people, key):
            add(phrase, tags)
    for phrase in names.given:
        add(phrase, GIVEN)
    for phrase in names.family:
        add(phrase, FAMILY)
    for kind, phrases in listed(people.opening):
        for phrase in phrases:
            add(phrase, opens=kind)
    for kind, phrases in listed(people.closing):
        for phrase in phrases:
            add(phrase, closes=kind)
    for kind, phrases in listed(people.names):
        for phrase in phrases:
            add(phrase, known=kind)
    for phrase in people.branches:
        if senses[phrase].opens is None:
            add(phrase, opens="organisation")
    return senses
