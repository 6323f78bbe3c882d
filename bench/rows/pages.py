"""Hostile pages, encodings, texts and workers, on the exact inputs of their rows."""

import io
import json
import lzma
import resource
import signal
import subprocess
import sys
import tarfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

import kutip
from bench.figure import ROOT, need
from bench.fuzz import TooLongError, misplaced, stop, where
from bench.rows import Outcome, Row
from bench.torture import GIANTS, around, inputs
from kutip import export
from kutip.errors import Failure, InputError
from kutip.parse import codec, encoding
from kutip.record import Capture, Reading
from kutip.run import api, rows
from kutip.run.body import Given

LIMIT = 5.0
STEERING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
VECTORS = {
    "big5": "big5", "euc_kr": "euc-kr", "gb18030": "gb18030", "shift_jis": "shift_jis", "jis0208": "euc-jp",
    "jis0212": "euc-jp", "iso_2022_jp": "iso-2022-jp",
}  # fmt: skip
FOLDERS = {"CP932": "shift_jis", "CP949": "euc-kr", "MacCyrillic": "x-mac-cyrillic", "MacRoman": "macintosh"}
PYTHON = {"iso-2022-kr": "iso2022_kr", "EUC-TW": None}
"""Folders of chardet's pages that are in no encoding of the standard; Python has no EUC-TW, so those are wrong."""


def torture(folder: Path) -> Outcome:
    """T17: each input alone, and between the paragraphs of a report."""
    counts: Counter[str] = Counter()
    slowest = 0.0
    for _, body in inputs(folder):
        for page in (body, around(body)):
            what, spent = taken(page)
            counts[what] += 1
            slowest = max(slowest, spent)
    bad = {what: count for what, count in counts.items() if what not in ("read", "refused")}
    pages = sum(counts.values()) // 2
    return Outcome(not bad and slowest < LIMIT, f"{pages} inputs twice, {dict(counts)}, slowest {slowest:.2f} s")


def taken(page: bytes) -> tuple[str, float]:
    """What becomes of a page, and the CPU-seconds that it took."""
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, 3 * LIMIT)
    start = time.process_time()
    try:
        found = list(misplaced(api.reading(Capture(page, "html"), plain=True)))
        what = f"offset {found[0]}" if found else "read"
    except InputError:
        what = "refused"
    except TooLongError:
        what = "too long"
    except Exception as error:
        what = where(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return what, time.process_time() - start


def giants(_: Path) -> Outcome:
    """T18: each giant in a process of its own."""
    told = {name: json.loads(alone("giant", name)) for name in GIANTS}
    slowest = max(told, key=lambda name: told[name]["seconds"])
    largest = max(told, key=lambda name: told[name]["mebibytes"])
    seconds, mebibytes = told[slowest]["seconds"], told[largest]["mebibytes"]
    kinds = Counter(one["what"] for one in told.values())
    holds = seconds < LIMIT and mebibytes < 512 and set(kinds) <= {"read", "refused"}
    return Outcome(holds, f"{dict(kinds)}, slowest {seconds:.2f} s ({slowest}), largest {mebibytes} MiB ({largest})")


def alone(what: str, name: str) -> str:
    """What this module prints when it is asked for one thing in a new process."""
    command = [sys.executable, "-m", "bench.rows.pages", what, name]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def giant(name: str) -> None:
    """Prints what becomes of one giant, once all libraries are loaded."""
    taken(around(b""))
    what, seconds = taken(GIANTS[name]())
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"what": what, "seconds": seconds, "mebibytes": mebibytes}))


def encodings(folder: Path) -> Outcome:
    """T22: the tables of the standard, and pages in fifty encodings, as they are and without what they declare."""
    equal, tables = vectors(need(folder / "hostile/encoding-rs-vectors"))
    with tarfile.open(need(folder / "hostile/chardet-tests/chardet-tests.tar.xz")) as packed:
        pages = [(member.name, opened.read()) for member in packed if (opened := packed.extractfile(member))]
    right, silent = Counter[str](), 0
    for name, body in pages:
        for way, changed in (
            ("as they are", body),
            ("undeclared", body.replace(b"charset", b"c").replace(b"encoding", b"e")),
        ):
            found = encoding.decoded(changed)
            good = found.text == expected(Path(name).parent.name, changed)
            right[way] += good
            silent += not good and found.doubt is None and encoding.garbled(found.text) is None
    shares = {way: 100 * count / len(pages) for way, count in right.items()}
    told = ", ".join(f"{share:.1f} % of {len(pages)} pages {way}" for way, share in shares.items())
    holds = equal == tables and min(shares.values()) >= 97 and not silent
    return Outcome(holds, f"{equal} of {tables} tables identical, {told}, {silent} wrong without a doubt")


def vectors(folder: Path) -> tuple[int, int]:
    """How many of the tables are decoded identically: bytes to characters, and what browsers write back to itself."""
    found = []
    for table, name in VECTORS.items():
        pairs = [(f"{table}_in.txt", f"{table}_in_ref.txt")]
        if (folder / f"{table}_out.txt").exists():
            pairs.append((f"{table}_out_ref.txt", f"{table}_out.txt"))
        for code, text in pairs:
            read, want = codec.decode((folder / code).read_bytes(), name), (folder / text).read_bytes().decode()
            found.append(read == want or (name == "iso-2022-jp" and read == widened(want)))
    return sum(found), len(found)


