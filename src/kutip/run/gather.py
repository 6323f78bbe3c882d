"""Addresses → an archive, a store: what was fetched, one after the other, with the place where it lies now."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from kutip.errors import Failure
from kutip.fetch.client import AGENT
from kutip.record import Evidence
from kutip.run.body import Given
from kutip.run.ledger import Place
from kutip.run.many import Sized, Step
from kutip.run.web import Web


class Gathered(Struct, frozen=True):
    """One report that is in the archive now."""

    url: str
    new: bool
    """False when the archive had it already, and it still holds."""
    size: int
    evidence: Evidence


def sized(web: Web, addresses: Iterable[str]) -> Iterator[Sized]:
    """What each address gave, now in the archive of that web, if it has one."""
    for address in addresses:
        for what, size, _ in web.captures(address, Given()):
            yield Sized(what, size, Place())


def unread(found: Iterable[Sized]) -> Iterator[Step]:
    """The same as steps, where nothing is to be read."""
    for what, size, place in found:
        yield Step(what, size, place) if isinstance(what, Failure) else Step(None, size, place, what)


def gathered(steps: Iterable[Step], before: int) -> Iterator[Gathered | Failure]:
    """What was fetched, or why not; `before` is where the archive ended."""
    for step in steps:
        capture = step.capture
        if isinstance(step.outcome, Failure):
            yield step.outcome
        elif capture is not None and capture.evidence is not None:
            offset = capture.evidence.offset
            yield Gathered(capture.url or capture.name, offset is None or offset >= before, step.size, capture.evidence)


def agent(contact: str | None) -> str:
    """Who asks, as sites are told."""
    return AGENT if contact is None else f"{AGENT.removesuffix(')')}; {contact})"


def row(one: Gathered) -> str:
    """A report in the archive as a line of JSON."""
    return msgspec.json.encode(one).decode()


def line(one: Gathered) -> str:
    """The same for people."""
    return f"{'new ' if one.new else 'held'}  {one.evidence.fetched}  {one.size / 1000:6.0f} KB  {one.url}"
