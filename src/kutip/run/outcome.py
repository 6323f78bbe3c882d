"""What came of one try to deliver a message."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """Whether a message arrived."""

    why: str | None = None
    """Why it did not."""
    final: bool = False
    """Whether no further try would help."""
