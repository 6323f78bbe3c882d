"""Which tellings are of one claim: those whose senses are alike, whatever the words and the language."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from kutip.trace.conflicts import at_odds
from kutip.trace.telling import Said, Vector, leaning, weighed

ALIKE = 0.28
"""So alike are two tellings of one claim in one language."""
ABROAD = 0.21
"""And in two: words that no pack ties together are on one side only."""
TWICE = 0.35
"""So much of their likeness counts where one report tells both: it hardly says the same twice."""
ODD = 0.7
"""So alike a report's own words have to be to some telling that they contradict."""
ROUNDS = 2
"""So often does what outlets say themselves look for a claim: those that joined bring others."""
COMMON = 400
"""A feature of more tellings than these leads to no candidates."""

Likeness = dict[tuple[int, int], float]


def grouped(told: Sequence[Said]) -> list[list[int]]:
    """The numbers of the tellings of each claim that somebody is said to have made: average link over cosine, the most
    alike first. What outlets say in their own voice joins such a claim, or stands together where it is at odds."""
    said = [number for number, one in enumerate(told) if not one.plain]
    groups = clustered(said, told, alike(told, weighed(told, [leaning(one) for one in told])))
    likeness = alike(told, weighed(told, [one.sense for one in told]))
    left = [number for number, one in enumerate(told) if one.plain]
    for _ in range(ROUNDS):
        left = [number for number in left if not joined(number, groups, told, likeness)]
    return sorted(map(sorted, [*groups, *against(clustered(left, told, likeness), told)]))


def clustered(numbers: Sequence[int], told: Sequence[Said], likeness: Likeness) -> list[list[int]]:
    """Tellings in groups that are alike on the average. What stands inside another telling of the report is apart."""
    groups = {number: [number] for number in numbers}
    home = {number: number for number in numbers}
    sums = Sums(groups, likeness)
    for _, one, two in sorted((-score, *pair) for pair, score in likeness.items() if score >= 1.0):
        a, b = home.get(one), home.get(two)
        if a is None or b is None or a == b or sums.of(a, b) < len(groups[a]) * len(groups[b]):
            continue
        if not any(nested(told[first], told[second]) for first, second in beside(groups[a], groups[b], told)):
            groups[a] += groups.pop(b)
            sums.merge(a, b)
            for number in groups[a]:
                home[number] = a
    return list(groups.values())


class Sums:
    """How alike the tellings of two groups are, all pairs added up; kept while groups merge."""

    def __init__(self, numbers: Collection[int], likeness: Likeness) -> None:
        self.sums: dict[int, dict[int, float]] = {number: {} for number in numbers}
        for (one, two), score in likeness.items():
            if one in self.sums and two in self.sums:
                self.sums[one][two] = self.sums[two][one] = score

    def of(self, one: int, two: int) -> float:
        """The sum for two groups."""
        return self.sums[one].get(two, 0.0)

    def merge(self, one: int, two: int) -> None:
        """Makes one group of two, under the name of the first."""
        for other, score in self.sums.pop(two).items():
            del self.sums[other][two]
            if other != one:
                self.sums[one][other] = self.sums[other][one] = self.of(one, other) + score


def beside(one: Sequence[int], two: Sequence[int], told: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """The pairs of two groups that stand in one report."""
    places: dict[str, list[int]] = defaultdict(list)
    for number in one:
        places[told[number].article.id].append(number)
    return ((first, number) for number in two for first in places.get(told[number].article.id, ()))


def nested(one: Said, other: Said) -> bool:
    """Whether one telling is a part of another of its report, so that it is another claim."""
    mine, theirs = one.claim.content, other.claim.content
    return mine != theirs and any(a.meets(b) for a in mine for b in theirs)


def mean(number: int, group: Sequence[int], likeness: Likeness) -> float:
    """How alike a telling is to those of a group, on the average."""
    return sum(likeness.get((min(number, other), max(number, other)), 0.0) for other in group) / len(group)


def joined(number: int, groups: list[list[int]], told: Sequence[Said], likeness: Likeness) -> bool:
    """Whether what an outlet says itself is of a claim: that it is most like, or one that it contradicts."""
    near = sorted(((mean(number, group, likeness), -place) for place, group in enumerate(groups)), reverse=True)
    for score, place in near[:3]:
        group = groups[-place]
        if score >= 1.0 or (score >= ODD / 2 and contradicts(number, group, told, likeness)):
            group.append(number)
            return True
    return False


def contradicts(number: int, group: Sequence[int], told: Sequence[Said], likeness: Likeness) -> bool:
    """Whether a telling is at odds with one of a group that it is like."""
    return any(
        likeness.get((min(number, other), max(number, other)), 0.0) >= ODD and at_odds(told[number], told[other])
        for other in group
    )


def against(groups: Sequence[list[int]], told: Sequence[Said]) -> list[list[int]]:
    """The groups in which one telling is at odds with another."""
    return [group for group in groups if any(at_odds(told[a], told[b]) for a in group for b in group if a < b)]


def alike(told: Sequence[Said], vectors: Sequence[Vector]) -> Likeness:
    """How alike tellings are that share anything: from 1.0 on they are of one claim."""
    having: dict[str, list[int]] = defaultdict(list)
    found: dict[tuple[int, int], float] = defaultdict(float)
    for number, vector in enumerate(vectors):
        for feature, weight in vector.items():
            if len(having[feature]) < COMMON:
                for other in having[feature]:
                    found[other, number] += weight * vectors[other][feature]
                having[feature].append(number)
    return {pair: score / least(told[pair[0]], told[pair[1]]) for pair, score in found.items()}


def least(one: Said, other: Said) -> float:
    """How alike two tellings have to be."""
    if one.article.id == other.article.id:
        return ALIKE / TWICE
    return ALIKE if one.article.lang == other.article.lang else ABROAD
