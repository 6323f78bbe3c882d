"""A total and its parts in one sentence: 24 houses, made up of 9, 7 and 12."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from kutip.claim.doubt.report import SIGNS, Finder, Report, doubt
from kutip.lang import Lang
from kutip.record import Amount, Doubt, Sentence
from kutip.words import Phrases

ROUNDING = 0.02  # of money and measures, which are rounded part by part
BESIDE = 2  # words between the parts and what brings in their total
STOPS = SIGNS - frozenset("()")
BRINGERS = (":", "(", "–", "—")  # signs that may bring in parts


class Parts(Struct, frozen=True):
    """The parts of a total, the stretch of words they fill, and whether the last is told as the last."""

    amounts: tuple[Amount, ...]
    first: int
    last: int
    closed: bool


class Piecer:
    """Cuts the list behind a total into its parts."""

    def __init__(self, lang: Lang) -> None:
        self.ands = frozenset(lang.doubts.sums.ands)
        self.fillers = frozenset((*lang.doubts.sums.fillers, *self.ands, ",", ";", ":"))

    def parts(self, report: Report, sentence: Sentence, at: dict[int, Amount], number: int) -> Parts | None:
        """The amounts listed from a word on, each at the head of its piece; None when there are no two."""
        first = number = self.skip(report, number, sentence.last)
        limit, end, joined = self.limit(report, sentence, number), number, False
        amounts: list[Amount] = []
        while number in at and number < limit:
            joined = report.meets(end, number, self.ands)
            amounts.append(at[number])
            end = self.piece(report, at, report.words.range(at[number])[1], limit)
            number = self.skip(report, end, limit)
        if len(amounts) < 2:
            return None
        uncounted = report.meets(report.words.range(amounts[-1])[1], end, self.ands)
        return Parts(tuple(amounts), first, end, joined and not uncounted)

    def skip(self, report: Report, number: int, last: int) -> int:
        """The first word that is no comma, conjunction or filler."""
        while number < last and report.lows[number] in self.fillers:
            number += 1
        return number

    def piece(self, report: Report, at: dict[int, Amount], number: int, last: int) -> int:
        """The end of the part whose words go on at `number`; what stands in brackets belongs to it."""
        bracket = False
        while number < last:
            low, opened = report.lows[number], bracket
            bracket = low == "(" or (bracket and low != ")")
            another = low in self.ands and self.skip(report, number, last) in at
            if not bracket and (low in STOPS or another or (low == ")" and not opened)):
                return number
            number += 1
        return last

    def limit(self, report: Report, sentence: Sentence, number: int) -> int:
        """The end of the stretch that is ascribed with that word, else of its sentence."""
        content = report.content(report.words.span(number, number + 1)) if number < sentence.last else None
        return min(sentence.last, report.number(content[1].end)) if content else sentence.last


def make(lang: Lang) -> Finder:
    """Doubts that parts do not make up their total."""
    sums, piecer = lang.doubts.sums, Piecer(lang)
    some = (*sums.partial, *BRINGERS)
    openers = Phrases([*((phrase, True) for phrase in sums.complete), *((phrase, False) for phrase in some)])
    in_all = Phrases((phrase, None) for phrase in sums.in_all)
    spoilers, crossing = frozenset(sums.spoilers), frozenset(sums.crossing)
    people = frozenset(lang.doubts.figures.people)

    def doubts(report: Report) -> Iterator[Doubt]:
        if report.seen.isdisjoint(openers.heads) and report.seen.isdisjoint(in_all.heads):
            return
        for number, amounts in report.amounts.items():
            if number >= 0 and len(amounts) > 2:
                yield from of_sentence(report, report.marks.sentences[number], amounts)

    def of_sentence(report: Report, sentence: Sentence, amounts: list[Amount]) -> Iterator[Doubt]:
        at = {report.words.range(amount)[0]: amount for amount in amounts}
        for whole, parts, complete in (*parts_behind(report, sentence, at), *parts_before(report, sentence, at)):
            if adds(report, whole, parts) and conflict(report, whole, parts, complete):
                yield told(report, whole, parts)

    def parts_behind(report: Report, sentence: Sentence, at: dict[int, Amount]) -> Iterator[tuple[Amount, Parts, bool]]:
        """Totals with the parts that follow them, and whether these should be all."""
        # 30 di antaranya rusak: the number of the first part may stand before the words that bring the parts in.
        ends = {report.words.range(amount)[1]: number for number, amount in at.items()}
        for first, last, complete in openers.scan(report.words, sentence.first, sentence.last):
            whole = total([at[number] for number in at if number < ends.get(first, first)])
            parts = piecer.parts(report, sentence, at, ends.get(first, last))
            if whole and parts:
                yield whole, parts, complete

    def parts_before(report: Report, sentence: Sentence, at: dict[int, Amount]) -> Iterator[tuple[Amount, Parts, bool]]:
        """Totals that follow their parts."""
        for first, last, _ in in_all.scan(report.words, sentence.first, sentence.last):
            parts = piecer.parts(report, sentence, at, min(at)) if last in at else None
            if parts and parts.last <= first <= parts.last + BESIDE:
                yield at[last], parts, True

    def adds(report: Report, whole: Amount, parts: Parts) -> bool:
        """Whether the parts can be added up: exact, of one kind, of one thing or all of them people."""
        if not all(is_exact(amount) and amount.kind == whole.kind for amount in (whole, *parts.amounts)):
            return False
        alike = all(amount.unit == whole.unit for amount in parts.amounts) or whole.unit in people
        first = min(parts.first, report.words.range(whole)[0])
        return alike and not report.meets(first, parts.last, spoilers)

    def conflict(report: Report, whole: Amount, parts: Parts, complete: bool) -> bool:
        """Whether the sum is too large, or too small although all parts are told."""
        gap = value(parts.amounts) - value((whole,))
        if whole.kind != "count" and abs(gap) <= ROUNDING * value((whole,)):
            return False
        if gap > 0:
            return complete or not overlapping(report, parts)
        return gap < 0 and complete and parts.closed and all(amount.unit == whole.unit for amount in parts.amounts)

    def overlapping(report: Report, parts: Parts) -> bool:
        """Whether some parts divide in another way than the rest: 90 are women and 70 come from abroad."""
        edges = [*(report.words.range(amount)[1] for amount in parts.amounts), parts.last]
        crossed = [report.meets(first, last, crossing) for first, last in pairwise(edges)]
        return any(crossed) and not all(crossed)

    return doubts


def total(before: list[Amount]) -> Amount | None:
    """The amount before the list, when there is only one it can be."""
    whole = before[-1] if before else None
    alike = [amount for amount in before if whole and (amount.kind, amount.unit) == (whole.kind, whole.unit)]
    return whole if len(alike) == 1 else None


def is_exact(amount: Amount) -> bool:
    """Whether an amount can be added to others."""
    summed = amount.kind in ("count", "money", "measure") and amount.comparator == "exact"
    return summed and isinstance(amount.value, int | float)


def value(amounts: tuple[Amount, ...]) -> float:
    """The sum of exact amounts."""
    return sum(amount.value for amount in amounts if isinstance(amount.value, int | float))


def told(report: Report, whole: Amount, parts: Parts) -> Doubt:
    """The doubt, with the sum worked out."""
    figures = " + ".join(f"{value((amount,)):,.15g}" for amount in parts.amounts)
    says = f"{figures} = {value(parts.amounts):,.15g}, but {value((whole,)):,.15g} {whole.unit or ''}".rstrip()
    return doubt(report.words.span(parts.first, parts.last), "amount_conflict", f"{says} in all")
