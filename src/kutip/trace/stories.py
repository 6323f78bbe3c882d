"""Which reports tell of one happening: each new one joins the story that it is most like, or begins one.

Leader clustering over cosine of tf-idf vectors, candidates from an inverted index of each report's rarest features;
`settle` then lets reports change places and stories run together, as in k-means with merging. What did not change is
not looked at again, and what is held of a report is small: the time and the memory grow with the reports and no more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from kutip.trace.happening import Happening
from kutip.trace.keys import Keys
from kutip.trace.weights import Laid, Report, Weights

MERGE = 1.1
"""So many times what a report needs to join must two stories be alike, to be one."""
NEAR = 10
"""As many stories are compared: with 8 and with 30 the figures on ECB+ and BASIL are the same."""
RECENT = 120
"""Of the stories that have a feature as many of the latest are looked at."""
ROUNDS = 3
AGAIN = 8
"""So many reports of a story that one more report joined look again whether they belong to it, the latest first."""


class Change(NamedTuple):
    """What one more report, or one less, changes."""

    number: int
    """The story that it joined, or left."""
    moved: dict[str, int]
    """Every article that stands in another story than before, the new one included, with the number of that story."""
    changed: tuple[int, ...]
    """The stories that have other reports than before."""
    gone: tuple[int, ...]
    """Those that are no more: their reports went to others."""


class Stories:
    """All stories so far. One more report looks at the few that share its rarest features, however many there are."""

    def __init__(self) -> None:
        self.weights = Weights()
        self.laid = Laid()
        self.told: dict[int, Happening] = {}
        self.where: dict[str, int] = {}
        """The number of its story by article."""
        self.places: dict[int, list[int]] = {}
        """The numbers of the stories by the features of their reports."""
        self.next = 0
        self.before: dict[str, int | None] = {}
        """Where the reports stood that moved since somebody asked."""

    @classmethod
    def restored(cls, kept: Iterable[tuple[Keys, int]], after: int = -1) -> "Stories":
        """The stories as they were kept: the features of each report with the number of its story. Nothing is compared,
        and no number up to `after` is given to a new one."""
        stories = cls()
        counted = [(one, stories.weights.count(one), number) for one, number in kept]
        for one, places, number in counted:
            report = stories.weights.of(one, places)
            stories.put(report, number)
            stories.lead(report, number)
        stories.next, stories.before = max(after, *stories.told, -1) + 1, {}
        return stories

    def add(self, one: Keys) -> Change:
        """What one more report changes: it joins a story or begins one, and stories near it may split or merge. A
        report that is there already changes nothing."""
        if one.article in self.where:
            return Change(self.where[one.article], {}, (), ())
        number = self.place(self.weights.of(one, self.weights.count(one)))
        changed = {number}
        for report in list(islice(reversed(self.told[number].reports.values()), AGAIN)):
            changed |= self.again(report)
        self.merge(sorted(changed & self.told.keys()))
        return self.change(self.where[one.article])

    def drop(self, article: str) -> Change:
        """What changes when a report is no more, or is to be read anew."""
        number = self.where[article]
        one = self.told[number].reports[article]
        self.take(one)
        self.weights.uncount(one)
        return self.change(number)

    def members(self, number: int) -> tuple[str, ...]:
        """The articles of a story by their days; none for one that is not there."""
        reports = self.told[number].reports.values() if number in self.told else ()
        return tuple(one.article for one in sorted(reports, key=in_time))

    def change(self, number: int) -> Change:
        """What moved since somebody asked."""
        before, self.before = self.before, {}
        now = {article: self.where.get(article) for article in before}
        moved = {article: place for article, place in now.items() if place is not None and place != before[article]}
        touched = {place for article in before for place in (before[article], now[article]) if place is not None}
        here = touched & self.told.keys()
        return Change(number, moved, tuple(sorted(here)), tuple(sorted(touched - here)))

    def place(self, one: Report) -> int:
        """The number of the story that a report joins, or begins."""
        likeness, number = max(self.alike(one, self.near([one])), default=(0.0, -1))
        if likeness < 1.0:
            number = self.next
        self.put(one, number)
        self.lead(one, number)
        return number

    def put(self, one: Report, number: int) -> None:
        """Puts a report into a story."""
        self.before.setdefault(one.article, None)
        self.next = max(self.next, number + 1)
        self.told.setdefault(number, Happening()).put(one)
        self.where[one.article] = number

    def take(self, one: Report) -> None:
        """Takes a report out of its story."""
        number = self.where.pop(one.article)
        self.before.setdefault(one.article, number)
        self.told[number].take(one)
        if not self.told[number]:
            del self.told[number]

    def lead(self, one: Report, number: int) -> None:
        """Lets the features of a report that say most lead to its story."""
        for feature in one.probes:
            found = self.places.setdefault(feature, [])
            if number not in found[-RECENT:]:
                found.append(number)
                if len(found) > 2 * RECENT:
                    del found[:-RECENT]

    def near(self, reports: Iterable[Report]) -> list[int]:
        """The stories that share most of the rarest features of some reports."""
        led = (self.places.get(feature, ())[-RECENT:] for one in reports for feature in one.probes)
        counts = Counter(chain.from_iterable(led))
        return [number for number, _ in counts.most_common(NEAR) if number in self.told]

    def alike(self, one: Report, numbers: Iterable[int]) -> Iterator[tuple[float, int]]:
        """How like a report is to each of some stories, itself left out."""
        self.laid.lay(one, len(self.weights.places))
        for number in numbers:
            yield self.told[number].like(one, self.laid), number
        self.laid.clear(one)

    def settle(self) -> None:
        """Lets every report look again, now that all are there, and stories that are alike run together; then those
        of stories that changed."""
        changed = set(self.told)
        for _ in range(ROUNDS):
            moved: set[int] = set()
            for number in sorted(changed & self.told.keys()):
                for one in list(self.told[number].reports.values()):
                    moved |= self.again(one)
            changed = moved | self.merge(sorted((changed | moved) & self.told.keys()))
            if not changed:
                break

    def again(self, one: Report) -> set[int]:
        """Lets a report go where it is most like the others, or stand alone; the stories that it left and joined."""
        left = self.where[one.article]
        alone = len(self.told[left]) == 1
        near = [number for number in self.near([one]) if not (alone and number == left)]
        likeness, number = max(self.alike(one, near), default=(0.0, -1))
        if likeness < 1.0:
            number = left if alone else self.next
        if number == left:
            return set()
        self.take(one)
        self.put(one, number)
        self.lead(one, number)
        return {left, number}

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
        """The stories that may be the same as one, each with how alike they are: the mean over its reports."""
        reports = list(self.told[number].reports.values())
        near = [other for other in self.near(reports) if other != number]
        sums = dict.fromkeys(near, 0.0)
        for one in reports if near else ():
            for likeness, other in self.alike(one, near):
                sums[other] += likeness
        return ((total / len(reports), other) for other, total in sums.items())

    def unite(self, one: int, two: int) -> None:
        """Puts the reports of the smaller of two stories into the larger, those of the later into the earlier."""
        home, gone = sorted((one, two), key=lambda number: (-len(self.told[number]), number))
        for report in list(self.told[gone].reports.values()):
            self.take(report)
            self.put(report, home)
            self.lead(report, home)


def in_time(one: Report) -> tuple[int, str]:
    """Where a report stands among others: by its day."""
    return one.day or 0, one.article


def grouped(reports: Iterable[Keys]) -> list[list[str]]:
    """The articles of each story, in the order of time. The keys are taken one by one and not kept."""
    return settled(Stories(), reports)


def settled(stories: Stories, reports: Iterable[Keys]) -> list[list[str]]:
    """The articles of each story once all reports have found their place."""
    counted = [(one, stories.weights.count(one)) for one in reports]
    ordered = sorted((stories.weights.of(*one) for one in counted), key=in_time)
    for one in ordered:
        stories.place(one)
    stories.settle()
    place = {one.article: number for number, one in enumerate(ordered)}
    found = [sorted(told.reports, key=place.__getitem__) for told in stories.told.values()]
    return sorted(found, key=lambda articles: place[articles[0]])
