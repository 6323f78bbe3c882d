"""Reports that stand where a page says little: for browsers without scripts, for printers, over a notice on cookies."""

import pytest

from kutip.errors import InputError
from kutip.record import Article
from tests.test_parse import SENTENCE, article, page

STORY = (
    SENTENCE,
    "It will open again in May, when the new bolts have come from the works at Oller, the county said on Monday.",
    "Until then a ferry takes people over the Pell for nothing, every quarter of an hour from six in the morning.",
    "The bridge was built in 1961. Its bolts were last changed before the flood, a clerk of the county told us.",
)
TEXT = "".join(f"<p>{line}</p>" for line in STORY)
NOTICE = (
    "<p>We use cookies to show you advertisements and to count our guests, and we and our partners store them on your "
    "device. We share what we learn with social networks, with those who pay us, and with those who count for us.</p>"
    "<p>Accept all, or manage your choices. You can withdraw your consent whenever you like, on every page of ours.</p>"
)
REPORT = "<meta property='og:type' content='article'>"


def paragraphs(one: Article) -> list[str]:
    return [one[part] for part in one.parts if part.kind == "paragraph"]


@pytest.mark.parametrize(
    "body",
    [
        f"<noscript><div>{TEXT}</div></noscript>",
        f"<div class='post'><script>load()</script><noscript>{TEXT}</noscript></div>",
        f"<div class='no-print'>Loading</div><div class='print-only'>{TEXT}</div>",
    ],
)
def test_a_report_for_few_browsers_is_read_where_there_is_no_other(body: str) -> None:
    assert paragraphs(article(page(f"<h1>Bridge closed for repairs</h1>{body}"))) == list(STORY)


def test_what_few_browsers_see_is_no_part_of_a_report_for_all() -> None:
    more = "The county bought the bolts in secret, said nobody whom a reader of this page in a browser would see. " * 5
    body = f"<h1>Bridge closed for repairs</h1>{TEXT}<noscript><p>{more}</p></noscript><p class='print-only'>{more}</p>"
    assert "in secret" not in article(page(body)).text


def test_a_page_that_only_asks_for_scripts_is_refused() -> None:
    asks = "<p>You need to enable JavaScript to run this app. Please turn it on and load the page once more.</p>" * 6
    with pytest.raises(InputError, match="without scripts"):
        article(page(f"<div id='root'></div><noscript>{asks}</noscript>"))


def test_a_short_report_over_a_notice_about_cookies_is_read() -> None:
    body = f"<h1>Bridge closed for repairs</h1><div><p>{STORY[0]}</p></div><div>{NOTICE}</div>"
    assert paragraphs(article(page(body, REPORT))) == [STORY[0]]


@pytest.mark.parametrize("head", ["", REPORT])
def test_a_notice_about_cookies_under_a_title_is_no_report(head: str) -> None:
    with pytest.raises(InputError, match="asks for consent"):
        article(page(f"<h1>Bridge closed for repairs</h1><div>{NOTICE}</div>", head))
