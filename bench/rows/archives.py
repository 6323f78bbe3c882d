"""T26, T27 and T29: archives that were made to do harm, or have come to it.

What each file truly holds was found out by hand: with two readers side by side and, where they disagree, in the bytes.
"""

import gzip
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests import archives as make

from bench.figure import ROOT, need
from bench.rows import Outcome, Row
from kutip.errors import Failure
from kutip.fetch.archive import entries
from kutip.record import Capture

FOLDERS = ("warcio-data", "jwarc-data", "jwat-data", "resiliparse-data")
SECONDS, MEMORY = 10.0, 512.0


class Held(NamedTuple):
    """How many pages an archive has, how many other records, and how many stretches that are refused."""

    pages: int = 0
    others: int = 0
    refused: int = 0


HELD = {
    # warcio: one response over two gzip members, lengths that are too short, ARC with LF for CRLF.
    "bad.arc": Held(0, 1, 3), "example-bad-non-chunked.warc.gz": Held(1, 5), "example-bad.warc.gz.bad": Held(1, 5),
    "example-digest.warc": Held(0, 4), "example-iana.org-chunked.warc": Held(1, 2),
    "example-resource.warc.gz": Held(1, 2), "example-space-in-target-uri.warc.gz": Held(0, 2),
    "example-space-in-url.arc": Held(1, 1), "example-trunc.warc": Held(1, 3),
    "example-wget-bad-target-uri.warc.gz": Held(1, 5), "example-wrong-chunks.warc.gz": Held(1, 1),
    "example.arc": Held(1, 1), "example.arc.gz": Held(1, 1), "example.warc": Held(1, 5), "example.warc.gz": Held(1, 5),
    "post-test.warc.gz": Held(0, 6),
    # jwarc
    "cc.warc.gz": Held(1), "gzip_extra_sl.warc.gz": Held(0, 1),
    # jwat: the gzip files hold no archive; lonely records have no length; a record of several pieces is told.
    "1-1-20110922131213-00000-svc-VirtualBox.arc": Held(13, 89),
    "invalid-arcfile-record-then-garbage.arc": Held(1, 0, 1), "small_BNF.arc": Held(3, 3),
    "test-arc-1.0-dashed-fields.arc": Held(1, 1), "test-arc-1.0-invalid-fields.arc": Held(1, 0, 1),
    "test-utf8.warc": Held(0, 1), "invalid-compression.gz": Held(0, 0, 1), "invalid-entries.gz": Held(0, 0, 1),
    "invalid-magic.gz": Held(0, 0, 1), "invalid-truncated.gz": Held(0, 0, 1), "sample.txt.gz": Held(0, 0, 1),
    "three-files.gz": Held(0, 0, 1), "IAH-20080430204825-00000-blackbook.warc.gz": Held(130, 692),
    "invalid-warcfile-contenttype-recommended.warc": Held(0, 7),
    "invalid-warcfile-contenttype-warcinfo-recommended.warc": Held(0, 1),
    "invalid-warcfile-digest-fields.warc": Held(4), "invalid-warcfile-duplicate-fields.warc": Held(0, 1),
    "invalid-warcfile-encoding-headers.warc.gz": Held(2, 2), "invalid-warcfile-fields-empty.warc": Held(0, 0, 1),
    "invalid-warcfile-fields-invalidformat.warc": Held(0, 0, 1), "invalid-warcfile-fields-missing.warc": Held(0, 0, 1),
    "invalid-warcfile-lonely-continuation.warc": Held(0, 0, 1), "invalid-warcfile-lonely-monkeys.warc": Held(0, 0, 1),
    "invalid-warcfile-lonely-request-response-resource-conversion.warc": Held(0, 0, 4),
    "invalid-warcfile-lonely-revisit.warc": Held(0, 0, 1),
    "invalid-warcfile-lonely-warcinfo-metadata.warc": Held(0, 0, 2),
    "invalid-warcfile-record-then-garbage.warc": Held(1, 0, 1),
    "invalid-warcfile-segment-number-continuation.warc": Held(0, 2),
    "invalid-warcfile-segment-number-response.warc": Held(0, 0, 2),
    "valid-warcfile-contenttype-continuation.warc": Held(0, 1),
    "valid-warcfile-duplicate-concurrentto.warc": Held(0, 1), "valid-warcfile-fields-continuation.warc": Held(0, 1),
    "valid-warcfile-fields-metainfo.warc": Held(0, 1), "valid-warcfile-fields-warcinfo.warc": Held(0, 1),
    "valid-warcfile-non-warc-headers.warc": Held(0, 1), "valid-warcfile-upper-lower-case.warc": Held(0, 5),
    "valid-warcfile-utf8.warc": Held(0, 1),
    # resiliparse: one record is cut off in its own archive.
    "block-sized-records.warc": Held(0, 3), "block-sized-records.warc.gz": Held(0, 3),
    "block-sized-records.warc.lz4": Held(0, 3), "clipped.warc.gz": Held(0, 0, 1),
    "clueweb-quirk.warc.gz": Held(29, 1), "warcfile.warc": Held(16, 34), "warcfile.warc.gz": Held(16, 34),
    "warcfile.warc.lz4": Held(16, 34),
    # ours
    "bomb.warc.gz": Held(2, 3, 1), "lying.warc": Held(2, 3, 1), "negative.warc": Held(2, 3, 1),
    "header.warc": Held(2, 3, 1),
}  # fmt: skip
TOGETHER = ("example-bad-non-chunked.warc.gz", "example-bad.warc.gz.bad", "block-sized-records.warc.lz4")
"""Packed as a whole: what lies behind a flaw cannot be unpacked."""
READ = """
import json, sys, time
from pathlib import Path
from bench.rows.archives import held
for path in map(Path, sys.stdin.read().splitlines()):
    start = time.perf_counter()
    found = held(path)
    status = Path("/proc/self/status").read_text()
    print(json.dumps([path.name, found, time.perf_counter() - start, int(status.split("VmHWM:")[1].split()[0]) / 1024]))
"""


