"""The keys of `signs.toml`: how this language writes sentences."""

from msgspec import Struct

from kutip.words import Endings


class Signs(Struct, frozen=True, forbid_unknown_fields=True):
    """What the eye needs before the first word is understood."""

    name: str
    """The language's own name for itself, for people who read the output."""
    abbreviations: tuple[str, ...]
    """Words whose full stop does not end a sentence, without it."""
    clitics: tuple[str, ...] = ()
    """Pronouns written onto the word before them (Indonesian -nya)."""
    particles: tuple[str, ...] = ()
    """Particles written onto the word before them, which is read without them; "x|y" is a particle y only behind x."""
    particles_closed: tuple[str, ...] = ()
    """Those that follow a syllable with a final consonant."""
    particles_open: tuple[str, ...] = ()
    """Those that follow a syllable without one."""
    whole: tuple[str, ...] = ()
    """Words that only look as if they ended in a particle; "-x" for all that end so."""
    common: tuple[str, ...] = ()
    """Small words that fill every text of this language and hardly another's: they tell it where nobody says so."""

    def endings(self) -> Endings | None:
        """The particles, ready to be cut off; None where a language has none."""
        if not (self.particles or self.particles_closed or self.particles_open):
            return None
        return Endings(self.particles, self.particles_closed, self.particles_open, self.whole)
