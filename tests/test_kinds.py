"""Pages that are no plain report: walls, errors and lists are named, live pages and later pages read.

What nobody sees is no claim; single outlets have rules."""

import random
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from msgspec import structs
from selectolax.lexbor import LexborHTMLParser

import kutip
from kutip import parse
from kutip.errors import InputError, PackError
from kutip.parse import following, html, outlets
from kutip.parse.body import Body
from kutip.parse.following import elsewhere
from kutip.parse.join import joined
from kutip.parse.page import Page
from kutip.record import Article, Capture

REFUSED = sorted((Path(__file__).parent / "pages" / "refused").glob("*.html"))
NAMES = {
    "consent": "a wall that asks for consent",
    "error": "an error page",
    "list": "a list of reports",
    "login": "behind a login",
    "paywall": "behind a paywall: only",
    "robots": "a page for browsers without scripts or for machines",
}
"""What the pages of each name are called."""
STORY = (
    "The county closed the bridge over the Pell on Friday because its bolts had rusted, its engineer Ada Wren said.",
    "“Nobody crosses until new bolts have come,” she said. They are made in one small works on the coast.",
    "Until then cars go by way of Holm, which takes twenty minutes more, according to the police of the valley.",
    "The shops of Lowmoor ask for a ferry. A first one may be found by Monday, the harbour master told the Gazette.",
    "In the last century the bridge was closed three times, once for a whole winter, an old book of the parish says.",
)
TEXT = "".join(f"<p>{line}</p>" for line in STORY)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def article(source: str | bytes, url: str | None = None) -> Article:
    return parse.article(Capture(source, "html", url))


def paragraphs(one: Article) -> list[str]:
    return [one[part] for part in one.parts if part.kind == "paragraph"]


# --- no report --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_a_page_without_a_report_is_called_what_it_is(path: Path) -> None:
    with pytest.raises(InputError, match=NAMES[path.stem.split("-")[0]]) as error:
        article(path.read_bytes())
    assert "; give the address of" in str(error.value) or "; save the page from a browser" in str(error.value)


def test_every_kind_has_pages_in_indonesian_and_english() -> None:
    stems = {path.stem for path in REFUSED}
    for name in NAMES:
        assert any(stem.startswith(name) and stem.endswith("-id") for stem in stems), name


@pytest.mark.parametrize(
    "head",
    [
        "<title>Page not found: why old links die | Pell Gazette</title>",
        "<title>404 | Pell Gazette</title>",
        "<title>Just a moment: the bridge that waited | Pell Gazette</title>",
        "<title>Before you continue: mind the bridge | Pell Gazette</title>",
        "<title>Latest news from the bridge | Pell Gazette</title><meta property='og:type' content='website'>",
        "<title>Access denied | Pell Gazette</title><meta property='og:type' content='article'>",
    ],
)
def test_a_report_may_be_called_like_a_page_without_one(head: str) -> None:
    assert paragraphs(article(page(f"<h1>The bridge</h1>{TEXT}", head))) == list(STORY)


def test_a_report_about_cookies_is_read() -> None:
    lines = (
        "The county’s site uses cookies without asking, a court found on Monday, and has to pay 5,000 crowns for it.",
        "“We use cookies to count our guests,” said the county’s clerk, Tom Ashby. The judge was not convinced.",
        "A reader from Holm had complained. She had found 43 of them on one page, most from firms far away, she said.",
        "From May the county will ask each visitor first. The bill for the new page is 900 crowns, the clerk told us.",
    )
    assert paragraphs(article(page("<h1>Cookies</h1>" + "".join(f"<p>{line}</p>" for line in lines)))) == list(lines)


