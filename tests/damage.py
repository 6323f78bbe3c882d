"""What is done to stores to see what is left: power that fails, bits that turn, writers that are killed."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import apsw

from kutip import store
from kutip.errors import StoreError
from kutip.kept import Kept, Question, Report
from kutip.store import Library
from kutip.store.checking import check
from tests import power
from tests.newsdesk import kept, said

WORDS = ("harbour", "turbine", "ferry", "ledger", "orchard", "viaduct", "lantern", "quarry")
TABLES = (
    "capture", "report", "version", "reading", "claim", "wording", "party", "naming", "untold", "placed",
    "story", "traced", "telling", "change", "note",
)  # fmt: skip


def made(number: int) -> list[Kept]:
    """One report among many, never the same."""
    dice = random.Random(number)
    words = " ".join(dice.choices(WORDS, k=9))
    return [kept(said(f"{words} {number}", "Mira Tanaka"), url=f"https://post.example/{number}")]


class Outage(NamedTuple):
    """What one failure of the power left."""

    promised: int
    found: int
    faults: tuple[str, ...]


def outages(folder: Path, transactions: int, times: int, seed: int) -> list[Outage]:
    """What is left of a store when the power fails at random moments while reports are kept."""
    dice, path = random.Random(seed), folder / "desk.kutip"
    store.open(path, write=True).close()
    before = {str(path): path.read_bytes()}
    promised: list[int] = []
    with power.recorded() as tape:
        with store.open(path, write=True) as desk:
            for number in range(transactions):
                desk.keep(made(number))
                promised.append(len(tape.events))
        events = list(tape.events)
    found = []
    for turn in range(times):
        at = dice.randrange(len(events) + 1)
        kept_then = sum(moment <= at for moment in promised)
        there = folder / "after"
        shutil.rmtree(there, ignore_errors=True)
        there.mkdir()
        share = power.SHARES[turn % len(power.SHARES)]
        power.put(power.left(before, events[:at], dice, share), there)
        found.append(outage(there / path.name, kept_then))
    return found


def outage(path: Path, promised: int) -> Outage:
    """What a store holds that was found after the power failed."""
    with store.open(path, write=True) as desk:
        reports = desk.reports(limit=10_000)
        urls = {report.url for report in reports}
        held = sum(f"https://post.example/{number}" in urls for number in range(promised))
        for report in reports:
            assert desk.report(report.id)
    return Outage(promised, held, tuple(fault.what for fault in check(path)))


class Flip(NamedTuple):
    """A bit that turned: whether what the store says is another thing now, and whether that was found."""

    place: int
    told: bool
    found: bool


def flips(path: Path, folder: Path, times: int, seed: int) -> list[Flip]:
    """What single bits that turn in a store's file do to it."""
    dice, body, right = random.Random(seed), path.read_bytes(), contents(path)
    found = []
    for _ in range(times):
        place = dice.randrange(len(body) * 8)
        there = folder / "flipped.kutip"
        for name in (there, Path(f"{there}-wal"), Path(f"{there}-shm")):
            name.unlink(missing_ok=True)
        turned = bytearray(body)
        turned[place // 8] ^= 1 << place % 8
        there.write_bytes(turned)
        told = says(there) != right
        found.append(Flip(place, told, damaged(there)))
    return found


def says(path: Path) -> object:
    """What a store says, or what comes of asking: a damaged one may say anything."""
    try:
        return contents(path)
    except Exception as error:
        return type(error).__name__


def damaged(path: Path) -> bool:
    """Whether a check finds fault."""
    try:
        return bool(list(check(path)))
    except StoreError:
        return True


def contents(path: Path) -> object:
    """All that stands in a store, and what it finds; a preserved copy unpacked, since some bits of what is packed mean
    nothing."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        names = connection.execute("SELECT sha256 FROM original ORDER BY id").fetchall()
        rows = [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES]
    finally:
        connection.close()
    with store.open(path) as desk:
        found = [desk.search(Question(words=word), limit=500).hits for word in WORDS]
        return found, rows, [desk.original(name.hex()) for (name,) in names]


class Killed(NamedTuple):
    """What kills left: so many reports that were promised, those that are lost, and what a check found."""

    promised: int
    lost: tuple[int, ...]
    faults: tuple[str, ...]


def kills(path: Path, times: int, seed: int, every: int = 10) -> Killed:
    """What is left of a store whose writer is killed at random moments; looked at whole `every` so many times."""
    dice, promised, faults = random.Random(seed), list[int](), list[str]()
    store.open(path, write=True).close()
    for turn in range(times):
        first = promised[-1] + 2 if promised else 0  # the one behind the last may be kept and not yet promised
        command = (sys.executable, "-m", "tests.ingest", str(path), str(first))
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            promised.append(int(writer.stdout.readline()))  # it writes now
            time.sleep(dice.random() * 0.2)
            writer.kill()
            promised += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        if turn % every == every - 1:
            faults += [fault.what for fault in check(path)]
    with store.open(path) as desk:
        held = {report.url for report in everything(desk)}
    lost = tuple(number for number in promised if f"https://post.example/{number}" not in held)
    return Killed(len(promised), lost, (*faults, *(fault.what for fault in check(path))))


def everything(desk: Library) -> Iterator[Report]:
    """All reports of a store."""
    before: int | None = None
    while reports := desk.reports(before=before, limit=1_000):
        yield from reports
        before = reports[-1].id
