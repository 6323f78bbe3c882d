"""Which reports tell one story, who has it from whom, on how many origins it rests, and where tellings conflict."""

from collections.abc import Iterable
from functools import cache
from itertools import permutations
from random import Random

import msgspec
import pytest

from kutip import lang as languages
from kutip import trace
from kutip.lang.senses import senses
from kutip.record import Capture, Reading, Span, Story, Traced
from kutip.run import api
from kutip.trace import copies, links
from kutip.trace.party import Party, same
from kutip.trace.telling import Said
from tests.stories import COURT, FLOOD, NEXT_FLOOD, PACT, PROTEST, RALAT, RESULTS, RICE, SHIP, STORIES, WEDDING, Report


@cache
def read(report: Report) -> Reading:
    """A report as the rules read it, plain claims and all."""
    given = Capture(report.text, "text", outlet=report.outlet, lang=report.lang, published=report.published)
    return api.reading(given, True, ("none",))


def story(*reports: Report) -> Story:
    """The one story of some reports."""
    found = trace.trace(map(read, reports), "1").stories
    assert len(found) == 1, [len(one.articles) for one in found]
    return found[0]


def wordings(claim: Traced) -> list[str]:
    """The tellings of a claim in their words."""
    by_id = {read(report).article.id: read(report) for tale in STORIES for report in tale.values()}
    found = []
    for telling in claim.tellings:
        reading = by_id[telling.article.partition("#")[0]]
        claims = {one.id: one for one in reading.claims}
        found.append(" … ".join(reading.article[span] for span in claims[telling.claim].content))
    return found


def claim(told: Story, words: str) -> Traced:
    """The claim with a telling that holds these words."""
    return next(one for one in told.claims if any(words in wording for wording in wordings(one)))


def origins(found: Traced) -> set[str]:
    """The names of a claim's origins."""
    return {origin.name for origin in found.origins}


def reasons(found: Traced, which: str) -> set[tuple[str, str]]:
    """In what the tellings of a claim conflict or differ, and why."""
    return {(one.slot, one.reason) for one in getattr(found, which)}


def ids(reports: Iterable[Report]) -> set[str]:
    """The articles of some reports."""
    return {read(report).article.id for report in reports}


def test_stories_are_told_apart_in_any_order() -> None:
    readings = [read(report) for tale in STORIES for report in tale.values()]
    expected = trace.trace(readings, "1")
    assert {frozenset(one.articles) for one in expected.stories} == {frozenset(ids(tale.values())) for tale in STORIES}
    for seed in range(5):
        Random(seed).shuffle(readings)
        assert msgspec.json.encode(trace.trace(readings, "1")) == msgspec.json.encode(expected)


def test_the_next_flood_in_the_same_town_is_another_story() -> None:
    found = trace.trace(map(read, [*FLOOD.values(), NEXT_FLOOD]), "1").stories
    assert [set(one.articles) for one in found] == [ids(FLOOD.values()), ids([NEXT_FLOOD])]


def test_a_text_in_two_places_is_two_reports_and_one_text() -> None:
    first, second = FLOOD["wire"], FLOOD["wire"]._replace(outlet="Radio Kandang", published="2026-01-14T11:00+07:00")
    name = read(first).article.id
    for both in permutations((first, second)):
        found = story(*both)
        assert found.articles == (name, f"{name}#Radio Kandang")
        assert [(one.source, one.copy) for one in found.copies] == [found.articles]
        assert (found.counts.reports, found.counts.texts) == (2, 1)
        assert all(len(one.origins) <= 1 for one in found.claims)


def test_a_text_that_ten_print_on_one_day_is_one_text_of_one_origin() -> None:
    wire = FLOOD["wire"]._replace(published="2026-01-14")
    found = story(*(wire._replace(outlet=f"Radio {number}") for number in range(10)))
    assert (found.counts.reports, found.counts.texts) == (10, 1)
    assert origins(claim(found, "empat warga tewas")) == {"Badan Penanggulangan Bencana Daerah Kabupaten Lembayung"}


def test_a_copy_is_later_than_its_source() -> None:
    found = story(*FLOOD.values())
    assert [(one.source, one.copy) for one in found.copies] == [
        (read(FLOOD["wire"]).article.id, read(FLOOD["copy"]).article.id)
    ]
    assert "later by 1 h 30 min" in found.copies[0].why
    assert found.counts.reports == 4
    assert found.counts.texts == 3


