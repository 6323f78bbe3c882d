"""A total and its parts in one sentence: 24 houses, made up of 9, 7 and 12."""

from collections.abc import Iterator

from msgspec import Struct

from kutip.claim.doubt.report import SIGNS, Finder, Report
from kutip.lang import Lang
from kutip.record import Amount, Doubt, Sentence
from kutip.words import Phrases

PIECE = 9  # a part has at most so many words behind its number; longer ones are clauses of their own
ROUNDING = 0.02  # of money and measures, which are rounded part by part


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
        uncounted = report.meets(report.words.range(amounts[-1])[1], end, self.ands) if amounts else True
        return Parts(tuple(amounts), first, end, joined and not uncounted) if len(amounts) > 1 else None

    def skip(self, report: Report, number: int, last: int) -> int:
        """The first word that is no comma, conjunction or filler."""
        while number < last and report.lows[number] in self.fillers:
            number += 1
        return number

    def piece(self, report: Report, at: dict[int, Amount], number: int, last: int) -> int:
        """The end of the part whose words go on at `number`; what stands in brackets belongs to it."""
        bracket = False
        while number < last:
            low = report.lows[number]
            bracket = low == "(" or (bracket and low != ")")
            if not bracket and (
                (low in SIGNS and low not in "()") or (low in self.ands and self.skip(report, number, last) in at)
            ):
                return number
            number += 1
        return last

    def limit(self, report: Report, sentence: Sentence, number: int) -> int:
        """The end of the stretch that is ascribed with that word, else of its sentence."""
        if number >= sentence.last:
            return sentence.last
        span = report.words.span(number, number + 1)
        claim = report.claim(span)
        ends = [piece.end for piece in claim.content if piece.holds(span)] if claim else []
        return min(sentence.last, *(report.number(end) for end in ends)) if ends else sentence.last


def make(lang: Lang) -> Finder:
    """Doubts that parts do not make up their total."""
    sums, piecer = lang.doubts.sums, Piecer(lang)
    openers = Phrases([*((phrase, True) for phrase in sums.complete), *((phrase, False) for phrase in sums.partial)])
    spoilers, crossing, people = (
        frozenset(sums.spoilers),
        frozenset(sums.crossing),
        frozenset(lang.doubts.figures.people),
    )

    def doubts(report: Report) -> Iterator[Doubt]:
        if report.seen.isdisjoint(openers.heads):
            return
        for number, amounts in report.amounts.items():
            if number >= 0 and len(amounts) > 2:
                yield from of_sentence(report, report.marks.sentences[number], amounts)

    def of_sentence(report: Report, sentence: Sentence, amounts: list[Amount]) -> Iterator[Doubt]:
        at = {report.words.range(amount)[0]: amount for amount in amounts}
        for first, last, complete in openers.scan(report.words, sentence.first, sentence.last):
            heading = next((number for number in range(max(first - 4, 0), first) if number in at and report.words.range(at[number])[1] == first), None)
            begin = first if heading is None else heading
            whole = total([amount for amount in amounts if amount.end <= report.words.starts[begin]])
            parts = piecer.parts(report, sentence, at, last if heading is None else heading)
            if whole and parts and adds(report, whole, parts):
                added = sum(amount.value for amount in parts.amounts if isinstance(amount.value, int | float))
                if conflict(report, whole, parts, added, complete and parts.closed):
                    yield told(report, whole, parts, added)

    def adds(report: Report, whole: Amount, parts: Parts) -> bool:
        """Whether the parts can be added up: exact, of one kind."""
        every = (whole, *parts.amounts)
        if whole.kind not in ("count", "money", "measure") or report.meets(
            report.words.range(whole)[0], parts.last, spoilers
        ):
            return False
        if any(
            amount.comparator != "exact" or not isinstance(amount.value, int | float) or amount.kind != whole.kind
            for amount in every
        ):
            return False
        return all(amount.unit == whole.unit for amount in parts.amounts) or (
            whole.kind == "count" and whole.unit in people
        )

    def conflict(report: Report, whole: Amount, parts: Parts, added: float, complete: bool) -> bool:
        """Whether the sum is too large, or too small although all parts are told."""
        assert isinstance(whole.value, int | float)
        gap = added - whole.value
        if whole.kind != "count" and abs(gap) <= ROUNDING * whole.value:
            return False
        return (
            (gap > 0
            and not overlapping(report, parts))
            or (complete
            and gap < 0
            and all(amount.unit == whole.unit for amount in parts.amounts))
        )

    def overlapping(report: Report, parts: Parts) -> bool:
        """Whether some parts divide in another way than the rest: 90 are women and 70 come from abroad."""
        starts = [*(report.words.range(amount)[1] for amount in parts.amounts), parts.last]
        crossed = [report.meets(first, last, crossing) for first, last in zip(starts, starts[1:], strict=False)]
        return any(crossed) and not all(crossed)

    return doubts


def total(before: list[Amount]) -> Amount | None:
    """The amount before the list, when there is only one it can be."""
    if not before or any(other.unit == before[-1].unit and other.kind == before[-1].kind for other in before[:-1]):
        return None
    return before[-1]


def told(report: Report, whole: Amount, parts: Parts, added: float) -> Doubt:
    """The doubt, with the sum worked out."""
    span = report.words.span(parts.first, parts.last)
    figures = " + ".join(f"{amount.value:,.15g}" for amount in parts.amounts)
    unit = f" {whole.unit}" if whole.unit else ""
    return Doubt(
        span.start, span.end, "amount_conflict", f"{figures} = {added:,.15g}, but {whole.value:,.15g}{unit} in all"
    )
