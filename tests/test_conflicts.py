"""What contradicts and what merely differs: by whom, where, when, whether, how much."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from kutip import lang as languages
from kutip import trace
from kutip.lang.senses import senses
from kutip.record import Span
from kutip.trace import amounts, polarity, telling
from tests.stories import Report, read, reasons, said, traced

STORY = Path(__file__).parent / "gold" / "stories" / "B4"
FIRST, LATER = "2026-05-04T08:00+07:00", "2026-05-06T08:00+07:00"


def both(lang: str, first: str, second: str, published: str = "2026-05-04T11:00+07:00") -> tuple[Report, Report]:
    """Two reports of two outlets under one heading."""
    head = {"en": "What happened at Dunmere", "id": "Yang terjadi di Dunmere"}[lang]
    return (
        Report("Port Ellery Gazette", lang, FIRST, f"{head}\n\n{first}"),
        Report("Halyard News", lang, published, f"{head}\n\n{second}"),
    )


@pytest.mark.parametrize(
    ("lang", "first", "second", "says"),
    [
        (
            "en",
            "The fishing agreement was signed by Foreign Minister Ida Kross in Lisbon on 30 April 2026, the Veldian "
            "Foreign Ministry said.",
            "The fishing agreement was signed by President Olan Dreyer in Lisbon on 30 April 2026, the Orsonian Trade "
            "Union said.",
            "Ida Kross / Olan Dreyer",
        ),
        (
            "en",
            "Nordal Energy won the contract for the dam at Merbau, mayor Ann Pell said.",
            "Vestra Energy won the contract for the dam at Merbau, the governor, Tomas Orr, said.",
            "Nordal Energy / Vestra Energy",
        ),
        (
            "id",
            "Menteri Pertahanan Rusdi Wijaya menandatangani perjanjian perikanan di Lisbon pada 30 April 2026, kata "
            "juru bicara Kementerian Luar Negeri Veldia.",
            "Perjanjian perikanan itu ditandatangani oleh Presiden Hasan Mulya di Lisbon pada 30 April 2026, menurut "
            "Serikat Nelayan Orsonia.",
            "Rusdi Wijaya / Hasan Mulya",
        ),
    ],
)
def test_another_doer_of_what_only_one_can_have_done_is_a_contradiction(
    lang: str, first: str, second: str, says: str
) -> None:
    found = traced(*both(lang, first, second))
    assert ("actor", "actor") in reasons(found, "contradictions")
    assert says in said(found, "contradictions")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (  # both may have come
            "President Olan Dreyer visited the flooded harbour of Dunmere on 30 April 2026, mayor Ann Pell said.",
            "Minister Ida Kross visited the flooded harbour of Dunmere on 30 April 2026, pilot Tomas Orr said.",
        ),
        (  # the second report names the other, too
            "Foreign Minister Ida Kross signed the fishing agreement in Lisbon, the Veldian Foreign Ministry said.",
            "President Olan Dreyer signed the fishing agreement in Lisbon, the Orsonian Trade Union said.\n\nIda Kross "
            "sat beside him.",
        ),
        (  # one name is a part of the other
            "Minister Kross signed the fishing agreement in Lisbon, the Veldian Foreign Ministry said.",
            "Minister Ida Kross signed the fishing agreement in Lisbon, the Orsonian Trade Union said.",
        ),
    ],
)
def test_another_doer_is_none_where_both_can_be(first: str, second: str) -> None:
    assert ("actor", "actor") not in reasons(traced(*both("en", first, second)), "contradictions")


def test_places_that_nobody_knows_contradict_where_all_else_is_the_same() -> None:
    text = "Veldia and Orsonia signed the fishing agreement in {} on 30 April 2026, the {} said."
    found = traced(
        *both(
            "en", text.format("Dunmere", "Veldian Foreign Ministry"), text.format("Brackwell", "Orsonian Trade Union")
        )
    )
    assert reasons(found, "contradictions") == {("place", "place")}
    assert said(found, "contradictions") == {"Dunmere / Brackwell"}


def test_a_place_in_a_country_is_no_other_place() -> None:
    text = "Veldia and Orsonia signed the fishing agreement in {} on 30 April 2026, the {} said."
    found = traced(
        *both(
            "en", text.format("Bandung", "Veldian Foreign Ministry"), text.format("Indonesia", "Orsonian Trade Union")
        )
    )
    assert not reasons(found, "contradictions")


@pytest.mark.parametrize(
    ("lang", "closed", "opened"),
    [
        (
            "en",
            "The Lindal bridge is closed to lorries, road engineer Ann Pell said.",
            "The Lindal bridge is open to lorries, harbour master Tomas Orr said.",
        ),
        (
            "id",
            "Jembatan Cikandang ditutup untuk semua kendaraan, kata Kepala BPBD Wiratno Saputra.",
            "Jembatan Cikandang dibuka untuk semua kendaraan, kata Camat Hartini Lubis.",
        ),
    ],
)
def test_what_was_closed_and_is_open_days_later_is_an_update(lang: str, closed: str, opened: str) -> None:
    later = traced(*both(lang, closed, opened, LATER))
    assert reasons(later, "differences") == {("polarity", "update")}
    assert not reasons(later, "contradictions")
    same_day = traced(*both(lang, closed, opened))
    assert reasons(same_day, "contradictions") == {("polarity", "polarity")}


def test_the_same_negation_in_both_is_no_contradiction() -> None:
    first = "Harbour master Tomas Orr reassured the crews that the council had not changed the fees for the old pier."
    second = "“The council has not changed the fees for the old pier,” Mayor Ann Pell said."
    assert not reasons(traced(*both("en", first, second)), "contradictions")


def test_whoever_denies_a_crime_does_not_deny_the_charge() -> None:
    first = "Bram Tolland has been charged with arson at the Dunmere market hall, prosecutor Ann Pell said."
    second = "Bram Tolland denied arson at the Dunmere market hall."
    assert not reasons(traced(*both("en", first, second)), "contradictions")


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("at least three people", "10 people", "update"),
        ("10 people", "12 people", "value"),
    ],
)
def test_a_toll_of_at_least_so_many_may_be_the_earlier_one(first: str, second: str, reason: str) -> None:
    text = "The landslide at Dunmere killed {} on 3 May 2026, {} said."
    one, two = both("en", text.format(first, "Mayor Ann Pell"), text.format(second, "harbour master Tomas Orr"))
    found = traced(one._replace(published="2026-05-04"), two._replace(published="2026-05-04"))
    which = "differences" if reason == "update" else "contradictions"
    assert reasons(found, which) == {("amount", reason)}


def test_a_sum_is_more_than_one_of_its_parts() -> None:
    first = "The navy seized six rifles from the pirates off Dunmere, Admiral Ann Pell said."
    second = "The navy seized a total of 14 rifles from the pirates off Dunmere, harbour master Tomas Orr said."
    found = traced(*both("en", first, second))
    assert reasons(found, "differences") == {("amount", "partial")}
    assert not reasons(found, "contradictions")


def test_distances_from_two_places_are_no_contradiction() -> None:
    text = "The quake struck {} in the early morning, Mayor Ann Pell said."
    found = traced(*both("en", text.format("one mile north of Dunmere"), text.format("26 miles north of Port Ellery")))
    assert not reasons(found, "contradictions")


def test_what_grows_for_days_is_an_update_and_on_one_day_a_contradiction() -> None:
    text = "The fire at Dunmere burned {} hectares of forest, Mayor Ann Pell said."
    days = traced(*both("en", text.format(130), text.format(370), LATER))
    assert reasons(days, "differences") == {("amount", "update")}
    assert reasons(traced(*both("en", text.format(130), text.format(370))), "contradictions") == {("amount", "value")}


def test_the_same_weekday_in_two_weeks_of_print_is_one_day() -> None:
    text = "The bodies were found in a house in Dunmere on {}, police chief Ann Pell said."
    weeks = both("en", text.format("Saturday"), text.format("Saturday at 8.40am"), "2026-05-12T08:00+07:00")
    assert not reasons(traced(*weeks), "contradictions")
    days = both("en", text.format("Friday"), text.format("Saturday"))
    assert reasons(traced(*days), "contradictions") == {("time", "date")}


@pytest.mark.parametrize(
    ("lang", "first", "second", "slot", "reason", "says"),
    [
        (
            "en",
            "The mill at Dunmere has stood still since Friday, Mayor Ann Pell said.",
            "The mill at Dunmere has stood still since Friday, Mayor Ann Pell confirmed.",
            "certainty",
            "certainty",
            "“said” / “confirmed”",
        ),
        (
            "id",
            "Wali Kota Ana Pelita mengatakan pabrik di Dunmere berhenti sejak Jumat.",
            "Wali Kota Ana Pelita membenarkan pabrik di Dunmere berhenti sejak Jumat.",
            "certainty",
            "certainty",
            "“mengatakan” / “membenarkan”",
        ),
        (
            "en",
            "The mill at Dunmere may close in autumn, Mayor Ann Pell said.",
            "The mill at Dunmere closes in autumn, Mayor Ann Pell said.",
            "certainty",
            "certainty",
            "projected / stated",
        ),
        (
            "en",
            "The mill at Dunmere made up to 240 boats last year, Mayor Ann Pell said.",
            "The mill at Dunmere made 240 boats last year, Mayor Ann Pell said.",
            "amount",
            "rounding",
            "up to 240 / 240",
        ),
        (
            "en",
            "The output of the yard at Dunmere was 240 boats last year, Mayor Ann Pell said.",
            "The capacity of the yard at Dunmere was 240 boats last year, Mayor Ann Pell said.",
            "amount",
            "translation",
            "“The output of the yard at Dunmere was 240 boats last year” / "
            "“The capacity of the yard at Dunmere was 240 boats last year”",
        ),
        (
            "en",
            "The yard at Dunmere made 240 boats last year, three times as many as in 2023, Mayor Ann Pell said.",
            "The yard at Dunmere made 240 boats last year, Mayor Ann Pell said.",
            "amount",
            "partial",
            None,
        ),
        (
            "en",
            "The yard at Dunmere went from one shift to three in the spring, Mayor Ann Pell said.",
            "The yard at Dunmere went to three shifts in the spring, Mayor Ann Pell said.",
            "amount",
            "partial",
            "one and three / three",
        ),
        (
            "en",
            "The yard at Dunmere tripled its output of boats to 240 last year from 80 in 2023, Mayor Ann Pell said.",
            "The yard at Dunmere tripled its output of boats to 240 last year, Mayor Ann Pell said.",
            "amount",
            "baseline",
            "tripled / tripled",
        ),
        (
            "en",
            "The yard at Dunmere raised its output of boats to 243 last year, Mayor Ann Pell said.",
            "The yard at Dunmere raised its output to about 250 boats last year, Mayor Ann Pell said.",
            "amount",
            "rounding",
            "243 / about 250",
        ),
        (
            "en",
            "“No crew has to wait for help from far away across the sea,” Mayor Ann Pell said.",
            "“No crew has to wait for help from far away,” Mayor Ann Pell said.",
            "content",
            "partial",
            None,
        ),
    ],
)
def test_what_is_lost_or_gained_on_the_way_is_said(
    lang: str, first: str, second: str, slot: str, reason: str, says: str | None
) -> None:
    found = traced(*both(lang, first, second))
    assert (slot, reason) in reasons(found, "differences")
    assert says is None or says in said(found, "differences")
    assert not reasons(found, "contradictions")


def test_a_toll_that_falls_on_a_later_day_is_a_contradiction() -> None:
    text = "The landslide at Dunmere has killed {} people, Mayor Ann Pell said."
    fell = traced(*both("en", text.format(19), text.format(14), LATER))
    assert reasons(fell, "contradictions") == {("amount", "value")}
    rose = traced(*both("en", text.format(14), text.format(19), LATER))
    assert reasons(rose, "differences") == {("amount", "update")}


def test_what_is_negated_twice_contradicts_nothing() -> None:
    first = "It is not true that the navy of Veldia did not help the crew, Mayor Ann Pell said."
    second = "It is true that the navy of Veldia did help the crew, pilot Tomas Orr said."
    assert not reasons(traced(*both("en", first, second)), "contradictions")


def test_the_whole_of_which_a_part_is_told_is_no_number_of_its_own() -> None:
    for lang, text in (
        ("en", "Two of the three miners were killed in the shaft, Mayor Ann Pell said."),
        ("id", "Dua dari tiga penambang tewas di terowongan, kata Wali Kota Ana Pelita."),
    ):
        told = telling.tellings(read(both(lang, text, "")[0]), trace.stem(lang))
        assert [[number.amount.value for number in amounts.held(one)] for one in told] == [[2]]


def test_what_is_cut_behind_its_negation_is_unsure() -> None:
    report = read(both("en", "I don't need to do any of that anymore.", "")[0])
    (whole,) = telling.tellings(report, trace.stem("en"))
    (content,) = whole.claim.content
    cut = Span(content.start + len("I don't "), content.end)
    assert not polarity.unsure(whole)
    assert polarity.unsure(replace(whole, claim=replace(whole.claim, content=(cut,))))


def test_prices_of_what_has_no_name_are_not_of_one_thing() -> None:
    text = "The basic model for the market starts at {} and comes with a sail."
    assert not reasons(traced(*both("en", text.format("$2,199"), text.format("$999"))), "contradictions")
    named = "The basic Skarv boat for the market starts at {} and comes with a sail."
    assert reasons(traced(*both("en", named.format("$2,199"), named.format("$999"))), "contradictions")


def test_two_digits_the_other_way_round_are_a_slip_beside_a_number_that_is_the_same() -> None:
    text = "The landslide at Dunmere killed {} people and injured {} on 3 May 2026, Mayor Ann Pell said."
    slip = traced(*both("en", text.format("four", 12), text.format("four", 21)))
    assert reasons(slip, "contradictions") == {("amount", "value")}
    grown = traced(*both("en", text.format("four", 12), text.format("six", 21)))
    assert reasons(grown, "differences") == {("amount", "update")}


def test_one_sum_each_contradicts_though_the_one_says_much_more() -> None:
    first = (
        "The shipper Vellmar Dynamics of Port Ellery moved {} to the arms buyers of Orsonia, the River Council said."
    )
    second = "Vellmar Dynamics moved $45 million to the buyers from six banks of the north, the River Council said."
    found = traced(*both("en", first.format("$84 million"), second))
    assert reasons(found, "contradictions") == {("amount", "value")}
    two = first.format("$84 million in March and $12 million in April")
    assert not reasons(traced(*both("en", two, second)), "contradictions")


def test_the_missing_counted_as_dead_are_a_contradiction() -> None:
    text = "The landslide at Dunmere killed {} on 3 May 2026, Mayor Ann Pell said."
    first = text.format("six people and left 19 people missing")
    mixed = traced(*both("en", first, text.format("19 people")))
    assert reasons(mixed, "contradictions") == {("amount", "value")}
    more = traced(*both("en", first, text.format("18 people")))
    assert reasons(more, "differences") == {("amount", "update")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "The slope above the mill is bare, Mayor Ann Pell said.\n\n“The slope is not bare,” said Tomas Orr, "
            "spokesman of Vellmar Dynamics.",
        ),
        (
            "id",
            "Lereng di atas pabrik itu gundul, kata Kepala Desa Ana Pelita.\n\n“Lereng itu tidak gundul,” kata Tomas "
            "Orrin, juru bicara PT Velmar.",
        ),
        (
            "en",
            "Vellmar Dynamics moved $48 million for the arms buyers of Orsonia, Mayor Ann Pell said.\n\nHarbour master "
            "Tomas Orr denied that the company had moved money for the buyers of weapons.",
        ),
    ],
)
def test_two_sides_that_one_report_hears_contradict_each_other(lang: str, text: str) -> None:
    one, two = both(lang, text, text.replace("Ann", "Anna").replace("Ana", "Anna"))
    assert reasons(traced(one), "contradictions") == {("polarity", "polarity")}
    assert reasons(traced(one, two), "contradictions") == {("polarity", "polarity")}


def test_one_side_that_says_two_things_does_not_contradict_itself() -> None:
    text = "The slope above the mill is bare, Mayor Ann Pell said.\n\n“The slope is not bare,” Pell said."
    assert not reasons(traced(both("en", text, text)[0]), "contradictions")
    other = "The mill below the bare slope burned for two days, Mayor Ann Pell said.\n\n“The slope is not bare,” Tomas "
    assert not reasons(traced(both("en", f"{other}Orr said.", other)[0]), "contradictions")


def test_the_dead_of_long_ago_are_not_those_of_today() -> None:
    first = "The landslide at Dunmere has killed 19 people, Mayor Ann Pell said."
    second = "A landslide at Dunmere killed one person in November 2021, Mayor Ann Pell said."
    found = traced(*both("en", first, second))
    assert not {one for one in reasons(found, "contradictions") | reasons(found, "differences") if one[0] == "amount"}


def test_what_concepts_are_in_a_conflict_is_said_of_concepts_that_are_there() -> None:
    known = {name for code in languages.codes() for name in languages.load(code).concepts.words}
    relations = senses()
    pairs = {name for pair in relations.neighbours for name in pair}
    assert {*relations.once, *relations.changing, *relations.final, *pairs} <= known


def test_what_is_said_of_one_treaty_is_not_one_claim() -> None:
    """Signed, and what it brings: the same names and words, and another verb."""
    made = [of_file(path) for path in sorted(STORY.glob("*-0[123].txt"))]
    told = {claim.says: len(claim.tellings) for claim in traced(*made).claims}
    assert told["Indonesia will receive a rescue submersible from South Korea"] == 2
    assert told["South Korea and Indonesia signed an agreement on submarine rescue in Surabaya on Wednesday"] == 5


def of_file(path: Path) -> Report:
    """A report of one of our own stories."""
    article = json.loads(path.with_suffix(".reading.json").read_bytes())["article"]
    return Report(article["outlet"], article["lang"], None, path.read_text(encoding="utf-8"))
