"""The keys of `trace.toml`: what this language says of reports that stand beside one another."""

from typing import Literal

from msgspec import Struct


class TraceWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell on whose behalf somebody speaks, and that something printed before was wrong."""

    head: Literal["first", "last"]
    """Where the word stands that says what a named body is: Badan …, … Agency."""
    voices: tuple[str, ...]
    """Offices whose holder speaks for the body: head, spokesman, juru bicara. Those of experts are not among them."""
    firms: tuple[str, ...]
    """Those of them that stand at the head of a firm: chief executive, direktur utama."""
    corrections: tuple[str, ...]
    """What a report says when it corrects itself or another: correction, ralat."""
    instead: tuple[str, ...]
    """Words before what is not so, beside what is: 45, not 48; bukan, instead of."""
    of: tuple[str, ...]
    """Words between a part and its whole: two of the three."""
    confirms: tuple[str, ...]
    """Cues that make more of how a thing was said: membenarkan, admitted. What one report has so, another may only have
    as said."""
