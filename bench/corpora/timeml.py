"""Dates and times in TempEval-3 platinum (English) and IndoTimex (Indonesian): expressions found, and their values.

Both sets are in TimeML, which also annotates what is no date to kutip: durations (kutip: amounts), what recurs ("every
year") and vague words ("now", "recently"). The time marker knows all of them, as it must not read dates inside them, so
they are counted. The document creation time is the day of publication. What the figures correspond to:
strict = same characters; relaxed = at least one shared (TempEval-3 "strict" and "relaxed" extent F1; IndoTimex
"recognition", 92.9 published); value = relaxed and the same TIMEX3 value (TempEval-3 "value F1", HeidelTime 77.6 there;
IndoTimex "normalisation", 85.3 published). Both sets were looked at while the rules were written.

python -m bench.corpora.timeml [--errors]
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from msgspec import Struct

from bench.figure import Count, Figure, MissingError, data, need, pairs, prf
from kutip import lang, words
from kutip.mark import quote, sentence
from kutip.mark.ends import JOINTS, Meanings
from kutip.mark.time import Expression, Finder
from kutip.record import Part, Words

SETS = (
    ("timeml.tempeval3", "TempEval3-platinum/te3-platinum", "en", None, 77.6),
    ("timeml.indotimex", "IndoTimex/gold", "id", 93.0, 86.0),
)
LETTERS = {
    "day": "D", "week": "W", "weekend": "W", "month": "M", "quarter": "Q", "half": "H", "year": "Y", "decade": "E",
    "century": "C",
}  # fmt: skip
CLOCKS = {"hour": "H", "minute": "M", "second": "S"}
SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
UNKNOWN = "XXXX-XX-XX"


class Timex(Struct, frozen=True, order=True):
    """One expression of time with its TimeML value."""

    start: int
    end: int
    value: str


class Report(Struct, frozen=True):
    """One document of a set."""

    name: str
    told: str
    text: str
    gold: tuple[Timex, ...]


def measure(folder: Path) -> list[Figure]:
    """The figures of both sets."""
    return [
        figure
        for title, path, code, found_bar, value_bar in SETS
        for figure in figures(title, reports(need(folder / path)), code, found_bar, value_bar)
    ]


def figures(title: str, read: Iterable[Report], code: str, found_bar: float | None, value_bar: float) -> list[Figure]:
    """Strict and relaxed extents, and values."""
    both = [(report.gold, tuple(sorted(system(report, code)))) for report in read]
    return [
        *prf(f"{title}.strict", [strict(*one) for one in both]),
        *prf(f"{title}.relaxed", [relaxed(*one) for one in both], found_bar),
        *prf(f"{title}.value", [relaxed(*one, value=True) for one in both], value_bar),
    ]


def strict(gold: tuple[Timex, ...], mine: tuple[Timex, ...]) -> Count:
    same = {(one.start, one.end) for one in gold} & {(one.start, one.end) for one in mine}
    return Count(len(same), len(mine), len(gold))


def relaxed(gold: tuple[Timex, ...], mine: tuple[Timex, ...], value: bool = False) -> Count:
    found = [(gold[i], mine[j]) for i, j in pairs(list(map(chars, gold)), list(map(chars, mine)), least=0.01)]
    return Count(sum(not value or a.value == b.value for a, b in found), len(mine), len(gold))


def chars(timex: Timex) -> set[int]:
    return set(range(timex.start, timex.end))


# --- the sets ---------------------------------------------------------------------------------------------------------


def reports(folder: Path) -> list[Report]:
    """The documents of a folder."""
    return [report(path) for path in sorted(folder.glob("*.tml"))]


def report(path: Path) -> Report:
    """One document: its text, the day it was made, its expressions."""
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    told = root.find("DCT/TIMEX3")
    body = root.find("TEXT")
    assert told is not None and body is not None, path
    text, found = "", []
    for piece, timex in pieces(body):
        if timex is not None and piece.strip():
            found.append(Timex(len(text), len(text) + len(piece), timex))
        text += piece
    return Report(path.name, told.get("value", ""), text, tuple(found))


def pieces(element: ElementTree.Element, timex: str | None = None) -> Iterator[tuple[str, str | None]]:
    """The text of an element piece by piece, each with the value of the TIMEX3 around it."""
    yield element.text or "", timex
    for child in element:
        yield from pieces(child, child.get("value") if child.tag == "TIMEX3" else None)
        yield child.tail or "", timex


# --- kutip in TimeML --------------------------------------------------------------------------------------------------


@cache
def tools(code: str) -> tuple[Finder, sentence.Marker, Meanings, tuple[str, ...]]:
    pack = lang.load(code)
    return Finder(pack), sentence.make(pack), Meanings(pack.time), pack.time.roles.get("head", ())


def system(report: Report, code: str) -> Iterator[Timex]:
    """What kutip finds."""
    finder, sentences, _, _ = tools(code)
    cut = words.cut(report.text)
    body = paragraphs(report.text)
    classes = finder.letters.classes(cut)
    for found in finder.find(cut, classes, sentences(cut, body, quote.quotes(report.text, body)), report.told):
        yield from timexes(found, cut, code)


def paragraphs(text: str) -> tuple[Part, ...]:
    """The stretches between blank lines."""
    parts, start = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            first = start + len(block) - len(block.lstrip())
            parts.append(Part(first, first + len(block.strip()), "paragraph"))
        start += len(block) + 2
    return tuple(parts)


def timexes(found: Expression, cut: Words, code: str) -> Iterator[Timex]:
    """An expression in TimeML: two where kutip has one interval, the bare duration where it hangs on an event."""
    _, _, meanings, heads = tools(code)
    first, last = found.hit.first, found.hit.last
    joints = [low for role, low in found.hit.parts if role in JOINTS]
    joint = next((number for number in range(first + 1, last - 1) if cut.lows[number] in joints), None)
    if joint and found.hit.rule == "date":
        values = (found.value or f"{UNKNOWN}/{UNKNOWN}").split("/")
        for begin, end, one in ((first, joint, values[0]), (joint + 1, last, values[-1])):
            yield Timex(cut.starts[begin], cut.ends[end - 1], one.split("+")[0])
    elif found.hit.has("after") and found.value is None and found.hit.rule in ("loose", "duration"):
        yield Timex(cut.starts[first], cut.ends[last - 2], duration(found, meanings))
    elif found.hit.rule != "none":
        while first and cut.lows[first - 1] in heads:
            first -= 1
        yield Timex(cut.starts[first], found.span.end, value(found, meanings))


def value(found: Expression, meanings: Meanings) -> str:
    """The TimeML value of an expression."""
    if found.hit.rule == "vague":
        return str(meanings.names["vague"][found.hit.all("vague")[0]])
    if found.hit.rule == "duration":
        return duration(found, meanings)
    if found.hit.rule == "recurring":
        return recurring(found, meanings)
    if found.value is None:
        return UNKNOWN
    plain = found.value.split("+")[0] if "T" in found.value else found.value
    if "/" in plain:
        return interval(found, meanings, *plain.split("/"))
    return plain + daypart(found, meanings) if "T" not in plain and len(plain) == 10 else plain


def duration(found: Expression, meanings: Meanings) -> str:
    """P2W; PXD where no number is told."""
    unit = (meanings.units(found.hit.parts) or ("day",))[0]
    counts = meanings.counts(found.hit.parts)
    count = "X" if found.hit.has("few") or found.hit.has("plural") else str(counts[0] if counts else 1)
    if unit in CLOCKS:
        return f"PT{count}{CLOCKS[unit]}".replace("PTX", "PX")
    return f"P{count}0Y".replace("X0", "X") if unit == "decade" else f"P{count}{LETTERS[unit]}"


def recurring(found: Expression, meanings: Meanings) -> str:
    """P1Y for every year; the days it falls on for every Friday or every morning."""
    for low in found.hit.all("loneday"):
        return f"XXXX-WXX-{meanings.numbers['weekday'][low]}"
    if found.hit.has("daypart"):
        return UNKNOWN + daypart(found, meanings)
    return duration(found, meanings)


def daypart(found: Expression, meanings: Meanings) -> str:
    """TMO, TAF, TEV, TNI: the part of the day, if one is told."""
    for low in found.hit.all("daypart"):
        begin, end = meanings.dayparts[low]
        return "TNI" if end > 24 else "TMO" if end <= 13 else "TMI" if end <= 14 else "TAF" if begin < 16 else "TEV"
    return ""


def interval(found: Expression, meanings: Meanings, first: str, last: str) -> str:
    """A week, weekend, quarter, half, season, decade or century by its TimeML name."""
    if len(first) == 4:
        return first[:3] if int(last) - int(first) == 9 else first[:2]
    begin, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    year, week, _ = begin.isocalendar()
    if found.hit.has("season"):
        return f"{begin.year}-{SEASONS[begin.month]}"
    days = (end - begin).days
    if days in (1, 6):
        return f"{year}-W{week:02}" + ("-WE" if days == 1 else "")
    return f"{begin.year}-Q{begin.month // 3 + 1}" if days < 100 else f"{begin.year}-H{begin.month // 6 + 1}"


def errors(folder: Path) -> Iterator[str]:
    """What is missed, wrong or too much, a line each."""
    for title, path, code, *_ in SETS:
        for one in reports(need(folder / path)):
            mine = sorted(system(one, code))
            found = dict(pairs(list(map(chars, one.gold)), list(map(chars, mine)), least=0.01))
            for number, timex in enumerate(one.gold):
                other = mine[found[number]] if number in found else None
                if other is None or other.value != timex.value or (other.start, other.end) != (timex.start, timex.end):
                    told = f"{one.text[other.start : other.end]!r} {other.value}" if other else "-"
                    yield f"{title} {one.name}: {one.text[timex.start : timex.end]!r} {timex.value} | {told}"
            for number, timex in enumerate(mine):
                if number not in found.values():
                    around = one.text[timex.start - 40 : timex.end + 20].replace("\n", " ")
                    yield f"{title} {one.name}: - | {one.text[timex.start : timex.end]!r} {timex.value} ({around})"


if __name__ == "__main__":
    try:
        for figure in measure(data()):
            print(f"{figure.name:28} {figure.value:5.1f}  n={figure.n}  [{figure.low} {figure.high}]")
        if "--errors" in sys.argv:
            print(*errors(data()), sep="\n")
    except MissingError as missing:
        print(f"skipped: {missing}")
