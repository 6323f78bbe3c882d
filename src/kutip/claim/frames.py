"""The frames of attribution: for each kind of cue where its source and its content stand."""

from collections.abc import Callable
from itertools import islice

from msgspec import structs

from kutip.claim import final
from kutip.claim.attribution import Attribution, nonempty
from kutip.claim.beside import apposition, tail
from kutip.claim.content import around_content, place_content, stretch_before
from kutip.claim.line import Line
from kutip.claim.media import names_medium, quoted_by, spoke_to
from kutip.claim.source import inverted, names_somebody, place_source
from kutip.lang.cues import Cue, Frame

MOST = 40
"""Cues of one line that are looked at: no sentence has as many, and time stays linear."""


def attributions(line: Line) -> list[Attribution]:
    """The attributions of a line, in the order of their cues, contents not yet cut against one another."""
    if line.grammar.final:
        return final.attributions(line)
    found: list[Attribution] = []
    for first, last, (entries, clitic) in islice(line.cues(), MOST):
        if entries and entries[0].frame != "relay" and any(names_medium(made, first) for made in found):
            continue
        attribution = next(
            (made for entry in entries if (made := construct(line, first, last, entry, clitic, found))), None
        )
        if attribution:
            verbs = {relay[0][0] for relay in attribution.relays}
            found = [other for other in found if not (other.cue and other.cue[0] in verbs)]
            found.append(attribution)
    return found


def construct(
    line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]
) -> Attribution | None:
    """The attribution that a cue phrase makes with one of its meanings, or None."""
    if negated(line, first):
        return None
    return FRAMES[entry.frame](line, first, last, entry, clitic, before)


def negated(line: Line, first: int) -> bool:
    """Whether the verb is denied: did not say, tidak menyebut."""
    grammar = line.grammar
    for start in (first - 1, first - 2, first - 3):
        if start >= line.first and line.lows[start] in grammar.not_.heads:
            found = grammar.not_.at(line.words, start)
            if found and grammar.skip_adverbs(line.words, found[0], first) == first:
                return True
    return False


