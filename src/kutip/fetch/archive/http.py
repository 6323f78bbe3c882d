"""An HTTP answer as it lies in a record → its fields and its body, as it was before it was cut and packed."""

import re
from typing import NamedTuple

from kutip.errors import InputError
from kutip.fetch import packing
from kutip.fetch.archive.raw import LIMIT
from kutip.fetch.archive.shapes import named
from kutip.fetch.archive.tape import LINE
from kutip.fetch.limits import Limits

STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]{1,9}(\d{3})(?=[ \t\r\n])[^\n]{0,2000}\n?")
END = re.compile(rb"\r?\n\r?\n")
SIZE = re.compile(rb"[ \t]{0,9}([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,1000})?\r?\n")
LIMITS = Limits(unpacked=LIMIT)


class Answer(NamedTuple):
    """One answer of a server."""

    status: int
    fields: dict[str, str]
    """What its head says, by names in lower case."""
    body: bytes
    """As it lies in the record."""

    @property
    def media(self) -> str | None:
        """What the server calls it."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower() or None


def answered(block: bytes) -> Answer | None:
    """The answer in a block; None when there is none."""
    status = STATUS.match(block)
    if not status:
        return None
    end = END.search(block, status.end() - 1, status.end() + LINE)
    head = block[status.end() : end.start() if end else status.end() + LINE]
    return Answer(int(status[1]), named(head), block[end.end() :] if end else b"")


def whole(answer: Answer, complete: bool = True) -> bytes:
    """The body, put together and unpacked; of one that is not complete what is there; else `InputError`."""
    fields, body = answer.fields, answer.body
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = joined(body)
    coding = fields.get("content-encoding")
    if not coding:
        return body
    try:
        return packing.unpacked(body, coding, LIMITS, complete)
    except InputError:
        if body.lstrip()[:1] == b"<" and b"\0" not in body[:512]:  # some crawlers unpack it and keep the field
            return body
        raise


def joined(body: bytes) -> bytes:
    """A body sent in chunks, in one piece; some crawlers put it together and keep the field, so it may be that."""
    pieces, place = [], 0
    while size := SIZE.match(body, place):
        length = int(size[1], 16)
        pieces.append(body[size.end() : size.end() + length])
        place = size.end() + length
        if length == 0 or place >= len(body):
            return b"".join(pieces)
        place += 2 if body[place : place + 2] == b"\r\n" else body[place : place + 1] == b"\n"
    return body if not pieces else b"".join([*pieces, body[place:]])
