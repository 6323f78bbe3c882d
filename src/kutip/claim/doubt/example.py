"""One person presented as many: “analysts such as X say”, where X is the only one."""

from collections.abc import Iterator

from kutip.claim.doubt.report import SIGNS, Finder, Report
from kutip.lang import Lang
from kutip.record import Doubt, Hop, Sentence, Span
from kutip.words import Phrases

# Words between the noun and its example (pengamat politik dalam negeri seperti …), between that and the name,
# and behind the name where no word of attribution ends what belongs to it.
BETWEEN, BEFORE_NAME, BEHIND_NAME = 4, 4, 14


def make(lang: Lang) -> Finder:
    """Doubts that a plural noun stands for the one person named behind it."""
    examples = lang.doubts.examples
    likes = Phrases((phrase, None) for phrase in examples.likes)
    single, others = frozenset(examples.single), frozenset(examples.others)

    def doubts(report: Report) -> Iterator[Doubt]:
        if report.seen.isdisjoint(examples.experts) or report.seen.isdisjoint(likes.heads):
            return
        for first in [number for number, low in enumerate(report.lows) if low in likes.heads]:
            like, place = likes.at(report.words, first), report.sentence(report.words.starts[first])
            if like and place >= 0:
                last, sentence = like[0], report.marks.sentences[place]
                noun, name = many(report, sentence, first), named(report, sentence, last)
                if noun is not None and name and alone(report, sentence, noun, name):
                    phrase = " ".join(report.article[report.words.span(noun, last)].split())
                    says = f"{phrase} …: one {examples.experts[report.lows[noun]]} is named"
                    yield Doubt(report.words.starts[noun], name.end, "plural_for_one", says)

    def many(report: Report, sentence: Sentence, like: int) -> int | None:
        """The noun for many before a word of likening."""
        lows, number = report.lows, like - (report.lows[like - 1] == ",")
        for noun in range(number - 1, max(number - 2 - BETWEEN, sentence.first - 1), -1):
            if lows[noun] in SIGNS:
                return None
            if lows[noun] in examples.experts:
                return None if report.meets(max(noun - 2, sentence.first), noun, single) else noun
        return None

    def alone(report: Report, sentence: Sentence, noun: int, name: Span) -> bool:
        """Whether the example speaks, or opens its sentence, and nobody else is named with it."""
        first = behind = report.words.range(name)[1]
        cues = [hop.cue for hop in hops(report, Span(report.words.starts[noun], name.end))]
        if not cues and (noun - sentence.first > 1 or noun in report.quoted):
            return False
        ends = [report.number(cue.start) for cue in cues if cue and cue.start > name.end]
        last = min(
            (*ends, behind + BEHIND_NAME, sentence.last)
            if ends
            else (report.stop(behind, sentence.last), behind + BEHIND_NAME)
        )
        more = any(report.words.starts[number] in report.persons for number in range(first, last))
        return not more and not report.meets(first, last, others)

    return doubts


def named(report: Report, sentence: Sentence, number: int) -> Span | None:
    """The name of a person that follows, a role before it not counted."""
    for first in range(number, min(number + BEFORE_NAME, sentence.last)):
        if report.words.starts[first] in report.persons:
            return report.persons[report.words.starts[first]]
        if report.lows[first] in SIGNS:
            return None
    return None


def hops(report: Report, words: Span) -> Iterator[Hop]:
    """The hops of claims that stand among those words."""
    for claim in report.claims:
        for hop in claim.chain:
            if hop.start is not None and hop.end is not None and words.meets(Span(hop.start, hop.end)):
                yield hop
