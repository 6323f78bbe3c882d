"""How much the features of a report say, and sums of reports by them."""

from collections import defaultdict
from itertools import count

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from kutip.trace.keys import Keys

PROBES = 30
"""As many of the features that say most lead to the stories that a report is compared with."""
BEFORE, RARE = 300, 3
"""As if so many other reports had been read before, and each feature been in so many of them: among the first few
reports, what all of them share is the story and not the language."""
FOLD = 4096
"""A sum that is longer, and twice as long as when it was last folded, is folded."""

Places = NDArray[np.int32]
Floats = NDArray[np.float32]
COUNTED = (1 + np.log(np.maximum(np.arange(256), 1))).astype(np.float32)
"""What a feature that counts so much in a report is worth there."""


class Report(Struct, frozen=True, gc=False):
    """One report as it is held: its features by their places, those of its language first, and how much each says."""

    article: str
    lang: str
    day: int | None
    own: int
    """So many features are of its language."""
    places: Places
    weights: Floats
    """Of length one together."""
    length: float
    """That of the features that every language has alone."""
    probes: tuple[int, ...]
    """The places of the features that say most."""

    def shared(self) -> tuple[Places, Floats]:
        """The features that every language has, of length one together."""
        return self.places[self.own :], self.weights[self.own :] / np.float32(self.length)


class Weights:
    """How much a feature says: the less, the more reports have it."""

    def __init__(self) -> None:
        self.reports = 0
        self.places: defaultdict[int, int] = defaultdict(count().__next__)
        """Where each feature stands; a new one stands behind all others."""
        self.counts: NDArray[np.int64] = np.zeros(1 << 16, np.int64)
        """How many reports have it, by its place."""

    def count(self, one: Keys) -> Places:
        """One report more: its features by their places."""
        self.reports += 1
        features = np.frombuffer(one.features, "<u4").tolist()
        places = np.fromiter(map(self.places.__getitem__, features), np.int32, len(features))
        while len(self.places) > len(self.counts):
            self.counts = np.concatenate((self.counts, np.zeros_like(self.counts)))
        self.counts[places] += 1
        return places

    def uncount(self, one: Report) -> None:
        """One report less."""
        self.reports -= 1
        self.counts[one.places] -= 1

    def of(self, one: Keys, places: Places) -> Report:
        """A report, which is counted, with its features weighed."""
        says = np.log(self.reports + BEFORE) - np.log(self.counts[places] + RARE)
        weights = (COUNTED[np.frombuffer(one.counts, np.uint8)] * says).astype(np.float32)
        weights /= norm(weights)
        most = np.lexsort((np.frombuffer(one.features, "<u4"), -weights))[:PROBES]
        length = norm(weights[one.own :])
        return Report(one.article, one.lang, one.day, one.own, places, weights, length, tuple(places[most].tolist()))


class Laid:
    """One report laid out by the places of its features, so that others are compared with it at a glance."""

    def __init__(self) -> None:
        self.full: Floats = np.zeros(0, np.float32)
        self.shared: Floats = np.zeros(0, np.float32)

    def lay(self, one: Report, places: int) -> None:
        """Lays a report out among so many places."""
        if places > len(self.full):
            self.full, self.shared = np.zeros(2 * places, np.float32), np.zeros(2 * places, np.float32)
        self.full[one.places] = one.weights
        places_of, weights = one.shared()
        self.shared[places_of] = weights

    def clear(self, one: Report) -> None:
        """Takes it away."""
        self.full[one.places] = self.shared[one.places] = 0


class Sum:
    """Some vectors added up: their places and weights one behind the other, folded when they are many."""

    def __init__(self) -> None:
        self.places: Places = np.zeros(0, np.int32)
        self.weights: Floats = np.zeros(0, np.float32)
        self.folded = FOLD

    def add(self, places: Places, weights: Floats) -> None:
        """Adds a vector."""
        if len(self.places):
            places, weights = np.concatenate((self.places, places)), np.concatenate((self.weights, weights))
        self.places, self.weights = places, weights
        if len(places) > 2 * self.folded:
            self.fold()

    def fold(self) -> None:
        """Each place once."""
        self.places, where = np.unique(self.places, return_inverse=True)
        self.weights = np.bincount(where, self.weights).astype(np.float32)
        self.folded = max(FOLD, len(self.places))

    def dot(self, laid: Floats) -> float:
        """How much the sum shares with what is laid out."""
        return float(laid[self.places] @ self.weights)


def norm(weights: Floats) -> float:
    """The length of a vector; 1 for one that is empty."""
    return float(np.sqrt(weights @ weights)) or 1.0
