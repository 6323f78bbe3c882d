"""Bodies of 181 news pages against the scrapinghub article-extraction benchmark (MIT), beside trafilatura in one run.

As its own script measures: runs of four words, counted; precision and recall are means over the pages, and F1 is made
of the two means. Its texts hold paragraphs, subheads and list items; decks, captions, credits and titles are not in
them, so of what kutip reads those are left out.
"""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.figure import Figure, need
from kutip import parse
from kutip.errors import InputError
from kutip.record import Article, Capture, PartKind

BAR = 96.5
WORD = re.compile(r"\w+")
RUN = 4
BODY: frozenset[PartKind] = frozenset({"paragraph", "subhead", "dateline"})
Reader = Callable[[bytes], str]


class Score(NamedTuple):
    """Precision and recall of one page; None where there was nothing to be right about."""

    precision: float | None
    recall: float | None


def measure(data: Path) -> Iterator[Figure]:
    """F1, precision and recall of kutip and of trafilatura in its two ways."""
    pages = list(gold(need(data / "article-extraction-benchmark")))
    for name, read in (("kutip", body), *peers()):
        scores = [score(text, read(page)) for text, page in pages]
        low, high = interval(scores)
        bar = BAR if name == "kutip" else None
        yield Figure(f"extraction.{name}.f1", round(f1(scores), 1), len(pages), low, high, bar)
        for what, value in zip("pr", means(scores), strict=True):
            yield Figure(f"extraction.{name}.{what}", round(value, 1), len(pages))


def gold(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The text that each page holds, and the page."""
    for name, known in json.loads((folder / "ground-truth.json").read_text(encoding="utf-8")).items():
        yield known["articleBody"], gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())


def peers() -> Iterator[tuple[str, Reader]]:
    """trafilatura as its own evaluation calls it."""
    from trafilatura import extract

    def way(fast: bool) -> Reader:
        return lambda page: extract(page, fast=fast, include_comments=False, include_tables=True) or ""

    yield "trafilatura_fast", way(True)
    yield "trafilatura", way(False)


def body(page: bytes) -> str:
    """What kutip takes for the body of a page; nothing when it refuses the page."""
    return "\n".join(lines(page, BODY))


def lines(page: bytes, wanted: frozenset[PartKind]) -> Iterator[str]:
    """The lines of a report that hold a wanted part."""
    try:
        article = parse.article(Capture(body=page, media="html"))
    except InputError:
        return
    end = -2
    for text in article.text.split("\n\n"):
        start, end = end + 2, end + 2 + len(text)
        kinds = {part.kind for part in article.parts if part.start < end and start < part.end}
        if kinds & wanted:
            yield text[: photo(article, start, end)]


def photo(article: Article, start: int, end: int) -> int:
    """How long a line is without the photo credit at its end."""
    return min(
        (part.start - start for part in article.parts if part.kind == "photo_credit" and start <= part.start < end),
        default=end - start,
    )


def score(text: str, found: str) -> Score:
    """How well runs of four words were found."""
    mine, theirs = runs(found), runs(text)
    if mine == theirs:
        return Score(1.0 if mine else None, 1.0 if mine else None)
    shared = (mine & theirs).total()
    return Score(shared / mine.total() if mine else None, shared / theirs.total() if theirs else None)


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words; of a shorter text the one it is."""
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)) if words)


def means(scores: Sequence[Score]) -> tuple[float, float]:
    """Precision and recall as means over the pages."""
    precision = [100 * one.precision for one in scores if one.precision is not None]
    recall = [100 * one.recall for one in scores if one.recall is not None]
    return sum(precision) / max(1, len(precision)), sum(recall) / max(1, len(recall))


def f1(scores: Sequence[Score]) -> float:
    """F1 of the two means."""
    precision, recall = means(scores)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def interval(scores: Sequence[Score], draws: int = 500) -> tuple[float, float]:
    """The middle 95 % of F1 over that many draws of the pages, with replacement; always the same draws."""
    chance = random.Random(7)
    drawn = sorted(f1(chance.choices(scores, k=len(scores))) for _ in range(draws))
    return round(drawn[int(0.025 * draws)], 1), round(drawn[int(0.975 * draws)], 1)
