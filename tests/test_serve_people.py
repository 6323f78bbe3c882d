"""Who may what at the desk (rows T37 and T38 of the threat model), against the table of docs/api.md."""

import io
import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import httpx
import pytest

from kutip.kept import Token
from kutip.serve import people
from kutip.serve.asked import RefusedError
from kutip.serve.desk import Desk, Opening
from kutip.serve.people import Tries
from kutip.serve.routes import ROUTES, Route
from tests import desks, docs
from tests.desks import PASSWORD
from tests.test_serve_guard import SAME, contents

ROW = re.compile(r"^\| (GET|POST) `([^`]+)` \|[^|]*\|(.*)\|$", re.M)
HEAD = re.compile(r"^\| \| \| (nobody .*) \|$", re.M)


def table() -> dict[tuple[str, str], dict[str, bool]]:
    """Who may what, as docs/api.md says."""
    text = docs.API.read_text(encoding="utf-8")
    heads = [one.strip() for one in HEAD.findall(text)[0].split("|")]
    return {
        (method, path): {who: cell.strip() == "yes" for who, cell in zip(heads, cells.split("|"), strict=True)}
        for method, path, cells in ROW.findall(text)
    }


TABLE = table()
PEOPLE = ("nobody", "read token", "write token", "reader", "analyst", "admin")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with our stories, at which one logs in."""
    with desks.furnished(tmp_path_factory.mktemp("desk")) as desk:
        desks.cookie(desk, "admin")
        yield desk


def browser(desk: Desk, who: str) -> httpx.Client:
    """Somebody's browser or program."""
    cookies = desks.cookie(desk, who) if who in people.RIGHTS else {}  # type: ignore[arg-type]  # it is a role
    headers = SAME if cookies or who == "nobody" else {"authorization": f"Bearer {token(desk, who.split()[0])}"}
    return httpx.Client(
        base_url=desk.opening.address, headers=headers, cookies=cookies, verify=False
    )  # nothing to verify


def token(desk: Desk, scope: str) -> str:
    """A token that an admin made."""
    key = f"kutip_{scope}_{time.monotonic_ns()}"
    with desk.store() as library:
        library.put(Token(0, scope, people.hashed(key), scope, "admin", desk.now()))  # type: ignore[arg-type]
    return key


def asked(web: httpx.Client, route: Route, path: str, sent: dict[str, object]) -> httpx.Response:
    """What is answered to an example of a route."""
    if "name" in sent and route.path == "/users":
        sent["name"] = f"Budi {time.monotonic_ns()}"
    if route.method == "GET":
        return web.get(path, headers={"accept": "application/json"})
    return web.post(path, json=sent)


# --- T37: the table ---------------------------------------------------------------------------------------------------


def test_the_table_has_every_route_and_everybody() -> None:
    assert set(TABLE) == {(route.method, re.sub(r":[a-z0-9]+}", "}", route.path)) for route in ROUTES}
    assert all(tuple(row) == PEOPLE for row in TABLE.values())


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_everybody_may_what_the_table_says(desk: Desk, route: Route, who: str) -> None:
    may = TABLE[route.method, re.sub(r":[a-z0-9]+}", "}", route.path)][who]
    with browser(desk, who) as web:
        path, sent = desks.example(desk, route, by=who)
        before = "" if may else contents(desk.opening.path)
        answer = asked(web, route, path, sent)
        if may:
            assert answer.status_code in (200, 201)
        else:
            assert answer.status_code == (401 if who == "nobody" else 403)
            assert contents(desk.opening.path) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("who", ["read token", "write token", "admin"])
def test_there_are_no_other_ways_to_write(desk: Desk, who: str, method: str) -> None:
    paths = sorted({desks.example(desk, route).path for route in ROUTES})
    with browser(desk, who) as web:
        before = contents(desk.opening.path)
        assert {web.request(method, path).status_code for path in paths} == {405}
        assert contents(desk.opening.path) == before


@pytest.mark.parametrize("statement", ["ATTACH ':memory:' AS x", "VACUUM INTO '/tmp/x'", "PRAGMA user_version = 9"])
def test_pages_cannot_write_even_if_they_tried(desk: Desk, statement: str) -> None:
    with desk.library() as library, pytest.raises(apsw.AuthError):
        library.file.rows(statement)  # type: ignore[attr-defined]  # a store of SQLite has one


