"""Stories told from a store: numbers stay, what moved is said once, what analysts say wins, and nothing is lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from kutip import store as stores
from kutip.kept import Change, ChangeKind, Judgement, Kept, Report, Told
from kutip.record import Capture, Evidence
from kutip.run import api, judged, storyteller
from kutip.run.storyteller import Storyteller
from kutip.store import Store
from tests import stories
from tests.stories import FLOOD, NEXT_FLOOD, RALAT, RESULTS, STORIES

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
Tellings = frozenset[tuple[str, str]]


@cache
def kept(report: stories.Report) -> Kept:
    """A report as it is kept."""
    capture = Capture(report.text, "text", outlet=report.outlet, lang=report.lang, published=report.published)
    return Kept(capture, api.reading(capture, True, ("none",)), "2026-06-01T07:00:00Z")


def fetched(report: stories.Report, hour: int) -> Kept:
    """A report as the web gave it at some hour."""
    title, *paragraphs = report.text.split("\n\n")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = (
        f"<html lang={report.lang}><head><title>{title}</title><meta property='og:site_name' content='{report.outlet}'>"
        f"<meta property='article:published_time' content='{report.published}'></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()
    at = f"2026-06-01T{hour:02}:00:00Z"
    evidence = Evidence(sha256(page).hexdigest(), at)
    capture = Capture(page, "html", url="https://arunika.example/banjir", charset="utf-8", evidence=evidence)
    return Kept(capture, api.reading(capture, True, ("none",)), at)


@dataclass
class Desk:
    """A store with whoever tells its stories."""

    store: Store
    teller: Storyteller

    def keep(self, *reports: stories.Report | Kept) -> list[Report]:
        """Keeps some reports."""
        return list(self.store.keep([one if isinstance(one, Kept) else kept(one) for one in reports]))

    def tell(self) -> list[Change]:
        """Tells what is untold, and gives what moved."""
        moved: list[Change] = []
        while tale := self.teller.prepared(NOW):
            with self.store.writing():
                moved += self.teller.keep(tale)
        return moved

    def come(self, *reports: stories.Report | Kept) -> list[Change]:
        """Keeps some reports, tells of them, and gives what moved."""
        self.keep(*reports)
        return self.tell()

    def again(self) -> None:
        """The process ends, and another one begins."""
        self.teller = Storyteller(self.store)

    def judge(self, kind: str, first: tuple[str, str], second: tuple[str, str] = ("", ""), says: str = "") -> Judgement:
        """An analyst says something of the claims with these words in reports of these outlets."""
        article, claim = self.claim(*first)
        other = self.claim(*second) if second[0] else (None, None)
        return self.store.put(Judgement(0, "2026-06-01T08:00:00Z", "rina", kind, says, article, claim, *other))  # type: ignore[arg-type]

    def claim(self, outlet: str, words: str) -> tuple[str, str]:
        """The text of an outlet's report, and the id of the claim there with some words."""
        for report in self.store.reports(limit=1000):
            held = self.store.report(report.id)
            if held and report.outlet == outlet:
                for one in held.reading.claims:
                    if words in " ".join(held.reading.article[span] for span in one.content):
                        return held.version.article, one.id
        raise LookupError(words)

    def group(self, outlet: str, words: str) -> int:
        """The number of the claim over all tellings."""
        article, name = self.claim(outlet, words)
        (report,) = (one for one in self.store.reports(article=article) if one.outlet == outlet)
        held = self.store.report(report.id)
        assert held
        return held.groups[name]

    def told(self) -> list[Told]:
        """All stories."""
        numbers = sorted({one.story for one in self.store.placed()})
        return [told for number in numbers if (told := self.store.story(number))]

    def shape(self) -> set[tuple[Tellings, frozenset[str]]]:
        """All claims of all stories, without their numbers: their tellings, and their origins."""
        return {
            (frozenset((one.article, one.claim) for one in claim.tellings), frozenset(o.name for o in claim.origins))
            for told in self.told()
            for claim in told.story.claims
        }


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = stores.open(tmp_path / "desk.kutip", write=True)
    yield Desk(store, Storyteller(store))
    store.close()


