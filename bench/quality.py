"""All quality figures in one table, kept in results/quality.json, and held to the floors of floors.toml.

python -m bench.quality                       all sets; one that is not on this disk is skipped, with a line
python -m bench.quality --only polnear        one set
python -m bench.quality --check               fails when a figure lies below its floor
python -m bench.quality --raise               lifts the floors to what was measured now
python -m bench.quality --lower --why "..."   sets the floors to what was measured, also lower ones
"""

import argparse
import platform
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import msgspec

from bench import gold, models
from bench.figure import RESULTS, ROOT, Figure, MissingError
from bench.figure import data as data_folder
from bench.figure import gold as gold_folder

SETS = {
    "gold": ("bench.gold", gold_folder),
    "polnear": ("bench.corpora.polnear", data_folder),
    "pfsa": ("bench.corpora.pfsa", data_folder),
    "timeml": ("bench.corpora.timeml", data_folder),
    "recognizers": ("bench.corpora.recognizers", data_folder),
    "models": ("bench.models", data_folder),
    "extraction": ("bench.corpora.extraction", data_folder),
    "segments": ("bench.corpora.segments", data_folder),
    "own": ("bench.own", gold_folder),
    "fundus": ("bench.corpora.fundus", data_folder),
    "days": ("bench.corpora.days", data_folder),
    "stories": ("bench.stories", gold_folder),
    "ownstories": ("bench.ownstories", gold_folder),
}
MADE = re.compile(r"\.(rules|shipped|reference)(\.|$)")
"""Figures that say who made them: printed side by side."""
FLOORS = ROOT / "bench" / "floors.toml"
SLACK = 0.05  # figures are kept with one decimal


def main() -> int:
    """Measures, prints, keeps; 1 when a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=SETS, action="append", help="measure this set only")
    parser.add_argument("--check", action="store_true", help="fail below a floor")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    parser.add_argument("--lower", action="store_true", help="let floors fall to what was measured; wants --why")
    parser.add_argument("--why", default="", help="the reason for lower floors")
    given = parser.parse_args()
    if given.lower and not given.why:
        parser.error("--lower wants --why: say what made the figure fall")
    found = [figure for name in given.only or SETS for figure in measured(name)]
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    print(*table(found, floors), sep="\n")
    if not given.only:
        keep(found)
    if given.lift or given.lower:
        write(moved(floors, found, given.lower), given.why)
    broken = [figure for figure in found if figure.value < floors.get(figure.name, 0) - SLACK]
    for figure in broken:
        print(f"below its floor: {figure.name} is {figure.value}, floor {floors[figure.name]}", file=sys.stderr)
    return int(given.check and bool(broken))


def measured(name: str) -> list[Figure]:
    """The figures of one set; none, and a line, when it is not on this disk."""
    module, folder = SETS[name]
    try:
        return list(import_module(module).measure(folder()))
    except MissingError as error:
        print(f"skipped {name}: {error}")
        return []


def table(found: Sequence[Figure], floors: dict[str, float]) -> Iterator[str]:
    """What was measured, for people: the gold sets side by side, then the corpora line by line."""
    ours = [figure for figure in found if figure.name.startswith("gold.")]
    if ours:
        yield from gold.table(ours)
    made = [figure for figure in found if MADE.search(figure.name) and figure not in ours]
    if made:
        yield from models.table(made)
    rest = [figure for figure in found if figure not in ours and figure not in made]
    if rest:
        yield f"\n{'corpora':44}{'value':>7}  {'95 % interval':15}{'n':>6}{'floor':>7}{'bar':>7}"
    for figure in rest:
        spread = f"{figure.low:.1f} to {figure.high:.1f}" if figure.low is not None and figure.high is not None else ""
        floor = f"{floors[figure.name]:.1f}" if figure.name in floors else ""
        bar = f"{figure.bar:.1f}{'' if figure.value >= figure.bar else ' !'}" if figure.bar is not None else ""
        yield f"{figure.name:44}{figure.value:7.1f}  {spread:15}{figure.n or '':>6}{floor:>7}  {bar}".rstrip()


def keep(found: Sequence[Figure]) -> None:
    """Writes the figures, with what they were measured on."""
    RESULTS.mkdir(exist_ok=True)
    page = {**circumstances(), "figures": msgspec.to_builtins(found)}
    (RESULTS / "quality.json").write_bytes(msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n")


def circumstances() -> dict[str, str]:
    """When, of which state of the code, and on what machine something was measured."""
    describe = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(describe, cwd=ROOT, capture_output=True, text=True, check=False)
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit.stdout.strip() or "unknown",
        "machine": f"{processor()}, {platform.system()}, Python {platform.python_version()}",
    }


def processor() -> str:
    """The processor by its name, where the system tells it."""
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def moved(floors: dict[str, float], found: Sequence[Figure], lower: bool) -> dict[str, float]:
    """The floors after this measurement; without `lower` none falls. Precision and recall have none: F1 holds both."""
    kept = [figure for figure in found if not figure.name.endswith((".p", ".r"))]
    new = {figure.name: figure.value if lower else max(figure.value, floors.get(figure.name, 0.0)) for figure in kept}
    return {**floors, **new}


def write(floors: dict[str, float], why: str) -> None:
    """Keeps the floors; a reason goes above them and stays."""
    old = FLOORS.read_text(encoding="utf-8") if FLOORS.exists() else HEAD
    comments = [line for line in old.splitlines() if line.startswith("#")]
    if why:
        comments.append(f"# {circumstances()['date']}: lowered: {why}")
    lines = [f'"{name}" = {value}' for name, value in sorted(floors.items())]
    FLOORS.write_text("\n".join([*comments, "", *lines, ""]), encoding="utf-8")


HEAD = "# What quality must not fall below: lifted by `--raise`, lowered only by `--lower --why`.\n"

if __name__ == "__main__":
    sys.exit(main())
