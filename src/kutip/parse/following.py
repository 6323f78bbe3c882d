"""Where a report goes on that is printed on several pages, and where it stands whole.

The address of the next page is that of the first with one number more: `?page=2`, `/2`, `/page/2`, `-2.html`. What the
number is called does not matter. A link to the next report never looks so, whatever the page says of it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kutip.parse import encoding, page
from kutip.record import Capture

MOST = 60
"""No report has more pages; greater numbers are names of reports."""
LINKS = 3000
"""As many links of a page are looked at."""
NUMBER = re.compile(r"\d{1,2}")
FILE = re.compile(r"\.s?html?$|\d{5}")
PAGED = re.compile(r"(?P<before>.*?[^/])(?P<form>/(?:[a-z]{1,12}[/_-]?)?|[-_](?:[a-z]{1,12}[-_]?)?)(?P<number>\d{1,2})")
ENDS = re.compile(r"/?(?P<end>\.s?html?|\.php|\.aspx?)?/?$")
ALL = re.compile(r"(?:/|[?&]\w{1,20}=)(?:all|full|single)/?$|[?&](?:single|showall|full)=1$", re.IGNORECASE)
"""How page makers call the whole of a report, at the end of its address."""


class Numbered(NamedTuple):
    """An address without the number of its page, how the number is written, and the number."""

    rest: str
    form: str
    number: int


class Elsewhere(NamedTuple):
    """Other addresses of one report: where it goes on, where all of it stands, and what the outlet calls its own."""

    next: str | None
    whole: str | None
    canonical: str | None


def of(capture: Capture) -> Elsewhere:
    """Where else the report of a capture stands."""
    source = encoding.read(capture).text if capture.media == "html" else ""
    return Elsewhere(None, None, None) if page.deep(source) else elsewhere(page.tree(source), capture.url)


def elsewhere(tree: LexborHTMLParser, url: str | None) -> Elsewhere:
    """Where else the report of a page stands."""
    return Elsewhere(following(tree, url), entire(tree, url), canonical(tree, url))


def following(tree: LexborHTMLParser, url: str | None) -> str | None:
    """The address of the page on which the same report goes on; None on its last or only page."""
    here = address(tree, url)
    if here is None:
        return None
    wanted = {(one.rest, one.form): one.number + 1 for one in numbered(here)}
    start = bare(here)
    for there in links(here, filter(turns, tree.css("a[href], link[rel=next]")[:LINKS])):
        for one in numbered(there):
            if one.number == wanted.get((one.rest, one.form), 2 if one.rest == start else None):
                return there
    return None


def entire(tree: LexborHTMLParser, url: str | None) -> str | None:
    """The address on which all pages of the report stand as one; None when the page links none."""
    here = address(tree, url)
    if here is None:
        return None
    rests = {bare(here), *(one.rest for one in numbered(here))}
    named = (link for link in tree.css("a[href]")[:LINKS] if ALL.search(link.attributes.get("href") or ""))
    return next((there for there in links(here, named) if there != here and bare(ALL.sub("", there)) in rests), None)


def canonical(tree: LexborHTMLParser, url: str | None) -> str | None:
    """The address under which the outlet wants the report known, for its print, AMP and later pages too."""
    node = tree.css_first("link[rel=canonical]")
    there = node.attributes.get("href") if node else None
    return joined(url or "", there) if there else None


def address(tree: LexborHTMLParser, url: str | None) -> str | None:
    """The page's own address."""
    return joined("", url) if url else canonical(tree, None)


def joined(here: str, there: str) -> str | None:
    """The whole address of a link; None when it leads to no page."""
    try:
        whole = urljoin(here, there.strip())
        return whole if urlsplit(whole).scheme in ("http", "https") and urlsplit(whole).hostname else None
    except ValueError:  # brackets that hold no address
        return None


def links(here: str, nodes: Iterable[LexborNode]) -> Iterator[str]:
    """Where links lead, but for those to a place on a page."""
    for node in nodes:
        there = joined(here, node.attributes.get("href") or "")
        if there and "#" not in there:
            yield there


def turns(link: LexborNode) -> bool:
    """Whether a link says that it turns the page: the next page, or the number of one."""
    if "next" in (link.attributes.get("rel") or "").split():
        return True
    text = link.text().strip()
    return len(text) <= 2 and NUMBER.fullmatch(text) is not None


def numbered(url: str) -> Iterator[Numbered]:
    """What an address may be without the number of its page."""
    split = urlsplit(url)
    query = parse_qsl(split.query, keep_blank_values=True)
    for place, (key, value) in enumerate(query):
        if NUMBER.fullmatch(value) and int(value) <= MOST:
            rest = urlencode(query[:place] + query[place + 1 :])
            yield Numbered(bare(urlunsplit(split._replace(query=rest))), f"?{key}", int(value))
    end = ENDS.search(split.path)
    path = split.path[: end.start()] if end else split.path
    found = PAGED.fullmatch(path)
    if found and 0 < int(found["number"]) <= MOST and names_report(found["before"].rsplit("/", 1)[-1]):
        rest = found["before"] + ((end and end["end"]) or "")
        yield Numbered(bare(urlunsplit(split._replace(path=rest))), found["form"], int(found["number"]))


def names_report(piece: str) -> bool:
    """Whether the last piece of an address is a report's and no section's: many words, a file, or a long number."""
    return piece.count("-") > 1 or FILE.search(piece) is not None


def bare(url: str) -> str:
    """An address without what does not change its page."""
    split = urlsplit(url)
    return f"{split.netloc}{split.path.rstrip('/')}?{split.query}"
