"""The words of `people.toml` and the names of `kutip.known`, compiled for looking up."""

from typing import NamedTuple

from kutip.known import Known
from kutip.known.people import PersonNames
from kutip.lang import Lang
from kutip.lang.cues import Cues
from kutip.lang.people import People, Sorts
from kutip.record import EntityKind, Words
from kutip.words import Before, Phrases, cut

(
    HONORIFIC, OFFICE, GOVERNOR, STAFF, MINISTER, MODIFIER, MATTER, BRANCH, AREA, COMPANY, DIRECTION, ADJECTIVE, NEVER,
    SEAT, PLAIN, SUBJECT, GIVEN, FAMILY,
) = (1 << bit for bit in range(18))  # fmt: skip
TITLE = HONORIFIC | OFFICE
OFFICES = TITLE | GOVERNOR | STAFF | MINISTER | PLAIN
"""All that counts of a word that stands as a title."""
HUMAN = GIVEN | FAMILY
COMMON = MATTER | ADJECTIVE | PLAIN | TITLE | MODIFIER | DIRECTION
"""Words that are no name of their own though a town somewhere may be called so."""
TAGS = {
    "honorifics": HONORIFIC, "offices": OFFICE, "governors": GOVERNOR | OFFICE, "staff": STAFF | OFFICE,
    "ministers": MINISTER | OFFICE, "modifiers": MODIFIER, "matters": MATTER, "branches": BRANCH, "areas": AREA,
    "companies": COMPANY, "directions": DIRECTION, "adjectives": ADJECTIVE, "never": NEVER | PLAIN, "seats": SEAT,
    "plain": PLAIN, "subjects": SUBJECT | PLAIN,
}  # fmt: skip
ROMAN = "ivxl"
GROUPS: frozenset[EntityKind | None] = frozenset({"organisation", "agency", "outlet", "other"})


class Sense(NamedTuple):
    """What a word or phrase may be inside a name."""

    tags: int = 0
    opens: EntityKind | None = None
    closes: EntityKind | None = None
    known: EntityKind | None = None


class Unit(NamedTuple):
    """Words of a run that belong together, with their sense; `last` is the number of the word behind."""

    first: int
    last: int
    tags: int = 0
    opens: EntityKind | None = None
    closes: EntityKind | None = None
    known: EntityKind | None = None


NOTHING = Sense()
STRONG, WEAK = 4, 3
"""How much words of relay tell that a medium follows: dikutip dari, and kepada, which has other uses."""


