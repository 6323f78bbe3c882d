"""Servers that never finish, lie about their length, or send a little that becomes a lot: each costs a set amount."""

import gzip
import socket
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from kutip.errors import InputError
from kutip.fetch.client import Client
from kutip.fetch.exchange import Answer, AnswerError
from kutip.fetch.limits import MIB, Limits
from kutip.fetch.packing import unpacked
from tests.servers import Asked, Net, Reply, Time, html, nothing, raw, site

HASTY = Limits(pause=0, backoff=0, seconds=0.6, silence=5)
SHORT = Limits(pause=0, backoff=0, silence=0.4)
TEXT = b"".join(b"Line %d of a page.\n" % number for number in range(20_000))
Talk = Callable[[socket.socket, bytes], None]


def got(url: str, limits: Limits) -> Answer:
    """What an address of this machine gives within the limits."""
    with Client(private=True, limits=limits) as client:
        return client.get(url)


def page(talk: Talk) -> Talk:
    """The same talk, for all but robots.txt."""

    def both(connection: socket.socket, request: bytes) -> None:
        if b"/robots.txt" in request:
            connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        else:
            talk(connection, request)

    return both


def say(words: bytes) -> Talk:
    """Says something and hangs up."""
    return lambda connection, request: connection.sendall(words)


def drip(head: bytes, drop: bytes) -> Talk:
    """Says something at once and then a little more, again and again."""

    def talk(connection: socket.socket, request: bytes) -> None:
        connection.sendall(head)
        for _ in range(100):
            time.sleep(0.05)
            connection.sendall(drop)

    return talk


def pour(head: bytes, drop: bytes) -> Talk:
    """Says something and then the same for ever, as fast as it can."""

    def talk(connection: socket.socket, request: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(drop)

    return talk


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


# --- time (T09) -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "talk",
    [drip(b"", b""), drip(b"HTTP/1.1 2", b"0"), drip(OK, b"A: b\r\n"), drip(b"", b"HTTP/1.1 102 Wait\r\n\r\n")],
    ids=["silent", "status", "headers", "wait"],
)
def test_a_tarpit_is_given_up_in_time(talk: Talk) -> None:
    with raw(page(talk)) as url:
        start = time.monotonic()
        with pytest.raises(InputError, match=r"no answer within 0\.6 seconds"):
            got(url, HASTY)
        assert 0.5 < time.monotonic() - start < 3


def test_a_body_that_drips_is_kept_as_far_as_it_came() -> None:
    with raw(page(drip(OK + b"Content-Length: 1000\r\n\r\nSiap", b"."))) as url:
        start = time.monotonic()
        answer = got(url, HASTY)
        assert 0.5 < time.monotonic() - start < 3
    assert answer.body.startswith(b"Siap..")
    assert answer.last.truncated == "time"


def test_a_robots_txt_that_drips_takes_no_longer() -> None:
    with raw(drip(b"HTTP/1.1 2", b"0")) as url:
        start = time.monotonic()
        with pytest.raises(InputError, match="no answer within"):
            got(url, HASTY)
        assert time.monotonic() - start < 3


def test_a_look_up_that_hangs_is_given_up_in_time() -> None:
    def resolve(host: str, port: int) -> list[str]:
        threading.Event().wait(5)
        return ["93.184.216.34"]

    start = time.monotonic()
    with (
        Client(limits=HASTY, resolve=resolve, dial=Net().dial) as client,
        pytest.raises(InputError, match="no answer within"),
    ):
        client.get("http://news.example/")
    assert time.monotonic() - start < 3


def test_a_handshake_that_hangs_is_given_up_in_time() -> None:
    with raw(drip(b"", b"")) as url:
        start = time.monotonic()
        with pytest.raises(InputError, match="no answer within"):
            got(url.replace("http:", "https:"), HASTY)
        assert time.monotonic() - start < 3


def test_silence_is_tried_again_and_then_said() -> None:
    calls: list[bytes] = []

    def talk(connection: socket.socket, request: bytes) -> None:
        calls.append(request)
        threading.Event().wait(1)

    with raw(page(talk)) as url, pytest.raises(InputError, match=r"no answer within 0\.4 seconds"):
        got(url, SHORT)
    assert len(calls) == 3


# --- size (T10) -------------------------------------------------------------------------------------------------------

