"""Messages: what stands in them, who gets them, and that each alert arrives once, whoever stops in between."""

import base64
import hashlib
import hmac
import io
import json
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import feedparser
import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from kutip.errors import InputError
from kutip.export import alerts as exported
from kutip.fetch.post import Poster
from kutip.kept import Alert, Question, Watch
from kutip.run import deliver, mail, webhook
from kutip.run.mail import Mail
from kutip.run.outcome import Outcome
from tests.servers import Net, Play, Reply, moved, raw, site
from tests.test_fetch import CLOSED, SPELLED, literal

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DESK = "https://desk.example"
WATCH = Watch(3, "Rudal & “Kim”", "rina", "2026-11-01T00:00:00Z", Question(), secret=webhook.secret())
TEMPLATES = (
    "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{config.items()}}", "${{7*7}}", "@(7*7)", "%{7*7}", "*{7*7}",
    "{%for x in (1,)%}x{%endfor%}", "{{''.__class__.__mro__[1].__subclasses__()}}", "{{=7*7}}", "[[${7*7}]]",
    "{{#with 's'}}x{{/with}}", "{0.__class__}", "%(name)s", "%s%n", "$name ${name}", "\\u007b\\u007b7*7}}",
    "<script>alert(1)</script>", "&lt;b&gt;", "]]><x>", "=?utf-8?q?a=0d=0aBcc:_x=40x.example?=",
)  # fmt: skip
BREAKS = (
    "a\r\nBcc: x@x.example", "a\nBcc: x@x.example", "a\rBcc: x@x.example", "a\r\n\r\n<html>", "a\n\nbody",
    "a\r\n Bcc: x@x.example", "a\x0bBcc: x", "a\x0cBcc: x", "a\x1cBcc: x", "a\x85Bcc: x", "a\u2028Bcc: x",
    "a\u2029Bcc: x", "a\0\r\nBcc: x", "a%0d%0aBcc:x", "a\\r\\nBcc: x", "嘊嘍Bcc: x", "\r\n.\r\nMAIL FROM:<x@x.example>",
)  # fmt: skip


def alert(number: int = 1, **more: Any) -> Alert:
    """An alert with its evidence."""
    said: dict[str, Any] = {
        "id": number, "watch": 3, "at": "2026-11-23T06:59:00Z", "on": "telling", "key": f"k{number}", "change": number,
        "report": 7, "claim": "c2", "group": 12, "words": ("“Siap,”",), "chain": ("Kim", "KCNA", "Harian Rakyat"),
        "title": "Rudal diuji", "lang": "id", "version": 2, "capture": "ab" * 32,
    }  # fmt: skip
    return Alert(**said | more)


def message(*alerts: Alert, watch: Watch = WATCH) -> exported.Message:
    """A message with some alerts."""
    return exported.message(watch, alerts, len(alerts), DESK)


# --- webhooks: signed, guarded, and no more than once -----------------------------------------------------------------


@contextmanager
def posting(play: Play) -> Iterator[tuple[Poster, Net]]:
    """A poster, and a network on which all names are one site."""
    with site(play) as there:
        net = Net({80: there.port})
        net.names["count.example"] = [["93.184.216.34"]]
        with Poster(resolve=net.resolve, dial=net.dial) as poster:
            yield poster, net


def sent(poster: Poster, to: str) -> Outcome:
    """What came of a message."""
    body = exported.event(message(alert()))
    return webhook.send(poster, to, body, webhook.signed("msg_1", NOW, body, WATCH.secret))


