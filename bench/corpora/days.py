"""The day of publication: htmldate's default set, 797 of its 800 pages (three are not in the archives).

As in htmldate's own evaluation: a page is right when the day is found as the answers have it; all pages count, also
those that kutip refuses. htmldate itself is measured beside kutip, with its full search.
"""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Count, Figure, figure, need
from kutip import parse
from kutip.errors import InputError
from kutip.record import Capture

ARCHIVES = ("htmldate-eval", "trafilatura-eval")
"""A page that lies in both is taken from the first."""
BAR = 92


def measure(data: Path) -> Iterator[Figure]:
    """The share of pages with the right day."""
    from htmldate import find_date  # the peer is needed here only

    ours, theirs = [], []
    for page, day in samples(data):
        ours.append(Count(found(page) == day, 1, 1))
        theirs.append(Count(find_date(page, original_date=True, extensive_search=True) == day, 1, 1))
    yield figure("days.htmldate set", ours, lambda count: count.recall, BAR)
    yield figure("days.htmldate set, by htmldate", theirs, lambda count: count.recall)


def samples(data: Path) -> Iterator[tuple[bytes, str]]:
    """The pages, each with its day."""
    pages: dict[str, bytes] = {}
    answers = {}
    for archive in ARCHIVES:
        with tarfile.open(need(data / archive / "pages.tar.xz")) as held:
            for member in held:
                name = member.name.rpartition("/")[2]
                content = held.extractfile(member) if member.isfile() else None
                if content is not None and name == "eval_default.json":
                    answers = json.load(content)
                elif content is not None:
                    pages.setdefault(name, content.read())
    for answer in answers.values():
        if answer["file"] in pages:
            yield pages[answer["file"]], answer["date"]


def found(page: bytes) -> str | None:
    """The day that kutip finds."""
    try:
        return (parse.article(Capture(page, "html")).published or "")[:10] or None
    except InputError:
        return None
