"""The keys of `time.toml`."""

from msgspec import Struct


class TimeWords(Struct, frozen=True, forbid_unknown_fields=True):
    """(to be filled)"""
