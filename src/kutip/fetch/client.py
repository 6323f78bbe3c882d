"""Address → what it gives, safely and politely: every redirect goes through the same guard, robots.txt is honoured, and
nothing takes more than its limits."""

import ssl
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import NamedTuple

import httpcore

from kutip.errors import InputError
from kutip.fetch.address import Address, parsed
from kutip.fetch.dialer import Dial, Dialer, ForbiddenError, Resolve, dialled, resolved
from kutip.fetch.exchange import Answer, AnswerError, Exchange, Headers
from kutip.fetch.http import FAILURES, exchanged, failed, passing, slack
from kutip.fetch.limits import Limits
from kutip.fetch.onward import moved, refreshed
from kutip.fetch.packing import ACCEPTED, unpacked
from kutip.fetch.polite import Hosts
from kutip.fetch.robots import Found, Robots

AGENT = "kutip/0.1 (reads news reports for a person)"
ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"
BUSY = (429, 502, 503, 504)
"""What a site answers that may answer well a little later."""
CONDITIONS = ("If-None-Match", "If-Modified-Since")
ADVICE = {
    401: "it wants a login; open it in a browser, save the page and give the file",
    403: "it turns programs away; open it in a browser, save the page and give the file",
    404: "check the address, or give a saved page",
    410: "the page was taken down; give a saved page",
    429: "it asks for fewer requests; try again later",
    451: "it is blocked by law; give a saved page",
}


class Spell:
    """The seconds that one address has left, over all its redirects and tries."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds


class Errand(NamedTuple):
    """What a request is made for, the same over all redirects."""

    accept: str
    raw: int
    """Bytes of the body that are taken."""
    asks: bool
    """Whether the site's robots.txt is asked first: for all but robots.txt itself."""
    spell: Spell


