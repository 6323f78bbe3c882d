"""Stretches in quotation marks: all pairs of marks, nested, run over into the next paragraph, or never closed."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kutip.record import Part, Quote, Span

# Which marks belong together. Straight ones open and close; the others mostly keep their side, but not always.
DOUBLE, SINGLE, ANGLE, LONE_ANGLE, CORNER, WHITE_CORNER = range(6)
FAMILY = {
    **dict.fromkeys("\"“”„‟＂", DOUBLE), **dict.fromkeys("'‘’‚‛", SINGLE), **dict.fromkeys("«»", ANGLE),
    **dict.fromkeys("‹›", LONE_ANGLE), **dict.fromkeys("「」", CORNER), **dict.fromkeys("『』", WHITE_CORNER),
    "''": DOUBLE, "``": DOUBLE, "‘‘": DOUBLE, "’’": DOUBLE,
}  # fmt: skip
OPENING, CLOSING = frozenset([*"“„‘‚«‹「『", "``", "‘‘"]), frozenset([*"”’»›」』", "’’"])
SIGN = re.compile("''|``|‘‘|’’|[" + "".join(mark for mark in FAMILY if len(mark) == 1) + "]")
ENDING = re.compile("[,.?!]['’]")
NEAR = 300
DEEPEST = 8
"""No sane text nests deeper; further opening marks are passed over, so that time stays linear."""


class Opened(NamedTuple):
    """A mark that waits for its closing one."""

    family: int
    place: int
    mark: str


def quotes(text: str, parts: Iterable[Part]) -> tuple[Quote, ...]:
    """The quotations of the given parts, outer before inner; none crosses the border of its part."""
    found = (quote for part in parts for quote in quoted(text, part))
    return tuple(sorted(found, key=lambda quote: (quote.start, -quote.end)))


def quoted(text: str, part: Span) -> Iterator[Quote]:
    """The quotations of one part, each as soon as it closes."""
    opened: list[Opened] = []  # outermost first
    for sign in SIGN.finditer(text, part.start, part.end):
        place, end, mark = sign.start(), sign.end(), sign.group()
        family = FAMILY[mark]
        before = text[place - 1] if place > part.start else " "
        after = text[end] if end < part.end else " "
        if family == SINGLE and before.isalnum() and after.isalnum():
            continue  # an apostrophe
        if (
            family == SINGLE
            and before.isalnum()
            and after.isspace()
            and ENDING.search(text, end, min(end + NEAR, part.end))
        ):
            continue  # a plural possessive: the mark that closes stands behind a comma or full stop
        depth = next((d for d in reversed(range(len(opened))) if opened[d].family == family), None)
        if depth is not None and closes(mark, opened[depth].mark, before, after):
            yield from closed(text, opened[depth], place, end, depth)
            del opened[depth:]
        elif len(opened) < DEEPEST and opens(mark, before, after, depth is None):
            opened.append(Opened(family, place, mark))
    yield from unclosed(text, opened, part.end)


def closes(mark: str, opener: str, before: str, after: str) -> bool:
    """Whether a mark ends what the opener of its family began."""
    if mark in OPENING:  # „…“ and »…«, or a slip of the hand: “… not,“ he said
        return not after.isalnum() and (opener in "„‚»›" or not before.isspace())
    return mark in CLOSING or not before.isspace() or not after.isalnum()


def opens(mark: str, before: str, after: str, first: bool) -> bool:
    """Whether a mark begins a quotation; `first` when none of its family is open."""
    if mark in OPENING:
        return True
    if mark in ("'", "’", "‛"):
        return first and not before.isalnum() and after.isalnum() and mark != "’"
    if mark in CLOSING:
        return first and not after.isspace() and (after.isalnum() or before.isspace())
    return first and not after.isspace() and not (before.isalnum() and not after.isalnum())


def closed(text: str, opener: Opened, place: int, end: int, depth: int) -> Iterator[Quote]:
    """The quotation between two marks, unless nothing stands there."""
    inner = trimmed(text, opener.place + len(opener.mark), place)
    if inner:
        yield Quote(opener.place, end, inner, depth, True)


def unclosed(text: str, opened: list[Opened], end: int) -> Iterator[Quote]:
    """The quotations that lost their closing mark: each ends where the next of its family begins, or with its part."""
    ends: dict[int, int] = {}
    for depth in reversed(range(len(opened))):
        opener = opened[depth]
        inner = trimmed(text, opener.place + len(opener.mark), ends.get(opener.family, end))
        ends[opener.family] = opener.place
        if inner and opener.family != SINGLE:  # a lone single mark is an apostrophe
            yield Quote(opener.place, inner.end, inner, depth, False)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without white space at its edges; None when nothing is left."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return Span(start, end) if start < end else None
