"""What models add: for each corpus the rules alone, the models that kutip ships, and reference models that learned from
corpora which may not be shipped (PolNeAR, PFSA-ID), so that the price of that is seen.

Names are asked for in the manner of the corpus: idner-news-2k, NERGrit and Universal NER differ in what they call a
name, and the shipped model learned all three beside our own. Attributions are compared piece by piece with exact
borders, and as who said what: a content that shares half of its words, and a source that shares one.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from training import sets, tasks
from training.encode import page
from training.sets import Sample

from bench import quotations
from bench.figure import ROOT, Count, Figure, MissingError, figure, prf
from kutip.model import shipped
from kutip.model.door import Page, Tie
from kutip.record import Span

REFERENCE = ROOT / "build" / "reference"
KINDS = ("person", "organisation", "place")
MEDIA = frozenset({"agency", "outlet"})
PIECES = ("source", "cue", "content")
BARS = {
    "names.idner": 86.0, "names.nergrit": 71.0, "names.ewt": 76.0,
    "polnear.reference.source": 75.0, "polnear.reference.cue": 70.0, "polnear.reference.content": 65.0,
    "polnear.reference.who": 70.0, "polnear.shipped.source": 60.0, "polnear.shipped.cue": 55.0,
    "polnear.shipped.content": 48.0,
}  # fmt: skip
Name = tuple[int, int, str]


def measure(_: Path) -> list[Figure]:
    """Every set with every maker that is here."""
    found = list(names(shipped.FOLDER))
    found += attributions(shipped.FOLDER)
    found += quotations.shipped(shipped.FOLDER)
    if (REFERENCE / "manifest.toml").exists():
        found += attributions(REFERENCE)
        found += quotations.learned(REFERENCE)
    else:
        print(f"skipped reference models: {REFERENCE} is not here; `python -m training reference` makes it")
    return found


def of_folder(folder: Path, made: Iterable[str]) -> dict[str, float]:
    """What a manifest says of the weights just made."""
    shipped.manifest.cache_clear()
    measures: dict[str, Callable[[Path], list[Figure]]] = {
        "names": names,
        "cues": attributions,
        "quotations": quotations.learned,
    }
    found: dict[str, float] = {}
    for name, measured in measures.items():
        if name in made:
            try:
                found |= {one.name: one.value for one in measured(folder) if not one.name.endswith((".p", ".r"))}
            except MissingError as error:
                print(f"not measured: {error}")
    return found


# --- names ------------------------------------------------------------------------------------------------------------


def names(folder: Path) -> list[Figure]:
    """Names with exact borders and kind, each corpus in its own manner."""
    model = shipped.names(folder)
    found: list[Figure] = []
    for manner, samples in (("idner", sets.idner("dev")), ("nergrit", sets.nergrit("valid")), ("ewt", sets.ewt("dev"))):
        pairs = [(set(one.names), three(named(model, one, manner))) for one in samples]
        found += prf(f"names.{manner}.shipped", [count(*pair) for pair in pairs], BARS[f"names.{manner}"])
        for kind in KINDS:
            counts = [count(*(of_kind(side, kind) for side in pair)) for pair in pairs]
            found.append(prf(f"names.{manner}.shipped.{kind}", counts)[0])
    for lang in ("id", "en"):
        pairs = [(set(one.names), named(model, one, "kutip")) for one in tasks.own((lang,), test=True)]
        found += prf(f"names.own.{lang}.shipped", [count(*pair) for pair in pairs])
    return found


def named(model: shipped.Names, sample: Sample, manner: str) -> set[Name]:
    """The names a model finds."""
    return {(one.start, one.end, one.kind) for one in model(page(sample, manner)).names}


def three(found: set[Name]) -> set[Name]:
    """Names in the three kinds that other corpora know."""
    told = {(start, end, "organisation" if kind in MEDIA else kind) for start, end, kind in found}
    return {name for name in told if name[2] in KINDS}


def of_kind(found: Iterable[Name], kind: str) -> set[Name]:
    return {name for name in found if name[2] == kind}


def count(gold: set[Name], system: set[Name]) -> Count:
    return Count(len(gold & system), len(system), len(gold))


# --- attributions -----------------------------------------------------------------------------------------------------


def attributions(folder: Path) -> list[Figure]:
    """PolNeAR dev, and our own reports that were kept apart."""
    model = shipped.attributions(folder)
    if folder == REFERENCE:
        return ties("polnear.reference", model, sets.politics("dev"), "polnear")
    kept = {lang: tasks.own((lang,), test=True) for lang in ("id", "en")}
    found = ties("polnear.shipped", model, sets.politics("dev"), "kutip")
    for lang, samples in kept.items():
        found += ties(f"own.{lang}.shipped", model, samples, "kutip")
    return found


def ties(title: str, model: shipped.Attributions, samples: Iterable[Sample], manner: str) -> list[Figure]:
    """Source, cue and content with exact borders, and who said what."""
    found = [(one, page(one, manner, ties=True)) for one in samples]
    pairs = [(one, shown, model(shown).ties) for one, shown in found]
    figures = []
    for piece in PIECES:
        counts = [exact(piece, sample, system) for sample, _, system in pairs]
        figures.append(figure(f"{title}.{piece}", counts, lambda c: c.f1, BARS.get(f"{title}.{piece}")))
    counts = [who(sample, shown, system) for sample, shown, system in pairs]
    return [*figures, figure(f"{title}.who", counts, lambda c: c.f1, BARS.get(f"{title}.who"))]


def exact(piece: str, sample: Sample, system: Iterable[Tie]) -> Count:
    """Stretches of one kind with just those borders."""
    gold = {span for tie in sample.ties for span in getattr(tie, piece)}
    mine = {(span.start, span.end) for tie in system for span in getattr(tie, piece)}
    return Count(len(gold & mine), len(mine), len(gold))


def who(sample: Sample, shown: Page, system: Iterable[Tie]) -> Count:
    """Attributions with a source, whose content shares half of its words and whose source shares one, one to one."""
    gold = [(at(shown, tie.content), at(shown, tie.source)) for tie in sample.ties if tie.source]
    mine = [(spans_at(shown, tie.content), spans_at(shown, tie.source)) for tie in system if tie.source]
    scored = sorted(
        (
            (len(a[0] & b[0]) / len(a[0] | b[0]), i, j)
            for i, a in enumerate(gold)
            for j, b in enumerate(mine)
            if a[1] & b[1] and a[0] & b[0]
        ),
        key=lambda entry: (-entry[0], *entry[1:]),
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for share, i, j in scored:
        if share >= 0.5 and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return Count(len(taken[0]), len(mine), len(gold))


def at(shown: Page, stretches: Iterable[tuple[int, int]]) -> set[int]:
    return spans_at(shown, (Span(*stretch) for stretch in stretches))


def spans_at(shown: Page, spans: Iterable[Span]) -> set[int]:
    """The numbers of the words in some spans."""
    return {number for span in spans for number in range(*shown.words.range(span))}
