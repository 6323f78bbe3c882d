"""The desk as a web application: each route answered in a thread, as a page or as JSON, to whoever may ask."""

import hashlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import msgspec
from anyio import CapacityLimiter, to_thread
from msgspec import Struct
from starlette.applications import Starlette
from starlette.convertors import register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Place
from starlette.types import ASGIApp

from kutip.errors import InputError, SlowError, StoreError
from kutip.run.one import VERSION
from kutip.serve import account, openapi, shown, wire
from kutip.serve.asked import Asked, Done, Look, RefusedError, Sent, Who, Work
from kutip.serve.asks import LogIn, NewPassword
from kutip.serve.desk import Desk
from kutip.serve.guard import Guard
from kutip.serve.lists import Health, Login
from kutip.serve.people import COOKIE, NOBODY
from kutip.serve.routes import ROUTES, Route
from kutip.serve.turns import Turns
from kutip.store import Library

AT_ONCE, WRITES = 8, 4
"""Pages that are made at once; things that are written, which wait for one another and for the keeper."""
KEPT = "public, max-age=31536000, immutable"
"""An address with the digest of its file is good for ever."""
JSON, PROBLEM, HTML = "application/json", "application/problem+json", "text/html; charset=utf-8"
SEEN = {route.path for route in ROUTES if route.method == "GET"}
"""Addresses of pages; of those with a number, as the route has it."""
VARIES = "Accept, Accept-Language, Authorization, Cookie"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

register_url_convertor("number", wire.Number())
register_url_convertor("sha256", wire.Sha256())


class Given(NamedTuple):
    """A request as it came, with what was sent along."""

    request: Request
    form: tuple[tuple[str, str], ...] | None = None
    body: bytes = b""

    @property
    def path(self) -> str:
        """The address that was asked for, without its parameters."""
        path: str = self.request.scope.get(wire.TWIN) or self.request.url.path
        return path

    @property
    def json(self) -> bool:
        """Whether JSON is wanted."""
        return wire.chosen(self.request.headers, wire.TWIN in self.request.scope)

    @property
    def place(self) -> str:
        """Where it comes from."""
        return self.request.client.host if self.request.client else ""

    @property
    def back(self) -> str:
        """The page that it comes from, or asks for."""
        if self.form is None:
            return self.address
        return dict(self.form).get("back") or (self.path if self.path in SEEN else "/")

    @property
    def address(self) -> str:
        """The address that was asked for, with its parameters."""
        query = self.request.url.query
        return f"{self.path}?{query}" if query else self.path


def application(desk: Desk) -> ASGIApp:
    """The desk, behind its guard."""
    answers = Answers(desk)
    app = Starlette(
        routes=[
            *(Place(route.path, answers.of(route), methods=[route.method]) for route in ROUTES),
            Place("/static/{name}", static),
            Place("/favicon.ico", partial(static, name="mark.svg")),
            Place("/openapi.json", described),
            Place("/health", healthy),
        ],
        exception_handlers={RefusedError: answers.refused, HTTPException: answers.lost, Exception: answers.broken},
    )
    return wire.Twins(Guard(app, answers.refused, desk.opening.hosts, anywhere=not desk.opening.local))


