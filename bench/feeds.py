"""Feeds beside feedparser, on the test feeds of feedparser and of the W3C validator: `python -m bench.feeds [--list]`.

A file is read when it is known as a feed, or a title or an item comes out of it. Titles, links and times are compared
item by item where both readers find the same number of items; `--list` names every file on which the two differ.
"""

import argparse
import io
import random
import sys
import tarfile
import time
from calendar import timegm
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import feedparser

from bench.figure import Count, Figure, data, need, total
from kutip.errors import InputError
from kutip.fetch import feed
from kutip.fetch.item import Feed, Item
from kutip.fetch.markup import joined, plain
from kutip.fetch.moment import instant

URL = "http://127.0.0.1/folder/feed.xml"
"""Where both readers are told that the feed was taken from."""
Theirs = dict[str, Any]  # Any: a library's dictionary


class Sides(NamedTuple):
    """One file as both read it, with the seconds of processor time that each took."""

    name: str
    ours: Feed | None
    theirs: Theirs
    fault: str | None
    seconds: float
    their_seconds: float

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, earlier versions too."""
        return (*self.ours.items, *self.ours.repeated) if self.ours else ()

    @property
    def read(self) -> bool:
        """Whether kutip reads it."""
        return self.ours is not None

    @property
    def titled(self) -> bool:
        """Whether kutip finds its title."""
        return self.ours is not None and self.ours.title is not None

    @property
    def their_read(self) -> bool:
        """Whether feedparser reads it."""
        return bool(self.theirs["version"] or self.theirs["feed"].get("title") or self.theirs["entries"])


def feeds(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The 4,321 test feeds, each with its name."""
    home = need(folder / "hostile" / "feedparser-tests")
    for path in sorted(home.rglob("*.xml")):
        yield str(path.relative_to(folder)), path.read_bytes()
    with tarfile.open(need(folder / "hostile" / "feedvalidator" / "feedvalidator.tar.xz")) as packed:
        for member in packed:
            if member.isfile() and member.name.endswith(".xml"):
                stream = packed.extractfile(member)
                yield member.name, stream.read() if stream else b""


def sides(name: str, body: bytes) -> Sides:
    """One file as both read it."""
    start = time.process_time()
    ours, fault = attempt(body)
    middle = time.process_time()
    theirs = feedparser.parse(io.BytesIO(body), response_headers={"content-location": URL})
    return Sides(name, ours, theirs, fault, middle - start, time.process_time() - middle)


def attempt(body: bytes) -> tuple[Feed | None, str | None]:
    """The feed, or why there is none; anything but an `InputError` is let out."""
    try:
        return feed.read(body, URL), None
    except InputError as error:
        return None, str(error)


def measure(folder: Path) -> list[Figure]:
    """How many feeds are read, how far the two readers agree, and how fast both are."""
    return figures([sides(name, body) for name, body in feeds(folder)])


def figures(found: list[Sides]) -> list[Figure]:
    """The figures of all files."""
    theirs = [side for side in found if side.their_read]
    counts = {name: total(Count(*agreed(side, name)) for side in theirs) for name in ("title", "link", "time")}
    return [
        Figure("feeds.files", len(found)),
        Figure("feeds.read", sum(side.read for side in found), bar=len(theirs)),
        Figure("feeds.feedparser", len(theirs)),
        Figure("feeds.read_by_feedparser_alone", sum(not side.read for side in theirs), bar=0),
        Figure("feeds.fewer_items", sum(len(side.items) < len(side.theirs["entries"]) for side in theirs), bar=0),
        Figure("feeds.without_a_title", sum(bool(s.theirs["feed"].get("title")) and not s.titled for s in theirs)),
        *(Figure(f"feeds.{name}", round(count.recall, 1), n=int(count.gold)) for name, count in counts.items()),
        Figure("feeds.slowest_seconds", round(max(side.seconds for side in found), 2), bar=5),
        Figure("feeds.times_feedparser", round(sum(s.their_seconds for s in found) / sum(s.seconds for s in found), 1)),
        Figure("feeds.times_feedparser_large", round(raced(), 1)),
    ]


def raced(rounds: int = 5) -> float:
    """How often kutip reads a feed of 100 whole reports while feedparser reads it once."""
    body = large()
    ours = min(seconds(lambda: feed.read(body, URL)) for _ in range(rounds))
    return min(seconds(lambda: feedparser.parse(io.BytesIO(body))) for _ in range(rounds)) / ours


def seconds(work: Callable[[], object]) -> float:
    """The processor time of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def large() -> bytes:
    """A feed of 100 items of 3 KB, each unlike the others."""
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randrange(2, 10))) for _ in range(3000)]
    items = "".join(
        f"<item><title>{' '.join(chance.choices(words, k=8))}</title><link>http://127.0.0.1/{number}</link>"
        f"<pubDate>Mon, {number % 28 + 1:02} Jan 2024 {number % 24:02}:04:05 +0700</pubDate>"
        f"<description>{' '.join(chance.choices(words, k=40))}</description><content:encoded><![CDATA["
        + "".join(f"<p>{' '.join(chance.choices(words, k=70))}</p>" for _ in range(6))
        + "]]></content:encoded></item>"
        for number in range(100)
    )
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {spaces}><channel><title>Feed</title>{items}</channel></rss>'.encode()


def agreed(side: Sides, name: str) -> tuple[int, int, int]:
    """On how many items the two agree, of how many on which feedparser has an answer."""
    entries = side.theirs["entries"]
    if side.ours is None or len(side.items) != len(entries) or side.ours.repeated:
        return 0, 0, 0
    answers = [(theirs, ours) for theirs, ours in pairs(side, name) if theirs]
    return sum(theirs <= ours for theirs, ours in answers), len(answers), len(answers)


def pairs(side: Sides, name: str) -> Iterator[tuple[set[object], set[object]]]:
    """What both say of each item."""
    for entry, item in zip(side.theirs["entries"], side.items, strict=True):
        if name == "title":
            yield {plain(entry.get("title"))} - {None}, {plain(item.title)}
        elif name == "link":
            yield {joined(URL, entry.get("link"))} - {None}, {item.url}
        else:
            parsed = (dict.get(entry, key) for key in ("published_parsed", "updated_parsed", "created_parsed"))
            ours = (instant(moment).timestamp() for moment in (item.published, item.modified) if moment)
            yield {timegm(moment) for moment in parsed if moment}, {int(moment) for moment in ours}


def differences(side: Sides) -> Iterator[str]:
    """What the two readers make of one file, where they differ."""
    if side.their_read and not side.read:
        yield f"read by feedparser alone: {side.fault}"
    elif len(side.items) < len(side.theirs["entries"]):
        yield f"{len(side.items)} items for {len(side.theirs['entries'])}"
    elif side.ours and len(side.items) == len(side.theirs["entries"]):
        for name in ("title", "link", "time"):
            yield from (f"{name}: {them} {us}" for them, us in pairs(side, name) if not them <= us)


def main() -> int:
    """Prints the figures; 1 when one misses its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="name the files on which the two differ")
    found = [sides(name, body) for name, body in feeds(data())]
    if parser.parse_args().list:
        for side in found:
            sys.stdout.writelines(f"{side.name}: {line}\n" for line in differences(side))
    for figure in figures(found):
        print(f"{figure.name:32} {figure.value:>9}" + (f"  bar {figure.bar}" if figure.bar is not None else ""))
    return int(any(not side.read or len(side.items) < len(side.theirs["entries"]) for side in found if side.their_read))


if __name__ == "__main__":
    sys.exit(main())
