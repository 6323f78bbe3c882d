"""What every store promises. Another one than SQLite is given to `desk`, and has to pass all of this."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kutip import store
from kutip.errors import InputError, StoreError
from kutip.kept import Alert, Change, Job, Judgement, Kept, Listing, Placed, Question, Report, Told, User
from kutip.store import Store
from tests.newsdesk import kept, said, story

NEWEST = 1 << 62
WIND = said("The wind farm will be built off the coast", "Mira Tanaka", place="Lamond")
PORT = said("The port pays half of it", "Harbour Board", "Gull News Agency", certainty="alleged", form="direct")
AT = "https://post.example/1"


@pytest.fixture(params=["memory", "disk"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store that is empty."""
    path = Path(":memory:") if request.param == "memory" else tmp_path / "desk.kutip"
    with store.open(path, write=True) as found:
        yield found


def one(desk: Store, what: Kept) -> Report:
    """Keeps one thing."""
    (report,) = desk.keep([what])
    return report


# --- reports and their versions ---


def test_what_is_kept_is_found_again(desk: Store) -> None:
    what = kept(WIND, PORT, url=AT, fetched="2025-06-12T09:59:00+00:00")
    report = one(desk, what)
    held = desk.report(report.id)
    assert held is not None
    assert held.report == report == desk.reports((report.id,))[0]
    assert held.reading == what.reading
    assert held.version.made_by == ("made@1",)
    assert (report.url, report.outlet, report.lang, report.title) == (AT, "Harbour Post", "en", "From the harbour")
    assert (report.published, report.seen) == (what.reading.article.published, what.seen)
    assert (report.story, report.versions) == (None, 1)
    original = desk.original(held.version.capture)
    assert original is not None
    assert original.body == what.capture.body
    assert (original.media, original.charset, original.url) == ("html", "utf-8", AT)
    assert original.headers == (("server", "made"), ("server", "twice"))
    assert original.fetched == "2025-06-12T09:59:00+00:00"


def test_what_is_not_there_is_none(desk: Store) -> None:
    report = one(desk, kept(WIND))
    assert desk.report(99) is None
    assert desk.report(report.id, 2) is None
    assert desk.report(report.id, -1) is None
    assert desk.original("0" * 64) is None
    assert desk.original("../../etc/passwd") is None
    assert desk.story(1) is None
    assert desk.group(1) is None
    assert desk.source(99) is None
    assert desk.reports((99, report.id)) == (report,)


def test_the_same_bytes_twice_add_nothing(desk: Store) -> None:
    for fetched in (None, "2025-06-12T09:59:00+00:00"):
        what = kept(WIND, url=AT, fetched=fetched)
        report = one(desk, what)
        desk.tell([], [])
        assert one(desk, what) == report
        assert one(desk, kept(WIND, url=AT, fetched=fetched, seen="2025-06-13T10:00:00+00:00")) == report
    assert len(desk.search(Question()).hits) == 1
    assert one(desk, kept(WIND, url=AT, fetched="2025-07-01T00:00:00+00:00")).versions == 1


def test_other_bytes_with_the_same_text_are_kept_and_are_no_version(desk: Store) -> None:
    first = kept(WIND, url=AT, body="<p>advertisement</p>")
    again = kept(WIND, url=AT, body="<p>another</p>", seen="2025-06-13T10:00:00+00:00")
    report = one(desk, first)
    assert one(desk, again) == report
    held = desk.report(report.id)
    assert held is not None
    page = desk.original(held.version.capture)
    assert page is not None and page.body == b"<p>advertisement</p>"
    other = desk.original(hashlib.sha256(b"<p>another</p>").hexdigest())
    assert other is not None and other.body == b"<p>another</p>"


@pytest.mark.parametrize(
    "other",
    [
        kept(PORT, url=AT, seen="2025-06-13T10:00:00+00:00"),
        kept(WIND, url=AT, seen="2025-06-13T10:00:00+00:00", published="2024-06-12T09:30+00:00", body="dated back"),
        kept(WIND, url=AT, seen="2025-06-13T10:00:00+00:00", title="Another headline"),
    ],
    ids=["text", "published", "title"],
)
def test_what_reads_otherwise_is_one_more_version(desk: Store, other: Kept) -> None:
    first = kept(WIND, url=AT)
    report = one(desk, first)
    now = one(desk, other)
    assert (now.id, now.versions) == (report.id, 2)
    held, before = desk.report(report.id), desk.report(report.id, 1)
    assert held is not None and before is not None
    assert held.reading == other.reading
    assert before.reading == first.reading
    assert [version.number for version in held.versions] == [1, 2]
    assert before.version.capture != held.version.capture
    assert (now.title, now.published) == (other.reading.article.title, other.reading.article.published)
    (hit,) = desk.search(Question()).hits
    assert hit.says == held.reading.article[held.reading.claims[0].content[0]]


