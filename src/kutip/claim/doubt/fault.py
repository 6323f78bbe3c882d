"""What cannot be right by itself: a weekday, a unit, a sentence that lost its object or its end."""

from collections.abc import Iterator

from kutip.claim.doubt.report import Finder, Report, doubt
from kutip.lang import Lang
from kutip.record import Amount, Doubt, Sentence

GAP = 12  # words before a verb in which its object may stand
LENGTHS = frozenset({"mm", "cm", "m", "km", "in", "ft", "yd", "mi", "nmi"})
AREAS = frozenset({"m2", "km2", "ha", "acre", "ft2", "mi2"})
MASSES = frozenset({"mg", "g", "kg", "0.1 kg", "100 kg", "t", "ton", "lb", "oz"})
# An area is often told by a length: seluas lima kilometer.
UNFIT = {"length": AREAS | MASSES, "area": MASSES, "mass": LENGTHS | AREAS}


def make(lang: Lang) -> Finder:
    """Doubts about weekdays, units and broken sentences."""
    faults = lang.doubts.faults
    points, signs = frozenset(lang.amount.indexes.values()), tuple(lang.amount.money_before)
    wholes, transitive, before = frozenset(faults.wholes), frozenset(faults.transitive), frozenset(faults.before)
    gaps, unfinished = frozenset(faults.gaps), frozenset(faults.unfinished)

    def doubts(report: Report) -> Iterator[Doubt]:
        for time in report.marks.times:
            if time.doubt:
                yield doubt(time, "weekday_mismatch" if time.value else "date_conflict", time.doubt)
        for amount in report.marks.amounts:
            if amount.kind in ("measure", "percent"):
                yield from suspect(report, amount)
        for sentence in report.marks.sentences:
            yield from broken(report, sentence)

    def suspect(report: Report, amount: Amount) -> Iterator[Doubt]:
        """The doubt about a unit: an index in money, a length in kilograms, more than all of a whole."""
        words = report.article[amount]
        whole = report.article[amount.baseline] if amount.baseline else ""
        if amount.unit in points and words.lower().startswith(signs):
            yield doubt(amount, "unit_suspect", f"{words}: the level of an index, printed as money")
        elif amount.kind == "measure" and amount.unit in UNFIT.get(size(report, amount), ()):
            yield doubt(amount, "unit_suspect", f"{words}: no unit of {size(report, amount)}")
        elif is_over(amount) and not wholes.isdisjoint(whole.lower().split()[:2]):
            yield doubt(amount, "unit_suspect", f"{words}: more than all of “{whole}”")

    def size(report: Report, amount: Amount) -> str:
        """What the words beside a measure say it measures."""
        first, last = report.words.range(amount)
        before = report.lows[first - 1] if first else ""
        return faults.sizes.get(before) or faults.sizes_behind.get("".join(report.lows[last : last + 1])) or ""

    def broken(report: Report, sentence: Sentence) -> Iterator[Doubt]:
        """The doubt about the last word of a sentence, when more had to follow."""
        stop, last = sentence.last - 1, sentence.last - 2
        if report.lows[stop] != "." or last <= sentence.first or not report.words.joined(stop):
            return
        word, span = report.words.word(last), report.words.span(last, stop)
        if word in unfinished:
            yield doubt(span, "garbled", f"the sentence breaks off behind {word}")
        elif word in transitive and last not in report.quoted and objectless(report, sentence, last):
            yield doubt(span, "garbled", f"{word} has lost its object")

    def objectless(report: Report, sentence: Sentence, verb: int) -> bool:
        """Whether something before the verb asks for its object, and the object itself cannot stand there."""
        first = max(verb - GAP, sentence.first)
        return report.meets(first, verb, before) and not report.meets(first, verb, gaps)

    return doubts


def is_over(amount: Amount) -> bool:
    """Whether a per cent, and no percentage point, is more than a hundred."""
    share = amount.kind == "percent" and amount.unit is None
    return share and isinstance(amount.value, int | float) and amount.value > 100
