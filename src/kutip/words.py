"""How a text is cut into words, and how phrases are found among them. Every room counts in these words."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, TypeVar

from kutip.record import Words

T = TypeVar("T")

# Letters, a number with its separators, an apostrophe with the letters it ties on ("'s"), or any one sign. That most
# letters are plain ones is said twice, since a set of few is passed over in half the time of a class of thousands.
WORD = re.compile(r"([a-z]+[^\W\d_]*|\d+(?:[.,:/]\d+)*|[^\W\d_]+|['’](?<=[^\W\d_].)[^\W\d_]+|\S)")


def cut(text: str) -> Words:
    """The words and signs of a text."""
    low = text.lower()
    grown = len(low) != len(text)  # a few letters grow when made small
    pieces = WORD.split(text if grown else low.replace("’", "'"))  # space, word, space, word, …, space
    places = list(accumulate(map(len, pieces)))
    lows = [word.lower().replace("’", "'") for word in pieces[1::2]] if grown else pieces[1::2]
    return Words(text, places[:-1:2], places[1::2], lows)


class Phrases(Generic[T]):
    """Phrases, each with what it means, found by their words in lower case; the longest wins."""

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        self.heads: dict[str, list[tuple[list[str], T]]] = {}
        for phrase, meaning in meanings:
            head, *tail = [phrase] if phrase[0] == "'" else cut(phrase).lows  # "'t" is one word, behind another
            self.heads.setdefault(head, []).append((tail, meaning))
        for tails in self.heads.values():
            tails.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Words, number: int) -> tuple[int, T] | None:
        """The longest phrase that begins with that word: (number of the word behind it, its meaning)."""
        lows = words.lows
        tails = self.heads.get(lows[number]) if number < len(lows) else None
        for tail, meaning in tails or ():
            end = number + 1 + len(tail)
            if not tail or lows[number + 1 : end] == tail:
                return end, meaning
        return None

    def scan(self, words: Words, first: int, last: int) -> Iterator[tuple[int, int, T]]:
        """All phrases between two word numbers, left to right, none inside another: (first word, behind, meaning)."""
        heads, lows = self.heads, words.lows
        behind = first
        for number in range(first, min(last, len(lows))):
            if lows[number] in heads and number >= behind:
                found = self.at(words, number)
                if found is not None and found[0] <= last:
                    yield number, *found
                    behind = found[0]


class Before(Generic[T]):
    """Phrases, each with what it means, found by the word they end before; the longest wins."""

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        self.tails: dict[str, list[tuple[list[str], T]]] = {}
        for phrase, meaning in meanings:
            lows = cut(phrase).lows
            self.tails.setdefault(lows[-1], []).append((lows, meaning))
        for entries in self.tails.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Words, number: int, first: int) -> tuple[int, T] | None:
        """The longest phrase between `first` and that word, right before it, as (its first word, its meaning)."""
        tails = self.tails.get(words.lows[number - 1]) if number > first else None
        for lows, meaning in tails or ():
            start = number - len(lows)
            if start >= first and words.lows[start:number] == lows:
                return start, meaning
        return None
