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
    """The senses of a story's tellings, weighed. Those that are the same, of copies, are one kind and compared once; of
    the kinds there are two flat lists, by kind and by feature, parted by where the next one begins.

    A feature tells little if it stands in many claims of one report; how many reports have it does not matter, since
    what all of them tell is what we look for.
    """

    def __init__(self, told: Sequence[Said], vectors: Sequence[Vector]) -> None:
        self.articles = numbered(one.article.id for one in told)
        sorts: dict[tuple[str, tuple[tuple[str, float], ...]], int] = {}
        same = ((one.article.lang, tuple(vector.items())) for one, vector in zip(told, vectors, strict=True))
        self.kinds = np.array([sorts.setdefault(one, len(sorts)) for one in same], np.int64)
        self.langs = numbered(lang for lang, _ in sorts)
        names: dict[str, int] = {}
        self.rows = np.repeat(np.arange(len(sorts)), [len(sense) for _, sense in sorts])
        self.columns = np.array(
            [names.setdefault(name, len(names)) for _, sense in sorts for name, _ in sense], np.int64
        )
        self.weights = self.weighed(np.array([weight for _, sense in sorts for _, weight in sense], np.float64))
        self.keep(len(names))
        self.starts = begun(np.bincount(self.rows, minlength=len(sorts)))
        by_feature = np.argsort(self.columns, kind="stable")
        self.holders, self.held = self.rows[by_feature], self.weights[by_feature]
        self.features = begun(np.bincount(self.columns, minlength=len(names)))
        self.every = self.compared(np.arange(len(sorts))) if self.cost() <= AT_ONCE else None
        """How much each kind shares with each, where they are few."""

    def weighed(self, weights: Scores) -> Scores:
        """What the features say of each kind, as vectors of length one; shorter, the less they hold beside what else it
        is taken to say."""
        every = self.columns.max(initial=-1) + 1
        sizes = np.bincount(self.rows, minlength=len(self.langs))
        starts = begun(sizes)
        columns = self.columns[spread(starts[self.kinds], starts[self.kinds + 1])]
        articles = np.repeat(self.articles, sizes[self.kinds])
        pairs = np.unique(articles * every + columns) % max(every, 1)
        parts = np.bincount(columns, (1 / np.bincount(self.articles))[articles], every)
        says = np.log1p(np.bincount(pairs, minlength=every) / parts)
        found: Scores = weights * says[self.columns]
        more = MORE * float(says @ says) / max(1, len(says))
        lengths = np.sqrt(more + np.bincount(self.rows, found * found, len(self.langs)))
        found /= lengths[self.rows]
        return found

    def keep(self, features: int) -> None:
        """Leaves out the features that one telling alone has, and where they stand beyond the first so many kinds."""
        order = np.argsort(self.columns, kind="stable")
        rank = np.empty(len(order), np.int64)
        rank[order] = within(np.bincount(self.columns, minlength=features))
        tellings = np.bincount(self.columns, np.bincount(self.kinds)[self.rows], features)
        kept = (tellings[self.columns] > 1) & (rank < COMMON)
        self.rows, self.columns, self.weights = self.rows[kept], self.columns[kept], self.weights[kept]

    def alike(self, numbers: Numbers, others: Numbers) -> Scores:
        """How like some tellings are to others, a row for each: from 1.0 on they are of one claim."""
        kinds, places = np.unique(self.kinds[numbers], return_inverse=True)
        theirs = self.kinds[others]
        found = self.shared(kinds)[places[:, None], theirs]
        least = np.where(self.langs[self.kinds[numbers]][:, None] == self.langs[theirs], ALIKE, ABROAD)
        least[self.articles[numbers][:, None] == self.articles[others]] = ALIKE / TWICE
        return np.divide(found, least, out=found)

    def shared(self, kinds: Numbers) -> Scores:
        """How much some kinds share with each kind."""
        if self.every is not None:
            return self.every[kinds]
        found = np.zeros((len(kinds), len(self.langs)))
        for begin, end in self.slices(kinds):
            found[begin:end] = self.compared(kinds[begin:end])
        return found

    def compared(self, kinds: Numbers) -> Scores:
        """How much some kinds share with each kind, worked out."""
        mine = spread(self.starts[kinds], self.starts[kinds + 1])
        counts = self.starts[kinds + 1] - self.starts[kinds]
        columns = self.columns[mine]
        sizes = self.features[columns + 1] - self.features[columns]
        theirs = spread(self.features[columns], self.features[columns + 1])
        every = len(self.langs)
        places = np.repeat(np.repeat(np.arange(len(kinds)) * every, counts), sizes) + self.holders[theirs]
        weights = np.repeat(self.weights[mine], sizes) * self.held[theirs]
        found: Scores = np.bincount(places, weights, len(kinds) * every).astype(np.float64, copy=False)
        return found.reshape(len(kinds), every)

    def cost(self) -> int:
        """How many numbers it takes to compare all kinds with all."""
        sizes = self.features[1:] - self.features[:-1]
        return int(sizes @ sizes) + len(self.langs) ** 2

    def slices(self, kinds: Numbers) -> Iterator[tuple[int, int]]:
        """The stretches of some kinds that are compared with all at once."""
        sizes = self.features[self.columns + 1] - self.features[self.columns]
        work = np.concatenate(([0], np.cumsum(sizes)))
        each = work[self.starts[kinds + 1]] - work[self.starts[kinds]] + len(self.langs)
        begin = done = 0
        for end, cost in enumerate(each.tolist(), 1):
            done += cost
            if done > AT_ONCE or end == len(kinds):
                yield begin, end
                begin, done = end, 0

    def chained(self, numbers: Numbers) -> Iterator[Numbers]:
        """Some tellings in those of which the kinds are alike, or that others in between tie together."""
        kinds = np.unique(self.kinds[numbers])
        home = {kind: [kind] for kind in kinds.tolist()}
        for begin, end in self.slices(kinds):
            least = np.where(self.langs[kinds[begin:end]][:, None] == self.langs[kinds], ALIKE, ABROAD)
            alike = self.shared(kinds[begin:end])[:, kinds] >= least
            for one, two in zip(*(found.tolist() for found in np.nonzero(alike)), strict=True):
                mine, theirs = home[int(kinds[begin + one])], home[int(kinds[two])]
                if mine is not theirs:
                    mine += theirs
                    home |= dict.fromkeys(theirs, mine)
        places = np.empty(len(self.langs), np.int64)
        once = list({id(chain): chain for chain in home.values()}.values())
        for place, chain in enumerate(once):
            places[chain] = place
        order = np.argsort(places[self.kinds[numbers]], kind="stable")
        sizes = np.bincount(places[self.kinds[numbers]], minlength=len(once))
        return iter(np.split(numbers[order], np.cumsum(sizes)[:-1]))


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
