"""Small archives of every kind, made by hand, whole and broken."""

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import zstandard
from fastwarc.stream_io import Lz4Writer

DATE = "2026-11-23T04:05:06Z"


def address(number: int) -> str:
    """Where page number so and so lies."""
    return f"http://example.test/{number}?q=a&b={number}"


def page(number: int, words: int = 40) -> bytes:
    """A page, different for each number."""
    text = " ".join(f"word{(number * 7919 + i * 104729) % 99991}" for i in range(words))
    return (
        f"<!doctype html>\n<html><head><title>Page {number}</title></head><body><p>{text}</p></body></html>\n".encode()
    )


def answer(body: bytes, *fields: str, status: int = 200, media: str | None = "text/html; charset=utf-8") -> bytes:
    """An HTTP answer."""
    typed = [f"Content-Type: {media}"] if media else []
    return "\r\n".join([f"HTTP/1.1 {status} OK", *typed, *fields, "", ""]).encode() + body


def warc(block: bytes, url: str, *fields: str, kind: str = "response", length: object = None) -> bytes:
    """A WARC record; `length` is what it says when that is not true."""
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    head = [
        "WARC/1.1", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"WARC-Date: {DATE}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>", *fields,
        f"WARC-Block-Digest: sha1:{digest}", f"Content-Length: {len(block) if length is None else length}",
    ]  # fmt: skip
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"


def request(url: str) -> bytes:
    """The record of a request."""
    return warc(b"GET / HTTP/1.1\r\nHost: example.test\r\n\r\n", url, kind="request")


def warcinfo() -> bytes:
    """The record with which an archive begins; the name in it is a trap."""
    return warc(b"software: hand\r\n", "", "WARC-Filename: ../../../etc/trap.warc", kind="warcinfo")


def arc(block: bytes, url: str, length: object = None) -> bytes:
    """An ARC record."""
    size = len(block) if length is None else length
    return f"{url} 192.0.2.1 20261123040506 text/html {size}\n".encode() + block + b"\n"


def filedesc() -> bytes:
    """The record with which an ARC begins."""
    return arc(b"1 0 Hand\nURL IP-address Archive-date Content-type Archive-length\n", "filedesc://trap.arc")


def warcs(count: int) -> list[bytes]:
    """Records of so many pages, each with its request."""
    pages = [[request(address(i)), warc(answer(page(i)), address(i))] for i in range(count)]
    return [warcinfo(), *(record for pair in pages for record in pair)]


def arcs(count: int) -> list[bytes]:
    """The same as ARC."""
    return [filedesc(), *(arc(answer(page(i)), address(i)) for i in range(count))]


def each(records: Iterable[bytes]) -> bytes:
    """Packed record by record."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def together(records: Iterable[bytes]) -> bytes:
    """Packed as a whole."""
    return gzip.compress(b"".join(records), mtime=0)


def zstd(records: Iterable[bytes]) -> bytes:
    """Packed with Zstandard, record by record."""
    return b"".join(zstandard.ZstdCompressor(write_checksum=True).compress(record) for record in records)


def lz4(records: Iterable[bytes]) -> bytes:
    """Packed with LZ4, record by record."""
    return b"".join(map(lz4_frame, records))


def lz4_frame(record: bytes) -> bytes:
    """One record packed with LZ4."""
    out = io.BytesIO()
    writer = Lz4Writer(out)
    writer.write(record)
    writer.close()
    return out.getvalue()


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as box:
        for name, data in files.items():
            box.writestr(name, data)
    return out.getvalue()


def wacz(records: list[bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A WACZ of two archives, one packed and one not; the names in it are traps."""
    half = len(records) // 2 + 1
    files = {"datapackage.json": b"{}", "pages/pages.jsonl": b"{}\n"}
    files |= {"archive/../../trap.warc.gz": each(records[:half]), "archive/b.warc": b"".join(records[half:])}
    return zipped(files, compression)


LAYOUTS: dict[str, Callable[[int], bytes]] = {
    "warc": lambda count: b"".join(warcs(count)),
    "warc.gz": lambda count: each(warcs(count)),
    "whole.warc.gz": lambda count: together(warcs(count)),
    "warc.zst": lambda count: zstd(warcs(count)),
    "warc.lz4": lambda count: lz4(warcs(count)),
    "arc": lambda count: b"".join(arcs(count)),
    "arc.gz": lambda count: each(arcs(count)),
    "wacz": lambda count: wacz(warcs(count)),
    "packed.wacz": lambda count: wacz(warcs(count), zipfile.ZIP_DEFLATED),
}
"""Every way in which records lie in a file."""


def cdxj(pointers: Iterable[tuple[str, int]]) -> bytes:
    """An index of files and offsets."""
    lines = (
        f"test,example)/{i} 20261123040506 {json.dumps({'url': address(i), 'filename': name, 'offset': str(offset)})}\n"
        for i, (name, offset) in enumerate(pointers)
    )
    return "".join(lines).encode()


def cdx(pointers: Iterable[tuple[str, int]]) -> bytes:
    """The same in columns."""
    lines = (
        f"test,example)/{i} 20261123040506 {address(i)} text/html 200 AAAA - - 99 {offset} {name}\n"
        for i, (name, offset) in enumerate(pointers)
    )
    return (" CDX N b a m s k r M S V g\n" + "".join(lines)).encode()


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file with that in it."""
    path = folder / name
    path.write_bytes(data)
    return path
