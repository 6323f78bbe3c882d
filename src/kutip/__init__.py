"""kutip reads news and keeps who said it, through whom it reached the page, how firmly, when and how much.

>>> reading = kutip.read("“Siap,” kata Rina Sutopo.", lang="id")
>>> [hop.name for hop in reading.claims[0].chain]
['Rina Sutopo', None]
"""

from typing import TYPE_CHECKING, Any

from kutip.record import Reading
from kutip.run.api import read

if TYPE_CHECKING:
    from kutip.client import Desk

__all__ = ["Desk", "Reading", "read"]


def __getattr__(name: str) -> Any:  # Any: whatever the module has
    """`Desk` when it is first asked for: most callers want no desk."""
    if name == "Desk":
        from kutip.client import Desk

        return Desk
    raise AttributeError(f"kutip has no {name}")
