"""A keeper that is killed again and again: `python -m tests.killing STORE SEED KILLS LONGEST`.

All that a keeper needs is loaded once and forked, and the time until it is killed runs from when it is ready: so the
kills come while it works, and not while it starts. It is killed so many times at random moments, then left alone until
nothing is left to do. It prints how often it was killed before all was done.
"""

import os
import random
import signal
import sys
import time
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from kutip import store as stores
from kutip import trace
from kutip.kept import Job
from kutip.record import Capture, Reading
from kutip.run import many
from kutip.run.alone import alone
from kutip.run.keeper import Keeper
from kutip.run.web import Web
from kutip.run.workers import Coming, Packed, packed

WARM = "Jembatan dibuka\n\n“Jembatan sudah dibuka,” kata Rina Sutopo, Kamis."
PATIENCE = 60.0


def reading(capture: Capture) -> many.Outcome:
    """What the rules make of a capture."""
    return many.reading(capture, True, ("none",))


def begin(capture: Capture) -> Coming:
    """The reading of a capture, made here."""
    future: Future[Packed] = Future()
    future.set_result(packed(reading, capture))
    return Coming(capture, future, PATIENCE)


def work(path: Path, ready: int) -> None:
    """What the keeper does, until nothing is left to do."""
    with alone(path), Web(private=True, pause=0) as web:
        store = stores.open(path, write=True)
        keeper = Keeper(store, web, begin)
        os.write(ready, b"!")
        while keeper.step(datetime.now(UTC)) < 0.5 or store.untold(1) or busy(store):
            pass


def busy(store: stores.Library) -> bool:
    """Whether a job has not come to its end."""
    return any(store.notes(Job, state=state, limit=1) for state in ("waiting", "working"))


def killed(path: Path, seconds: float) -> bool:
    """Whether a keeper was killed before it had done all; it has so many seconds."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        work(path, writes)
        os._exit(0)
    os.close(writes)
    os.read(reads, 1)
    os.close(reads)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def warm() -> None:
    """Loads what reading and telling load when they are first used."""
    page = "".join(f"<p>{paragraph}</p>" for paragraph in WARM.split("\n\n") * 4)
    reading(Capture(f"<html><article>{page}</article>", "html", url="https://warm.example/"))
    outcome = reading(Capture(WARM, "text"))
    assert isinstance(outcome, Reading)
    trace.keyed(outcome)
    trace.story([outcome])


def main(path: Path, seed: int, kills: int, longest: float) -> None:
    """Kills a keeper so many times."""
    chance = random.Random(seed)
    warm()
    count = sum(killed(path, chance.uniform(0, longest)) for _ in range(kills))
    while killed(path, PATIENCE):
        pass
    print(count)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
