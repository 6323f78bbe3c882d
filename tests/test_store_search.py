"""Searching a store: what people type, what must hold besides, and how one page follows another."""

import random
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kutip import store
from kutip.errors import InputError
from kutip.kept import Found, Hit, Question
from kutip.store import Store, moments
from kutip.store.sqlite import SQLite
from tests.newsdesk import kept, said


@pytest.fixture
def desk() -> Iterator[Store]:
    """A store that is empty."""
    with store.open(Path(":memory:"), write=True) as found:
        yield found


def says(found: Found) -> list[str]:
    """The claims that were found."""
    return [hit.says for hit in found.hits]


def ask(desk: Store, words: str) -> list[str]:
    """The claims in which words are found."""
    return says(desk.search(Question(words=words)))


# --- words ---


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("wind", 1), ("WIND", 1), ("wind farm", 1), ("farm wind", 1), ('"wind farm"', 1), ('"farm wind"', 0),
        ("win*", 2), ("wi*", 2), ("w*", 0), ("wins", 1), ("farm -wind", 0), ("-wind", 2), ('-"wind farm" -wins', 1),
        ("cafe", 1), ("CAFÉ", 1), ("café", 1), ("wind-farm", 1), ("farm-wind", 0), ("Mira", 1), ("Tanaka farm", 1),
        ("“wind farm”", 1), ('"wind farm', 1), ("--wind", 2), ("wind *", 1), ("3,500", 1), ("3", 1), ("stated", 0),
        ("o1", 0), ("cstated", 0), ("s2", 0), ("\ue000cstated", 0), ("", 3), ("   ", 3), ("!?", 3),
        ("wind OR port", 0), ("wind NOT farm", 0), ("says:wind", 0), ("tags:", 0), ("wind\x00farm", 1), ("\x00", 3),
        ("Straße", 1), ("ﬁnal", 0),
    ],
)  # fmt: skip
def test_words_are_found_as_they_are_typed(desk: Store, words: str, count: int) -> None:
    desk.keep([
        kept(
            said("The wind farm of 3,500 boats", "Mira Tanaka"),
            said("It wins at the café in the Straße"),
            said("The port pays, \ue000cdenied"),
        )
    ])  # fmt: skip
    assert len(ask(desk, words)) == count


def test_what_stands_in_the_text_is_never_taken_for_a_tag(desk: Store) -> None:
    desk.keep([kept(said("\ue000cdenied \ue000fdirect it says", "\ue000cdenied Times"))])
    assert desk.search(Question(certainties=("denied",))).hits == ()
    assert desk.search(Question(forms=("direct",))).hits == ()


def test_korean_is_found_with_and_without_its_particles(desk: Store) -> None:
    desk.keep([kept(said("북한이 미사일을 발사했다고 밝혔다", "합참"), said("북한은 부인했다"), lang="ko")])
    desk.keep([kept(said("남한의 발표"), lang="ko")])
    for words in ("북한", "북한이", "북한에서", "북한*"):
        assert len(ask(desk, words)) == 2, words
    assert len(ask(desk, "미사일")) == len(ask(desk, "북한 미사일")) == len(ask(desk, "합참")) == 1
    assert len(ask(desk, '"북한이 미사일"')) == len(ask(desk, '"북한이 미사일을"')) == 1
    assert len(ask(desk, '"북한은 미사일"')) == 0
    assert ask(desk, "발표") == ["남한의 발표"]  # as it was printed
    desk.keep([kept(said("병력 3500명이 4배로 늘었다"), lang="ko"), kept(said("group c1 of s2-id-03.c1"))])
    for words in ("3500명", "3500명이", "3500명을", "4배", "3500*", "c1", '"group c1"', "s2-id-03.c1", "03.c1"):
        assert len(ask(desk, words)) == 1, words
    assert len(ask(desk, unicodedata.normalize("NFD", "미사일"))) == 1


def test_letters_are_one_however_they_are_written(desk: Store) -> None:
    desk.keep([kept(said("un pe\u0301nal"), lang="fr")])
    assert len(ask(desk, "p\u00e9nal")) == len(ask(desk, "pe\u0301nal")) == len(ask(desk, "PENAL")) == 1


@pytest.mark.parametrize("words", ["word " * 33, "x" * 1001, "- " * 600, "wi* " * 5, "wi*" + " -fa*" * 4])
def test_a_question_that_is_too_long_is_said(desk: Store, words: str) -> None:
    with pytest.raises(InputError, match=r"more than 32 words|longer than 1,000 signs|more than 4 beginnings"):
        desk.search(Question(words=words))


