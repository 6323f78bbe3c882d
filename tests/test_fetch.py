"""The guard: whatever a page, a feed or a name server says, kutip connects to public addresses only, and says so."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kutip.errors import InputError
from kutip.fetch.client import Client
from kutip.fetch.exchange import AnswerError, Exchange
from kutip.fetch.guard import reachable
from kutip.fetch.limits import Limits
from kutip.fetch.onward import refreshed
from tests.servers import Asked, Net, Play, Reply, html, moved, nothing, site

QUICK = Limits(pause=0, backoff=0)
CLOSED = (
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "198.18.0.1", "192.0.0.8", "192.0.0.9", "192.0.2.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1", "168.63.129.16", "::1", "::", "::ffff:127.0.0.1",
    "::ffff:169.254.169.254", "::ffff:8.8.8.8", "::127.0.0.1", "::8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:a9fe:a9fe::",
    "2002:808:808::", "2001:0:0:0:0:0:80ff:fffe", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fec0::1",
    "ff02::1", "ff0e::1", "2001:db8::1", "100::1", "2001:20::1", "3fff::1", "5f00::1",
)  # fmt: skip
OPEN = (
    "1.1.1.1", "8.8.8.8", "11.0.0.1", "93.184.216.34", "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1",
    "169.253.255.255", "169.255.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.255.255", "192.169.0.1",
    "198.17.255.255", "198.20.0.1", "203.0.112.255", "223.255.255.255", "2001:4860:4860::8888", "2001:200::1",
    "2003::1", "2606:2800:220:1::1", "2a00:1450::1", "64:ff9b::808:808",
)  # fmt: skip
SPELLED = (
    "127.1", "0x7f.1", "0X7F000001", "2130706433", "017700000001", "0", "0.0", "127.0.0.1.", "%31%32%37.0.0.1",
    "１２７.0.0.1", "①②⑦.0.0.1", "127。0。0。1", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:a9fe:a9fe]", "0xa9.0xfe.43518",
    "[::FFFF:127.0.0.1]", "192.0x00A80001",
)  # fmt: skip
SCHEMES = (
    "about", "blob", "chrome", "content", "cvs", "data", "dict", "dns", "facetime", "feed", "file", "filesystem",
    "finger", "ftp", "ftps", "git", "gopher", "imap", "jar", "javascript", "ldap", "mailto", "mms", "mongodb", "news",
    "nfs", "nntp", "pop", "redis", "rsync", "rtsp", "sftp", "smb", "ssh", "svn", "telnet", "tftp", "view-source",
    "ws", "wss",
)  # fmt: skip


def literal(address: str) -> str:
    """An IP address as it stands in a web address."""
    return f"[{address}]" if ":" in address else address


def client(net: Net, private: bool = False, **more: Any) -> Client:
    """A client on a network that is not there."""
    return Client(private, limits=QUICK, resolve=net.resolve, dial=net.dial, **more)


def why(net: Net, url: str, private: bool = False) -> str:
    """Why an address gives nothing."""
    with client(net, private) as there, pytest.raises(InputError) as caught:
        there.get(url)
    return str(caught.value)


# --- which addresses (T01) --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", CLOSED)
def test_nothing_is_connected_to_an_address_that_is_not_public(address: str) -> None:
    net = Net({80: 1}, innocent_example=[[address]])
    assert not reachable(address)
    assert "refused: private address (hop 1)" in why(net, f"http://{literal(address)}/")
    assert "innocent.example is inside a private network; give --allow" in why(net, "http://innocent.example/")
    assert net.dialled == []


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_is_connected_to(address: str) -> None:
    net = Net()
    assert "the connection failed" in why(net, f"http://{literal(address)}/")
    assert net.dialled == [address]
    assert net.looked_up == []


@pytest.mark.parametrize("host", SPELLED)
def test_other_spellings_of_closed_addresses_are_closed(host: str) -> None:
    net = Net({80: 1})
    assert "refused: private address (hop 1)" in why(net, f"http://{host}/")
    assert net.dialled == net.looked_up == []


def test_a_name_of_this_machine_is_closed() -> None:
    names: dict[str, list[list[str]]] = {"localhost": [["127.0.0.1", "::1"]], "localhost.": [["::1%lo"]]}
    for name in names:
        net = Net({80: 1})
        net.names = names
        assert "refused: private address (hop 1)" in why(net, f"http://{name}/")
        assert net.dialled == []


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd12::1"]
)
def test_the_own_network_is_open_when_it_is_meant(address: str) -> None:
    assert reachable(address, private=True)


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "100.100.100.200", "fd00:ec2::254", "fe80::1", "0.0.0.0", "224.0.0.1", "::ffff:10.0.0.1"],
)
def test_keys_of_machines_stay_closed_even_then(address: str) -> None:
    net = Net({80: 1})
    assert "no address that kutip may ask" in why(net, f"http://{literal(address)}/", private=True)
    assert net.dialled == []


# --- every redirect (T02, T05) ----------------------------------------------------------------------------------------


def chain(length: int, end: str, hand_on: Any) -> Play:
    """A site that sends its reader on so many times, and then to the end."""

    def play(asked: Asked) -> Reply:
        if not asked.path.startswith("/at"):
            return nothing(asked)
        number = int(asked.path[3:])
        reply: Reply = hand_on(f"/at{number + 1}" if number < length else end)
        return reply

    return play


HANDS = {
    "redirect": moved,
    "for ever": lambda place: moved(place, 308),
    "header": lambda place: html("<p>Wait.", Refresh=f"0; url={place}"),
    "meta": lambda place: html(f"<title>Wait</title><META content='5;URL=\"{place}\"' HTTP-EQUIV=Refresh>"),
}


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("end", ["http://169.254.169.254/latest/", "http://[::ffff:127.0.0.1]/", "//localhost./"])
def test_each_redirect_is_checked(hand: str, end: str) -> None:
    for length in range(1, 11):
        with site(chain(length, end, HANDS[hand])) as there:
            net = Net({80: there.port})
            net.names = {"localhost.": [["127.0.0.1"]]}
            assert f"refused: private address (hop {length + 1})" in why(net, "http://news.example/at1")
            assert set(net.dialled) == {"93.184.216.34"}
            assert there.paths == ["/robots.txt", *(f"/at{number}" for number in range(1, length + 1))]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_only_the_web_is_fetched(scheme: str) -> None:
    place = f"{scheme}://news.example/etc/passwd"
    net = Net()
    assert "not a plain web address" in why(net, place)
    with site(chain(1, place, moved)) as there:
        net = Net({80: there.port})
        assert "(hop 2)" in (said := why(net, "http://news.example/at1"))
        assert "refused: not a plain web address" in said
        assert there.paths == ["/robots.txt", "/at1"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://news.example:22/", "port 22 is not one of the web"),
        ("https://news.example:8443/", "port 8443 is not one of the web"),
        ("http://user@news.example/", "holds no password"),
        ("http://:word@news.example/", "holds no password"),
        ("http://[::1", "check it for typing errors"),
        ("http://a b/", "check it for typing errors"),
        ("news.example/page", "check it for typing errors"),
        ("http://news.example/\ud800", "check it for typing errors"),
        ("http://news.example/" + "a" * 9000, "more than 8192 characters"),
        ("https://.news.example/", "no address|it cannot be asked for|the connection failed"),
        ("http://" + "a" * 70 + ".example/", "the connection failed"),
    ],
)
def test_what_is_no_address_of_a_page_is_said(url: str, said: str) -> None:
    assert any(part in why(Net(), url) for part in said.split("|"))


# --- one name, one look-up (T03) --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "found",
    [["93.184.216.34", "::1"], ["2606:2800:220:1::1", "10.0.0.1"], ["1.1.1.1"] * 15 + ["fe80::1%eth0"], ["::1"]],
)
def test_one_closed_address_closes_a_name(found: list[str]) -> None:
    net = Net({80: 1}, mixed_example=[found])
    assert "refused: private address" in why(net, "http://mixed.example/")
    assert (net.dialled, net.looked_up) == ([], ["mixed.example"])


def test_a_name_that_changes_its_mind_gains_nothing() -> None:
    closing = {"Connection": "close"}
    with site(lambda asked: Reply(404, b"", closing)) as there:
        net = Net({80: there.port}, two_example=[["93.184.216.34"], ["127.0.0.1"]])
        assert "refused: private address (hop 1)" in why(net, "http://two.example/")
        assert (net.dialled, len(net.looked_up)) == (["93.184.216.34"], 2)


def test_a_name_is_looked_up_once_a_connection() -> None:
    with site(chain(4, "/end", moved)) as there:
        net = Net({80: there.port}, one_example=[["93.184.216.34"], ["127.0.0.1"]])
        assert "404" in why(net, "http://one.example/at1")
        assert (net.dialled, len(net.looked_up)) == (["93.184.216.34"], 1)


def test_a_host_with_a_dead_address_is_reached_at_the_next() -> None:
    with site(lambda asked: html("Siap.")) as there:
        net = Net({80: there.port}, twin_example=[["2606:2800:220:1::1", "93.184.216.34"]])
        reach = net.dial

        def dial(address: str, port: int, seconds: float) -> Any:
            return reach(address, 80 if address == "93.184.216.34" else 9, seconds)

        with Client(limits=QUICK, resolve=net.resolve, dial=dial) as there_too:
            answer = there_too.get("http://twin.example/")
        assert (answer.body, answer.last.address) == (b"Siap.", "93.184.216.34")
        assert net.dialled == ["2606:2800:220:1::1", "93.184.216.34"]


# --- one parser (T04) -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http:\\\\good.example\\@evil.example/", "good.example"),
        ("http://good.example\\.evil.example/", "good.example"),
        ("http://good.example#@evil.example/", "good.example"),
        ("http://good.example?@evil.example/", "good.example"),
        ("http:good.example/", "good.example"),
        ("http:////good.example/", "good.example"),
        (" \thttp://go\nod.exa\tmple/ ", "good.example"),
        ("HTTP://GOOD.EXAMPLE:80/", "good.example"),
        ("http://good%2Eexample/", "good.example"),
        ("http://ｇｏｏｄ。example/", "good.example"),
        ("http://bücher.example/", "xn--bcher-kva.example"),
        ("http://faß.example/", "xn--fa-hia.example"),
    ],
)
def test_the_host_that_is_read_is_the_host_that_is_asked(url: str, host: str) -> None:
    with site(lambda asked: nothing(asked) if asked.path == "/robots.txt" else html("Siap.")) as there:
        net = Net({80: there.port})
        with client(net) as web:
            found = web.get(url).url
        assert found.startswith(f"http://{host}/") and "#" not in found
        assert set(net.looked_up) == {host}
        assert {asked.headers["Host"] for asked in there.asked} == {host}


# --- every connection (T06, T07) --------------------------------------------------------------------------------------

CONNECTS: list[Any] = []
sys.addaudithook(lambda event, given: CONNECTS.append(given) if event == "socket.connect" else None)


def test_every_connection_passed_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    with site() as trap, site(chain(3, "/robots.txt?", moved)) as there:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, trap.url)
        before = len(CONNECTS)
        with Client(private=True, limits=QUICK) as web:
            for path in ("/at1", "/at2", "/other"):
                with pytest.raises(InputError):
                    web.get(there.url + path)
            with pytest.raises(InputError):
                web.get("http://127.0.0.1:9/")
            assert len(CONNECTS) - before == web.dialer.passed == 2
        assert trap.asked == []


# --- what a site answers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (204, "answered 204 No Content"),
        (304, "answered 304 Not Modified"),
        (401, "it wants a login"),
        (403, "it turns programs away"),
        (404, "answered 404 Not Found; check the address"),
        (451, "it is blocked by law"),
        (500, "answered 500 Internal Server Error; try again later"),
        (599, "the site answered 599; try again later"),
    ],
)
def test_an_answer_that_is_no_page_is_an_error_and_is_kept(status: int, said: str) -> None:
    def play(asked: Asked) -> Reply:
        return nothing(asked) if asked.path == "/robots.txt" else Reply(status, b"" if status in (204, 304) else b"No.")

    with site(play) as there, client(Net({80: there.port})) as web, pytest.raises(AnswerError) as caught:
        web.get("http://news.example/")
    assert said in str(caught.value)
    assert [exchange.status for exchange in caught.value.exchanges] == [status]
    assert caught.value.exchanges[0].wire == (b"" if status in (204, 304) else b"No.")


@pytest.mark.parametrize(
    ("said", "media", "charset"),
    [
        ("text/html; charset=UTF-8", "text/html", "utf-8"),
        ('TEXT/HTML;Charset="windows-1251"; x', "text/html", "windows-1251"),
        ("application/xhtml+xml", "application/xhtml+xml", None),
        ("", None, None),
        ("text/html;charset*0*=a''%ff;charset*1=b", "text/html", None),
    ],
)
def test_what_a_site_says_of_its_answer(said: str, media: str | None, charset: str | None) -> None:
    exchange = Exchange("http://news.example/", (), 200, "OK", (("content-TYPE", said),), b"", "", "")
    assert (exchange.media, exchange.charset) == (media, charset)


SHAPES: dict[str, Callable[[int], str]] = {
    "comments": lambda n: "<!--" * n + "refresh",
    "tags": lambda n: "<meta" * n + "refresh",
    "scripts": lambda n: "<script" * n + "refresh",
    "spaces": lambda n: "<meta http-equiv=refresh content=" + " " * n,
    "equals": lambda n: "<meta refresh " + "a = " * n,
    "quotes": lambda n: "<meta refresh a='" + "\"'" * n,
    "seconds": lambda n: "<meta http-equiv=refresh content='" + "0" * n + "'>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_looking_for_a_refresh_takes_no_longer_than_reading(shape: str) -> None:
    exchange = Exchange("http://news.example/", (), 200, "OK", (("Content-Type", "text/html"),), b"", "", "")

    def seconds(size: int) -> float:
        body = SHAPES[shape](size).encode()
        start = time.process_time()
        refreshed(exchange, body)
        return time.process_time() - start

    assert min(seconds(60_000) for _ in range(3)) < 0.1


def test_only_one_file_reaches_outside() -> None:
    rooms = Path(__file__).parent.parent / "src" / "kutip"
    outside = ("import socket", "import http.client", "urllib.request", "create_connection", "connect_tcp")
    found = {path for path in rooms.rglob("*.py") if any(word in path.read_text() for word in outside)}
    assert found == {rooms / "fetch" / "dialer.py", rooms / "client.py"}  # and whoever asks a desk names its address
