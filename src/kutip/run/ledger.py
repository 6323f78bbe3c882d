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
    """Where a work stands: so many sources are behind it, so much of the next, so many bytes are written."""

    work: str
    """Which work: the hash of what is to be read, and how."""
    source: int = 0
    place: int = 0
    """How far in that source: lines of JSON Lines, bytes of an archive."""
    written: int = 0
    count: int = 0
    """Reports that were read or failed."""


class Ledger:
    """The place of one work, kept while it goes on and gone when it is done."""

    def __init__(self, out: Path, work: str) -> None:
        self.path = out.with_name(f"{out.name}.ledger")
        self.out = out
        self.at = Place(work)
        self.file: int | None = None

    def resume(self) -> Place:
        """Where the work was broken off, with what was written behind that place cut off; the beginning if it never
        began. `InputError` when the ledger is that of another work."""
        if not self.path.exists():
            if self.out.exists():
                raise InputError(f"nothing to resume: no {self.path}, so {self.out} is whole, or of another work")
            return self.at
        found = self.read()
        if found.work != self.at.work:
            raise InputError(f"{self.path} belongs to other inputs or options; give the same ones, or another --out")
        size = self.out.stat().st_size if self.out.exists() else 0
        if size < found.written:
            raise InputError(f"{self.out} is shorter than {self.path} says; begin again without --resume")
        if size > found.written:
            os.truncate(self.out, found.written)
        self.at = found
        return found

    def read(self) -> Place:
        """What the file says."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Place)
        except msgspec.MsgspecError:
            raise InputError(f"{self.path} cannot be read; begin again without --resume") from None

    def done(self, source: int, place: int, written: int) -> None:
        """One more report is done, and what it gave is written."""
        self.at = Place(self.at.work, source, place, written, self.at.count + 1)
        if self.file is None:
            self.file = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o644)
        os.pwrite(self.file, msgspec.json.encode(self.at).ljust(WIDTH), 0)

    def close(self, whole: bool) -> None:
        """Ends; the file goes when the work is whole."""
        if self.file is not None:
            os.close(self.file)
            self.file = None
        if whole:
            self.path.unlink(missing_ok=True)


def work(names: Iterable[str], *options: object) -> str:
    """The name of a work: the same inputs read in the same way have the same."""
    said = "\0".join([*names, *map(repr, options)])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
