"""A store that is hurt: the power, the disk, a bit, another's file; copies, and what is taken out of it."""

import threading
from pathlib import Path

import apsw
import pytest
from click.testing import CliRunner

from kutip import store
from kutip.cli import main
from kutip.errors import StoreError
from kutip.kept import Alert, Judgement, Placed, Question, Report, Told, Watch
from kutip.store import copying, opening
from kutip.store.checking import check, mend
from kutip.store.pruning import prune
from tests.damage import flips, kills, made, outages
from tests.newsdesk import kept, said, story

WIND = said("The wind farm will be built off the coast", "Mira Tanaka", place="Lamond")
PORT = said("The port pays half of it", "Harbour Board")


def desk(path: Path, count: int = 12) -> list[Report]:
    """A store with some reports, two of them in a story."""
    with store.open(path, write=True) as found:
        first = found.keep([kept(WIND, url="https://a.example/1", published="2024-03-01T10:00+00:00")])
        second = found.keep([kept(WIND, PORT, url="https://b.example/1", published="2025-03-01T10:00+00:00")])
        rest = [found.keep(made(number))[0] for number in range(count)]
        reports = (*first, *second)
        told = story([[(report.ref, "c1") for report in reports]])
        found.tell(
            [Told(1, told, (1,), reports, "2025-06-12T10:00:00+00:00")],
            [],
            [Placed(report.id, 1, 1, b"") for report in reports],
        )
    return [*reports, *rest]


def spoiled(path: Path, sql: str) -> None:
    """Changes rows of a store behind its back."""
    with apsw.Connection(str(path)) as connection:
        connection.execute(sql)
    connection.close()


def test_a_store_is_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desk(path)
    assert list(check(path)) == []


@pytest.mark.parametrize(
    ("sql", "says", "mended"),
    [
        ("UPDATE wording SET says = 'Nothing is built'", "claim", True),
        ("UPDATE traced SET place = 7", "traced 1", True),
        ("DELETE FROM story", "a story that is not there", True),
        ("INSERT INTO search (search) VALUES ('delete-all')", "full text", True),
        ("DELETE FROM wording WHERE id = (SELECT max(id) FROM wording)", "without its words", True),
        ("UPDATE original SET body = zeroblob(40) WHERE id = 1", "original 1", False),
        ("DELETE FROM original WHERE id = 1", "without its preserved copy", False),
        ("UPDATE version SET published = '1999' WHERE id = 2", "version 2", False),
        ("DELETE FROM reading WHERE id = 2", "without a reading", False),
    ],
)  # fmt: skip
def test_what_was_changed_is_found_and_what_can_be_made_anew_is(
    tmp_path: Path, sql: str, says: str, mended: bool
) -> None:
    path = tmp_path / "desk.kutip"
    desk(path)
    spoiled(path, sql)
    faults = list(check(path))
    assert any(says in fault.what for fault in faults), faults
    if mended:
        mend(path)
        assert list(check(path)) == []
        with store.open(path) as found:
            assert len(found.search(Question(words="wind farm")).hits) == 2
            assert len(found.untold()) == 14
    else:
        assert any("restore" in fault.do for fault in faults)


