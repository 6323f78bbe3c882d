"""Which blocks of a page are its report: by structure alone, so most pages here are in no language that kutip knows."""

import pytest

from kutip import parse
from kutip.errors import InputError
from kutip.parse import page as pages
from kutip.record import Capture, PartKind

TITLE = "Tal brodo an Pell sero"
LINES = (
    "Tal brodo an Pell sero na veneris, ka se bolti rusta, dixo nu la conte an Ulmo e su ingenor.",
    "Nema pasa til li novo bolti vene, ma li carri va per Holm, ke ta dura un ora plus in li vespra.",
    "Li shopi an Lowmor demanda un fero, e li scola va scurta li dies til li fin an li mes, dixo nu.",
    "In li secle ante li brodo sero du vez, e ambe vez li fluvie pasa supra li muri, scrive li paroc.",
)
TEXT = "".join(f"<p>{line}</p>" for line in LINES)
OTHER = "Un altri raporto pri un coso ke ne have que far con ti brodo, con un frase longa e un fin clar."


def parts(body: str, kind: PartKind = "paragraph", head: str = "") -> list[str]:
    """The parts of one kind that a page has."""
    source = f"<!doctype html><html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    one = parse.article(Capture(body=source, media="html"))
    return [one[part] for part in one.parts if part.kind == kind]


def test_sections_without_names_are_one_report() -> None:
    sections = "".join(
        f"<section><div><div><h2>Cap {n}</h2><p>{line}</p></div></div></section>" for n, line in enumerate(LINES)
    )
    found = parts(f"<nav><a href=/>Casa</a></nav><h1>{TITLE}</h1><div>{sections}</div><footer>{OTHER}</footer>")
    assert found == list(LINES)


@pytest.mark.parametrize(
    "box",
    [
        f"<div><h3><a href=/x>Un altri brodo an Tern</a></h3><p>{OTHER}</p></div>",
        f"<div class=related-stories><p>{OTHER}</p></div>",
        f"<aside><p>{OTHER}</p></aside>",
        f"<section id=comments><div><p>{OTHER}</p></div></section>",
        f"<div class='NewsletterBox'><p>{OTHER}</p></div>",
        f"<div class='article-inline-box'><p>{OTHER}</p></div>",
        f"<div class='KommentarModul'><p>{OTHER}</p></div>",
        f"<div class=cookie-consent><p>{OTHER}</p></div>",
        f"<div class=author-description><p>{OTHER}</p></div>",
        f"<p class=licence-note>{OTHER}</p>",
        "<p>Ve anc li raporto: <a href=/x>Un altri brodo an Tern va</a></p>",
        f"<p><a href=/x>{OTHER}</a></p>",
        f"<div style='display:none'><p>{OTHER}</p></div>",
        f"<p class='visually-hidden'>{OTHER}</p>",
        f"<div class=hidden><p>{OTHER}</p></div>",
        f"<p><i hidden>{OTHER}</i></p>",
        f"<template><p>{OTHER}</p></template>",
        f"<!-- <p>{OTHER}</p> -->",
    ],
)
@pytest.mark.parametrize("place", [2, 4])
def test_what_stands_beside_a_report_is_not_in_it(box: str, place: int) -> None:
    lines = [f"<p>{line}</p>" for line in LINES]
    lines.insert(place, box)
    assert parts(f"<main><h1>{TITLE}</h1><div>{''.join(lines)}</div></main>") == list(LINES)


@pytest.mark.parametrize(
    "box",
    [
        f"<p>{OTHER}</p>",
        f"<div><p>{OTHER}</p></div>",
        f"<blockquote><p>{OTHER}</p></blockquote>",
        f"<div class='hidden md:block'><p>{OTHER}</p></div>",
        f"<p>{OTHER.split(' ', 1)[0]} <a href=/x>{OTHER.split(' ', 2)[1]}</a> {OTHER.split(' ', 2)[2]}</p>",
        f"<div class='post tag-promo category-ads'><p>{OTHER}</p></div>",
        f"<div role=tablist><div role=tabpanel><p>{OTHER}</p></div></div>",
    ],
)
def test_what_goes_on_with_a_report_is_in_it(box: str) -> None:
    """The twin of the test above: it could not fail if the box were never read."""
    assert parts(f"<main><h1>{TITLE}</h1><div>{TEXT}{box}</div></main>") == [*LINES, OTHER]


def test_short_lines_of_lists_and_tables_are_no_subheads() -> None:
    short = "<h2>Li carri</h2><ul><li>Un lapis</li></ul><table><tr><td>3 carri</td></tr></table>"
    page = f"<main><h1>{TITLE}</h1><div>{TEXT}{short}<p>{OTHER}</p></div></main>"
    assert parts(page) == [*LINES, "Un lapis", "3 carri", OTHER]
    assert parts(page, "subhead") == ["Li carri"]


