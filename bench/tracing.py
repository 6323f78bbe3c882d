"""What tracing costs as the readings grow, what one report more costs then, and candidates beside a named peer.

The readings are of a made-up world (`bench.world`): 300 words and more, a dozen claims, ten names, in stories of one
report to sixty. Each size is traced from a file of readings to a trace in JSON by two workers: `minutes` is the time
by the clock, `cores_minutes` what it is where nobody else works: the processor's time for what one process does alone,
and half of it for the rest. Memory is what all processes together hold at the most.
`restored_s` is what a store takes to have all stories again; `joins_ms` one report more: its features, its place among
all stories, and the story that it joins told again (`p95` beside the median; `cold` where none of the story's readings
was held). The peer for candidates is rensa, 128 permutations in 32 bands of 4 over the same features; `recall` is the
share of reports with a story-mate before them that are led to that story.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from itertools import chain, count
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import msgspec
import numpy as np
from rensa import RMinHash, RMinHashLSH

from bench.figure import RESULTS, ROOT
from bench.quality import circumstances
from bench.world import World
from kutip import export, trace
from kutip.record import Reading
from kutip.run import together
from kutip.run.one import VERSION
from kutip.trace.happening import Happening
from kutip.trace.keys import Keys
from kutip.trace.stories import Stories

SIZES = (1_000, 10_000, 100_000)
JOINS = 200
CANDIDATES = 3_000
CORES = 2
BARS = {"minutes": 8, "peak_mb": 4096, "joins_ms": 50, "restored_s": 10}
COST = "from bench import tracing; tracing.told({})"
PERMUTATIONS, BANDS = 128, 32
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measures, prints, keeps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    given = parser.parse_args()
    curve = []
    for size in given.sizes:
        curve.append(cost(size))
        print(*(f"{name} {value}" for name, value in curve[-1].items()), sep="  ", flush=True)
    race = raced(list(World().stories(CANDIDATES)))
    print(*(f"{name} {value}" for name, value in race.items()), sep="  ")
    if tuple(given.sizes) == SIZES:
        page = {
            **circumstances(),
            "curve": curve,
            "candidates": race,
            "peer": f"rensa {version('rensa')}",
            "bars": BARS,
        }
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "tracing.json").write_bytes(msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n")
    return 0


def cost(size: int) -> dict[str, Any]:
    """What so many readings cost, in a process of its own."""
    command = [sys.executable, "-c", COST.format(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def told(size: int) -> None:
    """Prints what so many readings cost."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "readings.jsonl"
        with path.open("wb") as out:
            for reading in chain.from_iterable(World().stories(size)):
                out.write(msgspec.json.encode(reading) + b"\n")
        figures = {"readings": size, **traced(path), **joined(path)}
    print(json.dumps(figures))


def traced(path: Path) -> dict[str, float]:
    """What the readings of a file cost, from bytes to bytes."""
    clock, numbers = time.perf_counter(), count(0)
    with peaked() as peak, together.Gathering(CORES) as gathering, path.with_suffix(".json").open("wb") as out:
        for step in together.steps([path]):
            if isinstance(step.outcome, Reading):
                gathering.take(step.outcome)
        taken = time.process_time()
        found = gathering.stories()
        alone = time.process_time() - taken
        told = (story for story, _ in zip(found, numbers, strict=False))
        export.tracer("json")(VERSION, told, gathering.readings, out)
        minutes, spent = (time.perf_counter() - clock) / 60, sum(map(seconds, family()))
    return {
        "stories": next(numbers),
        "minutes": round(minutes, 2),
        "cores_minutes": round((alone + (spent - alone) / CORES) / 60, 2),
        "cpu_s": round(spent, 1),
        "ms_a_reading": round(1000 * spent / len(gathering.readings), 2),
        "peak_mb": max(peak),
    }