def test_the_public_reads_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desks.fill(path)
    with desks.served(Opening(path, public=True)) as desk, browser(desk, "nobody") as web:
        desks.furnish(desk)
        for route in ROUTES:
            may = route.needs in ("read", "open")
            if route.needs != "open":
                answer = asked(web, route, *desks.example(desk, route))
                assert answer.status_code == (200 if may else 401)
        watch = web.get("/watches.json").json()["watches"][0]["watch"]
        assert "to" not in watch
        assert "secret" not in watch
        assert "a@b.example" not in web.get("/watches").text


def test_who_is_not_logged_in_is_sent_to_where_one_logs_in(desk: Desk) -> None:
    with browser(desk, "nobody") as web:
        answer = web.get("/search?q=a%26b")
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?back=%2Fsearch%3Fq%3Da%2526b")
        mark = re.search(r'name="csrf" value="(\w+)"', web.get(answer.headers["location"]).text)
        sent = {"csrf": mark[1] if mark else "", "name": "admin", "password": PASSWORD, "back": "/search?q=a%26b"}
        entered = web.post("/login", data=sent)
        assert (entered.status_code, entered.headers["location"]) == (303, "/search?q=a%26b")
        cookie = entered.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
        assert web.get("/search?q=a").status_code == 200


def test_a_cookie_stays_on_https_where_the_desk_is(tmp_path: Path) -> None:
    with desks.served(Opening(tmp_path / "desk.kutip", base="https://desk.example")) as desk:
        desks.cookie(desk, "admin")
        with httpx.Client(base_url=f"http://127.0.0.1:{desk.opening.port}", headers=SAME) as web:
            answer = web.post("/login", json={"name": "admin", "password": PASSWORD})
    assert "Secure" in answer.headers["set-cookie"]


def test_a_session_ends(desk: Desk) -> None:
    with browser(desk, "analyst") as web:
        held = dict(web.cookies)
        assert web.get("/").status_code == 200
        web.post("/logout", json={})
        assert httpx.get(f"{desk.opening.address}/", cookies=held).status_code == 303


def test_the_form_of_one_is_not_that_of_another(desk: Desk) -> None:
    with browser(desk, "analyst") as one, browser(desk, "admin") as other:
        mark = desks.mark(one)
        assert other.post("/feeds/1/pause", data={"csrf": mark}).status_code == 403
        assert other.post("/look", data={"csrf": desks.mark(other), "theme": "dark"}).status_code == 303


# --- T38: tokens and passwords ----------------------------------------------------------------------------------------


def test_tokens_and_passwords_are_kept_nowhere(tmp_path: Path) -> None:
    path, log = tmp_path / "desk.kutip", io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    with desks.served(Opening(path)) as desk:
        with browser(desk, "admin") as web:
            made = [web.post("/tokens", json={"name": "script", "scope": "write"}).json()["key"] for _ in range(5)]
            web.post("/users", json={"name": "Budi", "password": "tak terduga sama sekali"})
            cookie = web.cookies[people.COOKIE]
        for key in made:
            with httpx.Client(base_url=desk.opening.address, headers={"authorization": f"Bearer {key}"}) as program:
                assert program.get("/index.json").status_code == 200
                assert program.get("/nothing").status_code == 404
    logging.getLogger().removeHandler(handler)
    held = b"".join(one.read_bytes() for one in tmp_path.iterdir()) + log.getvalue().encode()
    for secret in (*made, "tak terduga sama sekali", PASSWORD, cookie):
        assert secret.encode() not in held


def test_a_reader_of_feeds_shows_its_token_as_a_password(desk: Desk) -> None:
    path = next(desks.example(desk, route).path for route in ROUTES if route.path.endswith("alerts.atom"))
    with httpx.Client(base_url=desk.opening.address) as web:
        refused = web.get(path)
        assert (refused.status_code, "Basic" in refused.headers["www-authenticate"]) == (401, True)
        assert web.get(path, auth=("any", token(desk, "read"))).status_code == 200
        assert web.get(path, auth=("any", "kutip_wrong")).status_code == 401
        assert web.get(path, headers={"authorization": "Basic ?"}).status_code == 401
        written = web.post("/feeds", json={"url": "https://a.example/"}, auth=("any", token(desk, "write")))
        assert written.status_code == 403  # a browser would send it along from anywhere


