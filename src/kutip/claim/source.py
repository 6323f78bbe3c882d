"""Where the source of a verb stands: right before it, beyond an apposition, behind it, or with the verb before."""

from kutip.claim.attribution import Attribution, nonempty
from kutip.claim.line import Line, Stretch
from kutip.claim.media import medium


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
        if made.source and line.grammar.negative.intersection(line.lows[made.source[0] : made.source[1]]):
            made.source = None  # nobody who says: belum ada yang meminta
    elif line.stop(start - 1):
        beside_commas(line, made, start, floor)
    else:
        phrase = line.phrase_before(start, line.first)
        made.source = nonempty(without_adjunct(line, made, phrase))
        if made.source is None:
            made.inherits = True
            made.start = phrase[0]
            made.joined = True
    if made.source and not any(line.lows[n][0].isalnum() for n in range(*made.source)):
        made.source, made.inherits = None, False
        return
    if made.source and (
        line.grammar.itself.at(line.words, made.source[0])
        or supposed(line, made.source[0])
        or (made.entry.noun and sets_scene(line, made.source))
    ):
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


def without_adjunct(line: Line, made: Attribution, phrase: Stretch) -> Stretch:
    """A source without what stands between it and its verb: Reuters *in a report*, the navy *on Sunday*, Ani *to Radio
    Bahari*, which is noted as a medium."""
    first, last = phrase
    for number in range(first + 1, last):
        if line.skip_time(number) >= last:
            return first, number
        if line.in_name(number) or line.grammar.adjuncts.at(line.words, number) is None:
            continue
        if line.lows[number] in line.grammar.audience and medium(line, (number + 1, last)):
            made.relays = (*made.relays, ((number, number + 1), (number + 1, last), False))
            return first, number
        if line.in_name(number - 1) or names_paper(line, number + 1, last):
            return first, number
    return phrase


def names_paper(line: Line, number: int, last: int) -> bool:
    """Whether a document stands in the phrase, and no name: in a statement."""
    words = range(number, last)
    return any(line.grammar.documents.at(line.words, n) for n in words) and not any(line.in_name(n) for n in words)


def sets_scene(line: Line, phrase: Stretch) -> bool:
    """Whether a preposition opens the phrase and nobody is named in it: *In its final* report, …"""
    first, last = phrase
    opens = line.grammar.adjuncts.at(line.words, first) is not None and last - first > 1
    return opens and not names_somebody(line, last - 1) and not any(line.in_name(n) for n in range(first, last))


def supposed(line: Line, number: int) -> bool:
    """Whether the clause that begins there only supposes: if X says."""
    return number > line.first and line.lows[number - 1] in line.grammar.hypothetical


def beside_commas(line: Line, made: Attribution, start: int, floor: int) -> None:
    """The source of a verb right behind a comma: a name with its apposition between commas, or nobody new."""
    pieces: list[Stretch] = []
    end = start
    while len(pieces) < 4 and end > line.first and end - 1 not in line.quote_of:
        while end > line.first and line.stop(end - 1) and end - 1 not in line.quote_of:
            end -= 1
        begin = end
        while begin > max(line.first, floor) and not line.stop(begin - 1):
            begin -= 1
        if begin == end:
            break
        pieces.append((begin, end))
        end = begin
    for index, piece in enumerate(pieces):
        if (
            line.skip_time(piece[0]) >= piece[1]
            or line.lows[piece[0]] in line.grammar.relative
            or line.passes_on(piece[0])
        ):
            continue
        if line.begins_name(piece[0]) and line.facts.named[piece[0]][0] == piece[1]:
            made.source, made.apposed = piece, tuple(pieces[index + 1 : index + 2])
            break
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if following is not None and index < 2 and ends_with_name(line, following):
            made.source, made.apposed = line.phrase_before(following[1], following[0]), (piece,)
            break
        if following is not None and index == 0 and opens_line(line, following):
            made.source, made.apposed = nonempty(line.phrase_before(following[1], following[0])), (piece,)
            break
        if index and not line.grammar.cues.at(line.words, piece[0]):
            made.source = nonempty(line.phrase_before(piece[1], piece[0]))
        break
    made.inherits = made.source is None


def opens_line(line: Line, piece: Stretch) -> bool:
    """Whether a short phrase stands at the head of the line: Their first appeal, dated Monday, said."""
    head = line.grammar.skip_openers(line.words, line.first, piece[1])
    setting = line.lows[head] in line.grammar.conditions or line.grammar.adjuncts.at(line.words, head) is not None
    return piece[0] <= head and piece[1] - head <= 8 and not setting and line.skip_time(head) == head


def ends_with_name(line: Line, piece: Stretch) -> bool:
    """Whether a name closes the phrase and nothing but a role stands before it."""
    return line.in_name(piece[1] - 1) and piece[1] - piece[0] <= 12


def inverted(line: Line, first: int, last: int) -> bool:
    """Whether the source follows the verb: right behind a quotation or a comma, with a noun phrase to come."""
    quoted = line.quote_before(first)
    quoted = None if quoted and line.is_title(quoted[0]) else quoted
    if line.lows[last - 1] in line.grammar.told:
        return False
    if first == line.first or not (quoted or line.lows[first - 1] == ","):
        return False
    if last >= line.last or line.stop(last) or last in line.facts.times:
        return False
    low = line.lows[last]
    pronoun = low in line.grammar.pronouns and low not in line.grammar.definite
    if not quoted and (pronoun or after_relative(line, first - 1)):
        return False
    if not quoted and (apposed_name(line, first - 1) or has_verb(line, line.phrase_behind(last, line.last))):
        return False  # “The mayor, Ani Colfax, said the fair would open”
    return (
        low not in line.grammar.that
        and (line.begins_name(last) or line.grammar.adjuncts.at(line.words, last) is None)
        and low not in line.grammar.told
    )


def apposed_name(line: Line, comma: int) -> bool:
    """Whether the commas enclose a name that says who the phrase before them is: her lawyer, *Simon Creed*, said."""
    begin = comma
    while begin > line.first and not line.stop(begin - 1):
        begin -= 1
    name = line.facts.named.get(begin)
    head = line.grammar.skip_openers(line.words, line.first, begin)
    opens = begin - 1 > head and begin - 1 == line.next_stop(head)
    return name is not None and name[0] == comma and opens and line.is_people((head, begin - 1), short=False)


def has_verb(line: Line, phrase: Stretch) -> bool:
    """Whether an auxiliary stands in a phrase or right behind it: then it is a clause."""
    grammar = line.grammar
    behind = phrase[1] < line.last and line.lows[phrase[1]] in grammar.be
    return behind or any(
        low in grammar.be or low in grammar.unsaid or low in grammar.adverbs for low in line.lows[phrase[0] : phrase[1]]
    )


def after_relative(line: Line, number: int) -> bool:
    """Whether the phrase that ends at that comma is a relative clause."""
    begin = number
    while begin > line.first and not line.stop(begin - 1):
        begin -= 1
    return line.lows[begin] in line.grammar.relative


def names_somebody(line: Line, number: int) -> bool:
    return line.in_name(number) or line.lows[number] in line.grammar.pronouns
