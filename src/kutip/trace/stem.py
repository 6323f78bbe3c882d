"""Words without their endings, and what they stand for in every language."""

from collections.abc import Iterator, Sequence

import Stemmer

from kutip.lang import Lang
from kutip.lang.concepts import Concepts

SNOWBALL = {"en": "english", "id": "indonesian"}
"""Languages whose endings the Snowball stemmers know, by ISO 639-1."""
SHORTEST = 2
"""Letters from which on the head of a word tells what it stands for; a shorter one begins many other words."""

KEPT = 200_000
"""So many words of a language are kept with their stems and meanings; then it begins anew."""


class Stem:
    """Cuts the words of one language down to what they have in common; each word once."""

    def __init__(self, lang: Lang | None) -> None:
        name = SNOWBALL.get(lang.code) if lang else None
        self.stemmer = Stemmer.Stemmer(name) if name else None
        self.endings = lang.signs.endings() if lang and not name else None
        self.common = frozenset(lang.signs.common) if lang else frozenset()
        self.kept: dict[str, str] = {}
        self.told: dict[str, str | None] = {}
        self.parted: dict[str, tuple[str, ...]] = {}
        self.leading: set[str] = set()
        """Words that phrases begin with."""
        concepts = lang.concepts if lang else Concepts()
        self.meanings = {word: name for name, words in concepts.words.items() for word in words}
        """By the words as they are listed."""
        exact = {word.replace("_", " ") for words in concepts.exact.values() for word in words.split()}
        self.stems = {self.phrase(word): name for word, name in self.meanings.items() if word not in exact}
        phrases = [stem.split(" ") for stem in self.stems if " " in stem]
        self.firsts = frozenset(first for first, *_ in phrases)
        self.words = max(map(len, phrases), default=1)
        self.letters = max(map(len, self.stems), default=0)

    def __call__(self, word: str) -> str:
        stem = self.kept.get(word)
        if stem is None:
            stem = self.kept[word] = self.stemmer.stemWord(word) if self.stemmer else self.bare(word)
        return stem

    def bare(self, word: str) -> str:
        """A word without the particles that its pack knows; a word that is listed has none."""
        if word in self.meanings or not self.endings or not word:
            return word
        return word[: len(word) - sum(self.endings.sizes_of(word))]

    def phrase(self, words: str) -> str:
        """The stems of one word or of a phrase with spaces between its words."""
        return " ".join(map(self, words.split(" ")))

    def meaning(self, word: str) -> str | None:
        """What a word or phrase stands for in every language; None when the pack does not tell."""
        if word not in self.told:
            known = self.meanings.get(word) or self.stems.get(next(self.heads(word), ""))
            self.told[word] = known or (self.meanings if self.endings else self.stems).get(self.phrase(word))
        return self.told[word]

    def pieces(self, words: Sequence[str]) -> list[str]:
        """The words of a text one after the other, ready for their meaning: phrases joined, compounds parted."""
        found: list[str] = []
        behind = 0
        for number, word in enumerate(words):
            parts = self.parted.get(word) or self.part(word)
            if number < behind:
                continue
            size = self.size(words, number) if word in self.leading else 1
            found += parts if size == 1 else (" ".join(words[number : number + size]),)
            behind = number + size
        return found

    def part(self, word: str) -> tuple[str, ...]:
        """The words that a compound is made of, any other word as it is; kept, and whether phrases begin with it."""
        if len(self.parted) >= KEPT:  # names are without end
            self.parted, self.kept, self.told, self.leading = {}, {}, {}, set()
        parts = (word,) if word in self.meanings else tuple(self.heads(word)) or (word,)
        self.parted[word] = parts
        if self(word) in self.firsts:
            self.leading.add(word)
        return parts

    def size(self, words: Sequence[str], number: int) -> int:
        """How many words from there on are one phrase, 1 where none begins."""
        for size in range(min(self.words, len(words) - number), 1, -1):
            if self.phrase(" ".join(words[number : number + size])) in self.stems:
                return size
        return 1

    def heads(self, word: str) -> Iterator[str]:
        """In a language without a stemmer: the listed words that a word begins with, one behind the other."""
        start = 0
        while not self.stemmer and (size := self.head(word, start) or self.letter(word, start)):
            yield word[start : start + size]
            start += size

    def head(self, word: str, start: int) -> int:
        """How long the longest listed word is that begins there."""
        sizes = range(min(len(word) - start, self.letters), SHORTEST - 1, -1)
        return next((size for size in sizes if word[start : start + size] in self.stems), 0)

    def letter(self, word: str, start: int) -> int:
        """1 where a word of one letter stands before another that is listed."""
        return int(word[start : start + 1] in self.stems and self.head(word, start + 1) > 0)
