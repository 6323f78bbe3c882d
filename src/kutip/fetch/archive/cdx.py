"""The lines of an index of records, CDX or CDXJ → the file and the offset that each points to."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from kutip.fetch.archive.raw import BrokenError
from kutip.fetch.archive.tape import LINE, Tape

END = re.compile(rb"\r?\n")
COLUMNS = {9: "N b a m s k r V g", 10: "N b a m s k r M V g", 11: "N b a m s k r M S V g"}
"""What the columns of a CDX are when it does not say."""
UNCLEAR = "this line of the index names no file and offset; make the index again"


class Pointer(NamedTuple):
    """Where a record lies, as an index says."""

    file: str
    """A name without folders, to be looked up among files that are there; never a path."""
    offset: int


class Line(NamedTuple):
    """One line of an index."""

    offset: int
    end: int
    points: Pointer | str | None
    """Or why it points nowhere; None for one that need not."""


def lines(tape: Tape) -> Iterator[Line]:
    """The lines of an index."""
    columns: list[str] = []
    while True:
        offset = tape.at
        try:
            if not tape.fill(1):
                return
            text = line(tape)
        except BrokenError as error:
            yield Line(offset, tape.at, str(error))
            return
        if text.startswith(b" CDX "):
            columns = text.decode("ascii", "replace").split()[1:]
        yield Line(offset, tape.at, pointed(text, columns))


def line(tape: Tape) -> bytes:
    """The next line; what is longer than a line can be comes in pieces."""
    found = tape.head(END)
    return tape.take(LINE) if found is None else found


def pointed(text: bytes, columns: list[str]) -> Pointer | str | None:
    """Where a line points to."""
    words = text.decode("utf-8", "replace").strip(" \r").split(" ")
    if not text.strip() or text.startswith((b" CDX ", b"!")):
        return None
    if len(words) > 2 and words[2].startswith("{"):
        return objected(" ".join(words[2:]))
    named = dict(zip(columns or COLUMNS.get(len(words), "").split(), words, strict=False))
    return pointer(named.get("g"), named.get("V"))


def objected(text: str) -> Pointer | str:
    """Where the JSON of a line points to."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return UNCLEAR
    return pointer(told.get("filename"), told.get("offset")) if isinstance(told, dict) else UNCLEAR


def pointer(file: object, offset: object) -> Pointer | str:
    """The pointer of a name and an offset, as an index writes them."""
    if not isinstance(file, str) or not isinstance(offset, str | int):
        return UNCLEAR
    counted = str(offset)
    if not (counted.isascii() and counted.isdigit() and len(counted) < 16):
        return UNCLEAR
    return Pointer(re.split(r"[/\\]", file)[-1], int(counted))
