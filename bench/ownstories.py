"""Our own stories of tests/gold/stories by the scorer of the contract: their traces, and the readings under them.

Seven stories, 61 reports of invented outlets in Indonesian, English and Korean, written with their answers before kutip
had read them: an arms maker's output, a sanctions case, a landslide, an agreement; then a border clash, an election and
an exporter of lenses. Outlet and language are given.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from bench import stories
from bench.figure import ROOT, Figure, need
from bench.gold import scorer

FOLDER = ROOT / "tests" / "gold" / "stories"


def measure(gold: Path) -> Iterator[Figure]:
    """Each story with the rules alone and with the shipped models; then the readings of all of them."""
    score = scorer(need(gold).parent / "score" / "score.py")
    for maker, models in stories.MAKERS.items():
        for folder in sorted(FOLDER.iterdir()):
            yield from stories.scored(folder, score, f"ownstories.{folder.name}.{maker}", models)
        yield from read(FOLDER, score, f"ownstories.readings.{maker}", models)


def read(folder: Path, score: Any, name: str, models: tuple[str, ...]) -> Iterator[Figure]:  # Any: a script
    """What the scorer says of the readings of a folder and those in it."""
    readings = [stories.read(path, models) for path in sorted(folder.rglob("*.txt"))]
    with tempfile.TemporaryDirectory() as scratch:
        system = Path(scratch) / "system.jsonl"
        system.write_bytes(b"\n".join(map(msgspec.json.encode, readings)))
        for key, value in score.score_readings(folder, system).items():
            if key != "articles":
                yield Figure(f"{name}.{key}", value.get("f1", value.get("acc")), value["n"])
