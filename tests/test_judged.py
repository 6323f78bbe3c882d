"""What an analyst says of a reading: another speaker, one of the chain, no claim; the later of two holds."""

from functools import cache

from kutip.kept import Judgement
from kutip.record import Capture, Claim, Reading, Telling
from kutip.run import api
from kutip.run.judged import bonds, judged

TEXT = (
    "Jembatan dibuka\n\n“Jembatan sudah dibuka,” kata Rina Sutopo, seperti dikutip Radio Gita, Kamis.\n\n"
    "Warga Lembayung menyambut kabar itu."
)


@cache
def read() -> Reading:
    """The report, with what the outlet says in its own voice."""
    return api.reading(Capture(TEXT, "text", lang="id", outlet="Kabar", published="2025-06-12"), True, ("none",))


def said(kind: str, says: str = "", claim: str = "c1", number: int = 1, **more: str) -> Judgement:
    """What an analyst says of a claim."""
    return Judgement(number, "2026-06-01T08:00:00Z", "rina", kind, says, "a", claim, **more)  # type: ignore[arg-type]


def first(*judgements: Judgement) -> Claim:
    """The first claim as it is judged."""
    return judged(read(), judgements).claims[0]


def names(claim: Claim) -> list[str | None]:
    """The chain."""
    return [hop.name for hop in claim.chain]


def test_the_report_is_as_the_tests_need_it() -> None:
    direct, plain = read().claims
    assert names(direct) == ["Rina Sutopo", "Radio Gita", "Kabar"]
    assert (plain.form, names(plain)) == ("plain", ["Kabar"])


def test_another_speaker_takes_the_place_of_the_first() -> None:
    claim = first(said("speaker", "Budi Hartono"))
    assert names(claim) == ["Budi Hartono", "Radio Gita", "Kabar"]
    assert (claim.chain[0].start, claim.chain[0].status, claim.by) == (None, "named", "analyst:rina")
    assert claim.chain[0].cue == read().claims[0].chain[0].cue


def test_a_speaker_of_the_chain_stands_first() -> None:
    assert names(first(said("speaker", "radio gita"))) == ["Radio Gita", "Kabar"]


def test_a_speaker_whom_the_report_names_is_shown_there() -> None:
    claim = judged(read(), [said("speaker", "Rina Sutopo", "c2")]).claims[1]
    (hop, _) = claim.chain
    assert read().article.text[hop.start : hop.end] == "Rina Sutopo"
    assert hop.entity
    assert claim.form == "indirect"  # it is no longer the outlet's own word


def test_the_outlet_itself_can_be_the_speaker() -> None:
    assert names(first(said("speaker", "Kabar"))) == ["Kabar"]


def test_what_is_no_claim_is_left_out() -> None:
    found = judged(read(), [said("wrong")])
    assert [claim.id for claim in found.claims] == ["c2"]
    assert found.made_by == (*read().made_by, "analyst:rina")


def test_the_later_judgement_holds_and_what_is_undone_does_not() -> None:
    early, late = said("speaker", "Budi", number=1), said("speaker", "Tono", number=2)
    assert names(first(late, early))[0] == "Tono"
    assert names(first(early, said("speaker", "Tono", number=2, undone="2026-06-02T08:00:00Z")))[0] == "Budi"
    assert judged(read(), [said("wrong", undone="2026-06-02T08:00:00Z")]) == read()


def test_what_is_said_of_a_claim_that_is_no_more_waits() -> None:
    assert judged(read(), [said("wrong", claim="c9"), said("note", "look here")]) == read()


def test_bonds_are_between_what_is_there() -> None:
    other = {"other_article": "b", "other_claim": "c7"}
    pair = Telling("A", "c1"), Telling("B", "c7")
    assert bonds([said("same", **other)], {"a": "A", "b": "B"}).same == (pair,)
    assert bonds([said("same", **other)], {"a": "A"}).same == ()
    found = bonds([said("same", **other), said("apart", number=2, **other)], {"a": "A", "b": "B"})
    assert (found.same, found.apart) == ((), (pair,))
