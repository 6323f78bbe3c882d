"""A feed that is no whole XML, or in a format of old → what can be made of it."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import feedparser

from kutip.errors import InputError
from kutip.fetch import kind
from kutip.fetch.item import MOST, Feed, Item, Picture
from kutip.fetch.markup import CONTROL, host, joined, plain
from kutip.fetch.moment import iso

LIMIT = 5_000_000
MARKUP = 100_000
"""Bytes, and signs of markup, that this reader is given: nothing but tags that nobody closes takes it two seconds for
100,000 and half a minute for 1.6 million."""
ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)
Entry = dict[str, Any]  # Any: a library's dictionary of what strangers wrote


def feed(body: bytes, url: str | None, charset: str | None) -> Feed:
    """The feed of bytes that are hardly one; `InputError` when nothing can be made of them.

    The library opens a file or address when it is given its name, so it gets a stream; and it takes the entities that
    a document declares at their word, so it gets none.
    """
    if len(body) > LIMIT or body.count(b"<") + body.count(b"&") > MARKUP:
        raise InputError(
            f"its XML is broken, and it is larger than {LIMIT // 1_000_000} MB or all markup; fetch it again"
        )
    stream = io.BytesIO(ENTITIES.sub(b"<!IGNORED", body))
    media = f"application/xml; charset={charset}" if charset else "application/xml"
    told = {"content-type": media, "content-location": url or ""}
    try:
        found = feedparser.parse(stream, response_headers=told, sanitize_html=False, resolve_relative_uris=False)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise InputError(f"its XML is broken beyond reading ({type(error).__name__}); fetch it again") from None
    head = found["feed"]
    if not found["entries"] and not found.get("version") and (not text(head, "title") or kind.of(body) == "page"):
        raise InputError("not a feed: it has no title and no items; give the address of an RSS, Atom or JSON feed")
    title, home = plain(text(head, "title")) or text(head, "title"), joined(url, text(head, "link"))
    names = {word.casefold() for word in (title, url, home, host(url), host(home)) if word}
    entries = (item(entry, url, names) for entry in found["entries"][:MOST])
    return Feed(title, home, text(head, "language"), tuple(entries))


def text(entry: Entry, key: str) -> str | None:
    """A text that the library found; None when there is none, or something else."""
    value = entry.get(key)
    return CONTROL.sub("", value).strip() or None if isinstance(value, str) else None


def parts(entry: Entry, key: str) -> Iterator[Entry]:
    """A list of parts that the library found."""
    value = entry.get(key)
    return (part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict))


def item(entry: Entry, url: str | None, names: set[str]) -> Item:
    """One item; its id is empty when the feed gives none."""
    link = joined(url, text(entry, "link"))
    whole = max(parts(entry, "content"), key=lambda part: len(text(part, "value") or ""), default={})
    source = next(filter(None, map(medium, parts(entry, "source"))), None)
    found = filter(None, (medium(part) for part in parts(entry, "links") if part.get("rel") == "via"))
    short = text(entry, "summary")
    return Item(
        id=text(entry, "id") or "",
        url=link,
        title=plain(text(entry, "title")),
        authors=tuple(writers(entry)),
        published=moment(entry, ("published", "created")),
        modified=moment(entry, ("updated",)),
        summary=short,
        content=text(whole, "value") or (None if link else short),
        media="text" if whole.get("type") == "text/plain" else "html",
        lang=text(entry, "language"),
        source=source,
        via=tuple(dict.fromkeys(name for name in (*found, source) if name and name.casefold() not in names)),
        pictures=tuple(pictures(entry)),
    )


def writers(entry: Entry) -> Iterator[str]:
    """Who wrote it."""
    named = [name for name in (text(part, "name") for part in parts(entry, "authors")) if name]
    return iter(dict.fromkeys(named))


def moment(entry: Entry, keys: Iterable[str]) -> str | None:
    """The first time that can be read; of what is printed, never of what the library made of it."""
    return next(
        filter(None, (iso(dict.get(entry, key)) for key in keys if isinstance(dict.get(entry, key), str))), None
    )


def medium(part: Entry) -> str | None:
    """The name of a medium, or its site."""
    return plain(text(part, "title")) or host(text(part, "href")) or host(text(part, "link"))


def pictures(entry: Entry) -> Iterator[Picture]:
    """What is shown beside the text; the library keeps credits apart from pictures, the first to the first."""
    credits = (text(part, "content") for part in parts(entry, "media_credit"))
    for part in (*parts(entry, "media_content"), *parts(entry, "enclosures")):
        yield Picture(joined(None, text(part, "url") or text(part, "href")), credit=next(credits, None))
