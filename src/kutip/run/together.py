"""Reports and readings → one trace: what was read before is taken as it is, the rest is read first."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from kutip.errors import Failure
from kutip.record import Reading, Trace
from kutip.run import api, many
from kutip.run.body import Given
from kutip.run.many import Outcome, Source
from kutip.run.one import VERSION
from kutip.run.rows import lines

BEGINS = b'{"kutip":'


def outcomes(sources: Sequence[Source], models: tuple[str, ...] = api.SHIPPED) -> Iterator[Outcome]:
    """A reading or a failure for each report; those of a file of readings as they are, plain claims and all."""
    for source in sources:
        if isinstance(source, Path) and held(source):
            yield from decoded(source)
        else:
            for step in many.readings([source], Given(), plain=True, models=models):
                if step.outcome is not None:
                    yield step.outcome


def held(path: Path) -> bool:
    """Whether a file holds readings."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(BEGINS)) == BEGINS
    except OSError:
        return False


def decoded(path: Path) -> Iterator[Outcome]:
    """The readings of a file, one a line."""
    decoder = msgspec.json.Decoder(Reading)
    with path.open("rb") as stream:
        for number, line in enumerate(lines(stream), 1):
            try:
                yield decoder.decode(line)
            except msgspec.MsgspecError as error:
                why = f"not a reading ({error}); make it with kutip read --plain --format jsonl"
                yield Failure(f"{path}:{number}", why)


def traced(readings: Sequence[Reading]) -> Trace:
    """The trace of some readings."""
    from kutip import trace

    return trace.trace(readings, VERSION)


def by_article(readings: Sequence[Reading]) -> dict[str, Reading]:
    """The readings that their trace speaks of: of one text in several places the first."""
    from kutip import trace

    found: dict[str, Reading] = {}
    for reading in sorted(readings, key=trace.place):
        found.setdefault(reading.article.id, reading)
    return found
