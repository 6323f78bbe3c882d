"""One claim in the making."""

from msgspec import Struct

from kutip.claim.line import Stretch
from kutip.claim.party import Party
from kutip.record import Certainty, Form, Hop, Span


class Told(Struct):
    """Who said what, as heard; contents are counted in words until they are printed."""

    content: list[Stretch]
    party: Party
    cue: Span | None
    chain: tuple[Hop, ...]
    """From the origin on, without the outlet."""
    block: int
    """The number of its paragraph …"""
    sentence: int
    """… and of its sentence in the report."""
    start: int
    """The first word of the attribution …"""
    end: int
    """… and the word behind its last one."""
    form: Form = "indirect"
    certainty: Certainty = "stated"
    """What the cue says of it."""
    points_back: bool = False
    """Whether its words are those of the claim before it, which somebody else said."""
    demand: bool = False
    """Whether it asks for something: what it asks for is not foretold."""
    further: tuple[Stretch, ...] = ()
    """Other words of attribution: the media that passed it on, and in what it was said."""
    own_media: bool = False
    """Whether a medium was named beside it."""
    by: str = "claim"
    """Who found it."""
    nested: bool = False
    """Whether somebody else is quoted with it."""

    @property
    def around(self) -> tuple[Stretch, ...]:
        """The words of attribution: times in them belong to the claim."""
        return ((self.start, self.end), *self.further)
