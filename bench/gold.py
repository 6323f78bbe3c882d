"""The gold readings, scored by the scorer that comes with them: what the contract means by right.

Nothing but the text, or the page, is given to kutip: language, outlet and day of publication are its own finding. The
models that it ships take part, except in the last column: the singles, read by the rules alone.
"""

import importlib.util
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

import kutip
from bench.figure import Figure, need
from kutip import lang
from kutip.errors import InputError

FOLDERS = {"seed": "seed", "singles": "singles", "S1": "stories/S1", "S2": "stories/S2"}
COLUMNS = (*FOLDERS, *lang.codes(), "pages", "texts", "rules")


def measure(gold: Path) -> list[Figure]:
    """The figures of each gold folder, of each language, of the singles that come as pages, and of their texts."""
    score = scorer(need(gold).parent / "score" / "score.py")
    texts = {name: sorted((gold / folder).glob("*.txt")) for name, folder in FOLDERS.items()}
    texts = {name: [text for text in found if lang_of(text) in lang.codes()] for name, found in texts.items()}
    every = [text for name, found in texts.items() if name != "seed" for text in found]  # the seed stands in S1 again
    for code in lang.codes():
        texts[code] = [text for text in every if lang_of(text) == code]
    texts["pages"] = sorted((gold / "singles").glob("*.html"))
    texts["texts"] = [text for page in texts["pages"] if (text := page.with_suffix(".txt")).exists()]
    found = [figure for name, sources in texts.items() for figure in figures(name, score, sources, "shipped")]
    return [*found, *figures("rules", score, texts["singles"], "none")]


def scorer(path: Path) -> Any:  # Any: a script from outside, loaded by its path
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", need(path))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer(source: Path) -> Path:
    """The gold reading of a text or page."""
    return source.with_name("reading.json" if source.stem == "article" else f"{source.stem}.reading.json")


def lang_of(source: Path) -> str:
    """The language of a gold text."""
    return str(json.loads(answer(source).read_text(encoding="utf-8"))["article"]["lang"])


def figures(name: str, score: Any, sources: Sequence[Path], models: str) -> Iterator[Figure]:
    """What the scorer says of some sources, read by kutip."""
    with tempfile.TemporaryDirectory() as folder:
        system = Path(folder) / "system.jsonl"
        system.write_bytes(b"".join(line(source, models) for source in sources))
        for source in sources:
            (Path(folder) / f"{source.stem}.reading.json").write_bytes(answer(source).read_bytes())
        for what, value in score.score_readings(folder, system).items():
            if what != "articles":
                yield Figure(f"gold.{name}.{what}", value.get("f1", value.get("acc")), n=value["n"])


def line(source: Path, models: str) -> bytes:
    """The reading of one source as one line, under the address by which the scorer finds its answer."""
    try:
        reading = msgspec.to_builtins(kutip.read(source, models=(models,)))
    except InputError as error:
        print(f"not read: {error}")
        return b""
    reading["article"]["url"] = source.name
    return msgspec.json.encode(reading) + b"\n"


def table(found: Sequence[Figure]) -> Iterator[str]:
    """The gold figures, one row a figure, one column a set."""
    value = {figure.name: figure for figure in found}
    rows = dict.fromkeys(figure.name.split(".", 2)[2] for figure in found)
    yield f"{'gold':22}" + "".join(f"{name:>9}" for name in COLUMNS)
    for row in rows:
        cells = (value.get(f"gold.{name}.{row}") for name in COLUMNS)
        yield f"{row:22}" + "".join(f"{cell.value:9.1f}" if cell else f"{'·':>9}" for cell in cells)
