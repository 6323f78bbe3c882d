"""The text of a report, cut wherever anything found in it begins or ends; each piece knows all that covers it.

So claims inside claims, claims in several spans, and claims that end in the middle of a name are marked exactly.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from kutip.export import phrase
from kutip.record import Claim, Doubt, Part, Reading, Span


class Role(NamedTuple):
    """What words of the text do: they name a source, introduce it, say how much or when."""

    kind: str


Found = Claim | Doubt | Part | Role


class Piece(NamedTuple):
    """A stretch of text that is covered by the same things from its first sign to its last."""

    span: Span
    text: str
    claims: tuple[Claim, ...]
    """Innermost first."""
    doubts: tuple[Doubt, ...]
    kinds: tuple[str, ...]
    """What else it is: its roles, and the parts it belongs to besides that of its line."""


class Line(NamedTuple):
    """One line of the text; `kind` is that of the part which fills most of it, "" where no part does."""

    kind: str
    pieces: tuple[Piece, ...]


def lines(reading: Reading, further: Iterable[tuple[Span, Role]] = ()) -> Iterator[Line]:
    """The lines of the text that are not blank, in order; cut at `further` borders too."""
    text = reading.article.text
    spans = list(lines_of(text))
    pieces = cut(spans, (*covers(reading), *further))
    covered = next(pieces, None)
    for span in spans:
        inside = []
        while covered is not None and covered[0].start < span.end:
            if span.holds(covered[0]):
                inside.append(covered)
            covered = next(pieces, None)
        yield line(text, inside)


def lines_of(text: str) -> Iterator[Span]:
    """The stretches between line ends that hold more than spaces."""
    start = 0
    for row in text.split("\n"):
        if row.strip():
            yield Span(start, start + len(row))
        start += len(row) + 1


def covers(reading: Reading) -> Iterator[tuple[Span, Found]]:
    """All that is shown in the text, with where it stands."""
    for part in reading.article.parts:
        yield part, part
    for doubt in reading.doubts:
        yield doubt, doubt
    for claim in reading.claims:
        for span in claim.content:
            yield span, claim
        for hop in claim.chain:
            if hop.start is not None and hop.end is not None:
                yield Span(hop.start, hop.end), Role("source")
            if hop.cue is not None:
                yield hop.cue, Role("cue")


def cut(lines: Iterable[Span], covers: Iterable[tuple[Span, Found]]) -> Iterator[tuple[Span, list[tuple[Span, Found]]]]:
    """The stretches between one border and the next, each with what covers it."""
    opening: dict[int, list[tuple[Span, Found]]] = defaultdict(list)
    borders = {edge for span in lines for edge in (span.start, span.end)}
    for span, found in covers:
        opening[span.start].append((span, found))
        borders |= {span.start, span.end}
    active: list[tuple[Span, Found]] = []
    for start, end in pairwise(sorted(borders)):
        active = [cover for cover in active if cover[0].end > start] + opening[start]
        yield Span(start, end), active


def line(text: str, inside: list[tuple[Span, list[tuple[Span, Found]]]]) -> Line:
    """One line from its stretches."""
    filled: dict[str, int] = defaultdict(int)
    for span, found in inside:
        for _, part in found:
            if isinstance(part, Part):
                filled[part.kind] += span.end - span.start
    kind = max(filled, key=lambda kind: filled[kind], default="")
    return Line(kind, tuple(piece(text, span, found, kind) for span, found in inside))


def piece(text: str, span: Span, found: list[tuple[Span, Found]], line: str) -> Piece:
    """One piece from what covers it, in a line of that kind."""
    inner = sorted(found, key=lambda cover: cover[0].end - cover[0].start)
    kinds = {what.kind for _, what in inner if isinstance(what, Part | Role)} - {line}
    return Piece(
        span=span,
        text=phrase.harmless(text[span.start : span.end]),
        claims=tuple(what for _, what in inner if isinstance(what, Claim)),
        doubts=tuple(what for _, what in inner if isinstance(what, Doubt)),
        kinds=tuple(sorted(kinds)),
    )
