"""Numbers that move while they are counted, and those that somebody else has lower."""

import pytest

from kutip.record import Conflict
from tests.stories import Report, traced

EARLY = "Ana Pelita has won 51.2 percent of the vote for mayor of Dunmere, with 90 percent of ballots counted"
AWAL = "Ana Pelita meraih 51,2 persen suara untuk wali kota Dunmere setelah 90 persen suara dihitung"
LAST = "Ana Pelita has won 50.6 percent of the vote for mayor of Dunmere"
BOARD, COALITION = "the Dunmere Election Board said", "the Clear Water Coalition said"


def gaps(*told: tuple[str, str, str]) -> tuple[list[Conflict], list[Conflict]]:
    """The contradictions and the differences of the claim that some reports tell; of each its language, day, words."""
    outlets = ("Halyard News", "Ardent Post")
    found = traced(*(Report(outlet, lang, f"{day}T09:00Z", f"Dunmere votes ({outlet})\n\n{words}")
                     for outlet, (lang, day, words) in zip(outlets, told, strict=True)))  # fmt: skip
    claim = max(found.claims, key=lambda one: len(one.tellings))
    assert len(claim.tellings) == 2
    return list(claim.contradictions), list(claim.differences)


@pytest.mark.parametrize(
    "early", [("en", f"{EARLY}, {BOARD}."), ("id", f"{AWAL}, kata Badan Pemilihan Dunmere, Kamis.")]
)
def test_a_share_before_the_end_of_the_count_is_updated(early: tuple[str, str]) -> None:
    lang, words = early
    against, apart = gaps((lang, "2026-04-23", words), ("en", "2026-04-27", f"{LAST}, {BOARD}."))
    assert not against
    assert [(gap.slot, gap.reason) for gap in apart if gap.slot == "amount"] == [("amount", "update")]


def test_two_shares_of_whole_counts_contradict() -> None:
    early = EARLY.removesuffix(", with 90 percent of ballots counted")
    against, _ = gaps(("en", "2026-04-23", f"{early}, {BOARD}."), ("en", "2026-04-27", f"{LAST}, {COALITION}."))
    assert [gap.slot for gap in against] == ["amount"]


@pytest.mark.parametrize(("later", "kind"), [(COALITION, "value"), (BOARD, "update")])
def test_who_counts_fewer_later_contradicts_unless_it_is_the_same(later: str, kind: str) -> None:
    told = "{} lenses were shipped from Dunmere to Port Ellery in 2025, {}."
    first, second = told.format("1,150", BOARD), told.format("1,090", later)
    against, apart = gaps(("en", "2026-06-09", first), ("en", "2026-06-12", second))
    assert [gap.reason for gap in (*against, *apart) if gap.slot == "amount"] == [kind]
