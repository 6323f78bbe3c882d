"""Numbers, money, dimensions and per cents in the English specifications of Recognizers-Text.

Only cases with exactly one expected number count. Bare numbers are read by the reader of numbers alone: most of those
texts are nothing but a number. Of the others an amount is right that shares characters with the expected one and has
its value. Informative: the cases come from chat assistants, with a syntax ("fifty-four hundredths") no report has.
"""

import json
import tarfile
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from bench.figure import Count, Figure, figure, need
from kutip import lang, words
from kutip.lang.numbers import Numbers
from kutip.mark import amount, sentence
from kutip.record import Amount, Part

MODELS = {
    "number": "Number/English/NumberModel.json",
    "percent": "Number/English/PercentModel.json",
    "currency": "NumberWithUnit/English/CurrencyModel.json",
    "dimension": "NumberWithUnit/English/DimensionModel.json",
}


class Case(Struct, frozen=True):
    """A text with one number, where it stands and what it is worth."""

    text: str
    start: int
    end: int
    value: float


def measure(data: Path) -> list[Figure]:
    """The share of numbers whose value is right, one figure a model."""
    archive = need(data / "Recognizers-Text-Specs" / "Specs.tar.xz")
    return [
        figure(
            f"recognizers.{name}",
            [(spelled if name == "number" else scored)(case) for case in cases(archive, path)],
            right,
        )
        for name, path in MODELS.items()
    ]


def right(count: Count) -> float:
    """Per cent of the expected numbers."""
    return count.recall


def cases(archive: Path, path: str) -> Iterator[Case]:
    """The cases of one specification that expect a single number."""
    for case in json.loads(files(archive)[path]):
        results = case["Results"]
        value = number(results[0].get("Resolution", {}).get("value")) if len(results) == 1 else None
        if value is not None and "Start" in results[0]:
            yield Case(case["Input"], results[0]["Start"], results[0]["End"] + 1, value)


@cache
def files(archive: Path) -> dict[str, bytes]:
    """The specifications read from the archive, by their path inside it."""
    with tarfile.open(archive) as opened:
        members = [(model, opened.extractfile(f"Specs/{model}")) for model in MODELS.values()]
        return {model: member.read().removeprefix(b"\xef\xbb\xbf") for model, member in members if member}


def number(value: str | None) -> float | None:
    """A value as printed there; None when it is none."""
    try:
        return float((value or "").removesuffix("%"))
    except ValueError:
        return None


@cache
def markers() -> tuple[sentence.Marker, amount.Marker]:
    """The markers of English sentences and amounts."""
    english = lang.load("en")
    return sentence.make(english), amount.make(english)


@cache
def numbers() -> Numbers:
    """The reader of English numbers."""
    return Numbers(lang.load("en").amount.numbers)


def spelled(case: Case) -> Count:
    """Whether the number that begins where the expected one does has its value."""
    cut = words.cut(case.text)
    first = bisect_left(cut.starts, case.start)
    found = numbers().at(cut, first, len(cut)) if first < len(cut) else None
    return Count(right=float(found is not None and near(case, found.value)), system=1, gold=1)


def scored(case: Case) -> Count:
    """Whether one of the amounts read in the text is the expected one."""
    body = (Part(0, len(case.text), "paragraph"),) if case.text.strip() else ()
    sentences, amounts = markers()
    cut = words.cut(case.text)
    found = amounts(cut, sentences(cut, body, ()), ())
    return Count(right=float(any(same(case, one) for one in found)), system=len(found), gold=1)


def same(case: Case, found: Amount) -> bool:
    """Whether an amount stands there and has that value."""
    alone = None if isinstance(found.value, tuple) else found.value
    return found.start < case.end and case.start < found.end and near(case, alone)


def near(case: Case, value: float | None) -> bool:
    """Whether the value is the expected one."""
    return value is not None and abs(value - case.value) <= 1e-6 * max(1.0, abs(case.value))
