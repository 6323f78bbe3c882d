"""(to be written)"""

from collections.abc import Callable, Iterable

from kutip.lang import Lang
from kutip.record import Amount, Sentence, Span, Words

Marker = Callable[[Words, tuple[Sentence, ...], Iterable[Span]], tuple[Amount, ...]]


def make(lang: Lang) -> Marker:
    """Amounts of the body, outside the stretches already taken by names and times."""
    return lambda words, sentences, taken: ()
