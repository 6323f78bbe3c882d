"""The way of a claim from its origins to the outlets: the chains of all its tellings, with the hands that they share
joined. A report whose source is held, or that has its words from another, hangs below that one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from kutip.export import phrase
from kutip.record import Article, Claim, Copy, Hop, Link, Origin, Story, Traced

Kind = Literal["origin", "undetermined", "party", "unnamed", "report"]


class Said(Struct, frozen=True):
    """One telling as the tree needs it."""

    number: int
    article: str
    report: int
    name: str
    """Of the report: its number and its outlet."""
    text: Article
    claim: Claim


class Node(Struct, frozen=True):
    """One pair of hands, how it has the claim from the one above, and who has it from there."""

    kind: Kind
    name: str
    how: tuple[str, ...]
    tellings: tuple[int, ...]
    """The numbers of the tellings that stand in this report."""
    under: "tuple[Node, ...]"
    report: int = 0
    """The number of this report, 0 for all other hands."""
    called: str = ""
    """How those whom nobody names are called, "" where they are not."""

    def __str__(self) -> str:
        return f"[{self.report}] {self.name}" if self.report else self.name


class Step(Struct, frozen=True):
    """One pair of hands on the way of one telling; steps with one key are the same hands."""

    key: str
    kind: Kind
    name: str
    how: str = ""
    telling: int = 0
    report: int = 0
    called: str = ""


Way = tuple[Step, ...]


def tree(told: Sequence[Said], claim: Traced, story: Story) -> tuple[Node, ...]:
    """The origins of a claim, each with all that comes from it; what is undetermined stands last."""
    ways = Ways(told, claim, story)
    found = grown([ways.way(one) for one in told])
    return tuple(sorted(found, key=lambda node: node.kind == "undetermined"))


def grown(ways: Sequence[Way]) -> tuple[Node, ...]:
    """The ways as a tree: those that begin with the same hands share them."""
    starts: dict[str, list[Way]] = {}
    for way in ways:
        if way:
            starts.setdefault(way[0].key, []).append(way)
    return tuple(node(joined) for joined in starts.values())


def node(ways: Sequence[Way]) -> Node:
    """The first hands of some ways, which are the same, with the rest of the ways below."""
    first = ways[0][0]
    steps = [way[0] for way in ways]
    return Node(
        kind=first.kind,
        name=first.name,
        how=tuple(dict.fromkeys(step.how for step in steps if step.how)),
        tellings=tuple(dict.fromkeys(step.telling for step in steps if step.telling)),
        under=grown([way[1:] for way in ways]),
        report=first.report,
        called=first.called,
    )


class Ways:
    """Finds the way of each telling of one claim."""

    def __init__(self, told: Sequence[Said], claim: Traced, story: Story) -> None:
        self.told = told
        self.claim = claim
        self.copies: Mapping[str, Copy] = {copy.copy: copy for copy in story.copies}
        self.links: Mapping[tuple[str, str, int], Link] = {
            (link.article, link.claim, link.hop): link for link in story.links
        }
        self.speakers: Mapping[frozenset[str], str] = {
            speaker(one.claim): origins[0].name for one in told if len(origins := self.origins(one.article)) == 1
        }

    def way(self, one: Said, seen: frozenset[str] = frozenset()) -> Way:
        """From the origin to the report: through the report it was taken from where that one is held and tells it from
        the same origin, else as its own chain has it. Those `seen` already stand further down."""
        seen |= {one.article}
        chain = one.claim.chain
        for number in reversed(range(len(chain))):
            link = self.links.get((one.article, one.claim.id, number))
            if link and (source := self.teller(link.held, one, seen)):
                how = ", ".join(filter(None, [phrase.cue(one.text, chain[number]), link.fidelity]))
                return *self.way(source, seen), *steps(one, number + 1, how)
        copy = self.copies.get(one.article)
        if copy and (source := self.teller(copy.source, one, seen)) and alike(one, source):
            return *self.way(source, seen), leaf(one, "copied")
        return self.own(one)

    def own(self, one: Said) -> Way:
        """From the origin to the report by the report's own chain."""
        root = self.root(one)
        places = [number for number, hop in enumerate(one.claim.chain[:-1]) if same(hop.name, root.name)]
        start = places[-1] + 1 if places else 0
        how = phrase.cue(one.text, one.claim.chain[start - 1]) if start else ""
        return root, *steps(one, start, how)

    def teller(self, article: str, one: Said, seen: frozenset[str]) -> Said | None:
        """The telling of another report that rests on the same origin as this one."""
        if article in seen:
            return None
        others = (other for other in self.told if other.article == article)
        return next((other for other in others if self.root(other) == self.root(one)), None)

    def root(self, one: Said) -> Step:
        """The origin of a telling; of several origins of one report the one that its chain names, or that the reports
        with a single origin have from the same speaker."""
        origins = self.origins(one.article)
        if not origins:
            return Step("undetermined", "undetermined", "undetermined")
        names = [words(hop.name) for hop in one.claim.chain[:-1]]
        known = self.speakers.get(speaker(one.claim), "")

        def likely(origin: Origin) -> tuple[int, bool]:
            shared = (len(words(origin.name) & name) for name in names)
            return max(shared, default=0), origin.name == known

        best = max(origins, key=likely)
        return Step(f"origin {best.name}", "origin", phrase.line(best.name))

    def origins(self, article: str) -> list[Origin]:
        """The origins that a report has the claim from."""
        return [origin for origin in self.claim.origins if article in origin.articles]


def alike(one: Said, source: Said) -> bool:
    """Whether at least half of the words of a telling are in the other: what a copy says otherwise may be its own."""
    mine, theirs = (words(phrase.content(said.text, said.claim)) for said in (one, source))
    return 2 * len(mine & theirs) >= len(mine)


def speaker(claim: Claim) -> frozenset[str]:
    """The words of the name of who speaks first."""
    return words(claim.chain[0].name)


def steps(one: Said, start: int, how: str) -> Iterator[Step]:
    """The hands of a chain from a number on, the report last; each with the words that lead to it."""
    for number in range(start, len(one.claim.chain) - 1):
        hop = one.claim.chain[number]
        yield party(one, hop, number, how)
        how = phrase.cue(one.text, hop)
    yield leaf(one, how)


def party(one: Said, hop: Hop, number: int, how: str) -> Step:
    """A hop. Only named ones are shared: two whom nobody names may be two."""
    if hop.name and hop.status in ("named", "resolved"):
        return Step(f"party {' '.join(sorted(words(hop.name)))}", "party", phrase.party(hop), how)
    standing = phrase.standing(hop)
    name = f"{phrase.party(hop)} ({standing})" if standing else phrase.party(hop)
    return Step(
        f"unnamed {one.article} {one.claim.id} {number}", "unnamed", name, how, called=phrase.line(hop.name or "")
    )


def leaf(one: Said, how: str) -> Step:
    """The report itself."""
    return Step(f"report {one.article}", "report", one.name, how, one.number, one.report)


def same(name: str | None, other: str) -> bool:
    """Whether two names have the same words."""
    return bool(name) and words(name) == words(other)


def words(name: str | None) -> frozenset[str]:
    """The words of a name in small letters; the name itself where it is all signs."""
    low = (name or "").casefold()
    return frozenset(re.findall(r"\w+", low) or [low])
