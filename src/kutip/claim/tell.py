"""The telling of one report: its sentences in order, each with what was said before it in mind."""

from itertools import groupby
from typing import Literal

from msgspec import Struct, structs

from kutip.claim.attribution import Attribution
from kutip.claim.chain import distinct, hop, lined_up, link
from kutip.claim.frames import attributions
from kutip.claim.grammar import ENDS, Grammar
from kutip.claim.line import Facts, Line, Stretch
from kutip.claim.refer import NOBODY, Party, Referents
from kutip.lang.cues import Cue
from kutip.record import Certainty, Form, Hop, Quote, Sentence, Span, Words

SAYS = Cue(frame="verb", words=())
"""The cue of a quotation that has none: a colon, a transcript, a quotation that stands alone."""


class Told(Struct):
    """One claim in the making; contents are counted in words until the end."""

    content: list[Stretch]
    party: Party
    cue: Span | None
    chain: tuple[Hop, ...]
    """From the origin on, without the outlet."""
    entry: Cue
    block: int
    sentence: int
    start: int
    """The first word of the attribution …"""
    end: int
    """… and the word behind its last one."""
    form: Form = "indirect"
    certainty: Certainty = "stated"
    """What the cue says of it."""
    passed_on: tuple[Stretch, ...] = ()
    """The words that name the media which passed it on."""
    own_media: bool = False
    """Whether a medium was named beside it."""
    nested: bool = False


    @property
    def around(self) -> tuple[Stretch, ...]:
        """The words of attribution: times in them belong to the claim."""
        return ((self.start, self.end), *self.passed_on)


