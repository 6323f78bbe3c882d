"""Pieces of text that 990 pages of all kinds must and must not give, from trafilatura's own evaluation (Apache-2.0).

As its own script measures: a piece counts as found when it stands in the text, runs of blanks taken as one. Found
pieces that must be there are right, found pieces that must not be there are wrong. Decks count as text here; captions,
credits and titles do not. Two of three pages are German, most are no news: leaflets, shops, blogs, forums.
"""

import json
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.corpora import extraction
from bench.figure import Count, Figure, need, prf

BAR = 93.0
BODY = extraction.BODY | {"subtitle"}
FOLDERS = ("cache", "eval")


class Known(NamedTuple):
    """A page, the pieces that its text must hold, and those that it must not."""

    page: bytes
    must: Sequence[str]
    never: Sequence[str]


def measure(data: Path) -> Iterator[Figure]:
    """F1, precision and recall of kutip and of trafilatura in its two ways."""
    pages = list(gold(need(data / "trafilatura-eval" / "pages.tar.xz")))
    for name, read in (("kutip", body), *extraction.peers()):
        counts = [count(known, read(known.page)) for known in pages]
        yield from prf(f"segments.{name}", counts, BAR if name == "kutip" else None)


def gold(packed: Path) -> Iterator[Known]:
    """All pages with their pieces; a page that is not in the archive counts as read empty."""
    with tarfile.open(packed) as archive:
        files = {member.name: archive.extractfile(member) for member in archive if member.isfile()}
        read = {name: file.read() for name, file in files.items() if file}
    for known in json.loads(read["tests/evaldata.json"]).values():
        paths = (f"tests/{folder}/{known['file']}" for folder in FOLDERS)
        yield Known(next((read[path] for path in paths if path in read), b""), known["with"], known["without"])


def body(page: bytes) -> str:
    """What kutip takes for the body of a page, the deck included."""
    return "\n".join(extraction.lines(page, BODY))


def count(known: Known, found: str) -> Count:
    """The pieces found of those that must be there, with those that must not as wrong ones."""
    text = flat(found)
    right = sum(flat(piece) in text for piece in known.must)
    wrong = sum(flat(piece) in text for piece in known.never)
    return Count(right, right + wrong, len(known.must))


def flat(text: str) -> str:
    """A text with every run of blanks as one space."""
    return " ".join(text.split())
