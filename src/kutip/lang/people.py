"""The keys of `people.toml`."""

from msgspec import Struct


class People(Struct, frozen=True, forbid_unknown_fields=True):
    """(to be filled)"""
