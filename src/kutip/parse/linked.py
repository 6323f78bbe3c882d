"""What a page says of itself in JSON-LD: the report it describes, those who wrote it, and its pictures."""

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from selectolax.lexbor import LexborHTMLParser

ARTICLE = re.compile(r"Article|Posting|Report|ClaimReview|Analysis|Opinion|Review\b", re.IGNORECASE)
WRAPPED = re.compile(
    r"^\s{0,9}(?:/\*|//)?\s{0,9}<!(?:\[CDATA\[|--)(?:\s{0,9}\*/)?|(?:(?:/\*|//)?\s{0,9}(?:\]\]|--)>(?:\s{0,9}\*/)?|;)\s{0,9}$"
)
MARKUP = re.compile(r"<[^<>]{0,200}>")
SCRIPTS = "script[type^='application/ld+json' i]"
MOST = 4_000
"""No page needs more things to describe one report."""
INNER = ("@graph", "mainEntity", "mainEntityOfPage", "author", "creator", "publisher")
"""Where things stand inside others; what is only listed or related is left alone."""

Thing = dict[str, Any]  # Any: JSON-LD of strangers


class Linked(NamedTuple):
    """The report a page describes, the page itself where it is described too, and all things by their ids."""

    article: Thing
    page: Thing
    ids: dict[str, Thing]


class Name(NamedTuple):
    """What stands as an author, and whether it is said to be no person."""

    text: str
    body: bool


def read(scripts: Iterable[str]) -> Linked:
    """The one report that the scripts of JSON-LD on a page are about; empty when there is none."""
    articles: list[Thing] = []
    pages: list[Thing] = []
    ids: dict[str, Thing] = {}
    for thing in described(scripts):
        kind, name = str(thing.get("@type")), thing.get("@id")
        if isinstance(name, str) and len(thing) > len(ids.get(name, ())):
            ids[name] = thing
        if ARTICLE.search(kind):
            articles.append(thing)
        elif "Page" in kind:
            pages.append(thing)
    return Linked(max(articles, key=told, default={}), max(pages, key=told, default={}), ids)


def told(thing: Thing) -> int:
    """How much a thing tells of what a report has; of equals the first is the report."""
    return sum(key in thing for key in ("headline", "datePublished", "author", "articleBody", "publisher"))


def things(tree: LexborHTMLParser) -> Iterator[Thing]:
    """All things that a page describes, those inside others behind them."""
    yield from described(script.text() for script in tree.css(SCRIPTS))


def described(scripts: Iterable[str]) -> Iterator[Thing]:
    """All things that scripts describe, those inside others behind them."""
    count = 0
    for script in scripts:
        todo = deque([decoded(script)])
        while todo and count < MOST:
            thing = todo.popleft()
            count += 1
            if isinstance(thing, list):
                todo.extend(thing)
            elif isinstance(thing, dict):
                yield thing
                todo.extend(thing[key] for key in INNER if isinstance(thing.get(key), dict | list))


def decoded(script: str) -> object:
    """The content of a script; None when it is broken beyond what browsers' tools forgive."""
    try:
        return msgspec.json.decode(script.strip().encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        return json.loads(WRAPPED.sub("", WRAPPED.sub("", script.strip())).strip(), strict=False)
    except (ValueError, RecursionError):
        return None


def names(value: object, ids: dict[str, Thing], depth: int = 0) -> Iterator[Name]:
    """Who is named by a value: a text, a thing, the id of one, or a list of these."""
    if isinstance(value, str):
        if value:
            yield Name(value, False)
    elif isinstance(value, list):
        for one in value[:50]:
            yield from names(one, ids, depth)
    elif isinstance(value, dict) and depth < 3:
        yield from named(value, ids, depth)


def named(thing: Thing, ids: dict[str, Thing], depth: int) -> Iterator[Name]:
    """The name of a thing, or of what it stands for."""
    text = words(thing.get("name")) or both(thing) or words(thing.get("byline")) or words(thing.get("alternateName"))
    other = ids.get(str(thing.get("@id")))
    if text:
        yield Name(text, "Organization" in str(thing.get("@type")))
    elif isinstance(thing.get("name"), list):
        yield from names(thing["name"], ids, depth + 1)
    elif other is not None and other is not thing:
        yield from named(other, ids, depth + 1)


def both(thing: Thing) -> str | None:
    """A name whose halves stand apart."""
    return words(f"{words(thing.get('givenName')) or ''} {words(thing.get('familyName')) or ''}")


def words(value: object) -> str | None:
    """A text of one line without signs of markup, if it is one and says something."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        return None
    text = html.unescape(value) if "&" in value else value
    text = MARKUP.sub("", text) if "<" in text else text
    return " ".join(text.split()) or None
