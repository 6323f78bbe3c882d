"""Where the content of a verb stands: behind it, before it, or around it."""

from kutip.claim.attribution import Attribution, nonempty
from kutip.claim.beside import after_cue, apposition, ends_quoted, listener, tail
from kutip.claim.line import Line, Stretch
from kutip.lang.cues import Cue


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
    if opening == "quote" and has_pre is None and goes_on(line, begin):
        has_pre = scene(line, made) if grammar.trails else None  # “Until then, he joked, “the Almighty …””
    if opening == "quote" and has_pre is not None and not mostly_quoted(line, has_pre) and not goes_on(line, begin):
        has_pre = None  # “Asked about it, he said, “No.””: the words before only set the scene
    if opening == "quote" and has_pre is not None and line.is_title(begin):
        opening = ""
    if has_pre is not None and opening == "noun" and line.next_stop(begin) - begin <= 1:
        number = made.end = line.next_stop(begin)  # one adverb more: “…, the agency reported overnight”
        opening = ""
    if has_pre is not None and (
        entry.object_first or opening in ("", "quote") or line.lows[min(number, line.last - 1)] == ","
    ):
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
    back = points_back(line, begin, entry) if opening == "noun" and not entry.demand else None
    if (
        back
        and back[0] not in line.quote_of
        and (
            line.stop(back[0])
            or back[0] >= line.end()
            or line.lows[back[0]] in grammar.coordinate
            or grammar.adjuncts.at(line.words, back[0])
            or line.skip_time(back[0]) > back[0]
            or (entry.certainty == "denied" and line.next_stop(back[0]) - back[0] <= 4)
        )
    ):
        made.points_back, made.end = True, tail(line, back[0])[0]
        return made
    if "back" in entry.needs and not line.holds_noun(begin):
        return None
    if (
        entry.needs
        and "back" not in entry.needs
        and opening not in entry.needs
        and opening != "that"
        and not tied(line, entry, begin)
        and not speaks_from_paper(line, made)
    ):
        return None
    end = line.end() if begin not in line.quote_of else line.last
    if opening == "noun" and "noun" in entry.needs and line.lows[begin] in grammar.articles:
        end = next(
            (n for n in range(begin, end - 1) if line.lows[n] == "," and line.lows[n + 1] in grammar.coordinate), end
        )
    made.that = opening == "that"
    if opening != "quote":
        end = dash(line, begin, end)
        end = next((n for n in range(begin, end) if line.lows[n] == ";" and n not in line.quote_of), end)
    if opening == "noun":
        begin = next((n + 1 for n in range(begin, min(begin + 6, end - 2)) if line.lows[n] == ":"), begin)
    if begin not in line.quote_of:
        end = aside(line, begin, enclosed(line, made, begin, end))
        begins = said_in(line, begin, end)
        end, made.setting = begins, nonempty((begins, end))
    if opening == "noun" and entry.demand:
        end = next((n for n in range(begin + 1, end) if grammar.circumstance.at(line.words, n)), end)
    made.post = nonempty((begin, end))
    return made if made.post else None


def points_back(line: Line, begin: int, entry: Cue) -> tuple[int, None] | None:
    """The word behind an object that only points back: hal itu, the claim; with a denial any "angka tersebut"."""
    if begin in line.quote_of:
        return None
    found = line.grammar.back.at(line.words, begin)
    if found is None and entry.certainty == "denied":
        end = next(
            (n + 1 for n in range(begin + 1, min(begin + 2, line.last)) if line.lows[n] in line.grammar.behind), None
        )
        return (end, None) if end and line.stop(end) else None
    return found


def dash(line: Line, begin: int, end: int) -> int:
    """Where a dash ends a content with an afterthought of the reporter's: … — an account that …"""
    dashes = (n for n in range(begin, end - 1) if line.lows[n] in "–—" and line.lows[n + 1] in line.grammar.articles)
    return next(dashes, end)


def enclosed(line: Line, made: Attribution, begin: int, end: int) -> int:
    """Where a content ends because its attribution stands in a clause of its own, up to the next comma: *After the navy
    said the ship sank*, prices rose; the man, *who said the ship was old*, died."""
    assert made.cue
    verb = line.verb_begins(made.cue[0], line.first + 1)
    opener = (made.source[0] if made.source and line.lows[verb - 1] not in line.grammar.relative else verb) - 1
    head = line.grammar.skip_openers(line.words, line.first, max(opener, line.first))
    relative = opener > line.first and line.lows[opener] in line.grammar.relative
    apart = relative and any(line.lows[n] == "," for n in range(line.first, opener))
    if apart or (opener == head and line.lows[opener] in line.grammar.conditions):
        return next((n for n in range(begin, end) if line.lows[n] == "," and n not in line.quote_of), end)
    return end


