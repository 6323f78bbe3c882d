"""A preserved page: its bytes as they came, and its words to look at, of which nothing can run or call home."""

import nh3
from markupsafe import escape

from kutip.errors import InputError
from kutip.kept import Original
from kutip.parse import encoding
from kutip.serve.asked import Asked, Sent, missing
from kutip.serve.asks import Nothing
from kutip.serve.pages import Preserved

LOCKED = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'; base-uri 'none'"
"""A preserved page may show words, and nothing else."""
SHEET = """<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>&#8203;</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-inline-size:70ch;margin:1rem auto;padding:0 1rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere}td,th{padding:.2em .5em}</style>
"""
TAGS = {
    "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd",
    "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "i", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s",
    "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "u", "ul", "var",
}  # fmt: skip
KEPT = {"*": {"dir", "lang"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "time": {"datetime"}}
"""No attribute that could hold an address: nothing leads or calls out."""
EMPTIED = {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "title"}
"""Elements that go with what is in them."""
GOOD = "private, max-age=31536000, immutable"
"""Bytes under their own hash never change."""


def capture(asked: Asked, _: Nothing) -> Sent:
    """A page as it came: its bytes, to be saved, with hash, time and address in the headers."""
    copy = found(asked)
    return Sent(
        copy.body,
        "application/octet-stream",
        (
            (
                "content-disposition",
                f'attachment; filename="{copy.sha256}.{"html" if copy.media == "html" else "txt"}"',
            ),
            ("cache-control", GOOD),
            ("kutip-sha256", copy.sha256),
            ("kutip-fetched", copy.fetched),
            *((("kutip-address", header(copy.url)),) if copy.url else ()),
        ),
    )


def view(asked: Asked, _: Nothing) -> Sent:
    """The words of a page as it came, without anything that runs or asks for more."""
    copy = found(asked)
    return Sent(
        (SHEET + cleaned(copy)).encode("utf-8", "replace"),
        "text/html; charset=utf-8",
        (("content-security-policy", LOCKED), ("cache-control", GOOD), ("x-frame-options", "SAMEORIGIN")),
    )


def found(asked: Asked) -> Original:
    """A preserved copy; `RefusedError` where there is none."""
    copy = asked.library.original(asked.path["sha256"])
    if copy is None:
        raise missing("such copy")
    return copy


def preserved(copy: Original) -> Preserved:
    """What is to be known of a copy."""
    return Preserved(copy.sha256, copy.fetched, copy.url, copy.media, len(copy.body))


def cleaned(copy: Original) -> str:
    """What of a page can only be read."""
    try:
        text = encoding.decoded(copy.body, copy.charset).text
    except InputError:
        text = copy.body.decode("utf-8", "replace")
    if copy.media == "text":
        return f"<pre>{escape(text)}</pre>"
    return nh3.clean(text, tags=TAGS, clean_content_tags=EMPTIED, attributes=KEPT, url_schemes=set(), link_rel=None)


def header(url: str) -> str:
    """An address as a header can hold it."""
    return "".join(sign if " " < sign < "\x7f" else "?" for sign in url)
