"""A trained network → a file that kutip runs without torch, and a line in the manifest."""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import msgspec
import onnx
import torch
from torch import Tensor, nn
from torchcrf import CRF

from kutip.model.features import EDGE, SLOTS, WORDED
from kutip.model.shipped import Weights
from training.networks import Attributor, Encoder, Labeller

OPSET = 17
NEVER = -1e4


class Small(nn.Module):
    """The table of an encoder in eight bits a number, with one scale a row: a quarter of its size."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weight = table.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
        self.register_buffer("numbers", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, rows: Tensor) -> Tensor:
        return self.numbers[rows].float() * self.scale[rows]  # type: ignore[index]


class NameGraph(nn.Module):
    """Rows (L, slots) → scores (L, labels)."""

    def __init__(self, model: Labeller) -> None:
        super().__init__()
        self.model = model

    def forward(self, rows: Tensor) -> Tensor:
        return self.model.scores(rows[None].long(), torch.ones(1, rows.shape[0], 1))[0]


class CueGraph(nn.Module):
    """Rows (L, slots) → what stands at each place (L, D), and scores (L, labels of cues)."""

    def __init__(self, model: Attributor) -> None:
        super().__init__()
        self.model = model

    def forward(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        seen = self.model.encoder(rows[None].long(), torch.ones(1, rows.shape[0], 1))
        return seen[0], self.model.cue(seen)[0]


class RoleGraph(nn.Module):
    """What stands around cues (N, L, D), how far (N, L), and the mask (N, L, 1) → scores (N, L, roles)."""

    def __init__(self, model: Attributor) -> None:
        super().__init__()
        self.model = model

    def forward(self, seen: Tensor, near: Tensor, mask: Tensor) -> Tensor:
        return self.model.roles(seen, near, mask)


def names(model: Labeller, path: Path) -> None:
    """Writes a labeller of names."""
    model.eval()
    model.encoder.table = Small(model.encoder.table)
    rows = torch.zeros(7, len(SLOTS), dtype=torch.int32)
    write(NameGraph(model), (rows,), path, ["rows"], ["scores"], {"rows": {0: "places"}, "scores": {0: "places"}})
    tell(path, {"name": model.crf})


def attributions(model: Attributor, cues: Path, roles: Path, calm: float = 0.0) -> None:
    """Writes the two halves of a finder of attributions; `calm` is what a word is worth more when it is no cue."""
    model.eval()
    model.encoder.table = Small(model.encoder.table)
    rows = torch.zeros(7, len(SLOTS), dtype=torch.int32)
    axes = {"rows": {0: "places"}, "seen": {0: "places"}, "scores": {0: "places"}}
    write(CueGraph(model), (rows,), cues, ["rows"], ["seen", "scores"], axes)
    tell(cues, {"cue": model.cue_crf}, calm)
    seen, near = torch.zeros(2, 7, model.cue.in_features), torch.zeros(2, 7, dtype=torch.long)
    both = {0: "cues", 1: "places"}
    axes = {"seen": both, "near": both, "mask": both, "scores": both}
    inputs = (seen, near, torch.ones(2, 7, 1))
    write(RoleGraph(model), inputs, roles, ["seen", "near", "mask"], ["scores"], axes)
    tell(roles, {"role": model.role_crf})


def write(
    graph: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    given: list[str],
    made: list[str],
    axes: dict[str, dict[int, str]],
) -> None:
    """Writes a graph as ONNX."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        graph,
        inputs,
        str(path),
        input_names=given,
        output_names=made,
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def tell(path: Path, fields: dict[str, CRF], calm: float = 0.0) -> None:
    """Adds what a step from one label to the next costs; nothing goes inside a kind that it was not in before."""
    model = onnx.load(str(path))
    for name, field in fields.items():
        move, start = field.transitions.detach().clone(), field.start_transitions.detach().clone()
        move[:, 0] += calm
        start[0] += calm
        for label in range(2, len(start), 2):
            start[label] = NEVER
            for before in range(len(start)):
                if before not in (label, label - 1):
                    move[before, label] = NEVER
        parts = {"start": start, "move": move, "end": field.end_transitions.detach()}
        onnx.helper.set_model_props(
            model,
            {p.key: p.value for p in model.metadata_props}
            | {
                f"{name}.{part}": json.dumps(
                    [[round(v, 4) for v in row] for row in value.tolist()]
                    if value.dim() > 1
                    else [round(v, 4) for v in value.tolist()]
                )
                for part, value in parts.items()
            },
        )
    onnx.save(model, str(path))


def weights(path: Path, **told: object) -> Weights:
    """The line of a file in the manifest."""
    content = path.read_bytes()
    given = {"file": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), **told}
    return msgspec.convert(given, Weights)


def blind(encoder: Encoder) -> None:
    """Makes an encoder see no words, only what is said of them: every row of a word becomes the same."""
    encoder.word_drop = 1.0
    encoder.forward = partial(unworded, encoder)  # type: ignore[method-assign]


def unworded(encoder: Encoder, rows: Tensor, mask: Tensor) -> Tensor:
    """What an encoder makes of rows without their words."""
    edges = torch.tensor(EDGE[:WORDED]).expand(*rows.shape[:2], WORDED)
    x = encoder.table(torch.cat([edges, rows[..., WORDED:]], -1)).flatten(2)
    return encoder.stack(nn.functional.gelu(encoder.inlet(x)) * mask, mask)


def with_figures(row: Weights, figures: dict[str, float]) -> Weights:
    """The line with what was measured."""
    return msgspec.structs.replace(row, figures=figures)


def held(folder: Path) -> dict[str, Weights]:
    """The lines that stand in a manifest already."""
    path = folder / "manifest.toml"
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Weights]) if path.exists() else {}


def manifest(folder: Path, rows: dict[str, Weights]) -> None:
    """Writes the manifest of a folder."""
    lines = ["# What kutip ships, of what it was made, and how well it does. Written by `python -m training`."]
    for name, row in rows.items():
        lines += ["", f"[{name}]", *fields(msgspec.to_builtins(row).items())]
    (folder / "manifest.toml").write_text("\n".join([*lines, ""]), encoding="utf-8")


def fields(pairs: Iterable[tuple[str, object]]) -> Iterable[str]:
    """The lines of a table."""
    for key, value in pairs:
        if isinstance(value, dict):
            yield f"{key} = {{ " + ", ".join(f'"{name}" = {number}' for name, number in value.items()) + " }"
        else:
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}"
