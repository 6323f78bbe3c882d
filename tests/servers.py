"""Sites on this machine, for tests of what reaches outside."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import httpcore

Headers = dict[str, str]


class Asked(NamedTuple):
    """One request, as it reached the site."""

    path: str
    headers: Headers
    given: bytes = b""
    """What was posted."""


class Reply(NamedTuple):
    """What the site answers. Without a length, one is told."""

    status: int = 200
    body: bytes = b""
    headers: Headers = {}  # noqa: RUF012 - nobody changes it


Play = Callable[[Asked], Reply]


def html(body: str, **headers: str) -> Reply:
    """A page."""
    return Reply(200, body.encode(), {"Content-Type": "text/html; charset=utf-8", **headers})


def moved(place: str, status: int = 302) -> Reply:
    """A redirect."""
    return Reply(status, b"", {"Location": place})


def nothing(asked: Asked) -> Reply:
    """No such page; so a robots.txt that is not there, too."""
    return Reply(404, b"nothing here")


class Site:
    """A running site: what it plays, and what it was asked for."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.asked: list[Asked] = []
        self.port = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What it was asked for, in order."""
        return [asked.path for asked in self.asked]


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    """What answers the requests to a site."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # else the body waits 40 ms for the headers to be acknowledged

        def do_GET(self) -> None:
            given = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = Asked(self.path, dict(self.headers.items()), given)
            site.asked.append(asked)
            reply = site.play(asked)
            self.send_response_only(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # the other side had enough
                self.wfile.write(reply.body)
            self.close_connection = reply.headers.get("Connection") == "close"

        do_POST = do_GET  # noqa: N815 - the library wants the name

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing: a test is quiet."""

    return Handler


class Server(ThreadingHTTPServer):
    """A server that is quiet when the other side goes away."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing."""


@contextmanager
def site(play: Play = nothing, context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[Site]:
    """A site that answers as played, encrypted if there is a context for it; at all addresses of this machine if its
    host is none of them, ""."""
    found = Site(play)
    server = Server((host, 0), handler(found))
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    found.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def raw(talk: Callable[[socket.socket, bytes], None]) -> Iterator[str]:
    """The address of a server that says whatever it likes: `talk` gets each connection with the request it brought."""
    listener = socket.create_server(("127.0.0.1", 0))

    def converse(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            talk(connection, connection.recv(65536))

    def serve() -> None:
        with suppress(OSError):  # closed
            while True:
                threading.Thread(target=converse, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


class Net:
    """A network that is not there: names with their addresses, and a count of the connections that were tried.

    A connection to a port of this net ends at a port of this machine, whatever address it was meant for; one to a port
    that is not in `ports` is refused.
    """

    def __init__(self, ports: dict[int, int] | None = None, **names: list[list[str]]) -> None:
        self.ports = ports or {}
        self.names = {name.replace("_", "."): answers for name, answers in names.items()}
        self.looked_up: list[str] = []
        self.dialled: list[str] = []

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a name: at each look-up the next answer, the last one for ever; of others a public one."""
        self.looked_up.append(host)
        answers = self.names.get(host, [["93.184.216.34"]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dial(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """A connection to this machine, counted."""
        self.dialled.append(address)
        if port not in self.ports:
            raise httpcore.ConnectError(ConnectionRefusedError("refused"))
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.ports[port], timeout=seconds)


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        """The time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Some time passes."""
        self.slept.append(seconds)
        self.now += seconds
