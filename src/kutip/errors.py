"""What can go wrong, as one small tree, and `Failure`, the value an error becomes when many reports are read.

KutipError
├── InputError   the file, address or line cannot be read as a report
└── PackError    a language pack or list of names is wrong
"""

from msgspec import Struct


class KutipError(Exception):
    """Says what is wrong, where, and what to do."""


class InputError(KutipError):
    """Something given to kutip is not a report it can read."""


class PackError(KutipError):
    """A file of language or names says something kutip does not understand: file, key and reason."""


class Failure(Struct, frozen=True):
    """A report that could not be read, and why; the others go on."""

    name: str
    why: str
