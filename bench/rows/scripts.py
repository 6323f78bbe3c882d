"""T16, T30 to T32: what pages, feeds and people have said, shown in a real browser by a real desk."""

import re
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
from tests import desks, payloads
from tests.browsers import Visit, visit

from bench.figure import need
from bench.rows import Outcome, Row
from kutip import store
from kutip.kept import Alert, Watch
from kutip.serve.desk import Desk, Opening
from kutip.store import Store

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
    sheet = (folder / "owasp-cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.md").read_text("utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", sheet, re.DOTALL)
    return [harmless(one) for one in (*lines, *vectors, *feeds, *cleaned, *blocks) if one.strip()]


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


ROWS = (Row("T30", "what is written is text to a browser", shown),)