def kinds(moved: Iterable[Change]) -> list[ChangeKind]:
    """What moved, but for tellings."""
    return [one.kind for one in moved if one.kind != "telling"]


# --- what moves, and under which numbers ------------------------------------------------------------------------------


def test_a_story_grows_under_its_number(desk: Desk) -> None:
    assert kinds(desk.come(FLOOD["wire"])) == ["story"]
    (before,) = desk.told()
    number = desk.group("Arunika", "empat warga")
    assert kinds(desk.come(FLOOD["copy"])) == []  # ten copies are one origin
    moved = desk.come(FLOOD["swap"])
    assert kinds(moved) == ["contradiction"]
    (conflict,) = [one for one in moved if one.kind == "contradiction"]
    assert (conflict.report, conflict.other, conflict.group) == (3, 1, number)
    assert ["210" in says for says in conflict.says] == [True, False]
    (after,) = desk.told()
    assert after.id == before.id
    assert set(before.claims) <= set(after.claims)
    assert after.story.id == f"s{after.id}"
    assert [claim.id for claim in after.story.claims] == [f"g{number}" for number in after.claims]


def test_a_contradiction_is_news_of_the_report_that_came_last(desk: Desk) -> None:
    desk.come(FLOOD["swap"])
    (conflict,) = [one for one in desk.come(FLOOD["wire"]) if one.kind == "contradiction"]  # the earlier one, printed
    assert (conflict.report, conflict.other) == (2, 1)
    assert ["210" in says for says in conflict.says] == [False, True]


def test_every_new_telling_is_said_once_with_its_words(desk: Desk) -> None:
    first, second = desk.come(FLOOD["wire"]), desk.come(FLOOD["copy"])
    tellings = [one for one in (*first, *second) if one.kind == "telling"]
    places = [(one.report, one.claim) for one in tellings]
    assert len(set(places)) == len(places)
    assert {place for told in desk.told() for place in tellings_of(told)} == set(places)
    assert all(one.says[0] in FLOOD["wire"].text for one in tellings)
    assert desk.tell() == []


def tellings_of(told: Told) -> Iterator[tuple[int, str]]:
    """The tellings of a story by the numbers of their reports."""
    numbers = dict(zip(told.story.articles, (report.id for report in told.reports), strict=True))
    for claim in told.story.claims:
        yield from ((numbers[one.article], one.claim) for one in claim.tellings)


def test_a_second_origin_is_a_gain_and_the_first_is_none(desk: Desk) -> None:
    pact = list(stories.PACT.values())
    assert "origin" not in kinds(desk.come(pact[0]))
    (gained,) = [one for one in desk.come(pact[1]) if one.kind == "origin"]
    assert gained.report == 2
    assert gained.claim
    told = desk.store.group(gained.group or 0)
    assert told
    assert [origin.name for origin in told.traced.origins][-1:] == list(gained.says)


def test_it_does_not_matter_how_reports_come(desk: Desk, tmp_path: Path) -> None:
    every = [report for tale in STORIES for report in tale.values()]
    for number, report in enumerate(every):
        desk.come(report)
        if number % 3 == 0:
            desk.again()
    other = stores.open(tmp_path / "other.kutip", write=True)
    at_once = Desk(other, Storyteller(other))
    moved = at_once.come(*every)
    assert at_once.shape() == desk.shape()
    assert {frozenset(told.story.articles) for told in desk.told()} == {
        frozenset(told.story.articles) for told in at_once.told()
    }
    alone = {(one.kind, one.says) for one in desk.store.changes(limit=10_000) if one.kind in ("story", "telling")}
    assert len(alone) == len({(one.kind, one.says) for one in moved if one.kind in ("story", "telling")})
    other.close()


def test_another_happening_is_another_story(desk: Desk) -> None:
    desk.come(*FLOOD.values())
    assert kinds(desk.come(NEXT_FLOOD)) == ["story"]
    assert len(desk.told()) == 2


def test_a_correction_is_told(desk: Desk) -> None:
    assert "correction" not in kinds(desk.come(FLOOD["wire"], FLOOD["swap"]))
    (moved,) = [one for one in desk.come(RALAT) if one.kind == "correction"]
    assert (moved.report, moved.other) == (3, 2)
    assert "correction" not in kinds(desk.come(FLOOD["copy"]))


