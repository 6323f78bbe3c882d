"""`kutip trace`."""

import sys
from pathlib import Path

import click

from kutip import export
from kutip.cli.options import asked, dropped, opened
from kutip.cli.tally import Tally
from kutip.record import Reading
from kutip.run import api, many
from kutip.run.ledger import Place
from kutip.run.many import Step


@click.command()
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
