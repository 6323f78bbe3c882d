"""What tracing costs as the readings grow, what one report more costs then, and candidates beside a named peer.

The readings are of a made-up world (`bench.world`): 300 words and more, a dozen claims, ten names, in stories of one
report to sixty. Each size is traced in a process of its own, room by room, in CPU time on one core; memory is the most
that the process has held, its readings included. `joins_ms` is one report more: its features, its place among all
stories, and the story that it joins told anew. The peer for candidates is rensa, 128 permutations in 32 bands of 4
over the same features; `recall` is the share of reports with a story-mate before them that are led to that story.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from itertools import chain
from statistics import median
from typing import Any

import msgspec
from rensa import RMinHash, RMinHashLSH

from bench.figure import RESULTS, ROOT
from bench.quality import circumstances
from bench.world import World
from kutip import trace
from kutip.record import Reading
from kutip.trace import stories
from kutip.trace.keys import Keys

SIZES = (1_000, 10_000, 100_000)
JOINS = 50
CANDIDATES = 3_000
CORES = 2
BARS = {"minutes_on_two_cores": 8, "peak_mb": 4096, "joins_ms": 50}
COST = "from bench import tracing; tracing.told({})"
PERMUTATIONS, BANDS = 128, 32


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
    readings = {reading.article.id: reading for reading in chain.from_iterable(World().stories(size))}
    figures: dict[str, object] = {"readings": len(readings), "made_mb": peak()}
    start = time.process_time()
    kept = stories.Stories()
    reports = [kept.weights.count(trace.keyed(reading)) for reading in readings.values()]
    keys = time.process_time()
    groups = stories.settled(kept, reports)
    grouped = time.process_time()
    for articles in groups:
        trace.story([readings[article] for article in articles])
    end = time.process_time()
    figures |= {
        "stories": len(groups),
        "keys_s": round(keys - start, 1),
        "grouping_s": round(grouped - keys, 1),
        "telling_s": round(end - grouped, 1),
        # Keys and telling are a map over reports and stories; grouping is one process.
        "minutes_on_two_cores": round(((keys - start + end - grouped) / CORES + grouped - keys) / 60, 2),
        "ms_a_reading": round(1000 * (end - start) / len(readings), 2),
        "peak_mb": peak(),
        "joins_ms": joined(kept, readings),
    }
    print(json.dumps(figures))


def joined(kept: stories.Stories, readings: dict[str, Reading]) -> float:
    """Milliseconds that one report more takes to join all: the median over further reports."""
    taken = []
    more = list(chain.from_iterable(World(seed=8).stories(JOINS)))
    for reading in more:
        readings[reading.article.id] = reading
        start = time.process_time()
        number = kept.add(trace.keyed(reading))
        trace.story([readings[article] for article in kept.told[number].reports])
        taken.append(1000 * (time.process_time() - start))
    return round(median(taken), 1)


def raced(world: Sequence[Sequence[Reading]]) -> dict[str, float]:
    """Our candidates and the peer's over the same features: reports per CPU-second, how many have a mate's story among
    their candidates, and how many candidates there are."""
    keys = [[trace.keyed(reading) for reading in reports] for reports in world]
    runs = {"ours": ours(keys), "rensa": peer(keys)}
    return {f"{name}_{what}": value for name, figures in runs.items() for what, value in figures.items()}


def ours(keys: Sequence[Sequence[Keys]]) -> dict[str, float]:
    """Candidates by the features that say most."""
    kept = stories.Stories()
    counted = [[kept.weights.count(one) for one in reports] for reports in keys]
    found: list[tuple[bool, int]] = []
    start = time.process_time()
    for number, reports in enumerate(counted):
        kept.told[number] = stories.Told()
        for place, one in enumerate(map(kept.weights.of, reports)):
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
    return [str(feature) for feature in chain(one.own, one.shared)]


def figures(taken: float, reports: int, found: Sequence[tuple[bool, int]]) -> dict[str, float]:
    """How fast, how complete, how many."""
    return {
        "per_second": round(reports / taken),
        "recall": round(100 * sum(hit for hit, _ in found) / len(found), 1),
        "candidates": round(sum(count for _, count in found) / len(found), 1),
    }


def peak() -> int:
    """The most megabytes this process has held."""
    with open("/proc/self/status", encoding="utf-8") as lines:  # noqa: PTH123  # no file of ours
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    sys.exit(main())
