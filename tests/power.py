"""A disk that remembers in which order it was written to, so that the power can fail at every moment of it.

Bytes that were synced stay; of the others, sector by sector, some do, as on a disk with a cache of its own. Stores are
opened through it without knowing.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import apsw

SECTOR = 512
SHARES = (0.0, 0.3, 0.5, 0.8, 1.0)
"""Of the sectors that were not synced so many stay."""
FORGOTTEN = "-shm"
"""What lies in memory only."""


class Event(NamedTuple):
    """Something that was done to a file."""

    name: str
    what: str
    offset: int = 0
    body: bytes = b""


class Tape:
    """All that was done, in order."""

    def __init__(self) -> None:
        self.events: list[Event] = []


class Disk(apsw.VFS):
    """The disk, with a tape."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.below = apsw.vfs_names()[0]
        super().__init__("recorded", self.below, makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> "Written":  # noqa: N802  # the names are SQLite's; Any: apsw's
        """A file on it."""
        return Written(self.tape, self.below, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802
        """Takes a file away."""
        self.tape.events.append(Event(name, "delete"))
        super().xDelete(name, sync)


class Written(apsw.VFSFile):
    """A file whose changes are on the tape."""

    def __init__(self, tape: Tape, below: str, name: Any, flags: list[int]) -> None:  # Any: apsw's
        self.tape = tape
        self.name = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        super().__init__(below, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        """Writes."""
        self.tape.events.append(Event(self.name, "write", offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        """Cuts."""
        self.tape.events.append(Event(self.name, "cut", size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        """Puts on the disk."""
        super().xSync(flags)
        self.tape.events.append(Event(self.name, "sync"))


@contextmanager
def recorded() -> Iterator[Tape]:
    """The tape of all that SQLite does to files meanwhile."""
    tape = Tape()
    disk = Disk(tape)
    try:
        yield tape
    finally:
        disk.unregister()


class Left(NamedTuple):
    """What is left of a file: what was synced, and what was done since."""

    synced: bytearray
    since: list[Event]


def left(before: dict[str, bytes], events: list[Event], dice: random.Random, share: float) -> dict[str, bytes]:
    """The files as they are found when the power fails behind some events; `before` is how they began."""
    files = {name: Left(bytearray(body), []) for name, body in before.items()}
    for event in events:
        file = files.setdefault(event.name, Left(bytearray(), []))
        if event.what == "sync":
            for one in file.since:
                done(file.synced, one)
            file.since.clear()
        elif event.what == "delete":
            files.pop(event.name)
        else:
            file.since.append(event)
    for file in files.values():
        for one in file.since:
            for part in sectors(one):
                if dice.random() < share:
                    done(file.synced, part)
    return {name: bytes(file.synced) for name, file in files.items()}


def done(body: bytearray, event: Event) -> None:
    """Does to a file what was done."""
    if event.what == "cut":
        del body[event.offset :]
        return
    end = event.offset + len(event.body)
    if len(body) < end:
        body.extend(bytes(end - len(body)))
    body[event.offset : end] = event.body


def sectors(event: Event) -> Iterator[Event]:
    """What was written, sector by sector."""
    if event.what == "cut":
        yield event
        return
    at = event.offset
    end = at + len(event.body)
    while at < end:
        behind = min(end, at - at % SECTOR + SECTOR)
        yield event._replace(offset=at, body=event.body[at - event.offset : behind - event.offset])
        at = behind


def put(files: dict[str, bytes], folder: Path) -> None:
    """Lays files into a folder, under their own names."""
    for name, body in files.items():
        if not name.endswith(FORGOTTEN):
            (folder / Path(name).name).write_bytes(body)