SMALL = Limits(pause=0, backoff=0, raw=1 << 18)
ENDLESS = {
    "until closed": pour(OK + b"\r\n", b"a" * 65536),
    "chunks": pour(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"a" * 65536 + b"\r\n"),
    "tiny chunks": pour(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;aaaaaaaaaaaaaaaa\r\na\r\n" * 3000),
    "a length that lies": pour(OK + b"Content-Length: 99999999999999\r\n\r\n", b"a" * 65536),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_body_without_end_is_cut(kind: str) -> None:
    with raw(page(ENDLESS[kind])) as url:
        answer = got(url, SMALL)
    assert answer.last.truncated == "length"
    assert 10_000 < len(answer.body) <= SMALL.raw
    assert set(answer.body) == {ord("a")}


@pytest.mark.parametrize("talk", [pour(OK, b"A: b\r\n" * 1000), pour(OK + b"A: ", b"b" * 65536)], ids=["many", "long"])
def test_headers_without_end_are_refused(talk: Talk) -> None:
    with raw(page(talk)) as url, pytest.raises(InputError, match="its answer is no whole HTTP"):
        got(url, SMALL)


def test_waiting_without_end_is_refused() -> None:
    talk = pour(b"", b"HTTP/1.1 102 Wait\r\n\r\n" * 1000)
    with raw(page(talk)) as url, pytest.raises(InputError, match="its answer is no whole HTTP"):
        got(url, SMALL)


def test_a_body_shorter_than_it_said_is_asked_for_again_and_then_kept() -> None:
    calls: list[bytes] = []

    def talk(connection: socket.socket, request: bytes) -> None:
        calls.append(request)
        connection.sendall(OK + b"Content-Length: 99\r\n\r\nSiap")

    with raw(page(talk)) as url:
        answer = got(url, SMALL)
    assert (answer.body, answer.last.truncated, len(calls)) == (b"Siap", "disconnect", 3)


def test_an_answer_without_a_first_byte_is_said() -> None:
    talk = say(OK + b"Content-Length: 99\r\n\r\n")
    with raw(page(talk)) as url, pytest.raises(AnswerError, match="broke off before its first byte"):
        got(url, SMALL)


def test_what_is_no_http_is_said() -> None:
    calls: list[bytes] = []

    def talk(connection: socket.socket, request: bytes) -> None:
        calls.append(request)
        connection.sendall(b"SSH-2.0-OpenSSH_9\r\n\r\n")

    with raw(page(talk)) as url, pytest.raises(InputError, match="its answer is no whole HTTP"):
        got(url, SMALL)
    assert len(calls) == 1


GROWTH = """
import re, sys
from pathlib import Path
from kutip.errors import InputError
from kutip.fetch.client import Client
from kutip.fetch.limits import Limits

def most():  # `getrusage` would begin with what the parent took
    return int(re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1])

with Client(private=True, limits=Limits(pause=0)) as client:
    before = most()
    try:
        answer = client.get(sys.argv[1])
        print(answer.last.truncated, len(answer.body), end=" ")
    except InputError as error:
        print(str(error).replace(" ", "_"), 0, end=" ")
print((most() - before) // 1024)
"""


def growth(url: str) -> tuple[str, int, int]:
    """What came of an address in a process of its own, its size, and the MiB that the process grew by."""
    done = subprocess.run([sys.executable, "-c", GROWTH, url], capture_output=True, text=True, check=True)
    outcome, size, grown = done.stdout.split()
    return outcome, int(size), int(grown)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much a process took")
def test_a_body_without_end_takes_little_memory() -> None:
    with raw(page(ENDLESS["until closed"])) as url:
        outcome, size, grown = growth(url)
    assert (outcome, size) == ("length", 10 * MIB)
    assert 10 <= grown < 100


# --- bombs (T11) ------------------------------------------------------------------------------------------------------


def bomb(coding: str) -> bytes:
    """A little that becomes a gigabyte of zeros; the sum at its end is missing, nobody should get there."""
    block = bytes(MIB)
    if coding == "br":
        engine = brotli.Compressor(quality=1)
        return b"".join(engine.process(block) for _ in range(1024)) + engine.finish()
    if coding == "zstd":
        zstd = zstandard.ZstdCompressor(level=1).compressobj()
        return b"".join(zstd.compress(block) for _ in range(1024)) + zstd.flush()
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
    head = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)) * 1023


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "zstd, gzip"])
def test_a_bomb_is_refused_at_once(coding: str) -> None:
    inner, _, outer = coding.partition(", ")
    body = gzip.compress(bomb(inner), 1) if outer else bomb(inner)
    tracemalloc.start()
    start = time.process_time()
    try:
        with pytest.raises(InputError, match=r"larger than 50 MiB|more than 200 times"):
            unpacked(body, coding, Limits())
        assert time.process_time() - start < 2
        assert tracemalloc.get_traced_memory()[1] < 100 * MIB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_each_cap_stands_alone(coding: str) -> None:
    body = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.compress}[coding](TEXT * 3)
    with pytest.raises(InputError, match="larger than 1 MiB"):
        unpacked(body, coding, Limits(unpacked=MIB, ratio=10**9))
    with pytest.raises(InputError, match="more than 2 times what was sent"):
        unpacked(body, coding, Limits(ratio=2))
    assert unpacked(body, coding, Limits()) == TEXT * 3


def test_a_bomb_is_kept_as_evidence() -> None:
    headers = {"Content-Encoding": "br"}
    body = bomb("br")
    with (
        site(lambda asked: Reply(200, body, headers)) as there,
        pytest.raises(AnswerError, match=r"/robots\.txt: .*that is no report") as caught,
    ):
        got(there.url, SMALL)
    assert caught.value.exchanges[0].wire == body


