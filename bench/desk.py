"""What the store costs with a million claims in it: sixteen kinds of questions, what pages ask for, and what comes in
while others read.

    python -m bench.desk FOLDER               builds FOLDER/desk-1000000.kutip if it is not there, and measures
    python -m bench.desk FOLDER --claims N    a smaller one; keeps no figures

The reports are made (`bench.newsroom`), the store is written as the product writes it. Times are milliseconds of the
wall and of the processor, warm; each question is asked in many ways, and each of those three times, of which the
quickest counts: what else the machine does is not ours. What is asked while others write is asked once.
"""

import argparse
import json
import os
import random
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from bench import newsroom
from bench.figure import RESULTS, ROOT
from bench.newsroom import CLAIMS, LANGUAGES, VOCABULARY, News, Newsroom
from bench.quality import circumstances
from kutip import store
from kutip.kept import Change, Kept, Placed, Question, Report, Told
from kutip.store import Store

MILLION = 1_000_000
TOGETHER = 50
"""Reports that are kept and told in one go."""
REPORTS_A_STORY = 3.6
"""As many a story has as bench.newsroom makes them: it spreads the stories over two years."""
KEYS = bytes(1_200)
"""What tells a report from others, as large as it is."""
WAYS = 40
"""In so many ways each question is asked."""
READERS, PAUSE = 3, 0.02
INGEST = 3_000
"""Reports that come in while others read."""
BARS = {"search_p50": 20, "search_p99": 200, "page_p95": 100, "reader_p99": 25, "reports_a_second": 300}
PIPES: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
READ = "from bench import desk; desk.read({!r}, {})"