def test_a_report_that_is_as_it_was_before_has_one_more_version(desk: Store) -> None:
    days = ("2025-06-12T10:00:00+00:00", "2025-06-13T10:00:00+00:00", "2025-06-14T10:00:00+00:00")
    three = [kept(claim, url=AT, fetched=day, seen=day) for claim, day in zip((WIND, PORT, WIND), days, strict=True)]
    report = desk.keep(three)[-1]
    held = desk.report(report.id)
    assert held is not None and report.versions == 3
    assert held.versions[2].capture == held.versions[0].capture
    assert [version.seen for version in held.versions] == list(days)
    assert desk.keep(three) == (report,) * 3  # the archive they came from is read again


def test_an_older_capture_that_comes_late_stands_before(desk: Store) -> None:
    new = kept(PORT, url=AT, fetched="2025-06-14T10:00:00+00:00")
    old = kept(WIND, url=AT, fetched="2025-06-12T10:00:00+00:00", seen="2025-06-15T10:00:00+00:00")
    report = one(desk, new)
    assert one(desk, old).versions == 2
    now, before = desk.report(report.id), desk.report(report.id, 1)
    assert now is not None and now.reading == new.reading
    assert before is not None and before.reading == old.reading
    assert [hit.says for hit in desk.search(Question()).hits] == ["The port pays half of it"]
    assert now.report.title == new.reading.article.title


def test_what_another_maker_reads_is_what_counts(desk: Store) -> None:
    report = one(desk, kept(WIND, url=AT, body="page"))
    better = kept(WIND, PORT, url=AT, body="page", maker="made@2")
    again = one(desk, better)
    held = desk.report(report.id)
    assert held is not None
    assert (again.versions, held.reading, held.version.made_by) == (1, better.reading, ("made@2",))
    assert len(desk.search(Question()).hits) == 2


def test_one_text_in_two_places_is_two_reports(desk: Store) -> None:
    here, there = desk.keep([kept(WIND, url=AT), kept(WIND, url="https://other.example/")])
    assert here.id != there.id
    assert there.ref == f"{here.ref}#2"
    assert desk.reports(article=here.ref) == (here, there)
    text, other = desk.keep([kept(PORT), kept(PORT, outlet="Other")])
    assert text.id != other.id


def test_further_pages_are_kept(desk: Store) -> None:
    report = one(desk, kept(WIND, url=AT, body="one", further=("two", "three")))
    changed = one(desk, kept(PORT, url=AT, body="one", further=("two", "four"), seen="2025-06-13T10:00:00+00:00"))
    assert (changed.id, changed.versions) == (report.id, 2)
    for page in ("one", "two", "three", "four"):
        found = desk.original(hashlib.sha256(page.encode()).hexdigest())
        assert found is not None and found.body == page.encode()


def test_reports_are_listed(desk: Store) -> None:
    reports = desk.keep([kept(WIND, url=f"{AT}{number}", doubts=number % 2) for number in range(5)])
    assert desk.reports(limit=2) == reports[:2:-1]
    assert desk.reports(before=reports[1].id) == reports[:1]
    assert desk.reports(doubted=True) == (reports[3], reports[1])
    assert desk.reports((reports[2].id, reports[0].id)) == (reports[2], reports[0])


# --- stories ---


def told(desk: Store) -> tuple[Report, Report, Told]:
    """Two reports in a story of two claims."""
    a, b = desk.keep([kept(WIND, PORT, url=AT), kept(WIND, url="https://other.example/", outlet="Gull")])
    made = story([[(a.ref, "c1"), (b.ref, "c1")], [(a.ref, "c2")]], corrections=[(b.ref, a.ref)])
    one = Told(7, made, (20, 21), (a, b), "2025-06-13T00:00:00+00:00")
    moved = Change(0, "2025-06-13T00:00:00+00:00", "story", 7, report=a.id, says=("The wind farm",))
    desk.tell([one], [moved], [Placed(report.id, 7, 1, b"keys") for report in (a, b)])
    return a, b, one


