"""The words around a cue, in which its source and content are looked for."""

import numpy as np
from numpy.typing import NDArray

REACH = 90
"""Words before and behind a cue."""
FAR = 15
"""Distances are told apart up to this many words, then in four steps that double."""
FARTHEST = FAR + 4


def window(cue: tuple[int, int], block: tuple[int, int]) -> tuple[int, int]:
    """The places around a cue inside its block: (first, behind)."""
    return max(block[0], cue[0] - REACH), min(block[1], cue[1] + REACH)


def steps(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of a small table for distances from a cue, those before it negative."""
    far = np.abs(offset)
    told = np.where(far <= FAR, far, FAR + np.clip(np.ceil(np.log2(np.maximum(far, 1) / FAR)), 1, 4)).astype(np.int64)
    found: NDArray[np.int64] = np.sign(offset) * told + FARTHEST
    return found


STEPS = steps(np.arange(-REACH, REACH + 1))


def distances(cue: tuple[int, int], first: int, last: int) -> NDArray[np.int64]:
    """How far each place of a window is from the cue, as rows of a small table; `FARTHEST` is the cue itself."""
    place = np.arange(first, last)
    found: NDArray[np.int64] = STEPS[np.minimum(place - cue[0], 0) + np.maximum(place - cue[1] + 1, 0) + REACH]
    return found
