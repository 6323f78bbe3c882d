"""PFSA-ID dev-20 (Indonesian): statements, cues, and the person, role and affiliation of whoever is quoted.

Labelled stretches count with exact borders. The reference model learned the labels of the corpus; the models that kutip
ships learned other things, which are put into its labels here: a statement is a content in quotation marks before its
cue, a person the fullest first mention of somebody quoted, rank included, with the roles and bodies beside it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from training import sets
from training.encode import marked, page
from training.sets import Sample

from bench.attributions import by_rules
from bench.corpora.pfsa import RANKS
from bench.figure import Figure, figure, hits
from kutip.mark.quote import quotes
from kutip.model import shipped as models
from kutip.model.door import Named, Page, Tie
from kutip.record import Part, Span, Words

SHOWN = ("STATEMENT", "CUE", "PERSON", "ROLE", "AFFILIATION")
BARS = {"STATEMENT": 93.0, "CUE": 95.0, "PERSON": 80.0, "ROLE": 72.0, "AFFILIATION": 72.0}
GRANTED = 8.0
"""So far below the reference the models that are shipped may lie."""
SHORTEST = 4
"""Words of a statement; fewer in quotation marks are a scare quote or a title."""
SMALL = frozenset({",", "(", ")", "dari", "pada", "di", "of", "the", "sekaligus", "dan", "-"})
"""What may stand between a person and what he is."""
Label = tuple[int, int, str]


def learned(folder: Path) -> list[Figure]:
    """The reference model."""
    model, names = models.Labeller(models.listed(folder, "quotations"), folder), models.names()
    found = [
        (one, {(span.start, span.end, kind) for span, kind in model(page(one, ties=True, names=names))})
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


def by_rules_alone() -> list[Figure]:
    """The rules: their claims and names, in the same labels."""
    found = []
    for one in sets.quotations("dev"):
        shown, entities = marked(one)
        told = [Named(m.start, m.end, e.kind) for e in entities for m in e.mentions if m.form == "name"]
        found.append((one, set(labels(shown, told, by_rules(one, shown)))))
    return figures("pfsa.rules", found, GRANTED)


def figures(title: str, found: list[tuple[Sample, set[Label]]], granted: float) -> list[Figure]:
    """F1 of each label."""
    return [
        figure(
            f"{title}.{kind}",
            [hits(blocked(one, kind), {label for label in mine if label[2] == kind}) for one, mine in found],
            lambda c: c.f1,
            BARS[kind] - granted if title != "pfsa.rules" else None,
        )
        for kind in SHOWN
        if any(label[2] == kind for _, mine in found for label in mine)  # rules mark no roles
    ]


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
    text, told = shown.words.text, list(names)
    people, said, quoted = [name for name in told if name.kind == "person"], set[Span](), set[str]()
    marked = [(quote.start, quote.end) for quote in quotes(text, tuple(spans(shown)))]
    for tie in ties:
        held = [Span(*mark) for mark in marked if any(Span(*mark).meets(span) for span in tie.content)]
        whole = [mark for mark in held if len(text[mark.start : mark.end].split()) >= SHORTEST]
        if not whole or not tie.cue:
            continue
        first = [mark for mark in whole if mark.end <= tie.cue[0].start][-1:] or whole[:1]
        yield from ((mark.start, mark.end, "STATEMENT") for mark in first if mark not in said)
        said.update(first)
        speakers = [name for source in tie.source for name in people if source.holds(name)]
        if speakers:
            yield from ((span.start, span.end, "CUE") for span in tie.cue)
        else:
            speakers = [name for name in people if name.end <= tie.cue[0].start][-1:]
        quoted |= {text[name.start : name.end] for name in speakers}
    for name in fullest(text, people, quoted):
        yield ranked(shown, name)
        yield from beside(shown, name, told)


def spans(shown: Page) -> Iterator[Part]:
    """The paragraphs of a page."""
    for first, last in shown.blocks:
        span = shown.words.span(first, last)
        yield Part(span.start, span.end, "paragraph")


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
    """The roles and bodies that stand in one row with a person; a place right behind a role belongs to it."""
    words = shown.words
    at = {words.range(name): name.kind for name in names if name.kind in ("role", "organisation", "place")}
    first, last = ranked_range(shown, person)
    row = [*before(words, at, first), *behind(words, at, last)]
    for number, (begin, end, kind) in enumerate(row):
        if kind == "organisation" and words.lows[begin - 1 : begin] != ["("]:
            short = number + 1 < len(row) and row[number + 1][0] == end + 1 and words.lows[end] == "("
            yield words.starts[begin], words.ends[row[number + 1][1] if short else end - 1], "AFFILIATION"
        elif kind == "role":
            place = next((one for one in row[number + 1 :] if one[2] == "place" and one[0] == end), None)
            yield words.starts[begin], words.ends[(place[1] if place else end) - 1], "ROLE"


def ranked_range(shown: Page, person: Named) -> tuple[int, int]:
    start, end, _ = ranked(shown, person)
    return shown.words.range(Span(start, end))


Row = list[tuple[int, int, str]]
Places = dict[tuple[int, int], str]


def before(words: Words, at: Places, number: int) -> Row:
    """What stands before a person without more than small words between."""
    row: Row = []
    while True:
        ends = {end: (begin, end, kind) for (begin, end), kind in at.items()}
        gap = number
        while gap > 0 and gap not in ends and words.lows[gap - 1] in SMALL:
            gap -= 1
        if gap not in ends:
            return row
        row.insert(0, ends[gap])
        number = ends[gap][0]


def behind(words: Words, at: Places, number: int) -> Row:
    """What stands behind a person and a comma."""
    row: Row = []
    if words.lows[number : number + 1] != [","]:
        return row
    while True:
        begins = {begin: (begin, end, kind) for (begin, end), kind in at.items()}
        gap = number
        while gap < len(words) and gap not in begins and words.lows[gap] in SMALL:
            gap += 1
        if gap not in begins:
            return row
        row.append(begins[gap])
        number = begins[gap][1]