def test_a_webhook_is_signed_as_the_specification_signs_its_example() -> None:
    secret, at = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", datetime.fromtimestamp(1614265330, UTC)
    headers = dict(webhook.signed("msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}', secret))
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-timestamp"] == "1614265330"


@pytest.mark.parametrize("port", [22, 25, 8443])
def test_a_webhook_is_at_a_port_of_the_web(port: int) -> None:
    net = Net({port: 1})
    with Poster(resolve=net.resolve, dial=net.dial) as poster:
        outcome = sent(poster, f"https://desk.example:{port}/")
    assert (outcome.final, net.dialled) == (True, [])
    assert f"port {port} is not one of the web" in (outcome.why or "")


def test_what_arrives_is_what_was_signed() -> None:
    with posting(lambda asked: Reply(204)) as (poster, net), site(lambda asked: Reply(204)) as there:
        net.ports = {80: there.port}
        assert sent(poster, "http://desk.example/hook?a=b") == Outcome()
        (asked,) = there.asked
    headers = {name.lower(): value for name, value in asked.headers.items()}
    key = base64.b64decode(WATCH.secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + asked.given
    proof = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{proof}"
    assert (asked.path, headers["content-type"]) == ("/hook?a=b", "application/json")
    told = json.loads(asked.given)
    assert told["data"]["alerts"][0]["words"] == ["“Siap,”"]
    assert told["data"]["alerts"][0]["chain"] == ["Kim", "KCNA", "Harian Rakyat"]
    assert told["data"]["alerts"][0]["link"] == f"{DESK}/report/7?version=2#c2"
    assert told["data"]["alerts"][0]["sha256"] == "ab" * 32


def test_secrets_are_long_and_differ() -> None:
    made = {webhook.secret() for _ in range(100)}
    assert len(made) == 100
    assert all(len(webhook.key(secret)) == 32 for secret in made)


@pytest.mark.parametrize("secret", ["plain words", "whsec_not base 64", "whsec_é", "rahasia"])
def test_a_secret_of_another_form_signs_too(secret: str) -> None:
    proofs = {dict(webhook.signed("m", NOW, b"{}", one))["webhook-signature"] for one in (secret, secret + "x")}
    assert len(proofs) == 2


@pytest.mark.parametrize("address", [*map(literal, CLOSED), *SPELLED])
def test_no_webhook_reaches_an_address_that_is_not_public(address: str) -> None:
    net = Net({80: 1}, inside_example=[[address.strip("[]")]])
    with Poster(resolve=net.resolve, dial=net.dial) as poster:
        assert sent(poster, f"http://{address}/hook").final
        assert net.looked_up == []
        assert (address in SPELLED) or sent(poster, "http://inside.example/hook").final
    assert net.dialled == []
    with pytest.raises(InputError):
        deliver.check(f"http://{address}/hook")


@pytest.mark.parametrize(
    "to", ["ftp://a.example/", "file:///etc/passwd", "a.example/hook", "javascript:alert(1)", "http://u:p@a.example/"]
)
def test_only_the_web_and_mailboxes_get_alerts(to: str) -> None:
    net = Net({80: 1})
    with Poster(resolve=net.resolve, dial=net.dial) as poster:
        assert sent(poster, to).final
    assert net.dialled == []
    with pytest.raises(InputError):
        deliver.check(to)


@pytest.mark.parametrize("end", ["http://169.254.169.254/", "http://other.example/", "/again"])
def test_a_webhook_is_sent_nowhere_else(end: str) -> None:
    with posting(lambda asked: moved(end)) as (poster, net):
        assert sent(poster, "http://desk.example/") == Outcome("the receiver answered 302")
        assert len(net.dialled) == 1


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome()),
        (202, Outcome()),
        (410, Outcome("the receiver answered 410", final=True)),
        (404, Outcome("the receiver answered 404")),
        (429, Outcome("the receiver answered 429")),
        (500, Outcome("the receiver answered 500")),
    ],
)
def test_what_an_answer_means(status: int, outcome: Outcome) -> None:
    with posting(lambda asked: Reply(status)) as (poster, _):
        assert sent(poster, "http://desk.example/") == outcome


def silent(connection: socket.socket, given: bytes) -> None:
    """Waits for more, and says nothing."""
    while connection.recv(65536):
        pass


def test_a_receiver_that_does_not_answer_may_answer_later() -> None:
    with Poster(resolve=(net := Net()).resolve, dial=net.dial) as poster:
        assert sent(poster, "http://desk.example/") == Outcome("the connection failed (refused)")
    with raw(silent) as slow, Poster(True, seconds=0.2) as poster:
        assert sent(poster, slow) == Outcome("no answer within 0.2 seconds")