def test_a_story_is_found_by_its_number_and_so_is_each_claim(desk: Store) -> None:
    a, b, one = told(desk)
    found, group = desk.story(7), desk.group(20)
    assert found is not None and group is not None
    assert (found.story, found.claims, found.changed) == (one.story, one.claims, one.changed)
    assert [report.id for report in found.reports] == [a.id, b.id]
    assert {report.story for report in found.reports} == {7}
    assert (group.story, group.traced) == (7, one.story.claims[0])
    assert [report.id for report in group.reports] == [a.id, b.id]
    held = desk.report(a.id)
    assert held is not None and held.groups == {"c1": 20, "c2": 21}
    assert {(hit.report.id, hit.claim, hit.group) for hit in desk.search(Question()).hits} == {
        (a.id, "c1", 20), (a.id, "c2", 21), (b.id, "c1", 20),
    }  # fmt: skip
    assert desk.numbers() == (7, 21)
    assert list(desk.placed()) == [Placed(a.id, 7, 1, b"keys"), Placed(b.id, 7, 1, b"keys")]
    (corrected,) = desk.sources(("Harbour Post",))
    assert corrected.corrected == 1


def test_a_story_is_told_again_in_the_place_of_what_was_told(desk: Store) -> None:
    a, b, _ = told(desk)
    again = Told(7, story([[(a.ref, "c1"), (b.ref, "c1")]]), (20,), (a, b), "2025-06-14T00:00:00+00:00")
    desk.tell([again], [])
    found, held = desk.story(7), desk.report(a.id)
    assert found is not None and held is not None
    assert (found.story, held.groups) == (again.story, {"c1": 20})
    assert desk.group(21) is None
    assert desk.numbers() == (7, 21)
    assert desk.sources(("Harbour Post",))[0].corrected == 0


def test_stories_run_together_and_old_numbers_lead_to_the_new(desk: Store) -> None:
    a, b, _ = told(desk)
    c = one(desk, kept(PORT, url="https://third.example/"))
    desk.tell([Told(8, story([[(c.ref, "c1")]]), (22,), (c,), "t")], [], [Placed(c.id, 8, 1, b"")])
    both = story([[(a.ref, "c1"), (b.ref, "c1")], [(a.ref, "c2"), (c.ref, "c1")]])
    desk.tell([Told(8, both, (20, 22), (a, b, c), "t", stories=(7,), groups=((21, 22),))], [])
    found, group = desk.story(7), desk.group(21)
    assert found is not None and found.id == 8 and found.story == both
    assert group is not None and group.id == 22 and group.story == 8
    assert {placed.story for placed in desk.placed()} == {8}
    desk.tell([Told(9, both, (20, 22), (a, b, c), "t", stories=(8,))], [])
    heir = desk.story(7)
    assert heir is not None and heir.id == 9
    assert desk.story(8) == heir
    desk.tell([Told(10, story([[(a.ref, "c1")]]), (30,), (a,), "t", stories=(9,))], [])
    assert desk.group(20) is None  # nobody goes by it now


def test_what_is_untold_is_told_once(desk: Store) -> None:
    a, b = desk.keep([kept(WIND, url=AT), kept(PORT, url="https://other.example/")])
    assert desk.untold() == (a, b)
    assert desk.untold(1) == (a,)
    desk.tell([Told(1, story([[(a.ref, "c1")]]), (1,), (a,), "t")], [], [Placed(a.id, 1, 1, b"")])
    assert desk.untold() == (b,)
    now = one(desk, kept(PORT, url=AT, seen="2025-06-13T10:00:00+00:00"))
    assert [report.id for report in desk.untold()] == [a.id, b.id]
    held = desk.report(a.id)
    assert held is not None and held.groups == {}
    # While version 1 was told again, version 2 came.
    desk.tell([Told(1, story([[(a.ref, "c1")]]), (1,), (a,), "t")], [], [Placed(a.id, 1, 1, b"")])
    assert [report.id for report in desk.untold()] == [a.id, b.id]
    desk.tell([Told(1, story([[(now.ref, "c1")]]), (1,), (now,), "t")], [], [Placed(a.id, 1, 2, b"")])
    assert desk.untold() == (b,)
    assert next(desk.placed()) == Placed(a.id, 1, 2, b"")


