"""One file of records, or a part of one, opened: its records from any offset on, in order.

An offset is a place in the file where that can be: in a plain file, and in one that is packed record by record, as the
standards ask. In a file packed as a whole it counts the unpacked bytes, and what lies before it must be unpacked first.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from kutip.fetch.archive.frame import Bad, Frames, Record
from kutip.fetch.archive.kind import packing, shaped
from kutip.fetch.archive.packed import GZIP, LZ4, ZSTD, Joined, Member
from kutip.fetch.archive.raw import BrokenError, Raw
from kutip.fetch.archive.shapes import ARC, WARC, Head, Shape
from kutip.fetch.archive.tape import Plain, Source, Tape

SOME = 4 << 20
"""Bytes from which the layout of a file is known."""
TRIES = 10_000
"""Places looked at where a gzip member may begin; by chance its three bytes stand in one place of 16 million."""
EMPTY = 1000
"""Gzip members in a row that may hold nothing."""


class Layout(NamedTuple):
    """How the records of a file lie in it."""

    shape: Shape
    magic: bytes | None = None
    """How it is packed."""
    each: bool = False
    """Whether each record is packed for itself."""


def records(raw: Raw, layout: Layout, start: int) -> Iterator[Record | Bad]:
    """The records from an offset on, and the stretches that are none."""
    if layout.each:
        return apart(raw, layout.shape, start)
    if layout.magic:
        joined = Frames(Tape(Joined(raw, layout.magic), 0), layout.shape)
        return (found for found in joined if found.offset >= start)
    begin = max(raw.begin, start)
    return iter(Frames(Tape(Plain(raw, begin), begin), layout.shape))


def apart(raw: Raw, shape: Shape, start: int) -> Iterator[Record | Bad]:
    """The records of a file in which each is packed for itself."""
    source = Apart(raw, shape, Member(raw, max(raw.begin, start))) if start < raw.end else None
    while source:
        offset, last = source.offset, None
        for found in Frames(Tape(source, offset), shape, sealed=True):
            if last:
                yield last._replace(offset=offset, end=offset)
            last = found
        source = source.following()
        if last:
            yield last._replace(offset=offset, end=source.offset if source else raw.end)


class Apart:
    """The bytes of a record that is packed for itself; now and then it lies in several gzip members."""

    def __init__(self, raw: Raw, shape: Shape, member: Member, first: bytes = b"") -> None:
        self.raw, self.shape, self.member, self.offset = raw, shape, member, member.offset
        self.first = first
        """What was unpacked already."""
        self.next: Apart | None = None

    def more(self) -> bytes:
        """The next bytes, up to a member that begins like a record."""
        piece, self.first = self.first or (b"" if self.next else self.member.more()), b""
        for _ in range(EMPTY):
            if piece or self.next or not self.member.ended or self.member.end >= self.raw.end:
                break
            member = Member(self.raw, self.member.end, self.member.left)
            piece = opened(member, 64)
            if member.broken:
                self.next, piece = Apart(self.raw, self.shape, Member(self.raw, member.offset)), b""
            elif self.shape.begin.match(piece.lstrip()):
                self.next, piece = Apart(self.raw, self.shape, member, piece), b""
            else:
                self.member = member
        return piece

    def following(self) -> "Apart | None":
        """The record behind it; where this one is damaged, the next one that can be found."""
        if self.next or (self.member.ended and self.member.end >= self.raw.end):
            return self.next
        place = next(members(self.raw, self.shape, self.member.offset + 1), None)
        return None if place is None else Apart(self.raw, self.shape, Member(self.raw, place))


def members(raw: Raw, shape: Shape | None, place: int) -> Iterator[int]:
    """Where gzip members stand from a place on that begin like a record."""
    for _ in range(TRIES):
        found = raw.find(GZIP, place)
        if found is None:
            return
        start = opened(Member(raw, found, step=512), 2048).lstrip()
        if shape.begin.match(start) if shape else shaped(start):
            yield found
        place = found + 1


def opened(member: Source, size: int) -> bytes:
    """The first bytes of something packed, as far as they can be read."""
    tape = Tape(member, 0)
    with suppress(BrokenError):
        tape.fill(size)
    return tape.held


def layout(raw: Raw) -> Layout | None:
    """How the records of a file lie in it; None when there are none, as far as one can see."""
    start = raw.read(raw.begin, SOME)
    magic = packing(start)
    if magic is None and (found := shaped(start)):
        return Layout(found)
    near = raw if magic else Raw(raw.file, raw.begin, min(raw.end, raw.begin + SOME))
    if magic in (None, GZIP) and (place := next(members(near, None, raw.begin), None)) is not None:
        return gzipped(raw, place)
    magic = magic or next((sign for sign in (LZ4, ZSTD) if sign in start), None)
    if magic:
        joined = Joined(raw, magic)
        found = next((form for _ in range(3) if (form := shaped(opened(joined, 2048)))), None)  # there may be flaws
        return Layout(found, magic) if found else None
    found = next((form for form in (WARC, ARC) if form.inside(start)), None)
    return Layout(found) if found else None


def gzipped(raw: Raw, place: int) -> Layout:
    """How the records lie in a file whose first readable gzip member stands there."""
    member = Member(raw, place)
    tape = Tape(member, place)
    with suppress(BrokenError):
        tape.fill(SOME)
    found = shaped(tape.held.lstrip()) or WARC
    if member.ended:
        each = sum(1 for _ in Frames(tape, found)) == 1
    elif member.broken:
        each = next(members(raw, found, place + 1), None) is not None
    else:
        end = found.end.search(tape.held)
        head = found.head(tape.held[: end.start()]) if end else None
        each = isinstance(head, Head) and head.length > SOME // 2
    return Layout(found, GZIP, each)
