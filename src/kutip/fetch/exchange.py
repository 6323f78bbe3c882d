"""What went over the wire as a value: one request with its answer, and all of them that one address took."""

from email.message import Message

from msgspec import Struct

from kutip.errors import InputError

Headers = tuple[tuple[str, str], ...]


class Exchange(Struct, frozen=True):
    """One request and its answer, as they were sent: what an archive keeps as evidence."""

    url: str
    asked: Headers
    """The headers of the request."""
    status: int
    reason: str
    headers: Headers
    """The headers of the answer; their bytes are these characters in Latin-1."""
    wire: bytes
    """The body as it was sent: still packed (gzip, br …), no longer cut into chunks."""
    fetched: str
    """When the answer began, ISO 8601, UTC."""
    address: str
    """The IP address that answered."""
    truncated: str | None = None
    """Why the body is not whole: "length", "time" or "disconnect", the words of the WARC standard."""

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def media(self) -> str | None:
        """What the server calls it: `text/html`; None when it does not say, or nothing one understands."""
        kind = (self.header("content-type") or "").partition(";")[0].strip().lower()
        return kind if kind.count("/") == 1 else None

    @property
    def charset(self) -> str | None:
        """The encoding that the server names."""
        parts = Message()
        parts["Content-Type"] = self.header("content-type") or ""
        return parts.get_content_charset()


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


class AnswerError(InputError):
    """A site answered, but with nothing to read; what it said is kept, so that an archive can hold it."""

    def __init__(self, why: str, exchanges: tuple[Exchange, ...]) -> None:
        super().__init__(why)
        self.exchanges = exchanges


class NoAnswerError(InputError):
    """A site could not be asked, or gave no answer."""


LATER = (408, 425, 429)
"""What a site answers, besides all from 500 on, that may answer well another time."""


def passing(error: InputError) -> bool:
    """Whether the same address may well give something another time."""
    if isinstance(error, AnswerError):
        return (status := error.exchanges[-1].status) in LATER or status >= 500
    return isinstance(error, NoAnswerError)