def test_reports_that_share_only_a_quotation_are_no_copies() -> None:
    quotation = "“The new pier will carry ten thousand travellers a day from next summer on,” Mayor Ann Pell said."
    ours = f"One\n\nThe mayor spoke at the harbour fair on a windy morning.\n\n{quotation}"
    theirs = f"Two\n\nTravellers can look forward to more room, it was told on Friday.\n\n{quotation}"
    both = Report("A", "en", "2026-01-02T08:00", ours), Report("B", "en", "2026-01-02T09:00", theirs)
    found = trace.trace(map(read, both), "1")
    assert not any(one.copies for one in found.stories)


BURNED = "The harbour of Dunmere was closed on Friday morning, when a burning freighter came in with twenty on board."
GROWS = "A fourth ferry will sail to the islands from next summer on, and it will carry two hundred guests at a time."
MORE = "More people than ever before came to see it in the cold rain."
STANDING = "Dunmere, founded in 1911 by fishers from the north, has about nine thousand people and two piers."


@pytest.mark.parametrize(
    ("outlet", "behind", "copied"),
    [
        ("Marlow Times", STANDING, False),  # what stands at the end of both is no copy
        ("Marlow Times", f"{STANDING}\n\n{MORE}", True),
        ("Ardent Post", f"{STANDING}\n\n{MORE}", False),
    ],
)
def test_what_may_stand_under_any_report_is_no_copy(outlet: str, behind: str, copied: bool) -> None:
    first, second = f"One\n\n{BURNED}\n\n{STANDING}", f"Two\n\n{GROWS}\n\n{behind}"
    both = Report("Ardent Post", "en", "2026-01-02T08:00", first), Report(outlet, "en", "2026-01-02T09:00", second)
    text = [copies.Text(read(report)) for report in both]
    assert bool(copies.copies(text)) is copied


@pytest.mark.parametrize(
    ("added", "why"),
    [
        ("", "the same text, later by 1 h 00 min"),
        (
            "\n\n“We are all very glad that they came home alive today,” Mayor Ann Pell said.",
            "all of its words stand there",
        ),
        ("\n\nNobody knew by noon why the ship had burned that night.", "63 % of its words stand there, later"),
    ],
)
def test_a_copy_says_how_much_of_it_stands_in_its_source(added: str, why: str) -> None:
    text = f"One\n\n{BURNED}"
    both = Report("A", "en", "2026-01-02T08:00", text), Report("B", "en", "2026-01-02T09:00", f"{text}{added}")
    (found,) = copies.copies([copies.Text(read(report)) for report in both])
    assert found.why.startswith(why)
    assert ("quotations apart" in found.why) is ("“" in added)
    assert found.share == (0.63 if why.startswith("63") else 1)


def test_nearly_all_is_never_said_to_be_all() -> None:
    assert [copies.part(share) for share in (1.0, 0.999, 0.5)] == ["all", "99 %", "50 %"]


@pytest.mark.parametrize(
    ("outlet", "source", "names"),
    [
        ("Post", "Postal Gazette", False),
        ("Ardent Post", "the Ardent Post", True),
        ("Ardent Post", "Ardent", True),
        ("Ardent Post", "Ardent Times", False),
        ("", "Ardent Post", False),
    ],
)
def test_an_outlet_is_named_by_whole_words(outlet: str, source: str, names: bool) -> None:
    text = f"Bridge\n\nThe Lindal bridge will be closed in May, {source} reported."
    other = Report(outlet, "en", "2026-01-02", "Bridge\n\nThe bridge will be closed.")
    copy, first = (copies.Text(read(report)) for report in (Report("B", "en", "2026-01-02", text), other))
    assert copy.sources
    assert copy.names(first) is names


def test_an_office_its_head_and_its_name_in_english_are_one_origin() -> None:
    found = story(*FLOOD.values())
    assert origins(claim(found, "empat warga tewas")) == {"BPBD Lembayung"}
    assert origins(claim(found, "The Cikandang bridge is still closed")) == {"BPBD Lembayung"}
    assert origins(claim(found, "Hujan turun enam jam")) == {"BPBD Lembayung"}


def test_the_head_of_a_company_speaks_for_it_and_an_analyst_does_not() -> None:
    found = story(*RESULTS.values())
    assert origins(claim(found, "net profit rose")) == {"PT Nusakarya Semen"}
    assert origins(claim(found, "Demand for cement")) == {"PT Nusakarya Semen"}
    assert origins(claim(found, "tumbuh 9 persen")) == {"Bayu Prakoso"}


