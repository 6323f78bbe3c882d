"""The keeper: what people give is read, kept and told, how far it came is seen, and whoever kills it loses nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from kutip import store as stores
from kutip.errors import StoreError
from kutip.kept import Alert, Feed, Job, Question, Watch
from kutip.record import Capture
from kutip.run import many
from kutip.run.alone import alone
from kutip.run.child import Child
from kutip.run.jobs import Begin
from kutip.run.keeper import Keeper
from kutip.run.web import Web
from kutip.run.workers import Coming, Packed, Workers
from kutip.store import Store
from tests.servers import Asked, Reply, Site, html, nothing, site

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
AT = "2026-06-01T08:00:00Z"
TEXT = "Jembatan {0} dibuka\n\n“Jembatan {0} sudah dibuka,” kata Rina Sutopo, Kamis. Warga menyambut kabar itu."
PAGE = (
    "<html lang=id><title>Jembatan {0} dibuka</title><article><h1>Jembatan {0} dibuka</h1>"
    "<p>“Jembatan {0} sudah dibuka,” kata Rina Sutopo, Kamis.</p>" + "<p>Warga {0} menyambut kabar itu.</p>" * 4
)
ITEM = "<item><guid>{0}</guid><title>{0}</title><link>{1}/{0}</link></item>"


def town(path: str) -> str:
    """The name on a page."""
    return path.strip("/").capitalize()


class Paper:
    """A site with any number of reports, and a feed of some of them."""

    def __init__(self) -> None:
        self.items = ["satu", "dua", "tiga"]
        self.page = ""
        self.wait = threading.Event()
        self.wait.set()

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/robots.txt" or asked.path.startswith("/hilang"):
            return nothing(asked)
        if asked.path == "/feed":
            listed = "".join(ITEM.format(name, f"http://{asked.headers['Host']}") for name in self.items)
            body = f"<rss version='2.0'><channel><title>Harian</title>{listed}</channel></rss>"
            return Reply(200, body.encode(), {"Content-Type": "application/rss+xml"})
        self.wait.wait(10)
        return html(self.page or PAGE.format(town(asked.path)))


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def there(paper: Paper) -> Iterator[Site]:
    with site(paper) as found:
        yield found


@pytest.fixture(scope="module")
def begin() -> Iterator[Begin]:
    """What begins to read a capture, in a process of its own."""
    with Workers(1, 20.0) as hands:
        yield lambda capture: hands.begun(capture, partial(many.reading, plain=True, models=("none",)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = stores.open(tmp_path / "desk.kutip", write=True)
    yield found
    found.close()


@pytest.fixture
def keeper(store: Store, begin: Begin) -> Iterator[Keeper]:
    with Web(private=True, pause=0) as web:
        yield Keeper(store, web, begin)


def until(done: Callable[[], object], keeper: Keeper, seconds: float = 30) -> None:
    """Round after round, until something is so."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(keeper.step(NOW) / 10)


def idle(keeper: Keeper) -> bool:
    """Whether nothing is left to do."""
    return not (keeper.jobs.away or keeper.feeds.away or keeper.step(NOW) == 0)


def job(store: Store, what: str, kind: str = "address") -> Job:
    """Something is given to be read."""
    return store.put(Job(0, AT, "rina", kind, what))  # type: ignore[arg-type]


def now(store: Store, job: Job) -> Job:
    """A job as it stands now."""
    (found,) = store.notes(Job, id=job.id)
    return found


def over(store: Store, *jobs: Job) -> Callable[[], bool]:
    """Whether some jobs have come to an end."""
    return lambda: all(now(store, one).state in ("done", "failed") for one in jobs)


# --- jobs -------------------------------------------------------------------------------------------------------------


def test_a_text_becomes_a_report_in_a_story(store: Store, keeper: Keeper) -> None:
    given = job(store, TEXT.format("Merbau"), "text")
    until(lambda: over(store, given)() and not store.untold(), keeper)
    done = now(store, given)
    assert (done.state, done.done, done.of, done.why) == ("done", 1, 1, None)
    held = store.report(done.reports[0])
    assert held
    assert held.report.story
    told = store.story(held.report.story)
    assert told
    assert [report.id for report in told.reports] == [held.report.id]
    assert {claim.form for claim in held.reading.claims} == {"direct", "plain"}


def test_a_feed_becomes_all_its_reports_and_is_seen_to_come(
    store: Store, keeper: Keeper, there: Site, paper: Paper
) -> None:
    paper.items = [f"kota{number}" for number in range(12)]
    given = job(store, f"{there.url}/feed")
    seen = set()
    until(lambda: seen.add(now(store, given).done) or over(store, given)(), keeper)
    done = now(store, given)
    assert (done.state, done.done, done.of, len(done.reports)) == ("done", 12, 12, 12)
    assert len(seen) > 2
    held = store.report(done.reports[0])
    assert held
    original = store.original(held.version.capture)
    assert original
    assert original.body.decode() == PAGE.format("Kota0")
    assert ("Content-Type", "text/html; charset=utf-8") in original.headers


