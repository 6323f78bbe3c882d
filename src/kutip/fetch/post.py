"""A message to an address that somebody gave, as safely as pages are fetched: through the same guard and the same
dialer, once, without following where the other side points to."""

import ssl
import time
from collections.abc import Callable
from types import TracebackType

import httpcore

from kutip.fetch.address import parsed
from kutip.fetch.dialer import Dial, Dialer, Resolve, dialled, resolved
from kutip.fetch.exchange import Exchange, Headers, NoAnswerError
from kutip.fetch.http import FAILURES, exchanged, fault, slack

SECONDS = 15.0
"""For one message with its answer."""
ANSWER = 4096
"""Bytes of the answer that are taken: more than its status nobody reads."""


class Poster:
    """Posts messages; what reaches outside can be passed in. One poster may serve many threads."""

    def __init__(
        self,
        private: bool = False,
        agent: str = "kutip/0.1",
        seconds: float = SECONDS,
        *,
        authorities: str | None = None,
        resolve: Resolve = resolved,
        dial: Dial = dialled,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`private` opens the own network and all ports; `authorities` are the certificates (PEM) to trust instead of
        the system's."""
        self.private, self.agent, self.seconds, self.clock = private, agent, seconds, clock
        self.dialer = Dialer(private, resolve, dial, clock)
        trusted = ssl.create_default_context(cadata=authorities)
        self.pool = httpcore.ConnectionPool(trusted, max_keepalive_connections=0, network_backend=self.dialer)

    def __enter__(self) -> "Poster":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.close()

    def post(self, url: str, body: bytes, headers: Headers) -> Exchange:
        """What the other side answered, whatever that is; `NoAnswerError` when it did not, `InputError` when the
        address is none that may be asked."""
        address = parsed(url, private=self.private)
        asked = (("Host", address.named), ("User-Agent", self.agent), ("Content-Length", str(len(body))), *headers)
        self.dialer.allow(self.clock() + self.seconds, slack(ANSWER))
        try:
            return exchanged(self.pool, address, asked, ANSWER, self.seconds, body)
        except FAILURES as error:
            raise NoAnswerError(fault(error, self.seconds)[0]) from error
