"""(to be written)"""

from collections.abc import Callable

from kutip.lang import Lang
from kutip.record import Entity, Event, Sentence, Time, Words

Marker = Callable[[Words, tuple[Sentence, ...], tuple[Entity, ...], tuple[Time, ...]], tuple[Event, ...]]


def make(lang: Lang) -> Marker:
    """Visits, demands, accusations, agreements …: PLOVER types, only where a listed entity acts."""
    return lambda words, sentences, entities, times: ()
