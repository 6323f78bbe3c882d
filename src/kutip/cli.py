"""The command line: options in, readings out, progress and failures on the other channel."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kutip import export
from kutip import lang as languages
from kutip.errors import Failure, InputError, ModelError
from kutip.model import Models
from kutip.record import Reading
from kutip.run import api, many
from kutip.run.body import Given
from kutip.run.ledger import Ledger, hashed
from kutip.run.many import Plan, Step
from kutip.run.one import VERSION

if TYPE_CHECKING:
    from rich.progress import Progress

ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="kutip")
def main() -> None:
    """Reads news and keeps who said it, through whom it came, how firmly, when and how much."""


def iso(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date as it is written in ISO 8601, as far as it is known."""
    if value is not None and not ISO.fullmatch(value):
        raise click.BadParameter("write it as 2025, 2025-06, 2025-06-11 or 2025-06-11T09:30+07:00")
    return value


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH | URL | DIRECTORY | - …")
@click.option("--lang", type=click.Choice(languages.codes()), help="Language of the reports; else it is identified.")
@click.option("--outlet", help="Name of the outlet, where the reports do not say it.")
@click.option("--published", callback=iso, metavar="DATE", help="When they were published (ISO 8601).")
@click.option("--url", help="Address they come from.")
@click.option(
    "--models",
    multiple=True,
    default=api.SHIPPED,
    show_default=True,
    metavar="NAME",
    help="Who helps the rules; may be given again, an earlier one stands before a later one. none: the rules alone; "
    "shipped: the models that come with kutip; spacy:FOLDER, hf:FOLDER, llm:NAME@ADDRESS: your own.",
)
@click.option("--plain", is_flag=True, help="Also what the outlet states in its own voice.")
@click.option("--format", "form", type=click.Choice(list(export.FORMATS)), default="text", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write, not standard output.")
@click.option("--resume", is_flag=True, help="Go on with --out where it was broken off (json and jsonl).")
@click.option("--allow-private", is_flag=True, help="Let addresses point into your own network.")
def read(
    inputs: tuple[str, ...],
    form: str,
    out: Path | None,
    models: tuple[str, ...],
    plain: bool,
    resume: bool,
    allow_private: bool,
    **known: str | None,
) -> None:
    """Reads reports: .txt, .html, .html.gz, JSON Lines, folders of them, addresses, or standard input (-).

    Exit code: 0 all were read, 1 some failed, 2 the command is not understood.
    """
    helpers = asked(models)
    plan = many.plan(inputs)
    ledger = kept(out, form, resume, [*inputs, form, *models, str(plain), *map(str, known.values())])
    with opened(out, plan, resume) as stream, progress(plan, out) as bar:
        tally = Tally(plan, bar)
        steps = many.readings(
            plan.sources,
            Given(**known),
            plain=plain,
            models=models,
            private=allow_private,
            stdin=sys.stdin.buffer,
            at=ledger.entry.place if ledger else None,
        )
        export.writer(form)(written(steps, tally, ledger, stream), stream)
    if ledger:
        ledger.close()
    click.echo("; ".join([tally.told(), *dropped(helpers)]), err=True)
    sys.exit(1 if tally.reasons else 0)


def kept(out: Path | None, form: str, resume: bool, work: list[str]) -> Ledger | None:
    """The ledger of a work that can be resumed: one that writes line after line to a file."""
    if out is None or form not in ("json", "jsonl"):
        if resume:
            raise click.UsageError("--resume wants --out FILE and --format jsonl: that is what can be gone on with")
        return None
    ledger = Ledger(out, hashed(work))
    if resume:
        try:
            ledger.resume()
        except InputError as error:
            raise click.UsageError(str(error)) from None
    return ledger


def written(steps: Iterator[Step], tally: "Tally", ledger: Ledger | None, stream: BinaryIO) -> Iterator[Reading]:
    """The readings; whoever asks for the next one has written the last, and that is kept in the ledger."""
    for step in steps:
        tally.step(step)
        if isinstance(step.outcome, Reading):
            yield step.outcome
        if ledger:
            stream.flush()
            ledger.done(step.place, stream.tell())


def asked(models: tuple[str, ...]) -> Models:
    """The models of these names; `UsageError` when one cannot be opened."""
    try:
        return api.opened(models)
    except ModelError as error:
        raise click.UsageError(str(error)) from None


def dropped(models: Models) -> Iterator[str]:
    """How many answers of each model did not fit the text."""
    for name, count in models.dropped.items():
        if count:
            yield f"{count} answers of {name} did not fit the text and were dropped"


@contextmanager
def opened(out: Path | None, plan: Plan, further: bool) -> Iterator[BinaryIO]:
    """Where the readings go, `further` behind what is there; `UsageError` when that cannot be written, or would
    overwrite what is to be read."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    inputs = (source for source in plan.sources if isinstance(source, Path) and source.exists())
    if out.exists() and any(source.samefile(out) for source in inputs):
        raise click.UsageError(f"--out {out} is one of the inputs; write to another file")
    try:
        stream = out.open("ab" if further else "wb")
    except OSError as error:
        raise click.UsageError(f"--out {out} cannot be written: {error.strerror}") from None
    with stream:
        yield stream


class Tally:
    """Counts what was read and what failed, and says so: failures as they come, all of them in one last line."""

    def __init__(self, plan: Plan, bar: "Progress | None") -> None:
        self.bar = bar
        self.count = 0
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
            self.bar.update(task.id, advance=step.size, count=self.count, failed=failed, rate=rate)

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


@contextmanager
def progress(plan: Plan, out: Path | None) -> Iterator["Progress | None"]:
    """A bar with count, rate and time left, on a terminal, unless the readings themselves go there."""
    if not sys.stderr.isatty() or (out is None and sys.stdout.isatty()):
        yield None
        return
    from rich import progress as rich  # here, so that nobody else waits for it
    from rich.console import Console

    columns = (
        rich.BarColumn(), rich.TextColumn("{task.fields[count]} read, {task.fields[failed]} failed"),
        rich.TextColumn("{task.fields[rate]:.0f} a second"), rich.TimeRemainingColumn(compact=True),
    )  # fmt: skip
    with rich.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task("", total=plan.size, count=0, failed=0, rate=0)
        yield bar
