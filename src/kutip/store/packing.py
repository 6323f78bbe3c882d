"""Values as bytes: small, and with a seal that tells when a row is no longer what was written."""

import hashlib
from typing import TypeVar

import msgspec
import zstandard
from msgspec import Struct

from kutip.errors import StoreError

T = TypeVar("T")
LEVEL = 3
LARGEST = 1 << 30
"""No value that was packed is larger; a damaged one may say that it is."""
SEAL = 8


class Packer:
    """Packs and unpacks; one for each connection, since it is not for several threads at once."""

    def __init__(self) -> None:
        self.small = zstandard.ZstdCompressor(level=LEVEL)
        self.large = zstandard.ZstdDecompressor()

    def squeezed(self, body: bytes) -> bytes:
        """The same, smaller."""
        return self.small.compress(body)

    def whole(self, body: bytes) -> bytes:
        """What was squeezed."""
        try:
            if zstandard.frame_content_size(body) > LARGEST:
                raise StoreError("a value in the store is damaged; run kutip store check")
            return self.large.decompress(body)
        except zstandard.ZstdError:
            raise StoreError("a value in the store is damaged; run kutip store check") from None

    def packed(self, value: object) -> bytes:
        """A value as bytes."""
        return self.squeezed(msgspec.msgpack.encode(value))

    def value(self, body: bytes, kind: type[T]) -> T:
        """The value of bytes."""
        return plainly(self.whole(body), kind)


def plainly(body: bytes, kind: type[T]) -> T:
    """The value of bytes that were not squeezed."""
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except msgspec.MsgspecError:
        raise StoreError("a value in the store is damaged; run kutip store check") from None


def written(value: Struct) -> str:
    """A value as JSON but for its number, with every field, so that each can be asked for."""
    fields = {name: getattr(value, name) for name in value.__struct_fields__ if name != "id"}
    return msgspec.json.encode(fields).decode()


def noted(kind: type[T], id: int, body: str) -> T:
    """What was written as JSON, with its number."""
    try:
        return msgspec.json.decode(b'{"id":%d,' % id + body.encode()[1:], type=kind)
    except msgspec.MsgspecError:
        raise StoreError(f"{kind.__name__} {id} in the store is damaged; run kutip store check") from None


def seal(*content: object) -> bytes:
    """What a row's content comes to: it stands in the row, and tells when the content has changed by itself."""
    return hashlib.blake2b(msgspec.msgpack.encode(content), digest_size=SEAL).digest()
