"""One reading a line, exactly as /docs/formats.md says: UTF-8, no BOM, the same bytes for the same reading."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

import msgspec

from kutip.record import Reading, Story


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Each reading as one line of JSON, as soon as it is there."""
    encoder = msgspec.json.Encoder()
    for reading in readings:
        out.write(encoder.encode(reading) + b"\n")


def write_trace(version: str, stories: Iterable[Story], readings: Mapping[str, Reading], out: BinaryIO) -> None:
    """A trace as one line of JSON, each story as soon as it is there; it names the readings by their articles."""
    encoder = msgspec.json.Encoder()
    out.write(b'{"kutip":' + encoder.encode(version) + b',"stories":[')
    for number, story in enumerate(stories):
        out.write((b"," if number else b"") + encoder.encode(story))
    out.write(b"]}\n")