def verb(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """X said that …, “…,” X said, “…,” said X."""
    grammar, lows = line.grammar, line.lows
    before_cue = lows[first - 1] if first > line.first else ""
    noun_signs = grammar.noun_signs if entry.noun else grammar.holds | grammar.articles
    if before_cue in grammar.infinitive or before_cue in noun_signs:
        return None
    if line.asks():
        return None
    if entry.noun and last < line.last and line.is_verb(last):
        return None  # unconfirmed reports said: a noun before the verb
    if entry.inverts and inverted(line, first, last):
        return behind(line, first, last, entry, clitic, before)
    start = first
    while (
        start > line.first
        and lows[start - 1] in grammar.adverbs
        and start - 1 not in line.quote_of
        and not line.in_name(start - 1)
    ):
        start -= 1
    passive = start > line.first and lows[start - 1] in grammar.be
    if passive and not grammar.is_gerund(line.words, last):
        return None
    start = line.verb_begins(start, line.first)
    if grammar.unsaid.intersection(lows[start:first]):
        return None  # will say, should explain: nothing has been said
    if first > line.first and lows[first - 1][0].isdigit() and first - 1 not in line.facts.time_words:
        return None  # 48 agreed visits
    made = Attribution((first, last), entry, start, last)
    place_source(line, made, start, before)
    if before and made.source and before[-1].source == made.source and before[-1].end == start:
        return None  # kata Rina menambahkan
    made.floor = floor_of(made, before)
    spoke_to(line, made)
    quoted_by(line, made)
    if made.source is None and not made.inherits:
        return None
    if made.source and lows[made.source[0]][0].isdigit() and not line.is_people(made.source):
        return None  # 1.6 times the stock declared in 2024
    if entry.object_first and not (made.source and names_somebody(line, made.source[1] - 1)):
        return None
    if (
        entry.named
        and not (made.joined and before)
        and not (
            (made.source and names_somebody(line, made.source[1] - 1))
            or any(n in line.quote_of for n in range(last, line.last))
        )
    ):
        return None
    bare = entry.certainty == "denied" and before and made.source and last >= line.end()
    if bare or (clitic and (last >= line.end() or ends_there(line, last))):
        made.points_back = True
        return made
    placed = place_content(line, made, last)
    if placed and placed.pre:
        own_quotation(placed, before)
    return placed


def own_quotation(made: Attribution, before: list[Attribution]) -> None:
    """“A,” said X, “B,” she said: the second quotation belongs to the second attribution alone."""
    for other in before:
        if made.pre and other.pre and other.post and made.pre[0] <= other.start < other.post[0] < made.pre[1]:
            made.pre, other.post = (other.post[0], made.pre[1]), None


def ends_there(line: Line, number: int) -> bool:
    """Whether a phrase is over there: a sign or a time follows, no quotation."""
    return number not in line.quote_of and (line.stop(number) or number in line.facts.times)


def floor_of(made: Attribution, before: list[Attribution]) -> int:
    """Where the content before a verb may begin: behind an attribution that has closed its own, if words follow it."""
    handed_on = max((other.end for other in before if other.shares), default=0)
    closed = max((other.end for other in before if other.pre and other.post is None), default=0)
    return max(handed_on, closed if made.start - closed > 3 else 0)


def behind(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """“…,” ujar X; …, katanya; Selain itu, kata X, …"""
    floor = max((other.end for other in before if other.pre), default=line.first)
    pre = stretch_before(line, first, floor)
    if first > line.first and not line.stop(first - 1) and first - 1 not in line.quote_of and pre is not None:
        return None
    if entry.needs and not (line.quote_before(first) or (line.begins_name(last) and not clitic)):
        return None
    made = Attribution((first, last), entry, first, last, clitic=clitic)
    if clitic:
        made.end = last
    else:
        if last >= line.last or line.stop(last) or last in line.quote_of:
            return None
        made.source = nonempty(line.phrase_behind(last, line.last))
        if made.source is None:
            return None
        made.end = made.source[1]
    return around_content(line, made, pre)


def according(
    line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]
) -> Attribution | None:
    """According to X, …; …, menurut X; The treaty, according to X, was …"""
    made = Attribution((first, last), entry, first, last, clitic=clitic)
    floor = max((other.end for other in before if other.pre), default=line.first)
    pre = stretch_before(line, first, floor)
    if pre and line.lows[pre[1] - 1] in line.grammar.relative:
        pre = None
    if entry.nobody:
        made.end = line.next_stop(last)
    elif not clitic:
        made.source = nonempty(line.phrase_behind(last, line.last)) if last < line.last else None
        if made.source is None:
            return None
        made.end = made.source[1]
        if entry.named and not names_somebody(line, made.source[0]):
            return None
    if pre is None and made.source and before and before[-1].pre:  # “…, X said, according to Y”: Y passes it on
        made.entry, made.end = structs.replace(entry, frame="relay"), tail(line, made.end)[0]
        return made
    return around_content(line, made, pre)


def hearsay(
    line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]
) -> Attribution | None:
    """X is believed to …, X dikabarkan …, konon …"""
    grammar, lows = line.grammar, line.lows
    if last < line.last and lows[last] in grammar.that and not entry.after_be:
        return in_paper(line, first, last, entry)
    if last < line.last and (lows[last] in grammar.by or lows[last] in grammar.that):
        return None
    start = first
    if entry.after_be and not (
        first > line.first and grammar.be.intersection(lows[max(line.first, first - 2) : first])
    ):
        return None
    if first > line.first and lows[first - 1] in grammar.be:
        start = line.verb_begins(first, line.first)
    made = Attribution((first, last), entry, start, last)
    floor = max((other.end for other in before), default=line.first)
    begin = start
    while begin > floor and not line.stop(begin - 1) and lows[begin - 1] not in grammar.relative:
        if lows[begin - 1] in grammar.that or (lows[begin - 1] in grammar.coordinate and before):
            break
        begin -= 1
    if begin == start and line.stop(start - 1):  # an apposition stands between: Ricardo Alvim, bekas pelatih, disebut …
        begin = floor
    pre = line.trim(grammar.skip_openers(line.words, begin, start), start)
    made.pre = nonempty(pre)
    end = line.end() if made.pre else line.next_stop(last)
    begin = grammar.skip_adverbs(line.words, last, line.last)
    if begin >= line.last or lows[begin] != ",":
        begin = last
    while begin < line.last and begin not in line.quote_of and lows[begin] in ",":
        begin += 1
        end = line.end()
    made.post = nonempty(line.trim(begin, end))
    with_agent(line, made, last)
    closing = made.pre is not None and line.stop(start - 1)  # “…, it is whispered.”
    return made if made.post or closing else None


def in_paper(line: Line, first: int, last: int, entry: Cue) -> Attribution | None:
    """“Dalam laporan itu disebutkan bahwa …”: a paper before the verb speaks, or nobody who is named."""
    head = line.grammar.skip_openers(line.words, line.first, first)
    post = nonempty(line.trim(last + 1, line.end()))
    if post is None:
        return None
    if head == first:
        return Attribution((first, last), entry, first, last + 1, post=post)
    source = (head + 1, line.trim(head, first)[1])
    speaks = line.grammar.adjuncts.at(line.words, head) and line.grammar.documents.at(line.words, head + 1)
    if not speaks or source[1] - source[0] > 8:
        return None
    return Attribution((first, last), structs.replace(entry, frame="verb"), head, last + 1, source=source, post=post)


