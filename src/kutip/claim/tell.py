"""The telling of one report: its sentences in order, each with what was said before it in mind."""

from itertools import groupby

from msgspec import structs

from kutip.claim.attribution import Attribution
from kutip.claim.chain import distinct, hop, lined_up
from kutip.claim.cut import edges, form, tidy
from kutip.claim.grammar import DASHES, ENDS, MARKS, Grammar
from kutip.claim.hearing import Hearing, passes_on
from kutip.claim.learned import within
from kutip.claim.line import Facts, Line, Stretch
from kutip.claim.party import NOBODY, Party
from kutip.claim.refer import Referents
from kutip.claim.told import Told
from kutip.record import Hop, Quote, Sentence, Span

LONGEST = 1000
"""Words of a sentence that are read together."""


class Teller:
    """Goes through a report sentence by sentence and keeps what it heard."""

    def __init__(self, facts: Facts, grammar: Grammar, referents: Referents) -> None:
        self.facts, self.words, self.grammar, self.referents = facts, facts.words, grammar, referents
        self.told: list[Told] = []
        self.silent: list[tuple[int, Stretch]] = []
        """Sentences nobody was named for, as (block, stretch)."""
        self.cited: list[Stretch] = []
        """The words that name media which passed something on."""
        self.credits: list[tuple[Hop, Span]] = []
        """Media to whom a paragraph of its own credits the whole text, with the words that do so."""
        self.before = self.here = 0
        """The first word of the sentence before, and of this one."""
        self.askers: frozenset[str] = frozenset()
        """Who asks in an interview: an interviewer's questions make no claims."""
        self.block = self.number = 0
        """Where it is: the paragraph and the sentence, counted from 0."""

    # --- the report, a paragraph, a sentence ---
    def report(self, sentences: tuple[Sentence, ...]) -> None:
        """Takes in all sentences of a report."""
        paragraphs = [list(group) for _, group in groupby(enumerate(sentences), key=lambda pair: pair[1].block)]
        self.askers = self.interviewers(paragraphs)
        for paragraph in paragraphs:
            self.block = paragraph[0][1].block
            self.paragraph(paragraph)

    def interviewers(self, paragraphs: list[list[tuple[int, Sentence]]]) -> frozenset[str]:
        """The labels of a transcript that only ask while others speak."""
        asks: dict[str, bool] = {}
        for paragraph in paragraphs:
            last = paragraph[-1][1].last
            label = self.label(paragraph[0][1].first, last)
            if label:
                name = self.printed(label)
                asks[name] = asks.get(name, True) and self.asks(last)
        return frozenset(name for name, only in asks.items() if only and len(asks) > 1)

    def printed(self, label: Stretch) -> str:
        """The words of a label."""
        return " ".join(self.words.lows[slice(*label)])

    def asks(self, last: int) -> bool:
        """Whether a paragraph ends with a question mark, closing marks aside."""
        return "?" in self.words.lows[last - 2 : last]

    def paragraph(self, sentences: list[tuple[int, Sentence]]) -> None:
        """Takes in a paragraph: an answer of a transcript as a whole, anything else sentence by sentence."""
        (self.number, opening), (_, closing) = sentences[0], sentences[-1]
        label = self.label(opening.first, closing.last)
        if label:
            self.answer(label, closing.last)
            return
        for self.number, sentence in sentences:
            self.sentence(sentence)

    def label(self, first: int, last: int) -> Stretch | None:
        """“HALLORAN:” at the head of a paragraph: one to four words in capitals before a colon."""
        words = self.words
        end = first = first + 1 if words.lows[first] in MARKS and first + 1 < last else first
        while end < last and end - first < 5 and (words.lows[end] in "-." or words.word(end).isupper()):
            end += 1
        speaks = end > first and end + 1 < last and words.lows[end] == ":"
        return (first, end) if speaks and words.ends[end - 1] - words.starts[first] > 1 else None

    def answer(self, label: Stretch, last: int) -> None:
        """Takes in a paragraph of a transcript, “NAME: words”: all of it is one claim."""
        if self.printed(label) in self.askers:
            return
        party = self.referents.speaker(label)
        line = Line(self.facts, self.grammar, label[1] + 1, last - 1 if self.words.lows[last - 1] in MARKS else last)
        content = line.trim(line.first, line.last)
        told = Told([content], party, None, (hop(party, None),), self.block, self.number, *label, form="direct")
        if content[0] < content[1]:
            self.told.append(told)
            self.sentences(*content, told, 0)

    def sentence(self, sentence: Sentence) -> None:
        """Takes in the next sentence; one that no reporter ever wrote is cut, so that time stays linear."""
        for first in range(sentence.first + LONGEST, sentence.last, LONGEST):
            self.sentence(structs.replace(sentence, first=first - LONGEST, last=first))
            sentence = structs.replace(sentence, first=first)
        line = Line(self.facts, self.grammar, sentence.first, sentence.last)
        if self.signs(line):
            return
        before = len(self.told)
        self.before, self.here = self.here, sentence.first
        self.line(line, ())
        if len(self.told) == before:
            begin = self.grammar.skip_openers(self.words, line.first, line.last)
            self.silent.append((self.block, line.trim(begin, line.end())))
        self.focus(line)

    def signs(self, line: Line) -> bool:
        """Whether the line is a dash and a name behind a quotation, whose speaker that is: “…” — Ani Colfax."""
        last, name = self.told[-1] if self.told else None, self.facts.named.get(line.first + 1)
        if last is None or name is None or self.words.lows[line.first] not in DASHES or name[0] < line.end():
            return False
        if last.cue is not None or last.block != self.block or last.form != "direct":
            return False
        last.party = self.referents.party(line, (line.first + 1, name[0]))
        last.chain = (hop(last.party, None),)
        return True

    def focus(self, line: Line) -> None:
        """Where nobody spoke, the first person named in the sentence is who a pronoun will mean."""
        spoke = any(
            line.first <= at < line.last and one.kind == "person" for at, one in self.referents.focus.noted[-6:]
        )
        if spoke:
            return
        for number, entity in self.referents.focus.named_in(line.first, line.last):
            if entity.kind == "person" and number not in line.quote_of and not self.governed(line, number):
                self.referents.focus.note(number, entity)
                return

    def governed(self, line: Line, number: int) -> bool:
        """Whether a preposition stands before the name: then it is nobody's subject, unless more is told of him."""
        if number == line.first or self.grammar.adjuncts.at(self.words, number - 1) is None:
            return False
        behind = self.facts.named[number][0]
        return not (behind + 1 < line.last and self.words.lows[behind + 1] in self.grammar.relative)

    # --- a line ---
    def line(self, line: Line, outer: tuple[Hop, ...], nested: bool = False) -> None:
        """Takes in a sentence, or what somebody says inside one."""
        if not line.quotes and next(line.cues(), None) is None and not within(line):
            return
        hearing = Hearing(line, self.referents, outer, nested)
        self.cited.extend((made.start, made.end) for made in hearing.relays)
        if hearing.relays and not hearing.ties:
            self.passed_on(hearing)
        for index in range(len(hearing.ties)):
            self.attribution(hearing, index)
        if not nested:
            self.quotations(hearing)

    def attribution(self, hearing: Hearing, index: int) -> None:
        """Keeps the claim that one attribution makes, if it makes any."""
        made, party = hearing.ties[index], hearing.parties[index]
        if hearing.repeats(index) or self.goes_without(hearing.line, made, party):
            return
        content = [] if self.says_nothing(hearing, made) else self.content(hearing.line, made)
        if not content and made.entry.frame == "tail" and party.medium:
            self.pass_on(hop(party, hearing.cue(made)))
        if (
            not content
            or hearing.covered(index, content)
            or (made.entry.frame == "verb" and not made.entry.demand and self.is_scrap(hearing.line, content))
        ):
            return
        content = [*self.unfinished(hearing, content), *content]
        chain = self.carry(hearing.chain(index), party, bool(hearing.media[index] or made.relays))
        self.keep(
            hearing,
            Told(
                content=content,
                party=party,
                cue=hearing.cue(made),
                chain=hearing.doer(content, party, chain),
                block=self.block,
                sentence=self.number,
                start=made.start,
                end=made.end,
                certainty=made.entry.certainty,
                demand=made.entry.demand,
                points_back=made.points_back,
                further=(
                    *((relay.start, relay.end) for relay in hearing.relays),
                    *([made.setting] if made.setting else []),
                ),
                own_media=bool(hearing.media[index] or made.relays),
                by=made.by,
                nested=hearing.nested,
            ),
        )

    def goes_without(self, line: Line, made: Attribution, party: Party) -> bool:
        """Whether nobody is there to say it (“Asked whether …”), or the speaker only denies what he has just
        said about."""
        if made.inherits and party is NOBODY:
            return not (made.post and made.post[0] in line.quote_of)
        last = self.told[-1] if self.told else None
        return made.points_back and last is not None and last.sentence == self.number and last.party.name == party.name

    def is_scrap(self, line: Line, content: list[Stretch]) -> bool:
        """Whether a single word is left, neither quoted nor a number: nothing that anybody said."""
        first, last = content[0]
        lone = len(content) == 1 and last - first == 1
        return lone and first not in line.quote_of and not self.words.lows[first][0].isdigit()

    def unfinished(self, hearing: Hearing, content: list[Stretch]) -> list[Stretch]:
        """The quotation of the paragraph before that was never closed and goes on here, where its speaker is named."""
        last = self.told[-1] if self.told else None
        if last is None or last.cue is not None or last.block != self.block - 1 or hearing.nested:
            return []
        held = self.facts.quotes_over(last.content[-1][1] - 1, last.content[-1][1], 0)
        starts_here = content[0][0] - 1 <= hearing.line.first and content[0][0] in hearing.line.quote_of
        if not (held and not held[0][2].closed and starts_here):
            return []
        return self.told.pop().content

    def says_nothing(self, hearing: Hearing, made: Attribution) -> bool:
        """Whether it tells only what a speaker himself or the reader thinks, or is mere praise without its words."""
        if hearing.nested and made.entry.mind:
            return True
        if made.source and self.words.lows[made.source[1] - 1] in self.referents.pointers.nobody:
            return True
        stretches = [stretch for stretch in (made.pre, made.post) if stretch]
        return made.entry.quiet and not any(
            n in hearing.line.quote_of for stretch in stretches for n in range(*stretch)
        )

    def keep(self, hearing: Hearing, told: Told) -> None:
        """Adds a claim, and those made inside its quotations."""
        told.form = "indirect" if told.points_back else form(self.facts, told.content, told.nested)
        self.told.append(told)
        for first, last, quote in hearing.line.quotes:
            if first not in hearing.used and any(first < b and a < last for a, b in told.content):
                hearing.used.add(first)
                self.nest(quote, told)

    def nest(self, quote: Quote, told: Told) -> None:
        """Takes in what somebody says inside a quotation."""
        self.sentences(*self.words.range(quote.inner), told, quote.depth + 1)

    def sentences(self, first: int, last: int, told: Told, depth: int) -> None:
        """Takes in the sentences that somebody says, one by one."""
        begin = first
        for number in range(first, last):
            if number + 1 == last or self.words.lows[number] in ENDS:
                self.line(Line(self.facts, self.grammar, begin, number + 1, depth), told.chain, nested=True)
                begin = number + 1

    def carry(self, chain: tuple[Hop, ...], party: Party, own_media: bool) -> tuple[Hop, ...]:
        """The chain with the medium of the words before it in the paragraph, if those were a medium's or the
        same speaker's."""
        last = self.told[-1] if self.told else None
        if last is None or last.block != self.block or last.nested or not last.own_media:
            return chain
        if own_media or party.medium or party is NOBODY:
            return chain
        same = party.name == last.party.name
        if not (last.party.medium or same):
            return chain
        heard = (one for one in last.chain if one.name and not (same and one.name == party.name))
        return distinct((*chain, *(structs.replace(one, carried=True) for one in heard)))

    # --- contents ---
    def content(self, line: Line, made: Attribution) -> list[Stretch]:
        """The stretches that an attribution ascribes; what it points back to when it only points back."""
        if made.entry.frame == "tail":
            return self.passage()
        if made.entry.frame == "passive" and made.pre and made.post is None and self.points_back(made.pre):
            return self.passage() or self.last_content()
        if made.points_back:
            return self.last_content()
        if made.pre is None and made.post is None:
            return self.waiting() if made.source else []
        stretches = (tidy(line, stretch) for stretch in (made.pre, made.post) if stretch)
        return [stretch for stretch in stretches if stretch[0] < stretch[1]]

    def points_back(self, stretch: Stretch) -> bool:
        """Whether a subject only points back to what was said: isu itu, angka tersebut, the claim."""
        found = self.grammar.back.at(self.words, stretch[0])
        short = stretch[1] - stretch[0] <= 12 and self.words.lows[stretch[1] - 1] in self.grammar.behind
        return short or (found is not None and found[0] >= stretch[1])

    def last_content(self) -> list[Stretch]:
        """What was said last."""
        return list(self.told[-1].content) if self.told else []

    def waiting(self) -> list[Stretch]:
        """The quotation of the sentence before that has found no speaker yet: “Why?” Ani asked."""
        last = self.told[-1] if self.told else None
        if last and last.cue is None and last.block == self.block and last.sentence == self.number - 1:
            self.told.pop()
            return last.content
        return []

    def passage(self) -> list[Stretch]:
        """The sentences right before, nobody's so far, that a closing attribution covers."""
        last_told = max((told.content[-1][1] for told in self.told[-20:]), default=0)
        for block in (self.block, self.block - 1):
            covered = [stretch for home, stretch in self.silent[-50:] if home == block and stretch[0] >= last_told]
            if covered:
                return [(covered[0][0], covered[-1][1])]
        return []

    def passed_on(self, hearing: Hearing) -> None:
        """A sentence whose only source is a medium: …, dikutip dari X; Melansir X, …"""
        line, first = hearing.line, hearing.relays[0]
        assert first.source and first.cue
        party = self.referents.party(line, first.source, first.apposed)
        if self.referents.is_outlet(party) or not (passes_on(party) or first.entry.upstream):
            return
        cue = self.words.span(*first.cue)
        begin = self.grammar.skip_openers(self.words, line.first, first.start)
        around = (line.trim(begin, first.start), line.trim(hearing.relays[-1].end, line.end()))
        content = next((stretch for stretch in around if stretch[1] - stretch[0] > 1), None)
        if content is not None and self.points_back(content):
            self.pass_on(hop(party, cue))
            return
        if content is None:
            self.credits.append((hop(party, cue), self.words.span(line.first, line.end())))
            return
        further = [one for made in hearing.relays[1:] for one in hearing.medium(made)]
        chain = distinct((*lined_up(hop(party, cue), [], further), *hearing.outer))
        told = Told([content], party, cue, chain, self.block, self.number, first.start, first.end, certainty="reported")
        told.further = tuple((made.start, made.end) for made in hearing.relays[1:])
        told.own_media, told.nested = True, hearing.nested
        self.keep(hearing, told)

    def pass_on(self, medium: Hop) -> None:
        """“Laporan itu dikutip X”: a medium joins the chains of the sentence before."""
        for told in self.told[-10:]:
            if told.sentence == self.told[-1].sentence:
                told.chain = distinct((*told.chain, medium))

    # --- quotations without a cue ---
    def quotations(self, hearing: Hearing) -> None:
        """Quotations that no cue of the line ascribes: they go on with the claim before them, or with whoever
        spoke last."""
        line = hearing.line
        head = line.trim(line.first, line.end())[0]
        for first, _, quote in line.quotes:
            if first in hearing.used:
                continue
            hearing.used.add(first)
            inner = edges(line, self.words.range(quote.inner))
            alone = first in (head, line.first)
            open_ = next((told for told in reversed(self.told[-20:]) if not told.nested), None)
            if alone and open_ and self.goes_on(open_):
                open_.content.append(inner)
                open_.form = form(self.facts, open_.content, open_.nested)
                self.nest(quote, open_)
            elif alone or line.lows[first - 1] in ":," or (inner[1] - inner[0] >= 5 and not line.is_title(first)):
                self.speakerless(hearing, first, inner, quote)

    def goes_on(self, previous: Told) -> bool:
        """Whether a quotation without a source continues the claim before it: in its paragraph, or in the next one
        when the quotation there was not closed."""
        last = previous.content[-1][1] - 1
        held = self.facts.quotes_over(last, last + 1, 0)
        return bool(held) and (
            previous.block == self.block or (previous.block == self.block - 1 and not held[0][2].closed)
        )

    def speakerless(self, hearing: Hearing, first: int, inner: Stretch, quote: Quote) -> None:
        """A claim for a quotation without a cue: whoever speaks in its sentence, its subject, or the last speaker."""
        party = hearing.spoken()
        if party is None and first <= hearing.line.first + 1:
            party = hearing.named_behind(first)
        if party is None and first > hearing.line.first + 1:
            party = hearing.subject(first)
        noted = self.referents.focus.noted
        if party is None and noted and self.before <= noted[-1][0] < hearing.line.first:
            party = self.referents.known_again(noted[-1][1])
        if party is None or party is NOBODY:
            near = (told.party for told in reversed(self.told) if told.block >= self.block - 2)
            party = next((one for one in near if one is not NOBODY), NOBODY)
        chain = distinct((hop(party, None), *hearing.outer))
        last = self.words.range(quote)[1]
        told = Told([inner], party, None, chain, self.block, self.number, first, last)
        told.form = form(self.facts, told.content, False)
        self.told.append(told)
        self.nest(quote, told)

    def in_own_words(self) -> list[tuple[Stretch, str]]:
        """The stretches that an entity said in its own words."""
        return [
            (stretch, told.party.entity)
            for told in self.told
            if told.form != "indirect" and told.party.entity
            for stretch in told.content
        ]
