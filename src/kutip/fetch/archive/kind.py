"""What a file is by what is in it, whatever its name says."""

import re
import zipfile
from contextlib import suppress
from typing import Literal

from kutip.fetch.archive.packed import GZIP, LZ4, ZSTD, Joined
from kutip.fetch.archive.raw import BrokenError, Raw
from kutip.fetch.archive.shapes import ARC, WARC, Shape
from kutip.fetch.archive.tape import Tape

Kind = Literal["records", "index", "package"]
"""WARC and ARC; CDX and CDXJ, which only point to records; WACZ, which holds both."""

INDEX = re.compile(
    rb" CDX [A-Za-z ]{1,80}\r?\n|!OpenWayback-CDXJ |[^\s]{1,4000} \d{12,17} (?:\{|[^\s]{1,8000} [^\s]{1,100} [\d-])"
)
"""How an index begins: its columns, or a key and a time with JSON or an address, a type and a status behind them."""
NOTHING = "not a web archive (WARC, ARC, CDX, WACZ)"
FOREIGN = (
    (b"SQLite format 3\0", "an SQLite database"), (b"PAR1", "a Parquet file"), (b"\x80\x02", "a Python pickle"),
    (b"\x80\x03", "a Python pickle"), (b"\x80\x04", "a Python pickle"), (b"\x80\x05", "a Python pickle"),
    (b"ARROW1", "an Arrow file"), (b"\x89HDF", "an HDF5 file"), (b"%PDF", "a PDF"),
)  # fmt: skip
"""What people have beside their archives. It is never opened: such files can be made to do harm."""


def kind(raw: Raw) -> Kind | None:
    """What kind of archive a file is, None when it does not begin like one."""
    start = raw.read(raw.begin, 16384)
    if start.startswith(b"PK\x03\x04"):
        return "package" if packaged(raw) else None
    if magic := packing(start):
        start = beginning(raw, magic)
    if shaped(start):
        return "records"
    return "index" if INDEX.match(start) else None


def packing(start: bytes) -> bytes | None:
    """The sign of the compression with which a file begins."""
    return next((magic for magic in (GZIP, LZ4, ZSTD) if start.startswith(magic)), None)


def beginning(raw: Raw, magic: bytes) -> bytes:
    """The first bytes of a packed file, unpacked."""
    tape = Tape(Joined(raw, magic), 0)
    with suppress(BrokenError):
        tape.fill(16384)
    return tape.held


def shaped(start: bytes) -> Shape | None:
    """The format of the record that begins here."""
    return next((shape for shape in (WARC, ARC) if shape.opens(start)), None)


def packaged(raw: Raw) -> bool:
    """Whether a zip file holds web archives."""
    try:
        with zipfile.ZipFile(raw.file) as box:
            return any(name.startswith("archive/") for name in box.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False


def refused(raw: Raw) -> str:
    """Why a file is not read, and what to do."""
    start = raw.read(raw.begin, 16)
    said = next((name for sign, name in FOREIGN if start.startswith(sign)), None)
    if said:
        return f"{said}, {NOTHING}; export the pages from it as .warc, .html or .jsonl"
    return f"{NOTHING}, or its beginning is lost; fetch it again, or give what is inside"