def with_agent(line: Line, made: Attribution, last: int) -> None:
    """Finds the agent of a passive after all: disebut … oleh warga, is considered … by Ani; disebut Rina sudah
    penuh."""
    if made.post is None or made.pre is None:
        return
    first, end = made.post
    by = next((n for n in range(first, end - 1) if line.lows[n] in line.grammar.by and n not in line.quote_of), None)
    if by is not None and line.skip_time(by) == by and line.skip_time(by + 1) == by + 1:
        phrase = line.phrase_behind(by + 1, end)
        if phrase[0] < phrase[1] and (
            line.is_people(phrase, short=False) or any(line.in_name(n) for n in range(*phrase))
        ):
            made.source, made.post = phrase, nonempty(line.trim(first, by)) or made.post
    name = line.facts.named.get(last)
    if name and line.grammar.bare_agent and name[1].kind != "place" and end - name[0] >= 2:
        made.source, made.post = (last, name[0]), line.trim(name[0], end)
    if made.source:
        made.entry = structs.replace(made.entry, frame="passive")


def noun(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """A rumour that …, isu yang menyebut …"""
    grammar, begin = line.grammar, last
    says = grammar.verbs.get(line.lows[first])
    if says and speaks(line, first):
        return verb(line, first, first + 1, says, clitic, before)
    if begin < line.last and line.lows[begin] in grammar.that:
        begin += 1
    elif last - first == 1:
        return None  # a rumour alone tells nothing
    post = nonempty(line.trim(begin, denial(line, begin, line.end())))
    made = Attribution((first, last), entry, first, last, post=post)
    if first > line.first and line.lows[first - 1] in grammar.owns:
        made.source = nonempty(line.phrase_before(first - 1, line.first))
    return made if post else None


def speaks(line: Line, number: int) -> bool:
    """Whether somebody stands right before a form that is noun and verb: Reuters reports that, officials fear that."""
    if number == line.first or line.lows[number - 1] in line.grammar.owns:
        return False
    head = (number - 1, number)
    return names_somebody(line, number - 1) or line.is_people(head, short=False) or line.is_type(number - 1)


def denial(line: Line, begin: int, end: int) -> int:
    """Where a denial ends what a noun holds: the claim that the wall was weak *was rejected by* Ani."""
    for number in range(begin + 2, end):
        found = line.grammar.cues.at(line.words, number)
        if found and any(cue.frame == "passive" and cue.certainty == "denied" for cue in found[1][0]):
            return line.verb_begins(number, begin)
    return end


def passive(
    line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]
) -> Attribution | None:
    """Isu itu ditepis X; the report was denied by X."""
    begin = last + 1 if last < line.last and line.lows[last] in line.grammar.by else last
    if begin >= line.last or line.stop(begin) or (line.breaks(begin) and not line.in_name(begin)):
        return None
    source = nonempty(line.phrase_behind(begin, line.last))
    floor = max((other.end for other in before), default=line.first)
    start = line.verb_begins(first, floor)
    pre = nonempty(line.phrase_before(start, floor))
    if source is None or pre is None:
        return None
    made = Attribution((first, last), entry, start, source[1], source=source, pre=pre)
    apposition(line, made)
    made.end, relays = tail(line, made.end)
    made.relays += relays
    return made


def relay(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """…, dikutip dari X; as reported by X."""
    if last >= line.last or line.stop(last) or last in line.quote_of:
        return None
    source = nonempty(line.phrase_behind(last, line.last))
    if source is None:
        return None
    if entry.upstream:
        source = line.with_place(source)
    made = Attribution((first, last), entry, first, source[1], source=source)
    apposition(line, made)
    made.end, _ = tail(line, made.end)
    return made


def closing(
    line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]
) -> Attribution | None:
    """Demikian disampaikan X."""
    begin = last + 1 if last < line.last and line.lows[last] in line.grammar.by else last
    source = nonempty(line.phrase_behind(begin, line.last)) if begin < line.last else None
    if source is None or first > line.grammar.skip_openers(line.words, line.first, line.last):
        return None
    made = Attribution((first, last), entry, first, source[1], source=source)
    apposition(line, made)
    made.end, relays = tail(line, made.end)
    made.relays += relays
    return made


Construction = Callable[[Line, int, int, Cue, str, list[Attribution]], Attribution | None]

FRAMES: dict[Frame, Construction] = {
    "verb": verb,
    "behind": behind,
    "according": according,
    "hearsay": hearsay,
    "noun": noun,
    "passive": passive,
    "relay": relay,
    "tail": closing,
}
