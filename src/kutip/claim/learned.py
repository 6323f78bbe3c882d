"""Attributions that models found, as the rules would have put them."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from kutip.claim.attribution import Attribution
from kutip.claim.line import Line, Stretch
from kutip.lang.cues import Cue
from kutip.model.door import Sort, Tie
from kutip.record import Certainty, Span, Words


class Learned(Struct, frozen=True):
    """One attribution of a model, counted in words."""

    cue: Stretch
    source: Stretch | None
    content: tuple[Stretch, ...]
    sort: Sort | None
    by: str


def learned(words: Words, ties: Iterable[tuple[Tie, str]]) -> tuple[Learned, ...]:
    """Attributions of models, each with the model, in the order of their cues; none twice."""
    found: list[Learned] = []
    taken: set[int] = set()
    for tie, by in ties:
        cue, source, content = (stretches(words, spans) for spans in (tie.cue, tie.source, tie.content))
        tells = bool(content) or tie.sort == "stance"  # else the rules have the cue, and nothing changes
        if cue and tells and taken.isdisjoint(range(*cue[0])):
            taken.update(range(*cue[0]))
            found.append(Learned(cue[0], source[0] if source else None, content, tie.sort, by))
    return tuple(sorted(found, key=lambda one: one.cue))


def stretches(words: Words, spans: tuple[Span, ...]) -> tuple[Stretch, ...]:
    """Spans as the words they hold."""
    found = (words.range(span) for span in spans)
    return tuple((first, last) for first, last in found if first < last)


def joined(line: Line, found: list[Attribution]) -> list[Attribution]:
    """The attributions of a line without those in which a model sees no assertion, only a wish or support, and with
    those that only a model found; in the order of the text."""
    here = within(line)
    kept = [made for made in found if not any(one.sort == "stance" and same_cue(one, made) for one in here)]
    new = [one for one in here if asserts(line, one) and not any(meets(one, made) for made in kept)]
    return sorted([*kept, *(attribution(line, one) for one in new)], key=lambda made: made.start) if here else found


def asserts(line: Line, one: Learned) -> bool:
    """Whether it makes a claim that somebody else than the report itself stands for; colons are left to the rules,
    which know a transcript by all of its labels."""
    itself = one.source and line.grammar.itself.at(line.words, one.source[0])
    worded = any(low[0].isalpha() for low in line.lows[slice(*one.cue)])
    return bool(one.content) and one.sort != "stance" and worded and not itself


def same_cue(one: Learned, made: Attribution) -> bool:
    """Whether the rules found the cue of a model, and not as the naming of a medium."""
    if made.cue is None or made.entry.frame in ("relay", "tail"):
        return False
    return one.cue[0] < made.cue[1] and made.cue[0] < one.cue[1]


def within(line: Line) -> list[Learned]:
    """What models found between the ends of a line, outside its quotations."""
    ties = line.facts.learned
    if not ties:
        return []
    first = bisect_left(ties, line.first, key=lambda one: one.cue[0])
    last = bisect_left(ties, line.last, key=lambda one: one.cue[0])
    return [one for one in ties[first:last] if one.cue[0] not in line.quote_of and one.cue[1] <= line.last]


def meets(one: Learned, made: Attribution) -> bool:
    """Whether the rules found the same cue, or have it among the words of another attribution."""
    first, last = made.cue or (made.start, made.end)
    return one.cue[0] < max(last, made.end) and min(first, made.start) < one.cue[1]


def attribution(line: Line, one: Learned) -> Attribution:
    """One attribution of a model as the rules put theirs; what lies outside the line is left out."""
    source = inside(line, one.source)
    pieces = [piece for content in one.content if (piece := inside(line, content))]
    pre = next((piece for piece in pieces if piece[1] <= one.cue[0]), None)
    post = next((piece for piece in pieces if piece[0] >= one.cue[1]), None)
    beside = source if source and source[1] <= one.cue[0] and one.cue[0] - source[1] <= 1 else None
    start = beside[0] if beside else one.cue[0]
    end = max(one.cue[1], source[1]) if source and one.cue[1] <= source[0] <= one.cue[1] + 1 else one.cue[1]
    made = Attribution(one.cue, entry(firmness(one.sort), source is None), start, end, source=source, by=one.by)
    made.pre, made.post = pre and without_that(line, pre), post and without_that(line, post)
    return made


def inside(line: Line, stretch: Stretch | None) -> Stretch | None:
    """The part of a stretch that lies in the line."""
    first, last = (max(stretch[0], line.first), min(stretch[1], line.last)) if stretch else (0, 0)
    return (first, last) if first < last else None


def without_that(line: Line, stretch: Stretch) -> Stretch:
    """A content without the word that opens it."""
    first, last = stretch
    return (first + 1, last) if last - first > 1 and line.lows[first] in line.grammar.that else stretch


def firmness(sort: Sort | None) -> Certainty:
    """How firm a content is by what a model says of its cue."""
    return "stated" if sort is None or sort == "stance" else sort


@cache
def entry(certainty: Certainty, nobody: bool) -> Cue:
    """A cue like any other of its firmness."""
    return Cue(frame="hearsay" if nobody else "verb", words=(), certainty=certainty)
