"""Bodies unpacked piece by piece, so that a small one cannot become a large one before anybody looks.

At most one piece of each layer is in memory at a time, whatever the packed bytes claim.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli  # type: ignore[import-untyped]  # it ships no types
import zstandard

from kutip.errors import InputError
from kutip.fetch.limits import MIB, Limits

ACCEPTED = "gzip, deflate, br, zstd"
PIECE = 1 << 16
LAYERS = 3
"""Servers pack once, broken ones twice."""
MEMBERS = 1000
"""Packed streams in a row in one body; each costs time, and may hold nothing."""
SIP = 256
"""Bytes of zstd at a time: 64 blocks of 4 bytes, each of which may become 128 KiB."""
WINDOW = 1 << 23
"""The largest window of zstd on the web (RFC 9659)."""

Unpack = Callable[[Iterable[bytes]], Iterator[bytes]]


class TornError(Exception):
    """The packed bytes end too early."""


def unpacked(wire: bytes, coding: str | None, limits: Limits, whole: bool = True) -> bytes:
    """The body inside, layer by layer; of one that is not `whole`, as much as is there."""
    if not wire:  # of a 304, say, whatever its headers claim
        return b""
    pieces: Iterable[bytes] = sliced(wire)
    for layer in layers(coding):
        pieces = checked(layer(pieces), len(wire), limits)
    body = bytearray()
    try:
        for piece in pieces:
            body += piece
    except TornError:
        if whole:
            raise InputError("its compression is broken: it ends too early; try again later") from None
    except (zlib.error, brotli.error, zstandard.ZstdError):
        raise InputError("its compression is broken; try again later") from None
    return bytes(body)


def checked(pieces: Iterable[bytes], sent: int, limits: Limits) -> Iterator[bytes]:
    """The pieces that are not empty; `InputError` once they grow too large, or out of too little."""
    size = 0
    for piece in filter(None, pieces):
        size += len(piece)
        if size > limits.unpacked:
            raise InputError(f"larger than {limits.unpacked // MIB} MiB; that is no report")
        if size > MIB and size > limits.ratio * sent:
            raise InputError(f"unpacked it is more than {limits.ratio} times what was sent; that is no report")
        yield piece


def layers(coding: str | None) -> list[Unpack]:
    """What unpacks a body, the outermost packing first."""
    names = [name.strip().lower() for name in (coding or "").split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if unknown := [name for name in names if name not in KNOWN]:
        raise InputError(f"it is packed in a way kutip does not know ({unknown[0][:40]}); give it as a file, unpacked")
    if len(names) > LAYERS:
        raise InputError(f"it is packed {len(names)} times over; that is no report")
    return [KNOWN[name] for name in reversed(names)]


def sliced(wire: bytes) -> Iterator[bytes]:
    """The bytes in pieces."""
    return (wire[start : start + PIECE] for start in range(0, len(wire), PIECE))


def gunzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What is inside gzip; several in a row are one body, and what follows them is ignored, as browsers do."""
    engine = zlib.decompressobj(31)
    members = 1
    for piece in pieces:
        while piece:
            yield engine.decompress(piece, PIECE)
            piece = engine.unconsumed_tail
            if engine.eof:
                piece = engine.unused_data
                if not piece.startswith(b"\x1f"):
                    return
                engine, members = zlib.decompressobj(31), more(members)
    yield from rest(engine)


def inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What is inside deflate: with the header that the standard asks for, or without, as many servers send it."""
    engine = None
    for piece in pieces:
        if engine is None:
            headed = piece[0] & 0x0F == 8 and int.from_bytes(piece[:2], "big") % 31 == 0
            engine = zlib.decompressobj(15 if headed else -15)
        while piece and not engine.eof:
            yield engine.decompress(piece, PIECE)
            piece = engine.unconsumed_tail
    if engine is not None:
        yield from rest(engine)


def rest(engine: "zlib._Decompress") -> Iterator[bytes]:
    """What the engine still holds at the end; `TornError` when more should have come."""
    while not engine.eof and (held := engine.decompress(engine.unconsumed_tail, PIECE)):
        yield held
    if not engine.eof:
        raise TornError


def unbrotlied(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What is inside br."""
    engine = brotli.Decompressor()
    for piece in pieces:
        unpacked = engine.process(piece, output_buffer_limit=PIECE)
        while unpacked:
            yield unpacked
            if engine.is_finished():
                return
            unpacked = engine.process(b"", output_buffer_limit=PIECE)
    if not engine.is_finished():
        raise TornError


def unzstded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What is inside zstd; several in a row are one body. Its library knows no limit, so it gets little at a time."""
    opener = zstandard.ZstdDecompressor(max_window_size=WINDOW)
    engine = opener.decompressobj()
    members = 1
    for piece in pieces:
        for start in range(0, len(piece), SIP):
            sip = piece[start : start + SIP]
            while sip:
                if engine.eof:
                    engine, members = opener.decompressobj(), more(members)
                yield engine.decompress(sip)
                sip = engine.unused_data
    if not engine.eof:
        raise TornError


def more(members: int) -> int:
    """One more packed stream in a body; `InputError` when they do not end."""
    if members == MEMBERS:
        raise InputError(f"it is packed in more than {MEMBERS} parts; that is no report")
    return members + 1


KNOWN: dict[str, Unpack] = {
    "gzip": gunzipped,
    "x-gzip": gunzipped,
    "deflate": inflated,
    "br": unbrotlied,
    "zstd": unzstded,
}
