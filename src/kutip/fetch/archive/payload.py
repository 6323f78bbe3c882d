"""A record → what it holds: a page, a failure, or nothing that kutip reads."""

import hashlib
import re
from typing import Literal, NamedTuple

from kutip.errors import Failure, InputError
from kutip.fetch.archive.frame import Record
from kutip.fetch.archive.http import Answer, answered, whole
from kutip.fetch.archive.raw import LIMIT
from kutip.record import Capture, Evidence

MEDIA: dict[str, Literal["text", "html"]] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
SILENT = (None, "application/octet-stream", "application/http", "unknown/unknown", "no-type")
"""Types that say nothing."""
PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,500}(?:<!--[^>]{0,2000}-->\s{0,500})?<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.IGNORECASE,
)
CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.IGNORECASE)
LARGE = f"larger than {LIMIT // 1_000_000} MB; that is no report"
PIECES = "one of several pieces of a page, and kutip does not put them together; look at it in the archive"


class Held(NamedTuple):
    """What a record holds, and what kind of thing it says it is."""

    what: Capture | Failure | None
    media: str | None = None


class Carried(NamedTuple):
    """A body as it was before it was packed, whatever it is, with what the server says of it."""

    body: bytes
    media: str | None
    charset: str | None
    headers: tuple[tuple[str, str], ...]


def carried(record: Record) -> Carried | None:
    """The body of the answer in a record; None when there is no answer. `InputError` when it cannot be unpacked."""
    answer = answer_of(record)
    return answer and Carried(whole(answer), answer.media, charset(answer), tuple(answer.fields.items()))


def answer_of(record: Record) -> Answer | None:
    """The answer of a web server that a record holds."""
    head = record.head
    if not head.url.lower().startswith(("http:", "https:")):
        return None
    if head.kind == "response":
        return answered(record.block)
    if head.kind in ("resource", "conversion"):
        return Answer(200, {"content-type": head.media}, record.block)
    return None


def charset(answer: Answer) -> str | None:
    """The encoding that the server names."""
    found = CHARSET.search(answer.fields.get("content-type", ""))
    return found[1] if found else None


def held(record: Record, archive: str) -> Held:
    """What one record of an archive holds."""
    answer = answer_of(record)
    if answer is None:
        return Held(None)
    media = answer.media
    if answer.status != 200 or not (media in MEDIA or media in SILENT):
        return Held(None, media)
    try:
        return Held(page(record, answer, media, archive), media)
    except InputError as error:
        return Held(Failure(f"{archive}@{record.offset}", str(error)), media)


def page(record: Record, answer: Answer, kind: str | None, archive: str) -> Capture | None:
    """The page of an answer, None when it is something else; `InputError` when it is one that cannot be read."""
    if len(record.block) < record.head.length:
        if kind in MEDIA:
            raise InputError(LARGE)
        return None
    if "warc-segment-number" in record.head.fields:
        raise InputError(PIECES)
    body = whole(answer, complete="warc-truncated" not in record.head.fields)
    media = MEDIA.get(kind or "") or ("html" if PAGE.match(body) else None)
    if media is None:
        return None
    if len(body) > LIMIT:
        raise InputError(LARGE)
    return Capture(
        body=body,
        media=media,
        url=record.head.url,
        name=f"{archive}@{record.offset}",
        charset=charset(answer),
        evidence=Evidence(hashlib.sha256(body).hexdigest(), record.head.date or None, archive, record.offset),
        headers=tuple(answer.fields.items()),
    )