def test_a_story_that_is_told_anew_leaves_others_of_its_reports_untold(desk: Store) -> None:
    a, b, one = told(desk)
    desk.put(Judgement(0, "t", "ana", "wrong", article=b.ref, claim="c1"))
    desk.tell([one], [], [Placed(a.id, 7, 1, b"")])
    assert [report.id for report in desk.untold()] == [b.id]
    assert [placed.keys for placed in desk.placed()] == [b"", b"keys"]


def test_what_moved_is_in_order(desk: Store) -> None:
    kinds = ("story", "telling", "telling", "origin", "story")
    made = [Change(0, "t", kind, story=number, says=("a", "b")) for number, kind in enumerate(kinds)]  # type: ignore[arg-type]
    moved = desk.tell([], made)
    assert [change.id for change in moved] == sorted({change.id for change in moved})
    assert [change.story for change in moved] == [0, 1, 2, 3, 4]
    assert desk.changes() == moved
    assert desk.changes(limit=2) == moved[:2]
    assert desk.changes(after=moved[1].id) == moved[2:]
    assert desk.changes(before=NEWEST, limit=2) == (moved[4], moved[3])
    assert desk.changes(before=moved[1].id) == moved[:1]
    assert desk.changes(kinds=("story", "origin")) == (moved[0], moved[3], moved[4])
    assert desk.changes(before=NEWEST, kinds=("telling", "origin"), limit=2) == (moved[3], moved[2])
    assert desk.changes(kinds=("revision",)) == ()


# --- parties ---


def test_a_party_has_one_number_for_all_its_names(desk: Store) -> None:
    desk.keep([kept(said("It is so", "Yonhap"), said("It was so", "Yonhap News Agency"), url=AT)])
    numbers = desk.parties(("Yonhap", "YONHAP", "Yonhap News Agency", "nobody"))
    assert len(set(numbers.values())) == 1 and "nobody" not in numbers
    source = desk.source(numbers["Yonhap"])
    assert source is not None
    assert (source.name, source.kind, source.originated, source.relayed) == ("Yonhap", "agency", 2, 0)
    assert desk.sources(("yonhap",)) == (source,)
    assert desk.sources(("nobody",)) == ()


def test_what_a_party_is_counted_for_can_be_listed(desk: Store) -> None:
    desk.keep([kept(WIND, PORT, said("We are open", form="plain"), url=AT), kept(PORT, url="https://other.example/")])
    desk.keep([kept(said("Nobody says it", form="indirect"), url="https://third.example/")])
    desk.keep([kept(said("All say it", "Mira Tanaka", "Harbour Board", "Mira Tanaka"), url="https://fourth.example/")])
    desk.keep([kept(PORT, WIND, url=AT, seen="2025-06-13T10:00:00+00:00")])  # what it said before no longer counts
    for source in desk.sources(("Mira Tanaka", "Harbour Board", "Gull News Agency", "Harbour Post")):
        for role, count in (("origin", source.originated), ("relay", source.relayed)):
            found = desk.search(Question(sources=(source.name,), role=role)).hits  # type: ignore[arg-type]
            assert len(found) == count, (source.name, role)
        assert source.originated + source.relayed == len(desk.search(Question(sources=(source.name,))).hits)
    most = [(one.name, one.originated) for one in desk.sources(limit=2)]
    assert most == [("Mira Tanaka", 2), ("Harbour Board", 2)]


def test_a_state_belongs_to_its_party(desk: Store) -> None:
    desk.keep([kept(said("All is well", "KCNA"), said("It is not", "Reuters"))])
    assert [source.state for source in desk.sources(("KCNA", "Reuters"))] == ["KP", None]


# --- what is written down ---


