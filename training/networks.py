"""The two networks: one that labels words, and one that finds cues and then, cue by cue, source and content.

Both read the rows of `kutip.model.features` through one table, then residual dilated convolutions (after Strubell et
al., 2017), and end in a conditional random field. Shapes: B sequences, L words, D numbers a word.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torchcrf import CRF

from kutip.model.features import EDGE, ROWS, SLOTS, WORDED
from kutip.model.windows import FARTHEST

NEAR = 24
"""Numbers that tell how far a word is from the cue."""


class Size(NamedTuple):
    """How large a network is, and how much of it is hidden while it learns."""

    row: int = 24
    width: int = 96
    dilations: tuple[int, ...] = (1, 2, 4, 8, 1)
    role_dilations: tuple[int, ...] = (1, 2, 4, 8)
    drop: float = 0.35
    word_drop: float = 0.15
    """How often a word is hidden, all but what the packs say of it."""


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
    """Blocks one after the other; places outside the mask count as nothing, so that no neighbour in a batch is seen."""

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
        self.table = nn.Embedding(ROWS, size.row)
        nn.init.normal_(self.table.weight, std=0.3)
        self.inlet = nn.Linear(len(SLOTS) * size.row, size.width)
        self.drop = nn.Dropout(size.drop)
        self.stack = Stack(size.width, size.dilations, size.drop)
        self.word_drop = size.word_drop

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        rows = hidden(rows, self.word_drop) if self.training else rows
        x = self.drop(self.table(rows).flatten(2))
        x = self.drop(nn.functional.gelu(self.inlet(x))) * mask
        return self.stack(x, mask)


def hidden(rows: Tensor, share: float) -> Tensor:
    """The rows with the word itself hidden here and there, so that its surroundings have to tell."""
    gone = torch.rand(rows.shape[:2]) < share
    rows = rows.clone()
    rows[..., :WORDED] = torch.where(gone[..., None], torch.tensor(EDGE[:WORDED]), rows[..., :WORDED])
    return rows


class Tagger(nn.Module):
    """What a word is in a tree: its part of speech, and its relation to its head. A way to begin, not an end."""

    def __init__(self, size: Size, kinds: tuple[int, ...]) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.heads = nn.ModuleList(nn.Linear(size.width, count) for count in kinds)

    def loss(self, rows: Tensor, mask: Tensor, gold: Tensor) -> Tensor:
        """Of labels (B, L, kinds); -100 where nothing is known."""
        seen = self.encoder(rows, mask)
        losses = [
            nn.functional.cross_entropy(head(seen).flatten(0, 1), gold[..., number].flatten())
            for number, head in enumerate(self.heads)
        ]
        return torch.stack(losses).sum()


class Labeller(nn.Module):
    """One label a word."""

    def __init__(self, size: Size, labels: int) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.head = nn.Linear(size.width, labels)
        self.crf = CRF(labels, batch_first=True)

    def scores(self, rows: Tensor, mask: Tensor) -> Tensor:
        """How well each label fits each word: (B, L, labels)."""
        return self.head(self.encoder(rows, mask))

    def loss(self, rows: Tensor, mask: Tensor, gold: Tensor) -> Tensor:
        """Of labels (B, L)."""
        return -self.crf(self.scores(rows, mask), gold, mask=mask[:, :, 0].bool(), reduction="token_mean")


class Attributor(nn.Module):
    """Cues, and for each cue the words that are its source and its content."""

    def __init__(self, size: Size, cues: int, roles: int) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.cue = nn.Linear(size.width, cues)
        self.cue_crf = CRF(cues, batch_first=True)
        self.near = nn.Embedding(2 * FARTHEST + 1, NEAR)
        self.inlet = nn.Linear(size.width + NEAR, size.width)
        self.drop = nn.Dropout(size.drop)
        self.stack = Stack(size.width, size.role_dilations, size.drop)
        self.role = nn.Linear(size.width, roles)
        self.role_crf = CRF(roles, batch_first=True)

    def roles(self, seen: Tensor, near: Tensor, mask: Tensor) -> Tensor:
        """What stands around a cue (B, L, D), and how far it is from it (B, L) → scores of each role (B, L, roles)."""
        x = self.inlet(torch.cat([self.drop(seen), self.near(near)], -1))
        return self.role(self.stack(nn.functional.gelu(x) * mask, mask))
