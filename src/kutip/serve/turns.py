"""Turns for what may cost a second: few at once, and one for each who asks, so that nobody makes others wait."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from anyio import Lock, Semaphore, current_time, fail_after, sleep_until

from kutip.serve.asked import RefusedError

FEW, WAIT = 2, 1.0
"""So many at once; the seconds that one waits for a turn."""
REST, LONGEST = 4.0, 0.5
"""Who has more to ask than one thing at a time rests for so many times as long as it took, up to so many seconds."""


class Own:
    """The turns of one who asks: one after the other, with a rest between."""

    def __init__(self) -> None:
        self.lock, self.rested = Lock(), 0.0


class Turns:
    """Gives turns."""

    def __init__(self) -> None:
        self.few = Semaphore(FEW)
        self.each: WeakValueDictionary[str, Own] = WeakValueDictionary()
        """Those who have a turn, or wait for one."""

    @asynccontextmanager
    async def turn(self, who: str) -> AsyncIterator[None]:
        """A turn of somebody; `RefusedError` when it does not come soon."""
        mine = self.each.setdefault(who, Own())
        async with AsyncExitStack() as held:
            try:
                with fail_after(WAIT):
                    await held.enter_async_context(mine.lock)
                    await sleep_until(mine.rested)
                    await held.enter_async_context(self.few)
            except TimeoutError:
                raise RefusedError(503, "busy", "Too much is searched at once; try again in a moment.") from None
            begun = current_time()
            try:
                yield
            finally:
                mine.rested = current_time() + min(LONGEST, REST * (current_time() - begun))
