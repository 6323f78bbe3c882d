"""Where records begin and end on a tape: one loop for WARC and ARC, which differ only in their heads.

A record whose length lies swallows its neighbours or cuts itself. So what stands behind a record is looked at before it
is believed; if that is neither the end nor another record, only its head is passed, and the next record is looked for.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kutip.fetch.archive.http import answered
from kutip.fetch.archive.raw import LIMIT, BrokenError
from kutip.fetch.archive.shapes import Head, Shape, counted
from kutip.fetch.archive.tape import LINE, Tape

CAP = LIMIT + 200_000
"""Bytes of a record that are held: a report, and the heads before it."""
WINDOW = 64
"""Bytes that are looked at behind a record."""
RUBBISH = "no record begins here; what stands before the next one is passed over"


class Record(NamedTuple):
    """One record as it lies in the archive."""

    offset: int
    end: int
    """Where the next one may begin."""
    head: Head
    block: bytes
    """All of it, or the beginning of one that is longer than a report can be."""


class Bad(NamedTuple):
    """A stretch that is no whole record, and why."""

    offset: int
    end: int
    why: str


class Frames:
    """The records of one tape."""

    def __init__(self, tape: Tape, shape: Shape, sealed: bool = False) -> None:
        self.tape, self.shape = tape, shape
        self.sealed = sealed
        """Whether a flaw behind a record may be that its checksum is wrong."""

    def __iter__(self) -> Iterator[Record | Bad]:
        while True:
            start = self.tape.at
            try:
                self.tape.blank()
                if not self.tape.fill(1):
                    return
                start = self.tape.at
                yield self.next(start)
            except BrokenError as error:
                yield self.lost(start, str(error))

    def next(self, start: int) -> Record | Bad:
        """The record that begins here."""
        tape, shape = self.tape, self.shape
        tape.fill(WINDOW)
        if not shape.begin.match(tape.held, tape.gone):
            tape.skip(1)
            return self.lost(start, RUBBISH)
        text = tape.head(shape.end)
        if text is None:
            tape.skip(1)
            return self.lost(start, "its head is too long or has no end; fetch the archive again")
        head = shape.head(text)
        if head is None or isinstance(head, str):
            return self.lost(start, head or RUBBISH)
        return self.framed(start, head)

    def framed(self, start: int, head: Head) -> Record | Bad:
        """The record of a head, if what stands behind it bears its length out."""
        tape = self.tape
        far = head.length > CAP
        if not (far and tape.packed) and not self.fits(tape.ahead(head.length, WINDOW)):
            length = self.mended(head)
            if length is None:
                return self.lost(start, self.lie(head))
            head, far = head._replace(length=length), length > CAP
        block = tape.take(min(head.length, CAP))
        if far and not tape.skip(head.length - CAP):
            return Bad(start, tape.at, self.lie(head))
        return Record(start, tape.at, head, block)

    def fits(self, behind: bytes | None) -> bool:
        """Whether a record can end before these bytes."""
        if behind is None:
            return False
        rest = behind.lstrip()
        if not rest:
            return not (self.sealed and self.tape.flaw and len(behind) < WINDOW)
        return self.shape.begin.match(rest) is not None or self.shape.damaged(rest)

    def mended(self, head: Head) -> int | None:
        """The true length of a record behind which none begins: as the server's own answer has it, which archives
        edited as text still have right; or as the record says, if nothing speaks against that and rubbish follows."""
        tape, served = self.tape, self.served(head)
        if self.sealed and tape.flaw:
            return None
        if served is not None and self.fits(tape.ahead(served, WINDOW)):
            return served
        behind = tape.ahead(head.length, WINDOW) or b""
        if served in (None, head.length) and self.shape.gap.match(behind) and head.length <= CAP:
            tape.fill(head.length)
            block = tape.held[tape.gone : tape.gone + head.length]
            return None if self.shape.inside(block) else head.length
        return None

    def served(self, head: Head) -> int | None:
        """The length as the server's own answer has it: archives that were edited as text keep that one right."""
        self.tape.fill(LINE)
        block = self.tape.held[self.tape.gone : self.tape.gone + LINE]
        answer = answered(block) if head.kind == "response" else None
        length = answer.fields.get("content-length", "") if answer else ""
        return len(block) - len(answer.body) + int(length) if answer and counted(length) else None

    def lie(self, head: Head) -> str:
        """What is wrong with a length."""
        if self.tape.flaw:
            return str(self.tape.flaw)
        return f"it says it is {head.length} bytes long, and is not: cut off, or changed; fetch the archive again"

    def lost(self, start: int, why: str) -> Bad:
        """The stretch up to the next record."""
        while True:
            try:
                self.tape.seek(self.shape.begin, self.shape.mark)
                if self.plausible():
                    return Bad(start, self.tape.at, why)
                self.tape.skip(1)
            except BrokenError:  # already told
                continue

    def plausible(self) -> bool:
        """Whether what stands here is a head, be it a wrong one, or the end."""
        tape = self.tape
        if not tape.fill(LINE) and tape.gone == len(tape.held):
            return True
        end = self.shape.end.search(tape.held, tape.gone, tape.gone + LINE)
        return self.shape.head(tape.held[tape.gone : end.start() if end else tape.gone + LINE]) is not None
