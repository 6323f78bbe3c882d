"""T34 and T39: what hostile words in the parameters of a desk may do."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from selectolax.lexbor import LexborHTMLParser
from tests import desks

from bench.figure import need
from bench.rows import Outcome, Row
from kutip.serve.desk import Opening

LISTS = "hostile/payloads-lists"
SAME = {"sec-fetch-site": "same-origin"}
SHOWN = ("/search?q", "/search?outlet", "/search?source", "/search?place", "/sources?name", "/login?back")
"""The parameters that a page shows again."""
ASKED = ("q", "outlet", "source", "place", "lang", "certainty", "form", "since", "until", "after", "role", "limit")
SYNTAX = (
    "NEAR", "NEAR(", "^", "*", ":", '"', "'", "(", ")", "{", "}", "AND", "OR", "NOT", "-", "+", "says", "a", "\\", ",",
)  # fmt: skip
"""Pieces of the language in which full text is asked."""
GENERATED = 200
Shape = frozenset[tuple[str, ...]]


def lines(data: Path, kind: str) -> list[str]:
    """The lines of the lists of one kind."""
    folder = need(data / LISTS / kind)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.parent.name.startswith("Intruder"))
    found = (line for path in files for line in path.read_text(errors="replace").splitlines())
    return [line for line in dict.fromkeys(found) if line.strip()]


@contextmanager
def browser() -> Iterator[httpx.Client]:
    """A browser before a desk with our stories."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.kutip"
        desks.fill(path)
        with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address, timeout=60) as web:
            yield web


# --- T34 --------------------------------------------------------------------------------------------------------------


def reflected(data: Path) -> Outcome:
    """Scripts in parameters come back as words; addresses to go back to stay on the desk."""
    scripts, places = lines(data, "XSS Injection"), [*lines(data, "Open Redirect"), "//evil.example", "/\\evil.example"]
    with browser() as web:
        live = [(place, line) for place in SHOWN for line in scripts if not words_only(web, place, line)]
        mark = desks.mark(web)
        away = [line for line in places if leads_away(web, mark, line)]
    says = f"{len(scripts)} lines in {len(SHOWN)} parameters: {len(live)} live {live[:1]}"
    return Outcome(not live and not away, f"{says}; {len(places)} addresses: {len(away)} lead away {away[:2]}")


def words_only(web: httpx.Client, place: str, line: str) -> bool:
    """Whether a page that shows a line has no element, attribute or outward address that it has not without it."""
    path, _, name = place.partition("?")
    return shape(web.get(path, params={name: line}).text) <= usual(web, path, name)


@cache
def usual(web: httpx.Client, path: str, name: str) -> Shape:
    """What a page is made of that shows harmless words: with answers, without any, and where it refuses."""
    plain = (web.get(path, params={name: words}) for words in ("zzzz", "z " * 2000))
    return frozenset[tuple[str, ...]]().union(*(shape(one.text) for one in (*plain, web.get(path), web.get("/search"))))


def shape(text: str) -> Shape:
    """What a page is made of: its elements with the names of their attributes, and the sites they lead to."""
    nodes = LexborHTMLParser(text).css("*")
    sites = (
        urlsplit(node.attributes[name] or "")
        for node in nodes
        for name in ("href", "src", "action")
        if name in node.attributes
    )
    return frozenset(
        (
            *((node.tag or "", *sorted(node.attributes)) for node in nodes),
            *(("leads to", site.scheme, site.netloc) for site in sites),
        )
    )


def leads_away(web: httpx.Client, mark: str, line: str) -> bool:
    """Whether a form sends its reader to another site."""
    answer = web.post("/look", data={"csrf": mark, "theme": "dark", "back": line}, headers=SAME)
    place = answer.headers.get("location", "/")
    return not place.startswith("/") or place[1:2] in ("/", "\\") or any(sign <= " " for sign in place)


# --- T39 --------------------------------------------------------------------------------------------------------------


def injected(data: Path) -> Outcome:
    """Lines of SQL and of full-text queries in every parameter are words, or are refused."""
    asked = [*lines(data, "SQL Injection"), *generated()]
    with browser() as web:
        before = web.get("/search", params={"q": "banjir"}).text
        codes = Counter(web.get("/search", params={name: line}).status_code for name in ASKED for line in asked)
        same = web.get("/search", params={"q": "banjir"}).text == before
    says = f"{len(asked)} lines in {len(ASKED)} parameters: {dict(codes)}"
    return Outcome(set(codes) <= {200, 400} and same, f"{says}; {'the same' if same else 'other'} answers afterwards")


def generated() -> Iterator[str]:
    """Queries of full text that are mostly wrong."""
    chance = random.Random(39)
    for _ in range(GENERATED):
        yield "".join(chance.choice(SYNTAX) + chance.choice(("", " ")) for _ in range(chance.randint(1, 8)))


ROWS = (
    Row("T34", "no script runs, nobody is led away", reflected),
    Row("T39", "200 or 400, never 500", injected),
)
