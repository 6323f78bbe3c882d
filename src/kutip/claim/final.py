"""Attribution where verbs close their clauses: “the agency | shells | were made | that | said”.

The content stands before its verb with a particle for “that” behind it. The source stands at the head of the clause, or
between content and verb. A content may end with a verb of speech in its turn, so a line is read from its end.
"""

from collections.abc import Iterator
from itertools import islice

from msgspec import structs

from kutip.claim.attribution import Attribution, nonempty
from kutip.claim.grammar import STOPS
from kutip.claim.line import Line, Stretch
from kutip.claim.phrase import Phrasing
from kutip.lang.cues import Cue

MOST = 40
"""Cues of one line that are looked at: no sentence has as many, and time stays linear."""
NEAR = 3
"""Words between a noun of hearsay and the end: the view that … is heard | ever more often."""
FEW = 8
"""Words between a “that” and the end of its sentence, where no verb of speech follows."""
SAYS = frozenset({"verb", "hearsay", "tail"})
Said = tuple[int, int, Cue]
"""A cue: its first word, the word behind it, how it is used."""


def attributions(line: Line) -> list[Attribution]:
    """The attributions of a line, in the order of their sources."""
    found = Clauses(line).within(line.first, line.end(), whole=True)
    return sorted(found, key=lambda made: made.start)


