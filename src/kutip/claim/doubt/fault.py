"""What cannot be right by itself: a unit that does not fit, a weekday, a sentence that lost its object or its end."""

from collections.abc import Iterator

from kutip.claim.doubt.report import Finder, Report
from kutip.lang import Lang
from kutip.record import Amount, Doubt, Sentence

GAP = 12  # words before a verb in which its object may stand


def make(lang: Lang) -> Finder:
    """Doubts about units, weekdays and broken sentences."""
    faults = lang.doubts.faults
    points = frozenset(lang.amount.indexes.values())
    signs = tuple(lang.amount.money_before)
    wholes, transitive, before = frozenset(faults.wholes), frozenset(faults.transitive), frozenset(faults.before)
    gaps, unfinished = frozenset(faults.gaps), frozenset(faults.unfinished)

    def doubts(report: Report) -> Iterator[Doubt]:
        yield from (
            Doubt(t.start, t.end, "weekday_mismatch" if t.value else "date_conflict", t.doubt)
            for t in report.marks.times
            if t.doubt
        )
        yield from (
            Doubt(a.start, a.end, "unit_suspect", says) for a in report.marks.amounts if (says := suspect(report, a))
        )
        for sentence in report.marks.sentences:
            yield from broken(report, sentence)

    def suspect(report: Report, amount: Amount) -> str | None:
        """Why the unit of an amount cannot be right."""
        words = report.article[amount]
        if amount.unit in points and words.lower().startswith(signs):
            return f"{words}: the level of an index, printed as money"
        if (
            amount.kind == "percent"
            and amount.baseline
            and isinstance(amount.value, int | float)
            and amount.value > 100
            and amount.unit is None
        ):
            whole = report.article[amount.baseline]
            if not wholes.isdisjoint(whole.lower().split()[:2]):
                return f"{words} of {whole}: more than all of them"
        return None

    def broken(report: Report, sentence: Sentence) -> Iterator[Doubt]:
        """The last word of a sentence, when more had to follow."""
        lows, last = report.lows, sentence.last - 1
        if lows[last] != "." or last - 2 < sentence.first or not report.words.joined(last):
            return
        word, span = lows[last - 1], report.words.span(last - 1, last)
        if word in unfinished and report.words.word(last - 1) == word:
            yield Doubt(span.start, span.end, "garbled", f"the sentence breaks off behind {word}")
        elif (
            word in transitive
            and lows[last - 2] not in gaps
            and last - 1 not in report.quoted
            and objectless(report, sentence, last - 1)
        ):
            yield Doubt(span.start, span.end, "garbled", f"{word} has lost its object")

    def objectless(report: Report, sentence: Sentence, number: int) -> bool:
        """Whether no object can stand before the verb, and something before it asks for one."""
        first = max(number - GAP, sentence.first)
        return report.meets(first, number, before) and not report.meets(first, number, gaps)

    return doubts
