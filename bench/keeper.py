"""What a keeper loses when it is killed, and what it costs to tell.

    python -m bench.keeper                    250 kills, and reports told one by one and many at a time
    python -m bench.keeper --rounds 2         fewer kills; keeps no figures

In each round a keeper reads a feed of pages from a site on this machine and some texts that were pasted, tells their
stories and a watch, and is killed ten times at random moments; then it is let be, and what it left is counted.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from tests.servers import site
from tests.test_keeper import AT, TEXT, Paper

from bench.figure import RESULTS, ROOT
from bench.quality import circumstances
from bench.world import World
from kutip import store as stores
from kutip.kept import Alert, Job, Kept, Question, Watch
from kutip.record import Capture, Reading
from kutip.run import telling
from kutip.run.storyteller import Storyteller
from kutip.store import Store

ROUNDS, KILLS, LONGEST = 25, 10, 0.5
PAGES, TEXTS = 20, 60
TOLD = 2_000
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)


def main() -> int:
    """Measures, prints, keeps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    page: dict[str, Any] = {**circumstances(), **killed(given.rounds), **told()}
    for name, value in page.items():
        print(name, value)
    if given.rounds == ROUNDS:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "keeper.json").write_bytes(msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n")
    return 0 if page["lost"] == page["twice"] == page["untold"] == 0 else 1


# --- killed -----------------------------------------------------------------------------------------------------------


def killed(rounds: int) -> dict[str, int]:
    """What is lost, there twice and not told, after all rounds."""
    found = [after(number) for number in range(rounds)]
    return {name: sum(one[name] for one in found) for name in found[0]}


def after(seed: int) -> dict[str, int]:
    """What one round leaves."""
    paper = Paper()
    paper.items = [f"kota{number}" for number in range(PAGES)]
    with tempfile.TemporaryDirectory() as folder, site(paper) as there:
        path = Path(folder) / "desk.kutip"
        store = stores.open(path, write=True)
        store.put(Watch(0, "jembatan", "rina", AT, Question("jembatan"), on=("telling",)))
        store.put(Job(0, AT, "rina", "address", f"{there.url}/feed"))
        for number in range(TEXTS):
            store.put(Job(0, AT, "rina", "text", TEXT.format(f"Desa{number}")))
        command = [sys.executable, "-m", "tests.killing", str(path), str(seed), str(KILLS), str(LONGEST)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        counted = {"kills": int(done.stdout), "given": PAGES + TEXTS, **left(store)}
        store.close()
    return counted


def left(store: Store) -> dict[str, int]:
    """What is lost, there twice and not told in a store."""
    reports = store.reports(limit=10_000)
    names = {report.url or report.ref for report in reports}
    tellings = [(one.report, one.claim) for one in store.changes(kinds=("telling",), limit=100_000)]
    alerts = [(alert.watch, alert.key) for alert in store.notes(Alert)]
    told = {report for report, _ in tellings}
    doubled = [len(some) - len(set(some)) for some in (tellings, alerts, [one.id for one in reports])]
    open_jobs = sum(job.state != "done" for job in store.notes(Job))
    return {
        "lost": PAGES + TEXTS - len(names) + open_jobs + (not alerts),
        "twice": len(reports) - len(names) + sum(doubled),
        "untold": len(store.untold()) + sum(report.id not in told for report in reports),
    }


# --- told -------------------------------------------------------------------------------------------------------------


def told() -> dict[str, float]:
    """Milliseconds of the processor for one report: kept; told with many others; told when it comes alone."""
    readings = list(chain.from_iterable(World().stories(TOLD)))
    last = len(readings) * 9 // 10
    with tempfile.TemporaryDirectory() as folder:
        store = stores.open(Path(folder) / "desk.kutip", write=True)
        teller = Storyteller(store)
        kept = timed(lambda: store.keep(shelved(readings[:last])))
        many = timed(lambda: list(iter(lambda: telling.tell(store, teller, NOW), False)))
        alone = 0.0
        for one in shelved(readings[last:]):
            store.keep([one])
            alone += timed(lambda: telling.tell(store, teller, NOW))
        again = timed(lambda: Storyteller(store))
        store.close()
    return {
        "kept_ms": round(1000 * kept / last, 2),
        "told_many_ms": round(1000 * many / last, 1),
        "told_alone_ms": round(1000 * alone / (len(readings) - last), 1),
        "restored_ms": round(1000 * again / len(readings), 2),
    }


def shelved(readings: Sequence[Reading]) -> Iterator[Kept]:
    """Readings as they are kept."""
    for reading in readings:
        article = reading.article
        capture = Capture(article.text, "text", url=f"https://{article.id[-12:]}.example/", outlet=article.outlet)
        yield Kept(capture, reading, AT)


def timed(work: Any) -> float:
    """Seconds of the processor that something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
