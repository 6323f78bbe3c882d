"""The keys of `people.toml`: the words that stand in and beside the names of people, bodies and places.

All words in small letters; several words may make one entry ("prime minister"). In the lists of type words, branches
and names, an acronym stands in capitals: it counts only where it is printed so (AS, but not as). What stands in
`kutip.known` (agencies, outlets, states, cities, given names) need not be repeated here.
"""

from msgspec import Struct


class Sorts(Struct, frozen=True, forbid_unknown_fields=True):
    """Words by the kind of name they tell."""

    person: tuple[str, ...] = ()
    """Of people."""
    organisation: tuple[str, ...] = ()
    """Of bodies: offices, firms, parties, forces."""
    agency: tuple[str, ...] = ()
    """Of news agencies."""
    outlet: tuple[str, ...] = ()
    """Of papers, stations and sites."""
    place: tuple[str, ...] = ()
    """Of countries, towns, mountains, buildings."""
    other: tuple[str, ...] = ()
    """Of all else that bears a name: laws, prizes, ships."""


class People(Struct, frozen=True, forbid_unknown_fields=True):
    """What tells that words are a name, where it ends, and of what kind it is."""

    opening: Sorts
    """Type words a name begins with: Universitas, Kota, Ministry (of)."""
    closing: Sorts
    """Type words a name ends with: Institute, Island, Daily."""
    names: Sorts
    """Names everyone knows that no sheet of `kutip.known` holds; persons stand here by their full name."""
    nouns: Sorts
    """Words in small letters beside a name that tell its kind: perusahaan X, the X news agency."""
    branches: tuple[str, ...]
    """Bodies that exist once for every area, which follows: BPBD Palasari."""
    areas: tuple[str, ...]
    """Type words for areas the state is divided into: a name goes with or without them (Kota Rejamulya, Rejamulya)."""
    companies: tuple[str, ...]
    """Marks of a firm that a name goes with or without: PT, Tbk, Inc."""
    matters: tuple[str, ...]
    """What offices and ministries deal with, and other words inside their names; never the beginning of a person."""
    honorifics: tuple[str, ...]
    """Words before a person's name that say nothing of his work: Mr., Haji, Dr."""
    offices: tuple[str, ...]
    """What a person is, before or beside his name: Presiden, analyst, juru bicara."""
    governors: tuple[str, ...]
    """Offices over an area, whose name comes next: Camat Kalibening, Gubernur Jawa Barat."""
    ministers: tuple[str, ...]
    """Offices over a matter, which is named next and belongs to the office: Menteri Luar Negeri."""
    staff: tuple[str, ...]
    """Offices in a body, whose name often comes next: Direktur Gotama Budi Santoso."""
    nicknames: dict[str, str]
    """Short names of well-known persons that no rule tells."""
    modifiers: tuple[str, ...]
    """Words that go with an office: wakil, former, acting."""
    degrees: tuple[str, ...]
    """Behind a person's name, after a comma: S.H., PhD."""
    particles: tuple[str, ...]
    """Small words inside the names of persons and places: bin, van, de."""
    links: tuple[str, ...]
    """Small words that tie a type word to the rest of a body's name: of, for."""
    ands: tuple[str, ...]
    """And: inside a name only between two matters."""
    articles: tuple[str, ...]
    """The, inside a name behind a link."""
    possessives: tuple[str, ...]
    """Endings that make a name the owner of what follows."""
    owners: tuple[str, ...]
    """Words whose possessive is part of a name: Women's, People's."""
    directions: tuple[str, ...]
    """Parts of an area's name behind it: Selatan, Tengah."""
    adjectives: tuple[str, ...]
    """Written with a capital and no name: Javanese, Islamic."""
    never: tuple[str, ...]
    """Written with a capital and never part of a name: days, months, time zones, units, pronouns."""
    seats: tuple[str, ...]
    """Buildings that stand for whoever sits there and are no name: city hall."""
    plain: tuple[str, ...]
    """Words that often begin a sentence: there their capital says nothing."""
    subjects: tuple[str, ...]
    """Nouns that do so too; they may also stand inside a role (vegetable seller)."""
    beginnings: tuple[str, ...]
    """How words begin that are made by prefix and are no names at the head of a sentence."""
    endings: tuple[str, ...]
    """How such words end."""
    verbs: tuple[str, ...]
    """How verbs begin, where that can be told."""
    at: tuple[str, ...]
    """Prepositions before a place."""
    off: tuple[str, ...]
    """Prepositions before a place or a body: of, from, dari."""
    its: tuple[str, ...]
    """Pronouns that soon after a name tell that it is no person's: its."""
    his: tuple[str, ...]
    """Pronouns that soon after a name tell that it is a person's: his."""
    speech: tuple[str, ...]
    """What a person or body does before or behind its name: said, kata."""
    acts: tuple[str, ...]
    """Other words that often follow a name that is the subject."""
    trades: tuple[str, ...]
    """What firms and clubs do, right behind their names: sold, membukukan."""
    peoples: tuple[str, ...]
    """How the words for the people and things of a place end, behind its name: Norvian."""
    likes: tuple[str, ...]
    """Words between an office and an example of it: analysts such as X."""
    relay: tuple[str, ...]
    """Words before a medium that passes something on: dikutip dari, citing."""
    hearing: tuple[str, ...]
    """Words before a medium, or a person, that hears it first: kepada, told."""
    reports: tuple[str, ...]
    """What media do, right behind their names: mewartakan."""
    mastheads: tuple[str, ...]
    """How the names of papers and sites end that are one word: Sportline."""
    who: tuple[str, ...]
    """Begins a clause about a person: who."""
    which: tuple[str, ...]
    """Begins a clause about anything but a person: which."""
    coins: tuple[str, ...]
    """Beside the short name of a country they make it a currency: cents, dolar."""
    tails: tuple[str, ...]
    """Behind a name and a hyphen they make an adjective of it: based, led."""
    domains: tuple[str, ...]
    """Last parts of an address that is a name: Kompas.com."""
    surnames: bool
    """Whether a person goes by the last word of his name from the second time on."""
    office_leads: bool
    """Whether the office stands first in its phrase (ketua dewan) or last (board chairman)."""
    families: tuple[str, ...] = ()
    """In a script without capitals: family names that are written before the given name as one word, and stand alone
    before an office."""
