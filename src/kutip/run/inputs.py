"""Files, folders and standard input → captures, or failures that say what is wrong and what to do."""

import gzip
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from kutip.errors import Failure, InputError
from kutip.record import Capture
from kutip.run import rows
from kutip.run.body import LARGE, LIMIT, Given, capture, decoded, filled, guessed, under, unopened
from kutip.run.rows import Taken

Kind = Literal["text", "html", "html.gz", "rows", "archive", "feed"]

KINDS: dict[str, Kind] = {
    ".txt": "text", ".html": "html", ".htm": "html", ".html.gz": "html.gz", ".htm.gz": "html.gz",
    ".jsonl": "rows", ".ndjson": "rows", ".rss": "feed", ".atom": "feed",
    **dict.fromkeys(
        (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz", ".cdx", ".cdx.gz", ".cdxj", ".cdxj.gz"),
        "archive",
    ),
}  # fmt: skip


def kind(path: Path) -> Kind | None:
    """What a file is by its name, None when the name does not tell."""
    return KINDS.get("".join(path.suffixes[-2:]).lower()) or KINDS.get(path.suffix.lower())


def walk(folder: Path) -> tuple[list[Path], int]:
    """The files of known kinds below a folder in the order of their names, and how many others were passed over."""
    found: list[Path] = []
    others = 0
    for home, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        seen = [name for name in names if not name.startswith(".") and kind(Path(name)) and not beside(name, names)]
        known = [Path(home, name) for name in seen]
        others += len(names) - len(known)
        found += known
    return sorted(found), others


def told(path: Path) -> Kind | None:
    """What a file is by its first bytes, where its name does not tell; None when it is to be read as one report."""
    from kutip.fetch import archive  # its libraries are loaded for those who need them
    from kutip.fetch import kind as kinds

    if archive.known(path):
        return "archive"
    with path.open("rb") as stream:
        found = kinds.of(stream.read(kinds.HEAD), None, path.name)
    if found == "sitemap":
        raise InputError("a list of addresses; fetch them first: kutip fetch ADDRESS --to ARCHIVE.warc.gz")
    return "feed" if found == "feed" else None


def beside(name: str, names: list[str]) -> bool:
    """Whether a file is the index of an archive that lies in the same folder: the archive itself is read."""
    return name.endswith((".cdxj", ".cdx")) and name.rpartition(".")[0] in names


def file(path: Path, given: Given, done: int = 0) -> Iterator[Taken]:
    """The captures of one file behind the place `done`: one, one a line, one a record."""
    try:
        what = kind(path) or told(path)
        if what == "rows":
            with path.open("rb") as stream:
                yield from rows.captures(stream, given, str(path), done=done)
        elif what == "archive":
            yield from records(path, given, done)
        elif what == "feed":
            yield from items(path, given, done)
        elif not done:
            yield Taken(filled(report(path, given)), path.stat().st_size)
    except InputError as error:
        yield Taken(Failure(str(path), str(error)), 0)
    except OSError as error:
        yield Taken(unopened(str(path), error), 0)


def records(path: Path, given: Given, done: int) -> Iterator[Taken]:
    """The captures of the records of an archive behind an offset."""
    from kutip.fetch import archive

    last = done
    for entry in archive.entries(path, done):
        what = under(entry.what, given) if isinstance(entry.what, Capture) else entry.what
        yield Taken(what, max(0, entry.end - last), entry.end)
        last = max(last, entry.end)


def items(path: Path, given: Given, done: int) -> Iterator[Taken]:
    """The captures of a feed: the items with their whole text, and of the others what the feed says of them."""
    from kutip.fetch import feed

    with path.open("rb") as stream:
        found = feed.read(limited(stream), given.url)
    size = path.stat().st_size // max(1, len(found.items))
    for number, item in enumerate(feed.captures(found, str(path), summaries=True), 1):
        if number > done:
            yield Taken(filled(under(item, given)), size, number)


def report(path: Path, given: Given) -> Capture:
    """The capture of a file that holds one report."""
    what, name = kind(path), str(path)
    if what == "html.gz":
        return capture(unpacked(path), "html", given, name)
    with path.open("rb") as stream:
        body = limited(stream)
    if what is None:
        return guessed(body, given, name)
    return capture(body, "html", given, name) if what == "html" else capture(decoded(body), "text", given, name)


def limited(stream: BinaryIO | gzip.GzipFile) -> bytes:
    """All bytes of a stream; `InputError` when they are more than a report can be."""
    body = stream.read(LIMIT + 1)
    if len(body) > LIMIT:
        raise InputError(LARGE)
    return body


def unpacked(path: Path) -> bytes:
    """The bytes inside a .gz file."""
    try:
        with gzip.open(path) as stream:
            return limited(stream)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InputError("not a whole gzip file; fetch it again") from None


def standard(stream: BinaryIO, given: Given) -> Iterator[Taken]:
    """The captures of standard input: JSON Lines if its first line is an object with a text, else a page or a text."""
    head = beginning(stream)
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{"):
        first = rows.of_line(head.strip(), given, "-:1")
        if isinstance(first, Capture):
            yield Taken(first, len(head))
            yield from rows.captures(stream, given, "-", first=2)
            return
    yield rest(head, stream, given)


def beginning(stream: BinaryIO) -> bytes:
    """The first line that is not blank, with the blank ones before it."""
    head = b""
    for line in rows.lines(stream):
        head += line
        if line.strip() or len(head) > LIMIT:
            break
    return head


def rest(head: bytes, stream: BinaryIO, given: Given) -> Taken:
    """The capture of a stream that is one report and begins with `head`."""
    try:
        body = head + limited(stream)
        return Taken(filled(guessed(body, given, "-")), len(body))
    except InputError as error:
        return Taken(Failure("-", str(error)), len(head))
