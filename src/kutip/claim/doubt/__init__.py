"""What does not fit inside one report. Each kind of doubt has its file; a wrong one is worse than a missed one."""

from collections.abc import Callable
from typing import get_args

from kutip.claim.doubt import date, example, fault, figure, person, total
from kutip.claim.doubt.report import Report
from kutip.lang import Lang
from kutip.record import Article, Claim, Doubt, DoubtKind, Marks, Span

Doubter = Callable[[Article, Marks, tuple[Claim, ...], tuple[Doubt, ...]], tuple[Doubt, ...]]
KINDS = get_args(DoubtKind)
MAKERS = (date.make, example.make, total.make, figure.make, person.make, fault.make)


def make(lang: Lang) -> Doubter:
    """What does not fit inside one report, in the order of the text; `known` are doubts raised before."""
    finders = [made(lang) for made in MAKERS]

    def doubts(
        article: Article, marks: Marks, claims: tuple[Claim, ...], known: tuple[Doubt, ...]
    ) -> tuple[Doubt, ...]:
        report = Report(article, marks, claims)
        found = {place(doubt): doubt for doubt in known}
        for finder in finders:
            for doubt in finder(report):
                found.setdefault(place(doubt), doubt)
        return tuple(found[where] for where in sorted(found))

    return doubts


def place(doubt: Doubt) -> tuple[Span, int]:
    """Where a doubt stands among the others: in the order of the text, then of the kinds."""
    return Span(doubt.start, doubt.end), KINDS.index(doubt.kind)
