"""How much of anything one address may take."""

from msgspec import Struct

MIB = 1 << 20


class Limits(Struct, frozen=True):
    """What one address may take, and how gently a host is asked."""

    seconds: float = 30.0
    """For one address with all its redirects and tries; only pauses that a site asks for come on top."""
    silence: float = 15.0
    """Without a single byte, before a try is given up."""
    raw: int = 10 * MIB
    """Bytes of one body as sent; what comes after them is left, and the body is marked as cut."""
    unpacked: int = 50 * MIB
    """Bytes of one body, unpacked; what is larger is refused."""
    ratio: int = 200
    """How many times larger than sent a body may become once it is over a megabyte. Pages stay under 30."""
    robots: int = 500 * 1024
    """Bytes of a robots.txt; RFC 9309 asks for no more."""
    redirects: int = 10
    tries: int = 3
    backoff: float = 1.0
    """Seconds before the second try; each further pause is twice as long."""
    pause: float = 1.0
    """Seconds between two requests to a host, unless its robots.txt asks for more."""
    longest: float = 30.0
    """The longest pause in seconds that a host may ask for; a site that asks for more is left alone."""
    requests: int = 10_000
    """Requests to one host in one run, or one day of it."""
