"""One request as those who answer it see it, and what an answer may be."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from kutip.serve.lists import Problem
from kutip.store import Library, Store

Right = Literal["read", "write", "own", "admin"]
"""To see what is kept; to add and to judge; to have keys and a session of one's own; to say who may log in."""
Need = Right | Literal["open"]
Theme = Literal["auto", "light", "dark"]
LARGEST = 2**63 - 1


class Who(NamedTuple):
    """Who asks, and what they may do."""

    name: str
    rights: frozenset[Right]
    role: str = ""
    """"" for the public, and for programs."""
    session: str = ""
    """What their cookie holds."""
    owner: bool = False
    """Whether the desk is theirs because nobody else may log in."""


class Look(NamedTuple):
    """How the desk looks to somebody."""

    lang: str = "en"
    theme: Theme = "auto"


class Asked(NamedTuple):
    """What a page is made from."""

    library: Library
    who: Who
    now: str
    path: Mapping[str, str] = {}
    """What stands in the address."""
    desk: str = ""
    """The address of the desk itself."""
    look: Look = Look()

    @property
    def number(self) -> int:
        """The number in the address."""
        return int(self.path["number"])


class Work(NamedTuple):
    """What something is written with."""

    store: Store
    who: Who
    now: str
    path: Mapping[str, str] = {}
    private: bool = False
    """Whether addresses may lie in the network of the desk."""

    @property
    def number(self) -> int:
        """The number in the address."""
        return int(self.path["number"])


class Cookie(NamedTuple):
    """What a browser is to keep, and for how many seconds."""

    name: str
    value: str
    seconds: int
    secret: bool = False
    """Whether scripts must not see it."""


class Done(NamedTuple):
    """Something was written: where it can be seen, and what it is."""

    at: str
    value: Struct
    cookies: tuple[Cookie, ...] = ()
    shown: bool = False
    """Whether it is shown at once, since it can be seen nowhere later."""


class Sent(NamedTuple):
    """Bytes that are sent as they are."""

    body: bytes
    media: str
    headers: tuple[tuple[str, str], ...] = ()


class RefusedError(Exception):
    """A request that is not answered: why, and what to do."""

    def __init__(self, status: int, type: str, detail: str, page: Struct | None = None) -> None:
        """`page` is what people see, where it is not the message alone."""
        super().__init__(detail)
        self.page = page
        self.problem = Problem(type=type, title=TITLES[type], status=status, detail=detail)


TITLES = {
    "not-found": "There is nothing here",
    "invalid": "This is not understood",
    "too-slow": "This takes too long",
    "busy": "Too much is asked at once",
    "log-in": "Log in first",
    "not-allowed": "You may not do this",
    "forged": "This did not come from a page of this desk",
    "too-many": "Too many tries",
    "too-large": "This is too much",
    "method": "Nothing is done here in this way",
    "host": "This desk does not go by that name",
    "fault": "Something is wrong in kutip",
}
"""In English, for programs; pages have them in the language of the reader."""


def missing(what: str) -> RefusedError:
    """What is said where nothing is."""
    return RefusedError(404, "not-found", f"There is no {what}; it may have been removed, or the number is mistyped.")
