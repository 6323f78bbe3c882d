"""Many reports, one after the other: sources → captures → readings; a bad one is a failure and stops nothing."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from kutip.errors import Failure, KutipError
from kutip.record import Capture, Reading
from kutip.run import api, inputs
from kutip.run.body import Given
from kutip.run.ledger import Place
from kutip.run.rows import Taken

if TYPE_CHECKING:
    from kutip.run.web import Web
    from kutip.run.workers import Workers

Source = str | Path
Outcome = Reading | Failure
MANY = 900
"""From so many reports on two workers take less time than none; each takes two seconds to start."""
SECONDS = 60.0
"""For one report in a worker; the longest that anybody wrote take one."""


class Step(NamedTuple):
    """One more report is done: what came of it, how many bytes of the sources it took, and where the next begins."""

    outcome: Outcome | None
    """None: something in an archive that is no report."""
    size: int
    place: Place
    capture: Capture | None = None
    """What it was read from."""


class Sized(NamedTuple):
    """One thing taken from all sources, with the place behind it."""

    what: Capture | Failure | None
    size: int
    place: Place


class Plan(NamedTuple):
    """What is to be read, in order."""

    sources: tuple[Source, ...]
    """Files as paths; addresses, and "-" for standard input, as strings."""
    others: int
    """Files in folders that are passed over: hidden, or of no known kind."""
    size: int | None
    """Bytes of all sources, None when one of them does not tell."""


def plan(names: Iterable[str]) -> Plan:
    """The sources that the names stand for, folders opened."""
    sources: list[Source] = []
    passed_over = 0
    for name in names:
        if name == "-" or name.lower().startswith(("http://", "https://")):
            sources.append(name)
        elif Path(name).is_dir():
            found, others = inputs.walk(Path(name))
            sources += found
            passed_over += others
        else:
            sources.append(Path(name))
    return Plan(tuple(sources), passed_over, size(sources))


def size(sources: Iterable[Source]) -> int | None:
    """Bytes of all files, None when a source is no file."""
    total = 0
    for source in sources:
        if isinstance(source, str):
            return None
        total += source.stat().st_size if source.is_file() else 0
    return total


def hands(sources: Sequence[Source]) -> int:
    """How many processes are worth their start: as many as there are cores for an archive, or many files."""
    archives = any(isinstance(source, Path) and inputs.kind(source) == "archive" for source in sources)
    return (os.cpu_count() or 1) if archives or len(sources) >= MANY else 0


def readings(
    sources: Sequence[Source],
    given: Given,
    *,
    plain: bool = False,
    models: tuple[str, ...] = api.SHIPPED,
    web: "Web | None" = None,
    stdin: BinaryIO | None = None,
    at: Place | None = None,
    workers: int = 0,
    seconds: float = SECONDS,
) -> Iterator[Step]:
    """A reading or a failure for each report behind the place `at`, in the order of the sources; `models` are names as
    `kutip.read` takes them. With `workers` they are read in so many processes, each report in so many seconds."""
    found = taken(sources, given, web, stdin, at or Place())
    read = partial(reading, plain=plain, models=models)
    if not workers:
        yield from here(found, read)
        return
    from kutip.run.workers import Workers  # its library is needed here only

    with Workers(workers, seconds) as hands:
        yield from steps(found, read, hands)


def here(found: Iterable[Sized], read: Callable[[Capture], Outcome]) -> Iterator[Step]:
    """A reading or a failure for each report, made in this process."""
    for what, size, place in found:
        yield Step(read(what), size, place, what) if isinstance(what, Capture) else Step(what, size, place)


def steps(found: Iterable[Sized], read: Callable[[Capture], Outcome], hands: "Workers") -> Iterator[Step]:
    """A reading or a failure for each report, made by workers."""
    waiting: deque[Step] = deque()  # one for each report that is being read, its outcome still missing
    for outcome in hands.outcomes(fed(found, waiting), read):
        yield waiting.popleft()._replace(outcome=outcome)


def fed(found: Iterable[Sized], waiting: deque[Step]) -> Iterator[Capture | Failure]:
    """What is to be read; what is no report counts with the report behind it."""
    size = 0
    for one in found:
        size += one.size
        if one.what is not None:
            capture = one.what if isinstance(one.what, Capture) else None
            waiting.append(Step(None, size, one.place, capture))
            size = 0
            yield one.what


def taken(
    sources: Sequence[Source], given: Given, web: "Web | None", stdin: BinaryIO | None, at: Place
) -> Iterator[Sized]:
    """What the sources hold behind a place."""
    for number in range(at.source, len(sources)):
        done = at.done if number == at.source else 0
        for what, size, place in captures(sources[number], given, web, stdin, done):
            yield Sized(what, size, Place(number, place))


def captures(source: Source, given: Given, web: "Web | None", stdin: BinaryIO | None, done: int) -> Iterator[Taken]:
    """The captures of one source behind the place `done`."""
    if isinstance(source, Path):
        return inputs.file(source, given, done)
    if source == "-" and stdin is not None:
        return inputs.standard(stdin, given)
    if web is None:
        return iter((Taken(Failure(source, "an address, and nothing may be fetched here; save the page"), 0),))
    return web.captures(source, given, done)


def reading(capture: Capture, plain: bool, models: tuple[str, ...]) -> Outcome:
    """The reading of one capture, or why there is none."""
    try:
        return api.reading(capture, plain, models)
    except KutipError as error:
        return Failure(capture.name, str(error).removeprefix(f"{capture.name}: "))
