"""How far two readings of the same reports agree: `python -m training.agreement SECOND_FOLDER`.

The second reader had the words alone and the guide. Names, sources, cues and contents agree with exact borders;
contents also when they share half of their letters. Of the contents that both found: form, certainty, first name.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.figure import Count, hits, pairs

from training import corpus
from training.corpus import Claim, Report


def main() -> int:
    """Prints the agreement of each language."""
    second = Path(sys.argv[1])
    for lang in sorted(path.name for path in second.iterdir() if path.is_dir()):
        found = {report.title: report for report in corpus.reports(sorted((second / lang).glob("*.md")))}
        first = [
            report for report in corpus.reports(sorted((corpus.FOLDER / lang).glob("*.md"))) if report.title in found
        ]
        both = [(report, found[report.title]) for report in first if report.text == found[report.title].text]
        print(f"{lang}: {len(both)} reports read twice")
        for name, value in agreement(both):
            print(f"  {name:24}{value:6.1f}")
    return 0


def agreement(both: list[tuple[Report, Report]]) -> Iterable[tuple[str, float]]:
    """What of each kind the two readers share, in per cent."""
    yield "names", f1(both, lambda r: {(m.start, m.end, m.label) for m in r.names if m.label != "rol"})
    yield "names, any kind", f1(both, lambda r: {(m.start, m.end) for m in r.names if m.label != "rol"})
    yield "roles", f1(both, lambda r: {(m.start, m.end) for m in r.names if m.label == "rol"})
    for label, told in (("s", "sources"), ("k", "cues"), ("c", "contents")):
        yield told, f1(both, lambda r, label=label: {(m.start, m.end) for m in r.marks if m.label == label})  # type: ignore[misc]
    matched = [(a, b, one, other) for a, b in both for one, other in shared(a, b)]
    total = sum(len(a.claims) + len(b.claims) for a, b in both)
    yield "contents, half shared", 200 * len(matched) / total
    yield "claim or stance", share(matched, lambda r, c: c.form == "stance")
    asserted = [entry for entry in matched if "stance" not in (entry[2].form, entry[3].form)]
    yield "form", share(asserted, lambda r, c: c.form)
    yield "certainty", share(asserted, lambda r, c: c.certainty)
    yield "polarity", share(asserted, lambda r, c: c.negative)
    yield "speaker", share(asserted, speaker)
    yield "chain length", share(asserted, lambda r, c: len(c.chain))


def f1(both: list[tuple[Report, Report]], marks: Callable[[Report], set[tuple[object, ...]]]) -> float:
    """F1 of one reading against the other."""
    counts = ((marks(a), marks(b)) for a, b in both)
    return sum((hits(mine, theirs) for mine, theirs in counts), Count()).f1


def shared(first: Report, second: Report) -> Iterable[tuple[Claim, Claim]]:
    """The attributions whose contents share half of their letters, one to one."""
    letters = [[letters_of(report, claim) for claim in report.claims] for report in (first, second)]
    return [(first.claims[i], second.claims[j]) for i, j in pairs(*letters)]


def letters_of(report: Report, claim: Claim) -> set[int]:
    return {place for span in report.spans("c", claim.number) for place in range(*span)}


def share(matched: list[tuple[Report, Report, Claim, Claim]], told: Callable[[Report, Claim], object]) -> float:
    """In how many both say the same."""
    return 100 * sum(told(a, one) == told(b, other) for a, b, one, other in matched) / max(1, len(matched))


def speaker(report: Report, claim: Claim) -> str:
    """The first party, without articles and signs."""
    hop = claim.chain[0]
    source = next(iter(report.spans("s", hop.number)), None) if hop.name is not None else None
    told = (hop.name or report.text[slice(*source)]) if source else ""
    return " ".join(word for word in told.lower().strip(" ,.").split() if word not in ("the", "a", "an"))


if __name__ == "__main__":
    sys.exit(main())
