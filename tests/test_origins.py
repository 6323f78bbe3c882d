"""On how many origins a claim rests: who is one under several names, who is two, and what nobody can tell."""

import pytest

from kutip import trace
from kutip.record import Traced
from kutip.trace import surnames, telling
from tests.stories import Report, articles, read, traced

DAM = "the old dam above Dunmere will be torn down before the autumn floods"
BENDUNGAN = "bendungan tua di atas Dunmere akan dibongkar sebelum banjir musim gugur"
OUTLETS = ("Port Ellery Gazette", "Halyard News", "Crosswind Digest", "Han River Daily", "Ardent Post")


def reports(*texts: str, lang: str = "en") -> list[Report]:
    """Reports of as many outlets, an hour apart; a text in Indonesian is marked with "id:"."""
    found = []
    for hour, (outlet, text) in enumerate(zip(OUTLETS, texts, strict=False), 8):
        code, body = ("id", text[3:]) if text.startswith("id:") else (lang, text)
        head = {"en": "Dunmere dam to go", "id": "Bendungan Dunmere dibongkar"}[code]
        found.append(Report(outlet, code, f"2026-05-04T{hour:02}:00Z", f"{head} ({hour})\n\n{body}"))
    return found


def claim(*texts: str) -> Traced:
    """The claim that all of some reports tell."""
    return max(traced(*reports(*texts)).claims, key=lambda one: len(one.tellings))


def origins(*texts: str) -> set[str]:
    """The names of the origins of the claim that some reports tell."""
    return {one.name for one in claim(*texts).origins}


def test_a_surname_alone_is_the_one_person_of_that_name() -> None:
    full, short = f"Engineer Raul Labrador said {DAM}.", f"Labrador said {DAM}."
    assert origins(full, short) == origins(short, full) == {"Raul Labrador"}


def test_a_surname_that_two_bear_is_nobody_of_them() -> None:
    quoted = f"“{DAM.capitalize()},”"
    found = origins(
        f"{quoted} Engineer Raul Labrador said.", f"{quoted} Mayor Ana Labrador said.", f"{quoted} Labrador said."
    )
    assert found == {"Raul Labrador", "Ana Labrador", "Labrador"}


@pytest.mark.parametrize(
    "texts",
    [
        (f"The Dunmere Water Agency said {DAM}.", f"Ann Pell, head of the Dunmere Water Agency, said {DAM}."),
        (f"The Dunmere Water Agency said {DAM}.", f"A spokesman for the Dunmere Water Agency said {DAM}."),
        (
            f"id:Badan Air Dunmere menyatakan {BENDUNGAN}.",
            f"id:Menurut Kepala Badan Air Dunmere Ana Pelita, {BENDUNGAN}.",
        ),
        (
            f"id:Badan Air Dunmere menyatakan {BENDUNGAN}.",
            f"id:Seorang pejabat Badan Air Dunmere mengatakan {BENDUNGAN}.",
        ),
        (f"The Dunmere Water Agency said {DAM}.", f"id:Badan Air Dunmere menyatakan {BENDUNGAN}."),
        (
            f"The Northern Dam Council (NDC) said {DAM}.",
            f"id:Majelis Bendungan Utara (NDC) menyatakan {BENDUNGAN}.",
        ),
        (
            f"The Council for River Inquiry said {DAM}.",
            f"id:Dewan Penyelidikan Sungai menyatakan {BENDUNGAN}.",
        ),
        (f"The Energy Ministry said {DAM}.", f"The Ministry of Energy said {DAM}."),
        (
            f"id:Kantor Bendungan Utara menyatakan {BENDUNGAN}.",
            f"id:Kantor Bendungan Utara (NDO) menyatakan {BENDUNGAN}.",
        ),
        (
            f"A lawyer for the builder Vellmar Dynamics, Ana Pelita, said {DAM}.",
            f"Vellmar Dynamics said {DAM}.",
        ),
    ],
)
def test_a_body_its_head_and_its_official_are_one(texts: tuple[str, str]) -> None:
    found = claim(*texts)
    assert len(found.origins) == 1
    assert len(found.origins[0].articles) == len(texts)
    assert not found.undetermined


FERRIES = "Vellmar Dynamics built 240 ferries last year"


def test_the_head_of_a_firm_speaks_for_the_one_that_the_words_are_about() -> None:
    firm = f"{FERRIES}, three times as many as before, Vellmar Dynamics said."
    head = f"{FERRIES}, three times as many as before, chief executive Ana Pelita said."
    assert origins(firm, head) == {"Vellmar Dynamics"}
    assert origins(firm, head.replace("chief executive", "Mayor")) == {"Vellmar Dynamics", "Ana Pelita"}
    assert origins(head) == {"Vellmar Dynamics"}
    two = head.replace("as before", "as Halloran Marine")
    assert origins(two) == {"Ana Pelita"}


