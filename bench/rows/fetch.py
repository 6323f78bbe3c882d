"""T01 to T13: what the fetcher must withstand. Where a row needs no outside inputs, it is the test of the suite."""

import gzip
import json
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import brotli
import zstandard
from tests.servers import Asked, Net, Reply, nothing, raw, site

from bench.figure import ROOT, need
from bench.rows import Outcome, Row
from kutip.errors import InputError
from kutip.fetch.address import parsed
from kutip.fetch.client import Client
from kutip.fetch.guard import reachable
from kutip.fetch.limits import MIB, Limits

QUICK = Limits(pause=0, backoff=0, tries=1)
PUBLIC = (
    "1.0.0.1", "8.8.4.4", "9.9.9.9", "93.184.216.34", "100.63.0.1", "100.128.0.1", "126.0.0.1", "128.0.0.1",
    "169.253.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.169.0.1", "198.20.0.1", "203.0.114.1", "223.0.0.1",
    "2001:4860:4860::8844", "2606:4700::1111", "2a02:26f0::1", "2400:cb00::1",
)  # fmt: skip


def asked(host: str) -> tuple[Net, str]:
    """The connections that were tried for a host, and what was said."""
    net = Net()
    with Client(limits=QUICK, resolve=net.resolve, dial=net.dial) as client:
        try:
            client.get(f"http://{host}/")
        except InputError as error:
            return net, str(error)
    return net, ""


def literal(address: str) -> str:
    """An IP address as it stands in a web address."""
    return f"[{address}]" if ":" in address else address


# --- T01 --------------------------------------------------------------------------------------------------------------


def addresses(data: Path) -> Outcome:
    """The addresses that must be refused, odd spellings of IPv4, and hosts that are an address in disguise."""
    lines = need(data.parent / "research" / "addresses.txt").read_text().split("\n")
    closed = [literal(line) for line in lines if line and not line.startswith("#")]
    funky = json.loads(need(data / "hostile/urlcanon-data/funky_ipv4.json").read_text())
    hosts = [case["hostname"] for case in platform(data) if case.get("hostname") and ip(case["hostname"])]
    wrong = [host for host in closed if asked(host)[0].dialled]
    for host, expected in funky.items():
        net = asked(host)[0]
        direct = [] if net.looked_up else net.dialled  # what is no number may be a name
        wrong += [host] if direct != ([expected] if expected and reachable(expected) else []) else []
    for host in hosts:
        wrong += [host] if bool(asked(host)[0].dialled) != reachable(host.strip("[]")) else []
    shut = [address for address in PUBLIC if asked(literal(address))[0].dialled != [address]]
    says = f"{len(closed)} closed, {len(funky)} odd, {len(hosts)} WPT hosts: {len(wrong)} wrong {wrong[:3]}"
    return Outcome(not wrong and not shut, f"{says}; {len(PUBLIC) - len(shut)} of {len(PUBLIC)} public ones reached")


def platform(data: Path) -> list[dict[str, Any]]:
    """The web platform's test cases for addresses."""
    rows = json.loads(need(data / "hostile/wpt-url/urltestdata.json").read_text(encoding="utf-8"))
    return [row for row in rows if isinstance(row, dict)]


