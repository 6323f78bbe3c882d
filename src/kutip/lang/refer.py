"""The keys of `refer.toml`: words that mean somebody named elsewhere."""

from typing import Literal

from msgspec import Struct

from kutip.record import EntityKind

Gender = Literal["male", "female", "any"]


class Pronoun(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Pronouns that can mean the same kinds of entity."""

    words: tuple[str, ...]
    """The pronouns: she, ia, the clitic nya."""
    kinds: tuple[EntityKind, ...]
    """What they can mean."""
    gender: Gender = "any"
    """Whether they mean a man or a woman only."""


class Noun(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Nouns that, made definite, mean the last entity of these kinds: the company, dewan itu."""

    words: tuple[str, ...]
    """The nouns, without what makes them definite."""
    names: tuple[str, ...] = ()
    """Words that tell this sort of body in a name alone: PT, Administration."""
    kinds: tuple[EntityKind, ...]
    """What they can mean."""


class Seat(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A building that speaks for those who sit in it."""

    words: tuple[str, ...]
    """What the building is called: balai kota."""
    holds: tuple[str, ...]
    """How the names of those begin: pemerintah kota."""


class Refer(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How this language points at those it has named."""

    pronoun: tuple[Pronoun, ...]
    """Pronouns of the third person."""
    first: tuple[str, ...]
    """Pronouns of a speaker for himself: inside a quotation they mean its speaker."""
    second: tuple[str, ...] = ()
    """Pronouns for those spoken to: never a source."""
    alone: tuple[str, ...]
    """Those of them that mean one person."""
    noun: tuple[Noun, ...]
    """Nouns that can point back."""
    seat: tuple[Seat, ...] = ()
    """Buildings that speak."""
    before: tuple[str, ...] = ()
    """Words that make the noun behind them definite: the."""
    behind: tuple[str, ...] = ()
    """Words that make the noun before them definite: itu, tersebut."""
    person: tuple[str, ...]
    """Nouns for people: an epithet with one of them means a person."""
    former: tuple[str, ...] = ()
    """Words that turn a role into an epithet: the former officer, the 31-year-old."""
    head_first: bool = False
    """Whether the head of a noun phrase is its first word (camat Kalibening), not its last (district head)."""
    relations: tuple[str, ...] = ()
    """Nouns that make the person named behind them somebody else: juru bicara X, spokesman for X."""
    male: tuple[str, ...]
    """Titles, nouns and common first names that tell a man."""
    female: tuple[str, ...]
    """Titles, nouns and common first names that tell a woman."""
