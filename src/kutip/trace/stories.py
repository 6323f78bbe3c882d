"""Which reports tell of one happening: each new one joins the story that it is most like, or begins one.

Leader clustering over cosine of tf-idf vectors, candidates from an inverted index of each report's rarest features;
`settle` then lets reports change places and stories run together, as in k-means with merging. What did not change is
not looked at again, and what is held of a report is small: the time and the memory grow with the reports and no more.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from kutip.trace.keys import Keys

JOIN, ABROAD = 0.19, 0.2
"""So like a story must a report be to join it: one in the same language; one told in others so far."""
MERGE = 1.1
"""So many times that must two stories be alike to be one."""
PROBES = 30
"""As many of the features that say most lead to the stories that a report is compared with."""
NEAR = 10
"""As many stories are compared: with 8 and with 30 the figures on ECB+ and BASIL are the same."""
RECENT = 120
"""Of the stories that have a feature as many of the latest are looked at."""
FRESH, FADE = 2, 5
"""Days between a report and a story that mean nothing, and the days in which what they share then halves."""
ROUNDS = 3
BEFORE, RARE = 300, 3
"""As if so many other reports had been read before, and each feature been in so many of them: among the first few
reports, what all of them share is the story and not the language."""

Vector = dict[int, float]


class Report(Struct, frozen=True, gc=False):
    """One report as it is held: its features, those of its language first, and how much each counts."""

    article: str
    lang: str
    day: int | None
    features: tuple[int, ...]
    weights: "array[float]"
    own: int
    """So many features are of its language."""
    probes: tuple[int, ...] = ()
    """The features that say most."""

    def full(self) -> Vector:
        """All features as a vector."""
        return dict(zip(self.features, self.weights, strict=True))

    def shared(self) -> Vector:
        """Those that every language has, as a vector of length one."""
        weights = self.weights[self.own :]
        length = norm(weights)
        return {name: weight / length for name, weight in zip(self.features[self.own :], weights, strict=True)}


class Weights:
    """How much a feature says: the less, the more reports have it."""

    def __init__(self) -> None:
        self.reports = 0
        self.counts: dict[int, int] = {}
        self.names: dict[int, int] = {}
        """Each feature once: reports that share it hold the same number in memory."""

    def count(self, one: Keys) -> Report:
        """One more report, its features as they stand in it."""
        self.reports += 1
        both = one.own | one.shared
        names = tuple(self.names.setdefault(name, name) for name in both)
        for name in names:
            self.counts[name] = self.counts.get(name, 0) + 1
        return Report(one.article, one.lang, one.day, names, array("d", both.values()), len(one.own))

    def of(self, one: Report) -> Report:
        """The report with its features weighed, as a vector of length one."""
        most, log, counts = math.log(self.reports + BEFORE), math.log, self.counts
        pairs = zip(one.features, one.weights, strict=True)
        weights = [weight * (most - log(counts[name] + RARE)) for name, weight in pairs]
        length = norm(weights)
        held = array("d", [weight / length for weight in weights])
        probes = tuple(
            name for _, name in sorted(zip([-weight for weight in held], one.features, strict=True))[:PROBES]
        )
        return Report(one.article, one.lang, one.day, one.features, held, one.own, probes)


class Told:
    """A story on its way: the sum of its reports by all their features, for each language, and by the shared ones."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.own: dict[str, Vector] = {}
        self.shared: Vector = {}
        self.counts: Counter[str] = Counter()
        self.days: Counter[int] = Counter()

    def change(self, one: Report, full: Vector, shared: Vector, by: int) -> None:
        """One report more (by 1) or less (by -1)."""
        if by > 0:
            self.reports[one.article] = one
        else:
            del self.reports[one.article]
        self.counts[one.lang] += by
        if one.day is not None:
            self.days[one.day] += by
            if not self.days[one.day]:
                del self.days[one.day]
        gather(self.own.setdefault(one.lang, {}), full, by)
        gather(self.shared, shared, by)

    def fresh(self, day: int | None) -> float:
        """How much of a likeness counts on a day: all while the story is told, less and less before and behind."""
        if day is None or not self.days:
            return 1.0
        gap = max(min(self.days) - day, day - max(self.days), 0) - FRESH
        return 0.5 ** (gap / FADE) if gap > 0 else 1.0

    def like(self, one: Report, full: Vector, shared: Vector) -> float:
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
        return self.place(self.weights.of(self.weights.count(one)))

    def place(self, one: Report, left: int | None = None) -> int:
        """The number of the story that a report joins; one that left its story may go back to it."""
        full, shared = one.full(), one.shared()
        likeness, number = max(self.alike(one, full, shared), default=(0.0, -1))
        if likeness < 1.0:
            number = self.begun(left)
        self.put(one, full, shared, number)
        if number != left:
            self.lead(one, number)
        return number

    def begun(self, left: int | None) -> int:
        """The number of a new story: that of the one just left, if nobody stayed."""
        number = self.next if left is None or left in self.told else left
        self.next = max(self.next, number + 1)
        self.told[number] = Told()
        return number

    def put(self, one: Report, full: Vector, shared: Vector, number: int) -> None:
        """Puts a report into a story."""
        self.told[number].change(one, full, shared, 1)
        self.where[one.article] = number

    def lead(self, one: Report, number: int) -> None:
        """Lets the features of a report that say most lead to its story."""
        for feature in one.probes:
            found = self.places.setdefault(feature, [])
            if number not in found[-RECENT:]:
                found.append(number)

    def remove(self, one: Report) -> int:
        """Takes a report out of its story, and tells which that was."""
        number = self.where.pop(one.article)
        self.told[number].change(one, one.full(), one.shared(), -1)
        if not self.told[number].reports:
            del self.told[number]
        return number

    def near(self, reports: Iterable[Report]) -> list[int]:
        """The stories that share most of the rarest features of some reports."""
        led = Counter[int]()
        for one in reports:
            for feature in one.probes:
                led.update(self.places.get(feature, ())[-RECENT:])
        return [number for number, _ in led.most_common(NEAR) if number in self.told]

    def alike(self, one: Report, full: Vector, shared: Vector) -> Iterator[tuple[float, int]]:
        """The stories that a report may belong to, each with how like it is."""
        for number in self.near([one]):
            yield self.told[number].like(one, full, shared), number

    def settle(self) -> None:
        """Lets every report look again, now that all are there, and stories that are alike run together; then those
        of stories that changed."""
        changed = set(self.told)
        for _ in range(ROUNDS):
            moved: set[int] = set()
            for one in [
                one for number in sorted(changed & self.told.keys()) for one in self.told[number].reports.values()
            ]:
                left = self.remove(one)
                number = self.place(one, left)
                if number != left:
                    moved |= {left, number}
            changed = moved | self.merge(sorted((changed | moved) & self.told.keys()))
            if not changed:
                break

    def merge(self, looking: Iterable[int]) -> set[int]:
        """Makes one story of two that are alike, the most alike first, each only once; those that it made and took."""
        pairs = sorted(((likeness, one, two) for one in looking for likeness, two in self.beside(one)), reverse=True)
        done: set[int] = set()
        for likeness, one, two in pairs:
            if likeness < MERGE:
                break
            if one not in done and two not in done:
                done |= {one, two}
                self.unite(one, two)
        return done

    def beside(self, number: int) -> Iterator[tuple[float, int]]:
        """The stories that may be the same as one, each with how alike they are: the mean over their reports."""
        looks = [(one, one.full(), one.shared()) for one in self.told[number].reports.values()]
        for other in self.near(self.told[number].reports.values()):
            if other != number:
                yield sum(self.told[other].like(*look) for look in looks) / len(looks), other

    def unite(self, one: int, two: int) -> None:
        """Puts the reports of the second story into the first."""
        for report in list(self.told[two].reports.values()):
            self.remove(report)
            self.put(report, report.full(), report.shared(), one)
            self.lead(report, one)


