"""On how many origins a claim rests: the first party each telling names, with those that are one counted once.

What makes two one: the same party under another name or through its office; a copied text; a state's news agency that
is the only way to what its leaders said. Who is neither named nor found through a copy is undetermined, never guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from kutip.record import Link, Origin
from kutip.trace.links import words
from kutip.trace.party import Parties, Party
from kutip.trace.roll import Roll
from kutip.trace.telling import Said

COPIED = 0.8
"""So many of the shorter telling's words stand in the other where the words are copied."""
FURTHEST = 100
"""Through so many reports at the most is a claim followed."""
NOBODY = "nobody is named"
SENT = "sent out by the agency"
ROUND = "the reports name one another"


class Root(Struct, frozen=True):
    """Where one telling comes from, as far as is known: a party, and why it is this one."""

    party: Party | None
    why: str


class Origins:
    """Finds the origins of the claims of one story."""

    def __init__(
        self, told: Sequence[Said], parties: Mapping[str, Parties], copied: Mapping[str, str], linked: Iterable[Link]
    ) -> None:
        """`told` is all that the story's reports claim, the earliest first; `parties` tells those of each article,
        `copied` has for an article the one it is copied from."""
        readings = {one.article.id: one.reading for one in told}
        chains = {(one.article.id, one.claim.id): parties[one.article.id].chain(one.claim) for one in told}
        self.sent = {name for name, chain in chains.items() if not chain}
        """The tellings that name nobody."""
        for article, claim in self.sent:
            chains[article, claim] = parties[article].agency(readings[article].article.outlet)
        roll = Roll(party for chain in chains.values() for party in chain)
        self.chains = {name: [roll.of(party) for party in chain] for name, chain in chains.items()}
        self.leaders = self.led()
        self.copied = copied
        self.held = {(link.article, link.claim, link.hop): link.held for link in linked}

    def of(self, told: Sequence[Said]) -> tuple[tuple[Origin, ...], tuple[str, ...]]:
        """The origins of a claim by its tellings, and the articles whose origin cannot be told."""
        first = self.through_the_state(told)
        vouched = {told[number].article.id for number, root in first.items() if root.party and root.why != SENT}
        for number, root in first.items():
            if root.why == SENT and told[number].article.id in vouched:  # it has it from whom it names elsewhere
                first[number] = Root(None, NOBODY)
        way = Way(told, first, self.copied, self.held)
        roots = {number: way.root(number) for number in first}
        groups: dict[str, list[int]] = defaultdict(list)
        for number, root in roots.items():
            if root.party is not None:
                groups[root.party.name].append(number)
        found = tuple(origin(told, group, roots) for group in groups.values())
        vouched = {article for origin in found for article in origin.articles}
        left = dict.fromkeys(told[number].article.id for number, root in roots.items() if root.party is None)
        return found, tuple(article for article in left if article not in vouched)

    def chain(self, one: Said) -> list[Party]:
        """All parties that a telling names."""
        return self.chains[one.article.id, one.claim.id]

    def led(self) -> dict[str, Party]:
        """The persons whom the story's reports have through the news agency of their own state, each with it."""
        found: dict[str, Party] = {}
        for chain in self.chains.values():
            voice = voice_of(chain)
            if voice and chain[0].person and chain[0].state == voice.state:
                found[chain[0].key] = voice
        return found

    def through_the_state(self, told: Sequence[Said]) -> dict[int, Root]:
        """The first party of each telling; the state's news agency in place of those it alone lets speak: its leader
        in all that the story tells, others where a telling of the claim has them from it."""
        chains = {number: self.chain(one) for number, one in enumerate(told)}
        held = {
            chain[0].key: voice
            for chain in chains.values()
            if chain and (voice := voice_of(chain)) and self.subject(chain, voice)
        }
        agencies = {voice.key for voice in held.values()}

        def root(chain: list[Party]) -> Root:
            if not chain:
                return Root(None, NOBODY)
            voice = held.get(chain[0].key) or self.leaders.get(chain[0].key) or voice_of(chain)
            if chain[0].voice or voice is None:
                return Root(chain[0], "named")
            subject = chain[0].key in held or chain[0].key in self.leaders or voice.key in agencies
            return Root(voice, f"the only way to what {chain[0].name} said") if subject else Root(chain[0], "named")

        roots = {number: root(chain) for number, chain in chains.items()}
        return {number: self.unless_sent(told[number], one) for number, one in roots.items()}

    def unless_sent(self, one: Said, root: Root) -> Root:
        """The origin, with its reason where it is the agency itself since nobody is named."""
        sent = root.party and (one.article.id, one.claim.id) in self.sent
        return Root(root.party, SENT) if sent else root

    def subject(self, chain: list[Party], voice: Party) -> bool:
        """Whether the first of a chain is one for whom the state's agency speaks: its leader, or the state itself."""
        return not chain[0].voice and chain[0].state is not None and chain[0].state == voice.state


