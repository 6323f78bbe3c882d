"""Feeds that are asked again and again: what is new comes once, nothing is lost, and nobody is asked too often."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest

from kutip import store
from kutip.kept import Feed, Job, Listing
from kutip.record import Capture
from kutip.run import moment, poll
from kutip.run.poll import Look, Poll
from kutip.run.web import Web
from kutip.store import Store
from tests.servers import Asked, Reply, Site, html, nothing, site

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
TYPE = "application/rss+xml"
BODY = "".join(
    f"<p>Paragraf {number}: jembatan itu dibuka pada hari Kamis, kata Rina Sutopo.</p>" for number in range(5)
)


class Paper:
    """A site with a feed; its items are pages, or stand whole in the feed."""

    def __init__(self) -> None:
        self.items: list[str] = []
        self.whole: dict[str, str] = {}
        self.status: dict[str, int] = {}
        self.edition = ""
        self.tagged = True

    def feed(self) -> str:
        """The feed, the newest item first."""
        items = "".join(
            f"<item><guid>{name}</guid><title>Berita {name}{self.edition}</title><link>/{name}</link>"
            f"<pubDate>Mon, 01 Jun 2026 {10 + place // 3600:02}:{place // 60 % 60:02}:{place % 60:02} +0000</pubDate>"
            f"{self.content(name)}</item>"
            for place, name in reversed(list(enumerate(self.items)))
        )
        return f"<rss version='2.0'><channel><title>Harian Kita</title>{items}</channel></rss>"

    def content(self, name: str) -> str:
        """The text of an item that stands in the feed."""
        space = 'xmlns:c="http://purl.org/rss/1.0/modules/content/"'
        return f"<c:encoded {space}>{escape(self.whole[name])}</c:encoded>" if name in self.whole else ""

    def __call__(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix("/")
        if path in self.status:
            return Reply(self.status[path], b"no")
        if path == "feed":
            mark = f'"{len(self.items)}{self.edition}"'
            if self.tagged and asked.headers.get("If-None-Match") == mark:
                return Reply(304)
            headers = {"Content-Type": "application/rss+xml"} | ({"ETag": mark} if self.tagged else {})
            return Reply(200, self.feed().encode(), headers)
        if path == "map":
            urls = "".join(f"<url><loc>http://{asked.headers['Host']}/{name}</loc></url>" for name in self.items)
            body = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"
            return Reply(200, body.encode(), {"Content-Type": "application/xml"})
        if path in self.items:
            return html(f"<html lang=id><title>{path}</title><article><h1>Berita {path}</h1>{BODY}</article></html>")
        return nothing(asked)


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def there(paper: Paper) -> Iterator[Site]:
    with site(paper) as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path) -> Store:
    """A store in which nothing is yet."""
    return store.open(tmp_path / "desk.kutip", write=True)


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(private=True, pause=0) as found:
        yield found


def add(desk: Store, url: str, **more: Any) -> Feed:
    """A feed that somebody added."""
    return desk.put(Feed(0, url, "rina", moment.written(NOW), **more))


def looks(poller: Poll, desk: Store, now: datetime) -> list[Look]:
    """What comes of all looks that are due, settled."""
    found: list[Look] = []
    while True:
        back = poller.turn(desk, now)
        for look in back:
            found.append(look)
            with desk.writing():
                poller.settle(desk, look, now)
        if not back and not poller.away:
            return found
        time.sleep(0.005)


def names(found: list[Look]) -> list[str]:
    """The reports that came, by the end of their address."""
    return [(capture.url or "").rpartition("/")[2] for look in found for capture in look.captures]


def test_what_is_new_comes_once(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items = ["satu", "dua"]
    add(desk, f"{there.url}/feed")
    poller = Poll(web)
    assert sorted(names(looks(poller, desk, NOW))) == ["dua", "satu"]
    assert looks(poller, desk, NOW + timedelta(seconds=5)) == []  # not due yet
    assert names(looks(poller, desk, NOW + timedelta(minutes=5))) == []
    assert there.asked[-1].headers["If-None-Match"] == '"2"'
    paper.items.append("tiga")
    assert names(looks(poller, desk, NOW + timedelta(minutes=10))) == ["tiga"]
    assert there.paths.count("/satu") == there.paths.count("/dua") == 1


def test_a_site_that_knows_no_validators_gives_nothing_twice(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items, paper.tagged = ["satu"], False
    add(desk, f"{there.url}/feed")
    poller = Poll(web)
    assert names(
        [look for minute in range(5) for look in looks(poller, desk, NOW + timedelta(minutes=minute * 5))]
    ) == ["satu"]


def test_another_keeper_goes_on_where_the_last_one_stopped(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items = ["satu"]
    add(desk, f"{there.url}/feed")
    assert names(looks(Poll(web), desk, NOW)) == ["satu"]
    paper.items.append("dua")
    assert names(looks(Poll(web), desk, NOW + timedelta(minutes=5))) == ["dua"]


def test_what_was_not_kept_comes_again(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items = ["satu"]
    add(desk, f"{there.url}/feed")
    broken = Poll(web)
    while not (back := broken.turn(desk, NOW)):
        time.sleep(0.005)
    assert names(list(back)) == ["satu"]
    assert broken.turn(desk, NOW) == ()  # until it is settled nothing more is asked of it
    assert names(looks(Poll(web), desk, NOW)) == ["satu"]


def test_an_item_that_says_something_else_comes_again(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items = ["satu"]
    add(desk, f"{there.url}/feed")
    poller = Poll(web)
    looks(poller, desk, NOW)
    paper.edition = " (diperbarui)"
    assert names(looks(poller, desk, NOW + timedelta(minutes=5))) == ["satu"]


def test_a_text_that_stands_in_the_feed_is_taken_from_there(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items, paper.whole = ["satu", "dua"], {"dua": BODY}
    add(desk, f"{there.url}/feed")
    poller = Poll(web)
    found = looks(poller, desk, NOW)
    assert sorted(names(found)) == ["dua", "satu"]
    assert "/dua" not in there.paths
    (whole,) = (one for look in found for one in look.captures if one.url == f"{there.url}/dua")
    assert (whole.outlet, whole.body) == ("Harian Kita", BODY)
    paper.whole["dua"] = BODY.replace("Kamis", "Jumat")
    paper.edition = " "  # another ETag
    found = looks(poller, desk, NOW + timedelta(minutes=5))
    assert "Jumat" in str([one.body for look in found for one in look.captures if one.url == f"{there.url}/dua"])


def test_a_sitemap_is_a_feed(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items = ["satu"]
    add(desk, f"{there.url}/map")
    poller = Poll(web)
    assert names(looks(poller, desk, NOW)) == ["satu"]
    paper.items.append("dua")
    assert names(looks(poller, desk, NOW + timedelta(minutes=5))) == ["dua"]


def test_of_a_new_feed_the_newest_are_taken_and_then_all(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items = [f"a{number}" for number in range(250)]
    add(desk, f"{there.url}/feed")
    poller = Poll(web)
    found = looks(poller, desk, NOW)
    assert sorted(names(found)) == sorted(paper.items[-poll.BEGIN :])
    assert names(found)[0] == "a249"
    assert max(len(look.captures) for look in found) == poll.PIECE
    paper.items += [f"b{number}" for number in range(150)]
    assert sorted(names(looks(poller, desk, NOW + timedelta(minutes=5)))) == sorted(paper.items[-150:])


# --- what fails -------------------------------------------------------------------------------------------------------


def test_a_report_that_a_site_does_not_give_is_asked_for_three_times_and_told(
    desk: Store, web: Web, there: Site, paper: Paper
) -> None:
    paper.items, paper.status = ["satu", "dua"], {"dua": 404}
    add(desk, f"{there.url}/feed")
    poller = Poll(web)
    for minute in range(6):
        looks(poller, desk, NOW + timedelta(minutes=minute * 5))
    assert (there.paths.count("/dua"), there.paths.count("/satu")) == (3, 1)
    (job,) = desk.notes(Job)
    assert (job.state, job.what, job.by) == ("failed", f"{there.url}/dua", "rina")
    assert "404" in (job.why or "")


def test_a_report_that_a_site_cannot_give_now_is_not_lost(desk: Store, there: Site, paper: Paper) -> None:
    paper.items, paper.status = ["satu"], {"satu": 404}
    add(desk, f"{there.url}/feed")
    with Web(private=True, pause=0) as web:
        poller = Poll(web)
        looks(poller, desk, NOW)
        del paper.status["satu"]
        assert names(looks(poller, desk, NOW + timedelta(minutes=5))) == ["satu"]  # though the feed is as it was
    assert desk.notes(Job) == ()


def test_reports_that_a_site_cannot_give_keep_back_no_others(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items = [f"a{number}" for number in range(40)]
    paper.status = dict.fromkeys(paper.items[-poll.PIECE :], 404)
    add(desk, f"{there.url}/feed")
    assert sorted(names(looks(Poll(web), desk, NOW))) == sorted(paper.items[: -poll.PIECE])
    assert there.paths.count("/a39") <= 2


def test_a_feed_that_fails_is_asked_less_and_less_and_says_why(
    desk: Store, web: Web, there: Site, paper: Paper
) -> None:
    paper.items, paper.status = ["satu"], {"feed": 404}
    feed = add(desk, f"{there.url}/feed", every=60)
    poller = Poll(web)
    now, pauses = NOW, []
    for _ in range(14):
        looks(poller, desk, now)
        (feed,) = desk.notes(Feed)
        pauses.append((moment.read(feed.due) - now).total_seconds())
        now = moment.read(feed.due)
    assert pauses[:4] == [120, 240, 480, 960]
    assert pauses[-1] == poll.DAY
    assert (feed.tries, "404" in (feed.why or "")) == (14, True)
    del paper.status["feed"]
    assert names(looks(poller, desk, now)) == ["satu"]
    (feed,) = desk.notes(Feed)
    assert (feed.tries, feed.why) == (0, None)


@pytest.mark.parametrize(
    ("path", "said"),
    [("satu", "a page, not a feed"), ("none", "404"), ("feed", None)],
)
def test_what_is_no_feed_says_so(desk: Store, web: Web, there: Site, paper: Paper, path: str, said: str | None) -> None:
    paper.items = ["satu"]
    add(desk, f"{there.url}/{path}")
    looks(Poll(web), desk, NOW)
    (feed,) = desk.notes(Feed)
    assert said in feed.why if said and feed.why else feed.why is said


LINK = "<link rel='{}' type='{}' href='{}'>"


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ([("alternate", "application/rss+xml", "/rss?a=1#x")], "/rss?a=1#x"),
        ([("x Alternate", "Application/Atom+XML; charset=utf-8", "atom"), ("alternate", TYPE, "/b")], "/section/atom"),
        (
            [("alternate", "text/html", "/en"), ("alternate", TYPE, "javascript:alert(1)"), ("alternate", TYPE, "/c")],
            "/c",
        ),
        ([("stylesheet", TYPE, "/d"), ("alternate", TYPE, "http://[bad")], None),
    ],
)
def test_a_page_is_no_feed_but_may_name_one(
    desk: Store, web: Web, links: list[tuple[str, str, str]], said: str | None
) -> None:
    head = "".join(LINK.format(*link) for link in links)
    with site(lambda asked: html(f"<html><head>{head}</head><body>{BODY}")) as there:
        add(desk, f"{there.url}/section/")
        looks(Poll(web), desk, NOW)
    end = f"follow the feed that it names: {there.url}{said}" if said else "give the address of a feed of its site"
    assert (desk.notes(Feed)[0].why or "").endswith(end)


def test_a_feed_inside_the_own_network_is_not_asked(desk: Store, there: Site, paper: Paper) -> None:
    add(desk, f"{there.url}/feed")
    add(desk, "http://127.0.0.1/feed")
    with Web(pause=0) as web:
        looks(Poll(web), desk, NOW)
    assert [bool(feed.why) for feed in desk.notes(Feed)] == [True, True]
    assert there.asked == []


@pytest.mark.parametrize(
    "body", [b"", b"<rss", b"{}", b"[1]", b"\x00" * 99, b"<feed>" * 9999, b'{"items": [{}, 1, null]}']
)
def test_no_feed_stops_the_others(desk: Store, web: Web, there: Site, paper: Paper, body: bytes) -> None:
    paper.items = ["satu"]
    with site(lambda asked: Reply(200, body, {"Content-Type": "application/rss+xml"})) as odd:
        add(desk, f"{odd.url}/odd")
        add(desk, f"{there.url}/feed")
        assert names(looks(Poll(web), desk, NOW)) == ["satu"]


def test_a_fault_of_our_own_stops_no_other_feed(desk: Store, there: Site, paper: Paper) -> None:
    class Faulty(Web):
        def settled(self, url: str, answer: Any) -> Any:
            if url.endswith("odd"):
                raise RecursionError("too deep")
            return super().settled(url, answer)

    paper.items = ["satu", "odd"]
    add(desk, f"{there.url}/odd")
    add(desk, f"{there.url}/feed")
    with Faulty(private=True, pause=0) as web:
        poller = Poll(web)
        assert names(looks(poller, desk, NOW)) == ["satu"]
        for minute in range(5):
            looks(poller, desk, NOW + timedelta(minutes=minute * 5))
    odd, feed = desk.notes(Feed)
    assert odd.why == "kutip failed on it (RecursionError: too deep); please report it"
    assert feed.why is None
    assert [job.why for job in desk.notes(Job)] == [odd.why]


# --- how often --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("captures", "validators", "ends"),
    [
        ((), ('"1"', None), poll.LONGEST),
        ((), (None, "Mon, 01 Jun 2026 10:00:00 GMT"), poll.LONGEST),
        ((), (None, None), poll.HEAVY),
        ((Capture("a", "text"),), ('"1"', None), poll.SHORTEST),
        ((Capture("a", "text"),), (None, None), poll.SHORTEST),
    ],
)
def test_a_pause_has_bounds(captures: tuple[Capture, ...], validators: Any, ends: int) -> None:
    feed = Feed(1, "http://a.example", "rina", "")
    for _ in range(60):
        feed = poll.looked(feed, Look(feed, captures=captures, validators=validators), NOW)
    assert feed.every == ends


def test_a_pause_settles_where_a_feed_shows_its_pace() -> None:
    feed, now, last = Feed(1, "http://a.example", "rina", ""), NOW, 0.0
    for _ in range(400):
        now += timedelta(seconds=feed.every)
        new = (now - NOW).total_seconds() - last >= 600
        last += 600 * new
        feed = poll.looked(feed, Look(feed, captures=(Capture("a", "text"),) if new else ()), now)
    assert 75 <= feed.every <= 300


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 45),
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": "max-age=600", "Age": "200"}, 400),
        ({"Cache-Control": "max-age=600", "Age": "9000"}, 45),
        ({"Cache-Control": "max-age=10"}, 45),
        ({"Cache-Control": "s-maxage=600, no-cache"}, 45),
        ({"Cache-Control": "max-age=999999999"}, poll.FRESH),
        ({"Cache-Control": "max-age=-5, x" + "1" * 999}, 45),
        ({"Cache-Control": "max-age=600", "Age": "soon"}, 600),
    ],
)
def test_a_feed_is_not_asked_while_its_site_would_say_the_same(
    desk: Store, web: Web, headers: dict[str, str], seconds: int
) -> None:
    feed = b"<rss version='2.0'><channel><title>Harian Kita</title></channel></rss>"
    sent = {"Content-Type": "application/rss+xml", "ETag": '"1"'} | headers
    with site(lambda asked: Reply(200, feed, sent)) as there:
        add(desk, f"{there.url}/feed")
        looks(Poll(web), desk, NOW)
    assert (moment.read(desk.notes(Feed)[0].due) - NOW).total_seconds() == seconds


def test_a_paused_feed_rests_and_stays_paused(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    paper.items = ["satu"]
    add(desk, f"{there.url}/feed", paused=True)
    assert looks(Poll(web), desk, NOW) == []
    feed = add(desk, f"{there.url}/feed?again")
    poller = Poll(web)
    while not (back := poller.turn(desk, NOW)):
        time.sleep(0.005)
    desk.put(Feed(feed.id, feed.url, "rina", feed.made, paused=True))  # while it was looked at
    poller.settle(desk, back[0], NOW)
    assert desk.notes(Feed, id=feed.id)[0].paused


def test_what_is_known_of_a_feed_is_as_large_as_the_feed(desk: Store, web: Web, there: Site, paper: Paper) -> None:
    add(desk, f"{there.url}/feed")
    poller = Poll(web)
    for number in range(6):
        paper.items = [f"n{number * 5 + place}" for place in range(5)]
        paper.edition = str(number)
        looks(poller, desk, NOW + timedelta(hours=number))
    (listing,) = desk.notes(Listing)
    assert len(listing.items) == 5 * (poll.SIZE + 1)


def test_five_hundred_feeds_are_asked_in_turn(desk: Store, web: Web, paper: Paper) -> None:
    paper.items = ["satu"]
    with site(paper, host="") as there:
        with desk.writing():
            for number in range(500):
                add(desk, f"http://127.0.{number // 250}.{number % 250 + 1}:{there.port}/feed")
        start = time.monotonic()
        found = looks(Poll(web), desk, NOW)
        took = time.monotonic() - start
    assert [look.why for look in found] == [None] * 500
    assert there.paths.count("/robots.txt") == 500
    assert len(names(found)) == 500
    assert took < 30
