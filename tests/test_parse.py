"""Captures become articles: what a page shows, what a text keeps, which language it is, and what nothing can break."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kutip import parse
from kutip.errors import InputError
from kutip.parse import language
from kutip.record import Article, Capture, Reading
from tests.gold import told

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
SENTENCE = "The bridge over the Pell was closed on Friday because its bolts had rusted, the county said."


def page(body: str, head: str = "", **attributes: str) -> str:
    """A small page."""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<!doctype html><html{given}><head>{head}</head><body>{body}</body></html>"


def article(body: str | bytes, media: str = "html", **given: str) -> Article:
    return parse.article(Capture(body=body, media="html" if media == "html" else "text", **given))


def shown(one: Article) -> list[str]:
    """Its parts, in the lines of the gold cases."""
    reading = Reading("", (), one, (), (), (), (), (), ())
    return told(reading, ("parts",))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_as_it_says(path: Path) -> None:
    expected = path.with_suffix(".md").read_text(encoding="utf-8").split("```reading\n")[1].split("\n```")[0]
    assert shown(article(path.read_bytes())) == expected.split("\n")


def test_a_text_is_kept_as_it_is() -> None:
    one = article("\ufeffTitle here\r\n\r\nIt rained.\rIt stopped. ".encode(), "text", lang="en")
    assert one.text == "Title here\n\nIt rained.\nIt stopped. "
    assert one.id.startswith("sha256:")


def test_a_text_of_another_encoding_is_refused() -> None:
    with pytest.raises(InputError, match=r"a\.txt: not UTF-8 at byte 4; save it as UTF-8"):
        article(b"cafe\xe9 ", "text", name="a.txt")


def test_what_is_given_wins() -> None:
    source = page(
        f"<h1>Bridge closed for repairs</h1><p>{SENTENCE}</p>", '<meta property="og:site_name" content="Pell Gazette">'
    )
    given = article(source, lang="en", outlet="Kabar Uji", url="https://uji.example/1", published="2024-01-02")
    assert (given.outlet, given.url, given.published) == ("Kabar Uji", "https://uji.example/1", "2024-01-02")
    assert article(source, lang="en").outlet == "Pell Gazette"


def test_the_page_s_clock_with_its_zone_wins_over_the_printed_date() -> None:
    head = '<meta property="article:published_time" content="2025-06-10T09:00:00+0700">'
    source = page(f"<h1>Bridge closed for repairs</h1><p>10 June 2025</p><p>{SENTENCE}</p>", head)
    assert article(source, lang="en").published == "2025-06-10T09:00+07:00"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("euc-kr", "cp949"), ("", "cp1252"), ("nonsense", "cp1252")],
)
def test_a_page_is_decoded_as_browsers_do(charset: str, encoding: str) -> None:
    words = (
        "조선중앙통신은 교량이 폐쇄되었다고 보도했다. " * 3
        if encoding == "cp949"
        else f"“{SENTENCE}” said a café owner."
    )
    source = page(f"<p>{words}</p>", f'<meta charset="{charset}">' if charset else "")
    assert words.strip() in article(source.encode(encoding), lang="en").text


def test_a_page_without_an_article_is_refused_by_name() -> None:
    with pytest.raises(InputError, match=r"front\.html: no paragraph of an article"):
        article(page("<nav><a href='/'>Home</a></nav><form><input></form>"), name="front.html")


def test_a_page_nested_for_ever_is_refused() -> None:
    with pytest.raises(InputError, match="nested"):
        article("<div>" * 100_000 + SENTENCE)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Warga yang tinggal di tepi sungai itu sudah diminta untuk pindah oleh camat.", "id"),
        ("The people who live by the river have been asked to move, the mayor said.", "en"),
        ("조선중앙통신은 지난 7일 공장을 시찰했다고 보도했다.", "ko"),
        ("Le ministre a dit que la route serait fermée pendant trois semaines.", "fr"),
        ("12 — 14 (!)", "und"),
        ("", "und"),
    ],
)
def test_the_language_is_told_by_the_words(words: str, code: str) -> None:
    assert language.of(words) == code


def test_a_page_that_declares_the_wrong_language_is_read_by_its_words() -> None:
    words = "Warga yang tinggal di tepi sungai itu sudah diminta untuk pindah oleh camat, kata kepala desa pada Jumat."
    assert article(page(f"<p>{words}</p>", lang="en-US")).lang == "id"


def test_a_language_without_a_pack_has_title_and_paragraphs() -> None:
    one = article("공장 시찰\n\n조선중앙통신은 지난 7일 공장을 시찰했다고 보도했다.", "text", lang="ko")
    assert [part.kind for part in one.parts] == ["title", "paragraph"]


PRINTED = (
    "By Ada Flint", "Oleh Rina / Editor Budi", "(Ani Budi)", "12 May 2025 09:07", "JAKARTA, UJI - Hujan.", "Foto: A B",
    "Baca juga: x", "Pewarta:", "(ab/cd)", "SEOUL, May 8 (HN) -- It rained.", SENTENCE,
)  # fmt: skip
LINES = st.lists(st.one_of(st.text(max_size=80), st.sampled_from(PRINTED)))


@given(LINES, st.sampled_from(["id", "en", "ko", "und"]), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_parts_are_trimmed_stretches_in_order(lines: list[str], lang: str, between: str) -> None:
    one = article(between.join(lines), "text", lang=lang)
    starts = [part.start for part in one.parts]
    assert starts == sorted(starts)
    assert all(0 <= part.start < part.end <= len(one.text) and one[part] == one[part].strip() for part in one.parts)


@given(st.text(alphabet="<>/=\"'& pdivah123table!-\x00\ud800é", max_size=200), st.booleans())
def test_no_page_raises_anything_but_an_input_error(source: str, framed: bool) -> None:
    try:
        one = article(page(f"<p>{SENTENCE}</p>{source}") if framed else source, lang="en")
    except InputError:
        return
    assert all(one[part] == one[part].strip() for part in one.parts)
