"""The noun phrases of a clause whose verb stands last: each ends with its particle."""

from collections.abc import Iterator

from kutip.claim.attribution import Attribution
from kutip.claim.line import Line, Stretch
from kutip.lang.cues import Cue

LONGEST = 12
"""Words of a noun phrase."""


class Phrasing:
    """Finds the noun phrases of one line."""

    def __init__(self, line: Line, cues: list[tuple[int, int, Cue]]) -> None:
        self.line, self.lows, self.grammar = line, line.lows, line.grammar
        times = line.facts.times
        self.times = {times[first]: first for first in range(line.first, line.last) if first in times}
        """At the word behind a time: its first word."""
        self.passes = [(first, last) for first, last, entry in cues if entry.frame == "relay"]
        self.adjuncts: dict[int, int] = {}
        """At the word behind what closes an adjunct: its first word, of the longest such phrase."""
        for number in range(line.first, line.last):
            found = None if number in line.quote_of else self.grammar.adjuncts.at(line.words, number)
            if found:
                self.adjuncts.setdefault(found[0], number)

    # --- noun phrases ---
    def before(self, number: int, first: int) -> Stretch | None:
        """The noun phrase that ends right before that word."""
        start = number
        while start > first and number - start < LONGEST and self.goes_on(start - 1):
            start = self.bracket(start - 1, first)
        while start < number and (self.lows[start] in self.grammar.relative or self.lows[start] in self.grammar.joins):
            start += 1
        start = self.grammar.skip_openers(self.line.words, start, number)
        while start < number and self.lows[start] in self.grammar.adverbs:
            start += 1
        return (start, number) if start < number else None

    def goes_on(self, number: int) -> bool:
        """Whether a word belongs to the noun phrase of the word behind it."""
        low, line = self.lows[number], self.line
        if low == ")" and number not in line.quote_of:
            return True
        if line.stop(number) or number in line.facts.time_words or low in self.grammar.relative:
            return False
        if low.endswith(self.grammar.closers) and not line.in_name(number):
            return False
        if line.words.joined(number) and low in self.grammar.particles and not line.in_name(number):
            return low in self.grammar.joins
        return low not in self.grammar.that or not line.words.joined(number)

    def bracket(self, number: int, first: int) -> int:
        """The first word of the bracket that a word closes, else the word itself."""
        if self.lows[number] != ")":
            return number
        return next((n for n in range(number - 1, max(first, number - LONGEST) - 1, -1) if self.lows[n] == "("), number)

    # --- “that” ---
    def that_before(self, number: int, first: int) -> int | None:
        """Where a content ends for which “that”, or a closing mark, stands right before a word; None without it."""
        if number <= first:
            return None
        if number - 1 in self.line.quote_of:
            return number
        found = self.grammar.thats.at(self.line.words, number, first)
        if found is None or (self.lows[found[0]] in self.grammar.particles and not self.line.words.joined(found[0])):
            return None
        return found[0]

    # --- sources ---
    def is_subject(self, number: int) -> bool:
        """Whether the particle of whoever acts stands there."""
        line = self.line
        if self.lows[number] not in self.grammar.subject or number in line.quote_of or not line.words.joined(number):
            return False
        if number + 1 < line.last and line.words.joined(number + 1) and self.lows[number + 1][0].isalnum():
            return False  # the last syllable of a noun with a particle of its own
        before = number - 1
        finite = self.lows[before].endswith(self.grammar.finite) and not self.is_speaker(before)
        return before not in line.quote_of and not finite and not line.in_name(number)

    def subject_before(self, number: int, first: int) -> Stretch | None:
        """Whoever is named right before that word."""
        if number - 1 <= first or not self.is_subject(number - 1):
            return None
        phrase = self.before(number - 1, first)
        return self.unbracketed(phrase) if phrase else None

    def subject_behind(self, first: int, last: int) -> Stretch | None:
        """The first who acts between two words, if he can speak."""
        found = next(self.subjects(first, last), None)
        return self.unbracketed(found[0]) if found and self.speaks(found[0]) else None

    def source(self, first: int, last: int) -> tuple[Stretch | None, int]:
        """Whoever speaks at the head of a clause, and the first word behind his particle: the topic of the clause, also
        behind what others do (when | he | asked | the minister | said), else the first who acts."""
        found = list(self.subjects(first, last))
        acting = next((number for _, number in found if self.lows[number] not in self.grammar.topic), last)
        topics = ((phrase, number) for phrase, number in found if self.lows[number] in self.grammar.topic)
        chosen = next((one for one in topics if self.speaks(one[0]) and self.apart(acting, one[0][0])), None)
        chosen = chosen or next(iter(found), None)
        if chosen is None:
            return None, first
        phrase, number = chosen
        # behind a connective at the head of a line whoever spoke before goes on, and the topic is what he speaks of
        sure = len(found) > 1 or first == self.line.first or any(number < a < last for a, _, _ in self.line.quotes)
        if self.speaks(phrase) or (self.lows[number] in self.grammar.topic and sure):
            return self.unbracketed(phrase), number + 1
        return None, first

    def apart(self, first: int, last: int) -> bool:
        """Whether a clause of its own ends between two words, or nobody acts before the second."""
        ends = (
            self.lows[n] in self.grammar.object or self.lows[n].endswith(self.grammar.closers)
            for n in range(first, last)
        )
        return first >= last or any(ends)

    def subjects(self, first: int, last: int) -> Iterator[tuple[Stretch, int]]:
        """Those who act between two words, with their particles."""
        for number in range(first + 1, last):
            phrase = self.before(number, first) if self.is_subject(number) else None
            if phrase:
                yield phrase, number

    def origin(self, number: int, first: int) -> Stretch | None:
        """Who stands before “according to”: of a paper, whoever made it: data | that | the office | published."""
        phrase = self.before(number, first)
        made = phrase is not None and phrase[0] - 1 > first and self.lows[phrase[0] - 1] in self.grammar.relative
        maker = self.subject_before(phrase[0] - 1, first) if phrase and made else None
        return maker or phrase

    def unbracketed(self, phrase: Stretch) -> Stretch:
        """A noun phrase without a bracket at its end."""
        opening = self.bracket(phrase[1] - 1, phrase[0])
        return (phrase[0], opening) if phrase[0] < opening < phrase[1] - 1 else phrase

    def speaks(self, phrase: Stretch) -> bool:
        """Whether a noun phrase is a name, a pronoun, or a noun that can speak."""
        head = self.bracket(phrase[1] - 1, phrase[0])
        head = head - 1 if self.lows[head] == "(" and head > phrase[0] else head
        return self.is_speaker(head) or (self.lows[head] in self.grammar.pronouns and head == phrase[0])

    def is_speaker(self, number: int) -> bool:
        """Whether a word is a name or a noun that can speak."""
        low = self.lows[number]
        return low in self.grammar.speaking or low.endswith(self.grammar.speakers) or self.line.in_name(number)

    # --- what belongs to the attribution alone ---
    def back(self, number: int, first: int) -> int:
        """The first word of the adverbs, times and adjuncts that stand before a verb."""
        while number > first:
            start = self.step_back(number, first)
            if start == number:
                break
            number = start
        return number

    def step_back(self, number: int, first: int) -> int:
        """The first word of one adverb, time or adjunct that ends before a word, else that word."""
        low = self.lows[number - 1]
        if number - 1 in self.line.quote_of:
            return number
        if low == "," or low in self.grammar.adverbs or self.is_adverb(number - 1, first):
            return number - 1
        timed = self.times.get(number) or (self.particle(number - 1) and self.times.get(number - 1))
        if timed:
            return timed
        passed = next((begin for begin, end in self.passes if end == number), None)
        closer = passed if passed is not None else self.adjuncts.get(number)
        phrase = self.before(closer, first) if closer else None
        if phrase and (passed is not None or self.is_occasion(phrase)):
            return phrase[0]
        return number

    def is_adverb(self, number: int, first: int) -> bool:
        """Whether a word without a particle stands there, behind whoever acts or behind “that”: he | firmly | said."""
        words, before = self.line.words, number - 1
        if before <= first or words.joined(number) or number in self.line.facts.time_words or self.line.in_name(number):
            return False
        marks = self.lows[before] in self.grammar.subject or self.lows[before] in self.grammar.that
        return marks and words.joined(before) and before not in self.line.quote_of and self.lows[number].isalpha()

    def particle(self, number: int) -> bool:
        """Whether a particle stands there that marks nobody who acts."""
        low = self.lows[number]
        return low in self.grammar.particles and low not in self.grammar.subject and self.line.words.joined(number)

    def is_occasion(self, phrase: Stretch) -> bool:
        """Whether a noun phrase tells where, how or to whom something is said."""
        return self.lows[phrase[1] - 1].endswith(self.grammar.occasions) or self.is_medium(phrase)

    def is_medium(self, phrase: Stretch) -> bool:
        """Whether a noun phrase ends with the name of a medium."""
        name = self.line.facts.named.get(phrase[1] - 1)
        return name is not None and name[1].kind in ("agency", "outlet")

    def opening(self, first: int, last: int, made: Attribution) -> int:
        """Where a content begins behind its source: behind adjuncts, and behind what else the source does."""
        first = self.closed(first, last, made)
        dated = made.cue is not None and any(n in self.line.facts.time_words for n in range(last, made.cue[0]))
        while first < last and (after := self.step(first, last, dated)) > first:
            first = after
        return first

    def step(self, number: int, last: int, dated: bool) -> int:
        """The word behind one comma, time or adjunct that begins at a word, else that word; no time where the verb is
        `dated` by another."""
        line = self.line
        if number in line.quote_of:
            return number
        if self.lows[number] == "," or self.lows[number] in self.grammar.adverbs:
            return number + 1
        end = line.facts.times.get(number, number)
        if (
            end > number
            and not dated
            and all(low in self.grammar.dated or not low[0].isalpha() for low in self.lows[number:end])
        ):
            return end + (end < last and self.particle(end))
        for end in sorted({end for _, end in self.passes} | set(self.adjuncts)):
            if number < end < last and end - number <= LONGEST and self.is_adjunct(number, end):
                return end
        return number

    def is_adjunct(self, first: int, end: int) -> bool:
        """Whether one adjunct fills the words between two."""
        begin = next((begin for begin, behind in self.passes if behind == end), None)
        closer = self.adjuncts.get(end) if begin is None else begin
        phrase = self.before(closer, first) if closer and closer > first else None
        return phrase is not None and phrase[0] == first and (begin is not None or self.is_occasion(phrase))

    def closed(self, first: int, last: int, made: Attribution) -> int:
        """The word behind the last clause before the content that tells what else its source does: a new subject or a
        quotation follows; what is demanded has no subject."""
        for number in range(last - 1, first, -1):
            if number in self.line.quote_of or not self.lows[number].endswith(self.grammar.closers):
                continue
            if self.lows[number] in self.grammar.that or number + 1 >= last:
                continue
            follows = number + 1 in self.line.quote_of or any(map(self.is_subject, range(number + 1, last)))
            if follows or made.entry.demand:
                made.acts = number + 1 not in self.adjuncts
                return number + 1
        return first

    def heard(self, first: int, last: int) -> Iterator[tuple[Stretch, Stretch, bool]]:
        """The media that somebody spoke to, as (cue, medium, false): in an interview with a paper."""
        for end, begin in self.adjuncts.items():
            phrase = self.before(begin, first) if first < begin and end <= last else None
            if phrase and self.is_medium(phrase):
                yield (begin, end), phrase, False

    def relays(self, first: int, last: int) -> Iterator[tuple[Stretch, Stretch, bool]]:
        """Whom the source has it from, as (cue, source, true): citing a government official."""
        for begin, end in self.passes:
            phrase = self.before(begin, first) if first < begin and end <= last else None
            if phrase:
                yield (begin, end), phrase, True