@pytest.mark.parametrize(("bracket", "credit"), [("(Lowmor/Holm)", []), ("(AFP/Tal Holm)", ["AFP", "Tal Holm"])])
def test_a_stroke_in_a_bracket_credits_a_picture_only_with_a_name(bracket: str, credit: list[str]) -> None:
    page = f"<main><h1>{TITLE}</h1><div>{TEXT}<p>Li carri va un altri via {bracket}.</p></div></main>"
    assert "/".join(credit) == "/".join(parts(page, "photo_credit"))


def test_a_paragraph_above_a_line_with_a_place_is_no_caption() -> None:
    """In a page without pictures no paragraph is one, however far below the first place is named."""
    text = f"<p>{OTHER}</p><p>{LINES[3]}</p><p>LONDON (Reuters) - The bridge was closed on Friday.</p>"
    page = f"<main><h1>{TITLE}</h1><div>{text}</div></main>"
    assert parts(page, "caption") == []
    assert parts(page, "subtitle") + parts(page)[:1] == [OTHER, LINES[3]]


def test_a_deck_stands_above_the_body_whatever_it_is_called() -> None:
    for name in ("article-teaser", "excerpt", "standfirst"):
        source = (
            f"<article><h1>{TITLE}</h1><div class={name}><p>{OTHER}</p></div><div class=text>{TEXT}</div></article>"
        )
        assert (parts(source, "subtitle"), parts(source)) == ([OTHER], list(LINES)), name


def test_teasers_of_other_reports_over_the_title_are_out() -> None:
    ticker = "".join(f"<li><a href=/{n}>Altri novo {n}</a> {OTHER}</li>" for n in range(9))
    source = (
        f"<div><div><ul>{ticker}</ul></div><div class=article-content><h2>{TITLE}</h2><div>{TEXT}</div></div></div>"
    )
    assert parts(source) == list(LINES)


def test_the_report_is_the_one_under_the_title() -> None:
    others = "".join(f"<article class=post><p>{OTHER} {OTHER} {n}.</p></article>" for n in range(6))
    source = f"<div><article class=main><h1>{TITLE}</h1>{TEXT}</article><article class=posts>{others}</article></div>"
    assert parts(source) == list(LINES)


def test_names_that_mark_all_of_a_page_say_nothing() -> None:
    widgets = "".join(f"<div class='builder widget'><div class=in><p>{line}</p></div></div>" for line in LINES)
    assert parts(f"<div class='builder widget'><h2>{TITLE}</h2></div>{widgets}") == list(LINES)


def test_a_heading_over_links_or_over_nothing_is_out() -> None:
    links = "<ul><li><a href=/1>Un altri raporto</a></li><li><a href=/2>E un altri ancor</a></li></ul>"
    body = f"<main><h1>{TITLE}</h1>{TEXT}<h2>Li fluvie</h2><p>{OTHER}</p><h2>Ve anc</h2>{links}<h2>Fin</h2></main>"
    assert parts(body, "subhead") == ["Li fluvie"]


def test_a_table_and_a_list_are_read_with_their_report() -> None:
    table = "<table><tr><td>Pell</td><td>1890</td></tr><tr><td>Tern</td><td>1920</td></tr></table>"
    items = "<ul><li>Bolti novo</li><li>Muri alt</li></ul>"
    source = f"<main><h1>{TITLE}</h1>{TEXT}{table}{items}<p>{OTHER}</p></main>"
    one = parse.article(Capture(body=source, media="html"))
    assert one.text.split("\n\n")[-7:] == ["Pell", "1890", "Tern", "1920", "Bolti novo", "Muri alt", OTHER]


def test_lines_around_a_title_are_a_report_without_a_paragraph() -> None:
    lines = "".join(f"<p>Etape {n}: de li {n} til li {n + 2} an mart, an Ulmo</p>" for n in range(1, 9))
    found = parts(f"<article><h1>{TITLE}</h1>{lines}</article><aside><p>{OTHER}</p></aside>")
    assert len(found) == 8


def test_how_a_word_is_said_is_not_read_with_it() -> None:
    found = parts(f"<main><h1>{TITLE}</h1>{TEXT}<p><ruby>橋<rt>はし</rt></ruby> {OTHER}</p></main>")
    assert found[-1] == f"橋 {OTHER}"


def test_a_page_without_a_report_is_refused() -> None:
    with pytest.raises(InputError, match="no paragraph"):
        parts("<ul><li><a href=/1>Casa</a></li><li><a href=/2>Novos</a></li></ul>")


def test_only_tags_packed_as_attacks_are_refused() -> None:
    assert pages.deep("<div " + "a=1 " * 9000 + ">")
    assert not pages.deep("<script>" + "a=1;" * 9000 + "</script>")
    assert not pages.deep("<p " + "a=1 " * 900 + ">" + "b=2 " * 9000)
