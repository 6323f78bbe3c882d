"""Addresses → an archive: what was fetched, one after the other, with the place where it lies now."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from kutip.errors import Failure
from kutip.fetch.client import AGENT
from kutip.record import Evidence
from kutip.run.body import Given
from kutip.run.web import Web


class Gathered(Struct, frozen=True):
    """One report that is in the archive now."""

    url: str
    new: bool
    """False when the archive had it already, and it still holds."""
    size: int
    evidence: Evidence


def gathered(web: Web, addresses: Iterable[str]) -> Iterator[Gathered | Failure]:
    """What each address gave, now in the archive of that web."""
    before = web.writer.index.end if web.writer else 0
    for address in addresses:
        for what, size, _ in web.captures(address, Given()):
            if isinstance(what, Failure):
                yield what
            elif what is not None and what.evidence is not None:
                yield Gathered(what.url or address, (what.evidence.offset or 0) >= before, size, what.evidence)


def agent(contact: str | None) -> str:
    """Who asks, as sites are told."""
    return AGENT if contact is None else f"{AGENT.removesuffix(')')}; {contact})"


def row(one: Gathered) -> str:
    """A report in the archive as a line of JSON."""
    return msgspec.json.encode(one).decode()


def line(one: Gathered) -> str:
    """The same for people."""
    return f"{'new ' if one.new else 'held'}  {one.evidence.fetched}  {one.size / 1000:6.0f} KB  {one.url}"
