"""What models add: for each corpus the rules alone, the models that kutip ships, and reference models that learned from
corpora which may not be shipped (PolNeAR, PFSA-ID), so that the price of that is seen.

Names count with exact borders and kind, and are asked for in the manner of the corpus: idner-news-2k, NERGrit and
Universal NER differ in what they call a name, and the shipped model learned all three beside our own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from training import sets
from training.encode import marked, page
from training.sets import Sample

from bench import attributions, quotations
from bench.attributions import by_model, by_rules
from bench.figure import ROOT, Figure, MissingError, hits, prf
from kutip.model import shipped
from kutip.record import Entity

REFERENCE = ROOT / "build" / "reference"
LANGS = ("id", "en")
KINDS = ("person", "organisation", "place")
MEDIA = frozenset({"agency", "outlet"})
BARS = {
    "names.idner.shipped": 86.0, "names.nergrit.shipped": 71.0, "names.ewt.shipped": 76.0,
    "polnear.reference.source": 75.0, "polnear.reference.cue": 70.0, "polnear.reference.content": 65.0,
    "polnear.reference.who": 70.0, "polnear.shipped.source": 60.0, "polnear.shipped.cue": 55.0,
    "polnear.shipped.content": 48.0,
}  # fmt: skip
Name = tuple[int, int, str]


def measure(_: Path) -> list[Figure]:
    """Every set with every maker that is here."""
    found = [*by_rules_alone(), *names(shipped.FOLDER), *ties(shipped.FOLDER), *quotations.shipped(shipped.FOLDER)]
    if (REFERENCE / "manifest.toml").exists():
        found += [*ties(REFERENCE), *quotations.learned(REFERENCE)]
    else:
        print(f"skipped reference models: {REFERENCE} is not here; `make reference` makes it")
    return found


def by_rules_alone() -> list[Figure]:
    """The rules, on the footing of the models."""
    found: list[Figure] = []
    for corpus, samples in corpora():
        pairs = [(set(one.names), three(entity_names(marked(one)[1]))) for one in samples]
        found += of_names(f"names.{corpus}.rules", pairs)
    for lang in LANGS:
        found += attributions.figures(f"own.{lang}.rules", by_rules, sets.own((lang,), test=True), BARS, "kutip")
    found += attributions.figures("polnear.rules", by_rules, sets.politics("dev"), BARS, "kutip")
    return [*found, *quotations.by_rules_alone()]


def table(found: Sequence[Figure]) -> Iterator[str]:
    """The makers side by side, a line a measure; the interval is that of the last of them."""
    value = {figure.name: figure for figure in found}
    rows = dict.fromkeys(re.sub(r"\.(rules|shipped|reference)(?=\.|$)", ".*", figure.name) for figure in found)
    yield f"\n{'models':36}{'rules':>8}{'shipped':>9}{'reference':>11}  {'95 % interval':15}{'n':>6}"
    for row in rows:
        cells = [value.get(row.replace("*", maker)) for maker in ("rules", "shipped", "reference")]
        told = [f"{cell.value:.1f}{'!' * (cell.value < (cell.bar or 0))}" if cell else "·" for cell in cells]
        last = next(cell for cell in reversed(cells) if cell)
        spread = f"{last.low:.1f} to {last.high:.1f}" if last.low is not None and last.high is not None else ""
        yield f"{row.replace('.*', ''):36}{told[0]:>8}{told[1]:>9}{told[2]:>11}  {spread:15}{last.n or '':>6}".rstrip()


def of_folder(folder: Path, made: Iterable[str]) -> dict[str, float]:
    """What a manifest says of the weights just made."""
    shipped.manifest.cache_clear()
    measures: dict[str, Callable[[Path], list[Figure]]] = {
        "names": names,
        "cues": ties,
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


def corpora() -> Iterator[tuple[str, Iterable[Sample]]]:
    """The corpora of names, by the manner in which they mark."""
    yield "idner", sets.idner("dev")
    yield "nergrit", sets.nergrit("valid")
    yield "ewt", sets.ewt("dev")


def names(folder: Path) -> list[Figure]:
    """Names as the model of a folder finds them."""
    model = shipped.names(folder)
    found: list[Figure] = []
    for corpus, samples in corpora():
        pairs = [(set(one.names), three(found_by(model, one, corpus))) for one in samples]
        found += of_names(f"names.{corpus}.shipped", pairs)
    for lang in LANGS:
        pairs = [(set(one.names), found_by(model, one, "kutip")) for one in sets.own((lang,), test=True)]
        found += prf(f"names.own.{lang}.shipped", [hits(*pair) for pair in pairs])
    return found


def of_names(title: str, pairs: Sequence[tuple[set[Name], set[Name]]]) -> Iterator[Figure]:
    """F1, precision and recall of all kinds, and F1 of each."""
    yield from prf(title, [hits(*pair) for pair in pairs], BARS.get(title))
    for kind in KINDS:
        yield prf(f"{title}.{kind}", [hits(of_kind(gold, kind), of_kind(mine, kind)) for gold, mine in pairs])[0]


def ties(folder: Path) -> list[Figure]:
    """PolNeAR dev, and for what is shipped our own reports that were kept apart."""
    finder = by_model(shipped.attributions(folder))
    if folder == REFERENCE:
        return attributions.figures("polnear.reference", finder, sets.politics("dev"), BARS, "polnear")
    found = attributions.figures("polnear.shipped", finder, sets.politics("dev"), BARS, "kutip")
    for lang in LANGS:
        found += attributions.figures(f"own.{lang}.shipped", finder, sets.own((lang,), test=True), BARS, "kutip")
    return found


def found_by(model: shipped.Names, sample: Sample, manner: str) -> set[Name]:
    """The names a model finds."""
    return {(one.start, one.end, one.kind) for one in model(page(sample, manner)).names}


def entity_names(entities: Iterable[Entity]) -> set[Name]:
    """The names that the rules find."""
    return {(m.start, m.end, entity.kind) for entity in entities for m in entity.mentions if m.form == "name"}


def three(found: set[Name]) -> set[Name]:
    """Names in the three kinds that other corpora know."""
    told = {(start, end, "organisation" if kind in MEDIA else kind) for start, end, kind in found}
    return {name for name in told if name[2] in KINDS}


def of_kind(found: Iterable[Name], kind: str) -> set[Name]:
    return {name for name in found if name[2] == kind}