@pytest.mark.parametrize(
    ("what", "says"),
    [("/hilang", "404"), ("ftp://x.example/", "http"), ("http://127.0.0.1:9/", "refused"), ("-", "address")],
)
def test_what_cannot_be_read_fails_and_says_why(
    store: Store, keeper: Keeper, there: Site, what: str, says: str
) -> None:
    given = job(store, there.url + what if what.startswith("/") else what)
    until(over(store, given), keeper)
    failed = now(store, given)
    assert (failed.state, failed.reports) == ("failed", ())
    assert says in (failed.why or "")


def test_a_file_of_the_machine_is_never_read(store: Store, keeper: Keeper, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT.format("Rahasia"))
    jobs = [job(store, what) for what in (str(secret), secret.as_uri())]
    until(over(store, *jobs), keeper)
    assert [now(store, one).state for one in jobs] == ["failed", "failed"]
    assert store.reports() == ()


def test_some_of_a_feed_may_fail(store: Store, keeper: Keeper, there: Site, paper: Paper) -> None:
    paper.items = ["satu", "hilang", "dua", "hilang2"]
    given = job(store, f"{there.url}/feed")
    until(over(store, given), keeper)
    done = now(store, given)
    assert (done.state, done.done, done.of) == ("done", 2, 4)
    assert f"{there.url}/hilang: the site answered 404" in (done.why or "")
    assert "(1 more)" in (done.why or "")


def test_a_site_that_is_slow_stops_nobody_else(store: Store, keeper: Keeper, there: Site, paper: Paper) -> None:
    paper.wait.clear()
    slow = job(store, f"{there.url}/lambat")
    until(lambda: now(store, slow).state == "working", keeper)
    quick = job(store, TEXT.format("Cepat"), "text")
    until(over(store, quick), keeper)
    assert now(store, slow).state == "working"
    paper.wait.set()
    until(over(store, slow), keeper)
    assert now(store, slow).state == "done"


def test_what_kutip_fails_on_costs_its_job_only(store: Store, begin: Begin) -> None:
    def broken(capture: Capture) -> Coming:
        if "Rusak" not in str(capture.body):
            return begin(capture)
        future: Future[Packed] = Future()
        future.set_exception(ZeroDivisionError("1/0"))
        return Coming(capture, future, 20.0)

    with Web(private=True, pause=0) as web:
        keeper = Keeper(store, web, broken)
        jobs = [job(store, TEXT.format(name), "text") for name in ("Rusak", "Utuh")]
        until(over(store, *jobs), keeper)
    assert [now(store, one).state for one in jobs] == ["failed", "done"]
    assert now(store, jobs[0]).why == "the text: kutip failed on it (ZeroDivisionError: 1/0); please report it"


def test_a_keeper_whose_workers_are_gone_stops_loudly(store: Store) -> None:
    def gone(capture: Capture) -> Coming:
        future: Future[Packed] = Future()
        future.set_exception(BrokenProcessPool("All workers expired"))
        return Coming(capture, future, 20.0)

    with Web(private=True, pause=0) as web:
        keeper = Keeper(store, web, gone)
        given = job(store, TEXT.format("Merbau"), "text")
        with pytest.raises(BrokenProcessPool):
            until(over(store, given), keeper)
    assert now(store, given).state == "working"


def test_a_job_that_was_broken_off_begins_again(store: Store, begin: Begin, there: Site) -> None:
    given = job(store, f"{there.url}/feed")
    with Web(private=True, pause=0) as web:
        first = Keeper(store, web, begin)
        until(lambda: now(store, given).state == "working", first)
    with Web(private=True, pause=0) as web:
        second = Keeper(store, web, begin)
        until(over(store, given), second)
        until(lambda: not store.untold(), second)
    assert now(store, given).state == "done"
    assert len(store.reports()) == 3


def test_a_site_that_shows_two_texts_in_turn_is_caught(store: Store, keeper: Keeper, there: Site, paper: Paper) -> None:
    pages = [PAGE.format("Merbau"), PAGE.format("Merbau").replace("sudah dibuka", "batal dibuka")]
    for page in (*pages, pages[1]):
        paper.page = page
        given = job(store, f"{there.url}/jembatan")
        until(lambda: over(store, given)() and not store.untold(), keeper)  # noqa: B023
    (report,) = store.reports()
    assert report.versions == 2
    for number, page in enumerate(pages, 1):
        held = store.report(report.id, number)
        assert held
        original = store.original(held.version.capture)
        assert original
        assert original.body.decode() == page
        (claim,) = [claim for claim in held.reading.claims if claim.form == "direct"]
        assert held.reading.article[claim.content[0]] in page
    said = [one.says for one in store.changes(kinds=("revision",)) if one.group]
    assert said == [("Jembatan Merbau sudah dibuka", "Jembatan Merbau batal dibuka")]


# --- feeds and alerts -------------------------------------------------------------------------------------------------


