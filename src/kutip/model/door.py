"""What every model is asked and answers, wherever it runs: the one Protocol behind which all of them stand."""

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from kutip.record import Certainty, EntityKind, Span, Words

NameKind = EntityKind | Literal["role"]
Task = Literal["names", "attributions"]
Sort = Certainty | Literal["stance"]


class Page(Struct, frozen=True):
    """A report as a model is shown it: its words, its blocks, and what is known of them so far, by word number."""

    lang: str
    words: Words
    blocks: Sequence[tuple[int, int]]
    """The paragraphs (for names also titles, captions …): first word, word behind the last."""
    quoted: frozenset[int] = frozenset()
    """The words in quotation marks."""
    heads: frozenset[int] = frozenset()
    """The first words of sentences."""
    names: Mapping[int, str] = {}
    """Words in names: `B-person` at the first, `I-person` behind."""
    ties: Mapping[int, str] = {}
    """Words in attributions that the rules found: `B-cue`, `I-content` …"""
    brief: bool = False
    """Whether of a cue that the rules have nothing more is wanted than what it does to its content."""
    manner: str = "kutip"
    """Whose manner of marking is asked for, of a model that learned several."""


class Named(Span, frozen=True):
    """Words that are a name, or the role of a person."""

    kind: NameKind


class Tie(Struct, frozen=True):
    """One attribution: where its cue, its source and its content stand, each in stretches of the text."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    sort: Sort | None = None
    """How firm the content is by this cue; `stance` when it asserts nothing (a wish, support); None when not told."""


class Found(Struct, frozen=True):
    """What a model found in one page; `dropped` counts answers that did not fit the text and were thrown away."""

    names: tuple[Named, ...] = ()
    ties: tuple[Tie, ...] = ()
    dropped: int = 0


class Model(Protocol):
    """Finds names, attributions, or both."""

    @property
    def id(self) -> str:
        """What `made_by` says of it: `model:names@3f2a1b9c`, `spacy:en_core_web_sm@3.8.0`."""

    @property
    def tasks(self) -> frozenset[Task]:
        """What it finds; for anything else it is not asked."""

    def __call__(self, page: Page) -> Found:
        """What it finds in a page: spans of the text, trimmed, inside one block; `ModelError` when it cannot answer."""
