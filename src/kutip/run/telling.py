"""Telling what is untold in a store, and the stories that were told."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from kutip.errors import StoreError
from kutip.kept import Told
from kutip.record import Reading
from kutip.run import judged, watches
from kutip.run.alone import TakenError, alone
from kutip.run.storyteller import Storyteller
from kutip.store import Library, Store

PATIENCE = 600
"""Seconds in which a keeper that is at work has to come round."""


def tell(store: Store, teller: Storyteller, now: datetime) -> bool:
    """Tells stories of what came, with the alerts that follow; whether there was anything to tell."""
    tale = teller.prepared(now)
    if tale is None:
        return False
    with store.writing():
        watches.alerts(store, teller.keep(tale), now)
    return True


def tell_all(store: Store, path: Path, clock: Callable[[], datetime], say: Callable[[str], object]) -> None:
    """Tells all that is untold; where a keeper is at work, waits until it has done so, and says so."""
    try:
        with alone(path):
            teller = Storyteller(store)
            while tell(store, teller, clock()):
                pass
    except TakenError:
        wait(store, path, say)


def wait(store: Store, path: Path, say: Callable[[str], object]) -> None:
    """Waits until the keeper of a store has told everything."""
    for second in range(PATIENCE):
        if not store.untold(1):
            return
        if second == 1:
            say(f"{path}: waiting for its keeper to tell what came")
        time.sleep(1)
    raise StoreError(f"{path}: its keeper has not told everything in {PATIENCE} s; look what it says, or end it")


class Readings(Mapping[str, Reading]):
    """The readings of some stories under the names that these have for them, each looked up when it is needed."""

    def __init__(self, library: Library, told: Iterable[Told]) -> None:
        self.library = library
        self.numbers = {
            name: report.id for one in told for name, report in zip(one.story.articles, one.reports, strict=True)
        }

    def __getitem__(self, name: str) -> Reading:
        held = self.library.report(self.numbers[name])
        if held is None:
            raise KeyError(name)
        found = judged.judged(held.reading, held.judgements)
        return replace(found, article=replace(found.article, id=name))

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


def stories(library: Library, numbers: Iterable[int]) -> list[Told]:
    """Some stories as they were told, the largest first."""
    found = {told.id: told for number in numbers if (told := library.story(number))}
    return sorted(found.values(), key=lambda told: (-len(told.reports), told.id))
