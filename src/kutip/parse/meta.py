"""What the code of a page says of it: JSON-LD, OpenGraph, microdata, time elements, links and older tags."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kutip.parse import address, authors, linked, titles, when
from kutip.parse.linked import Linked, Name, words
from kutip.record import Metadatum, MetaKind, MetaSource

MARKED = (
    "meta[content],time[datetime],[itemprop],[rel~='author'],[class~='published'],[class~='updated'],h1,h2,h3,"
    f"{linked.SCRIPTS},link[rel~='canonical' i]"
)
PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "published",
    "parsely-pub-date", "sailthru.date", "article.published", "publish_date", "publish-date", "publishdate", "pubdate",
    "publication_date", "publication-date", "content_publisheddate", "date_published", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date",
    "dcterms.date", "rnews:datepublished", "originalpublicationdate", "displaydate", "article_date_original",
    "article:post_date", "og:pubdate", "date", "dcsext.articlefirstpublished", "last-publish-date", "timestamp",
    "citation_publication_date", "citation_date", "prism.publicationdate", "creation_date", "datecreated",
    "article:published", "og:question:published_time", "bt:pubdate", "ptime", "created", "live_date",
    "shareaholic:article_published_time",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "article.updated",
    "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "revised", "article:updated_time", "updated",
    "modified", "modificationdate", "revision_date",
)  # fmt: skip
TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title")
AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "cxenseparse:author", "article:author_name", "og:article:author", "article.author", "authors", "dc.author",
    "citation_author", "rnews:author", "shareaholic:article_author_name", "creator",
)  # fmt: skip
OUTLETS = (
    "og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher", "parsely-site",
)  # fmt: skip
GRAPH = ("og:", "article:", "twitter:")
NAMED = ("class", "id", "itemprop", "pubdate")
ITEMS = frozenset(("headline", "author", "datePublished", "dateCreated", "dateModified"))
CHANGED = ("updat", "modif", "edit", "change", "revis")
"""In the names of a time element: when the report was changed."""
UTC = "+00:00"
HEADINGS = 200
"""So many headings are looked at."""
MOST = 5
"""So many of a kind are looked at: further ones are other reports'."""
LONGEST = 400
"""No title is longer."""


class Signed(NamedTuple):
    """Whom one place names as the authors."""

    by: MetaSource
    names: tuple[Name, ...]


class Meta(NamedTuple):
    """What is known of a report from its page's code: all that is said, and of each the value that has most for it."""

    said: tuple[Metadatum, ...] = ()
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    lang: str | None = None
    published: str | None = None
    modified: str | None = None
    description: str | None = None
    signed: tuple[Signed, ...] = ()
    headings: tuple[titles.Heading, ...] = ()


class Tags(NamedTuple):
    """The marked elements of a page by what they say they hold, in their order."""

    metas: dict[str, list[str]]
    items: dict[str, list[str]]
    times: list[tuple[str, str]]
    """What the time elements hold, each with its names."""
    linked: list[str]
    """What is linked as an author's."""
    scripts: list[str]
    """JSON-LD."""
    headings: list[LexborNode]
    canonical: list[str]


def read(tree: LexborHTMLParser, base: str | None = None) -> Meta:
    """What the code of a page says; `base` is the address it came from."""
    tags = gathered(tree)
    about = linked.read(tags.scripts)
    url = located(tags, about, base)
    root = tree.css_first("html")
    places = tuple(placed(tags, about, url))
    outlet = titles.outlet((one.value for one in places if one.kind == "outlet"), url)
    headings = tuple(titles.headings(tags.headings[:HEADINGS]))
    told = [one for one in titled(tags, about, tree) if len(one.value) < LONGEST]
    signed = tuple(Signed(by, names) for by, found in written(tags, about) if (names := authors.load().named(found)))
    dates = [*timed(tags, about)]
    in_address = when.in_address(url) if url else None
    if in_address:
        dates.append(Metadatum("published", in_address, "link"))
    written_by = (Metadatum("author", name.text, one.by) for one in signed for name in one.names)
    return Meta(
        said=tuple(dict.fromkeys((*told, *written_by, *dates, *places))),
        title=titles.chosen([one.value for one in told], headings, outlet, url, words(about.article.get("headline"))),
        url=url,
        outlet=outlet or address.host(url),
        lang=words(root.attributes.get("lang") if root else None) or words(about.article.get("inLanguage")),
        published=chosen(dates, "published"),
        modified=chosen(dates, "modified"),
        description=first(tags, ("og:description", "description", "twitter:description")),
        signed=signed,
        headings=headings,
    )


def gathered(tree: LexborHTMLParser) -> Tags:
    """The marked elements of a page."""
    tags = Tags({}, {}, [], [], [], [], [])
    for node in tree.css(MARKED):
        attributes, tag = node.attributes, node.tag
        if tag in ("h1", "h2", "h3"):
            tags.headings.append(node)
        elif tag == "script":
            tags.scripts.append(node.text())
        elif tag == "link":
            tags.canonical.append(attributes.get("href") or "")
        content = words(attributes.get("content"))
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            if name and content:
                tags.metas.setdefault(name.strip().lower(), []).append(content)
        elif moment := attributes.get("datetime") or (attributes.get("title") if tag in ("abbr", "span") else None):
            names = " ".join(filter(None, (attributes.get(key) for key in NAMED)))
            tags.times.append((moment, names.lower()))
        elif "author" in (attributes.get("rel") or "") and tag in ("a", "span", "address"):
            tags.linked.append(words(node.text()) or "")
        for item in (attributes.get("itemprop") or "").split():
            if item in ITEMS and tag != "meta":
                said = content or words(attributes.get("datetime")) or words(node.text()[:LONGEST])
                tags.items.setdefault(item, []).append(said or "")
    return tags


