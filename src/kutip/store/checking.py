"""Whether a store is what was written, by SQLite, by its seals, by what rows point at; and what can be made anew."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import apsw

from kutip.errors import StoreError
from kutip.record import Reading
from kutip.store.file import File
from kutip.store.indexing import Batch
from kutip.store.moments import minute
from kutip.store.packing import Packer
from kutip.store.parties import Parties
from kutip.store.seals import Broken, broken
from kutip.store.statements import statements

SQL, MEND = statements("check"), statements("mend")
FOUND = ("claim", "search")
TOLD = ("placed", "story", "traced")
"""Tables that are made from what is kept, and can be made again."""
TOGETHER = 200
SHOWN = 20
RESTORE = "restore the last backup (kutip store restore), or go on without it"
AGAIN = "run kutip store check --mend"


class Fault(NamedTuple):
    """Something that is not as it was written, and what to do."""

    what: str
    do: str


def check(path: Path, tell: Callable[[str], object] = lambda words: None) -> Iterator[Fault]:
    """All that is wrong with a store; `tell` hears what is looked at. Nothing is changed; others may read and write."""
    with closing(File(path, write=True)) as file:
        for name, look in (("the file", pages), ("the full text", searched), ("each row", sealed), ("ties", tied)):
            tell(name)
            try:
                yield from look(file)
            except (apsw.Error, StoreError, UnicodeDecodeError) as error:
                yield Fault(f"{name} cannot be read: {error}", RESTORE)


def pages(file: File) -> Iterator[Fault]:
    """What SQLite finds."""
    for (found,) in file.connection.execute(f"PRAGMA integrity_check({SHOWN})"):
        if found != "ok":
            yield Fault(f"the file: {found}", RESTORE)


def searched(file: File) -> Iterator[Fault]:
    """Whether the full text says what the claims say."""
    file.connection.execute("BEGIN IMMEDIATE")  # it is asked by writing, though nothing is written
    try:
        file.run(MEND["search whole"])
    except apsw.CorruptError:
        yield Fault("the full text does not fit the claims", AGAIN)
    finally:
        file.connection.execute("ROLLBACK")


def sealed(file: File) -> Iterator[Fault]:
    """Rows that are not what was written."""
    for one in broken(file):
        yield Fault(f"{one.table} {one.id} is not what was written", remedy(one))


def remedy(one: Broken) -> str:
    """What is to be done about a row."""
    return AGAIN if one.table in (*FOUND, *TOLD) else RESTORE


def tied(file: File) -> Iterator[Fault]:
    """Rows that point at nothing."""
    for what, sql in SQL.items():
        rows = list(islice(file.connection.execute(sql), SHOWN + 1))
        if rows:
            numbers = ", ".join(str(number) for (number,) in rows[:SHOWN]) + (", …" if len(rows) > SHOWN else "")
            kept = what.startswith(("version", "capture", "reading"))
            yield Fault(f"{what}: {numbers}", RESTORE if kept else AGAIN)


def mend(path: Path, tell: Callable[[str], object] = lambda words: None) -> None:
    """Makes anew what is made from readings: the claims that are searched, and the full text. Stories are taken out,
    and told again by the next who tells; they get new numbers."""
    with closing(File(path, write=True)) as file, file.writing():
        tell("stories")
        for statement in ("untell all", "no stories", "no traced", "no places", "no corrected"):
            file.run(MEND[statement])
        for statement in ("all untold", "lost untold"):
            file.run(MEND[statement])
        tell("claims")
        for statement in ("no search", "no claims", "no wordings", "nobody spoke"):
            file.run(MEND[statement])
        parties, packer = Parties(file), Packer()
        rows = iter(file.rows(MEND["readings"]))
        while some := list(islice(rows, TOGETHER)):
            indexed(file, parties, packer, some)


def indexed(file: File, parties: Parties, packer: Packer, rows: list[tuple[int, str | None, str, bytes]]) -> None:
    """Puts the claims of some reports in."""
    batch = Batch(file, parties)
    for report, published, seen, body in rows:
        batch.take(report, minute(published, seen), packer.value(body, Reading))
    batch.put()
