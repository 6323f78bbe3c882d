"""T19, T20, T21 and T24: what a feed or sitemap may try with XML and JSON."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.test_feeds import BOMBS, jsonfeed, opened, read_all, rss

from bench.figure import ROOT, need
from bench.rows import Outcome, Row
from kutip.errors import InputError
from kutip.fetch import feed

MEASURED = """
import sys, time
from pathlib import Path
from kutip.errors import InputError
from kutip.fetch import feed, kind, sitemap
def read_all(body):
    for read in (feed.read, sitemap.read, kind.of):
        try:
            read(body)
        except InputError:
            continue
def most():  # not getrusage: what that tells begins with the most of the process that started this one
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
read_all(b"<rss><channel>")  # the libraries are loaded
body = sys.stdin.buffer.read()
before, start = most(), time.process_time()
read_all(body)
print(time.process_time() - start, most() - before)
"""


def bombs(data: Path) -> Outcome:
    """Eleven bombs of defusedxml and four feeds of our own, each in a process by itself."""
    inside = f"<item><title>{'&l9;' * 20_000}</title></item>"
    bodies = [*documents(data), *(rss(inside, head) for head in BOMBS.values())]
    costs = [measured(body) for body in bodies]
    slowest, largest = max(cost[0] for cost in costs), max(cost[1] for cost in costs)
    return Outcome(
        len(costs) == 15 and slowest < 1 and largest < 100,
        f"{len(costs)} documents, slowest {slowest:.2f} s, largest {largest:.0f} MiB",
    )


def documents(data: Path) -> list[bytes]:
    """The eleven documents of defusedxml."""
    return [path.read_bytes() for path in sorted(need(data / "hostile" / "xml-bombs").glob("*.x[ms]l"))]


def measured(body: bytes) -> tuple[float, float]:
    """The processor seconds and MiB that a body takes, read as everything it may be taken for."""
    command = [sys.executable, "-c", MEASURED]
    done = subprocess.run(command, input=body, capture_output=True, check=True, cwd=ROOT, timeout=60)
    seconds, size = map(float, done.stdout.split())
    return seconds, size


def outside(data: Path) -> Outcome:
    """Every line of the lists of external entities, and the bombs, under a hook that hears what is opened."""
    lists = need(data / "hostile" / "payloads-lists" / "XXE Injection")
    lines = [line for path in sorted(lists.glob("Intruders/*.txt")) for line in path.read_bytes().splitlines() if line]
    files = documents(data)
    read_all(b"<rss><channel>")  # the libraries are loaded
    with opened() as seen:
        for body in (*lines, *files):
            read_all(body)
            read_all(body + rss("<item><title>&xxe; &file; &b;</title></item>"))
    return Outcome(not seen, f"{len(lines)} lines and {len(files)} files, {len(seen)} opened or connected to")


def names(_: Path) -> Outcome:
    """Bodies that are the path of a file with a feed in it, or an address."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "feed.xml")
        path.write_bytes(rss("<item><title>secret</title></item>"))
        bodies = ("/etc/hostname", "file:///etc/hostname", "http://127.0.0.1:9/", str(path), path.as_uri())
        read_all(b"<rss><channel>")
        with opened() as seen:
            refused = sum(not accepted(body.encode()) for body in bodies)
    return Outcome(not seen and refused == len(bodies), f"{len(bodies)} bodies, {refused} refused, {len(seen)} opened")


def accepted(body: bytes) -> bool:
    """Whether a body is read as a feed."""
    try:
        feed.read(body)
    except InputError:
        return False
    return True


def json(data: Path) -> Outcome:
    """The parsing suite, each file as a feed and inside one: what is JSON is read, what is none refused."""
    found = [(path.name[:1], inside(path.read_bytes())) for path in sorted(suite(data))]
    wrong = sum(kind + str(read) in ("yFalse", "nTrue") for kind, read in found)
    return Outcome(len(found) == 318 and not wrong, f"{len(found)} files inside a feed, {wrong} wrong")


def suite(data: Path) -> Iterator[Path]:
    """The files of the parsing suite."""
    return need(data / "hostile" / "json-test-suite" / "test_parsing").glob("*.json")


def inside(body: bytes) -> bool:
    """Whether a feed with that JSON in it is read; as a feed by itself it may be refused, and nothing worse."""
    accepted(body)
    before, _, behind = jsonfeed("HERE").partition(b"HERE")
    return accepted(before + body + behind)


ROWS = (
    Row("T19", "no entity is expanded", bombs),
    Row("T20", "nothing that XML names is opened", outside),
    Row("T21", "the body of a feed is only data", names),
    Row("T24", "a JSON Feed is bounded, and strict", json),
)
