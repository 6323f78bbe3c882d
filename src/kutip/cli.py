"""The command line: options in, readings out, progress and failures on the other channel."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from kutip import export
from kutip import lang as languages
from kutip.errors import Failure, InputError, ModelError
from kutip.model import Models
from kutip.record import Reading
from kutip.run import api, many
from kutip.run.body import Given
from kutip.run.ledger import Ledger, Place, hashed
from kutip.run.many import Plan, Step
from kutip.run.one import VERSION

if TYPE_CHECKING:
    from rich.progress import Progress

    from kutip.run.web import Web

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
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="Archive (.warc.gz) for what is fetched.")
@click.option("--limit", type=click.IntRange(1), help="Of each feed or sitemap so many reports, the newest.")
@click.option("--workers", type=click.IntRange(0), help="Processes that read; else one a core for much.")
@click.option("--seconds", type=click.FloatRange(1), default=many.SECONDS, show_default=True, help="For one report.")
@click.option("--pause", type=click.FloatRange(0), default=1.0, show_default=True, help="Seconds between two requests.")
@click.option("--allow-private", is_flag=True, help="Let addresses point into your own network.")
def read(
    inputs: tuple[str, ...],
    form: str,
    out: Path | None,
    models: tuple[str, ...],
    plain: bool,
    resume: bool,
    keep: Path | None,
    limit: int | None,
    workers: int | None,
    seconds: float,
    pause: float,
    allow_private: bool,
    **known: str | None,
) -> None:
    """Reads reports: texts, pages, JSON Lines, feeds, web archives (WARC, ARC, WACZ, CDX), folders of them, addresses
    of pages, feeds and sitemaps, or standard input (-).

    \b
    kutip read report.txt
    kutip read https://paper.example/2025/06/11/bridge --keep paper.warc.gz
    kutip read archive.warc.gz --format jsonl --out readings.jsonl --resume

    Exit code: 0 all were read, 1 some failed, 2 the command is not understood.
    """
    helpers = asked(models)
    plan = many.plan(inputs)
    ledger = kept(out, form, resume, [*inputs, form, *models, str(plain), *map(str, known.values())])
    reaching = any(isinstance(source, str) and source != "-" for source in plan.sources)
    web_of = online(private=allow_private, keep=keep, limit=limit, pause=pause) if reaching else nullcontext()
    with opened(out, plan, resume) as stream, progress(plan, out) as bar, web_of as web:
        tally = Tally(plan, bar)
        steps = many.readings(
            plan.sources,
            Given(**known),
            plain=plain,
            models=models,
            web=web,
            stdin=sys.stdin.buffer,
            at=ledger.entry.place if ledger else None,
            workers=many.hands(plan.sources) if workers is None else workers,
            seconds=seconds,
        )
        export.writer(form)(written(steps, tally, ledger, stream), stream)
    if ledger:
        ledger.close()
    click.echo("; ".join([tally.told(), *dropped(helpers)]), err=True)
    sys.exit(1 if tally.reasons else 0)


@contextmanager
def online(*, keep: Path | None, **how: Any) -> "Iterator[Web]":  # Any: the options of Web
    """The web, everything kept in an archive if one is given; `UsageError` when that cannot be written."""
    from kutip.run.web import Web  # its libraries are loaded for those who need them

    with ExitStack() as stack:
        try:
            web = stack.enter_context(Web(keep=keep, tell=partial(click.echo, err=True), **how))
        except (InputError, OSError) as error:
            raise click.UsageError(f"{keep} cannot be written: {error}") from None
        if web.writer and web.writer.cut:
            click.echo(f"{keep} ended with half a record; its bytes are in {web.writer.cut} now", err=True)
        yield web


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


@main.command()
@click.argument("addresses", nargs=-1, required=True, metavar="URL | - …")
@click.option("--to", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Archive (.warc.gz).")
@click.option("--limit", type=click.IntRange(1), help="Of each feed or sitemap so many reports, the newest.")
@click.option(
    "--fresh",
    type=click.FloatRange(0),
    default=24,
    show_default=True,
    metavar="HOURS",
    help="What the archive has and is not older is not asked for again.",
)
@click.option("--contact", metavar="TEXT", help="How to reach you, told to every site: an e-mail, a page.")
@click.option("--format", "form", type=click.Choice(("text", "jsonl")), default="text", show_default=True)
@click.option("--pause", type=click.FloatRange(0), default=1.0, show_default=True, help="Seconds between two requests.")
@click.option("--allow-private", is_flag=True, help="Let addresses point into your own network.")
def fetch(
    addresses: tuple[str, ...],
    to: Path,
    limit: int | None,
    fresh: float,
    contact: str | None,
    form: str,
    pause: float,
    allow_private: bool,
) -> None:
    """Fetches pages, the reports of feeds and the pages of sitemaps into a web archive that `kutip read` reads.

    \b
    kutip fetch https://paper.example/feed.xml --to paper.warc.gz
    kutip fetch - --to list.warc.gz < addresses.txt
    kutip read paper.warc.gz

    Broken off, it goes on where it stopped: give the same command again. Exit code: 0 all came, 1 some did not,
    2 the command is not understood.
    """
    from kutip.run import gather

    told: Counter[str] = Counter()
    agent, hours = gather.agent(contact), timedelta(hours=fresh)
    with online(private=allow_private, agent=agent, keep=to, limit=limit, fresh=hours, pause=pause) as web:
        for one in gather.gathered(web, sources(addresses)):
            told["failed" if isinstance(one, Failure) else "new" if one.new else "held"] += 1
            if isinstance(one, Failure):
                click.echo(f"{one.name}: {one.why}", err=True)
            else:
                click.echo(gather.row(one) if form == "jsonl" else gather.line(one))
    click.echo("; ".join(f"{count} {what}" for what, count in sorted(told.items())) or "nothing to fetch", err=True)
    sys.exit(1 if told["failed"] else 0)


def sources(addresses: tuple[str, ...]) -> Iterator[str]:
    """The addresses; those of standard input, one a line, in the place of "-"."""
    for address in addresses:
        if address != "-":
            yield address
            continue
        for line in sys.stdin:
            if line.strip() and not line.startswith("#"):
                yield line.strip()


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH | DIRECTORY …")
@click.option("--models", multiple=True, default=api.SHIPPED, show_default=True, metavar="NAME", help="As for read.")
@click.option("--format", "form", type=click.Choice(list(export.TRACES)), default="text", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write, not standard output.")
def trace(inputs: tuple[str, ...], models: tuple[str, ...], form: str, out: Path | None) -> None:
    """Tells which reports are of one story, who has it from whom, and on how many origins each claim rests.

    \b
    kutip trace reports/
    kutip read --plain --format jsonl reports/ > readings.jsonl; kutip trace readings.jsonl --format json

    Readings that kutip has printed are taken as they are; everything else is read first. Exit code: 0 all were
    read, 1 some failed, 2 the command is not understood.
    """
    from kutip.run import together

    helpers, plan = asked(models), many.plan(inputs)
    tally, readings = Tally(plan, None), []
    for outcome in together.outcomes(plan.sources, models):
        tally.step(Step(outcome, 0, Place()))
        if isinstance(outcome, Reading):
            readings.append(outcome)
    found = together.traced(readings)
    with opened(out, plan, False) as stream:
        export.tracer(form)(found, together.by_article(readings), stream)
    stories = f"{len(found.stories)} {'story' if len(found.stories) == 1 else 'stories'}"
    click.echo("; ".join([tally.told(), stories, *dropped(helpers)]), err=True)
    sys.exit(1 if tally.reasons else 0)


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
