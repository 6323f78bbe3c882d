"""A stretch of words to look for attributions in: a sentence, or what somebody says inside one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from kutip.claim.degrees import behind_degrees
from kutip.claim.grammar import ENDS, MARKS, STOPS, Grammar, Meaning
from kutip.lang.cues import Cue
from kutip.record import Entity, Mention, Quote, Span, Time, Words

if TYPE_CHECKING:
    from kutip.claim.learned import Learned

Stretch = tuple[int, int]
"""First word, word behind the last."""


class Facts(Struct):
    """What the markers found in one report, by word number."""

    words: Words
    quotes: dict[int, list[tuple[int, int, Quote]]]
    """By depth, in the order of the text: first word (the opening mark), word behind the closing mark."""
    named: dict[int, tuple[int, Entity, Mention]]
    """At the first word of a name: the word behind it, its entity."""
    inside_name: frozenset[int]
    times: dict[int, int]
    """At the first word of a time: the word behind it."""
    time_words: frozenset[int]
    cues: list[tuple[int, int, Meaning]]
    """The cue phrases outside names and square brackets: first word, word behind, what they can be."""
    learned: tuple["Learned", ...] = ()
    """The attributions that models found, in the order of their cues."""

    def quotes_from(self, first: int, last: int, depth: int) -> list[tuple[int, int, Quote]]:
        """The quotations of a depth that begin between two words."""
        level = self.quotes.get(depth, [])
        begin = bisect_left(level, first, key=itemgetter(0))
        return level[begin : bisect_left(level, last, key=itemgetter(0))]

    def quotes_over(self, first: int, last: int, depth: int) -> list[tuple[int, int, Quote]]:
        """The quotations of a depth that hold some of the words between two."""
        level = self.quotes.get(depth, [])
        begin = bisect_right(level, first, key=itemgetter(1))
        return level[begin : bisect_left(level, last, key=itemgetter(0))]


def facts(
    grammar: Grammar, words: Words, quotes: tuple[Quote, ...], entities: tuple[Entity, ...], times: tuple[Time, ...]
) -> Facts:
    """The marks of a report, counted in words."""
    named: dict[int, tuple[int, Entity, Mention]] = {}
    for entity in entities:
        for mention in entity.mentions:
            if mention.form == "name":
                first, last = around(words, mention)
                last = behind_degrees(words, last, grammar.degrees) if entity.kind == "person" else last
                named[first] = (last, entity, mention)
    for first, (last, entity, _) in list(named.items()):
        for number in range(first + 1, last) if entity.kind == "person" else ():
            named.pop(number, None)  # a degree that looked like a name
    inside = frozenset(number for first, (last, _, _) in named.items() for number in range(first, last))
    found = list(cues(grammar, words, inside))
    quoted: dict[int, list[tuple[int, int, Quote]]] = {}
    for quote in quotes:
        quoted.setdefault(quote.depth, []).append(reach(words, quote, found))
    timed = [around(words, time) for time in times]
    in_times = frozenset(number for first, last in timed for number in range(first, last))
    return Facts(words, quoted, named, inside, dict(timed), in_times, found)


def reach(words: Words, quote: Quote, found: list[tuple[int, int, Meaning]]) -> tuple[int, int, Quote]:
    """The words of a quotation; one that is never closed ends before the attribution inside it."""
    first, last = around(words, quote)
    if quote.closed:
        return first, last, quote
    inside = (number for number, _, (entries, _) in found if first < number < last and words.lows[number - 1] == ",")
    says = (n for n in inside if any(e.inverts or e.frame == "behind" for e in meaning_at(found, n)))
    last = next((number - 1 for number in says), last)
    inner = Span(quote.inner.start, words.ends[last - 1])
    return first, last, structs.replace(quote, end=inner.end, inner=inner) if inner.start < inner.end else quote


def meaning_at(found: list[tuple[int, int, Meaning]], number: int) -> tuple[Cue, ...]:
    """The cues that begin with that word."""
    return found[bisect_left(found, number, key=itemgetter(0))][2][0]


def cues(grammar: Grammar, words: Words, inside: frozenset[int]) -> Iterator[tuple[int, int, Meaning]]:
    """The cue phrases of a report; none in a name, none in a stage direction or an editor's word in square brackets."""
    heads, bracket = grammar.cues.heads, False
    for number, low in enumerate(words.lows):
        if low == "[" or low == "]":
            bracket = low == "["
        elif low in heads and not bracket and number not in inside:
            found = grammar.cues.at(words, number)
            if found:
                yield number, *found


