"""Bytes or text, and what the caller knows about them → a capture; whatever is no report is an error that says so."""

import re
from typing import Literal

from msgspec import Struct, structs

from kutip.errors import Failure, InputError
from kutip.record import Capture

Media = Literal["text", "html"]

LIMIT = 20_000_000
"""Bytes of one report, unpacked. No report is longer; what is longer is something else."""

PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
BEFORE_PAGE = re.compile(r"\ufeff|\s+|<\?xml[^>]*>|<!--.*?-->", re.S)
SURROGATE = re.compile("[\ud800-\udfff]")
BINARY = "a binary file, not a text; give .txt, .html, .html.gz or .jsonl"
LARGE = f"larger than {LIMIT // 1_000_000} MB; give one report a file, or one a line of .jsonl"


class Given(Struct, frozen=True):
    """What the caller knows about the reports. What a row says of itself wins over it, and it wins over a guess."""

    lang: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None

    def under(self, row: "Given") -> "Given":
        """What the row says, and this where the row says nothing."""
        return Given(
            lang=row.lang or self.lang,
            outlet=row.outlet or self.outlet,
            published=row.published or self.published,
            url=row.url or self.url,
        )


def capture(body: str | bytes, media: Media, given: Given, name: str) -> Capture:
    """The capture of a body of that kind; `name` says in messages where it is from."""
    return Capture(
        body=body if isinstance(body, bytes) else whole(body),
        media=media,
        url=given.url and whole(given.url),
        outlet=given.outlet and whole(given.outlet),
        lang=given.lang,
        published=given.published,
        name=name,
    )


def under(capture: Capture, given: Given) -> Capture:
    """A capture with what the caller knows of it."""
    return structs.replace(
        capture,
        url=given.url or capture.url,
        outlet=given.outlet or capture.outlet,
        lang=given.lang or capture.lang,
        published=given.published or capture.published,
    )


def guessed(body: str | bytes, given: Given, name: str) -> Capture:
    """The capture of a body whose kind nobody tells: a page if it begins like one, else text."""
    head = body[:4000]
    if page(head if isinstance(head, str) else head.decode(errors="replace")):
        return capture(body, "html", given, name)
    return capture(body if isinstance(body, str) else decoded(body), "text", given, name)


def page(head: str) -> bool:
    """Whether a text begins like an HTML page."""
    start = 0
    while found := BEFORE_PAGE.match(head, start):
        start = found.end()
    return PAGE.match(head, start) is not None


def whole(text: str) -> str:
    """The text with U+FFFD for each lone surrogate: half a character has no bytes in UTF-8. All offsets stay."""
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def decoded(body: bytes) -> str:
    """The text of bytes; `InputError` when they are no text."""
    encoding = "utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        why = BINARY if b"\0" in body else "not UTF-8; convert it, for example with iconv -f WINDOWS-1252 -t UTF-8"
        raise InputError(why) from None
    if "\0" in text:
        raise InputError(BINARY)
    return text


def filled(found: Capture) -> Capture | Failure:
    """The capture, or a failure when nothing is in it."""
    return found if found.body.strip() else Failure(found.name, "it is empty; give it the text of a report")


def unopened(name: str, error: OSError) -> Failure:
    """The failure of a file that cannot be opened."""
    return Failure(name, f"{(error.strerror or 'it cannot be read').lower()}; check the name and the rights")