class Answers:
    """Makes the answers of a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.all, self.writes, self.turns = CapacityLimiter(AT_ONCE), CapacityLimiter(WRITES), Turns()

    # --- a route ---

    def of(self, route: Route) -> Callable[[Request], Awaitable[Response]]:
        """What answers a route."""

        async def answered(request: Request) -> Response:
            given = await taken(request)
            work = partial(self.answer, route, given)
            limiter = self.all if route.method == "GET" else self.writes
            if not route.heavy:
                return await to_thread.run_sync(work, limiter=limiter)
            async with self.turns.turn(await to_thread.run_sync(partial(self.asker, given), limiter=limiter)):
                return await to_thread.run_sync(work, limiter=limiter)

        return answered

    def answer(self, route: Route, given: Given) -> Response:
        """The answer to a request."""
        with self.desk.library() as library:
            who = NOBODY
            try:
                who = self.who(library, given)
                allow(route, who)
                return self.page(route, given, library, who) if route.method == "GET" else self.done(route, given, who)
            except RefusedError as error:
                return self.problem(given, who, error)
            except StoreError as error:
                return self.problem(given, who, unkept(error, self.desk.opening.path))
            except InputError as error:
                return self.problem(given, who, RefusedError(400, "invalid", str(error)))

    def who(self, library: Library, given: Given) -> Who:
        """Who asks."""
        request = given.request
        direct = not any(name in request.headers for name in FORWARDED)
        return self.desk.who(library, request.cookies.get(COOKIE), wire.bearer(request.headers), given.place, direct)

    def asker(self, given: Given) -> str:
        """By what those who take turns are told apart: their name, or else the place that they come from."""
        cookie, token = given.request.cookies.get(COOKIE), wire.bearer(given.request.headers)
        with self.desk.library() as library:
            return self.desk.known(library, cookie, token) or given.place

    def page(self, route: Route, given: Given, library: Library, who: Who) -> Response:
        """What is asked for."""
        request, opening = given.request, self.desk.opening
        parameters = request.query_params.multi_items()
        asks = wire.read(route.asks, parameters)
        look, path = look_of(request), request.path_params
        found = route.answer(Asked(library, who, self.desk.now(), path, opening.address, look), asks)
        if isinstance(found, Sent):
            return checked(request, Response(found.body, media_type=found.media, headers=dict(found.headers)))
        response = self.shown(given, who, found)
        if (further := getattr(found, "further", None)) is not None:
            response.headers["link"] = f'<{wire.onward(given.path, parameters, further)}>; rel="next"'
        return checked(request, response)

    def done(self, route: Route, given: Given, who: Who) -> Response:
        """What is done: people are sent on to where it can be seen, programs get it."""
        request, opening = given.request, self.desk.opening
        asks = self.sent(route, given, who)
        with self.guessing(route, given.place), self.desk.store() as store:
            work = Work(store, who, self.desk.now(), request.path_params, opening.private)
            done: Done = route.answer(work, asks)
            cookies = done.cookies or account.renewed(work)
        response = self.sent_on(given, who, done)
        for cookie in cookies:
            response.set_cookie(
                cookie.name, cookie.value, max_age=cookie.seconds, secure=opening.secure, httponly=cookie.secret,
                samesite="lax",
            )  # fmt: skip
        return response

    def sent(self, route: Route, given: Given, who: Who) -> Struct:
        """What was sent along; a form must bear the mark of those of this desk."""
        if given.form is None:
            return wire.decoded(route.asks, given.body)
        if wire.bearer(given.request.headers) is None:
            self.desk.forms.check(who, dict(given.form).get("csrf", ""))
        return wire.read(route.asks, ((name, value) for name, value in given.form if name != "csrf"))

    @contextmanager
    def guessing(self, route: Route, place: str) -> Iterator[None]:
        """Counts wrong passwords by where they come from."""
        if route.asks not in (LogIn, NewPassword):
            yield
            return
        self.desk.tries.check(place)
        try:
            yield
        except RefusedError as error:
            if error.problem.status == 401:
                self.desk.tries.count(place)
            raise

    def sent_on(self, given: Given, who: Who, done: Done) -> Response:
        """The answer to something that was done."""
        headers = {"location": wire.local(done.at), **({"cache-control": "no-store"} if done.shown else {})}
        if given.json:
            return Response(msgspec.json.encode(done.value), 201, headers, JSON)
        if not done.shown:
            return Response(status_code=303, headers=headers)
        response = self.shown(given, who, done.value)
        response.headers["cache-control"] = "no-store"
        return response

    # --- as it is sent ---

    def shown(self, given: Given, who: Who, page: Struct, status: int = 200) -> Response:
        """A page for people, or its twin for programs."""
        if given.json or type(page) not in shown.NAMES:
            return Response(msgspec.json.encode(page), status, media_type=JSON, headers={"vary": VARIES})
        look = look_of(given.request)
        frame = shown.Frame(
            lang=look.lang,
            theme=look.theme,
            user=who.name or None,
            role=who.role or None,
            csrf=self.desk.forms.mark(who),
            path=given.address,
            here="",
            writes="write" in who.rights,
            owner=who.owner,
        )
        return Response(shown.html(page, frame), status, {"content-language": look.lang, "vary": VARIES}, HTML)

    def problem(self, given: Given, who: Who, error: RefusedError) -> Response:
        """What is said where nothing is answered; people who must log in are sent to where they can."""
        problem = error.problem
        feed = given.path.endswith(FEEDS)
        headers = CHALLENGE if feed and problem.status == 401 else HINTS.get(problem.status, {})
        if given.json or feed:
            return Response(msgspec.json.encode(problem), problem.status, headers, PROBLEM)
        if problem.status == 401 and error.page is None and not who.name:
            if given.form is None:
                return Response(status_code=303, headers={"location": f"/login?{urlencode({'back': given.back})}"})
            # At the address of the form: then browsers keep what was typed, and show it to who goes back.
            return self.shown(given, who, Login(back=given.back, wrong=False), problem.status)
        response = self.shown(given, who, error.page or problem, problem.status)
        response.headers.update(headers)
        return response

    # --- where no route answers ---

    async def refused(self, request: Request, error: Exception) -> Response:
        """What is said to a request that is refused before anybody looked who asks."""
        assert isinstance(error, RefusedError)
        return await to_thread.run_sync(partial(self.problem, Given(request), NOBODY, error), limiter=self.all)

    async def lost(self, request: Request, error: Exception) -> Response:
        """What is said where there is no page, or none that takes what was sent."""
        assert isinstance(error, HTTPException)
        kind, detail = FRAME.get(error.status_code, FRAME[400])
        problem = RefusedError(error.status_code, kind, detail)
        return await to_thread.run_sync(partial(self.known, Given(request), problem), limiter=self.all)

    async def broken(self, request: Request, error: Exception) -> Response:
        """What is said where kutip itself is at fault; what it was stands in the log."""
        problem = RefusedError(500, "fault", "kutip could not make this page; its log says why.")
        return await self.refused(request, problem)

    def known(self, given: Given, error: RefusedError) -> Response:
        """A problem, shown to whoever asks."""
        with self.desk.library() as library:
            try:
                who = self.who(library, given)
            except (RefusedError, StoreError):
                who = NOBODY
        return self.problem(given, who, error)


FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""What a server adds that passes requests on; it may pass on those of everybody."""
FEEDS = (".atom", ".rss", "/alerts.json")
"""What programs ask for that show their token as a password, and only when they are asked for it."""
CHALLENGE = {"www-authenticate": 'Basic realm="kutip"'}
HINTS = {401: {"www-authenticate": "Bearer"}, 429: {"retry-after": "60"}, 503: {"retry-after": "1"}}
"""What the headers say of some problems."""
FRAME = {
    400: ("invalid", "What was sent cannot be read."),
    404: ("not-found", "There is no such page; the address may be mistyped."),
    405: ("method", "This address is only read, or only written to."),
}
"""What is said of what the frame refuses."""


