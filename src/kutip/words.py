"""How a text is cut into words, and how phrases are found among them. Every room counts in these words."""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from kutip.record import Words

T = TypeVar("T")

# A number with its separators, letters, an apostrophe with the letters it ties on ("'s"), or any one sign.
WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|(?<=[^\W\d_])['’][^\W\d_]+|\S")


def cut(text: str) -> Words:
    """The words and signs of a text."""
    spans = [found.span() for found in WORD.finditer(text)]
    low = text.lower()
    if len(low) == len(text):  # a few letters grow when made small
        low = low.replace("’", "'")
        lows = [low[start:end] for start, end in spans]
    else:
        lows = [text[start:end].lower().replace("’", "'") for start, end in spans]
    return Words(text, [start for start, _ in spans], [end for _, end in spans], lows)


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
        tails = self.heads.get(words.lows[number]) if number < len(words.lows) else None
        if tails is None:
            return None
        for tail, meaning in tails:
            end = number + 1 + len(tail)
            if words.lows[number + 1 : end] == tail:
                return end, meaning
        return None

    def scan(self, words: Words, first: int, last: int) -> Iterator[tuple[int, int, T]]:
        """All phrases between two word numbers, left to right, none inside another: (first word, behind, meaning)."""
        number = first
        while number < last:
            found = self.at(words, number)
            if found is None or found[0] > last:
                number += 1
            else:
                yield number, *found
                number = found[0]


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
        if number <= first:
            return None
        for lows, meaning in self.tails.get(words.lows[number - 1], ()):
            start = number - len(lows)
            if start >= first and words.lows[start:number] == lows:
                return start, meaning
        return None
