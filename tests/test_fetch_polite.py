"""Good manners: robots.txt, one request at a time with a pause, patience with a site in trouble, nothing twice."""

import gzip
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from kutip.errors import InputError
from kutip.fetch.client import Client
from kutip.fetch.exchange import Answer, AnswerError
from kutip.fetch.limits import Limits
from kutip.fetch.robots import HELD, Robots, Rules
from tests.servers import Asked, Net, Play, Reply, Site, Time, html, moved, nothing, site

PAGE = html("Siap.")


class Desk:
    """A client before a site that is played, with a clock that only sleeping moves."""

    def __init__(self, **limits: Any) -> None:
        self.robots = nothing(Asked("/robots.txt", {}))
        self.play: Play = lambda asked: PAGE
        self.time = Time()
        self.limits = Limits(**limits)

    def __enter__(self) -> "Desk":
        self.running = site(lambda asked: self.robots if asked.path == "/robots.txt" else self.play(asked))
        self.site: Site = self.running.__enter__()
        self.net = Net({80: self.site.port})
        net, now = self.net, self.time
        self.client = Client(limits=self.limits, resolve=net.resolve, dial=net.dial, sleep=now.sleep, clock=now.clock)
        return self

    def __exit__(self, *error: Any) -> None:
        self.client.close()
        self.running.__exit__(*error)

    def get(self, path: str = "/", **more: Any) -> Answer:
        """What a page of the site gives."""
        return self.client.get(f"http://news.example{path}", **more)


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A client before a site."""
    with Desk() as there:
        yield there


def robots(*lines: str) -> Reply:
    """A robots.txt."""
    return Reply(200, "\n".join(lines).encode(), {"Content-Type": "text/plain"})


# --- robots.txt -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "allowed", "closed"),
    [
        (["User-agent: *", "Disallow: /inside"], ["/", "/outside"], ["/inside", "/inside/a"]),
        (["User-agent: KUTIP", "Disallow: /", "User-agent: *", "Allow: /"], [], ["/"]),
        (["User-agent: other", "Disallow: /"], ["/"], []),
        (["User-agent: a", "User-agent: kutip # and", "User agent b", "Disallow: /"], [], ["/"]),
        (["User-agent: a", "User-agent:*", "Disallow: /b", "User-agent: c", "Disallow: /"], ["/"], ["/b"]),
        (["user-agent:kuti*", "Disallow: /b", "Useragent *", "Disallow: /"], ["/"], ["/b"]),
        (["User-agent: tip", "Disallow: /"], ["/"], []),
        (["User-agent: *", "Disallow: /*.pdf$", "Allow: /a"], ["/b.pdf?x", "/a/b"], ["/b.pdf"]),
        (["User-agent: *", "Disallow: /p", "Allow: /press"], ["/press/1"], ["/page"]),
        (["\ufeffUser-agent: *", "Disallow: /berita/"], ["/"], ["/berita/1"]),
        (["<!doctype html><title>Siap</title>"], ["/"], []),
        (["User-agent: *", "Disallow:"], ["/"], []),
    ],
)
def test_what_robots_txt_closes_is_not_fetched(
    desk: Desk, lines: list[str], allowed: list[str], closed: list[str]
) -> None:
    desk.robots = robots(*lines)
    for path in allowed:
        assert desk.get(path).body == b"Siap."
    for path in closed:
        with pytest.raises(
            InputError, match=r"^http://news\.example/robots\.txt does not let programs fetch this page"
        ):
            desk.get(path)
    assert desk.site.paths == ["/robots.txt", *allowed]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 204])
def test_a_site_without_robots_txt_is_open(desk: Desk, status: int) -> None:
    desk.robots = Reply(status, b"" if status == 204 else b"User-agent: *\nDisallow: /")
    assert desk.get().body == b"Siap."


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_txt_fails_is_closed_for_now(desk: Desk, status: int) -> None:
    desk.robots = Reply(status)
    for _ in range(2):
        with pytest.raises(InputError, match=f"robots.txt answered {status}, so nothing may be fetched there now"):
            desk.get()
    asked = len(desk.site.asked)
    assert asked == (1 if status == 500 else 3)
    desk.time.now += 601
    desk.robots = robots("User-agent: *", "Allow: /")
    assert desk.get().body == b"Siap."


def test_robots_txt_is_asked_for_once_a_day(desk: Desk) -> None:
    for path in ("/a", "/b"):
        desk.get(path)
    desk.time.now += 90_000
    desk.get("/c")
    assert desk.site.paths == ["/robots.txt", "/a", "/b", "/robots.txt", "/c"]


def test_the_rules_of_many_sites_are_kept() -> None:
    with site(lambda asked: Reply(404) if asked.path == "/robots.txt" else html("Siap.")) as there:
        net = Net({80: there.port})
        with Client(limits=Limits(pause=0), resolve=net.resolve, dial=net.dial) as client:
            for _ in range(2):
                for number in range(300):
                    client.get(f"http://paper{number}.example/")
        assert there.paths.count("/robots.txt") == 300


def test_large_rules_make_way() -> None:
    robots = Robots("kutip", lambda: 0.0)
    for number in range(1_000):
        robots.keep(f"http://paper{number}.example", Rules("", 1.0, size=500_000))
        robots.keep("http://last.example", Rules("", 1.0))
    assert len(robots.known) * 500_000 <= HELD + 500_000
    assert {"http://paper999.example", "http://last.example"} <= robots.known.keys()
    assert robots.size == sum(rules.size for rules in robots.known.values())


def test_robots_txt_may_lie_elsewhere(desk: Desk) -> None:
    desk.robots = moved("http://news.example/rules")
    desk.play = lambda asked: robots("User-agent: *", "Disallow: /a") if asked.path == "/rules" else PAGE
    with pytest.raises(InputError, match="does not let programs fetch"):
        desk.get("/a")
    assert desk.get("/b").body == b"Siap."


@pytest.mark.parametrize("place", ["/robots.txt", "ftp://news.example/robots.txt"])
def test_robots_txt_that_leads_nowhere_closes_nothing(desk: Desk, place: str) -> None:
    desk.robots = moved(place)
    assert desk.get().body == b"Siap."


def test_robots_txt_that_leads_inside_is_refused(desk: Desk) -> None:
    desk.robots = moved("http://127.0.0.1/robots.txt")
    with pytest.raises(InputError, match="refused: private address"):
        desk.get()
    assert set(desk.net.dialled) == {"93.184.216.34"}


def test_a_redirect_asks_the_robots_txt_of_its_site(desk: Desk) -> None:
    desk.play = lambda asked: moved("http://other.example/b") if asked.headers["Host"] == "news.example" else PAGE
    desk.get("/a")
    assert [(asked.headers["Host"], asked.path) for asked in desk.site.asked] == [
        ("news.example", "/robots.txt"),
        ("news.example", "/a"),
        ("other.example", "/robots.txt"),
        ("other.example", "/b"),
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_half_a_megabyte_of_robots_txt_is_read(desk: Desk, packed: bool) -> None:
    filler = "#" + "a" * 99
    desk.robots = robots("User-agent: *", "Disallow: /a", *[filler] * 6000, "Disallow: /b")
    if packed:
        desk.robots = Reply(200, gzip.compress(desk.robots.body), {"Content-Encoding": "gzip"})
    with pytest.raises(InputError):
        desk.get("/a")
    assert desk.get("/b").body == b"Siap."


def test_a_crowd_of_names_costs_nothing(desk: Desk) -> None:
    names, lines = (f"User-agent: a{n}" for n in range(15_000)), (f"Disallow: /{n}" for n in range(15_000))
    desk.robots = robots(*names, "User-agent: *", *lines)
    start = time.process_time()
    assert desk.get("/a").body == b"Siap."
    assert time.process_time() - start < 2


# --- pace -------------------------------------------------------------------------------------------------------------


def test_a_pause_stands_between_two_requests_to_a_host(desk: Desk) -> None:
    for path in ("/a", "/b"):
        desk.get(path)
    assert desk.time.slept == [1.0, 1.0]


def test_other_hosts_need_not_wait(desk: Desk) -> None:
    for host in ("one", "two", "three"):
        desk.client.get(f"http://{host}.example/")
    assert desk.time.slept == [1.0, 1.0, 1.0]


def test_time_spent_elsewhere_is_no_pause(desk: Desk) -> None:
    desk.get("/a")
    desk.time.now += 5
    desk.get("/b")
    assert desk.time.slept == [1.0]


@pytest.mark.parametrize(("asked", "pause"), [("7", 7.0), ("0.1", 1.0), ("86400", 30.0), ("-3", 1.0), ("soon", 1.0)])
def test_a_site_may_ask_for_longer_pauses_within_reason(desk: Desk, asked: str, pause: float) -> None:
    desk.robots = robots("User-agent: *", f"Crawl-delay: {asked}")
    for path in ("/a", "/b"):
        desk.get(path)
    assert desk.time.slept == [pause, pause]


def test_only_pauses_that_a_site_asks_for_are_not_part_of_its_time() -> None:
    with Desk(pause=2.0, seconds=5.0) as desk:
        desk.play = chain(3)
        with pytest.raises(InputError, match="no answer within 5 seconds"):
            desk.get("/0")
    with Desk(pause=1.0, seconds=5.0) as desk:
        desk.robots, desk.play = robots("User-agent: *", "Crawl-delay: 9"), chain(3)
        assert desk.get("/0").body == b"Siap."


def chain(length: int) -> Play:
    """A site that sends its reader on so many times."""
    return lambda asked: moved(f"/{int(asked.path[1:]) + 1}") if int(asked.path[1:]) < length else PAGE


def test_one_request_to_a_host_at_a_time() -> None:
    running: list[int] = []
    most: list[int] = []

    def play(asked: Asked) -> Reply:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()
        return PAGE

    with site(play) as there:
        net = Net({80: there.port})
        with Client(limits=Limits(pause=0), resolve=net.resolve, dial=net.dial) as client:
            threads = [threading.Thread(target=client.get, args=(f"http://a.example/{n}",)) for n in range(6)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    assert len([path for path in there.paths if path != "/robots.txt"]) == 6
    assert max(most) == 1


def test_two_hosts_are_asked_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=5)

    def play(asked: Asked) -> Reply:
        if asked.path != "/robots.txt":
            both.wait()
        return PAGE

    with site(play) as there:
        net = Net({80: there.port})
        with Client(limits=Limits(pause=0), resolve=net.resolve, dial=net.dial) as client:
            other = threading.Thread(target=client.get, args=("http://a.example/",))
            other.start()
            assert client.get("http://b.example/").body == b"Siap."
            other.join()


# --- patience ---------------------------------------------------------------------------------------------------------


def after(failures: int, failure: Reply) -> Play:
    """A site that fails so many times before it answers."""
    left = [failure] * failures
    return lambda asked: left.pop() if left else PAGE


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_site_in_trouble_is_asked_again_later_and_later(desk: Desk, status: int) -> None:
    desk.play = after(2, Reply(status))
    assert desk.get().body == b"Siap."
    assert desk.time.slept == [1.0, 1.0, 2.0]
    desk.play = after(3, Reply(status))
    with pytest.raises(AnswerError, match=f"answered {status}"):
        desk.get()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 500, 501])
def test_a_plain_no_is_taken(desk: Desk, status: int) -> None:
    desk.play = after(1, Reply(status))
    with pytest.raises(AnswerError):
        desk.get()
    assert len(desk.site.asked) == 2


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "20"}, 20.0),
        ({"Retry-After": "0"}, 1.0),
        ({"Retry-After": "soon"}, 1.0),
        ({"Retry-After": "Mon, 23 Nov 2026 10:00:07 GMT", "Date": "Mon, 23 Nov 2026 10:00:00 GMT"}, 7.0),
        ({"Retry-After": "Mon, 23 Nov 2026 09:00:00 GMT", "Date": "Mon, 23 Nov 2026 10:00:00 GMT"}, 1.0),
    ],
)
def test_a_site_says_when_to_come_again(desk: Desk, headers: dict[str, str], wait: float) -> None:
    desk.play = after(1, Reply(503, b"", headers))
    assert desk.get().body == b"Siap."
    assert desk.time.slept == [1.0, wait]


def test_a_site_that_wants_an_hour_gets_it(desk: Desk) -> None:
    desk.play = after(1, Reply(429, b"", {"Retry-After": "3600"}))
    with pytest.raises(AnswerError, match="it asks for fewer requests"):
        desk.get()
    with pytest.raises(InputError, match=r"news\.example asked to be left alone for another 3600 seconds"):
        desk.get()
    assert len(desk.site.asked) == 2
    desk.time.now += 3601
    assert desk.get().body == b"Siap."


def test_a_connection_that_was_closed_meanwhile_is_made_again(desk: Desk) -> None:
    closing = {"Connection": "close", "Content-Type": "text/html"}
    desk.play = lambda asked: Reply(200, b"Siap.", closing)
    for _ in range(3):
        assert desk.get().body == b"Siap."
    assert len(desk.net.dialled) == 3


# --- nothing twice ----------------------------------------------------------------------------------------------------


def test_a_page_that_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    def play(asked: Asked) -> Reply:
        same = asked.headers.get("If-None-Match") == '"1"' or "If-Modified-Since" in asked.headers
        return Reply(304, b"", {"ETag": '"1"'}) if same else html("Siap.", ETag='"1"')

    desk.play = play
    first = desk.get()
    assert first.last.header("ETag".lower()) == '"1"'
    again = desk.get(validators=('"1"', None))
    assert (again.last.status, again.body) == (304, b"")
    assert desk.get(validators=(None, "Mon, 23 Nov 2026 10:00:00 GMT")).last.status == 304
    assert desk.get(validators=('"2"', None)).body == b"Siap."


@pytest.mark.parametrize(("place", "kept"), [("http://www.news.example/a", True), ("http://www.news.example/b", False)])
def test_the_sign_of_a_copy_goes_with_its_page_only(desk: Desk, place: str, kept: bool) -> None:
    desk.play = lambda asked: moved(place) if asked.headers["Host"] == "news.example" else PAGE
    desk.get("/a", validators=('"1"', None))
    assert ("If-None-Match" in desk.site.asked[-1].headers) == kept


# --- pages that move on -----------------------------------------------------------------------------------------------

REFRESHES = {
    "<meta http-equiv=refresh content='0;url=/next'>": "/next",
    '<META HTTP-EQUIV="Refresh" CONTENT="3; URL=&quot;/next?a=1&amp;b=2&quot;">': "/next?a=1&b=2",
    "<meta content='0, /next' http-equiv=' refresh '/>": "/next",
    "<meta http-equiv=refresh content='0.5;url= /next '>": "/next",
    "<meta http-equiv=refresh content='300;url=/next'>": None,
    "<meta http-equiv=refresh content='5'>": None,
    "<meta http-equiv=refresh content=';url=/next'>": "/next",
    "<meta name=refresh content='0;url=/next'>": None,
    "<!-- <meta http-equiv=refresh content='0;url=/next'> -->": None,
    "<noscript><meta http-equiv=refresh content='0;url=/next'></noscript>": None,
    "<script>'<meta http-equiv=refresh content=\"0;url=/next\">'</script>": None,
    "<title><meta http-equiv=refresh content='0;url=/next'></title>": None,
    "<p>" + "a" * 70_000 + "<meta http-equiv=refresh content='0;url=/next'>": None,
}


@pytest.mark.parametrize("body", REFRESHES)
def test_a_page_that_moves_on_at_once_is_followed(desk: Desk, body: str) -> None:
    desk.play = lambda asked: html(body) if asked.path == "/a" else PAGE
    answer = desk.get("/a")
    assert answer.url.removeprefix("http://news.example") == (REFRESHES[body] or "/a")


def test_a_page_that_reloads_itself_is_read(desk: Desk) -> None:
    desk.play = lambda asked: html("Siap.<meta http-equiv=refresh content='5;url=/a'>")
    assert desk.get("/a").body.startswith(b"Siap.")


def test_two_pages_that_move_on_to_each_other_are_a_circle(desk: Desk) -> None:
    desk.play = lambda asked: html(f"<meta http-equiv=refresh content='0;url={'/b' if asked.path == '/a' else '/a'}'>")
    with pytest.raises(AnswerError, match="in a circle"):
        desk.get("/a")


def test_a_redirect_in_the_letters_of_its_country_is_followed(desk: Desk) -> None:
    desk.play = lambda asked: moved("/бер?q=이".encode().decode("latin-1")) if asked.path == "/a" else PAGE
    assert desk.get("/a").url == "http://news.example/%D0%B1%D0%B5%D1%80?q=%EC%9D%B4"
