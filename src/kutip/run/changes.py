"""Stories as they were told and as they are told now → what moved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from kutip.kept import Change, Told
from kutip.record import Reading, Slot, Traced
from kutip.trace.keys import plain

Place = tuple[int, str]
"""A telling: the number of its report, and the id of its claim."""
Side = tuple[Place, Slot]
"""A telling that conflicts in something."""


class Party(NamedTuple):
    """An origin of a claim, with the reports that have it from there."""

    name: str
    key: str
    reports: frozenset[int]


class Claimed(NamedTuple):
    """A claim of a story with its number, its tellings by the numbers of their reports."""

    number: int
    story: int
    traced: Traced
    places: tuple[Place, ...]
    reports: Mapping[str, int]
    """The numbers of reports by the names that the trace has for them."""

    @property
    def parties(self) -> list["Party"]:
        """Its origins."""
        return [
            Party(one.name, plain(one.name), frozenset(self.reports[name] for name in one.articles))
            for one in self.traced.origins
        ]

    @property
    def sides(self) -> Iterator[Side]:
        """The tellings that contradict one another."""
        for one in self.traced.contradictions:
            yield self.places[one.a], one.slot
            yield self.places[one.b], one.slot


def claims(told: Told, renamed: Mapping[Place, Place] | None = None) -> Iterator[Claimed]:
    """The claims of a story; `renamed` are tellings that go by other names since a report was edited."""
    names = renamed or {}
    reports = numbers(told)
    for number, traced in zip(told.claims, told.story.claims, strict=True):
        places = ((reports[one.article], one.claim) for one in traced.tellings)
        yield Claimed(number, told.id, traced, tuple(names.get(place, place) for place in places), reports)


def numbers(told: Told) -> dict[str, int]:
    """The numbers of a story's reports by the names that its trace has for them."""
    return dict(zip(told.story.articles, (report.id for report in told.reports), strict=True))


class Before(NamedTuple):
    """What was told until now of the stories that are told anew."""

    told: Sequence[Told]
    claims: Mapping[int, Claimed]
    """By their numbers."""
    known: Set[int]
    """The reports that were told."""
    edited: Set[int]
    """Those of them that have another version now."""


def changes(before: Before, now: Iterable[Told], readings: Mapping[int, Reading], at: str) -> Iterator[Change]:
    """What moved in all stories that are told anew."""
    tellings = {place for claim in before.claims.values() for place in claim.places}
    sides = {side for claim in before.claims.values() for side in claim.sides}
    corrected = {pair for told in before.told for pair in corrections(told)}
    for told in now:
        yield from begun(told, before.known, at)
        for claim in claims(told):
            yield from joined(claim, tellings, before, readings, at)
            yield from gained(claim, before.claims.get(claim.number), at)
            yield from contradicted(claim, tellings, sides, readings, at)
        for (report, other), says in corrections(told).items():
            if (report, other) not in corrected:
                yield Change(0, at, "correction", told.id, report=report, other=other, says=(says,))


def begun(told: Told, known: Set[int], at: str) -> Iterator[Change]:
    """That a story is new: one of which no report was told before."""
    first = told.reports[0]
    if not any(report.id in known for report in told.reports):
        yield Change(0, at, "story", told.id, report=first.id, says=(first.title,))


def joined(
    claim: Claimed, tellings: Set[Place], before: Before, readings: Mapping[int, Reading], at: str
) -> Iterator[Change]:
    """The tellings that a claim did not have. That a report is judged, or read anew, is no news of it."""
    for report, name in claim.places:
        new = report not in before.known or report in before.edited
        if new and (report, name) not in tellings:
            says = words(readings[report], name)
            yield Change(0, at, "telling", claim.story, claim.number, report, claim=name, says=(says,))


def gained(claim: Claimed, before: Claimed | None, at: str) -> Iterator[Change]:
    """The origins that a claim gained. That it has one at all is no gain."""
    old = before.parties if before else []
    new = claim.parties
    left = [one for one in old if one.key not in {other.key for other in new}]
    found = []
    for one in new:
        if one.key in {other.key for other in old}:
            continue
        # Under another name, when more is known of it: then it has the reports of one that is gone.
        same = next((other for other in left if one.reports & other.reports), None)
        if same:
            left.remove(same)
        else:
            found.append(one)
    for one in found if old else found[1:]:
        report, name = next(place for place in claim.places if place[0] in one.reports)
        yield Change(0, at, "origin", claim.story, claim.number, report, claim=name, says=(one.name,))


def contradicted(
    claim: Claimed, tellings: Set[Place], sides: set[Side], readings: Mapping[int, Reading], at: str
) -> Iterator[Change]:
    """The tellings that contradict others and did not before: each once, with the first that it contradicts."""
    for one in claim.traced.contradictions:
        late, other = claim.places[one.b], claim.places[one.a]
        if other not in tellings and late in tellings:
            late, other = other, late
        if (late, one.slot) not in sides:
            sides.add((late, one.slot))
            says = tuple(words(readings[report], name) for report, name in (late, other))
            told = (claim.story, claim.number, late[0], other[0], late[1])
            yield Change(0, at, "contradiction", *told, says=says, slot=one.slot)


def corrections(told: Told) -> dict[tuple[int, int], str]:
    """The reports of a story that correct others, with what they say."""
    reports = numbers(told)
    return {(reports[one.article], reports[one.corrects]): one.says for one in told.story.corrections}


def words(reading: Reading, claim: str) -> str:
    """The words of a claim."""
    content = next(one.content for one in reading.claims if one.id == claim)
    return " … ".join(reading.article[span] for span in content)
