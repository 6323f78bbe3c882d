"""On how many origins a claim rests: the first party each telling names, with those that are one counted once.

What makes two one: the same party under another name or through its office; a copied text; a state's news agency that
is the only way to what its leaders said. Who is neither named nor found through a copy is undetermined, never guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from kutip.lang import Lang
from kutip.record import Link, Origin
from kutip.trace.party import Parties, Party
from kutip.trace.roll import Roll
from kutip.trace.stem import Stem
from kutip.trace.telling import Said

Pack = tuple[Lang | None, Stem]
"""What is known of a language."""


class Root(Struct, frozen=True):
    """Where one telling comes from, as far as is known: a party, and why it is this one."""

    party: Party | None
    why: str


class Origins:
    """Finds the origins of the claims of one story."""

    def __init__(
        self, told: Sequence[Said], packs: Mapping[str, Pack], copied: Mapping[str, str], linked: Iterable[Link]
    ) -> None:
        """`told` is all that the story's reports claim, the earliest first; `copied` has for an article the one it is
        copied from."""
        readings = {one.article.id: one.reading for one in told}
        parties = {article: Parties(one, *packs[one.article.lang]) for article, one in readings.items()}
        chains = {
            (one.article.id, one.claim.id): [
                party for hop in one.claim.chain if (party := parties[one.article.id].party(hop))
            ]
            or parties[one.article.id].agency(one.article.outlet)
            for one in told
        }
        roll = Roll(party for chain in chains.values() for party in chain)
        self.chains = {name: [roll.of(party) for party in chain] for name, chain in chains.items()}
        self.leaders = self.led()
        self.copied = copied
        self.held = {(link.article, link.claim, link.hop): link.held for link in linked}

    def of(self, told: Sequence[Said]) -> tuple[tuple[Origin, ...], tuple[str, ...]]:
        """The origins of a claim by its tellings, and the articles whose origin cannot be told."""
        first = self.through_the_state(told)
        roots = {number: self.traced(number, told, first) for number in first}
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
        chains = [self.chain(one) for one in told]
        held = {
            chain[0].key: voice
            for chain in chains
            if chain and (voice := voice_of(chain)) and self.subject(chain, voice)
        }
        agencies = {voice.key for voice in held.values()}

        def root(chain: list[Party]) -> Root:
            if not chain:
                return Root(None, "nobody is named")
            voice = held.get(chain[0].key) or self.leaders.get(chain[0].key) or voice_of(chain)
            if chain[0].voice or voice is None:
                return Root(chain[0], "named")
            subject = chain[0].key in held or chain[0].key in self.leaders or voice.key in agencies
            return Root(voice, f"the only way to what {chain[0].name} said") if subject else Root(chain[0], "named")

        return {number: root(chain) for number, chain in enumerate(chains)}

    def subject(self, chain: list[Party], voice: Party) -> bool:
        """Whether the first of a chain is one for whom the state's agency speaks: its leader, or the state itself."""
        return not chain[0].voice and chain[0].state is not None and chain[0].state == voice.state

    def traced(self, number: int, told: Sequence[Said], first: Mapping[int, Root]) -> Root:
        """The origin of a telling: that of the report it is copied from, or has it from, where that one is held and
        tells it too; nobody's where reports only have it from one another."""
        root, article = first[number], told[number].article.id
        seen = {article}
        while (source := self.source(told[number], root)) is not None:
            tellings = [other for other, one in enumerate(told) if one.article.id == source]
            if source in seen:
                return Root(None, "the reports name one another")
            number = next((other for other in tellings if first[other].party), -1)
            if number < 0:
                return root
            seen.add(source)
            outlet = told[number].article.outlet or "a report that is held"
            root = Root(first[number].party, f"from {outlet}, which names it")
        return root

    def source(self, one: Said, root: Root) -> str | None:
        """The held report that a telling has it from: the one it copies when it names nobody, or the one whose outlet
        is all that it names."""
        if root.party is None:
            return self.copied.get(one.article.id)
        hops = [number for number, hop in enumerate(one.claim.chain) if hop.status in ("named", "resolved")]
        return self.held.get((one.article.id, one.claim.id, hops[0])) if hops else None


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
