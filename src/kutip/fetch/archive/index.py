"""What a WARC of our own holds, address by address: a CDXJ file beside it, made again from the WARC when it is missing,
damaged or behind.

It answers what a later run asks: is this address here already, since when, and by which tags does its server know that
nothing has changed.
"""

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

import msgspec
from ada_url import URL
from msgspec import Struct

from kutip.errors import InputError
from kutip.fetch.archive.frame import Record
from kutip.fetch.archive.http import Answer, answered, whole
from kutip.fetch.archive.packed import GZIP
from kutip.fetch.archive.raw import Raw
from kutip.fetch.archive.shapes import WARC
from kutip.fetch.archive.volume import Layout, records

REVISIT = "warc/revisit"
SAME = Layout(WARC, GZIP, each=True)
"""How our own archives are laid out."""


class Kept(Struct, frozen=True, omit_defaults=True):
    """One answer in an archive, as its line in the index tells it; numbers are written as text, as everywhere."""

    url: str
    mime: str
    status: str
    digest: str
    """Of the body as it was sent, packed or not: the same body comes with the same digest."""
    length: str
    offset: str
    filename: str
    fetched: str
    """ISO 8601, UTC."""
    sha256: str = ""
    """Of the body, unpacked: what a reading is traced by."""
    etag: str | None = None
    modified: str | None = None
    """What the server said, for the next request to give back."""
    original: str | None = None
    """The offset of the answer that has the body, where this one only says that it is still the same."""

    @property
    def place(self) -> int:
        """The offset of the record that holds the body."""
        return int(self.original or self.offset)

    @property
    def end(self) -> int:
        """Where its record ends."""
        return int(self.offset) + int(self.length)

    @property
    def line(self) -> bytes:
        """Its line in the index."""
        time = re.sub(r"\D", "", self.fetched)[:14]
        return f"{key(self.url)} {time} ".encode() + msgspec.json.encode(self) + b"\n"


class Index:
    """The answers of one archive."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.with_name(path.name + ".cdxj")
        self.all: list[Kept] = []
        self.urls: dict[str, Kept] = {}
        self.digests: dict[str, Kept] = {}
        self.end = 0
        """Up to where the archive is known."""
        self.read()
        self.follow()

    def latest(self, url: str) -> Kept | None:
        """The newest page of an address; where there was never one, the newest answer of any kind."""
        return self.urls.get(url)

    def same(self, digest: str) -> Kept | None:
        """An answer with the same body."""
        return self.digests.get(digest)

    def read(self) -> None:
        """Takes in the index file, if it is whole and fits the archive."""
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            found = [parsed(line) for line in self.file.read_bytes().splitlines()]
            for kept in sorted(found, key=lambda kept: int(kept.offset)):
                self.add(kept)
        if not self.fits():
            self.all, self.urls, self.digests, self.end = [], {}, {}, 0

    def fits(self) -> bool:
        """Whether the archive is as long as the index says, and has a record where the last one should be."""
        if not self.all or not self.path.exists():
            return False
        with self.path.open("rb") as file:
            raw = Raw(file)
            return self.end <= raw.end and raw.read(int(self.all[-1].offset), len(GZIP)) == GZIP

    def follow(self) -> None:
        """Takes in what the archive holds behind what is known."""
        if not self.path.exists():
            return
        with self.path.open("rb", buffering=0) as file:
            raw = Raw(file)
            for record in records(raw, SAME, self.end):
                if isinstance(record, Record):
                    self.end = record.end
                    if kept := self.kept(record):
                        self.add(kept)

    def add(self, kept: Kept) -> None:
        """Takes in one more answer."""
        self.all.append(kept)
        self.end = max(self.end, kept.end)
        before = self.urls.get(kept.url)
        if kept.status == "200" or before is None or before.status != "200":
            self.urls[kept.url] = kept
        if kept.status == "200" and kept.original is None:
            self.digests.setdefault(kept.digest, kept)

    def kept(self, record: Record) -> Kept | None:
        """The line for a record; None for one that is no answer."""
        head = record.head
        answer = answered(record.block) if head.kind in ("response", "revisit") else None
        if answer is None:
            return None
        digest = head.fields.get("warc-payload-digest", "")
        original = None
        if head.kind == "revisit":
            original = self.same(digest) or self.urls.get(head.fields.get("warc-refers-to-target-uri", ""))
        return Kept(
            url=head.url,
            mime=REVISIT if head.kind == "revisit" else answer.media or "",
            status="200" if original else str(answer.status),
            digest=digest,
            length=str(record.end - record.offset),
            offset=str(record.offset),
            filename=self.path.name,
            fetched=head.date,
            sha256=original.sha256 if original else self.hashed(record, answer),
            etag=answer.fields.get("etag") or (original.etag if original else None),
            modified=answer.fields.get("last-modified") or (original.modified if original else None),
            original=str(original.place) if original else None,
        )

    def hashed(self, record: Record, answer: Answer) -> str:
        """The hash of a page, unpacked; of what is none, nothing."""
        with suppress(InputError):
            if answer.status == 200:
                body = whole(answer, complete="warc-truncated" not in record.head.fields)
                return hashlib.sha256(body).hexdigest()
        return ""

    def write(self) -> None:
        """Writes the index file anew, sorted as others expect it; the old one is there until the new one is whole."""
        beside = self.file.with_name(self.file.name + ".new")
        with beside.open("wb") as file:
            file.writelines(sorted(kept.line for kept in self.all))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.file)


def parsed(line: bytes) -> Kept:
    """The answer that a line tells of."""
    return msgspec.json.decode(line.split(b" ", 2)[2], type=Kept)


def key(url: str) -> str:
    """An address as indexes sort it: the host from behind, then the path, all in lower case."""
    try:
        found = URL(url)
    except ValueError:
        return url.replace(" ", "%20")
    host = re.sub(r"^www\d{0,3}\.", "", found.hostname)
    turned = host if host[-1:].isdigit() or host.endswith("]") else ",".join(reversed(host.split(".")))
    query = "&".join(sorted(found.search[1:].split("&"))) if found.search else ""
    port = f":{found.port}" if found.port else ""
    return f"{turned}{port}){found.pathname}{'?' + query if query else ''}".lower()
