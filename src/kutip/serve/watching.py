"""Watches and what they told: seen, made, changed and taken away."""

from collections.abc import Iterator

from msgspec.structs import replace

from kutip.errors import InputError
from kutip.export import alerts
from kutip.kept import Alert, Delivery, Watch
from kutip.run import deliver, webhook
from kutip.serve.asked import LARGEST, Asked, Done, RefusedError, Sent, Who, Work, missing
from kutip.serve.asks import Back, MakeWatch, Nothing, Onward
from kutip.serve.lists import AlertPage, Told, Watched, Watches, WatchPage
from kutip.store import Library

PAGE, FEW, MANY = 50, 3, 100
"""Alerts on the page of a watch, and beside its name in the list of all; watches in that list."""
SENDS = 20
"""Messages on the page of a watch."""


def watches(asked: Asked, onward: Onward) -> Watches:
    """What is watched, with what it told last; and the questions that are only kept; the newest first."""
    held = asked.library.notes(Watch, before=onward.after or LARGEST, limit=MANY, gone=False)
    found = [shown(watch, asked.who) for watch in held]
    return Watches(
        watches=tuple(Watched(watch, last(asked.library, watch, FEW)) for watch in found if watch.on),
        saved=tuple(watch for watch in found if not watch.on),
        further=held[-1].id if len(held) == MANY else None,
    )


def watch(asked: Asked, onward: Onward) -> WatchPage:
    """A watch with what it told, the newest first, and with the messages that carried it."""
    found = one(asked.library, asked.number)
    told = asked.library.notes(Alert, before=onward.after or LARGEST, limit=PAGE, watch=found.id)
    reports = {report.id: report for report in asked.library.reports([alert.report for alert in told])} if told else {}
    sends = asked.library.notes(Delivery, before=LARGEST, limit=SENDS, watch=found.id)
    return WatchPage(
        watch=shown(found, asked.who),
        told=tuple(Told(alert, reports.get(alert.report)) for alert in told),
        deliveries=sends if "write" in asked.who.rights else (),
        further=told[-1].id if len(told) == PAGE else None,
    )


def alert(asked: Asked, _: Nothing) -> AlertPage:
    """An alert with its evidence: the words, through whom they came, the preserved copy."""
    found = next(iter(asked.library.notes(Alert, id=asked.number)), None)
    if found is None:
        raise missing("such alert")
    watch = next(iter(asked.library.notes(Watch, id=found.watch)), None)
    report = next(iter(asked.library.reports((found.report,))), None)
    return AlertPage(found, watch and shown(watch, asked.who), report)


def atom(asked: Asked, _: Nothing) -> Sent:
    """The alerts of a watch as an Atom feed, the newest first."""
    found = one(asked.library, asked.number)
    return Sent(alerts.atom(found, last(asked.library, found, PAGE), asked.desk), alerts.MEDIA["atom"])


def rss(asked: Asked, _: Nothing) -> Sent:
    """The alerts of a watch as RSS, the newest first."""
    found = one(asked.library, asked.number)
    return Sent(alerts.rss(found, last(asked.library, found, PAGE), asked.desk), alerts.MEDIA["rss"])


def jsonfeed(asked: Asked, _: Nothing) -> Sent:
    """The alerts of a watch as a JSON Feed, the newest first."""
    found = one(asked.library, asked.number)
    return Sent(alerts.jsonfeed(found, last(asked.library, found, PAGE), asked.desk), alerts.MEDIA["json"])


def one(library: Library, number: int) -> Watch:
    """A watch; `RefusedError` where there is none."""
    found = next(iter(library.notes(Watch, id=number)), None)
    if found is None or found.gone:
        raise missing("such watch")
    return found


def last(library: Library, watch: Watch, limit: int) -> tuple[Alert, ...]:
    """What a watch told last, the newest first."""
    return library.notes(Alert, before=LARGEST, limit=limit, watch=watch.id)


def shown(watch: Watch, who: Who) -> Watch:
    """A watch as somebody may see it: where its alerts go, and what signs them, is for those who may write."""
    return watch if "write" in who.rights else replace(watch, to=(), secret="")


# --- written ----------------------------------------------------------------------------------------------------------


def make(work: Work, asks: MakeWatch) -> Done:
    """Keeps a question; with `on` it is watched from now on."""
    made = asked_for(Watch(0, asks.name, work.who.name, work.now, asks.question), work, asks)
    last = next(iter(work.store.notes(Watch, before=LARGEST, limit=1)), None)
    if last and replace(last, id=0, made=made.made, secret="") == made:  # the button was pressed twice
        kept = last
    else:
        kept = work.store.put(replace(made, secret=webhook.secret()))
    return Done(asks.back or (f"/watch/{kept.id}" if kept.on else "/watches"), kept)


def change(work: Work, asks: MakeWatch) -> Done:
    """Puts a question or watch as it is sent in the place of what it was."""
    kept = work.store.put(asked_for(one(work.store, work.number), work, asks))
    return Done(asks.back or f"/watch/{kept.id}", kept)


def take(work: Work, asks: Back) -> Done:
    """Takes a watch or a kept question away; what it told stays."""
    found = one(work.store, work.number)
    return Done(asks.back or "/watches", work.store.put(replace(found, paused=True, gone=True)))


def asked_for(watch: Watch, work: Work, asks: MakeWatch) -> Watch:
    """A watch as it is asked for; `RefusedError` where it cannot be watched, or alerts cannot go."""
    if "amount" in asks.on and (asks.threshold is None or asks.comparator is None):
        raise RefusedError(400, "invalid", "To watch for a number say past which: comparator and threshold.")
    return replace(
        watch,
        name=asks.name,
        question=asks.question,
        on=asks.on,
        group=asks.group,
        comparator=asks.comparator,
        threshold=asks.threshold,
        unit=asks.unit,
        to=tuple(places(asks.to, work.private)),
        every=asks.every,
        paused=asks.paused,
    )


def places(to: str, private: bool) -> Iterator[str]:
    """Where alerts go, one a line; `RefusedError` for what is no such place."""
    for address in dict.fromkeys(line.strip() for line in to.splitlines() if line.strip()):
        try:
            deliver.check(address, private)
        except InputError as error:
            raise RefusedError(400, "invalid", f"{address}: {error}") from None
        yield address