def ip(host: str) -> bool:
    """Whether a host is an IP address."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


# --- T04 --------------------------------------------------------------------------------------------------------------


def one_parser(data: Path) -> Outcome:
    """All cases: what must fail fails, and the host that is read, looked up and connected to is the expected one."""
    cases = platform(data)
    failures = [case for case in cases if case.get("failure")]
    taken = [case for case in failures if read(case) is not None]
    wrong = [case["input"] for case in cases if not case.get("failure") and not same(case)]
    says = f"{len(cases)} cases: {len(taken)} of {len(failures)} failures taken, {len(wrong)} hosts wrong {wrong[:3]}"
    return Outcome(not taken and not wrong, says)


def read(case: dict[str, Any]) -> str | None:
    """The host that kutip reads in a case, None when it refuses the address."""
    try:
        return parsed(case["input"], case.get("base"), private=True).host
    except InputError:
        return None


def same(case: dict[str, Any]) -> bool:
    """Whether a good address is read, looked up and connected to as expected; one that is not of the web is refused."""
    secret = case["username"] or case["password"]
    if case["protocol"] not in ("http:", "https:") or secret:
        return read(case) is None
    host = case["hostname"].removeprefix("[").removesuffix("]")
    net = Net()
    with Client(private=True, limits=QUICK, resolve=net.resolve, dial=net.dial) as client:
        try:
            client.get(case["href"])
        except InputError:
            seen = {*net.looked_up, *(net.dialled if ip(host) else ())}
    return read(case) == host and seen <= {host} and (bool(seen) or not reachable_if_ip(host))


def reachable_if_ip(host: str) -> bool:
    """Whether a connection to the host should have been tried."""
    return not ip(host) or reachable(host, private=True)


# --- T09 --------------------------------------------------------------------------------------------------------------


def tarpits(data: Path) -> Outcome:
    """Four servers that never finish, with the limits that kutip has: each is given up at 30 seconds, ± 1."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    kinds = {
        "one byte a second": (head + b"Content-Length: 9999\r\n\r\n", b"a"),
        "endless headers": (head, b"A: b\r\n"),
        "status drips": (b"HTTP/1.1 ", b"2"),
        "silent": (b"", b""),
    }
    took: dict[str, float] = {}

    def give_up(kind: str) -> None:
        with raw(dripping(*kinds[kind])) as url, Client(private=True) as client:
            start = time.monotonic()
            with suppress(InputError):
                client.get(f"{url}/")
            took[kind] = time.monotonic() - start

    threads = [threading.Thread(target=give_up, args=(kind,)) for kind in kinds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    holds = all(29 <= seconds <= 31 for seconds in took.values())
    return Outcome(holds, ", ".join(f"{kind} {seconds:.1f} s" for kind, seconds in sorted(took.items())))


def dripping(head: bytes, drop: bytes) -> Callable[[socket.socket, bytes], None]:
    """A server without robots.txt that says something and then one drop a second."""

    def talk(connection: socket.socket, request: bytes) -> None:
        if b"/robots.txt" in request:
            connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        connection.sendall(head)
        while True:
            time.sleep(1)
            connection.sendall(drop)

    return talk


# --- T10, T11 ---------------------------------------------------------------------------------------------------------

CHILD = """
import re, sys, time
from pathlib import Path
from kutip.errors import InputError
from kutip.fetch.client import Client
from kutip.fetch.limits import Limits
def most():  # `getrusage` would begin with what the parent took
    return int(re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1])
with Client(private=True, limits=Limits(pause=0)) as client:
    before, start = most(), time.monotonic()
    try:
        answer = client.get(sys.argv[1])
        said = f"{answer.last.truncated} {len(answer.body)}"
    except InputError as error:
        said = "refused"
    grown = most() - before
print(time.monotonic() - start, grown / 1024, said)
"""


def measured(url: str) -> tuple[float, float, str]:
    """Seconds, MiB of growth and the outcome of one fetch in a process of its own."""
    done = subprocess.run([sys.executable, "-c", CHILD, url], capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, grown, said = done.stdout.strip().split(" ", 2)
    return float(seconds), float(grown), said


def endless(data: Path) -> Outcome:
    """A body without end, and one whose length is a lie."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    figures = []
    for kind in (b"\r\n", b"Content-Length: 99999999999999\r\n\r\n"):

        def talk(connection: socket.socket, request: bytes, kind: bytes = kind) -> None:
            connection.sendall(head + kind)
            while True:
                connection.sendall(b"a" * 65536)

        with raw(talk) as url:
            figures.append(measured(url + "/"))
    holds = all(grown < 100 and said == f"length {10 * MIB}" for _, grown, said in figures)
    return Outcome(holds, "; ".join(f"{said}, +{grown:.0f} MiB, {seconds:.1f} s" for seconds, grown, said in figures))


def bombs(data: Path) -> Outcome:
    """About a megabyte that becomes a gigabyte, in five packings, and the smallest that does."""
    figures = {}
    for coding, body in packed():
        headers = {"Content-Type": "text/html", "Content-Encoding": coding}

        def play(asked: Asked, body: bytes = body, headers: dict[str, str] = headers) -> Reply:
            return nothing(asked) if asked.path == "/robots.txt" else Reply(200, body, headers)

        with site(play) as there:
            figures[f"{coding} {len(body):,}"] = measured(there.url)
    holds = all(seconds < 2 and grown < 200 and said == "refused" for seconds, grown, said in figures.values())
    parts = (f"{name} B: {said} {seconds:.2f} s, +{grown:.0f} MiB" for name, (seconds, grown, said) in figures.items())
    return Outcome(holds, "; ".join(parts))


def packed() -> Iterator[tuple[str, bytes]]:
    """The bombs, with the packing that their sender claims."""
    block = bytes(MIB)
    for coding, wbits in (("gzip", 31), ("deflate", 15)):
        packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
        body = b"".join(packer.compress(block) for _ in range(1024)) + packer.flush()
        yield coding, body
        if coding == "gzip":
            yield "gzip, gzip", gzip.compress(body)
    engine = brotli.Compressor(quality=1)
    yield "br", b"".join(engine.process(block) for _ in range(1024)) + engine.finish()
    zstd = zstandard.ZstdCompressor(level=1).compressobj()
    yield "zstd", b"".join(zstd.compress(block) for _ in range(1024)) + zstd.flush()


# --- rows that are tests ----------------------------------------------------------------------------------------------


def suite(names: str) -> Callable[[Path], Outcome]:
    """The tests of the fetcher with these names."""

    def run(data: Path) -> Outcome:
        files = sorted(str(path) for path in (ROOT / "tests").glob("test_fetch*.py"))
        with tempfile.TemporaryDirectory() as cache:
            command = [sys.executable, "-m", "pytest", "-q", "-o", f"cache_dir={cache}", "-k", names, *files]
            done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        counts = re.findall(r"(\d+) (passed|failed)", done.stdout) or [(str(done.stdout.count(".")), "passed")]
        return Outcome(done.returncode == 0, ", ".join(f"{number} tests {how}" for number, how in counts))

    return run


ROWS = (
    Row("T01", "no connection to an address that is not public", addresses),
    Row("T02", "each hop checked", suite("each_redirect_is_checked or leads_inside")),
    Row("T03", "checked address = connected address", suite("one_closed_address or its_mind or looked_up_once")),
    Row("T04", "one parser", one_parser),
    Row("T05", "http(s) only, ports 80 and 443", suite("only_the_web_is_fetched or no_address_of_a_page")),
    Row("T06", "same guard for all connections", suite("passed_the_guard or one_file_reaches_outside")),
    Row("T07", "proxies of the environment ignored", suite("passed_the_guard")),
    Row("T08", "secrets stay at their site", suite("secrets_stay")),
    Row("T09", "total deadline", tarpits),
    Row("T10", "10 MiB raw, marked as cut", endless),
    Row("T11", "ratio and size cap", bombs),
    Row("T12", "ten hops, a budget for each host", suite("circle or ten_redirects or calendar_trap")),
    Row("T13", "certificates always checked", suite("certificate_is_always or without_encryption")),
)
