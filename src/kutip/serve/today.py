"""What moved since yesterday, and all stories: made from what the store wrote down of changes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kutip.kept import Alert, Change, ChangeKind, Feed, Job, State, Watch
from kutip.serve.asked import LARGEST, Asked
from kutip.serve.asks import Onward
from kutip.serve.lists import Day, Moved, Stirred, Stories, Today
from kutip.store import Library

PAGE = 60
"""Changes on one page."""
MOVES: tuple[ChangeKind, ...] = ("story", "origin", "contradiction", "correction", "revision")
"""What is news; one more telling is none."""
STATES: tuple[State, ...] = ("waiting", "working", "failed")


def today(asked: Asked, onward: Onward) -> Today:
    """What moved, by day and story, the newest first; and what waits, is watched and was told."""
    library = asked.library
    found = library.changes(before=onward.after or LARGEST, kinds=MOVES, limit=PAGE)
    feeds = [feed for feed in library.notes(Feed) if not feed.paused]
    return Today(
        days=tuple(days(library, found)),
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
    begun = moved(asked.library, found)
    return Stories(
        stories=tuple(stirred(asked.library, one.change.story, (one,)) for one in begun),
        further=found[-1].id if len(found) == PAGE else None,
    )


def moved(library: Library, changes: Iterable[Change]) -> Iterator[Moved]:
    """Changes with their reports."""
    changes = tuple(changes)
    numbers = {number: None for change in changes for number in (change.report, change.other) if number}
    reports = {report.id: report for report in library.reports(tuple(numbers))} if numbers else {}
    for change in changes:
        yield Moved(change, reports.get(change.report or 0), reports.get(change.other or 0))


def days(library: Library, found: Sequence[Change]) -> Iterator[Day]:
    """What moved, day by day; the stories of a day in the order in which they moved last."""
    for day, some in groupby(moved(library, found), key=lambda one: one.change.at[:10]):
        stories: dict[int | None, list[Moved]] = {}
        for one in some:
            stories.setdefault(one.change.story, []).append(one)
        yield Day(day, tuple(stirred(library, number, of) for number, of in stories.items()))


def stirred(library: Library, number: int | None, moved: Sequence[Moved]) -> Stirred:
    """What moved in one story on one day."""
    told = library.story(number) if number else None
    first = told.reports[0] if told else moved[0].report
    counts = told.story.counts if told else None
    return Stirred(number, first.title if first else "", first.lang if first else "", counts, tuple(moved))