def aside(line: Line, begin: int, end: int) -> int:
    """Where a content ends before what the reporter adds about the speaker: …, *but it gave no details*."""
    for number in range(begin + 2, end):
        if number in line.quote_of or line.grammar.asides.at(line.words, number) is None:
            continue
        while number - 1 > begin and (
            line.lows[number - 1] in line.grammar.pronouns
            or line.lows[number - 1] in line.grammar.coordinate
            or line.stop(number - 1)
        ):
            number -= 1
        return number
    return end


def said_in(line: Line, begin: int, end: int) -> int:
    """Where a content ends before what tells in what it was said, and when: … *in a statement released on Thursday*."""
    grammar = line.grammar
    for number in range(max(begin + 3, end - 10), end):
        found = grammar.said_in.at(line.words, number)
        if found is None or number in line.quote_of:
            continue
        behind = found[0]
        while behind < end and (
            line.stop(behind)
            or line.lows[behind] in grammar.participles
            or line.lows[behind - 1] in grammar.relative
            or line.lows[behind] in grammar.relative
            or (grammar.adjuncts.at(line.words, behind) and line.skip_time(behind + 1) > behind + 1)
        ):
            behind += 1
        if line.skip_time(behind) >= end or behind >= end:
            return line.trim(begin, number)[1]
    return end


def tied(line: Line, entry: Cue, begin: int) -> bool:
    """Whether the object is tied to what is said of it: sees the tour *as* a sign, puts the price *at* 4 million."""
    wanted = (line.grammar.as_ if "as" in entry.needs else frozenset()) | (
        line.grammar.at if "at" in entry.needs else frozenset()
    )
    return any(line.lows[number] in wanted for number in range(begin + 1, min(begin + 9, line.end())))


def speaks_from_paper(line: Line, made: Attribution) -> bool:
    """Whether a document, a survey or data is the source: then any object of the verb is its content."""
    return made.source is not None and line.grammar.documents.at(line.words, made.source[0]) is not None


def carried_quote(line: Line, made: Attribution) -> Attribution | None:
    """A bare “X said.” behind a sentence in quotation marks; the teller joins the two."""
    return made if made.source and not made.entry.needs and not made.joined and made.source[0] == line.first else None


def opens(line: Line, number: int, entry: Cue, has_pre: bool) -> tuple[str, int]:
    """How what follows opens ("" when nothing does), and the first word of the content."""
    grammar, lows, last = line.grammar, line.lows, line.last
    comma = number
    while comma < last and comma not in line.quote_of and lows[comma] in ",:":
        comma += 1
    passed = line.relay_behind(comma) if comma > number and comma < last and comma not in line.quote_of else comma
    while passed > comma and passed < last and line.skip_time(passed) > passed:
        passed = line.skip_time(passed)
    if passed > comma and passed < line.end() and line.lows[passed] == ",":
        comma = passed + 1  # “X said, as printed in Y, that …”
    if comma >= line.end() and comma not in line.quote_of:
        return "", number
    if comma in line.quote_of:
        return "quote", comma
    low = lows[comma]
    if low in grammar.that and comma + 1 >= line.end():
        return "noun", comma  # the company rejected that
    if low in grammar.that or (low in grammar.that_if and comma == number and not has_pre):
        begin = comma + 1
        while begin < last and begin not in line.quote_of and lows[begin] in ",:":
            begin += 1
        return "that", begin
    if comma > number and has_pre:
        return "", number
    if line.stop(comma):
        return "", number
    quoted = next(
        (n for n in range(comma + 1, min(comma + 6, last)) if line.lows[n] in ",:" and n + 1 in line.quote_of), None
    )
    if quoted is not None and not any(n in line.quote_of for n in range(comma, quoted)):
        return "quote", quoted + 1  # asked her, “Why?”
    return ("to" if low in grammar.to and low in grammar.infinitive else "noun"), comma


def trailing(line: Line, made: Attribution) -> Stretch | None:
    """The content that may stand before the source: what a comma or a quotation mark parts from it."""
    content = scene(line, made)
    if content is None or made.entry.object_first or mostly_quoted(line, content):
        return content
    return content if line.grammar.trails and not leads_in(line, content) else None


