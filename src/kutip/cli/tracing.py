"""`kutip trace`."""

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kutip import export
from kutip.cli.options import STORE, asked, clock, dropped, opened, stored
from kutip.cli.tally import Tally, counted, progress
from kutip.errors import Failure, StoreError
from kutip.record import Reading, Story
from kutip.run import api, keeping, many
from kutip.run.body import Given
from kutip.run.ledger import Place
from kutip.run.many import Plan, Step
from kutip.run.one import VERSION

if TYPE_CHECKING:
    from kutip.run.together import Gathering
    from kutip.store import Store

READINGS = "a file of readings has no originals to keep; give the reports that they were made of"


class Found(NamedTuple):
    """A trace on its way: the stories as they come, the largest first, and the readings by the names that they have in
    them."""

    stories: Iterable[Story]
    readings: Mapping[str, Reading]


@click.command()
@click.argument("inputs", nargs=-1, metavar="PATH | DIRECTORY …")
@click.option("--models", multiple=True, default=api.SHIPPED, show_default=True, metavar="NAME", help="As for read.")
@click.option(
    "--store",
    type=STORE,
    help="Store: the reports are kept there, and the stories they are in are told; without any, all its stories.",
)
@click.option("--format", "form", type=click.Choice(list(export.TRACES)), default="text", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write, not standard output.")
def trace(inputs: tuple[str, ...], models: tuple[str, ...], store: Path | None, form: str, out: Path | None) -> None:
    """Tells which reports are of one story, who has it from whom, and on how many origins each claim rests.

    \b
    kutip trace reports/
    kutip read --plain --format jsonl reports/ > readings.jsonl; kutip trace readings.jsonl --format json
    kutip trace --store desk.kutip

    Readings that kutip has printed are taken as they are; everything else is read first. Exit code: 0 all were
    read, 1 some failed, 2 the command is not understood.
    """
    if not inputs and not store:
        raise click.UsageError("nothing to trace; give reports, or --store FILE")
    from kutip.run import together  # its libraries are loaded for those who need them

    helpers, plan = asked(models), many.plan(inputs)
    with (
        opened(out, plan, False) as stream,
        progress(plan, out) as bar,
        stored(store) if store else nullcontext() as shelf,
        together.Gathering(os.cpu_count() or 1) as gathering,
    ):
        tally = Tally(plan, bar)
        found = kept(shelf, store, plan, models, tally) if shelf and store else read(gathering, plan, models, tally)
        export.tracer(form)(VERSION, tally.tell(found.stories, len(found.readings)), found.readings, stream)
    said = [tally.told()] if inputs else []
    click.echo("; ".join([*said, counted(tally.stories), *dropped(helpers)]), err=True)
    sys.exit(1 if tally.reasons else 0)


def read(gathering: "Gathering", plan: Plan, models: tuple[str, ...], tally: Tally) -> Found:
    """The stories of what is given."""
    from kutip.run import together

    for step in together.steps(plan.sources, models):
        tally.step(step)
        if isinstance(step.outcome, Reading):
            gathering.take(step.outcome)
    return Found(gathering.stories(), gathering.readings)


def kept(shelf: "Store", path: Path, plan: Plan, models: tuple[str, ...], tally: Tally) -> Found:
    """The stories that what is given is in once it is in a store, or all that are there."""
    from kutip.run import telling, together

    texts = set()
    readings = {source for source in plan.sources if isinstance(source, Path) and together.held(source)}
    for source in readings:
        tally.step(Step(Failure(str(source), READINGS), 0, Place()))
    sources = [source for source in plan.sources if source not in readings]
    for step in keeping.kept(many.readings(sources, Given(), plain=True, models=models), shelf, clock):
        tally.step(step)
        if isinstance(step.outcome, Reading):
            texts.add(step.outcome.article.id)
    try:
        telling.tell_all(shelf, path, clock, partial(click.echo, err=True))
    except StoreError as error:
        raise click.UsageError(str(error)) from None
    reports = [report for text in texts for report in shelf.reports(article=text)]
    numbers = {one.story for one in (reports if plan.sources else shelf.placed())}
    told = telling.stories(shelf, (number for number in numbers if number))
    return Found((one.story for one in told), telling.Readings(shelf, told))
