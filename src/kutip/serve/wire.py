"""Requests as they come over the wire → what is asked; and addresses that lead on, which never leave the desk."""

import base64
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_origin
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct, ValidationError
from starlette.convertors import Convertor
from starlette.types import ASGIApp, Receive, Scope, Send

from kutip.serve.asked import RefusedError

STEERING = re.compile(r"[\x00-\x20\x7f\\]")
"""What browsers drop from an address, or take for a slash."""
SAFE = "/%#?=@!$&'()*+,;:~"
TWIN = "kutip.twin"
"""Where a request keeps the address that it was asked for as JSON."""
WHOLE = ("/openapi.json", "/alerts.json")
"""Addresses that end so of their own."""


PLAINLY = (
    (re.compile(r"Expected `str` of length <= (\d+)"), r"At most \1 signs are taken here; shorten it"),
    (re.compile(r"Expected `str` of length >= 1$"), "Nothing stands here; write something"),
    (re.compile(r"Expected `str` of length >= (\d+)"), r"At least \1 signs are wanted here"),
    (re.compile(r"Expected `(?:int|float)` ([<>]=) (-?\d+)"), r"A number \1 \2 is wanted here"),
    (re.compile(r"Object missing required field `(\w+)`"), r"\1 is missing"),
)
"""What is wrong with a value, as whoever filled in a form understands it."""


class Number(Convertor[int]):
    """A number in an address; no store has longer ones."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


class Sha256(Convertor[str]):
    """A hash in an address."""

    regex = "[0-9a-f]{64}"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class Twins:
    """An application of which every page is JSON where ".json" follows its address; the first is /index.json."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path.endswith(".json") and not path.endswith(WHOLE) and not path.startswith("/static/"):
            bare = path.removesuffix(".json")
            scope = {**scope, "path": "/" if bare == "/index" else bare, TWIN: path}
        await self.app(scope, receive, send)


def read(kind: type[Struct], given: Iterable[tuple[str, str]]) -> Struct:
    """What is asked, from the parameters of an address or the fields of a form; `RefusedError` says what is wrong with
    it. A field that is left empty is as if it were not there."""
    many = {field.name for field in msgspec.structs.fields(kind) if get_origin(field.type) is tuple}
    values: dict[str, Any] = {}  # Any: a word, or a list of them
    for name, value in given:
        if name in many and value:
            values.setdefault(name, []).append(value)
        elif value:
            values[name] = value
    try:
        return msgspec.convert(values, kind, strict=False)
    except ValidationError as error:
        raise wrong(error) from None


def decoded(kind: type[Struct], body: bytes) -> Struct:
    """What is asked, from JSON that was sent; `RefusedError` says what is wrong with it."""
    try:
        return msgspec.json.decode(body or b"{}", type=kind)
    except ValidationError as error:
        raise wrong(error) from None
    except msgspec.DecodeError as error:
        raise RefusedError(400, "invalid", f"What was sent is no JSON: {error}") from None


def wrong(error: ValidationError) -> RefusedError:
    """What is said of a value that is not what it should be."""
    what, _, where = str(error).partition(" - at `$.")
    for found, said in PLAINLY:
        what = found.sub(said, what)
    place = f"{where.rstrip('`')}: " if where else ""
    return RefusedError(400, "invalid", f"{place}{what}.")


def onward(path: str, given: Iterable[tuple[str, str]], further: object) -> str:
    """The address where a list goes on."""
    rest = [(name, value) for name, value in given if name != "after"]
    return f"{path}?{urlencode([*rest, ('after', str(further))])}"


def local(address: str) -> str:
    """An address on this desk, as a header has it; the first page where it would lead away."""
    if not address.startswith("/") or address.startswith("//") or STEERING.search(address):
        return "/"
    return quote(address, safe=SAFE)


def chosen(headers: Mapping[str, str], twin: bool) -> bool:
    """Whether JSON is wanted: by the address, by what is sent, or by what is accepted."""
    accepted = headers.get("accept", "")
    sent = headers.get("content-type", "").partition(";")[0].strip().lower()
    return twin or sent == "application/json" or ("application/json" in accepted and "text/html" not in accepted)


def bearer(headers: Mapping[str, str]) -> str | None:
    """The token that is shown, None where none is; readers of feeds show it as a password."""
    scheme, _, shown = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(shown, validate=True).decode().partition(":")[2]
        except ValueError:
            return ""
    return shown.strip() if scheme.lower() == "bearer" else None
