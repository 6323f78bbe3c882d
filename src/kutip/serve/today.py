"""What moved since yesterday, and all stories: made from what the store wrote down of changes."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from kutip.kept import Alert, Change, Feed, Job, State, Watch
from kutip.serve.asked import LARGEST, Asked
from kutip.serve.asks import Onward
from kutip.serve.lists import Day, Moved, Stories, Today
from kutip.store import Library

PAGE = 60
"""Changes on one page."""
STATES: tuple[State, ...] = ("waiting", "working", "failed")


def today(asked: Asked, onward: Onward) -> Today:
    """What moved, by day, the newest first; and what waits, is watched and was told."""
    library = asked.library
    found = library.changes(before=onward.after or LARGEST, limit=PAGE)
    feeds = [feed for feed in library.notes(Feed) if not feed.paused]
    return Today(
        days=tuple(days(moved(library, found))),
        jobs={state: len(library.notes(Job, state=state)) for state in STATES},
        feeds=len(feeds),
        failing=sum(feed.why is not None for feed in feeds),
        watches=sum(bool(watch.on) and not watch.paused for watch in library.notes(Watch)),
        alerts=library.notes(Alert, before=LARGEST, limit=5),
        further=found[-1].id if len(found) == PAGE else None,
    )


def stories(asked: Asked, onward: Onward) -> Stories:
    """All stories, those first that began last."""
    found = asked.library.changes(before=onward.after or LARGEST, kinds=("story",), limit=PAGE)
    return Stories(tuple(moved(asked.library, found)), found[-1].id if len(found) == PAGE else None)


def moved(library: Library, changes: Iterable[Change]) -> Iterator[Moved]:
    """Changes with their reports."""
    changes = tuple(changes)
    numbers = {number: None for change in changes for number in (change.report, change.other) if number}
    reports = {report.id: report for report in library.reports(tuple(numbers))} if numbers else {}
    for change in changes:
        yield Moved(change, reports.get(change.report or 0), reports.get(change.other or 0))


def days(moved: Iterable[Moved]) -> Iterator[Day]:
    """What moved, day by day."""
    for day, some in groupby(moved, key=lambda one: one.change.at[:10]):
        yield Day(day, tuple(some))
