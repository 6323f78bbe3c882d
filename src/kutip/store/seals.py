"""Which rows are no longer what was written: each has a seal, and a preserved copy is named by what it holds."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from kutip.errors import StoreError
from kutip.store.file import File
from kutip.store.packing import Packer, seal
from kutip.store.statements import statements

SQL = statements("seals")
ORIGINALS = "originals"


class Broken(NamedTuple):
    """A row that is not what was written."""

    table: str
    id: int


def broken(file: File) -> Iterator[Broken]:
    """All rows that are not what was written, as long as the file can be read at all."""
    for table, sql in SQL.items():
        if table != ORIGINALS:
            for id, found, *content in file.connection.execute(sql):
                if found != seal(*content):
                    yield Broken(table, id)
    packer = Packer()
    for id, sha256, body in file.connection.execute(SQL[ORIGINALS]):
        if not whole(packer, sha256, body):
            yield Broken("original", id)


def whole(packer: Packer, sha256: bytes, body: bytes) -> bool:
    """Whether a preserved copy is what it was."""
    try:
        return hashlib.sha256(packer.whole(body)).digest() == sha256
    except StoreError:
        return False
