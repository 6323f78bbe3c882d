"""Who asks: passwords, sessions of browsers, keys of programs; and how often one may guess."""

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from kutip.kept import Session, Token, User
from kutip.run import moment
from kutip.serve.asked import RefusedError, Right, Who
from kutip.store import Library

COOKIE = "kutip"
DAYS = 14
"""A session lasts so long after something was last written in it."""
TRIES, MINUTE = 10, 60.0
"""Wrong tries in so many seconds."""
PLACES = 10_000
"""So many of those who guess are remembered."""
RIGHTS: dict[str, frozenset[Right]] = {
    "reader": frozenset({"read", "own"}),
    "analyst": frozenset({"read", "write", "own"}),
    "admin": frozenset({"read", "write", "own", "admin"}),
}
SCOPES: dict[str, frozenset[Right]] = {"read": frozenset({"read"}), "write": frozenset({"read", "write"})}
NOBODY, PUBLIC = Who("", frozenset()), Who("", frozenset({"read"}))

HASHER = PasswordHasher()
ONE = threading.Lock()
"""A password costs 64 MB: one at a time."""


def hashed(secret: str) -> str:
    """What is kept of a random secret. It has 256 bits, so nobody finds it again by trying."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sealed(password: str) -> str:
    """What is kept of a password."""
    with ONE:
        return HASHER.hash(password)


@cache
def no_one() -> str:
    """What the password of somebody who is not there is measured against, so that the time tells nothing."""
    return HASHER.hash(secrets.token_urlsafe())


def fits(user: User | None, password: str) -> bool:
    """Whether it is the password of that user."""
    with ONE:
        try:
            HASHER.verify(user.secret if user else no_one(), password)
        except (Argon2Error, InvalidHashError):
            return False
    return user is not None


def user(library: Library, name: str) -> User | None:
    """The user of a name."""
    return next((one for one in library.notes(User, name=name) if not one.gone), None)


def users(library: Library) -> tuple[User, ...]:
    """All who may log in."""
    return tuple(one for one in library.notes(User) if not one.gone)


def by_cookie(library: Library, cookie: str, now: str) -> Who | None:
    """Who has the session of a cookie."""
    key = hashed(cookie)
    for one in library.notes(Session, key=key):
        if hmac.compare_digest(one.key, key) and one.until > now:
            found = next((user for user in library.notes(User, id=one.user) if not user.gone), None)
            return Who(found.name, RIGHTS[found.role], found.role, cookie) if found else None
    return None


def by_token(library: Library, token: str, owner: str | None) -> Who | None:
    """Who bears a token: it may do what its scope says, as long as whoever made it may do as much. `owner` is the one
    to whom a desk without users belongs."""
    key = hashed(token)
    for one in library.notes(Token, key=key):
        if hmac.compare_digest(one.key, key) and not one.gone:
            maker = user(library, one.by)
            if maker or one.by == owner:
                return Who(one.by, SCOPES[one.scope] & RIGHTS[maker.role if maker else "admin"])
    return None


def session(found: User, now: str) -> tuple[str, Session]:
    """A new session: what its cookie holds, and what is kept of it."""
    cookie = secrets.token_urlsafe(32)
    return cookie, Session(id=0, key=hashed(cookie), user=found.id, until=until(now))


def until(now: str) -> str:
    """When a session ends that begins now."""
    return moment.written(datetime.fromisoformat(now) + timedelta(days=DAYS))


def unknown_token() -> RefusedError:
    """What is said to a token that is none."""
    return RefusedError(401, "log-in", "This token is unknown, or was taken back; make another one in the settings.")


class Forms:
    """Marks the forms of this desk, so that no other site can send one."""

    def __init__(self) -> None:
        self.key = secrets.token_bytes(32)

    def mark(self, who: Who) -> str:
        """What stands in the forms of somebody."""
        key = who.session.encode() or self.key
        return hmac.new(key, b"form", "sha256").hexdigest()

    def check(self, who: Who, mark: str) -> None:
        """`RefusedError` when a form does not bear the mark."""
        if not hmac.compare_digest(self.mark(who).encode(), mark.encode()):
            raise RefusedError(403, "forged", "The page with this form is out of date; open it again and repeat it.")


class Tries:
    """Counts wrong passwords and tokens by where they come from, and stops those who guess."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self.lock = threading.Lock()

    def check(self, place: str) -> None:
        """`RefusedError` after too many wrong tries in a minute."""
        with self.lock:
            times = self.wrong.get(place)
            while times and times[0] < self.clock() - MINUTE:
                times.popleft()
            if times and len(times) >= TRIES:
                raise RefusedError(429, "too-many", "Too many wrong tries; wait a minute.")

    def count(self, place: str) -> None:
        """Counts a wrong try."""
        with self.lock:
            times = self.wrong.setdefault(place, deque(maxlen=TRIES))
            times.append(self.clock())
            self.wrong.move_to_end(place)
            while len(self.wrong) > PLACES:
                self.wrong.popitem(last=False)
