"""What was fetched → a WARC, so that every reading can be traced to the bytes as they came, their hash and their time.

Every answer of a chain is kept with the request that it answers. A body that is there already is not kept again: a
`revisit` record says that it was the same. What is acknowledged is on the disk.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from kutip.errors import InputError
from kutip.fetch.archive import written
from kutip.fetch.archive.index import REVISIT, Index, Kept
from kutip.fetch.archive.shapes import moment
from kutip.fetch.exchange import Answer, Exchange
from kutip.record import Evidence

FOREIGN = "not an archive packed record by record; give the name of a new one"
BUSY = "another run is writing to it; wait until it has ended, or give another name"


class Writer:
    """An archive that is being written; what another run has left half-written at its end is cut off first."""

    def __init__(self, path: Path, agent: str, clock: Callable[[], datetime]) -> None:
        self.path, self.agent, self.clock = path, agent, clock
        self.cut: Path | None = None
        """Where the half-written end was put, if there was one."""

    def __enter__(self) -> Self:
        self.file = self.path.open("ab", buffering=0)
        try:
            self.lock()
            self.index = Index(self.path)
            self.trim()
            if self.index.end == 0:
                date = moment(self.clock().astimezone(UTC).isoformat())
                self.keep(written.described(self.agent, self.path.name, date))
                synced(self.path.parent)
        except BaseException:
            self.file.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.index.write()
        self.file.close()

    def write(self, answer: Answer) -> Evidence:
        """Keeps all that an address took: where the body of the answer lies now, its hash, and when it came."""
        *before, last = answer.exchanges
        kept = self.note(tuple(before), last, hashlib.sha256(answer.body).hexdigest())
        return Evidence(kept.sha256, kept.fetched, str(self.path), kept.place)

    def failed(self, exchanges: tuple[Exchange, ...]) -> None:
        """Keeps what an address took that in the end gave nothing to read."""
        if exchanges:
            self.note(exchanges[:-1], exchanges[-1], "")

    def note(self, before: tuple[Exchange, ...], last: Exchange, sha256: str) -> Kept:
        """Keeps exchanges in the order in which they were made; the line of the last one."""
        packed, lines = [], []
        end = self.index.end
        for exchange in (*before, last):
            request, answer, kept = self.packed(exchange, sha256 if exchange is last else "")
            end += len(request)
            lines.append(msgspec.structs.replace(kept, offset=str(end)))
            end += len(answer)
            packed += [request, answer]
        self.keep(b"".join(packed))
        with self.index.file.open("ab") as file:
            file.writelines(kept.line for kept in lines)
        for kept in lines:
            self.index.add(kept)
        return lines[-1]

    def packed(self, exchange: Exchange, sha256: str) -> tuple[bytes, bytes, Kept]:
        """The records of one exchange, and its line in the index, which does not know yet where they will lie."""
        digest, id = written.digested(exchange.wire), written.name()
        same = self.same(exchange, digest)
        answer = written.answer(exchange, id, digest, same)
        kept = Kept(
            url=exchange.url,
            mime=REVISIT if same else exchange.media or "",
            status=same.status if same else str(exchange.status),
            digest=same.digest if same else digest,
            length=str(len(answer)),
            offset="",
            filename=self.path.name,
            fetched=moment(exchange.fetched),
            sha256=same.sha256 if same else sha256,
            etag=exchange.header("etag") or (same.etag if same else None),
            modified=exchange.header("last-modified") or (same.modified if same else None),
            original=str(same.place) if same else None,
        )
        return written.request(exchange, id), answer, kept

    def same(self, exchange: Exchange, digest: str) -> Kept | None:
        """The answer that has the body already: the server says so, or it has the same digest."""
        if exchange.status == 304:
            known = self.index.latest(exchange.url)
            return known if known and known.status == "200" else None
        return self.index.same(digest) if exchange.status == 200 and exchange.wire and not exchange.truncated else None

    def keep(self, packed: bytes) -> None:
        """Puts bytes at the end, and sees to it that they are on the disk; half of them never stay."""
        begin = self.index.end
        try:
            while packed:
                packed = packed[self.file.write(packed) :]
            os.fsync(self.file.fileno())
        except OSError:
            self.file.truncate(begin)
            raise
        self.index.end = self.file.seek(0, os.SEEK_END)

    def lock(self) -> None:
        """Keeps other runs out; `InputError` when one is in."""
        if sys.platform != "win32":
            import fcntl  # not everywhere

            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InputError(f"{self.path}: {BUSY}") from None

    def trim(self) -> None:
        """Cuts off what is no whole record at the end; the bytes are kept in a file of their own."""
        size, end = self.path.stat().st_size, self.index.end
        if end == size:
            return
        if end == 0:
            raise InputError(f"{self.path}: {FOREIGN}")
        self.cut = self.path.with_name(f"{self.path.name}.cut-{end}")
        with self.path.open("rb") as whole, self.cut.open("wb") as rest:
            whole.seek(end)
            while piece := whole.read(1 << 20):
                rest.write(piece)
            rest.flush()
            os.fsync(rest.fileno())
        self.file.truncate(end)


def synced(folder: Path) -> None:
    """Sees to it that the name of a new file is on the disk, where a folder can be opened."""
    if sys.platform != "win32":
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
