"""Opens the file of a store: made where there is none, looked at before it is trusted, brought up to date first."""

import os
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

import apsw

from kutip.errors import StoreError

HEADER = 100
"""Bytes at the beginning of a file of SQLite."""
MAGIC = b"SQLite format 3\0"
KUTIP = int.from_bytes(b"kutp")
"""Stands in the header of every store: other files of SQLite are not opened."""
VERSION, APPLICATION = slice(60, 64), slice(68, 72)
WAIT = 30_000
"""Milliseconds to wait for another process that writes."""
JOURNAL = 64 << 20
CHECKPOINT = 4000
"""Pages of the journal that are written at most before they go to the file."""
CACHE = -16_000
"""Kilobytes of the file that a connection keeps in memory."""
MEMORY = Path(":memory:")
"""Stands for a store without a file, which is gone when it is closed."""
MIGRATIONS = Path(__file__).parent / "migrations"


class Step(NamedTuple):
    """What brings a store from the version before to this one."""

    version: int
    sql: str


def steps(folder: Path = MIGRATIONS) -> tuple[Step, ...]:
    """All steps in their order."""
    return tuple(Step(int(path.stem), path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.sql")))


def opened(path: Path, *, write: bool, steps: Sequence[Step]) -> apsw.Connection:
    """A connection to a store; `StoreError` when the file is none, or a newer kutip made it."""
    if path == MEMORY:
        return made(apsw.Connection(":memory:"), steps)
    if write and not path.exists():
        make(path, steps)
    fitting(path, of(path), steps, write=True)
    flags = apsw.SQLITE_OPEN_READWRITE if write else apsw.SQLITE_OPEN_READONLY
    connection = configured(apsw.Connection(str(path), flags=flags))
    version = connection.pragma("user_version")  # the first bytes may be older: the journal is not in them
    fitting(path, version, steps, write)
    if version < steps[-1].version:
        migrate(connection, path, steps)
    return connection


def fitting(path: Path, version: int, steps: Sequence[Step], write: bool) -> None:
    """A `StoreError` when this kutip cannot use a store of that version."""
    if version > steps[-1].version:
        raise StoreError(f"{path}: made by a newer kutip (its version is {version}); use that one")
    if version < steps[-1].version and not write:
        raise StoreError(f"{path}: made by an older kutip; open it once for writing, for example with kutip watch")


def of(path: Path) -> int:
    """The version in the first bytes of a file; SQLite is never given one that is no store of ours."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEADER)
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        raise StoreError(f"{path}: {why}; check the name and the rights") from None
    if not head.startswith(MAGIC) or int.from_bytes(head[APPLICATION]) != KUTIP:
        raise StoreError(f"{path}: not a store of kutip; give another name")
    return int.from_bytes(head[VERSION])


def make(path: Path, steps: Sequence[Step]) -> None:
    """A new store: beside its place at first, so that it is there whole or not at all."""
    beside = path.with_name(f"{path.name}.new-{os.getpid()}-{threading.get_ident()}")
    try:
        empty(beside)
        made(apsw.Connection(str(beside)), steps).close()
        os.link(beside, path)
        synced(path.parent)
    except FileExistsError:
        pass  # another process was quicker
    except (OSError, apsw.Error) as error:
        raise StoreError(f"{path}: it cannot be made ({error}); check the name and the rights") from None
    finally:
        with suppress(OSError):
            beside.unlink()


def made(connection: apsw.Connection, steps: Sequence[Step]) -> apsw.Connection:
    """An empty file as a new store."""
    connection.execute(f"PRAGMA application_id = {KUTIP}")
    configured(connection)
    migrate(connection, None, steps)
    return connection


def empty(path: Path) -> None:
    """A file without anything in it, for nobody else to read."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def synced(path: Path) -> None:
    """Puts a file, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def configured(connection: apsw.Connection) -> apsw.Connection:
    """A connection that loses nothing when the power goes, and trusts no schema."""
    connection.set_busy_timeout(WAIT)
    for option, value in (
        (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
        (apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
        (apsw.SQLITE_DBCONFIG_DQS_DML, 0),
        (apsw.SQLITE_DBCONFIG_DQS_DDL, 0),
    ):
        connection.config(option, value)
    if not connection.readonly("main"):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA journal_size_limit = {JOURNAL}")
        connection.wal_autocheckpoint(CHECKPOINT)
    connection.execute(f"PRAGMA cache_size = {CACHE}")
    return connection


def migrate(connection: apsw.Connection, path: Path | None, steps: Sequence[Step]) -> None:
    """Brings a store up to date, all of it or nothing; with its path, it is copied first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.pragma("user_version")
        if path and version < steps[-1].version:
            copy(path, path.with_name(f"{path.name}.before-{steps[-1].version}"))
        for step in steps:
            if step.version > version:
                connection.execute(step.sql)
        connection.pragma("user_version", max(version, steps[-1].version))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)


def copy(path: Path, to: Path) -> None:
    """A copy of a store as it is on the disk, under its name only when it is whole."""
    beside = to.with_name(f"{to.name}.new")
    empty(beside)
    try:
        with closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as source:
            source.set_busy_timeout(WAIT)
            source.execute("VACUUM INTO ?", (str(beside),))
        synced(beside)
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)
    synced(to.parent)
