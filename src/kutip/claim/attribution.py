"""One cue with what it ties together: the source, the content, the media between."""

from msgspec import Struct

from kutip.claim.line import Stretch
from kutip.lang.cues import Cue


class Attribution(Struct):
    """One cue of a line with its source and the stretches it ascribes, in words."""

    cue: Stretch | None
    entry: Cue
    start: int
    """Where the words of attribution begin …"""
    end: int
    """… and the word behind the last of them, adjuncts included."""
    source: Stretch | None = None
    apposed: tuple[Stretch, ...] = ()
    """Phrases beside the source that may hold its name."""
    clitic: str = ""
    inherits: bool = False
    """Whether the source is that of the attribution before it, or the subject of the line."""
    pre: Stretch | None = None
    """Content before the words of attribution."""
    post: Stretch | None = None
    """Content behind them."""
    relays: tuple[tuple[Stretch, Stretch, bool], ...] = ()
    """Media that passed it on, each as (cue, medium, whether upstream)."""
    joined: bool = False
    """Whether it is a second attribution tied to the one before it by "and" or a comma."""
    listener: Stretch | None = None
    """Those who were told."""
    that: bool = False
    """Whether a complementiser opens its content, which then is its own."""
    shares: bool = False
    """Whether its content is that of the next attribution: X claimed, and Y denied, that …"""
    tellers: tuple["Attribution", ...] = ()
    """Those who told the source: A told B, and B told us, that …"""
    floor: int = 0
    """No content before this word: there the attribution before it ends."""
    bridge: int = 0
    """The word before its source that ties it to a content: *as* a neighbour claims; 0 for none."""
    by: str = "claim"
    """Who found it."""
    points_back: bool = False
    """Whether its object only points back: membantahnya, dismissed the claim."""
    setting: Stretch | None = None
    """Behind its content, in what it was said, and when."""
    acts: bool = False
    """Whether its source does something else in the same clause: opening the fair, she said …"""


def nonempty(stretch: Stretch) -> Stretch | None:
    return stretch if stretch[0] < stretch[1] else None
