"""The title of a report among those that its page gives, without the name of the outlet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from kutip.parse import address
from kutip.parse.credits import kind_of
from kutip.parse.line import bare
from kutip.words import cut as words

SIGN = re.compile(
    r"\s{1,9}(?:[|\u00b7\u2022*\u00bb\u00ab:\u2014\u2013-]|::|//)\s{1,9}|\s{0,9}\|\s{0,9}|,\s(?=[^,]{3,60}$)"
)
CUT = re.compile(r"(?:\.\.\.|\u2026)$")
SHORTEST = 12
"""In characters without signs: a shorter beginning is a title only if another place has it whole."""
SOFT = "\u00ad"
LETTERS, SHARED = 4, 2
"""Shorter words are in titles of all kinds; titles of one report share more of the longer ones."""
COMMON = ("www", "com", "co", "org", "net", "news", "de", "uk", "go", "or", "ac", "id")


class Heading(NamedTuple):
    """A heading on a page, and of which rank it is."""

    tag: str
    text: str


def chosen(
    told: Sequence[str], found: Sequence[Heading], outlet: str | None, url: str | None, headline: str | None = None
) -> str | None:
    """The first title, without what only names the outlet; one that was cut short gives way to the whole one.

    The title for other sites may be made to be clicked on: where it says something else, the headline that the
    description of the report has wins, if the page prints it.
    """
    headings = [text for tag, text in found if tag == "h1"]
    site = address.host(url) or ""
    own = frozenset(filter(None, map(bare, (outlet or "", site, *site.split(".")))))
    whole = frozenset(map(bare, (*told, *headings)))
    clean = [cleaned(title, whole, own - frozenset(COMMON)) for title in dict.fromkeys(told)]
    if headline and clean and printed(headline, found) and apart(headline, clean[0]):
        return cleaned(headline, whole, own)
    for title in clean:
        longer = [other for other in (*clean, *headings) if cut(title, other)]
        return longer[0] if longer else title
    return headings[0] if headings else None


def printed(headline: str, found: Iterable[Heading]) -> bool:
    """Whether a page prints a headline."""
    name = bare(headline)
    return len(name) > SHORTEST and any(bare(one.text) == name for one in found)


def apart(one: str, other: str) -> bool:
    """Whether neither of two titles is in the other, as one without the line over it is."""
    one, other = bare(one), bare(other)
    return one not in other and other not in one


def headings(nodes: Iterable[LexborNode]) -> Iterator[Heading]:
    """The headings of a page, without those that only say where one is."""
    for node in nodes:
        text = " ".join(node.text().split())
        if text and not guided(node):
            yield Heading(node.tag or "", text)


def heading(found: Sequence[Heading], told: Iterable[str]) -> str | None:
    """The heading on a page that prints one of the titles which its code gives."""
    every = [(bare(title), title) for title in told]
    titles = [title for name, title in every if len(name) > SHORTEST]
    exact = frozenset(name for name, _ in every if name)
    wanted = [name for name, _ in every if len(name) > SHORTEST]
    for tags in (("h1",), ("h2", "h3")):
        said = [(bare(text), text) for tag, text in found if tag in tags]
        whole = (text for one, text in said if one in exact or any(title in one for title in wanted))
        alike = (text for _, text in said if any(similar(text, title) for title in titles))
        part = (text for one, text in said if any(one in title and 2 * len(one) > len(title) for title in wanted))
        best = next(whole, None) or next(alike, None) or next(part, None)
        if best is not None:
            return best
    return None


def similar(one: str, other: str) -> bool:
    """Whether two titles share most of their longer words."""
    mine, theirs = stems(one), stems(other)
    return len(mine & theirs) > SHARED and 2 * len(mine & theirs) > min(len(mine), len(theirs))


def stems(title: str) -> set[str]:
    """The beginnings of the longer words of a title."""
    return {
        word[: LETTERS + 1]
        for word in words(title.replace(SOFT, "")).lows
        if len(word) >= LETTERS or not word.isascii()
    }


def guided(node: LexborNode) -> bool:
    """Whether an element stands in a list of ways to go."""
    up = node.parent
    while up is not None:
        if up.tag == "nav":
            return True
        up = up.parent
    return False


def outlet(told: Iterable[str], url: str | None) -> str | None:
    """The name of the outlet among those that its page gives: one that its address has too, else the first."""
    names = [SIGN.split(name)[0].strip() for name in told if "://" not in name]
    site = address.host(url) or ""
    labels = [label for label in map(bare, site.split(".")[:-1]) if len(label) > SHARED]
    fits = (name for name in names if said_in(bare(name), bare(site)) or any(label in bare(name) for label in labels))
    return next(fits, None) or next((name for name in names if name), None)


def said_in(name: str, site: str) -> bool:
    """Whether a name stands in the name of a site."""
    return len(name) > SHARED and name in site


def cleaned(title: str, whole: frozenset[str], own: frozenset[str]) -> str:
    """A title up to where another place ends it, or to where the name of the outlet begins."""
    for found in SIGN.finditer(title):
        first = bare(title[: found.start()])
        if first in whole and (len(first) >= SHORTEST or mine(title[found.end() :], own)):
            return title[: found.start()].strip()
    places = list(SIGN.finditer(title))
    while places and mine(title[places[-1].end() :], own) and len(bare(title[: places[-1].start()])) >= SHORTEST:
        title = title[: places.pop().start()]
    return title.strip()


def mine(name: str, own: Iterable[str]) -> bool:
    """Whether words are the name of the outlet, or of another one."""
    said = bare(name)
    return kind_of(name) == "outlet" or any(
        said == one
        or (len(one) > 3 and said in (one, f"the{one}"))
        or (len(one) > 4 and said.startswith(one) and len(said) < len(one) + 5)
        for one in own
    )


def cut(title: str, other: str) -> bool:
    """Whether a title is the beginning of another, cut in the middle."""
    stem = CUT.sub("", title).rstrip()
    if len(other) <= len(stem) + 1 or not other.startswith(stem) or len(stem) < 3 * SHORTEST:
        return False
    return (
        stem != title or other[len(stem)].isalnum() or other[len(stem) :].lstrip()[:1] in "\"'\u201c\u201e\u00ab\u2018"
    )
