"""RSS, RDF, Atom and JSON Feed → one feed of items: whole XML quickly, broken XML as well as it can be read.

Whole XML is read by rules of our own, since what a chain of attribution needs is what the quick libraries drop:
fastfeedparser 0.6.5 gives no `<source>`, turns every time to UTC, and makes 23 May of "May 2006" when asked on a 23rd.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

from msgspec import structs

from kutip.errors import InputError
from kutip.fetch import jsonfeed, markup, rss
from kutip.fetch.item import Feed, Item
from kutip.fetch.moment import instant
from kutip.record import Capture, Metadatum, MetaKind

LIMIT = 20_000_000
"""Bytes of one feed, unpacked."""


def read(body: bytes, url: str | None = None, charset: str | None = None) -> Feed:
    """The feed of a body; `url` is where it was taken from, `charset` what the server says of it.

    `InputError` says why it is no feed. Nothing is opened or looked up, whatever the body says.
    """
    if len(body) > LIMIT:
        raise InputError(f"larger than {LIMIT // 1_000_000} MB; that is no feed")
    if body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return distinct(jsonfeed.feed(body.removeprefix(b"\xef\xbb\xbf"), url))
    return distinct(read_xml(body, url, charset))


def read_xml(body: bytes, url: str | None, charset: str | None) -> Feed:
    """The feed of XML: whole, mended, or broken."""
    text = markup.decoded(body, charset)
    why = "it is in no encoding that it or its server names"
    if text is not None:
        try:
            if found := rss.feed(markup.tree(text), url):
                return found
            why = "it is in no format of feeds"
        except ValueError as error:
            why, text = str(error), markup.mended(text)
            with suppress(ValueError):
                if found := rss.feed(markup.tree(text), url):
                    return structs.replace(found, broken=why)
    from kutip.fetch import loose  # most feeds are whole, and its library is slow to load

    found = loose.feed(body if text is None else text.encode(errors="replace"), url, "utf-8" if text else charset)
    return structs.replace(found, broken=why)


def distinct(feed: Feed) -> Feed:
    """The feed with an id for every item, and of the versions of one item the latest."""
    latest: dict[str, Item] = {}
    repeated = []
    for item in identified(feed.items):
        before = latest.get(item.id)
        if before is None or later(item, before):
            repeated += [before] if before else []
            latest[item.id] = item
        else:
            repeated.append(item)
    return structs.replace(feed, items=tuple(latest.values()), repeated=tuple(repeated))


def identified(items: tuple[Item, ...]) -> Iterator[Item]:
    """The items with their ids. An id that stands on items of different titles at different addresses is none: some
    sites print the same one on all."""
    places, titles = defaultdict(set), defaultdict(set)
    for item in items:
        places[item.id].add(item.url)
        titles[item.id].add(item.title)
    for item in items:
        shared = len(places[item.id]) > 1 and len(titles[item.id]) > 1
        yield structs.replace(item, id=item.url or digest(item)) if shared or not item.id else item


def digest(item: Item) -> str:
    """A name made of what the item says."""
    said = "\n".join((item.title or "", item.content or item.summary or ""))
    return f"sha256:{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()}"


def later(item: Item, before: Item) -> bool:
    """Whether this version is later than the one before it: by its time, else by its place, newest first."""
    mine, theirs = item.modified or item.published, before.modified or before.published
    return mine is not None and (theirs is None or instant(mine) > instant(theirs))


def captures(feed: Feed, name: str = "", summaries: bool = False) -> Iterator[Capture]:
    """The reports that the feed itself carries whole, each with the media it came through; the feed is the outlet.
    With `summaries` also the others, as far as the feed tells them."""
    for item in feed.items:
        body = item.content or (item.summary if summaries else None)
        if body is not None:
            yield Capture(
                body=body,
                media=item.media if item.content else "html",
                cut=item.content is None,
                url=item.url,
                outlet=feed.title,
                lang=item.lang or feed.lang,
                name=item.url or f"{name}#{item.id}",
                listed=metadata(item),
                via=item.via,
            )


def metadata(item: Item) -> tuple[Metadatum, ...]:
    """What a feed says of an item."""
    said: tuple[tuple[MetaKind, str | None], ...] = (
        ("title", item.title),
        *(("author", author) for author in item.authors),
        ("published", item.published),
        ("modified", item.modified),
    )
    return tuple(Metadatum(kind, value, "feed") for kind, value in said if value)


def links(feed: Feed) -> Iterator[Item]:
    """The items that are only a notice of a report, to be fetched at its address."""
    return (item for item in feed.items if item.content is None and item.url is not None)
