"""The unpacked bytes of an archive, a window at a time: never more is held than a record may be long."""

import re
from typing import Protocol

from kutip.fetch.archive.raw import BrokenError, Raw

LINE = 65536
"""Bytes that the head of a record may have; real ones have a few hundred."""
OVERLAP = 64
"""Bytes that the beginning of a record is known by, and some more."""
BLANK = re.compile(rb"[ \t\r\n]+")


class Source(Protocol):
    """Where a tape's bytes come from."""

    def more(self) -> bytes:
        """The next bytes, none at the end; `BrokenError` where they cannot be read, then what comes behind that."""


class Plain:
    """The bytes of a file that is not packed."""

    def __init__(self, raw: Raw, place: int) -> None:
        self.raw, self.place = raw, place

    def more(self) -> bytes:
        """The next bytes."""
        held = self.raw.read(self.place)
        self.place += len(held)
        return held


class Tape:
    """Bytes in order, with a look ahead; `at` counts from where the tape began, `base` on."""

    def __init__(self, source: Source, base: int) -> None:
        self.source = source
        self.held = b""
        self.gone = 0
        """Of the held bytes, how many have been passed."""
        self.begin = base
        """Where the held bytes begin."""
        self.flaw: BrokenError | None = None
        """What ends the held bytes, if they do not end by themselves."""

    @property
    def packed(self) -> bool:
        """Whether what lies far ahead can only be reached through what lies before it."""
        return not isinstance(self.source, Plain)

    @property
    def at(self) -> int:
        """The place of the next byte."""
        return self.begin + self.gone

    def fill(self, size: int) -> bool:
        """Holds that many bytes ahead; False when the tape has fewer, or fewer before a flaw. `BrokenError` tells of
        the flaw when all that lies before it is passed."""
        lack = size - len(self.held) + self.gone
        if lack > 0 and self.flaw is None:
            lack = self.pull(lack)
        if self.flaw and self.gone == len(self.held):
            flaw, self.flaw = self.flaw, None
            raise flaw
        return lack <= 0

    def pull(self, lack: int) -> int:
        """Takes in more bytes; how many are lacking then."""
        pieces = [self.held[self.gone :]] if self.gone < len(self.held) else []
        self.begin, self.gone = self.at, 0
        try:
            while lack > 0 and (piece := self.source.more()):
                pieces.append(piece)
                lack -= len(piece)
        except BrokenError as flaw:
            self.flaw = flaw
        self.held = pieces[0] if len(pieces) == 1 else b"".join(pieces)  # joining one would copy it
        return lack

    def ahead(self, distance: int, size: int) -> bytes | None:
        """The bytes that stand so far ahead; None when the tape ends before them."""
        if isinstance(self.source, Plain):  # may be far: what lies between is not read
            place = self.at + distance
            return self.source.raw.read(place, size) if place <= self.source.raw.end else None
        if not self.fill(distance + size) and len(self.held) - self.gone < distance:
            return None
        return self.held[self.gone + distance : self.gone + distance + size]

    def take(self, size: int) -> bytes:
        """The next bytes, passed."""
        self.fill(size)
        start, self.gone = self.gone, min(self.gone + size, len(self.held))
        return self.held[start : self.gone]

    def skip(self, size: int) -> bool:
        """Passes so many bytes without holding them; False when the tape ends before."""
        if isinstance(self.source, Plain) and size > len(self.held) - self.gone:
            self.begin, self.gone, self.held = min(self.at + size, self.source.raw.end), 0, b""
            self.source.place = self.begin
            return True
        while size > 0 and self.fill(1):
            step = min(size, len(self.held) - self.gone)
            self.gone += step
            size -= step
        return size <= 0

    def blank(self) -> None:
        """Passes the empty lines that stand between records, and blanks."""
        while self.fill(1) and (found := BLANK.match(self.held, self.gone)):
            self.gone = found.end()

    def head(self, end: re.Pattern[bytes]) -> bytes | None:
        """What stands before the sign that ends a head, the sign passed too; None when it is too far away."""
        size = 2048
        while True:
            whole = not self.fill(size)
            if found := end.search(self.held, self.gone, self.gone + LINE):
                head = self.held[self.gone : found.start()]
                self.gone = found.end()
                return head
            if whole or size >= LINE:
                return None
            size *= 4

    def seek(self, begin: re.Pattern[bytes], mark: re.Pattern[bytes]) -> None:
        """Passes everything before the next record: what `begin` is, here, or behind a line end, as `mark` says."""
        if self.fill(1) and begin.match(self.held, self.gone):
            return
        while self.fill(1):
            if found := mark.search(self.held, self.gone):
                self.gone = found.start() + 1
                return
            self.gone = max(self.gone, len(self.held) - OVERLAP)
            if not self.fill(len(self.held) - self.gone + 1):
                self.gone = len(self.held)