def hostile(count: int) -> Iterator[str]:
    """Strings of what means something to a full text or to SQL."""
    chance = random.Random(39)
    pieces = (
        '"', "'", "NEAR(", "NEAR/2", "^", "*", "(", ")", ":", "+", "-", "{", "}", "AND", "OR", "NOT", "says :",
        "rowid", "tags:", ";",
        "--", "/*", "*/", "\\", "\x00", "%", "_", "?", "?1", "@a", "wind", "farm", "\ue000", "“", "«", "é", "\u0301",
        "𝒳", "\u202e",
        "', 1); DROP TABLE report; --", '" OR 1=1 --', "wi*", "\U0001f1e9", "\n", "\t", "0x1F", "1e9", "[", "]", "|",
        "&&", "~", "!",
    )  # fmt: skip
    for _ in range(count):
        yield chance.choice(("", " ")).join(chance.choices(pieces, k=chance.randint(1, 12)))


def test_whatever_is_typed_is_a_question(desk: Store) -> None:
    (report,) = desk.keep([kept(said("The wind farm of 3,500 boats", "Mira Tanaka", place="Lamond"))])
    for words in hostile(1_500):
        for question in (Question(words=words), Question(words=words, outlets=("Harbour Post",)),
                         Question(outlets=(words,)), Question(sources=(words,)), Question(places=(words,)),
                         Question(langs=(words,))):  # fmt: skip
            assert isinstance(desk.search(question), Found), words
        desk.search(Question(words=words), among=[report.id])
        assert desk.sources((words,)) is not None
        desk.parties((words,))
        for question, after in ((Question(since=words), None), (Question(until=words), None), (Question(), words)):
            with pytest.raises(InputError):
                desk.search(question, after=after)
    assert desk.reports() == (report,)


class Asked(NamedTuple):
    """One thing that is looked for, as it is typed, and how one would look for it by reading."""

    words: tuple[str, ...]
    way: str
    without: bool

    @property
    def typed(self) -> str:
        """As it is typed."""
        text = {"word": self.words[0], "row": f'"{" ".join(self.words)}"', "begin": f"{self.words[0][:3]}*"}[self.way]
        return "-" * self.without + text

    def fits(self, text: str) -> bool:
        """Whether a text answers it."""
        if self.way == "row":
            found = f" {' '.join(self.words)} " in f" {text} "
        else:
            begin = self.words[0][:3]
            found = any(
                word == self.words[0] or (self.way == "begin" and word.startswith(begin)) for word in text.split()
            )
        return found != self.without


WORDS = st.sampled_from(("wind", "farm", "wins", "window", "port", "pays", "half"))
ASKED = st.builds(
    Asked, st.lists(WORDS, min_size=1, max_size=2).map(tuple), st.sampled_from(("word", "row", "begin")), st.booleans()
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8)


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.lists(ASKED, max_size=3))
def test_what_is_found_is_what_one_finds_by_reading(texts: list[str], terms: list[Asked]) -> None:
    expected = [text for text in texts if all(term.fits(text) for term in terms)]
    with store.open(Path(":memory:"), write=True) as desk:
        desk.keep([kept(*(said(text) for text in texts), title="", outlet=None)])
        assert ask(desk, " ".join(term.typed for term in terms)) == expected


# --- what must hold besides ---

FIELDS = {
    "outlet": "outlets", "source": "sources", "place": "places", "certainty": "certainties", "lang": "langs",
    "form": "forms",
}  # fmt: skip


def filled(desk: Store) -> None:
    """Reports of two outlets, two languages, three months."""
    for number, (outlet, lang, month) in enumerate(
        product(("Harbour Post", "Gull"), ("en", "id"), ("2025-04", "2025-05", "2025-06"))
    ):
        desk.keep([
            kept(
                said(f"The wind farm {number}", "Mira Tanaka", place="Lamond", certainty="denied", form="direct"),
                said(f"The port {number}", "Harbour Board", "Mira Tanaka", place="Tessen", certainty="alleged"),
                outlet=outlet, lang=lang, url=f"https://{number}.example/", published=f"{month}-15T10:00",
                seen="2025-07-01T00:00:00+00:00",
            )
        ])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "count"),
    [
        (Question(), 24), (Question(outlets=("Gull",)), 12), (Question(outlets=("gull", "Harbour Post")), 24),
        (Question(outlets=("nobody",)), 0), (Question(outlets=("nobody", "Gull")), 12), (Question(langs=("id",)), 12),
        (Question(sources=("Mira Tanaka",)), 24), (Question(sources=("Mira Tanaka",), role="origin"), 12),
        (Question(sources=("Mira Tanaka",), role="relay"), 12), (Question(sources=("Harbour Board",), role="relay"), 0),
        (Question(places=("Lamond",)), 12), (Question(places=("Lamond", "Tessen")), 24),
        (Question(certainties=("denied",)), 12),
        (Question(certainties=("denied",), forms=("indirect",)), 0), (Question(forms=("direct", "plain")), 12),
        (Question(since="2025-05"), 16), (Question(until="2025-05"), 16), (Question(since="2025-05", until="2025-05"),
        8),
        (Question(since="2025-06-15", until="2025-06-15"), 8), (Question(since="2025-06-16"), 0),
        (Question(until="2025"), 24),
        (Question(since="2025-06-15T10:00", until="2025-06-15T10:00"), 8), (Question(since="2025-06-15T10:01"), 0),
        (Question(words="wind", outlets=("Gull",), langs=("en",), since="2025-05", places=("Lamond",)), 2),
        (Question(words="-wind", outlets=("Gull",), langs=("en",)), 3),
    ],
)  # fmt: skip
def test_all_that_is_given_holds(desk: Store, question: Question, count: int) -> None:
    filled(desk)
    found = desk.search(question)
    assert len(found.hits) == found.counted == count
    for name, values in found.facets.items():
        assert name == "place" or sum(number for _, number in values) == count


