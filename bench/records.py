"""How fast records come out of an archive, beside a named peer, and whether memory grows with it.

The archive is made of the 181 pages of the extraction benchmark where they are at hand (174 KB on average, packed 5 to
1), else of made-up ones, in a WARC with one gzip member a record. The peer is FastWARC's bare loop: the HTTP head
parsed, the body read, nothing made of it. Beside it stand our records, read in the same way (`records_ratio`, the one
with a bar), and whole captures, with the body unpacked, its kind known and its SHA-256 (`captures_ratio`);
`hashed_ratio` is those beside FastWARC with a SHA-256 of each body. All take turns, in CPU time. Memory is the most
that a process of its own has held.
"""

import argparse
import gzip
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median

import msgspec
from fastwarc.warc import ArchiveIterator
from tests import archives as make

from bench.figure import RESULTS, ROOT, data
from bench.quality import circumstances
from kutip.fetch.archive import entries
from kutip.fetch.archive.http import answered
from kutip.fetch.archive.raw import Raw
from kutip.fetch.archive.volume import layout, records

BARS = {"records_ratio": 0.8, "memory_growth": 0.1}
PAGES = "article-extraction-benchmark/html"
LETTERS = "etaoinshrdlucmfwypvbgk"
MEMORY = """
import sys
from pathlib import Path
from kutip.fetch.archive import entries
pages = sum(entry.what is not None for entry in entries(Path(sys.argv[1])))
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(pages, int(most.split()[1]) / 1024)
"""


def main() -> int:
    """Measures, prints, keeps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        figures: dict[str, object] = {**written(path, given.records), **raced(path, given.records, given.rounds)}
        path.unlink()
        figures |= grown(Path(folder))
    for name, value in figures.items():
        print(f"{name:24}{value:>14.3f}" if isinstance(value, float) else f"{name:24}{value:>14}")
    RESULTS.mkdir(exist_ok=True)
    page = msgspec.json.encode({**circumstances(), **figures, "peer": f"FastWARC {version('fastwarc')}", "bars": BARS})
    (RESULTS / "records.json").write_bytes(msgspec.json.format(page, indent=1) + b"\n")
    return 0


def written(path: Path, count: int) -> dict[str, object]:
    """An archive of so many records, the same pages in turn."""
    pages = real() or [page(number) for number in range(60)]
    packed = [make.each([make.warc(make.answer(body), make.address(i))]) for i, body in enumerate(pages)]
    with path.open("wb") as file:
        for number in range(count):
            file.write(packed[number % len(packed)])
    plain = sum(map(len, pages)) / len(pages)
    ratio = plain / (sum(map(len, packed)) / len(packed))
    return {"records": count, "pages": len(pages), "kilobytes": plain / 1000, "packed": ratio}


def real() -> list[bytes]:
    """The pages of the extraction benchmark, none where they are missing."""
    return [gzip.decompress(path.read_bytes()) for path in sorted((data() / PAGES).glob("*.html.gz"))]


def page(seed: int) -> bytes:
    """A page as long as those of news sites: pieces of menus that come again, and prose."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(LETTERS, k=chance.randrange(2, 11))) for _ in range(1500)]
    weights = [1 / (rank + 1) for rank in range(1500)]
    lines: list[str] = []
    for _ in range(chance.randrange(700, 1200)):
        one, two, three = chance.choices(words[:200], k=3)
        link = f'<li class="{one}-item {two}__link"><a href="/{two}/{chance.randrange(9999)}">{three}</a></li>'
        lines += [link, f"<p>{' '.join(chance.choices(words, weights, k=12))}.</p>"]
    return "\n".join(["<!doctype html><html><body>", *lines]).encode()


def bare(path: Path) -> int:
    """What the peer does with nothing but reading."""
    with path.open("rb") as file:
        return sum(len(record.reader.read()) for record in ArchiveIterator(file))


def bare_hashed(path: Path) -> int:
    """The same with a hash of each body."""
    with path.open("rb") as file:
        return sum(len(hashlib.sha256(record.reader.read()).hexdigest()) for record in ArchiveIterator(file))


def ours(path: Path) -> int:
    """Our records, read in the same way."""
    return sum(map(len, payloads(path)))


def payloads(path: Path) -> Iterator[bytes]:
    """The bodies of an archive, as they lie in it."""
    with path.open("rb", buffering=0) as file:
        raw = Raw(file)
        laid = layout(raw)
        assert laid
        for record in records(raw, laid, 0):
            answer = answered(record.block)  # type: ignore[union-attr]  # none is bad
            assert answer
            yield answer.body


def captures(path: Path) -> int:
    """Whole captures."""
    return sum(entry.what is not None for entry in entries(path))


def raced(path: Path, count: int, rounds: int) -> dict[str, object]:
    """Records per CPU-second, in turns."""
    runs: tuple[Callable[[Path], int], ...] = (bare, ours, captures, bare_hashed)
    times: dict[str, list[float]] = {run.__name__: [] for run in runs}
    for _ in range(rounds):
        for run in runs:
            start = time.process_time()
            run(path)
            times[run.__name__].append(time.process_time() - start)
    speed = {name: count / median(taken) for name, taken in times.items()}
    return {
        **{f"{name}_per_second": round(value) for name, value in speed.items()},
        "records_ratio": speed["ours"] / speed["bare"],
        "captures_ratio": speed["captures"] / speed["bare"],
        "hashed_ratio": speed["captures"] / speed["bare_hashed"],
    }


def grown(folder: Path, small: int = 1000, large: int = 100_000) -> dict[str, object]:
    """The most memory for a thousand records and for a hundred thousand."""
    most = {}
    for count in (small, large):
        path = folder / "m.warc.gz"
        written(path, count)
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
        )
        pages, most[count] = json.loads(f"[{done.stdout.replace(' ', ',')}]")
        assert pages == count
        path.unlink()
    return {"memory_mb": most[large], "memory_growth": most[large] / most[small] - 1}


if __name__ == "__main__":
    sys.exit(main())
