"""Readings → something for a person or a program; one file for each format, all with `write(readings, out)`."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import BinaryIO

from kutip.record import Reading

Writer = Callable[[Iterable[Reading], BinaryIO], None]

# By module, so that who prints JSON does not wait for the libraries that draw.
FORMATS = {
    "text": "kutip.export.text",
    "json": "kutip.export.json",
    "jsonl": "kutip.export.json",
    "html": "kutip.export.html",
}


def writer(format: str) -> Writer:
    """What writes readings in that format."""
    write: Writer = import_module(FORMATS[format]).write
    return write
