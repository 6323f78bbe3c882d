"""`kutip fetch`."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path

import click

from kutip.cli.options import STORE, clock, online, stored
from kutip.errors import Failure
from kutip.run import api, keeping, many


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="URL | - …")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Archive (.warc.gz).")
@click.option("--store", type=STORE, help="Store; what is fetched is read, too, and kept there.")
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
    to: Path | None,
    store: Path | None,
    limit: int | None,
    fresh: float,
    contact: str | None,
    form: str,
    pause: float,
    allow_private: bool,
) -> None:
    """Fetches pages, the reports of feeds and the pages of sitemaps into a web archive that `kutip read` reads, or into
    a store.

    \b
    kutip fetch https://paper.example/feed.xml --to paper.warc.gz
    kutip fetch - --to list.warc.gz < addresses.txt
    kutip read paper.warc.gz
    kutip fetch https://paper.example/feed.xml --store desk.kutip

    Broken off, it goes on where it stopped: give the same command again. Exit code: 0 all came, 1 some did not,
    2 the command is not understood.
    """
    from kutip.run import gather

    if to is None and store is None:
        raise click.UsageError("nowhere to put it; give --to ARCHIVE.warc.gz, --store FILE, or both")
    told: Counter[str] = Counter()
    agent, hours = gather.agent(contact), timedelta(hours=fresh)
    web_of = online(private=allow_private, agent=agent, keep=to, limit=limit, fresh=hours, pause=pause)
    with web_of as web, stored(store) if store else nullcontext() as shelf:
        before = web.writer.index.end if web.writer else 0
        found = gather.sized(web, sources(addresses))
        read = partial(many.reading, plain=True, models=api.SHIPPED)
        steps = keeping.kept(many.here(found, read), shelf, clock) if shelf else gather.unread(found)
        for one in gather.gathered(steps, before):
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
