"""When a report was published, where the places of its page do not agree; and which of its titles is printed."""

import pytest

from kutip.parse import decide
from kutip.parse.dated import Dated
from kutip.parse.meta import Meta
from kutip.record import Article, Metadatum, MetaSource
from tests.test_meta import PARAGRAPHS, linked, read

TITLE = "<h1>Bridge closed for repairs</h1>"


def tag(name: str, value: str) -> str:
    return f"<meta property='{name}' content='{value}'>"


def day(body: str, head: str = "", url: str | None = None) -> str | None:
    published = read(body, head, url=url).published
    return published[:10] if published else None


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='post-date'>3 May 2024</div>",
        "<time datetime='2024-05-03'>Friday</time>",
        "<span itemprop='datePublished' content='2024-05-03'>Friday</span>",
    ],
)
@pytest.mark.parametrize("older", ["date", "dcterms.date", "last-publish-date"])
def test_an_older_tag_gives_way_to_the_day_that_a_page_shows(beside: str, older: str) -> None:
    assert day(f"{TITLE}{beside}{PARAGRAPHS}", tag(older, "2024-05-21T08:00:00+02:00")) == "2024-05-03"


def test_an_older_tag_holds_where_the_page_shows_no_day_or_reads_two_ways() -> None:
    head = tag("date", "2024-05-03")
    assert day(f"{TITLE}{PARAGRAPHS}", head) == "2024-05-03"
    assert day(f"{TITLE}<div class='post-date'>05/03/2024</div>{PARAGRAPHS}", head) == "2024-05-03"


def test_most_of_the_sure_places_win_over_one() -> None:
    head = linked(datePublished="2024-05-01T07:00:00Z") + tag("article:published_time", "2024-05-03T09:30:00+02:00")
    body = f"{TITLE}<div class='post-date'>3 May 2024</div>{PARAGRAPHS}"
    assert read(body, head).published == "2024-05-03T09:30+02:00"
    assert day(f"{TITLE}{PARAGRAPHS}", head) == "2024-05-01"  # one against one: the surer


def test_the_day_of_a_change_is_no_place_against_the_day_of_publication() -> None:
    head = linked(datePublished="2024-05-01", dateModified="2024-05-03T10:00:00Z")
    shown = "<time datetime='2024-05-03T10:00:00Z'>Friday</time><div class='post-date'>3 May 2024</div>"
    assert day(f"{TITLE}{shown}{PARAGRAPHS}", head) == "2024-05-01"


def test_the_day_that_a_rule_for_the_outlet_names_holds() -> None:
    places: tuple[MetaSource, ...] = ("rules", "json-ld", "opengraph")
    days = ("2024-05-03", "2024-05-01", "2024-05-01")
    said = tuple(Metadatum("published", day, by) for day, by in zip(days, places, strict=True))
    assert decide.weighed(Meta(said=said, published="2024-05-03"), None) == "2024-05-03"
    assert decide.weighed(Meta(said=said[:1], published="2024-05-03"), None) == "2024-05-03"
    assert decide.weighed(Meta(said=said[1:], published="2024-05-01"), Dated(1, 2, "2024-05-03")) == "2024-05-01"


@pytest.mark.parametrize(
    ("foot", "found"),
    [
        ("<footer><p class='post-info'>Posted 3 May 2024</p></footer>", "2024-05-03"),
        ("<div class='page-footer'><b>Menu</b><span class='date'>3 May 2024</span></div>", "2024-05-03"),
        ("<footer><p class='info'>© 3 May 2024</p></footer>", None),
        ("<div class='comments'><p class='comment-date'>3 May 2024</p></div>", None),
        ("<div class='related'><p>3 May 2024</p></div>", None),
    ],
)
def test_the_foot_of_a_page_dates_a_report_that_nothing_else_dates(foot: str, found: str | None) -> None:
    assert day(f"{TITLE}{PARAGRAPHS}{foot}") == found


def title(head: str, heading: str = "Bridge closed for repairs") -> str | None:
    article: Article = read(f"<h1>{heading}</h1>{PARAGRAPHS}", head)
    return article.title


def test_the_printed_headline_of_the_report_wins_over_a_title_that_says_something_else() -> None:
    other = tag("og:title", "You will not believe what rust did")
    assert title(linked(headline="Bridge closed for repairs") + other) == "Bridge closed for repairs"
    assert title(linked(headline="Bolts of the bridge are gone") + other) == "You will not believe what rust did"


def test_a_title_without_the_line_over_it_holds() -> None:
    head = linked(headline="Oller: Bridge closed for repairs") + tag("og:title", "Bridge closed for repairs")
    assert title(head, "Oller: Bridge closed for repairs") == "Bridge closed for repairs"