class Teller:
    """Goes through a report sentence by sentence and keeps what it heard."""

    def __init__(self, facts: Facts, grammar: Grammar, referents: Referents) -> None:
        self.facts, self.words, self.grammar, self.referents = facts, facts.words, grammar, referents
        self.told: list[Told] = []
        self.silent: list[tuple[int, Stretch]] = []
        """Sentences nobody was named for, as (block, stretch)."""
        self.quoted_words = frozenset(number for first, last, _ in facts.quotes for number in range(first, last))
        self.cited: list[Stretch] = []
        """The words that name media which passed something on."""
        self.credits: list[tuple[Hop, Span]] = []
        """Media to whom a paragraph of its own credits the whole text, with the words that do so."""

    # --- a paragraph, a sentence ---
    def answer(self, number: int, block: int, label: Stretch, last: int) -> None:
        """Takes in a paragraph of a transcript, “NAME: words”: all of it is one claim."""
        party = self.referents.speaker(label)
        first, end = Line(self.facts, self.grammar, label[1] + 1, last).trim(label[1] + 1, last)
        told = Told([(first, end)], party, None, (hop(party, None),), SAYS, block, number, *label, form="direct")
        self.told.append(told)
        self.line(Line(self.facts, self.grammar, first, last), told.chain, number, block, nested=True)

    def sentence(self, number: int, sentence: Sentence) -> None:
        """Takes in the next sentence."""
        line = Line(self.facts, self.grammar, sentence.first, sentence.last)
        before = len(self.told)
        self.line(line, (), number, sentence.block)
        if len(self.told) == before:
            self.silent.append((sentence.block, line.trim(line.grammar.skip_openers(self.words, line.first, line.last), line.end())))
        self.set_focus(line)

    def set_focus(self, line: Line) -> None:
        """Where nobody spoke, the first person named in the sentence is who a pronoun will mean."""
        for number in range(line.first, line.last):
            name = self.facts.named.get(number)
            if name and number not in line.quote_of and name[1].kind == "person" and not self.governed(line, number):
                if not any(line.first <= place < line.last and entity.kind == "person" for place, entity in self.referents.focus[-6:]):
                    self.referents.focus.append((number, name[1]))
                return

    def governed(self, line: Line, number: int) -> bool:
        """Whether a preposition stands before the name: then it is nobody's subject."""
        return number > line.first and self.grammar.adjuncts.at(self.words, number - 1) is not None

    def line(self, line: Line, outer: tuple[Hop, ...], number: int, block: int, nested: bool = False) -> None:
        """Takes in a sentence, or what somebody says inside one; `outer` are the hops behind whoever speaks there."""
        found = attributions(line)
        relays = [made for made in found if made.entry.frame == "relay"]
        ties = [made for made in found if made.entry.frame != "relay"]
        cut(line, ties, relays)
        ties = link(self.facts, ties, self.referents.pointers.head_first)
        parties = self.parties(line, ties)
        media = self.media(line, ties, relays, parties)
        used: set[int] = set()
        if not ties and relays:
            self.relay_alone(line, relays, outer, number, block, used)
        for index, made in enumerate(ties):
            self.one(line, index, ties, parties, media, relays, outer, number, block, nested, used)
        self.quotations(line, found, parties, outer, number, block, nested, used)

    def parties(self, line: Line, ties: list[Attribution]) -> list[Party]:
        """Who stands behind each attribution of the line, in the order of the text."""
        parties: list[Party] = []
        for made in ties:
            if made.entry.frame in ("hearsay", "noun") or made.entry.nobody:
                parties.append(NOBODY)
            elif made.clitic:
                parties.append(self.clitic(made))
            elif made.source:
                parties.append(self.referents.party(line, made.source, made.apposed))
            else:
                said = next((party for party in reversed(parties) if party is not NOBODY), None)
                parties.append(said or self.subject(line, made.start))
        return parties

    def clitic(self, made: Attribution) -> Party:
        assert made.cue
        end = self.words.ends[made.cue[1] - 1]
        quoted = any(stretch and stretch[1] - 1 in self.quoted_words for stretch in (made.pre, made.post))
        return self.referents.clitic(Span(end - len(made.clitic), end), made.clitic, made.cue[0], people_first=quoted)

    def subject(self, line: Line, limit: int) -> Party:
        """The party that the sentence begins with."""
        first = self.grammar.skip_openers(self.words, line.first, limit)
        while first < limit and line.skip_time(first) > first:
            first = line.trim(line.skip_time(first), limit)[0]
        for number in range(first, min(first + 8, limit)):
            name = self.facts.named.get(number)
            if name:
                return self.referents.party(line, (first, name[0]))
            if number in line.quote_of or line.stop(number):
                break
            if self.words.lows[number] in self.referents.pointers.behind:
                return self.referents.party(line, (first, number + 1))
        if first < limit and first not in line.quote_of:
            short = (first, min(first + (1 if self.words.lows[first] in self.referents.pointers.pronouns else 2), limit))
            return self.referents.party(line, short)
        return NOBODY

    # --- media ---
    def media(self, line: Line, ties: list[Attribution], relays: list[Attribution], parties: list[Party]) -> list[list[tuple[bool, Hop]]]:
        """For each attribution the media of its words, nearest first, each with whether it stands upstream of the speaker."""
        media: list[list[tuple[bool, Hop]]] = [[] for _ in ties]
        for made in relays:
            self.cited.append((made.start, made.end))
            owners = [i for i, tie in enumerate(ties) if tie.entry.frame not in ("hearsay", "noun")] or list(range(len(ties)))
            before = [i for i in owners if (ties[i].cue or (ties[i].start, 0))[0] < made.start]
            assert made.cue and made.source
            for index in owners if not before else before[-1:]:
                self.add_medium(line, media[index], made.cue, made.source, made.apposed, made.entry.upstream)
            for index in owners:  # words of the same sentence that follow share the medium
                if before and index not in before and not holds(ties[before[-1]], ties[index]):
                    self.add_medium(line, media[index], made.cue, made.source, made.apposed, made.entry.upstream)
        return media

    def add_medium(self, line: Line, media: list[tuple[bool, Hop]], cue: Stretch, phrase: Stretch, apposed: tuple[Stretch, ...], upstream: bool) -> None:
        kept = len(self.referents.focus)
        party = self.referents.party(line, phrase, apposed)
        del self.referents.focus[kept:]  # whoever passes it on is not who a pronoun means
        if not self.is_outlet(party) and (upstream or passes_on(party)):
            media.append((upstream, hop(party, self.words.span(*cue))))

    def is_outlet(self, party: Party) -> bool:
        """Whether a party is the outlet of the report itself."""
        outlet = self.referents.outlet
        return bool(outlet) and (party.name or "").casefold() in (outlet, outlet.split(".")[0])

    # --- one attribution ---
    def one(self, line: Line, index: int, ties: list[Attribution], parties: list[Party], media: list[list[tuple[bool, Hop]]],
            relays: list[Attribution], outer: tuple[Hop, ...], number: int, block: int, nested: bool, used: set[int]) -> None:  # fmt: skip
        made, party = ties[index], parties[index]
        if nested and made.entry.mind or made.source and self.words.lows[made.source[1] - 1] in self.referents.pointers.nobody:
            return  # what the speaker himself thinks, or the reader is told to
        if made.entry.quiet and not any(i in line.quote_of for s in (made.pre, made.post) if s for i in range(*s)):
            return
        content = self.content(line, made, ties, block, number)
        if not content:
            return
        chain = self.chain(line, index, ties, parties, media, outer)
        if covered_by_medium(line, index, ties, parties, content):
            return
        chain = self.carry(chain, party, made, media[index], block)
        chain = self.doer(line, content, party, chain)
        told = Told(content, party, self.words.span(*made.cue) if made.cue else None, chain, made.entry, block, number, made.start, made.end,
                    certainty=made.entry.certainty, passed_on=tuple((r.start, r.end) for r in relays), own_media=bool(media[index] or made.relays), nested=nested)  # fmt: skip
        self.add(told)
        for stretch in content:
            self.inside(line, stretch, told, outer, used)

    def add(self, told: Told) -> None:
        """Keeps a claim, its form read off the marks around its content; a carried medium joins its chain."""
        told.form = form(self.facts, told.content, told.nested)
        self.told.append(told)

    def chain(self, line: Line, index: int, ties: list[Attribution], parties: list[Party], media: list[list[tuple[bool, Hop]]], outer: tuple[Hop, ...]) -> tuple[Hop, ...]:
        """From whoever told the party, over its media, to those in whose words it stands."""
        made = ties[index]
        chain = lined_up(hop(parties[index], self.cue(made)), self.listeners(line, made), media[index])
        tellers = tuple(hop(self.referents.party(line, teller.source), self.cue(teller)) for teller in made.tellers if teller.source)
        around: list[Hop] = []
        for other, tie in enumerate(ties):
            if other != index and holds(tie, made) and parties[other] is not NOBODY:
                around.extend(lined_up(hop(parties[other], self.cue(tie)), self.listeners(line, tie), media[other]))
        return distinct((*tellers, *chain, *around, *outer))

    def doer(self, line: Line, content: list[Stretch], party: Party, chain: tuple[Hop, ...]) -> tuple[Hop, ...]:
        """The chain with the body in front that a medium quotes on its own doings: “Perusahaan telah …,” ungkap KCNA."""
        first, last = content[0]
        if not party.medium or first not in line.quote_of:
            return chain
        begin = self.grammar.skip_signs(self.words, first, last)
        found = self.referents.pointers.nouns.at(self.words, begin)
        acts = found is not None and "organisation" in found[1] and found[0] < last and self.words.lows[found[0]] in self.grammar.adverbs
        return (hop(self.referents.unnamed((first, found[0])), None), *chain) if found and acts else chain

    def cue(self, made: Attribution) -> Span | None:
        return self.words.span(*made.cue) if made.cue else None

    def listeners(self, line: Line, made: Attribution) -> list[Hop]:
        """The media that somebody spoke to."""
        heard: list[tuple[bool, Hop]] = []
        for cue, phrase, _ in made.relays:
            self.add_medium(line, heard, cue, phrase, (), False)
        return [one for _, one in heard]

    def carry(self, chain: tuple[Hop, ...], party: Party, made: Attribution, media: list[tuple[bool, Hop]], block: int) -> tuple[Hop, ...]:
        """The chain with the medium of the words before it in the paragraph, when those were a medium's or the same speaker's."""
        last = self.told[-1] if self.told else None
        if last is None or last.block != block or last.nested or media or made.relays or party.medium or party is NOBODY:
            return chain
        same = party.name == last.party.name
        if not (last.own_media and (last.party.medium or same)):
            return chain
        heard = last.chain if not same else tuple(one for one in last.chain if one.name != party.name)
        return distinct((*chain, *(structs.replace(one, carried=True) for one in heard if one.name)))

    def content(self, line: Line, made: Attribution, ties: list[Attribution], block: int, number: int) -> list[Stretch]:
        """The stretches that an attribution ascribes; what it points back to when it only points back."""
        if made.entry.frame == "tail":
            return self.passage(block)
        pre = made.pre
        if made.points_back or (pre and made.entry.frame == "passive" and self.points_back(pre)):
            return list(self.told[-1].content) if self.told else []
        stretches = [tidy(line, stretch) for stretch in (pre, made.post) if stretch]
        stretches = [stretch for stretch in stretches if stretch[0] < stretch[1]]
        if not stretches and made.pre is None and made.source and not made.post:
            return self.waiting(block, number)
        return stretches

    def waiting(self, block: int, number: int) -> list[Stretch]:
        """The quotation of the sentence before that has found no speaker yet: “Why?” Ani asked."""
        last = self.told[-1] if self.told else None
        if last and last.cue is None and last.entry is SAYS and last.block == block and last.sentence == number - 1:
            self.told.pop()
            return last.content
        return []

    def points_back(self, stretch: Stretch) -> bool:
        found = self.grammar.back.at(self.words, stretch[0])
        return found is not None and found[0] >= stretch[1]

    def passage(self, block: int) -> list[Stretch]:
        """The sentences right before, nobody's so far, that a closing attribution covers."""
        covered: list[Stretch] = []
        for home in (block, block - 1):
            last_told = max((told.content[-1][1] for told in self.told), default=0)
            covered = [stretch for where, stretch in self.silent if where == home and stretch[0] >= last_told]
            if covered:
                break
        return [(covered[0][0], covered[-1][1])] if covered else []

    def relay_alone(self, line: Line, relays: list[Attribution], outer: tuple[Hop, ...], number: int, block: int, used: set[int]) -> None:
        """A sentence whose only source is a medium: …, dikutip dari X; Melansir X, …"""
        first = relays[0]
        assert first.source and first.cue
        party = self.referents.party(line, first.source, first.apposed)
        begin = line.trim(line.grammar.skip_openers(self.words, line.first, first.start), first.start)
        behind = line.trim(relays[-1].end, line.end())
        content = [stretch for stretch in ([begin] if begin[1] - begin[0] > 1 else [behind]) if stretch[1] - stretch[0] > 1]
        if self.is_outlet(party) or not (passes_on(party) or first.entry.upstream):
            return
        if not content:
            self.credits.append((hop(party, self.words.span(*first.cue)), self.words.span(line.first, line.end())))
            return
        further: list[tuple[bool, Hop]] = []
        for made in relays[1:]:
            assert made.cue and made.source
            self.add_medium(line, further, made.cue, made.source, made.apposed, made.entry.upstream)
        chain = distinct((*lined_up(hop(party, self.words.span(*first.cue)), [], further), *outer))
        told = Told(content, party, self.words.span(*first.cue), chain, first.entry, block, number, first.start, first.end,
                    certainty="reported", passed_on=tuple((r.start, r.end) for r in relays[1:]), own_media=True)  # fmt: skip
        self.add(told)
        for stretch in content:
            self.inside(line, stretch, told, outer, used)

    def inside(self, line: Line, stretch: Stretch, told: Told, outer: tuple[Hop, ...], used: set[int]) -> None:
        """Looks for attributions inside the quotations of a content, one depth down."""
        for a, b, quote in line.quotes:
            if a < stretch[1] and stretch[0] < b and a not in used:
                used.add(a)
                self.nest(quote, b, told)

    def nest(self, quote: Quote, end: int, told: Told) -> None:
        first, last = self.words.range(quote.inner)
        self.line(Line(self.facts, self.grammar, first, last, quote.depth + 1), told.chain, told.sentence, told.block, nested=True)

    # --- quotations without a cue ---
    def told_by(self) -> list[tuple[Stretch, str]]:
        """The stretches that an entity said in its own words."""
        return [(stretch, told.party.entity) for told in self.told if told.form != "indirect" and told.party.entity for stretch in told.content]

    def quotations(self, line: Line, found: list[Attribution], parties: list[Party], outer: tuple[Hop, ...], number: int, block: int, nested: bool, used: set[int]) -> None:
        """Quotations that no cue of the line ascribes: they go on with the claim before them, or with whoever spoke last."""
        for a, b, quote in line.quotes:
            if a in used or nested:
                continue
            previous = self.told[-1] if self.told else None
            inner = edges(line, self.words.range(quote.inner))
            alone = line.trim(line.first, line.end())[0] == a or a == line.first
            if alone and previous and self.goes_on(previous, quote, block):
                previous.content.append(inner)
                previous.form = form(self.facts, previous.content, previous.nested)
                self.nest(quote, b, previous)
            elif alone or line.lows[max(a - 1, 0)] in ":," or (inner[1] - inner[0] >= 5 and not line.is_title(a)):
                self.speakerless(line, (a, b, quote), inner, found, parties, outer, number, block)
            used.add(a)

    def goes_on(self, previous: Told, quote: Quote, block: int) -> bool:
        """Whether a quotation without a source continues the claim before it."""
        last = previous.content[-1]
        held = next((q for a, b, q in self.facts.quotes if q.depth == 0 and a <= last[1] - 1 < b), None)
        if held is None:
            return False
        return previous.block == block and held.closed or (previous.block == block - 1 and not held.closed) or (previous.block == block and not held.closed)

    def speakerless(self, line: Line, where: tuple[int, int, Quote], inner: Stretch, found: list[Attribution], parties: list[Party], outer: tuple[Hop, ...], number: int, block: int) -> None:
        """A claim for a quotation without a cue: the subject of its sentence speaks, or the last speaker."""
        a, b, quote = where
        party = next((p for p in reversed(parties) if p is not NOBODY), None)
        if party is None and a > line.first + 1:
            party = self.subject(line, a)
        if party is None or party is NOBODY:
            last = next((told.party for told in reversed(self.told) if told.party is not NOBODY and told.block >= block - 2), None)
            party = last or NOBODY
        told = Told([inner], party, None, distinct((hop(party, None), *outer)), SAYS, block, number, a, b)
        self.add(told)
        self.nest(quote, b, told)