def test_what_was_prepared_and_not_kept_is_told_by_the_next(desk: Desk) -> None:
    desk.come(FLOOD["wire"])
    desk.keep(FLOOD["copy"], FLOOD["swap"])
    assert desk.teller.prepared(NOW)
    desk.again()
    assert kinds(desk.tell()) == ["contradiction"]
    assert [len(told.reports) for told in desk.told()] == [3]


def test_what_is_half_kept_is_not_there(desk: Desk) -> None:
    desk.keep(FLOOD["wire"])
    tale = desk.teller.prepared(NOW)
    assert tale
    with pytest.raises(ZeroDivisionError), desk.store.writing():
        desk.teller.keep(tale)
        raise ZeroDivisionError
    assert (desk.told(), desk.store.changes(), len(desk.store.untold())) == ([], (), 1)


def test_many_come_in_several_batches(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storyteller, "BATCH", 2)
    moved = desk.come(*FLOOD.values())
    assert kinds(moved).count("story") == 1
    assert [len(told.reports) for told in desk.told()] == [4]


def test_a_report_that_nobody_can_tell_stops_no_other(desk: Desk) -> None:
    bad = kept(FLOOD["copy"])
    claims = tuple(replace(claim, amounts=(99,)) for claim in bad.reading.claims)
    desk.keep(FLOOD["wire"], Kept(bad.capture, replace(bad.reading, claims=claims), bad.seen), *RESULTS.values())
    failures = 0
    while True:
        try:
            desk.tell()
            break
        except IndexError:
            failures += 1
            desk.teller = desk.teller.without()
    assert failures == 2  # all of them, then the one alone
    assert [report.outlet for report in desk.store.untold()] == [FLOOD["copy"].outlet]
    assert sorted(len(told.reports) for told in desk.told()) == [1, len(RESULTS)]


# --- what analysts say ------------------------------------------------------------------------------------------------


def test_another_speaker_is_another_origin(desk: Desk) -> None:
    desk.come(FLOOD["wire"], FLOOD["abroad"])
    before = desk.shape()
    one = desk.judge("speaker", ("Arunika", "jembatan Cikandang"), says="Camat Cikandang")
    assert kinds(moved := desk.tell()) == ["origin"]
    assert len(moved) == 1  # it is no news that the report tells it
    told = desk.store.group(desk.group("Arunika", "jembatan Cikandang"))
    assert told
    assert "Camat Cikandang" in {origin.name for origin in told.traced.origins}
    desk.store.put(replace(one, undone="2026-06-01T09:00:00Z", undone_by="rina"))
    desk.tell()
    assert desk.shape() == before


def test_of_two_speakers_that_one_analyst_names_the_later_holds(desk: Desk) -> None:
    desk.come(FLOOD["wire"])
    for name in ("Camat Cikandang", "Bupati Lembayung"):
        desk.judge("speaker", ("Arunika", "jembatan Cikandang"), says=name)
        desk.tell()
        told = desk.store.group(desk.group("Arunika", "jembatan Cikandang"))
        assert told
        assert [origin.name for origin in told.traced.origins] == [name]


def test_what_is_no_claim_is_told_no_more(desk: Desk) -> None:
    desk.come(FLOOD["wire"])
    number = desk.group("Arunika", "enam jam")
    one = desk.judge("wrong", ("Arunika", "enam jam"))
    desk.tell()
    assert number not in desk.told()[0].claims
    desk.store.put(replace(one, undone="2026-06-01T09:00:00Z", undone_by="rina"))
    assert desk.tell() == []  # it was told before
    assert len(desk.told()[0].claims) == 3


def test_two_claims_are_one_and_two_again(desk: Desk) -> None:
    desk.come(FLOOD["wire"], FLOOD["abroad"])
    first, second = ("Arunika", "enam jam"), ("Port Ellery Gazette", "Six residents")
    numbers = desk.group(*first), desk.group(*second)
    assert numbers[0] != numbers[1]
    one = desk.judge("same", first, second)
    desk.tell()
    assert desk.group(*first) == desk.group(*second)
    gone = next(number for number in numbers if number != desk.group(*first))
    heir = desk.store.group(gone)  # an old link leads to the claim that it is now
    assert heir
    assert heir.id == desk.group(*first)
    desk.store.put(replace(one, undone="2026-06-01T09:00:00Z", undone_by="rina"))
    desk.tell()
    assert desk.group(*first) != desk.group(*second)


