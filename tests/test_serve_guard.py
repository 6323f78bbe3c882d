"""What stands around every answer of the desk (rows T33 to T36, T39 and T40 of the threat model)."""

import hashlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import anyio
import apsw
import httpx
import pytest

from kutip import store
from kutip.errors import InputError
from kutip.serve import guard, server
from kutip.serve.asked import RefusedError
from kutip.serve.desk import Desk, Opening
from kutip.serve.routes import ROUTES, Route
from kutip.serve.turns import Turns
from kutip.serve.wire import local
from tests import desks

SAME = {"sec-fetch-site": "same-origin"}
ELSEWHERE = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {},
)
"""How a browser tells that a request comes from another site, and what an old one tells."""
GETS = [route for route in ROUTES if route.method == "GET"]
POSTS = [route for route in ROUTES if route.method == "POST"]
SYNTAX = (
    '"', "'", "''", '"""', "*", "**", "a*b", "*a", "-", "--", "- -", "-a", "NEAR", "NEAR(", "NEAR(a b, 2)", "NEAR/3",
    "a NEAR b", "AND", "OR", "NOT", "a AND", "OR b", "NOT NOT", "a OR OR b", "(", ")", "((", "(a", "a)", "()", "a:b",
    "says:a", "{says}:a", "^a", "a^", "+", "a+b", "a + b", ":", "::", "{", "}", "{}", "\\", "\\'", "\\\"", "%", "_",
    "%_%", ";", "; DROP TABLE claim", "' OR 1=1 --", "1; ATTACH 'x' AS y", "' UNION SELECT 1", "/*", "*/", "\x00",
    "a\x00b",
    "\ud7ff", "\U0001f600", "\u202e", "''''''''", '""""""', "a" * 1900, "a " * 900, '"a ' * 400, "* " * 500, "\t", "\n",
    " ", "“”", "«a»", "…", "？", "한국", "한국*", "-한국", '"한 국"', "$1", "?1", "@a", "#", "{{7*7}}", "${7*7}",
    "<%= 7*7 %>",
)  # fmt: skip
"""What people type, and what is syntax somewhere."""
AWAY = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", "https://evil.example", "https:evil.example", "http:/evil.example", "javascript:alert(1)",
    " //evil.example", "\x00//evil.example", "/\r/evil.example", "evil.example", "@evil.example", "", "?x", "#x",
    "/\x01/evil.example", "\u2028//evil.example", "data:text/html,x", "/ /evil.example", "//127.0.0.1@evil.example",
)  # fmt: skip
"""Addresses that lead away from the desk, or are none of it."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with our stories, at which one logs in."""
    with desks.furnished(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


@pytest.fixture(scope="module")
def web(desk: Desk) -> Iterator[httpx.Client]:
    """The browser of an admin."""
    with httpx.Client(base_url=desk.opening.address, timeout=30, cookies=desks.cookie(desk, "admin")) as client:
        yield client


def contents(path: Path) -> str:
    """A hash over all that a store holds."""
    found = hashlib.sha256()
    file = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type != 'virtual' ORDER BY name"
    for (table,) in file.execute(tables).fetchall():
        for row in file.execute(f'SELECT * FROM "{table}"'):
            found.update(repr((table, row)).encode())
    file.close()
    return found.hexdigest()


@contextmanager
def unchanged(desk: Desk) -> Iterator[None]:
    """The store is the same afterwards."""
    before = contents(desk.opening.path)
    yield
    assert contents(desk.opening.path) == before


def covered(headers: httpx.Headers) -> bool:
    """Whether an answer has the headers that every answer has."""
    policy = headers["content-security-policy"]
    return (
        "default-src 'none'" in policy
        and "frame-ancestors" in policy
        and "unsafe-eval" not in policy
        and headers["x-content-type-options"] == "nosniff"
        and headers["referrer-policy"] == "no-referrer"
        and headers["cross-origin-opener-policy"] == "same-origin"
        and headers["cross-origin-resource-policy"] == "same-origin"
        and "server" not in headers
    )


# --- T33: the same headers on every answer ----------------------------------------------------------------------------


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_route_has_the_headers(desk: Desk, web: httpx.Client, route: Route) -> None:
    path, sent = desks.example(desk, route)
    answers = [web.get(path)] if route.method == "GET" else [web.post(path, json=sent, headers=SAME), web.post(path)]
    assert all(covered(answer.headers) for answer in answers)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/nothing", {}, 404),
        ("GET", "/search?x=1", {}, 400),
        ("POST", "/", SAME, 405),
        ("DELETE", "/", SAME, 405),
        ("OPTIONS", "/", {}, 403),
        ("GET", "/", {"host": "evil.example"}, 421),
        ("POST", "/add", {}, 403),
        ("POST", "/add", SAME, 415),
        ("GET", "/static/nothing.css", {}, 404),
        ("GET", "/static/desk.css", {}, 200),
        ("GET", "/health", {}, 200),
        ("GET", "/openapi.json", {}, 200),
    ],
)
def test_what_the_frame_answers_has_them_too(
    web: httpx.Client, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = web.request(method, path, headers=headers)
    assert answer.status_code == status
    assert covered(answer.headers)


def test_what_is_at_fault_in_kutip_has_them_too(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address) as web:
        file = apsw.Connection(str(path))
        file.execute("DROP TABLE change")
        answer = web.get("/")
        file.close()
    assert answer.status_code in (500, 503)
    assert covered(answer.headers)
    assert "Traceback" not in answer.text


def test_what_is_no_http_has_them_too(desk: Desk) -> None:
    with socket.create_connection(("127.0.0.1", desk.opening.port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nbad header\r\n\r\n")
        head, _, _ = line.recv(4096).decode().partition("\r\n\r\n")
    status, *lines = head.split("\r\n")
    assert " 400 " in status
    assert covered(httpx.Headers([line.split(": ", 1) for line in lines]))


# --- T34: nothing that is sent comes back as anything but words; nobody is led away -----------------------------------


@pytest.mark.parametrize("address", AWAY)
def test_nobody_is_led_away(web: httpx.Client, address: str) -> None:
    answer = web.post("/look", data={"csrf": desks.mark(web), "theme": "dark", "back": address}, headers=SAME)
    place = answer.headers["location"]
    assert place.startswith("/") and not place.startswith("//")
    assert not re.search(r"[\\\x00-\x20]", place)
    assert urlsplit(place).netloc == ""


def test_who_stays_goes_where_they_were() -> None:
    assert local("/report/1?version=2#c3") == "/report/1?version=2#c3"
    assert local("/search?q=%E2%80%9Ca%E2%80%9D&outlet=b%2Fc") == "/search?q=%E2%80%9Ca%E2%80%9D&outlet=b%2Fc"


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'"])
@pytest.mark.parametrize("place", ["/search?q={}", "/search?outlet={}", "/login?back={}", "/{}", "/sources?name={}"])
def test_what_is_asked_for_comes_back_as_words(web: httpx.Client, place: str, words: str) -> None:
    answer = web.get(place.format(quote(words)))
    assert answer.status_code in (200, 404)
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "'-alert(1)-'" not in answer.text


# --- T35: only pages of the desk write --------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.path)
def test_no_other_site_writes(desk: Desk, web: httpx.Client, route: Route, headers: dict[str, str]) -> None:
    path, sent = desks.example(desk, route)
    with unchanged(desk):
        assert web.post(path, json=sent, headers=headers).status_code == 403
        assert web.post(path, data=sent, headers=headers).status_code == 403
        text = headers | {"content-type": "text/plain"}
        assert web.post(path, content=b"{}", headers=text).status_code == 403


@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.path)
def test_a_form_without_its_mark_writes_nothing(desk: Desk, web: httpx.Client, route: Route) -> None:
    path, sent = desks.example(desk, route)
    with unchanged(desk):
        assert web.post(path, data=sent, headers=SAME).status_code == (403 if sent else 415)
        empty = SAME | {"content-type": "application/x-www-form-urlencoded"}
        assert web.post(path, content=b"", headers=empty).status_code == 403
        assert web.post(path, data={**sent, "csrf": "0" * 64}, headers=SAME).status_code == 403


def test_looking_writes_nothing(desk: Desk, web: httpx.Client) -> None:
    paths = [desks.example(desk, route).path for route in GETS]
    with unchanged(desk):
        for path in (*paths, "/nothing", "/search?q=banjir&outlet=Arunika", "/health", "/openapi.json"):
            web.get(path)
            web.head(path)
            web.get(path, headers={"accept": "application/json", "cookie": "kutip=x; lang=id; theme=dark"})


# --- T36: the desk goes by its own names only -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.nip.io", "localhost.evil.example", "", "[::2]", "0.0.0.0"])
def test_the_desk_goes_by_no_name_of_others(web: httpx.Client, name: str) -> None:
    assert web.get("/", headers={"host": name}).status_code == 421


def test_the_desk_goes_by_its_own_names(desk: Desk, web: httpx.Client) -> None:
    for name in ("localhost", "127.0.0.1", f"127.0.0.1:{desk.opening.port}", "LOCALHOST:1", "[::1]:80"):
        assert web.get("/", headers={"host": name}).status_code == 200


def test_a_desk_on_the_network_goes_by_addresses_and_by_its_base(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "a", host="0.0.0.0", public=True, base="https://desk.example/")
    wide = guard.Guard(lambda *_: None, lambda *_: None, opening.hosts, anywhere=not opening.local)  # type: ignore
    assert [wide.named(name) for name in ("desk.example", "192.168.1.5", "evil.example")] == [True, True, False]


def test_a_desk_that_others_reach_wants_a_password(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "desk.kutip", host="0.0.0.0")
    with pytest.raises(InputError, match="password"):
        server.guarded(Desk(opening))
    server.guarded(Desk(opening._replace(public=True)))
    server.guarded(Desk(opening._replace(host="127.0.0.1")))
    with pytest.raises(InputError, match="password"):
        server.guarded(Desk(opening._replace(host="127.0.0.1", base="https://desk.example")))


def test_what_is_passed_on_comes_from_nobody_known(tmp_path: Path) -> None:
    with desks.served(Opening(tmp_path / "desk.kutip")) as desk, httpx.Client(base_url=desk.opening.address) as web:
        assert web.get("/").status_code == 200
        for name in ("x-forwarded-for", "forwarded", "via", "x-real-ip"):
            assert web.get("/", headers={name: "203.0.113.5"}).headers["location"].startswith("/login")


# --- T39, T40: odd and expensive questions ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["q", "outlet", "source", "place", "lang", "certainty", "form", "since", "after"])
def test_no_syntax_is_anything_but_words(desk: Desk, web: httpx.Client, name: str) -> None:
    with unchanged(desk):
        for words in SYNTAX:
            answer = web.get("/search", params={name: words}, headers={"accept": "application/json"})
            assert answer.status_code in (200, 400), (words, answer.text)


def test_too_much_at_once_is_told_to_come_back_and_others_are_served(desk: Desk) -> None:
    told, times, cookies = list[int](), list[float](), desks.cookie(desk, "admin")

    def ask() -> None:
        with httpx.Client(base_url=desk.opening.address, timeout=30, cookies=cookies) as client:
            told.append(client.get("/search?q=*").status_code)

    threads = [threading.Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    with httpx.Client(base_url=desk.opening.address, timeout=30, cookies=cookies) as client:
        for _ in range(10):
            begun = time.monotonic()
            assert client.get("/health").status_code == 200
            times.append(time.monotonic() - begun)
    for thread in threads:
        thread.join()
    assert set(told) <= {200, 400, 503}
    assert sorted(times)[5] < 1


def test_pages_do_not_wait_for_who_writes(desk: Desk, web: httpx.Client) -> None:
    other, told = store.open(desk.opening.path, write=True), list[int]()

    def write() -> None:
        told.append(
            httpx.post(f"{desk.opening.address}/add", json={"what": "a"}, headers=SAME, cookies=cookies).status_code
        )

    cookies = desks.cookie(desk, "admin")
    threads = [threading.Thread(target=write) for _ in range(12)]
    with other.writing():  # as a keeper that tells a large story
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        begun = time.monotonic()
        assert web.get("/story/1").status_code == 200
        assert time.monotonic() - begun < 1
    for thread in threads:
        thread.join()
    assert told == [201] * 12


def test_one_who_asks_for_much_makes_no_other_wait() -> None:
    async def crowd() -> tuple[list[str], float]:
        turns, told, end = Turns(), list[str](), anyio.Event()

        async def ask(who: str, name: str) -> None:
            try:
                async with turns.turn(who):
                    told.append(f"{name} begins")
                    await end.wait() if name == "first" else None
            except RefusedError as error:
                told.append(f"{name} is told {error.problem.status}")

        async with anyio.create_task_group() as group:
            group.start_soon(ask, "one", "first")
            await anyio.sleep(0.05)
            group.start_soon(ask, "one", "second")
            begun = anyio.current_time()
            await ask("other", "third")
            waited = anyio.current_time() - begun
            await anyio.sleep(1.2)
            end.set()
        await ask("one", "fourth")
        return told, waited

    with ThreadPoolExecutor(1) as thread:  # in this one a browser may have a loop of its own
        told, waited = thread.submit(anyio.run, crowd).result()
    assert told == ["first begins", "third begins", "second is told 503", "fourth begins"]
    assert waited < 0.5


def test_too_much_is_not_taken(web: httpx.Client) -> None:
    refused = web.post("/look", json={"back": "x" * 70_000}, headers=SAME)
    assert (refused.status_code, covered(refused.headers)) == (413, True)

    def without_length() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 1000

    headers = SAME | {"content-type": "application/json"}
    assert web.post("/look", content=without_length(), headers=headers).status_code == 413
    for body in (b"[" * 60_000, b'{"back":' * 5_000, b'{"back": ' + b"[" * 50_000, b"\xff\xfe", b"null", b"1e999"):
        assert web.post("/look", content=body, headers=headers).status_code == 400
    files = {"file": ("a.txt", b"x" * 1000)}
    assert web.post("/look", files=files, headers=SAME).status_code == 400
    assert web.post("/add", json={"what": "a " * 500_001}, headers=SAME).status_code == 400
    assert web.post("/add", json={"what": "a " * 400_000, "kind": "text"}, headers=SAME).status_code == 201
