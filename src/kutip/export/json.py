"""One reading a line, exactly as /docs/formats.md says: UTF-8, no BOM, the same bytes for the same reading."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

import msgspec

from kutip.record import Reading, Trace


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Each reading as one line of JSON, as soon as it is there."""
    encoder = msgspec.json.Encoder()
    for reading in readings:
        out.write(encoder.encode(reading) + b"\n")


def write_trace(trace: Trace, readings: Mapping[str, Reading], out: BinaryIO) -> None:
    """A trace as one line of JSON; the readings are named in it by their articles."""
    out.write(msgspec.json.encode(trace) + b"\n")
