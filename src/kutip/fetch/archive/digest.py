"""Whether a record is still what was written: what its digest says of it."""

import base64
import binascii
import hashlib

from kutip.fetch.archive.frame import Record

CHANGED = "it was changed since it was written: its digest is another; fetch the archive again"
KNOWN = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16}
"""The digests that are looked at, and their bytes."""


def changed(record: Record) -> bool:
    """Whether it is not. A record that says nothing of itself is believed."""
    fields = record.head.fields
    said = fields.get("warc-block-digest", "")
    if said == fields.get("warc-payload-digest") and record.block.startswith(b"HTTP/"):
        return False  # old writers gave the digest of the body for that of the block
    name, _, written = said.partition(":")
    digest = raw(name.lower(), written)
    return digest is not None and hashlib.new(name.lower(), record.block, usedforsecurity=False).digest() != digest


def raw(name: str, written: str) -> bytes | None:
    """The bytes of a digest, written in base 16, 32 or 64; None when they make none that is known."""
    size = KNOWN.get(name)
    for base in (bytes.fromhex, base64.b32decode, base64.b64decode):
        try:
            digest = base(written)
        except (ValueError, binascii.Error):
            continue
        if len(digest) == size:
            return digest
    return None
