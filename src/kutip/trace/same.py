"""Which tellings are of one claim: those whose senses are alike, whatever the words and the language."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from kutip.trace.conflicts import at_odds, face
from kutip.trace.senses import Numbers, Scores, Senses
from kutip.trace.telling import Said, leaning

ODD = 0.7
"""So alike a report's own words have to be to some telling that they contradict."""
PARTED = 0.5
"""Two groups that are less than so alike to one another as each is in itself are two claims about one matter: 0.5 parts
neighbours about one treaty (origins of B2 and B4 right 75 → 92 %), 0.55 parts one claim that drifted (S1)."""
ROUNDS = 2
"""So often does what outlets say themselves look for a claim: those that joined bring others."""


def grouped(told: Sequence[Said]) -> list[list[int]]:
    """The numbers of the tellings of each claim that somebody is said to have made: average link over cosine, the most
    alike first. What outlets say in their own voice joins such a claim, or stands together where it is at odds."""
    said = [number for number, one in enumerate(told) if not one.plain]
    left = [number for number, one in enumerate(told) if one.plain]
    groups = faced(clustered(said, told, Senses(told, [leaning(one) for one in told])), told) if said else []
    if left:
        senses = Senses(told, [one.sense for one in told])
        for _ in range(ROUNDS):
            left = joined(left, groups, told, senses)
        groups += against(clustered(left, told, senses), told)
    return sorted(map(sorted, groups))


def clustered(numbers: Sequence[int], told: Sequence[Said], senses: Senses) -> list[list[int]]:
    """Tellings in groups that are alike on the average. What stands inside another telling of the report is apart."""
    found: list[list[int]] = []
    for chained in senses.chained(np.array(numbers, np.int64)):
        found += linked(chained, told, senses) if len(chained) > 1 else [chained.tolist()]
    return found


def faced(groups: list[list[int]], told: Sequence[Said]) -> list[list[int]]:
    """The groups, those together that are the two sides of one claim which a report hears."""
    home = {number: group for group in groups for number in group}
    pages: dict[str, list[int]] = defaultdict(list)
    for number in home:
        pages[told[number].article.id].append(number)
    for page in pages.values():
        for one, two in combinations(page, 2):
            mine, theirs = home[one], home[two]
            if mine is not theirs and face(told[one], told[two]):
                mine += theirs
                home |= dict.fromkeys(theirs, mine)
    return list({id(group): group for group in home.values()}.values())


def linked(numbers: Numbers, told: Sequence[Said], senses: Senses) -> list[list[int]]:
    """The groups of some tellings; the sums of how alike those of two groups are, are kept while groups merge."""
    sums = senses.alike(numbers, numbers)
    selves = sums.diagonal().copy()
    some = [told[number] for number in numbers.tolist()]
    groups = {place: [place] for place in range(len(some))}
    home = list(groups)
    for one, two in pairs(sums):
        a, b = home[one], home[two]
        if a == b or sums[a, b] < len(groups[a]) * len(groups[b]):
            continue
        if sums[a, b] < PARTED * within(groups, a, b, sums, selves) * len(groups[a]) * len(groups[b]):
            continue
        if not any(nested(some[first], some[second]) for first, second in beside(groups[a], groups[b], some)):
            for place in groups[b]:
                home[place] = a
            groups[a] += groups.pop(b)
            sums[a] += sums[b]
            sums[:, a] += sums[:, b]
            selves[a] += selves[b]
    return [numbers[group].tolist() for group in groups.values()]


def within(groups: Mapping[int, Sequence[int]], a: int, b: int, sums: Scores, selves: Scores) -> float:
    """How alike the tellings of the looser of two groups are to one another; 0 where one is of a single telling."""
    sizes = len(groups[a]), len(groups[b])
    if min(sizes) == 1:
        return 0.0
    return min(float(sums[g, g] - selves[g]) / (size * (size - 1)) for g, size in zip((a, b), sizes, strict=True))


def pairs(scores: Scores) -> list[tuple[int, int]]:
    """The pairs that are alike, the most alike first."""
    ones, twos = np.nonzero(np.triu(scores >= 1.0, 1))
    order = np.argsort(-scores[ones, twos], kind="stable")
    return list(zip(ones[order].tolist(), twos[order].tolist(), strict=True))


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


def joined(left: Sequence[int], groups: list[list[int]], told: Sequence[Said], senses: Senses) -> list[int]:
    """Puts what outlets say themselves to the claim that it is most like, or to one that it contradicts; gives back
    what found none."""
    home = np.full(len(told), -1)
    for place, group in enumerate(groups):
        home[group] = place
    apart: list[int] = []
    every = np.arange(len(told))
    for number, likeness in zip(left, senses.alike(np.array(left, np.int64), every), strict=True):
        found = claim(number, likeness, home, groups, told)
        if found is None:
            apart.append(number)
        else:
            groups[found].append(number)
            home[number] = found
    return apart


def claim(
    number: int, likeness: Scores, home: Numbers, groups: Sequence[list[int]], told: Sequence[Said]
) -> int | None:
    """The claim that a telling is of, by how like it is to each telling: on the average of the claim, or it
    contradicts one."""
    held = home >= 0
    sums = np.bincount(home[held], likeness[held], len(groups)) if groups else np.zeros(0)
    means = (sums / [len(group) for group in groups]).tolist()
    for place in sorted(range(len(groups)), key=lambda place: (-means[place], place))[:3]:
        if means[place] >= 1.0:
            return place
        like = [other for other in groups[place] if likeness[other] >= ODD] if means[place] >= ODD / 2 else []
        if any(at_odds(told[number], told[other]) for other in like):
            return place
    return None


def against(groups: Sequence[list[int]], told: Sequence[Said]) -> list[list[int]]:
    """The groups in which one telling is at odds with another."""
    return [group for group in groups if any(at_odds(told[a], told[b]) for a in group for b in group if a < b)]
