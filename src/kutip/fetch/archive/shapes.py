"""The heads of WARC and of ARC records."""

import re
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

WRONG = "its length is {!r}, which is no number; fetch the archive again"
FIELD = re.compile(r"^([^:\n]{1,100}):(.*)", re.MULTILINE)
INDENT = re.compile(r"\r?\n[ \t]+")
DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)[Tt]?(\d\d):?(\d\d):?(\d\d)(\.\d{1,9})?")


class Head(NamedTuple):
    """What the head of a record says."""

    kind: str
    """The type of a WARC record; "response" for a record of an ARC, "filedesc" for the one that describes it."""
    url: str
    date: str
    media: str
    """The content type of the block, as it is written."""
    length: int
    fields: dict[str, str]


class Shape(NamedTuple):
    """What the formats differ in."""

    begin: re.Pattern[bytes]
    """How a record begins."""
    mark: re.Pattern[bytes]
    """The same behind a line end."""
    end: re.Pattern[bytes]
    """What ends a head."""
    gap: re.Pattern[bytes]
    """What must stand behind a record, if not another one."""
    head: Callable[[bytes], Head | str | None]
    """What a head says; a reason why it is wrong; None when it is no head at all."""

    def opens(self, start: bytes) -> bool:
        """Whether a record of this format begins here."""
        end = self.end.search(start, 0, 16384)
        return bool(end and self.begin.match(start) and self.head(start[: end.start()]))

    def damaged(self, start: bytes) -> bool:
        """Whether a record seems to begin here of which one of the first signs was changed, or the one before it."""
        if self is WARC and sum(sign == true for sign, true in zip(start[:5].upper(), b"WARC/", strict=False)) == 4:
            return True
        return self.begin.match(start, 1) is not None

    def inside(self, block: bytes) -> bool:
        """Whether a record begins behind one of the first line ends."""
        marks = islice(self.mark.finditer(block), 1000)
        return any(self.opens(block[mark.end() : mark.end() + 16384]) for mark in marks)


def fielded(text: bytes) -> Head | str | None:
    """What the fields of a WARC record say; without a length there is no telling where it ends."""
    fields = named(text)
    length = fields.get("content-length", "")
    if not counted(length):
        return WRONG.format(length[:40])
    kind = fields.get("warc-type", "").lower()
    url = fields.get("warc-target-uri", "").strip("<>")  # the grammar of 1.0 has them, by mistake
    return Head(kind, url, moment(fields.get("warc-date", "")), fields.get("content-type", ""), int(length), fields)


def lined(text: bytes) -> Head | str | None:
    """What the line of an ARC record says: address, host, date, type and, last, the length; addresses may hold
    spaces."""
    words = text.decode("utf-8", "replace").split(" ")
    described = words[0].startswith("filedesc:")
    date = next((i for i in range(len(words) - 3, 1, -1) if dated(words[i])), 2 if described else None)
    if date is None or len(words) < date + 3:
        return None
    if not counted(words[-1]):
        return WRONG.format(words[-1][:40])
    kind = "filedesc" if described else "response"
    return Head(kind, " ".join(words[: date - 1]), moment(words[date]), words[date + 1], int(words[-1]), {})


def counted(length: str) -> bool:
    """Whether a length is a number."""
    return length.isascii() and length.isdigit() and len(length) < 16


def named(text: bytes) -> dict[str, str]:
    """The fields of a head by their names in lower case, the first of each name; a line that is indented goes on."""
    lines = text.decode("utf-8", "replace")
    if "\n " in lines or "\n\t" in lines:
        lines = INDENT.sub(" ", lines)
    return {name.strip().lower(): value.strip() for name, value in reversed(FIELD.findall(lines))}


def dated(word: str) -> bool:
    """Whether a word is a date of an ARC: fourteen digits, in old ones a few more or less."""
    return 12 <= len(word) <= 18 and word.isascii() and word.isdigit()


def moment(written: str) -> str:
    """A date as ISO 8601, UTC; nothing when it is none."""
    found = DATE.match(written)
    if not found:
        return ""
    year, month, day, hour, minute, second, part = found.groups("")
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{part}Z"


VERSION, SCHEME = rb"WARC/\d\.\d{1,2}[ \t]{0,9}\r?\n", rb"[A-Za-z][A-Za-z0-9+.-]{1,14}:"
WARC = Shape(
    begin=re.compile(VERSION, re.IGNORECASE),
    mark=re.compile(rb"\n(?=" + VERSION + rb")", re.IGNORECASE),
    end=re.compile(rb"\n\r?\n"),
    gap=re.compile(rb"\r?\n\r?\n"),
    head=fielded,
)
"""WARC 0.17 to 1.1: a version, named fields, an empty line, the block."""
ARC = Shape(
    begin=re.compile(SCHEME),
    mark=re.compile(rb"\n(?=" + SCHEME + rb")"),
    end=re.compile(rb"\r?\n"),
    gap=re.compile(rb"\r?\n"),
    head=lined,
)
"""ARC 1 and 2: one line of fields with spaces between them, the block."""