def joined(path: Path) -> dict[str, float]:
    """What it costs to have all stories again, and that one more report joins."""
    keys: dict[str, Keys] = {}
    held: dict[str, bytes] = {}
    for step in together.steps([path]):
        if isinstance(step.outcome, Reading):
            keys[step.outcome.article.id] = trace.keyed(step.outcome)
            held[step.outcome.article.id] = msgspec.msgpack.encode(step.outcome)
    where = {name: number for number, names in enumerate(trace.grouped(keys.values())) for name in names}
    more = random.Random(7).sample(sorted(keys), JOINS)
    rows = [(msgspec.msgpack.encode(keys[name]), where[name]) for name in sorted(keys.keys() - set(more))]
    start = time.process_time()
    stories = Stories.restored((msgspec.msgpack.decode(row, type=Keys), number) for row, number in rows)
    restored = time.process_time() - start
    teller, warm, cold = trace.Teller(len(keys)), [], []
    for name in more:
        start = time.process_time()
        change = stories.add(keys[name])
        added = time.process_time() - start
        told = [[read(held[one]) for one in stories.members(number)] for number in change.changed]
        cold.append(1000 * (added + timed(trace.Teller(len(keys)), told)))
        for some in told:
            teller.story([one for one in some if one.article.id != name])
        warm.append(1000 * (added + timed(teller, told)))
    return {
        "kept_bytes": round(sum(len(row) for row, _ in rows) / len(rows)),
        "restored_s": round(restored, 1),
        "joins_ms": round(median(warm), 1),
        "joins_p95_ms": round(quantiles(warm, n=20)[-1], 1),
        "joins_cold_ms": round(median(cold), 1),
    }


def timed(teller: trace.Teller, told: Sequence[Sequence[Reading]]) -> float:
    """Seconds that it takes to tell some stories, the features of one report made as well."""
    start = time.process_time()
    trace.keyed(told[0][-1])
    for some in told:
        teller.story(some)
    return time.process_time() - start


def read(packed: bytes) -> Reading:
    """A reading from its bytes."""
    return msgspec.msgpack.decode(packed, type=Reading)


@contextmanager
def peaked() -> Iterator[list[int]]:
    """The megabytes that this process and those below it held at the most, once it is over."""
    over, most = threading.Event(), [0]

    def watch() -> None:
        while not over.wait(0.5):
            most[0] = max(most[0], sum(map(held_by, family())) // 1024)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield most
    finally:
        over.set()
        watching.join()


def family() -> list[int]:
    """This process and all below it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(fields(stat)[1])
    found = [os.getpid()]
    for one in found:
        found += [process for process, parent in parents.items() if parent == one]
    return found


def fields(stat: Path) -> list[str]:
    """What the system tells of a process, behind its name."""
    return stat.read_text(encoding="utf-8").rpartition(")")[2].split()


def seconds(process: int) -> float:
    """The time of the processor that a process took."""
    return sum(map(int, fields(Path(f"/proc/{process}/stat"))[11:13])) / TICKS


def held_by(process: int) -> int:
    """The kilobytes that a process holds; what several share counts once in all."""
    with suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def raced(world: Sequence[Sequence[Reading]]) -> dict[str, float]:
    """Our candidates and the peer's over the same features: reports per CPU-second, how many have a mate's story among
    their candidates, and how many candidates there are."""
    keys = [[trace.keyed(reading) for reading in reports] for reports in world]
    runs = {"ours": ours(keys), "rensa": peer(keys)}
    return {f"{name}_{what}": value for name, figures in runs.items() for what, value in figures.items()}


def ours(keys: Sequence[Sequence[Keys]]) -> dict[str, float]:
    """Candidates by the features that say most."""
    kept = Stories()
    counted = [[(one, kept.weights.count(one)) for one in reports] for reports in keys]
    found: list[tuple[bool, int]] = []
    start = time.process_time()
    for number, reports in enumerate(counted):
        kept.told[number] = Happening()
        for place, one in enumerate(kept.weights.of(*report) for report in reports):
            near = kept.near([one])
            if place:
                found.append((number in near, len(near)))
            kept.lead(one, number)
    return figures(time.process_time() - start, sum(map(len, keys)), found)


def peer(keys: Sequence[Sequence[Keys]]) -> dict[str, float]:
    """Candidates by minhash."""
    index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    found: list[tuple[bool, int]] = []
    names = [(number, place, features(one)) for number, all_of in enumerate(keys) for place, one in enumerate(all_of)]
    home: list[int] = []
    start = time.process_time()
    for number, place, words in names:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=7)
        sketch.update(words)
        near = {home[other] for other in index.query(sketch)}
        if place:
            found.append((number in near, len(near)))
        index.insert(len(home), sketch)
        home.append(number)
    return figures(time.process_time() - start, len(names), found)


def features(one: Keys) -> list[str]:
    """All features of a report, for a peer that wants strings."""
    return [str(feature) for feature in np.frombuffer(one.features, "<u4").tolist()]


def figures(taken: float, reports: int, found: Sequence[tuple[bool, int]]) -> dict[str, float]:
    """How fast, how complete, how many."""
    return {
        "per_second": round(reports / taken),
        "recall": round(100 * sum(hit for hit, _ in found) / len(found), 1),
        "candidates": round(sum(count for _, count in found) / len(found), 1),
    }


if __name__ == "__main__":
    sys.exit(main())