def norm(weights: Iterable[float]) -> float:
    """The length of a vector; 1 for one that is empty."""
    return math.sqrt(sum(weight * weight for weight in weights)) or 1.0


def gather(sum_of: Vector, vector: Vector, by: int) -> None:
    """Adds a vector to a sum, or takes it out."""
    for name, weight in vector.items():
        sum_of[name] = sum_of.get(name, 0.0) + by * weight


def dot(one: Vector, other: Vector) -> float:
    """How much two vectors share."""
    return sum([one[name] * other[name] for name in one.keys() & other.keys()])


def grouped(reports: Iterable[Keys]) -> list[list[str]]:
    """The articles of each story, in the order of time. The keys are taken one by one and not kept."""
    stories = Stories()
    return settled(stories, [stories.weights.count(one) for one in reports])


def settled(stories: Stories, reports: Iterable[Report]) -> list[list[str]]:
    """The articles of each story once all reports, which are counted, have found their place."""
    ordered = sorted(reports, key=lambda one: (one.day or 0, one.article))
    for one in ordered:
        stories.place(stories.weights.of(one))
    stories.settle()
    place = {one.article: number for number, one in enumerate(ordered)}
    found = [sorted(told.reports, key=place.__getitem__) for told in stories.told.values()]
    return sorted(found, key=lambda articles: place[articles[0]])
