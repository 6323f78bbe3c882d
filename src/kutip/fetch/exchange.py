"""What went over the wire: one request with its answer, and all of them that one address took."""

from msgspec import Struct

Headers = tuple[tuple[str, str], ...]


class Exchange(Struct, frozen=True):
    """One request and its answer, as they were sent: what an archive keeps as evidence."""

    url: str
    asked: Headers
    """The headers of the request."""
    status: int
    reason: str
    headers: Headers
    """The headers of the answer."""
    wire: bytes
    """The body as it was sent: still packed (gzip, br …), no longer cut into chunks."""
    fetched: str
    """When the answer began, ISO 8601, UTC."""
    address: str
    """The IP address that answered."""
    truncated: str | None = None
    """Why the body is not whole: "length" or "time", the words of the WARC standard."""

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class Answer(Struct, frozen=True):
    """What an address gave in the end: redirects first, the last exchange is the answer itself."""

    exchanges: tuple[Exchange, ...]
    body: bytes
    """The body of the last exchange, unpacked."""

    @property
    def last(self) -> Exchange:
        """The exchange that answered."""
        return self.exchanges[-1]

    @property
    def url(self) -> str:
        """Where it ended."""
        return self.last.url
