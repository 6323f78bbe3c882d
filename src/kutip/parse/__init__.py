"""Capture → Article: one text, and the parts of it."""

import hashlib
from functools import cache

from kutip import lang as languages
from kutip.parse import language
from kutip.parse import text as texts
from kutip.parse.layout import Layout
from kutip.parse.line import lines
from kutip.record import Article, Capture, Part


def article(capture: Capture) -> Article:
    """The report of a capture."""
    return paged(capture) if capture.media == "html" else printed(capture)


def printed(capture: Capture) -> Article:
    """The report of a plain text: the text itself."""
    text = texts.plain(capture)
    lang = language.of(text, capture.lang)
    parts = layout(lang).parts(text, lines(text), capture.outlet)
    return Article(digest(text), capture.url, capture.outlet, lang, text, parts, capture.published or day(parts))


def paged(capture: Capture) -> Article:
    """The report on a page: what a browser shows of it."""
    from kutip.parse import html  # the HTML tree is loaded when the first page comes

    found = html.report(capture, layout)
    text, head, outlet = found.text, found.head, capture.outlet or found.head.outlet
    parts = layout(found.lang).parts(text, found.lines, outlet)
    published = capture.published or head.published or day(parts)
    return Article(digest(text), capture.url or head.url, outlet, found.lang, text, parts, published)


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
