"""One exchange → the bytes of its records, packed: the request, and the answer or a note that it was the same again."""

import base64
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from uuid import uuid4

from ada_url import URL
from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from kutip.fetch.archive.index import Kept
from kutip.fetch.archive.shapes import moment
from kutip.fetch.exchange import Exchange, Headers

VERSION = "WARC/1.1"
PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
WAY = ("transfer-encoding", "trailer")
"""Fields that tell how a body was cut for the way; it is kept in one piece, so they are kept under another name."""
LINE_END = re.compile(r"[\r\n]+")
Fields = list[tuple[str, str]]


def described(agent: str, filename: str, date: str) -> bytes:
    """The record that begins an archive: who wrote it, and how."""
    told = {"software": agent, "format": "WARC File Format 1.1", "robots": "obey"}
    block = "".join(f"{name}: {value}\r\n" for name, value in told.items()).encode()
    fields = [("WARC-Type", "warcinfo"), ("WARC-Record-ID", name()), ("WARC-Date", date), ("WARC-Filename", filename)]
    return record([*fields, ("Content-Type", "application/warc-fields")], block)


def request(exchange: Exchange, id: str) -> bytes:
    """The record of what was asked; `id` is of the answer."""
    found = URL(exchange.url)
    host = () if any(field.lower() == "host" for field, _ in exchange.asked) else (("Host", found.host),)
    start = f"GET {found.pathname}{found.search} HTTP/1.1\r\n"
    fields = [*begun("request", name(), exchange), ("WARC-Concurrent-To", id)]
    block = latin(start + lines((*host, *exchange.asked)))
    return record([*fields, ("Content-Type", "application/http; msgtype=request")], block)


def answer(exchange: Exchange, id: str, digest: str, before: Kept | None) -> bytes:
    """The record of the answer; of a body that is kept already only that it came again."""
    head = latin(f"HTTP/1.1 {exchange.status} {exchange.reason}\r\n" + lines(way(exchange.headers)))
    fields = begun("revisit" if before else "response", id, exchange)
    fields += [("WARC-IP-Address", exchange.address), ("WARC-Payload-Digest", before.digest if before else digest)]
    if before:
        profile = "server-not-modified" if exchange.status == 304 else "identical-payload-digest"
        fields += [("WARC-Profile", PROFILE + profile), ("WARC-Refers-To-Target-URI", before.url)]
        fields += [("WARC-Refers-To-Date", before.fetched)]
    if exchange.truncated:
        fields += [("WARC-Truncated", exchange.truncated)]
    fields += [("Content-Type", "application/http; msgtype=response")]
    return record(fields, head if before else head + exchange.wire)


def begun(kind: str, id: str, exchange: Exchange) -> Fields:
    """The fields with which every record of an exchange begins."""
    return [
        ("WARC-Type", kind),
        ("WARC-Record-ID", id),
        ("WARC-Date", moment(exchange.fetched)),
        ("WARC-Target-URI", exchange.url),
    ]


def record(fields: Fields, block: bytes) -> bytes:
    """A record as it lies in the archive."""
    out = io.BytesIO()
    headers = StatusAndHeaders("", [*fields, ("WARC-Block-Digest", digested(block))], protocol=VERSION)
    media = headers.get_header("Content-Type")
    # Not as "revisit", and without parsed headers: warcio would write those in its own way, and they are evidence.
    kept = ArcWarcRecord("warc", "response", headers, io.BytesIO(block), None, media, len(block))
    if not headers.get_header("WARC-Payload-Digest"):
        kept.rec_type = "warcinfo"  # so that it reckons no digest of a body where there is none
    WARCWriter(out, gzip=True, warc_version=VERSION).write_record(kept)
    return out.getvalue()


def name() -> str:
    """A name that no other record has."""
    return f"<urn:uuid:{uuid4()}>"


def digested(body: bytes) -> str:
    """A digest as WARC writes it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode()


def way(headers: Headers) -> Iterator[tuple[str, str]]:
    """The fields of an answer that is kept in one piece."""
    for field, value in headers:
        yield (f"X-Archive-Orig-{field}" if field.lower() in WAY else field), value


def lines(headers: Iterable[tuple[str, str]]) -> str:
    """Fields as they are sent; a line end inside of one would make two of it."""
    return "".join(f"{LINE_END.sub(' ', f'{field}: {value}')}\r\n" for field, value in headers) + "\r\n"


def latin(text: str) -> bytes:
    """Text as the bytes that it came from."""
    return text.encode("latin-1", "replace")
