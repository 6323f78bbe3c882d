"""(to be written)"""

from collections.abc import Callable

from kutip.lang import Lang
from kutip.record import Article, Claim, Doubt, Marks

Doubter = Callable[[Article, Marks, tuple[Claim, ...], tuple[Doubt, ...]], tuple[Doubt, ...]]


def make(lang: Lang) -> Doubter:
    """What does not fit inside one report, in the order of the text."""

    def doubts(article: Article, marks: Marks, claims: tuple[Claim, ...], known: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
        return known

    return doubts
