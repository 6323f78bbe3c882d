"""Feeds and sitemaps that are asked again and again → the reports that are new in them.

What a feed listed is put down where its reports are kept, in one transaction: whoever is stopped between the two gets
the same reports again, and a store that has them adds nothing.
"""

import re
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace

from kutip.errors import Failure, InputError
from kutip.fetch import feed as feeds
from kutip.fetch import kind
from kutip.fetch.exchange import Answer, Exchange, passing
from kutip.fetch.item import Feed as Contents
from kutip.kept import Feed, Job, Listing
from kutip.parse import feeds as parsed
from kutip.record import Capture
from kutip.run import beside, moment
from kutip.run.body import Given
from kutip.run.web import DEEP, Got, Link, Web, page
from kutip.store import Library, Store

HANDS = 64
"""Feeds that are asked at a time; nearly all that they do is wait."""
SHORTEST, LONGEST = 20, 45
"""Seconds between two looks at a feed: what an outlet prints is to be told within a minute."""
HEAVY = 300
"""The longest pause where a site cannot say that nothing is new, and sends all of it each time."""
FRESH = 3_600
"""A site that calls its feed fresh for longer is asked again all the same."""
FASTER, SLOWER = 0.5, 1.25
"""What the pause is multiplied with when something is new, and when nothing is: it settles at a quarter of the time
between two reports, within its bounds."""
DAY = 86_400
BEGIN = 100
"""Reports that are taken of a feed when it is new, the newest ones; what was there before is passed over."""
PIECE = 10
"""Reports that are taken of a feed at a time; the others follow at once, and other feeds have their turn."""
REFUSED, UNANSWERED = 3, 20
"""How often a report is asked for that a site does not give, or does not answer for."""
MAX_AGE = re.compile(r"(?:^|[\s,])max-age=\"?([0-9]{1,9})", re.I)
FAULT = "kutip failed on it ({}: {}); please report it"
SIZE = 8
READ = 0
ALL = 1_000_000

Known = dict[bytes, int]
"""What is known of items by their marks: `READ`, or how often they were asked for in vain."""


class Entry(NamedTuple):
    """One thing that a feed lists."""

    mark: bytes
    """A name that is another one when the entry says something else."""
    link: Link
    whole: Capture | None = None
    """The report itself, where the feed carries it."""


class Look(NamedTuple):
    """What came of one look at a feed."""

    feed: Feed
    captures: tuple[Capture, ...] = ()
    failures: tuple[Failure, ...] = ()
    """Reports that nobody asks for again."""
    known: Known | None = None
    """None: it says that nothing is new, or cannot be read."""
    title: str = ""
    validators: tuple[str | None, str | None] = (None, None)
    fresh: int = 0
    """Seconds for which its site gives the same answer to whoever asks again."""
    more: bool = False
    """Whether more is new than was taken."""
    why: str | None = None
    """Why it cannot be read."""


class Poll:
    """Looks at feeds. No turn waits for a site."""

    def __init__(self, web: Web, hands: int = HANDS) -> None:
        """`web` keeps no archive: the store is one."""
        self.web, self.hands = web, hands
        self.away: dict[int, tuple[Feed, Future[Look]]] = {}
        self.back: set[int] = set()
        """Feeds that were looked at, and what came of it is not settled yet."""

    def turn(self, store: Library, now: datetime) -> tuple[Look, ...]:
        """What came of looks at feeds, each to be settled; those that are due are begun."""
        found = tuple(outcome(*self.away.pop(number)) for number, (_, look) in list(self.away.items()) if look.done())
        self.back.update(look.feed.id for look in found)
        due = (one for one in store.notes(Feed, paused=False, limit=ALL) if one.due <= moment.written(now))
        for one in sorted(due, key=lambda one: one.due):
            if one.id not in self.away and one.id not in self.back and len(self.away) < self.hands:
                self.away[one.id] = one, beside.begun(partial(look, self.web, one, known(store, one)))
        return found

    def settle(self, store: Store, look: Look, now: datetime) -> None:
        """Puts down what came of a look, in the transaction that keeps its reports."""
        for held in store.notes(Feed, id=look.feed.id):  # as it is by now: somebody may have paused it
            store.put(looked(held, look, now))
        if look.known is not None:
            before = store.notes(Listing, feed=look.feed.id)
            store.put(Listing(before[0].id if before else 0, look.feed.id, packed(look.known)))
        for failure in look.failures:
            store.put(
                Job(0, moment.written(now), look.feed.by, "address", failure.name, state="failed", why=failure.why)
            )
        self.back.discard(look.feed.id)


def known(store: Library, feed: Feed) -> Known | None:
    """What is known of the items of a feed; None when it was never read."""
    held = store.notes(Listing, feed=feed.id, limit=1)
    return unpacked(held[0].items) if held else None


def outcome(feed: Feed, look: Future[Look]) -> Look:
    """What came of a look. A feed on which kutip itself fails stops no other, and says so where it is listed."""
    try:
        return look.result()
    except Exception as error:  # whatever it is that its author thought of
        return Look(feed, why=FAULT.format(type(error).__name__, error))


# --- one look ---------------------------------------------------------------------------------------------------------


