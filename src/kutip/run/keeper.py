"""The one process that does the long work of a desk, in rounds: jobs and feeds → reports kept → stories told → alerts
→ messages. Broken off anywhere, it goes on there: what is not done yet stands in the store.
"""

import threading
import traceback
from collections.abc import Callable
from datetime import datetime

from kutip.errors import Failure, KutipError
from kutip.kept import Kept
from kutip.record import Reading
from kutip.run import telling
from kutip.run.deliver import Deliver
from kutip.run.jobs import Begin, Jobs, came
from kutip.run.moment import written
from kutip.run.poll import Look, Poll
from kutip.run.storyteller import Storyteller
from kutip.run.web import Web
from kutip.run.workers import Coming
from kutip.store import Store

SOON, IDLE = 0.05, 0.5
"""Seconds between two rounds: while something is under way, and while nothing is."""


class Feeds:
    """Keeps what is new in feeds."""

    def __init__(self, web: Web, begin: Begin) -> None:
        self.poll, self.begin = Poll(web), begin
        self.reading: list[tuple[Look, list[Coming]]] = []

    @property
    def away(self) -> bool:
        """Whether something is under way."""
        return bool(self.reading or self.poll.away)

    def turn(self, store: Store, now: datetime) -> bool:
        """Looks at the feeds that are due, and keeps what was found and read; whether there was any."""
        self.reading += [(look, [self.begin(one) for one in look.captures]) for look in self.poll.turn(store, now)]
        ready = [pair for pair in self.reading if all(one.done() for one in pair[1])]
        self.reading = [pair for pair in self.reading if pair not in ready]
        for look, readings in ready:
            self.keep(store, look, readings, now)
        return bool(ready)

    def keep(self, store: Store, look: Look, readings: list[Coming], now: datetime) -> None:
        """Keeps the new reports of a feed, and what it lists."""
        outcomes = [(one.capture, came(one.outcome, one.capture.name)) for one in readings]
        failures = tuple(outcome for _, outcome in outcomes if isinstance(outcome, Failure))
        found = [Kept(capture, one, written(now)) for capture, one in outcomes if isinstance(one, Reading)]
        with store.writing():
            store.keep(found)
            self.poll.settle(store, look._replace(failures=(*look.failures, *failures)), now)


class Keeper:
    """Does what is to be done in a store; there is one at a time."""

    def __init__(
        self,
        store: Store,
        web: Web,
        begin: Begin,
        deliver: Deliver | None = None,
        say: Callable[[str], object] = lambda words: None,
    ) -> None:
        """`begin` begins to read a capture, with what the outlet says in its own voice. Without `deliver` alerts wait
        for one who sends them. `say` hears what went wrong."""
        self.store, self.deliver, self.say = store, deliver, say
        self.jobs, self.feeds, self.teller = Jobs(web, begin), Feeds(web, begin), Storyteller(store)

    def step(self, now: datetime) -> float:
        """One round; after so many seconds there may be something to do again."""
        moved = [self.jobs.turn(self.store, now), self.feeds.turn(self.store, now)]
        moved.append(self.tell(now))
        sending = self.deliver.turn(self.store, now) if self.deliver else 0
        if any(moved):
            return 0.0
        return SOON if sending or self.jobs.away or self.feeds.away else IDLE

    def tell(self, now: datetime) -> bool:
        """Tells stories of what came; whether there was anything to tell. A report on which kutip fails is left untold
        until it starts anew, and stops no other."""
        try:
            return telling.tell(self.store, self.teller, now)
        except KutipError:
            raise
        except Exception:  # whatever it is that its author thought of
            first = self.teller.batch[0]
            self.say(f"kutip failed to tell {len(self.teller.batch)} reports from {first.url or first.ref} on")
            self.say(f"please report it: {traceback.format_exc()}")
            self.teller = self.teller.without()
            return True

    def run(self, stop: threading.Event, clock: Callable[[], datetime]) -> None:
        """Round after round, until it is to stop."""
        while not stop.is_set():
            stop.wait(self.step(clock()))
