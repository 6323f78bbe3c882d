"""Words without their endings, and what they stand for in every language."""

import Stemmer

from kutip.lang import Lang

SNOWBALL = {"en": "english", "id": "indonesian"}
"""Languages whose endings the Snowball stemmers know, by ISO 639-1."""


class Stem:
    """Cuts the words of one language down to what they have in common; each word once."""

    def __init__(self, lang: Lang | None) -> None:
        name = SNOWBALL.get(lang.code) if lang else None
        self.stemmer = Stemmer.Stemmer(name) if name else None
        self.common = frozenset(lang.signs.common) if lang else frozenset()
        self.kept: dict[str, str] = {}
        self.meanings: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        stem = self.kept.get(word)
        if stem is None:
            stem = self.kept[word] = self.stemmer.stemWord(word) if self.stemmer else word
        return stem

    def meaning(self, word: str) -> str | None:
        """What the word stands for in every language; None when the pack does not tell."""
        return self.meanings.get(word) or self.meanings.get(self(word))
