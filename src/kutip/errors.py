"""What can go wrong, as one small tree, and `Failure`, the value an error becomes when many reports are read.

KutipError
├── DeskError    a desk does not answer, or refuses what it is asked
├── InputError   the file, address or line cannot be read as a report
├── ModelError   a model cannot be opened, or gives no answer
├── PackError    a language pack or list of names is wrong
└── StoreError   a store cannot be opened or written, is damaged, or a question takes too long
"""

from msgspec import Struct


class KutipError(Exception):
    """Says what is wrong, where, and what to do."""


class DeskError(KutipError):
    """A desk elsewhere does not answer, or refuses: what it says."""


class InputError(KutipError):
    """Something given to kutip is not a report it can read."""


class ModelError(KutipError):
    """A model is missing, is not the one its manifest names, or does not answer: which, and what to do."""


class PackError(KutipError):
    """A file of language or names says something kutip does not understand: file, key and reason."""


class StoreError(KutipError):
    """A store cannot do what is asked: which file, why, and what to do."""


class SlowError(StoreError):
    """A question takes too long, or has to wait too long; it may be asked again."""


class Failure(Struct, frozen=True):
    """A report that could not be read, and why; the others go on."""

    name: str
    why: str
