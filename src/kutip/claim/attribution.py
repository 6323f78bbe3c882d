"""Cue by cue: where its source stands and where what it ascribes."""

from collections.abc import Iterator

from msgspec import Struct

from kutip.claim.grammar import ENDS, Grammar, Meaning
from kutip.claim.line import Line, Stretch
from kutip.lang.cues import Cue


class Attribution(Struct):
    """One cue of a line with its source and the stretches it ascribes, in words."""

    cue: Stretch | None
    entry: Cue
    start: int
    """Where the words of attribution begin …"""
    end: int
    """… and the word behind the last of them, adjuncts included."""
    source: Stretch | None = None
    apposed: tuple[Stretch, ...] = ()
    """Phrases beside the source that may hold its name."""
    clitic: str = ""
    inherits: bool = False
    """Whether the source is that of the attribution before it, or the subject of the line."""
    pre: Stretch | None = None
    """Content before the words of attribution."""
    post: Stretch | None = None
    """Content behind them."""
    relays: tuple[tuple[Stretch, Stretch, bool], ...] = ()
    """Media that passed it on, each as (cue, medium, whether upstream)."""
    joined: bool = False
    """Whether it is a second attribution tied to the one before it by "and" or a comma."""
    listener: Stretch | None = None
    """Those who were told."""
    shares: bool = False
    """Whether its content is that of the next attribution: X claimed, and Y denied, that …"""
    tellers: tuple["Attribution", ...] = ()
    """Those who told the source: A told B, and B told us, that …"""
    points_back: bool = False
    """Whether its object only points back: membantahnya, dismissed the claim."""


def attributions(line: Line) -> list[Attribution]:
    """The attributions of a line, in the order of their cues, contents not yet cut against one another."""
    found: list[Attribution] = []
    for first, last, (entries, clitic) in occurrences(line):
        attribution = next((made for entry in entries if (made := construct(line, first, last, entry, clitic, found))), None)
        if attribution:
            found.append(attribution)
    return found


def occurrences(line: Line) -> Iterator[tuple[int, int, Meaning]]:
    """The cue phrases outside quotations and names."""
    number, heads, bracket = line.first, line.grammar.cues.heads, False
    while number < line.last:
        bracket = line.lows[number] == "[" or bracket and line.lows[number] != "]"
        if bracket:  # a stage direction, a word of the editor
            number += 1
            continue
        if line.lows[number] in heads and number not in line.quote_of and not line.in_name(number):
            found = line.grammar.cues.at(line.words, number)
            if found and found[0] <= line.last:
                yield number, *found
                number = found[0]
                continue
        number += 1