def unkept(error: StoreError, path: Path) -> RefusedError:
    """What is said where the store does not answer; where it lies is nobody's business."""
    why = str(error).removeprefix(f"{path}: ")
    return RefusedError(503, "too-slow", why) if isinstance(error, SlowError) else RefusedError(500, "fault", why)


def allow(route: Route, who: Who) -> None:
    """`RefusedError` for who may not do what they ask for."""
    if route.needs == "open" or route.needs in who.rights:
        return
    if not who.name:
        raise RefusedError(401, "log-in", "Log in, or show a token: Authorization: Bearer …")
    raise RefusedError(403, "not-allowed", f"This needs the right to {NEEDS[route.needs]}.")


NEEDS = {
    "read": "read", "write": "add and judge", "own": "have keys of one's own: log in with a password",
    "admin": "say who may log in",
}  # fmt: skip


async def taken(request: Request) -> Given:
    """A request with what was sent along."""
    if request.method in ("GET", "HEAD"):
        return Given(request)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media in FORMS:
        form = await request.form(max_files=0, max_fields=200)
        return Given(request, form=tuple((name, value) for name, value in form.multi_items() if isinstance(value, str)))
    if media == JSON:
        return Given(request, body=await request.body())
    raise RefusedError(415, "invalid", f"Send a form, or {JSON}; not {media or 'nothing'}.")


def checked(request: Request, response: Response) -> Response:
    """The answer with a mark of what it holds; without a body for who has that already."""
    mark = f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if mark in known:
        kept = {name: value for name, value in response.headers.items() if name in STAYING}
        return Response(status_code=304, headers=kept | {"etag": mark})
    response.headers["etag"] = mark
    return response


STAYING = ("vary", "cache-control", "link", "content-security-policy", "x-frame-options")
"""What is said again of a page that a browser has; it takes the policy of the last answer for that of the page."""


def look_of(request: Request) -> Look:
    """How whoever asks chose to see the desk."""
    return shown.look(request.cookies, request.headers.get("accept-language", ""))


# --- what is no page --------------------------------------------------------------------------------------------------


async def static(request: Request, name: str = "") -> Response:
    """A file that pages need."""
    found = shown.assets().get(name or request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(found.body, media_type=found.media, headers={"cache-control": KEPT, "etag": f'"{found.digest}"'})


async def described(request: Request) -> Response:
    """What can be asked of this desk, for programs."""
    return Response(openapi.document(), media_type=JSON)


async def healthy(request: Request) -> Response:
    """That the desk answers."""
    return Response(msgspec.json.encode(Health(VERSION)), media_type=JSON)
