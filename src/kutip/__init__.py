"""kutip reads news and keeps who said it, through whom it reached the page, how firmly, when and how much.

>>> reading = kutip.read("“Siap,” kata Rina Sutopo.", lang="id")
>>> [hop.name for hop in reading.claims[0].chain]
['Rina Sutopo', None]
"""

from kutip.record import Reading
from kutip.run.api import read

__all__ = ["Reading", "read"]
