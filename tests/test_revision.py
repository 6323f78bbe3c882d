"""What a report says otherwise than before: claims that came, went and changed, in what, and nothing else."""

from kutip.record import Capture, Reading
from kutip.run import api
from kutip.trace import revision
from kutip.trace.revision import Revision

TEXT = """The harbour reopens

“Traffic is four times the average,” mayor Rina Hadley said on Monday.

The port authority said the bridge would open on 11 June 2025.

Critics allege that the tolls are too high.

The sun was shining."""


def read(text: str = TEXT, published: str = "2025-06-10") -> Reading:
    """A report as the rules read it."""
    return api.reading(Capture(text, "text", lang="en", published=published), True, ("none",))


def revised(old: str, new: str) -> Revision:
    """What is otherwise when some words are replaced."""
    assert old in TEXT
    return revision.revision(read(), read(TEXT.replace(old, new)))


def test_the_same_report_is_no_revision() -> None:
    assert revision.revision(read(), read()) == Revision()


def test_another_number_is_another_amount() -> None:
    (one,) = revised("four times", "twice").changed
    assert one.says == ("Traffic is four times the average", "Traffic is twice the average")
    assert set(one.within) >= {"wording", "amount"}


def test_another_speaker_is_shown_in_its_paragraph() -> None:
    (one,) = revised("mayor Rina Hadley", "driver Tom Ellis").changed
    assert one.within == ("speaker",)
    assert ["Rina Hadley" in one.says[0], "Tom Ellis" in one.says[1]] == [True, True]


def test_another_day_is_another_date() -> None:
    (one,) = revised("11 June 2025", "11 June 2023").changed
    assert set(one.within) >= {"wording", "date"}


def test_another_verb_is_another_certainty() -> None:
    (one,) = revised("authority said the", "authority denied the").changed
    assert "certainty" in one.within
    assert "wording" not in one.within


def test_a_claim_comes_and_goes() -> None:
    paragraph = "\n\nCritics allege that the tolls are too high."
    shorter = read(TEXT.replace(paragraph, ""))
    gone, come = revision.revision(read(), shorter), revision.revision(shorter, read())
    assert (len(gone.went), gone.came, gone.changed) == (1, (), ())
    assert (len(come.came), come.went, come.changed) == (1, (), ())


def test_a_title_and_a_day_of_publication_are_compared() -> None:
    found = revision.revision(read(), read(TEXT.replace("reopens", "closes"), "2024-06-10"))
    assert found.title == ("The harbour reopens", "The harbour closes")
    assert found.published == ("2025-06-10", "2024-06-10")
    assert found.changed == ()  # "on Monday" is another day now, and nobody has edited it


def test_what_is_in_no_claim_is_shown_as_a_passage() -> None:
    found = revised("The sun was shining.", "Rain?")
    assert found.changed or found.went or found.passage
    assert revision.revision(read(), read(TEXT + "\n\nRain?")) == Revision(passage=("", "Rain?"))


def test_claims_that_changed_places_are_the_same() -> None:
    head, first, second, *rest = TEXT.split("\n\n")
    found = revision.revision(read(), read("\n\n".join([head, second, first, *rest])))
    assert (found.came, found.went) == ((), ())
    assert not [one for one in found.changed if "wording" in one.within]


def test_two_versions_of_a_long_list_are_compared_quickly() -> None:
    old, new = (
        "\n\n".join(f"The clerk said that house {number} of street {number % 7} was {word}." for number in range(300))
        for word in ("sold", "burnt down")
    )
    found = revision.revision(read("List\n\n" + old), read("List\n\n" + new))
    assert len(found.changed) > 250
