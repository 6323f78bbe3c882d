"""A process that does its work beside this one, and is started again when it dies."""

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

PAUSES = (1.0, 5.0, 15.0, 60.0)
"""Seconds before it is started again; the longer, the more often it died one after the other."""
STEADY = 60.0
"""Seconds that it has to live to count as well."""
GRACE = 10.0
"""Seconds that it has to end by itself."""


class Child:
    """A process that runs as long as this one is here."""

    def __init__(self, command: Sequence[str], tell: Callable[[str], object], pauses: Sequence[float] = PAUSES) -> None:
        """`tell` hears that it has died."""
        self.command, self.tell, self.pauses = command, tell, pauses
        self.stop = threading.Event()
        self.process = subprocess.Popen(command)
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop.set()
        self.process.terminate()
        self.thread.join(GRACE)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def watch(self) -> None:
        """Starts it again when it has died."""
        deaths, since = 0, time.monotonic()
        while True:
            code = self.process.wait()
            if self.stop.is_set():
                return
            deaths = 0 if time.monotonic() - since > STEADY else deaths
            pause = self.pauses[min(deaths, len(self.pauses) - 1)]
            self.tell(f"the keeper ended ({code}); it is started again in {pause:g} s")
            if self.stop.wait(pause):
                return
            deaths, since = deaths + 1, time.monotonic()
            self.process = subprocess.Popen(self.command)
