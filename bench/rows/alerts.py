"""T41, T42 and T49: what hostile words may do to alerts, where alerts may go, and what a storm of them may cost."""

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from itertools import islice
from pathlib import Path

from tests import press
from tests.servers import Net, Reply, site

from bench.figure import need
from bench.rows import Outcome, Row
from bench.rows.fetch import literal
from kutip import store
from kutip.export import alerts as exported
from kutip.fetch.guard import reachable
from kutip.fetch.post import Poster
from kutip.kept import Alert, Delivery, Kept, Question, Watch
from kutip.record import Capture, Reading
from kutip.run import api, mail, moment, telling, webhook
from kutip.run.deliver import Deliver
from kutip.run.mail import Mail
from kutip.run.storyteller import Storyteller

DESK = "https://desk.example"
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
SERVER = Mail("mail.example", "kutip@desk.example")
STORM = 10_000


def told(words: str) -> tuple[Watch, Alert]:
    """A watch, and an alert of it, that say these words wherever outlets or people say any."""
    watch = Watch(1, words, "rina", moment.written(NOW), Question(), secret=webhook.secret())
    alert = Alert(
        *(1, 1, moment.written(NOW), "telling", "k", 1, 1, "c1", 1, (words,), (words,)),
        **{"says": words, "title": words, "lang": "en", "capture": "ab" * 32},
    )
    return watch, alert


def letter(words: str) -> tuple[str, bytes]:
    """The text of a mail with these words, and the mail."""
    watch, alert = told(words)
    message = exported.message(watch, [alert], 1, DESK)
    text = exported.text(message)
    return text, mail.written("msg_1", SERVER, "mailto:a@b.example", exported.subject(message), text, NOW).as_bytes()


# --- T41 --------------------------------------------------------------------------------------------------------------


def templates(data: Path) -> Outcome:
    """Lines that a template would work out: in mails, webhooks and feeds they stand as they were typed."""
    folder = need(data / "hostile/payloads-lists/Server Side Template Injection/Intruder")
    lines = [line for line in (folder / "ssti.fuzz").read_text().splitlines() if line.strip()]
    changed = [line for line in lines if not shown(" ".join(line.split()))]
    return Outcome(not changed and len(lines) > 100, f"{len(lines)} lines, {len(changed)} changed {changed[:2]}")


def shown(words: str) -> bool:
    """Whether words stand as they were typed wherever an alert is told."""
    watch, alert = told(words)
    text, raw = letter(words)
    seen = message_from_bytes(raw, policy=policy.default)
    event = json.loads(exported.event(exported.message(watch, [alert], 1, DESK)))["data"]
    feed = json.loads(exported.jsonfeed(watch, [alert], DESK))
    return (
        text.count(words) >= 5
        and str(seen["Subject"]) == f"{words}: One more telling: {words}"
        and (event["watch"]["name"], event["alerts"][0]["words"], event["alerts"][0]["title"])
        == (words, [words], words)
        and feed["title"] == words
    )


# --- T42 --------------------------------------------------------------------------------------------------------------


def places(data: Path) -> Outcome:
    """Addresses as webhooks, and words that end lines in mails and in what is said of each try."""
    lines = need(data.parent / "research/addresses.txt").read_text().split("\n")
    closed = [literal(line) for line in lines if line and not line.startswith("#")]
    closed += json.loads(need(data / "hostile/urlcanon-data/funky_ipv4.json").read_text())
    reached = [host for host in closed if connects(host)]
    breaks = [*broken(data)]
    usual = message_from_bytes(letter("plain")[1]).keys()
    added = [words for words in breaks if message_from_bytes(letter(words)[1]).keys() != usual]
    said = said_of([f"http://a.example/{words}" for words in breaks] + [f"mailto:{words}" for words in breaks])
    whole = [line for line in said if len(line.splitlines()) == 1]
    says = (
        f"{len(closed)} addresses: {len(reached)} connections {reached[:2]}; {len(breaks)} breaks: {len(added)} headers"
    )
    return Outcome(
        not reached and not added and len(whole) == len(said) == 2 * len(breaks),
        f"{says} added, {len(whole)} lines said of {2 * len(breaks)} tries",
    )


