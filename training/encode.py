"""Samples → what the networks see and should answer, with the very features that kutip works out when it reads."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

import kutip
from kutip import lang, words
from kutip.claim import tied
from kutip.mark import name, quote, sentence
from kutip.model.door import Model, Page
from kutip.model.features import numbers, rows, tags
from kutip.model.shipped import lexical
from kutip.record import Article, Entity, Part, Span
from training.sets import Sample, Stretch


class Seen(NamedTuple):
    """A sample as a network sees it."""

    sample: Sample
    page: Page
    rows: NDArray[np.int64]
    """(places, slots); an edge stands before each block and behind the last."""


@cache
def namer(code: str) -> name.Marker:
    return name.make(lang.load(code))


@cache
def sentences(code: str) -> sentence.Marker:
    return sentence.make(lang.load(code))


def seen(sample: Sample, manner: str = "kutip", ties: bool = False, names: Model | None = None) -> Seen:
    """A sample with its rows."""
    shown = page(sample, manner, ties, names)
    return Seen(sample, shown, rows(shown, lexical(sample.lang)).astype(np.int64))


def page(sample: Sample, manner: str = "kutip", ties: bool = False, names: Model | None = None) -> Page:
    """A sample with the marks of the rules: names, or those of a model, and if asked attributions."""
    marks, entities = marked(sample)
    known: list[tuple[Span, str]] = []
    if ties:
        reading = kutip.read(sample.text, lang=sample.lang, published=sample.published, models=("none",))
        entities, known = reading.entities, list(tied(reading.claims))
    named = tags(marks.words, ((m, e.kind) for e in entities for m in e.mentions if m.form == "name"))
    shown = structs.replace(marks, names=named, ties=tags(marks.words, known), manner=manner)
    if names is None:
        return shown
    return structs.replace(shown, names=tags(marks.words, ((one, one.kind) for one in names(shown).names)))


def marked(sample: Sample) -> tuple[Page, tuple[Entity, ...]]:
    """A sample as a page on which nothing is found yet, and the names that the rules find."""
    cut = words.cut(sample.text)
    parts = tuple(Part(*block, "paragraph") for block in sample.blocks)
    quotes = quote.quotes(sample.text, parts)
    found = sentences(sample.lang)(cut, parts, quotes)
    article = Article("", None, None, sample.lang, sample.text, parts)
    blank = Page(
        lang=sample.lang,
        words=cut,
        blocks=tuple(cut.range(part) for part in parts),
        quoted=numbers(cut, (q.inner for q in quotes)),
        heads=frozenset(one.first for one in found),
    )
    return blank, namer(sample.lang)(article, cut, found, quotes)


def inside(seen: Seen, spans: Iterable[Stretch]) -> list[Stretch]:
    """Stretches of text as stretches of words."""
    found = (seen.page.words.range(Span(*span)) for span in spans)
    return [(first, last) for first, last in found if first < last]


def bio(length: int, stretches: Iterable[tuple[int, int, int]]) -> NDArray[np.int64]:
    """Labels of words: 0 outside, 2k+1 at the beginning of kind k, 2k+2 inside; the first stretch stands."""
    labels = np.zeros(length, dtype=np.int64)
    for first, last, kind in stretches:
        if not labels[first:last].any():
            labels[first] = 2 * kind + 1
            labels[first + 1 : last] = 2 * kind + 2
    return labels
