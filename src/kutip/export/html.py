"""Readings as one page that needs nothing else, scripts included: each report with its claims marked and beside it."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from kutip.export import phrase
from kutip.export.pieces import Line, lines
from kutip.record import Article, Claim, Doubt, Hop, Reading

FOLDER = Path(__file__).parent / "templates"


class Link(Struct, frozen=True):
    """One hop of a chain as it is drawn."""

    name: str
    status: str
    standing: str
    cue: str


class Card(Struct, frozen=True):
    """One claim as it stands in the list beside the text."""

    number: int
    id: str
    certainty: str
    colour: str
    """The certainty, or "plain" for what the outlet states in its own voice."""
    manner: str
    content: str
    chain: tuple[Link, ...]
    facts: tuple[str, ...]


class Query(Struct, frozen=True):
    """One doubt as it stands in the list."""

    number: int
    id: str
    words: str
    says: str


class Sheet(Struct, frozen=True):
    """One reading as it is laid out."""

    id: str
    reading: Reading
    headline: str
    record: tuple[str, ...]
    credits: tuple[str, ...]
    kept: str
    """Where the original lies, "" when nobody knows."""
    lines: tuple[Line, ...]
    cards: dict[str, Card]
    """By the id of their claim."""
    begins: dict[int, list[int]]
    """The numbers of the claims that begin at a place in the text."""
    queries: dict[Doubt, Query]
    nothing: str
    """Why there are no claims, "" where there are some."""
    made_by: str


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """One page with all readings; the list of them stands on top, so they are all made first."""
    sheets = [sheet(number, reading) for number, reading in enumerate(readings, start=1)]
    for stretch in environment().get_template("page.html.j2").generate(sheets=sheets):
        out.write(stretch.encode("utf-8", "replace"))


def environment() -> Environment:
    """What the templates may use; all text is escaped."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"line": phrase.line, "counted": phrase.counted}
    return made


def sheet(number: int, reading: Reading) -> Sheet:
    """One reading, made ready for the template."""
    article, id = reading.article, f"r{number}"
    return Sheet(
        id=id,
        reading=reading,
        headline=phrase.headline(article),
        record=tuple(phrase.record(article)),
        credits=tuple(phrase.credits(article)),
        kept=phrase.kept(article),
        lines=tuple(lines(reading)),
        cards={claim.id: card(reading, claim, place, id) for place, claim in enumerate(reading.claims, start=1)},
        begins=begins(reading.claims),
        queries={doubt: query(article, doubt, place, id) for place, doubt in enumerate(reading.doubts, start=1)},
        nothing="" if reading.claims else phrase.nothing(reading),
        made_by=phrase.makers(reading),
    )


def begins(claims: Iterable[Claim]) -> dict[int, list[int]]:
    """The numbers of the claims by the place where they begin."""
    found: dict[int, list[int]] = {}
    for number, claim in enumerate(claims, start=1):
        found.setdefault(claim.content[0].start, []).append(number)
    return found


def card(reading: Reading, claim: Claim, number: int, sheet: str) -> Card:
    """One claim, made ready for the template."""
    return Card(
        number=number,
        id=f"{sheet}c{number}",
        certainty=claim.certainty,
        colour="plain" if claim.form == "plain" else claim.certainty,
        manner=phrase.manner(claim),
        content=phrase.content(reading.article, claim),
        chain=tuple(link(reading.article, hop) for hop in claim.chain),
        facts=tuple(phrase.facts(reading, claim)),
    )


def link(article: Article, hop: Hop) -> Link:
    """One hop, made ready for the template."""
    return Link(phrase.party(hop), hop.status, phrase.standing(hop), phrase.cue(article, hop))


def query(article: Article, doubt: Doubt, number: int, sheet: str) -> Query:
    """One doubt, made ready for the template."""
    return Query(number, f"{sheet}d{number}", phrase.words(article, doubt), phrase.line(doubt.says))
