"""What a store is after kills, power failures, turned bits and backups under way.

    python -m bench.safety                  all of it, about ten minutes
    python -m bench.safety --times 40       fewer of each, not kept
    python -m bench.safety --only bits      one of them

Each also runs, shorter, in the tests; `tests/damage.py` and `tests/power.py` say how it is done.
"""

import argparse
import json
import tempfile
import threading
import time
from pathlib import Path

from tests.damage import flips, kills, made, outages

from kutip import store
from kutip.store import copying

RESULT = Path(__file__).parent / "results" / "safety.json"


def main() -> None:
    """Runs all and keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, help="of each, else 250 kills, 400 power failures, 400 bits, 20 backups")
    parser.add_argument("--only", choices=("kills", "power", "bits", "backups"), action="append")
    given = parser.parse_args()
    figures: dict[str, dict[str, float]] = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    for name, measure, times in (
        ("kills", killed, 250), ("power", failed, 400), ("bits", turned, 400), ("backups", copied, 20),
    ):  # fmt: skip
        if given.only and name not in given.only:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            figures[name] = measure(Path(folder), given.times or times)
        print(f"{name:8}", "  ".join(f"{key} {value:g}" for key, value in figures[name].items()), end="  ")
        print(f"({time.monotonic() - began:.0f} s)")
    if not given.times:
        RESULT.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def killed(folder: Path, times: int) -> dict[str, float]:
    """Writers killed at random moments."""
    found = kills(folder / "desk.kutip", times, seed=1)
    return {"kills": times, "promised": found.promised, "lost": len(found.lost), "faults": len(found.faults)}


def failed(folder: Path, times: int) -> dict[str, float]:
    """Power that fails at random moments of 120 transactions."""
    found = outages(folder, transactions=120, times=times, seed=2)
    lost = sum(one.promised - one.found for one in found)
    return {"failures": times, "lost": lost, "damaged": sum(bool(one.faults) for one in found)}


def turned(folder: Path, times: int) -> dict[str, float]:
    """Single bits of the file that turn."""
    path = folder / "desk.kutip"
    with store.open(path, write=True) as desk:
        desk.keep(one for number in range(150) for one in made(number))
    found = flips(path, folder, times, seed=3)
    told = [flip for flip in found if flip.told]
    missed = sum(not flip.found for flip in told)
    return {"bits": times, "that matter": len(told), "of them missed": missed}


def copied(folder: Path, times: int) -> dict[str, float]:
    """Backups while another thread writes as fast as it can."""
    path, stop, promised, missing = folder / "desk.kutip", threading.Event(), list[int](), 0
    store.open(path, write=True).close()

    def write() -> None:
        with store.open(path, write=True) as desk:
            number = 0
            while not stop.is_set():
                desk.keep(made(number))
                promised.append(number)
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(times):
            count = len(promised)
            copying.backup(path, folder / f"{turn}.kutip")
            with store.open(folder / f"{turn}.kutip") as copy:
                missing += max(count - len(copy.reports(limit=1_000_000)), 0)
            (folder / f"{turn}.kutip").unlink()
    finally:
        stop.set()
        writer.join()
    return {"backups": times, "written meanwhile": len(promised), "missing": missing}


if __name__ == "__main__":
    main()