def files(data: Path) -> list[Path]:
    """The archives of the four suites."""
    folders = [need(data / "hostile" / folder) for folder in FOLDERS]
    return sorted(path for folder in folders for path in folder.rglob("*") if path.name in HELD)


def ours(folder: Path) -> list[Path]:
    """Four more: a good page, a bad one, a good one."""
    body, before, behind = (
        make.answer(make.page(1)),
        make.warcs(1),
        [make.warc(make.answer(make.page(2)), "http://b.test/")],
    )
    packed = make.answer(gzip.compress(bytes(200_000_000), 6), "Content-Encoding: gzip")
    url = make.address(1)
    long = make.warc(body, url, "WARC-Long: " + "x" * 50_000_000)
    bad = {
        "lying.warc": make.warc(body, url, length=10**9), "negative.warc": make.warc(body, url, length=-1),
        "header.warc": long, "bomb.warc.gz": make.warc(packed, url),
    }  # fmt: skip
    written = []
    for name, record in bad.items():
        records = [*before, make.request(url), record, *behind]
        written.append(make.put(folder, name, make.each(records) if name.endswith("gz") else b"".join(records)))
    return written


def held(path: Path) -> Held:
    """What kutip finds in an archive; what it refuses it must place."""
    found = [entry.what for entry in entries(path)]
    refused = [what for what in found if isinstance(what, Failure)]
    assert all(what.name.startswith(f"{path}@") and what.why for what in refused)
    pages = sum(isinstance(what, Capture) for what in found)
    return Held(pages, len(found) - pages - len(refused), len(refused))


def poisoned(data: Path) -> Outcome:
    """The archives as they are, and a thousand of them with one byte changed, each read by another process."""
    with tempfile.TemporaryDirectory() as folder:
        found = list(read([*files(data), *ours(Path(folder))]))
        wrong = [name for name, count, *_ in found if count != HELD[name]]
        changed = Path(folder) / "changed"
        changed.mkdir()
        flipped = list(read(list(flips(files(data), changed, 1000))))
    lost = [name for name, count, *_ in flipped if less(count, HELD[name.partition("-")[2]], name)]
    slowest = max(seconds for *_, seconds, _ in (*found, *flipped))
    largest = max(memory for *_, memory in (*found, *flipped))
    return Outcome(
        len(found) == 67 and len(flipped) == 1000 and not wrong and not lost and slowest < SECONDS and largest < MEMORY,
        f"{len(found)} archives, {len(wrong)} not as they are {wrong[:3]}; {len(flipped)} with a changed byte, in "
        f"{len(lost)} more than one record lost {lost[:3]}; slowest {slowest:.2f} s, largest {largest:.0f} MiB",
    )


