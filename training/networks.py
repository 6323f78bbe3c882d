"""The two networks: one that labels words, and one that finds cues and then, cue by cue, source and content.

Both read the rows of `kutip.model.features` through one table, then residual dilated convolutions (after Strubell et
al., 2017) or a BiLSTM, and end in a conditional random field. Shapes: B sequences, L words, D numbers a word.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torchcrf import CRF

from kutip.model.features import EDGE, ROWS, SLOTS

FAR = 15
"""Distances to a cue are told apart up to this many words, then in steps that double."""


class Size(NamedTuple):
    """How large a network is."""

    row: int = 24
    width: int = 96
    dilations: tuple[int, ...] = (1, 2, 4, 8, 1)
    lstm: bool = False
    drop: float = 0.3
    word_drop: float = 0.1
    """How often a word is hidden in training, all but what the packs say of it."""


class Block(nn.Module):
    """A dilated convolution beside a way around it."""

    def __init__(self, width: int, dilation: int, drop: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.conv = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        inner = self.conv((self.norm(x) * mask).transpose(1, 2)).transpose(1, 2)
        return x + self.drop(nn.functional.gelu(inner))


class Stack(nn.Module):
    """Blocks one after the other; places outside the mask count as nothing."""

    def __init__(self, width: int, dilations: tuple[int, ...], drop: float) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(Block(width, dilation, drop) for dilation in dilations)
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        for block in self.blocks:
            x = block(x, mask)
        return self.norm(x)


class Encoder(nn.Module):
    """Rows (B, L, slots) → what stands at each word, in its surroundings (B, L, D)."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.table = nn.Embedding(ROWS, size.row)
        nn.init.normal_(self.table.weight, std=0.3)
        self.inlet = nn.Linear(len(SLOTS) * size.row, size.width)
        self.drop = nn.Dropout(size.drop)
        self.stack = Stack(size.width, size.dilations, size.drop)
        self.lstm = nn.LSTM(size.width, size.width, bidirectional=True, batch_first=True) if size.lstm else None
        self.outlet = nn.Linear(2 * size.width, size.width) if size.lstm else None

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        if self.training and self.size.word_drop:
            rows = hidden(rows, self.size.word_drop)
        x = self.table(rows).flatten(2)
        x = self.drop(nn.functional.gelu(self.inlet(self.drop(x)))) * mask
        x = self.stack(x, mask)
        if self.lstm is not None and self.outlet is not None:
            x = x + self.outlet(self.drop(self.run(x, mask)))
        return x

    def run(self, x: Tensor, mask: Tensor) -> Tensor:
        assert self.lstm is not None
        if not self.training and x.shape[0] == 1:
            return self.lstm(x)[0]
        lengths = mask[:, :, 0].sum(1).long().cpu()
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        return nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=x.shape[1])[0]


def hidden(rows: Tensor, share: float) -> Tensor:
    """The rows with the word itself hidden here and there, so that its surroundings have to tell."""
    gone = torch.rand(rows.shape[:2], device=rows.device) < share
    word = torch.tensor(EDGE[:5], device=rows.device)
    rows = rows.clone()
    rows[..., :5] = torch.where(gone[..., None], word, rows[..., :5])
    return rows


class Labeller(nn.Module):
    """One label a word."""

    def __init__(self, size: Size, labels: int) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.head = nn.Linear(size.width, labels)
        self.crf = CRF(labels, batch_first=True)

    def scores(self, rows: Tensor, mask: Tensor) -> Tensor:
        return self.head(self.encoder(rows, mask))

    def loss(self, rows: Tensor, mask: Tensor, gold: Tensor) -> Tensor:
        flat = mask[:, :, 0].bool()
        return -self.crf(self.scores(rows, mask), gold, mask=flat, reduction="token_mean")


class Attributor(nn.Module):
    """Cues, and for each cue the words that are its source and its content."""

    def __init__(self, size: Size, roles: int, dilations: tuple[int, ...] = (1, 2, 4, 8)) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.cue = nn.Linear(size.width, 3)
        self.cue_crf = CRF(3, batch_first=True)
        self.near = nn.Embedding(distances(torch.zeros(1).long()).numel() and FARTHEST * 2 + 3, 24)
        self.inlet = nn.Linear(size.width + 24, size.width)
        self.drop = nn.Dropout(size.drop)
        self.stack = Stack(size.width, dilations, size.drop)
        self.role = nn.Linear(size.width, roles)
        self.role_crf = CRF(roles, batch_first=True)

    def roles(self, seen: Tensor, near: Tensor, mask: Tensor) -> Tensor:
        """What stands around a cue (B, L, D), and how far it is from it (B, L) → scores of each role."""
        x = self.inlet(torch.cat([self.drop(seen), self.near(near)], -1))
        return self.role(self.stack(nn.functional.gelu(x) * mask, mask))


FARTHEST = FAR + 4


def distances(offset: Tensor) -> Tensor:
    """Numbers of words before or behind a cue → rows of a small table; 0 is the cue itself."""
    far = offset.abs()
    steps = torch.where(far <= FAR, far, FAR + (far.float() / FAR).log2().ceil().long().clamp(1, 4))
    return torch.where(offset < 0, FARTHEST - steps, FARTHEST + steps) + 1