def passes_on(party: Party) -> bool:
    """Whether a party can carry words: a medium, a paper, a body with a name; nobody's quotation of a thing."""
    return party.medium or party.document or party.status == "named"


def tell(teller: Teller, sentences: tuple[Sentence, ...]) -> Teller:
    """The teller, having gone through all paragraphs of a report."""
    for _, group in groupby(enumerate(sentences), key=lambda pair: pair[1].block):
        paragraph(teller, list(group))
    return teller


def paragraph(teller: Teller, sentences: list[tuple[int, Sentence]]) -> None:
    """Tells one paragraph: an answer of a transcript as a whole, anything else sentence by sentence."""
    number, first = sentences[0]
    label = transcript_label(teller.words, first.first, sentences[-1][1].last)
    if label:
        teller.answer(number, first.block, label, sentences[-1][1].last)
        return
    for number, sentence in sentences:
        teller.sentence(number, sentence)


def transcript_label(words: Words, first: int, last: int) -> Stretch | None:
    """“HALLORAN:” at the head of a paragraph: one to four words in capitals before a colon."""
    end = first
    while end < last and end - first < 4 and words.word(end).isupper() and words.word(end).isalpha():
        end += 1
    spoken = end > first and end + 1 < last and words.lows[end] == ":" and words.ends[end - 1] - words.starts[first] > 1
    return (first, end) if spoken else None