def construct(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """The attribution that a cue phrase makes with one of its meanings, or None."""
    if negated(line, first):
        return None
    return FRAMES[entry.frame](line, first, last, entry, clitic, before)


def negated(line: Line, first: int) -> bool:
    """Whether the verb is denied: did not say, tidak menyebut."""
    grammar = line.grammar
    for start in (first - 1, first - 2, first - 3):
        if start >= line.first:
            found = grammar.not_.at(line.words, start)
            if found and grammar.skip_adverbs(line.words, found[0], first) == first:
                return True
    return False


# --- source, verb, content ---------------------------------------------------------------------------------------------------
def verb(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """X said that …, “…,” X said, “…,” said X."""
    grammar, lows = line.grammar, line.lows
    before_cue = lows[first - 1] if first > line.first else ""
    if before_cue in grammar.infinitive or (before_cue in grammar.noun_signs and entry.noun):
        return None
    if entry.inverts and inverted(line, first, last):
        return behind(line, first, last, entry, clitic, before)
    start = first
    while start > line.first and lows[start - 1] in grammar.adverbs and start - 1 not in line.quote_of and not line.in_name(start - 1):
        start -= 1
    passive = start > line.first and lows[start - 1] in grammar.be
    if passive and not grammar.is_gerund(line.words, last):
        return None
    while start > line.first and (lows[start - 1] in grammar.be or lows[start - 1] in grammar.adverbs) and not line.in_name(start - 1):
        start -= 1
    made = Attribution((first, last), entry, start, last)
    place_source(line, made, start, before)
    if made.source is None and not made.inherits:
        return None
    if entry.named and not (made.source and names_somebody(line, made.source[1] - 1) or any(n in line.quote_of for n in range(last, line.last))):
        return None
    if clitic:
        made.points_back = True
        return made
    return place_content(line, made, last)


def inverted(line: Line, first: int, last: int) -> bool:
    """Whether the source follows the verb: right behind a quotation or a comma, with a noun phrase to come."""
    quoted = line.quote_before(first)
    if line.lows[last - 1] in line.grammar.told:
        return False
    if first == line.first or not (quoted or line.lows[first - 1] == ","):
        return False
    if not quoted and (line.lows[last : last + 1] and line.lows[last] in line.grammar.pronouns or after_relative(line, first - 1)):
        return False
    if last >= line.last or line.stop(last) or last in line.facts.times:
        return False
    low = line.lows[last]
    return low not in line.grammar.that and (line.begins_name(last) or line.grammar.adjuncts.at(line.words, last) is None) and low not in line.grammar.told


def after_relative(line: Line, number: int) -> bool:
    """Whether the phrase that ends at that comma is a relative clause."""
    begin = number
    while begin > line.first and not line.stop(begin - 1):
        begin -= 1
    return line.lows[begin] in line.grammar.relative


def place_source(line: Line, made: Attribution, start: int, before: list[Attribution]) -> None:
    """Finds the source before a verb that begins at `start` (its auxiliaries counted in)."""
    floor = max((other.end for other in before if other.entry.frame not in ("according", "relay")), default=line.first)
    low = line.lows[start - 1] if start > line.first else ""
    if start == line.first:
        made.inherits = True
    elif low in line.grammar.relative and not line.in_name(start - 1):
        head_end = start - 1
        while head_end > line.first and line.stop(head_end - 1) and head_end - 1 not in line.quote_of:
            head_end -= 1
        made.source = nonempty(line.phrase_before(head_end, line.first))
        made.inherits = made.source is None
    elif line.stop(start - 1):
        beside_commas(line, made, start, floor)
    else:
        phrase = line.phrase_before(start, line.first)
        made.source = nonempty(phrase)
        if made.source is None:
            made.inherits = True
            made.start = phrase[0]
            made.joined = True
        else:
            apposition_before(line, made)
    if made.source and (line.grammar.itself.at(line.words, made.source[0]) or supposed(line, made.source[0])):
        made.source, made.inherits = None, False
        return
    if made.source:
        made.start = min(made.start, *(stretch[0] for stretch in (made.source, *made.apposed)))
        number = made.source[0] - 1
        if number > line.first and line.lows[number] in line.grammar.coordinate and before:
            made.joined = True
            made.start = number
    if made.inherits and before:
        made.joined = True


def supposed(line: Line, number: int) -> bool:
    """Whether the clause that begins there only supposes: if X says."""
    return number > line.first and line.lows[number - 1] in line.grammar.hypothetical


def nonempty(stretch: Stretch) -> Stretch | None:
    return stretch if stretch[0] < stretch[1] else None


def apposition_before(line: Line, made: Attribution) -> None:
    """“the board's chairman, Harun Matulesi told”: a role before the comma is kept beside the name."""
    assert made.source
    made.apposed = (made.source,)


def beside_commas(line: Line, made: Attribution, start: int, floor: int) -> None:
    """The source of a verb right behind a comma: a name with its apposition between commas, or nobody new."""
    pieces: list[Stretch] = []
    end = start
    while len(pieces) < 4 and end > line.first and end - 1 not in line.quote_of:
        while end > line.first and line.stop(end - 1) and end - 1 not in line.quote_of:
            end -= 1
        begin = end
        while begin > max(line.first, floor - 0) and not line.stop(begin - 1):
            begin -= 1
        if begin == end:
            break
        pieces.append((begin, end))
        end = begin
    for index, piece in enumerate(pieces):
        if line.skip_time(piece[0]) >= piece[1] or line.lows[piece[0]] in line.grammar.relative or line.passes_on(piece[0]):
            continue
        if line.begins_name(piece[0]) and line.facts.named[piece[0]][0] == piece[1]:
            made.source, made.apposed = piece, tuple(pieces[index + 1 : index + 2])
            break
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if following is not None and index < 2 and ends_with_name(line, following):
            made.source, made.apposed = line.phrase_before(following[1], following[0]), (piece,)
            break
        if index and not line.grammar.cues.at(line.words, piece[0]):
            made.source = nonempty(line.phrase_before(piece[1], piece[0]))
        break
    made.inherits = made.source is None


def ends_with_name(line: Line, piece: Stretch) -> bool:
    """Whether a name closes the phrase and nothing but a role stands before it."""
    return line.in_name(piece[1] - 1) and piece[1] - piece[0] <= 12


def place_content(line: Line, made: Attribution, last: int) -> Attribution | None:
    """Finds what a verb ascribes: behind it, before it, or around it."""
    entry, grammar = made.entry, line.grammar
    has_pre = trailing(line, made)
    number = after_cue(line, made, last, has_pre is not None)
    made.end = number
    if has_pre is None and number < line.last and line.lows[number] == "," and number + 1 not in line.quote_of:
        has_pre = scene(line, made) if grammar.trails else None
    opening, begin = opens(line, number, entry, has_pre is not None)
    if not opening and has_pre is None and number > last and made.listener is None:
        opening, begin = opens(line, last, entry, False)  # nothing is left but a time or a place: that is the content
        made.end = last
    if opening == "quote" and has_pre is not None and not mostly_quoted(line, has_pre) and not goes_on(line, begin):
        has_pre = None  # “Asked about it, he said, “No.””: the words before only set the scene
    if opening == "quote" and has_pre is not None and line.is_title(begin):
        opening = ""
    if has_pre is not None and (entry.object_first or opening in ("", "quote") or line.lows[min(number, line.last - 1)] == ","):
        made.pre = has_pre
        if entry.object_first:
            made.post = nonempty(line.trim(number, line.end()))
        elif opening == "quote" or continues(line, number, made):
            made.post = (begin, line.end()) if opening == "quote" else nonempty(line.trim(number, line.end()))
        return made
    if not opening:
        return carried_quote(line, made)
    if opening == "noun" and begin > number and (line.lows[begin] in grammar.coordinate or made.listener):
        made.shares = True
    back = grammar.back.at(line.words, begin) if begin not in line.quote_of and opening == "noun" and not entry.demand else None
    if back and back[0] not in line.quote_of and (line.stop(back[0]) or back[0] >= line.end() or grammar.adjuncts.at(line.words, back[0]) or line.skip_time(back[0]) > back[0]):
        made.points_back, made.end = True, tail(line, back[0])[0]
        return made
    if entry.needs and opening not in entry.needs and opening != "that" and not tied(line, entry, begin) and not speaks_from_paper(line, made):
        return None
    end = line.end() if begin not in line.quote_of else line.last
    if opening == "noun" and "noun" in entry.needs and line.lows[begin] in grammar.articles:
        end = next((n for n in range(begin, end - 1) if line.lows[n] == "," and line.lows[n + 1] in grammar.coordinate), end)
    if opening == "noun" and entry.demand:
        end = next((n for n in range(begin + 1, end) if grammar.circumstance.at(line.words, n)), end)
    made.post = nonempty((begin, end))
    return made if made.post else None


def tied(line: Line, entry: Cue, begin: int) -> bool:
    """Whether the object is tied to what is said of it: sees the tour *as* a sign, puts the price *at* 4 million."""
    wanted = (line.grammar.as_ if "as" in entry.needs else frozenset()) | (line.grammar.at if "at" in entry.needs else frozenset())
    return any(line.lows[number] in wanted for number in range(begin + 1, min(begin + 9, line.end())))


def names_somebody(line: Line, number: int) -> bool:
    return line.in_name(number) or line.lows[number] in line.grammar.pronouns


def speaks_from_paper(line: Line, made: Attribution) -> bool:
    """Whether a document, a survey or data is the source: then any object of the verb is its content."""
    return made.source is not None and line.grammar.documents.at(line.words, made.source[0]) is not None


def carried_quote(line: Line, made: Attribution) -> Attribution | None:
    """A bare “X said.” behind a sentence in quotation marks; the teller joins the two."""
    return made if made.source and not made.entry.needs and not made.joined and made.source[0] == line.first else None


def trailing(line: Line, made: Attribution) -> Stretch | None:
    """The content that may stand before the source: what a comma or a quotation mark parts from it."""
    content = scene(line, made)
    if content is None or made.entry.object_first or mostly_quoted(line, content):
        return content
    return content if line.grammar.trails and not leads_in(line, content) else None


def goes_on(line: Line, number: int) -> bool:
    """Whether a quotation goes on with a sentence begun before it: its first letter is small."""
    first, _ = line.words.range(line.quotes[line.quote_of[number]][2].inner)
    return line.words.word(first)[0].islower()


def mostly_quoted(line: Line, stretch: Stretch) -> bool:
    """Whether a stretch ends with a quotation that makes up most of it."""
    quoted = sum(number in line.quote_of for number in range(*stretch))
    return stretch[1] - 1 in line.quote_of and 2 * quoted >= stretch[1] - stretch[0]


def scene(line: Line, made: Attribution) -> Stretch | None:
    """What stands before the source, a comma or a quotation mark between, be it content or only the scene."""
    if made.source is None or made.joined:
        return None
    if made.entry.object_first and made.source[0] > line.first:
        return nonempty(line.trim(line.grammar.skip_openers(line.words, line.first, made.source[0]), made.source[0]))
    start = min(stretch[0] for stretch in (made.source, *made.apposed))
    while start > line.first and line.lows[start - 1] in line.grammar.definite and start - 1 not in line.quote_of:
        start -= 1
    if start <= line.first or not line.stop(start - 1) or line.lows[start - 1] in ":;(":
        return None
    begin = line.grammar.skip_openers(line.words, line.first, start)
    content = line.trim(behind_colon(line, begin, start), start)
    return content if content[1] - content[0] > 1 or content[0] in line.quote_of else None


def behind_colon(line: Line, begin: int, end: int) -> int:
    """The quotation behind a colon, where words before it only bring it in: He was blunt: “No,” he said."""
    for number in range(end - 1, begin, -1):
        if line.lows[number] == ":" and number not in line.quote_of and number + 1 in line.quote_of:
            return number + 1
    return begin


def leads_in(line: Line, content: Stretch) -> bool:
    """Whether the words before the source only set the scene: On Tuesday, …; When asked, …; In a memo, …"""
    first, last = content
    if line.skip_time(first) >= last:
        return True
    if any(line.stop(number) for number in range(first, last)):
        return False
    return line.lows[first] in line.grammar.conditions and last - first <= 14


def after_cue(line: Line, made: Attribution, number: int, has_pre: bool) -> int:
    """The word behind listeners, times and adjuncts of a verb; notes the listeners, and the media among them as relays."""
    grammar, lows = line.grammar, line.lows
    told = lows[number - 1] in grammar.told and not made.entry.demand
    while number < line.last:
        number = skip_adverbs_not_content(line, number)
        after = line.skip_time(number)
        if after > number:
            number = after
            continue
        if number >= line.last or line.stop(number) or number in line.quote_of:
            break
        if told or speaks_to(line, number):
            begin = number if told else number + 1
            phrase, told = listener(line, begin), False
            if phrase:
                made.listener = phrase
                if medium(line, phrase):
                    word = (begin - 1, begin)
                    made.relays = (*made.relays, (word, phrase, False))
                number = phrase[1]
                continue
        if lows[number] in grammar.by and medium(line, line.phrase_behind(number + 1, line.last)):
            phrase = line.phrase_behind(number + 1, line.last)
            made.relays = (*made.relays, ((number, number + 1), phrase, False))
            number = phrase[1]
            continue
        after = adjunct(line, number, has_pre)
        if after == number:
            break
        number = after
    return number


def speaks_to(line: Line, number: int) -> bool:
    """Whether a preposition there brings in those who were told (and no infinitive)."""
    grammar, low = line.grammar, line.lows[number]
    if low not in grammar.audience or number + 1 >= line.last:
        return False
    follows = line.lows[number + 1]
    return low not in grammar.to or line.begins_name(number + 1) or follows in grammar.listeners or follows in grammar.definite


def skip_adverbs_not_content(line: Line, number: int) -> int:
    """Adverbs right behind the cue, as long as something of the attribution follows them."""
    after = line.grammar.skip_adverbs(line.words, number, line.last)
    if after == number or after >= line.last or line.stop(after) or line.lows[after] in line.grammar.that or after in line.quote_of:
        return after
    return after if line.skip_time(after) > after else number


def listener(line: Line, number: int) -> Stretch | None:
    """The noun phrase of those who were told."""
    grammar, start = line.grammar, number
    while number < line.last and not line.stop(number) and number not in line.quote_of:
        name = line.facts.named.get(number)
        if name:
            return start, name[0]
        low = line.lows[number]
        if low in grammar.listeners:
            return start, number + 1
        if low in grammar.that or low in grammar.to or number in line.facts.times:
            break
        if number > start and (grammar.adjuncts.at(line.words, number) or low in grammar.relative):
            break
        if number - start > 4:
            return None
        number += 1
    return (start, number) if number > start else None


def medium(line: Line, phrase: Stretch) -> bool:
    """Whether a phrase names an outlet or an agency."""
    for number in range(*phrase):
        name = line.facts.named.get(number)
        if name:
            return name[1].kind in ("outlet", "agency")
    return False


def adjunct(line: Line, number: int, has_pre: bool) -> int:
    """The word behind an adjunct that begins there, or the same word when it may be content."""
    found = line.grammar.adjuncts.at(line.words, number)
    if found is None or line.in_name(number):
        return number
    stop = found[0]
    while stop < line.last and not line.stop(stop) and line.lows[stop] not in line.grammar.that and stop not in line.quote_of:
        stop += 1
    behind_stop = stop + 1
    if has_pre or stop >= line.end() and stop - number <= 0:
        return stop
    if stop < line.last and (line.lows[stop] in line.grammar.that or stop in line.quote_of):
        return stop if stop - number <= 14 else number
    if behind_stop < line.last and (behind_stop in line.quote_of or line.lows[behind_stop] in line.grammar.that or line.skip_time(behind_stop) > behind_stop):
        return stop if stop - number <= 14 else number
    begin = found[0]
    while begin < line.last and line.lows[begin] in line.grammar.definite:
        begin += 1
    name = line.facts.named.get(begin)
    return name[0] if name and name[0] < stop else number


def opens(line: Line, number: int, entry: Cue, has_pre: bool) -> tuple[str, int]:
    """How what follows opens ("" when nothing does), and the first word of the content."""
    grammar, lows, last = line.grammar, line.lows, line.last
    comma = number
    while comma < last and comma not in line.quote_of and lows[comma] in ",:":
        comma += 1
    if comma >= line.end() and comma not in line.quote_of:
        return "", number
    if comma in line.quote_of:
        return "quote", comma
    low = lows[comma]
    if low in grammar.that or (low in grammar.that_if and comma == number and not has_pre):
        begin = comma + 1
        while begin < last and begin not in line.quote_of and lows[begin] in ",:":
            begin += 1
        return "that", begin
    if comma > number and has_pre:
        return "", number
    if line.stop(comma):
        return "", number
    quoted = next((n for n in range(comma + 1, min(comma + 6, last)) if line.lows[n] in ",:" and n + 1 in line.quote_of), None)
    if quoted is not None and not any(n in line.quote_of for n in range(comma, quoted)):
        return "quote", quoted + 1  # asked her, “Why?”
    return ("to" if low in grammar.to and low in grammar.infinitive else "noun"), comma


def continues(line: Line, number: int, made: Attribution) -> bool:
    """Whether the content goes on behind an attribution set between commas: The tests, she said, will take …"""
    if number >= line.end() or line.lows[number] not in ",–—-":
        return False
    begin = number + 1
    while begin < line.last and line.skip_time(begin) > begin:
        begin = line.skip_time(begin)
        if begin < line.end() and line.lows[begin] == ",":
            begin += 1
    rest = line.trim(begin, line.end())
    if rest[1] - rest[0] < 2:
        return False
    found = line.grammar.cues.at(line.words, rest[0])
    if found and any(entry.frame == "relay" for entry in found[1][0]) or line.grammar.is_gerund(line.words, rest[0] + 1):
        return False
    quoted = made.pre is not None and made.pre[1] - 1 in line.quote_of
    if quoted:
        return line.lows[rest[0]] in line.grammar.be or line.grammar.future.at(line.words, rest[0]) is not None
    return line.lows[rest[0]] not in line.grammar.relative


# --- content, verb, source ---------------------------------------------------------------------------------------------------
def behind(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """“…,” ujar X; …, katanya; Selain itu, kata X, …"""
    floor = max((other.end for other in before if other.pre), default=line.first)
    pre = stretch_before(line, first, floor)
    if first > line.first and not line.stop(first - 1) and first - 1 not in line.quote_of and not (pre is None):
        return None
    if entry.needs and not (line.quote_before(first) or clitic or line.begins_name(last)):
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


def around_content(line: Line, made: Attribution, pre: Stretch | None) -> Attribution | None:
    """Ties what stands before the words of attribution, behind them, or on both sides."""
    made.pre = pre
    apposition(line, made)
    made.end, made.relays = tail(line, made.end)
    begin = made.end
    while begin < line.last and begin not in line.quote_of and (line.stop(begin) or line.lows[begin] in line.grammar.that):
        begin += 1
    post = line.trim(begin, line.end()) if begin not in line.quote_of else (begin, line.last)
    if begin in line.quote_of:
        made.post = post
    elif post[0] < post[1] and (pre is None or (not ends_quoted(line, pre) and begin > made.end)):
        made.post = post
    elif made.clitic and post[1] - post[0] > 1 and pre and any(line.grammar.cues.at(line.words, n) for n in range(*pre)):
        made.pre, made.post = None, post  # “A told B, B told me, katanya …”
    return made if made.pre or made.post else None


def ends_quoted(line: Line, stretch: Stretch) -> bool:
    return stretch[1] - 1 in line.quote_of


def stretch_before(line: Line, first: int, floor: int) -> Stretch | None:
    """The content before the words of attribution, connectives at its head left out; None when there is none."""
    begin = line.grammar.skip_openers(line.words, floor, first)
    begin = line.grammar.skip_openers(line.words, line.trim(begin, first)[0], first)
    return nonempty(line.trim(behind_colon(line, begin, first), first))


def apposition(line: Line, made: Attribution) -> None:
    """“kata Owen Tresidder, kepala perusahaan itu.”: the phrase between commas behind a source belongs to it."""
    while made.end < line.last and line.lows[made.end] in (",", "(", "who", "–") and made.end not in line.quote_of:
        begin = made.end + 1
        if begin >= line.last or begin in line.quote_of or line.skip_time(begin) > begin:
            return
        end = line.next_stop(begin)
        found = line.grammar.cues.at(line.words, begin)
        if found or line.lows[begin] in line.grammar.coordinate or line.grammar.adjuncts.at(line.words, begin):
            return
        relative = line.lows[begin] in line.grammar.relative
        role = line.grammar.roles.at(line.words, line.grammar.skip_signs(line.words, begin, end)) is not None
        closes = made.pre is not None and ends_quoted(line, made.pre) and (end >= line.end() or end in line.quote_of)
        if made.clitic or end - begin > 16 or not (relative or role or closes or names_only(line, (begin, end)) or line.lows[made.end] == "("):
            return
        if not relative:
            made.apposed = (*made.apposed, (begin, end))
        made.end = min(end + 1, line.last) if end < line.last and line.lows[end] == ")" else end


def names_only(line: Line, piece: Stretch) -> bool:
    name = line.facts.named.get(piece[0])
    return name is not None and name[0] == piece[1]


def tail(line: Line, number: int) -> tuple[int, tuple[tuple[Stretch, Stretch, bool], ...]]:
    """The word behind listeners, times and adjuncts that close an attribution, commas between them included."""
    relays: list[tuple[Stretch, Stretch, bool]] = []
    while number < line.last:
        begin = number
        if line.lows[number] in ",(" and number not in line.quote_of:
            begin += 1
        if begin >= line.last or begin in line.quote_of:
            break
        after = line.skip_time(begin)
        if after > begin:
            number = after + 1 if after < line.last and line.lows[after] == ")" else after
            continue
        after = line.relay_behind(begin)
        if after > begin:
            number = after
            continue
        found = line.grammar.adjuncts.at(line.words, begin)
        if found is None or line.in_name(begin):
            break
        if line.lows[begin] in line.grammar.audience:
            phrase = listener(line, begin + 1)
            if phrase and medium(line, phrase):
                relays.append(((begin, begin + 1), phrase, False))
        after = found[0]
        while after < line.last and not line.stop(after) and after not in line.quote_of and after not in line.facts.times:
            if line.relay_behind(after) > after:
                break
            after += 1
        number = after
    return number, tuple(relays)


def according(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
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
    return around_content(line, made, pre)


# --- nobody, nouns, passives, media ------------------------------------------------------------------------------------------
def hearsay(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """X is believed to …, X dikabarkan …, konon …"""
    grammar, lows = line.grammar, line.lows
    if last < line.last and (lows[last] in grammar.by or lows[last] in grammar.that):
        return None
    start = first
    if first > line.first and lows[first - 1] in grammar.be:
        while start > line.first and (lows[start - 1] in grammar.be or lows[start - 1] in grammar.adverbs) and not line.in_name(start - 1):
            start -= 1
    made = Attribution((first, last), entry, start, last)
    floor = max((other.end for other in before), default=line.first)
    begin = start
    while begin > floor and not line.stop(begin - 1) and lows[begin - 1] not in grammar.relative:
        if lows[begin - 1] in grammar.that or (lows[begin - 1] in grammar.coordinate and before):
            break
        begin -= 1
    pre = line.trim(grammar.skip_openers(line.words, begin, start), start)
    made.pre = nonempty(pre)
    end = line.end() if made.pre else line.next_stop(last)
    begin = last
    while begin < line.last and begin not in line.quote_of and lows[begin] in ",":
        begin += 1
        end = line.end()
    made.post = nonempty(line.trim(begin, end))
    return made if made.post else None


def noun(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """A rumour that …, isu yang menyebut …"""
    begin = last
    if begin < line.last and line.lows[begin] in line.grammar.that:
        begin += 1
    elif last - first == 1:
        return None  # a rumour alone tells nothing
    post = nonempty(line.trim(begin, line.end()))
    return Attribution((first, last), entry, first, last, post=post) if post else None


def passive(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """Isu itu ditepis X; the report was denied by X."""
    begin = last + 1 if last < line.last and line.lows[last] in line.grammar.by else last
    if begin >= line.last or line.stop(begin):
        return None
    source = nonempty(line.phrase_behind(begin, line.last))
    floor = max((other.end for other in before), default=line.first)
    start = first
    while start > floor and (line.lows[start - 1] in line.grammar.be or line.lows[start - 1] in line.grammar.adverbs):
        start -= 1
    pre = nonempty(line.phrase_before(start, floor))
    if source is None or pre is None:
        return None
    made = Attribution((first, last), entry, start, source[1], source=source, pre=pre)
    apposition(line, made)
    made.end, made.relays = tail(line, made.end)
    return made


def relay(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """…, dikutip dari X; as reported by X."""
    if last >= line.last or line.stop(last) or last in line.quote_of:
        return None
    source = nonempty(line.phrase_behind(last, line.last))
    if source is None:
        return None
    made = Attribution((first, last), entry, first, source[1], source=source)
    made.end, _ = tail(line, source[1])
    return made


def closing(line: Line, first: int, last: int, entry: Cue, clitic: str, before: list[Attribution]) -> Attribution | None:
    """Demikian disampaikan X."""
    begin = last + 1 if last < line.last and line.lows[last] in line.grammar.by else last
    source = nonempty(line.phrase_behind(begin, line.last)) if begin < line.last else None
    if source is None or first > line.grammar.skip_openers(line.words, line.first, line.last):
        return None
    made = Attribution((first, last), entry, first, source[1], source=source)
    apposition(line, made)
    made.end, made.relays = tail(line, made.end)
    return made


FRAMES = {
    "verb": verb, "behind": behind, "according": according, "hearsay": hearsay, "noun": noun, "passive": passive, "relay": relay, "tail": closing,
}  # fmt: skip
__all__ = ["ENDS", "Attribution", "Grammar", "attributions"]
