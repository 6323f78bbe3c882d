"""What was read → a store: every capture with what was made of it, before anybody is told that it is read."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from kutip.kept import Kept
from kutip.record import Reading
from kutip.run.many import Step
from kutip.run.moment import written
from kutip.store import Store

MOST = 100
"""Reports that are kept in one go."""
WAIT = timedelta(seconds=1)
"""The first of them waits no longer for the others; a store that writes to the disk each time takes some 5 ms."""


def kept(steps: Iterator[Step], store: Store, clock: Callable[[], datetime]) -> Iterator[Step]:
    """The steps, once what was read is in the store."""
    waiting: list[Step] = []
    since = clock()
    for step in steps:
        since = since if waiting else clock()
        waiting.append(step)
        if len(waiting) >= MOST or clock() - since >= WAIT:
            yield from put(waiting, store, clock())
            waiting = []
    yield from put(waiting, store, clock())


def put(steps: list[Step], store: Store, now: datetime) -> list[Step]:
    """Keeps what was read in some steps."""
    at = written(now)
    store.keep(
        [Kept(one.capture, one.outcome, at) for one in steps if one.capture and isinstance(one.outcome, Reading)]
    )
    return steps


def attributed(reading: Reading) -> Reading:
    """A reading without what the outlet says in its own voice: that is kept, and printed only if asked for."""
    return replace(reading, claims=tuple(claim for claim in reading.claims if claim.form != "plain"))
