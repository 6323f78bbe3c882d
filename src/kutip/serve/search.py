"""What is searched for, and the parties that speak."""

from collections.abc import Iterator
from typing import Literal

from kutip.kept import Hit, Judgement, Question, Watch
from kutip.serve.asked import LARGEST, Asked, missing
from kutip.serve.asks import Nothing, Searching, SomeSources
from kutip.serve.lists import Search, SourcePage, Sources, Wrong
from kutip.serve.watching import shown
from kutip.store import Library

MANY, FEW = 200, 25
"""Parties on one page, and questions that were kept; claims on the page of a party."""


def search(asked: Asked, asks: Searching) -> Search:
    """The newest claims that answer a question, with what narrows it."""
    found = asked.library.search(asks.question, after=asks.after, limit=asks.limit)
    return Search(
        question=asks.question,
        hits=found.hits,
        facets=found.facets,
        counted=found.counted,
        saved=tuple(saved(asked)),
        further=found.further,
    )


def saved(asked: Asked) -> Iterator[Watch]:
    """The questions that were kept last, as whoever asks may see them."""
    for watch in asked.library.notes(Watch, before=LARGEST, limit=MANY, gone=False):
        if not watch.on:
            yield shown(watch, asked.who)


def sources(asked: Asked, asks: SomeSources) -> Sources:
    """Parties that speak or pass on, those first that originated most, with what analysts think of them."""
    found = asked.library.sources(asks.name, MANY)
    given = ratings(asked.library)
    return Sources(found, {party.id: given[party.name] for party in found if party.name in given})


def source(asked: Asked, _: Nothing) -> SourcePage:
    """What a party originated and passed on, where it was corrected, and what analysts think of it."""
    library = asked.library
    party = library.source(asked.number)
    if party is None:
        raise missing("such party")
    rated = library.notes(Judgement, before=LARGEST, kind="rating", subject=party.name)
    return SourcePage(
        source=party,
        originated=said(library, party.name, "origin"),
        relayed=said(library, party.name, "relay"),
        corrected=tuple(Wrong(*pair) for pair in library.corrected(party.id)),
        rating=next((one for one in rated if one.undone is None), None),
        ratings=rated,
    )


def said(library: Library, name: str, role: Literal["origin", "relay"]) -> tuple[Hit, ...]:
    """The newest claims of a party, or those that it passed on."""
    return library.search(Question(sources=(name,), role=role), limit=FEW).hits


def ratings(library: Library) -> dict[str, Judgement]:
    """The last rating of each party that was not undone, by its name."""
    given = library.notes(Judgement, kind="rating", undone=None)
    return {one.subject: one for one in given if one.subject}
