"""The keys of `amount.toml`."""

from msgspec import Struct


class AmountWords(Struct, frozen=True, forbid_unknown_fields=True):
    """(to be filled)"""
