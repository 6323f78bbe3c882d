"""Who is meant by a name: one number for a party, whatever it is called."""

import unicodedata
from functools import lru_cache

from kutip import known
from kutip.known import Entry
from kutip.record import Entity
from kutip.store.file import File
from kutip.store.statements import statements

SQL = statements("index")
MANY = 200_000
"""Names that are remembered; what is forgotten is looked up again."""


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """A name without case, accents and signs, to compare by; as it is if nothing is left."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in letters if sign.isalnum()) or name


@lru_cache(maxsize=1 << 16)
def entry(name: str) -> Entry | None:
    """What is known beforehand of a name."""
    naming = known.load().named(name)
    return naming.entry if naming else None


class Parties:
    """The numbers of parties, by their names."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.numbers: dict[tuple[str, str | None, bool], int] = {}
        self.lost = 0

    def number(self, name: str, entity: Entity | None = None) -> int:
        """The number of a party: the one it has, else a new one."""
        if self.lost != self.file.lost or len(self.numbers) > MANY:
            self.numbers.clear()  # what was undone may hold some of them
            self.lost = self.file.lost
        asked = (name, entity.wikidata if entity else None, entity is not None and entity.kind == "person")
        found = self.numbers.get(asked)
        if found is None:
            found = self.numbers[asked] = self.kept(name, entity)
        return found

    def kept(self, name: str, entity: Entity | None) -> int:
        """The number of a party in the store."""
        person = entity is not None and entity.kind == "person"
        known_as = None if person else entry(name)
        wikidata = (known_as.wikidata if known_as else None) or (entity.wikidata if entity else None)
        key = wikidata or (known_as.id if known_as else f"={plain(name)}")
        kind = known_as.kind if known_as else entity.kind if entity else None
        found = self.file.row(SQL["party"], key)
        shown = known_as.name if known_as else name
        number: int = found[0] if found else self.file.run(SQL["new party"], key, shown, kind, wikidata)
        self.file.each(SQL["new naming"], [(plain(one), number) for one in {name, shown}])
        return number
