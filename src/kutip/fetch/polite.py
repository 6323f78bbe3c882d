"""Whose turn it is: one request to a host at a time, a pause after each, and not without end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kutip.fetch.exchange import NoAnswerError
from kutip.fetch.limits import Limits

DAY = 86_400.0


class Host:
    """One host: since when it may be asked again, and how often it has been."""

    __slots__ = ("asked", "closed", "fresh", "pause", "ready", "turn")  # a list of addresses may have a million of them

    def __init__(self, pause: float) -> None:
        self.turn = threading.Lock()
        self.pause = pause
        self.ready = 0.0
        self.closed = 0.0
        """Until when it wants not to be asked at all."""
        self.asked = 0
        self.fresh = 0.0
        """When it may be asked as often again."""


class Hosts:
    """All hosts of one run."""

    def __init__(self, limits: Limits, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self.limits, self.sleep, self.clock = limits, sleep, clock
        self.known: dict[str, Host] = {}

    def host(self, name: str) -> Host:
        """What is known of a host."""
        return self.known.setdefault(name, Host(self.limits.pause))

    @contextmanager
    def turn(self, name: str) -> Iterator[float]:
        """One request to the host, when it is time for it; of the pause before, the seconds that are kutip's own."""
        host = self.host(name)
        with host.turn:
            if (closed := host.closed - self.clock()) > 0:
                raise NoAnswerError(f"{name} asked to be left alone for another {closed:.0f} seconds; try again then")
            if self.clock() >= host.fresh:
                host.asked, host.fresh = 0, self.clock() + DAY
            host.asked += 1
            if host.asked > self.limits.requests:
                raise NoAnswerError(f"{name} has been asked {self.limits.requests} times in one day; go on in another")
            wait = max(0.0, host.ready - self.clock())
            if wait:
                self.sleep(wait)
            try:
                yield min(wait, self.limits.pause)
            finally:
                host.ready = max(host.ready, self.clock() + host.pause)

    def slow(self, name: str, pause: float | None) -> None:
        """From now on a longer pause, as its robots.txt asks for, within reason."""
        host = self.host(name)
        more = min(pause or 0.0, self.limits.longest) - host.pause
        if more > 0:
            host.pause += more
            host.ready += more

    def hold(self, name: str, seconds: float) -> None:
        """No request for so long: the next one waits, or is refused when that is longer than one waits."""
        host = self.host(name)
        host.ready = max(host.ready, self.clock() + min(seconds, self.limits.longest))
        if seconds > self.limits.longest:
            host.closed = self.clock() + seconds