def test_facets_count_what_is_found_and_lead_to_it(desk: Store) -> None:
    filled(desk)
    found = desk.search(Question(words="wind"), limit=5)
    assert found.counted == 12
    assert found.facets["outlet"] == (("Harbour Post", 6), ("Gull", 6))
    assert found.facets["month"] == (("2025-06", 4), ("2025-05", 4), ("2025-04", 4))
    assert found.facets["source"] == (("Mira Tanaka", 12),)
    asked = {
        "outlet": "outlets",
        "source": "sources",
        "place": "places",
        "certainty": "certainties",
        "lang": "langs",
        "form": "forms",
    }
    for facet, field in asked.items():
        for value, count in found.facets[facet]:
            assert len(desk.search(Question(words="wind", **{field: (value,)})).hits) == count, value


def test_one_page_follows_another(desk: Store) -> None:
    filled(desk)
    whole = desk.search(Question(), limit=100)
    assert whole.further is None
    for limit in (1, 5, 8, 23, 24):
        pages, after = list[Found](), None
        while not pages or after:
            pages.append(desk.search(Question(), after=after, limit=limit))
            after = pages[-1].further
        assert tuple(hit for page in pages for hit in page.hits) == whole.hits
        assert {page.counted for page in pages} == {24}
        assert all(page.facets == whole.facets for page in pages)


def test_a_page_behind_what_is_counted_is_found(tmp_path: Path) -> None:
    with SQLite(tmp_path / "desk.kutip", write=True, counted=5) as desk:
        filled(desk)
        whole = desk.search(Question(words="wind"), limit=100)
        after, hits = None, list[Hit]()
        while after or not hits:
            page = desk.search(Question(words="wind"), after=after, limit=2)
            assert page.counted == 5
            hits += page.hits
            after = page.further
        assert tuple(hits) == whole.hits


def test_the_newest_come_first_and_a_report_in_its_order(desk: Store) -> None:
    desk.keep([kept(said("old one"), said("old two"), url="https://1.example/", published="2025-01-01T10:00")])
    desk.keep([kept(said("new one"), said("new two"), url="https://2.example/", published="2025-06-01T10:00")])
    desk.keep([kept(said("older one"), url="https://3.example/", published="2024")])
    desk.keep([kept(said("undated"), url="https://4.example/", published=None)])
    # What says it is of tomorrow's tomorrow is as old as it is here.
    desk.keep(
        [
            kept(
                said("of the future"),
                url="https://5.example/",
                published="2199-01-01",
                seen="2025-03-01T00:00:00+00:00",
            )
        ]
    )
    assert says(desk.search(Question())) == [
        "undated",
        "new one",
        "new two",
        "of the future",
        "old one",
        "old two",
        "older one",
    ]


def test_it_can_be_asked_of_some_reports_only(desk: Store) -> None:
    filled(desk)
    reports = desk.reports()
    some = [reports[3].id, reports[1].id, reports[3].id, 999]
    found = desk.search(Question(words="wind"), among=some)
    whole = desk.search(Question(words="wind")).hits
    assert found.hits == tuple(hit for hit in whole if hit.report.id in some)
    assert (len(found.hits), found.facets, found.counted) == (2, {}, 0)
    first = desk.search(Question(), among=some, limit=3)
    rest = desk.search(Question(), among=some, after=first.further)
    assert first.hits + rest.hits == desk.search(Question(), among=some).hits
    assert desk.search(Question(since="2025-06"), among=[reports[0].id, reports[2].id]).hits != ()
    assert desk.search(Question(), among=[]).hits == ()


def test_claims_that_find_no_room_in_their_minute_stand_in_the_next() -> None:
    minute = moments.minute("2025-06-12T09:30+00:00", "2025-06-12T10:00:00+00:00")
    last = moments.first(minute + 1) - 1
    with SQLite(Path(":memory:"), write=True) as desk:
        for number in (last, last + 1):
            desk.file.run("INSERT INTO claim VALUES (?, 0, 'c1', '')", number)
            desk.file.run("INSERT INTO wording VALUES (?, '', '', NULL, NULL, x'')", number)
        claims = [said(f"claim {number}") for number in range(3)]
        desk.keep([kept(*claims, url=f"https://{number}.example/") for number in range(3)])
        numbers = [number for (number,) in desk.file.rows("SELECT id FROM claim WHERE report > 0 ORDER BY id")]
        assert numbers == [last + 2 + number for number in range(9)]
