"""The rows of the reliability table that kutip answers for, each run on its exact inputs."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Outcome(NamedTuple):
    """Whether a row holds, and the figures that show it."""

    holds: bool
    says: str


class Row(NamedTuple):
    """One attack: its number, what must hold, and what is run on the folder of public data sets."""

    name: str
    holds: str
    run: Callable[[Path], Outcome]
