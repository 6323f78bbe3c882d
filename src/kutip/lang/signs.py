"""The keys of `signs.toml`: how this language writes sentences."""

from msgspec import Struct


class Signs(Struct, frozen=True, forbid_unknown_fields=True):
    """What the eye needs before the first word is understood."""

    name: str
    """The language's own name for itself, for people who read the output."""
    abbreviations: tuple[str, ...]
    """Words whose full stop does not end a sentence, without it."""
    clitics: tuple[str, ...] = ()
    """Pronouns written onto the word before them (Indonesian -nya)."""
    common: tuple[str, ...] = ()
    """Small words that fill every text of this language and hardly another's: they tell it where nobody says so."""
