"""A trace as one page that needs nothing else, scripts included: each story with its numbers and reports, each claim
with its way from the origins to the outlets, its tellings, and wordings that do not agree side by side."""

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from msgspec import Struct

from kutip.export.html import Card, card, environment
from kutip.export.tale import Tale, line, tale
from kutip.record import Reading, Story


class Chapter(Struct, frozen=True):
    """One story as it is laid out; the cards of its tellings by claim, in their order."""

    tale: Tale
    cards: dict[str, tuple[Card, ...]]


def write_trace(version: str, stories: Iterable[Story], readings: Mapping[str, Reading], out: BinaryIO) -> None:
    """One page with all stories; the list of them stands on top, so all are told first, then laid out one by one."""
    told = list(stories)
    lines = [line(story, readings) for story in told]
    chapters = (chapter(tale(story, readings)) for story in told)
    page = environment().get_template("trace.html.j2")
    for stretch in page.generate(lines=lines, chapters=chapters, version=version):
        out.write(stretch.encode("utf-8", "replace"))


def chapter(tale: Tale) -> Chapter:
    """One story, made ready for the template."""
    return Chapter(tale, {group.id: tuple(cards(tale, number)) for number, group in enumerate(tale.groups)})


def cards(tale: Tale, number: int) -> Iterator[Card]:
    """The tellings of one claim of a story, as claims are shown on the page of readings."""
    group = tale.groups[number]
    for one in group.told:
        yield card(one.reading, one.claim, one.number, f"{tale.id}{group.id}")