@pytest.mark.parametrize(
    "line",
    [
        "The road to Holm has been blocked by a fallen tree since Monday, the police of the valley said.",
        "Together with our partners we open a new pier in Lowmoor on Friday, the ferry company said in a letter.",
        "The airport of Grent will have a new security check from May, which costs two million crowns.",
        "Polisi memasang pemeriksaan keamanan baru di dermaga Kuala Batu mulai Senin, kata Zulfikar Anwar.",
        "The county’s page uses cookies without asking, a court found. It has to pay 5,000 crowns by the end of May.",
    ],
)
def test_a_report_of_one_line_may_speak_as_walls_do(line: str) -> None:
    assert paragraphs(article(page(f"<h1>News in brief</h1><p>{line}</p>"))) == [line]


@pytest.mark.parametrize("behind", ["To read the full report, ask the clerk.", "Want to read more?", "Read our rules."])
def test_a_short_report_with_a_pointer_behind_it_is_read(behind: str) -> None:
    assert paragraphs(article(page(f"<h1>Bridge closed</h1><p>{STORY[0]}</p><div><b>{behind}</b></div>"))) == [STORY[0]]


def test_a_short_report_is_read() -> None:
    assert paragraphs(article(page(f"<h1>Bridge closed</h1><p>{STORY[0]}</p>"))) == [STORY[0]]


def test_a_report_under_linked_headings_that_says_it_is_one_is_no_list() -> None:
    parts = "".join(
        f"<h2><a href='/{n}'>The {n} walk of the valley</a></h2><p>{line}</p>" for n, line in enumerate(STORY)
    )
    assert paragraphs(article(page(f"<h1>Walks</h1>{parts}", "<meta property='og:type' content='article'>")))
    with pytest.raises(InputError, match="a list of reports"):
        article(page(f"<h1>Walks</h1>{parts}", "<meta property='og:type' content='website'>"))


def test_what_a_page_says_is_shown_without_its_control_signs() -> None:
    with pytest.raises(InputError, match="an error page") as error:
        article(page("<p>Nothing here.</p>", "<title>Page\x1dnot\u2028found</title>"))
    assert str(error.value).isprintable()


# --- half a report ----------------------------------------------------------------------------------------------------

PAID = """<meta property="og:type" content="article"><script type="application/ld+json">{"@type": "NewsArticle",
"isAccessibleForFree": "False", "hasPart": {"isAccessibleForFree": false, "cssSelector": ".rest"}}</script>"""


@pytest.mark.parametrize(
    ("behind", "breaks"),
    [
        ("<div><b>Subscribe to continue reading</b></div>", True),
        ("<div><h3>Jetzt weiterlesen mit B+</h3></div>", True),
        ("<div><h3>Langganan untuk membaca selengkapnya</h3></div>", True),
        ("<div><h3>La suite est réservée aux abonnés</h3></div>", True),
        ("<div style='display:none'>Subscribe to continue reading</div>", False),
        (
            "<div class=paywall-offer><p>One crown a month</p></div>",
            False,
        ),  # its text is whole, the wall for later ones
        ("<div>Subscribe to our letter</div>", False),
        ("<div>Tags: bridge</div>", False),
        ("", False),
    ],
)
def test_a_report_that_goes_on_behind_a_wall_is_known(behind: str, breaks: bool) -> None:
    source = page(f"<main><article><h1>Bridge closed</h1>{TEXT * 2}</article>{behind}</main>", PAID)
    one = parse.parsed(Capture(source, "html"))
    doubts = [doubt for doubt in one.doubts if doubt.kind == "incomplete"]
    assert [one.article[doubt] for doubt in doubts] == ([STORY[-1]] if breaks else [])


# --- live pages, later pages ------------------------------------------------------------------------------------------


def test_a_page_with_times_that_is_not_live_is_read_as_any_other() -> None:
    lines = "".join(f"<p>{hour}.15 {line}</p>" for hour, line in zip(count(10), STORY, strict=False))
    assert not [part for part in article(page(f"<h1>The day</h1>{lines}")).parts if part.kind == "published"]


HERE = "https://gazette.example/valley/salt-works-of-holm"


