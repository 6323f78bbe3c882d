"""For whom a person speaks whose title has the body by an epithet alone, or as a bare noun."""

import pytest

from kutip.record import Capture
from kutip.run import api
from tests.test_origins import DAM, origins


@pytest.mark.parametrize(
    ("code", "text", "body", "words"),
    [
        ("en", "The Ardent Project said Veltrin Optics sold it. “No,” Ann Pell, a director of the group, said.",
         "Ardent Project", "the group"),
        ("en", "The Norvian Defence Ministry said no. “No,” Colonel Ann Pell, a spokesman for the ministry, added.",
         "Norvian Defence Ministry", "the ministry"),
        ("id", "Kementerian Pertahanan Norvia membantah. “Tidak,” ujar jubir kementerian itu, Kolonel Ana Pelita.",
         "Kementerian Pertahanan Norvia", "kementerian itu"),
        ("id", "Koalisi Suara Laut membantah. “Tidak,” kata Ana Pelita, direktur riset koalisi itu.",
         "Koalisi Suara Laut", "koalisi itu"),
    ],
)  # fmt: skip
def test_a_title_means_the_body_that_is_named_elsewhere(code: str, text: str, body: str, words: str) -> None:
    reading = api.reading(Capture(text, "text", lang=code), True, ("none",))
    found = {entity.name: [reading.article[one] for one in entity.mentions if one.form == "epithet"]
             for entity in reading.entities}  # fmt: skip
    assert found[body] == [words]
    assert not any(found[name] for name in found if name != body)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("The Dunmere Water Board", "Ann Pell, a spokesman for the board,"),
        ("The Dunmere Water Board", "Ann Pell, the head of the Dunmere Water Board,"),
        ("The Dunmere Water Board", "board spokesman Colonel Ann Pell"),
    ],
)
def test_who_speaks_for_a_body_is_no_second_origin(said: str, title: str) -> None:
    sluice = "The sluice stays shut, the Dunmere Water Board said.\n\n"
    assert origins(f"{said} said {DAM}.", f"{sluice}{title} said {DAM}.") == {"Dunmere Water Board"}


def test_who_only_speaks_of_a_body_is_an_origin() -> None:
    board = "The Dunmere Water Board was sued.\n\n"
    assert origins(f"{board}Ann Pell, a farmer who sued the board, said {DAM}.", f"Ann Pell said {DAM}.") == {
        "Ann Pell"
    }
