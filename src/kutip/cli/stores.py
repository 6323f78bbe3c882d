"""`kutip store`: what is done to a store as a whole."""

import sys
from pathlib import Path
from typing import get_args

import click
import msgspec

from kutip.cli.options import STORE, clock, stored
from kutip.kept import Role, User


@click.group()
def store() -> None:
    """Looks after a store: who may log in, what analysts said."""


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
