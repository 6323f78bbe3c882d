"""Capture → Article: one text, and the parts of it."""

import hashlib
from functools import cache
from typing import NamedTuple

from msgspec import structs

from kutip import lang as languages
from kutip.parse import language
from kutip.parse import text as texts
from kutip.parse.layout import Layout
from kutip.parse.line import lines
from kutip.record import Article, Capture, Doubt, Part


class Parsed(NamedTuple):
    """A report, and what in its page does not fit."""

    article: Article
    doubts: tuple[Doubt, ...] = ()


def article(capture: Capture) -> Article:
    """The report of a capture."""
    return parsed(capture).article


def parsed(capture: Capture) -> Parsed:
    """The report of a capture, with the doubts about what its page says of itself."""
    if capture.further:
        return whole(capture)
    return paged(capture) if capture.media == "html" else Parsed(printed(capture))


def whole(capture: Capture) -> Parsed:
    """The report of a capture with further pages: one article, and the doubts about its first page."""
    from kutip.parse import join

    first = parsed(structs.replace(capture, further=()))
    rest = [parsed(page).article for page in capture.further]
    evidence = tuple(page.evidence for page in rest if page.evidence)
    return Parsed(structs.replace(join.joined([first.article, *rest]), further=evidence), first.doubts)


def printed(capture: Capture) -> Article:
    """The report of a plain text: the text itself."""
    text = texts.plain(capture)
    lang = language.of(text, capture.lang)
    parts = layout(lang).parts(text, lines(text), capture.outlet)
    return Article(
        id=digest(text),
        url=capture.url,
        outlet=capture.outlet,
        lang=lang,
        text=text,
        parts=parts,
        published=capture.published or day(parts) or next(iter(capture.named("published")), None),
        meta=capture.listed,
        via=capture.via,
        evidence=capture.evidence,
    )


def paged(capture: Capture) -> Parsed:
    """The report on a page: what a browser shows of it, and what its code says."""
    from kutip.parse import decide, encoding, html, kind  # the HTML tree is loaded when the first page comes

    found = html.report(capture, layout)
    outlet = capture.outlet or found.head.outlet
    parts = layout(found.lang).parts(found.text, found.lines, outlet)
    parts = decide.turned(parts, found.head, capture.published or found.head.published)
    chosen = decide.decided(capture, found.head, found.text, parts, found.day)
    article = Article(
        id=digest(found.text),
        url=chosen.url,
        outlet=outlet,
        lang=found.lang,
        text=found.text,
        parts=parts,
        published=chosen.published,
        modified=chosen.modified,
        title=chosen.title,
        authors=chosen.authors,
        meta=chosen.meta,
        via=capture.via,
        evidence=capture.evidence,
    )
    half = kind.half(parts, found.breaks_off, capture.cut)
    return Parsed(article, (*chosen.doubts, *encoding.doubts(found.decoded, found.text), *half))


@cache
def layout(code: str) -> Layout:
    """How reports of a language are laid out; without a pack only by what needs no words."""
    return Layout(languages.load(code) if code in languages.codes() else None, code)


def day(parts: tuple[Part, ...]) -> str | None:
    """When the text itself says that it was published."""
    return next((part.value for part in parts if part.kind == "published"), None)


def digest(text: str) -> str:
    """The name of a text for ever."""
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
