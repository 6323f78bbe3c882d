"""A measured number, how numbers are made of counts, and where the sets lie that they are measured on."""

import os
import random
from collections.abc import Callable, Iterable, Sequence, Set
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench" / "results"
T = TypeVar("T")


class Figure(Struct, frozen=True, omit_defaults=True):
    """One number, in per cent unless its name says otherwise, with its 95 % interval and the bar it should reach."""

    name: str
    value: float
    n: int | None = None
    low: float | None = None
    high: float | None = None
    bar: float | None = None


class MissingError(Exception):
    """A set that is not on this disk: which, and where it was looked for."""


class Count(Struct, frozen=True):
    """Hits among what was found and what was to be found; counts add up over documents."""

    right: float = 0
    system: float = 0
    gold: float = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.system + other.system, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return 100 * self.right / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 200 * self.right / (self.system + self.gold) if self.system + self.gold else 0.0


def data() -> Path:
    """Where the public corpora lie: `KUTIP_DATA`, else `shared/data` beside the checkout."""
    return Path(os.environ.get("KUTIP_DATA", ROOT.parent / "shared" / "data"))


def gold() -> Path:
    """Where the gold readings lie: `KUTIP_GOLD`, else `shared/gold` beside the checkout."""
    return Path(os.environ.get("KUTIP_GOLD", ROOT.parent / "shared" / "gold"))


def need(path: Path) -> Path:
    """The path, or `MissingError` when nothing is there."""
    if not path.exists():
        raise MissingError(f"{path} is not here; set KUTIP_DATA or KUTIP_GOLD")
    return path


def hits(gold: Set[object], system: Set[object]) -> Count:
    """What of a set was found, and how much was found and was to be found."""
    return Count(len(gold & system), len(system), len(gold))


def total(counts: Iterable[Count]) -> Count:
    """All counts added up."""
    return sum(counts, Count())


def prf(name: str, counts: Sequence[Count], bar: float | None = None) -> list[Figure]:
    """F1, precision and recall over documents, each with its interval."""
    return [
        figure(f"{name}.f1", counts, lambda count: count.f1, bar),
        figure(f"{name}.p", counts, lambda count: count.precision),
        figure(f"{name}.r", counts, lambda count: count.recall),
    ]


def figure(name: str, counts: Sequence[Count], value: Callable[[Count], float], bar: float | None = None) -> Figure:
    """One number made of the summed counts; the interval comes from drawing the documents again."""
    low, high = interval(counts, value)
    summed = total(counts)
    return Figure(name, round(value(summed), 1), n=int(summed.gold), low=low, high=high, bar=bar)


def interval(counts: Sequence[Count], value: Callable[[Count], float], draws: int = 500) -> tuple[float, float]:
    """The middle 95 % of the number over that many draws of the documents, with replacement; always the same draws."""
    chance = random.Random(7)
    drawn = sorted(value(total(chance.choices(counts, k=len(counts)))) for _ in range(draws)) if counts else [0.0]
    return round(drawn[int(0.025 * len(drawn))], 1), round(drawn[int(0.975 * len(drawn))], 1)


def pairs(gold: Sequence[set[int]], system: Sequence[set[int]], least: float = 0.5) -> list[tuple[int, int]]:
    """One-to-one pairs of character sets that overlap by at least that share of their union, best first."""
    scored = sorted(
        ((iou(mine, theirs), i, j) for i, mine in enumerate(gold) for j, theirs in enumerate(system) if mine & theirs),
        key=lambda entry: (-entry[0], *entry[1:]),
    )
    taken_gold: set[int] = set()
    taken_system: set[int] = set()
    found = []
    for share, i, j in scored:
        if share >= least and i not in taken_gold and j not in taken_system:
            taken_gold.add(i)
            taken_system.add(j)
            found.append((i, j))
    return found


def iou(mine: set[int], theirs: set[int]) -> float:
    """How much two sets share, 0 to 1."""
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0
