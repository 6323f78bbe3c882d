"""Readings → something for a person or a program; one file for each format, all with `write(readings, out)`."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import BinaryIO

from kutip.record import Reading, Story

Writer = Callable[[Iterable[Reading], BinaryIO], None]
TraceWriter = Callable[[str, Iterable[Story], Mapping[str, Reading], BinaryIO], None]

# By module, so that who prints JSON does not wait for the libraries that draw.
FORMATS = {
    "text": "kutip.export.text",
    "json": "kutip.export.json",
    "jsonl": "kutip.export.json",
    "html": "kutip.export.html",
}
TRACES = {"text": "kutip.export.story", "json": "kutip.export.json", "html": "kutip.export.storypage"}


def writer(format: str) -> Writer:
    """What writes readings in that format."""
    write: Writer = import_module(FORMATS[format]).write
    return write


def tracer(format: str) -> TraceWriter:
    """What writes a trace in that format, story by story: the version of kutip that made it, its stories, and the
    readings by article that it was made of."""
    write: TraceWriter = import_module(TRACES[format]).write_trace
    return write
