"""The keys of `furniture.toml`: what outlets print around a report, and how they sign it.

All is written in lower case with single spaces. In what a line *begins* with, a sign is a word of its own ("tag :").
A pack may leave out what its language does not print: an empty list only means that less is found.
"""

from msgspec import Struct


class Credits(Struct, frozen=True, forbid_unknown_fields=True):
    """The words that stand before a name and say what it did, with or without a colon after them."""

    byline: tuple[str, ...] = ()
    """Who wrote it."""
    editor: tuple[str, ...] = ()
    """Who edited it."""
    contributor: tuple[str, ...] = ()
    """Who helped, translated or uploaded it."""
    agency: tuple[str, ...] = ()
    """Whence the text is: "source"."""


class Furniture(Struct, frozen=True, forbid_unknown_fields=True):
    """What is on the page and not in the report, and the credit lines that are in it."""

    starts: tuple[str, ...] = ()
    """How a line of furniture begins: "read also", "follow us on"."""
    whole: tuple[str, ...] = ()
    """Lines that are furniture when nothing else stands in them: "advertisement", "share"."""
    holds: tuple[str, ...] = ()
    """Words that make a short line furniture wherever they stand in it: "all rights reserved"."""
    credits: Credits = Credits()
    """The words before credited names."""
    photo: tuple[str, ...] = ()
    """Words before the name of a photographer, followed by a colon or a slash: "photo", "courtesy"."""
    photo_by: tuple[str, ...] = ()
    """The same, where no colon has to follow: "photo by"."""
    captions: tuple[str, ...] = ()
    """How a caption begins even where nobody is credited: "illustration"."""
    joins: tuple[str, ...] = ()
    """The words between two names of a credit: "and"."""
    beside: tuple[str, ...] = ()
    """Words after which a credit says where or for whom: "in", "for"."""
    roles: tuple[str, ...] = ()
    """Words of office behind a name in a credit, left out of it: "reporter"."""
    particles: tuple[str, ...] = ()
    """Words in lower case inside a name: "bin", "de"."""
    published: tuple[str, ...] = ()
    """What may stand before the date of publication."""
    modified: tuple[str, ...] = ()
    """What may stand before the date of the last change."""
    clock: tuple[str, ...] = ()
    """Words between the day and the clock time over a report: "at"."""
    dateline_signs: tuple[str, ...] = ()
    """Signs that set off a dateline: ":" after a place alone, "." behind an outlet and a place; "-" where a dash
    makes one of any words with capitals, and not only of a place in capitals or a known one; "=" between a place and an
    agency in a bracket: (Seoul=Yonhap)."""