class Clauses:
    """The clauses of one line."""

    def __init__(self, line: Line) -> None:
        self.line, self.lows, self.grammar = line, line.lows, line.grammar
        self.cues: list[Said] = [
            (first, last, entries[0]) for first, last, (entries, _) in islice(line.cues(), MOST) if entries
        ]
        self.phrases = Phrasing(line, self.cues)

    def within(self, first: int, last: int, whole: bool = False) -> Iterator[Attribution]:
        """What is said between two words: in whose name all of it stands, then clause by clause; in a `whole` sentence
        also what is said without a verb of speech."""
        first = self.grammar.skip_openers(self.line.words, first, last)
        for begin, end, entry in self.cues:
            if entry.frame == "according" and first < begin and end < last:
                source = self.phrases.origin(begin, first)
                if source:
                    yield from self.within(first, source[0])
                    yield from self.according((begin, end, entry), source, last)
                    return
        for cue in self.closing(first, last, whole):
            found = list(self.clause(first, cue))
            if found:
                first = self.grammar.skip_openers(self.line.words, self.line.trim(cue[1], last)[0], last)
            yield from found

    def according(self, cue: Said, source: Stretch, last: int) -> Iterator[Attribution]:
        """“According to X”, and what others say inside what follows."""
        begin, end, entry = cue
        inner = list(self.within(end, last))
        heard = [made for made in inner if made.entry.frame == "hearsay"]
        made = Attribution((begin, end), entry, source[0], end, source=source)
        stop = next((one.start for one in heard if one.end >= last), last)
        start = self.grammar.skip_openers(self.line.words, end, stop)
        made.post = nonempty(self.line.trim(start, stop))
        if made.post:
            yield made
            yield from (one for one in inner if one not in heard)

    def closing(self, first: int, last: int, whole: bool) -> Iterator[Said]:
        """The verbs of speech between two words that close a clause."""
        here = [cue for cue in self.cues if first <= cue[0] and cue[1] <= last and cue[2].frame in SAYS]
        for number, cue in enumerate(here):
            if self.closes(cue, last, whole and number + 1 == len(here)):
                yield cue

    def closes(self, cue: Said, last: int, final: bool) -> bool:
        """Whether a verb of speech closes its clause: no “that” hands it on to another verb. What is only heard stands
        near the end; a “that” says so itself where no verb of speech follows; a participle ends a content."""
        begin, end, entry = cue
        handed = end < last and self.line.words.joined(end) and self.lows[end] in self.grammar.that
        if entry.frame == "hearsay":
            return not handed and self.line.next_stop(end, last) - end <= NEAR
        if self.lows[begin] in self.grammar.that:
            return final and last - end <= FEW
        if self.lows[end - 1].endswith(self.grammar.bound):
            return end >= last
        return not handed

    def clause(self, first: int, cue: Said) -> Iterator[Attribution]:
        """The attribution of one clause, and those inside its content."""
        begin, end, entry = cue
        made = Attribution((begin, end), entry, begin, end)
        if entry.frame == "hearsay":
            made.pre = nonempty(self.line.trim(self.phrases.opening(first, begin, made), begin))
            contents = [made.pre] if made.pre else []
        else:
            contents = self.said(first, made)
        inner = [one for stretch in contents for one in self.within(*stretch)]
        heard = [one for one in inner if one.entry.frame == "hearsay" and one.end == contents[-1][1]]
        for one in heard:  # “that it is believed that”: the one who says so believes it
            firm = one.entry.certainty if made.entry.certainty == "stated" else made.entry.certainty
            made.entry = structs.replace(made.entry, certainty=firm)
        told = [one for one in inner if one.entry.frame == "verb" and one.source and one.end == contents[-1][1]]
        if (made.pre or made.points_back or made.source) and not (entry.frame == "hearsay" and told):
            yield made
        if made.pre or made.points_back or made.source:
            yield from (one for one in inner if one not in heard)

    def said(self, first: int, made: Attribution) -> list[Stretch]:
        """Finds source and content of a verb; the stretches in which somebody else may be quoted."""
        assert made.cue
        if self.lows[made.cue[0]] in self.grammar.particles:
            return self.implied(first, made)
        number = self.phrases.back(made.cue[0], first)
        near = self.phrases.subject_before(number, first)
        alone = near if near and self.phrases.speaks(near) else None
        source, begin = self.phrases.source(first, number)
        if made.entry.frame == "tail" or self.points_back(number, made.cue[0]):
            made.source = alone or source
            made.start = made.source[0] if made.source else made.start
            return []
        that = self.phrases.that_before(self.phrases.back(near[0], first), first) if near else None
        if near and that is not None:
            return self.tie(made, near, first, that)  # “… that | the agency | said”
        that = self.phrases.that_before(number, first)
        that = self.joined(begin, number) if that is None else that
        if that is not None:
            return self.tie(made, source, begin, that)
        if "noun" in made.entry.needs and number > first and self.lows[number - 1] in self.grammar.object:
            return self.object(made, source, begin, number - 1)
        return self.opening(made, alone, first)

    def implied(self, first: int, made: Attribution) -> list[Stretch]:
        """A content that the particle of a cue closes: “…” | that | she | sighed; “…” | of that view | she is."""
        assert made.cue
        number, end = made.cue
        near = self.phrases.subject_behind(end, self.line.next_stop(end))
        source, begin = (near, first) if near else self.phrases.source(first, number)
        return self.tie(made, source, begin, number) if source else []

    def joined(self, first: int, last: int) -> int | None:
        """Where a content ends that “that” joins to a verb behind an object: “…” | that | the charge | denied."""
        return next(
            (begin for begin, _, _ in self.cues if first < begin < last and self.lows[begin] in self.grammar.that), None
        )

    def opening(self, made: Attribution, source: Stretch | None, first: int) -> list[Stretch]:
        """A quotation at the head of the line, or of the sentence before: “It is over.” He left the hall and said."""
        quote = next(((a, b) for a, b, _ in self.line.quotes if a == first), None)
        if source is None or made.end < self.line.end():
            return []
        self.named(made, source, first, first)
        if quote is None:
            return []
        made.pre = quote
        return [quote]

    def points_back(self, first: int, last: int) -> bool:
        """Whether a word before a verb points at the sentence before: said *so*."""
        return any(self.grammar.back.at(self.line.words, number) for number in range(first, last))

    def tie(self, made: Attribution, source: Stretch | None, first: int, last: int) -> list[Stretch]:
        """Gives an attribution its source and the content between two words."""
        self.named(made, source, first, last)
        trails = source is not None and source[0] >= last
        begin = first if trails else self.phrases.opening(first, last, made)
        pieces = [piece for piece in self.pieces(begin, last) if piece[0] < piece[1]]
        if pieces:
            made.pre = pieces[0]
            made.post = (pieces[1][0], pieces[-1][1]) if len(pieces) > 1 else None
        return pieces

    def named(self, made: Attribution, source: Stretch | None, first: int, last: int) -> None:
        """Gives an attribution its source, and those the source cites."""
        made.source, made.inherits = source, source is None
        made.start = min(made.start, source[0]) if source else made.start
        made.relays = (*self.phrases.relays(first, last), *self.phrases.heard(first, made.cue[0] if made.cue else last))

    def object(self, made: Attribution, source: Stretch | None, first: int, last: int) -> list[Stretch]:
        """The object of a verb as its content, unless it only points back."""
        self.named(made, source, first, last)
        phrase = self.phrases.before(last, first)
        back = self.grammar.back.at(self.line.words, phrase[0]) if phrase else None
        made.points_back = back is not None and phrase is not None and back[0] >= phrase[1]
        made.pre = None if made.points_back else phrase
        return []

    def pieces(self, first: int, last: int) -> list[Stretch]:
        """A content in its pieces: quotations that “and” joins, each without the words that bring it in."""
        quotes = [(a, b) for a, b, _ in self.line.quotes if first <= a and b <= last]
        if not quotes:
            return [self.line.trim(first, last)]
        ended = [(a, b) for a, b in quotes if b == last or (self.tied(b, last) and not self.speaks(b, last))]
        if not ended:
            return [self.line.trim(first, last)]
        found: list[Stretch] = []
        for a, b in ended:
            found.append((a, b) if self.apart(first, a) else (self.line.trim(first, a)[0], b))
            first = self.behind_that(b, last)
        rest = self.line.trim(first, last)
        return [*found, rest] if rest[1] - rest[0] > 1 else found

    def speaks(self, first: int, last: int) -> bool:
        """Whether a verb of speech stands between two words: what is before it is its content."""
        begins = (begin for begin, _, _ in self.cues if self.lows[begin] not in self.grammar.that)
        return any(first <= begin < last for begin in begins)

    def tied(self, number: int, last: int) -> bool:
        """Whether “that” closes a quotation, perhaps behind a copula: nothing else belongs to its statement."""
        words, grammar = self.line.words, self.grammar
        if not words.joined(number):
            return False
        if self.lows[number] in grammar.that or number + 1 == last:
            return True
        return number + 1 < last and self.lows[number + 1] in grammar.that and words.joined(number + 1)

    def behind_that(self, number: int, last: int) -> int:
        """The word behind the “that” that closes a quotation."""
        while number < last and (self.line.words.joined(number) or self.lows[number] in STOPS):
            number += 1
        return number

    def apart(self, first: int, number: int) -> bool:
        """Whether the words before a quotation only bring it in: none of them is the subject of what it says, nor what
        it calls something (called | this | “proof”)."""
        if number > first and self.lows[number - 1] in self.grammar.object:
            return False
        return not any(self.phrases.is_subject(n) for n in range(first, number))
