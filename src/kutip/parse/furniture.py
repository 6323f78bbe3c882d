"""Lines that are on the page and not in the report."""

import re
from collections.abc import Callable
from functools import lru_cache

from kutip.lang.furniture import Furniture
from kutip.parse.line import opening
from kutip.words import Phrases

SHORT = 140
"""A longer line that only holds words of furniture is prose."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+(?:\s\S+){0,2}$")
KEPT = 512
"""As many lines are remembered."""
EDGES = " :.…»›>|"


def make(furniture: Furniture) -> Callable[[str], bool]:
    """Whether a line is furniture by its words."""
    starts = Phrases((phrase, True) for phrase in furniture.starts)
    holds = tuple(f" {phrase}" for phrase in furniture.holds)
    whole = frozenset(furniture.whole)
    longest = max(map(len, whole), default=0) + len(EDGES)

    @lru_cache(maxsize=KEPT)  # a line is asked for twice: when blocks are chosen, and when lines are named
    def known(line: str) -> bool:
        if opening(starts, line) is not None:
            return True
        if len(line) > SHORT:
            return False
        if line[0] in "hw" and ADDRESS.match(line):
            return True
        low = line.lower()
        if len(low) < longest and low.strip(EDGES) in whole:
            return True
        low = f" {low}"
        for phrase in holds:  # a loop, since this is the busiest line of the room
            if phrase in low:
                return True
        return not any(map(str.isalnum, line))

    return known
