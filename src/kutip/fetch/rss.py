"""RSS, RDF and Atom that are whole XML → a feed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from kutip.fetch.item import MOST, Feed, Item, Picture, crowded
from kutip.fetch.markup import BASE, LANG, host, inner, joined, name, plain, words
from kutip.fetch.moment import iso

ROOTS = frozenset(("rss", "feed", "rdf:rdf", "rdf"))
ITEMS = frozenset(("item", "entry"))
TITLES = ("title", "dc:title", "media:title")
PUBLISHED = ("pubdate", "published", "issued", "dcterms:issued", "dc:date", "created", "dcterms:created")
MODIFIED = ("updated", "modified", "dcterms:modified")
SUMMARIES = ("description", "summary", "dc:description", "itunes:summary")
CONTENTS = ("content:encoded", "content", "xhtml:body", "fullitem")
TEXTS = ("text", "text/plain")
PAGES = ("html", "xhtml", "text/html", "application/xhtml+xml")
Fields = dict[str, list[Element]]


class Channel(NamedTuple):
    """What the feed says for all its items."""

    base: str | None
    authors: tuple[str, ...]
    names: frozenset[str]
    """What the feed calls itself: an item that was "taken from" there has not been anywhere else."""


def feed(root: Element, url: str | None) -> Feed | None:
    """The feed of an XML document, None when it is another document."""
    kind = name(root.tag)
    known = fields(root)
    if kind not in ROOTS or (kind.endswith("rdf") and not known.keys() & {"channel", "item"}):
        return None
    head = known.get("channel", [root])[0]
    known |= fields(head)
    base = joined(joined(url, root.get(BASE)) or url, head.get(BASE)) or joined(url, root.get(BASE)) or url
    title, home = titled(known), linked(known, base, "alternate")
    own = (title, url, home, linked(known, base, "self"), *map(host, (url, home)))
    authors = tuple(writers(known)) if kind == "feed" else ()
    channel = Channel(base, authors, frozenset(word.casefold() for word in own if word))
    found = (entry for entry in root.iter() if isinstance(entry.tag, str) and name(entry.tag) in ITEMS)
    entries = tuple(item(entry, channel) for entry in islice(found, MOST))
    return Feed(title, home, spoken(known, head) or root.get(LANG), entries, broken=crowded(len(entries)))


def fields(parent: Element) -> Fields:
    """The elements right inside an element, by name."""
    found: Fields = defaultdict(list)
    for child in parent:
        if isinstance(child.tag, str):
            found[name(child.tag)].append(child)
    return dict(found)


def item(entry: Element, channel: Channel) -> Item:
    """One item; its id is empty when the feed gives none."""
    known = fields(entry)
    base = joined(channel.base, entry.get(BASE)) or channel.base
    source = next(sources(known), None)
    whole, media = content(known)
    short = summary(known)
    url = linked(known, base, "alternate") or permanent(known) or outside(known, base)
    return Item(
        id=first(known, ("guid", "id")) or identified(entry) or "",
        url=url,
        title=titled(known),
        authors=tuple(dict.fromkeys(writers(known))) or inherited(known, channel),
        published=moment(known, PUBLISHED),
        modified=moment(known, MODIFIED),
        summary=short,
        content=whole or (None if url else short),  # without an address, says RSS, the description is all there is
        media=media,
        lang=spoken(known, entry),
        source=source.name if source else None,
        via=tuple(dict.fromkeys(medium.name for medium in hands(known, source) if not own(medium, channel))),
        pictures=tuple(pictures(known, base)),
    )


def first(known: Fields, names: Iterable[str]) -> str | None:
    """The words of the first of these elements that has any."""
    return next(filter(None, (words(element) for key in names for element in known.get(key, ()))), None)


def titled(known: Fields) -> str | None:
    """The title in plain words."""
    for element in (element for key in TITLES for element in known.get(key, ())):
        text = words(element)
        if text:
            return text if len(element) or element.get("type") in TEXTS else plain(text) or text
    return None


def linked(known: Fields, base: str | None, rel: Literal["alternate", "self"]) -> str | None:
    """The first link of that kind; the address behind that of a counter of clicks comes before all."""
    if rel == "alternate" and (origin := joined(base, first(known, ("feedburner:origlink",)))):
        return origin
    links = (element for element in known.get("link", ()) if element.get("rel", "alternate") == rel)
    found = sorted(links, key=lambda link: "href" in link.attrib and "html" not in link.get("type", "html"))
    return next(filter(None, (joined(based(base, link), link.get("href") or words(link)) for link in found)), None)


def based(base: str | None, element: Element) -> str | None:
    """The address that links of an element are relative to."""
    return (joined(base, element.get(BASE)) or base) if element.get(BASE) else base


def permanent(known: Fields) -> str | None:
    """The address that is also the id."""
    return next(
        (joined(None, words(guid)) for guid in known.get("guid", ()) if guid.get("isPermaLink") != "false"), None
    )


def outside(known: Fields, base: str | None) -> str | None:
    """Where the content is, when it is not in the feed."""
    return next(filter(None, (joined(base, element.get("src")) for element in known.get("content", ()))), None)


def identified(entry: Element) -> str | None:
    """The id of an item of RDF."""
    return next((value.strip() for key, value in entry.items() if name(key) == "rdf:about"), None)


def writers(known: Fields) -> Iterator[str]:
    """Who wrote it."""
    for element in (*known.get("author", ()), *known.get("dc:creator", ())):
        if found := first(fields(element), ("name",)) or (mailed(words(element)) if len(element) == 0 else None):
            yield found
    if "author" not in known and "dc:creator" not in known:
        yield from filter(None, map(words, known.get("itunes:author", ())))


def mailed(author: str | None) -> str | None:
    """The name beside an address of mail, as RSS writes it; None when only the address is there."""
    if author is None or "@" not in author:
        return author
    before, _, behind = author.partition("(")
    named = behind.rstrip(" )") if behind else before.partition("<")[0] if "<" in before else ""
    return named.strip() or None


def inherited(known: Fields, channel: Channel) -> tuple[str, ...]:
    """Who wrote all items: of the feed that an item comes from, else of this one, as Atom says."""
    of_source = (writer for source in known.get("source", ()) for writer in writers(fields(source)))
    return tuple(dict.fromkeys(of_source)) or channel.authors


def moment(known: Fields, names: Iterable[str]) -> str | None:
    """The first time that can be read."""
    return next(filter(None, (iso(words(element)) for key in names for element in known.get(key, ()))), None)


def summary(known: Fields) -> str | None:
    """The short text, as printed."""
    return next(filter(None, (inner(element) for key in SUMMARIES for element in known.get(key, ()))), None)


def content(known: Fields) -> tuple[str | None, Literal["html", "text"]]:
    """The longest whole text, and what it is."""
    found: list[tuple[str, Literal["html", "text"]]] = []
    for element in (element for key in CONTENTS for element in known.get(key, ())):
        kind = (element.get("type") or ("html" if name(element.tag) != "content" else "text")).partition(";")[0].lower()
        if kind in TEXTS:
            found.append(("".join(element.itertext()).strip(), "text"))
        elif kind in PAGES and element.get("mode") != "base64":
            found.append((inner(element), "html"))
    longest = max(found, key=lambda entry: len(entry[0]), default=("", "html"))
    return longest if longest[0] else (None, "html")


def spoken(known: Fields, element: Element) -> str | None:
    """The language that it says it is in."""
    return first(known, ("language", "dc:language")) or element.get(LANG) or None


class Medium(NamedTuple):
    """A medium that an item was taken from."""

    name: str
    url: str | None


def sources(known: Fields) -> Iterator[Medium]:
    """The media that the item names as its source, as RSS, Atom, Dublin Core and readers of news write them."""
    for key in ("source", "x:source", "news:source", "dc:source"):
        for element in known.get(key, ()):
            inside = fields(element)
            url = linked(inside, None, "alternate") or joined(None, element.get("url") or first(inside, ("id",)))
            if medium := called(titled(inside) or (words(element) if len(element) == 0 else None), url):
                yield medium


def hands(known: Fields, source: Medium | None) -> Iterator[Medium]:
    """The media an item went through: first where its source says it found it, then the source."""
    for link in known.get("link", ()):
        if link.get("rel") == "via" and (medium := called(link.get("title"), joined(None, link.get("href")))):
            yield medium
    if source is not None:
        yield source


def called(title: str | None, url: str | None) -> Medium | None:
    """A medium by its name, or by its site where it has no name."""
    site = joined(None, title)
    shown = host(site) if site else plain(title)
    shown = shown or host(url)
    return Medium(shown, site or url) if shown else None


def own(medium: Medium, channel: Channel) -> bool:
    """Whether the medium is the feed itself."""
    return any(word and word.casefold() in channel.names for word in (medium.name, medium.url))


def pictures(known: Fields, base: str | None) -> Iterator[Picture]:
    """What is shown beside the text; words and credits that stand outside belong to the first one."""
    inside = [known, *(fields(group) for group in known.get("media:group", ()))]
    shown = [(element, fields(element)) for place in inside for element in place.get("media:content", ())]
    caption, credit = first(known, ("media:description",)), first(known, ("media:credit",))
    for number, (element, said) in enumerate(shown):
        yield Picture(
            joined(base, element.get("url")),
            plain(first(said, ("media:description",))) or (None if number else plain(caption)),
            first(said, ("media:credit",)) or (None if number else credit),
        )
    for element in known.get("enclosure", ()):
        yield Picture(joined(base, element.get("url")))
    if (caption or credit) and not shown:
        thumbnail = next(iter(known.get("media:thumbnail", ())), None)
        yield Picture(joined(base, thumbnail.get("url")) if thumbnail is not None else None, plain(caption), credit)
