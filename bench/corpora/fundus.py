"""What a page says of itself and of its pictures: 128 pages of fundus-fixtures with answers made by site parsers.

A page is read without its address. Texts are compared after spaces, dashes and quotation marks are made plain. The
title has two figures: `title` is the one kutip decides on; `title.known` asks whether that one or another that kutip
lists is the answer, since the answers are now the heading, now the title for other sites, now that for search engines.
Authors are sets, without regard to capitals and academic titles; a page is right or wrong. Captions and credits are
sets of a page; pages whose answer has none do not count: for many sites nobody wrote down where their captions stand.
"""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.figure import Count, Figure, figure, hits, need, prf
from kutip import parse
from kutip.errors import InputError
from kutip.record import Article, Capture

QUOTES = re.compile("[“”„«»‟″〝〞]"), re.compile("[‘’‚‹›´`]")
DASHES, UNSEEN = re.compile("[–—‑−‒]"), re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
BETWEEN = re.compile(r"\s*[|;,&]\s*|\s+(?:und|and)\s+")
SLASH = re.compile(r"\s*/\s*")
TITLE = re.compile(r"^(?:prof\.?|dr\.?)\s+")
BARS = {"title": 97, "title.known": 97, "authors": 92, "day": 97}


class Sample(NamedTuple):
    """A page, its address, and what it should say."""

    path: Path
    url: str
    answer: dict[str, Any]  # Any: a JSON of strangers, read in this file only


def measure(data: Path) -> Iterator[Figure]:
    """Title, authors and day of the pages, each a page in the right; F1 of their captions and credits."""
    read = [(parsed(sample.path), sample.answer) for sample in samples(need(data / "fundus-fixtures"))]
    found = [(one.article if one else None, answer) for one, answer in read]
    for what, bar in BARS.items():
        counts = [Count(right(what, article, answer), 1, 1) for article, answer in found]
        yield figure(f"fundus.{what}", counts, lambda count: count.recall, bar)
    for what, kind, bar in (("captions", "caption", 85), ("credits", "photo_credit", 80)):
        counts = [hits(gold, parts(one, kind)) for one, answer in found if (gold := pictures(answer)[kind])]
        yield from prf(f"fundus.{what}", counts, bar)
    yield Figure("fundus.pages in doubt", sum(doubted(one) for one, _ in read), n=len(read))


def samples(folder: Path) -> Iterator[Sample]:
    """All pages; the versions of a site's answers follow its pages by their days."""
    for answers in sorted(folder.glob("*/*.json")):
        known = json.loads((answers.parent / "meta.info").read_text(encoding="utf-8"))
        versions = json.loads(answers.read_text(encoding="utf-8")).values()
        pages = sorted(answers.parent.glob(f"{answers.stem}_[0-9]*.html.gz"))
        for page, answer in zip(pages, versions, strict=True):
            yield Sample(page, known[page.name]["url"], answer)


def parsed(path: Path) -> parse.Parsed | None:
    """The report of a page, with its doubts; None where kutip finds none."""
    try:
        return parse.parsed(capture(path))
    except InputError:
        return None


def doubted(one: parse.Parsed | None) -> bool:
    """Whether the page contradicts itself, as kutip sees it."""
    return one is not None and any(doubt.kind == "metadata_conflict" for doubt in one.doubts)


def capture(path: Path) -> Capture:
    """A stored page, its address unknown."""
    return Capture(gzip.decompress(path.read_bytes()), "html", name=path.name)


def right(what: str, article: Article | None, answer: dict[str, Any]) -> bool:
    """Whether kutip says the same."""
    if article is None:
        return False
    if what == "day":
        return (article.published or "")[:10] == answer["publishing_date"][:10]
    if what == "authors":
        return people(article.authors) == people(answer.get("authors", ()))
    told = [article.title or ""]
    if what == "title.known":
        told += [*(article[part] for part in article.parts if part.kind == "title")]
        told += [one.value for one in article.meta if one.kind == "title"]
    return plain(answer["title"]) in map(plain, told)


def people(names: Any) -> set[str]:
    """Names as a set."""
    return {TITLE.sub("", plain(name).casefold()) for name in names}


def pictures(answer: dict[str, Any]) -> dict[str, set[object]]:
    """The captions and credits that a page should have."""
    images = answer.get("images", ())
    return {
        "caption": {plain(image["caption"]) for image in images if image["caption"]},
        "photo_credit": {one for image in images for name in image["authors"] for one in pieces(name)},
    }


def parts(article: Article | None, kind: str) -> set[object]:
    """The captions or credits that kutip finds."""
    found = [article[part] for part in article.parts if part.kind == kind] if article else []
    return {plain(text) for text in found} if kind == "caption" else {one for text in found for one in pieces(text)}


def pieces(name: str) -> set[str]:
    """What a credit names, each by itself."""
    return {piece.casefold() for piece in BETWEEN.split(plain(name)) if piece}


def plain(text: str) -> str:
    """A text with plain spaces, dashes and quotation marks."""
    text = DASHES.sub("-", UNSEEN.sub("", text))
    for signs, sign in zip(QUOTES, "\"'", strict=True):
        text = signs.sub(sign, text)
    return SLASH.sub("/", " ".join(text.split()))
