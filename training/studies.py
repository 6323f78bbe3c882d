"""Two questions about the training reports, answered by small models: `python -m training.studies [curve|transfer]`.

curve     how much better attributions are found with more of our reports, on the reports kept apart and on PolNeAR dev
transfer  what a model that learned one language finds in the other, with words and with word classes alone
Nothing is widened here and epochs are few, so the figures lie below those of the models that ship; they are for
comparing with one another.
"""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from bench import attributions
from bench.attributions import by_model

from kutip.model import shipped
from training import export, sets, tasks
from training.__main__ import Told, start
from training.encode import seen
from training.learn import Plan
from training.networks import Encoder, Size
from training.sets import Sample

PLAN = Plan(5)
LANGS = ("id", "en")


def main() -> int:
    """Prints the answers asked for."""
    torch.set_num_threads(1)
    asked = sys.argv[1:] or ["curve", "transfer"]
    if "curve" in asked:
        curve()
    if "transfer" in asked:
        transfer()
    return 0


def curve() -> None:
    """An eighth, a quarter, half, and all of the reports."""
    reports = sets.own(LANGS, test=False)
    for step in (8, 4, 2, 1):
        some = reports[::step]
        print(f"curve: {len(some)} reports: {told(measured(some, Size()))}", flush=True)


def transfer() -> None:
    """Each language alone, and both; with words, and without."""
    for drop, what in ((Size().word_drop, "words"), (1.0, "word classes alone")):
        for langs in (("en",), ("id",), LANGS):
            found = measured(sets.own(langs, test=False), Size(word_drop=drop), blind=drop == 1.0)
            print(f"transfer: learned from {'+'.join(langs)}, {what}: {told(found)}", flush=True)


def measured(reports: Sequence[Sample], size: Size, blind: bool = False) -> dict[str, float]:
    """How well a model does that learned from these reports; `blind` to words it is when it learned without them."""
    first = start() if not blind else Encoder(size)
    model = tasks.learn_ties((seen(one, ties=True) for one in reports), size, PLAN, first, Told("study"))
    if blind:
        export.blind(model.encoder)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export.attributions(model, folder / "cues.onnx", folder / "roles.onnx")
        rows = {"cues": tasks.SORTS, "roles": tasks.ROLES}
        export.manifest(folder, {row: weights(folder / f"{row}.onnx", labels) for row, labels in rows.items()})
        finder = by_model(shipped.attributions(folder))
        kept: Iterable[tuple[str, list[Sample]]] = (
            *((f"own.{lang}", sets.own((lang,), test=True)) for lang in LANGS),
            ("polnear", list(sets.politics("dev"))),
        )
        return {
            one.name: one.value
            for title, found in kept
            for one in attributions.figures(title, finder, found, {}, "kutip")
        }


def weights(path: Path, labels: tuple[str, ...]) -> shipped.Weights:
    """A line for a manifest that nobody keeps."""
    return export.weights(path, task="attributions", languages=LANGS, licence="", data=(), command="", labels=labels)


def told(found: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.1f}" for name, value in found.items())


if __name__ == "__main__":
    sys.exit(main())
