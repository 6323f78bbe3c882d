"""Who corrects what, and who still carries the error, in both languages."""

from tests.stories import FLOOD, RALAT, RESULTS, Report, articles, reasons, traced

CORRECTED = Report(
    "Heboh Siang", "id", "2026-04-23T12:00+07:00",
    "Ralat laba Nusakarya\n\n"
    "Laba bersih PT Nusakarya Semen naik 12 persen menjadi Rp1,45 triliun pada kuartal pertama 2026, bukan Rp1,54 "
    "triliun, menurut perusahaan itu.",
)  # fmt: skip

LANDSLIDE = {
    "first": Report(
        "Port Ellery Gazette", "en", "2026-03-11T07:00Z",
        "Seven dead in Dunmere landslide\n\n"
        "Seven people died when a slope came down on Tuesday night at Dunmere, the Dunmere Disaster Agency said.\n\n"
        "“We heard it coming,” farmer Ada Marsh said.",
    ),
    "copy": Report(
        "Crosswind Digest", "en", "2026-03-11T09:00Z",
        "Dunmere landslide kills seven\n\n"
        "Seven people died when a slope came down on Tuesday night at Dunmere, the Dunmere Disaster Agency said.",
    ),
    "abroad": Report(
        "Lentera Selat", "id", "2026-03-11T20:00+07:00",
        "Longsor di Dunmere\n\n"
        "Tujuh orang tewas akibat longsor di Dunmere pada Selasa malam, menurut Badan Bencana Dunmere.",
    ),
    "right": Report(
        "Port Ellery Gazette", "en", "2026-03-12T07:00Z",
        "Six, not seven, died in landslide\n\n"
        "Six people died when a slope came down on Tuesday night at Dunmere, the Dunmere Disaster Agency said on "
        "Wednesday, correcting its figure. One body had been entered on two lists, it added.\n\n"
        "The road will stay closed for at least three weeks, police said.\n\n"
        "Correction: An earlier version of this report said seven people had died.",
    ),
}  # fmt: skip

TREATY = {
    "wrong": Report(
        "Halyard News", "en", "2026-08-01T09:00Z",
        "Fishing pact\n\n"
        "Veldia and Orsonia signed the fishing agreement in Lisbon on 30 June 2026, the Veldian Foreign Ministry said.",
    ),
    "right": Report(
        "Halyard News", "en", "2026-08-01T15:00Z",
        "Fishing pact signed\n\n"
        "Veldia and Orsonia signed the fishing agreement in Lisbon on 30 July 2026, the Veldian Foreign Ministry "
        "said.\n\n"
        "Correction: An earlier version of this story wrongly gave the date as 30 June 2026.",
    ),
}  # fmt: skip


def test_the_note_names_the_error_and_all_who_carry_it() -> None:
    found = traced(*LANDSLIDE.values()).corrections
    assert [one.says for one in found] == ["Six, not Seven"]
    assert (found[0].article,) == articles(LANDSLIDE["right"])
    assert found[0].carry == articles(LANDSLIDE["first"], LANDSLIDE["copy"], LANDSLIDE["abroad"])
    assert found[0].corrects == found[0].carry[0]


def test_what_was_corrected_is_an_update_and_no_contradiction() -> None:
    found = traced(*LANDSLIDE.values())
    assert ("amount", "update") in reasons(found, "differences")
    assert not reasons(found, "contradictions")


def test_a_number_behind_bukan_is_taken_back() -> None:
    found = traced(*RESULTS.values(), CORRECTED)
    wrong = articles(RESULTS["wrong"])
    assert [(one.says, one.carry) for one in found.corrections] == [("Rp1,45 triliun, not Rp1,54 triliun", wrong)]
    profit = next(one for one in found.claims if len(one.tellings) == 4)
    pairs = {(profit.tellings[one.a].article, profit.tellings[one.b].article) for one in profit.contradictions}
    assert not any(set(articles(RESULTS["wrong"], CORRECTED)) == set(pair) for pair in pairs)


def test_a_ralat_at_the_end_of_a_report() -> None:
    found = traced(*FLOOD.values(), RALAT).corrections
    assert [(one.says, one.carry) for one in found] == [("120, not 210", articles(FLOOD["swap"]))]


def test_a_day_is_corrected() -> None:
    found = traced(*TREATY.values()).corrections
    assert [(one.says, one.carry) for one in found] == [("30 July 2026, not 30 June 2026", articles(TREATY["wrong"]))]


def test_who_only_has_another_number_corrects_nobody() -> None:
    assert not traced(*FLOOD.values()).corrections
    assert not traced(*RESULTS.values()).corrections
