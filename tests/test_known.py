"""What is known beforehand: every row has a source, no name has two bearers in silence, wrong keys are refused."""

import re
from pathlib import Path

import msgspec
import pytest

from kutip import words
from kutip.errors import PackError
from kutip.known import FOLDER, Entry, Known, known, load
from kutip.known.points import points
from kutip.known.rows import Names, Nicknames, Place, Row, Sheet, decode, kept, unpack

NAMES = kept(FOLDER)
PLACES = unpack((FOLDER / "places.json").read_bytes(), "places", tuple[Place, ...])
ROWS = [row for sheet in NAMES.sheets for row in sheet.rows]
QID = re.compile(r"Q[1-9]\d*")


def first(text: str, hop: bool = False) -> Entry | None:
    """The one bearer of the name a text begins with."""
    found = load().at(words.cut(text), 0, hop)
    return found[1].entry if found else None


def all_names(row: Row) -> list[str]:
    """The name a row is printed by, and the others."""
    return [row.name, *(name for names in row.names.values() for name in names)]


def of(*rows: Row) -> Known:
    """These rows alone, as outlets."""
    return known(Names((Sheet("outlet", rows),), Nicknames(())), ())


# --- the files --------------------------------------------------------------------------------------------------------


def test_the_packed_file_is_what_the_sheets_say() -> None:
    packed = unpack((FOLDER / "names.json").read_bytes(), "names", Names)
    assert packed == NAMES, "run tools/names.py after a change to a sheet"


def test_every_row_says_where_it_is_from() -> None:
    assert [row for row in (*ROWS, *NAMES.nicknames.rows) if len(row.source) < 10] == []


def test_a_wikidata_id_is_never_from_memory() -> None:
    assert [row.id for row in ROWS if row.wikidata and not row.source.startswith("Wikidata id")] == []
    assert all(QID.fullmatch(one.wikidata) for one in (*ROWS, *PLACES) if one.wikidata)


def test_ids_are_small_letters_with_hyphens_and_stand_once() -> None:
    ids = [row.id for row in ROWS]
    assert len(set(ids)) == len(ids)
    assert [id for id in ids if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", id)] == []


def test_countries_are_two_capitals_that_places_knows() -> None:
    countries = {place.country for place in PLACES}
    assert {row.country for row in ROWS if row.country} <= countries


def test_domains_are_bare_hosts() -> None:
    host = re.compile(r"(?!www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+")
    assert [domain for row in ROWS for domain in row.domains if not host.fullmatch(domain)] == []


def test_careful_and_shared_names_are_names_of_their_row() -> None:
    for row in ROWS:
        assert {*row.careful, *row.shared} <= set(all_names(row)), row.id


def test_a_name_is_written_once_in_a_row() -> None:
    for row in ROWS:
        assert len(set(all_names(row))) == len(all_names(row)), row.id


def test_a_parent_is_another_row_and_heads_the_family() -> None:
    entries = load().entries
    assert entries["tribun-jateng"].family == entries["kompas"].family == "Kompas Gramedia"
    assert entries["voa-indonesia"].family == "voa"
    with pytest.raises(PackError, match="parent 'b', no other row"):
        of(Row("a", "A Post", "invented", parent="b"))
    with pytest.raises(PackError, match="parent"):
        of(Row("a", "A Post", "invented", parent="b"), Row("b", "B Post", "invented", parent="a"))


def test_a_name_of_two_rows_is_refused_unless_both_say_so() -> None:
    one, two = Row("a", "Arunika", "invented"), Row("b", "Arunika", "invented")
    with pytest.raises(PackError, match="'Arunika' is a name of a, b"):
        of(one, two)
    both = of(*(msgspec.structs.replace(row, shared=("Arunika",)) for row in (one, two)))
    naming = both.named("arunika")
    assert naming is not None and naming.entry is None and [entry.id for entry in naming.entries] == ["a", "b"]


def test_an_address_of_two_rows_is_refused() -> None:
    with pytest.raises(PackError, match=r"arunika\.example belongs to a and to b"):
        of(
            Row("a", "A", "invented", domains=("arunika.example",)),
            Row("b", "B", "invented", domains=("arunika.example",)),
        )


def test_a_wrong_key_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text('kind = "outlet"\n[[rows]]\nid = "a"\nname = "A"\nsource = "x"\n[[rows]]\nid = "b"\nnmae = "B"\n')
    with pytest.raises(PackError, match=r"known/outlets\.toml, row 2 \(b\): .*nmae"):
        decode(path, Sheet)
    path.write_text('kind = "outlet"\nrows = [')
    with pytest.raises(PackError, match=r"known/outlets\.toml: not TOML"):
        decode(path, Sheet)


def test_a_spoilt_packed_file_is_refused() -> None:
    with pytest.raises(PackError, match=r"known/places\.json: .*make it again with tools/places\.py"):
        unpack(b'[{"id":"kp"}]', "places", tuple[Place, ...])


# --- looking up -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Kantor Berita Yonhap melaporkan", "yonhap"),
        ("조선중앙통신 보도", "kcna"),
        ("Korea JoongAng Daily said", "joongang-daily"),
        ("Kementerian Pertahanan Korea Selatan menyebut", "kr-mnd"),
        ("KOREA UTARA", "kp"),
        ("Korut menembakkan rudal", "kp"),
        ("AS mengecam", "us"),
        ("Tiongkok menolak", "cn"),
        ("Metrotvnews.com melaporkan", "metrotvnews"),
        ("Panel Ahli PBB", "un-panel-1718"),
        ("People’s Daily wrote", "peoples-daily"),
        ("Sulawesi Selatan", "id-sn"),
    ],
)
def test_the_longest_name_is_found(text: str, id: str) -> None:
    entry = first(text)
    assert entry is not None and entry.id == id


