"""Words for one thing meet under one name, in every language; no word and no stem stands for two things."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kutip import lang
from kutip.lang.concepts import Concepts
from kutip.trace.stem import Stem

CODES = lang.codes()
NAMES = frozenset(lang.load("en").concepts.words)
"""A concept is named by a word of English: its pack lists them all."""


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    """Each language that has a pack."""
    return str(request.param)


@pytest.fixture
def concepts(code: str) -> Concepts:
    """What its words stand for."""
    return lang.load(code).concepts


@pytest.fixture(scope="module")
def stems() -> dict[str, Stem]:
    """The stems of each language."""
    return {code: Stem(lang.load(code)) for code in CODES}


def told(stem: Stem, text: str) -> list[str]:
    """What the words of a text stand for."""
    return [name for piece in stem.pieces(text.split()) if (name := stem.meaning(piece))]


def test_a_pack_tells_most_of_what_news_is_about(concepts: Concepts) -> None:
    assert len(concepts.words) >= 2000


def test_all_names_are_those_of_english(concepts: Concepts) -> None:
    assert not set(concepts.words) - NAMES


def test_a_word_stands_for_one_thing(concepts: Concepts) -> None:
    listed = Counter(word for words in concepts.words.values() for word in words)
    assert not [word for word, count in listed.items() if count > 1]
    assert all(concepts.words.values())


def test_words_are_written_as_they_are_looked_for(concepts: Concepts) -> None:
    listed = [word for words in concepts.words.values() for word in words]
    assert not [word for word in listed if word != word.lower() or not word.replace(" ", "").isalpha()]
    assert not [word for word in listed if word.isascii() and len(word) < 3]


def test_a_stem_stands_for_one_thing(concepts: Concepts, code: str) -> None:
    stem, found = Stem(lang.load(code)), defaultdict[str, set[str]](set)
    for name, words in concepts.said.items():
        for word in words.split():
            found[stem.phrase(word.replace("_", " "))].add(name)
    assert not {one: names for one, names in found.items() if len(names) > 1}, "list one of them as exact"


@pytest.mark.parametrize("path", sorted(lang.FOLDER.glob("*/concepts.toml")), ids=lambda path: path.parent.name)
def test_one_line_tells_one_thing(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= 120
    groups = "\n".join(lines).split("\n# ")
    names = [[line.split(" = ")[0] for line in group.splitlines() if " = " in line] for group in groups]
    assert all(group == sorted(group) for group in names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("flood", "banjir"),
        ("killed", "tewas"),
        ("deaths", "사망"),
        ("shells", "포탄"),
        ("production", "생산을"),
        ("factories", "pabrik"),
        ("increased", "meningkatkan"),
        ("increase", "늘었다"),
        ("doubled", "배가"),
        ("police", "polisi"),
        ("hospital", "병원으로"),
        ("rejected", "ditolak"),
        ("signed", "서명했다"),
        ("earthquake", "gempa"),
        ("inspected", "시찰하고"),
        ("evacuated", "dievakuasi"),
    ],
)
def test_two_languages_meet_in_a_thing(one: str, other: str, stems: dict[str, Stem]) -> None:
    assert stems["en"].meaning(one) is not None
    assert stems["en"].meaning(one) in {stem.meaning(other) for code, stem in stems.items() if code != "en"}


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "rise", "fall"),
        ("en", "increase", "decrease"),
        ("en", "won", "lost"),
        ("en", "accepted", "rejected"),
        ("en", "arrived", "left"),
        ("en", "doubled", "increased"),
        ("id", "naik", "turun"),
        ("id", "menang", "kalah"),
        ("id", "membuka", "menutup"),
        ("ko", "증가했다", "감소했다"),
        ("ko", "수입", "수출"),
    ],
)
def test_opposites_never_meet(code: str, one: str, other: str, stems: dict[str, Stem]) -> None:
    assert stems[code].meaning(one) != stems[code].meaning(other)


def test_the_word_as_it_stands_goes_before_its_stem(stems: dict[str, Stem]) -> None:
    english = stems["en"]
    assert [english.meaning(word) for word in ("office", "officers", "severely")] == ["office", "officer", "severe"]
    assert stems["id"].meaning("pengadilan") == "court"


def test_what_no_pack_lists_has_no_meaning(stems: dict[str, Stem]) -> None:
    assert [stem.meaning(word) for stem in stems.values() for word in ("", "xyzzy", "ㅋㅋㅋ")] == [None] * 3 * len(
        stems
    )
    assert Stem(None).meaning("fire") is None


def test_phrases_are_joined_in_all_their_forms(stems: dict[str, Stem]) -> None:
    assert told(stems["en"], "two power plants near the town hall") == ["power_plant", "town_hall"]
    assert told(stems["id"], "rumah sakit umum") == ["hospital", "public"]
    assert list(stems["id"].pieces(["rumah"])) == ["rumah"]


def test_compounds_are_parted_and_endings_left_out(stems: dict[str, Stem]) -> None:
    assert told(stems["ko"], "탄도미사일 핵실험장에서") == ["ballistic", "missile", "nuclear", "test_site"]
    assert told(stems["ko"], "공장화재로 숨졌다") == ["factory", "fire", "kill"]
    assert told(stems["ko"], "불이 났다") == ["fire"]
    assert told(stems["ko"], "불법") == ["illegal"]


def test_a_word_of_endless_letters_is_read_in_linear_time(stems: dict[str, Stem]) -> None:
    assert told(stems["ko"], "공장" * 20_000) == ["factory"] * 20_000
    assert told(stems["ko"], "핵" * 20_000) == []


def test_a_pack_may_be_without(tmp_path: Path) -> None:
    for path in (lang.FOLDER / "id").glob("*.toml"):
        if path.stem != "concepts":
            (tmp_path / "id").mkdir(exist_ok=True)
            (tmp_path / "id" / path.name).write_bytes(path.read_bytes())
    assert lang.load("id", tmp_path).concepts.words == {}
