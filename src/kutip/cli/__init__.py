"""The command line: options in, readings out, progress and failures on the other channel. One file for each group of
commands."""

import click

from kutip.cli.desk import serve, watch
from kutip.cli.fetching import fetch
from kutip.cli.reading import read
from kutip.cli.stores import store
from kutip.cli.tracing import trace
from kutip.run.one import VERSION

__all__ = ("fetch", "main", "read", "serve", "store", "trace", "watch")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="kutip")
def main() -> None:
    """Reads news and keeps who said it, through whom it came, how firmly, when and how much."""


for command in (read, fetch, trace, serve, watch, store):
    main.add_command(command)
