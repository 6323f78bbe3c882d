"""Desks for tests: a store with stories of our own, and a real server before it."""

import re
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
from typing import NamedTuple

import httpx
import uvicorn

from kutip import store
from kutip.kept import Alert, Feed, Job, Judgement, Kept, Note, Question, Role, Token, User, Watch
from kutip.record import Capture
from kutip.run import api, watches
from kutip.run.moment import written
from kutip.run.storyteller import Storyteller
from kutip.serve import people, server
from kutip.serve.desk import Desk, Opening
from kutip.serve.routes import Route
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


# --- what is asked of it ----------------------------------------------------------------------------------------------


class Example(NamedTuple):
    """A request that makes sense: where, and what is sent."""

    path: str
    sent: dict[str, object]


@contextmanager
def furnished(folder: Path) -> Iterator[Desk]:
    """A desk with our stories and one of everything, at which one logs in, with its server."""
    path = folder / "desk.kutip"
    fill(path)
    with served(Opening(path)) as desk:
        furnish(desk)
        yield desk


def furnish(desk: Desk) -> None:
    """Writes one of everything down that a desk writes down, and of what can be taken away many."""
    question = Question(words="banjir")
    with desk.store() as library:
        (report,) = library.reports((1,))
        library.put(Job(0, written(NOW), "Ani", "address", "https://a.example/", state="failed", why="no answer"))
        library.put(Feed(0, "https://a.example/feed.xml", "Ani", written(NOW), due="9"))
        watch = library.put(Watch(0, "Banjir", "Ani", written(NOW), question, ("telling",), to=("mailto:a@b.example",)))
        library.put(Alert(0, watch.id, written(NOW), "telling", "k", None, report.id, "c1", 1, ("Banjir",), ("BPBD",)))
        library.put(Judgement(0, written(NOW), "Ani", "rating", "B", subject="BPBD"))


def example(desk: Desk, route: Route, by: str = "admin") -> Example:
    """A request of a route that makes sense to somebody; what it needs is written down first."""
    with desk.library() as library:
        capture = library.report(1).version.capture  # type: ignore[union-attr]  # every desk of ours has one
    path = route.path.replace("{sha256:sha256}", capture)
    if "{number:number}" in path:
        path = path.replace("{number:number}", str(number(desk, path.split("/")[1], by)))
    return Example(path, dict(SENT.get(route.path, {})))


PASSWORD = "correct horse battery"
SENT: dict[str, dict[str, object]] = {
    "/add": {"what": "https://a.example/"},
    "/feeds": {"url": "https://a.example/feed.xml"},
    "/judgements": {"kind": "rating", "subject": "BPBD", "says": "C"},
    "/watches": {"name": "Banjir", "q": "banjir"},
    "/watches/{number:number}": {"name": "Banjir", "q": "banjir"},
    "/tokens": {"name": "script"},
    "/users": {"name": "Budi", "password": PASSWORD},
    "/password": {"old": PASSWORD, "password": PASSWORD},
    "/login": {"name": "admin", "password": PASSWORD},
    "/look": {"theme": "dark"},
}
"""What is sent where something is written."""
NOTES: dict[str, type[Note]] = {
    "job": Job, "feeds": Feed, "watch": Watch, "watches": Watch, "alert": Alert, "judgements": Judgement,
}  # fmt: skip


def number(desk: Desk, what: str, by: str) -> int:
    """The number of something that is there."""
    with desk.store() as library:
        if what == "users":
            return library.put(User(0, f"guest {len(library.notes(User))}", "-", "reader", written(NOW))).id
        if what == "tokens":
            return library.put(Token(0, "old", f"{len(library.notes(Token))}", "read", by, written(NOW))).id
        if what == "job":
            return library.put(Job(0, written(NOW), "Ani", "address", "https://a.example/", state="failed")).id
        if what in ("watch", "watches"):
            return next(watch.id for watch in library.notes(Watch) if not watch.gone)
        return library.notes(NOTES[what])[0].id if what in NOTES else 1


def cookie(desk: Desk, role: Role) -> dict[str, str]:
    """The cookie of somebody who is logged in."""
    with desk.store() as library:
        found = people.user(library, role)
        found = found or library.put(User(0, role, people.sealed(PASSWORD), role, written(NOW)))
        held, session = people.session(found, desk.now())
        library.put(session)
    return {people.COOKIE: held}


def mark(web: httpx.Client) -> str:
    """What the forms of a page bear."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', web.get("/settings").text)
    assert found
    return found[1]
