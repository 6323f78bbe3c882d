"""A page as HTML: its template, in the language and the colours that the reader chose."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct
from msgspec.structs import asdict, replace

from kutip.export import phrase
from kutip.kept import Question
from kutip.run.one import VERSION
from kutip.serve import lists, pages, words
from kutip.serve.asked import Look, Theme
from kutip.serve.asks import PARAMETERS

TEMPLATES, STATIC = Path(__file__).parent / "templates", Path(__file__).parent / "static"
NAMES: dict[type[Struct], str] = {
    lists.Today: "today",
    lists.Stories: "stories",
    pages.ReportPage: "report",
    pages.ClaimPage: "claim",
    pages.StoryPage: "story",
    lists.Sources: "sources",
    lists.SourcePage: "source",
    lists.Search: "search",
    lists.Watches: "watches",
    lists.WatchPage: "watch",
    lists.AlertPage: "alert",
    lists.Queue: "queue",
    lists.JobPage: "job",
    lists.Adding: "add",
    lists.Users: "users",
    lists.Settings: "settings",
    lists.Made: "made",
    lists.Login: "login",
    lists.Problem: "note",
}
"""The templates, by what they show."""
HERE = {
    "stories": "stories", "story": "stories", "claim": "stories", "report": "stories", "sources": "sources",
    "source": "sources", "watch": "watches", "alert": "watches", "job": "queue",
}  # fmt: skip
"""The entry of the navigation under which a template stands, where it is not its own."""
THEMES = ("auto", "light", "dark")
MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}


class Frame(Struct, frozen=True):
    """What every page shows around itself."""

    lang: str
    theme: Theme
    user: str | None
    role: str | None
    csrf: str
    path: str
    """The address of this page, to come back to."""
    here: str
    """The entry of the navigation that it belongs to."""
    writes: bool
    """Whether its reader may add and judge."""
    owner: bool
    """Whether nobody needs to log in."""
    version: str = VERSION


class Asset(NamedTuple):
    """A file that pages need."""

    body: bytes
    media: str
    digest: str


def html(page: Struct, frame: Frame) -> bytes:
    """A page, as its reader sees it."""
    name = NAMES[type(page)]
    framed = replace(frame, here=HERE.get(name, name))
    return environment(frame.lang).get_template(f"{name}.html.j2").render(page=page, desk=framed).encode()


@cache
def environment(lang: str) -> Environment:
    """What templates may use; all text is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    spoken = words.load(lang)
    made.globals |= {
        "say": spoken.say,
        "number": spoken.number,
        "day": spoken.day,
        "clock": spoken.clock,
        "moment": spoken.moment,
        "langs": words.langs(),
        "asset": address,
        "query": query,
    }
    made.filters |= {"line": phrase.line}
    return made


def look(cookies: Mapping[str, str], accepted: str) -> Look:
    """How somebody chose to see the desk; else in the first language of their browser that it speaks."""
    lang, theme = cookies.get("lang", ""), cookies.get("theme", "")
    known = words.langs()
    wanted = [lang, *(one.partition(";")[0].strip().lower().partition("-")[0] for one in accepted.split(",")), "en"]
    chosen: Theme = theme if theme in THEMES else "auto"  # type: ignore[assignment]  # one of them
    return Look(next(one for one in wanted if one in known), chosen)


def query(question: Question, **change: object) -> str:
    """A question as the search page takes it, with what is to be otherwise; a value that is None goes."""
    asked = asdict(question) | change
    given = {PARAMETERS.get(name, name): value for name, value in asked.items() if value}
    return urlencode(given, doseq=True)


@cache
def assets() -> dict[str, Asset]:
    """The files that pages need, by name."""
    found = (path for path in sorted(STATIC.glob("*")) if path.suffix in MEDIA)
    return {path.name: asset(path.read_bytes(), MEDIA[path.suffix]) for path in found}


def asset(body: bytes, media: str) -> Asset:
    """A file with its digest."""
    return Asset(body, media, hashlib.sha256(body).hexdigest()[:8])


def address(name: str) -> str:
    """Where a file is got; the address changes with the file, so that a copy can be kept for good."""
    return f"/static/{name}?v={assets()[name].digest}"
