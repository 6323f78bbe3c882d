"""A press on this machine for a keeper to watch: feeds that go on printing, and somebody who is sent the alerts."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from kutip import store
from kutip.kept import Alert, Delivery, Feed, Question, Watch
from kutip.run import webhook
from kutip.run.moment import written
from tests.servers import Asked, Reply, Site, html, nothing, site

SYLLABLES = [first + vowel for first in "bcdfghjklmnprstwyz" for vowel in "aeiou"]
HOSTS = 250
"""Feeds of one range of addresses; each has one of its own, so that none waits for another's turn."""


class Item(NamedTuple):
    """A report that a feed prints."""

    number: int
    feed: int
    at: float
    """The second in which it stands there first."""


class Press:
    """Feeds that print reports at random moments, each report with words of its own."""

    def __init__(self, feeds: int, items: list[Item]) -> None:
        self.items = {item.number: item for item in items}
        self.begin = time.monotonic()
        self.printed: list[list[Item]] = [[] for _ in range(feeds)]
        for item in sorted(items, key=lambda one: one.at):
            self.printed[item.feed].append(item)

    @property
    def now(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.begin

    def __call__(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix("/")
        if path == "feed":
            return self.feed(number(asked.headers["Host"]), asked.headers.get("If-None-Match"))
        return html(page(int(path))) if path.isdigit() else nothing(asked)

    def feed(self, which: int, held: str | None) -> Reply:
        """A feed as it is now."""
        here = [item for item in self.printed[which] if item.at <= self.now]
        mark = f'"{len(here)}"'
        if held == mark:
            return Reply(304, b"", {"ETag": mark})
        items = "".join(
            f"<item><guid>{item.number}</guid><title>Report {item.number}</title><link>/{item.number}</link>"
            f"<pubDate>{format_datetime(datetime.now(UTC))}</pubDate></item>"
            for item in reversed(here[-30:])
        )
        body = f"<rss version='2.0'><channel><title>Paper {which}</title>{items}</channel></rss>"
        return Reply(200, body.encode(), {"Content-Type": "application/rss+xml", "ETag": mark})


def items(feeds: int, seconds: float, gap: float, first: float = 0.0) -> list[Item]:
    """What feeds print in some seconds, each one report in `gap` seconds on average."""
    chance = random.Random(6)
    found: list[Item] = []
    for feed in range(feeds):
        at = first + chance.expovariate(1 / gap)
        while at < first + seconds:
            found.append(Item(len(found), feed, at))
            at += chance.expovariate(1 / gap)
    return found


def number(host: str) -> int:
    """The feed that has an address."""
    _, _, high, low = host.partition(":")[0].split(".")
    return int(high) * HOSTS + int(low) - 1


def address(feed: int, port: int) -> str:
    """The address of a feed."""
    return f"http://127.0.{feed // HOSTS}.{feed % HOSTS + 1}:{port}/feed"


def page(number: int) -> str:
    """The report of that number; like no other."""
    chance = random.Random(number)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3))))

    def sentence(words: int) -> str:
        return " ".join(word() for _ in range(words))

    speakers = [f"{word().capitalize()} {word().capitalize()}" for _ in range(2)]
    said = "".join(f"<p>“The {sentence(9)} of {sentence(6)},” {one} said.</p>" for one in speakers)
    body = "".join(f"<p>The {sentence(12)} at the {sentence(14)}.</p>" for _ in range(3))
    title = f"Report {number} {sentence(4)}"
    return f"<html lang=en><title>{title}</title><article><h1>{title}</h1>{said}{body}</article></html>"


class Receiver:
    """Somebody who gets alerts: the messages by their names, and when each report was first told of."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.messages: dict[str, tuple[int, ...]] = {}
        """The alerts of each message."""
        self.first: dict[int, float] = {}
        """By the number of the report."""
        self.again = 0
        """Messages that came more than once."""
        self.lock = threading.Lock()

    def __call__(self, asked: Asked) -> Reply:
        at = self.press.now
        told = msgspec.json.decode(asked.given)["data"]["alerts"]
        with self.lock:
            self.again += asked.headers["webhook-id"] in self.messages
            self.messages[asked.headers["webhook-id"]] = tuple(alert["id"] for alert in told)
            for alert in told:
                self.first.setdefault(int(alert["title"].split()[1]), at)
        return Reply(204)


@contextmanager
def running(press: Press) -> Iterator[tuple[Site, Receiver, Site]]:
    """A press at work, and a receiver with its address."""
    receiver = Receiver(press)
    with site(press, host="") as there, site(receiver) as hook:
        yield there, receiver, hook


def fill(path: Path, press: Press, port: int, to: str, every: int = 0) -> None:
    """Makes a store with all feeds of a press, and a watch for all that they print."""
    desk = store.open(path, write=True)
    made = written(datetime.now(UTC))
    with desk.writing():
        for feed in range(len(press.printed)):
            desk.put(Feed(0, address(feed, port), "rina", made))
        desk.put(
            Watch(0, "All", "rina", made, Question(), ("telling",), to=(to,), every=every, secret=webhook.secret())
        )


def keeper(path: Path, *options: str) -> "subprocess.Popen[bytes]":
    """A keeper of a store, begun."""
    command = [sys.executable, "-m", "kutip", "watch", "--store", str(path), "--allow-private", "--pause=0", *options]
    with path.with_name("keeper.log").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)


def awake(there: Site, seconds: float = 60) -> None:
    """Waits until a keeper asks the press for something."""
    before, end = len(there.asked), time.monotonic() + seconds
    while len(there.asked) == before and time.monotonic() < end:
        time.sleep(0.02)


def killed(process: "subprocess.Popen[bytes]") -> None:
    """The end of a process and of all that it began, in the middle of whatever they do."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def hurried(path: Path) -> None:
    """Makes all feeds due, so that nobody waits for them."""
    desk = store.open(path, write=True)
    with desk.writing():
        for feed in desk.notes(Feed):
            desk.put(replace(feed, due=""))


def settled(path: Path, press: Press, receiver: Receiver, seconds: float) -> bool:
    """Whether everything that was printed is told of, waited for."""
    desk = store.open(path)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        left = len(desk.notes(Alert, sent=None, limit=1)) + len(desk.notes(Delivery, done=None, limit=1))
        if not left and len(receiver.first) == len(press.items):
            return True
        time.sleep(0.2)
    return False


class Sum(NamedTuple):
    """What became of the alerts of a store."""

    alerts: int
    lost: int
    """Alerts that no message told of."""
    doubled: int
    """Alerts that more than one message told of."""
    untold: int
    """Reports that were printed, and of which no alert tells."""
    again: int
    """Messages that came more than once, under the same name."""


def summed(path: Path, press: Press, receiver: Receiver) -> Sum:
    """What became of the alerts, after all is over."""
    desk = store.open(path)
    alerts = {alert.id for alert in desk.notes(Alert, limit=10_000_000)}
    told = [alert for message in receiver.messages.values() for alert in message]
    return Sum(
        alerts=len(alerts),
        lost=len(alerts - set(told)),
        doubled=len(told) - len(set(told)),
        untold=len(press.items.keys() - receiver.first.keys()),
        again=receiver.again,
    )
