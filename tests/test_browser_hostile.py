"""What pages and feeds hold is words to a browser that shows them, whatever they say."""

from collections.abc import Iterator

import httpx
import pytest

from kutip.kept import Alert, Job, Watch
from kutip.serve.desk import Desk, Opening
from tests import desks, payloads
from tests.browsers import PHONE, Look, browser, visit
from tests.payloads import CALL, PAYLOADS, TRAP
from tests.servers import Asked, Reply, Site, html, nothing, site

LINKS = """[...document.querySelectorAll("[href], [src], [action], [formaction], [data]")]
    .flatMap((one) => [one.href?.baseVal ?? one.href, one.src, one.action, one.formAction])
    .filter((one) => typeof one === "string" && one)
    .map((one) => (URL.canParse(one, location) ? new URL(one, location).protocol : one))"""
"""The kinds of addresses that a page leads to."""


WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk to which everything hostile was given."""
    path = tmp_path_factory.mktemp("hostile") / "desk.kutip"
    payloads.fill(path, PAYLOADS)
    with desks.served(Opening(path)) as running:
        yield running


def everything(desk: Desk) -> set[str]:
    """Every kind of page on which a payload can stand; on lists, reports and stories all of them do."""
    found = {"/", "/stories", "/sources", "/watches", "/queue", "/add", "/settings", "/users"}
    with desk.library() as library:
        reports = library.reports(limit=500)
        found |= {f"/report/{report.id}" for report in reports} | {f"/story/{report.story}" for report in reports}
        kinds = [
            [f"/source/{source.id}" for source in library.sources(limit=500)],
            [f"/watch/{watch.id}" for watch in library.notes(Watch)],
            [f"/alert/{alert.id}" for alert in library.notes(Alert)],
            [f"/job/{job.id}" for job in library.notes(Job)],
            [f"/search?{httpx.QueryParams(q=payload)}" for payload in PAYLOADS[:-1]],
            [f"/search?{httpx.QueryParams(source=payload)}" for payload in PAYLOADS[:-1]],
        ]
        found |= {f"/claim/{number}" for number in range(1, library.numbers()[1] + 1, 9)}  # type: ignore[attr-defined]
    for first, pages in enumerate(kinds):
        found |= set(pages[first :: len(kinds)])
    return found


def test_nothing_that_was_written_runs_or_calls(desk: Desk) -> None:
    """T30, T31, T41."""
    with visit(desk.opening.address, Look(size=PHONE)) as seen:
        for path in everything(desk):
            seen.go(path)
            assert set(seen.page.evaluate(LINKS)) <= {"http:", "https:"}, path
            assert [one for one in seen.wrong if "the server responded" not in one] == [], path
            assert seen.page.evaluate("document.querySelectorAll('main script, main style, main base').length") == 0
            assert seen.page.evaluate(WIDE) <= 0, path
            assert "49" not in seen.page.locator("h1").inner_text()


def test_the_wire_trips() -> None:
    with visit("http://127.0.0.1") as seen:
        for payload in PAYLOADS:
            seen.page.set_content(f'<!doctype html><body><p>{payload}</p><input value="{payload}"></body>')
            seen.page.wait_for_timeout(10)
        told = {one.split(":")[0] for one in seen.wrong}
        assert {"log", "dialog"} <= told
        assert len([one for one in seen.wrong if TRAP in one or "ran" in one]) > 20, seen.wrong
        assert CALL


BEACONS = (
    '<img src="{trap}/img">', '<img srcset="{trap}/srcset 2x">',
    '<picture><source srcset="{trap}/picture"><img></picture>',
    '<link rel=stylesheet href="{trap}/css">', "<style>@import url({trap}/import)</style>",
    "<style>body{{background:url({trap}/background)}}</style>", '<p style="background:url({trap}/style)">',
    "<style>@font-face{{font-family:f;src:url({trap}/font)}}p{{font-family:f}}</style><p>f</p>",
    '<link rel=preload as=image href="{trap}/preload">', '<link rel=prefetch href="{trap}/prefetch">',
    '<link rel=preconnect href="{trap}"><link rel=dns-prefetch href="{trap}">', '<link rel=icon href="{trap}/icon">',
    '<iframe src="{trap}/iframe"></iframe>', '<object data="{trap}/object"></object>', '<embed src="{trap}/embed">',
    '<video autoplay src="{trap}/video" poster="{trap}/poster"></video>', '<audio autoplay src="{trap}/audio"></audio>',
    '<script src="{trap}/script"></script>', "<script>fetch('{trap}/fetch')</script>",
    "<script>navigator.sendBeacon('{trap}/beacon')</script>", "<script>new Image().src='{trap}/image'</script>",
    '<svg><image href="{trap}/svg"/></svg>', '<input type=image src="{trap}/input">',
    '<body background="{trap}/body">', '<table background="{trap}/table"><tr><td>t</table>',
    '<meta http-equiv=refresh content="1;url={trap}/refresh">', '<base href="{trap}/base/"><img src="relative">',
    '<a id=ping ping="{trap}/ping" href="#">ping</a><script>document.getElementById("ping").click()</script>',
)  # fmt: skip


def beacons(trap: str) -> str:
    """A page that calls home in every way."""
    body = "".join(one.format(trap=trap) for one in BEACONS)
    return f"<!doctype html><html lang=en><title>Calls home</title><article><h1>Calls home</h1>{body}</article></html>"


@pytest.fixture
def trap() -> Iterator[Site]:
    """A site that waits to be called."""
    with site(nothing) as there:
        yield there


def test_nobody_learns_that_a_page_is_looked_at(tmp_path_factory: pytest.TempPathFactory, trap: Site) -> None:
    """T16, T32: the report with its preserved page open, and that page alone."""
    path = tmp_path_factory.mktemp("beacons") / "desk.kutip"
    payloads.keep(path, beacons(trap.url))
    with desks.served(Opening(path)) as desk, visit(desk.opening.address) as seen:
        seen.go("/report/1")
        seen.page.locator(".preserved > summary").click()
        assert seen.page.locator(".preserved iframe").get_attribute("sandbox") == ""
        frame = seen.page.frame_locator(".preserved iframe")
        assert "Calls home" in frame.locator("body").inner_text()
        address = seen.page.locator(".preserved iframe").get_attribute("src")
        seen.go(str(address))
        seen.page.wait_for_timeout(1500)  # longer than the refresh
        assert seen.page.url.endswith(str(address))
        assert seen.wrong == []
    assert trap.asked == []


def test_the_trap_is_called_by_the_page_itself(trap: Site) -> None:
    def page(asked: Asked) -> Reply:
        return html(beacons(trap.url))

    with site(page) as there:
        context = browser().new_context()
        with context:
            window = context.new_page()
            window.goto(there.url)
            window.wait_for_timeout(1500)
    assert len({asked.path for asked in trap.asked}) >= 20, trap.paths
