"""How firmly a content is put, and whether it is affirmed: by the wording alone."""

from kutip.claim.grammar import STOPS, Grammar
from kutip.claim.line import Facts, Stretch
from kutip.record import Certainty, Polarity


def certainty(grammar: Grammar, facts: Facts, cue: Certainty, content: list[Stretch], bears: bool) -> Certainty:
    """The first that fits: denied, alleged, assessed, projected, reported, stated; `bears` for media, papers
    and hearsay."""
    if cue in ("denied", "alleged", "assessed"):
        return cue
    first, last = main_clause(grammar, facts, content)
    if cue == "projected" or is_future(grammar, facts, content):
        return "projected"
    near = range(max(first, last - 8), last) if grammar.final else range(first, min(last, first + 8))
    if any(grammar.hedges.at(facts.words, n) for n in near if facts.words.lows[n] in grammar.hedges.heads):
        return "assessed"
    return "reported" if bears or cue == "reported" else "stated"


def main_clause(grammar: Grammar, facts: Facts, content: list[Stretch]) -> Stretch:
    """The first clause of a content that is no condition, up to its first comma or full stop; where verbs close their
    clauses, the last."""
    lows = facts.words.lows
    if grammar.final:
        return clause_start(lows, *content[-1])
    for index, (first, last) in enumerate(content):
        while first < last and not lows[first][0].isalnum():
            first += 1
        end = clause_end(lows, first, last)
        if first < last and lows[first] in grammar.conditions:
            if end + 1 < last:
                first, end = end + 1, clause_end(lows, end + 1, last)
            elif index + 1 < len(content):
                continue
        return first, end
    return (0, 0)


def clause_end(lows: list[str], first: int, last: int) -> int:
    number = first
    while number < last and lows[number] not in STOPS and lows[number] not in ".!?":
        number += 1
    return number


def clause_start(lows: list[str], first: int, last: int) -> Stretch:
    """The last clause between two words, signs behind it left out."""
    while last > first and not lows[last - 1][0].isalnum():
        last -= 1
    start = last
    while start > first and lows[start - 1] not in STOPS and lows[start - 1] not in ".!?":
        start -= 1
    return start, last


def is_future(grammar: Grammar, facts: Facts, content: list[Stretch]) -> bool:
    """Whether the main verb of the content is about what comes or may come."""
    words, lows = facts.words, facts.words.lows
    if grammar.final and comes(grammar, lows, main_clause(grammar, facts, content)[1]):
        return True
    pieces = [main_clause(grammar, facts, content)]
    if len(content) > 1 and lows[content[0][0]] not in grammar.conditions:
        pieces.append((content[1][0], clause_end(lows, *content[1])))
    pieces.extend(behind_apposition(grammar, facts, pieces[0], content))
    for first, last in pieces:
        number = first
        if grammar.future.heads.keys().isdisjoint(lows[first:last]):
            continue
        while number < last:
            if number in facts.times:
                number = facts.times[number]
                continue
            never = grammar.never_future.at(words, number)
            if never:
                number = never[0]
                continue
            if grammar.future.at(words, number) and not grammar.not_future.intersection(
                lows[max(first, number - 4) : number]
            ):
                return True
            if number > first and (lows[number] in grammar.relative or lows[number] in grammar.subordinate):
                break
            if number > first and grammar.says(words, number):
                break  # engineers warn that it will: what they say lies ahead, not what is told of them
            number += 1
    return False


def comes(grammar: Grammar, lows: list[str], last: int) -> bool:
    """Whether the words before word `last` end as those of a content that is projected."""
    tails = ((lows[max(0, last - len(endings)) : last], endings) for endings in grammar.coming)
    return any(all(map(str.endswith, words, endings)) for words, endings in tails)


def behind_apposition(grammar: Grammar, facts: Facts, clause: Stretch, content: list[Stretch]) -> list[Stretch]:
    """The verb of a main clause whose subject has an apposition or a relative clause behind it: X, the agency
    that …, will …"""
    lows, limit = facts.words.lows, content[0][1]
    begin = clause[1] + 1
    if (
        begin < limit
        and lows[clause[1]] == ","
        and (lows[begin] in grammar.articles or lows[begin] in grammar.relative)
    ):
        end = clause_end(lows, begin, limit)
        if end + 1 < limit and lows[end] == ",":
            return [(end + 1, min(end + 4, limit))]
    return []


def leads_on(grammar: Grammar, facts: Facts, stretch: Stretch) -> bool:
    """Whether a stretch begins with a conjunction, so that it is a statement of its own: “and nobody heard it”."""
    first = next((n for n in range(*stretch) if facts.words.lows[n][0].isalnum()), stretch[0])
    return facts.words.lows[first] in grammar.coordinate


def polarity(grammar: Grammar, facts: Facts, found: Certainty, content: list[Stretch]) -> Polarity:
    """Negative when the content is denied or its main clause is negated, not both."""
    first, last = main_clause(grammar, facts, content)
    lows = facts.words.lows
    last = next(
        (n for n in range(first + 1, last) if lows[n] in grammar.subordinate or lows[n] in grammar.relative), last
    )
    negated = not grammar.negative.isdisjoint(lows[first:last])
    if len(content) > 1 and not negated and not leads_on(grammar, facts, content[1]):
        first = content[1][0]
        negated = not grammar.negative.isdisjoint(lows[first : clause_end(lows, first, content[1][1])])
    return "negative" if negated != (found == "denied") else "positive"