def test_the_command_says_what_is_wrong_and_its_code_too(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desk(path)
    assert CliRunner().invoke(main, ["store", "check", str(path)]).exit_code == 0
    spoiled(path, "DELETE FROM original WHERE id = 1")
    done = CliRunner().invoke(main, ["store", "check", str(path)])
    assert done.exit_code == 1
    assert "preserved copy" in done.stdout
    assert "restore" in done.stdout


# --- bits and power ---


def test_every_bit_that_turns_and_matters_is_found(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desk(path, count=4)
    found = flips(path, tmp_path, times=40, seed=7)
    assert sum(flip.told for flip in found) > 5  # else nothing was tried
    assert [flip.place for flip in found if flip.told and not flip.found] == []


def test_nothing_that_was_promised_is_lost_when_the_power_fails(tmp_path: Path) -> None:
    found = outages(tmp_path, transactions=12, times=25, seed=3)
    assert [one for one in found if one.found < one.promised] == []
    assert [one.faults for one in found if one.faults] == []
    assert len({one.promised for one in found}) > 5  # the power failed early and late


def test_nothing_that_was_promised_is_lost_when_a_writer_is_killed(tmp_path: Path) -> None:
    found = kills(tmp_path / "desk.kutip", times=6, seed=11, every=3)
    assert (found.lost, found.faults) == ((), ())
    assert found.promised > 6


def test_a_disk_that_is_full_is_said_and_reading_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desk(path)
    with store.open(path, write=True) as found:
        connection = found.file.connection  # type: ignore[attr-defined]
        connection.execute(f"PRAGMA max_page_count = {connection.pragma('page_count') + 4}")
        before = len(found.reports(limit=10_000))
        with pytest.raises(StoreError, match="disk is full"):
            for number in range(1_000, 3_000):
                found.keep(made(number))
        assert found.search(Question(words="wind farm")).hits
        kept_then = len(found.reports(limit=10_000))
        connection.execute("PRAGMA max_page_count = 100000")
        found.keep(made(5_000))
        assert len(found.reports(limit=10_000)) == kept_then + 1 > before
    assert list(check(path)) == []


# --- copies ---


def test_a_backup_is_whole_while_others_write(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desk(path)
    stop, promised = threading.Event(), list[int]()

    def write() -> None:
        with store.open(path, write=True) as found:
            for number in range(100, 10_000):
                if stop.is_set():
                    return
                found.keep(made(number))
                promised.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(3):
            before = list(promised)
            copying.backup(path, tmp_path / f"copy-{turn}.kutip")
            with store.open(tmp_path / f"copy-{turn}.kutip") as copy:
                urls = {report.url for report in copy.reports(limit=10_000)}
            assert {f"https://post.example/{number}" for number in before} <= urls
    finally:
        stop.set()
        writer.join()
    assert promised


def test_a_backup_is_put_back_and_overwrites_nothing(tmp_path: Path) -> None:
    path, copy, again = (tmp_path / name for name in ("desk.kutip", "copy.kutip", "again.kutip"))
    desk(path)
    copying.backup(path, copy)
    with pytest.raises(StoreError, match="there is a file already"):
        copying.restore(copy, path)
    with pytest.raises(StoreError, match="there is a file already"):
        copying.backup(path, copy)
    copying.restore(copy, again)
    with store.open(path) as one, store.open(again) as other:
        assert one.reports() == other.reports()
        assert one.story(1) == other.story(1)


def test_a_backup_that_is_not_whole_is_not_put_back(tmp_path: Path) -> None:
    path, copy = tmp_path / "desk.kutip", tmp_path / "copy.kutip"
    desk(path)
    copying.backup(path, copy)
    spoiled(copy, "DELETE FROM original WHERE id = 1")
    with pytest.raises(StoreError, match="not whole"):
        copying.restore(copy, tmp_path / "again.kutip")
    assert not (tmp_path / "again.kutip").exists()


def test_an_older_store_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desk(path)
    newer = opening.Step(2, "CREATE TABLE later (id INTEGER PRIMARY KEY);")
    opening.opened(path, write=True, steps=(*opening.steps(), newer)).close()
    assert opening.of(path) == 2
    assert opening.of(tmp_path / "desk.kutip.before-2") == 1
    with pytest.raises(StoreError, match="newer kutip"):
        store.open(path)
    with store.open(tmp_path / "desk.kutip.before-2") as found:
        assert len(found.reports()) == 14


@pytest.mark.parametrize("body", [b"", b"SQLite format 3\0" + bytes(200), b"\x7fELF" + bytes(200)])
def test_no_file_of_others_is_opened(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "others.db"
    path.write_bytes(body)
    for open_it in (lambda: store.open(path), lambda: store.open(path, write=True), lambda: list(check(path))):
        with pytest.raises(StoreError, match="not a store of kutip"):
            open_it()
    with pytest.raises(StoreError, match="not a store of kutip"):
        copying.restore(path, tmp_path / "new.kutip")
    assert path.read_bytes() == body


# --- what is old ---


def test_what_is_old_goes_and_a_story_that_goes_on_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    reports = desk(path)
    with store.open(path, write=True) as found:
        (lone,) = found.keep([kept(PORT, url="https://c.example/1", published="2023-03-01T10:00+00:00")])
    old = prune(path, "2025-01-01", really=False)
    assert (old.reports, old.claims, old.originals) == (1, 1, 1)  # the one of 2024 is in a story of 2025
    with store.open(path) as found:
        assert found.report(lone.id)  # it was only said
    prune(path, "2025-01-01", really=True)
    assert list(check(path)) == []
    with store.open(path) as found:
        assert found.report(lone.id) is None
        told = found.story(1)
        assert told is not None
        assert [report.id for report in told.reports] == [report.id for report in reports[:2]]
    assert prune(path, "2025-04-01", really=True).reports == 2
    assert list(check(path)) == []
    with store.open(path) as found:
        assert found.story(1) is None
        assert found.group(1) is None
        assert found.search(Question(words="wind farm")).hits == ()


def test_a_report_that_was_judged_alerted_or_watched_stays(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    reports = desk(path)
    at = "2025-06-12T10:00:00+00:00"
    with store.open(path, write=True) as found:
        held = found.report(reports[2].id)
        assert held
        found.put(Judgement(0, at, "rina", "note", "look again", article=held.version.article))
        found.put(Watch(0, "wind", "rina", at, Question(), group=1))
        found.put(Alert(0, 1, at, "telling", "k", None, reports[3].id, None, None, (), ()))
    gone = prune(path, "2030-01-01", really=True)
    assert gone.reports == len(reports) - 4
    with store.open(path) as found:
        assert {report.id for report in found.reports()} == {report.id for report in reports[:4]}
    assert list(check(path)) == []
