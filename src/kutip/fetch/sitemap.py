"""Sitemaps → the addresses that a site lists, with what it says of the reports behind them."""

import io
import zlib
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Defused
from msgspec import Struct

from kutip.errors import InputError
from kutip.fetch.markup import decoded, joined, name, words
from kutip.fetch.moment import iso
from kutip.record import Metadatum, MetaKind

LIMIT = 50_000_000
MOST = 50_000
"""Bytes unpacked and addresses of one sitemap: what the format allows."""
MANY = f"more than {MOST} addresses"
CROWD = 100_000
"""Elements of one entry: a page with the thousand pictures that the format allows has a twentieth of that."""
CHUNK = 65_536
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
    found: list[Entry | Child] = []
    try:
        for one in listed(text.lstrip().encode(errors="replace"), url):
            found.append(one)
    except ValueError as error:
        why = why or f"{error}; what stands before that is read"
    entries = tuple(one for one in found if isinstance(one, Entry))
    return Sitemap(entries, tuple(one for one in found if isinstance(one, Child)), why)


def metadata(entry: Entry) -> tuple[Metadatum, ...]:
    """What a sitemap says of a page."""
    said: tuple[tuple[MetaKind, str | None], ...] = (
        ("title", entry.title),
        ("published", entry.published),
        ("modified", entry.modified),
        ("outlet", entry.outlet),
    )
    return tuple(Metadatum(kind, value, "feed") for kind, value in said if value)


def unpacked(body: bytes) -> tuple[bytes, str | None]:
    """The bytes inside gzip as far as they are whole and within the limit, and why there may be more."""
    why = None
    if body.startswith(GZIP):
        gzip, whole = zlib.decompressobj(31), bytearray()
        try:
            for start in range(0, len(body), CHUNK):
                whole += gzip.decompress(body[start : start + CHUNK], LIMIT + 1 - len(whole))
                if len(whole) > LIMIT or gzip.eof:
                    break
            why = None if gzip.eof else "its gzip ends too early"
        except zlib.error as error:
            why = f"its gzip is broken ({error}); what stands before that is read"
        body = bytes(whole)
    if len(body) > LIMIT:
        return body[:LIMIT], f"larger than {LIMIT // 1_000_000} MB; the rest is left out"
    return body, why


def lines(body: bytes, why: str | None) -> Sitemap:
    """The addresses of a plain list."""
    printed = (line.strip() for line in body.decode(errors="replace").removeprefix("\ufeff").splitlines())
    found = list(islice((url for url in (joined(None, line) for line in printed) if url), MOST + 1))
    return Sitemap(tuple(map(Entry, found[:MOST])), (), why or (MANY if len(found) > MOST else None))


def listed(body: bytes, base: str | None) -> Iterator[Entry | Child]:
    """What an XML sitemap lists; `ValueError` says what stopped it."""
    for number, element in enumerate(elements(body)):
        if number == MOST:
            raise ValueError(MANY)
        one = child(element, base) if name(element.tag) == "sitemap" else entry(element, base)
        if one is not None:
            yield one


def elements(body: bytes) -> Iterator[Element]:
    """The elements of what is listed, each let go before the next: a large sitemap takes no more than a small one."""
    root, held = None, 0
    try:
        for event, element in Defused.iterparse(io.BytesIO(body), ("start", "end")):
            held += event == "start"
            if root is None:
                root = rooted(element)
            elif event == "end" and name(element.tag) in ("url", "sitemap"):
                yield element
                root.clear()
                held = 0
            if held > CROWD:
                raise ValueError(f"more than {CROWD} elements in one entry")
    except DefusedXmlException:
        raise ValueError("it declares entities of its own, which are not looked up") from None
    except (ParseError, RecursionError) as error:
        if root is None:
            raise InputError(f"not a sitemap: its XML is broken ({error}); give another address") from None
        raise ValueError(f"its XML is broken ({error})") from None


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
