"""A desk between outlets that change their pages, neighbours that want it to stop, and analysts who are tired."""

import hashlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from playwright.sync_api import Page
from starlette.requests import Request

from kutip import client
from kutip import store as stores
from kutip.fetch.post import Poster
from kutip.kept import Alert, Feed, Job, Judgement, Question, Session, Watch
from kutip.run import many, telling
from kutip.run.deliver import Deliver
from kutip.run.keeper import Keeper
from kutip.run.moment import written
from kutip.run.storyteller import MOST, Storyteller
from kutip.run.web import Web
from kutip.run.workers import Workers
from kutip.serve import guard, people
from kutip.serve.app import Answers, Given
from kutip.serve.desk import Desk, Opening
from kutip.serve.lists import Today
from kutip.serve.pages import ReportPage
from kutip.serve.routes import ROUTES
from kutip.store import Store
from kutip.store.copying import copy
from kutip.store.pruning import prune
from tests import desks, newsdesk
from tests.browsers import browser, visit
from tests.servers import Asked, Reply, Site, html, nothing, site
from tests.test_serve_guard import SAME, covered

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
PAGE = (
    "<!doctype html><html lang=en><head><title>Harbour traffic grows</title>"
    "<meta property='article:published_time' content='{day}T08:00:00Z'></head><body><article>"
    "<h1>Harbour traffic grows</h1><p>“Traffic is {much} what it was,” said Rina Sutopo, head of the harbour.</p>"
    + "<p>Ships wait outside the harbour for a berth, and more of them come every week of this month.</p>" * 3
    + "</article></body></html>"
)


class Shifting:
    """An outlet that shows each visitor the next of its pages."""

    def __init__(self, *pages: str) -> None:
        self.pages = iter(pages)

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/robots.txt":
            return nothing(asked)
        return html(next(self.pages), **{"X-Served-By": "cache-7"})


class Newsroom:
    """A desk with its keeper, before an outlet."""

    def __init__(self, desk: Desk, store: Store, keeper: Keeper, there: Site, web: httpx.Client) -> None:
        self.desk, self.store, self.keeper, self.there, self.web = desk, store, keeper, there, web

    def read(self, path: str) -> Job:
        """Something of the outlet is given to be read, and read."""
        made = self.web.post("/add", json={"what": self.there.url + path}, headers=SAME).json()["id"]
        end = time.monotonic() + 60
        while (job := self.store.notes(Job, id=made)[0]).state in ("waiting", "working") or self.store.untold():
            assert time.monotonic() < end, "it takes too long"
            time.sleep(self.keeper.step(NOW) / 10)
        return job

    def page(self, path: str) -> ReportPage:
        """A report as the desk shows it."""
        answer = self.web.get(path, headers={"accept": "application/json"})
        return msgspec.json.decode(answer.content, type=ReportPage)


Open = Callable[..., Newsroom]


@pytest.fixture(scope="module")
def hands() -> Iterator[Workers]:
    with Workers(1, 20.0) as found:
        yield found


