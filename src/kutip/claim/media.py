"""The media named beside a verb of speech: those that quote the speaker, and those he spoke to."""

from kutip.claim.attribution import Attribution, nonempty
from kutip.claim.line import Line, Stretch


def medium(line: Line, phrase: Stretch) -> bool:
    """Whether a phrase names an outlet or an agency."""
    for number in range(*phrase):
        if line.grammar.media.at(line.words, number):
            return True
        name = line.facts.named.get(number)
        if name:
            return name[1].kind in ("outlet", "agency")
    return False


def names_medium(made: Attribution, number: int) -> bool:
    """Whether a word stands where an attribution names a medium: citing a police *report*, Reuters, which *cited* …"""
    inside = made.entry.frame == "relay" and made.source is not None and made.source[0] <= number < made.source[1]
    return inside or any(cue[0] == number for cue, _, _ in made.relays)


def quoted_by(line: Line, made: Attribution) -> None:
    """“The agency quoted Kim as saying”: the one who quotes passes the words on."""
    if (
        made.source is None
        or made.source[0] - 1 <= line.first
        or line.lows[made.source[0] - 1] not in line.grammar.quotes
    ):
        return
    verb = made.source[0] - 1
    if line.lows[made.source[0]] in line.grammar.by:  # “Kim was quoted by the agency as saying”
        speaker = nonempty(line.phrase_before(line.verb_begins(verb, line.first), line.first))
        if speaker:
            made.relays = (*made.relays, ((verb, verb + 1), (made.source[0] + 1, made.source[1]), False))
            made.source, made.start = speaker, speaker[0]
        return
    outlet = nonempty(line.phrase_before(verb, line.first))
    if outlet:
        made.relays = (*made.relays, ((verb, verb + 1), outlet, False))
        made.start = outlet[0]


def spoke_to(line: Line, made: Attribution) -> None:
    """“Kepada Radio Bahari, Ani mengatakan”: a medium that somebody spoke to, at the head of the line."""
    first = line.grammar.skip_openers(line.words, line.first, made.start)
    end = line.next_stop(first)
    if line.lows[first] in line.grammar.audience and end < made.start and medium(line, (first + 1, end)):
        made.relays = (*made.relays, ((first, first + 1), (first + 1, end), False))