@pytest.mark.parametrize(
    ("here", "link", "there"),
    [
        (HERE, "<a href='?page=2'>2</a>", f"{HERE}?page=2"),
        (HERE, "<a href='/valley/salt-works-of-holm/2'>2</a>", f"{HERE}/2"),
        (HERE, "<a href='/valley/salt-works-of-holm/page/2/'>2</a>", f"{HERE}/page/2/"),
        (HERE, "<link rel=next href='/valley/salt-works-of-holm/seite-2'>", f"{HERE}/seite-2"),
        (f"{HERE}.html", "<a href='salt-works-of-holm-p2.html' rel=next>on</a>", f"{HERE}-p2.html"),
        (f"{HERE}?page=2", "<a href='?page=1'>1</a><a href='?page=3'>3</a>", f"{HERE}?page=3"),
        (f"{HERE}/2", "<a href='/valley/salt-works-of-holm/3'>3</a>", f"{HERE}/3"),
        (f"{HERE}?id=7", "<a href='?id=7&halaman=2'>2</a>", f"{HERE}?id=7&halaman=2"),
        (f"{HERE}?page=3", "<a href='?page=1'>1</a><a href='?page=2'>2</a>", None),
        (HERE, "<a rel=next href='/valley/ferry-of-holm'>Next report</a>", None),
        (HERE, "<a rel=next href='/valley/salt-works-of-holm#2'>2</a>", None),
        (HERE, "<a href='https://other.example/valley/salt-works-of-holm?page=2'>2</a>", None),
        ("https://gazette.example/news/12", "<a rel=next href='/news/13'>next</a>", None),
        ("https://gazette.example/2025/08/04", "<a rel=next href='/2025/08/05'>next</a>", None),
        (HERE, "<a href='http://[bad'>2</a>", None),
        (HERE, "", None),
    ],
)
def test_the_next_page_of_a_report(here: str, link: str, there: str | None) -> None:
    assert elsewhere(LexborHTMLParser(page(link)), here).next == there


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("<a href='?page=all'>all</a>", f"{HERE}?page=all"),
        ("<a href='/valley/salt-works-of-holm?single=1'>one page</a>", f"{HERE}?single=1"),
        ("<a href='/valley/salt-works-of-holm/all'>all</a>", f"{HERE}/all"),
        ("<a href='/valley/all'>all of the valley</a>", None),
    ],
)
def test_where_all_of_a_report_stands(link: str, there: str | None) -> None:
    assert elsewhere(LexborHTMLParser(page(link)), f"{HERE}?page=2").whole == there
    assert elsewhere(LexborHTMLParser(page(link)), HERE).whole == there


def test_a_page_for_print_names_the_address_of_the_report() -> None:
    source = page("", f"<link rel=canonical href='{HERE}'>")
    assert following.of(Capture(source, "html", f"{HERE}/amp")).canonical == HERE


@pytest.mark.parametrize("capture", [Capture("<div>" * 30_000, "html", HERE), Capture("It rained.", "text", HERE)])
def test_what_is_no_page_stands_nowhere_else(capture: Capture) -> None:
    assert following.of(capture) == (None, None, None)


def test_pages_of_one_report_become_one_article() -> None:
    head = "<h1>Bridge closed</h1><div class=byline>By Mia Dunn</div>"
    first = article(page(f"<article>{head}<p>{STORY[0]}</p><p>{STORY[1]}</p></article>"))
    second = article(page(f"<article>{head}<p>{STORY[1]}</p><p>{STORY[2]}</p><p>{STORY[3]}</p></article>"))
    one = joined([first, second])
    assert paragraphs(one) == list(STORY[:4])
    assert [part.kind for part in one.parts].count("title") == 1
    assert one.id == parse.digest(one.text) != first.id


# --- rules for outlets ------------------------------------------------------------------------------------------------

RULES = """
hosts = ["gazette.example"]
[[rules]]
valid_from = 2020-01-01
valid_until = 2024-12-31
checked = 2024-06-01
why = "a test"
body = "div.old"
[[rules]]
valid_from = 2025-01-01
checked = 2025-06-01
why = "a test"
body = "div.new"
"""