def main() -> int:
    """Builds, measures, prints, keeps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=MILLION)
    given = parser.parse_args()
    path = built(given.folder, given.claims)
    page: dict[str, Any] = {**circumstances(), "load": round(os.getloadavg()[0], 1)}
    page |= {"claims": given.claims, "megabytes": path.stat().st_size >> 20}
    page |= searched(path, Newsroom(stories(given.claims)))
    page |= paged(path)
    page |= ingested(path, given.claims)
    page["bars"] = BARS
    for name, value in page.items():
        print(name, value)
    if given.claims == MILLION:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "desk.json").write_bytes(msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n")
    return 0


def stories(claims: int) -> int:
    """About so many stories have so many claims."""
    return max(1, round(claims / CLAIMS / REPORTS_A_STORY))


# --- building -------------------------------------------------------------------------------------------------------


def built(folder: Path, claims: int = MILLION) -> Path:
    """A store with so many claims, made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"desk-{claims}.kutip"
    if not path.exists():
        making = folder / f"making-{claims}.kutip"
        for old in folder.glob(f"{making.name}*"):
            old.unlink()
        room = Newsroom(stories(claims))
        with store.open(making, write=True) as desk:
            print(fill(desk, room.news(claims // CLAIMS)), flush=True)
        making.rename(path)
    return path


def fill(desk: Store, news: Iterator[News]) -> dict[str, float]:
    """Keeps and tells stories; how long that took, without the making of them."""
    spent = {"keep_s": 0.0, "tell_s": 0.0, "reports": 0.0}
    for some in together(news):
        start = time.perf_counter()
        reports = desk.keep([kept for one in some for kept in one.reports])
        kept = time.perf_counter()
        tell(desk, some, iter(reports))
        spent["keep_s"] += kept - start
        spent["tell_s"] += time.perf_counter() - kept
        spent["reports"] += len(reports)
        if spent["reports"] % 5_000 < TOGETHER:
            print({name: round(value, 1) for name, value in spent.items()}, flush=True)
    return spent


def together(news: Iterator[News]) -> Iterator[list[News]]:
    """Stories, as many at a time as have so many reports."""
    some: list[News] = []
    for one in news:
        some.append(one)
        if sum(len(one.reports) for one in some) >= TOGETHER:
            yield some
            some = []
    if some:
        yield some


def tell(desk: Store, some: Sequence[News], reports: Iterator[Report]) -> None:
    """Tells some stories, and what moved: each telling, and each story."""
    story, claim = desk.numbers()
    told, changes, placed = list[Told](), list[Change](), list[Placed]()
    for one in some:
        story += 1
        mine = tuple(islice(reports, len(one.reports)))
        made = newsroom.told(one, [report.ref for report in mine])
        numbers = tuple(range(claim + 1, claim + 1 + len(made.claims)))
        claim += len(numbers)
        at = one.reports[-1].seen
        told.append(Told(story, made, numbers, mine, at))
        placed += [Placed(report.id, story, 1, KEYS) for report in mine]
        changes.append(Change(0, at, "story", story, report=mine[0].id))
        by = {report.ref: report.id for report in mine}
        for number, traced in zip(numbers, made.claims, strict=True):
            for telling in traced.tellings:
                here = by[telling.article]
                changes.append(Change(0, at, "telling", story, number, here, claim=telling.claim, says=(traced.says,)))
    desk.tell(told, changes, placed)


# --- asking ---------------------------------------------------------------------------------------------------------


class Asked:
    """Questions of sixteen kinds, in any number of ways."""

    def __init__(self, room: Newsroom, phrases: Sequence[str], last: int) -> None:
        self.room, self.phrases, self.last = room, phrases, last
        self.chance = random.Random(11)

    def word(self, first: int, behind: int) -> str:
        """A word by how often it comes: the commonest of a language is number 0."""
        lang = self.chance.choice(LANGUAGES)
        return self.room.words[lang][self.chance.randrange(first, behind)]

    def frequent(self) -> str:
        """A word that stands in many thousands of claims."""
        return self.room.words[self.chance.choice(LANGUAGES[:2])][self.chance.randrange(20)]

    def middling(self) -> str:
        """A word that stands in hundreds or thousands."""
        return self.word(200, 2_000)

    def outlet(self) -> str:
        """An outlet."""
        return self.room.outlets[self.room.rank(len(self.room.outlets))]

    def speaker(self) -> str:
        """Somebody who is quoted."""
        return self.room.speakers[self.room.rank(len(self.room.speakers))]

    def place(self) -> str:
        """A place."""
        return self.room.places[self.room.rank(len(self.room.places))]

    def month(self) -> str:
        """A month."""
        return f"2024-{self.chance.randint(1, 12):02}"

    def kinds(self) -> dict[str, Callable[[], tuple[Question, str | None]]]:
        """Each kind of question with what asks it in one more way, and where it begins."""
        chance = self.chance

        def plain(**given: Any) -> tuple[Question, str | None]:
            return Question(**given), None

        def month(**given: Any) -> tuple[Question, str | None]:
            day = self.month()
            return Question(**given, since=day, until=day), None

        return {
            "a frequent word": lambda: plain(words=self.frequent()),
            "a middling word": lambda: plain(words=self.middling()),
            "a rare word": lambda: plain(words=self.word(VOCABULARY // 2, VOCABULARY)),
            "two middling words": lambda: plain(words=f"{self.word(20, 400)} {self.word(20, 400)}"),
            "a phrase": lambda: plain(words=f'"{chance.choice(self.phrases)}"'),
            "the beginning of a word": lambda: plain(words=self.middling()[:4] + "*"),
            "everything": lambda: plain(),
            "an outlet": lambda: plain(outlets=(self.outlet(),)),
            "a frequent word of an outlet": lambda: plain(words=self.frequent(), outlets=(self.outlet(),)),
            "a source": lambda: plain(sources=(self.speaker(),)),
            "a middling word of a source": lambda: plain(words=self.middling(), sources=(self.speaker(),)),
            "a place in a month": lambda: month(places=(self.place(),)),
            "certainty, language, form": lambda: plain(
                certainties=("alleged",), langs=(chance.choice(LANGUAGES),), forms=("direct", "mixed")
            ),
            "a frequent word without another, in a month": lambda: month(words=f"{self.frequent()} -{self.frequent()}"),
            "a frequent word of two outlets, language, certainty": lambda: plain(
                words=self.frequent(),
                outlets=(self.outlet(), self.outlet()),
                langs=("en", "id"),
                certainties=("stated",),
            ),
            "a frequent word, far behind": lambda: (
                Question(words=self.frequent()),
                str(self.last - chance.randrange(365 * 24 * 60 << 20)),
            ),
        }


def asked(path: Path, room: Newsroom) -> Asked:
    """Questions that fit a store."""
    with store.open(path) as desk:
        hits = desk.search(Question(langs=("en", "id")), limit=500).hits
        words = [hit.says.split() for hit in hits]
        last = desk.search(Question(), limit=1).further
    return Asked(room, [" ".join(some[3:5]) for some in words], int(last or 0))


def searched(path: Path, room: Newsroom) -> dict[str, Any]:
    """How long each kind of question takes, and all together."""
    ask = asked(path, room)
    rows, walls = {}, list[float]()
    with store.open(path) as desk:
        for name, way in ask.kinds().items():
            questions = [way() for _ in range(WAYS)]
            times = [quickest(partial(desk.search, question, after=after)) for question, after in questions]
            wall, processor, found = zip(*times, strict=True)
            walls += wall
            hits = median(len(one.hits) for one in found)
            rows[name] = {**ranks(wall), "cpu": ranks(processor), "hits": hits}
            print(name, rows[name], flush=True)
    return {"search": {**ranks(walls), "kinds": rows}}


def paged(path: Path) -> dict[str, Any]:
    """How long what the pages ask for takes."""
    chance = random.Random(5)
    with store.open(path) as desk:
        stories, claims = desk.numbers()
        reports = desk.reports(limit=1)[0].id
        kinds: dict[str, Callable[[], object]] = {
            "report": lambda: desk.report(chance.randint(1, reports)),
            "story": lambda: desk.story(chance.randint(1, stories)),
            "claim": lambda: desk.group(chance.randint(1, claims)),
            "today": lambda: today(desk),
            "sources": lambda: desk.sources(),
        }
        return {name: ranks([timed(ask)[0] for _ in range(5 * WAYS)]) for name, ask in kinds.items()}


def today(desk: Store) -> object:
    """What moved last, of every kind, with the reports it moved in."""
    kinds = ("story", "origin", "contradiction", "correction", "revision")
    changes = [change for kind in kinds for change in desk.changes(before=1 << 62, kinds=(kind,), limit=50)]  # type: ignore[arg-type]
    return desk.reports([change.report for change in changes if change.report])


def quickest(ask: Callable[[], Any]) -> tuple[float, float, Any]:
    """The quickest of three."""
    times = [timed(ask) for _ in range(3)]
    return min(wall for wall, _, _ in times), min(processor for _, processor, _ in times), times[0][2]


def timed(ask: Callable[[], Any]) -> tuple[float, float, Any]:
    """Milliseconds of the wall and of the processor, and the answer."""
    wall, processor = time.perf_counter(), time.thread_time()
    found = ask()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.thread_time() - processor), found


def ranks(times: Sequence[float]) -> dict[str, float]:
    """The middle, and what only five and one of a hundred exceed, and the longest."""
    ordered = sorted(times)
    places = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    found = {name: round(ordered[int(share * (len(ordered) - 1))], 2) for name, share in places.items()}
    return {**found, "max": round(ordered[-1], 2)}


# --- writing while others read --------------------------------------------------------------------------------------


def ingested(path: Path, claims: int) -> dict[str, Any]:
    """Reports a second that are kept, alone and while three processes read, and how long those wait; in a copy."""
    room = Newsroom(stories(claims))
    room.at += timedelta(days=newsroom.DAYS)
    room.number = claims
    kept = [one for news in room.news(2 * INGEST) for one in news.reports]
    with TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        with store.open(copy, write=True) as desk:
            alone = rate(desk, kept[:INGEST])
            command = [sys.executable, "-c", READ.format(str(copy), claims)]
            readers = [subprocess.Popen(command, **PIPES) for _ in range(READERS)]
            for reader in readers:
                reader.stdout.readline()  # it has begun
            beside = rate(desk, kept[INGEST:])
            times = [time for reader in readers for time in json.loads(reader.communicate("\n")[0])]
            journal = copy.with_name(f"{copy.name}-wal").stat().st_size >> 20
    walls, processors = zip(*times, strict=True)
    return {
        "ingest": {"alone": alone, "beside_readers": beside, "journal_mb": journal},
        "readers": {"questions": len(times), **ranks(walls), "cpu": ranks(processors)},
    }


def read(path: str, claims: int) -> None:
    """Asks of all kinds, a few dozen a second, until a line comes in; prints how long each answer took."""
    ask = asked(Path(path), Newsroom(stories(claims)))
    kinds, chance, times = list(ask.kinds().values()), random.Random(), list[tuple[float, float]]()
    with store.open(Path(path)) as desk:
        print("begun", flush=True)
        last = desk.reports(limit=1)[0].id
        while not select.select([sys.stdin], [], [], PAUSE)[0]:
            if chance.random() < 0.5:
                question, after = chance.choice(kinds)()
                times.append(timed(partial(desk.search, question, after=after))[:2])
            else:
                times.append(timed(lambda: desk.report(chance.randint(1, last)))[:2])
    print(json.dumps(times))


def rate(desk: Store, kept: Sequence[Kept]) -> dict[str, float]:
    """Reports a second, and a second of the processor."""
    start, processor = time.perf_counter(), time.process_time()
    for place in range(0, len(kept), TOGETHER):
        desk.keep(kept[place : place + TOGETHER])
    wall, processor = time.perf_counter() - start, time.process_time() - processor
    return {"a_second": round(len(kept) / wall, 1), "a_cpu_second": round(len(kept) / processor, 1)}


if __name__ == "__main__":
    sys.exit(main())
