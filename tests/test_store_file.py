"""The file of a store: what is opened and what is not, who may write, for how long one may ask, what is damaged."""

import hashlib
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from kutip import store
from kutip.errors import StoreError
from kutip.kept import (
    Alert,
    Change,
    Delivery,
    Feed,
    Held,
    Job,
    Judgement,
    Listing,
    Placed,
    Question,
    Report,
    Session,
    Token,
    Told,
    User,
)
from kutip.store import opening, seals
from kutip.store.opening import Step
from kutip.store.sqlite import SQLite
from tests.newsdesk import kept, said, story

STEPS = opening.steps()
NEXT = Step(STEPS[-1].version + 1, "CREATE TABLE extra (id INTEGER PRIMARY KEY); INSERT INTO extra VALUES (7)")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a little in it."""
    found = tmp_path / "desk.kutip"
    with SQLite(found, write=True) as desk:
        fill(desk)
    return found


def fill(desk: SQLite) -> tuple[Report, ...]:
    """Some of everything."""
    reports = desk.keep([
        kept(said(f"The wind farm {number}", "Mira Tanaka", place="Lamond"), url=f"https://{number}.example/")
        for number in range(4)
    ])  # fmt: skip
    a, b, *_ = reports
    told = Told(1, story([[(a.ref, "c1"), (b.ref, "c1")]]), (1,), (a, b), "t")
    desk.tell([told], [Change(0, "t", "story", 1)], [Placed(a.id, 1, 1, b"k"), Placed(b.id, 1, 1, b"k")])
    desk.put(Judgement(0, "t", "ana", "note", "look again", article=a.ref))
    desk.keep([kept(said("It is otherwise"), url=a.url, seen="2025-07-01T00:00:00+00:00")])
    return reports


# --- what is opened ---


def other(path: Path, application: int) -> None:
    """A file of SQLite that is not ours."""
    with apsw.Connection(str(path)) as connection:
        connection.execute(f"PRAGMA application_id = {application}; CREATE TABLE report (id)")
    connection.close()


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_text("SQLite format 4"),
        lambda path: path.write_bytes(b"SQLite format 3\0" * 50),
        lambda path: other(path, 0),
        lambda path: other(path, 7),
        lambda path: path.mkdir(),
    ],
    ids=["empty", "text", "header", "database", "another program's", "folder"],
)
@pytest.mark.parametrize("write", [False, True])
def test_what_is_no_store_is_left_as_it_is(tmp_path: Path, make: Callable[[Path], object], write: bool) -> None:
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=r"other.db: (not a store of kutip; give another name|is a directory; check)"):
        store.open(path, write=write)
    assert [found.name for found in tmp_path.iterdir()] == ["other.db"]
    assert before is None or path.read_bytes() == before


def test_a_store_that_is_not_there_is_made_only_to_be_written(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    with pytest.raises(StoreError, match="no such file or directory; check the name"):
        store.open(path)
    assert not list(tmp_path.iterdir())
    store.open(path, write=True).close()
    store.open(path).close()
    assert {found.name.split("-")[0] for found in tmp_path.iterdir()} == {"desk.kutip"}


@pytest.mark.parametrize("place", ["nowhere/desk.kutip", "file/desk.kutip", "/proc/desk.kutip"])
def test_where_no_store_can_be_made_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="check the name and the rights"):
        store.open(tmp_path / place, write=True)


def test_nobody_else_may_read_it(path: Path) -> None:
    with SQLite(path, write=True) as desk:
        desk.put(User(0, "ana", "secret", "admin", "t"))
        assert {stat.S_IMODE(found.stat().st_mode) for found in path.parent.iterdir()} == {0o600}


def test_one_store_is_made_however_many_begin_with_it(tmp_path: Path) -> None:
    path, errors, gate = tmp_path / "desk.kutip", list[Exception](), threading.Barrier(8)

    def begin(number: int) -> None:
        try:
            gate.wait()
            with store.open(path, write=True) as desk:
                desk.keep([kept(said(f"It is {number}"), url=f"https://{number}.example/")])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with store.open(path) as desk:
        assert len(desk.reports()) == 8
    assert not list(tmp_path.glob("*new*"))


# --- one version after another ---


def test_an_older_store_is_copied_and_brought_up_to_date(path: Path) -> None:
    with store.open(path) as desk:
        before = desk.reports()
    with pytest.raises(StoreError, match="made by an older kutip; open it once for writing"):
        opening.opened(path, write=False, steps=(*STEPS, NEXT))
    connection = opening.opened(path, write=True, steps=(*STEPS, NEXT))
    assert connection.execute("SELECT id FROM extra").fetchall() == [(7,)]
    assert connection.pragma("user_version") == NEXT.version
    connection.close()
    with pytest.raises(StoreError, match="made by a newer kutip"):
        store.open(path, write=True)
    copy = path.with_name(f"desk.kutip.before-{NEXT.version}")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with store.open(copy) as desk:
        assert desk.reports() == before
    opening.opened(path, write=True, steps=(*STEPS, NEXT)).close()


def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path) -> None:
    wrong = Step(NEXT.version, "DELETE FROM report; CREATE TABLE extra (id); SELECT nonsense")
    with pytest.raises(apsw.SQLError):
        opening.opened(path, write=True, steps=(*STEPS, wrong))
    with store.open(path, write=True) as desk:
        assert len(desk.reports()) == 4


def test_two_bring_a_store_up_to_date_at_once(path: Path) -> None:
    threads = [
        threading.Thread(target=lambda: opening.opened(path, write=True, steps=(*STEPS, NEXT)).close())
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection = opening.opened(path, write=False, steps=(*STEPS, NEXT))
    assert connection.execute("SELECT count(*) FROM extra").fetchall() == [(1,)]
    connection.close()


# --- who reads may not write ---


@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH 'other.db' AS other", "VACUUM INTO 'other.db'", "PRAGMA user_version", "PRAGMA writable_schema = 1",
        "DELETE FROM report", "UPDATE note SET body = ''", "INSERT INTO note (kind, body, hash) VALUES ('', '', '')",
        "INSERT INTO search (search) VALUES ('optimize')", "CREATE TABLE mine (id)", "CREATE TEMP TABLE mine (id)",
        "DROP TABLE report", "SAVEPOINT mine", "REINDEX", "ANALYZE", "SELECT load_extension('x')",
        "WITH RECURSIVE up (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM up) SELECT count(*) FROM up",
    ],
)  # fmt: skip
def test_a_reader_asks_and_does_nothing_else(path: Path, sql: str, tmp_path: Path) -> None:
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with SQLite(path) as desk, pytest.raises(apsw.Error, match=r"not authorized|authorization denied|prohibited"):
        desk.file.rows(sql)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert not (tmp_path / "other.db").exists() and not Path("other.db").exists()


def test_a_reader_that_is_told_to_write_says_so(path: Path) -> None:
    with store.open(path) as desk:
        for write in (
            lambda: desk.put(User(0, "ana", "secret", "admin", "t")),
            lambda: desk.keep([kept(said("It is so"))]),
            lambda: desk.tell([], []),
        ):
            with pytest.raises(StoreError, match="opened for reading only"):
                write()


# --- for how long ---


def test_what_takes_too_long_is_broken_off_and_the_next_is_answered(path: Path) -> None:
    many = "SELECT count(*) FROM wording a, wording b, wording c, wording d, wording e, wording f, wording g, wording h"
    with SQLite(path, seconds=0.05) as desk:
        desk.file.rows(many)  # nobody waits for that
        for _ in range(2):
            begun = time.thread_time()
            with pytest.raises(StoreError, match=r"took longer than 0.05 s; ask for less"), desk.file.reading():
                desk.file.rows(f"{many}, wording i, wording j, wording k, wording l, wording m, wording n")
            assert time.thread_time() - begun < 0.5
            assert len(desk.search(Question()).hits) == 4


HOLD = """
import sys, time
from pathlib import Path
from kutip import store
with store.open(Path(sys.argv[1]), write=True) as desk, desk.writing():
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_one_writes_while_others_read_and_wait(path: Path) -> None:
    """Every method, while another process is in the midst of writing."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdin and other.stdout.readline() == "held\n"
        with SQLite(path) as desk:
            assert isinstance(desk.report(1), Held) and desk.reports() and desk.story(1) and desk.group(1)
            assert desk.search(Question(words="wind")).hits and desk.changes() and desk.sources() and desk.source(1)
            assert desk.notes(Judgement) and desk.untold() and list(desk.placed()) and desk.numbers() == (1, 1)
            assert desk.parties(("Mira Tanaka",)) and desk.corrected(1) == () and desk.original("0" * 64) is None
        with SQLite(path, write=True) as desk:
            desk.file.connection.set_busy_timeout(50)
            for write in (
                lambda: desk.put(Job(0, "t", "ana", "text", "x")),
                lambda: desk.keep([kept(said("It is so"))]),
                lambda: desk.tell([], []),
            ):
                with pytest.raises(StoreError, match="another process has been writing for too long; try again"):
                    write()
            assert len(desk.reports()) == 4
            desk.file.connection.set_busy_timeout(30_000)
            threading.Timer(0.3, other.stdin.close).start()
            assert desk.put(Job(0, "t", "ana", "text", "x")).id


WRITE = """
import sys
from pathlib import Path
from kutip import store
from tests.newsdesk import kept, said
mine = sys.argv[2]
with store.open(Path(sys.argv[1]), write=True) as desk:
    for number in range(40):
        desk.keep([kept(said(f"It is {number}", f"Party {number % 7}"), url=f"https://{mine}.example/{number}")])
