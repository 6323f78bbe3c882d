"""The keys of `furniture.toml`."""

from msgspec import Struct


class Furniture(Struct, frozen=True, forbid_unknown_fields=True):
    """(to be filled)"""
