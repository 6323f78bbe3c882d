"""One connection to the file of a store: what is asked of it, what is written, and for how long."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from kutip.errors import SlowError, StoreError
from kutip.store.opening import opened, steps

Row = tuple[Any, ...]  # what stands in a row is known to the statement that asks for it
LAST = (1 << 63) - 1
"""No number is larger."""
SECONDS = 1.0
"""Of the processor that a question may take."""
LONGEST = 5.0
"""Of the clock, in times of that: what is written waits in the journal for those who read."""
STEPS = 2_000
"""The clock is looked at after so many steps of SQLite."""
ALLOWED = frozenset((apsw.SQLITE_SELECT, apsw.SQLITE_READ, apsw.SQLITE_FUNCTION, apsw.SQLITE_TRANSACTION))
OUTERMOST = "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"
DEEPER = "SAVEPOINT deeper", "RELEASE deeper", "ROLLBACK TO deeper; RELEASE deeper"
"""What begins to write, what ends it, and what undoes it."""
SLOW = "took longer than {:g} s; ask for less: fewer words, a shorter time, an outlet"
SLOWLY = (apsw.InterruptError, apsw.BusyError, apsw.LockedError)


class File:
    """The file of a store. For one thread at a time."""

    def __init__(self, path: Path, *, write: bool, seconds: float = SECONDS) -> None:
        self.path, self.write, self.seconds = path, write, seconds
        self.deep = 0
        """So many times `writing` is inside itself."""
        self.lost = 0
        """So many times something written was undone."""
        self.begun: tuple[float, float] | None = None
        """When the question was asked, by the processor and by the clock."""
        with self.heard():
            self.connection = opened(path, write=write, steps=steps())
            self.connection.set_progress_handler(self.late, STEPS)
            if not write:
                self.connection.authorizer = allowed

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()

    def late(self) -> bool:
        """Whether a question has had its time; on a machine with much else to do it has more of the clock."""
        if self.begun is None:
            return False
        processor, clock = self.begun
        return time.thread_time() - processor > self.seconds or time.monotonic() - clock > LONGEST * self.seconds

    def rows(self, sql: str, *given: object) -> list[Row]:
        """All rows of an answer; none where a number or a text is asked for that no row can have."""
        try:
            return self.connection.execute(sql, given).fetchall()
        except (OverflowError, UnicodeEncodeError):
            return []

    def row(self, sql: str, *given: object) -> Row | None:
        """The first row of an answer."""
        return next(iter(self.rows(sql, *given)), None)

    def run(self, sql: str, *given: object) -> int:
        """Writes; the number of the row that was last put in."""
        self.connection.execute(sql, given)
        return self.connection.last_insert_rowid()

    def each(self, sql: str, given: Sequence[Row]) -> None:
        """Writes row after row."""
        if given:
            self.connection.executemany(sql, given)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is asked inside is answered as of one moment, in time or not at all."""
        if self.deep:
            yield
            return
        with self.heard():
            self.begun = time.thread_time(), time.monotonic()
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.begun = None
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written inside is kept together or not at all; inside another, with the other."""
        if not self.write:
            raise StoreError(f"{self.path}: opened for reading only")
        with self.heard():
            begin, end, back = DEEPER if self.deep else OUTERMOST
            if self.deep and not self.connection.in_transaction:
                raise StoreError(f"{self.path}: what was written before was undone; begin again")
            self.connection.execute(begin)
            try:
                with self.inside():
                    yield
                    self.connection.execute(end)
            except BaseException:
                if self.connection.in_transaction:  # a full disk has undone all of it
                    self.connection.execute(back)
                raise

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Counts how deep we are, and what was undone."""
        self.deep += 1
        try:
            yield
        except BaseException:
            self.lost += 1
            raise
        finally:
            self.deep -= 1

    @contextmanager
    def heard(self) -> Iterator[None]:
        """What SQLite says goes on as a `StoreError`, in words."""
        try:
            yield
        except apsw.Error as error:
            kind = SlowError if isinstance(error, SLOWLY) else StoreError
            raise kind(f"{self.path}: {self.why(error)}") from error
        except UnicodeDecodeError as error:  # what stands there was never written by kutip
            raise StoreError(f"{self.path}: damaged ({error.reason}); run kutip store check") from error

    def why(self, error: apsw.Error) -> str:
        """What went wrong, and what to do."""
        match error:
            case apsw.InterruptError():
                return SLOW.format(self.seconds)
            case apsw.BusyError() | apsw.LockedError():
                return "another process has been writing for too long; try again"
            case apsw.FullError():
                return "the disk is full; make room, then go on"
            case apsw.CorruptError() | apsw.NotADBError():
                return f"damaged ({error}); run kutip store check"
            case apsw.IOError() | apsw.CantOpenError() | apsw.ReadOnlyError() | apsw.PermissionsError():
                return f"the disk refuses ({error}); check it and the rights"
            case _:
                return str(error)


def allowed(action: int, first: str | None, second: str | None, base: str | None, inside: str | None) -> int:
    """Whether a reader may do that: ask, and nothing else."""
    if action in ALLOWED or (action == apsw.SQLITE_PRAGMA and first == "data_version"):
        return apsw.SQLITE_OK  # the full text asks whether another process has written
    return apsw.SQLITE_DENY