def around(words: Words, span: Span) -> Stretch:
    """The words that touch a stretch of text."""
    first = bisect_left(words.ends, span.start + 1)
    return first, max(bisect_left(words.starts, span.end), first + 1)


class Line:
    """Words `first` to `last` with what stands in them; `depth` is the depth of quotation marks that count as
    marks here."""

    def __init__(self, facts: Facts, grammar: Grammar, first: int, last: int, depth: int = 0) -> None:
        self.facts, self.grammar, self.words = facts, grammar, facts.words
        self.first, self.last, self.depth = first, last, depth
        self.lows = facts.words.lows
        self.quotes = facts.quotes_from(first, last, depth)
        self.quote_of: dict[int, int] = {}
        for index, (a, b, _) in enumerate(self.quotes):
            for number in range(a, min(b, last)):
                self.quote_of[number] = index

    def cues(self) -> Iterator[tuple[int, int, Meaning]]:
        """The cue phrases outside quotations, none inside another."""
        found, end = self.facts.cues, self.first
        for index in range(bisect_left(found, self.first, key=itemgetter(0)), len(found)):
            number, behind, _ = found[index]
            if behind > self.last:
                break
            if number >= end and number not in self.quote_of:
                yield found[index]
                end = behind

    # --- looking at one place ---
    def stop(self, number: int) -> bool:
        """Whether a sign that parts phrases stands there, or the line ends."""
        if not self.first <= number < self.last or number in self.quote_of:
            return True
        if number in self.facts.inside_name:
            return False
        low = self.lows[number]
        if low == "-":  # a hyphen ties, a dash parts
            return not self.words.joined(number) and (number + 1 >= self.last or not self.words.joined(number + 1))
        return low in STOPS or (low in ENDS and number + 1 >= self.end())

    def end(self) -> int:
        """The word behind the last one that is no closing sign."""
        end = self.last
        while end > self.first and (
            self.lows[end - 1] in ENDS or (self.lows[end - 1] in MARKS and end - 1 not in self.quote_of)
        ):
            end -= 1
        return end

    def asks(self) -> bool:
        """Whether the line is a question that an auxiliary opens: did the navy say …?"""
        opens = self.lows[self.first] in self.grammar.be or self.lows[self.first] in self.grammar.adverbs
        return opens and self.lows[self.last - 1] == "?" and self.last - 1 not in self.quote_of

    def begins_name(self, number: int) -> bool:
        return number in self.facts.named

    def in_name(self, number: int) -> bool:
        return number in self.facts.inside_name

    def is_title(self, number: int) -> bool:
        """Whether the quotation there is the title of a work or programme: hardly a word without a capital."""
        first, last = self.words.range(self.quotes[self.quote_of[number]][2].inner)
        letters = [
            self.words.word(n)
            for n in range(first, last)
            if self.lows[n].isalpha() and self.lows[n] not in self.grammar.coordinate
        ]
        return len(letters) > 1 and sum(word[0].isupper() for word in letters) >= 0.75 * len(letters)

    def quote_before(self, number: int) -> tuple[int, int, Quote] | None:
        """The quotation that ends right before that word, commas between not counted."""
        number -= 1
        while number >= self.first and number not in self.quote_of and self.lows[number] in ",.":
            number -= 1
        index = self.quote_of.get(number)
        return self.quotes[index] if index is not None else None

    def verb_begins(self, number: int, floor: int) -> int:
        """The first of the auxiliaries and adverbs before a verb: *has repeatedly been* quoted."""
        grammar = self.grammar
        while number > floor and (self.lows[number - 1] in grammar.be or self.lows[number - 1] in grammar.adverbs):
            if self.in_name(number - 1):
                break
            number -= 1
        return number

    def skip_time(self, number: int) -> int:
        """The word behind the time that begins there, a preposition before it and signs around it included;
        else the same word."""
        after = self.facts.times.get(number)
        if after is None and number + 1 in self.facts.times and self.grammar.adjuncts.at(self.words, number):
            after = self.facts.times[number + 1]
        return number if after is None or after > self.last else after

    def passes_on(self, number: int) -> bool:
        """Whether words begin there that name a medium in passing: menurut KCNA, as quoted by Yonhap."""
        found = self.grammar.cues.at(self.words, number)
        return found is not None and any(entry.frame in ("relay", "according") for entry in found[1][0])

    def relay_behind(self, number: int) -> int:
        """The word behind the naming of a medium that begins there: seperti dikutip Yonhap; else the same word."""
        found = self.grammar.cues.at(self.words, number)
        if found is None or found[0] >= self.last or not any(entry.frame == "relay" for entry in found[1][0]):
            return number
        return self.phrase_behind(found[0], self.last)[1]

    def is_people(self, stretch: Stretch, short: bool = True) -> bool:
        """Whether a noun for people stands in the phrase, in its plural too, or it ends with its number: 47 percent."""
        first, last = stretch
        return (short and last - first <= 2) or any(
            self.grammar.roles.at(self.words, number) for number in range(first, last)
        )

    # --- phrases ---
    def trim(self, first: int, last: int) -> Stretch:
        """The stretch without signs at its edges; empty stretches have last ≤ first."""
        lows = self.lows
        while (
            first < last
            and first not in self.quote_of
            and (lows[first] in STOPS or lows[first] in ENDS)
            and lows[first] not in "(["
        ):
            first += 1
        while (
            first < last
            and last - 1 not in self.quote_of
            and (lows[last - 1] in STOPS or lows[last - 1] in ".")
            and lows[last - 1] not in ")]"
        ):
            last -= 1
        return first, last

    def next_stop(self, number: int, last: int | None = None) -> int:
        """The next word from there on where a phrase stops."""
        last = self.last if last is None else last
        while number < last and not self.stop(number):
            number += 1
        return number

    def phrase_behind(self, number: int, last: int) -> Stretch:
        """The noun phrase that begins at that word, for a source that follows its cue."""
        grammar, start, named = self.grammar, number, False
        if number < last and self.lows[number] in grammar.pronouns and self.lows[number] not in grammar.definite:
            return number, number + 1
        while number < last and (not self.stop(number) or self.past_bracket(number, last) > number):
            number = self.past_bracket(number, last)
            name = self.facts.named.get(number)
            if name:
                number, named = name[0], True
                continue
            if named and self.lows[number][0].isalpha() and not self.name_near(number, last):
                break
            low = self.lows[number]
            if (
                number in self.facts.times
                or low in grammar.relative
                or ((low in grammar.subordinate or low in grammar.participles) and number > start)
            ):
                break
            if (
                low in grammar.coordinate
                and number > start
                and not (number + 1 < last and self.begins_name(number + 1) and named)
            ):
                break
            if number > start and self.breaks(number) and not self.ties(number, named):
                number = number if named else self.epithet_end(start, number, last)
                break
            number += 1
        return start, number

    def holds_noun(self, number: int) -> bool:
        """Whether a noun that holds a content begins there: tudingan bahwa."""
        found = self.grammar.cues.at(self.words, number)
        return found is not None and any(entry.frame == "noun" for entry in found[1][0])

    def past_bracket(self, number: int, last: int) -> int:
        """The name behind a short bracket that begins there: Ketua Serikat Tani (STI) *Rina*; else the same word."""
        if self.lows[number] != "(" or number in self.quote_of:
            return number
        closing = next((n for n in range(number + 1, min(number + 6, last - 1)) if self.lows[n] == ")"), None)
        return closing + 1 if closing is not None and self.begins_name(closing + 1) else number

    def before_bracket(self, number: int) -> int:
        """The word behind which a short bracket begins that ends right before that word, else the same word."""
        if number - 1 <= self.first or self.lows[number - 1] != ")" or not self.begins_name(number):
            return number
        opening = next((n for n in range(number - 2, max(number - 7, self.first), -1) if self.lows[n] == "("), None)
        return opening if opening is not None else number

    def name_near(self, number: int, last: int) -> bool:
        """Whether the noun phrase goes on behind a name: another name follows, or it was the name of an owner."""
        low = self.lows[number]
        if low in self.grammar.coordinate or low in self.grammar.definite or self.words.word(number)[0].isupper():
            return True
        return any(
            at in self.facts.named for at in range(number, min(number + 4, last)) if not self.stop(at)
        ) or self.is_type(number)

    def is_type(self, number: int) -> bool:
        """Whether a noun for a body or a person stands there: the Arunika *news agency*, Treasury *officials*."""
        grammar = self.grammar
        return any(
            phrases.at(self.words, number) is not None
            for phrases in (grammar.bodies, grammar.roles, grammar.media, grammar.documents)
        )

    def breaks(self, number: int) -> bool:
        """Whether a cue or an adjunct begins there, so that a noun phrase is over; a noun behind its article is
        no cue."""
        grammar = self.grammar
        found = grammar.cues.at(self.words, number)
        if found and not (any(entry.noun for entry in found[1][0]) and self.is_noun(number, found[0])):
            return True
        return grammar.adjuncts.at(self.words, number) is not None

    def is_noun(self, number: int, behind: int) -> bool:
        """Whether a form that is noun and verb is a noun: behind an article, or where the phrase ends with it."""
        return self.lows[number - 1] in self.grammar.noun_signs or self.stop(behind) or self.is_verb(behind)

    def epithet_end(self, start: int, number: int, last: int) -> int:
        """“orang nomor satu di Wanakerta tersebut”: an epithet for a person runs on to the word that makes it
        definite."""
        if self.grammar.roles.at(self.words, start) is None:
            return number
        for end in range(number, min(number + 6, last)):
            if self.stop(end):
                break
            if self.lows[end] in self.grammar.behind:
                return end + 1
        return number

    def ties(self, number: int, named: bool) -> bool:
        """Whether a preposition belongs to the noun phrase before it: a spokesman *for the Ministry*."""
        if named or self.lows[number] not in self.grammar.adjuncts.heads or self.lows[number] in self.grammar.audience:
            return False
        if self.lows[number] in self.grammar.quotes:
            return False
        if self.lows[number] in self.grammar.holds:
            return True
        after = number + 1
        while after < self.last and self.lows[after] in self.grammar.definite:
            after += 1
        name = self.facts.named.get(after)
        return name is not None and name[1].kind != "place"

    def with_place(self, phrase: Stretch) -> Stretch:
        """People whom nobody names, with what tells them from others: two people *familiar with the matter*."""
        first, end = phrase
        if any(self.in_name(number) for number in range(first, end)):
            return phrase
        while end < self.last and not self.stop(end) and end not in self.facts.times and self.relay_behind(end) == end:
            if self.skip_time(end) > end or self.lows[end] in self.grammar.that:
                break
            end += 1
        return first, end

    def phrase_before(self, number: int, first: int) -> Stretch:
        """The noun phrase that ends right before that word, for a source that stands before its cue."""
        grammar, end = self.grammar, number
        if number - 1 >= first and self.lows[number - 1] in grammar.pronouns and not self.stop(number - 1):
            return number - 1, number
        while number > first and (not self.stop(number - 1) or self.before_bracket(number) < number):
            number = self.before_bracket(number)
            low = self.lows[number - 1]
            if not self.in_name(number - 1):
                if low in grammar.subordinate or low in grammar.that or self.is_verb(number - 1):
                    break
                if low in grammar.coordinate and not self.joins_names(number - 1):
                    break
            number -= 1
        number = grammar.skip_openers(self.words, number, end)
        after = self.skip_time(number)
        while after > number and after < end:
            number = after
            after = self.skip_time(number)
        return number, end

    def is_verb(self, number: int) -> bool:
        """Whether a verb of speech stands there, so that a noun phrase begins behind it."""
        found = self.grammar.cues.at(self.words, number)
        if found is None or not any(entry.frame == "verb" and not entry.noun for entry in found[1][0]):
            return self.lows[number] in self.grammar.quotes
        if number > self.first and self.lows[number - 1] in self.grammar.relative:
            return False  # officials who know: the clause belongs to the phrase
        return number == self.first or self.lows[number - 1] not in self.grammar.noun_signs

    def joins_names(self, number: int) -> bool:
        """Whether a conjunction stands between two names or two plain words of one subject."""
        return self.in_name(number - 1) and self.begins_name(number + 1)