def test_what_is_new_in_a_feed_is_told_and_alerted(store: Store, keeper: Keeper, there: Site, paper: Paper) -> None:
    store.put(Watch(0, "jembatan", "rina", AT, Question("jembatan"), on=("telling",)))
    store.put(Feed(0, f"{there.url}/feed", "rina", AT))
    until(lambda: len(store.reports()) == 3 and not store.untold(), keeper)
    alerts = store.notes(Alert)
    assert alerts
    assert len({alert.key for alert in alerts}) == len(alerts)
    until(lambda: idle(keeper), keeper)
    assert store.notes(Alert) == alerts
    (feed,) = store.notes(Feed)
    assert (feed.title, feed.why) == ("Harian", None)


def test_a_keeper_that_has_nothing_to_do_sleeps(keeper: Keeper) -> None:
    assert keeper.step(NOW) == 0.5


def test_a_keeper_stops_when_it_is_told_to(keeper: Keeper) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=keeper.run, args=(stop, lambda: NOW))
    thread.start()
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


# --- one at a time, and killed ----------------------------------------------------------------------------------------


def test_a_store_has_one_keeper(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    script = f"from pathlib import Path\nfrom kutip.run.alone import alone\nwith alone(Path({str(path)!r})): input()"
    child = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE)
    lock = tmp_path / "desk.kutip.keeper"
    while not (lock.exists() and lock.read_text()):
        time.sleep(0.01)
    with pytest.raises(StoreError, match=f"has a keeper already, process {child.pid}"), alone(path):
        pass
    child.kill()
    child.wait()
    with alone(path):
        assert lock.read_text() == f"{os.getpid()}\n"


def watching(path: Path, *options: str) -> list[str]:
    """The command of a keeper."""
    return [sys.executable, "-m", "kutip", "watch", f"--store={path}", "--models=none", "--pause=0", *options]


def test_a_killed_keeper_loses_nothing(tmp_path: Path, there: Site, paper: Paper) -> None:
    paper.items = [f"kota{number}" for number in range(20)]
    path = tmp_path / "desk.kutip"
    store = stores.open(path, write=True)
    store.put(Watch(0, "jembatan", "rina", AT, Question("jembatan"), on=("telling",)))
    jobs = [job(store, f"{there.url}/feed"), *(job(store, TEXT.format(f"Desa{n}"), "text") for n in range(20))]
    command = [sys.executable, "-m", "tests.killing", path, "7", "8", "0.4"]
    kills = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert kills >= 3
    assert {now(store, one).state for one in jobs} == {"done"}
    assert whole(store, 40)
    store.close()


def whole(store: Store, count: int) -> bool:
    """Whether so many reports are kept and told, and nothing is there twice."""
    reports = store.reports(limit=10_000)
    assert len({report.url or report.ref for report in reports}) == len(reports) == count
    assert not store.untold()
    tellings = [(one.report, one.claim) for one in store.changes(kinds=("telling",), limit=100_000)]
    assert len(tellings) == len(set(tellings))
    assert {report for report, _ in tellings} == {report.id for report in reports}
    told = {one.story for one in store.placed()}
    stories = [store.story(number) for number in told if number]
    assert sorted(report.id for one in stories if one for report in one.reports) == sorted(one.id for one in reports)
    alerts = [(alert.watch, alert.key) for alert in store.notes(Alert)]
    assert alerts
    assert len(set(alerts)) == len(alerts)
    return True


def test_a_keeper_is_killed_with_its_workers_and_another_goes_on(tmp_path: Path, there: Site, paper: Paper) -> None:
    paper.items = [f"kota{number}" for number in range(12)]
    path = tmp_path / "desk.kutip"
    store = stores.open(path, write=True)
    given = job(store, f"{there.url}/feed")
    for enough in (3, 12):
        child = subprocess.Popen(watching(path, "--allow-private"), stderr=subprocess.DEVNULL)
        wait_for(lambda: len(store.reports()) >= enough and (enough == 3 or not store.untold()), 60)  # noqa: B023
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    assert (now(store, given).state, len(store.reports())) == ("done", 12)
    store.close()


def test_a_keeper_ends_when_it_is_asked_and_when_its_parent_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    child = subprocess.Popen(watching(path), stderr=subprocess.DEVNULL)
    wait_for(lambda: (tmp_path / "desk.kutip.keeper").exists())
    time.sleep(0.5)
    child.terminate()
    assert child.wait(20) == 0
    orphan = subprocess.Popen(watching(path, "--under=1"), stderr=subprocess.DEVNULL)
    assert orphan.wait(20) == 0


def wait_for(done: Callable[[], bool], seconds: float = 20) -> None:
    """Until something is so."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)


def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    log, said = tmp_path / "log", list[str]()
    script = f"import os, time; open({str(log)!r}, 'a').write(f'{{os.getpid()}}\\n'); time.sleep(60)"
    with Child([sys.executable, "-c", script], said.append, pauses=(0.01,)):
        wait_for(lambda: log.exists() and log.read_text().count("\n") == 1)
        os.kill(int(log.read_text()), signal.SIGKILL)
        wait_for(lambda: log.read_text().count("\n") == 2)
        last = int(log.read_text().split()[-1])
    assert said == ["the keeper ended (-9); it is started again in 0.01 s"]
    with pytest.raises(ProcessLookupError):
        os.kill(last, 0)
