"""The keys of `concepts.toml`: words for the same thing or happening, in every language under the same name.

A name is an English word: `kill` has killed, died and toll in one pack, tewas and menewaskan in another. Two reports of
one fact then meet in it, whatever their languages and their choice of words. What is opposite never shares a name.
"""

from msgspec import Struct, field


class Concepts(Struct, frozen=True, forbid_unknown_fields=True):
    """What the words of this language stand for. Words are parted by spaces; a phrase has "_" between its words."""

    said: dict[str, str] = field(default_factory=dict)
    """By the name of a thing: the words for it, one form of each that leads to the others by its stem."""
    exact: dict[str, str] = field(default_factory=dict)
    """Forms that count only as they stand, since their stem is that of something else: officer beside office."""

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """All words by what they stand for, a phrase with spaces between its words."""
        names = dict.fromkeys((*self.said, *self.exact))
        return {name: (*listed(self.said, name), *listed(self.exact, name)) for name in names}


def listed(table: dict[str, str], name: str) -> tuple[str, ...]:
    """The words under a name; none where it is missing."""
    return tuple(word.replace("_", " ") for word in table.get(name, "").split())
