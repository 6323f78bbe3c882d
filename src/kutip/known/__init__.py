"""Names that are known beforehand: agencies, outlets, offices, monitoring bodies, countries and cities.

    known = load()
    known.at(words, number)             → (number of the word behind it, Naming): the longest known name that begins there
    known.at(words, number, hop=True)   → the same beside words of relay, where names that are everyday words count too
    known.adjective(words, number)      → (number of the word behind it, Entry): "North Korean" and its territory
    known.named("Yonhap")               → Naming | None, for a name that is given on its own
    known.capital_of("Pyongyang")       → Entry of the territory whose capital it is
    known.outlet_at("www.kcna.kp")      → Entry of the outlet that publishes there
    known.entries["kcna"]               → Entry, by id; the id of a territory is its two letters, in small: "kp"

`Naming.entries` holds one Entry, or several where a name is shared (CNA): then the text has to decide.
`Entry.family` is the same for all brands of one newsroom.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from kutip.errors import PackError
from kutip.known.names import Entry, Naming, bearings, entries_of, namings_of
from kutip.known.rows import Nicknames, Place, Sheet, decode, places
from kutip.record import Words
from kutip.words import Phrases

__all__ = ["Entry", "Known", "Naming", "load"]

FOLDER = Path(__file__).parent
SHEETS = (
    "agencies.toml", "indonesia.toml", "korea.toml", "asia.toml", "world.toml",
    "offices.toml", "monitors.toml", "regions.toml",
)  # fmt: skip


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
        return self.namings.get(" ".join(name.lower().split()))

    def capital_of(self, name: str) -> Entry | None:
        """The territory whose capital bears that name."""
        return self.capitals.get(" ".join(name.lower().split()))

    def outlet_at(self, host: str) -> Entry | None:
        """The outlet that publishes at that host; `tekno.kompas.com` belongs to `kompas.com`."""
        labels = host.lower().split(":")[0].split(".")
        hosts = (".".join(labels[number:]) for number in range(len(labels) - 1))
        return next((self.domains[host] for host in hosts if host in self.domains), None)


@cache
def load(folder: Path = FOLDER) -> Known:
    """All known names; `PackError` when a file is wrong or two rows bear one name without saying so."""
    sheets = [decode(folder / name, Sheet) for name in SHEETS]
    nicknames = decode(folder / "nicknames.toml", Nicknames)
    towns = places(folder / "places.json")
    entries = entries_of(sheets, towns)
    namings = namings_of(bearings(sheets, towns, nicknames, entries))
    capitals = {town.id: entries[town.capital_of] for town in towns if town.capital_of}
    files = [*SHEETS, "nicknames.toml", "places.json"]
    return Known(
        digest=hashlib.sha256(b"".join((folder / name).read_bytes() for name in files)).hexdigest()[:8],
        entries=entries,
        namings=namings,
        phrases=Phrases(namings.items()),
        adjectives=Phrases(adjectives_of(towns, nicknames, entries)),
        capitals={
            low: capitals[entry.id] for low, naming in namings.items() for entry in naming.entries if entry.id in capitals
        },
        domains=domains_of(sheets, entries),
    )


def adjectives_of(
    towns: tuple[Place, ...], nicknames: Nicknames, entries: dict[str, Entry]
) -> Iterator[tuple[str, Entry]]:
    """The words for the people and things of a territory, each with the territory."""
    for town in towns:
        yield from ((word, entries[town.id]) for word in town.adjectives)
    for nickname in nicknames.rows:
        yield from ((word, entries[nickname.of]) for word in nickname.adjectives)


def domains_of(sheets: list[Sheet], entries: dict[str, Entry]) -> dict[str, Entry]:
    """The outlets by their addresses; a `PackError` when two claim one."""
    domains: dict[str, Entry] = {}
    for sheet in sheets:
        for row in sheet.rows:
            for host in row.domains:
                if host in domains:
                    raise PackError(f"known: {host} belongs to {domains[host].id} and to {row.id}; leave it to one")
                domains[host] = entries[row.id]
    return domains