def test_notes_are_found_by_any_field(desk: Store) -> None:
    jobs = [desk.put(Job(0, f"t{number}", "ana", "address", f"https://{number}.example/")) for number in range(4)]
    done = desk.put(Job(jobs[1].id, "t1", "ana", "address", "https://1.example/", state="done", reports=(4, 5)))
    assert [job.id for job in jobs] == sorted({job.id for job in jobs})
    assert desk.notes(Job) == (jobs[0], done, jobs[2], jobs[3])
    assert desk.notes(Job, state="waiting") == (jobs[0], jobs[2], jobs[3])
    assert desk.notes(Job, state="".join(("wait", "ing")), by="ana", limit=1) == (jobs[0],)
    assert desk.notes(Job, why=None, state="done") == (done,)
    assert desk.notes(Job, before=jobs[2].id) == (done, jobs[0])
    assert desk.notes(Job, id=done.id) == (done,)
    assert desk.notes(Job, done=0, of=None, outlet=None, before=NEWEST, limit=1) == (jobs[3],)
    assert desk.notes(User) == ()


def test_a_note_is_as_it_was_written(desk: Store) -> None:
    listing = desk.put(Listing(0, 3, bytes(range(256))))
    assert desk.notes(Listing, feed=3) == (listing,)
    with pytest.raises(ValueError, match="no field 'items; DROP'"):
        desk.notes(Listing, **{"items; DROP": 1})


def test_an_alert_is_there_once(desk: Store) -> None:
    alert = Alert(0, 1, "t", "origin", "second origin of 4: Gull", 9, 2, "c1", 4, ("it is so",), ("Gull",))
    first = desk.put(alert)
    sent = desk.put(Alert(first.id, *(getattr(first, name) for name in first.__struct_fields__[1:-1]), sent="t2"))  # type: ignore[misc]
    assert desk.put(alert) == sent
    assert desk.notes(Alert, watch=1) == (sent,)
    assert desk.notes(Alert, watch=1, sent=None) == ()
    other = desk.put(Alert(0, 2, "t", "origin", alert.key, 9, 2, "c1", 4, ("it is so",), ("Gull",)))
    assert other.id != first.id


def test_a_name_is_one_users(desk: Store) -> None:
    ana = desk.put(User(0, "ana", "secret", "admin", "t"))
    with pytest.raises(StoreError, match="there is a user 'ana' already"):
        desk.put(User(0, "ana", "other", "reader", "t"))
    desk.put(User(ana.id, "ana", "secret", "admin", "t", gone=True))
    assert desk.put(User(0, "ana", "other", "reader", "t")).id != ana.id


def test_a_judgement_stands_with_its_report_and_makes_it_untold(desk: Store) -> None:
    a, b, _ = told(desk)
    assert desk.untold() == ()
    judgement = Judgement(0, "t", "ana", "same", article=a.ref, claim="c1", other_article=b.ref, other_claim="c1")
    judgement = desk.put(judgement)
    for report in (a, b):
        held = desk.report(report.id)
        assert held is not None and held.judgements == (judgement,)
    assert [report.id for report in desk.untold()] == [a.id, b.id]
    desk.put(Judgement(0, "t", "ana", "rating", says="B", subject="Gull"))
    desk.put(Judgement(0, "t", "ana", "note", says="ask again", article=a.ref))
    assert len(desk.untold()) == 2
    held = desk.report(a.id)
    assert held is not None and [one.kind for one in held.judgements] == ["same", "note"]


# --- together or not at all ---


def test_what_is_written_together_is_kept_together(desk: Store) -> None:
    with desk.writing():
        report = one(desk, kept(WIND, url=AT))
        assert desk.report(report.id) is not None
        assert len(desk.search(Question(words="wind"), among=[report.id]).hits) == 1
        desk.put(User(0, "ana", "secret", "admin", "t"))
        assert desk.notes(User, name="ana")
    assert desk.reports() == (report,)


def test_what_is_broken_off_leaves_nothing(desk: Store) -> None:
    with pytest.raises(RuntimeError), desk.writing():
        desk.keep([kept(PORT, said("It is so", "A Party"), url=AT)])
        desk.put(User(0, "ana", "secret", "admin", "t"))
        raise RuntimeError
    assert desk.reports() == desk.notes(User) == desk.sources() == desk.search(Question()).hits == ()
    report = one(desk, kept(said("It is so", "A Party"), url=AT))  # the party was undone with the rest
    assert desk.sources()[0].name == "A Party"
    assert len(desk.search(Question(sources=("A Party",))).hits) == 1
    assert desk.untold() == (report,)