def test_who_guesses_is_stopped(tmp_path: Path) -> None:
    with desks.served(Opening(tmp_path / "desk.kutip")) as desk:
        desks.cookie(desk, "admin")
        right = {"authorization": f"Bearer {token(desk, 'read')}"}
        with httpx.Client(base_url=desk.opening.address) as web:
            assert web.get("/index.json", headers=right).status_code == 200
            told = [web.get("/index.json", headers={"authorization": f"Bearer {n}"}).status_code for n in range(11)]
            assert told == [401] * 10 + [429]
            assert web.get("/index.json", headers=right).status_code == 200
            answer = web.get("/index.json", headers={"authorization": "Bearer 12"})
            assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
            sent = {"name": "admin", "password": PASSWORD}
            assert web.post("/login", json=sent, headers=SAME).status_code == 429
            assert web.get("/login").status_code == 200


def test_wrong_passwords_are_counted(tmp_path: Path) -> None:
    with desks.served(Opening(tmp_path / "desk.kutip")) as desk:
        desks.cookie(desk, "admin")
        with httpx.Client(base_url=desk.opening.address, headers=SAME) as web:
            names = ["admin"] * 5 + ["nobody at all"] * 6
            told = [web.post("/login", json={"name": name, "password": "x"}).status_code for name in names]
    assert told == [401] * 10 + [429]


def test_tries_are_forgotten_after_a_minute() -> None:
    clock = [0.0]
    tries = Tries(lambda: clock[0])
    for _ in range(10):
        tries.count("a")
    with pytest.raises(RefusedError):
        tries.check("a")
    tries.check("b")
    clock[0] = 61.0
    tries.check("a")


def test_who_may_no_longer_log_in_is_out_at_once_with_their_tokens(tmp_path: Path) -> None:
    with desks.served(Opening(tmp_path / "desk.kutip")) as desk:
        desks.cookie(desk, "admin")
        with browser(desk, "analyst") as analyst, browser(desk, "admin") as admin:
            key = analyst.post("/tokens", json={"name": "script", "scope": "write"}).json()["key"]
            with httpx.Client(base_url=desk.opening.address, headers={"authorization": f"Bearer {key}"}) as program:
                assert program.post("/feeds", json={"url": "https://a.example/"}).status_code == 201
                number = next(one["id"] for one in admin.get("/users.json").json()["users"] if one["name"] == "analyst")
                assert admin.post(f"/users/{number}/gone", json={}).status_code == 201
                assert program.get("/index.json").status_code == 401
            assert analyst.get("/index.json").status_code == 401
            admin.post("/users", json={"name": "analyst", "password": PASSWORD, "role": "admin"})
            assert httpx.get(f"{desk.opening.address}/index.json", headers=program.headers).status_code == 401


def test_a_new_password_ends_the_other_sessions(tmp_path: Path) -> None:
    opening, sent = Opening(tmp_path / "desk.kutip"), {"old": PASSWORD, "password": "another horse battery"}
    with desks.served(opening) as desk, browser(desk, "admin") as one, browser(desk, "admin") as other:
        assert one.post("/password", json=sent | {"old": "wrong"}).status_code == 401
        assert one.post("/password", json=sent).status_code == 201
        assert one.get("/index.json").status_code == 200
        assert other.get("/index.json").status_code == 401
        assert other.post("/login", json={"name": "admin", "password": PASSWORD}).status_code == 401
        assert other.post("/login", json={"name": "admin", "password": sent["password"]}).status_code == 201


def test_a_reader_makes_no_token_that_writes(desk: Desk) -> None:
    with browser(desk, "reader") as web:
        assert web.post("/tokens", json={"name": "script", "scope": "write"}).status_code == 403
        assert web.post("/tokens", json={"name": "script"}).status_code == 201


def test_the_last_admin_stays(tmp_path: Path) -> None:
    with desks.served(Opening(tmp_path / "desk.kutip")) as desk, browser(desk, "admin") as web:
        (admin,) = web.get("/users.json").json()["users"]
        assert web.post(f"/users/{admin['id']}/gone", json={}).status_code == 400
        assert web.post("/users", json={"name": "admin", "password": PASSWORD}).status_code == 400
        assert web.post("/users", json={"name": "x", "password": "short"}).status_code == 400


def test_a_token_of_an_open_desk_is_nothing_when_people_log_in(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "desk.kutip", owner="Ani")
    with desks.served(opening) as desk, httpx.Client(base_url=desk.opening.address, headers=SAME) as web:
        key = web.post("/tokens", json={"name": "script", "scope": "write"}).json()["key"]
        bearer = {"authorization": f"Bearer {key}"}
        assert web.get("/index.json", headers=bearer).status_code == 200
        desks.cookie(desk, "admin")
        assert web.get("/index.json", headers=bearer).status_code == 401
        assert web.get("/index.json").status_code == 401
