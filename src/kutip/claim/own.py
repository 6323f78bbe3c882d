"""What the outlet states in its own voice: the sentences, and parts of sentences, that nobody is named for."""

from collections.abc import Iterator

from kutip.claim.line import Line, Stretch
from kutip.claim.party import NOBODY
from kutip.claim.tell import Teller
from kutip.claim.told import Told
from kutip.record import Sentence

LEAST = 4
"""Fewer words than this left over between attributions are no statement of their own."""


def own_voice(teller: Teller, sentences: tuple[Sentence, ...]) -> list[Told]:
    """The plain claims of a report, one a sentence at the most."""
    taken = {
        number for told in teller.told for first, last in (*told.content, *told.around) for number in range(first, last)
    }
    found: list[Told] = []
    for number, sentence in enumerate(sentences):
        line = Line(teller.facts, teller.grammar, sentence.first, sentence.last)
        stretch = max(left_over(line, taken), key=lambda piece: piece[1] - piece[0], default=(0, 0))
        if stretch[1] - stretch[0] >= LEAST:
            found.append(Told([stretch], NOBODY, None, (), sentence.block, number, *stretch, form="plain"))
    return found


def left_over(line: Line, taken: set[int]) -> Iterator[Stretch]:
    """The runs of words of a sentence that stand in no claim and no attribution."""
    begin, end = line.grammar.skip_openers(line.words, line.first, line.last), line.end()
    while begin < end:
        stop = begin
        while stop < end and stop not in taken:
            stop += 1
        yield line.trim(begin, stop)
        begin = stop + 1
