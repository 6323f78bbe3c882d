"""Sentences of the body. A quotation is never cut: words of attribution belong to the sentence of what they
attribute."""

from collections.abc import Callable, Iterable, Iterator

from kutip.lang import Lang
from kutip.record import Part, Quote, Sentence, Words

ENDERS = frozenset(".!?…。！？")
CLOSERS = frozenset("\"'”’»›)]」』")

Marker = Callable[[Words, Iterable[Part], tuple[Quote, ...]], tuple[Sentence, ...]]


def make(lang: Lang) -> Marker:
    """Sentences of paragraphs, in the order of the text."""
    abbreviations = frozenset(lang.signs.abbreviations)

    def sentences(words: Words, parts: Iterable[Part], quotes: tuple[Quote, ...]) -> tuple[Sentence, ...]:
        inside = guarded(words, quotes)
        openings = frozenset(quote.start for quote in quotes)
        return tuple(
            Sentence(words.starts[first], words.ends[last - 1], first, last, block)
            for block, part in enumerate(parts)
            for first, last in cuts(words, *words.range(part), inside, openings)
        )

    def cuts(
        words: Words, first: int, last: int, inside: frozenset[int], openings: frozenset[int]
    ) -> Iterator[tuple[int, int]]:
        start = first
        for number in range(first, last):
            if words.lows[number] not in ENDERS or number in inside:
                continue
            end = number + 1
            while end < last and words.lows[end] in CLOSERS and words.joined(end) and words.starts[end] not in openings:
                end += 1
            if end > start and ends_here(words, number, end, last):
                yield start, end
                start = end
        if start < last:
            yield start, last

    def ends_here(words: Words, number: int, end: int, last: int) -> bool:
        """Whether the full stop at `number`, with its closing marks up to `end`, ends a sentence."""
        if end == last:
            return True
        follows = words.word(end)
        if words.lows[end] in ENDERS or follows[0].islower() or follows in ",;:)":
            return False
        if words.lows[number] == "." and words.joined(number) and end == number + 1:
            before = words.word(number - 1)
            if before.lower() in abbreviations or (len(before) == 1 and before.isupper()):
                return False
            return not words.joined(end) or follows[0].isupper() or not follows[0].isalnum()
        return True

    return sentences


def guarded(words: Words, quotes: tuple[Quote, ...]) -> frozenset[int]:
    """The numbers of all words inside quotation marks where no sentence may end."""
    numbers: set[int] = set()
    for quote in quotes:
        if quote.depth == 0:
            first, last = words.range(quote.inner)
            # A full stop before the closing mark may end the sentence with it.
            final = last - 1 if quote.closed else last
            numbers.update(range(first, final))
    return frozenset(numbers)
