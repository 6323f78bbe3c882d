"""How the wording of a claim changes on its way: each telling measured against the one that it comes from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from kutip.serve import highlight
from kutip.serve.pages import Drift, HeldHop
from kutip.serve.shelf import Said

WORD = re.compile(r"\S+")
LONGEST = 300
"""Words of a telling; in longer ones the difference is not looked for."""


def against(one: Said, told: Sequence[Said], hops: Sequence[HeldHop], copied: int | None) -> Said | None:
    """The telling that the wording of another comes from: that of a report it names or copies, else the first."""
    above = [hop.report for hop in reversed(hops)] + ([copied] if copied else [])
    by_report: Mapping[int, Said] = {other.held.report.id: other for other in reversed(told)}
    source = next((by_report[report] for report in above if report in by_report), told[0])
    return source if source.number != one.number else None


def drifted(source: Said, one: Said) -> Iterator[Drift]:
    """The words of a telling, measured against another; nothing across languages, or where all is the same."""
    if source.held.reading.article.lang != one.held.reading.article.lang:
        return
    before, after = (WORD.findall(highlight.says(said.held.reading.article, said.claim)) for said in (source, one))
    if before == after or max(len(before), len(after)) > LONGEST:
        return
    for how, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            yield Drift("same", " ".join(after[start:end]))
            continue
        if last > first:
            yield Drift("gone", " ".join(before[first:last]))
        if end > start:
            yield Drift("new", " ".join(after[start:end]))
