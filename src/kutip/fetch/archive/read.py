"""An archive → what its records hold, in order, from any offset on; or what one record holds."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from kutip.errors import Failure, InputError
from kutip.fetch.archive import cdx, wacz
from kutip.fetch.archive.digest import CHANGED, changed
from kutip.fetch.archive.frame import Bad, Record
from kutip.fetch.archive.kind import kind, packing, refused
from kutip.fetch.archive.packed import Joined
from kutip.fetch.archive.payload import Carried, carried, held
from kutip.fetch.archive.raw import Raw
from kutip.fetch.archive.tape import Plain, Tape
from kutip.fetch.archive.volume import Layout, layout, records
from kutip.record import Capture

NOWHERE = "no page begins there; give the offset at which an archive has one"


class Entry(NamedTuple):
    """One record: what it holds, and where it lies."""

    what: Capture | Failure | None
    """None for what is no page: requests, pictures, redirects, feeds …"""
    offset: int
    end: int
    """Where to begin to read on behind it."""
    media: str | None = None
    """The content type, as the record says it."""


def known(path: Path) -> bool:
    """Whether a file begins like an archive that kutip reads."""
    with path.open("rb", buffering=0) as file:
        return kind(Raw(file)) is not None


def entries(path: Path, start: int = 0) -> Iterator[Entry]:
    """The records of an archive from an offset on; of a file that is none, one failure that says so."""
    with path.open("rb", buffering=0) as file:
        raw = Raw(file)
        match kind(raw):
            case "index":
                yield from pointed(path, raw, start)
            case "package":
                yield from boxed(raw, str(path), start)
            case _:
                yield from laid(raw, str(path), start)


def at(path: Path, offset: int) -> Capture:
    """The page of the record that begins there; `InputError` when there is none."""
    with path.open("rb", buffering=0) as file:
        raw = Raw(file)
        part = within(raw, offset) if kind(raw) == "package" else raw
        found = Opened(part, str(path)).at(offset) if part else None
    if isinstance(found, Capture):
        return found
    raise InputError(f"{path}@{offset}: {found.why if found else NOWHERE}")


def body(path: Path, offset: int) -> Carried:
    """The body of the answer that begins there, whatever it is; `InputError` when there is none."""
    with path.open("rb", buffering=0) as file:
        raw = Raw(file)
        found = layout(raw)
        record = next(records(raw, found, offset), None) if found else None
        carries = carried(record) if isinstance(record, Record) and record.offset == offset else None
    if carries is None:
        raise InputError(f"{path}@{offset}: no answer of a server begins there; the index is of another archive")
    return carries


class Opened:
    """A file of records, opened to look some of them up."""

    def __init__(self, raw: Raw, archive: str) -> None:
        self.raw, self.archive, self.layout = raw, archive, layout(raw)

    def at(self, offset: int) -> Capture | Failure | None:
        """What the record holds that begins there."""
        if self.layout is None:
            return None
        record = next(records(self.raw, self.layout, offset), None)
        return told(record, self.archive, self.layout.each).what if record and record.offset == offset else None


def laid(raw: Raw, archive: str, start: int) -> Iterator[Entry]:
    """What the records of one file hold."""
    found: Layout | None = layout(raw)
    if found is None:
        yield Entry(Failure(f"{archive}@{raw.begin}", refused(raw)), raw.begin, raw.end)
        return
    for record in records(raw, found, start):
        yield told(record, archive, found.each)


def told(record: Record | Bad, archive: str, sealed: bool) -> Entry:
    """What one record holds; one that is `sealed` has a checksum, which is right."""
    if isinstance(record, Bad):
        return Entry(Failure(f"{archive}@{record.offset}", record.why), record.offset, record.end)
    what, media = held(record, archive)
    if isinstance(what, Capture) and not sealed and changed(record):
        what = Failure(what.name, CHANGED)
    return Entry(what, record.offset, record.end, media)


def pointed(path: Path, raw: Raw, start: int) -> Iterator[Entry]:
    """What the records hold that an index points to, in files that lie beside it; offsets are those of its lines."""
    magic = packing(raw.read(0, 4))
    source = Joined(raw, magic) if magic else Plain(raw, 0)
    beside = Beside(path.parent)
    with beside.files:
        for line in cdx.lines(Tape(source, 0)):
            if line.points is not None and line.offset >= start:
                what = beside.at(line.points) if isinstance(line.points, cdx.Pointer) else line.points
                failed = Failure(f"{path}@{line.offset}", what) if isinstance(what, str) else what
                yield Entry(failed, line.offset, line.end)


class Beside:
    """The files that lie beside an index; the last one that was asked for stays open."""

    def __init__(self, folder: Path) -> None:
        self.paths = {path.name: path for path in folder.iterdir() if path.is_file()}
        self.files = ExitStack()
        self.name = ""
        self.opened: Opened | None = None

    def at(self, pointer: cdx.Pointer) -> Capture | Failure | str | None:
        """What the record holds that a line points to, or why it is not there."""
        if pointer.file not in self.paths:
            return f"the file {pointer.file[:100]!r} that it points to is not beside the index; put it there"
        if pointer.file != self.name or self.opened is None:
            self.files.close()
            path = self.paths[pointer.file]
            self.opened = Opened(Raw(self.files.enter_context(path.open("rb", buffering=0))), str(path))
            self.name = pointer.file
        return self.opened.at(pointer.offset)


def boxed(raw: Raw, archive: str, start: int) -> Iterator[Entry]:
    """What the records of all archives in a WACZ hold."""
    for part in wacz.parts(raw):
        if isinstance(part.raw, str):
            yield Entry(Failure(f"{archive}!{part.name}@0", part.raw), part.offset, part.offset)
        elif part.plain and start < part.raw.end:
            yield from laid(part.raw, archive, start)
        elif not part.plain and start <= part.offset:
            yield from unzipped(part.raw, part, f"{archive}!{part.name}")


def unzipped(raw: Raw, part: wacz.Part, archive: str) -> Iterator[Entry]:
    """What the records of an archive hold that is packed in a WACZ once more; all have its place."""
    try:
        for entry in laid(raw, archive, 0):
            yield entry._replace(offset=part.offset, end=part.offset)
    except wacz.FLAWS:
        yield Entry(Failure(f"{archive}@{part.offset}", wacz.DAMAGED), part.offset, part.offset)


def within(raw: Raw, offset: int) -> Raw | None:
    """The part of a WACZ in which an offset lies; none of an archive that is packed once more."""
    for part in wacz.parts(raw):
        if isinstance(part.raw, Raw) and part.plain and part.raw.begin <= offset < part.raw.end:
            return part.raw
    return None
