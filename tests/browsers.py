"""A real Chromium for tests: pages opened in it, and all that goes wrong in them."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, sync_playwright

PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
"""Where systems have one; else it is playwright's own."""
DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)


class Look(NamedTuple):
    """How pages are looked at."""

    lang: str = "en"
    theme: str = "light"
    size: ViewportSize = DESK
    scripts: bool = True
    zone: str = "UTC"

    def __str__(self) -> str:
        return f"{self.lang}-{self.theme}-{'phone' if self.size == PHONE else 'desk'}"


PLAIN = Look()


class Visit(NamedTuple):
    """A window on a desk, and what went wrong in it so far: messages, errors, dialogs, requests to others."""

    address: str
    page: Page
    wrong: list[str]

    def go(self, path: str) -> int:
        """Opens a page of the desk; its status."""
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None
        return answer.status


@cache
def browser() -> Browser:
    """The browser, started once for all tests."""
    running = sync_playwright().start()
    atexit.register(running.stop)
    place = next((place for place in PLACES if Path(place).exists()), None)
    return running.chromium.launch(executable_path=place, args=["--no-sandbox"])  # root has no sandbox in a container


@contextmanager
def visit(address: str, look: Look = PLAIN) -> Iterator[Visit]:
    """A window on the desk at that address. What it asks of others is refused, and is wrong."""
    context = browser().new_context(
        viewport=look.size,
        java_script_enabled=look.scripts,
        reduced_motion="reduce",
        service_workers="block",
        timezone_id=look.zone,
    )
    names = ({"name": "lang", "value": look.lang}, {"name": "theme", "value": look.theme})
    context.add_cookies([{**one, "url": address} for one in names])  # type: ignore[typeddict-item]
    with context:
        yield watched(context, address)


def watched(context: BrowserContext, address: str) -> Visit:
    """A new window in which everything that goes wrong is written down."""
    page, wrong, host = context.new_page(), list[str](), urlsplit(address).netloc

    def asked(route: Route) -> None:
        if urlsplit(route.request.url).netloc in (host, ""):
            route.fallback()
        else:
            wrong.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", asked)
    page.on("console", lambda said: wrong.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    return Visit(address, page, wrong)
