"""The desk behind a port."""

from asyncio import TimerHandle, Transport

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kutip.errors import InputError
from kutip.serve import people
from kutip.serve.app import application
from kutip.serve.desk import Desk, Opening
from kutip.serve.guard import HEADERS

IDLE, HEAD = 15, 10
"""Seconds that a browser may keep a connection open without asking, and in which it has to say what it asks for."""


def serve(opening: Opening) -> None:
    """Serves a store until it is told to stop; `InputError` when it would stand open to everybody."""
    desk = Desk(opening)
    guarded(desk)
    uvicorn.Server(config(desk)).run()


def config(desk: Desk) -> uvicorn.Config:
    """How the server is set up."""
    return uvicorn.Config(
        application(desk),
        host=desk.opening.host,
        port=desk.opening.port,
        http=Protocol,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # what comes says itself where it is from, and whoever guesses could say another place
        server_header=False,
        timeout_keep_alive=IDLE,
    )


class Protocol(H11Protocol):
    """HTTP as the server speaks it; what is no HTTP gets an answer with the same headers as all others, and who says
    nothing is hung up on."""

    late: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as in the class above
        """Waits for what is asked."""
        super().connection_made(transport)
        self.wait()

    def data_received(self, data: bytes) -> None:
        """Takes what comes, and waits for the rest."""
        super().data_received(data)
        self.wait()

    def wait(self) -> None:
        """Hangs up after a while, unless all of the question is there."""
        asking = self.conn.their_state is h11.IDLE
        if self.late and not asking:
            self.late.cancel()
        if asking and not self.late:
            self.late = self.loop.call_later(HEAD, self.transport.close)
        self.late = self.late if asking else None

    def send_400_response(self, msg: str) -> None:
        """Says so, and hangs up."""
        fixed = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(msg)), "connection": "close"}
        lines = [
            "HTTP/1.1 400 Bad Request",
            *(f"{name}: {value}" for name, value in (fixed | HEADERS).items()),
            "",
            msg,
        ]
        self.transport.write("\r\n".join(lines).encode("ascii"))
        self.transport.close()


def guarded(desk: Desk) -> None:
    """`InputError` for a desk that others reach, and at which nobody needs to say who they are."""
    opening = desk.opening
    if not opening.local and not opening.public and not people.users(desk.writer):
        raise InputError(
            f"{opening.address} can be reached by others, and nobody needs a password yet: let somebody log in first "
            f"(kutip store user add NAME --store {opening.path}), or give --public for a desk that is only read"
        )
