"""One line as it is heard: its attributions, who stands behind each, and which media passed the words on."""

from kutip.claim.attribution import Attribution
from kutip.claim.chain import distinct, hop, lined_up, link
from kutip.claim.cut import cut, holds
from kutip.claim.frames import attributions
from kutip.claim.learned import joined
from kutip.claim.line import Line, Stretch
from kutip.claim.party import NOBODY, Party
from kutip.claim.refer import Referents
from kutip.record import Hop, Span

Medium = tuple[bool, Hop]
"""A medium that passed words on; True when the party before it has them from there."""


class Hearing:
    """A sentence, or what somebody says inside one; `outer` are the hops behind whoever speaks there."""

    def __init__(self, line: Line, referents: Referents, outer: tuple[Hop, ...], nested: bool) -> None:
        self.line, self.referents, self.outer, self.nested = line, referents, outer, nested
        self.words, self.grammar = line.words, line.grammar
        self.found = joined(line, attributions(line))
        self.relays = [made for made in self.found if made.entry.frame == "relay"]
        ties = [made for made in self.found if made.entry.frame != "relay"]
        cut(line, ties, self.relays)
        self.ties = link(line.facts, ties, referents.pointers.head_first)
        self.parties: list[Party] = []
        for made in self.ties:
            self.parties.append(self.party(made))
        self.media: list[list[Medium]] = [[] for _ in self.ties]
        for made in self.relays:
            for index in self.carried_by(made):
                self.media[index].extend(self.medium(made))
        self.used: set[int] = set()
        """The quotations, by their first word, that a claim has taken."""

    # --- parties ---
    def party(self, made: Attribution) -> Party:
        """Who stands behind an attribution; one without a source of its own goes on with the party before it."""
        if made.entry.nobody or (made.entry.frame in ("hearsay", "noun") and made.source is None):
            return NOBODY
        if made.clitic:
            return self.clitic(made)
        if made.source:
            party = self.referents.party(self.line, made.source, made.apposed)
            return self.referents.unnamed(made.source) if self.is_outer(party, made.source) else party
        return self.spoken() or (self.referents.last() if self.grammar.final else self.subject(made.start))

    def is_outer(self, party: Party, source: Stretch) -> bool:
        """Whether an epithet inside somebody's words was taken for that somebody: nobody calls himself "the owner"."""
        if not self.nested or party.entity is None or party.entity not in (hop.entity for hop in self.outer):
            return False
        pronoun = source[1] - source[0] == 1
        return not pronoun and not any(self.line.in_name(number) for number in range(*source))

    def spoken(self) -> Party | None:
        """The last party of the line so far."""
        return next((party for party in reversed(self.parties) if party is not NOBODY), None)

    def clitic(self, made: Attribution) -> Party:
        """Whom the pronoun written onto a cue means."""
        assert made.cue
        end = self.words.ends[made.cue[1] - 1]
        quoted = any(stretch and stretch[1] - 1 in self.line.quote_of for stretch in (made.pre, made.post))
        span = Span(end - len(made.clitic), end)
        return self.referents.clitic(span, made.clitic, made.cue[0], people_first=quoted)

    def subject(self, limit: int) -> Party:
        """The party that the line begins with, before word `limit`."""
        line, pointers = self.line, self.referents.pointers
        first = self.grammar.skip_openers(self.words, line.first, limit)
        if first < limit and self.words.lows[first] in self.grammar.subordinate:
            return NOBODY
        while first < limit and line.skip_time(first) > first:
            first = line.trim(line.skip_time(first), limit)[0]
        for number in range(first, min(first + 8, limit)):
            name = line.facts.named.get(number)
            if name and not (name[0] < limit and self.words.lows[name[0]] in self.grammar.owns):
                end = name[0]
                while end in line.facts.named and end < limit:  # Ketua Asosiasi Hotel *Lalu Kusnawan*
                    end = line.facts.named[end][0]
                return self.referents.party(line, (first, end))
            if number in line.quote_of or line.stop(number):
                break
            if self.words.lows[number] in pointers.behind:
                return self.referents.party(line, (first, number + 1))
        if first >= limit or first in line.quote_of:
            return NOBODY
        length = 1 if self.words.lows[first] in pointers.pronouns else 2
        return self.referents.party(line, (first, min(first + length, limit)))

    def named_behind(self, first: int) -> Party | None:
        """The person named in the words behind a quotation at the head of the line: “…,” was Ani's plea."""
        for number, entity in self.referents.focus.named_in(first, self.line.last):
            if entity.kind == "person" and number not in self.line.quote_of:
                return self.referents.party(self.line, (number, self.line.facts.named[number][0]))
        return None

    # --- media ---
    def carried_by(self, made: Attribution) -> list[int]:
        """The attributions whose words a medium passed on: the one before it, and those of the same line that
        follow."""
        owners = [i for i, tie in enumerate(self.ties) if tie.entry.frame not in ("hearsay", "noun")]
        owners = owners or list(range(len(self.ties)))
        before = [i for i in owners if (self.ties[i].cue or (self.ties[i].start, 0))[0] < made.start]
        if not before:
            return owners
        nearest = before[-1]
        behind = [i for i in owners if i not in before and not holds(self.ties[nearest], self.ties[i])]
        return [nearest, *behind]

    def medium(self, made: Attribution) -> list[Medium]:
        """The hop that a relay adds; none for the outlet itself, or for what carries no words."""
        assert made.cue and made.source
        party = self.passing(made.source, made.apposed)
        fits = made.entry.upstream or passes_on(party)
        own = self.referents.is_outlet(party)
        return [(made.entry.upstream, hop(party, self.words.span(*made.cue)))] if fits and not own else []

    def passing(self, source: Stretch, apposed: tuple[Stretch, ...] = ()) -> Party:
        """A party that passes words on; it does not come into focus, no pronoun will mean it."""
        kept = len(self.referents.focus.noted)
        party = self.referents.party(self.line, source, apposed)
        del self.referents.focus.noted[kept:]
        return party

    def listeners(self, made: Attribution) -> list[Hop]:
        """The media that somebody spoke to."""
        heard = ((self.passing(phrase), cue) for cue, phrase, upstream in made.relays if not upstream)
        return [hop(party, self.words.span(*cue)) for party, cue in heard if not self.referents.is_outlet(party)]

    # --- chains ---
    def cue(self, made: Attribution) -> Span | None:
        return self.words.span(*made.cue) if made.cue else None

    def chain(self, index: int) -> tuple[Hop, ...]:
        """From whoever told the party, over its media, to those in whose words it stands."""
        made = self.ties[index]
        tellers = tuple(hop(self.passing(one.source), self.cue(one)) for one in made.tellers if one.source)
        around = (
            one
            for other, tie in enumerate(self.ties)
            if other != index and holds(tie, made) and self.parties[other] is not NOBODY
            for one in self.links(other)
        )
        return distinct((*tellers, *self.links(index), *around, *self.outer))

    def links(self, index: int) -> tuple[Hop, ...]:
        """The party of one attribution with the media of its own."""
        made = self.ties[index]
        cited = [(True, hop(self.passing(phrase), self.words.span(*cue))) for cue, phrase, up in made.relays if up]
        return lined_up(hop(self.parties[index], self.cue(made)), self.listeners(made), [*cited, *self.media[index]])

    def repeats(self, index: int) -> bool:
        """Whether a speaker only goes on about himself inside what he says: she said she expects …"""
        made, party = self.ties[index], self.parties[index]
        return any(
            holds(tie, made) and party.name is not None and self.parties[other].name == party.name
            for other, tie in enumerate(self.ties)
            if other != index
        )

    def covered(self, index: int, content: list[Stretch]) -> bool:
        """Whether a medium only passes on what somebody says in its content: then it is a hop there, and no
        claim here."""
        outer = self.ties[index]
        if not self.parties[index].medium or outer.entry.frame == "hearsay":
            return False
        return any(
            begin_of(made) <= content[0][0] + 1 and self.end_of(made) >= content[-1][1] - 1 and not made.acts
            for other, made in enumerate(self.ties)
            if other != index and self.speaks_inside(outer, other) and (made.post or made.pre)
        )

    def end_of(self, made: Attribution) -> int:
        """Where an attribution ends: with its content, or behind it with the verb that closes the clause."""
        last = max(stretch[1] for stretch in (made.post, made.pre) if stretch)
        return max(last, made.end) if self.grammar.final else last

    def speaks_inside(self, outer: Attribution, other: int) -> bool:
        """Whether somebody who is no medium speaks inside the content of an attribution."""
        made, party = self.ties[other], self.parties[other]
        return holds(outer, made) and party is not NOBODY and not party.medium and not made.joined

    def doer(self, content: list[Stretch], party: Party, chain: tuple[Hop, ...]) -> tuple[Hop, ...]:
        """The chain with the body in front that a medium quotes on its own doings: “Perusahaan telah …,” ungkap
        KCNA."""
        first, last = content[0]
        if not party.medium or first not in self.line.quote_of:
            return chain
        found = self.referents.pointers.nouns.at(self.words, self.grammar.skip_signs(self.words, first, last))
        if found is None or "organisation" not in found[1] or found[0] >= last:
            return chain
        acts = self.words.lows[found[0]] in self.grammar.adverbs
        return (hop(self.referents.unnamed((first, found[0])), None), *chain) if acts else chain


def begin_of(made: Attribution) -> int:
    """Where an attribution begins, the content before it included."""
    return min(made.start, made.pre[0]) if made.pre else made.start


def passes_on(party: Party) -> bool:
    """Whether a party can carry words: a medium, a paper, a body with a name."""
    return party.medium or party.document or party.body
