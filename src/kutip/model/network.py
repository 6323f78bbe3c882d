"""A trained network, opened by its hash and run on one core; and the best row of labels under its scores."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kutip.errors import ModelError

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]


class Network:
    """The weights of one file; nothing is read before the first use."""

    def __init__(self, path: Path, sha256: str) -> None:
        self.path, self.sha256 = path, sha256

    @cached_property
    def session(self) -> Any:  # Any: onnxruntime is not typed, and is imported with the first use
        """The network, ready to run; `ModelError` when the file is missing or another than the manifest names."""
        import onnxruntime

        if not self.path.is_file():
            raise ModelError(f"{self.path} is missing: install kutip again, or read with --models none")
        weights = self.path.read_bytes()
        if hashlib.sha256(weights).hexdigest() != self.sha256:
            raise ModelError(f"{self.path} is not the file its manifest names: install kutip again, or make train")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def __call__(self, **inputs: NDArray[Any]) -> list[Floats]:
        """The outputs, in the order in which the network was written."""
        found: list[Floats] = self.session.run(None, inputs)
        return found

    @cached_property
    def moves(self) -> dict[str, Floats]:
        """What each field of labels costs: `NAME.start` (labels), `NAME.move` (labels, labels), `NAME.end` (labels)."""
        import json

        told = self.session.get_modelmeta().custom_metadata_map
        return {name: np.array(json.loads(value), dtype=np.float32) for name, value in told.items()}

    def best(self, field: str, scores: Sequence[Floats]) -> list[Labels]:
        """The best row of labels for each of several rows of scores (places, labels), by Viterbi's algorithm."""
        return viterbi(scores, *(self.moves[f"{field}.{part}"] for part in ("start", "move", "end")))


def viterbi(rows: Sequence[Floats], start: Floats, move: Floats, end: Floats) -> list[Labels]:
    """The best path through each row of scores; all rows go side by side, the longest first."""
    if not rows:
        return []
    order = sorted(range(len(rows)), key=lambda number: -len(rows[number]))
    lengths = np.array([len(rows[number]) for number in order])
    going: list[int] = (lengths > np.arange(lengths[0])[:, None]).sum(1).tolist()
    best = np.zeros((lengths[0], len(start), len(rows)), dtype=np.float32)  # how good the best way to each label is
    for place, number in enumerate(order):
        best[: lengths[place], :, place] = rows[number]
    best[0] += start[:, None]
    moves = move[:, :, None]
    for step, count in enumerate(going[1:], 1):
        best[step, :, :count] += (best[step - 1, :, None, :count] + moves).max(0)
    paths = np.zeros((lengths[0], len(rows)), dtype=np.int64)
    label = (best[lengths - 1, :, range(len(rows))] + end).argmax(1)
    paths[lengths - 1, range(len(rows))] = label
    for step in range(len(going) - 1, 0, -1):
        count = going[step]
        label[:count] = (best[step - 1, :, :count] + move[:, label[:count]]).argmax(0)
        paths[step - 1, :count] = label[:count]
    return [paths[: lengths[place], place] for place in np.argsort(order)]


def stretches(labels: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Labels (0 outside, 2k+1 the beginning of kind k, 2k+2 inside it) → (first, behind, kind)."""
    first, kind = 0, -1
    for number, label in enumerate([*labels, 0]):
        if kind >= 0 and label != 2 * kind + 2:
            yield first, number, kind
            kind = -1
        if label and kind < 0:
            first, kind = number, (label - 1) // 2
