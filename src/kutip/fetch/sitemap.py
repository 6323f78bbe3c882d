"""Sitemaps → the addresses that a site lists, with what it says of the reports behind them."""

import io
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Defused
from msgspec import Struct

from kutip.errors import InputError
from kutip.fetch.markup import decoded, joined, name, words
from kutip.fetch.moment import iso

LIMIT = 50_000_000
MOST = 50_000
"""Bytes unpacked and addresses of one sitemap: what the format allows."""
GZIP = b"\x1f\x8b"
ROOTS = ("urlset", "sitemapindex")


class Entry(Struct, frozen=True):
    """A page that the site lists; what is only known of news is None for other pages."""

    url: str
    modified: str | None = None
    published: str | None = None
    title: str | None = None
    outlet: str | None = None
    lang: str | None = None
    captions: tuple[str, ...] = ()
    """Of its pictures."""


class Child(Struct, frozen=True):
    """Another sitemap that an index names."""

    url: str
    modified: str | None = None


class Sitemap(Struct, frozen=True):
    """What one sitemap lists: pages, or further sitemaps."""

    entries: tuple[Entry, ...]
    children: tuple[Child, ...] = ()
    broken: str | None = None
    """What was wrong with it; what stands before that is here."""


def read(body: bytes, url: str | None = None, charset: str | None = None) -> Sitemap:
    """The sitemap of a body, packed with gzip or not; `InputError` says why it is none.

    Nothing that it names is opened. What is behind the limits of the format is left out, and that is told.
    """
    whole, why = unpacked(body)
    text = decoded(whole, charset)
    if text is None and whole.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"http"):
        return lines(whole, why)
    if text is None:
        raise InputError("not a sitemap: neither XML nor a list of addresses; give another address")
    found = [*elements(text.lstrip().encode(errors="replace"), url)]
    faults = [entry for entry in found if isinstance(entry, str)]
    entries = tuple(entry for entry in found if isinstance(entry, Entry))
    children = tuple(entry for entry in found if isinstance(entry, Child))
    return Sitemap(entries, children, why or next(iter(faults), None))


def unpacked(body: bytes) -> tuple[bytes, str | None]:
    """The bytes inside gzip as far as the limit, and why there may be more."""
    why = None
    if body.startswith(GZIP):
        gzip = zlib.decompressobj(31)
        try:
            body = gzip.decompress(body, LIMIT + 1)
        except zlib.error as error:
            raise InputError(f"its gzip is broken ({error}); fetch it again") from None
        why = None if gzip.eof else "its gzip ends too early"
    if len(body) > LIMIT:
        return body[:LIMIT], f"larger than {LIMIT // 1_000_000} MB; the rest is left out"
    return body, why


def lines(body: bytes, why: str | None) -> Sitemap:
    """The addresses of a plain list."""
    printed = (line.strip() for line in body.decode(errors="replace").removeprefix("\ufeff").splitlines())
    found = [url for url in (joined(None, line) for line in printed) if url]
    return Sitemap(tuple(map(Entry, found[:MOST])), (), why or crowded(len(found)))


def crowded(number: int) -> str | None:
    """That there are more addresses than may be."""
    return f"more than {MOST} addresses; the rest is left out" if number > MOST else None


def elements(body: bytes, base: str | None) -> Iterator[Entry | Child | str]:
    """What an XML sitemap lists, as far as it can be read; last, as words, what stopped it."""
    number = 0
    root: Element | None = None
    try:
        for event, element in Defused.iterparse(io.BytesIO(body), ("start", "end")):
            if root is None:
                root = rooted(element)
            elif event == "end" and name(element.tag) in ("url", "sitemap"):
                found = entry(element, base) if name(element.tag) == "url" else child(element, base)
                number += found is not None
                if number > MOST:
                    yield crowded(number) or ""
                    return
                if found is not None:
                    yield found
                root.clear()  # what was read is let go: a sitemap of 50 MB takes no more than a small one
    except DefusedXmlException:
        yield "it declares entities of its own; they are not looked up"
    except (ParseError, RecursionError) as error:
        if root is None:
            raise InputError(f"not a sitemap: its XML is broken ({error}); give another address") from None
        yield f"its XML is broken ({error}); what stands before that is read"


def rooted(element: Element) -> Element:
    """The outermost element, when it is that of a sitemap."""
    if name(element.tag).removeprefix("x:") not in ROOTS:
        raise InputError("not a sitemap: it holds something else; give the address of a sitemap")
    return element


def entry(element: Element, base: str | None) -> Entry | None:
    """One page, None when it has no address."""
    told = {name(piece.tag): words(piece) for piece in reversed([*element.iter()])}  # of several the first
    url = joined(base, told.get("loc"))
    captions = (words(piece) for piece in element.iter() if name(piece.tag) in ("image:caption", "image:title"))
    if url is None:
        return None
    return Entry(
        url=url,
        modified=iso(told.get("lastmod")),
        published=iso(told.get("news:publication_date")),
        title=told.get("news:title"),
        outlet=told.get("news:name"),
        lang=told.get("news:language"),
        captions=tuple(filter(None, captions)),
    )


def child(element: Element, base: str | None) -> Child | None:
    """One further sitemap, None when it has no address."""
    told = {name(piece.tag): words(piece) for piece in reversed([*element.iter()])}
    url = joined(base, told.get("loc"))
    return Child(url, iso(told.get("lastmod"))) if url else None
