"""The words beside a cue that belong to its attribution and to no content: listeners, times, places, appositions."""

from kutip.claim.attribution import Attribution
from kutip.claim.line import Line, Stretch
from kutip.claim.media import medium


def after_cue(line: Line, made: Attribution, number: int, has_pre: bool) -> int:
    """The word behind listeners, times and adjuncts of a verb; notes the listeners, and the media among them as
    relays."""
    grammar, lows = line.grammar, line.lows
    told = lows[number - 1] in grammar.told and not made.entry.demand
    while number < line.last and not (lows[number] in grammar.that and number == made.end):
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
            if phrase and phrase[1] < line.last and lows[phrase[1]] in grammar.infinitive and begin == number:
                break  # told the crowd to go home: the addressee opens the content
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
    return (
        low not in grammar.to
        or line.begins_name(number + 1)
        or follows in grammar.listeners
        or follows in grammar.definite
    )


def skip_adverbs_not_content(line: Line, number: int) -> int:
    """Adverbs right behind the cue, as long as something of the attribution follows them."""
    after = line.grammar.skip_adverbs(line.words, number, line.last)
    if (
        after == number
        or after >= line.last
        or line.stop(after)
        or line.lows[after] in line.grammar.that
        or after in line.quote_of
    ):
        return after
    return after if line.skip_time(after) > after else number


def listener(line: Line, number: int) -> Stretch | None:
    """The noun phrase of those who were told."""
    grammar, start = line.grammar, number
    while number < line.last and not line.stop(number) and number not in line.quote_of:
        name = line.facts.named.get(number)
        if name and (name[0] >= line.last or line.lows[name[0]] not in grammar.owns):
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


def adjunct(line: Line, number: int, has_pre: bool) -> int:
    """The word behind an adjunct that begins there, or the same word when it may be content."""
    found = line.grammar.adjuncts.at(line.words, number)
    if found is None or line.in_name(number):
        return number
    stop = found[0]
    while (
        stop < line.last
        and not line.stop(stop)
        and line.lows[stop] not in line.grammar.that
        and stop not in line.quote_of
    ):
        stop += 1
    behind_stop = stop + 1
    if has_pre or (stop >= line.end() and stop - number <= 0):
        return stop
    if stop < line.last and (line.lows[stop] in line.grammar.that or stop in line.quote_of):
        return stop if stop - number <= 14 else number
    if behind_stop < line.last and (
        behind_stop in line.quote_of
        or line.lows[behind_stop] in line.grammar.that
        or line.skip_time(behind_stop) > behind_stop
    ):
        return stop if stop - number <= 14 else number
    begin = found[0]
    while begin < line.last and line.lows[begin] in line.grammar.definite:
        begin += 1
    name = line.facts.named.get(begin)
    if name and name[0] < stop:
        return name[0]
    papers = (line.grammar.documents.at(line.words, n) for n in range(begin, min(begin + 4, stop)))
    paper = next((found for found in papers if found), None)
    return paper[0] if paper and paper[0] < stop else number  # said in an email the wall was weak


def apposition(line: Line, made: Attribution) -> None:
    """“kata Owen Tresidder, kepala perusahaan itu.”: the phrase between commas behind a source belongs to it."""
    while made.end < line.last and line.lows[made.end] in ",(–" and made.end not in line.quote_of:
        begin = made.end + 1
        if begin >= line.last or begin in line.quote_of or line.skip_time(begin) > begin:
            return
        end = line.next_stop(begin)
        found = line.grammar.cues.at(line.words, begin)
        if found or line.lows[begin] in line.grammar.coordinate or line.grammar.adjuncts.at(line.words, begin):
            return
        relative = line.lows[begin] in line.grammar.relative and (made.pre is not None or end < line.end())
        head = line.grammar.skip_signs(line.words, begin, end)
        role = line.grammar.roles.at(line.words, head) is not None or (
            (head > begin if made.pre else line.lows[begin] in line.grammar.articles)
            and end - head <= 8
            and line.is_people((head, end), short=False)
        )
        quoted = made.pre is not None and ends_quoted(line, made.pre)
        closes = quoted and (end >= line.end() or end in line.quote_of or end + 1 in line.quote_of)
        if (
            made.clitic
            or end - begin > 16
            or (made.pre is None and is_content(line, end) and not names_cited(line, made, (begin, end)))
            or (not quoted and not relative and is_clause(line, (begin, end)))
            or not (relative or role or closes or names_only(line, (begin, end)) or line.lows[made.end] == "(")
        ):
            return
        cites = relative and begin + 2 < end and line.lows[begin + 1] in line.grammar.quotes
        if cites:  # “Reuters, which cited two traders,”
            made.relays = (*made.relays, ((begin + 1, begin + 2), (begin + 2, end), True))
        if not relative:
            made.apposed = (*made.apposed, (begin, end))
        made.end = min(end + 1, line.last) if end < line.last and line.lows[end] == ")" else end


def names_cited(line: Line, made: Attribution, phrase: Stretch) -> bool:
    """Whether a name closes who is cited: citing the head of the office, *Ani Colfax*."""
    return made.entry.frame == "relay" and line.facts.named.get(phrase[0], (0,))[0] == phrase[1]


def is_content(line: Line, end: int) -> bool:
    """Whether the phrase that ends there is what was said: the sentence ends with it, or goes on with "but"."""
    return end >= line.end() or line.lows[min(end + 1, line.last - 1)] in line.grammar.coordinate


def is_clause(line: Line, piece: Stretch) -> bool:
    """Whether an auxiliary or an adverb of the verb stands in a phrase: then it is part of what was said."""
    verbal = line.grammar.adverbs - line.grammar.holds - line.grammar.owns
    return any(line.lows[n] in verbal and not line.in_name(n) for n in range(*piece))


def names_only(line: Line, piece: Stretch) -> bool:
    name = line.facts.named.get(piece[0])
    return name is not None and name[0] == piece[1]


def ends_quoted(line: Line, stretch: Stretch) -> bool:
    return stretch[1] - 1 in line.quote_of


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
        while (
            after < line.last and not line.stop(after) and after not in line.quote_of and after not in line.facts.times
        ):
            if line.relay_behind(after) > after:
                break
            after += 1
        number = after
    return number, tuple(relays)
