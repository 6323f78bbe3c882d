"""JSON Feed → a feed."""

from typing import Any

import msgspec
from msgspec import Struct

from kutip.errors import InputError
from kutip.fetch.item import MOST, Feed, Item, Picture, crowded
from kutip.fetch.markup import host, joined
from kutip.fetch.moment import iso


class Author(Struct, frozen=True):
    """Who wrote it."""

    name: str | None = None


class Attachment(Struct, frozen=True):
    """A file that goes with an item."""

    url: str | None = None
    title: str | None = None


class Entry(Struct, frozen=True):
    """One item as the format has it; other keys are welcome and not looked at."""

    id: str | int | float | None = None
    url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    author: Author | str | None = None
    authors: list[Author | str] | None = None
    language: str | None = None
    image: str | None = None
    attachments: list[Attachment] | None = None
    source: Any = None  # Any: no part of the format; readers of news write a name, or an object with one


class Document(Struct, frozen=True):
    """The whole feed as the format has it; each item is looked at by itself, so that a bad one costs only itself."""

    items: list[Any]  # Any: what strangers wrote
    title: str | None = None
    home_page_url: str | None = None
    feed_url: str | None = None
    language: str | None = None
    author: Author | str | None = None
    authors: list[Author | str] | None = None


def feed(body: bytes, url: str | None) -> Feed:
    """The feed of a JSON text; `InputError` when it is none."""
    try:
        found = msgspec.convert(msgspec.json.decode(body), Document)
    except msgspec.ValidationError as error:
        raise InputError(f"not a JSON Feed ({error}); give the address of a feed") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"not whole JSON ({error}); fetch it again") from None
    base = joined(url, found.feed_url) or url
    entries, wrong = [], []
    for number, row in enumerate(found.items[:MOST], 1):
        try:
            entries.append(item(msgspec.convert(row, Entry), base, found))
        except msgspec.ValidationError as error:
            wrong.append(f"item {number} is left out: {error}")
    home = joined(base, found.home_page_url)
    return Feed(
        found.title, home, found.language, tuple(entries), broken="; ".join(wrong[:5]) or crowded(len(found.items))
    )


def item(entry: Entry, base: str | None, document: Document) -> Item:
    """One item; its id is empty when the feed gives none."""
    whole = entry.content_html or entry.content_text
    writers = named(entry.authors, entry.author) or named(document.authors, document.author)
    medium = called(entry.source)
    own = {word.casefold() for word in (document.title, host(base), host(document.home_page_url)) if word}
    return Item(
        id=str(entry.id) if entry.id is not None else "",
        url=joined(base, entry.url),
        title=entry.title,
        authors=writers,
        published=iso(entry.date_published),
        modified=iso(entry.date_modified),
        summary=entry.summary,
        content=whole,
        media="html" if entry.content_html else "text",
        lang=entry.language,
        source=medium,
        via=(medium,) if medium and medium.casefold() not in own else (),
        pictures=tuple(pictures(entry, base)),
    )


def named(authors: list[Author | str] | None, author: Author | str | None) -> tuple[str, ...]:
    """The names of those who wrote it: in a list, or one alone as the first version has it."""
    names = (writer if isinstance(writer, str) else writer.name for writer in authors or [author or ""])
    return tuple(filter(None, names))


def called(source: object) -> str | None:
    """The medium that an item names as its source."""
    told = source if isinstance(source, dict) else {"name": source}
    name = next((value for key in ("name", "title", "url") if isinstance(value := told.get(key), str) and value), None)
    return host(name) or name


def pictures(entry: Entry, base: str | None) -> list[Picture]:
    """What is shown beside the text."""
    first = [Picture(joined(base, entry.image))] if entry.image else []
    return first + [Picture(joined(base, file.url), file.title) for file in entry.attachments or ()]
