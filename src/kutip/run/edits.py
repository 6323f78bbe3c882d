"""Versions of a report behind the one that was told → what moved with each, and how its claims are called now."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from kutip.kept import Change, Told
from kutip.record import Reading
from kutip.run.changes import Place, claims, words
from kutip.store import Library
from kutip.trace import revision


class Edit(NamedTuple):
    """What became of a report since it was told."""

    renamed: dict[Place, Place]
    """Its claims by the names that they had; one that is gone goes by none."""
    changes: tuple[Change, ...]
    """What moved, without the numbers of story and claim."""


def edit(store: Library, report: int, versions: Iterable[int], at: str) -> Edit:
    """What became of a report in some versions, of which the first was told."""
    readings = [held.reading for number in versions if (held := store.report(report, number))]
    names = {claim.id: claim.id for claim in readings[0].claims}
    moved: list[Change] = []
    for before, after in pairwise(readings):
        step = {before.claims[a].id: after.claims[b].id for a, b in revision.matches(before, after)}
        names = {first: step.get(last, "") for first, last in names.items()}
        found = revised(before, after, report, at)
        moved += found if after is readings[-1] else (replace(one, claim=None) for one in found)
    return Edit({(report, old): (report, new) for old, new in names.items()}, tuple(moved))


def revised(before: Reading, after: Reading, report: int, at: str) -> Iterator[Change]:
    """What a version has otherwise than the one before it."""
    found = revision.revision(before, after)
    for pair in (found.title, found.published, found.passage):
        if pair:
            yield Change(0, at, "revision", report=report, says=pair)
    for one in found.changed:
        yield Change(0, at, "revision", report=report, claim=one.after, says=one.says)
    for name in found.came:
        yield Change(0, at, "revision", report=report, claim=name, says=("", words(after, name)))
    for name in found.went:
        yield Change(0, at, "revision", report=report, says=(words(before, name), ""))


def numbered(edits: Iterable[Edit], told: Iterable[Told]) -> Iterator[Change]:
    """What moved in reports, with the numbers of their stories and claims."""
    stories, groups = dict[int, int](), dict[Place, int]()
    for one in told:
        stories |= {report.id: one.id for report in one.reports}
        groups |= {place: claim.number for claim in claims(one) for place in claim.places}
    for edit in edits:
        for change in edit.changes:
            report = change.report or 0
            yield replace(change, story=stories.get(report), group=groups.get((report, change.claim or "")))
