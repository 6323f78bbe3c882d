"""What several commands take and open."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from kutip.errors import InputError, ModelError, StoreError
from kutip.model import Models
from kutip.run import api
from kutip.run.many import Plan

if TYPE_CHECKING:
    from kutip.run.web import Web
    from kutip.store import Store


STORE = click.Path(dir_okay=False, path_type=Path)


def clock() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@contextmanager
def stored(path: Path) -> "Iterator[Store]":
    """A store to be written, made if it is not there; `UsageError` when that cannot be."""
    from kutip import store  # its library is loaded for those who need it

    try:
        found = store.open(path, write=True)
    except StoreError as error:
        raise click.UsageError(str(error)) from None
    with closing(found):
        yield found


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
