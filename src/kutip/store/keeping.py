"""Captures and readings as rows: each body once, each text of a report a version, each maker a reading."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct, structs

from kutip.kept import Kept
from kutip.record import Article, Capture, Evidence, Metadatum
from kutip.store.file import File
from kutip.store.indexing import Batch
from kutip.store.moments import minute, moment
from kutip.store.packing import Packer, seal
from kutip.store.parties import Parties
from kutip.store.statements import statements

SQL = statements("keep")
TOGETHER = 50
"""Reports that are kept in one go: the disk is waited for once."""


class About(Struct, frozen=True, omit_defaults=True):
    """A capture without its body."""

    media: Literal["text", "html"]
    url: str | None = None
    outlet: str | None = None
    lang: str | None = None
    published: str | None = None
    name: str = ""
    listed: tuple[Metadatum, ...] = ()
    charset: str | None = None
    via: tuple[str, ...] = ()
    evidence: Evidence | None = None
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False


class Printed(NamedTuple):
    """The row of a report."""

    id: int
    place: str
    article: str
    printing: int
    url: str | None
    outlet: str | None
    lang: str
    title: str
    published: str | None
    seen: str
    versions: int
    doubts: int


class Standing(NamedTuple):
    """The row of a version."""

    id: int
    report: int
    number: int
    article: str
    title: str
    published: str | None
    capture: int
    seen: str

    @property
    def says(self) -> tuple[str, str, str | None]:
        """What makes another version when it changes."""
        return self.article, self.title, self.published


class Captured(NamedTuple):
    """The row of a capture with the same bytes."""

    id: int
    version: int
    fetched: str | None


class Coming(NamedTuple):
    """A capture that is to be kept, and what is known of it before."""

    kept: Kept
    report: int
    pages: tuple[bytes, ...]
    """The hash of each of its pages."""
    same: tuple[Captured, ...]
    versions: tuple[Standing, ...]

    @property
    def fetched(self) -> str | None:
        """When it was taken from the web."""
        evidence = self.kept.capture.evidence
        return evidence.fetched if evidence else None

    @property
    def at(self) -> datetime:
        """When it stood so."""
        return moment(self.fetched or self.kept.seen)

    @property
    def before(self) -> int:
        """So many versions are not younger."""
        return sum(moment(version.seen) <= self.at for version in self.versions)

    def version(self) -> Standing | None:
        """The version that it is of; None when it is one more."""
        standing = self.versions[self.before - 1] if self.before else None
        if not self.same:
            return standing if standing and standing.says == says(self.kept.reading.article) else None
        times = {one.fetched: one.version for one in reversed(self.same)}
        home = times.get(self.fetched, self.same[0].version)
        if self.fetched is None or self.fetched in times or standing is None:
            return next(version for version in self.versions if version.id == home)
        known = standing.id in times.values() or standing.capture in [one.id for one in self.same]
        return standing if known else None  # it stands there again, as it did once before


class Keeping:
    """Keeps what comes."""

    def __init__(self, file: File, packer: Packer) -> None:
        self.file, self.packer = file, packer
        self.parties = Parties(file)

    def keep(self, found: Iterable[Kept]) -> Iterator[int]:
        """The numbers of the reports that were kept, some at a time."""
        rest = iter(found)
        while some := list(islice(rest, TOGETHER)):
            with self.file.writing():
                batch = Batch(self.file, self.parties)
                numbers = [self.one(kept, batch) for kept in some]
                batch.put()
            yield from numbers

    def one(self, kept: Kept, batch: Batch) -> int:
        """Keeps one capture with its reading."""
        report = self.report(kept)
        coming = self.coming(kept, report.id)
        version = coming.version()
        if added := version is None:
            version = self.added(coming)
            report = report._replace(versions=len(coming.versions) + 1)
        elif not coming.same:
            self.captured(coming, version.id)
        if new := self.read(version.id, kept):
            version = self.again(version, kept.reading.article)
        if new and version.number == report.versions:
            self.stands(report, version, kept)
            batch.take(report.id, minute(version.published, kept.seen), kept.reading)
        elif added:
            self.rewrite(report)
        return report.id

    def report(self, kept: Kept) -> Printed:
        """The report that stands at the place of this one; a new row if there is none."""
        article = kept.reading.article
        url = article.url or kept.capture.url
        place = url or f"{article.outlet or ''} {article.id}"
        found = self.file.row(SQL["report at"], place)
        if found:
            return Printed(*found)
        row = Printed(
            0, place, article.id, self.printing(article.id), url, article.outlet, article.lang, title(article),
            article.published, kept.seen, 1, len(kept.reading.doubts),
        )  # fmt: skip
        return row._replace(id=self.file.run(SQL["new report"], *row[1:], seal(*row[1:])))

    def printing(self, article: str) -> int:
        """The number of one more report with this text."""
        found = self.file.row(SQL["last printing"], article)
        return 1 + (found[0] if found else 0)

    def coming(self, kept: Kept, report: int) -> Coming:
        """A capture beside what is known of its report."""
        pages = tuple(hashlib.sha256(bytes_of(page)).digest() for page in (kept.capture, *kept.capture.further))
        same = (Captured(*row) for row in self.file.rows(SQL["captured"], report, whole(pages)))
        versions = (Standing(*row) for row in self.file.rows(SQL["versions"], report))
        return Coming(kept, report, pages, tuple(same), tuple(versions))

    def added(self, coming: Coming) -> Standing:
        """One more version, in its place among the others."""
        number = coming.before + 1
        for version in coming.versions[coming.before :]:
            self.put(version._replace(number=version.number + 1))
        capture = coming.same[0].id if coming.same else 0
        seen = coming.fetched or coming.kept.seen
        version = Standing(0, coming.report, number, *says(coming.kept.reading.article), capture, seen)
        version = version._replace(id=self.file.run(SQL["new version"], *version[1:], seal(*version[1:])))
        return version if capture else self.put(version._replace(capture=self.captured(coming, version.id)))

    def captured(self, coming: Coming, version: int) -> int:
        """Keeps a capture, page by page; the number of the first page."""
        capture = coming.kept.capture
        pages = zip((capture, *capture.further), coming.pages, strict=True)
        first, *_ = [self.page(page, name, coming, version) for page, name in pages]
        return first

    def page(self, page: Capture, sha256: bytes, coming: Coming, version: int) -> int:
        """Keeps one page."""
        original = self.original(sha256, bytes_of(page))
        fetched = (page.evidence.fetched if page.evidence else None) or coming.kept.seen
        pages = whole(coming.pages) if page is coming.kept.capture else None
        row = (coming.report, version, original, pages, fetched, msgspec.msgpack.encode(about(page)))
        return self.file.run(SQL["new capture"], *row, seal(*row))

    def original(self, sha256: bytes, body: bytes) -> int:
        """The number of a body, which is kept once."""
        found = self.file.row(SQL["original"], sha256)
        if found:
            number: int = found[0]
            return number
        return self.file.run(SQL["new original"], sha256, self.packer.squeezed(body))

    def read(self, version: int, kept: Kept) -> bool:
        """Keeps a reading; whether it was not there."""
        bare = structs.replace(kept.reading.article, evidence=None, further=())
        content = seal(structs.replace(kept.reading, article=bare))
        if self.file.row(SQL["read"], version, content):
            return False
        makers = msgspec.json.encode(kept.reading.made_by).decode()
        row = (version, content, makers, kept.seen, self.packer.packed(kept.reading))
        self.file.run(SQL["new reading"], *row, seal(*row))
        return True

    def again(self, version: Standing, article: Article) -> Standing:
        """A version as its bytes are read now."""
        if version.says == says(article):
            return version
        text, title, published = says(article)
        return self.put(version._replace(article=text, title=title, published=published))

    def put(self, version: Standing) -> Standing:
        """Writes a version that has changed."""
        self.file.run(SQL["version again"], *version[1:], seal(*version[1:]), version.id)
        return version

    def stands(self, report: Printed, version: Standing, kept: Kept) -> None:
        """A report as it stands now, which is yet to be told."""
        article, reading = kept.reading.article, kept.reading
        printing = report.printing if report.article == article.id else self.printing(article.id)
        now = report._replace(
            article=article.id, printing=printing, outlet=article.outlet, lang=article.lang, title=version.title,
            published=version.published, versions=version.number, doubts=len(reading.doubts),
        )  # fmt: skip
        if now != report:
            self.rewrite(now)
        self.file.run(SQL["new untold"], report.id)
        self.file.run(SQL["untell"], report.id)

    def rewrite(self, report: Printed) -> None:
        """Writes a report that has changed."""
        self.file.run(SQL["report again"], *report[1:], seal(*report[1:]), report.id)


def says(article: Article) -> tuple[str, str, str | None]:
    """What makes another version when it changes."""
    return article.id, title(article), article.published


def about(capture: Capture) -> About:
    """All of a capture but its body."""
    return About(*(getattr(capture, name) for name in About.__struct_fields__))


def title(article: Article) -> str:
    """The headline; "" without one."""
    return article.title or next((article[part] for part in article.parts if part.kind == "title"), "")


def whole(pages: tuple[bytes, ...]) -> bytes:
    """What the bytes of all pages come to."""
    return pages[0] if len(pages) == 1 else hashlib.sha256(b"".join(pages)).digest()


def bytes_of(capture: Capture) -> bytes:
    """What came, as bytes."""
    return capture.body if isinstance(capture.body, bytes) else capture.body.encode("utf-8", "replace")
