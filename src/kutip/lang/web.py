"""The keys of `web.toml`: the few words by which pages sign, credit and date, in many languages.

They serve the header and the pictures of a report where its language has no pack; the pack wins where there is one.
"""

from functools import cache
from pathlib import Path

from msgspec import Struct

from kutip.lang import decode

FILE = Path(__file__).parent / "web.toml"


class Signing(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language; an empty list only means that less is found."""

    by: tuple[str, ...] = ()
    """Before the name of who wrote it."""
    editor: tuple[str, ...] = ()
    """Before the name of who edited it."""
    contributor: tuple[str, ...] = ()
    """Before the name of who helped or translated it."""
    agency: tuple[str, ...] = ()
    """Whence the text is."""
    joins: tuple[str, ...] = ()
    """Between two names."""
    beside: tuple[str, ...] = ()
    """Behind a name, before a place or a matter."""
    particles: tuple[str, ...] = ()
    """In small letters inside a name."""
    roles: tuple[str, ...] = ()
    """Behind a name: what its bearer is."""
    photo: tuple[str, ...] = ()
    """Before the name of a photographer, with a colon or a slash."""
    photo_by: tuple[str, ...] = ()
    """The same without one."""
    captions: tuple[str, ...] = ()
    """Before a caption."""
    published: tuple[str, ...] = ()
    """Before the date of publication."""
    modified: tuple[str, ...] = ()
    """Before the date of the last change."""
    clock: tuple[str, ...] = ()
    """Between the day and the clock."""
    oclock: tuple[str, ...] = ()
    """Behind the clock."""
    zones: dict[str, str] = {}
    """Names of time zones with their distance from Greenwich."""
    months: tuple[str, ...] = ()
    """January to December, other forms behind a bar."""
    weekdays: tuple[str, ...] = ()
    """Before a date."""
    links: tuple[str, ...] = ()
    """Between day, month and year."""
    units: tuple[str, ...] = ()
    """Behind year, month and day, where they stand in this order."""


class Everywhere(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that pages of all languages share, most of them in what only machines read."""

    nobody: tuple[str, ...]
    """What stands in the place of an author and names none."""
    openers: tuple[str, ...]
    """Before the name of an author; none that is a name itself."""
    jobs: tuple[str, ...]
    """What a person is, where it ends what stands behind a name."""
    desks: tuple[str, ...]
    """Words of a name that no person bears."""
    degrees: tuple[str, ...]
    """Behind a name, after a comma."""
    titles: tuple[str, ...]
    """Before a name, no part of it."""
    pictures: tuple[str, ...]
    """Who sells pictures, and what is credited instead of a name."""
    signs: tuple[str, ...]
    """Before the owner of a picture."""
    weak_names: tuple[str, ...]
    """Words of classes that beside a caption hold its credit, and elsewhere something else."""
    credit_names: tuple[str, ...]
    """Words of the classes and properties that hold a photo credit."""
    credit_stems: tuple[str, ...]
    """The same inside longer words."""
    caption_names: tuple[str, ...]
    """Of those that hold a caption."""
    caption_stems: tuple[str, ...]
    """The same inside longer words."""
    picture_stems: tuple[str, ...]
    """How words of those begin that hold a picture."""
    owned: tuple[str, ...]
    """Behind a photo credit: what says that the picture is protected."""
    label_stems: tuple[str, ...]
    """Of those that hold words for the hands and ears of a reader and not for the eye."""


class Web(Struct, frozen=True, forbid_unknown_fields=True):
    """All of the file."""

    everywhere: Everywhere
    signing: dict[str, Signing]
    """By language."""


@cache
def load() -> Web:
    """The words; `PackError` when the file is wrong."""
    return decode(FILE, Web)
