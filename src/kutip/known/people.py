"""Given and family names, of no language in particular: a report in Indonesian names Owen as well as Wayan."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

FILE = Path(__file__).parent / "people.toml"


class PersonNames(Struct, frozen=True, forbid_unknown_fields=True):
    """Names that tell a person, in small letters."""

    given: tuple[str, ...]
    """Names that come first, the East Asian family names among them."""
    family: tuple[str, ...]
    """Names that come last."""


@cache
def load() -> PersonNames:
    """The names of the file."""
    return msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), PersonNames)
