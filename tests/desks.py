"""Desks for tests: a store with stories of our own, and a real server before it."""

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from html import escape
from itertools import chain
from pathlib import Path

import uvicorn

from kutip import store
from kutip.kept import Kept
from kutip.record import Capture
from kutip.run import api, watches
from kutip.run.moment import written
from kutip.run.storyteller import Storyteller
from kutip.serve import server
from kutip.serve.desk import Desk, Opening
from tests.stories import STORIES, Report

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)


def page(report: Report) -> str:
    """A report as a page of its outlet."""
    title, _, body = report.text.partition("\n\n")
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in body.split("\n\n"))
    return (
        f'<!doctype html><html lang="{report.lang}"><head><title>{escape(title)}</title>'
        f'<meta property="og:site_name" content="{escape(report.outlet)}">'
        f'<meta property="article:published_time" content="{report.published}"></head>'
        f"<body><article><h1>{escape(title)}</h1>{paragraphs}</article><script>alert(1)</script></body></html>"
    )


def url(report: Report) -> str:
    """Where a report stands."""
    return f"https://{report.outlet.lower().replace(' ', '-')}.example/{report.published[:10]}/{len(report.text)}"


@cache
def kept(report: Report) -> Kept:
    """A report as it is kept."""
    capture = Capture(
        body=page(report).encode(),
        media="html",
        url=url(report),
        outlet=report.outlet,
        lang=report.lang,
        published=report.published,
        charset="utf-8",
    )
    return Kept(capture, api.reading(capture, plain=True, models=("none",)), written(NOW))


def fill(path: Path, reports: Iterable[Report] | None = None) -> None:
    """Keeps reports in a store, all of our stories if none are given, and tells their stories."""
    library = store.open(path, write=True)
    library.keep(map(kept, chain.from_iterable(map(dict.values, STORIES)) if reports is None else reports))
    teller = Storyteller(library)
    while (tale := teller.prepared(NOW)) is not None:
        with library.writing():
            watches.alerts(library, teller.keep(tale), NOW)


@contextmanager
def served(opening: Opening) -> Iterator[Desk]:
    """A desk that answers on a port of its own, which its opening then has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    desk = Desk(opening._replace(port=port))
    running = uvicorn.Server(server.config(desk))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    try:
        yield desk
    finally:
        running.should_exit = True
        thread.join(10)