def less(found: Held, true: Held, name: str) -> bool:
    """Whether more than the one record is gone that was changed."""
    together = name.endswith(TOGETHER)
    told = found.refused > 0 or found.pages + found.others >= true.pages + true.others
    return not told if together else found.pages + found.others < true.pages + true.others - 1


def flips(paths: list[Path], folder: Path, count: int) -> Iterator[Path]:
    """Copies of the archives with one byte changed, always the same ones; the one large file is spared a share."""
    chance = random.Random(26)
    small = [path for path in paths if path.stat().st_size < 1_000_000]
    for number in range(count):
        path = paths[number] if number < len(paths) else small[number % len(small)]
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        yield make.put(folder, f"{number}-{path.name}", bytes(data))


def read(paths: list[Path]) -> Iterator[tuple[str, Held, float, float]]:
    """What another process finds in each archive, the seconds it takes, and the most MiB that it has had."""
    command = [sys.executable, "-c", READ]
    given = "\n".join(map(str, paths))
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True, cwd=ROOT, timeout=300)
    for name, found, seconds, memory in map(json.loads, done.stdout.splitlines()):
        yield name, Held(*found), seconds, memory


def names(data: Path) -> Outcome:
    """Every line of the lists of paths that lead out of a folder, as a name in an archive, under a hook that hears
    what is opened."""
    lists = need(data / "hostile" / "payloads-lists").rglob("*raversal*")
    given = [
        line for path in sorted(lists) if path.is_file() for line in path.read_bytes().splitlines() if line.strip()
    ]
    lines = [line.decode("utf-8", "replace") for line in given]
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / "in"
        inside.mkdir()
        paths = list(trapped(lines, inside))
        list(entries(paths[1]))  # the libraries are loaded
        seen: list[str] = []
        watching.append(seen)
        for path in paths:
            list(entries(path))
        watching.clear()
        outside = [path for path in seen if Path(path).parent != inside and path != str(inside)]
        made = sorted(path.name for path in Path(folder).rglob("*") if path.parent != inside and path != inside)
    return Outcome(
        len(lines) > 100 and bool(seen) and not outside and not made,
        f"{len(lines)} names in 3 places, {len(outside)} opened outside {outside[:2]}, {len(made)} made",
    )


def trapped(lines: list[str], folder: Path) -> Iterator[Path]:
    """Archives with such names: in the records of a WARC, in a WACZ, and in an index."""
    page = make.page(1)
    answers = [make.answer(page, f"Content-Disposition: attachment; filename={line!r}") for line in lines]
    records = [
        make.warc(answer, make.address(1), f"WARC-Filename: {line}")
        for answer, line in zip(answers, lines, strict=True)
    ]
    yield make.put(folder, "a.warc.gz", make.each(records))
    yield make.put(folder, "a.wacz", make.zipped({f"archive/{line}": records[0] for line in set(lines)}))
    yield make.put(folder, "a.cdxj", make.cdxj((line, 0) for line in lines))


def foreign(_: Path) -> Outcome:
    """Databases and pickles, under names of their own and of archives."""
    starts = {"db": b"SQLite format 3\0", "parquet": b"PAR1", "pkl": b"\x80\x04\x95", "arrow": b"ARROW1"}
    refused = 0
    with tempfile.TemporaryDirectory() as folder:
        for start in starts.values():
            for name in (*(f"a.{ending}" for ending in starts), "a.warc.gz", "a.wacz"):
                (entry,) = entries(make.put(Path(folder), name, start + bytes(100)))
                refused += isinstance(entry.what, Failure) and "not a web archive" in entry.what.why
    return Outcome(refused == 24, f"{refused} of 24 refused")


watching: list[list[str]] = []
sys.addaudithook(lambda event, given: [seen.append(str(given[0])) for seen in watching] if event == "open" else None)

ROWS = (
    Row("T26", "one bad record costs one record", poisoned),
    Row("T27", "names in an archive are never paths", names),
    Row("T29", "no database, pickle or Parquet file is opened as one", foreign),
)
