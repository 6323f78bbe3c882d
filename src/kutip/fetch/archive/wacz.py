"""A WACZ, which is a zip file with web archives in its folder `archive`: each of them, read where it lies."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

from kutip.fetch.archive.raw import Raw

RATIO = 200
"""How many times its size an archive may unpack to; archives in a WACZ are packed already, and come to one."""
DAMAGED = "the zip file is damaged here; fetch it again"
FLAWS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)
"""What goes wrong in a zip file."""


class Part(NamedTuple):
    """One archive of a WACZ."""

    name: str
    offset: int
    """Where it stands in the file."""
    raw: Raw | str
    """Or why it cannot be read."""
    plain: bool
    """Whether it lies there as it is, so that places in it are places in the file."""


def parts(raw: Raw) -> Iterator[Part]:
    """The archives of a WACZ, in the order in which they lie; nothing is written to disk, and no name is a path."""
    with ExitStack() as open, zipfile.ZipFile(raw.file) as box:
        for info in sorted(box.infolist(), key=lambda info: info.header_offset):
            if info.filename.startswith("archive/") and not info.is_dir():
                yield part(raw, box, info, open)


def part(raw: Raw, box: zipfile.ZipFile, info: zipfile.ZipInfo, open: ExitStack) -> Part:
    """One archive, opened."""
    name, offset = info.filename, info.header_offset
    if info.flag_bits & 1:
        return Part(name, offset, "it is encrypted; unpack the file, and give what is inside", False)
    if info.file_size > RATIO * max(info.compress_size, 1):
        return Part(name, offset, f"it unpacks to more than {RATIO} times its size, which no archive does", False)
    head = raw.read(offset, 30) if 0 <= offset < raw.end else b""
    if not head.startswith(b"PK\x03\x04"):
        return Part(name, offset, DAMAGED, False)
    if info.compress_type == zipfile.ZIP_STORED:
        begin = offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        return Part(name, offset, Raw(raw.file, begin, min(raw.end, begin + info.file_size)), True)
    try:
        return Part(name, offset, Raw(open.enter_context(box.open(info))), False)
    except FLAWS:
        return Part(name, offset, DAMAGED, False)
