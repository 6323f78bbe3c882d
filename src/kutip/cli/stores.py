"""`kutip store`: what is done to a store as a whole."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import click
import msgspec

from kutip.cli.options import STORE, clock, stored
from kutip.cli.reading import iso
from kutip.errors import StoreError
from kutip.kept import Role, User

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def store() -> None:
    """Looks after a store: whether it is whole, copies of it, what is old, who may log in, what analysts said."""


@store.command()
@click.argument("path", type=FILE, metavar="STORE")
@click.option("--mend", is_flag=True, help="Make anew what is made from readings: search and stories.")
def check(path: Path, mend: bool) -> None:
    """Looks whether a store is what was written: every page, every row, every preserved copy, the full text.

    \b
    kutip store check desk.kutip

    Exit code: 0 all is well, 1 something is not.
    """
    from kutip.run.alone import alone
    from kutip.store import checking

    with told():
        if mend:
            with alone(path):
                checking.mend(path, step)
        faults = list(checking.check(path, step))
    for fault in faults:
        click.echo(f"{fault.what}; {fault.do}")
    click.echo(f"{len(faults)} found" if faults else "all is as it was written", err=True)
    sys.exit(1 if faults else 0)


@store.command()
@click.argument("path", type=FILE, metavar="STORE")
@click.argument("to", type=STORE, metavar="FILE")
def backup(path: Path, to: Path) -> None:
    """Copies a store as it is now, while others write, and looks whether the copy is whole.

    \b
    kutip store backup desk.kutip desk-2026-11-23.kutip
    """
    from kutip.store import copying

    with told():
        copying.backup(path, to, step)


@store.command()
@click.argument("source", type=FILE, metavar="BACKUP")
@click.argument("path", type=STORE, metavar="STORE")
def restore(source: Path, path: Path) -> None:
    """Puts a backup back, once it is found whole. What stands there is never overwritten.

    \b
    mv desk.kutip broken.kutip; kutip store restore desk-2026-11-23.kutip desk.kutip
    """
    from kutip.store import copying

    with told():
        copying.restore(source, path, step)


@store.command()
@click.argument("path", type=FILE, metavar="STORE")
@click.option("--before", required=True, callback=iso, metavar="DATE", help="What is older goes (ISO 8601).")
@click.option("--yes", is_flag=True, help="Take it out; else only say what would go.")
def prune(path: Path, before: str, yes: bool) -> None:
    """Takes out what is older than a date: reports, their versions, preserved copies and claims. What a judgement, an
    alert or the claim of a watch points at stays.

    \b
    kutip store prune desk.kutip --before 2025-01-01 --yes
    """
    from kutip.run.alone import alone
    from kutip.store import pruning

    with told(), alone(path):
        gone = pruning.prune(path, before, really=yes)
    parts = ", ".join(f"{count} {name}" for name, count in gone._asdict().items())
    click.echo(f"{parts} taken out" if yes else f"{parts} would go; say --yes", err=True)


def step(what: str) -> None:
    """Says what is being done."""
    click.echo(f"{what} …", err=True)


@contextmanager
def told() -> Iterator[None]:
    """Says in one line what a store cannot do."""
    try:
        yield
    except StoreError as error:
        raise click.ClickException(str(error)) from None


@store.command()
@click.option("--store", "path", required=True, type=STORE, help="Store.")
@click.option("--judgements", is_flag=True, required=True, help="What analysts said, as corrected readings.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write, not standard output.")
def export(path: Path, judgements: bool, out: Path | None) -> None:
    """Prints what analysts corrected: one reading a line, as `kutip read --format jsonl` prints it, with their values
    in it, and who said what, and when.

    \b
    kutip store export --judgements --store desk.kutip > gold.jsonl
    """
    from kutip.run import judged

    with stored(path) as shelf, click.open_file(str(out) if out else "-", "wb") as stream:
        for one in judged.gold(shelf):
            stream.write(msgspec.json.encode(one) + b"\n")


@store.group()
def user() -> None:
    """Who may log in."""


@user.command()
@click.argument("name")
@click.option("--store", "path", required=True, type=STORE, help="Store.")
@click.option("--role", type=click.Choice(get_args(Role)), help="Else analyst; admin for the first one.")
def add(name: str, path: Path, role: Role | None) -> None:
    """Lets somebody log in. The password is asked for, or is the first line of standard input."""
    from kutip.run.moment import written
    from kutip.serve import people

    with stored(path) as shelf:
        if people.user(shelf, name):
            raise click.UsageError(f"there is a user {name} already")
        terminal = sys.stdin.isatty()
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True) if terminal else first_line()
        given = role or ("analyst" if people.users(shelf) else "admin")
        shelf.put(User(0, name, people.sealed(password), given, written(clock())))
    click.echo(f"{name} may log in as {given}", err=True)


def first_line() -> str:
    """The password that another program gives."""
    password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise click.UsageError("no password; write it into the first line of standard input")
    return password
