"""Alerts → messages that arrive: of each watch at most one in its interval, tried again until it is taken or there is
no more hope. What is due stands in the store, so what was stopped goes on; a message that is sent twice keeps its name.
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from msgspec.structs import replace

from kutip.errors import InputError
from kutip.export import alerts as exported
from kutip.export import phrase
from kutip.export.alerts import MOST, Message
from kutip.fetch.address import parsed
from kutip.fetch.dialer import ForbiddenError, is_ip
from kutip.fetch.guard import reachable
from kutip.fetch.post import Poster
from kutip.kept import Alert, Delivery, Watch
from kutip.run import beside, mail, moment, webhook
from kutip.run.mail import Mail
from kutip.run.outcome import Outcome
from kutip.store import Library, Store

HANDS = 8
"""Messages that are sent at a time; of those to one receiver one."""
PAUSES = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds before each further try, three days in all: those of the Standard Webhooks."""
NO_MAIL = "no mail server is set; set KUTIP_MAIL_HOST and KUTIP_MAIL_SENDER, or give the address of a webhook"
QUICKLY = 1_000
"""Watches that may be looked through with each turn; so many times as many are every so many seconds. Ten thousand take
a third of a second."""
ALL = 1_000_000
NEWEST = 2**63 - 1


class Parcel(NamedTuple):
    """A message on its way."""

    delivery: Delivery
    outcome: Future[Outcome]