def test_a_telling_through_an_agency_rests_on_whom_the_agency_cites() -> None:
    found = claim(story(*SHIP.values()), "Five people are missing")
    assert origins(found) == {"Kantor SAR Merbau"}
    assert set(found.origins[0].articles) == ids(SHIP.values())


def test_who_is_not_named_is_undetermined() -> None:
    found = claim(story(*PROTEST.values()), "2,000 people marched")
    assert origins(found) == {"Lena Marsh"}
    rumour = claim(story(*SHIP.values()), "kelebihan muatan")
    assert not rumour.origins
    assert read(SHIP["first"]).article.id in rumour.undetermined


def test_swapped_digits_are_a_contradiction() -> None:
    assert reasons(claim(story(*FLOOD.values()), "210 rumah"), "contradictions") == {("amount", "value")}
    assert reasons(claim(story(*RESULTS.values()), "Rp1,54"), "contradictions") == {("amount", "value")}


def test_a_toll_that_moved_is_an_update() -> None:
    flood = claim(story(*FLOOD.values()), "Six residents were killed")
    last = read(FLOOD["abroad"]).article.id
    assert {one.reason for one in flood.differences} == {"update"}
    assert {flood.tellings[one.b].article for one in flood.differences} == {last}
    ferry = claim(story(*SHIP.values()), "Five people are missing")
    assert reasons(ferry, "differences") == {("amount", "update")}
    assert not ferry.contradictions


def test_two_who_counted_the_same_march_contradict_each_other() -> None:
    assert reasons(claim(story(*PROTEST.values()), "2,000 people"), "contradictions") == {("amount", "value")}


def test_opposites_contradict() -> None:
    found = claim(story(*PROTEST.values()), "accept the demands")
    assert "reject the demands" in " ".join(wordings(found))
    assert reasons(found, "contradictions") == {("polarity", "polarity")}


def test_a_denial_and_another_year_contradict() -> None:
    found = claim(story(*COURT.values()), "on 12 March 2024")
    assert reasons(found, "contradictions") == {("polarity", "polarity"), ("time", "date")}
    dates = [one for one in found.contradictions if one.slot == "time"]
    assert [one.says for one in dates] == ["12 Maret 2023 (2023-03-12) / 12 March 2024 (2024-03-12)"]


def test_a_minister_speaks_for_the_ministry_that_another_report_names() -> None:
    found = story(*RICE.values())
    assert origins(claim(found, "hingga 8 persen")) == {"Kementerian Pertanian"}
    assert origins(claim(found, "akan mengimpor")) == {"Kementerian Pertanian"}


def test_bodies_of_two_states_are_two_origins_in_every_language() -> None:
    found = claim(story(*PACT.values()), "in Lisbon")
    assert origins(found) == {"Veldian Foreign Ministry", "Orsonian Foreign Ministry"}
    assert origins(claim(story(*WEDDING.values()), "ikan tidak")) == {"Dunmere Health Office"}


def test_what_is_lost_on_the_way_is_a_difference() -> None:
    found = claim(story(*RICE.values()), "bisa naik hingga 8 persen")
    assert reasons(found, "differences") == {("amount", "rounding"), ("certainty", "certainty")}
    assert not found.contradictions
    faded = next(one for one in found.differences if one.slot == "certainty")
    assert faded.says == "projected / stated"


def test_a_measure_in_another_unit_is_no_contradiction() -> None:
    far = "Fire\n\nThe fire burned {} of forest near Dunmere on 3 May 2026, Mayor Ann Pell said."
    hectares = Report("A", "en", "2026-05-04T08:00", far.format("100 hectares"))
    acres = Report("B", "en", "2026-05-04T09:00", far.format("247 acres"))
    found = story(hectares, acres).claims[0]
    assert reasons(found, "differences") == {("amount", "unit")}
    assert not found.contradictions


def test_another_day_another_place_and_a_nought_too_many_are_contradictions() -> None:
    assert ("time", "date") in reasons(claim(story(*WEDDING.values()), "on Saturday"), "contradictions")
    signed = claim(story(*PACT.values()), "in Vienna")
    assert reasons(signed, "contradictions") == {("place", "place"), ("time", "date")}
    assert {one.says for one in signed.contradictions if one.slot == "place"} == {"Lisbon / Vienna"}
    assert reasons(claim(story(*PACT.values()), "40 boats"), "contradictions") == {("amount", "value")}