# --- small tools --------------------------------------------------------------------------------------------------------------
def cut(line: Line, ties: list[Attribution], relays: list[Attribution]) -> None:
    """Cuts the contents of a line against one another: a second attribution ends the content of the first, a nested one does not."""
    for made in list(ties):
        if made.entry.frame == "noun" and any(made is not tie and tie.entry.frame == "verb" and tie.cue and tie.cue[1] <= made.start < tie.end for tie in ties):
            ties.remove(made)  # “said in a statement that”: the noun is part of the attribution
    for index, made in enumerate(ties):
        if made.post:
            first, last = made.post
            for other in sorted((*ties[index + 1 :], *relays), key=lambda tie: tie.start):
                if other.start < first:
                    continue
                outer = other.pre is not None and other.pre[0] <= made.start
                if other.entry.frame == "relay" or other.joined or outer or other.entry.frame == "tail":
                    last = min(last, other.start)
                    break
            inner = next((tie for tie in ties[index + 1 :] if tie.entry.frame == "noun" and first <= tie.start <= first + 3), None)
            made.post = inner.post if inner and inner.post else line.trim(first, last)
            made.post = before_colon(line, quotation_only(line, made.post))
            if inner and inner.post:
                inner.post = made.post
    for made in ties:
        for other in relays:
            if made.pre and made.pre[0] <= other.start < made.pre[1]:
                made.pre = line.trim(other.end, made.pre[1]) if other.start <= made.pre[0] + 1 else line.trim(made.pre[0], other.start)


