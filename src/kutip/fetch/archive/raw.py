"""A file, or a stretch of one, read from any place."""

from typing import IO, BinaryIO

CHUNK = 65536
LIMIT = 20_000_000
"""Bytes of one report, as everywhere in kutip."""


class BrokenError(Exception):
    """Bytes that cannot be unpacked: why, and where in the file they lie; only what they hold is lost."""

    def __init__(self, why: str, place: int) -> None:
        super().__init__(why)
        self.place = place


class Raw:
    """The bytes of an archive as they lie on disk, from `begin` up to `end`; places count from the file's beginning."""

    def __init__(self, file: BinaryIO | IO[bytes], begin: int = 0, end: int | None = None) -> None:
        self.file, self.begin = file, begin
        self.end = file.seek(0, 2) if end is None else end

    def read(self, place: int, size: int = CHUNK) -> bytes:
        """The bytes from a place on, fewer at the end."""
        self.file.seek(place)
        return self.file.read(max(0, min(size, self.end - place)))

    def find(self, sign: bytes, place: int) -> int | None:
        """Where a sign stands next, from a place on."""
        while held := self.read(place):
            found = held.find(sign)
            if found >= 0:
                return place + found
            place += max(1, len(held) - len(sign) + 1)
        return None
