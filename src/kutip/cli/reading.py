"""`kutip read`."""

import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

import click

from kutip import export
from kutip import lang as languages
from kutip.cli.options import STORE, asked, clock, dropped, online, opened, stored
from kutip.cli.tally import Tally, progress
from kutip.errors import InputError
from kutip.record import Reading
from kutip.run import api, keeping, many
from kutip.run.body import Given
from kutip.run.ledger import Ledger, hashed
from kutip.run.many import Step

ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?")


def iso(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date as it is written in ISO 8601, as far as it is known."""
    if value is not None and not ISO.fullmatch(value):
        raise click.BadParameter("write it as 2025, 2025-06, 2025-06-11 or 2025-06-11T09:30+07:00")
    return value


@click.command()
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
@click.option("--store", type=STORE, help="Store to keep all that is read in, as `kutip serve` shows it.")
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
    store: Path | None,
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
    kutip read reports/ --store desk.kutip

    Exit code: 0 all were read, 1 some failed, 2 the command is not understood.
    """
    helpers = asked(models)
    plan = many.plan(inputs)
    ledger = kept(out, form, resume, [*inputs, form, *models, str(plain), *map(str, known.values())])
    reaching = any(isinstance(source, str) and source != "-" for source in plan.sources)
    web_of = online(private=allow_private, keep=keep, limit=limit, pause=pause) if reaching else nullcontext()
    store_of = stored(store) if store else nullcontext()
    with opened(out, plan, resume) as stream, progress(plan, out) as bar, web_of as web, store_of as shelf:
        tally = Tally(plan, bar)
        steps = many.readings(
            plan.sources,
            Given(**known),
            plain=plain or shelf is not None,
            models=models,
            web=web,
            stdin=sys.stdin.buffer,
            at=ledger.entry.place if ledger else None,
            workers=many.hands(plan.sources) if workers is None else workers,
            seconds=seconds,
        )
        if shelf:
            steps = keeping.kept(steps, shelf, clock)
        told = written(steps, tally, ledger, stream)
        export.writer(form)(told if plain or not shelf else map(keeping.attributed, told), stream)
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
