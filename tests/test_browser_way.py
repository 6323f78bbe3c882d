"""The way of an analyst through a desk, by what stands on its pages alone: reports are added, one origin is seen behind
them, the evidence is opened, a speaker corrected, a claim watched, and the alert comes."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests import desks
from tests.browsers import Visit, visit
from tests.servers import Asked, Reply, Site, html, nothing, site
from tests.stories import FLOOD

SOON = 60_000
"""Milliseconds in which two cores that do other things have read a report."""


@pytest.fixture(scope="module")
def press() -> Iterator[Site]:
    """A site with the reports of one family."""

    def play(asked: Asked) -> Reply:
        name = asked.path.strip("/")
        return html(desks.page(FLOOD[name])) if name in FLOOD else nothing(asked)

    with site(play) as there:
        yield there


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk as people start it, with nothing in it."""
    store = tmp_path_factory.mktemp("desk") / "desk.kutip"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--pause", "0", "--allow-private"]
    running = subprocess.Popen([sys.executable, "-m", "kutip", "serve", "--store", str(store), *options])
    try:
        yield answering(f"http://127.0.0.1:{port}")
    finally:
        running.terminate()
        running.wait(20)


def answering(address: str) -> str:
    """The address, once the desk behind it answers."""
    for _ in range(600):
        try:
            if httpx.get(f"{address}/health").status_code == 200:
                return address
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the desk does not answer")


def test_the_way_of_an_analyst(desk: str, press: Site) -> None:
    with visit(desk) as seen:
        add(seen, f"{press.url}/wire")
        add(seen, f"{press.url}/copy")
        one_origin(seen)
        evidence(seen)
        speaker(seen)
        watched(seen)
        add(seen, f"{press.url}/swap")
        alerted(seen)
        assert seen.wrong == []


def add(seen: Visit, address: str) -> None:
    """Gives an address to read, and waits until it is."""
    seen.go("/")
    seen.page.get_by_label("Add", exact=True).fill(address)
    seen.page.get_by_role("button", name="Read").click()
    expect(seen.page.get_by_role("heading", level=1)).to_have_text("Read", timeout=SOON)
    expect(seen.page.locator("main .items a.title")).to_have_count(1)


def one_origin(seen: Visit) -> None:
    """Two reports, and one origin behind them."""
    page = seen.page
    page.locator("main .items a.title").first.click()
    until(page, lambda: page.get_by_role("link", name="Story").count() == 1)
    page.get_by_role("link", name="Story").click()
    steps = page.locator(".steps b").all_inner_texts()
    assert steps[:2] == ["2", "1"]  # two reports, one text
    page.locator(".group h3 a").first.click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("1 independent origin")


def evidence(seen: Visit) -> None:
    """From the number to the words, and to the page that they came from."""
    page = seen.page
    page.get_by_role("link", name="The words of telling 2").click()
    assert re.search(r"/report/\d+#c\d+$", page.url)
    marked = page.locator(":target mark").first
    expect(marked).to_be_in_viewport()
    page.get_by_text("Preserved page").click()
    kept = page.frame_locator(".preserved iframe").locator("body")
    expect(kept).to_contain_text(marked.inner_text()[:20])
    page.get_by_text("Preserved page").click()


def speaker(seen: Visit) -> None:
    """Another speaker than the one that was found, taken back and said again."""
    page = seen.page
    for _ in range(2):
        card = page.locator(".card").first
        card.get_by_text("Correct this").click()
        card.get_by_label("Who really says it").fill("Wiratno Saputra")
        card.get_by_role("button", name="Keep", exact=True).click()
        said = page.locator(".card .judged", has_text="Speaker: Wiratno Saputra")
        expect(said.last).to_be_visible()
        said.last.get_by_role("button", name="Undo").click()
        expect(page.locator(".card .judged.undone").first).to_be_visible()


def watched(seen: Visit) -> None:
    """A watch on the claim."""
    page = seen.page
    page.locator(".card .weight a").first.click()
    page.get_by_text("Watch this claim").click()
    page.get_by_label("Name of the watch").fill("Rumah rusak di Lembayung")
    page.get_by_label("Told again").check()
    page.get_by_label("Contradiction").check()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rumah rusak di Lembayung")


def alerted(seen: Visit) -> None:
    """What the watch told of, and the words that it rests on."""
    page = seen.page
    seen.go("/watches")
    page.get_by_role("link", name="Rumah rusak di Lembayung").click()
    until(page, lambda: page.locator("main .items .said a").count() > 0)
    page.locator("main .items .said a").first.click()
    expect(page.locator(":target mark").first).to_be_in_viewport()
    assert "210 rumah rusak" in "".join(page.locator(".claim.meant mark").all_inner_texts())


def until(page: Page, holds) -> None:  # type: ignore[no-untyped-def]  # a question
    """Loads the page again until it holds."""
    end = time.monotonic() + SOON / 1000
    while not holds():
        assert time.monotonic() < end, page.locator("main").inner_text()
        page.wait_for_timeout(200)
        page.reload()
