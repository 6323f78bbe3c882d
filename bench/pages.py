"""How fast kutip reads whole pages, beside trafilatura: `python -m bench.pages [--rounds 5]`.

The pages are the 181 of the article-extraction benchmark, mean 174 KB. Kutip gives body, metadata, parts and offsets;
trafilatura gives body and metadata (`bare_extraction`). Both take turns in one process, and the medians of their rounds
are compared in CPU time, so that a busy machine blurs little. Both read bytes.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from statistics import median
from typing import Any

import msgspec

from bench.corpora import extraction
from bench.figure import RESULTS, MissingError, data, need
from bench.quality import circumstances
from kutip import parse
from kutip.errors import InputError
from kutip.record import Capture

BAR, AIM = 4.0, 7.0


def main() -> int:
    """Measures, prints, keeps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds for kutip and for the peer")
    rounds = parser.parse_args().rounds
    try:
        pages = [page for _, page in extraction.gold(need(data() / "article-extraction-benchmark"))]
    except MissingError as error:
        print(f"skipped pages: {error}")
        return 0
    figures = raced(pages, rounds)
    for name, value in figures.items():
        print(f"{name:34}{value:>12.2f}" if isinstance(value, float) else f"{name:34}{value!s:>12}")
    RESULTS.mkdir(exist_ok=True)
    kept = msgspec.json.encode({**circumstances(), **figures, "bar": BAR, "aim": AIM})
    (RESULTS / "pages.json").write_bytes(msgspec.json.format(kept, indent=1) + b"\n")
    return 0


def raced(pages: Sequence[bytes], rounds: int) -> dict[str, Any]:
    """Pages per CPU-second of kutip and of trafilatura in its two ways, in turns; the first round fills caches."""
    from trafilatura import bare_extraction

    runs: dict[str, Callable[[bytes], object]] = {
        "kutip": read,
        "trafilatura": lambda page: bare_extraction(page, with_metadata=True),
        "trafilatura_fast": lambda page: bare_extraction(page, with_metadata=True, fast=True),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            taken = cpu(run, pages)
            times[name] += [taken] if number else []
    speed = {f"{name}_per_second": len(pages) / median(taken) for name, taken in times.items()}
    size = sum(map(len, pages))
    return {
        "pages": len(pages),
        "mean_kb": size / len(pages) / 1000,
        **speed,
        "mb_per_second": speed["kutip_per_second"] * size / len(pages) / 1e6,
        "ratio": speed["kutip_per_second"] / speed["trafilatura_per_second"],
        "ratio_fast": speed["kutip_per_second"] / speed["trafilatura_fast_per_second"],
        "peer": f"trafilatura {version('trafilatura')}",
    }


def read(page: bytes) -> object:
    """The article of a page; nothing when kutip refuses it."""
    try:
        return parse.article(Capture(body=page, media="html"))
    except InputError:
        return None


def cpu(run: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    """The CPU-seconds of one round."""
    gc.collect()
    start = time.process_time()
    for page in pages:
        run(page)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
