"""Plain text as it came: byte order mark removed, line ends made LF, nothing else changed.

Bytes are UTF-8, or what a server calls them.
"""

from kutip.errors import InputError
from kutip.record import Capture


def plain(capture: Capture) -> str:
    """The text of a capture."""
    body = capture.body
    if isinstance(body, bytes) and capture.charset:
        from kutip.parse import encoding  # few texts come from servers, and its tables take time

        body = encoding.read(capture).text
    elif isinstance(body, bytes):
        try:
            body = body.decode("utf-8")
        except UnicodeDecodeError as error:
            where = capture.name or "the text"
            raise InputError(f"{where}: not UTF-8 at byte {error.start}; save it as UTF-8 and try again") from None
    return body.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
