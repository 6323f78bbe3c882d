"""From a feed's item to its alert, end to end: a keeper, feeds of a local server, and somebody who is sent webhooks.

    python -m bench.alerts                how long an alert takes, with 500 feeds
    python -m bench.alerts --kills 50     what is lost or doubled when the keeper is killed again and again

The reports are made (`tests.press`), each like no other; everything between is the product: `kutip watch` in a process
of its own, with its workers, as it is started by people, but that it pauses between requests to no host.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
from tests import press
from tests.press import Press

from bench.figure import RESULTS
from bench.quality import circumstances

FEEDS, GAP, SECONDS = 500, 300.0, 300.0
"""So many feeds, each with one report in so many seconds on average, for so many seconds."""
WARM = 90.0
"""Seconds before the first report is printed: by then all feeds were asked."""
WAIT = 240.0
"""Seconds that what was printed last may take."""
KILLS = 50
BAR = 60.0
KEPT = RESULTS / "alerts.json"


def main() -> int:
    """Measures, prints, keeps; 1 when a bar is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=FEEDS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--kills", type=int)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.kutip"
        figures = killed(path, given.kills) if given.kills else timed(path, given.feeds, given.seconds)
    for name, value in figures.items():
        print(f"{name:24}{value}")
    if (given.feeds, given.seconds, given.kills or KILLS) == (FEEDS, SECONDS, KILLS):
        before = msgspec.json.decode(KEPT.read_bytes()) if KEPT.exists() else {}
        page = {**before, **circumstances(), "kills" if given.kills else "feeds": figures}
        KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n")
    return int(not figures["holds"])


def timed(path: Path, feeds: int, seconds: float) -> dict[str, Any]:
    """Seconds from the moment in which a report stands in its feed to the moment in which its alert arrives."""
    work = Press(feeds, press.items(feeds, seconds, GAP, first=WARM))
    with press.running(work) as (there, receiver, hook):
        press.fill(path, work, there.port, f"{hook.url}/hook")
        keeper = press.keeper(path)
        try:
            time.sleep(WARM + seconds)
            over = press.settled(path, work, receiver, WAIT)
            used = spent(keeper.pid)
        finally:
            press.killed(keeper)
        found = press.summed(path, work, receiver)
        took = sorted(at - work.items[number].at for number, at in receiver.first.items())
    return {
        "feeds": feeds,
        "reports": len(work.items),
        "alerts": found.alerts,
        "seconds_p50": share(took, 0.5),
        "seconds_p95": share(took, 0.95),
        "seconds_most": share(took, 1),
        "keeper_cpu_share": round(used / work.now, 3),
        "requests_a_second": round(len(there.asked) / work.now, 1),
        "lost": found.lost,
        "untold": found.untold,
        "doubled": found.doubled,
        "bar": BAR,
        "holds": over and share(took, 0.95) <= BAR and not (found.lost or found.untold or found.doubled),
    }


def share(sorted_values: list[float], part: float) -> float:
    """The value below which that share of them lies."""
    return round(sorted_values[max(0, int(part * len(sorted_values)) - 1)], 1) if sorted_values else float("inf")


def spent(pid: int) -> float:
    """The processor seconds that a process itself has taken, without its workers."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def killed(path: Path, times: int) -> dict[str, Any]:
    """What becomes of alerts when the keeper is killed at random moments, while feeds go on printing."""
    chance = random.Random(times)
    work = Press(30, press.items(30, seconds=12.0 * times, gap=60.0))
    with press.running(work) as (there, receiver, hook):
        press.fill(path, work, there.port, f"{hook.url}/hook")
        for _ in range(times):
            keeper = press.keeper(path, "--models=none")
            press.awake(there)
            time.sleep(chance.uniform(0, 12))
            press.killed(keeper)
            press.hurried(path)
        last = press.keeper(path, "--models=none")
        try:
            over = press.settled(path, work, receiver, WAIT)
        finally:
            press.killed(last)
        found = press.summed(path, work, receiver)
    return {
        "kills": times,
        "reports": len(work.items),
        "alerts": found.alerts,
        "messages": len(receiver.messages),
        "messages_again": found.again,
        "lost": found.lost,
        "untold": found.untold,
        "doubled": found.doubled,
        "holds": over and not (found.lost or found.untold or found.doubled),
    }


if __name__ == "__main__":
    sys.exit(main())
