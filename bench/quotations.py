"""PFSA-ID dev-20 (Indonesian): statements, cues, and the person, role and affiliation of whoever is quoted.

Labelled stretches count with exact borders. The reference model learned the labels of the corpus; the models that kutip
ships learned other things, which are put into its labels here: a statement is a content in quotation marks before its
cue, a person the fullest first mention of somebody quoted, rank included, with the roles and bodies beside it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from training import sets
from training.encode import page
from training.sets import Sample

from bench.corpora.pfsa import RANKS
from bench.figure import Count, Figure, figure
from kutip.model import shipped as models
from kutip.model.door import Named, Page, Tie

SHOWN = ("STATEMENT", "CUE", "PERSON", "ROLE", "AFFILIATION")
BARS = {"STATEMENT": 93.0, "CUE": 95.0, "PERSON": 80.0, "ROLE": 72.0, "AFFILIATION": 72.0}
GRANTED = 8.0
"""So far below the reference the models that are shipped may lie."""
MARKS = frozenset("\"“”'‘’")
BESIDE = 4
"""Words between a person and what he is, at most."""
Label = tuple[int, int, str]


def learned(folder: Path) -> list[Figure]:
    """The reference model."""
    model = models.Labeller(models.listed(folder, "quotations"), folder)
    found = [
        (one, {(span.start, span.end, kind) for span, kind in model(page(one, ties=True))})
        for one in sets.quotations("dev")
    ]
    return figures("pfsa.reference", found, 0.0)


def shipped(folder: Path) -> list[Figure]:
    """The models that kutip ships."""
    names, attributions = models.names(folder), models.attributions(folder)
    found = []
    for one in sets.quotations("dev"):
        shown = page(one, ties=True)
        found.append((one, set(labels(shown, names(shown).names, attributions(shown).ties))))
    return figures("pfsa.shipped", found, GRANTED)


def figures(title: str, found: list[tuple[Sample, set[Label]]], granted: float) -> list[Figure]:
    """F1 of each label."""
    return [
        figure(
            f"{title}.{kind}",
            [count(blocked(one, kind), {label for label in mine if label[2] == kind}) for one, mine in found],
            lambda c: c.f1,
            BARS[kind] - granted,
        )
        for kind in SHOWN
    ]


def count(gold: set[Label], mine: set[Label]) -> Count:
    return Count(len(gold & mine), len(mine), len(gold))


def blocked(sample: Sample, kind: str) -> set[Label]:
    """The labels of one kind, cut where a paragraph ends."""
    return {
        (max(start, first), min(end, last), kind)
        for start, end, told in sample.names
        if told == kind
        for first, last in sample.blocks
        if start < last and first < end
    }


# --- what kutip found, in the labels of the corpus --------------------------------------------------------------------


def labels(shown: Page, names: Iterable[Named], ties: Iterable[Tie]) -> Iterator[Label]:
    """Statements with their cues, and everybody who is quoted."""
    text, quoted = shown.words.text, set[str]()
    people = [name for name in names if name.kind == "person"]
    for tie in ties:
        before = [span for span in tie.content if span.end <= tie.cue[0].start] or list(tie.content)
        said = [span for span in before if text[span.start] in MARKS or text[span.end - 1] in MARKS]
        if not said:
            continue
        yield from ((span.start, span.end, "STATEMENT") for span in said)
        if not any(span.holds(source) for source in tie.source for span in tie.cue):  # katanya: CUECOREF
            yield from ((span.start, span.end, "CUE") for span in tie.cue)
        for source in tie.source:
            quoted |= {text[name.start : name.end] for name in people if source.holds(name)}
    for name in fullest(text, people, quoted):
        yield ranked(shown, name)
        yield from beside(shown, name, list(names))


def fullest(text: str, people: list[Named], quoted: set[str]) -> list[Named]:
    """For each person quoted, the first of the longest mentions of him."""
    found: dict[tuple[int, int], Named] = {}
    for said in quoted:
        same = [name for name in people if set(said.split()) <= set(text[name.start : name.end].split())]
        best = min(same, key=lambda name: (-len(text[name.start : name.end].split()), name.start))
        found[(best.start, best.end)] = best
    return list(found.values())


def ranked(shown: Page, name: Named) -> Label:
    """A person with the rank before the name."""
    first, last = shown.words.range(name)
    for begin in range(max(0, first - 4), first):
        rank = RANKS.at(shown.words, begin)
        if rank and (rank[0] == first or shown.words.lows[rank[0] : first] == ["."]):
            first = begin
            break
    return shown.words.starts[first], shown.words.ends[last - 1], "PERSON"


def beside(shown: Page, person: Named, names: list[Named]) -> Iterator[Label]:
    """The roles and bodies that stand in one row with a person."""
    words, (first, last) = shown.words, shown.words.range(person)
    reach = [first, last]
    told = [name for name in names if name.kind in ("role", "organisation", "place")]
    grown = True
    while grown:
        grown = False
        for name in list(told):
            a, b = words.range(name)
            near = 0 <= reach[0] - b <= BESIDE or 0 <= a - reach[1] <= BESIDE
            stop = {".", "”", '"'} & set(words.lows[min(b, reach[1]) : max(a, reach[0])])
            if near and not stop and (name.kind != "place" or words.lows[b : b + 1] != [","]):
                told.remove(name)
                reach = [min(reach[0], a), max(reach[1], b)]
                grown = True
                if name.kind != "place":
                    yield name.start, name.end, "ROLE" if name.kind == "role" else "AFFILIATION"
