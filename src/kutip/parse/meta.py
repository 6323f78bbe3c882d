"""What a page says of itself in its head: JSON-LD, OpenGraph and the older tags."""

import re
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from selectolax.lexbor import LexborHTMLParser

ARTICLE = re.compile(r"Article|Posting|Report", re.IGNORECASE)
PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "content_publisheddate", "publishdate",
    "pubdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date",
    "date", "cxenseparse:recs:publishtime",
)  # fmt: skip


class Meta(NamedTuple):
    """What is known of an article from its page's head."""

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    lang: str | None = None
    published: str | None = None
    description: str | None = None


def read(tree: LexborHTMLParser) -> Meta:
    """The head of a page; of several sources the one that news outlets keep best."""
    tags = dict(reversed(list(properties(tree))))
    linked = next(described(tree), {})
    publisher = linked.get("publisher")
    named = publisher.get("name") if isinstance(publisher, dict) else None
    canonical = tree.css_first("link[rel=canonical]")
    root = tree.css_first("html")
    heading = tree.css_first("head title")
    return Meta(
        title=words(linked.get("headline"))
        or tags.get("og:title")
        or tags.get("twitter:title")
        or (words(heading.text()) if heading else None),
        url=words(canonical.attributes.get("href") if canonical else None)
        or tags.get("og:url")
        or words(linked.get("url")),
        outlet=tags.get("og:site_name") or words(named),
        lang=words(root.attributes.get("lang") if root else None) or words(linked.get("inLanguage")),
        published=next(
            filter(None, map(moment, (linked.get("datePublished"), *(tags.get(key) for key in PUBLISHED)))), None
        ),
        description=tags.get("og:description") or tags.get("description"),
    )


def properties(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The meta tags: name and content."""
    for tag in tree.css("meta[content]"):
        attributes = tag.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = words(attributes.get("content"))
        if name and content:
            yield name.lower(), content


def described(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:  # Any: JSON-LD of strangers
    """The articles that the page's JSON-LD describes."""
    for script in tree.css("script[type='application/ld+json']"):
        try:
            todo = deque([msgspec.json.decode(script.text().strip().encode("utf-8", "replace"))])
        except (msgspec.DecodeError, RecursionError):
            continue
        while todo:
            thing = todo.popleft()
            if isinstance(thing, list):
                todo.extend(thing)
            elif isinstance(thing, dict):
                if ARTICLE.search(str(thing.get("@type"))):
                    yield thing
                elif isinstance(thing.get("@graph"), list):
                    todo.extend(thing["@graph"])


def words(value: object) -> str | None:
    """A text of one line, if it is one and says something."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def moment(value: object) -> str | None:
    """A printed moment as ISO 8601 to the minute; None when it is none, or from before there were pages."""
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if time.year < 1990:
        return None
    return value.strip() if len(value.strip()) == 10 else time.isoformat(timespec="minutes")
