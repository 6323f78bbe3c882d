"""Where an answer sends its reader instead of answering: a redirect, a Refresh header, a page that moves on at once."""

import re
from html import unescape

from kutip.fetch.exchange import Exchange

MOVED = (301, 302, 303, 307, 308)
AT_ONCE = 5
"""Seconds; a page that moves on later is meant to be read, or reloads itself for new headlines."""
HEAD = 1 << 16
"""Bytes of a page in which it may say so."""

UNREAD = re.compile(rb"<!--.*?(?:-->|\Z)|<(script|noscript|style|template|textarea|title)\b.*?(?:</\1|\Z)", re.S | re.I)
"""What a reader with scripts does not read as part of the page: `noscript` often leads to a page that says less."""
META = re.compile(rb"<meta\b[^<>]{0,2000}", re.I)
ATTRIBUTE = re.compile(r"([\w-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
REFRESH = re.compile(r"\s{0,9}(\d{0,9})[\d.]{0,9}\s{0,9}[;,\s]\s{0,9}(?:url\s{0,9}=)?\s{0,9}[\"']?([^\"']+)", re.I)


def moved(exchange: Exchange) -> str | None:
    """The address that a redirect names, as it is written."""
    place = exchange.header("location") if exchange.status in MOVED else None
    return place and utf8(place)


def refreshed(exchange: Exchange, body: bytes) -> str | None:
    """The address that an answer moves on to by itself within five seconds, as it is written."""
    if exchange.status != 200:
        return None
    if header := exchange.header("refresh"):
        return soon(utf8(header))
    if exchange.media not in ("text/html", "application/xhtml+xml") or b"refresh" not in body[:HEAD].lower():
        return None
    for tag in META.findall(UNREAD.sub(b" ", body[:HEAD])):
        facts = attributes(tag.decode("utf-8", "replace"))
        if facts.get("http-equiv", "").strip().lower() == "refresh":
            return soon(facts.get("content", ""))
    return None


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag; of two with one name the first, as browsers do."""
    found = ((name.lower(), unescape("".join(value))) for name, *value in reversed(ATTRIBUTE.findall(tag)))
    return dict(found)


def soon(refresh: str) -> str | None:
    """The address inside a refresh, when it is one that comes at once."""
    found = REFRESH.match(refresh)
    return found[2].strip() if found and int(found[1] or 0) <= AT_ONCE else None


def utf8(value: str) -> str:
    """A header whose bytes are UTF-8, as some servers write addresses; otherwise as it is."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
