"""One keeper at a time for each store: whoever tells its stories gives them their numbers."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kutip.errors import StoreError


class TakenError(StoreError):
    """Somebody else has the place."""


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """The place of the one keeper of a store; `TakenError` when another process has it. It is free again when its
    process ends, however that comes."""
    with store.with_name(f"{store.name}.keeper").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            keeper = file.read().strip()
            raise TakenError(f"{store} has a keeper already, process {keeper}; end it, or let it do the work") from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
