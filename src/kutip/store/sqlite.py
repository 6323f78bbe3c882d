"""The store in one file of SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from kutip.kept import (
    Change,
    ChangeKind,
    Found,
    Group,
    Held,
    Judgement,
    Kept,
    Note,
    Original,
    Placed,
    Question,
    Report,
    Source,
    Told,
)
from kutip.store.file import SECONDS, File
from kutip.store.finding import Finding
from kutip.store.keeping import Keeping
from kutip.store.noting import Noting
from kutip.store.packing import Packer
from kutip.store.searching import COUNTED, Searching
from kutip.store.telling import Telling

N = TypeVar("N", bound=Note)
TELLING = ("speaker", "same", "apart", "wrong")
"""Judgements that change what is told."""


class SQLite:
    """A `Store`, for one thread at a time; several, in this process and others, may have one file open."""

    def __init__(self, path: Path, *, write: bool = False, seconds: float = SECONDS, counted: int = COUNTED) -> None:
        """`seconds` is as long as a question may take; over so many of the newest answers facets are `counted`."""
        self.file = File(path, write=write, seconds=seconds)
        packer = Packer()
        self.finding = Finding(self.file, packer)
        self.keeping = Keeping(self.file, packer)
        self.telling = Telling(self.file, packer, self.finding, self.keeping.parties)
        self.searching = Searching(self.file, self.finding, counted)
        self.noting = Noting(self.file)

    def close(self) -> None:
        """Lets go of the file."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # --- what is asked ---

    def report(self, number: int, version: int | None = None) -> Held | None:
        """A report as it stands, or as it stood in one version."""
        with self.file.reading():
            return self.finding.report(number, version)

    def reports(
        self,
        numbers: Sequence[int] = (),
        *,
        article: str | None = None,
        doubted: bool = False,
        before: int | None = None,
        limit: int = 100,
    ) -> tuple[Report, ...]:
        """Reports by number, in that order; those of one text; the newest."""
        with self.file.reading():
            if numbers:
                return self.finding.rows(numbers)
            if article is not None:
                return self.finding.printings(article)
            return self.finding.newest(doubted=doubted, before=before, limit=limit)

    def original(self, sha256: str) -> Original | None:
        """A preserved copy."""
        with self.file.reading():
            return self.finding.original(sha256)

    def story(self, number: int) -> Told | None:
        """A story as it stands."""
        with self.file.reading():
            return self.telling.story(number)

    def group(self, number: int) -> Group | None:
        """A claim in all its tellings."""
        with self.file.reading():
            return self.telling.group(number)

    def source(self, number: int) -> Source | None:
        """A party that speaks or passes on."""
        with self.file.reading():
            return self.finding.source(number)

    def sources(self, names: Sequence[str] = (), limit: int = 100) -> tuple[Source, ...]:
        """Parties by name, or those that originated most."""
        with self.file.reading():
            return self.finding.sources(names, limit)

    def parties(self, names: Sequence[str]) -> dict[str, int]:
        """The number of the party that each name stands for, of those that are known."""
        with self.file.reading():
            return {name: found[0] for name in names if (found := self.finding.named(name))}

    def corrected(self, source: int, limit: int = 100) -> tuple[tuple[Report, Report], ...]:
        """Reports of a party that others say were wrong, behind those that say so."""
        with self.file.reading():
            return self.finding.corrected(source, limit)

    def search(
        self, question: Question, *, among: Sequence[int] | None = None, after: str | None = None, limit: int = 50
    ) -> Found:
        """The claims that answer a question, the newest first."""
        with self.file.reading():
            return self.searching.search(question, among, after, limit)

    def changes(
        self, *, after: int = 0, before: int | None = None, kinds: Sequence[ChangeKind] = (), limit: int = 100
    ) -> tuple[Change, ...]:
        """What moved."""
        with self.file.reading():
            return self.finding.changes(after, before, kinds, limit)

    def notes(self, kind: type[N], /, *, before: int | None = None, limit: int = 1000, **like: object) -> tuple[N, ...]:
        """What the desk wrote down of one kind."""
        with self.file.reading():
            return self.noting.notes(kind, before, limit, like)

    def untold(self, limit: int = 1000) -> tuple[Report, ...]:
        """Reports that were kept, changed or judged since they were told."""
        with self.file.reading():
            return self.telling.untold(limit)

    def placed(self) -> Iterator[Placed]:
        """Where each report that was told stands among the stories."""
        return self.telling.placed()

    def numbers(self) -> tuple[int, int]:
        """The last numbers that a story and a claim were given."""
        with self.file.reading():
            return self.telling.numbers()

    # --- what is written ---

    def writing(self) -> AbstractContextManager[None]:
        """All that is written inside is kept together or not at all."""
        return self.file.writing()

    def keep(self, found: Iterable[Kept]) -> tuple[Report, ...]:
        """Keeps captures and their readings; the reports, one for each."""
        numbers = list(self.keeping.keep(found))
        with self.file.reading():
            return self.finding.rows(numbers)

    def tell(
        self, told: Sequence[Told], changes: Sequence[Change], placed: Sequence[Placed] = ()
    ) -> tuple[Change, ...]:
        """Keeps stories as they now stand, and what moved with it."""
        with self.file.writing():
            return self.telling.tell(told, changes, placed)

    def put(self, note: N) -> N:
        """Writes one thing down; as it is kept, with its id."""
        with self.file.writing():
            if isinstance(note, Judgement) and note.kind in TELLING:
                self.telling.again((note.article, note.other_article))
            return self.noting.put(note)