def quotation_only(line: Line, stretch: Stretch) -> Stretch:
    """A content that opens with a whole quotation ends with it, when what follows is only tied on."""
    first, last = stretch
    if first >= last or first not in line.quote_of:
        return stretch
    a, b, quote = line.quotes[line.quote_of[first]]
    if a == first and b < last and (line.stop(b) or line.lows[b] in line.grammar.coordinate or line.lows[b] in line.grammar.subordinate):
        behind = [q for q in line.quotes if b <= q[0] < last]
        return stretch if behind else (a, b)
    return stretch


def before_colon(line: Line, stretch: Stretch) -> Stretch:
    """A content in plain words ends before a colon that brings in a quotation."""
    first, last = stretch
    for number in range(first, last - 1):
        if line.lows[number] == ":" and number not in line.quote_of and number + 1 in line.quote_of:
            return line.trim(first, number)
    return stretch


def tidy(line: Line, stretch: Stretch) -> Stretch:
    """A content without the marks that enclose it and without signs at its edges."""
    first, last = line.trim(*stretch)
    while first < last and last - 1 not in line.quote_of and line.lows[last - 1] in ENDS and line.lows[last - 1] not in "?!":
        last -= 1
    if first >= last:
        return first, first
    a, b, quote = line.quotes[line.quote_of[first]] if first in line.quote_of else (-1, -1, None)
    if quote is not None and a == first and b >= last:
        return edges(line, line.words.range(quote.inner))
    return first, last


