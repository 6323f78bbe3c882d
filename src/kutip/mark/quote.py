"""Stretches in quotation marks: all pairs of marks, nested, run over into the next paragraph, or never closed."""

import re
from collections.abc import Iterable, Iterator

from kutip.record import Part, Quote, Span

# Which marks belong together. Straight ones open and close; the others mostly keep their side, but not always.
DOUBLE, SINGLE, ANGLE, LONE_ANGLE, CORNER, WHITE_CORNER = range(6)
FAMILY = {
    **dict.fromkeys('"“”„‟＂', DOUBLE), **dict.fromkeys("'‘’‚‛", SINGLE), **dict.fromkeys("«»", ANGLE),
    **dict.fromkeys("‹›", LONE_ANGLE), **dict.fromkeys("「」", CORNER), **dict.fromkeys("『』", WHITE_CORNER),
}  # fmt: skip
OPENING, CLOSING = frozenset("“„‘‚«‹「『"), frozenset("”’»›」』")
SIGN = re.compile("[" + "".join(FAMILY) + "]")


def quotes(text: str, parts: Iterable[Part]) -> tuple[Quote, ...]:
    """The quotations of the given parts, outer before inner; none crosses the border of its part."""
    found = (quote for part in parts for quote in quoted(text, part))
    return tuple(sorted(found, key=lambda quote: (quote.start, -quote.end)))


def quoted(text: str, part: Span) -> Iterator[Quote]:
    """The quotations of one part, each as soon as it closes."""
    opened: list[tuple[int, int]] = []  # family and place of each open mark, outermost first
    for sign in SIGN.finditer(text, part.start, part.end):
        place, mark = sign.start(), sign.group()
        family = FAMILY[mark]
        before = text[place - 1] if place > part.start else " "
        after = text[place + 1] if place + 1 < part.end else " "
        if family == SINGLE and before.isalnum() and after.isalnum():
            continue  # an apostrophe
        depth = next((d for d in reversed(range(len(opened))) if opened[d][0] == family), None)
        if depth is not None and closes(mark, text[opened[depth][1]], before, after):
            yield from closed(text, opened[depth][1], place + 1, depth)
            del opened[depth:]
        elif opens(mark, before, after, depth is None):
            opened.append((family, place))
    for depth, (family, place) in enumerate(opened):
        if family != SINGLE:  # a lone single mark is an apostrophe
            yield from unclosed(text, place, limit(text, place, part.end, opened[depth + 1 :]), depth)


def closes(mark: str, opener: str, before: str, after: str) -> bool:
    """Whether a mark ends what the opener of its family began."""
    if mark in OPENING:
        return opener in "„‚»›" and not after.isalnum()  # „…“ and »…«
    return mark in CLOSING or not before.isspace() or not after.isalnum()


def opens(mark: str, before: str, after: str, first: bool) -> bool:
    """Whether a mark begins a quotation; `first` when none of its family is open."""
    if mark in OPENING:
        return True
    if mark in "'’‛":
        return first and not before.isalnum() and after.isalnum() and mark != "’"
    if mark in CLOSING:
        return first and not after.isspace() and (after.isalnum() or before.isspace())
    return first and not after.isspace() and not (before.isalnum() and not after.isalnum())


def limit(text: str, place: int, end: int, later: list[tuple[int, int]]) -> int:
    """Where a quotation that is never closed has to stop: before the next one of its kind that is not closed either."""
    return next((other for family, other in later if family == FAMILY[text[place]]), end)


def closed(text: str, start: int, end: int, depth: int) -> Iterator[Quote]:
    """The quotation between two marks, unless nothing stands there."""
    inner = trimmed(text, start + 1, end - 1)
    if inner:
        yield Quote(start, end, inner, depth, True)


def unclosed(text: str, start: int, end: int, depth: int) -> Iterator[Quote]:
    """The quotation that lost its closing mark."""
    inner = trimmed(text, start + 1, end)
    if inner:
        yield Quote(start, inner.end, inner, depth, False)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without white space at its edges; None when nothing is left."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return Span(start, end) if start < end else None
