"""On how many origins a claim rests: the first party each telling names, with those that are one counted once.

What makes two one: the same party under another name or through its office; a copied text; a state's news agency that
is the only way to what its leaders said. Who is neither named nor found through a copy is undetermined, never guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kutip.lang import Lang
from kutip.record import Link, Origin, Reading
from kutip.trace.party import Parties, Party, same
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
        self, readings: Iterable[Reading], packs: Mapping[str, Pack], copied: Mapping[str, str], linked: Iterable[Link]
    ) -> None:
        """`copied` has for an article the one it is copied from."""
        self.parties = {one.article.id: Parties(one, *packs[one.article.lang]) for one in readings}
        self.copied = copied
        self.held = {(link.article, link.claim, link.hop): link.held for link in linked}

    def of(self, told: Sequence[Said]) -> tuple[tuple[Origin, ...], tuple[str, ...]]:
        """The origins of a claim by its tellings, and the articles whose origin cannot be told."""
        first = {number: self.first(one) for number, one in enumerate(told)}
        first = self.through_the_state(told, first)
        roots = {number: self.traced(number, told, first) for number in first}
        groups: list[list[int]] = []
        for number, root in roots.items():
            if root.party is not None:
                self.sort_in(number, roots, groups)
        found = tuple(self.origin(told, group, roots) for group in groups)
        vouched = {article for origin in found for article in origin.articles}
        left = dict.fromkeys(told[number].article.id for number, root in roots.items() if root.party is None)
        return found, tuple(article for article in left if article not in vouched)

    def first(self, one: Said) -> Root:
        """The first party that a telling names."""
        parties = self.parties[one.article.id]
        found = [party for hop in one.claim.chain if (party := parties.party(hop))]
        return Root(found[0] if found else None, "named")

    def chain(self, one: Said) -> Iterator[Party]:
        """All parties that a telling names."""
        parties = self.parties[one.article.id]
        for hop in one.claim.chain:
            if party := parties.party(hop):
                yield party

    def through_the_state(self, told: Sequence[Said], first: dict[int, Root]) -> dict[int, Root]:
        """With the state's news agency in place of those it alone lets speak."""
        voices = {party.state: party for one in told for party in self.chain(one) if party.voice and party.state}
        held: dict[str, Party] = {}
        for number, one in enumerate(told):
            speaker = first[number].party
            voice = next((party for party in self.chain(one) if party.voice), None)
            if speaker and voice and not speaker.voice and self.subject(speaker, voice):
                held[speaker.key] = voice

        def root(number: int) -> Root:
            speaker = first[number].party
            if speaker is None or speaker.voice:
                return first[number]
            voice = held.get(speaker.key)
            if voice is not None and voice.state in voices:
                return Root(voice, f"the only way to what {speaker.name} said")
            return first[number]

        return {number: root(number) for number in first}

    def subject(self, speaker: Party, voice: Party) -> bool:
        """Whether a speaker is one for whom the state's agency speaks: its leader, or the state itself."""
        return speaker.state is not None and speaker.state == voice.state

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

    def sort_in(self, number: int, roots: Mapping[int, Root], groups: list[list[int]]) -> None:
        """Puts a telling to those of the same party."""
        party = roots[number].party
        for group in groups:
            for other in group:
                known = roots[other].party
                if party is not None and known is not None and same(party, known):
                    group.append(number)
                    return
        groups.append([number])

    def origin(self, told: Sequence[Said], group: Sequence[int], roots: Mapping[int, Root]) -> Origin:
        """The tellings of one party as one origin."""
        parties = [party for number in group if (party := roots[number].party)]
        lang = told[group[0]].article.lang
        names = [party.name for party in parties if party.lang == lang] or [parties[0].name]
        reasons: dict[str, list[str]] = defaultdict(list)
        for number in group:
            reasons[roots[number].why].append(told[number].article.id)
        articles = tuple(dict.fromkeys(told[number].article.id for number in group))
        says = [f"{why} ({len(dict.fromkeys(which))})" if len(reasons) > 1 else why for why, which in reasons.items()]
        return Origin(min(names, key=len), articles, "; ".join(says))
