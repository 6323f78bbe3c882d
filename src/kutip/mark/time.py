"""(to be written)"""

from collections.abc import Callable

from kutip.lang import Lang
from kutip.record import Article, Sentence, Time, Words

Marker = Callable[[Article, Words, tuple[Sentence, ...]], tuple[Time, ...]]


def make(lang: Lang) -> Marker:
    """Dates and times of the body, the date line and the header."""
    return lambda article, words, sentences: ()
