"""What random and hostile text does to kutip: exceptions, wrong offsets, unequal bytes, and time that grows too fast.

python -m bench.fuzz                        20,000 texts, 4,000 pages, the hostile files, the growth check
python -m bench.fuzz --count 1000000        the full run, with a fifth as many pages
python -m bench.fuzz --only texts|pages|files|growth
python -m bench.fuzz --text 4711            one of the texts, and how kutip takes it
"""

import argparse
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

import kutip
from bench.figure import RESULTS, MissingError, data, gold, need
from bench.hostile import BITS, PIECES, made, page
from bench.quality import circumstances
from kutip.errors import InputError
from kutip.record import Reading, Span

LANGS = ("id", "en", None)
SIZES = (10_000, 100_000, 1_000_000)
GROWTH_SECONDS = 30.0
DAY = "2025-06-11"


class TooLongError(BaseException):
    """The reading took too long; no handler of common errors may swallow it."""


class Watch:
    """Reads texts and keeps what went wrong: a kind, and the name of the text."""

    def __init__(self) -> None:
        self.troubles: list[tuple[str, str]] = []
        self.refused = 0
        signal.signal(signal.SIGPROF, stop)

    def read(self, name: str, text: str | bytes, lang: str | None, twice: bool = False, limit: float = 5.0) -> float:
        """The CPU-seconds that the reading took."""
        start = time.process_time()
        try:
            reading = within(limit, text, lang)
        except InputError:
            self.refused += 1  # no report: kutip may say so
            return time.process_time() - start
        except TooLongError:
            self.note("too long", name)
            return limit
        except Exception as error:
            self.note(f"exception {where(error)}", name)
            return 0.0
        spent = time.process_time() - start
        self.judge(name, reading, lang, text if twice else None)
        return spent

    def judge(self, name: str, reading: Reading, lang: str | None, again: str | bytes | None) -> None:
        """Notes wrong offsets, a reading that cannot be printed, and one that prints otherwise the second time."""
        for kind in misplaced(reading):
            self.note(f"offset {kind}", name)
        try:
            first = msgspec.json.encode(reading)
        except UnicodeEncodeError:
            self.note("exception: the reading cannot be printed", name)
            return
        if again is not None and msgspec.json.encode(kutip.read(again, lang=lang, published=DAY)) != first:
            self.note("unequal bytes", name)

    def note(self, kind: str, name: str) -> None:
        self.troubles.append((kind, name))


def main() -> int:
    """Runs what was asked; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000, help="how many texts")
    parser.add_argument("--first", type=int, default=0, help="number of the first text")
    parser.add_argument("--only", choices=("texts", "pages", "files", "growth"))
    parser.add_argument("--text", type=int, help="print one text and read it")
    given = parser.parse_args()
    if given.text is not None:
        return shown(given.text)
    watch = Watch()
    figures: dict[str, Any] = {}
    if given.only in (None, "texts"):
        figures |= texts(watch, given.first, given.count)
    if given.only in (None, "pages"):
        figures |= pages(watch, given.first, given.count // 5)
    if given.only in (None, "files"):
        figures |= files(watch)
    if given.only in (None, "growth"):
        figures |= {"growth": growth(watch)}
    return reported(figures, watch, keep=given.only is None)


def seeds() -> list[str]:
    """Hostile bits and, where they are at hand, the gold texts: real shapes to cut and splice."""
    found = sorted(path for path in gold().rglob("*.txt") if path.name != "counts.txt")
    return [*BITS, *(path.read_text(encoding="utf-8") for path in found)]


def within(seconds: float, text: str | bytes, lang: str | None) -> Reading:
    """The reading, or `TooLongError` when that many CPU-seconds are over."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return kutip.read(text, lang=lang, published=DAY)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def stop(*_: object) -> None:
    raise TooLongError


