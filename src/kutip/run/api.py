"""The one function of the Python API."""

from functools import cache
from pathlib import Path

from kutip import lang as languages
from kutip import parse
from kutip.record import Capture, Reading
from kutip.run.one import Reader


@cache
def reader(code: str) -> Reader:
    """The reader of a language, made at its first use."""
    return Reader(languages.load(code))


def read(
    source: str | bytes | Path,
    *,
    lang: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    plain: bool = False,
) -> Reading:
    """The reading of one report."""
    body = source.read_bytes().decode() if isinstance(source, Path) else source
    article = parse.article(Capture(body=body, media="text", url=url, outlet=outlet, lang=lang, published=published))
    return reader(article.lang).read(article, plain=plain)
