"""The bodies that stand in a person's title by an epithet alone: juru bicara *kementerian itu*, director of *the
group*."""

from collections.abc import Iterator

from kutip.claim.grammar import ENDS, MARKS, STOPS, Grammar
from kutip.claim.line import Facts, Stretch
from kutip.claim.party import Pointers

LONGEST = 8
"""A title has so many words at the most."""
RANKS = 3
"""So many words of rank stand before a name: Kolonel."""
BORDERS = STOPS | ENDS | MARKS


def titled(facts: Facts, grammar: Grammar, pointers: Pointers) -> Iterator[Stretch]:
    """The words in the titles of persons that mean a body named elsewhere, what makes them definite included."""
    for first, (last, entity, _) in facts.named.items():
        if entity.kind == "person":
            for title in (before(first, facts), behind(last, facts)):
                found = epithet(title, facts, grammar, pointers)
                if found and found[0] not in facts.inside_name:
                    yield found


def before(number: int, facts: Facts) -> Stretch:
    """The words that end before a name; ranks and a comma may stand between."""
    lows, end = facts.words.lows, number
    while end > max(0, number - RANKS) and facts.words.word(end - 1)[0].isupper() and end - 1 not in facts.inside_name:
        end -= 1
    end -= bool(end) and lows[end - 1] == ","
    start = end
    while start > max(0, end - LONGEST) and lows[start - 1] not in BORDERS:
        start -= 1
    return start, end


def behind(number: int, facts: Facts) -> Stretch:
    """The words behind a name and a comma, up to the next sign."""
    lows = facts.words.lows
    if lows[number : number + 1] != [","]:
        return number, number
    end = number + 1
    while end < min(len(lows), number + 1 + LONGEST) and lows[end] not in BORDERS:
        end += 1
    return number + 1, end


def epithet(title: Stretch, facts: Facts, grammar: Grammar, pointers: Pointers) -> Stretch | None:
    """The words that a title ends with and that make a body definite, behind an office."""
    start, end = title
    offices = (pointers.person.at(facts.words, number) for number in range(start, end))
    office = next((found[0] for found in offices if found), end)
    lows = facts.words.lows
    if end - office > 1 and lows[end - 1] in pointers.behind:
        nouns = (number for number in range(office, end - 1) if ends(pointers, facts, number, end - 1))
        return next(nouns, end - 2), end
    for number in range(office + 1, end - 1):
        if lows[number] in pointers.before and lows[number - 1] in grammar.links:
            return number, end
    return None


def ends(pointers: Pointers, facts: Facts, number: int, end: int) -> bool:
    """Whether a noun for bodies stands there and ends before that word."""
    found = pointers.nouns.at(facts.words, number)
    return found is not None and found[0] == end
