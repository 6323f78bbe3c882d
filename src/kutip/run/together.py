"""Reports and readings → one trace: what was read before is taken as it is, the rest is read first."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import cached_property, lru_cache
from itertools import chain, groupby
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec
from msgspec.structs import replace

from kutip import trace
from kutip.errors import Failure
from kutip.record import Reading, Story
from kutip.run import api, many
from kutip.run.body import Given
from kutip.run.ledger import Place
from kutip.run.many import Outcome, Source, Step
from kutip.run.rows import lines
from kutip.trace.keys import Keys

if TYPE_CHECKING:
    from kutip.run.workers import Workers

BEGINS = b'{"kutip":'
BATCH = 64
"""Reports that a worker takes at a time; a larger story it takes whole."""
AHEAD = 4
"""Batches for each worker that are told before somebody asks for them."""
MANY = 500
"""From so many reports on workers take less time than none; each takes two seconds to start."""
RECENT = 256
"""Readings that are held unpacked."""


def steps(sources: Sequence[Source], models: tuple[str, ...] = api.SHIPPED) -> Iterator[Step]:
    """A reading or a failure for each report; those of a file of readings as they are, plain claims and all."""
    for are_readings, some in groupby(sources, held):
        if are_readings:
            yield from chain.from_iterable(decoded(Path(source)) for source in some)
        else:
            unread = tuple(some)
            yield from many.readings(unread, Given(), plain=True, models=models, workers=many.hands(unread))


def held(source: Source) -> bool:
    """Whether a source is a file of readings."""
    try:
        with Path(source).open("rb") as stream:
            return isinstance(source, Path) and stream.read(len(BEGINS)) == BEGINS
    except OSError:
        return False


def decoded(path: Path) -> Iterator[Step]:
    """The readings of a file, one a line."""
    decoder = msgspec.json.Decoder(Reading)
    with path.open("rb") as stream:
        for number, line in enumerate(lines(stream), 1):
            try:
                outcome: Outcome = dated(decoder.decode(line))
            except msgspec.MsgspecError as error:
                why = f"not a reading ({error}); make it with kutip read --plain --format jsonl"
                outcome = Failure(f"{path}:{number}", why)
            yield Step(outcome, len(line), Place(done=number))


def dated(reading: Reading) -> Reading:
    """A reading with the day of its report; where others printed it, only a part of the text may tell that day."""
    article = reading.article
    said = next((part.value for part in article.parts if part.kind == "published" and part.value), None)
    if article.published or said is None:
        return reading
    return replace(reading, article=replace(article, published=said))


class Held(Mapping[str, Reading]):
    """Readings by the names that they have in a trace, held as bytes."""

    def __init__(self) -> None:
        self.places: list[trace.Place] = []
        self.packed: list[bytes] = []
        self.where: dict[str, int] = {}
        """The number of each report by its name."""
        self.unpacked = lru_cache(RECENT)(self.reading)

    def take(self, reading: Reading) -> None:
        """One more reading."""
        self.places.append(trace.place(reading))
        self.packed.append(msgspec.msgpack.encode(reading))

    def name(self) -> dict[int, str]:
        """Gives all their names, in the order of time, by their numbers; what was taken twice has one."""
        names = trace.names(self.places)
        for number, name in names.items():
            if name != self.places[number].text:
                self.packed[number] = msgspec.msgpack.encode(trace.named(self.reading(number), name))
        self.where = {name: number for number, name in names.items()}
        return names

    def reading(self, number: int) -> Reading:
        """The reading of a number."""
        return msgspec.msgpack.decode(self.packed[number], type=Reading)

    def __getitem__(self, name: str) -> Reading:
        return self.unpacked(self.where[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.where)

    def __len__(self) -> int:
        return len(self.where)


class Gathering:
    """Reports on their way to a trace. What tells them apart, and what a story comes to, is worked out by workers where
    there is much."""

    def __init__(self, workers: int, least: int = MANY) -> None:
        """So many workers, if there are at least so many reports."""
        self.workers, self.least = workers, least
        self.readings = Held()
        self.begun = 0
        """So many were given to workers."""
        self.coming: deque[Future[list[bytes]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if "hands" in vars(self):
            self.hands.__exit__(kind, error, at)

    @cached_property
    def hands(self) -> "Workers":
        """The workers; they start with the first work."""
        from kutip.run.workers import Workers  # its library is needed here only

        return Workers(self.workers, many.SECONDS)

    @property
    def busy(self) -> bool:
        """Whether there is so much to do that workers are worth their start."""
        return self.workers > 1 and len(self.readings.packed) >= self.least

    def take(self, reading: Reading) -> None:
        """One more report."""
        self.readings.take(reading)
        if self.busy and len(self.readings.packed) - self.begun >= BATCH:
            self.begin()

    def begin(self) -> None:
        """Lets workers find the features of what came."""
        packed = self.readings.packed
        for start in range(self.begun, len(packed), BATCH):
            self.coming.append(self.hands.pool.schedule(keyed, (packed[start : start + BATCH],)))
        self.begun = len(packed)

    def keys(self) -> Iterator[Keys]:
        """The features of each report, in the order in which they came."""
        if self.busy:
            self.begin()
        decoder = msgspec.msgpack.Decoder(Keys)
        while self.coming:
            yield from map(decoder.decode, self.coming.popleft().result())
        yield from map(decoder.decode, keyed(self.readings.packed[self.begun :]))

    def stories(self) -> Iterator[Story]:
        """The stories, the largest first, each as soon as it is told. The same reports in any order, and any number of
        workers, give the same stories."""
        keys, names = list(self.keys()), self.readings.name()
        return trace.numbered(
            self.told(trace.grouped(replace(keys[number], article=name) for number, name in names.items()))
        )

    def told(self, stories: Iterable[Sequence[str]]) -> Iterator[Story]:
        """What the reports of each story come to."""
        decoder = msgspec.msgpack.Decoder(Story)
        packed, where = self.readings.packed, self.readings.where
        waiting: deque[Future[list[bytes]]] = deque()
        for batch in batches([packed[where[name]] for name in names] for names in stories):
            if self.busy:
                waiting.append(self.hands.pool.schedule(tell, (batch,)))
            else:
                yield from map(decoder.decode, tell(batch))
            if len(waiting) > AHEAD * self.workers:
                yield from map(decoder.decode, waiting.popleft().result())
        for one in waiting:
            yield from map(decoder.decode, one.result())


def batches(stories: Iterable[list[bytes]]) -> Iterator[list[list[bytes]]]:
    """Stories together, so that each batch has about as many reports."""
    batch: list[list[bytes]] = []
    for story in stories:
        batch.append(story)
        if sum(map(len, batch)) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def keyed(readings: list[bytes]) -> list[bytes]:
    """The features of some reports."""
    decoder = msgspec.msgpack.Decoder(Reading)
    return [msgspec.msgpack.encode(trace.keyed(decoder.decode(one))) for one in readings]


def tell(stories: list[list[bytes]]) -> list[bytes]:
    """What the reports of some stories come to."""
    decoder = msgspec.msgpack.Decoder(Reading)
    return [msgspec.msgpack.encode(trace.story([decoder.decode(one) for one in story])) for story in stories]