@pytest.mark.parametrize(
    ("address", "day", "body"),
    [
        ("https://gazette.example/1", "2025-03-04T10:00+00:00", "div.new"),
        ("https://www.gazette.example/1", "2024-03-04", "div.old"),
        ("https://valley.gazette.example/1", None, "div.new"),
        ("https://gazette.example/1", "2019-03-04", None),
        ("https://notgazette.example/1", "2025-03-04", None),
        ("https://[bad", "2025-03-04", None),
        (None, "2025-03-04", None),
    ],
)
def test_a_rule_is_chosen_by_host_and_day(
    tmp_path: Path, address: str | None, day: str | None, body: str | None
) -> None:
    (tmp_path / "gazette.toml").write_text(RULES)
    rule = outlets.rule((address,), day, tmp_path)
    assert (rule.body if rule else None) == body


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('body = "div.new"', 'bodies = "div.new"', r"outlets/gazette\.toml: .*`bodies`"),
        ('body = "div.new"', 'body = "div[["', r"rule 2: 'div\[\[' is no CSS selector"),
        ("valid_until = 2024-12-31", "valid_until = 2019-12-31", r"rule 1: it ends on 2019-12-31, before it begins"),
        ("valid_until = 2024-12-31", "valid_until = soon", r"gazette\.toml: not TOML"),
        ("checked = 2025-06-01", "", r"missing required field `checked`"),
    ],
)
def test_a_wrong_rule_is_refused_by_name(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "gazette.toml").write_text(RULES.replace(old, new))
    with pytest.raises(PackError, match=message):
        outlets.load(tmp_path)


