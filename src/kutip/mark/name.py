"""(to be written)"""

from collections.abc import Callable

from kutip.lang import Lang
from kutip.record import Article, Entity, Sentence, Words

Marker = Callable[[Article, Words, tuple[Sentence, ...]], tuple[Entity, ...]]


def make(lang: Lang) -> Marker:
    """Persons, organisations, agencies, outlets, places and other names, one entity for all mentions of one name."""
    return lambda article, words, sentences: ()