@pytest.mark.parametrize(
    "text", ["as soon as", "As soon as", "kompas penunjuk arah", "antara lain", "Dpr", "korea utara", "suara itu"]
)
def test_everyday_words_are_no_names(text: str) -> None:
    assert first(text) is None


@pytest.mark.parametrize(
    ("text", "id"), [("Antara", "antara"), ("Tempo", "tempo"), ("Suara", "suara"), ("kumparan", "kumparan")]
)
def test_everyday_words_are_names_beside_words_of_relay(text: str, id: str) -> None:
    assert first(text) is None
    entry = first(text, hop=True)
    assert entry is not None and entry.id == id


def test_a_shared_name_keeps_all_its_bearers() -> None:
    naming = load().named("CNA")
    assert naming is not None and {entry.country for entry in naming.entries} == {"TW", "SG"}


def test_capitals_adjectives_and_addresses() -> None:
    names = load()
    assert [names.capital_of(name).id for name in ("Pyongyang", "평양", "Seoul", "Jakarta", "Moskwa", "Kairo")] == [
        "kp", "kp", "kr", "id", "ru", "eg",
    ]  # fmt: skip
    assert names.capital_of("Busan") is None
    end, entry = names.adjective(words.cut("North Korean troops"), 0)
    assert (end, entry.id) == (2, "kp")
    assert names.adjective(words.cut("korean food"), 0) is None
    assert names.outlet_at("www.kcna.kp").id == "kcna"
    assert names.outlet_at("tekno.kompas.com").id == "kompas-com"
    assert names.outlet_at("example.org") is None and names.outlet_at("") is None


def test_ids_of_wikidata_that_everyone_can_check() -> None:
    entries = load().entries
    assert (entries["kp"].wikidata, entries["id"].wikidata, entries["reuters"].wikidata) == ("Q423", "Q252", "Q130879")
    assert first("Pyongyang").wikidata == "Q18808"


# --- where they lie ---------------------------------------------------------------------------------------------------


def test_points_lie_where_everyone_knows() -> None:
    near = {
        "id": (-2, 118),
        "kp": (40, 127),
        "id-jb": (-7, 107.6),
        "yongbyon": (39.8, 125.8),
        "g1642911": (-6.2, 106.8),
    }
    for id, (lat, lon) in near.items():
        there = points()[id]
        assert abs(there[0] - lat) < 5 and abs(there[1] - lon) < 5, id


def test_points_are_of_known_places_and_on_the_globe() -> None:
    assert set(points()) <= set(load().entries)
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in points().values())
