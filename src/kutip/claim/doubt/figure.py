"""Two amounts of one thing that exclude each other: dozens injured, and in the next sentence eight."""

from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from kutip.claim.doubt.report import Finder, Report
from kutip.lang import Lang
from kutip.record import Amount, Claim, Doubt
from kutip.words import Phrases

NEAR, LONG = 8, 3  # sentences between two exact counts of one thing, and words that tie them where no paragraph does


class Figure(Struct, frozen=True):
    """A count at the head of its clause, with what is said of the counted."""

    amount: Amount
    low: float
    high: float
    exact: bool
    sentence: int
    block: int
    words: tuple[str, ...]
    """The counted and what is said of them, to the end of the clause; all nouns for people are one."""
    claim: Claim | None
    where: frozenset[str]
    """What else the sentence names: places and times."""

    @property
    def source(self) -> str | None:
        """Whose figure it is; None for the outlet's own."""
        return self.claim.chain[0].name if self.claim else None


def make(lang: Lang) -> Finder:
    """Doubts that two amounts in one report tell the same."""
    figures = lang.doubts.figures
    rough = Phrases(figures.rough.items())
    people, leads, updates = frozenset(figures.people), frozenset(figures.leads), frozenset(figures.updates)
    openers = Phrases((phrase, None) for phrase in lang.cues.openers)

    def doubts(report: Report) -> Iterator[Doubt]:
        counts = [amount for amount in report.marks.amounts if amount.kind == "count" and counted(amount)]
        if len(counts) < 2:
            return
        heading = [figure for amount in counts if (figure := read(report, amount))]
        for before, behind in combinations(heading, 2):
            if excluded(before, behind) and not any(
                before.amount.end <= time.start < behind.amount.start for time in report.marks.times
            ):
                yield told(report, before, behind)

    def read(report: Report, amount: Amount) -> Figure | None:
        """What an amount at the head of a clause says; None for others and for those that are updates or parts."""
        number = report.sentence(amount.start)
        if number < 0:
            return None
        sentence, (first, last) = report.marks.sentences[number], report.words.range(amount)
        claim = report.claim(amount)
        if not heads(report, first, sentence.first, claim) or report.meets(sentence.first, sentence.last, updates):
            return None
        stop = report.stop(last, sentence.last)
        last += report.lows[last] in leads  # dozens of
        words = tuple("*" if low in people else low for low in report.lows[last:stop])
        least, most = rough_value(report, first) if amount.value is None else (float(amount.value), float(amount.value))  # type: ignore[arg-type]
        return (
            Figure(
                amount,
                least,
                most,
                amount.value is not None,
                number,
                sentence.block,
                undoubled(words),
                claim,
                where(report, number),
            )
            if len(words) > 1 and most
            else None
        )

    def heads(report: Report, first: int, begin: int, claim: Claim | None) -> bool:
        """Whether the amount opens its sentence or what is ascribed."""
        while first > begin and report.lows[first - 1] in leads:
            first -= 1
        if claim and any(piece.start == report.words.starts[first] for piece in claim.content):
            return claim.polarity == "positive"
        return openers_end(report, begin, first) == first

    def openers_end(report: Report, number: int, last: int) -> int:
        found = openers.at(report.words, number)
        return report.stop(found[0], last) + 1 if found and found[0] < last and report.lows[found[0]] == "," else number

    def rough_value(report: Report, first: int) -> tuple[float, float]:
        found = rough.at(report.words, first)
        return found[1] if found else (0, 0)

    return doubts


def counted(amount: Amount) -> bool:
    """Whether an amount is an exact number or one like "dozens"."""
    return amount.value is None or (amount.comparator == "exact" and isinstance(amount.value, int | float))


def where(report: Report, number: int) -> frozenset[str]:
    """The places and times of a sentence: figures for different ones are different figures."""
    sentence = report.marks.sentences[number]
    places = {e.id for e in report.marks.entities if e.kind == "place" and any(sentence.holds(m) for m in e.mentions)}
    return frozenset((*places, *(str(time.value) for time in report.marks.times if sentence.holds(time))))


def undoubled(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words, a doubled one (luka-luka) told once."""
    found: list[str] = []
    for number, word in enumerate(words):
        if word == "-" or (number > 1 and words[number - 1] == "-" and word == words[number - 2]):
            continue
        found.append(word)
    return tuple(found)


def excluded(before: Figure, behind: Figure) -> bool:
    """Whether two figures are for the same and cannot both be right."""
    if before.where != behind.where or (before.low <= behind.high and behind.low <= before.high):
        return False
    if before.exact and behind.exact:
        if before.source != behind.source or before.words != behind.words or behind.sentence - before.sentence > NEAR:
            return False
        return before.block == behind.block or before.source is not None or len(before.words) >= LONG
    smaller, larger = sorted((before, behind), key=lambda figure: figure.low)
    own = before.claim is None or behind.claim is None or before.source == behind.source
    # The smaller one is told of all: nothing behind it makes it a part of the larger.
    return own and behind.sentence - before.sentence <= 1 and larger.words[: len(smaller.words)] == smaller.words


def told(report: Report, before: Figure, behind: Figure) -> Doubt:
    """The doubt, at the later of the two places."""
    here, there = report.article[behind.amount], report.article[before.amount]
    return Doubt(behind.amount.start, behind.amount.end, "amount_conflict", f"{here} here, {there} before, of the same")
