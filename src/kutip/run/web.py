"""Addresses → captures: a page, the reports of a feed, the pages of a sitemap; kept in an archive if one is given."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from msgspec.structs import replace

from kutip.errors import Failure, InputError
from kutip.fetch import archive, feed, kind, sitemap
from kutip.fetch.client import AGENT, Client
from kutip.fetch.exchange import Answer, AnswerError, Headers
from kutip.fetch.item import Feed
from kutip.fetch.limits import Limits
from kutip.parse import following
from kutip.record import Capture, Evidence, Metadatum
from kutip.run.body import LARGE, LIMIT, Given, filled, under
from kutip.run.rows import Taken

AHEAD = 8
"""As many addresses are asked for at a time; those of one host wait for one another."""
TEXTS = (None, "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/octet-stream")
"""What a server may call a report that does not begin like a page."""
FILES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
"""How files begin that some servers call pages."""
DEEP = 3
"""Sitemaps that name sitemaps go no deeper."""


class Link(NamedTuple):
    """A report that is to be fetched, and what the feed or sitemap says of it that names it."""

    url: str
    listed: tuple[Metadatum, ...] = ()

    @property
    def day(self) -> str:
        """When it was published, or at least changed, as far as is said."""
        said = {one.kind: one.value for one in self.listed}
        return said.get("published") or said.get("modified") or ""


class Got(NamedTuple):
    """What an address gave in the end."""

    url: str
    body: bytes
    media: str | None
    charset: str | None
    evidence: Evidence
    headers: Headers = ()
    cut: bool = False
    """Whether it broke off before its end."""


class Web:
    """The web as a source of reports."""

    def __init__(
        self,
        private: bool = False,
        agent: str = AGENT,
        keep: Path | None = None,
        limit: int | None = None,
        fresh: timedelta = timedelta(0),
        pause: float = Limits().pause,
        tell: Callable[[str], object] = lambda words: None,
    ) -> None:
        """`keep` is the archive that everything goes to; what it has and is younger than `fresh` is not asked for
        again, older things only if they have changed. `limit` is the number of reports taken of one feed or
        sitemap, the newest ones; `pause` the seconds between two requests to one host. `tell` hears what was wrong
        with a feed or sitemap that was read all the same."""
        self.client = Client(private, agent, Limits(pause=pause))
        self.writer = archive.Writer(keep, agent, now) if keep else None
        self.limit, self.fresh, self.tell = limit, fresh, tell
        self.stack = ExitStack()

    def __enter__(self) -> Self:
        self.stack.enter_context(self.client)
        if self.writer:
            self.stack.enter_context(self.writer)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stack.__exit__(kind, error, at)

    # --- what an address stands for ---

    def captures(self, url: str, given: Given, done: int = 0) -> Iterator[Taken]:
        """The reports behind an address, without the first `done`."""
        number = 0
        try:
            for number, taken in enumerate(self.reports(self.settled(url, self.asked(url, timedelta(0))), given), 1):
                if number > done:
                    yield taken._replace(place=number)
        except InputError as error:
            self.keep_failed(error)
            yield Taken(Failure(url, str(error)), 0, number + 1)

    def reports(self, got: Got, given: Given) -> Iterator[Taken]:
        """The reports that a body is or names."""
        match kind.of(got.body[: kind.HEAD], got.media, got.url):
            case "feed":
                yield from self.items(feed.read(got.body, got.url, got.charset), got, given)
            case "sitemap":
                yield from self.pages(newest(list(self.listed(got, DEEP)), self.limit), given)
            case "page" | "text" | None:
                yield self.report(got, given, Link(got.url))
            case other:
                raise InputError(f"a file of kind {other}; save it and give the file")

    def items(self, one: Feed, got: Got, given: Given) -> Iterator[Taken]:
        """The reports of a feed: those it carries whole, then the pages it names."""
        if one.broken:
            self.tell(f"{got.url}: {one.broken}")
        whole = list(feed.captures(one, got.url))[: self.limit]
        for capture in whole:
            capture = replace(under(capture, given), evidence=got.evidence, headers=got.headers)
            yield taken(capture, len(got.body) // len(whole))
        links = [Link(item.url or "", feed.metadata(item)) for item in feed.links(one)]
        yield from self.pages(newest(links, self.limit and self.limit - len(whole)), given)

    def listed(self, got: Got, depth: int) -> Iterator[Link]:
        """The pages that a sitemap and those it names list; one that cannot be read stops no other."""
        found = sitemap.read(got.body, got.url, got.charset)
        if found.broken:
            self.tell(f"{got.url}: {found.broken}")
        for entry in found.entries:
            yield Link(entry.url, sitemap.metadata(entry))
        for child in found.children if depth else ():
            try:
                yield from self.listed(self.settled(child.url, self.asked(child.url, timedelta(0))), depth - 1)
            except InputError as error:
                self.keep_failed(error)
                self.tell(f"{child.url}: {error}")

    def pages(self, links: Iterable[Link], given: Given) -> Iterator[Taken]:
        """The reports at some addresses, in their order; a few are asked for at a time."""
        waiting: deque[tuple[Link, Future[Answer | None]]] = deque()
        rest = iter(links)
        with ThreadPoolExecutor(AHEAD) as pool:
            while True:
                for link in islice(rest, AHEAD - len(waiting)):
                    waiting.append((link, pool.submit(self.asked, link.url, self.fresh)))
                if not waiting:
                    return
                link, future = waiting.popleft()
                yield self.fetched(link, future.result, given)

    def fetched(self, link: Link, asked: Callable[[], Answer | None], given: Given) -> Taken:
        """The report at one address."""
        try:
            return self.report(self.settled(link.url, asked()), given, link)
        except InputError as error:
            self.keep_failed(error)
            return Taken(Failure(link.url, str(error)), 0)

    def report(self, got: Got, given: Given, link: Link) -> Taken:
        """The report that begins on a page, with the pages on which it goes on."""
        first = page(got, link)
        if first.media == "html":
            first = self.continued(first, following.of(first))
        return taken(under(first, given), len(got.body))

    def continued(self, first: Capture, there: following.Elsewhere) -> Capture:
        """A report from the address where all of it stands, or with its further pages."""
        further: list[Capture] = []
        seen = {first.url}
        try:
            if there.whole:
                return self.at(there.whole, first.listed)
            while there.next and there.next not in seen:
                seen.add(there.next)
                further.append(self.at(there.next))
                there = following.of(further[-1])
        except InputError as error:
            self.keep_failed(error)
            return replace(first, further=tuple(further), cut=True)
        return replace(first, further=tuple(further))

    def at(self, url: str, listed: tuple[Metadatum, ...] = ()) -> Capture:
        """The one page at an address."""
        return page(self.settled(url, self.asked(url, self.fresh)), Link(url, listed))

    def keep_failed(self, error: InputError) -> None:
        """Keeps what a site said where it had nothing to read."""
        if self.writer and isinstance(error, AnswerError):
            self.writer.failed(error.exchanges)

    # --- asking, and keeping ---

    def asked(self, url: str, fresh: timedelta) -> Answer | None:
        """What an address answers; None when the archive has it and it is fresh."""
        kept = self.writer.index.latest(url) if self.writer else None
        if kept is None or kept.status != "200":
            return self.client.get(url)
        if now() - datetime.fromisoformat(kept.fetched) < fresh:
            return None
        return self.client.get(url, validators=(kept.etag, kept.modified))

    def settled(self, url: str, answer: Answer | None) -> Got:
        """What an address gave, kept; what the archive has, from there."""
        if answer is None:
            return self.held(url)
        evidence = self.writer.write(answer) if self.writer else seen(answer)
        if answer.last.status == 304:
            return self.held(answer.url)
        if len(answer.body) > LIMIT:
            raise InputError(LARGE)
        last = answer.last
        return Got(
            answer.url, answer.body, last.media, last.charset, evidence, last.headers, cut=last.truncated is not None
        )

    def held(self, url: str) -> Got:
        """What the archive has of an address."""
        writer = self.writer
        kept = writer.index.latest(url) if writer else None
        if writer is None or kept is None:
            raise InputError("the site says that nothing is new, but there is no copy; try again later")
        what = archive.body(writer.path, kept.place)
        evidence = Evidence(kept.sha256, kept.fetched, str(writer.path), kept.place)
        return Got(kept.url, what.body, what.media, what.charset, evidence, what.headers)


def page(got: Got, link: Link) -> Capture:
    """The capture of one page."""
    what = kind.of(got.body[: kind.HEAD], got.media, got.url)
    if got.body.startswith(FILES):
        raise InputError("it is a file (a PDF, an office file or a picture), not a page; paste its text")
    if what not in ("page", "text", None) or (what != "page" and got.media not in TEXTS):
        raise InputError(f"it is {got.media or what}, not a page; give the address of a report")
    return Capture(
        body=got.body,
        media="text" if what == "text" else "html",
        url=got.url,
        name=link.url,
        listed=link.listed,
        charset=got.charset,
        evidence=got.evidence,
        headers=got.headers,
        cut=got.cut,
    )


def taken(capture: Capture, size: int) -> Taken:
    """A capture, or a failure when nothing is in it."""
    return Taken(filled(capture), size)


def newest(links: list[Link], limit: int | None) -> list[Link]:
    """All of them, or the newest so many."""
    if limit is None or len(links) <= limit:
        return links
    return sorted(links, key=lambda link: link.day, reverse=True)[:limit]


def seen(answer: Answer) -> Evidence:
    """What can be said of an answer that is kept nowhere."""
    return Evidence(hashlib.sha256(answer.body).hexdigest(), answer.last.fetched)


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)
