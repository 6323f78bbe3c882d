"""How alike the senses of a story's tellings are, many pairs at a time."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kutip.trace.telling import Said, Vector

MORE = 1.0
"""As if each telling said so many things more that no other says: one that two short ones share is no likeness."""
ALIKE = 0.28
"""So alike are two tellings of one claim in one language."""
ABROAD = 0.21
"""And in two: words that no pack ties together are on one side only."""
TWICE = 0.35
"""So much of their likeness counts where one report tells both: it hardly says the same twice."""
COMMON = 400
"""Of the tellings that have a feature so many are compared by it."""
AT_ONCE = 1 << 21
"""So many numbers are held at once, and no more."""

Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]


class Senses:
    """The senses of a story's tellings, weighed, by telling and by feature: two flat lists of each, parted by where the
    next one begins.

    A feature tells little if it stands in many claims of one report; how many reports have it does not matter, since
    what all of them tell is what we look for.
    """

    def __init__(self, told: Sequence[Said], vectors: Sequence[Vector]) -> None:
        self.articles = numbered(one.article.id for one in told)
        self.langs = numbered(one.article.lang for one in told)
        names: dict[str, int] = {}
        rows = np.repeat(np.arange(len(vectors)), [len(vector) for vector in vectors])
        columns = np.array([names.setdefault(name, len(names)) for vector in vectors for name in vector], np.int64)
        weights = np.array([weight for vector in vectors for weight in vector.values()], np.float64)
        weights = self.weighed(rows, columns, weights)
        order = np.argsort(columns, kind="stable")
        rank = np.empty(len(order), np.int64)
        rank[order] = within(np.bincount(columns, minlength=len(names)))
        kept = (np.bincount(columns, minlength=len(names))[columns] > 1) & (rank < COMMON)
        self.rows, self.columns, self.weights = rows[kept], columns[kept], weights[kept]
        self.starts = begun(np.bincount(self.rows, minlength=len(vectors)))
        by_feature = np.argsort(self.columns, kind="stable")
        self.holders, self.held = self.rows[by_feature], self.weights[by_feature]
        self.features = begun(np.bincount(self.columns, minlength=len(names)))

    def weighed(self, rows: Numbers, columns: Numbers, weights: Scores) -> Scores:
        """What the features say of each telling, as vectors of length one; shorter, the less they hold beside what else
        it is taken to say."""
        every = columns.max(initial=-1) + 1
        pairs = np.unique(self.articles[rows] * every + columns) % max(every, 1)
        parts = np.bincount(columns, (1 / np.bincount(self.articles))[self.articles[rows]], every)
        says = np.log1p(np.bincount(pairs, minlength=every) / parts)
        found: Scores = weights * says[columns]
        more = MORE * float(says @ says) / max(1, len(says))
        lengths = np.sqrt(more + np.bincount(rows, found * found, len(self.articles)))
        found /= lengths[rows]
        return found

    def alike(self, numbers: Numbers) -> Scores:
        """How like some tellings are to each telling, a row for each: from 1.0 on they are of one claim."""
        found = np.zeros((len(numbers), len(self.articles)))
        for begin, end in self.slices(numbers):
            found[begin:end] = self.shared(numbers[begin:end])
        least = np.where(self.langs[numbers][:, None] == self.langs, ALIKE, ABROAD)
        least[self.articles[numbers][:, None] == self.articles] = ALIKE / TWICE
        return np.divide(found, least, out=found)

    def shared(self, numbers: Numbers) -> Scores:
        """How much some tellings share with each telling."""
        mine = spread(self.starts[numbers], self.starts[numbers + 1])
        counts = self.starts[numbers + 1] - self.starts[numbers]
        columns = self.columns[mine]
        sizes = self.features[columns + 1] - self.features[columns]
        theirs = spread(self.features[columns], self.features[columns + 1])
        every = len(self.articles)
        places = np.repeat(np.repeat(np.arange(len(numbers)) * every, counts), sizes) + self.holders[theirs]
        weights = np.repeat(self.weights[mine], sizes) * self.held[theirs]
        found: Scores = np.bincount(places, weights, len(numbers) * every).astype(np.float64, copy=False)
        return found.reshape(len(numbers), every)

    def slices(self, numbers: Numbers) -> Iterator[tuple[int, int]]:
        """The stretches of some tellings that are compared with all at once."""
        sizes = self.features[self.columns + 1] - self.features[self.columns]
        work = np.concatenate(([0], np.cumsum(sizes)))
        each = work[self.starts[numbers + 1]] - work[self.starts[numbers]] + len(self.articles)
        begin = done = 0
        for end, cost in enumerate(each.tolist(), 1):
            done += cost
            if done > AT_ONCE or end == len(numbers):
                yield begin, end
                begin, done = end, 0

    def chained(self, numbers: Numbers) -> Iterator[Numbers]:
        """Some tellings in those that are alike, or that others in between tie together."""
        home = {number: [number] for number in numbers.tolist()}
        for begin, end in self.slices(numbers):
            alike = self.alike(numbers[begin:end])[:, numbers] >= 1.0
            for one, two in zip(*(found.tolist() for found in np.nonzero(alike)), strict=True):
                mine, theirs = home[int(numbers[begin + one])], home[int(numbers[two])]
                if mine is not theirs:
                    mine += theirs
                    home |= dict.fromkeys(theirs, mine)
        once = {id(chain): chain for chain in home.values()}
        return (np.array(sorted(chain), np.int64) for chain in once.values())


def numbered(names: Iterator[str]) -> Numbers:
    """Each name as a number."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], np.int64)


def begun(sizes: Numbers) -> Numbers:
    """Where each of some lists begins that stand one behind the other, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes)))


def within(sizes: Numbers) -> Numbers:
    """The places 0, 1, 2 … in each of some lists, one list behind the other."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def spread(starts: Numbers, ends: Numbers) -> Numbers:
    """All places from each start to its end."""
    sizes = ends - starts
    return np.repeat(starts, sizes) + within(sizes)