class Deliver:
    """Sends what is due. No turn waits for a receiver."""

    def __init__(
        self,
        poster: Poster,
        desk: str,
        mail: Mail | None = None,
        tell: Callable[[str], object] = lambda words: None,
    ) -> None:
        """`desk` is the address at which those who get messages find the desk; `tell` hears of each try, in one
        line."""
        self.poster, self.desk, self.mail, self.tell = poster, desk.rstrip("/"), mail, tell
        self.away: dict[str, Parcel] = {}
        """By receiver."""
        self.looked, self.rest = datetime.min.replace(tzinfo=UTC), timedelta()
        """When all watches were looked through, and for how long that holds."""

    def turn(self, store: Store, now: datetime) -> int:
        """Puts down what came of messages, writes those whose time has come, and sends them; how many are away."""
        self.take_back(store, now)
        if not timedelta() <= now - self.looked < self.rest:
            self.looked, self.rest = now, timedelta(seconds=write(store, now) // QUICKLY)
        self.send(store, now)
        return len(self.away)

    def take_back(self, store: Store, now: datetime) -> None:
        """Puts down what came of the messages that were sent."""
        for to, (delivery, outcome) in list(self.away.items()):
            if outcome.done():
                settled = store.put(after(delivery, came(outcome), now))
                self.tell(told(settled))
                del self.away[to]

    def send(self, store: Store, now: datetime) -> None:
        """Sends messages that are due, one to a receiver at a time."""
        for delivery in store.notes(Delivery, done=None, limit=ALL):
            if len(self.away) >= HANDS:
                return
            if delivery.due <= moment.written(now) and delivery.to not in self.away:
                work = self.work(store, delivery, now)
                self.away[delivery.to] = Parcel(delivery, beside.begun(work))

    def work(self, store: Library, delivery: Delivery, now: datetime) -> Callable[[], Outcome]:
        """What is to be done for a delivery, all that it needs from the store in hand."""
        watch = next(iter(store.notes(Watch, id=delivery.watch)), None)
        if watch is None:
            return lambda: Outcome("its watch is no more", final=True)
        alerts = [alert for number in delivery.alerts[:MOST] for alert in store.notes(Alert, id=number)]
        message = exported.message(watch, alerts, len(delivery.alerts), self.desk)
        if delivery.to.startswith(mail.SCHEME):
            return partial(mailed, self.mail, delivery, message, now)
        return partial(posted, self.poster, delivery, message, watch.secret, now)


def came(outcome: Future[Outcome]) -> Outcome:
    """What came of a try. A message on which kutip itself fails stops no other."""
    try:
        return outcome.result()
    except Exception as error:  # whatever it is that the other side thought of
        return Outcome(f"kutip failed on it ({type(error).__name__}: {error}); please report it")


def mailed(server: Mail | None, delivery: Delivery, message: Message, now: datetime) -> Outcome:
    """What came of a message to a person."""
    if server is None:
        return Outcome(NO_MAIL)
    try:
        letter = mail.written(
            name(delivery), server, delivery.to, exported.subject(message), exported.text(message), now
        )
    except InputError as error:
        return Outcome(str(error), final=True)
    return mail.send(server, letter)


def posted(poster: Poster, delivery: Delivery, message: Message, secret: str, now: datetime) -> Outcome:
    """What came of a message to a program."""
    body = exported.event(message)
    return webhook.send(poster, delivery.to, body, webhook.signed(name(delivery), now, body, secret))


def name(delivery: Delivery) -> str:
    """What a message is called each time that it is sent: receivers know by it what they have."""
    said = f"{delivery.watch}\n{delivery.id}\n{delivery.made}\n{delivery.to}"
    return f"msg_{sha256(said.encode()).hexdigest()[:32]}"


def check(to: str, private: bool = False) -> None:
    """`InputError` when alerts cannot go there: no address of a mailbox, and none of the web that may be asked."""
    if to.startswith(mail.SCHEME):
        mail.recipient(to)
        return
    host = parsed(to, private=private).host
    if is_ip(host) and not reachable(host, private):
        raise ForbiddenError(f"{host} is no address that alerts may go to")


# --- what is due ------------------------------------------------------------------------------------------------------


def write(store: Store, now: datetime) -> int:
    """Writes the messages whose time has come: all that a watch has not told, to each of its receivers; how many
    watches there are."""
    watches = store.notes(Watch, paused=False, limit=ALL)
    for watch in watches:
        if ripe(store, watch, now) and store.notes(Alert, watch=watch.id, sent=None, limit=1):
            with store.writing():
                digest(store, watch, moment.written(now))
    return len(watches)


def ripe(store: Library, watch: Watch, now: datetime) -> bool:
    """Whether the last message of a watch is long enough ago."""
    last = store.notes(Delivery, watch=watch.id, before=NEWEST, limit=1)
    return not last or moment.read(last[0].made) + timedelta(minutes=watch.every) <= now


def digest(store: Store, watch: Watch, at: str) -> None:
    """Puts all that a watch has not told into one message to each receiver."""
    alerts = store.notes(Alert, watch=watch.id, sent=None, limit=ALL)
    numbers = tuple(alert.id for alert in alerts)
    for to in dict.fromkeys(watch.to):
        store.put(Delivery(0, watch.id, to, numbers, made=at, due=at))
    for alert in alerts:
        store.put(replace(alert, sent=at))


def after(delivery: Delivery, outcome: Outcome, now: datetime) -> Delivery:
    """A delivery after one more try."""
    tries, at = delivery.tries + 1, moment.written(now)
    if outcome.why is None:
        return replace(delivery, tries=tries, done=at, why=None)
    if outcome.final or tries > len(PAUSES):
        return replace(delivery, tries=tries, done=at, why=f"given up at try {tries}: {outcome.why}")
    due = moment.written(now + timedelta(seconds=PAUSES[delivery.tries]))
    return replace(delivery, tries=tries, due=due, why=outcome.why)


def told(delivery: Delivery) -> str:
    """What came of a try, in one line; of a webhook only its host is told, since the rest may be a secret."""
    what = f"{phrase.counted(len(delivery.alerts), 'alert')} of watch {delivery.watch} to {receiver(delivery.to)}"
    if delivery.why is None:
        return f"delivered {what}"
    again = "" if delivery.done else f"; again at {delivery.due}"
    return f"not delivered {what}: {phrase.line(delivery.why)}{again}"


def receiver(to: str) -> str:
    """Who gets a message."""
    if to.startswith(mail.SCHEME):
        return phrase.line(to.removeprefix(mail.SCHEME))
    try:
        return parsed(to, private=True).host
    except InputError:
        return phrase.line(to)