class Lexicon:
    """Everything `people.toml` and the known names say of words."""

    def __init__(self, lang: Lang, known: Known, names: PersonNames) -> None:
        people = lang.people
        printed = senses_of(people, names)
        senses = {phrase: sense for phrase, sense in printed.items() if not phrase.isupper()}
        self.known = known
        self.phrases = Phrases(senses.items())
        self.single = {phrase: sense for phrase, sense in senses.items() if " " not in phrase}
        self.shouted = shouted_of(printed, senses)
        """Acronyms, that count only in capitals, by their small letters."""
        self.heads = {*self.phrases.heads, *known.phrases.heads, *known.adjectives.heads, *self.shouted}
        """Words of which anything is known."""
        self.sole = self.senses_alone()
        self.tags = {phrase: sense.tags for phrase, sense in self.single.items()}
        self.titles = titles_of(senses)
        self.nouns = {noun: kind for kind, nouns in listed(people.nouns) for noun in nouns}
        self.noun_words = frozenset(word for noun in self.nouns for word in noun.split())
        self.callers = frozenset(people.nouns.person)
        self.nicknames = {tuple(cut(short).lows): tuple(cut(full).lows) for short, full in people.nicknames.items()}
        self.abbreviations = frozenset(lang.signs.abbreviations)
        self.particles = frozenset(people.particles)
        self.links = frozenset(people.links)
        self.ands = frozenset(people.ands)
        self.articles = frozenset(people.articles)
        self.possessives = frozenset(people.possessives)
        self.owners = frozenset(people.owners)
        self.coins = frozenset(people.coins)
        self.tails = frozenset(people.tails)
        self.domains = frozenset(people.domains)
        self.degrees = frozenset(people.degrees)
        self.at, self.off = frozenset(people.at), frozenset(people.off)
        self.its, self.his = frozenset(people.its), frozenset(people.his)
        self.speech = frozenset(people.speech) | spoken(lang.cues)
        self.acts = frozenset(people.acts)
        self.trades = frozenset(people.trades)
        self.peoples = tuple(people.peoples)
        self.likes = frozenset(people.likes)
        self.relay = Before[int](
            [*((phrase, STRONG) for phrase in people.relay), *((phrase, WEAK) for phrase in people.hearing)]
        )
        self.mastheads = tuple(people.mastheads)
        self.reports = frozenset(people.reports)
        self.who, self.which = frozenset(people.who), frozenset(people.which)
        self.verbs = tuple(people.verbs)
        self.beginnings = tuple(people.beginnings)
        self.endings = tuple(people.endings)
        self.office_leads = people.office_leads
        self.surnames = people.surnames
        self.families = frozenset(people.families)
        self.ties = self.links | self.ands
        self.tying = self.particles | self.ties
        """Small words that a name may go on behind."""
        ties = self.tying | self.articles
        self.bridged = Phrases(
            (name, name) for name in known_names(printed, known) if ties.intersection(name.split()[1:])
        )
        self.unlettered = self.links | self.ands | self.articles | frozenset(people.companies)

    def senses_alone(self) -> dict[str, Sense]:
        """The words that begin nothing longer and mean the same in all print: most given names."""
        taken = {*self.known.phrases.heads, *self.known.adjectives.heads, *self.shouted}
        longer = {head for head, tails in self.phrases.heads.items() if len(tails) > 1 or tails[0][0]}
        roman = {low for low in self.single if not low.strip(ROMAN)}
        return {low: sense for low, sense in self.single.items() if low not in taken | longer | roman}

    def unit(self, words: Words, number: int, last: int) -> Unit:
        """The longest unit of sense that begins at that word and ends inside the run."""
        end, sense, low = number + 1, NOTHING, words.lows[number]
        alone = self.sole.get(low, NOTHING if low not in self.heads else None)
        if alone is not None:
            return Unit(number, end, *alone)
        if low in self.phrases.heads:
            end, sense = self.phrases.at(words, number) or (end, sense)
            if end > last:
                end, sense = number + 1, self.single.get(low, NOTHING)
        if end == number + 1 and words.word(number).isupper():
            sense = self.shouted.get(low, sense)
            if sense.tags & HUMAN and not low.strip(ROMAN):
                sense = sense._replace(tags=sense.tags & ~HUMAN)  # Komisi XI is not of Mr. Xi
        found = self.known.at(words, number) if low in self.known.phrases.heads else None
        if found is not None and end <= found[0] <= last:
            behind, naming = found
            if behind > end:
                return Unit(number, behind, known=naming.kind)
            if end > number + 1 or not (sense.opens or sense.tags & COMMON):
                return Unit(number, end, sense.tags, sense.opens, sense.closes, naming.kind)
        if sense is NOTHING and low in self.known.adjectives.heads:
            adjective = self.known.adjective(words, number)
            if adjective is not None and adjective[0] <= last:
                return Unit(number, adjective[0], ADJECTIVE)
        return Unit(number, end, *sense)

    def noun_before(self, words: Words, number: int) -> EntityKind | None:
        """The kind of name that the one to three words right before that word tell: shares in, the newspaper; a country
        may stand between: perusahaan Norwegia X."""
        if number > 1 and self.office_leads and self.unit(words, number - 1, number).known == "place":
            number -= 1
        if not number or words.lows[number - 1] not in self.noun_words:
            return self.noun_ahead(words, number)
        phrases = (" ".join(words.lows[max(0, number - size) : number]) for size in (3, 2, 1))
        return next((self.nouns[phrase] for phrase in phrases if phrase in self.nouns), None)

    def noun_ahead(self, words: Words, number: int) -> EntityKind | None:
        """The kind that a noun tells with a word of its own behind it: perusahaan tekstil X."""
        if number < 2 or not self.office_leads or words.lows[number - 2] not in self.nouns:
            return None
        between = words.lows[number - 1]
        odd = between in self.at or between in self.off or self.verbal(between) or self.tags.get(between, 0) & PLAIN
        return None if odd or not between.isalpha() else self.nouns[words.lows[number - 2]]

    def noun_behind(self, words: Words, number: int) -> EntityKind | None:
        """The kind of name that the one or two words from that word on tell: the X news agency."""
        if number >= len(words) or words.lows[number] not in self.noun_words:
            return None
        return self.nouns.get(" ".join(words.lows[number : number + 2])) or self.nouns.get(words.lows[number])

    def verbal(self, low: str) -> bool:
        """Whether a word is likely what the name before it does."""
        return low in self.speech or low.startswith(self.verbs)

    def affixed(self, low: str) -> bool:
        """Whether a word is made by prefix or suffix as names are not."""
        return low.endswith(self.endings) or (len(low) > 6 and low.startswith(self.beginnings))


