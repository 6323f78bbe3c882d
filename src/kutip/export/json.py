"""One reading a line, exactly as /docs/formats.md says: UTF-8, no BOM, the same bytes for the same reading."""

from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from kutip.record import Reading


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Each reading as one line of JSON, as soon as it is there."""
    encoder = msgspec.json.Encoder()
    for reading in readings:
        out.write(encoder.encode(reading) + b"\n")
