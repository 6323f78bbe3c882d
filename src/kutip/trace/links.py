"""Hops that one report names and another is: what the source itself printed, and what became of its words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kutip.known import Entry
from kutip.record import Article, Fidelity, Hop, Link
from kutip.trace.copies import later
from kutip.trace.keys import LETTERS, plain
from kutip.trace.party import known_as
from kutip.trace.telling import Said

Words = tuple[str, ...]
LEAST = 3
"""A run of fewer words is no piece of a quotation."""


def links(told: Sequence[Said], outlets: Mapping[str, Sequence[Article]]) -> Iterator[Link]:
    """The hops of one claim's tellings that are held, each with the telling it came from where there is one."""
    told_by: dict[str, list[Said]] = defaultdict(list)
    for one in told:
        told_by[one.article.id].append(one)
    for one in told:
        for number, hop in enumerate(one.claim.chain):
            held = source(one.article, hop, outlets)
            if held is not None:
                there = max(told_by[held.id], key=lambda other: likeness(one, other), default=None)
                yield Link(one.article.id, one.claim.id, number, held.id, fidelity(one, there) if there else None)


def by_outlet(articles: Sequence[Article]) -> dict[str, list[Article]]:
    """The reports of a story by the names of their outlets, the earliest first."""
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.outlet:
            found[family(article.outlet)].append(article)
    return found


def family(name: str) -> str:
    """An outlet under the name that it shares with its brands; else its own."""
    entry = publisher(name)
    return (entry.family or entry.id) if entry else plain(name)


def publisher(name: str) -> Entry | None:
    """What is known of an outlet."""
    entry = known_as(name)
    return entry if entry and entry.kind in ("outlet", "agency") else None


def source(article: Article, hop: Hop, outlets: Mapping[str, Sequence[Article]]) -> Article | None:
    """The held report that a hop names: of that outlet, and not later."""
    if hop.status not in ("named", "resolved") or not hop.name:
        return None
    for other in outlets.get(family(hop.name), ()):
        gap = later(other.published, article.published)
        if other.id != article.id and (gap is None or gap.total_seconds() >= 0):
            return other
    return None


def fidelity(one: Said, source: Said) -> Fidelity:
    """What became of the source's words."""
    if one.article.lang != source.article.lang:
        return "translated"
    mine, theirs = words(one), words(source)
    if mine == theirs:
        return "verbatim"
    if inside(mine, theirs):
        return "trimmed"
    return "stitched" if pieced(mine, theirs) else "reworded"


def words(one: Said) -> Words:
    """The words of a content in small letters."""
    return parted(one.says)


@lru_cache(1 << 13)
def parted(text: str) -> Words:
    """The words of a text in small letters; asked for every pair of tellings."""
    return tuple(word for word in LETTERS.split(text.lower()) if word)


def inside(part: Words, whole: Words) -> bool:
    """Whether the words stand in a row in the others."""
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def pieced(part: Words, whole: Words) -> bool:
    """Whether the words are runs of the others, in their order, with something left out between them."""
    start = number = 0
    while number < len(part):
        length, place = longest(part[number:], whole, start)
        if length < min(LEAST, len(part) - number):
            return False
        number, start = number + length, place + length
    return True


def longest(part: Words, whole: Words, start: int) -> tuple[int, int]:
    """The longest beginning of some words that stands in others from a place on: its length and place."""
    best = (0, start)
    for place in range(start, len(whole)):
        length = 0
        while length < len(part) and place + length < len(whole) and part[length] == whole[place + length]:
            length += 1
        if length > best[0]:
            best = (length, place)
    return best


def likeness(one: Said, other: Said) -> float:
    """How much of two senses is the same."""
    both = one.sense.keys() | other.sense.keys()
    return len(one.sense.keys() & other.sense.keys()) / max(1, len(both))


def circles(edges: Mapping[str, set[str]]) -> tuple[tuple[str, ...], ...]:
    """The groups of reports that each have it from one another."""
    reach = {name: reached(name, edges) for name in sorted(edges)}
    found: list[tuple[str, ...]] = []
    for name in reach:
        ring = tuple(other for other in reach if other in reach[name] and name in reach[other])
        if len(ring) > 1 and ring not in found:
            found.append(ring)
    return tuple(found)


def reached(name: str, edges: Mapping[str, set[str]]) -> set[str]:
    """All reports that one has it from, directly or through others."""
    found: set[str] = set()
    todo = [name]
    while todo:
        for other in edges.get(todo.pop(), ()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found