def test_an_office_of_one_report_is_that_of_all_reports() -> None:
    bare, title = f"{FERRIES}, Ana Pelita said.", f"id:Kata Direktur Utama Vellmar Dynamics Ana Pelita, {BENDUNGAN}."
    told = traced(*reports(bare, title)).claims
    assert {origin.name for one in told for origin in one.origins} == {"Vellmar Dynamics"}


def test_a_title_behind_a_name_tells_the_body_where_the_language_has_it_there() -> None:
    texts = (
        "한서준 국방부 장관은 “구조함이 곧 부산에 도착한다”고 말했다.",
        "국방부는 구조함이 곧 부산에 도착한다고 밝혔다.",
    )
    made = [
        Report(outlet, "ko", "2026-05-04", f"구조함 도착\n\n{text}")
        for outlet, text in zip(OUTLETS, texts, strict=False)
    ]
    told = max(traced(*made).claims, key=lambda one: len(one.tellings))
    assert [(one.name, len(one.articles)) for one in told.origins] == [("국방부", 2)]


def test_a_department_in_a_title_is_the_body_that_it_is_named_with() -> None:
    title = "id:Menurut Direktur Tindak Pidana Khusus Bareskrim Polri Danu Pelita, "
    assert origins(f"{title}{BENDUNGAN}.") == {"Bareskrim Polri"}
    assert origins(f"id:Menurut Kepala Dinas Bendungan Polri Danu Pelita, {BENDUNGAN}.") == {"Dinas Bendungan Polri"}


@pytest.mark.parametrize(
    "texts",
    [
        (f"The Norwegian Energy Ministry said {DAM}.", f"The Swedish Energy Ministry said {DAM}."),
        (
            f"“{DAM.capitalize()},” the Norwegian Energy Ministry said.",
            f"“{DAM.capitalize()},” the Swedish Energy Ministry said.",
            f"“{DAM.capitalize()},” the Energy Ministry said.",
        ),
        (
            f"The Norwegian Energy Ministry said {DAM}.",
            f"id:Kementerian Energi Swedia menyatakan {BENDUNGAN}.",
        ),
        (
            f"The Norwegian Energy Board (NEB) said {DAM}.",
            f"id:Majelis Listrik Swedia (NEB) menyatakan {BENDUNGAN}.",
        ),
    ],
)
def test_bodies_of_two_states_are_never_one(texts: tuple[str, ...]) -> None:
    assert len(origins(*texts)) == len(texts)


def test_a_bare_ministry_is_that_of_the_land_where_the_report_was_written() -> None:
    found = claim(
        f"The Norwegian Energy Ministry said {DAM}.",
        f"The Swedish Energy Ministry said {DAM}.",
        f"OSLO - The Energy Ministry said {DAM}.",
    )
    assert sorted(len(one.articles) for one in found.origins) == [1, 2]


def test_who_is_not_named_is_undetermined_however_many_have_it() -> None:
    found = claim(
        f"A person who has seen the plans said {DAM}.",
        f"It is said that {DAM}.",
        f"Engineer Raul Labrador said {DAM}.",
    )
    assert {one.name for one in found.origins} == {"Raul Labrador"}
    assert len(found.undetermined) == 2


def test_a_relay_of_a_held_report_has_its_origin() -> None:
    found = claim(f"Engineer Raul Labrador said {DAM}.", f"{DAM.capitalize()}, the Port Ellery Gazette reported.")
    assert [(one.name, len(one.articles)) for one in found.origins] == [("Raul Labrador", 2)]
    assert "from Port Ellery Gazette" in found.origins[0].why


def test_outlets_that_have_it_from_one_another_are_no_origin() -> None:
    made = reports(
        f"{DAM.capitalize()}, the Crosswind Digest reported.",
        f"{DAM.capitalize()}, the Port Ellery Gazette reported.",
        f"{DAM.capitalize()}, Halyard News reported.",
    )
    made = [one._replace(published="2026-05-04") for one in made]
    found = traced(*made)
    assert [set(one) for one in found.circles] == [set(articles(*made))]
    assert not any(one.origins for one in found.claims)
    outside = made[0]._replace(outlet="Ardent Post", text=f"Dam\n\nEngineer Raul Labrador said {DAM}.")
    told = max(traced(*made, outside).claims, key=lambda one: len(one.tellings))
    assert {one.name for one in told.origins} == {"Raul Labrador"}


def test_copies_of_a_copy_rest_on_the_first() -> None:
    body = (
        f"Engineer Raul Labrador said {DAM}.\n\nThe lake behind it has fallen by nine metres since the spring and "
        "fishermen have moved their boats to the other shore, where the road is better.\n\nA bus runs twice a day."
    )
    plain = body.replace("Engineer Raul Labrador said the", "The")
    found = claim(body, plain, plain.replace("\n\nA bus runs twice a day.", ""))
    assert [(one.name, len(one.articles)) for one in found.origins] == [("Raul Labrador", 3)]


