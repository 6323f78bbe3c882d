"""What was read and what failed, counted and said beside what is printed."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kutip.errors import Failure
from kutip.record import Story
from kutip.run.many import Plan, Step

if TYPE_CHECKING:
    from rich.progress import Progress


class Tally:
    """Counts what was read and what failed, and says so: failures as they come, all of them in one last line."""

    def __init__(self, plan: Plan, bar: "Progress | None") -> None:
        self.bar = bar
        self.count = 0
        self.stories = 0
        self.unread = 0
        self.others = plan.others
        self.reasons: Counter[str] = Counter()

    def step(self, step: Step) -> None:
        """Counts one report."""
        outcome = step.outcome
        if isinstance(outcome, Failure):
            click.echo(f"{outcome.name}: {outcome.why}", err=True)
            self.reasons[re.split(r"; | \(", outcome.why)[0]] += 1
        elif outcome is None:
            self.others += 1
        else:
            self.count += 1
            self.unread += not outcome.made_by
        if self.bar is not None:
            task, failed = self.bar.tasks[0], self.reasons.total()
            rate = (self.count + failed) / (task.elapsed or 1)
            self.bar.update(task.id, advance=step.size, says=f"{self.count} read, {failed} failed", rate=rate)

    def tell(self, stories: Iterable[Story], reports: int) -> Iterator[Story]:
        """The stories of so many reports as they come, counted."""
        task = self.bar.add_task("", total=reports, says="", rate=0) if self.bar else None
        done = 0
        for story in stories:
            self.stories += 1
            done += len(story.articles)
            if self.bar and task is not None:
                rate = done / (self.bar.tasks[-1].elapsed or 1)
                self.bar.update(task, completed=done, says=counted(self.stories), rate=rate)
            yield story

    def told(self) -> str:
        """The last line."""
        parts = [f"{self.count} read"]
        if self.reasons:
            why = ", ".join(f"{reason} ({count})" for reason, count in self.reasons.most_common(5))
            parts.append(f"{self.reasons.total()} failed: {why}" + (", …" if len(self.reasons) > 5 else ""))
        if self.unread:
            parts.append(f"{self.unread} in languages kutip does not read")
        if self.others:
            parts.append(f"{self.others} passed over (hidden, or of another kind)")
        return "; ".join(parts)


def counted(stories: int) -> str:
    """How many stories there are."""
    return f"{stories} {'story' if stories == 1 else 'stories'}"


@contextmanager
def progress(plan: Plan, out: Path | None) -> Iterator["Progress | None"]:
    """A bar with count, rate and time left, on a terminal, unless the readings themselves go there."""
    if not sys.stderr.isatty() or (out is None and sys.stdout.isatty()):
        yield None
        return
    from rich import progress as rich  # here, so that nobody else waits for it
    from rich.console import Console

    columns = (
        rich.BarColumn(), rich.TextColumn("{task.fields[says]}"),
        rich.TextColumn("{task.fields[rate]:.0f} a second"), rich.TimeRemainingColumn(compact=True),
    )  # fmt: skip
    with rich.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task("", total=plan.size, says="0 read, 0 failed", rate=0)
        yield bar
