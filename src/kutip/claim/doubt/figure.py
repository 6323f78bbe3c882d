"""Two amounts of one thing that exclude each other: dozens injured, and in the next sentence eight."""

from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from kutip.claim.doubt.report import Finder, Report, doubt
from kutip.lang import Lang
from kutip.record import Amount, Claim, Doubt, Sentence
from kutip.words import Phrases

NEAR = 8  # sentences between two exact counts of one thing
LONG = 3  # words that must be the same for two counts of the outlet's own in different paragraphs


class Figure(Struct, frozen=True):
    """A count at the head of its clause, with what is said of the counted."""

    amount: Amount
    low: float
    high: float
    sentence: int
    block: int
    words: tuple[str, ...]
    """The counted and what is said of them, to the end of the clause; all nouns for people are one."""
    claim: Claim | None
    where: frozenset[str]
    """The places and times of the sentence: figures for different ones are different figures."""

    @property
    def source(self) -> str | None:
        """Whose figure it is; None for the outlet's own."""
        return self.claim.chain[0].name if self.claim else None


def make(lang: Lang) -> Finder:
    """Doubts that two amounts of one thing can both be right."""
    reader = FigureReader(lang)

    def doubts(report: Report) -> Iterator[Doubt]:
        counts = [amount for amount in report.marks.amounts if amount.kind == "count"]
        if len(counts) < 2:
            return
        figures = [figure for amount in counts if (figure := reader.figure(report, amount))]
        for before, behind in combinations(figures, 2):
            if excluded(before, behind) and not dated_between(report, before.amount, behind.amount):
                here, there = report.article[behind.amount], report.article[before.amount]
                yield doubt(behind.amount, "amount_conflict", f"{here} here, {there} before, of the same")

    return doubts


class FigureReader:
    """Reads what is said of a counted thing."""

    def __init__(self, lang: Lang) -> None:
        figures = lang.doubts.figures
        self.rough = Phrases(figures.rough.items())
        self.people, self.leads = frozenset(figures.people), frozenset(figures.leads)
        self.updates = frozenset(figures.updates)
        self.openers = Phrases((phrase, None) for phrase in lang.cues.openers)

    def figure(self, report: Report, amount: Amount) -> Figure | None:
        """What an amount at the head of a clause says; None for others, and for updates and parts."""
        number, (first, last) = report.sentence(amount.start), report.words.range(amount)
        limits = self.limits(report, amount, first)
        if number < 0 or limits is None:
            return None
        sentence, content = report.marks.sentences[number], report.content(amount)
        claim = content[0] if content else None
        if not self.heads(report, first, sentence.first, claim):
            return None
        if report.meets(sentence.first, sentence.last, self.updates):
            return None
        words = self.said(report, last, sentence.last)
        if len(words) < 2:
            return None
        return Figure(amount, *limits, number, sentence.block, words, claim, where(report, sentence))

    def limits(self, report: Report, amount: Amount, first: int) -> tuple[float, float] | None:
        """The least and the most that an amount may mean; None when it is neither exact nor a word like "dozens"."""
        if isinstance(amount.value, int | float):
            return (amount.value, amount.value) if amount.comparator == "exact" else None
        found = self.rough.at(report.words, first) if amount.value is None else None
        return found[1] if found else None

    def heads(self, report: Report, first: int, begin: int, claim: Claim | None) -> bool:
        """Whether the amount opens its sentence or what is ascribed."""
        while first > begin and report.lows[first - 1] in self.leads:
            first -= 1
        if claim and any(piece.start == report.words.starts[first] for piece in claim.content):
            return claim.polarity == "positive"
        opener = self.openers.at(report.words, begin)
        behind = opener[0] + report.meets(opener[0], opener[0] + 1, frozenset({","})) if opener else begin
        return first in (begin, behind)

    def said(self, report: Report, first: int, last: int) -> tuple[str, ...]:
        """The words up to the end of the clause, a doubled one (luka-luka) told once."""
        while first < last and report.lows[first] in self.leads:  # dozens of
            first += 1
        found: list[str] = []
        for low in report.lows[first : report.stop(first, last)]:
            word = "*" if low in self.people else low
            if word != "-" and not (found and found[-1] == word):
                found.append(word)
        return tuple(found)


def where(report: Report, sentence: Sentence) -> frozenset[str]:
    """The places and times of a sentence."""
    places = [e.id for e in report.marks.entities if e.kind == "place" and any(sentence.holds(m) for m in e.mentions)]
    return frozenset((*places, *(str(time.value) for time in report.marks.times if sentence.holds(time))))


def excluded(before: Figure, behind: Figure) -> bool:
    """Whether two figures are for the same and cannot both be right."""
    if before.where != behind.where or (before.low <= behind.high and behind.low <= before.high):
        return False
    if before.low == before.high and behind.low == behind.high:
        return both_exact(before, behind)
    smaller, larger = sorted((before, behind), key=lambda figure: figure.low)
    own = before.claim is None or behind.claim is None or before.source == behind.source
    # The smaller one is told of all: nothing behind it makes it a part of the larger.
    return own and behind.sentence - before.sentence <= 1 and larger.words[: len(smaller.words)] == smaller.words


def both_exact(before: Figure, behind: Figure) -> bool:
    """Whether two exact figures are told of the same by the same."""
    if before.source != behind.source or before.words != behind.words or behind.sentence - before.sentence > NEAR:
        return False
    return before.block == behind.block or before.source is not None or len(before.words) >= LONG


def dated_between(report: Report, before: Amount, behind: Amount) -> bool:
    """Whether a date stands between the two: then one may be of another day."""
    return any(before.end <= time.start < behind.start for time in report.marks.times)
