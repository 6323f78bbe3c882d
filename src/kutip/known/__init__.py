"""Names that are known beforehand: agencies, outlets, offices, monitoring bodies, countries and cities.

    known = load()
    known.at(words, number)            → (number of the word behind, Naming): the longest known name that begins there
    known.at(words, number, hop=True)  → the same beside words of relay, where names that are everyday words count too
    known.adjective(words, number)     → (number of the word behind, Entry): "North Korean" and its territory
    known.named("Yonhap")              → Naming | None, for a name that is given on its own
    known.capital_of("Pyongyang")      → Entry of the territory whose capital it is
    known.outlet_at("www.kcna.kp")     → Entry of the outlet that publishes there
    known.entries["kcna"]              → Entry, by id; the id of a territory is its two letters in small: "kp"

`Naming.entries` holds one Entry, or several where a name is shared (CNA): then the text has to decide.
`Entry.family` is the same for all brands of one newsroom.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from kutip.errors import PackError
from kutip.known.names import Entry, Naming, bearings, entries_of, lowered, namings_of
from kutip.known.rows import Names, Place, unpack
from kutip.record import Words
from kutip.words import Phrases

__all__ = ["Entry", "Known", "Naming", "load"]

FOLDER = Path(__file__).parent


class Known(Struct, frozen=True):
    """All known names, ready for looking up."""

    digest: str
    """Of the files: with kutip's version it names what made a reading."""
    entries: dict[str, Entry]
    namings: dict[str, Naming]
    """By the name in lower case."""
    phrases: Phrases[Naming]
    adjectives: Phrases[Entry]
    capitals: dict[str, Entry]
    """The territory by the names of its capital, in lower case."""
    domains: dict[str, Entry]

    def at(self, words: Words, number: int, hop: bool = False) -> tuple[int, Naming] | None:
        """The longest known name that begins with that word, as (number of the word behind it, what it may be)."""
        found = self.phrases.at(words, number)
        if found is None:
            return None
        end, naming = found
        return found if naming.fits(words.text[words.starts[number] : words.ends[end - 1]], hop) else None

    def adjective(self, words: Words, number: int) -> tuple[int, Entry] | None:
        """The territory whose people or things are called so, as (number of the word behind it, the territory)."""
        found = self.adjectives.at(words, number)
        return found if found and words.word(number)[0].isupper() else None

    def named(self, name: str) -> Naming | None:
        """What a name given on its own may stand for."""
        return self.namings.get(lowered(name))

    def capital_of(self, name: str) -> Entry | None:
        """The territory whose capital bears that name."""
        return self.capitals.get(lowered(name))

    def outlet_at(self, host: str) -> Entry | None:
        """The outlet that publishes at that host; `tekno.kompas.com` belongs to `kompas.com`."""
        labels = host.lower().split(":")[0].split(".")
        hosts = (".".join(labels[number:]) for number in range(len(labels) - 1))
        return next((self.domains[host] for host in hosts if host in self.domains), None)


@cache
def load(folder: Path = FOLDER) -> Known:
    """All known names; `PackError` when a file is wrong or two rows bear one name without saying so."""
    names, towns = (folder / "names.json").read_bytes(), (folder / "places.json").read_bytes()
    digest = hashlib.sha256(names + towns).hexdigest()[:8]
    return known(unpack(names, "names", Names), unpack(towns, "places", tuple[Place, ...]), digest)


def known(names: Names, towns: tuple[Place, ...], digest: str = "") -> Known:
    """What people keep and what is generated, brought together."""
    entries = entries_of(names, towns)
    namings = namings_of(bearings(names, towns, entries))
    territories = {town.id: entries[town.capital_of] for town in towns if town.capital_of}
    named = ((low, naming.entries[0].id) for low, naming in namings.items())
    return Known(
        digest=digest,
        entries=entries,
        namings=namings,
        phrases=Phrases(namings.items()),
        adjectives=Phrases(adjectives_of(names, towns, entries)),
        capitals={low: territories[id] for low, id in named if id in territories},
        domains=domains_of(names, entries),
    )


def adjectives_of(names: Names, towns: tuple[Place, ...], entries: dict[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """The words for the people and things of a territory, each with the territory."""
    for town in towns:
        yield from ((word, entries[town.id]) for word in town.adjectives)
    for nickname in names.nicknames.rows:
        yield from ((word, entries[nickname.of]) for word in nickname.adjectives)


def domains_of(names: Names, entries: dict[str, Entry]) -> dict[str, Entry]:
    """The outlets by their addresses; a `PackError` when two claim one."""
    domains: dict[str, Entry] = {}
    for row in (row for sheet in names.sheets for row in sheet.rows):
        for host in row.domains:
            if host in domains:
                raise PackError(f"known: {host} belongs to {domains[host].id} and to {row.id}; leave it to one")
            domains[host] = entries[row.id]
    return domains