def spoken(cues: Cues) -> frozenset[str]:
    """The single words that ascribe something to whom they stand beside."""
    groups = (cue.words for cue in cues.cue if cue.frame in ("verb", "behind"))
    return frozenset(word for words in groups for word in words if " " not in word)


def listed(sorts: Sorts) -> list[tuple[EntityKind, tuple[str, ...]]]:
    """The lists of a `Sorts`, each with its kind."""
    return [
        ("person", sorts.person),
        ("organisation", sorts.organisation),
        ("agency", sorts.agency),
        ("outlet", sorts.outlet),
        ("place", sorts.place),
        ("other", sorts.other),
    ]


def senses_of(people: People, names: PersonNames) -> dict[str, Sense]:
    """All phrases of the pack with everything they may be."""
    senses: dict[str, Sense] = {}

    def add(phrases: tuple[str, ...], tags: int = 0, **kinds: EntityKind) -> None:
        for phrase in phrases:
            sense = senses.get(phrase, NOTHING)
            senses[phrase] = sense._replace(tags=sense.tags | tags, **kinds)

    for key, tags in TAGS.items():
        add(getattr(people, key), tags)
    small = {*people.particles, *people.links, *people.ands, *people.articles, *people.at}
    add(tuple(name for name in names.given if name not in small), GIVEN)
    add(tuple(name for name in names.family if name not in small), FAMILY)
    add(people.branches, opens="organisation")
    for kind, phrases in listed(people.opening):
        add(phrases, opens=kind)
    for kind, phrases in listed(people.closing):
        add(phrases, closes=kind)
    for kind, phrases in listed(people.names):
        add(phrases, known=kind)
    return senses


def shouted_of(printed: dict[str, Sense], senses: dict[str, Sense]) -> dict[str, Sense]:
    """The acronyms with everything they may be, also as a word in small letters."""
    shouted = {}
    for phrase, sense in printed.items():
        if phrase.isupper():
            small = senses.get(phrase.lower(), NOTHING)
            kinds = (mine or theirs for mine, theirs in zip(sense[1:], small[1:], strict=True))
            shouted[phrase.lower()] = Sense(sense.tags | (small.tags & ~(HUMAN | NEVER | PLAIN)), *kinds)
    return shouted


def titles_of(senses: dict[str, Sense]) -> dict[str, list[tuple[list[str], int]]]:
    """The titles by their last word: all their words, and what counts of them."""
    titles: dict[str, list[tuple[list[str], int]]] = {}
    for phrase, sense in senses.items():
        if sense.tags & TITLE:
            lows = cut(phrase).lows
            titles.setdefault(lows[-1], []).append((lows, sense.tags & OFFICES))
    for found in titles.values():
        found.sort(key=lambda title: -len(title[0]))
    return titles


def known_names(senses: dict[str, Sense], known: Known) -> list[str]:
    """Every name everyone knows."""
    return [*(phrase for phrase, sense in senses.items() if sense.known), *known.namings]
