"""Who is there: logging in and out, how the desk looks, keys for programs, and who may log in."""

import secrets

from msgspec.structs import replace

from kutip.kept import Session, Token, User
from kutip.serve import people, words
from kutip.serve.asked import Asked, Cookie, Done, RefusedError, Work, missing
from kutip.serve.asks import Back, LogIn, Looks, MakeToken, MakeUser, NewPassword, Nothing
from kutip.serve.lists import Access, Login, Made, Person, Settings, Users

YEAR = 365 * 86400


def login(asked: Asked, asks: Back) -> Login:
    """Where one logs in."""
    return Login(back=asks.back, wrong=False)


def enter(work: Work, asks: LogIn) -> Done:
    """Logs somebody in: the answer sets a cookie."""
    found = people.user(work.store, asks.name)
    if not people.fits(found, asks.password) or found is None:
        page = Login(back=asks.back, wrong=True)
        raise RefusedError(401, "log-in", "Name or password is wrong.", page)
    cookie, session = people.session(found, work.now)
    work.store.put(session)
    return Done(asks.back or "/", person(found), (Cookie(people.COOKIE, cookie, people.DAYS * 86400, secret=True),))


def renewed(work: Work) -> tuple[Cookie, ...]:
    """The cookie of somebody who is at work, to last as long as a new one; once a day."""
    until = people.until(work.now)
    for one in work.store.notes(Session, key=people.hashed(work.who.session)) if work.who.session else ():
        if work.now < one.until and one.until[:10] < until[:10]:
            work.store.put(replace(one, until=until))
            return (Cookie(people.COOKIE, work.who.session, people.DAYS * 86400, secret=True),)
    return ()


def leave(work: Work, asks: Back) -> Done:
    """Ends a session."""
    for one in work.store.notes(Session, key=people.hashed(work.who.session)):
        work.store.put(replace(one, until=work.now))
    name = work.who.name
    return Done(asks.back or "/", Person(0, name, "reader", "", False), (Cookie(people.COOKIE, "", 0, secret=True),))


def change_password(work: Work, asks: NewPassword) -> Done:
    """Gives oneself another password; all other sessions end."""
    found = people.user(work.store, work.who.name)
    if not people.fits(found, asks.old) or found is None:
        raise RefusedError(401, "log-in", "The password that you have is another one.")
    with work.store.writing():
        for one in work.store.notes(Session, user=found.id):
            if one.key != people.hashed(work.who.session):
                work.store.put(replace(one, until=work.now))
        kept = work.store.put(replace(found, secret=people.sealed(asks.password)))
    return Done(asks.back or "/settings", person(kept))


def look(work: Work, asks: Looks) -> Done:
    """Chooses language and colours; the answer sets cookies, nothing is written down."""
    if asks.lang is not None and asks.lang not in words.langs():
        raise RefusedError(400, "invalid", f"The desk speaks {', '.join(words.langs())}.")
    chosen = (("lang", asks.lang), ("theme", asks.theme))
    cookies = tuple(Cookie(name, value, YEAR) for name, value in chosen if value)
    return Done(asks.back or "/settings", asks, cookies)


def settings(asked: Asked, _: Nothing) -> Settings:
    """How the desk looks to somebody, and the keys of their programs."""
    held = asked.library.notes(Token, by=asked.who.name) if "own" in asked.who.rights else ()
    return Settings(*asked.look, tokens=tuple(access(token) for token in held if not token.gone))


def make_token(work: Work, asks: MakeToken) -> Done:
    """Makes a key for a program; it is shown once, and only its hash is kept."""
    if asks.scope == "write" and "write" not in work.who.rights:
        raise RefusedError(403, "not-allowed", "Who only reads can make keys that only read.")
    key = f"kutip_{secrets.token_urlsafe(32)}"
    made = Token(0, asks.name, people.hashed(key), asks.scope, work.who.name, work.now)
    return Done("/settings", Made(access(work.store.put(made)), key), shown=True)


def take_token(work: Work, asks: Back) -> Done:
    """Takes a key back."""
    found = next(iter(work.store.notes(Token, id=work.number)), None)
    if found is None or (found.by != work.who.name and "admin" not in work.who.rights):
        raise missing("such key")
    return Done(asks.back or "/settings", access(work.store.put(replace(found, gone=True))))


def users(asked: Asked, _: Nothing) -> Users:
    """Who may log in."""
    return Users(tuple(person(user) for user in asked.library.notes(User)))


def make_user(work: Work, asks: MakeUser) -> Done:
    """Lets somebody log in."""
    name = asks.name.strip()
    if not name or not name.isprintable() or people.user(work.store, name):
        raise RefusedError(400, "invalid", "Somebody has this name already, or it cannot be read; choose another one.")
    if not people.users(work.store) and asks.role != "admin":
        raise RefusedError(400, "invalid", "The first who may log in must be an admin, or nobody could add others.")
    made = User(0, name, people.sealed(asks.password), asks.role, work.now)
    return Done(asks.back or "/users", person(work.store.put(made)))


def take_user(work: Work, asks: Back) -> Done:
    """Lets somebody log in no more; their sessions and keys end, what they said stays."""
    found = next((user for user in people.users(work.store) if user.id == work.number), None)
    if found is None:
        raise missing("such user")
    admins = [user for user in people.users(work.store) if user.role == "admin"]
    if admins == [found]:
        raise RefusedError(400, "invalid", "This is the last admin; make another one first.")
    with work.store.writing():
        for token in work.store.notes(Token, by=found.name):
            work.store.put(replace(token, gone=True))  # or they would be those of the next one with this name
        return Done(asks.back or "/users", person(work.store.put(replace(found, gone=True))))


def person(user: User) -> Person:
    """A user as others may see them."""
    return Person(user.id, user.name, user.role, user.made, user.gone)


def access(token: Token) -> Access:
    """A key as it may be seen."""
    return Access(token.id, token.name, token.scope, token.by, token.made, token.gone)
