"""The desk as it runs: the store behind it, who may come, and how much is done at once."""

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from kutip import store
from kutip.run import moment
from kutip.serve import people
from kutip.serve.asked import Who
from kutip.serve.guard import LOCAL, host
from kutip.serve.people import Forms, Tries
from kutip.store import Library, Store


class Opening(NamedTuple):
    """How a desk is opened."""

    path: Path
    """The store."""
    host: str = "127.0.0.1"
    port: int = 8750
    public: bool = False
    """Whether everybody may read."""
    base: str = ""
    """The address under which people know it, where that is not host and port."""
    private: bool = False
    """Whether feeds and webhooks may lie in the network of the desk."""
    owner: str = "desk"
    """Whose it is while nobody may log in: judgements bear this name."""

    @property
    def address(self) -> str:
        """The address that links to it begin with."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return self.base.rstrip("/") or f"http://{name}:{self.port}"

    @property
    def local(self) -> bool:
        """Whether only this machine reaches it; a desk with an address of another name is behind something that
        others reach."""
        return self.host in LOCAL and host(urlsplit(self.address).netloc) in LOCAL

    @property
    def hosts(self) -> frozenset[str]:
        """The names it goes by."""
        return LOCAL | {self.host, host(urlsplit(self.address).netloc)}

    @property
    def secure(self) -> bool:
        """Whether it is reached over HTTPS."""
        return self.base.startswith("https://")


class Desk:
    """What all requests share."""

    def __init__(self, opening: Opening) -> None:
        """`StoreError` when the store cannot be opened."""
        self.opening = opening
        self.writer = store.open(opening.path, write=True)
        self.lock = threading.Lock()
        self.idle: queue.LifoQueue[Library] = queue.LifoQueue()
        self.forms, self.tries = Forms(), Tries(time.monotonic)

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The store, to read in; every thread has its own."""
        try:
            library = self.idle.get_nowait()
        except queue.Empty:
            library = store.open(self.opening.path)
        try:
            yield library
        finally:
            self.idle.put(library)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store, to write in; one at a time."""
        with self.lock:
            yield self.writer

    def now(self) -> str:
        """This moment."""
        return moment.written(datetime.now(UTC))

    def who(self, library: Library, cookie: str | None, token: str | None, place: str, direct: bool) -> Who:
        """Who asks, from that place; `direct` when nothing stands between. `RefusedError` for a token that is none."""
        owner = None if people.users(library) else self.opening.owner
        if token is not None:
            return self.bearer(library, token, owner, place)
        if owner is not None and direct and self.opening.local and not self.opening.public:
            return Who(owner, people.RIGHTS["admin"], "admin", owner=True)
        known = people.by_cookie(library, cookie, self.now()) if cookie else None
        return known or (people.PUBLIC if self.opening.public else people.NOBODY)

    def known(self, library: Library, cookie: str | None, token: str | None) -> str:
        """The name of whoever has a session or a token; "" of all others."""
        if token is not None:
            found = people.by_token(library, token, self.opening.owner)
        else:
            found = people.by_cookie(library, cookie, self.now()) if cookie else None
        return found.name if found else ""

    def bearer(self, library: Library, token: str, owner: str | None, place: str) -> Who:
        """Who bears a token. A right one is never refused: nobody guesses one, but somebody else at the same place, as
        all are behind one proxy, might try."""
        found = people.by_token(library, token, owner)
        if found is None:
            self.tries.check(place)
            self.tries.count(place)
            raise people.unknown_token()
        return found
