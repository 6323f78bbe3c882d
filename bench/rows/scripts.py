"""T16, T30 to T32: what pages, feeds and people have said, shown in a real browser by a real desk."""

import json
import re
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import httpx
import msgspec
from selectolax.lexbor import LexborHTMLParser
from tests import desks, payloads
from tests.browsers import Visit, visit

from bench.figure import need
from bench.rows import Outcome, Row
from kutip import store
from kutip.kept import Alert, Watch
from kutip.serve.desk import Desk, Opening
from kutip.store import Store

HTML = {"accept": "text/html"}
INSIDE, WEB, TRACELESS = re.compile(r"/(?!/)|#"), re.compile("https?://"), "noopener noreferrer"
AT_ONCE = 40
"""Payloads in one report."""


def everything(data: Path) -> list[str]:
    """All payloads: lines for filters, vectors, lines for feeds, fixtures of a cleaner, blocks of a cheat sheet."""
    folder = need(data / "hostile")
    lines = [
        line
        for path in sorted((folder / "payloads-lists/XSS Injection/Intruders").glob("*.txt"))
        for line in path.read_text("utf-8", "replace").splitlines()
        if line.strip()
    ]
    vectors = re.split(r'<div id="\d+">', (folder / "h5sc-xss/vectors.txt").read_text("utf-8"))[1:]
    feeds = (folder / "h5sc-xss/rss/rss.txt").read_text("utf-8", "replace").splitlines()
    fixtures = (folder / "dompurify-fixtures/test/fixtures/expect.mjs").read_text("utf-8")
    cleaned = [msgspec.json.decode(one) for one in re.findall(r'"payload":\s*("(?:[^"\\]|\\.)*")', fixtures)]
    return [harmless(one) for one in (*lines, *vectors, *feeds, *cleaned, *blocks(folder)) if one.strip()]


def harmless(payload: str) -> str:
    """A payload as a text can hold it: in one line, without what no text of a report has."""
    return " ".join(payload.replace("\0", "").encode("utf-8", "replace").decode().split())


def shown(data: Path) -> Outcome:
    """Every payload as title, byline, quotation, speaker, caption, summary and name of a watch."""
    found = everything(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.kutip"
        kept(store.open(path, write=True), found)
        with desks.served(Opening(path)) as desk, visit(desk.opening.address) as seen:
            visited = sum(1 for page in pages(desk) if opened(seen, page))
            wrong = [one for one in seen.wrong if "the server responded" not in one]
    return Outcome(not wrong and visited > 0, f"{len(found)} payloads on {visited} pages, {len(wrong)} ran {wrong[:2]}")


def kept(library: Store, found: list[str]) -> None:
    """Keeps the payloads, so many in a report, with all that people and feeds write down."""
    rest = iter(found)
    for number, some in enumerate(iter(lambda: list(islice(rest, AT_ONCE)), []), 1):
        library.keep([payloads.report(some, number)])
        payloads.written(library, "\t".join(some)[:20_000])


def led(data: Path) -> Outcome:
    """Every address of the tests of browsers and of the cheat sheet as that of a report: only the web is led to."""
    folder = need(data / "hostile")
    tests = json.loads((folder / "wpt-url/urltestdata.json").read_bytes())
    scripts = json.loads((folder / "wpt-url/urltestdata-javascript-only.json").read_bytes())
    found = [one["input"] for one in (*tests, *scripts) if isinstance(one, dict) and one["input"].strip()]
    found += [harmless(block) for block in blocks(folder)]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "desk.kutip"
        library = store.open(path, write=True)
        library.keep(payloads.report(["It is so"], number, clean(one)) for number, one in enumerate(found, 1))
        with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address) as web:
            numbers = [report.id for report in library.reports(limit=10_000)]
            live = [link for number in numbers for link in astray(web.get(f"/report/{number}", headers=HTML).text)]
    return Outcome(
        not live and len(numbers) > 500, f"{len(found)} addresses, {len(numbers)} reports, {len(live)} live {live[:3]}"
    )


def astray(page: str) -> list[str]:
    """Where a page leads that is neither this desk nor the web, or that learns where one comes from."""
    links = [(one.attributes.get("href") or "", one.attributes.get("rel")) for one in LexborHTMLParser(page).css("a")]
    return [link for link, rel in links if not INSIDE.match(link) and not (WEB.match(link) and rel == TRACELESS)]


def clean(address: str) -> str:
    """An address as UTF-8 can hold it."""
    return address.encode("utf-8", "replace").decode()


def blocks(folder: Path) -> list[str]:
    """The blocks of the cheat sheet."""
    sheet = (folder / "owasp-cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.md").read_text("utf-8")
    return re.findall(r"```\w*\n(.*?)```", sheet, re.DOTALL)


def pages(desk: Desk) -> Iterator[str]:
    """The pages that show them."""
    yield from ("/", "/sources", "/watches", "/queue", "/search", "/add")
    with desk.library() as library:
        for report in library.reports(limit=1000):
            yield f"/report/{report.id}"
            if found := library.report(report.id):
                yield f"/capture/{found.version.capture}/view"
        yield from (f"/watch/{watch.id}" for watch in library.notes(Watch))
        yield from (f"/alert/{alert.id}" for alert in library.notes(Alert))


def opened(seen: Visit, page: str) -> bool:
    """Opens a page; whether it is one."""
    return seen.go(page) == 200


ROWS = (
    Row("T30", "what is written is text to a browser", shown),
    Row("T31", "only addresses of the web are links", led),
)