def where(error: BaseException) -> str:
    """The error with the line of kutip it came from; figures and signs left out, so that like counts as like."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "kutip" in frame.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else "?"
    message = re.sub(r"'[^']*'|\d+", "#", str(error))[:120]
    return f"{type(error).__name__} {message} at {place}"


def texts(watch: Watch, first: int, count: int) -> dict[str, Any]:
    """Reads that many made texts, each as Indonesian, English or either, every hundredth twice."""
    shapes, start = seeds(), time.process_time()
    for number in range(first, first + count):
        watch.read(f"text {number}", made(number, shapes), LANGS[number % 3], twice=number % 100 == 0)
        done = number - first + 1
        if done % 50_000 == 0:
            rate = done / (time.process_time() - start)
            left = (count - done) / rate / 60
            print(
                f"{done:,} texts, {rate:,.0f} a second, {left:.0f} min to go, {len(watch.troubles)} troubles",
                flush=True,
            )
    return {"texts": count, "texts_per_cpu_second": round(count / (time.process_time() - start))}


def pages(watch: Watch, first: int, count: int) -> dict[str, Any]:
    """Reads that many made pages, in many encodings and often under a wrong name, every hundredth twice."""
    shapes, start = seeds(), time.process_time()
    for number in range(first, first + count):
        watch.read(f"page {number}", page(number, shapes), LANGS[number % 3], twice=number % 100 == 0)
    return {"pages": count, "pages_per_cpu_second": round(count / (time.process_time() - start))}


def files(watch: Watch) -> dict[str, Any]:
    """Reads every file of the hostile suites, as text and as bytes; none may take longer than five seconds."""
    try:
        folder = need(data() / "hostile")
    except MissingError as error:
        print(f"skipped files: {error}")
        return {}
    taken: list[tuple[float, str]] = []
    for path in sorted(found for found in folder.rglob("*") if found.is_file()):
        body = path.read_bytes()
        for shape, source in (("text", body.decode("utf-8", "replace")), ("bytes", body)):
            name = f"{path.relative_to(folder)} as {shape}"
            taken.append((watch.read(name, source, "en"), name))
    slow = sorted(taken, reverse=True)[:5]
    return {"files_read": len(taken), "slowest_files": {name: round(spent, 2) for spent, name in slow}}


def growth(watch: Watch) -> dict[str, list[float]]:
    """Seconds for 10 KB, 100 KB and 1 MB of hostile repeats; time may grow about as the text does."""
    found = {}
    for name, bit in PIECES.items():
        seconds: list[float] = []
        for size in SIZES:
            spent = watch.read(f"{size} of {name}", (bit * size)[:size], "id", limit=GROWTH_SECONDS)
            seconds.append(round(spent, 3))
            if spent > GROWTH_SECONDS / 5:  # ten times as much would be too long anyway
                break
        print(f"growth {name:10}", *(f"{spent:9.3f}" for spent in seconds), flush=True)
        found[name] = seconds
        for less, more in pairwise(seconds):
            if more > max(20 * less, 0.5):
                watch.note("growth", f"{name}: {less} s, then {more} s")
    return found


def misplaced(reading: Reading) -> Iterator[str]:
    """What is wrong with the offsets of a reading."""
    text = reading.article.text
    for kind, span in spans(reading):
        words = text[span.start : span.end]
        if not 0 <= span.start < span.end <= len(text):
            yield f"{kind} outside or empty"
        elif words != words.strip():
            yield f"{kind} untrimmed"


def spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Every span of a reading."""
    for kind in ("times", "amounts", "events", "doubts"):
        yield from ((kind, span) for span in getattr(reading, kind))
    yield from (("part", part) for part in reading.article.parts)
    yield from (("mention", mention) for entity in reading.entities for mention in entity.mentions)
    yield from (("baseline", amount.baseline) for amount in reading.amounts if amount.baseline)
    for claim in reading.claims:
        yield from (("content", span) for span in claim.content)
        for hop in claim.chain:
            if hop.cue:
                yield "cue", hop.cue
            if hop.start is not None and hop.end is not None:
                yield "hop", Span(hop.start, hop.end)


def shown(number: int) -> int:
    """One made text, and how kutip takes it."""
    text = made(number, seeds())
    print(ascii(text))
    reading = kutip.read(text, lang=LANGS[number % 3], published=DAY)
    print(*misplaced(reading), sep="\n")
    return 0


def reported(figures: dict[str, Any], watch: Watch, *, keep: bool) -> int:
    """Prints what was found, by kind, and keeps it."""
    for name, value in figures.items():
        print(f"{name:24}{value}")
    kinds = Counter(kind for kind, _ in watch.troubles)
    example = dict(reversed(watch.troubles))
    for kind, count in kinds.most_common():
        print(f"{count:6} x {kind}; first: {example[kind]}")
    exceptions = sum(count for kind, count in kinds.items() if kind.startswith("exception"))
    offsets = sum(count for kind, count in kinds.items() if kind.startswith("offset"))
    other = len(watch.troubles) - exceptions - offsets
    print(f"exceptions {exceptions} (bar 0), wrong offsets {offsets} (bar 0), other {other}")
    if keep:
        RESULTS.mkdir(exist_ok=True)
        page = {
            **circumstances(),
            **figures,
            "exceptions": exceptions,
            "wrong_offsets": offsets,
            "troubles": dict(kinds),
        }
        (RESULTS / "fuzz.json").write_bytes(msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n")
    return int(bool(watch.troubles))


if __name__ == "__main__":
    sys.exit(main())
