"""One page from the web, taken carefully: only http(s), only public addresses, in limited time and size.

The host is looked up once, every address it has is checked, and the connection goes to the address that was checked: a
name that answers differently the second time gains nothing. Redirects are checked in the same way.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from kutip.errors import InputError

LIMIT = 20_000_000
SECONDS = 30.0
REDIRECTS = 5
AGENT = "kutip/0.1 (reads news reports; one page at a person's request)"
HEADERS = {"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9", "Accept-Encoding": "gzip"}
MEDIA: dict[str, Literal["text", "html"]] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}

# What is not the public internet, written out: `ipaddress` of Python 3.11 calls NAT64 and 6to4 loopback public.
CLOSED4 = tuple(map(ipaddress.IPv4Network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/3",
)))  # fmt: skip
OPEN6 = ipaddress.IPv6Network("2000::/3")
CLOSED6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))


class Page(NamedTuple):
    """What an address gave: the address it ended at, the body, and what it is."""

    url: str
    body: str | bytes
    media: Literal["text", "html"]


def fetch(url: str, private: bool = False) -> Page:
    """The page at an address; `InputError` says why there is none. `private` lets addresses of the own network in."""
    for _ in range(REDIRECTS + 1):
        found = get(url, private)
        if isinstance(found, Page):
            return found
        url = found
    raise InputError(f"redirects more than {REDIRECTS} times; give the address it should end at")


def get(url: str, private: bool) -> Page | str:
    """The page, or the address that it redirects to."""
    parts, host, port = checked(url)
    addresses = public(host, port, private)
    try:
        with opened(parts.scheme, host, port, addresses) as connection:
            connection.request("GET", target(parts), headers=HEADERS)
            return answered(url, connection.getresponse())
    except TimeoutError:
        why = f"no answer within {SECONDS:.0f} seconds; try again later, or save the page and give the file"
    except ssl.SSLError as error:
        why = f"its certificate or encryption is wrong ({error.reason}); check the address"
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = f"the connection failed ({error or type(error).__name__}); try again later, or give the page as a file"
    raise InputError(why)


def checked(url: str) -> tuple[SplitResult, str, int]:
    """An address in its parts, with host and port."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        host = host.encode("idna").decode("ascii") if host and not host.isascii() else host
    except ValueError:
        raise InputError("not an address kutip understands; check it for typing errors") from None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise InputError("not a plain web address; give one that begins with http:// or https:// and holds no password")
    return parts, host, port or (443 if parts.scheme == "https" else 80)


def public(host: str, port: int, private: bool) -> list[str]:
    """The addresses of the host, when all of them may be reached."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise InputError(f"no address for {host}; check the name and the network") from None
    if not private and not all(map(reachable, found)):
        raise InputError(f"{host} is inside a private network; give --allow-private if you mean it")
    return found


def reachable(address: str) -> bool:
    """Whether an address is one of the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in CLOSED4)
    return ip in OPEN6 and not any(ip in network for network in CLOSED6)


@contextmanager
def opened(scheme: str, host: str, port: int, addresses: list[str]) -> Iterator[http.client.HTTPConnection]:
    """A connection to the host at one of its addresses; it is cut when the time is over, however slowly bytes drip."""
    connection = http.client.HTTPConnection(host, port)
    wire = wired(addresses, port)
    clock = Clock(wire)
    try:
        connection.sock = wire
        if scheme == "https":
            connection.default_port = 443  # so that the host is named without its port
            connection.sock = ssl.create_default_context().wrap_socket(wire, server_hostname=host)
        yield connection
        clock.check()
    except (OSError, http.client.HTTPException):
        clock.check()
        raise
    finally:
        clock.stop()
        connection.close()
        wire.close()


def wired(addresses: list[str], port: int) -> socket.socket:
    """A wire to the first address that answers."""
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=SECONDS)
    return socket.create_connection((addresses[-1], port), timeout=SECONDS)


class Clock:
    """Cuts a wire when the time is over."""

    def __init__(self, wire: socket.socket) -> None:
        self.wire = wire.dup()  # the other end of the same wire: TLS takes the first one over
        self.late = False
        self.timer = threading.Timer(SECONDS, self.cut)
        self.timer.daemon = True
        self.timer.start()

    def cut(self) -> None:
        """Ends what is still going on."""
        self.late = True
        with suppress(OSError):  # over already
            self.wire.shutdown(socket.SHUT_RDWR)

    def check(self) -> None:
        """`TimeoutError` when it was cut."""
        if self.late:
            raise TimeoutError

    def stop(self) -> None:
        """Time no longer matters."""
        self.timer.cancel()
        self.wire.close()


def target(parts: SplitResult) -> str:
    """What is asked of the host, in signs that a request may hold."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return path + ("?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else "")


def answered(url: str, answer: http.client.HTTPResponse) -> Page | str:
    """The page of an answer, or the address that it redirects to."""
    location = answer.headers.get("Location")
    if answer.status in (301, 302, 303, 307, 308) and location:
        return urljoin(url, str(location))
    if answer.status != 200:
        raise InputError(f"the site answered {answer.status} {answer.reason}; check the address, or give a saved page")
    kind = answer.headers.get_content_type() if answer.headers.get("Content-Type") else "text/html"
    if kind not in MEDIA:
        raise InputError(f"it is {kind}, not a page; give the address of a report")
    return Page(url, worded(body(answer), answer.headers.get_content_charset()), MEDIA[kind])


def body(answer: http.client.HTTPResponse) -> bytes:
    """The bytes of an answer, unpacked, never more than the limit."""
    raw = answer.read(LIMIT + 1)
    if answer.length and len(raw) <= LIMIT:
        raise http.client.IncompleteRead(raw, answer.length)
    if answer.headers.get("Content-Encoding", "").lower() == "gzip":
        raw = unpacked(raw)
    if len(raw) > LIMIT:
        raise InputError(f"larger than {LIMIT // 1_000_000} MB; that is no report")
    return raw


def unpacked(raw: bytes) -> bytes:
    """The bytes inside gzip, as far as the limit and one more."""
    gzip = zlib.decompressobj(31)
    with suppress(zlib.error):
        body = gzip.decompress(raw, LIMIT + 1)
        if gzip.eof or len(body) > LIMIT:
            return body
    raise InputError("its compression is broken; try again later")


def worded(raw: bytes, charset: str | None) -> str | bytes:
    """The body in the charset that the server names; else as it came, for the page itself to say."""
    try:
        return raw.decode(charset) if charset else raw
    except (LookupError, UnicodeDecodeError):
        return raw
