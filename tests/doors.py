"""Pages to show to models, the law that their answers keep, and a server that plays a language model."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any, get_args

from kutip import words
from kutip.model import align
from kutip.model.door import Found, NameKind, Page
from kutip.record import Span

FIRST = "🚢🇮🇩 “Jembatan sudah dibuka,” kata Rina Sutopo, Kamis. Bank Sentral diam, katanya."
SECOND = "Rina menolak. Rina Sutopo dan Kim tidak hadir, ujar Kim kepada 𝔎antor Berita Meridia."
KINDS = [kind for literal in get_args(NameKind) for kind in get_args(literal) or (literal,)]


def shown(*blocks: str) -> Page:
    """A page of these paragraphs."""
    cut = words.cut("\n\n".join(blocks))
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block) + 2)
    stretches = [cut.range(Span(start, behind - 2)) for start, behind in pairwise(starts)]
    heads = {number + 1 for number, low in enumerate(cut.lows) if low == "."} | {first for first, _ in stretches}
    return Page("id", cut, stretches, heads=frozenset(head for head in heads if head < len(cut)))


def read(page: Page, found: Found) -> list[tuple[str, str]]:
    """The names that were found, as printed, with their kinds."""
    return [(page.words.text[name.start : name.end], name.kind) for name in found.names]


def tied(page: Page, found: Found) -> list[list[list[str]]]:
    """The attributions that were found, as printed: source, cue, content."""
    text = page.words.text
    return [[[text[s.start : s.end] for s in part] for part in (t.source, t.cue, t.content)] for t in found.ties]


def lawful(page: Page, found: Found) -> bool:
    """Whether every stretch is trimmed, not empty, and inside one block, with all of its attribution."""
    text, blocks = page.words.text, align.blocks(page)
    groups = [[name] for name in found.names] + [[*tie.source, *tie.cue, *tie.content] for tie in found.ties]
    return all(
        any(all(block.holds(span) for span in group) for block in blocks)
        and all(text[span.start : span.end].strip() == text[span.start : span.end] != "" for span in group)
        for group in groups
    )


class Speaker(ThreadingHTTPServer):
    """A server that answers as the test tells it, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hearing)
        self.play: Callable[[Hearing], None] = says({})
        self.asked: list[dict[str, Any]] = []
        self.heads: list[Any] = []
        self.paths: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: who asked may leave."""


class Hearing(BaseHTTPRequestHandler):
    """One question."""

    server: Speaker

    def do_POST(self) -> None:
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.server.heads.append(self.headers)
        self.server.paths.append(self.path)
        self.server.play(self)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: a test is quiet."""


def utters(*answers: str | None) -> Callable[[Hearing], None]:
    """A model that says these words, one after the other, the last again and again."""
    left = list(answers)

    def play(hearing: Hearing) -> None:
        content = left.pop(0) if len(left) > 1 else left[0]
        hearing.answer(200, json.dumps({"id": "x", "choices": [{"message": {"content": content}}]}).encode())

    return play


def says(*objects: dict[str, Any]) -> Callable[[Hearing], None]:
    """A model that answers with these objects."""
    return utters(*map(json.dumps, objects))


def replies(*answers: tuple[int, bytes, dict[str, str]]) -> Callable[[Hearing], None]:
    """A server that answers in these ways, one after the other, the last again and again."""
    left = list(answers)

    def play(hearing: Hearing) -> None:
        status, body, headers = left.pop(0) if len(left) > 1 else left[0]
        hearing.answer(status, body, **headers)

    return play


@contextmanager
def speaking() -> Iterator[Speaker]:
    """A server on this machine."""
    server = Speaker()
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def name(words: str, kind: str = "person", block: int = 1) -> dict[str, Any]:
    """A name as a language model tells it."""
    return {"block": block, "words": words, "kind": kind}


def tie(source: Any, cue: Any, content: Any, block: int = 1) -> dict[str, Any]:
    """An attribution as a language model tells it."""
    return {"block": block, "source": source, "cue": cue, "content": content}