def edges(line: Line, stretch: Stretch) -> Stretch:
    """A quotation without the comma or full stop before its closing mark."""
    first, last = stretch
    while last - 1 > first and line.lows[last - 1] in (",", ".", ";", ":"):
        last -= 1
    return first, last


def holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether one attribution stands inside the content of another."""
    if inner.cue is None:
        return False
    if outer.pre and outer.post and outer.pre[0] <= inner.start and outer.post[0] <= inner.cue[0] and inner.cue[1] <= outer.post[1]:
        return True  # “Kim, menurut KCNA, mendesak …”: one stands between the other's source and verb
    return any(stretch and stretch[0] <= inner.start and inner.cue[1] <= stretch[1] for stretch in (outer.pre, outer.post))


def covered_by_medium(line: Line, index: int, ties: list[Attribution], parties: list[Party], content: list[Stretch]) -> bool:
    """Whether a medium only passes on what somebody says in its content: then it is a hop of that claim and makes none of its own."""
    if not parties[index].medium or ties[index].entry.frame == "hearsay":
        return False
    first, last = content[0][0], content[-1][1]
    for other, made in enumerate(ties):
        if other != index and holds(ties[index], made) and parties[other] is not NOBODY and not parties[other].medium and not made.joined:
            ends = max((stretch[1] for stretch in (made.post, made.pre) if stretch), default=0)
            if made.start <= first + 1 and ends >= last - 1:
                return True
    return False


def form(facts: Facts, content: list[Stretch], nested: bool) -> Literal["direct", "mixed", "indirect"]:
    """Whether a content stands in quotation marks: all of it, a part, or nothing."""
    depth = 1 if nested else 0
    marked = plain = 0
    for first, last in content:
        covered = {n for a, b, q in facts.quotes if q.depth == depth for n in range(max(a, first), min(b, last))}
        signs = sum(facts.words.lows[n][0].isalnum() for n in range(first, last))
        inside = sum(facts.words.lows[n][0].isalnum() for n in covered)
        marked, plain = marked + inside, plain + signs - inside
    return "direct" if marked and not plain else "mixed" if marked else "indirect"


