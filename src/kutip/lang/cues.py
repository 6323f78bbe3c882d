"""The keys of `cues.toml`."""

from msgspec import Struct


class Cues(Struct, frozen=True, forbid_unknown_fields=True):
    """(to be filled)"""
