"""JSON Lines → captures, one a line: `{"url": …, "outlet": …, "lang": …, "published": …, "text": … or "html": …}`."""

import json
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from kutip.errors import Failure, InputError
from kutip.record import Capture
from kutip.run.body import LIMIT, Given, capture, filled


class Row(Given, frozen=True):
    """One line; other keys are welcome and not looked at."""

    text: str | None = None
    html: str | None = None


class Taken(NamedTuple):
    """One report taken from a source, how many bytes of it that used up, and the place where the next begins."""

    what: Capture | Failure | None
    """None: something in an archive that is no report."""
    size: int
    place: int = 1
    """Lines of JSON Lines, bytes of an archive; 1 behind the one report of a file."""


def captures(stream: BinaryIO, given: Given, name: str, first: int = 1, done: int = 0) -> Iterator[Taken]:
    """The captures of all lines behind number `done`, numbered from `first`; a bad line is a failure and the rest go
    on."""
    for number, line in enumerate(lines(stream), first):
        if number > done and line.strip():
            yield Taken(of_line(line, given, f"{name}:{number}"), len(line), number)


def lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long only the beginning, one byte too many."""
    while line := stream.readline(LIMIT + 1):
        rest = line
        while len(rest) > LIMIT and not rest.endswith(b"\n"):
            rest = stream.readline(LIMIT + 1)
        yield line


def of_line(line: bytes, given: Given, name: str) -> Capture | Failure:
    """The capture of one line, or why there is none."""
    try:
        row = decoded(line)
    except InputError as error:
        return Failure(name, str(error))
    known = given.under(row)
    if row.text is not None:
        return filled(capture(row.text, "text", known, name))
    return filled(capture(row.html or "", "html", known, name))


def decoded(line: bytes) -> Row:
    """The row of one line; `InputError` when it is no object with a text."""
    if len(line) > LIMIT:
        raise InputError(f"a line larger than {LIMIT // 1_000_000} MB; write one report a line")
    try:
        row = strict(line.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.ValidationError as error:
        raise InputError(f"not a row of kutip ({error}); see README.md, “Input”") from None
    except (ValueError, RecursionError):
        raise InputError("not JSON; write one object a line") from None
    if row.text is None and row.html is None:
        raise InputError('neither "text" nor "html" in it; every row needs one of them')
    return row


def strict(line: bytes) -> Row:
    """The row as strict JSON, else as lenient JSON, which lets halves of a character ("\\ud83d" alone) pass."""
    try:
        return msgspec.json.decode(line, type=Row)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(line, parse_constant=refused), Row)


def refused(name: str) -> None:
    """Never comes back: NaN and the infinities, which Python takes, are no JSON."""
    raise ValueError(name)