def test_what_fails_inside_leaves_the_rest(desk: Store) -> None:
    with desk.writing():
        report = one(desk, kept(WIND, url=AT))
        with pytest.raises(RuntimeError), desk.writing():
            desk.keep([kept(PORT, url="https://other.example/")])
            raise RuntimeError
    assert desk.reports() == (report,)
    assert len(desk.search(Question()).hits) == 1


# --- asked amiss ---


@pytest.mark.parametrize("after", ["x", "1;2", "", "٣.", "0x10"])
def test_a_place_that_is_none_is_said(desk: Store, after: str) -> None:
    with pytest.raises(InputError, match="no place in a list"):
        desk.search(Question(), after=after)


@pytest.mark.parametrize("since", ["yesterday", "2025-13", "2025-06-31", "9999", "12", "-1", "2025-06-12T25:00"])
def test_a_date_that_is_none_is_said(desk: Store, since: str) -> None:
    with pytest.raises(InputError, match="is no date; write 2025"):
        desk.search(Question(since=since))
    with pytest.raises(InputError, match="is no date; write 2025"):
        desk.search(Question(until=since))


def test_an_old_version_is_read_anew_by_another_maker(desk: Store) -> None:
    days = ("2025-06-12T10:00:00+00:00", "2025-06-13T10:00:00+00:00")
    old, new = (kept(claim, url=AT, fetched=day, body=day) for claim, day in zip((WIND, PORT), days, strict=True))
    report = desk.keep([old, new])[-1]
    better = kept(WIND, said("And more"), url=AT, fetched=days[0], body=days[0], maker="made@2")
    assert one(desk, better) == report
    before, now = desk.report(report.id, 1), desk.report(report.id)
    assert before is not None and now is not None
    assert (before.reading, before.version.article) == (better.reading, better.reading.article.id)
    assert now.reading == new.reading
    assert len(desk.search(Question()).hits) == 1


def test_two_files_of_one_address_are_two_versions_however_often_they_are_read(desk: Store) -> None:
    files = [kept(WIND, url=AT), kept(PORT, url=AT, seen="2025-06-12T10:01:00+00:00")]
    report = desk.keep(files)[-1]
    again = [kept(claim, url=AT, seen="2025-06-14T10:00:00+00:00") for claim in (WIND, PORT)]
    assert desk.keep(again) == (report, report)
    assert report.versions == 2


def test_a_report_that_leaves_its_story_leaves_its_claims(desk: Store) -> None:
    a, b, _ = told(desk)
    desk.tell([Told(7, story([[(a.ref, "c1")]]), (20,), (a,), "t")], [])
    held = desk.report(b.id)
    assert held is not None and held.groups == {}


@pytest.mark.parametrize("number", [0, -1, 1 << 62, 1 << 63, 10**40])
def test_numbers_that_nothing_has_are_nothing(desk: Store, number: int) -> None:
    report = one(desk, kept(WIND))
    assert desk.report(number) is None and desk.report(report.id, number or 99) is None
    assert desk.story(number) is None and desk.group(number) is None and desk.source(number) is None
    assert (
        desk.reports((number,))
        == desk.corrected(number)
        == desk.changes(after=number)
        == desk.notes(Job, id=number)
        == ()
    )
    assert desk.search(Question(), among=[number]).hits == ()


def test_texts_that_nothing_can_have_are_nothing(desk: Store) -> None:
    one(desk, kept(WIND))
    half = "\ud800"
    assert desk.sources((half,)) == desk.notes(Job, what=half) == desk.search(Question(outlets=(half,))).hits == ()
    assert desk.parties((half,)) == {}
    assert len(desk.search(Question(words=half)).hits) == 1
    assert desk.search(Question(langs=(half,))).hits == ()


@pytest.mark.parametrize(
    "published", ["1945-08-17", "0001-01-01", "1969-12-31T23:59:59", "2025", "soon", "9999-12-31", ""]
)
def test_reports_of_any_time_are_kept_and_found(desk: Store, published: str) -> None:
    two = [kept(WIND, PORT, url=f"{AT}{number}", published=published) for number in range(2)]
    assert len(desk.keep(two)) == 2
    found = desk.search(Question())
    assert [hit.claim for hit in found.hits] == ["c1", "c2", "c1", "c2"]
    assert sum(count for _, count in found.facets["month"]) == 4
