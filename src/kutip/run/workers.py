"""Readings made in worker processes: a report on which a worker dies, or stays too long, fails alone.

Parsers are partly written in C, and what crashes there takes its process with it. A worker that dies is replaced.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import islice
from types import TracebackType
from typing import NamedTuple, Self

import msgspec
from pebble import ProcessExpired, ProcessPool

from kutip.errors import Failure
from kutip.record import Capture, Reading

Outcome = Reading | Failure
Read = Callable[[Capture], Outcome]
Packed = tuple[bool, bytes]
"""Whether it is a reading, and its bytes."""

AHEAD = 4
"""Reports for each worker that are taken from the sources before they are needed; the others wait there."""
MEMORY = 4 * 2**30
"""Bytes of addresses a worker may use. Models and libraries take 1.5 GiB of them, of which little is ever filled."""
LOADED = ["__main__", "kutip.run.many", "kutip.run.one", "kutip.parse.html", "selectolax.lexbor"]
"""Imported once, by the process from which all workers are forked."""
DIED = "the worker that read it died ({}); read it alone with --workers 0 to see where, and report it"
LATE = "not read within {:g} seconds; look at what was saved, or give more time with --seconds"
FULL = "reading it takes more memory than a worker may use; look at what was saved"


class Workers:
    """Processes that read; made once, they serve one work after the other."""

    def __init__(self, count: int, seconds: float) -> None:
        """So many of them, each with so many seconds for one report. They start when the first report comes."""
        self.count, self.seconds = count, seconds
        self.pool = ProcessPool(count, initializer=begin, initargs=(MEMORY,), context=context())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.pool.stop()  # type: ignore[no-untyped-call]  # pebble does not say that it gives nothing
        self.pool.join()

    def begun(self, capture: Capture, read: Read) -> "Coming":
        """The reading of a capture, begun; `read` can be imported by its name, or is a partial of what can."""
        return Coming(capture, self.pool.schedule(packed, (read, capture), timeout=self.seconds), self.seconds)

    def outcomes(self, captures: Iterable[Capture | Failure], read: Read) -> Iterator[Outcome]:
        """A reading or a failure for each capture, in their order."""
        waiting: deque[Coming | Failure] = deque()
        rest = iter(captures)
        while True:
            for one in islice(rest, AHEAD * self.count - len(waiting)):
                waiting.append(one if isinstance(one, Failure) else self.begun(one, read))
            if not waiting:
                return
            first = waiting.popleft()
            yield first if isinstance(first, Failure) else first.outcome()


class Coming(NamedTuple):
    """A reading that is being made."""

    capture: Capture
    future: "Future[Packed]"
    seconds: float

    def done(self) -> bool:
        """Whether it is there, or never will be."""
        return self.future.done()

    def outcome(self) -> Outcome:
        """What came of it, waited for."""
        name = self.capture.name
        try:
            read, body = self.future.result()
            return msgspec.msgpack.decode(body, type=Reading) if read else msgspec.msgpack.decode(body, type=Failure)
        except TimeoutError:
            return Failure(name, LATE.format(self.seconds))
        except MemoryError:
            return Failure(name, FULL)
        except ProcessExpired as error:
            code = error.exitcode or 0
            return Failure(name, DIED.format(signal.Signals(-code).name if code < 0 else f"exit {code}"))


def packed(read: Read, capture: Capture) -> Packed:
    """What a worker sends back. Not pickled: a default that has been pickled is no longer taken for one, and would be
    printed."""
    outcome = read(capture)
    return isinstance(outcome, Reading), msgspec.msgpack.encode(outcome)


def context() -> multiprocessing.context.BaseContext:
    """How workers are started: forked from a process that has the libraries and no threads, where that is possible."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(LOADED)
    return found


def begin(memory: int) -> None:
    """What a worker does first: it leaves Ctrl-C to its parent, and takes no more than its share of memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    memory = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
