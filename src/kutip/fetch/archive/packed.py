"""Packed archives: gzip, one member a record as the standards ask, or all in one; Zstandard and LZ4 as one stream.

A flaw in one member costs what that member held behind the flaw: the next one is found by its first bytes. What says
it is small and unpacks to some hundred times as much is let go.
"""

import io
from collections.abc import Callable, Iterator
from typing import NoReturn

from fastwarc.stream_io import Lz4Reader, ZstdReader
from isal import isal_zlib
from isal.igzip_lib import IsalError

from kutip.fetch.archive.raw import CHUNK, BrokenError, Raw

GZIP, LZ4, ZSTD = b"\x1f\x8b\x08", b"\x04\x22\x4d\x18", b"\x28\xb5\x2f\xfd"
PIECE = 1 << 20
"""Bytes unpacked at a time."""
SMALL = 64
"""Bytes that are unpacked at a time where there is a flaw, to save what lies before it."""
FREE, RATIO = 50_000_000, 200
"""What is larger than the first, unpacked, may not be more than so many times what it was: pages come to twenty."""
BOMB = f"it unpacks to more than {RATIO} times its size, which no page does; leave it out"
FLAWS = 10_000
"""Where a file has more of them, the rest is not looked at."""
DAMAGED = "its compression is damaged; fetch the archive again"
CUT = "it is cut off; fetch the archive again"


class Member:
    """One gzip member."""

    def __init__(self, raw: Raw, offset: int, left: bytes = b"", step: int = CHUNK) -> None:
        self.raw, self.offset, self.step = raw, offset, step
        self.left = left
        """Packed bytes that were read and not yet unpacked."""
        self.place = offset + len(left)
        self.given = 0
        self.gzip = isal_zlib.decompressobj(31)
        self.broken = False

    @property
    def ended(self) -> bool:
        """Whether it was unpacked to its end, and its checksum is right."""
        return bool(self.gzip.eof)

    @property
    def end(self) -> int:
        """Where the packed bytes that were used end."""
        return self.place - len(self.left)

    def more(self) -> bytes:
        """The next bytes."""
        while not self.ended and not self.broken:
            if piece := self.piece():
                self.given += len(piece)
                if bomb(self.given, self.end - self.offset):
                    self.fail(BOMB)
                return piece
        return b""

    def piece(self) -> bytes:
        """What the next packed bytes unpack to; it may be nothing yet."""
        if not self.left:
            self.left = self.raw.read(self.place, self.step)
            self.place += len(self.left)
            if not self.left:
                self.fail(CUT)
        try:
            piece: bytes = self.gzip.decompress(self.left, PIECE)
        except IsalError:  # type: ignore[misc]  # its stub calls the class an instance
            self.fail(DAMAGED)
        self.left = self.gzip.unused_data if self.gzip.eof else self.gzip.unconsumed_tail
        return piece

    def fail(self, why: str) -> None:
        """Nothing more comes from here."""
        self.broken = True
        raise BrokenError(why, self.offset)


def bomb(unpacked: int, packed: int) -> bool:
    """Whether so much cannot honestly come of so little."""
    return unpacked > FREE and unpacked > RATIO * packed


def gunzipped(raw: Raw, offset: int, known: int | None) -> Iterator[bytes]:
    """What a gzip member holds, and those that follow it at once."""
    step = CHUNK if known is None else SMALL
    member = Member(raw, offset, step=step)
    while True:
        while piece := member.more():
            yield piece
        if not (member.left or raw.read(member.end, len(GZIP))).startswith(GZIP[:1]):
            return
        member = Member(raw, member.end, member.left, step)


def framed(reader: type[Lz4Reader] | type[ZstdReader]) -> Callable[[Raw, int, int | None], Iterator[bytes]]:
    """What frames of LZ4 or Zstandard hold, one behind the other."""

    def unpacked(raw: Raw, offset: int, known: int | None) -> Iterator[bytes]:
        stream, given = reader(Opened(raw, offset)), 0
        while True:
            frame = stream.frame_start_position() or 0  # asked before: where a checksum is wrong it tells the next one
            try:
                # A call that meets a flaw gives nothing, not even what stands before it: so towards it byte by byte.
                piece = stream.read(CHUNK if known is None else min(CHUNK, max(1, known - given)))
                used = stream.inner_tell()
            except OSError:
                raise BrokenError(DAMAGED, offset + frame) from None
            if not piece:
                return
            yield piece
            given += len(piece)
            if bomb(given, used):
                raise BrokenError(BOMB, raw.end)

    return unpacked


class Opened(io.RawIOBase):
    """A file from one place on, for a reader that wants a file; places count from there."""

    def __init__(self, raw: Raw, begin: int) -> None:
        self.raw, self.begin, self.place = raw, begin, begin

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        held = self.raw.read(self.place, size if size >= 0 else CHUNK)
        self.place += len(held)
        return held

    def seek(self, offset: int, whence: int = 0) -> int:
        """Goes to a place."""
        self.place = offset + (self.begin, self.place, self.raw.end)[whence]
        return self.place - self.begin

    def tell(self) -> int:
        """The place of the next byte."""
        return self.place - self.begin


UNPACKERS = {GZIP: gunzipped, LZ4: framed(Lz4Reader), ZSTD: framed(ZstdReader)}


class Joined:
    """The bytes of a packed file as if it were not packed."""

    def __init__(self, raw: Raw, magic: bytes) -> None:
        self.raw, self.magic, self.flaws = raw, magic, 0
        self.begin(raw.begin)

    def begin(self, offset: int, known: int | None = None) -> None:
        """Unpacks from there; towards a flaw in small steps, when so many bytes before it are known to be right."""
        self.offset, self.known, self.given, self.passed = offset, known, known or 0, 0
        self.pieces = UNPACKERS[self.magic](self.raw, offset, known) if offset < self.raw.end else iter(())

    def more(self) -> bytes:
        """The next bytes; where there is a flaw first all that lies before it."""
        try:
            for piece in self.pieces:
                self.passed += len(piece)
                if self.passed > self.given:
                    fresh, self.given = self.passed - self.given, self.passed
                    return piece[-fresh:]
            return b""
        except BrokenError as flaw:
            if self.known is not None:
                return self.lost(flaw)
        self.begin(self.offset, self.given)
        return self.more()

    def lost(self, flaw: BrokenError) -> NoReturn:
        """Goes on behind a flaw."""
        self.flaws += 1
        following = self.raw.find(self.magic, flaw.place + 1) if self.flaws < FLAWS else None
        self.begin(self.raw.end if following is None else following)
        raise flaw
