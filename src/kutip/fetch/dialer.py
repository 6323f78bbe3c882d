"""Every connection that kutip makes: the name is looked up once, all its addresses are checked, and the connection
goes to an address that was checked. A name that answers differently the second time gains nothing."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

import httpcore

from kutip.errors import InputError
from kutip.fetch.exchange import NoAnswerError
from kutip.fetch.guard import reachable

Resolve = Callable[[str, int], Sequence[str]]
"""All IP addresses of a host."""
Dial = Callable[[str, int, float], httpcore.NetworkStream]
"""A connection to an IP address and port, in so many seconds."""

TRIED = 4
"""Addresses of one host that are tried, one after the other."""


class ForbiddenError(InputError):
    """An address that must not be connected to, and which redirect led there."""

    def __init__(self, why: str, hop: int = 1) -> None:
        super().__init__(f"refused: private address (hop {hop}): {why}")
        self.why = why


def resolved(host: str, port: int) -> Sequence[str]:
    """All IP addresses of a host, as the system knows them."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def dialled(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """A connection to an IP address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


class Allowance:
    """What a request may still take from the wire."""

    def __init__(self, until: float, bytes: int) -> None:
        self.until, self.bytes = until, bytes


class Dialer(httpcore.NetworkBackend):
    """Makes connections, and keeps each request within its time and size, however slowly the other side drips.

    One thread makes one request at a time, so what a request may take is kept by thread.
    """

    def __init__(self, private: bool, resolve: Resolve, dial: Dial, clock: Callable[[], float]) -> None:
        self.private, self.resolve, self.dial, self.clock = private, resolve, dial, clock
        self.passed = 0
        """Connections that the guard let through: as many as were tried."""
        self.current = threading.local()

    def allow(self, until: float, bytes: int) -> None:
        """What the next request of this thread may take."""
        self.current.allowance = Allowance(until, bytes)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the host at one of its addresses, when all of them may be reached."""
        *others, last = self.addresses(host, port)[:TRIED]
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self.connected(host, address, port, timeout)
        return self.connected(host, last, port, timeout)

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses of the host, all of them checked."""
        found = [host] if is_ip(host) else self.looked_up(host, port)
        for address in found:
            self.check(host, address)
        return found

    def check(self, host: str, address: str) -> None:
        """`ForbiddenError` when the address must not be reached."""
        if not reachable(address, self.private):
            why = "no address that kutip may ask" if self.private else "inside a private network"
            raise ForbiddenError(f"{host} is {why}" + ("" if self.private else "; give --allow-private if you mean it"))

    def connected(self, host: str, address: str, port: int, timeout: float | None) -> httpcore.NetworkStream:
        """A connection to an address; the guard stands directly before the call."""
        self.check(host, address)
        self.passed += 1
        return Wire(self.dial(address, port, self.patience(timeout)), address, self)

    def looked_up(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a name. The system's own look-up knows no time limit, so it runs beside us."""
        answer: Future[Sequence[str]] = Future()
        threading.Thread(target=settle, args=(answer, self.resolve, host, port), daemon=True).start()
        try:
            found = answer.result(self.patience(None))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(error) from None
        except (OSError, UnicodeError):
            found = ()
        if not found:
            raise NoAnswerError(f"no address for {host}; check the name and the network")
        return found

    def patience(self, timeout: float | None) -> float:
        """How many seconds the next step may take."""
        left: float = self.current.allowance.until - self.clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left if timeout is None else min(left, timeout)

    def take(self, size: int) -> None:
        """So many bytes have come; an end to the request that takes more than it may."""
        self.current.allowance.bytes -= size
        if self.current.allowance.bytes < 0:
            raise httpcore.ProtocolError("it does not end")


class Wire(httpcore.NetworkStream):
    """A connection whose every step is kept within what the request may take."""

    def __init__(self, stream: httpcore.NetworkStream, address: str, dialer: Dialer) -> None:
        self.stream, self.address, self.dialer = stream, address, dialer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        data = self.stream.read(max_bytes, self.dialer.patience(timeout))
        self.dialer.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends the bytes."""
        self.stream.write(buffer, self.dialer.patience(timeout))

    def close(self) -> None:
        """Ends the connection."""
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted; it still ends at the address that was checked."""
        stream = self.stream.start_tls(ssl_context, server_hostname, self.dialer.patience(timeout))
        return Wire(stream, self.address, self.dialer)

    def get_extra_info(self, info: str) -> Any:  # whatever the library asks for
        """A fact of the connection: the address is the one that was checked."""
        return self.address if info == "address" else self.stream.get_extra_info(info)


def is_ip(host: str) -> bool:
    """Whether a host is an IP address itself."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def settle(answer: "Future[Sequence[str]]", resolve: Resolve, host: str, port: int) -> None:
    """Looks a name up and puts down what came of it."""
    try:
        answer.set_result(resolve(host, port))
    except Exception as error:  # carried over to the thread that waits
        answer.set_exception(error)