def look(web: Web, feed: Feed, known: Known | None) -> Look:
    """What a feed has that is not known; `known` is None when it was never read."""
    try:
        answer = web.client.get(feed.url, validators=feed.validators)
        if answer.last.status == 304:
            return Look(feed, validators=feed.validators, fresh=lasting(answer.last))
        got = web.settled(feed.url, answer)
        title, entries = listed(web, got)
    except InputError as error:
        return Look(feed, why=str(error))
    return read(web, feed, answer, title, entries, begun(entries) if known is None else known)


def lasting(answer: Exchange) -> int:
    """Seconds for which a site, or a cache before it, gives the same answer to whoever asks again."""
    found = MAX_AGE.search(answer.header("cache-control") or "")
    age = (answer.header("age") or "0").strip()
    left = int(found[1]) - (int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0) if found else 0
    return min(max(left, 0), FRESH)


def listed(web: Web, got: Got) -> tuple[str, list[Entry]]:
    """The title of a feed or sitemap and what it lists, the newest first."""
    match kind.of(got.body[: kind.HEAD], got.media, got.url):
        case "feed":
            contents = feeds.read(got.body, got.url, got.charset)
            title, entries = contents.title or "", list(items(contents, got))
        case "sitemap":
            title, entries = "", [Entry(mark(link.url, link.day), link) for link in web.listed(got, DEEP)]
        case _:
            named = parsed.of(page(got, Link(got.url)))
            where = f"follow the feed that it names: {named[0]}" if named else "give the address of a feed of its site"
            raise InputError(f"a page, not a feed or a sitemap; {where}")
    return title, sorted(entries, key=lambda entry: entry.link.day, reverse=True)


def items(contents: Contents, got: Got) -> Iterator[Entry]:
    """The items of a feed: reports, and notices of reports."""
    for item in contents.items:
        said = mark(item.id, item.url, item.title, item.published, item.modified, item.content)
        link = Link(item.url or "", feeds.metadata(item))
        for whole in feeds.captures(replace(contents, items=(item,)), got.url):
            yield Entry(said, link, replace(whole, evidence=got.evidence, headers=got.headers))
        if item.content is None and item.url:
            yield Entry(said, link)


def mark(*said: str | None) -> bytes:
    """A short name for what an entry says."""
    text = "\n".join(word or "" for word in said)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def begun(entries: list[Entry]) -> Known:
    """What counts as known of a feed that is new: all but the newest."""
    return dict.fromkeys((entry.mark for entry in entries[BEGIN:]), READ)


def read(web: Web, feed: Feed, answer: Answer, title: str, entries: list[Entry], known: Known) -> Look:
    """The new reports of a feed, a piece of them."""
    fresh = [entry for entry in entries if known.get(entry.mark) != READ]
    fresh.sort(key=lambda entry: known.get(entry.mark, 0))
    known = {entry.mark: known[entry.mark] for entry in entries if entry.mark in known}
    captures: list[Capture] = []
    failures: list[Failure] = []
    for entry in fresh[:PIECE]:
        found = taken(web, entry)
        if isinstance(found, Capture):
            captures.append(found)
            known[entry.mark] = READ
            continue
        known[entry.mark] = known.get(entry.mark, 0) + 1
        if known[entry.mark] >= (UNANSWERED if passing(found) else REFUSED):
            known[entry.mark] = READ
            failures.append(Failure(entry.link.url, str(found)))
    left = any(known.get(entry.mark) != READ for entry in entries)
    return Look(
        feed,
        captures=tuple(captures),
        failures=tuple(failures),
        known=known,
        title=title,
        validators=(None, None) if left else (answer.last.header("etag"), answer.last.header("last-modified")),
        fresh=lasting(answer.last),
        more=any(entry.mark not in known for entry in entries),
    )


def taken(web: Web, entry: Entry) -> Capture | InputError:
    """The report that an entry is or names, or why there is none."""
    try:
        return entry.whole or capture(web, entry.link)
    except InputError as error:
        return error
    except Exception as error:  # one page that kutip cannot stand costs itself, and not its feed
        return InputError(FAULT.format(type(error).__name__, error))


def capture(web: Web, link: Link) -> Capture:
    """The report at an address."""
    taken = web.report(web.settled(link.url, web.client.get(link.url)), Given(), link)
    if not isinstance(taken.what, Capture):
        raise InputError(taken.what.why if taken.what else "nothing is there; give another address")
    return taken.what


# --- what is put down -------------------------------------------------------------------------------------------------


def looked(feed: Feed, look: Look, now: datetime) -> Feed:
    """A feed after one more look."""
    if look.why is not None:
        due = now + timedelta(seconds=min(DAY, feed.every * 2 ** min(feed.tries + 1, 20)))
        return replace(feed, tries=feed.tries + 1, why=look.why, due=moment.written(due))
    pace = FASTER if look.captures else SLOWER
    longest = LONGEST if any(look.validators) else HEAVY
    every = min(max(round(feed.every * pace), SHORTEST), longest)
    due = now if look.more else now + timedelta(seconds=max(every, look.fresh))
    return replace(
        feed,
        title=look.title or feed.title,
        every=every,
        due=moment.written(due),
        validators=look.validators,
        seen=moment.written(now),
        tries=0,
        why=None,
    )


def packed(known: Known) -> bytes:
    """What is known of items, as it is kept."""
    return b"".join(mark + bytes((tries,)) for mark, tries in known.items())


def unpacked(items: bytes) -> Known:
    """What is known of items."""
    step = SIZE + 1
    return {items[at : at + SIZE]: items[at + SIZE] for at in range(0, len(items), step)}
