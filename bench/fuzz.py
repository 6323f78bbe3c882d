"""What random and hostile text does to kutip: exceptions, wrong offsets, unequal bytes, and time that grows too fast.

    python -m bench.fuzz                        20,000 texts, the hostile files, the growth check
    python -m bench.fuzz --count 1000000        the full run
    python -m bench.fuzz --only text|files|growth

Texts are made from a seed, so a number names a text for ever: `--text 4711` prints it and how kutip takes it.
"""

import argparse
import random
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
from bench.quality import circumstances
from kutip.errors import InputError
from kutip.record import Reading, Span

MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』＂`´″()[]{}<>—–-…:;,.!?%"
BITS = (
    "1.234.567,89", "Rp 1,5 triliun", "US$3 billion", "½", "4x", "1e309", "9" * 40, "٣٤٥", "Ⅷ", "31/02/2025",
    "2025-02-30", "Senin (32/13/2025)", "Feb. 30", "00.00 WIB", "24:61", "last week", "kemarin", "the 1800s",
    "katanya", "ujar", "said", "menurut", "according to", "bahwa", "that", "“", "”", "”,", ",” kata", "\n\n",
    "\r\n", "\r", "\t", "\x00", "\x0b", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\u200d", "\u202e",
    "\u2066", "\u0301" * 30, "e\u0301", "İ", "ß", "ﬁ", "ǅ", "\ud800", "\udfff", "\U0010ffff", "👩‍👩‍👧‍👦", "🇮🇩",
    "한국어", "中文", "العربية", "nya", "-nya", "’s", "…", "Baca juga:", "Editor:", "<p>", "</p>", "&nbsp;",
    "http://x.example",
)  # fmt: skip
PIECES = {
    "quotes": "“", "straight": '"', "digits": "1", "words": "kata ", "brackets": "[(", "newlines": "\n", "spaces": " ",
    "dates": "1/2/2025 ", "names": "Budi ", "cues": "“a,” kata B. ", "commas": ", ", "hyphens": "-", "capitals": "A",
    "clitics": "katanya ", "stops": "a. ", "lines": "“a\n\n", "money": "Rp 1 ", "tags": "<b>",
}  # fmt: skip
SIZES = (10_000, 100_000, 1_000_000)
LIMIT = 5.0
LANGS = ("id", "en", None)
Trouble = tuple[str, str]
"""What kind, and what about."""


class TooLongError(BaseException):
    """The reading took too long; no handler for common errors may swallow it."""


def main() -> int:
    """Runs what was asked; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000, help="how many texts")
    parser.add_argument("--first", type=int, default=0, help="number of the first text")
    parser.add_argument("--only", choices=("text", "files", "growth"))
    parser.add_argument("--text", type=int, help="print one text and read it")
    given = parser.parse_args()
    seeds = [*BITS, *texts()]
    if given.text is not None:
        return shown(given.text, seeds)
    troubles: list[Trouble] = []
    figures: dict[str, Any] = {}
    if given.only in (None, "text"):
        figures |= fuzzed(given.first, given.count, seeds, troubles)
    if given.only in (None, "files"):
        figures |= hostile(troubles)
    if given.only in (None, "growth"):
        figures |= {"growth": grown(troubles)}
    return reported(figures, troubles, keep=given.only is None)


def texts() -> list[str]:
    """The gold texts, where they are at hand: real shapes to cut and splice."""
    return [path.read_text(encoding="utf-8") for path in sorted(gold().rglob("*.txt")) if path.name != "counts.txt"]


def made(number: int, seeds: list[str]) -> str:
    """The text of that number."""
    chance = random.Random(number)
    pieces = [piece(chance, seeds) for _ in range(chance.choice((1, 1, 2, 3, 5)))]
    return "".join(pieces)


def piece(chance: random.Random, seeds: list[str]) -> str:
    """A stretch of something real, of hostile bits, or of anything at all."""
    kind = chance.random()
    if kind < 0.55:
        return bitten(chance, cut(chance, chance.choice(seeds)))
    if kind < 0.85:
        return chance.choice(("", " ")).join(chance.choices((*BITS, *MARKS), k=chance.randrange(1, 15)))
    if kind < 0.95:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(1, 20)))
    return chance.choice((*BITS, *MARKS)) * chance.randrange(1, 60)


def cut(chance: random.Random, text: str) -> str:
    """A short stretch of a text."""
    start = chance.randrange(len(text))
    return text[start : start + chance.randrange(1, 200)]


def bitten(chance: random.Random, text: str) -> str:
    """The stretch with marks and bits put in, signs left out, a part said twice."""
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(text) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:place] + chance.choice(MARKS) + text[place:]
        elif kind == 1:
            text = text[:place] + chance.choice(BITS) + text[place:]
        elif kind == 2:
            text = text[:place] + text[place + chance.randrange(1, 10) :]
        else:
            text = text[:place] + text[max(0, place - 40) : place] + text[place:]
    return text


def fuzzed(first: int, count: int, seeds: list[str], troubles: list[Trouble]) -> dict[str, Any]:
    """Reads that many made texts, in both languages by turns, every hundredth twice."""
    start, refused = time.process_time(), 0
    for number in range(first, first + count):
        text = made(number, seeds)
        refused += tried(
            f"text {number}", text, ("id", "en", None)[number % 3], twice=number % 100 == 0, troubles=troubles
        )
        done = number - first + 1
        if done % 50_000 == 0:
            rate = done / (time.process_time() - start)
            left = (count - done) / rate / 60
            print(
                f"{done:,} texts, {rate:,.0f} a CPU-second, {left:.0f} min to go, {len(troubles)} troubles", flush=True
            )
    spent = time.process_time() - start
    return {"texts": count, "refused": refused, "texts_per_cpu_second": round(count / spent)}


def tried(name: str, text: str | bytes, lang: str | None, *, twice: bool, troubles: list[Trouble]) -> bool:
    """Reads one text and notes what is wrong; True when kutip refused it as no report."""
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        reading = kutip.read(text, lang=lang, published="2025-06-11")
        signal.setitimer(signal.ITIMER_PROF, 0)
        first = msgspec.json.encode(reading)
    except InputError:
        return True
    except TooLongError:
        troubles.append(("too long", name))
        return False
    except Exception as error:
        troubles.append((f"exception {where(error)}", name))
        return False
    troubles += [(f"offset {kind}", name) for kind in misplaced(reading)]
    if twice and msgspec.json.encode(kutip.read(text, lang=lang, published="2025-06-11")) != first:
        troubles.append(("unequal bytes", name))
    return False


def stop(*_: object) -> None:
    raise TooLongError


def where(error: BaseException) -> str:
    """The error with the line of kutip it came from; figures in its message left out, so that like counts as like."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "kutip" in frame.filename]
    last = frames[-1] if frames else None
    place = f"{Path(last.filename).name}:{last.lineno} {last.name}" if last else "?"
    message = re.sub(r"\\\\\w+|\d+", "#", str(error))[:120]
    return f"{type(error).__name__} {message} at {place}"


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


def hostile(troubles: list[Trouble]) -> dict[str, Any]:
    """Reads every file of the hostile suites, as text and as bytes; none may take longer than five seconds."""
    try:
        folder = need(data() / "hostile")
    except MissingError as error:
        print(f"skipped files: {error}")
        return {}
    taken: list[tuple[float, str]] = []
    refused = 0
    for path in sorted(found for found in folder.rglob("*") if found.is_file()):
        body = path.read_bytes()
        for shape, source in (("text", body.decode("utf-8", "surrogateescape")), ("bytes", body)):
            name = f"{path.relative_to(folder)} as {shape}"
            start = time.process_time()
            refused += tried(name, source, "en", twice=False, troubles=troubles)
            taken.append((time.process_time() - start, name))
    slow = sorted(taken, reverse=True)[:5]
    troubles += [("slow file", f"{name}: {spent:.1f} s") for spent, name in taken if spent > LIMIT]
    return {"files": len(taken), "files_refused": refused, "slowest": {name: round(spent, 2) for spent, name in slow}}


def grown(troubles: list[Trouble]) -> dict[str, list[float]]:
    """Seconds for 10 KB, 100 KB and 1 MB of hostile repeats; time may grow about as the text does."""
    found = {}
    for name, bit in PIECES.items():
        seconds: list[float] = []
        for size in SIZES:
            text = (bit * size)[:size]
            start = time.process_time()
            tried(f"{size} of {name}", text, "id", twice=False, troubles=troubles)
            seconds.append(round(time.process_time() - start, 3))
            if seconds[-1] > 10 * LIMIT:
                break
        print(f"growth {name:10}", *(f"{spent:9.3f}" for spent in seconds), flush=True)
        found[name] = seconds
        troubles += [("growth", f"{name}: {a} s, then {b} s") for a, b in pairwise(seconds) if b > max(20 * a, 0.5)]
    return found


def shown(number: int, seeds: list[str]) -> int:
    """One made text, and how kutip takes it."""
    text = made(number, seeds)
    print(ascii(text))
    reading = kutip.read(text, lang=LANGS[number % 3], published="2025-06-11")
    print(*misplaced(reading), sep="\n")
    return 0


def reported(figures: dict[str, Any], troubles: list[Trouble], *, keep: bool) -> int:
    """Prints what was found, by kind, and keeps it."""
    for name, value in figures.items():
        print(f"{name:24}{value}")
    kinds = Counter(kind for kind, _ in troubles)
    example = dict(reversed(troubles))
    for kind, count in kinds.most_common():
        print(f"{count:6} x {kind}; first: {example[kind]}")
    exceptions = sum(count for kind, count in kinds.items() if kind.startswith("exception"))
    offsets = sum(count for kind, count in kinds.items() if kind.startswith("offset"))
    other = len(troubles) - exceptions - offsets
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
    return int(bool(troubles))


if __name__ == "__main__":
    sys.exit(main())
