"""Who began it: two sides each say that it was the other, and at another hour. A small number ties nothing."""

from kutip import trace
from kutip.record import Traced
from kutip.trace import telling
from tests.stories import Report, read, traced

HEAD = "Shots on the border near Kok-Bulun"
TAJIK = "Tajik troops opened fire first near Kok-Bulun at 7:15 am on Monday, the Kyrgyz Defence Ministry said."
KYRGYZ = "Kyrgyz troops opened fire first near Kok-Bulun at 6:40 am on Monday, the Tajik Defence Ministry said."
TENTARA = "Tentara Tajikistan melepaskan tembakan lebih dulu di Kok-Bulun, Senin pukul 07.15, kata Ana Pelita."


def claims(one: str, other: str, lang: str = "en") -> list[Traced]:
    """What two reports of one day tell."""
    told = (Report("Halyard News", "en", "2026-03-16T14:00Z", f"{HEAD}\n\n{one}"),
            Report("Ardent Post", lang, "2026-03-16T16:00Z", f"{HEAD}\n\n{other}"))  # fmt: skip
    return [found for found in traced(*told).claims if len(found.tellings) > 1]


def slots(found: list[Traced]) -> list[str]:
    """In what the tellings contradict each other."""
    return sorted(gap.slot for one in found for gap in one.contradictions)


def test_two_sides_that_blame_each_other_tell_one_claim_and_contradict() -> None:
    assert slots(claims(TAJIK, KYRGYZ)) == ["actor", "time"]


def test_across_languages_too() -> None:
    assert slots(claims(KYRGYZ, TENTARA, "id")) == ["actor", "time"]


def test_one_side_in_two_languages_contradicts_nothing() -> None:
    found = claims(TAJIK, TENTARA, "id")
    assert found and slots(found) == []


def test_both_may_have_fired_where_nobody_says_who_began() -> None:
    both = TAJIK.replace(" first", ""), KYRGYZ.replace(" first", "")
    assert "actor" not in slots(claims(*both))


def test_a_small_number_ties_less_than_a_large_one() -> None:
    told = "The names stand on the lists of {} districts, the Clear Water Coalition said."
    few, many = (read(Report("Halyard News", "en", "2026-03-16T14:00Z", told.format(count))) for count in (2, 12))
    weights = [telling.tellings(one, trace.stem("en"))[0].sense for one in (few, many)]
    assert weights[0]["n:count:2"] < weights[1]["n:count:12"]