def connects(host: str) -> bool:
    """Whether a webhook at an address that is not public is connected to."""
    net = Net({80: 1})
    with Poster(resolve=net.resolve, dial=net.dial) as poster:
        webhook.send(poster, f"http://{host}/", b"{}", ())
    return any(not reachable(address) for address in net.dialled)


def broken(data: Path) -> Iterator[str]:
    """Words that end a line, as they are sent and as they are once decoded."""
    path = need(data / "hostile/payloads-lists/CRLF Injection/Files/crlfinjection.txt")
    for line in path.read_text().splitlines():
        yield line
        yield line.replace("%0d", "\r").replace("%0a", "\n").replace("%0D", "\r").replace("%0A", "\n")
    for end in "\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0", "\r\n\r\n", "\n.\n":
        yield f"a{end}Bcc: x@x.example"


def said_of(places: list[str]) -> list[str]:
    """What is said of messages to these places, one try each."""
    said: list[str] = []
    with tempfile.TemporaryDirectory() as folder, Poster(resolve=(net := Net()).resolve, dial=net.dial) as poster:
        desk = store.open(Path(folder) / "desk.kutip", write=True)
        watch, alert = told("plain")
        with desk.writing():
            kept = desk.put(alert)
            place = desk.put(watch)
            for to in places:
                desk.put(Delivery(0, place.id, to, (kept.id,), moment.written(NOW), moment.written(NOW)))
        sender = Deliver(poster, DESK, tell=said.append)
        while sender.turn(desk, NOW):
            pass
    return said


# --- T49 --------------------------------------------------------------------------------------------------------------


def storm(data: Path) -> Outcome:
    """Ten thousand pages in a minute, all of which a watch waits for, read, told and sent with a clock of our own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        site(lambda asked: Reply(204)) as there,
        Poster(private=True) as poster,
    ):
        desk = store.open(Path(folder) / "desk.kutip", write=True)
        desk.put(
            Watch(0, "All", "rina", "", Question(), ("telling",), to=(there.url,), every=15, secret=webhook.secret())
        )
        teller, sender = Storyteller(desk), Deliver(poster, DESK)
        pages = made()
        for second in range(60):
            now = NOW + timedelta(seconds=second)
            desk.keep(islice(pages, STORM // 60 + (second < STORM % 60)))
            while telling.tell(desk, teller, now):
                sender.turn(desk, now)
        for minute in range(1, 60):
            while sender.turn(desk, NOW + timedelta(minutes=minute)):
                pass
        alerts = desk.notes(Alert, limit=10 * STORM)
        sent = [number for one in desk.notes(Delivery) for number in one.alerts]
        asked = len(there.asked)
    reports = {alert.report for alert in alerts}
    whole = sorted(sent) == sorted(alert.id for alert in alerts)
    return Outcome(
        len(reports) == STORM and whole and asked <= 2,
        f"{STORM} pages, {len(alerts)} alerts of {len(reports)} reports in {asked} messages over an hour, each in one",
    )


def made() -> Iterator[Kept]:
    """Reports, each like no other."""
    for number in range(STORM):
        capture = Capture(press.page(number).encode(), "html", f"https://paper.example/{number}", "Paper", "en")
        reading = api.reading(capture, True, ("none",))
        assert isinstance(reading, Reading)
        yield Kept(capture, reading, moment.written(NOW))


ROWS = (
    Row("T41", "what looks like a template stands in alerts as typed", templates),
    Row("T42", "alerts reach nobody inside, and no word adds a header or a line", places),
    Row("T49", "a storm is at most one message an interval, and nothing is lost", storm),
)
