"""What a body is: by its first bytes, else by what the server calls it, else by its name."""

import json
import re
import zlib
from typing import Literal

Kind = Literal["page", "text", "feed", "sitemap", "archive", "index", "rows"]
"""`archive` is WARC, ARC or WACZ, `index` CDX or CDXJ, `rows` reports as JSON Lines. All may be packed with gzip."""

HEAD = 4096
"""So many first bytes tell."""
GZIP = b"\x1f\x8b"
BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")
MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
SKIPPED = re.compile(
    r"\s+|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<!doctype\b(?!\s+html)[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE
)
ROOT = re.compile(r"<(?:!doctype\s+)?(?:[\w.-]{1,40}:)?([a-z][\w.-]{0,40})", re.IGNORECASE)
ROOTS: dict[str, Kind] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap",
    **dict.fromkeys(
        ("html", "head", "body", "title", "meta", "script", "style", "link", "base", "article", "main", "section",
         "div", "p", "h1", "h2", "table", "ul", "ol", "span", "a", "img", "header", "nav", "blockquote", "figure",
         "center", "b", "i", "em", "strong", "br"),
        "page",
    ),
}  # fmt: skip
ARCHIVE = re.compile(r"WARC/[0-9]|filedesc://")
CDX_LINE = re.compile(r" CDX [A-Za-z]|![a-z]+-context|[^\s)]+\)/\S* [0-9]{14} (?:\{|\S)")
ADDRESSES = re.compile(r"https?://\S+\s*")
JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
MEDIA: dict[str, Kind] = {
    "text/html": "page", "application/xhtml+xml": "page", "text/plain": "text", "text/markdown": "text",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/rdf+xml": "feed",
    "application/feed+json": "feed", "application/warc": "archive", "application/x-warc": "archive",
    "application/warc-fields": "archive", "application/x-arc": "archive", "application/x-archive": "archive",
    "application/wacz": "archive", "application/x-wacz": "archive", "application/wacz+zip": "archive",
    "application/x-ndjson": "rows", "application/jsonl": "rows", "application/x-jsonlines": "rows",
    "application/jsonlines": "rows",
}  # fmt: skip
NAMES: dict[str, Kind] = {
    "html": "page", "htm": "page", "xhtml": "page", "txt": "text", "md": "text", "rss": "feed", "atom": "feed",
    "rdf": "feed", "warc": "archive", "arc": "archive", "wacz": "archive", "cdx": "index", "cdxj": "index",
    "jsonl": "rows", "ndjson": "rows",
}  # fmt: skip


def of(head: bytes, media: str | None = None, name: str | None = None) -> Kind | None:
    """What a body is that begins so; None when nothing tells, or when it is something that kutip does not read.

    `head` is its beginning, packed or not; `media` what the server calls it; `name` its address or file.
    """
    told = MEDIA.get((media or "").partition(";")[0].strip().lower())
    head = unpacked(head[:HEAD])
    if head.startswith(b"PK\x03\x04"):
        return "archive" if told == "archive" or ended(name) == "archive" else None
    text = decoded(head)
    if text is None:
        return None
    words = text.lstrip()[:1] not in ("", "<", "{")
    return begun(text) or told or ended(name) or ("text" if words else None)


def unpacked(head: bytes) -> bytes:
    """The first bytes inside gzip; what is not packed stays as it is."""
    if not head.startswith(GZIP):
        return head
    try:
        return zlib.decompressobj(31).decompress(head, HEAD)
    except zlib.error:
        return head


def decoded(head: bytes) -> str | None:
    """The first words, None when they are none. Markup is told by ASCII alone, so any encoding of bytes will do."""
    mark = next((sign for sign in MARKS if head.startswith(sign)), b"")
    wide = MARKS.get(mark) or {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(head[:2], "utf-8")
    if wide == "utf-8" and BINARY.search(head):
        return None
    return head[len(mark) :].decode(wide, errors="replace")


def begun(text: str) -> Kind | None:
    """What begins with these words."""
    if ARCHIVE.match(text):
        return "archive"
    if CDX_LINE.match(text):
        return "index"
    start = 0
    while found := SKIPPED.match(text, start):
        start = found.end()
    if text.startswith("{", start):
        return "feed" if JSON_FEED.search(text) else "rows" if row(text[start:]) else None
    if text.startswith(("http://", "https://"), start):
        return "sitemap" if listed(text[start:]) else None
    root = ROOT.match(text, start)
    return ROOTS.get(root[1].lower()) if root else None


def row(text: str) -> bool:
    """Whether the first line is a report of JSON Lines, as far as it can be seen."""
    line, more, _ = text.partition("\n")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):  # longer than what is seen of it
        return not more and re.search(r'"(?:text|html)"\s*:\s*"', line) is not None
    return isinstance(found, dict) and ("text" in found or "html" in found)


def listed(text: str) -> bool:
    """Whether every line is an address; the last one may be cut off."""
    lines = text.split("\n")
    whole = lines if len(text.encode()) < HEAD - 8 else lines[:-1]
    return all(ADDRESSES.fullmatch(line) for line in whole if line.strip())


def ended(name: str | None) -> Kind | None:
    """What the ending of a name says."""
    path = re.split(r"[?#]", name or "", maxsplit=1)[0].lower().removesuffix(".gz")
    return NAMES.get(path.rpartition("/")[2].rpartition(".")[2]) if "." in path.rpartition("/")[2] else None
