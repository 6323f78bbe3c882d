"""What stands around every answer: the headers that keep a browser from running or asking for anything of others, and
the checks that a request comes from a page of this desk.

It wraps the whole application, so that answers of the frame itself (404, 405, 413, 500) pass it too.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from anyio import current_time, fail_after
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kutip.serve.asked import RefusedError

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "x-frame-options": "DENY",
    "cache-control": "private, no-cache",
}
"""On every answer that does not say otherwise."""
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
MANY, SOME = 100, 50
"""Requests at once, and those of one place."""
SLOWEST = 10.0
"""Seconds in which what is sent along has to come."""
MOST = 64 * 1024
"""Bytes of a form."""
LARGER = {"/add": 2 * 1024 * 1024}
"""Where more may come: a text that is pasted."""

Refusal = Callable[[Request, Exception], Awaitable[Response]]


class Guard:
    """An application behind the checks. `hosts` are the names it goes by; with `anywhere` every IP address is one, too:
    no name of others can be made to look like it."""

    def __init__(self, app: ASGIApp, refusal: Refusal, hosts: frozenset[str], anywhere: bool = False) -> None:
        self.app, self.refusal, self.hosts, self.anywhere = app, refusal, hosts, anywhere
        self.under_way: Counter[str] = Counter()
        """Requests by where they come from."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        covered, place = covering(send), scope["client"][0] if scope["client"] else ""
        self.under_way[place] += 1
        try:
            self.check(scope, place)
            await self.app(scope, limited(scope, receive), covered)
        except RefusedError as error:
            response = await self.refusal(Request(scope), error)
            await response(scope, receive, covered)
        except ClientDisconnect:
            pass  # whoever hung up wants no answer
        finally:
            self.under_way[place] -= 1
            self.under_way += Counter()  # forgets places from where nothing is under way

    def check(self, scope: Scope, place: str) -> None:
        """`RefusedError` for a request that did not come to this desk, or not from it, and for one too many."""
        headers = Headers(scope=scope)
        if not self.named(host(headers.get("host", ""))):
            raise RefusedError(421, "host", "Ask for the desk by the name it was started with; --base-url adds one.")
        if scope["method"] not in ("GET", "HEAD") and not ours(headers):
            raise RefusedError(403, "forged", "What writes must come from a page of this desk, or bear a token.")
        if self.under_way[place] > SOME or self.under_way.total() > MANY:
            raise RefusedError(503, "busy", "Too much is asked at once; try again in a moment.")
        if int_of(headers.get("content-length")) > most(scope["path"]):
            raise RefusedError(413, "too-large", f"At most {most(scope['path']):,} bytes are taken here.")

    def named(self, name: str) -> bool:
        """Whether the desk goes by that name."""
        return name in self.hosts or (self.anywhere and literal(name))


def covering(send: Send) -> Send:
    """Sends what is sent, with the headers that are missing on it."""

    async def covered(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return covered


def limited(scope: Scope, receive: Receive) -> Receive:
    """Receives what comes, as long as it is not too much, and does not take too long."""
    left, end, more = most(scope["path"]), current_time() + SLOWEST, True

    async def counted() -> Message:
        nonlocal left, more
        try:
            with fail_after(end - current_time() if more else None):
                message = await receive()
        except TimeoutError:
            raise RefusedError(408, "invalid", f"Not all of it came in {SLOWEST:g} seconds; send it again.") from None
        left, more = left - len(message.get("body", b"")), message.get("more_body", False)
        if left < 0:
            raise RefusedError(413, "too-large", f"At most {most(scope['path']):,} bytes are taken here.")
        return message

    return counted


def most(path: str) -> int:
    """So many bytes may come to an address."""
    return LARGER.get(path.removesuffix(".json"), MOST)


def int_of(value: str | None) -> int:
    """The number in a header, 0 where it is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 20 else 0


def host(value: str) -> str:
    """The name in a Host header, without its port; "" where more stands there."""
    try:
        return "" if "@" in value else (urlsplit(f"//{value}").hostname or "").removesuffix(".")
    except ValueError:
        return ""


def literal(name: str) -> bool:
    """Whether a name is an IP address."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def ours(headers: Mapping[str, Any]) -> bool:  # Any: the values are strings, the type of Headers is wider
    """Whether a request that writes comes from a page of this desk, or from a program that shows a token."""
    if str(headers.get("authorization", "")).lower().startswith("bearer "):
        return True  # no browser sends one by itself
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = urlsplit(headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == headers.get("host")