def test_a_relay_of_a_copy_that_left_it_out_rests_on_the_report_that_was_copied() -> None:
    lake = (
        "The lake behind it has fallen by nine metres since the spring and fishermen have moved their boats to the "
        "other shore, where the road is better.\n\nA bus runs there twice a day from the market of Dunmere."
    )
    whole = f"Engineer Raul Labrador said {DAM}.\n\n{lake}"
    found = claim(whole, lake, f"{DAM.capitalize()}, Halyard News reported.")
    assert [(one.name, len(one.articles)) for one in found.origins] == [("Raul Labrador", 2)]


def test_a_lost_speaker_in_a_copy_makes_no_second_origin() -> None:
    body = (
        f"Engineer Raul Labrador, who met Mayor Ann Pell, said {DAM}.\n\nThe lake behind it has fallen by nine metres "
        "since the spring and fishermen have moved their boats to the other shore, where the road is better."
    )
    found = claim(body, body.replace("Engineer Raul Labrador, who met Mayor Ann Pell,", "Mayor Ann Pell"))
    assert [(one.name, len(one.articles)) for one in found.origins] == [("Raul Labrador", 2)]


def test_a_copy_with_a_source_of_its_own_has_a_second_origin() -> None:
    body = (
        f"Engineer Raul Labrador said {DAM}.\n\nThe lake behind it has fallen by nine metres since the spring and "
        "fishermen have moved their boats to the other shore, where the road is better."
    )
    found = claim(body, f"{body}\n\nMayor Ann Pell said {DAM}, too.")
    assert {one.name for one in found.origins} == {"Raul Labrador", "Ann Pell"}


def test_what_a_leader_said_comes_from_the_agency_of_the_state() -> None:
    found = claim(
        f"North Korean leader Kim Jong-un said {DAM}, KCNA reported.",
        f"Kim Jong-un said {DAM}, according to the Korean Central News Agency.",
    )
    assert [(one.name, len(one.articles)) for one in found.origins] == [("KCNA", 2)]


def test_brands_of_one_newsroom_are_one_origin() -> None:
    found = claim(f"{DAM.capitalize()}, RIA Novosti reported.", f"{DAM.capitalize()}, according to Sputnik.")
    assert [len(one.articles) for one in found.origins] == [2]


@pytest.mark.parametrize(
    ("passed", "fidelity"),
    [
        (f"“{DAM.capitalize()},” Labrador told the Port Ellery Gazette.", "verbatim"),
        ("“The old dam above Dunmere will be torn down,” Labrador told the Port Ellery Gazette.", "trimmed"),
        (
            "“The old dam will be torn down before the autumn floods,” Labrador told the Port Ellery Gazette.",
            "stitched",
        ),
        (
            "“They tear down that old dam of Dunmere, and they do so before autumn brings its floods,” Labrador told "
            "the Port Ellery Gazette.",
            "reworded",
        ),
        (f"id:“{BENDUNGAN.capitalize()},” kata Labrador kepada Port Ellery Gazette.", "translated"),
    ],
)
def test_a_hop_is_linked_to_the_report_it_names_with_what_became_of_the_words(passed: str, fidelity: str) -> None:
    made = reports(f"“{DAM.capitalize()},” engineer Raul Labrador told the Port Ellery Gazette.", passed)
    source, copy = articles(*made)
    links = [one for one in traced(*made).links if one.article == copy]
    assert [(one.held, one.fidelity) for one in links] == [(source, fidelity)]


def test_a_surname_in_what_is_told_is_the_full_name_of_the_story() -> None:
    made = reports(
        "Raul Labrador does not own the quarry, Mayor Ann Pell said.", "Mr Labrador owns the quarry, Tomas Orr said."
    )
    told = [one for report in made for one in telling.tellings(read(report), trace.stem("en"))]
    assert "e:labrador" in told[1].sense
    assert [{name for name in one.sense if name.startswith("e:")} for one in surnames.in_full(told)] == [
        {"e:raullabrador"},
        {"e:raullabrador"},
    ]
    another = telling.tellings(read(reports("Ana Labrador left the quarry, Tomas Orr said.")[0]), trace.stem("en"))
    assert "e:labrador" in surnames.in_full([*told, *another])[1].sense


def test_a_body_with_more_words_to_its_name_in_one_report_is_that_of_the_others() -> None:
    full = "Galangan Velmar Marin kini berkapasitas 240 kapal setahun, kata Wali Kota Ana Pelita."
    made = reports(
        f"id:{full}\n\nVelmar Marin berdiri pada 1961.",
        "id:Menurut Tomas Orrin, perusahaan Velmar Marin membuat 240 kapal.",
    )
    told = [one for report in made for one in telling.tellings(read(report), trace.stem("id"))]
    named = [{name for name in one.sense if name.startswith("e:")} for one in surnames.in_full(told)]
    assert {"e:velmarmarin"} in named
    assert not any("e:galanganvelmarmarin" in names for names in named)
