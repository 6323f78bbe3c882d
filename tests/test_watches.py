"""Watches: each is told of what it waits for, once for each origin, and finds what a search finds."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from kutip import store
from kutip.fetch.post import Poster
from kutip.kept import Alert, Change, Delivery, Kept, Question, Told, Watch
from kutip.record import Amount, Capture, Counts, Origin, Story, Telling, Traced
from kutip.run import api, deliver, moment, watches
from kutip.run.deliver import Deliver
from kutip.run.storyteller import Storyteller
from kutip.store import Store
from tests import press
from tests.servers import Reply, site
from tests.stories import COURT, FLOOD, PROTEST, RALAT, STORIES, Report

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
EVERYTHING = ("telling", "origin", "contradiction", "correction", "revision", "amount")


@cache
def kept(report: Report) -> Kept:
    """A report as it is kept."""
    url = f"https://{report.outlet.lower().replace(' ', '-')}.example/{report.text[:20].lower().replace(' ', '-')}"
    capture = Capture(report.text, "text", url, report.outlet, report.lang, report.published)
    return Kept(capture, api.reading(capture, True, ("none",)), moment.written(NOW))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """A store in which nothing is yet."""
    yield store.open(tmp_path / "desk.kutip", write=True)


def watch(desk: Store, *on: str, **more: Any) -> Watch:
    """A watch for some happenings, of whatever question."""
    question = more.pop("question", Question())
    made: Watch = Watch(0, "Banjir", "rina", moment.written(NOW), question, on, **more)  # type: ignore[arg-type]
    return desk.put(made)


def tell(desk: Store, *reports: Report | Kept, at: datetime = NOW) -> tuple[Alert, ...]:
    """The alerts that follow when reports come, one by one."""
    teller = Storyteller(desk)
    found: list[Alert] = []
    for report in reports:
        desk.keep([report if isinstance(report, Kept) else kept(report)])
        while (tale := teller.prepared(at)) is not None:
            with desk.writing():
                found += watches.alerts(desk, teller.keep(tale), at)
    return tuple(found)


def renamed(report: Report, *outlets: str) -> list[Report]:
    """The same report in other outlets, an hour later each."""
    begin = datetime.fromisoformat(report.published)
    hours = (begin + timedelta(hours=number) for number in count(1))
    return [report._replace(outlet=name, published=at.isoformat()) for name, at in zip(outlets, hours, strict=False)]


# --- what is told, with its evidence ----------------------------------------------------------------------------------


def test_a_new_telling_is_told_with_its_words_its_chain_and_its_page(desk: Store) -> None:
    waiting = watch(desk, "telling", question=Question(words="hujan turun"))
    (alert,) = tell(desk, FLOOD["wire"])
    assert alert.words == ("“Hujan turun enam jam tanpa henti”",)
    assert alert.chain == ("Wiratno Saputra", "Arunika")
    assert (alert.watch, alert.on, alert.title, alert.lang) == (waiting.id, "telling", FLOOD["wire"].text[:46], "id")
    held = desk.report(alert.report)
    assert held and alert.claim in held.groups
    assert alert.capture == held.version.capture
    assert desk.original(alert.capture)
    assert alert.sent  # nobody gets it as a message


def test_a_copy_is_no_news(desk: Store) -> None:
    watch(desk, "telling", question=Question(words='"turun enam jam"'))
    assert len(tell(desk, FLOOD["wire"])) == 1
    assert tell(desk, FLOOD["copy"]) == ()


def test_ten_copies_of_one_report_are_one_alert(desk: Store) -> None:
    watch(desk, "telling", question=Question(words="jam tanpa henti"))
    copies = renamed(FLOOD["wire"], *(f"Koran {letter}" for letter in "ABCDEFGHIJ"))
    assert len(tell(desk, FLOOD["wire"], *copies)) == 1


def test_copies_that_come_before_their_report_are_one_alert(desk: Store) -> None:
    watch(desk, "telling", question=Question(words="jam tanpa henti"))
    copies = renamed(FLOOD["wire"], *(f"Koran {letter}" for letter in "ABCDE"))
    assert len(tell(desk, *copies, FLOOD["wire"])) == 1


def test_a_claim_that_gains_an_origin_is_told_once(desk: Store) -> None:
    watch(desk, "origin")
    first = Report("Arunika", "id", "2026-01-14T09:00+07:00", "Pasar terbakar\n\n“Pasar Kemuning terbakar habis pada "
                   "Senin malam,” kata Wali Kota Sengon Darma Wijaya.")  # fmt: skip
    second = Report("Suara Kandang", "id", "2026-01-14T11:00+07:00", "Pasar Kemuning terbakar\n\n“Pasar Kemuning "
                    "terbakar habis pada Senin malam,” kata pedagang Sulastri Ningsih.")  # fmt: skip
    assert tell(desk, first) == ()
    (alert,) = tell(desk, second)
    assert (alert.on, alert.says, alert.report) == ("origin", "Sulastri Ningsih", 2)
    assert tell(desk, *renamed(second, "Kabar Lembah", "Koran A")) == ()


def test_a_contradiction_is_told_with_both_wordings(desk: Store) -> None:
    watch(desk, "contradiction")
    (alert,) = tell(desk, FLOOD["wire"], FLOOD["swap"])
    assert ("210 rumah" in alert.words[0], "120 rumah" in alert.words[1]) == (True, True)
    assert tell(desk, *renamed(FLOOD["swap"], "Koran A", "Koran B")) == ()


def test_another_number_is_another_contradiction(desk: Store) -> None:
    watch(desk, "contradiction")
    other = FLOOD["swap"]._replace(outlet="Koran A", text=FLOOD["swap"].text.replace("210", "310"))
    assert len(tell(desk, FLOOD["wire"], FLOOD["swap"], other)) == 2


def test_a_correction_is_told(desk: Store) -> None:
    watch(desk, "correction")
    (alert,) = tell(desk, FLOOD["wire"], FLOOD["swap"], RALAT)
    assert (alert.on, alert.words, alert.report) == ("correction", ("120, not 210",), 3)


def test_a_report_that_reads_otherwise_than_before_is_told(desk: Store) -> None:
    watch(desk, "revision")
    edited = FLOOD["swap"]._replace(text=FLOOD["swap"].text.replace("210", "310"))
    assert kept(edited).capture.url != kept(FLOOD["swap"]).capture.url
    same = replace(kept(edited).capture, url=kept(FLOOD["swap"]).capture.url)
    found = tell(desk, FLOOD["swap"], Kept(same, api.reading(same, True, ("none",)), moment.written(NOW)))
    assert {alert.on for alert in found} == {"revision"}
    assert any("310" in alert.words[-1] for alert in found)
    assert {alert.version for alert in found} == {2}


def test_a_number_past_a_threshold_is_told(desk: Store) -> None:
    watch(desk, "amount", comparator="more_than", threshold=5_000, unit="people")
    (alert,) = tell(desk, PROTEST["first"])
    assert (alert.says, alert.chain[0]) == ("9,000 people", "Lena Marsh")


@pytest.mark.parametrize(
    ("comparator", "past"),
    [
        *(("more_than", (False, False, True)), ("at_least", (False, True, True)), ("exact", (False, True, False))),
        *(("less_than", (True, False, False)), ("at_most", (True, True, False)), ("about", (True, True, True))),
        *(("up_to", (True, True, False)), ("nearly", (True, True, True)), (None, (False, True, True))),
    ],
)
def test_what_is_past_a_threshold(comparator: Any, past: tuple[bool, ...]) -> None:
    waiting = Watch(1, "", "", "", Question(), ("amount",), comparator=comparator, threshold=100)
    amounts = [Amount(0, 1, value, "km", "measure", "exact", None) for value in (95, 100, 105.0)]
    assert tuple(watches.past(amount, waiting) for amount in amounts) == past


def test_a_range_is_past_a_threshold_when_a_part_of_it_is() -> None:
    waiting = Watch(1, "", "", "", Question(), ("amount",), comparator="more_than", threshold=100, unit="KM")
    for value, unit, past in (
        ((90, 110), "km", True),
        ((80, 90), "km", False),
        ((90, 110), "kg", False),
        (None, "km", False),
    ):
        assert watches.past(Amount(0, 1, value, unit, "measure", "exact", None), waiting) is past


# --- who is told ------------------------------------------------------------------------------------------------------


def test_a_watch_is_told_of_what_it_waits_for_only(desk: Store) -> None:
    telling, contradiction = watch(desk, "telling"), watch(desk, "contradiction")
    watch(desk)  # a saved question
    watch(desk, *EVERYTHING, paused=True)
    found = tell(desk, FLOOD["wire"], FLOOD["swap"])
    assert {(alert.watch, alert.on) for alert in found} == {
        (telling.id, "telling"),
        (contradiction.id, "contradiction"),
    }


def test_a_watch_for_one_claim_is_told_of_no_other(desk: Store) -> None:
    (first, *_) = tell(desk, FLOOD["wire"]) or [None]
    held = desk.report(1)
    assert first is None and held
    one = held.groups["c1"]
    watch(desk, *EVERYTHING, group=one)
    found = tell(desk, FLOOD["swap"])
    assert {alert.group for alert in found} == {one}
    assert "contradiction" in {alert.on for alert in found}


def test_what_happens_to_a_claim_concerns_those_who_ask_for_any_of_its_tellings(desk: Store) -> None:
    asking = watch(desk, "contradiction", question=Question(words="menerima suap", langs=("id",)))
    watch(desk, "contradiction", question=Question(words="regatta"))
    found = tell(desk, COURT["first"], COURT["second"])
    assert {alert.watch for alert in found} == {asking.id}
    assert "en" in {alert.lang for alert in found}  # a telling in English of what was asked for in Indonesian


def test_what_happens_to_a_claim_concerns_those_who_ask_for_an_outlet_that_tells_it_too(desk: Store) -> None:
    watch(desk, "contradiction", question=Question(outlets=("Kabar Lembah",)))
    found = tell(desk, FLOOD["wire"], FLOOD["copy"], FLOOD["swap"])
    assert {alert.report for alert in found} == {3}  # which contradicts the first; the second is its copy


def test_one_report_may_tell_a_claim_of_two_origins(desk: Store) -> None:
    watch(desk, "telling")
    (report,) = desk.keep([kept(COURT["first"])])
    origins = tuple(Origin(name, (report.ref,), "") for name in ("Dewi Maharani", "Pratiwi Nugraheni"))
    told = tuple(Telling(report.ref, claim) for claim in ("c2", "c3"))
    traced = Traced("g1", "suap", told, origins, (), (), ())
    story = Story("s1", (report.ref,), (), (traced,), (), (), (), Counts(1, 1, 1, 2))
    at = moment.written(NOW)
    changes = [Change(0, at, "telling", 1, 1, report.id, claim=telling.claim, says=("suap",)) for telling in told]
    with desk.writing():
        changes = list(desk.tell([Told(1, story, (1,), (report,), at)], changes))
        found = watches.alerts(desk, changes, NOW)
    assert {alert.chain[0] for alert in found} == {"Dewi Maharani", "Pratiwi Nugraheni"}
    with desk.writing():
        assert watches.alerts(desk, changes, NOW) == ()


def test_a_claim_that_goes_by_another_number_or_whose_origin_by_another_name_is_no_news(desk: Store) -> None:
    watch(desk, "telling", question=Question(words='"turun enam jam"'))
    (alert,) = tell(desk, FLOOD["wire"])
    desk.put(replace(alert, key="claim 99 from Somebody Else", group=99))
    assert tell(desk, FLOOD["copy"]) == ()


def test_a_question_that_nobody_understands_stops_no_other(desk: Store) -> None:
    watch(desk, "telling", question=Question(since="yesterday"))
    watch(desk, "telling", question=Question(words="word " * 1000))
    watch(desk, "telling", question=Question(words="hujan"))
    assert len(tell(desk, FLOOD["wire"])) == 1


WORDS = (
    "banjir",
    "rumah",
    "kata",
    "said",
    "bridge",
    "jembatan",
    "percent",
    "the",
    "road",
    "-rumah",
    '"empat warga"',
    "lembay*",
)
PARTS: dict[str, tuple[Any, ...]] = {
    "outlets": ("Arunika", "Halyard News", "Crosswind Digest", "Nowhere Times"),
    "sources": ("Wiratno Saputra", "BPBD Lembayung", "Ratna Wibisono", "Police", "Nobody At All"),
    "places": ("Lembayung", "Indonesia", "Ardenport"),
    "langs": ("id", "en", "ko"),
    "certainties": ("stated", "denied", "projected", "assessed"),
    "forms": ("direct", "indirect", "plain"),
}


def question(number: int) -> Question:
    """The question of that number."""
    chance = Random(number)
    parts: Any = {
        name: tuple(chance.sample(values, chance.choice((1, 1, 2))))
        for name, values in PARTS.items()
        if chance.random() < 0.3
    }
    words = " ".join(chance.sample(WORDS, chance.choice((0, 1, 1, 2))))
    since = chance.choice((None, None, None, "2026", "2026-01-14T10:00"))
    return Question(words, since=since, **parts)


def test_a_watch_finds_what_a_search_finds(desk: Store) -> None:
    questions = {watch(desk, "telling", question=question(number)).id: question(number) for number in range(120)}
    reports = [report for story in STORIES for report in story.values()]
    alerts = tell(desk, *reports)
    seen = 0
    for number, asked in questions.items():
        told = {(alert.report, alert.claim) for alert in alerts if alert.watch == number}
        hits = desk.search(asked, limit=1_000).hits
        found = {(hit.report.id, hit.claim) for hit in hits if hit.group is not None}
        assert told <= found
        groups = {hit.group for hit in hits if hit.group is not None}
        heard = {now.id for alert in alerts if alert.watch == number and (now := desk.group(alert.group or 0))}
        assert heard == groups  # of each claim at least one telling; claims may have become one
        seen += len(told)
    assert seen > 100


# --- a storm is a digest (T49) ----------------------------------------------------------------------------------------


def storm(desk: Store, waiting: Watch, numbers: Iterable[int]) -> None:
    """Alerts of so many claims."""
    with desk.writing():
        for number in numbers:
            desk.put(
                Alert(
                    0,
                    waiting.id,
                    moment.written(NOW),
                    "telling",
                    f"k{number}",
                    number,
                    1,
                    "c1",
                    number,
                    (f"w{number}",),
                    (),
                )
            )


def test_a_storm_is_at_most_one_message_in_each_interval_and_loses_nothing(desk: Store) -> None:
    with site(lambda asked: Reply(200)) as there, Poster(private=True) as poster:
        waiting = watch(desk, "telling", to=(f"{there.url}/hook",), every=15)
        sender = Deliver(poster, "https://desk.example")
        for minute in range(0, 61):
            storm(desk, waiting, range(minute * 100, minute * 100 + 100))
            settle(sender, desk, NOW + timedelta(minutes=minute))
        told = [msgspec.json.decode(asked.given)["data"] for asked in there.asked]
    assert [one["count"] for one in told] == [100, 1500, 1500, 1500, 1500]
    sent = [number for one in desk.notes(Delivery) for number in one.alerts]
    assert len(sent) == len(set(sent)) == 6_100
    assert not desk.notes(Alert, watch=waiting.id, sent=None)


def settle(sender: Deliver, desk: Store, now: datetime) -> None:
    """Turns until nothing is on its way."""
    while sender.turn(desk, now):
        pass


# --- each message arrives once ----------------------------------------------------------------------------------------


def test_a_message_is_tried_again_under_the_same_name_until_it_is_taken(desk: Store) -> None:
    answers = iter((500, 503, 200))
    said: list[str] = []
    with site(lambda asked: Reply(next(answers))) as there, Poster(private=True) as poster:
        waiting = watch(desk, "telling", to=(there.url,))
        storm(desk, waiting, range(3))
        sender = Deliver(poster, "https://desk.example", tell=said.append)
        for seconds in (0, 4, 5, 100, 304, 305, 400):
            settle(sender, desk, NOW + timedelta(seconds=seconds))
        names = {asked.headers["webhook-id"] for asked in there.asked}
        bodies = {asked.given for asked in there.asked}
    assert (len(there.asked), len(names), len(bodies)) == (3, 1, 1)
    (delivery,) = desk.notes(Delivery)
    assert (delivery.tries, delivery.done, delivery.why) == (3, "2026-06-01T08:05:05Z", None)
    assert len(said) == 3
    assert said[0].startswith("not delivered 3 alerts of watch 1 to 127.0.0.1: the receiver answered 500; again at ")


def test_a_message_that_nobody_takes_is_given_up_after_three_days(desk: Store) -> None:
    with site(lambda asked: Reply(500)) as there, Poster(private=True) as poster:
        storm(desk, watch(desk, "telling", to=(there.url,)), range(1))
        sender = Deliver(poster, "https://desk.example")
        for hours in range(24 * 5):
            settle(sender, desk, NOW + timedelta(hours=hours))
        assert len(there.asked) == 10
    (delivery,) = desk.notes(Delivery)
    assert delivery.done and timedelta(days=3) < moment.read(delivery.done) - NOW < timedelta(days=4)
    assert delivery.why == "given up at try 10: the receiver answered 500"


def test_a_webhook_inside_the_own_network_is_given_up_at_once(desk: Store) -> None:
    with site(lambda asked: Reply(200)) as there, Poster() as poster:
        storm(desk, watch(desk, "telling", to=(there.url, "http://127.0.0.1/", "mailto:rina@news.example")), range(1))
        settle(Deliver(poster, "https://desk.example"), desk, NOW)
        assert there.asked == []
    first, second, letter = desk.notes(Delivery)
    assert first.done and second.done and "private" in (second.why or "")
    assert not letter.done and letter.why == deliver.NO_MAIL


def test_who_stands_there_twice_is_told_once(desk: Store) -> None:
    with site(lambda asked: Reply(204)) as there, Poster(private=True) as poster:
        storm(desk, watch(desk, "telling", to=(there.url, f"{there.url}/other", there.url)), range(1))
        settle(Deliver(poster, "https://desk.example"), desk, NOW)
        assert sorted(there.paths) == ["/", "/other"]


def test_a_watch_that_rests_is_told_of_nothing_until_it_goes_on(desk: Store) -> None:
    with site(lambda asked: Reply(204)) as there, Poster(private=True) as poster:
        waiting = watch(desk, "telling", to=(there.url,))
        storm(desk, waiting, range(3))
        desk.put(replace(waiting, paused=True))
        sender = Deliver(poster, "https://desk.example")
        settle(sender, desk, NOW)
        assert there.asked == []
        desk.put(waiting)
        settle(sender, desk, NOW)
        assert msgspec.json.decode(there.asked[0].given)["data"]["count"] == 3


def test_a_message_that_cannot_be_written_stops_no_other(desk: Store) -> None:
    with site(lambda asked: Reply(204)) as there, Poster(private=True) as poster:
        at = moment.written(NOW)
        desk.put(Delivery(0, 99, f"{there.url}/gone", (1,), at, at))
        waiting = watch(desk, "telling", to=(f"{there.url}/hook",))
        desk.put(Delivery(0, waiting.id, f"{there.url}/empty", (98,), at, at))
        storm(desk, waiting, range(1))
        settle(Deliver(poster, "https://desk.example"), desk, NOW + timedelta(hours=1))
        assert sorted(there.paths) == ["/empty", "/hook"]
    assert desk.notes(Delivery)[0].why == "given up at try 1: its watch is no more"


def test_one_line_is_said_of_each_try_whatever_stands_in_it(desk: Store) -> None:
    said: list[str] = []
    with Poster() as poster:
        for to in ("http://a\r\nb/", "mailto:a@b\r\nBcc: x", "http://desk.example:1/\n[error] all is lost", "\x1b[2J"):
            storm(desk, watch(desk, "telling", to=(to,)), range(1))
        settle(Deliver(poster, "https://desk.example", tell=said.append), desk, NOW)
    assert len(said) == len(desk.notes(Delivery)) == 4
    odd = Delivery(1, 1, "http://a.example", (1,), "", "", why="no\r\n[error] all is lost\x1b[2J")
    assert all(len(line.splitlines()) == 1 and line.isprintable() for line in (*said, deliver.told(odd)))


def test_changes_of_old_are_told_to_nobody(desk: Store) -> None:
    change = Change(1, moment.written(NOW), "telling", 1, 1, 99, claim="c1", says=("gone",))
    watch(desk, *EVERYTHING)
    assert watches.alerts(desk, [change], NOW) == ()


def test_no_alert_is_lost_or_doubled_when_the_keeper_is_killed(tmp_path: Path) -> None:
    path, chance = tmp_path / "desk.kutip", Random(3)
    at_work = press.Press(8, press.items(8, seconds=10, gap=5))
    with press.running(at_work) as (there, receiver, hook):
        press.fill(path, at_work, there.port, f"{hook.url}/hook")
        for _ in range(3):
            process = press.keeper(path, "--models=none")
            press.awake(there)
            time.sleep(chance.uniform(0, 6))
            press.killed(process)
            press.hurried(path)
        process = press.keeper(path, "--models=none")
        try:
            assert press.settled(path, at_work, receiver, seconds=90), press.summed(path, at_work, receiver)
        finally:
            press.killed(process)
        found = press.summed(path, at_work, receiver)
    assert found.alerts >= len(at_work.items) > 5
    assert (found.lost, found.doubled, found.untold) == (0, 0, 0)