def first(tags: Tags, names: Iterable[str]) -> str | None:
    """What the first of these meta tags that is there says."""
    return next((tags.metas[name][0] for name in names if name in tags.metas), None)


def source(name: str) -> MetaSource:
    """The kind of place that a meta tag is."""
    return "opengraph" if name.startswith(GRAPH) else "meta"


def publisher(about: Linked) -> object:
    """Who publishes the report, or else the page."""
    return about.article.get("publisher") or about.page.get("publisher")


def titled(tags: Tags, about: Linked, tree: LexborHTMLParser) -> Iterator[Metadatum]:
    """The titles that the code gives, the one for other sites first."""
    for name in TITLES:
        yield from (Metadatum("title", value, source(name)) for value in tags.metas.get(name, ())[:1])
    for thing in (about.article, about.page):
        for key in ("headline", "name"):
            said = words(thing.get(key))
            if said and " " in said:
                yield Metadatum("title", said, "json-ld")
    yield from (Metadatum("title", value, "microdata") for value in tags.items.get("headline", ())[:1] if value)
    heading = tree.css_first("head title") or tree.css_first("title")
    said = words(heading.text()) if heading else None
    if said:
        yield Metadatum("title", said, "meta")


def written(tags: Tags, about: Linked) -> Iterator[tuple[MetaSource, list[Name]]]:
    """Whom each place names as the authors, the surest place first."""
    for thing in (about.article, about.page):
        yield "json-ld", list(linked.names(thing.get("author") or thing.get("creator"), about.ids))
    for name in AUTHORS:
        yield source(name), [Name(value, False) for value in tags.metas.get(name, ())]
    yield "microdata", [Name(value, False) for value in tags.items.get("author", ())[:MOST]]
    yield "link", [Name(value, False) for value in tags.linked[:1]]


def timed(tags: Tags, about: Linked) -> Iterator[Metadatum]:
    """When the report was published and changed, the surest place first."""
    yield from moments("published", about, ("datePublished", "dateCreated", "uploadDate"), tags, PUBLISHED)
    yield from moments("modified", about, ("dateModified",), tags, MODIFIED)
    for value, names in tags.times[:MOST]:
        moment = when.moment(value)
        if moment:
            yield Metadatum("modified" if any(map(names.__contains__, CHANGED)) else "published", moment, "time")


def moments(kind: MetaKind, about: Linked, keys: tuple[str, ...], tags: Tags, names: Iterable[str]) -> list[Metadatum]:
    """The moments of a kind; when a thing was made tells when it was published only where nothing else does."""
    found: list[tuple[object, MetaSource]] = [(about.article.get(keys[0]), "json-ld")]
    found += [(value, source(name)) for name in names for value in tags.metas.get(name, ())[:1]]
    found += [(value, "microdata") for value in tags.items.get(keys[0], ())[:1]]
    other: list[tuple[object, MetaSource]] = [(about.page.get(keys[0]), "json-ld")]
    other += [(about.article.get(key), "json-ld") for key in keys[1:]]
    other += [(value, "microdata") for key in keys[1:] for value in tags.items.get(key, ())[:1]]
    sure = [Metadatum(kind, value, by) for said, by in found if (value := when.moment(said))]
    return sure or [Metadatum(kind, value, by) for said, by in other if (value := when.moment(said))]


def placed(tags: Tags, about: Linked, url: str | None) -> Iterator[Metadatum]:
    """The addresses and the outlets that the code names."""
    if url:
        yield Metadatum("url", url, "link")
    shared = first(tags, ("og:url",))
    if shared:
        yield Metadatum("url", shared, "opengraph")
    for name in OUTLETS:
        yield from (Metadatum("outlet", value, source(name)) for value in tags.metas.get(name, ())[:1])
    for publishing in linked.names(publisher(about), about.ids):
        yield Metadatum("outlet", publishing.text, "json-ld")


def chosen(said: Iterable[Metadatum], kind: MetaKind) -> str | None:
    """The first of some moments that are the report's, as another place has it with a clock or in its own zone."""
    found = [one.value for one in said if one.kind == kind and one.by != "time"]
    if not found:
        return None
    every = [one.value for one in said if one.kind == kind]
    first = found[0]
    if len(first) == 10:
        return next((value for value in every if len(value) > 10 and value[:10] == first), first)
    return next(filter(None, (when.zoned(first, value) for value in every)), first) if first[16:] == UTC else first


def located(tags: Tags, about: Linked, base: str | None) -> str | None:
    """The address under which the page wants to be known; one that is the whole site's is none."""
    page = about.article.get("mainEntityOfPage")
    whole = page.get("@id") if isinstance(page, dict) else page
    said = (next(iter(tags.canonical), None), first(tags, ("og:url",)), about.article.get("url"), whole)
    full = (address.whole(base, text) for value in said if (text := words(value)))
    return next((url for url in full if url), None)
