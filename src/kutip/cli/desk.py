"""`kutip serve` and `kutip watch`: the desk, and the keeper that works behind it."""

import getpass
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import click

from kutip.cli.options import STORE, asked, clock, online, stored
from kutip.errors import InputError, StoreError
from kutip.record import Capture
from kutip.run import api, many

PORT = 8750
MODELS = "Who helps the rules, as for kutip read."
SECONDS, PAUSE = "For one report, at the most.", "Seconds between two requests to one host."
KEEPING = (
    click.option("--models", multiple=True, default=api.SHIPPED, show_default=True, metavar="NAME", help=MODELS),
    click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read."),
    click.option("--seconds", type=click.FloatRange(1), default=many.SECONDS, show_default=True, help=SECONDS),
    click.option("--pause", type=click.FloatRange(0), default=1.0, show_default=True, help=PAUSE),
    click.option("--contact", metavar="TEXT", help="How to reach you, told to every site: an e-mail, a page."),
    click.option("--allow-private", is_flag=True, help="Let addresses point into your own network."),
)
"""How a keeper works."""
Command = Callable[..., None]


def keeping(command: Command) -> Command:
    """The command with the options of a keeper."""
    for option in reversed(KEEPING):
        command = option(command)
    return command


@click.command()
@click.option("--store", required=True, type=STORE, help="Store, made if it is not there.")
@click.option(
    "--desk", default=f"http://127.0.0.1:{PORT}", show_default=True, metavar="URL", help="Where links lead to."
)
@click.option("--under", type=int, hidden=True, help="End when this process is no longer the parent.")
@keeping
def watch(
    store: Path,
    desk: str,
    under: int | None,
    models: tuple[str, ...],
    workers: int,
    seconds: float,
    pause: float,
    contact: str | None,
    allow_private: bool,
) -> None:
    """Does what is to be done in a store, until it is stopped: reads what people gave and what is new in feeds, tells
    stories of it, and sends alerts. `kutip serve` does so too, and shows pages.

    \b
    kutip watch --store desk.kutip

    Mail is sent through the server that KUTIP_MAIL_HOST and KUTIP_MAIL_SENDER name. Broken off at any time, it goes
    on where it was.
    """
    from kutip.fetch.post import Poster
    from kutip.run import gather, mail
    from kutip.run.alone import alone
    from kutip.run.deliver import Deliver
    from kutip.run.keeper import Keeper
    from kutip.run.workers import Workers

    asked(models)
    stop, say = stopping(under), partial(click.echo, err=True)
    read = partial(many.reading, plain=True, models=models)
    web_of = online(private=allow_private, agent=gather.agent(contact), keep=None, pause=pause)
    try:
        with (
            alone(store),
            stored(store) as shelf,
            web_of as web,
            Workers(workers, seconds) as hands,
            Poster(allow_private) as poster,
        ):
            hands.begun(Capture("-", "text"), read)  # the first takes seconds: better now than with a report
            sender = Deliver(poster, desk, mail.settings(os.environ), say)
            Keeper(shelf, web, lambda capture: hands.begun(capture, read), sender, say).run(stop, clock)
    except (InputError, StoreError) as error:
        raise click.UsageError(str(error)) from None


def stopping(under: int | None) -> threading.Event:
    """What is set when this process is to end: it was told to, or its parent is no more."""
    stop = threading.Event()

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)  # whoever says it twice means it

    def orphaned() -> None:
        while os.getppid() == under and not stop.wait(1):
            pass
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    if under is not None:
        threading.Thread(target=orphaned, daemon=True).start()
    return stop


@click.command()
@click.option("--store", required=True, type=STORE, help="Store, made if it is not there.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
@click.option("--public", is_flag=True, help="Everybody may read; whoever writes logs in.")
@click.option("--base-url", default="", metavar="URL", help="Address under which people reach it, where it is another.")
@click.option("--pages-only", is_flag=True, help="No keeper: nothing is read, told or sent.")
@keeping
def serve(
    store: Path, host: str, port: int, public: bool, base_url: str, pages_only: bool, allow_private: bool, **how: Any
) -> None:  # Any: the other options of a keeper
    """Shows a store as pages, and works for it as `kutip watch` does.

    \b
    kutip serve --store desk.kutip

    Then open http://127.0.0.1:8750. Others reach it with --host, once somebody has a password (kutip store user add).
    """
    from kutip import serve as pages
    from kutip.run.child import Child
    from kutip.serve.desk import Opening

    opening = Opening(store, host, port, public, base_url, allow_private, getpass.getuser())
    with stored(store):
        pass  # made, or brought up to date, before two processes want it
    keeper = ["--store", str(store), "--desk", opening.address, "--under", str(os.getpid())]
    command = [sys.executable, "-m", "kutip", "watch", *keeper, *given(allow_private=allow_private, **how)]
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))  # so that the keeper is ended too
    try:
        with nullcontext() if pages_only else Child(command, partial(click.echo, err=True)):
            pages.run(opening)
    except InputError as error:
        raise click.UsageError(str(error)) from None


def given(**options: Any) -> Iterator[str]:  # Any: as click has parsed them
    """Options as they are given to a command."""
    for name, value in options.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            yield option
        elif value is not None and value is not False:
            for one in value if isinstance(value, tuple) else (value,):
                yield f"{option}={one}"
