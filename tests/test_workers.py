"""A report that brings its worker down fails alone, and quickly."""

import os
import time
from collections.abc import Iterable, Iterator
from functools import partial

import pytest

from kutip.errors import Failure
from kutip.record import Capture
from kutip.run import workers
from kutip.run.workers import Outcome, Read, Workers


def captures(bodies: Iterator[str] | list[str]) -> Iterator[Capture]:
    """One capture for each body, named by its number."""
    return (Capture(body, "text", name=str(number)) for number, body in enumerate(bodies))


def stub(capture: Capture, slow: float = 30.0) -> Outcome:
    """What a parser does with a marker: it dies, hangs, eats memory, or fails loudly; else it says the name."""
    body = str(capture.body)
    if body == "abort":
        os.abort()
    elif body == "exit":
        os._exit(3)
    elif body == "hang":
        time.sleep(slow)
    elif body == "eat":
        bytearray(workers.MEMORY)
    elif body == "bug":
        raise ZeroDivisionError
    return Failure(capture.name, f"{body} {os.getpid()}")


def read_all(
    given: Iterable[Capture | Failure], count: int = 2, seconds: float = 20.0, read: Read = stub
) -> Iterator[Outcome]:
    """What so many workers make of captures."""
    with Workers(count, seconds) as hands:
        yield from hands.outcomes(given, read)


def done(bodies: list[str], count: int = 2, seconds: float = 20.0) -> list[Failure]:
    return [out for out in read_all(captures(bodies), count, seconds) if isinstance(out, Failure)]


def test_a_native_crash_costs_one_report_of_two_hundred() -> None:
    bodies = ["fine"] * 200
    bodies[77] = "abort"
    found = done(bodies)
    assert [one.name for one in found] == [str(number) for number in range(200)]
    assert [number for number, one in enumerate(found) if not one.why.startswith("fine")] == [77]
    assert found[77].why.startswith("the worker that read it died (SIGABRT); ")


def test_a_dead_worker_is_replaced_within_two_seconds() -> None:
    assert min(replaced() for _ in range(3)) < 2  # the best of three: the machine may be busy


def replaced() -> float:
    """Seconds from the last report of a worker that then dies to the first of the one that replaces it."""
    found = read_all(captures(["fine", "abort", "fine"]), 1)
    first, start = next(found), time.monotonic()
    dead, after = found
    assert isinstance(first, Failure)
    assert isinstance(dead, Failure)
    assert isinstance(after, Failure)
    assert dead.why.startswith("the worker")
    assert after.why.split()[1] != first.why.split()[1]  # another process
    return time.monotonic() - start


def test_each_way_to_fail_is_told() -> None:
    hang, left, eat, fine = done(["hang", "exit", "eat", "fine"], seconds=1.0)
    assert hang.why.startswith("not read within 1 seconds; ")
    assert left.why.startswith("the worker that read it died (exit 3); ")
    assert eat.why == workers.FULL
    assert fine.why.startswith("fine")


def test_what_could_not_be_taken_keeps_its_place() -> None:
    given = [Failure("a", "no file"), Capture("fine", "text", name="b"), Failure("c", "no file")]
    found = list(read_all(given))
    assert [out.name for out in found if isinstance(out, Failure)] == ["a", "b", "c"]


def test_a_bug_is_loud() -> None:
    with pytest.raises(ZeroDivisionError):
        done(["bug"])


def test_the_order_stays_whoever_is_quicker() -> None:
    bodies = ["hang" if number % 5 == 0 else "fine" for number in range(20)]
    found = list(read_all(captures(bodies), 3, read=partial(stub, slow=0.2)))
    assert [out.name for out in found if isinstance(out, Failure)] == [str(number) for number in range(20)]


def test_no_more_is_taken_than_is_about_to_be_read() -> None:
    taken = 0

    def endless() -> Iterator[Capture]:
        nonlocal taken
        while True:
            taken += 1
            yield Capture("fine", "text", name=str(taken))

    found = read_all(endless())
    for _ in range(10):
        next(found)
    assert taken <= 10 + 2 * workers.AHEAD
    found.close()  # type: ignore[attr-defined]


def test_workers_serve_one_work_after_the_other() -> None:
    with Workers(1, 20.0) as hands:
        first, second = (list(hands.outcomes(captures(["fine", "abort", "fine"]), stub)) for _ in range(2))
    said = [out.why.split()[0] for out in (*first, *second) if isinstance(out, Failure)]
    assert said == ["fine", "the", "fine"] * 2