class Way:
    """The way of one claim from report to report, back to where it begins."""

    def __init__(
        self,
        told: Sequence[Said],
        first: Mapping[int, Root],
        copied: Mapping[str, str],
        held: Mapping[tuple[str, str, int], str],
    ) -> None:
        """`first` has for each telling the party that it names itself."""
        self.told, self.first, self.copied, self.held = told, first, copied, held
        self.telling: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(told):
            self.telling[one.article.id].append(number)

    def root(self, number: int, seen: frozenset[str] = frozenset()) -> Root:
        """The origin of a telling: that of the report it is copied from, or has it from, where that one is held and
        tells it too; nobody's where reports only have it from one another."""
        root, one = self.first[number], self.told[number]
        source, seen = self.source(one, root), seen | {one.article.id}
        while source is not None and source not in seen and len(seen) < FURTHEST:
            for origin in (self.root(other, seen) for other in self.telling[source]):
                if origin.party is not None:
                    return self.passed(root, origin, source)
                if origin.why == ROUND:
                    return origin
            seen |= {source}
            source = self.copied.get(source)
        if source in seen:
            return Root(None, ROUND)
        twin = self.twin(one, root)
        if twin is None or self.told[twin].article.id in seen or len(seen) >= FURTHEST:
            return root
        return self.passed(root, self.root(twin, seen), self.told[twin].article.id)

    def source(self, one: Said, root: Root) -> str | None:
        """The held report that a telling has it from: the one it copies when it names nobody, or the one whose outlet
        is all that it names."""
        if root.party is None:
            return self.copied.get(one.article.id)
        hops = [number for number, hop in enumerate(one.claim.chain) if hop.status in ("named", "resolved")]
        return self.held.get((one.article.id, one.claim.id, hops[0])) if hops else None

    def twin(self, one: Said, root: Root) -> int | None:
        """The telling of the report it is copied from that has the same words, where both name whom the copy has them
        from: the words are copied, whoever is taken to have said them."""
        source = self.copied.get(one.article.id)
        if source is None or root.party is None:
            return None
        alike = (other for other in self.telling[source] if same_words(one, self.told[other]))
        return next((other for other in alike if root.party.name in self.told[other].article.text), None)

    def passed(self, root: Root, origin: Root, source: str) -> Root:
        """What a telling names itself, where that is the origin too; else the origin, and the report it came from."""
        if origin.party is None or (root.party and root.party.name == origin.party.name):
            return root
        outlet = self.told[self.telling[source][0]].article.outlet if self.telling[source] else None
        return Root(origin.party, f"from {outlet or 'a report that is held'}, which names it")


def same_words(one: Said, two: Said) -> bool:
    """Whether nearly all words of the shorter telling stand in the other."""
    mine, theirs = set(words(one)), set(words(two))
    return len(mine & theirs) >= COPIED * min(len(mine), len(theirs))


def voice_of(chain: Sequence[Party]) -> Party | None:
    """The state's news agency in a chain."""
    return next((party for party in chain if party.voice), None)


def origin(told: Sequence[Said], group: Sequence[int], roots: Mapping[int, Root]) -> Origin:
    """The tellings of one party as one origin."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for number in group:
        reasons[roots[number].why].append(told[number].article.id)
    articles = tuple(dict.fromkeys(told[number].article.id for number in group))
    says = [f"{why} ({len(dict.fromkeys(which))})" if len(reasons) > 1 else why for why, which in reasons.items()]
    party = roots[group[0]].party
    return Origin(party.name if party else "", articles, "; ".join(says))
