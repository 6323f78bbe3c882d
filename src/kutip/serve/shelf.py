"""The readings of a story, taken out one by one as its claims are shown."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from kutip.kept import Held, Report
from kutip.record import Claim, Story, Telling, Traced
from kutip.run import judged
from kutip.serve.pages import HeldHop
from kutip.store import Library


class Said(NamedTuple):
    """One telling of a claim, by its number among them, with the report that it stands in."""

    number: int
    held: Held
    claim: Claim


class Shelf:
    """The reports of a story, by the names that the trace gives them."""

    def __init__(self, library: Library, story: Story, reports: Mapping[str, Report]) -> None:
        self.library, self.story, self.reports = library, story, reports
        self.taken: dict[str, Held | None] = {}

    def held(self, ref: str) -> Held | None:
        """A report as analysts have corrected it, read from the store when it is first asked for."""
        if ref not in self.taken:
            report = self.reports.get(ref)
            held = self.library.report(report.id) if report else None
            self.taken[ref] = held and replace(held, reading=judged.judged(held.reading, held.judgements))
        return self.taken[ref]

    def said(self, traced: Traced, start: int, end: int) -> Iterator[Said]:
        """The tellings of a claim from `start` up to `end`, without those whose report has changed since."""
        for number, telling in enumerate(traced.tellings[start:end], start + 1):
            if found := self.one(number, telling):
                yield found

    def one(self, number: int, telling: Telling) -> Said | None:
        """One telling."""
        held = self.held(telling.article)
        claims = held.reading.claims if held else ()
        claim = next((one for one in claims if one.id == telling.claim), None)
        return Said(number, held, claim) if held and claim else None

    @cached_property
    def linked(self) -> dict[tuple[str, str], list[HeldHop]]:
        """The hops whose own report is held, by report and claim."""
        found: dict[tuple[str, str], list[HeldHop]] = {}
        for link in self.story.links:
            if link.held in self.reports:
                hop = HeldHop(link.hop, self.reports[link.held].id, link.fidelity)
                found.setdefault((link.article, link.claim), []).append(hop)
        return found

    @cached_property
    def sources(self) -> dict[str, int]:
        """Of each copy the number of the report that it has its words from."""
        return {one.copy: self.reports[one.source].id for one in self.story.copies if one.source in self.reports}