def test_one_claim_in_two_stories_makes_them_one_story(desk: Desk) -> None:
    desk.come(*FLOOD.values(), *RESULTS.values())
    sizes = sorted(len(told.reports) for told in desk.told())
    first, second = ("Arunika", "enam jam"), ("Halyard News", "profit")
    one = desk.judge("same", first, second)
    desk.tell()
    (told,) = desk.told()
    assert len(told.reports) == sum(sizes)
    assert desk.group(*first) == desk.group(*second)
    desk.come(FLOOD["copy"]._replace(outlet="Kabar Malam"))
    assert len(desk.told()) == 1
    desk.store.put(replace(one, undone="2026-06-01T09:00:00Z", undone_by="rina"))
    desk.tell()
    assert sorted(len(told.reports) for told in desk.told()) == [sizes[0], sizes[1] + 1]
    assert desk.group(*first) != desk.group(*second)


def test_two_tellings_of_one_claim_are_two_claims(desk: Desk) -> None:
    desk.come(FLOOD["wire"], FLOOD["copy"], FLOOD["abroad"])
    first, copy, other = ("Arunika", "empat warga"), ("Kabar Lembah", "empat warga"), ("Port Ellery Gazette", "Six")
    number = desk.group(*first)
    assert desk.group(*copy) == desk.group(*other) == number
    desk.judge("apart", first, other)
    assert kinds(desk.tell()) == []
    assert desk.group(*first) == desk.group(*copy) == number  # the copy goes with what it was copied from
    assert desk.group(*other) != number


def test_judgements_that_contradict_one_another_change_nothing(desk: Desk) -> None:
    desk.come(FLOOD["wire"], FLOOD["copy"], FLOOD["abroad"])
    before = desk.shape()
    first, copy, other = ("Arunika", "empat warga"), ("Kabar Lembah", "empat warga"), ("Port Ellery Gazette", "Six")
    desk.judge("same", first, copy)
    desk.judge("same", copy, other)
    desk.judge("apart", first, other)
    desk.tell()
    assert desk.shape() == before


def test_a_judgement_while_a_story_is_told_is_heeded_next(desk: Desk) -> None:
    desk.keep(FLOOD["wire"])
    tale = desk.teller.prepared(NOW)
    assert tale
    desk.judge("wrong", ("Arunika", "enam jam"))
    with desk.store.writing():
        desk.teller.keep(tale)
    before = len(desk.told()[0].claims)
    desk.tell()
    assert len(desk.told()[0].claims) == before - 1
    assert desk.store.untold() == ()


def test_judgements_are_gold(desk: Desk) -> None:
    desk.come(FLOOD["wire"], RESULTS["first"])
    desk.judge("speaker", ("Arunika", "jembatan"), says="Camat Cikandang")
    desk.judge("wrong", ("Arunika", "enam jam"))
    undone = desk.judge("wrong", ("Halyard News", "profit"))
    desk.store.put(replace(undone, undone="2026-06-01T09:00:00Z", undone_by="rina"))
    (gold,) = judged.gold(desk.store)
    assert [(one.by, one.kind) for one in gold.judgements] == [("rina", "speaker"), ("rina", "wrong")]
    bridge = next(claim for claim in gold.claims if claim.by == "analyst:rina")
    assert bridge.chain[0].name == "Camat Cikandang"
    assert not any("enam jam" in gold.article[claim.content[0]] for claim in gold.claims)
    assert [maker for maker in gold.made_by if maker.startswith("analyst:")] == ["analyst:rina"]


# --- what is edited ---------------------------------------------------------------------------------------------------

EDITED = FLOOD["wire"]._replace(text=FLOOD["wire"].text.replace("empat warga", "dua belas warga"))
NUMBERS = ("empat", "dua belas", "enam")


