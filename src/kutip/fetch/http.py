"""One request and its answer, on a connection that the dialer made."""

import ssl
from datetime import UTC, datetime

import httpcore

from kutip.fetch.address import Address
from kutip.fetch.exchange import Exchange, Headers, NoAnswerError
from kutip.fetch.limits import MIB

BROKEN = (httpcore.NetworkError, httpcore.RemoteProtocolError)
FAILURES = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError, TypeError)
"""What the library raises when a request comes to nothing; the last two for a host or header that cannot be sent."""


def exchanged(
    pool: httpcore.ConnectionPool,
    address: Address,
    asked: Headers,
    raw: int,
    silence: float,
    given: bytes | None = None,
) -> Exchange:
    """What was asked and what came back, the body up to `raw` bytes; an error after so many seconds of silence.
    What is `given` is posted."""
    url = httpcore.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
    seconds = dict.fromkeys(("connect", "read", "write", "pool"), silence)
    method = "GET" if given is None else "POST"
    with pool.stream(method, url, headers=asked, content=given, extensions={"timeout": seconds}) as response:
        fetched = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        wire, truncated = read(response, raw)
        return Exchange(
            url=address.url,
            asked=asked,
            status=response.status,
            reason=bytes(response.extensions["reason_phrase"]).decode("latin-1"),
            headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers),
            wire=wire,
            fetched=fetched,
            address=response.extensions["network_stream"].get_extra_info("address"),
            truncated=truncated,
        )


def read(response: httpcore.Response, limit: int) -> tuple[bytes, str | None]:
    """The body as sent, and why it is not whole."""
    wire = bytearray()
    try:
        for piece in response.iter_stream():
            wire += piece
            if len(wire) > limit:
                return bytes(wire[:limit]), "length"
    except httpcore.TimeoutException:
        return bytes(wire), "time"
    except BROKEN:
        return bytes(wire), "disconnect"
    except httpcore.ProtocolError:  # of the dialer: more has come than any body may bring
        return bytes(wire), "length"
    return bytes(wire), None


def passing(error: Exception) -> bool:
    """Whether the same request may well succeed a little later: it took too long, or the connection was cut."""
    cause = beneath(error)
    if isinstance(error, httpcore.RemoteProtocolError):
        return cause is None  # with a cause, what came was no HTTP
    cut = isinstance(error, httpcore.ReadError | httpcore.WriteError) or isinstance(cause, ConnectionResetError)
    return isinstance(error, httpcore.TimeoutException) or (cut and not isinstance(cause, ssl.SSLError))


def untrusted(error: Exception) -> str | None:
    """What is wrong with the encryption; None when that is not it."""
    cause = beneath(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return cause.verify_message
    return (cause.reason or "unknown") if isinstance(cause, ssl.SSLError) else None


def beneath(error: Exception) -> Exception | None:
    """The error that the library made its own of; its pool drops `__cause__`."""
    cause = error.args[0] if error.args else None
    return cause if isinstance(cause, Exception) else None


def failed(error: Exception, seconds: float) -> NoAnswerError:
    """What went wrong, in words, and what to do."""
    why, advice = fault(error, seconds)
    return NoAnswerError(f"{why}; {advice}")


def fault(error: Exception, seconds: float) -> tuple[str, str]:
    """What went wrong, in words, and what somebody who wants a page may do."""
    if isinstance(error, httpcore.TimeoutException):
        return f"no answer within {seconds:g} seconds", "try again later, or save the page and give the file"
    if wrong := untrusted(error):
        return f"its certificate or encryption is wrong ({wrong})", "check the address, or give a saved page"
    if isinstance(error, httpcore.LocalProtocolError | ValueError | TypeError):
        return f"it cannot be asked for ({error})", "check the address and the headers"
    later = "try again later, or give the page as a file"
    if isinstance(error, httpcore.ProtocolError):
        return f"its answer is no whole HTTP ({error})", later
    return f"the connection failed ({error or type(error).__name__})", later


def slack(raw: int) -> int:
    """Bytes that a request may bring in all: the body, its chunks and the headers."""
    return 2 * raw + MIB // 4
