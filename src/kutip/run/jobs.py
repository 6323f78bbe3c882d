"""What people gave to be read → reports in the store, and how far each job has come.

A job is `working` until its reports are kept. One that was broken off begins again: what the store has adds nothing.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from datetime import datetime
from typing import TypeVar

from msgspec.structs import replace

from kutip.errors import Failure, KutipError
from kutip.kept import Job, Kept
from kutip.record import Capture, Reading
from kutip.run import beside
from kutip.run.body import Given, filled, guessed
from kutip.run.moment import written
from kutip.run.rows import Taken
from kutip.run.web import Web
from kutip.run.workers import Coming
from kutip.store import Store

T = TypeVar("T")
Begin = Callable[[Capture], Coming]
"""What begins to read a capture."""

HANDS = 4
"""Jobs that are worked on at a time."""
AHEAD = 8
"""Reports of one job that are being read at a time."""
LISTED = 1_000
"""So many of its reports a job names."""
NOTHING = "nothing to read was found there; give the address of a report, a feed or a sitemap"
FAULT = "kutip failed on it ({}: {}); please report it"


class Work:
    """A job on its way: its reports come one after the other, and each is read while the next ones come."""

    def __init__(self, job: Job, captures: Iterator[Taken]) -> None:
        self.job, self.captures = job, captures
        self.next: Future[Taken | None] | None = self.asked()
        self.reading: deque[Coming] = deque()
        self.failures: list[Failure] = []

    @property
    def over(self) -> bool:
        """Whether nothing more is to come."""
        return self.next is None and not self.reading

    def asked(self) -> "Future[Taken | None]":
        """The next report, asked for."""
        return beside.begun(lambda: next(self.captures, None))

    def take(self, begin: Begin) -> None:
        """Begins to read what has come."""
        while self.next and self.next.done() and len(self.reading) < AHEAD:
            taken = came(self.next.result, self.job.what)
            self.next = self.asked() if taken else None
            what = taken.what if isinstance(taken, Taken) else taken
            if isinstance(what, Capture):
                self.reading.append(begin(what))
            elif what:
                self.failures.append(what)

    def read(self) -> Iterator[tuple[Capture, Reading]]:
        """What has been read."""
        while self.reading and self.reading[0].done():
            one = self.reading.popleft()
            outcome = came(one.outcome, one.capture.name)
            if isinstance(outcome, Reading):
                yield one.capture, outcome
            else:
                self.failures.append(outcome)

    def after(self, reports: tuple[int, ...]) -> Job:
        """The job as it stands, with some more of its reports kept."""
        found = tuple(dict.fromkeys((*self.job.reports, *reports)))[:LISTED]
        done = self.job.done + len(reports)
        job = replace(self.job, reports=found, done=done, why=self.why(done))
        if not self.over:
            return job
        return replace(job, state="done" if done else "failed", of=done + len(self.failures))

    def why(self, done: int) -> str | None:
        """Why some of it could not be read."""
        if not self.failures:
            return NOTHING if self.over and not done else None
        first, more = self.failures[0], len(self.failures) - 1
        said = first.why if first.name == self.job.what else f"{first.name}: {first.why}"
        return f"{said} ({more} more)" if more else said


def came(result: Callable[[], T], name: str) -> T | Failure:
    """What came of something. What kutip itself fails on stops nothing else, and says so where it is listed."""
    try:
        return result()
    except KutipError as error:
        return Failure(name, str(error))
    except BrokenExecutor:  # nobody is left who could read anything
        raise
    except Exception as error:  # whatever it is that its author thought of
        return Failure(name, FAULT.format(type(error).__name__, error))


def captures(web: Web, job: Job) -> Iterator[Taken]:
    """The reports of a job."""
    given = Given(outlet=job.outlet)
    return web.captures(job.what, given) if job.kind == "address" else pasted(job.what, given)


def pasted(text: str, given: Given) -> Iterator[Taken]:
    """The one report of a text that was pasted."""
    yield Taken(filled(guessed(text, given, "the text")), len(text))


class Jobs:
    """Works on what people gave. No turn waits for a site or a reading."""

    def __init__(self, web: Web, begin: Begin) -> None:
        self.web, self.begin = web, begin
        self.away: dict[int, Work] = {}

    def turn(self, store: Store, now: datetime) -> bool:
        """Takes every job a step further, and tells whether any of them moved."""
        moved = [self.further(store, work, now) for work in list(self.away.values())]
        return self.start(store) or any(moved)

    def start(self, store: Store) -> bool:
        """Begins with the jobs that wait, and again with those that were broken off."""
        free = HANDS - len(self.away)
        waiting = (job for state in ("working", "waiting") for job in store.notes(Job, state=state, limit=free + HANDS))
        jobs = [job for job in waiting if job.id not in self.away][:free] if free else []
        for job in jobs:
            begun = store.put(replace(job, state="working", why=None, reports=(), done=0, of=None))
            self.away[job.id] = Work(begun, captures(self.web, begun))
        return bool(jobs)

    def further(self, store: Store, work: Work, now: datetime) -> bool:
        """Keeps what was read of a job, with how far it has come."""
        work.take(self.begin)
        found = [Kept(capture, reading, written(now)) for capture, reading in work.read()]
        if not found and not work.over:
            return False
        with store.writing():
            work.job = store.put(work.after(tuple(report.id for report in store.keep(found))))
        if work.over:
            del self.away[work.job.id]
        return True
