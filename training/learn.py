"""How a network learns: batches, rising and falling steps, and the mean of the weights over the last three tenths."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kutip.model.features import SLOTS
from kutip.model.windows import distances, window
from training.networks import Attributor, Labeller, Tagger

Ints = NDArray[np.int64]
T = TypeVar("T")


class Labelled(NamedTuple):
    """A stretch of places with a label each (or several): an edge, a block, an edge."""

    rows: Ints
    labels: Ints


class Cue(NamedTuple):
    """A cue in a sequence, the block it stands in, and the role of each place of that block; None when it is no cue."""

    span: tuple[int, int]
    block: tuple[int, int]
    roles: Ints | None


class Tied(NamedTuple):
    """A stretch of places with its cues."""

    rows: Ints
    labels: Ints
    """Cues, as begin and inside."""
    cues: tuple[Cue, ...]


class Plan(NamedTuple):
    """How long and how fast."""

    epochs: int
    rate: float = 3e-3
    batch: int = 8
    length: int = 150
    """Places of a sequence, about: short stretches are put together, with their edges between them."""
    seed: int = 1


def learn(
    model: nn.Module,
    plan: Plan,
    batches: Callable[[random.Random], Iterator[Tensor]],
    steps: int,
    told: Callable[[int, float], None],
) -> None:
    """Teaches a model; `batches` gives one epoch of losses, about `steps` of them; `told` hears of each epoch."""
    chance = random.Random(plan.seed)
    optimiser = torch.optim.AdamW(model.parameters(), lr=plan.rate, weight_decay=0.01)
    total = plan.epochs * steps
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: pacing(step / total))
    mean, count, done = {name: value.detach().clone() for name, value in model.state_dict().items()}, 0, 0
    for epoch in range(plan.epochs):
        model.train()
        losses = []
        for loss in batches(chance):
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            pace.step()
            losses.append(loss.item())
            done += 1
            if done > 0.7 * total and done % 5 == 0:
                count += 1
                for name, value in model.state_dict().items():
                    if value.is_floating_point():
                        mean[name] += (value.detach() - mean[name]) / count
        told(epoch, sum(losses) / max(1, len(losses)))
    if count:
        model.load_state_dict(mean)
    model.eval()


def pacing(share: float) -> float:
    """The size of a step, from nothing up to one in the first tenth and down again along a cosine."""
    if share < 0.1:
        return max(0.05, share / 0.1)
    return max(0.01, 0.5 * (1 + float(np.cos(np.pi * min(1.0, (share - 0.1) / 0.9)))))


def joined(pieces: Sequence[Labelled], length: int) -> list[Labelled]:
    """Stretches one behind the other, up to that many places."""
    return [
        Labelled(np.concatenate([p.rows for p in group]), np.concatenate([p.labels for p in group]))
        for group in grouped(pieces, length)
    ]


def tied(pieces: Sequence[Tied], length: int) -> list[Tied]:
    """The same for stretches with cues."""
    found = []
    for group in grouped(pieces, length):
        cues, offset = [], 0
        for piece in group:
            cues += [shifted(cue, offset) for cue in piece.cues]
            offset += len(piece.rows)
        rows, labels = np.concatenate([p.rows for p in group]), np.concatenate([p.labels for p in group])
        found.append(Tied(rows, labels, tuple(cues)))
    return found


def shifted(cue: Cue, by: int) -> Cue:
    return Cue((cue.span[0] + by, cue.span[1] + by), (cue.block[0] + by, cue.block[1] + by), cue.roles)


def grouped(pieces: Sequence[T], length: int) -> Iterator[list[T]]:
    """Runs of stretches that together have about that many places."""
    group: list[T] = []
    size = 0
    for piece in pieces:
        here = len(piece.rows)  # type: ignore[attr-defined]
        if group and size + here > length:
            yield group
            group, size = [], 0
        group.append(piece)
        size += here
    if group:
        yield group


def dealt(sequences: list[T], size: int, chance: random.Random) -> Iterator[list[T]]:
    """Batches of sequences of about one length, in any order."""
    order = sorted(sequences, key=lambda one: len(one.rows) + 60 * chance.random())  # type: ignore[attr-defined]
    batches = [order[first : first + size] for first in range(0, len(order), size)]
    chance.shuffle(batches)
    return iter(batches)


def padded(sequences: Sequence[Labelled | Tied], nothing: int = 0) -> tuple[Tensor, Tensor, Tensor]:
    """Rows (B, L, slots), mask (B, L, 1) and labels (B, L …) of a batch."""
    length, shape = max(len(one.rows) for one in sequences), sequences[0].labels.shape[1:]
    rows = torch.zeros(len(sequences), length, len(SLOTS), dtype=torch.long)
    mask = torch.zeros(len(sequences), length, 1)
    labels = torch.full((len(sequences), length, *shape), nothing, dtype=torch.long)
    for number, one in enumerate(sequences):
        size = len(one.rows)
        rows[number, :size] = torch.from_numpy(one.rows)
        mask[number, :size] = 1
        labels[number, :size] = torch.from_numpy(one.labels)
    return rows, mask, labels


def teach_labels(
    model: Labeller | Tagger, texts: Sequence[Sequence[Labelled]], plan: Plan, told: Callable[[int, float], None]
) -> None:
    """Teaches labels; each text is a list of stretches, and texts of one stretch are mixed with one another."""
    nothing = -100 if isinstance(model, Tagger) else 0

    def batches(chance: random.Random) -> Iterator[Tensor]:
        single = [text[0] for text in texts if len(text) == 1]
        chance.shuffle(single)
        sequences = joined(single, plan.length)
        for text in texts:
            sequences += joined(text, plan.length) if len(text) > 1 else []
        for batch in dealt(sequences, plan.batch, chance):
            yield model.loss(*padded(batch, nothing))

    places = sum(len(stretch.rows) for text in texts for stretch in text)
    learn(model, plan, batches, places // (plan.length * plan.batch) + 1, told)


def teach_ties(
    model: Attributor, texts: Sequence[Sequence[Tied]], plan: Plan, told: Callable[[int, float], None]
) -> None:
    """Teaches cues, and their roles."""

    def batches(chance: random.Random) -> Iterator[Tensor]:
        sequences = []
        for text in texts:
            turn = chance.randrange(len(text)) if text else 0  # other neighbours in every epoch
            sequences += tied(text[:turn], plan.length) + tied(text[turn:], plan.length)
        for batch in dealt(sequences, plan.batch, chance):
            yield tie_loss(model, batch, chance)

    places = sum(len(stretch.rows) for text in texts for stretch in text)
    learn(model, plan, batches, places // (plan.length * plan.batch) + len(texts) // plan.batch // 2 + 1, told)


def tie_loss(model: Attributor, batch: list[Tied], chance: random.Random) -> Tensor:
    """How wrong a model is about the cues of a batch, and about their sources and contents."""
    rows, mask, labels = padded(batch)
    seen = model.encoder(rows, mask)
    inside = mask[..., 0].bool()
    loss = -model.cue_crf(model.cue(seen), labels, mask=inside, reduction="sum") / mask.sum()
    cues = [(number, cue) for number, one in enumerate(batch) for cue in (*one.cues, *decoys(one, chance))]
    if not cues:
        return loss
    around, near, reach, roles = windows(seen, cues)
    scores = model.roles(around, near, reach)
    return loss - model.role_crf(scores, roles, mask=reach[..., 0].bool(), reduction="sum") / reach.sum()


def decoys(one: Tied, chance: random.Random) -> Iterator[Cue]:
    """Words that are no cue: a model has to learn that nothing belongs to them."""
    blocks = sorted({cue.block for cue in one.cues})
    for block in blocks:
        count = sum(cue.block == block for cue in one.cues)
        for _ in range(max(1, int(count / 4 + chance.random()))):
            place = chance.randrange(*block)
            if one.labels[place] == 0:
                yield Cue((place, place + 1), block, None)


def windows(seen: Tensor, cues: Sequence[tuple[int, Cue]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """What stands around each cue (N, L, D), how far (N, L), the mask (N, L, 1), the roles (N, L)."""
    frames = [window(cue.span, cue.block) for _, cue in cues]
    length = max(last - first for first, last in frames)
    take, near, roles = (torch.zeros(len(cues), length, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(len(cues), length, 1)
    for number, ((sequence, cue), (first, last)) in enumerate(zip(cues, frames, strict=True)):
        size = last - first
        take[number, :size] = sequence * seen.shape[1] + torch.arange(first, last)
        near[number, :size] = torch.from_numpy(distances(cue.span, first, last))
        mask[number, :size] = 1
        if cue.roles is not None:
            roles[number, :size] = torch.from_numpy(cue.roles[first - cue.block[0] : last - cue.block[0]])
    around = seen.reshape(-1, seen.shape[-1])[take.reshape(-1)].reshape(len(cues), length, -1)
    return around, near, mask, roles
