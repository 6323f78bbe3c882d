"""The text of a report with all that was found in it, piece by piece, so that no offset is worked out in a browser."""

from collections.abc import Iterator

from kutip.export import phrase, pieces
from kutip.export.pieces import Role
from kutip.record import Amount, Article, Claim, Reading, Span, Time
from kutip.serve.pages import Figure, Line, Moment, Name, Piece, Query

AROUND = 160
"""Characters before and behind the words of a claim."""


def lines(reading: Reading) -> Iterator[Line]:
    """The lines of the text, with the claims, doubts, dates, amounts and names that they hold."""
    begins: dict[int, list[str]] = {}
    for claim in reading.claims:
        begins.setdefault(claim.content[0].start, []).append(claim.id)
    doubts: dict[int, list[int]] = {}
    for number, doubt in enumerate(reading.doubts, 1):
        doubts.setdefault(doubt.start, []).append(number)
    for line in pieces.lines(reading, marks(reading)):
        yield Line(line.kind, tuple(piece(one, begins, doubts) for one in line.pieces))


def marks(reading: Reading) -> Iterator[tuple[Span, Role]]:
    """Dates, amounts and names, with where they stand."""
    yield from ((time, Role("time")) for time in reading.times)
    yield from ((amount, Role("amount")) for amount in reading.amounts)
    yield from ((mention, Role("name")) for entity in reading.entities for mention in entity.mentions)


def piece(one: pieces.Piece, begins: dict[int, list[str]], doubts: dict[int, list[int]]) -> Piece:
    """One piece; what begins in it is looked up by its place."""
    start = one.span.start
    claims = tuple(dict.fromkeys(claim.id for claim in reversed(one.claims)))
    return Piece(
        start=start,
        text=one.text,
        claims=claims,
        begins=tuple(claim for claim in begins.get(start, ()) if claim in claims),
        doubts=tuple(doubts.get(start, ())) if one.doubts else (),
        kinds=(*one.kinds, "doubt") if one.doubts else one.kinds,
    )


def figures(reading: Reading, claim: Claim) -> tuple[Figure, ...]:
    """The amounts of a claim."""
    return tuple(figure(reading.article, reading.amounts[number]) for number in claim.amounts)


def figure(article: Article, amount: Amount) -> Figure:
    """One amount, with its words."""
    return Figure(
        words=phrase.words(article, amount),
        value=amount.value,
        comparator=amount.comparator,
        unit=amount.unit,
        kind=amount.kind,
        baseline=phrase.words(article, amount.baseline) if amount.baseline else None,
    )


def moments(reading: Reading, claim: Claim) -> tuple[Moment, ...]:
    """The dates of a claim."""
    return tuple(moment(reading.article, reading.times[number]) for number in claim.times)


def moment(article: Article, time: Time) -> Moment:
    """One date, with its words."""
    return Moment(phrase.words(article, time), time.value, time.role, time.doubt)


def queries(reading: Reading) -> tuple[Query, ...]:
    """What does not fit in a report, numbered from 1."""
    return tuple(
        Query(number, doubt.kind, phrase.words(reading.article, doubt), phrase.line(doubt.says))
        for number, doubt in enumerate(reading.doubts, 1)
    )


def names(reading: Reading) -> tuple[Name, ...]:
    """Who and what is named, those first that are named most."""
    ordered = sorted(reading.entities, key=lambda entity: -len(entity.mentions))
    return tuple(
        Name(phrase.line(entity.name), entity.kind, entity.role, entity.wikidata, len(entity.mentions))
        for entity in ordered
    )


def around(article: Article, claim: Claim) -> tuple[str, str, str]:
    """The words of a claim with those before and behind them in their paragraph."""
    text, first, last = article.text, claim.content[0].start, claim.content[-1].end
    start = max(text.rfind("\n", 0, first) + 1, first - AROUND)
    line_end = text.find("\n", last)
    end = min(line_end if line_end >= 0 else len(text), last + AROUND)
    before, after = text[start:first], text[last:end]
    if start and text[start - 1] != "\n":  # begin and end with whole words
        before = before.partition(" ")[2]
    if end < len(text) and text[end] != "\n":
        after = after.rpartition(" ")[0]
    return phrase.line(before), says(article, claim), phrase.line(after)


def says(article: Article, claim: Claim) -> str:
    """The words of a claim in one line."""
    return " … ".join(phrase.words(article, span) for span in claim.content)