def test_a_lost_negation_is_a_contradiction_and_other_words_of_one_speaker_are_none() -> None:
    text = "Pier\n\nThe old pier at Dunmere {} safe for heavy lorries since May, Mayor Ann Pell said."
    said, lost = (Report(word, "en", "2026-05-04T08:00", text.format(word)) for word in ("has not been", "has been"))
    assert reasons(story(said, lost).claims[0], "contradictions") == {("polarity", "polarity")}
    other = "Pier\n\nThe old pier at Dunmere will be safe for heavy cranes and lorries, Mayor Ann Pell said."
    found = story(said, Report("C", "en", "2026-05-04T09:00", other))
    assert not any(one.contradictions for one in found.claims)


def test_one_slot_is_never_both_contradicted_and_different() -> None:
    for tale in STORIES:
        for one in story(*tale.values()).claims:
            both = [{(each.a, each.b, each.slot) for each in found} for found in (one.contradictions, one.differences)]
            assert both[0].isdisjoint(both[1])


def test_a_correction_names_the_error_and_who_carries_it() -> None:
    found = story(*FLOOD.values(), RALAT)
    assert [(one.article, one.corrects, one.carry, one.says) for one in found.corrections] == [
        (read(RALAT).article.id, read(FLOOD["swap"]).article.id, (read(FLOOD["swap"]).article.id,), "120, not 210")
    ]


def test_what_an_outlet_says_alone_is_no_claim_of_a_story() -> None:
    lone = Report("A", "en", "2026-01-02T08:00", "Fair\n\nThe harbour fair opened on Friday in Ardenport.")
    assert any(one.form == "plain" for one in read(lone).claims)
    assert not story(lone).claims


def test_reports_that_have_it_from_one_another_are_a_circle() -> None:
    edges = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}
    assert links.circles(edges) == (("a", "b", "c"),)
    assert links.circles({"a": {"b"}, "b": {"d"}}) == ()


def test_outlets_that_only_name_one_another_are_no_origin() -> None:
    text = "Bridge\n\nThe Lindal bridge will be closed in May, {} reported."
    first = Report("Ardent Post", "en", "2026-01-02", text.format("the Marlow Times"))
    second = Report("Marlow Times", "en", "2026-01-02", text.format("the Ardent Post"))
    found = story(first, second)
    assert len(found.circles) == 1
    assert not any(one.origins for one in found.claims)


@pytest.mark.parametrize(
    ("mine", "theirs", "fidelity"),
    [
        ("the old bridge is safe", "the old bridge is safe", "verbatim"),
        ("the old bridge is safe", "I think the old bridge is safe for now", "trimmed"),
        ("the old bridge is safe for all", "that bridge of old is now safe for everyone", "reworded"),
        ("the old bridge is safe for all", "the old bridge, I think, is safe for all", "stitched"),
    ],
)
def test_what_became_of_the_words_of_a_source(mine: str, theirs: str, fidelity: str) -> None:
    one, other = (said(words) for words in (mine, theirs))
    assert links.fidelity(one, other) == fidelity


def said(words: str) -> Said:
    """A telling of these words."""
    reading = read(Report("A", "en", "2026-01-02", f"Title\n\n“{words},” Mayor Ann Pell said."))
    content = (Span(start := reading.article.text.index(words), start + len(words)),)
    claim = msgspec.structs.replace(reading.claims[0], content=content)
    return Said(reading, claim, words, {}, {}, (), ())


def test_what_concepts_are_to_one_another_is_said_of_concepts_that_are_there() -> None:
    known = {name for code in languages.codes() for name in languages.load(code).concepts.words}
    relations = senses()
    pairs = {name for pair in relations.opposites for name in pair}
    named = {
        *pairs,
        *relations.people,
        *relations.fates,
        *relations.near,
        *relations.near.values(),
        *relations.empty,
        *relations.bodies,
    }
    named |= {*relations.offices, *relations.offices.values()}
    assert named <= known, named - known


def test_opposites_never_share_a_meaning() -> None:
    english = trace.stem("en")
    assert english.meaning("locked") != english.meaning("opened")


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        ("Raul Norvas", "Raúl R. Norvas", True),
        ("Raul Norvas", "Ana Norvas", False),
        ("Norvas", "Raul Norvas", False),  # one word may be a father's name or a son's
    ],
)
def test_a_person_is_known_with_and_without_initials(one: str, two: str, together: bool) -> None:
    first, second = (Party(key=name, name=name, lang="en", person=True) for name in (one, two))
    assert same(first, second) is same(second, first) is together