def test_a_server_that_alternates_gives_two_captures_and_revisions(desk: Desk) -> None:
    first, second = fetched(FLOOD["wire"], 7), fetched(EDITED, 8)
    (report,) = desk.keep(first)
    desk.tell()
    number = desk.group("Arunika", "empat warga")
    (moved, *rest) = [one for one in desk.come(second) if one.kind == "revision" and one.group]
    assert not rest
    assert ["empat warga" in moved.says[0], "dua belas warga" in moved.says[1]] == [True, True]
    assert (moved.report, moved.group) == (report.id, number)  # edited, it is the same claim
    assert desk.group("Arunika", "dua belas warga") == number
    held, old = desk.store.report(report.id), desk.store.report(report.id, 1)
    assert held
    assert old
    assert (old.reading, held.reading) == (first.reading, second.reading)
    for one, kept in ((old, first), (held, second)):
        original = desk.store.original(one.version.capture)
        assert original
        assert original.body == kept.capture.body
    assert desk.come(fetched(EDITED, 9)) == []
    assert "revision" in kinds(desk.come(fetched(FLOOD["wire"], 10)))
    assert desk.group("Arunika", "empat warga") == number


def test_a_silent_edit_and_a_report_dated_back_are_both_flagged(desk: Desk) -> None:
    desk.come(fetched(FLOOD["wire"], 7))
    (moved,) = [one for one in desk.come(fetched(dated(FLOOD["wire"], 2025), 8)) if one.kind == "revision"]
    assert moved.says == ("2026-01-14T09:00+07:00", "2025-01-14T09:00+07:00")
    both = [one for one in desk.come(fetched(dated(EDITED, 2024), 9)) if one.kind == "revision"]
    assert ("2025-01-14T09:00+07:00", "2024-01-14T09:00+07:00") in [one.says for one in both]
    assert any(one.claim and "empat" in one.says[0] and "dua belas" in one.says[1] for one in both)
    assert len(desk.told()) == 1


def dated(report: stories.Report, year: int) -> stories.Report:
    """The report as if it were of another year."""
    return report._replace(published=f"{year}{report.published[4:]}")


def test_claims_of_an_edited_report_keep_their_numbers_whatever_stands_before_them(desk: Desk) -> None:
    first, rest = FLOOD["wire"].text.split("\n\n", 1)
    longer = f"{first}\n\n“Air sudah surut di Desa Sukamaju,” kata Bupati Lembayung Tono Wijaya.\n\n{rest}"
    desk.come(fetched(FLOOD["wire"], 7))
    before = desk.group("Arunika", "empat warga"), desk.group("Arunika", "enam jam")
    moved = desk.come(fetched(FLOOD["wire"]._replace(text=longer), 8))
    assert (desk.group("Arunika", "empat warga"), desk.group("Arunika", "enam jam")) == before
    (telling,) = [one for one in moved if one.kind == "telling"]
    assert "surut" in telling.says[0]
    assert [one.says for one in moved if one.kind == "revision"] == [("", telling.says[0])]


def test_an_edit_ends_what_an_analyst_said_of_the_old_words(desk: Desk) -> None:
    desk.come(fetched(FLOOD["wire"], 7), RESULTS["first"])
    desk.judge("same", ("Arunika", "enam jam"), ("Halyard News", "profit"))
    desk.tell()
    assert [len(told.reports) for told in desk.told()] == [2]
    desk.come(fetched(EDITED, 8))
    assert [len(told.reports) for told in desk.told()] == [1, 1]
    for told in desk.told():
        assert {report.story for report in told.reports} == {told.id}


def test_versions_that_came_before_anybody_told_are_all_flagged(desk: Desk) -> None:
    desk.come(fetched(FLOOD["wire"], 7))
    number = desk.group("Arunika", "empat warga")
    sixth = EDITED._replace(text=EDITED.text.replace("dua belas warga", "enam warga"))
    desk.keep(fetched(EDITED, 8), fetched(sixth, 9))
    revised = (one for one in desk.tell() if one.kind == "revision")
    moved = [one for one in revised if all("warga tewas" in words for words in one.says)]
    found = [tuple(next(number for number in NUMBERS if number in words) for words in one.says) for one in moved]
    assert found == [("empat", "dua belas"), ("dua belas", "enam")]
    assert [one.claim is None for one in moved] == [True, False]  # only the last version has claims that can be shown
    assert desk.group("Arunika", "enam warga") == number
    assert len(desk.told()) == 1