def test_an_endless_answer_ends() -> None:
    with posting(lambda asked: Reply(200, b"x" * 1_000_000)) as (poster, _):
        assert sent(poster, "http://desk.example/") == Outcome()


def test_a_certificate_is_checked() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("desk.example").configure_cert(context)
    with site(lambda asked: Reply(200), context) as there:
        net = Net({443: there.port})
        pem = authority.cert_pem.bytes().decode()
        with Poster(resolve=net.resolve, dial=net.dial, authorities=pem) as poster:
            assert sent(poster, "https://desk.example/") == Outcome()
            assert "certificate" in (sent(poster, "https://other.example/").why or "")
        with Poster(resolve=net.resolve, dial=net.dial) as poster:
            assert "certificate" in (sent(poster, "https://desk.example/").why or "")
        assert len(there.asked) == 1


# --- mails ------------------------------------------------------------------------------------------------------------


class Mailbox:
    """A mail server on this machine, and what it got."""

    def __init__(self, answer: str = "250 OK") -> None:
        self.answer = answer
        self.mails: list[tuple[str, list[str], bytes]] = []
        self.logins: list[tuple[bytes, bytes]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return self.answer

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address.startswith("nobody"):
            return "550 no such mailbox"
        if address.startswith("full"):
            return "452 the mailbox is full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, given: LoginPassword
    ) -> AuthResult:
        self.logins.append((given.login, given.password))
        return AuthResult(success=given.password == b"rahasia")

    def last(self) -> EmailMessage:
        """The last mail, as its reader sees it."""
        found = message_from_bytes(self.mails[-1][2], policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority for certificates."""
    return trustme.CA()


@pytest.fixture
def served(authority: trustme.CA) -> Iterator[Callable[..., tuple[Mail, Mailbox]]]:
    """Starts mail servers: plain, with STARTTLS, or encrypted from the first byte."""
    running: list[Controller] = []

    def start(security: mail.Security, answer: str = "250 OK", **more: str) -> tuple[Mail, Mailbox]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        box = Mailbox(answer)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        options: dict[str, Any] = {"port": port, "authenticator": box.authenticate, "auth_required": bool(more)}
        if security == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        if security == "tls":
            options |= {"ssl_context": context}
        running.append(Controller(box, "127.0.0.1", **options))
        running[-1].start()
        pem = authority.cert_pem.bytes().decode()
        return Mail("127.0.0.1", "kutip@desk.example", port, security=security, authorities=pem, **more), box

    yield start
    for controller in running:
        controller.stop()


def mailed(server: Mail, *alerts: Alert, to: str = "mailto:rina@news.example", watch: Watch = WATCH) -> Outcome:
    """What came of a mail with some alerts."""
    found = message(*alerts, watch=watch)
    letter = mail.written("msg_1", server, to, exported.subject(found), exported.text(found), NOW)
    return mail.send(server, letter)


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_a_mail_brings_the_evidence(served: Any, security: mail.Security) -> None:
    server, box = served(security)
    assert mailed(server, alert()) == Outcome()
    assert box.mails[0][:2] == ("kutip@desk.example", ["rina@news.example"])
    assert box.last()["Subject"] == "Rudal & “Kim”: One more telling"
    assert box.last()["Message-ID"] == "<msg_1@desk.example>"
    body = box.last().get_content()
    for words in (
        "“Siap,”",
        "Kim > KCNA > Harian Rakyat",
        f"{DESK}/report/7?version=2#c2",
        f"{DESK}/capture/{'ab' * 32}",
    ):
        assert words in body


def test_a_mail_server_that_wants_a_login_gets_it_behind_encryption(served: Any) -> None:
    server, box = served("starttls", user="desk", password="rahasia")
    assert mailed(server, alert()) == Outcome()
    assert box.logins == [(b"desk", b"rahasia")]
    server, box = served("starttls", user="desk", password="salah")
    assert "cannot be used" in (mailed(server, alert()).why or "")
    assert box.mails == []


def test_a_mail_goes_only_to_a_server_that_proves_who_it_is(served: Any) -> None:
    for security in ("starttls", "tls"):
        server, box = served(security)
        outcome = mailed(Mail(server.host, server.sender, server.port, security=security), alert())
        assert "certificate" in (outcome.why or "")
        assert not outcome.final
        assert box.mails == []
    server, box = served("none")
    outcome = mailed(
        Mail(server.host, server.sender, server.port), alert()
    )  # a server, or somebody between, has no TLS
    assert "STARTTLS" in (outcome.why or "")
    assert box.mails == []


@pytest.mark.parametrize(
    ("to", "answer", "final"),
    [
        ("mailto:nobody@news.example", "250 OK", True),
        ("mailto:full@news.example", "250 OK", False),
        ("mailto:rina@news.example", "554 no thanks", True),
        ("mailto:rina@news.example", "451 later", False),
    ],
)
def test_a_mail_that_is_refused_says_why(served: Any, to: str, answer: str, final: bool) -> None:
    server, _ = served("none", answer)
    outcome = mailed(server, alert(), to=to)
    assert re.match(r"the mail server answered \d{3} ", outcome.why or "")
    assert outcome.final is final


def test_a_mail_server_that_is_not_there_may_come() -> None:
    assert "cannot be used" in (mailed(Mail("127.0.0.1", "kutip@desk.example", 9, security="none"), alert()).why or "")


@pytest.mark.parametrize("typed", BREAKS)
def test_nothing_that_is_typed_adds_a_header(served: Any, typed: str) -> None:
    server, box = served("none")
    plain = Watch(3, "plain", "rina", WATCH.made, WATCH.question)
    assert mailed(server, alert(), watch=plain) == Outcome()
    usual = box.last().keys()
    named = Watch(3, typed, "rina", WATCH.made, WATCH.question)
    hostile = alert(words=(typed,), chain=(typed,), title=typed, says=typed, lang=typed)
    assert mailed(server, hostile, watch=named) == Outcome()
    assert len(box.mails) == 2
    assert box.last().keys() == usual
    assert [line for line in str(box.last()["Subject"]).splitlines() if line] == [box.last()["Subject"]]
    assert len(exported.text(message(hostile, watch=named)).splitlines()) == len(
        exported.text(message(alert(words=("a",), says="b"), watch=plain)).splitlines()
    )


@pytest.mark.parametrize(
    "to",
    [
        *(
            "rina@news.example?bcc=x@x.example",
            "a@b,c@d",
            "a@b\r\nBcc: x@x",
            "",
            "@",
            "a b@c",
            "a@b c",
            "<a@b>",
            "rina",
        ),
        *('"a b"@c', "a@b\n", "a@-b.example", "a%0d%0a@b.example\r", "a@b.example\0", "é@b.example", "a@b\u2028"),
    ],
)
def test_only_one_plain_mailbox_is_written_to(to: str) -> None:
    with pytest.raises(InputError, match="not the address of one mailbox"):
        deliver.check(f"mailto:{to}")


@pytest.mark.parametrize("typed", BREAKS)
def test_a_subject_is_one_line(typed: str) -> None:
    letter = mail.written("msg_1", Mail("mail.example", "kutip@desk.example"), "mailto:a@b.example", typed, "a", NOW)
    names = [line for line in letter.as_bytes().partition(b"\n\n")[0].split(b"\n") if not line.startswith(b" ")]
    assert len(names) == len(letter.keys())
    assert str(make_header(decode_header(letter["Subject"]))).isprintable()


def test_the_settings_of_mail_come_from_the_environment() -> None:
    given = {"KUTIP_MAIL_HOST": "mail.example", "KUTIP_MAIL_SENDER": "kutip@desk.example", "KUTIP_MAIL_PORT": "2525"}
    assert mail.settings({}) is None
    assert mail.settings(given) == Mail("mail.example", "kutip@desk.example", 2525)
    for wrong, said in (
        ({"KUTIP_MAIL_SENDER": "Desk <kutip@desk.example>"}, "not the address of a mailbox"),
        ({"KUTIP_MAIL_SECURITY": "ssl"}, "are wrong"),
        ({"KUTIP_MAIL_PORT": "smtp"}, "are wrong"),
        ({"KUTIP_MAIL_PASSWORD": "rahasia", "KUTIP_MAIL_SECURITY": "none"}, "in the clear"),
    ):
        with pytest.raises(InputError, match=said):
            mail.settings(given | wrong)


# --- what is typed is shown (T41) -------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", TEMPLATES)
def test_what_looks_like_a_template_is_shown_as_typed(served: Any, typed: str) -> None:
    server, box = served("none")
    watch = Watch(3, typed, "rina", WATCH.made, WATCH.question)
    odd = alert(words=(typed,), chain=(typed, "KCNA"), title=typed, says=typed)
    assert mailed(server, odd, watch=watch) == Outcome()
    assert box.last()["Subject"] == f"{typed}: One more telling: {typed}"
    assert box.last().get_content().count(typed) == 5
    shown = json.loads(exported.event(message(odd, watch=watch)))["data"]
    assert (shown["watch"]["name"], shown["alerts"][0]["words"], shown["alerts"][0]["title"]) == (typed, [typed], typed)
    items = json.loads(exported.jsonfeed(watch, [odd], DESK))
    assert (items["title"], items["items"][0]["title"]) == (typed, f"One more telling: {typed}: {typed}")


# --- feeds of a watch -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [exported.atom, exported.rss])
@pytest.mark.parametrize(
    "typed", ["“Siap,” kata Kim", "a < b & c", "1 \x01 2 \ufffe 3", "{{7*7}}", "핵 실험", "قال \u202e"]
)
def test_a_feed_is_read_back(write: Callable[..., bytes], typed: str) -> None:
    found = feedparser.parse(io.BytesIO(write(WATCH, [alert(2, words=(typed,), title=typed), alert(1)], DESK)))
    assert not found.bozo, found.bozo_exception
    assert found.feed.title == WATCH.name
    first, second = found.entries
    clean = re.sub("[\x00-\x1f\u202e\ufffe]", "\ufffd", typed)
    assert first.title_detail.value.replace("&lt;", "<").replace("&amp;", "&") == f"One more telling: {clean}"
    assert (first.id, first.link) == (f"{DESK}/alert/2", f"{DESK}/report/7?version=2#c2")
    assert first.updated_parsed[:5] == (2026, 11, 23, 6, 59) if write is exported.atom else first.published_parsed[:5]
    assert second.id == f"{DESK}/alert/1"
    assert "Kim &gt; KCNA &gt; Harian Rakyat" in (second.summary if write is exported.rss else second.content[0].value)


def test_a_json_feed_says_all() -> None:
    found = json.loads(exported.jsonfeed(WATCH, [alert(on="origin", says="Yonhap")], DESK))
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = found["items"]
    assert item["title"] == "One more origin: Yonhap: Rudal diuji"
    assert item["_kutip"]["claim"] == f"{DESK}/claim/12"


def test_no_word_is_markup() -> None:
    odd = alert(words=("<i>a</i>",), chain=("<i>b</i>",), title="<i>c</i>", lang='"><i>', capture='"><i>')
    (item,) = json.loads(exported.jsonfeed(WATCH, [odd], DESK))["items"]
    assert "<i>" not in item["content_html"]
    assert item["content_html"].count("&lt;i&gt;") == 6


@pytest.mark.parametrize("write", [exported.atom, exported.rss, exported.jsonfeed])
def test_a_watch_that_saw_nothing_has_a_feed(write: Callable[..., bytes]) -> None:
    found = write(WATCH, [], DESK)
    assert b"items" in found if write is exported.jsonfeed else not feedparser.parse(io.BytesIO(found)).bozo


def test_of_two_wordings_each_says_what_it_is() -> None:
    text = exported.text(message(alert(on="contradiction", words=("empat", "lima"))))
    assert "  one says: empat\n  another: lima\n" in text


def test_a_message_shows_a_hundred_and_counts_the_rest() -> None:
    found = exported.message(WATCH, [alert(number) for number in range(150)], 10_000, DESK)
    assert (len(found.alerts), found.count) == (100, 10_000)
    assert "9900 more alerts: https://desk.example/watch/3" in exported.text(found)
    assert len(exported.event(found)) < 200_000
