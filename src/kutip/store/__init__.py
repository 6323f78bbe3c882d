"""Keeps everything and finds it again: captures, readings, stories, what moved, what analysts say.

A `Library` is read, a `Store` is a library that is also written. SQLite is the one we have (`sqlite.py`); another one
needs these methods and passes tests/test_store.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, TypeVar

from kutip.kept import (
    Change,
    ChangeKind,
    Found,
    Group,
    Held,
    Kept,
    Note,
    Original,
    Placed,
    Question,
    Report,
    Source,
    Told,
)

N = TypeVar("N", bound=Note)


class Library(Protocol):
    """What is kept, found again. Every answer is of one moment; what takes longer than the limit is a `StoreError`."""

    def report(self, number: int, version: int | None = None) -> Held | None:
        """A report as it stands, or as it stood in one version."""
        ...

    def reports(
        self,
        numbers: Sequence[int] = (),
        *,
        article: str | None = None,
        doubted: bool = False,
        before: int | None = None,
        limit: int = 100,
    ) -> tuple[Report, ...]:
        """Reports by number, in that order; without numbers the newest, those before one, those with a text in one of
        their versions, those with doubts."""
        ...

    def original(self, sha256: str) -> Original | None:
        """A preserved copy."""
        ...

    def story(self, number: int) -> Told | None:
        """A story as it stands."""
        ...

    def group(self, number: int) -> Group | None:
        """A claim in all its tellings."""
        ...

    def source(self, number: int) -> Source | None:
        """A party that speaks or passes on."""
        ...

    def sources(self, names: Sequence[str] = (), limit: int = 100) -> tuple[Source, ...]:
        """Parties by name, or those that originated most."""
        ...

    def parties(self, names: Sequence[str]) -> dict[str, int]:
        """The numbers of parties, by those of the names that are theirs."""
        ...

    def corrected(self, source: int, limit: int = 100) -> tuple[tuple[Report, Report], ...]:
        """Reports of a party that others say were wrong: the one that says so, and the one it speaks of; the newest
        first."""
        ...

    def search(
        self, question: Question, *, among: Sequence[int] | None = None, after: str | None = None, limit: int = 50
    ) -> Found:
        """The claims that answer a question, the newest first, behind a place that `further` gave; with `among` only
        those of these reports, and no facets."""
        ...

    def changes(
        self, *, after: int = 0, before: int | None = None, kinds: Sequence[ChangeKind] = (), limit: int = 100
    ) -> tuple[Change, ...]:
        """What moved: after a change, the oldest first; with `before`, what came before it, the newest first."""
        ...

    def notes(self, kind: type[N], /, *, before: int | None = None, limit: int = 1000, **like: object) -> tuple[N, ...]:
        """What the desk wrote down of one kind, by fields that must be equal (None: that say nothing), the oldest
        first; with `before`, those of a smaller id, the newest first."""
        ...

    def close(self) -> None:
        """Lets go of it."""
        ...


class Store(Library, Protocol):
    """A library that is written by one hand at a time. What a method returns is on the disk."""

    def writing(self) -> AbstractContextManager[None]:
        """All that is written inside is kept together or not at all."""
        ...

    def keep(self, found: Iterable[Kept]) -> tuple[Report, ...]:
        """Keeps captures and their readings, and tells of which reports they are; the same bytes twice add nothing. A
        report whose text has changed has one more version."""
        ...

    def untold(self, limit: int = 1000) -> tuple[Report, ...]:
        """Reports that were kept, changed or judged since they were told."""
        ...

    def placed(self) -> Iterator[Placed]:
        """Where each report that was told stands among the stories."""
        ...

    def numbers(self) -> tuple[int, int]:
        """The last numbers that a story and a claim were given."""
        ...

    def tell(
        self, told: Sequence[Told], changes: Sequence[Change], placed: Sequence[Placed] = ()
    ) -> tuple[Change, ...]:
        """Keeps stories as they now stand, in the place of what was told of their reports, and what moved with it;
        `placed` has the reports whose text or judgements are told for the first time."""
        ...

    def put(self, note: N) -> N:
        """Writes one thing down, in the place of the one with its id if it has one; as it is kept, with its id."""
        ...


def open(path: Path, *, write: bool = False) -> Store:
    """The store in a file, made if it is to be written and is not there; `StoreError` when it cannot be opened."""
    from kutip.store.sqlite import SQLite

    return SQLite(path, write=write)
