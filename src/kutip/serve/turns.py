"""Turns for what may cost a second: few at once, and one for each who asks, so that nobody makes others wait."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from anyio import Lock, Semaphore, fail_after

from kutip.serve.asked import RefusedError

FEW, WAIT = 2, 1.0
"""So many at once; the seconds that one waits for a turn."""


class Turns:
    """Gives turns."""

    def __init__(self) -> None:
        self.few = Semaphore(FEW)
        self.each: WeakValueDictionary[str, Lock] = WeakValueDictionary()
        """Those who have a turn, or wait for one."""

    @asynccontextmanager
    async def turn(self, who: str) -> AsyncIterator[None]:
        """A turn of somebody; `RefusedError` when it does not come soon."""
        mine = self.each.setdefault(who, Lock())
        async with AsyncExitStack() as held:
            try:
                with fail_after(WAIT):
                    await held.enter_async_context(mine)
                    await held.enter_async_context(self.few)
            except TimeoutError:
                raise RefusedError(503, "busy", "Too much is searched at once; try again in a moment.") from None
            yield