def test_a_host_has_its_rules_in_one_file(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.toml").write_text(RULES)
    with pytest.raises(PackError, match=r"outlets/b\.toml: gazette\.example has rules in another file"):
        outlets.load(tmp_path)


RULE = outlets.Rule(valid_from=date(2025, 1, 1), checked=date(2025, 1, 1), why="a test")


def test_a_rule_says_where_the_report_is() -> None:
    chunks = "".join(f"<div><section class=c{n}><p>{line}</p></section></div>" for n, line in enumerate(STORY))
    tree = LexborHTMLParser(page(f"<h1>Bridge</h1><div class=x>{chunks}</div><article><p>{STORY[0] * 9}</p></article>"))
    outlets.mark(tree, structs.replace(RULE, body="div.x"))
    whole = Body(Page(tree.root), "Bridge")
    assert [whole.blocks[number].text for number in whole.found().body] == list(STORY)


def test_a_rule_holds_on_its_outlet_s_pages_only() -> None:
    box = f"<div class=expandable-box><p>{QUOTED}</p></div>"
    source = page(f"<h1>Bridge</h1><article><p>{STORY[0]}</p>{box}<p>{STORY[1]}</p><p>{STORY[2]}</p></article>")
    assert QUOTED not in paragraphs(article(source, "https://www.srf.ch/news/bridge"))
    assert QUOTED in paragraphs(article(source, "https://gazette.example/bridge"))


def test_what_a_rule_names_comes_before_what_the_page_says() -> None:
    source = page(
        "<b class=t>The true title</b><i class=w>Mia Dunn</i><i class=w>Joe Hask</i><u class=d>2025-03-04</u>"
        "<p class=x>x</p>",
        "<title>A wrong title</title>",
    )
    rule = outlets.Rule(
        valid_from=outlets.datetime.date(2025, 1, 1), checked=outlets.datetime.date(2025, 1, 1), why="a test",
        title=".t", byline=".w", date=".d", remove=(".x",),
    )  # fmt: skip
    tree = LexborHTMLParser(source)
    head = outlets.told(tree, rule, html.meta.read(tree))
    outlets.mark(tree, rule)
    assert (head.title, head.published) == ("The true title", "2025-03-04")
    assert [name.text for signed in head.signed for name in signed.names] == ["Mia Dunn", "Joe Hask"]
    assert tree.css_first(".x") is None


# --- what nobody sees -------------------------------------------------------------------------------------------------

QUOTED = "“The bridge is sold,” said the mayor of Holm, Ned Fox, on Friday."


@pytest.mark.parametrize(
    "hidden",
    [
        f"<p style='display:none'>{QUOTED}</p>",
        f"<p style='DISPLAY : none !important'>{QUOTED}</p>",
        f"<p style='visibility:hidden'>{QUOTED}</p>",
        f"<p style='font-size:0'>{QUOTED}</p>",
        f"<p style='color:red;font-size: 0px;'>{QUOTED}</p>",
        f"<p style='width:0;height:0px;overflow:hidden'>{QUOTED}</p>",
        f"<p style='position:absolute;left:-9999px'>{QUOTED}</p>",
        f"<p style='text-indent:-10000px'>{QUOTED}</p>",
        f"<p style='position:absolute;clip:rect(0,0,0,0)'>{QUOTED}</p>",
        f"<p hidden>{QUOTED}</p>",
        f"<p aria-hidden=true>{QUOTED}</p>",
        f"<p class=sr-only>{QUOTED}</p>",
        f"<!-- <p>{QUOTED}</p> -->",
        f"<noscript><p>{QUOTED}</p></noscript>",
        f"<template><p>{QUOTED}</p></template>",
        f"<script>var said = '{QUOTED}'</script>",
        f"<p>The <span style='display:none'>{QUOTED}</span> county has a plan for the bridge, its engineer said.</p>",
        f"<p>The <b style='font-size:0'>{QUOTED}</b> county has a plan for the bridge, its engineer said.</p>",
        f"<p>The <a href=/ hidden>{QUOTED}</a> county has a plan for the bridge, its engineer said.</p>",
        f"<figure><img src=b.jpg alt='{QUOTED}'><figcaption>The bridge on Friday.</figcaption></figure>",
        f"<div title='{QUOTED}' data-quote='{QUOTED}'></div>",
    ],
)
def test_a_quotation_that_nobody_sees_is_no_claim(hidden: str) -> None:
    reading = kutip.read(
        page(f"<article><h1>Bridge closed</h1><p>{STORY[0]}</p>{hidden}{TEXT}</article>"), models=("none",)
    )
    assert "sold" not in reading.article.text
    assert not [claim for claim in reading.claims if any(hop.name == "Ned Fox" for hop in claim.chain)]


def test_a_quotation_that_all_see_is_one() -> None:
    """The same page, nothing hidden: what the tests above would miss if they could not fail."""
    reading = kutip.read(page(f"<article><h1>Bridge closed</h1><p>{QUOTED}</p>{TEXT}</article>"), models=("none",))
    assert [claim for claim in reading.claims if any(hop.name == "Ned Fox" for hop in claim.chain)]


def test_a_quotation_without_its_other_mark_ends_with_its_paragraph() -> None:
    dice = random.Random(47)
    for _ in range(200):
        lines = [broken(line, dice) for line in dice.sample(STORY, len(STORY))]
        reading = kutip.read(
            page("<h1>Bridge closed</h1>" + "".join(f"<p>{line}</p>" for line in lines)), models=("none",)
        )
        bounds = [part for part in reading.article.parts if part.kind == "paragraph"]
        for claim in reading.claims:
            for span in claim.content:
                assert any(part.holds(span) for part in bounds), reading.article[span]


def broken(line: str, dice: random.Random) -> str:
    """A paragraph with one more quotation mark, or without one of its own."""
    place = dice.randrange(len(line))
    marks = [at for at, sign in enumerate(line) if sign in "“”"]
    if marks and dice.random() < 0.5:
        gone = dice.choice(marks)
        return line[:gone] + line[gone + 1 :]
    return line[:place] + dice.choice("“”„«»'") + line[place:]
