"""Which tellings are of one claim: those whose senses are alike, whatever the words and the language."""

from collections import defaultdict
from collections.abc import Sequence

from kutip.trace.telling import Said, Vector, weighed

ALIKE = 0.27
"""So alike are two tellings of one claim in one language."""
ABROAD = 0.2
"""And in two: words that no pack ties together are on one side only."""
COMMON = 400
"""A feature of more tellings than these leads to no candidates."""


def grouped(told: Sequence[Said]) -> list[list[int]]:
    """The numbers of the tellings of each claim: average link over cosine, the most alike first."""
    likeness = alike(told, weighed(told))
    home = list(range(len(told)))
    groups = {number: [number] for number in home}
    for _, one, two in sorted(((-score, *pair) for pair, score in likeness.items())):
        a, b = home[one], home[two]
        if a != b and linked(groups[a], groups[b], likeness):
            groups[a] += groups.pop(b)
            for number in groups[a]:
                home[number] = a
    return sorted(map(sorted, groups.values()))


def linked(one: Sequence[int], two: Sequence[int], likeness: dict[tuple[int, int], float]) -> bool:
    """Whether two groups are of one claim: their tellings are, on the average."""
    found = [likeness.get((min(a, b), max(a, b)), 0.0) for a in one for b in two]
    return sum(found) / len(found) >= 1.0


def alike(told: Sequence[Said], vectors: Sequence[Vector]) -> dict[tuple[int, int], float]:
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
    return ALIKE if one.article.lang == other.article.lang else ABROAD
