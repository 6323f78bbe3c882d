"""Copies of a whole store: taken while others write, looked at before they count, put back only where nothing is."""

import shutil
from collections.abc import Callable
from pathlib import Path

import apsw

from kutip.errors import StoreError
from kutip.store.checking import check
from kutip.store.opening import copy, of, synced


def backup(path: Path, to: Path, tell: Callable[[str], object] = lambda words: None) -> None:
    """A copy of a store as it is now, while others may write; `StoreError` when the name is taken, there is no room, or
    the copy is not whole."""
    of(path)
    free(to)
    tell("copying")
    try:
        copy(path, to)
    except (apsw.Error, OSError) as error:
        raise StoreError(f"{to}: it cannot be written ({error}); check the room and the rights") from None
    proved(to, tell)


def restore(source: Path, path: Path, tell: Callable[[str], object] = lambda words: None) -> None:
    """Puts a backup where a store is to be; `StoreError` when one is there, or the backup is not whole."""
    of(source)
    free(path)
    proved(source, tell)
    tell("copying")
    beside = path.with_name(f"{path.name}.new")
    try:
        shutil.copyfile(source, beside)
        beside.chmod(0o600)
        synced(beside)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(f"{path}: it cannot be written ({error}); check the room and the rights") from None
    synced(path.parent)


def free(path: Path) -> None:
    """Raises when something stands at a name."""
    if path.exists():
        raise StoreError(f"{path}: there is a file already; move it away, or give another name")


def proved(path: Path, tell: Callable[[str], object]) -> None:
    """Raises when a copy is not whole; it stays where it is, to be looked at."""
    faults = list(check(path, tell))
    if faults:
        raise StoreError(f"{path}: not whole ({faults[0].what}, and {len(faults) - 1} more); make another")
