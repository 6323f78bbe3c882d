"""Many reports, one after the other: sources → captures → readings; a bad one is a failure and stops nothing."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from msgspec.structs import replace

from kutip.errors import Failure, InputError, KutipError
from kutip.fetch.client import Client
from kutip.fetch.exchange import Answer
from kutip.fetch.page import media
from kutip.record import Capture, Reading
from kutip.run import api, inputs
from kutip.run.body import LARGE, LIMIT, Given, capture, decoded, filled
from kutip.run.ledger import Place
from kutip.run.rows import Taken

Source = str | Path
Outcome = Reading | Failure


class Step(NamedTuple):
    """One more report is done: what came of it, how many bytes of the sources it took, and where the next begins."""

    outcome: Outcome | None
    """None: something in an archive that is no report."""
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


def readings(
    sources: Sequence[Source],
    given: Given,
    *,
    plain: bool = False,
    models: tuple[str, ...] = api.SHIPPED,
    private: bool = False,
    stdin: BinaryIO | None = None,
    at: Place | None = None,
) -> Iterator[Step]:
    """A reading or a failure for each report behind the place `at`, in the order of the sources; `private` opens the
    own network, `models` are names as `kutip.read` takes them."""
    at = at or Place()
    for number in range(at.source, len(sources)):
        done = at.done if number == at.source else 0
        for what, size, place in captures(sources[number], given, private, stdin, done):
            outcome = reading(what, plain, models) if isinstance(what, Capture) else what
            yield Step(outcome, size, Place(number, place))


def captures(source: Source, given: Given, private: bool, stdin: BinaryIO | None, done: int) -> Iterator[Taken]:
    """The captures of one source behind the place `done`."""
    if isinstance(source, Path):
        return inputs.file(source, given, done)
    if source == "-" and stdin is not None:
        return inputs.standard(stdin, given)
    return iter((fetched(source, given, private),))


def fetched(url: str, given: Given, private: bool) -> Taken:
    """The capture of an address."""
    try:
        with Client(private=private) as client:
            answer = client.get(url)
        if len(answer.body) > LIMIT:
            raise InputError(LARGE)
        kind = media(answer)
        body = text(answer) if kind == "text" else answer.body
        known = given.under(Given(url=given.url or answer.url))
        found = replace(capture(body, kind, known, url), charset=answer.last.charset)
        return Taken(filled(found), len(answer.body))
    except InputError as error:
        return Taken(Failure(url, str(error)), 0)


def text(answer: Answer) -> str:
    """The characters of a plain text, in the encoding that the server names."""
    try:
        return answer.body.decode(answer.last.charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decoded(answer.body)


def reading(capture: Capture, plain: bool, models: tuple[str, ...]) -> Outcome:
    """The reading of one capture, or why there is none."""
    try:
        return api.reading(capture, plain, models)
    except KutipError as error:
        return Failure(capture.name, str(error).removeprefix(f"{capture.name}: "))
