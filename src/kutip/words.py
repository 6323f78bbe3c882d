"""How a text is cut into words, and how phrases are found among them. Every room counts in these words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

from kutip.record import Words

T = TypeVar("T")
MOST = 4
"""Particles on one word."""
SYLLABLE = 2
"""Parts of a syllable without a final consonant."""

# Letters, a number with its separators, an apostrophe with the letters it ties on ("'s"), or any one sign. That most
# letters are plain ones is said twice, since a set of few is passed over in half the time of a class of thousands.
WORD = re.compile(r"([a-z]+[^\W\d_]*|\d+(?:[.,:/]\d+)*|[^\W\d_]+|['’](?<=[^\W\d_].)[^\W\d_]+|\S)")


class Endings:
    """The particles that a language writes onto the word before them; the longest ending of a word decides."""

    def __init__(self, free: Iterable[str], closed: Iterable[str], open_: Iterable[str], whole: Iterable[str]) -> None:
        """`closed` follow a syllable with a final consonant, `open_` one without, `free` any; `whole` are no particles,
        "-x" for all words that end so."""
        self.sizes: dict[str, int] = {}
        """By the ending: the letters of it that are the particle, 0 where there is none."""
        self.bound = set[str]()
        """Endings that say what stands before their particle: they are cut off behind another particle too."""
        self.behind = {**dict.fromkeys(closed, True), **dict.fromkeys(open_, False)}
        for ending in (*free, *self.behind):
            before, _, particle = ending.rpartition("|")
            self.sizes[before + particle] = len(particle)
            self.bound.update({before + particle} if before else ())
        whole = tuple(whole)
        self.sizes.update({word[1:]: 0 for word in whole if word[0] == "-"})
        particles = (ending[-size:] for ending, size in self.sizes.items() if size)
        self.whole = frozenset((*particles, *(word for word in whole if word[0] != "-")))
        self.lasts = frozenset(ending[-1] for ending in self.sizes)
        self.longest = max(map(len, self.sizes), default=0)

    def size(self, low: str, again: bool = False) -> int:
        """How many letters at the end of a word are a particle; `again` when another was cut off behind it."""
        if low[-1] not in self.lasts or low in self.whole:
            return 0
        for length in range(min(self.longest, len(low)), 0, -1):
            size = self.sizes.get(low[-length:])
            if size is not None and (not size or self.fits(low, size)):
                return size if not again or low[-length:] in self.bound else 0
        return 0

    def sizes_of(self, low: str) -> list[int]:
        """The letters of the particles at the end of a word, the last of them first."""
        sizes, size = list[int](), self.size(low)
        while size and len(sizes) < MOST:
            sizes.append(size)
            low = low[:-size]
            size = self.size(low, again=True)
        return sizes

    def fits(self, low: str, size: int) -> bool:
        """Whether a word is left before a particle, with the sound that it follows."""
        wanted = self.behind.get(low[-size:])
        return len(low) > size and (wanted is None or closes(low[-size - 1]) in (wanted, None))

    def parted(self, words: Words) -> Words:
        """The words with their particles as words of their own."""
        starts, ends, lows = list[int](), list[int](), list[str]()
        for start, end, low in zip(words.starts, words.ends, words.lows, strict=True):
            cuts = [0, *accumulate(self.sizes_of(low) if len(low) == end - start else ())]
            edges = [start, *(end - size for size in reversed(cuts))]
            starts += edges[:-1]
            ends += edges[1:]
            lows += [low[begin - start : behind - start] for begin, behind in pairwise(edges)] if cuts[1:] else [low]
        return Words(words.text, starts, ends, lows)


def closes(letter: str) -> bool | None:
    """Whether a syllable that is written as one letter ends in a consonant; None for any other letter."""
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) > SYLLABLE if len(parts) >= SYLLABLE and parts.isalpha() else None


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