"""


def test_two_processes_write_in_turn(path: Path) -> None:
    others = [subprocess.Popen([sys.executable, "-c", WRITE, str(path), mine]) for mine in ("a", "b")]
    with SQLite(path) as desk:
        while any(other.poll() is None for other in others):
            found = desk.search(Question(), limit=500)
            assert len({hit.report.id for hit in found.hits}) == len(found.hits)
    assert [other.returncode for other in others] == [0, 0]
    with SQLite(path, write=True) as desk:
        assert len(desk.reports(limit=500)) == 84
        assert len(desk.search(Question(sources=("Party 3",)), limit=100).hits) == 12
        sound(desk)


# --- what is damaged ---


def sound(desk: SQLite) -> None:
    """Every row is what was written, and the full text knows all of them."""
    assert list(seals.broken(desk.file)) == []
    desk.file.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    assert desk.file.rows("PRAGMA integrity_check") == [("ok",)]


def test_every_row_is_what_was_written(path: Path) -> None:
    with SQLite(path, write=True) as desk:
        sound(desk)
        desk.put(Judgement(1, "t2", "ana", "note", "otherwise"))
        one = desk.story(1)
        assert one is not None
        desk.tell([Told(2, one.story, (5,), one.reports, "t", stories=(1,), groups=((1, 5),))], [])
        desk.keep([kept(said("older"), url=one.reports[0].url, fetched="2025-01-01T00:00:00+00:00")])
        sound(desk)


DAMAGES = {
    "report": "UPDATE report SET title = 'otherwise' WHERE id = 1",
    "version": "UPDATE version SET published = NULL WHERE id = 1",
    "capture": "UPDATE capture SET fetched = '' WHERE id = 1",
    "reading": "UPDATE reading SET seen = '' WHERE id = 1",
    "claim": "UPDATE claim SET tags = replace(tags, 'cstated', 'cdenied')",
    "wording": "UPDATE wording SET says = 'otherwise'",
    "placed": "UPDATE placed SET story = 2",
    "story": "UPDATE story SET changed = ''",
    "traced": "UPDATE traced SET place = 4",
    "change": "UPDATE change SET kind = 'origin'",
    "note": "UPDATE note SET body = replace(body, 'ana', 'eva')",
    "original": "UPDATE original SET body = zeroblob(length(body)) WHERE id = 1",
}


@pytest.mark.parametrize("table", DAMAGES)
def test_a_row_that_changed_by_itself_is_told(path: Path, table: str) -> None:
    with SQLite(path, write=True) as desk:
        desk.file.run(DAMAGES[table])
        assert {one.table for one in seals.broken(desk.file)} == {"claim" if table == "wording" else table}


def test_a_damaged_value_is_said_not_shown(path: Path) -> None:
    with SQLite(path, write=True) as desk:
        desk.file.run("UPDATE reading SET body = substr(body, 1, length(body) - 9)")
        desk.file.run("UPDATE original SET body = x'28b52ffd'")
        desk.file.run("UPDATE note SET body = '[]'")
        capture = desk.file.rows("SELECT hex(sha256) FROM original")[0][0]
        for ask in (lambda: desk.report(2), lambda: desk.original(capture), lambda: desk.notes(Judgement)):
            with pytest.raises(StoreError, match="damaged; run kutip store check"):
                ask()


def test_a_damaged_file_is_said(path: Path) -> None:
    body = bytearray(path.read_bytes())
    for page in range(4096, len(body), 4096):
        body[page : page + 64] = b"\xff" * 64
    path.write_bytes(body)
    with pytest.raises(StoreError, match=r"damaged .*run kutip store check"), SQLite(path) as desk:
        desk.search(Question())


def test_a_full_disk_loses_nothing_that_was_kept(path: Path) -> None:
    with SQLite(path, write=True) as desk:
        pages = desk.file.connection.pragma("page_count")
        desk.file.connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        more = [kept(said(f"It is {number}"), url=f"https://more.example/{number}") for number in range(200)]
        with pytest.raises(StoreError, match="the disk is full; make room, then go on"):
            desk.keep(more)
        assert len(desk.reports(limit=500)) in range(4, 204, 50)
        with pytest.raises(StoreError, match="the disk is full"), desk.writing():
            desk.put(User(0, "ana", "secret", "admin", "t"))
            desk.keep(more)
        assert desk.notes(User) == ()
        with pytest.raises(StoreError, match="what was written before was undone; begin again"), desk.writing():
            with suppress(StoreError):
                desk.keep(more)
            desk.put(User(0, "ana", "secret", "admin", "t"))
        assert desk.notes(User) == ()
        desk.file.connection.execute("PRAGMA max_page_count = 1000000")
        desk.keep(more)
        assert len(desk.reports(limit=500)) == 204
        sound(desk)


@pytest.mark.parametrize(
    ("kind", "like"),
    [
        (Alert, {"watch": 1}), (Alert, {"watch": 1, "key": "k"}), (Alert, {"watch": 1, "sent": None}),
        (Alert, {"report": 1, "watch": 2}), (Delivery, {"done": None}), (Delivery, {"watch": 1}), (Feed, {"url": "u"}),
        (Listing, {"feed": 1}), (Session, {"key": "k"}), (Token, {"key": "k"}), (Job, {"state": "waiting"}),
        (Judgement, {"article": "a"}), (Judgement, {"other_article": "a"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [None, 5])
def test_what_is_asked_for_often_is_looked_up(kind: type[Alert], like: dict[str, object], before: int | None) -> None:
    with SQLite(Path(":memory:"), write=True) as desk:
        plans = list[str]()

        def explain(_: object, sql: str, given: tuple[object, ...] | None) -> bool:
            if sql.startswith("SELECT id, body FROM note"):
                plans.extend(row[3] for row in desk.file.rows(f"EXPLAIN QUERY PLAN {sql}", *given or ()))
            return True

        desk.file.connection.exec_trace = explain  # type: ignore[assignment]
        desk.notes(kind, before=before, **like)
        (plan,) = plans
        assert plan.startswith("SEARCH note USING INDEX note_") and "note_kind" not in plan