@pytest.fixture
def newsroom(tmp_path: Path, hands: Workers) -> Iterator[Open]:
    """Opens a desk before an outlet with some pages."""
    with ExitStack() as held:

        def opened(play: Callable[[Asked], Reply]) -> Newsroom:
            there = held.enter_context(site(play))
            path = tmp_path / "desk.kutip"
            desk = held.enter_context(desks.served(Opening(path, private=True)))
            store = held.enter_context(stores.open(path, write=True))
            web = held.enter_context(Web(private=True, pause=0))
            read = partial(many.reading, plain=True, models=("none",))
            keeper = Keeper(store, web, lambda capture: hands.begun(capture, read))
            client = held.enter_context(httpx.Client(base_url=desk.opening.address, timeout=30))
            return Newsroom(desk, store, keeper, there, client)

        yield opened


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with our stories, that belongs to who sits before it."""
    path = tmp_path_factory.mktemp("desk") / "desk.kutip"
    desks.fill(path)
    with desks.served(Opening(path)) as running:
        desks.furnish(running)
        yield running


@pytest.fixture(scope="module")
def web(desk: Desk) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=desk.opening.address, timeout=60, headers=SAME) as client:
        yield client


# --- T14, T15: outlets that change what they printed ------------------------------------------------------------------


def test_what_was_shown_first_stays_what_its_claims_stand_in(newsroom: Open) -> None:
    """T14."""
    first, second = PAGE.format(day="2024-05-02", much="four times"), PAGE.format(day="2024-05-02", much="half of")
    room = newsroom(Shifting(first, second))
    room.store.put(Watch(0, "Harbour", "Ani", "", Question(words="traffic"), ("telling",)))
    room.read("/a")
    room.read("/a")
    (alert, *_) = room.store.notes(Alert)
    versions = room.page("/report/1").versions
    assert [version.capture for version in versions] == [
        hashlib.sha256(one.encode()).hexdigest() for one in (first, second)
    ]
    assert any(change.kind == "revision" for change in room.store.changes())
    for number, bytes_ in enumerate((first.encode(), second.encode()), 1):
        shown = room.page(f"/report/1?version={number}")
        assert shown.original is not None
        copy = room.web.get(f"/capture/{shown.original.sha256}")
        assert copy.content == bytes_
        assert copy.headers["kutip-sha256"] == hashlib.sha256(bytes_).hexdigest()
        assert copy.headers["kutip-fetched"] >= "2026"
        held = room.store.original(shown.original.sha256)
        assert held and ("X-Served-By", "cache-7") in held.headers
        assert ("four" in shown.cards[0].says) == (number == 1)
        view = f'src="/capture/{shown.original.sha256}/view"'
        assert view in room.web.get(f"/report/1?version={number}").text
    assert (alert.version, alert.capture) == (1, versions[0].capture)
    assert f'href="/report/1?version=1#{alert.claim}"' in room.web.get(f"/alert/{alert.id}").text


def test_a_silent_edit_and_a_day_set_back_are_both_flagged(newsroom: Open) -> None:
    """T15."""
    room = newsroom(
        Shifting(PAGE.format(day="2024-05-02", much="four times"), PAGE.format(day="2023-05-02", much="double"))
    )
    room.read("/a")
    room.read("/a")
    revisions = [change for change in room.store.changes() if change.kind == "revision"]
    said = {tuple(word[:10] for word in change.says) for change in revisions}
    assert len(revisions) == 2
    assert ("2024-05-02", "2023-05-02") in said
    assert any("four times" in change.says[0] and "double" in change.says[1] for change in revisions)
    page = room.page("/report/1")
    assert page.compared and {one.what for one in page.compared.altered} == {"published", "changed"}
    text = room.web.get("/report/1").text
    assert "four times" in text and "double" in text
    assert room.page("/report/1?version=1").published == "2024-05-02T08:00+00:00"
    today = msgspec.json.decode(room.web.get("/index.json").content, type=Today)
    moved = [one.change.kind for day in today.days for story in day.stories for one in story.moved]
    assert moved.count("revision") == 2


def test_outlets_learn_nothing_of_who_reads_them(newsroom: Open) -> None:
    """T16, on the side of the fetcher."""
    room = newsroom(Shifting(*(PAGE.format(day="2024-05-02", much=f"{n} times") for n in range(3))))
    for _ in range(3):
        room.read("/a")
    names = {name.lower() for asked in room.there.asked for name in asked.headers}
    assert not names & {"referer", "cookie", "origin", "from", "authorization"}
    assert len({asked.headers["User-Agent"] for asked in room.there.asked}) == 1


@contextmanager
def window(desk: Desk, **cookies: str) -> Iterator[Page]:
    """A window in which nothing is watched, so that the browser keeps and goes back as it always does."""
    context = browser().new_context()
    context.add_cookies([{"name": name, "value": one, "url": desk.opening.address} for name, one in cookies.items()])
    with context:
        yield context.new_page()


# --- T33 to T40: neighbours -------------------------------------------------------------------------------------------


def test_who_says_nothing_is_hung_up_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kutip.serve.server.HEAD", 0.3)
    for begun in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "):
        with socket.create_connection(("127.0.0.1", desk.opening.port)) as line:
            line.settimeout(5)
            line.sendall(begun)
            start = time.monotonic()
            while line.recv(65536):
                pass
            assert time.monotonic() - start < 3


def test_what_comes_too_slowly_keeps_nobody_out(desk: Desk, web: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SLOWEST", 1.0)
    head = (
        f"POST /login HTTP/1.1\r\nHost: 127.0.0.1:{desk.opening.port}\r\nSec-Fetch-Site: same-origin\r\n"
        "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
    )
    with ExitStack() as held:
        lines = [
            held.enter_context(
                socket.create_connection(("127.0.0.1", desk.opening.port), source_address=("127.0.0.2", 0))
            )
            for _ in range(guard.MANY + 20)
        ]
        for line in lines:
            line.sendall(head.encode())
        time.sleep(0.3)
        assert web.get("/health").status_code == 200  # others are at another place
        lines[0].settimeout(5)
        first = lines[0].recv(4096).decode()
    status, *fields = first.partition("\r\n\r\n")[0].split("\r\n")
    assert " 408 " in status
    assert covered(httpx.Headers([field.split(": ", 1) for field in fields]))


def test_who_hangs_up_is_no_fault(desk: Desk, web: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    host = f"Host: 127.0.0.1:{desk.opening.port}\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 50\r\n"
    for media in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        with socket.create_connection(("127.0.0.1", desk.opening.port)) as line:
            line.sendall(f"POST /add HTTP/1.1\r\n{host}Content-Type: {media}\r\n\r\n{{".encode())
            time.sleep(0.1)
    time.sleep(0.3)
    assert web.get("/health").status_code == 200
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "asked",
    [
        b"GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example@{host}\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"CONNECT evil.example:80 HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: {host}\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
        b"POST /look HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"POST /look HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nX: a\r\n b\x00\r\n\r\n",
    ],
)
def test_odd_requests_are_refused_under_the_same_headers(desk: Desk, asked: bytes) -> None:
    with socket.create_connection(("127.0.0.1", desk.opening.port)) as line:
        line.settimeout(5)
        line.sendall(asked.replace(b"{host}", f"127.0.0.1:{desk.opening.port}".encode()))
        status, *fields = line.recv(65536).decode().partition("\r\n\r\n")[0].split("\r\n")
    assert int(status.split()[1]) in (400, 403, 404, 421)
    assert covered(httpx.Headers([field.split(": ", 1) for field in fields]))


def test_a_made_up_name_gets_no_turn_of_its_own(desk: Desk, tmp_path: Path) -> None:
    """T40: or whoever makes up many has all the turns."""
    with desks.served(Opening(tmp_path / "desk.kutip")) as other:
        cookie, answers = desks.cookie(other, "analyst"), Answers(other)

        def asker(place: str, **headers: str) -> str:
            fields = [(name.encode(), value.encode()) for name, value in headers.items()]
            scope = {"type": "http", "method": "GET", "path": "/search", "query_string": b"", "headers": fields}
            return answers.asker(Given(Request(scope | {"client": (place, 1)})))

        made_up = [asker("10.0.0.1", cookie=f"{people.COOKIE}={number}") for number in range(5)]
        made_up += [asker("10.0.0.1", authorization=f"Bearer {number}") for number in range(5)]
        assert set(made_up) == {"10.0.0.1"}
        assert asker("10.0.0.1", cookie=f"{people.COOKIE}={cookie[people.COOKIE]}") == "analyst"


def test_no_secret_of_a_watch_is_shown_to_who_only_reads(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desks.fill(path)
    with desks.served(Opening(path)) as desk:
        desks.furnish(desk)
        held = {role: desks.cookie(desk, role) for role in ("analyst", "reader")}  # type: ignore[arg-type]  # two roles
        with httpx.Client(base_url=desk.opening.address, headers=SAME, cookies=held["analyst"]) as analyst:
            sent = {"name": "Kept", "q": "banjir", "to": "https://hooks.example/secret-path"}
            kept = analyst.post("/watches", json=sent).json()
            watched = analyst.post("/watches", json=sent | {"on": ["telling"]}).json()
            assert analyst.get("/search.json").json()["saved"][0]["secret"] == kept["secret"]
        secrets = kept["secret"], watched["secret"], "secret-path"
        with httpx.Client(base_url=desk.opening.address, headers=SAME, cookies=held["reader"]) as reader:
            for route in ROUTES:
                if route.method == "GET" and route.needs in ("open", "read"):
                    path_of = desks.example(desk, route).path
                    for accepted in ("application/json", "text/html"):
                        text = reader.get(path_of, headers={"accept": accepted}).text
                        assert not any(one in text for one in secrets), path_of


def test_no_secret_stands_in_a_backup(tmp_path: Path) -> None:
    """T38."""
    path = tmp_path / "desk.kutip"
    with desks.served(Opening(path)) as desk:
        cookies = desks.cookie(desk, "admin")
        with httpx.Client(base_url=desk.opening.address, headers=SAME, cookies=cookies) as web:
            keys = [web.post("/tokens", json={"name": "script"}).json()["key"] for _ in range(5)]
        copy(path, tmp_path / "backup.kutip")
    held = (tmp_path / "backup.kutip").read_bytes()
    assert b"script" in held
    for secret in (*keys, *cookies.values(), desks.PASSWORD):
        assert secret.encode() not in held


def test_a_preserved_page_that_is_opened_again_is_still_locked(desk: Desk) -> None:
    """T32: a browser that has it asks whether it is as it was, and takes the headers of that answer."""
    with desk.library() as library:
        held = library.report(1)
    assert held
    address = f"/capture/{held.version.capture}/view"
    with httpx.Client(base_url=desk.opening.address) as client:
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    for header in ("content-security-policy", "x-frame-options"):
        assert again.headers[header] == first.headers[header]
    with window(desk) as page:
        page.goto(desk.opening.address + address)
        for _ in range(2):
            page.reload()
            assert page.evaluate("window.origin") == "null"  # it is in its sandbox
        page.goto(desk.opening.address + "/report/1")
        page.reload()
        page.locator(".preserved > summary").click()
        assert held.report.title in page.frame_locator(".preserved iframe").locator("body").inner_text()


# --- analysts who are tired -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/add", {"what": "https://a.example/twice"}),
        ("/add", {"what": "https://a.example/twice\nhttps://b.example/twice"}),
        ("/add", {"what": "Twice\n\n“Twice,” said Ani Twice on Monday."}),
        ("/watches", {"name": "Twice", "q": "twice", "on": ["telling"], "to": "https://hooks.example/"}),
        ("/judgements", {"kind": "rating", "subject": "BPBD", "says": "D"}),
        ("/judgements", {"kind": "note", "says": "twice", "subject": "BPBD"}),
        ("/feeds", {"url": "https://twice.example/feed"}),
    ],
)
def test_a_button_that_is_pressed_twice_does_its_work_once(
    desk: Desk, web: httpx.Client, path: str, sent: dict[str, object]
) -> None:
    kinds = (Job, Watch, Judgement, Feed)
    first = web.post(path, json=sent)
    before = [len(desk.writer.notes(kind)) for kind in kinds]
    second = web.post(path, json=sent)
    assert second.json()["id"] == first.json()["id"]
    assert [len(desk.writer.notes(kind)) for kind in kinds] == before
    web.post("/judgements", json={"kind": "rating", "subject": "BPBD", "says": "A"})
    if path == "/judgements":  # said again after something else is said anew
        assert web.post(path, json=sent).json()["id"] != first.json()["id"]


def test_what_was_read_may_be_read_again(desk: Desk, web: httpx.Client) -> None:
    sent = {"what": "https://a.example/again"}
    first = web.post("/add", json=sent).json()["id"]
    desk.writer.put(replace(desk.writer.notes(Job, id=first)[0], state="done"))
    assert web.post("/add", json=sent).json()["id"] != first


def test_judgements_that_make_no_sense_are_not_written(desk: Desk, web: httpx.Client) -> None:
    one, other = (desk.writer.report(number) for number in (1, 2))
    assert one and other
    here = {"article": one.version.article, "claim": "c1"}
    there = {"other_article": other.version.article, "other_claim": "c1"}
    before = desk.writer.notes(Judgement)
    for sent, status in (
        ({"kind": "speaker", "says": "   ", **here}, 400),
        ({"kind": "speaker", "says": "Ani", **here, "claim": "c99"}, 404),
        ({"kind": "wrong", "article": "sha256:none", "claim": "c1"}, 404),
        ({"kind": "apart", **here, "other_article": here["article"], "other_claim": "c1"}, 400),
        ({"kind": "same", **here, **there, "other_claim": "c99"}, 404),
        ({"kind": "rating", "subject": "BPBD", "says": "a"}, 400),
        ({"kind": "note", "says": "\n"}, 400),
    ):
        assert web.post("/judgements", json=sent).status_code == status, sent
    assert desk.writer.notes(Judgement) == before


def test_judgements_against_one_another_are_told_as_the_last_one_says(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desks.fill(path)
    with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address, headers=SAME) as web:
        teller = Storyteller(desk.writer)
        held = desk.writer.report(1)
        assert held
        claims = [claim.id for claim in held.reading.claims][:3]
        for kind in ("apart", "same", "apart", "same"):
            for one, other in zip(claims, claims[1:] + claims[:1], strict=True):
                sent = {"kind": kind, "article": held.version.article, "claim": one}
                sent |= {"other_article": held.version.article, "other_claim": other}
                assert web.post("/judgements", json=sent).status_code == 201
            while telling.tell(desk.writer, teller, NOW):
                pass
        again = desk.writer.report(1)
        assert again
        assert len({again.groups[claim] for claim in claims}) == 1
        assert web.get("/report/1").status_code == web.get(f"/story/{again.report.story}").status_code == 200


ODD = (
    "", " ", "\0", "\r\nX: y", "\u202e", "\u2028", "\ufffe", "a" * 100_000, "nan", "inf", "-1", "0", "1e400", "9" * 30,
    "<b>", "{{7*7}}", "null", "[]", "/report/1?version=99#c1", f"/report/{'9' * 18}#c1", "mailto:a@b.example\nBcc: x",
    "file:///etc/passwd", "https://a.example/\0", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
)  # fmt: skip
"""What stands in a field where people, programs or pages put something in that nobody had thought of."""
WRONG: tuple[object, ...] = (0, -1, 1.5, True, None, [], {}, [None], 10**30, "\ud800", ["telling"] * 1000, {"a": {}})
"""Values that JSON may bring besides."""


def test_nothing_that_is_sent_breaks_a_page(tmp_path: Path) -> None:
    """Each field of each form with something odd in it; then all pages are looked at."""
    path = tmp_path / "desk.kutip"
    desks.fill(path)
    with (
        desks.served(Opening(path)) as desk,
        httpx.Client(base_url=desk.opening.address, headers=SAME, timeout=60) as web,
    ):
        desks.furnish(desk)
        mark, codes = desks.mark(web), set[int]()
        for route in ROUTES:
            if route.method == "GET" or route.path in ("/users", "/password", "/login") or "gone" in route.path:
                continue
            for field in msgspec.structs.fields(route.asks):
                place, sent = desks.example(desk, route)
                for value in ODD:
                    codes.add(web.post(place, data={"csrf": mark, **sent, field.name: value}).status_code)
                for value in (*ODD, *WRONG):
                    body = json.dumps({**sent, field.name: value})
                    asked = web.post(place, content=body, headers={"content-type": "application/json"})
                    codes.add(asked.status_code)
        assert codes <= {201, 200, 303, 400, 404, 413}
        teller = Storyteller(desk.writer)
        while telling.tell(desk.writer, teller, NOW):
            pass
        pages = [
            desks.example(desk, route).path for route in ROUTES if route.method == "GET" and route.needs != "admin"
        ]
        pages += [f"/watch/{watch.id}" for watch in desk.writer.notes(Watch)]
        pages += [f"/job/{job.id}" for job in desk.writer.notes(Job)][:100]
        for page in pages:
            for accepted in ("text/html", "application/json"):
                assert web.get(page, headers={"accept": accepted}).status_code == 200, page


def test_what_is_too_long_or_missing_is_said_in_words(web: httpx.Client) -> None:
    mark = desks.mark(web)
    for path, sent, said in (
        ("/add", {"what": "a" * 1_000_001}, "At most 1000000 signs are taken here; shorten it"),
        ("/add", {"what": "  "}, "Nothing was given: paste an address or the text of a report"),
        ("/add", {}, "what"),
        ("/watches", {"name": "n" * 201, "q": "x"}, "At most 200 signs are taken here; shorten it"),
        ("/watches", {"name": "n", "every": "0"}, "A number"),
        ("/add", {"what": "a" * 3_000_000}, "At most 2,097,152 bytes are taken here"),
    ):
        answer = web.post(path, data={"csrf": mark, **sent}, headers={"accept": "text/html"})
        assert answer.status_code in (400, 413)
        assert said in answer.text and "Expected" not in answer.text


def test_who_must_log_in_again_comes_back_and_their_words_are_still_there(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    words = "Typed for an hour\n\n“It is late,” said Ani."
    with desks.served(Opening(path)) as desk, window(desk, **desks.cookie(desk, "admin")) as page:
        page.goto(desk.opening.address + "/add")
        page.locator("textarea[name=what]").fill(words)
        for session in desk.writer.notes(Session):
            desk.writer.put(replace(session, until="2020-01-01T00:00:00Z"))
        page.locator("form:has(textarea[name=what]) button").first.click()
        page.locator("input[name=name]").fill("admin")
        page.locator("input[name=password]").fill(desks.PASSWORD)
        page.locator("main form button").first.click()
        assert page.url.endswith("/add")
        page.evaluate("history.go(-2)")
        page.wait_for_selector("textarea[name=what]")
        assert page.locator("textarea[name=what]").input_value() == words
        page.locator("form:has(textarea[name=what]) button").first.click()
        page.wait_for_url("**/job/*")
        (job,) = desk.writer.notes(Job)
        assert job.what.split() == words.split()


def test_who_works_stays_logged_in(tmp_path: Path) -> None:
    with desks.served(Opening(tmp_path / "desk.kutip")) as desk:
        cookies = desks.cookie(desk, "analyst")
        (session,) = desk.writer.notes(Session)
        soon = written(datetime.now(UTC) + timedelta(days=2))
        desk.writer.put(replace(session, until=soon))
        with httpx.Client(base_url=desk.opening.address, headers=SAME, cookies=cookies) as web:
            assert "set-cookie" not in web.get("/").headers
            answer = web.post("/judgements", json={"kind": "note", "says": "Still here"})
            assert f"{people.COOKIE}=" in answer.headers["set-cookie"] and "HttpOnly" in answer.headers["set-cookie"]
            assert desk.writer.notes(Session)[0].until > soon
            assert "set-cookie" not in web.post("/judgements", json={"kind": "note", "says": "Again"}).headers
            web.post("/logout", json={})
            web.cookies.update(cookies)
            assert web.post("/judgements", json={"kind": "note", "says": "x"}).status_code == 401


def test_a_button_that_a_browser_presses_twice(tmp_path: Path) -> None:
    with desks.served(Opening(tmp_path / "desk.kutip")) as desk, visit(desk.opening.address) as seen:
        seen.go("/watches")
        form = seen.page.locator("aside form")
        form.locator("[name=q]").fill("harbour")
        form.locator("[name=name]").fill("Harbour")
        form.locator("[name=on]").first.check()
        form.locator("button").dblclick()
        seen.page.wait_for_url("**/watch/*")
        assert len(desk.writer.notes(Watch)) == 1
        seen.page.go_back()
        seen.page.locator("aside form button").click()
        seen.page.wait_for_url("**/watch/*")
        assert len(desk.writer.notes(Watch)) == 1


def test_ten_thousand_watches_keep_nobody_waiting(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desks.fill(path)
    with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address, timeout=30) as web:
        with desk.writer.writing():
            for number in range(10_000):
                asked = Question(words=f"word{number}")
                desk.writer.put(Watch(0, f"W{number}", "Ani", "", asked, ("telling",), to=("mailto:a@b.example",)))
        for page in ("/", "/watches", "/search", "/watch/1"):
            start = time.process_time()
            answer = web.get(page)
            assert answer.status_code == 200
            assert time.process_time() - start < 1
        assert ">W9999<" in web.get("/watches").text
        seen, place = set[str](), "/watches.json"
        while place:
            answer = web.get(place)
            seen |= {one["watch"]["name"] for one in answer.json()["watches"]}
            place = answer.links.get("next", {}).get("url", "")
        assert len(seen) == 10_000
        with Poster() as poster:
            sender = Deliver(poster, desk.opening.address)
            start = time.process_time()
            for second in range(20):
                sender.turn(desk.writer, NOW + timedelta(seconds=second / 4))
            assert time.process_time() - start < 2  # in five seconds


def test_what_is_wrong_with_the_store_is_said_but_not_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address, headers=SAME) as web:
        desk.writer.put(Watch(0, "W", "Ani", "", Question(), group="x"))  # type: ignore[arg-type]  # as no desk writes it
        damaged = web.get("/watches.json")
        assert (damaged.status_code, damaged.json()["type"]) == (500, "fault")
        assert "damaged" in damaged.text
        with stores.open(path, write=True) as other, other.writing():
            desk.writer.file.connection.set_busy_timeout(100)  # type: ignore[attr-defined]  # a store of SQLite has one
            busy = web.post("/judgements", json={"kind": "note", "says": "x"})
        assert (busy.status_code, busy.json()["type"]) == (503, "too-slow")
        assert str(tmp_path) not in damaged.text + busy.text


def test_a_report_that_was_taken_out_is_missed_by_no_page(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desks.fill(path)
    with stores.open(path, write=True) as store:
        report = store.reports(limit=1)[0]
        store.put(Job(0, "2026", "Ani", "text", "x", state="done", reports=(report.id,), done=1, of=1))
        with desks.served(Opening(path)) as desk:
            pages = [
                desks.example(desk, route).path for route in ROUTES if route.method == "GET" and "{" not in route.path
            ]
    prune(path, "2030", really=True)
    with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address, timeout=30) as web:
        for page in (*pages, "/job/1", "/search?q=banjir"):
            assert web.get(page).status_code in (200, 401), page
        for page in (f"/report/{report.id}", "/story/1", "/claim/1", "/source/1"):
            assert web.get(page).status_code in (200, 404), page


def test_a_page_that_is_no_page_says_so(newsroom: Open) -> None:
    """A PDF under the address of a report, and one that is only called so."""

    def play(asked: Asked) -> Reply:
        if asked.path == "/robots.txt":
            return nothing(asked)
        media = "application/pdf" if asked.path == "/a.pdf" else "text/html"
        return Reply(200, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 100, {"Content-Type": media})

    room = newsroom(play)
    for path in ("/a.pdf", "/a", "/b"):
        job = room.read(path)
        assert job.state == "failed"
        assert job.why and "pdf" in job.why.lower()
        assert job.why in httpx.get(f"{room.desk.opening.address}/queue.json").json()["failed"][0]["why"]


def test_a_report_with_thousands_of_claims_keeps_a_desk_from_nothing(tmp_path: Path) -> None:
    """A page that somebody made for that: all its claims are kept, the first of them compared with others and shown."""
    path = tmp_path / "desk.kutip"
    claims = [newsdesk.said(f"Bridge {number} is open to all", "The port") for number in range(4_000)]
    with stores.open(path, write=True) as store:
        store.keep([newsdesk.kept(*claims, url="https://a.example/1")])
        start = time.process_time()
        teller = Storyteller(store)
        while telling.tell(store, teller, NOW):
            pass
        assert time.process_time() - start < 30
        held = store.report(1)
    assert held and held.report.story
    assert len(held.groups) == MOST
    with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address, timeout=60) as web:
        shown = web.get("/report/1.json").json()
        assert (len(shown["cards"]), shown["more"]) == (MOST, 4_000 - MOST)
        assert len(web.get("/report/1/reading").json()["claims"]) == 4_000
        for page in ("/report/1", f"/story/{held.report.story}", "/claim/1", "/", "/search?q=bridge"):
            assert web.get(page).status_code == 200


def test_a_token_goes_to_its_desk_and_through_no_proxy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """T07, on the side of programs."""
    with site(nothing) as trap:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, trap.url)
        with desks.served(Opening(tmp_path / "desk.kutip", owner="Ani")) as other:
            sent = {"name": "script"}
            made = httpx.post(f"{other.opening.address}/tokens", json=sent, headers=SAME, trust_env=False).json()
            assert client.Desk(other.opening.address, made["key"]).queue().waiting == ()
        assert trap.asked == []
