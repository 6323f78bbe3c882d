"""What a site may know and must prove: secrets stay at their site, and every certificate is checked."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import trustme

from kutip.errors import InputError
from kutip.fetch.client import Client
from kutip.fetch.limits import Limits
from tests.servers import Asked, Net, Reply, Site, html, moved, nothing, site


def client(net: Net, **more: Any) -> Client:
    """A client on a network that is not there."""
    return Client(limits=Limits(pause=0, backoff=0), resolve=net.resolve, dial=net.dial, **more)


# --- secrets stay at their site (T08) ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority for certificates."""
    return trustme.CA()


def pem(authority: trustme.CA) -> str:
    """Its certificate."""
    return authority.cert_pem.bytes().decode()


@pytest.fixture
def sites(authority: trustme.CA) -> Iterator[tuple[Site, Site]]:
    """A plain site and an encrypted one; the path `/to?…` sends the reader to another address."""

    def play(asked: Asked) -> Reply:
        path, _, rest = asked.path.partition("?")
        return moved(rest) if path == "/to" else nothing(asked) if path == "/robots.txt" else html("Siap.")

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example", "other.example").configure_cert(context)
    with site(play) as plain, site(play, context) as encrypted:
        yield plain, encrypted


@pytest.mark.parametrize(
    ("way", "kept"),
    [
        (["http://news.example/to?/end"], True),
        (["http://news.example/to?http://other.example/end"], False),
        (["http://news.example/to?http://www.news.example/end"], False),
        (["http://news.example/to?https://news.example/end"], False),
        (["https://news.example/to?http://news.example/end"], False),
        (["http://news.example/to?http://news.example:8080/end"], False),
        (["http://news.example/to?http://other.example/to?http://news.example/end"], False),
    ],
)
def test_secrets_stay_at_their_site(
    way: list[str], kept: bool, sites: tuple[Site, Site], authority: trustme.CA
) -> None:
    plain, encrypted = sites
    net = Net({80: plain.port, 8080: plain.port, 443: encrypted.port})
    secrets = (("Authorization", "Bearer x"), ("Cookie", "a=b"))
    with client(net, private=True, authorities=pem(authority)) as web:
        answer = web.get(way[0], headers=secrets)
    first, *_, last = answer.exchanges
    assert set(secrets) <= set(first.asked)
    assert (set(secrets) <= set(last.asked)) == kept
    end = [asked.headers for asked in (*plain.asked, *encrypted.asked) if asked.path == "/end"]
    assert [("Authorization" in headers, "Cookie" in headers) for headers in end] == [(kept, kept)]
    files = [asked.headers for asked in (*plain.asked, *encrypted.asked) if asked.path == "/robots.txt"]
    assert files and not any("Cookie" in headers for headers in files)


def test_a_site_learns_who_asks_and_nothing_else(sites: tuple[Site, Site]) -> None:
    plain, _ = sites
    with client(Net({80: plain.port}), agent="kutip/0.1 (+mailto:desk@news.example)") as web:
        web.get("http://news.example/to?/end")
    assert {tuple(asked.headers) for asked in plain.asked} == {("Host", "User-Agent", "Accept", "Accept-Encoding")}
    assert {asked.headers["User-Agent"] for asked in plain.asked} == {"kutip/0.1 (+mailto:desk@news.example)"}


def test_a_header_cannot_smuggle_another_one(sites: tuple[Site, Site]) -> None:
    plain, _ = sites
    with client(Net({80: plain.port})) as web, pytest.raises(InputError, match="check the address and the headers"):
        web.get("http://news.example/end", headers=(("X-Desk", "a\r\nCookie: b"),))


# --- encryption (T13) -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "expires", "trusted", "said"),
    [
        ("news.example", 2100, True, ""),
        ("news.example", 2020, True, "certificate has expired"),
        ("other.example", 2100, True, "Hostname mismatch"),
        ("news.example", 2100, False, "self-signed certificate|unable to get local issuer"),
    ],
)
def test_a_certificate_is_always_checked(
    host: str, expires: int, trusted: bool, said: str, authority: trustme.CA
) -> None:
    ends = datetime(expires, 1, 1, tzinfo=UTC)
    made = authority.issue_cert(host, not_before=datetime(2019, 1, 1, tzinfo=UTC), not_after=ends)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.configure_cert(context)
    trust = pem(authority if trusted else trustme.CA(organization_name="Another"))
    with site(lambda asked: html("Siap."), context) as there, client(Net({443: there.port}), authorities=trust) as web:
        if not said:
            assert web.get("https://news.example/").body == b"Siap."
            return
        with pytest.raises(InputError, match="its certificate or encryption is wrong") as caught:
            web.get("https://news.example/")
        assert any(part in str(caught.value) for part in said.split("|"))
        assert there.asked == []


def test_a_site_without_encryption_is_no_encrypted_site() -> None:
    with (
        site(lambda asked: html("Siap.")) as there,
        client(Net({443: there.port})) as web,
        pytest.raises(InputError, match="certificate or encryption is wrong"),
    ):
        web.get("https://news.example/")
