"""The keys of `events.toml`."""

from msgspec import Struct


class EventWords(Struct, frozen=True, forbid_unknown_fields=True):
    """(to be filled)"""
