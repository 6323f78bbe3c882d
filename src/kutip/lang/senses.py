"""What concepts are to one another, for all languages alike: the keys of `senses.toml`."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct


class Senses(Struct, frozen=True, forbid_unknown_fields=True):
    """What the names of concepts are to one another."""

    opposites: tuple[tuple[str, str], ...]
    """What cannot both be so of one thing at one time."""
    changing: tuple[str, ...]
    """Those of them that a thing may be now and no longer be later: open, closed."""
    once: tuple[str, ...]
    """What only one party does to a thing: who says that another did it contradicts."""
    begins: tuple[str, ...]
    """Words that tell who was the first to do it: then it was not the other."""
    tallies: tuple[str, str]
    """What is counted bit by bit, and the word for counting it."""
    charges: tuple[str, ...]
    """Who says so of somebody says that it is alleged."""
    neighbours: tuple[tuple[str, str], ...]
    """What is taken for the other when a number is passed on: output, capacity."""
    people: tuple[str, ...]
    """Words for human beings: those killed may be workers here and people there."""
    fates: tuple[str, ...]
    """What befalls those that are counted: the dead and the hurt are two counts."""
    final: tuple[str, ...]
    """Those of them that nobody comes back from: a later count is not lower."""
    bodies: tuple[str, ...]
    """Kinds of public bodies that one language calls so and another so."""
    offices: dict[str, str]
    """Offices that are named like the body whose head they are, each with the kind of body."""
    empty: tuple[str, ...]
    """What a baseline may have or lack without being another one."""
    near: dict[str, str]
    """Concepts that mean the same in a baseline: annual average, average year."""
    units: dict[str, tuple[str, float]]
    """Units that can be brought to one another: the one to bring them to, and how many of it they are."""


@cache
def senses() -> Senses:
    """What concepts are to one another, the same for all languages."""
    path = Path(__file__).with_name("senses.toml")
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Senses)