def scene(line: Line, made: Attribution) -> Stretch | None:
    """What stands before the source, a comma or a quotation mark between, be it content or only the scene."""
    if made.source is None or made.joined:
        return None
    if made.entry.object_first and made.source[0] > line.first and not line.stop(made.source[0] - 1):
        return nonempty(line.trim(line.grammar.skip_openers(line.words, line.first, made.source[0]), made.source[0]))
    start = min(made.start, *(stretch[0] for stretch in (made.source, *made.apposed)))
    while start > line.first + 1 and line.lows[start - 1] in line.grammar.bridges and start - 1 not in line.quote_of:
        start -= 1
        made.bridge = start
    while start > line.first and line.lows[start - 1] in line.grammar.definite and start - 1 not in line.quote_of:
        start -= 1
    if start <= line.first or not line.stop(start - 1) or line.lows[start - 1] in ":;(":
        return None
    begin = line.grammar.skip_openers(line.words, max(line.first, made.floor), start)
    begin = line.grammar.skip_openers(line.words, line.trim(begin, start)[0], start)
    content = line.trim(behind_colon(line, begin, start), start)
    return content if content[1] - content[0] > 1 or content[0] in line.quote_of else None


def behind_colon(line: Line, begin: int, end: int) -> int:
    """The quotation behind a colon, where words before it only bring it in: He was blunt: “No,” he said.
    What stands before a semicolon is another statement."""
    for number in range(end - 1, begin, -1):
        if line.lows[number] == ";" and number not in line.quote_of:
            return number + 1
        if line.lows[number] == ":" and number not in line.quote_of and number + 1 in line.quote_of:
            return number + 1
    return begin


def mostly_quoted(line: Line, stretch: Stretch) -> bool:
    """Whether a stretch ends with a quotation that makes up most of it."""
    quoted = sum(number in line.quote_of for number in range(*stretch))
    return stretch[1] - 1 in line.quote_of and 2 * quoted >= stretch[1] - stretch[0]


def goes_on(line: Line, number: int) -> bool:
    """Whether a quotation goes on with a sentence begun before it: its first letter is small."""
    first, _ = line.words.range(line.quotes[line.quote_of[number]][2].inner)
    return line.words.word(first)[0].islower()


def leads_in(line: Line, content: Stretch) -> bool:
    """Whether the words before the source only set the scene: On Tuesday, …; When asked, …; In a memo, …"""
    first, last = content
    if line.skip_time(first) >= last:
        return True
    if any(line.stop(number) for number in range(first, last)):
        return False
    return line.lows[first] in line.grammar.conditions and last - first <= 14


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
    if (found and any(entry.frame == "relay" for entry in found[1][0])) or line.grammar.is_gerund(
        line.words, rest[0] + 1
    ):
        return False
    quoted = made.pre is not None and made.pre[1] - 1 in line.quote_of
    if quoted:
        return leads_verb(line, rest[0])
    if line.lows[rest[0]] in line.grammar.coordinate:  # “…, she said, and would …”, but not “…, and farmers were …”
        return leads_verb(line, rest[0] + 1)
    return line.lows[rest[0]] not in line.grammar.relative


def leads_verb(line: Line, number: int) -> bool:
    """Whether an auxiliary stands there."""
    return line.lows[number] in line.grammar.be or line.grammar.future.at(line.words, number) is not None


def around_content(line: Line, made: Attribution, pre: Stretch | None) -> Attribution | None:
    """Ties what stands before the words of attribution, behind them, or on both sides."""
    made.pre = pre
    apposition(line, made)
    named_end = made.end
    made.end, relays = tail(line, made.end)
    made.relays += relays
    if pre is None and named_end < line.last and line.lows[named_end] in line.grammar.audience:
        made.listener = listener(line, named_end + 1)
    begin = made.end
    while (
        begin < line.last and begin not in line.quote_of and (line.stop(begin) or line.lows[begin] in line.grammar.that)
    ):
        begin += 1
    post = line.trim(begin, line.end()) if begin not in line.quote_of else (begin, line.last)
    unquoted = pre is None or (not ends_quoted(line, pre) and begin > made.end)
    if begin in line.quote_of or (post[0] < post[1] and unquoted and goes_on_behind(line, pre, post)):
        made.post = post
    elif (
        made.clitic and post[1] - post[0] > 1 and pre and any(line.grammar.cues.at(line.words, n) for n in range(*pre))
    ):
        made.pre, made.post = None, post  # “A told B, B told me, katanya …”
    return made if made.pre or made.post else None


def goes_on_behind(line: Line, pre: Stretch | None, post: Stretch) -> bool:
    """Whether what follows is still the content: not where "and" brings in another statement."""
    if pre is None:
        return True
    if line.passes_on(post[0]):
        return False
    return line.lows[post[0]] not in line.grammar.coordinate or leads_verb(line, post[0] + 1)


def stretch_before(line: Line, first: int, floor: int) -> Stretch | None:
    """The content before the words of attribution, connectives at its head left out; None when there is none."""
    begin = line.grammar.skip_openers(line.words, floor, first)
    begin = line.grammar.skip_openers(line.words, line.trim(begin, first)[0], first)
    return nonempty(line.trim(behind_colon(line, begin, first), first))
