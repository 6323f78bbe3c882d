"""How far a long work has come, so that it can go on there: a small file beside the one that is written."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from kutip.errors import InputError

WIDTH = 256
"""The one line of the file is always this long, so that it is written in one go and never half."""


class Place(Struct, frozen=True):
    """Where a work stands: in which of its sources, and how far in that one."""

    source: int = 0
    done: int = 0
    """Lines of JSON Lines, bytes of an archive; 1 behind the one report of a file."""


class Entry(Struct, frozen=True):
    """What a ledger says: of which work, where it stands, how many bytes are written, how many reports are done."""

    work: str
    place: Place = Place()
    written: int = 0
    count: int = 0


class Ledger:
    """The place of one work, kept while it goes on; closed when all is done, the file is gone."""

    def __init__(self, out: Path, work: str) -> None:
        self.path = out.with_name(f"{out.name}.ledger")
        self.out = out
        self.entry = Entry(work)
        self.file = -1

    def resume(self) -> Entry:
        """Where the work was broken off, with what was written behind that place cut off; the beginning if it never
        began. `InputError` when there is nothing to resume, or the ledger is that of another work."""
        if self.path.exists():
            self.entry = self.fitting(self.read())
        elif self.out.exists():
            raise InputError(f"nothing to resume: no {self.path}, so {self.out} is whole, or of another work")
        return self.entry

    def read(self) -> Entry:
        """What the file says; the beginning, when the work was broken off before the first report."""
        try:
            said = self.path.read_bytes()
            return msgspec.json.decode(said, type=Entry) if said else self.entry
        except msgspec.MsgspecError:
            raise InputError(f"{self.path} cannot be read; begin again without --resume") from None

    def fitting(self, found: Entry) -> Entry:
        """The entry, when it is of this work and of what is written."""
        if found.work != self.entry.work:
            raise InputError(f"{self.path} belongs to other inputs or options; give the same ones, or another --out")
        if not self.out.exists() or self.out.stat().st_size < found.written:
            raise InputError(f"{self.out} is shorter than {self.path} says; begin again without --resume")
        os.truncate(self.out, found.written)
        return found

    def done(self, place: Place, written: int) -> None:
        """One more report is done, and what it gave is written."""
        self.entry = Entry(self.entry.work, place, written, self.entry.count + 1)
        if self.file < 0:
            self.file = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o644)
        os.pwrite(self.file, msgspec.json.encode(self.entry).ljust(WIDTH), 0)

    def close(self) -> None:
        """All is done."""
        if self.file >= 0:
            os.close(self.file)
        self.path.unlink(missing_ok=True)


def hashed(said: Iterable[str]) -> str:
    """The name of a work: the same inputs read in the same way have the same."""
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]
