"""Web archives, read and written: WARC and ARC, packed or not, their indexes (CDX, CDXJ), and WACZ.

What is read is streamed, so memory does not grow with an archive; a record that is damaged, cut off or lies about its
length costs that record and is told with its place. Names that stand in an archive are never used as paths.
"""

from kutip.fetch.archive.index import Index, Kept
from kutip.fetch.archive.payload import Carried
from kutip.fetch.archive.read import Entry, at, body, entries, known
from kutip.fetch.archive.writer import Writer

__all__ = ["Carried", "Entry", "Index", "Kept", "Writer", "at", "body", "entries", "known"]
