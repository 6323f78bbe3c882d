"""Lines that are on the page and not in the report."""

from collections.abc import Callable

from kutip.lang.furniture import Furniture
from kutip.parse.line import opening
from kutip.words import Phrases, cut

SHORT = 200
"""A longer line that only holds words of furniture is prose."""
EDGES = " :.…»›>|"


def make(furniture: Furniture) -> Callable[[str], bool]:
    """Whether a line is furniture by its words."""
    starts = Phrases((phrase, True) for phrase in furniture.starts)
    holds = Phrases((phrase, True) for phrase in furniture.holds)
    first = frozenset(holds.heads)
    whole = frozenset(furniture.whole)
    longest = max(map(len, whole), default=0)

    def known(line: str) -> bool:
        if opening(starts, line) is not None:
            return True
        if len(line) > SHORT:
            return False
        low = line.lower()
        if len(low) <= longest + len(EDGES) and low.strip(EDGES) in whole:
            return True
        if not first.isdisjoint(low.split()):
            words = cut(line)
            return next(holds.scan(words, 0, len(words)), None) is not None
        return not any(map(str.isalnum, line))

    return known
