"""From every number on a page it is two steps at most to the words that stand behind it."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urldefrag, urljoin

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as Page
from selectolax.lexbor import LexborNode as Node

from tests import paths
from tests.paths import Filled

SAID = "[lang], bdi, time, code, kbd, sup, .hash, .help, button, option, label, input, textarea, .mail"
"""What is quoted, dated, or no count of anything."""
WORK = ("/queue", "/watches", "/settings")
"""What is to be done: nobody has said it."""
LINES = ("li", "p", "tr", "section", "aside", "article", "div")
NUMBER = re.compile(r"[1-9]\d*")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A desk in which every page has something to show."""
    with paths.filled(tmp_path_factory.mktemp("desk")) as running:
        yield running


def test_every_number_is_two_steps_from_its_words(desk: Filled) -> None:
    read = reader(desk.address)
    astray = [
        f"{path}: {near.text(strip=True)[:80]}"
        for path in desk.evidence
        for near in numbers(read(path))
        if not any(leads(read, path, href, steps=2) for href in hrefs(near))
    ]
    assert astray == []


def test_there_are_numbers_to_follow(desk: Filled) -> None:
    read = reader(desk.address)
    found = {path: len(numbers(read(path))) for path in desk.evidence}
    assert sum(found.values()) > 100
    assert all(found[desk.paths[name]] > 5 for name in ("story", "claim", "report", "sources", "search"))


def reader(address: str):  # type: ignore[no-untyped-def]  # a cached function
    """Reads pages of the desk, each once."""

    @cache
    def read(path: str) -> Page:
        answer = httpx.get(address + path, headers={"accept": "text/html"})
        assert answer.status_code == 200, path
        return Page(answer.text)

    return read


def numbers(page: Page) -> list[Node]:
    """What holds a number that counts: the link itself, or the line in which the number stands."""
    main = page.css_first("main")
    for node in main.css(SAID):
        node.attrs["data-said"] = ""
    found = []
    for node in main.traverse(include_text=True):
        if node.tag == "-text" and NUMBER.search(node.text_content or ""):
            above = list(ancestors(node))
            if not any("data-said" in one.attributes for one in above):
                near = next((one for one in above if one.tag == "a"), None)
                found.append(near or next(one for one in above if one.tag in LINES))
    return [one for one in found if not all(href.startswith(WORK) for href in hrefs(one)) or not hrefs(one)]


def ancestors(node: Node) -> Iterator[Node]:
    """What stands around it, the nearest first."""
    above = node.parent
    while above is not None and above.tag != "main":
        yield above
        above = above.parent


def hrefs(node: Node) -> list[str]:
    """Where it leads."""
    links = [node] if node.tag == "a" else node.css("a[href]")
    return [link.attributes["href"] or "" for link in links]


def leads(read, path: str, href: str, steps: int) -> bool:  # type: ignore[no-untyped-def]
    """Whether a link leads to marked words in so many steps."""
    there, fragment = urldefrag(urljoin(path, href))
    if not there.startswith("/") or "/capture/" in there or there.endswith((".json", ".atom", ".rss")):
        return False
    page = read(there)
    place = page.css_first(f"[id='{fragment}']") if fragment else page.css_first("main")
    if place is None:
        return False
    if place.css_first("mark") is not None or place.parent.tag == "mark":
        return True
    return steps > 1 and any(leads(read, there, onward, steps - 1) for onward in hrefs(place))