class Client:
    """Fetches from the web; what reaches outside can be passed in. One client may serve many threads."""

    def __init__(
        self,
        private: bool = False,
        agent: str = AGENT,
        limits: Limits = Limits(),  # noqa: B008 - it is frozen
        *,
        authorities: str | None = None,
        resolve: Resolve = resolved,
        dial: Dial = dialled,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`private` opens the own network and all ports; `agent` says who asks, best with an address to write to;
        `authorities` are the certificates (PEM) to trust instead of the system's."""
        self.private, self.agent, self.limits, self.clock = private, agent, limits, clock
        self.dialer = Dialer(private, resolve, dial, clock)
        self.hosts = Hosts(limits, sleep, clock)
        self.robots = Robots(agent.partition("/")[0].strip(), clock)
        trusted = ssl.create_default_context(cadata=authorities)
        self.pool = httpcore.ConnectionPool(
            trusted, max_connections=None, max_keepalive_connections=20, network_backend=self.dialer
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all connections."""
        self.pool.close()

    # --- one address ---
    def get(
        self,
        url: str,
        *,
        validators: tuple[str | None, str | None] | None = None,
        accept: str = ACCEPT,
        headers: Headers = (),
    ) -> Answer:
        """What an address gives in the end; `InputError` says why it gives nothing.

        `validators` are the ETag and Last-Modified of the copy at hand: a 304 then says that it still holds. They and
        `headers` go to the site of `url` only.
        """
        conditional = conditions(validators)
        errand = Errand(accept, self.limits.raw, True, Spell(self.limits.seconds))
        exchanges, body = self.followed(parsed(url, private=self.private), errand, (*headers, *conditional))
        return settled(Answer(exchanges, body), bool(conditional))

    def permit(self, address: Address, spell: Spell) -> None:
        """`InputError` when the site's robots.txt does not allow it; from then on its pace is kept."""
        rules = self.robots.rules(address, lambda file: self.rules(file, spell))
        rules.check(address.url, self.robots.agent)
        self.hosts.slow(address.host, rules.delay(self.robots.agent))

    def rules(self, file: Address, spell: Spell) -> Found:
        """The answer to a request for robots.txt."""
        try:
            exchanges, body = self.followed(file, Errand("text/plain", self.limits.robots, False, spell))
        except AnswerError as error:
            if moved(error.exchanges[-1]):
                return None
            raise AnswerError(f"{file.url}: {error}", error.exchanges) from None
        return exchanges[-1], body[: self.limits.robots]

    # --- its redirects ---
    def followed(self, address: Address, errand: Errand, extra: Headers = ()) -> tuple[tuple[Exchange, ...], bytes]:
        """All exchanges on the way, and the body at its end."""
        exchanges: tuple[Exchange, ...] = ()
        seen: list[str] = []
        while True:
            seen.append(address.url)
            exchange = self.hop(address, errand, extra, len(seen))
            exchanges = (*exchanges, exchange)
            body = b"" if moved(exchange) else self.unpacked(exchanges)
            place = moved(exchange) or (refreshed(exchange, body) if errand.asks else None)
            target = place and self.target(place, exchanges)
            if not target or (target == address and not moved(exchange)):  # a page that reloads itself is read
                return exchanges, body
            if why := self.endless(target.url, seen):
                raise AnswerError(why, exchanges)
            extra = carried(extra, address, target)
            address = target

    def unpacked(self, exchanges: tuple[Exchange, ...]) -> bytes:
        """The body of the last exchange; `AnswerError` when it cannot be had, or is a trap."""
        last = exchanges[-1]
        try:
            return unpacked(last.wire, last.header("content-encoding"), self.limits, whole=last.truncated is None)
        except InputError as error:
            raise AnswerError(str(error), exchanges) from None

    def target(self, place: str, exchanges: tuple[Exchange, ...]) -> Address:
        """Where the last exchange sends its reader; `AnswerError` when that is no address to follow."""
        try:
            return parsed(place, exchanges[-1].url, self.private)
        except InputError as error:
            raise AnswerError(f"refused: {error} (hop {len(exchanges) + 1})", exchanges) from None

    def endless(self, url: str, seen: list[str]) -> str | None:
        """Why a further redirect is not followed."""
        if url in seen:
            return f"it redirects in a circle (hop {len(seen) + 1}); open it in a browser and save the page"
        if len(seen) > self.limits.redirects:
            return f"it redirects more than {self.limits.redirects} times; give the address it should end at"
        return None

    def hop(self, address: Address, errand: Errand, extra: Headers, number: int) -> Exchange:
        """One exchange on the way."""
        asked = (*self.constant(address, errand.accept), *extra)
        try:
            if errand.asks:
                self.permit(address, errand.spell)
            return self.tried(address, asked, errand)
        except ForbiddenError as error:
            raise ForbiddenError(error.why, number) from None

    def constant(self, address: Address, accept: str) -> Headers:
        """What is sent with every request: who asks, never where from."""
        return (
            ("Host", address.named),
            ("User-Agent", self.agent),
            ("Accept", accept),
            ("Accept-Encoding", ACCEPTED),
        )

    # --- its tries ---
    def tried(self, address: Address, asked: Headers, errand: Errand) -> Exchange:
        """One exchange, tried again while that promises something."""
        outcome = self.once(address, asked, errand)
        for number in range(1, self.limits.tries):
            wait = self.wait(outcome, number) if errand.spell.left > 0 else None
            if wait is None:
                break
            self.hosts.hold(address.host, wait)
            if wait > self.limits.longest:
                break
            outcome = self.once(address, asked, errand)
        if isinstance(outcome, Exchange):
            return outcome
        raise failed(outcome, self.limits.silence if errand.spell.left > 0 else self.limits.seconds) from outcome

    def wait(self, outcome: Exchange | Exception, number: int) -> float | None:
        """Seconds before the next try; None when that would end like this one."""
        pause = self.limits.backoff * 2 ** (number - 1)
        if isinstance(outcome, Exception):
            return pause if passing(outcome) else None
        again = outcome.status in BUSY or outcome.truncated == "disconnect"
        return max(pause, later(outcome)) if again else None

    def once(self, address: Address, asked: Headers, errand: Errand) -> Exchange | Exception:
        """One exchange, or why there is none."""
        try:
            return self.sent(address, asked, errand)
        except FAILURES as error:
            return error

    def sent(self, address: Address, asked: Headers, errand: Errand) -> Exchange:
        """One exchange, when it is the host's turn."""
        with self.hosts.turn(address.host) as paused:
            errand.spell.left -= paused
            start = self.clock()
            self.dialer.allow(start + errand.spell.left, slack(errand.raw))
            try:
                return exchanged(self.pool, address, asked, errand.raw, self.limits.silence)
            finally:
                errand.spell.left -= self.clock() - start


def carried(extra: Headers, address: Address, target: Address) -> Headers:
    """The headers of the caller that a redirect may see: all at the same site; at another only the conditions, and
    these only for the same path."""
    if target.origin == address.origin:
        return extra
    return tuple(header for header in extra if header[0] in CONDITIONS) if target.target == address.target else ()


def conditions(validators: tuple[str | None, str | None] | None) -> Headers:
    """The headers that ask for a page only if it is another one by now."""
    return tuple((name, value) for name, value in zip(CONDITIONS, validators or (), strict=False) if value)


def later(exchange: Exchange) -> float:
    """Seconds after which a site wants to be asked again."""
    said = (exchange.header("retry-after") or "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        wait = parsedate_to_datetime(said) - parsedate_to_datetime(exchange.header("date") or "")
    except (TypeError, ValueError, OverflowError):  # none of it, or no dates
        return 0.0
    return wait.total_seconds()


def settled(answer: Answer, conditional: bool) -> Answer:
    """The answer, when it holds something to read or says that nothing is new."""
    status, exchanges = answer.last.status, answer.exchanges
    if status == 304 and conditional:
        return answer
    if status not in (200, 203):
        known = status in HTTPStatus._value2member_map_
        words = f"{status} {HTTPStatus(status).phrase}" if known else str(status)
        advice = ADVICE.get(status, "try again later" if status >= 500 else ADVICE[404])
        raise AnswerError(f"the site answered {words}; {advice}", exchanges)
    if answer.last.truncated and not answer.body:
        raise AnswerError("the answer broke off before its first byte; try again later", exchanges)
    return answer
