"""Trains the models again: `python -m training shipped` writes src/kutip/model, `reference` writes build/reference.

The reference models learn from corpora that may not be shipped (PolNeAR, PFSA-ID); they only show what that costs.
Training is exact to the seed on one machine with one thread; figures move by a fraction of a point elsewhere.
"""

import argparse
import sys
import time
from pathlib import Path

import torch
from bench import models
from bench.figure import ROOT

from kutip.model.shipped import FOLDER, Weights
from training import export, sets, tasks
from training.encode import seen
from training.learn import Plan
from training.networks import Encoder, Size

REFERENCE = ROOT / "build" / "reference"
LANGS = ("id", "en")
LICENCE = "CC BY-SA 4.0"
TREES = ("UD English EWT (CC BY-SA 4.0)", "UD Indonesian CSUI, GSD (CC BY-SA 4.0)")
OWN = "reports of our own, training/reports (Apache-2.0)"
NAMES = (
    OWN, "idner-news-2k (MIT)", "NERGrit of IndoNLU (Apache-2.0)", "Universal NER English EWT test (CC BY-SA 4.0)",
    "names we marked in UD English EWT train, training/labels (CC BY-SA 4.0)", *TREES,
)  # fmt: skip


def main() -> int:
    """Trains what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "what", nargs="+", choices=("trees", "names", "attributions", "shipped", "politics", "quotations", "reference")
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    wanted = set(given.what)
    if wanted & {"trees", "shipped", "reference"} or not start_path().exists():
        start = tasks.learn_trees(Size(drop=0.2, word_drop=0.1), Plan(8, seed=given.seed), Told("trees"))
        start_path().parent.mkdir(parents=True, exist_ok=True)
        torch.save(start.state_dict(), start_path())
    if wanted & {"names", "shipped"}:
        names(given.seed)
    if wanted & {"attributions", "shipped"}:
        attributions(given.seed)
    if wanted & {"politics", "reference"}:
        politics(given.seed)
    if wanted & {"quotations", "reference"}:
        quotations(given.seed)
    return 0


class Told:
    """Says how an epoch went."""

    def __init__(self, what: str) -> None:
        self.what, self.since = what, time.process_time()

    def __call__(self, epoch: int, loss: float) -> None:
        print(f"{self.what}: epoch {epoch + 1}, loss {loss:.4f}, {time.process_time() - self.since:.0f} s", flush=True)


def start_path() -> Path:
    """Where the encoder is kept that every network begins with."""
    return ROOT / "build" / "trees.pt"


def start() -> Encoder:
    """That encoder."""
    encoder = Encoder(Size())
    encoder.load_state_dict(torch.load(start_path()))
    return encoder


def names(seed: int) -> None:
    """The names that kutip ships."""
    model = tasks.learn_names(LANGS, Size(), Plan(12, seed=seed), start(), Told("names"))
    path = FOLDER / "names.onnx"
    export.names(model, path)
    keep(FOLDER, {"names": ("names", path, NAMES, tasks.KINDS)}, LICENCE)


def attributions(seed: int) -> None:
    """The attributions that kutip ships."""
    texts = tasks.tie_texts(LANGS, seed, times=2)
    model = tasks.learn_ties(texts, Size(), Plan(10, seed=seed), start(), Told("attributions"))
    cues, roles = FOLDER / "cues.onnx", FOLDER / "roles.onnx"
    export.attributions(model, cues, roles, calm=1.2)  # 0 to 2.6 tried: best on our reports that were kept apart
    made = (OWN, *TREES)
    rows = {"cues": ("attributions", cues, made, tasks.SORTS), "roles": ("attributions", roles, made, tasks.ROLES)}
    keep(FOLDER, rows, LICENCE)


def politics(seed: int) -> None:
    """What PolNeAR teaches of attribution; not to be shipped."""
    texts = (seen(sample, "polnear", ties=True) for sample in sets.politics("train"))
    size = Size(role_dilations=(1, 2, 4, 8, 16, 1), drop=0.25, word_drop=0.1)
    plan = Plan(8, rate=2.5e-3, seed=seed)
    model = tasks.learn_ties(texts, size, plan, start(), Told("politics"))
    cues, roles = REFERENCE / "cues.onnx", REFERENCE / "roles.onnx"
    export.attributions(model, cues, roles, calm=0.4)  # -0.4 to 0.8 tried: best on PolNeAR dev
    made = ("PolNeAR (no licence stated; not to be shipped)", *TREES)
    rows = {"cues": ("attributions", cues, made, tasks.SORTS), "roles": ("attributions", roles, made, tasks.ROLES)}
    keep(REFERENCE, rows, "not to be shipped")


def quotations(seed: int) -> None:
    """What PFSA-ID teaches of quotations; not to be shipped."""
    size, plan = (
        Size(dilations=(1, 2, 4, 8, 16, 32, 1), drop=0.4, word_drop=0.2),
        Plan(10, batch=4, length=350, seed=seed),
    )
    model = tasks.learn_quotations(size, plan, start(), Told("quotations"))
    path = REFERENCE / "quotations.onnx"
    export.names(model, path)
    keep(
        REFERENCE,
        {"quotations": ("names", path, ("PFSA-ID (CC BY-NC-SA; not to be shipped)",), sets.QUOTED)},
        "not to be shipped",
    )


Row = tuple[str, Path, tuple[str, ...], tuple[str, ...]]
"""Task, file, data, labels."""


def keep(folder: Path, rows: dict[str, Row], licence: str) -> None:
    """Writes the rows into the manifest of a folder, beside those that stand there, with what is measured now."""
    old = export.held(folder)
    made = {
        name: export.weights(
            path,
            task=task,
            languages=LANGS if folder == FOLDER else (),
            licence=licence,
            data=data,
            command="make train" if folder == FOLDER else "make reference",
            labels=labels,
        )
        for name, (task, path, data, labels) in rows.items()
    }
    export.manifest(folder, {**old, **made})
    figures = models.of_folder(folder, set(made))
    told: dict[str, Weights] = {name: export.with_figures(row, figures) for name, row in made.items()}
    export.manifest(folder, {**old, **told})


if __name__ == "__main__":
    sys.exit(main())
