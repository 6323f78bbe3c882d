"""The one function of the Python API.

The rooms are imported with the first report: they are most of what `import kutip` would cost, and some callers only
want the values.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from kutip.errors import Failure, InputError
from kutip.record import Article, Capture, Reading
from kutip.run import inputs
from kutip.run.body import Given, guessed

if TYPE_CHECKING:
    from kutip.model import Models
    from kutip.run.one import Reader

SHIPPED = ("shipped",)
"""The models that come with kutip."""


def read(
    source: str | bytes | Path,
    *,
    lang: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    plain: bool = False,
    models: tuple[str, ...] = SHIPPED,
) -> Reading:
    """The reading of one report; with `plain` also what the outlet states in its own voice.

    `models` names who helps the rules, as `--models` does: ("none",) for the rules alone.

    A `Path` is a file. So is a `str` of one line that ends in .txt, .html, .html.gz or .jsonl and exists. Every other
    `str` is the report itself, and so are `bytes`: a page if they begin like HTML, else text. Nothing is ever fetched.
    """
    return reading(captured(source, Given(lang, outlet, published, url)), plain, models)


def reading(capture: Capture, plain: bool, models: tuple[str, ...] = SHIPPED) -> Reading:
    """The reading of a capture; one that nothing made when it is found to be in a language without a pack."""
    from kutip import lang, parse

    article, doubts = parse.parsed(capture)
    if capture.lang is None and article.lang not in lang.codes():
        return structs.replace(unread(article), doubts=doubts)
    found = reader(article.lang, models).read(article, plain=plain)
    return structs.replace(found, doubts=(*doubts, *found.doubts)) if doubts else found


def unread(article: Article) -> Reading:
    """The reading of a report that kutip cannot read: its text and parts, made by no rules."""
    from kutip.run.one import VERSION

    return Reading(
        kutip=VERSION,
        made_by=(),
        article=article,
        entities=(),
        times=(),
        amounts=(),
        events=(),
        claims=(),
        doubts=(),
    )


@cache
def reader(code: str, models: tuple[str, ...] = SHIPPED) -> "Reader":
    """The reader of a language, made at its first use."""
    from kutip import lang
    from kutip.run.one import Reader

    return Reader(lang.load(code), opened(models))


@cache
def opened(models: tuple[str, ...]) -> "Models":
    """The models of some names, opened at their first use."""
    from kutip import model

    return model.load(models)


def captured(source: str | bytes | Path, given: Given) -> Capture:
    """The capture of what the caller gave; `InputError` when it is a file that does not hold one report."""
    if isinstance(source, Path):
        return single(source, given)
    if isinstance(source, str) and names_a_file(source):
        return single(Path(source), given)
    return guessed(source, given, name="")


def names_a_file(source: str) -> bool:
    """Whether a string is the name of a file, and not a text."""
    if len(source) > 4096 or not source.isprintable() or inputs.kind(Path(source)) is None:
        return False
    try:
        return Path(source).is_file()
    except OSError:  # longer than the system lets a name be
        return False


def single(path: Path, given: Given) -> Capture:
    """The one capture of a file."""
    found = [taken.what for taken in inputs.file(path, given) if taken.what is not None]
    if len(found) != 1:
        raise InputError(f"{path}: {len(found)} reports in it; read them all with `kutip read`, or give one")
    if isinstance(found[0], Failure):
        raise InputError(f"{found[0].name}: {found[0].why}")
    return found[0]