@pytest.mark.parametrize("body", [gzip.compress(b"") * 2000, zstandard.compress(b"") * 2000], ids=["gzip", "zstd"])
def test_packed_parts_without_end_are_refused(body: bytes) -> None:
    with pytest.raises(InputError, match="packed in more than 1000 parts"):
        unpacked(body, "gzip" if body[0] == 0x1F else "zstd", Limits())


# --- honest packing ---------------------------------------------------------------------------------------------------


def bare(body: bytes) -> bytes:
    """Deflate without a header."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKED = {
    "gzip": gzip.compress(TEXT),
    "X-GZIP": gzip.compress(TEXT),
    "gzip ": gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:]),
    "deflate": zlib.compress(TEXT),
    " deflate": bare(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstandard.compress(TEXT),
    "zstd ": zstandard.compress(TEXT[:1000]) + zstandard.compress(TEXT[1000:]),
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
    "identity": TEXT,
}


@pytest.mark.parametrize("coding", PACKED)
def test_what_is_packed_is_unpacked(coding: str) -> None:
    assert unpacked(PACKED[coding], coding, Limits()) == TEXT


@pytest.mark.parametrize("coding", [coding for coding in PACKED if coding != "identity"])
def test_what_is_packed_and_torn_is_an_error_unless_it_was_cut_on_the_way(coding: str) -> None:
    for size in (1, 10, len(PACKED[coding]) // 2, len(PACKED[coding]) - 1):
        torn = PACKED[coding][:size]
        with pytest.raises(InputError, match="its compression is broken"):
            unpacked(torn, coding, Limits())
        assert TEXT.startswith(unpacked(torn, coding, Limits(), whole=False))
    assert len(unpacked(PACKED[coding][:-8], coding, Limits(), whole=False)) > len(TEXT) // 2


@pytest.mark.parametrize("coding", [coding for coding in PACKED if coding != "identity"])
def test_what_is_not_packed_as_it_says_is_an_error(coding: str) -> None:
    with pytest.raises(InputError, match="its compression is broken"):
        unpacked(b"<!doctype html>" * 20, coding, Limits())


def test_nothing_is_nothing_in_any_packing() -> None:
    assert {unpacked(b"", coding, Limits()) for coding in PACKED} == {b""}


@pytest.mark.parametrize(("coding", "why"), [("compress", "does not know .compress"), ("gzip," * 9, "packed 9 times")])
def test_other_packings_are_refused(coding: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        unpacked(TEXT, coding, Limits())


def test_a_page_that_repeats_itself_is_no_bomb() -> None:
    rows = b"".join(b"<tr><td>%d<td>Siap<td>Siap<td>Siap</tr>\n" % number for number in range(100_000))
    assert unpacked(gzip.compress(rows, 9), "gzip", Limits()) == rows


# --- without end (T12) ------------------------------------------------------------------------------------------------


def test_a_circle_is_told() -> None:
    def play(asked: Asked) -> Reply:
        number = int(asked.path[1:]) if asked.path[1:].isdigit() else 0
        return Reply(302, b"", {"Location": f"/{(number + 1) % 3}"})

    with site(play) as there, pytest.raises(AnswerError, match=r"in a circle \(hop 4\)") as caught:
        got(f"{there.url}/0", SMALL)
    assert [exchange.status for exchange in caught.value.exchanges] == [302, 302, 302]


def test_ten_redirects_are_followed_and_no_more() -> None:
    def play(asked: Asked) -> Reply:
        left = int(asked.path[1:]) if asked.path[1:].isdigit() else -1
        return nothing(asked) if left < 0 else Reply(301, b"", {"Location": f"/{left - 1}"}) if left else html("Siap.")

    with site(play) as there, Client(private=True, limits=SMALL) as client:
        answer = client.get(f"{there.url}/10")
        assert (answer.body, len(answer.exchanges), answer.url) == (b"Siap.", 11, f"{there.url}/0")
        with pytest.raises(AnswerError, match="more than 10 times"):
            client.get(f"{there.url}/11")


def test_the_budget_of_a_host_is_of_one_day() -> None:
    time, limits = Time(), Limits(pause=0, requests=2)
    with site(lambda asked: html("Siap.")) as there:
        net = Net({80: there.port})
        with Client(limits=limits, resolve=net.resolve, dial=net.dial, clock=time.clock, sleep=time.sleep) as client:
            assert client.get("http://news.example/").body
            with pytest.raises(InputError, match="2 times in one day"):
                client.get("http://news.example/")
            time.now += 86_400
            assert client.get("http://news.example/1").body


def test_a_calendar_trap_ends_with_the_budget_of_its_host() -> None:
    limits = Limits(pause=0, backoff=0, requests=30)
    with site(lambda asked: html(f"<a href=/day{len(asked.path)}>Next</a>")) as there:
        net = Net({80: there.port})
        with Client(limits=limits, resolve=net.resolve, dial=net.dial) as client:
            with pytest.raises(InputError, match=r"news\.example has been asked 30 times in one day"):
                for number in range(1_000_000):
                    client.get(f"http://news.example/day{number}")
            assert len(there.asked) == 30
            assert client.get("http://other.example/").body
