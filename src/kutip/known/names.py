"""What a known name means: the entry that bears it, and how it has to be printed to count."""

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from kutip.errors import PackError
from kutip.known.rows import Kind, Names, Place, Row

LONGEST_ACRONYM = 5


class Entry(Struct, frozen=True):
    """A party or place that is known beforehand."""

    id: str
    name: str
    """The short form kutip prints."""
    kind: Kind
    wikidata: str | None
    country: str | None
    """ISO 3166, two capitals."""
    family: str | None = None
    """The head of its publisher family, a name or an id: the same for all brands of one newsroom. None for places."""
    state: bool | None = None
    """Whether a government owns or runs it; None when unsure."""
    domains: tuple[str, ...] = ()


class Naming(Struct, frozen=True):
    """What a name may stand for, and how it has to be printed to count."""

    entries: tuple[Entry, ...]
    """One, or several when the name is shared."""
    forms: tuple[str, ...]
    """The name as its bearers write it."""
    careful: tuple[str, ...]
    """Those forms that are everyday words too."""
    exact: bool
    """True for short acronyms: only the very letters count ("AS" is no "as")."""

    @property
    def entry(self) -> Entry | None:
        """The one bearer of the name; None when it is shared."""
        return self.entries[0] if len(self.entries) == 1 else None

    @property
    def kind(self) -> Kind:
        """What the name stands for; the first bearer's kind when it is shared."""
        return self.entries[0].kind

    def fits(self, printed: str, hop: bool = False) -> bool:
        """Whether these letters are meant as the name; `hop` when words of relay stand beside them."""
        if printed in self.careful:
            return hop
        if printed in self.forms:
            return True
        return not self.exact and not self.careful and printed[0].isupper()


class Bearing(Struct, frozen=True):
    """One name of one entry, before all that bear it are brought together."""

    name: str
    entry: Entry
    careful: bool = False
    shared: bool = False


def entries_of(names: Names, towns: tuple[Place, ...]) -> dict[str, Entry]:
    """Every row and place by its id."""
    rows = {row.id: row for sheet in names.sheets for row in sheet.rows}
    entries = {town.id: Entry(town.id, town.name, "place", town.wikidata, town.country) for town in towns}
    for sheet in names.sheets:
        for row in sheet.rows:
            if row.id in entries:
                raise PackError(f"known: the id {row.id!r} stands twice; give one of the rows another")
            entries[row.id] = entry_of(row, sheet.kind, rows)
    return entries


def entry_of(row: Row, kind: Kind, rows: dict[str, Row]) -> Entry:
    """What the text is told of a row."""
    family = None if kind == "place" else family_of(row, rows)
    return Entry(row.id, row.name, kind, row.wikidata, row.country, family, row.state, row.domains)


def family_of(row: Row, rows: dict[str, Row]) -> str:
    """The head of a row's publisher family: the publisher it names, else the id of its topmost parent, else its own."""
    seen = [row.id]
    while row.family is None and row.parent is not None:
        if row.parent not in rows or row.parent in seen:
            raise PackError(f"known: {row.id!r} has the parent {row.parent!r}, no other row; write the id of one")
        row = rows[row.parent]
        seen.append(row.id)
    return row.family or row.id


def bearings(names: Names, towns: tuple[Place, ...], entries: dict[str, Entry]) -> Iterator[Bearing]:
    """Every name with its bearer."""
    for row in (row for sheet in names.sheets for row in sheet.rows):
        for name in (row.name, *chain.from_iterable(row.names.values())):
            yield Bearing(name, entries[row.id], name in row.careful, name in row.shared)
    for nickname in names.nicknames.rows:
        if nickname.of not in entries:
            raise PackError(f"known/nicknames.toml: there is no place {nickname.of!r}; write the id of one")
        for name in nickname.names:
            yield Bearing(name, entries[nickname.of], name in nickname.careful)
    for town in towns:
        for name in (town.name, *town.names):
            yield Bearing(name, entries[town.id])


def namings_of(all_bearings: Iterator[Bearing]) -> dict[str, Naming]:
    """What every name stands for, by the name in lower case."""
    together: dict[str, list[Bearing]] = {}
    for bearing in all_bearings:
        together.setdefault(lowered(bearing.name), []).append(bearing)
    return {low: naming_of(borne) for low, borne in together.items()}


def naming_of(borne: list[Bearing]) -> Naming:
    """All bearers of one name; a `PackError` when several kept by hand bear it and do not say so."""
    if len(borne) == 1:
        one = borne[0]
        return Naming((one.entry,), (one.name,), (one.name,) if one.careful else (), acronym(one.name))
    entries = tuple({bearing.entry.id: bearing.entry for bearing in borne}.values())
    silent = [bearing for bearing in borne if not bearing.shared]
    if len(entries) > 1 and silent:
        bearers = ", ".join(entry.id for entry in entries)
        raise PackError(f"known: {silent[0].name!r} is a name of {bearers}; write it under `shared` in each or drop it")
    forms = tuple(dict.fromkeys(bearing.name for bearing in borne))
    careful = tuple(dict.fromkeys(bearing.name for bearing in borne if bearing.careful))
    return Naming(entries, forms, careful, all(map(acronym, forms)))


def lowered(name: str) -> str:
    """What a name is looked up by: small letters, straight apostrophes, single spaces."""
    return " ".join(name.lower().replace("’", "'").split())


def acronym(name: str) -> bool:
    """Whether a name is a short row of capitals, which must be printed just so."""
    return name.isupper() and len(name) <= LONGEST_ACRONYM
