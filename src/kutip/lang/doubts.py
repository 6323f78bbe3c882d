"""The keys of `doubts.toml`: the words by which a report contradicts itself. All words in small letters."""

from typing import Literal

from msgspec import Struct

Size = Literal["length", "area", "mass"]


class Examples(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person presented as many: analysts such as X."""

    likes: tuple[str, ...]
    """Words between the many and the one."""
    experts: dict[str, str]
    """Nouns for many who are asked for their view, and what one of them is called in English."""
    single: tuple[str, ...]
    """Words before the noun that make it one person or none: seorang, no."""
    others: tuple[str, ...]
    """Words behind the name that bring in more people: colleagues, dan lain-lain."""


class Sums(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A total and its parts."""

    complete: tuple[str, ...]
    """Phrases behind a total that list all its parts: consisting of."""
    partial: tuple[str, ...]
    """Phrases that list some of them: of which."""
    in_all: tuple[str, ...]
    """Phrases between the parts and their total: sehingga total, for a total of."""
    ands: tuple[str, ...]
    """Words between parts: and, plus."""
    fillers: tuple[str, ...]
    """Words that may stand before the number of a part: sebanyak, another."""
    spoilers: tuple[str, ...]
    """Words with which parts do not add up to their total: each, the rest, more."""
    crossing: tuple[str, ...]
    """Words that divide people in a way of their own, so that a part may overlap the others: women, children."""


class Figures(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Two amounts of one thing."""

    rough: dict[str, tuple[int, int]]
    """Amounts without a number, and the least and the most they may mean."""
    people: tuple[str, ...]
    """Nouns that count people and may stand for one another: residents, victims."""
    leads: tuple[str, ...]
    """Words that may stand between the beginning of a clause and its number: sebanyak."""
    updates: tuple[str, ...]
    """Words of change, of parts and of others: two amounts of one thing may then both be right."""


class Happening(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that tell one event of a thing, which happens to it once."""

    words: tuple[str, ...]
    """The words that tell it."""
    things: tuple[str, ...] = ()
    """Nouns of which a report mostly means one and the same: the contract."""
    once: bool = False
    """Whether it is told of the past only, and of the same person or body only once: was born, didirikan."""
    founds: bool = False
    """Whether the thing is not there before."""


class Dates(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What has happened, and when."""

    grace: int
    """Days by which an event may lie ahead of the day of publication, for the zones of the earth."""
    happening: tuple[Happening, ...]
    """The events to look for."""
    done: tuple[str, ...]
    """Words that tell what has happened."""
    done_endings: tuple[str, ...] = ()
    """Endings of verbs that tell it."""
    on: tuple[str, ...]
    """Words and signs directly before the day on which something happened; elsewhere a date may be part of a name."""
    plans: tuple[str, ...]
    """Words with which a date to come may stand in a sentence about the past: scheduled, until, akan."""
    another: tuple[str, ...]
    """Words that make it another thing or another time: second, again, lagi."""
    definite: tuple[str, ...]
    """Words that make a noun beside them one told before: the, itu."""
    all_of: dict[str, int]
    """Words that take up things told before by their number: both, ketiga."""
    earlier: tuple[str, ...]
    """Words for what was there before something was founded: predecessor, cikal bakal."""


class Persons(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One person under two names."""

    titles: dict[str, str]
    """Titles by their group: nobody bears titles of two groups."""
    lifelong: tuple[str, ...]
    """The groups whose titles are borne for life; those of others may follow one another."""
    former: tuple[str, ...]
    """Words before a title that is no longer borne: former, mantan."""
    one_holder: tuple[str, ...]
    """Offices that only one person holds: kepala, governor."""
    translated: dict[str, str]
    """Words of this language that a machine makes of foreign names, and the name: hibah for Grant."""


class Faults(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Sentences and units that cannot be right."""

    sizes: dict[str, Size]
    """Words directly before a measure, and what it then measures: sepanjang, weighing."""
    sizes_behind: dict[str, Size] = {}
    """The same, directly behind it: long."""
    wholes: tuple[str, ...]
    """Of these nobody can count more than all: residents, voters."""
    transitive: tuple[str, ...]
    """Verb forms that need an object behind them."""
    before: tuple[str, ...]
    """Words directly before such a verb without which it may be something else: to, agar."""
    gaps: tuple[str, ...]
    """Words that let its object stand before it: which, yang."""
    unfinished: tuple[str, ...]
    """Words that end no sentence: the, dan."""


class DoubtWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What to look for when a report is held against itself."""

    examples: Examples
    """One person presented as many."""
    sums: Sums
    """Totals that are not the sum of their parts."""
    figures: Figures
    """Amounts of one thing that exclude each other."""
    dates: Dates
    """Days that cannot be right."""
    persons: Persons
    """Persons under two names."""
    faults: Faults
    """Sentences and units that cannot be right."""
