"""What the pages of a desk cost through HTTP, with a million claims in its store: sixteen kinds of questions, reports,
stories, what moved; and what others notice when fifty ask for much at once.

    python -m bench.served FOLDER               the store is that of `python -m bench.desk FOLDER`
    python -m bench.served FOLDER --claims N    a smaller one; keeps no figures

Times are milliseconds, warm, from the request to the last byte, one after the other: of the wall, and of the
processor, those of whoever asks included.
"""

import argparse
import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import msgspec
from tests.desks import served

from bench.desk import MILLION, PIPES, WAYS, asked, built, ranks, stories
from bench.figure import RESULTS
from bench.newsroom import Newsroom
from bench.quality import circumstances
from kutip import store
from kutip.kept import Question
from kutip.serve.desk import Opening
from kutip.serve.shown import query

BARS = {"search_p50": 20, "search_p99": 200, "report_p95": 100, "story_max": 200, "today_max": 300, "all_max": 1000}
Times = tuple[float, float]
"""Milliseconds of the wall and of the processor."""
AT_ONCE, SECONDS = 50, 8.0
"""So many ask for much at once, for so long."""
ELSEWHERE = "127.0.0.2"
"""Where they ask from: a desk serves so many of one place."""
ASK = "from bench import served; served.ask({!r}, {})"


def main() -> int:
    """Measures, prints, keeps; 1 when a bar is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=MILLION)
    given = parser.parse_args()
    path = built(given.folder, given.claims)
    found: dict[str, Any] = {**circumstances(), "claims": given.claims}
    with served(Opening(path)) as desk:
        web = HTTPConnection(desk.opening.host, desk.opening.port)
        found |= searched(web, path, given.claims) | paged(web, path)
        found["crowd"] = crowd(desk.opening, path)
    found["bars"] = BARS
    for name, value in found.items():
        print(name, value)
    if given.claims == MILLION:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "served.json").write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    return int(not reached(found))


def searched(web: HTTPConnection, path: Path, claims: int) -> dict[str, Any]:
    """How long each kind of question takes, and all together."""
    rows, every = {}, list[Times]()
    for name, way in asked(path, Newsroom(stories(claims))).kinds().items():
        questions = [place(*way()) for _ in range(WAYS)]
        timed(web, questions[0])  # warm
        times = [timed(web, address) for address in questions]
        rows[name] = both(times)
        every += times
    return {"search": {**both(every), "kinds": rows}}


def place(question: Question, after: str | None) -> str:
    """Where a question is asked."""
    return f"/search?{query(question, after=after)}"


def paged(web: HTTPConnection, path: Path) -> dict[str, Any]:
    """How long the other pages take."""
    chance = random.Random(7)
    library = store.open(path)
    reports, (last, claims) = library.reports(limit=1)[0].id, library.numbers()
    pages = {
        "report": [f"/report/{chance.randint(1, reports)}" for _ in range(5 * WAYS)],
        "story": [f"/story/{chance.randint(1, last)}" for _ in range(5 * WAYS)],
        "claim": [f"/claim/{chance.randint(1, claims)}" for _ in range(5 * WAYS)],
        "source": [f"/source/{chance.randint(1, 1_000)}" for _ in range(WAYS)],
        "sources": ["/sources"] * WAYS,
        "stories": ["/stories"] * WAYS,
        "today": ["/"] * WAYS,
        "queue": ["/queue"] * WAYS,
    }
    for addresses in pages.values():
        timed(web, addresses[0])  # warm
    return {name: both([timed(web, address) for address in addresses]) for name, addresses in pages.items()}


def both(times: Sequence[Times]) -> dict[str, Any]:
    """The ranks of some times: of the wall, and of the processor."""
    wall, processor = zip(*times, strict=True)
    return {**ranks(wall), "cpu": ranks(processor)}


def timed(web: HTTPConnection, address: str) -> Times:
    """How long it takes until a page is there."""
    start, processor = time.perf_counter(), time.process_time()
    web.request("GET", address, headers={"accept": "text/html"})
    answer = web.getresponse()
    answer.read()
    if answer.status != HTTPStatus.OK:
        raise SystemExit(f"{address}: {answer.status}")
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - processor)


def crowd(opening: Opening, path: Path) -> dict[str, Any]:
    """How long others wait for reports, alone and while fifty ask for much; and what those are told."""
    last = store.open(path).reports(limit=1)[0].id
    alone = reading(opening, last)
    asking = subprocess.Popen([sys.executable, "-c", ASK.format(opening.host, opening.port)], **PIPES)
    asking.stdout.readline()  # they have begun
    beside = reading(opening, last)
    return {"alone": ranks(alone), "beside": ranks(beside), "told": json.loads(asking.communicate("\n")[0])}


def reading(opening: Opening, last: int) -> Sequence[float]:
    """How long one report after the other takes."""
    chance, times, end = random.Random(9), list[float](), time.monotonic() + SECONDS
    web = HTTPConnection(opening.host, opening.port)
    while time.monotonic() < end:
        times.append(timed(web, f"/report/{chance.randint(1, last)}")[0])
        time.sleep(0.02)
    return times


def ask(host: str, port: int) -> None:
    """Fifty ask for much at once, until a line comes in; prints how often they were told what."""
    stop, told = threading.Event(), Counter[int]()
    threads = [threading.Thread(target=asking, args=(host, port, stop, told)) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    print("begun", flush=True)
    sys.stdin.readline()
    stop.set()
    for thread in threads:
        thread.join()
    print(json.dumps(told))


def asking(host: str, port: int, stop: threading.Event, told: Counter[int]) -> None:
    """Asks for much from another place, again and again, as browsers do that are told to come back."""
    web = HTTPConnection(host, port, source_address=(ELSEWHERE, 0))
    while not stop.is_set():
        web.request("GET", "/search?q=a*")
        answer = web.getresponse()
        answer.read()
        told[answer.status] += 1
        stop.wait(1 if answer.status == HTTPStatus.SERVICE_UNAVAILABLE else 0)


def reached(found: dict[str, Any]) -> bool:
    """Whether every bar is reached."""
    names = {name: bar for name, bar in BARS.items() if name != "all_max"}
    every = [found[name.partition("_")[0]][name.partition("_")[2]] <= bar for name, bar in names.items()]
    longest = max(found[name]["max"] for name in ("search", "report", "story", "claim", "source", "stories", "today"))
    return all(every) and longest <= BARS["all_max"]


if __name__ == "__main__":
    sys.exit(main())
