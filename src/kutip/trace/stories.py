"""Which reports tell of one happening: each new one joins the story that it is most like, or begins one.

Leader clustering over cosine of tf-idf vectors, candidates from an inverted index of each report's rarest features;
`settle` then lets reports change places and stories run together, as in k-means with merging.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from kutip.trace.keys import Keys

JOIN, ABROAD = 0.19, 0.2
"""So like a story must a report be to join it: one in the same language; one told in others so far."""
MERGE = 1.1
"""So many times that must two stories be alike to be one."""
PROBES = 30
"""As many of the features that say most lead to the stories that a report is compared with."""
NEAR = 30
"""As many stories are compared."""
RECENT = 120
"""Of the stories that have a feature as many of the latest are looked at."""
FRESH, FADE = 2, 5
"""Days between a report and a story that mean nothing, and the days in which what they share then halves."""
ROUNDS = 3
BEFORE, RARE = 300, 3
"""As if so many other reports had been read before, and each feature been in so many of them: among the first few
reports, what all of them share is the story and not the language."""

Vector = dict[int, float]


class Weights:
    """How much a feature says: the less, the more reports have it."""

    def __init__(self) -> None:
        self.reports = 0
        self.counts: Counter[int] = Counter()

    def count(self, one: Keys) -> None:
        """One more report."""
        self.reports += 1
        self.counts.update(one.own.keys())
        self.counts.update(one.shared.keys())

    def of(self, features: Vector) -> Vector:
        """The features of a report as a vector of length one."""
        most = math.log(self.reports + BEFORE)
        weighed = {name: count * (most - math.log(self.counts[name] + RARE)) for name, count in features.items()}
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {name: weight / length for name, weight in weighed.items()}


class Told:
    """A story on its way: the sum of its reports by all their features, for each language, and by the shared ones."""

    def __init__(self) -> None:
        self.reports: dict[str, Keys] = {}
        self.own: dict[str, Vector] = {}
        self.shared: Vector = {}
        self.counts: Counter[str] = Counter()

    def change(self, one: Keys, full: Vector, shared: Vector, by: int) -> None:
        """One report more (by 1) or less (by -1)."""
        if by > 0:
            self.reports[one.article] = one
        else:
            del self.reports[one.article]
        self.counts[one.lang] += by
        gather(self.own.setdefault(one.lang, {}), full, by)
        gather(self.shared, shared, by)

    def fresh(self, day: int | None) -> float:
        """How much of a likeness counts on a day: all while the story is told, less and less before and behind."""
        days = [one.day for one in self.reports.values() if one.day is not None]
        if day is None or not days:
            return 1.0
        gap = max(min(days) - day, day - max(days), 0) - FRESH
        return 0.5 ** (gap / FADE) if gap > 0 else 1.0

    def like(self, one: Keys, full: Vector, shared: Vector) -> float:
        """How like the story a report is: from 1.0 on it belongs to it."""
        count, every = self.counts[one.lang], len(self.reports)
        home = dot(full, self.own[one.lang]) / count / JOIN if count else 0.0
        abroad = dot(shared, self.shared) / every / ABROAD if count < every else 0.0
        return max(home, abroad) * self.fresh(one.day)


class Stories:
    """All stories so far. One more report looks at the few that share its rarest features, however many there are."""

    def __init__(self) -> None:
        self.weights = Weights()
        self.told: dict[int, Told] = {}
        self.where: dict[str, int] = {}
        """The number of its story by article."""
        self.places: dict[int, list[int]] = {}
        """The numbers of the stories by the features of their reports."""
        self.next = 0

    def add(self, one: Keys) -> int:
        """The number of the story that one more report joins."""
        self.weights.count(one)
        return self.place(one)

    def place(self, one: Keys) -> int:
        """The number of the story that a report, whose features are counted, joins."""
        full, shared = self.weights.of(one.own | one.shared), self.weights.of(one.shared)
        likeness, number = max(self.alike(one, full, shared), default=(0.0, -1))
        if likeness < 1.0:
            number, self.next = self.next, self.next + 1
            self.told[number] = Told()
        self.told[number].change(one, full, shared, 1)
        self.where[one.article] = number
        for feature in rarest(full):
            found = self.places.setdefault(feature, [])
            if number not in found[-RECENT:]:
                found.append(number)
        return number

    def remove(self, one: Keys) -> None:
        """Takes a report out of its story."""
        number = self.where.pop(one.article)
        self.told[number].change(one, self.weights.of(one.own | one.shared), self.weights.of(one.shared), -1)
        if not self.told[number].reports:
            del self.told[number]

    def alike(self, one: Keys, full: Vector, shared: Vector) -> Iterator[tuple[float, int]]:
        """The stories that a report may belong to, each with how like it is."""
        near = Counter(number for feature in rarest(full) for number in self.places.get(feature, ())[-RECENT:])
        for number, _ in near.most_common(NEAR):
            if number in self.told:
                yield self.told[number].like(one, full, shared), number

    def settle(self) -> None:
        """Lets every report look again, now that all are there, and stories that are alike run together."""
        for _ in range(ROUNDS):
            before = dict(self.where)
            for one in [one for told in self.told.values() for one in told.reports.values()]:
                self.remove(one)
                self.place(one)
            self.merge()
            if self.where == before:
                break

    def merge(self) -> None:
        """Makes one story of two that are alike, the most alike first; each only once."""
        pairs = sorted(((likeness, one, two) for one in self.told for likeness, two in self.beside(one)), reverse=True)
        done: set[int] = set()
        for likeness, one, two in pairs:
            if likeness < MERGE:
                break
            if one not in done and two not in done:
                done |= {one, two}
                self.unite(one, two)

    def beside(self, number: int) -> Iterator[tuple[float, int]]:
        """The stories that may be the same as one, each with how alike they are: the mean over their reports."""
        reports = list(self.told[number].reports.values())
        near: Counter[int] = Counter()
        looks = [(one, self.weights.of(one.own | one.shared), self.weights.of(one.shared)) for one in reports]
        for _, full, _ in looks:
            near.update(other for feature in rarest(full) for other in self.places.get(feature, ())[-RECENT:])
        for other, _ in near.most_common(NEAR):
            if other in self.told and other != number:
                yield sum(self.told[other].like(*look) for look in looks) / len(looks), other

    def unite(self, one: int, two: int) -> None:
        """Puts the reports of the second story into the first."""
        for report in list(self.told[two].reports.values()):
            full, shared = self.weights.of(report.own | report.shared), self.weights.of(report.shared)
            self.remove(report)
            self.told[one].change(report, full, shared, 1)
            self.where[report.article] = one
            for feature in rarest(full):
                self.places.setdefault(feature, []).append(one)


def gather(sum_of: Vector, vector: Vector, by: int) -> None:
    """Adds a vector to a sum, or takes it out."""
    for name, weight in vector.items():
        sum_of[name] = sum_of.get(name, 0.0) + by * weight


def rarest(vector: Vector) -> list[int]:
    """The features that say most."""
    return sorted(vector, key=lambda name: (-vector[name], name))[:PROBES]


def dot(one: Vector, other: Vector) -> float:
    """How much two vectors share."""
    return sum(weight * other[name] for name, weight in one.items() if name in other)


def grouped(reports: Iterable[Keys]) -> list[list[str]]:
    """The articles of each story, in the order of time."""
    ordered = sorted(reports, key=lambda one: (one.day or 0, one.article))
    stories = Stories()
    for one in ordered:
        stories.weights.count(one)
    for one in ordered:
        stories.place(one)
    stories.settle()
    place = {one.article: number for number, one in enumerate(ordered)}
    found = [sorted(told.reports, key=place.__getitem__) for told in stories.told.values()]
    return sorted(found, key=lambda articles: place[articles[0]])
