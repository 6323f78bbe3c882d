"""The keys of `walls.toml`: what pages say that hold no report, or only its beginning, by language.

One file for all languages, those without a pack too: such a page says too little to tell its language by.
"""

from functools import cache

from msgspec import Struct

from kutip.lang import FOLDER, decode

Said = dict[str, tuple[str, ...]]


class Walls(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases in small letters, by the code of their language."""

    lost: Said
    """What an error page is called, alone between the signs of its title: "page not found"."""
    robots: Said
    """What is asked of a browser that reads no scripts, or of one that may be a machine."""
    checks: Said
    """What a page that asks it is called."""
    consent: Said
    """What is asked before a page is shown, about cookies and partners."""
    login: Said
    """What is asked of readers without a name."""
    paid: Said
    """What stands where a report breaks off for those who do not pay or register."""
    lists: Said
    """What a page is called that lists reports: "search results"."""


@cache
def load() -> Walls:
    """All that such pages say; `PackError` when the file is wrong."""
    return decode(FOLDER / "walls.toml", Walls)