def widened(text: str) -> str:
    """The text with full katakana for half ones, which browsers cannot write in ISO-2022-JP."""
    full = "".join(unicodedata.normalize("NFKC", sign) if 0xFF61 <= ord(sign) <= 0xFF9F else sign for sign in text)
    return full.replace("\u3099", "\u309b").replace("\u309a", "\u309c")


def expected(folder: str, body: bytes) -> str | None:
    """The characters of a page of chardet's, by the folder it lies in."""
    known = folder if folder.startswith("iso-2022") else folder.rsplit("-", 1)[0] if folder[-1].islower() else folder
    label = next((one for one in (folder, known) if codec.named(FOLDERS.get(one, one))), None)
    if folder.startswith(("UTF", "utf")):
        return body.decode(folder, "replace").removeprefix("\ufeff")
    name = codec.named(FOLDERS.get(label, label)) if label else None
    if name and name != "replacement":
        return codec.decode(body, name)
    python = PYTHON.get(folder, folder)
    return body.decode(python, "replace") if python else None


def signs(folder: Path) -> Outcome:
    """T23: every normal form and naughty string as the text of a report; what steers is shown as a mark."""
    lines = (
        lzma.decompress(need(folder / "hostile/ucd-15.0/NormalizationTest.txt.xz").read_bytes()).decode().splitlines()
    )
    forms = ["".join(chr(int(code, 16)) for code in form.split()) for line in lines for form in columns(line)]
    naughty = json.loads(need(folder / "hostile/naughty-strings/blns.json").read_bytes())
    texts = ["A report: " + " ".join(forms[at : at + 200]) + " ." for at in range(0, len(forms), 200)]
    texts += [f"A report: {one} ." for one in naughty]
    bad = Counter(trouble for text in texts for trouble in changed(text))
    return Outcome(not bad, f"{len(forms)} forms and {len(naughty)} strings in {len(texts)} reports, {dict(bad)}")


def columns(line: str) -> list[str]:
    """The five forms of one line."""
    return [] if line.startswith(("#", "@")) else line.split(";")[:5]


def changed(text: str) -> Iterator[str]:
    """What a reading does to its text."""
    reading = kutip.read(text, lang="en", plain=True)
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    if reading.article.text != whole:
        yield "another text"
    if msgspec.json.decode(msgspec.json.encode(reading), type=Reading) != reading:
        yield "another reading from JSON"
    yield from misplaced(reading)
    steered = kutip.read(whole[:2000] + "".join(STEERING), lang="en")
    for form in ("text", "html"):
        out = io.BytesIO()
        export.writer(form)([steered], out)
        if set(out.getvalue().decode()) & set(STEERING):
            yield f"steering signs in {form}"


def jsons(folder: Path) -> Outcome:
    """T24: JSON in a page and in a row; what must be accepted is, what must be refused is, nothing breaks."""
    bad, count = Counter[str](), 0
    for path in sorted(need(folder / "hostile/json-test-suite/test_parsing").glob("*.json")):
        body, verdict = path.read_bytes(), path.name[0]
        count += 1
        what, _ = taken(around(b'<script type="application/ld+json">' + body + b"</script>"))
        bad[f"{what} of a page with {path.name}"] += what not in ("read", "refused")
        row = rows.of_line(b'{"text": "A report.", "more": ' + body + b"}", Given(), path.name)
        wrong = (verdict == "y" and isinstance(row, Failure)) or (verdict == "n" and isinstance(row, Capture))
        bad[f"row of {path.name}"] += wrong
    bad = +bad
    return Outcome(not bad, f"{count} files in a page and in a row, {dict(bad)}")


def patterns(_: Path) -> Outcome:
    """T25: every pattern against twelve texts."""
    command = [sys.executable, "-m", "tests.patterns", "64"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    *slow, last = done.stdout.splitlines() or [done.stderr[-300:]]
    return Outcome(done.returncode == 0 and not slow, f"{last}, {len(slow)} slow {slow}")


def tested(*names: str) -> Callable[[Path], Outcome]:
    """A row whose inputs are of our own: the tests that hold it."""

    def run(_: Path) -> Outcome:
        done = subprocess.run([sys.executable, "-m", "pytest", "-q", *names], cwd=ROOT, capture_output=True, text=True)
        return Outcome(done.returncode == 0, (done.stdout.splitlines() or [""])[-1].strip())

    return run


ROWS = (
    Row("T17", "malformed HTML breaks nothing", torture),
    Row("T18", "giants are refused or read in time and memory", giants),
    Row("T22", "decoded as in browsers, never wrong in silence", encodings),
    Row("T23", "texts and offsets survive, what steers is shown", signs),
    Row("T24", "JSON breaks nothing", jsons),
    Row("T25", "all patterns are linear", patterns),
    Row("T28", "a native crash costs one report", tested("tests/test_workers.py")),
    Row(
        "T29",
        "nothing from outside is run or opened as such",
        tested("tests/test_hostile.py", "-k", "run or refused_with"),
    ),
)


if __name__ == "__main__":
    giant(sys.argv[2])
