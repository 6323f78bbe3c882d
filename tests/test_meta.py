"""What a page says of itself: title, authors, dates, pictures, from all places; and what does not fit."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kutip import parse
from kutip.lang import web
from kutip.parse import address, authors, photo, pictures, titles, when
from kutip.parse.linked import Name
from kutip.parse.page import tree
from kutip.parse.signing import ALIAS
from kutip.record import Article, Capture
from tests.test_parse import SENTENCE, page

PARAGRAPHS = f"<p>{SENTENCE}</p><p>It will open again in May, when the new bolts have come from the works at Oller.</p>"
GERMAN = (
    "<p>Die Brücke über die Pell ist seit Freitag gesperrt, weil ihre Bolzen verrostet sind, sagte der Landrat.</p>"
    "<p>Sie soll im Mai wieder öffnen, wenn die neuen Bolzen aus dem Werk in Oller gekommen sind.</p>"
)


def linked(**thing: object) -> str:
    """A page's head with a description of the report in JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **thing})}</script>'


def parsed(body: str, head: str = "", lang: str = "en", url: str | None = None) -> parse.Parsed:
    return parse.parsed(Capture(page(body, head, lang=lang), "html", url=url))


def read(body: str, head: str = "", lang: str = "en", url: str | None = None) -> Article:
    return parsed(body, head, lang, url).article


def found(article: Article, *kinds: str) -> list[tuple[str, str, str | None]]:
    """The parts of some kinds with their words and values."""
    return [(part.kind, article[part], part.value) for part in article.parts if part.kind in kinds]


# --- who --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "author",
    [
        "Mira Sand",
        ["Mira Sand"],
        {"@type": "Person", "name": "Mira Sand"},
        [{"@type": "Person", "name": ["Mira Sand"]}],
        {"@type": "Person", "givenName": "Mira", "familyName": "Sand"},
        {"@type": "Person", "byline": "By Mira Sand"},
        {"@id": "#mira"},
        "Mira Sand, Staff Writer",
        "By Mira Sand",
        "Mira Sand (ms)",
        ["https://pell.example/mira", "Mira Sand", "mira@pell.example", "admin", "@mirasand"],
    ],
)
def test_an_author_is_found_in_every_shape(author: object) -> None:
    people = json.dumps({"@graph": [{"@type": "Person", "@id": "#mira", "name": "Mira Sand"}]})
    head = linked(author=author) + f'<script type="application/ld+json">{people}</script>'
    assert read(f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}", head).authors == ("Mira Sand",)


@pytest.mark.parametrize("around", [("/*<![CDATA[*/", "/*]]>*/"), ("<!--", "-->"), ("", ";"), ("\n\t", "")])
def test_json_ld_is_read_as_tools_forgive_it(around: tuple[str, str]) -> None:
    script = '{"@type": "NewsArticle", "author": "Mira\tSand", "mainEntityOfPage": {"@type": "WebPage"}}'
    head = f'<script type="application/ld+json">{around[0]}{script}{around[1]}</script>'
    assert read(f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}", head).authors == ("Mira Sand",)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Mira Sand and Bo Lark", ("Mira Sand", "Bo Lark")),
        ("Mira Sand und Bo Lark, dpa", ("Mira Sand", "Bo Lark", "dpa")),
        ("Mira Sand dan Bo Lark", ("Mira Sand", "Bo Lark")),
        ("Mira Sand; Bo Lark", ("Mira Sand", "Bo Lark")),
        ("Mira Sand, PhD", ("Mira Sand",)),
        ("Von Mira Sand", ("Mira Sand",)),
        ("Texto: Mira Sand", ("Mira Sand",)),
        ("Nina Sand", ("Nina Sand",)),
        ("Mira Sand, May 3, 2024", ("Mira Sand",)),
        ("admin", ()),
        ("user_12", ()),
    ],
)
def test_names_are_told_apart_and_cleaned(said: str, names: tuple[str, ...]) -> None:
    assert tuple(name.text for name in authors.load().named([Name(said, False)])) == names


def test_a_person_on_the_page_signs_before_the_outlet_in_its_code() -> None:
    head = linked(author={"@type": "Organization", "name": "Pell Gazette"}, publisher={"name": "Pell Gazette"})
    body = f'<h1>Bridge closed for repairs</h1><p class="byline">By Mira Sand</p>{PARAGRAPHS}'
    assert read(body, head).authors == ("Mira Sand",)
    assert read(f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}", head).authors == ("Pell Gazette",)


def test_who_put_it_online_is_not_who_signs() -> None:
    body = f'<h1>Bridge closed for repairs</h1><p class="byline">By Mira Sand</p>{PARAGRAPHS}'
    both = parsed(body, linked(author={"@type": "Person", "name": "Kai Rebor"}))
    assert both.article.authors == ("Mira Sand",)
    assert [doubt.says for doubt in both.doubts] == ["JSON-LD says Kai Rebor, the page says Mira Sand"]
    assert both.article.text[both.doubts[0].start : both.doubts[0].end] == "Mira Sand"


# --- what it is called ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "headings", "title"),
    [
        (["Bridge closed for repairs - Pell Gazette"], [], "Bridge closed for repairs"),
        (["Bridge closed for repairs | Region"], ["Bridge closed for repairs"], "Bridge closed for repairs"),
        (["Bridge closed - what now?"], [], "Bridge closed - what now?"),
        (["The bridge over the Pell is closed for rep…"], ["The bridge over the Pell is closed for repairs"], None),
        ([], ["Bridge closed for repairs"], "Bridge closed for repairs"),
    ],
)
def test_a_title_goes_without_the_outlet(told: list[str], headings: list[str], title: str | None) -> None:
    found = [titles.Heading("h1", text) for text in headings]
    chosen = titles.chosen(told, found, "Pell Gazette", "https://www.pellgazette.example/a")
    assert chosen == (title or headings[0])


def test_a_heading_in_the_way_to_the_page_is_not_its_title() -> None:
    source = "<nav><h1>Bridge closed for repairs</h1></nav><h2>Bridge closed for repairs, says county</h2>"
    found = tuple(titles.headings(tree(source).css("h1,h2")))
    assert titles.heading(found, ["Bridge closed for repairs"]) == "Bridge closed for repairs, says county"


# --- when -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2024-05-03T09:30:00+0700", "2024-05-03T09:30+07:00"),
        ("2024-05-03T09:30:15.123Z", "2024-05-03T09:30+00:00"),
        ("2024-05-03 09:30:00 +02:00", "2024-05-03T09:30+02:00"),
        ("Fri, 03 May 2024 09:30:00 GMT", "2024-05-03T09:30+00:00"),
        ("Fri May 03 09:30:45 CEST 2024", "2024-05-03T09:30"),
        ("2024/5/3", "2024-05-03"),
        ("20240503", "2024-05-03"),
        ("1714728600", "2024-05-03T09:30+00:00"),
        ("2024-05-03T00:00:00+07:00", "2024-05-03"),
        ("0001-01-01T00:00:00Z", None),
        ("2024-02-30T10:00:00Z", None),
        ("yesterday at nine", None),
        (1714728600, None),
    ],
)
def test_moments_are_read_and_midnight_is_not_believed(said: object, moment: str | None) -> None:
    assert when.moment(said) == moment


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://pell.example/2024/05/03/bridge", "2024-05-03"),
        ("https://pell.example/news/20240503-bridge", "2024-05-03"),
        ("https://pell.example/2024/may/3/bridge", "2024-05-03"),
        ("https://pell.example/03-05-2024/bridge", "2024-05-03"),
        ("https://pell.example/20240503123456/bridge", None),
        ("https://2024-05-03.example/bridge", None),
    ],
)
def test_the_day_in_an_address(url: str, day: str | None) -> None:
    assert when.in_address(url) == day


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2024-05-03T23:30+00:00", "2024-05-04", False),
        ("2024-05-03T09:30+00:00", "2024-05-03T16:30", False),
        ("2024-05-03", "2024-05-04", False),
        ("2024-05-03", "2024-05-05", True),
        ("2024-05-03T09:30+00:00", "2023-05-03T09:30", True),
        ("2024-05-03T09:30", "2024-05-01", True),
    ],
)
def test_moments_in_two_zones_are_one(one: str, other: str, apart: bool) -> None:
    assert when.apart(one, other) is when.apart(other, one) is apart


def test_greenwich_gives_way_to_the_outlet_s_own_clock() -> None:
    head = linked(datePublished="2023-11-09T03:28:00Z") + '<meta name="pubdate" content="2023-11-08T22:28:00">'
    assert read(f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}", head).published == "2023-11-08T22:28-05:00"


def test_a_day_gets_the_clock_of_another_place() -> None:
    head = linked(datePublished="2024-05-03") + '<meta property="article:published_time" content="2024-05-03T09:30Z">'
    assert read(f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}", head).published == "2024-05-03T09:30+00:00"


def test_figures_that_read_two_ways_are_read_as_the_code_has_them() -> None:
    article = read(
        f"<h1>Bridge closed for repairs</h1><p>Published 05/03/2024</p>{PARAGRAPHS}", linked(datePublished="2024-03-05")
    )
    assert found(article, "published") == [("published", "05/03/2024", "2024-03-05")]


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Bridge closed for repairs</h1><div class='post-date'>3 May 2024</div>{PARAGRAPHS}",
        f"<div class='date-header'>3 May 2024</div><h1>Bridge closed for repairs</h1>{PARAGRAPHS}",
        f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}<p class='post-footer'>In bridges, on 3 May 2024</p>",
        f'<h1>Bridge closed for repairs</h1>{PARAGRAPHS}<script>x={{"publishedAt":"2024-05-03T09:30:00Z"}}</script>',
    ],
)
def test_without_a_word_in_the_code_the_nearest_date_dates_the_report(body: str) -> None:
    later = "<div class='comment-date'>Ann wrote: 9 May 2024</div>"
    assert (read(body + later).published or "")[:10] == "2024-05-03"


def test_a_page_without_a_date_gets_none() -> None:
    body = f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}"
    assert read(f"{body}<p>© 2024 Pell Gazette</p>").published is None
    assert read(f"{body}<p>© 3 May 2024 Pell Gazette</p>").published is None


# --- pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "<figure><img><figcaption>The closed bridge. <span class='credit'>Ann Ray/Pell</span></figcaption></figure>",
        "<figure><img><figcaption>The closed bridge. <small>Ann Ray/Pell</small></figcaption></figure>",
        "<figure><p class='copyright'>© Ann Ray/Pell</p><img><figcaption>The closed bridge.</figcaption></figure>",
        "<figure><img><figcaption>The closed bridge.</figcaption><footer>Ann Ray/Pell</footer></figure>",
        "<div class='image'><img alt='The closed bridge.'><p>The closed bridge. <span>Ann Ray/Pell</span></p></div>",
        "<div><img><p class='wp-caption-text'>The closed bridge.</p><p class='credit'>Foto: Ann Ray/Pell</p></div>",
        "<figure><button>Open</button><img><figcaption><span class='sr-only'>Caption:</span>"
        "<span>The closed bridge.</span> <span>Photo: Ann Ray/Pell</span></figcaption></figure>",
    ],
)
def test_a_picture_has_one_caption_and_its_credit(source: str) -> None:
    article = read(f"<h1>Bridge closed for repairs</h1>{source}{PARAGRAPHS}")
    assert [(kind, words) for kind, words, _ in found(article, "caption", "photo_credit")] in (
        [("caption", "The closed bridge."), ("photo_credit", "Ann Ray/Pell")],
    )


@pytest.mark.parametrize(
    "source",
    [
        "<figure><a href='/b'><img><figcaption>Nine bridges over the Pell that were closed</figcaption></a></figure>",
        "<div class='teaser'><img><h3>Nine other bridges</h3><p>They were closed last year.</p></div>",
        "<div class='author-box'><img alt='Ann Ray, who writes'><p class='author'>Ann Ray, who writes</p></div>",
        "<figure class='table'><table><tr><td>Nine</td></tr></table></figure>",
        "<figure><img><figcaption>02:31 min</figcaption></figure>",
    ],
)
def test_what_stands_beside_other_pictures_is_no_caption(source: str) -> None:
    article = read(f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}{source}<p>{SENTENCE} Again.</p>")
    assert found(article, "caption", "photo_credit") == []


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The closed bridge (Photo: KCNA via Reuters)", "KCNA via Reuters"),
        ("The closed bridge. (AP Photo/Ann Ray)", "AP Photo/Ann Ray"),
        ("The closed bridge, Foto: Ann Ray", "Ann Ray"),
        ("The closed bridge. © Ann Ray/AFP", "Ann Ray/AFP"),
        ("The closed bridge. Photo by Ann Ray/Getty Images", "Ann Ray/Getty Images"),
        ("The closed bridge. Photograph: Ann Ray (Getty)", "Ann Ray (Getty)"),
        ("The closed bridge (Dok. Kabupaten)", "Dok. Kabupaten"),
        ("The sign on the bridge read: closed", None),
        ("The county (source: police) closed the bridge.", None),
        ("The bridge between the photo/film studios", None),
    ],
)
def test_the_credit_behind_a_caption(caption: str, credit: str | None) -> None:
    behind = photo.load().behind(caption)
    assert (caption[behind.start : behind.end] if behind else None) == credit


def test_each_name_on_a_credit_line_is_a_credit() -> None:
    line = "Foto: picture alliance/dpa | Ann Ray; 02:31"
    assert [line[one.start : one.end] for one in photo.load().names(line)] == ["picture alliance/dpa", "Ann Ray"]


@given(st.text(max_size=300))
def test_credits_are_trimmed_stretches_of_their_line(text: str) -> None:
    for one in photo.load().names(text):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]


# --- what does not fit ------------------------------------------------------------------------------------------------


def test_days_of_two_places_that_differ_are_a_doubt_at_the_printed_one() -> None:
    body = f"<h1>Bridge closed for repairs</h1><p>3 May 2023</p>{PARAGRAPHS}"
    one = parsed(body, linked(datePublished="2024-05-03T09:30:00+00:00"))
    assert [(doubt.kind, doubt.says) for doubt in one.doubts] == [
        ("metadata_conflict", "JSON-LD says 2024-05-03T09:30+00:00, the page says 2023-05-03")
    ]
    assert one.article.text[one.doubts[0].start : one.doubts[0].end] == "3 May 2023"


@pytest.mark.parametrize(
    "head",
    [
        linked(datePublished="2023-05-03T23:30:00+00:00"),
        linked(datePublished="2023-05-02", dateModified="2023-05-03"),
        linked(datePublished="2023-05-03") + '<meta name="last-modified" content="2024-05-03">',
        linked(datePublished="2023-05-03", dateCreated="2021-05-03"),
        linked(datePublished="2023-05-03", author=["Mira Sand", "Bo Lark"], headline="County closes bridge at once"),
    ],
)
def test_places_that_agree_make_no_doubt(head: str) -> None:
    body = f'<h1>Bridge closed for repairs</h1><p class="byline">By Mira Sand</p><p>3 May 2023</p>{PARAGRAPHS}'
    assert parsed(body, head).doubts == ()


def test_of_several_printed_days_one_has_to_fit() -> None:
    body = f"<h1>Bridge closed for repairs</h1><p>Updated 9 June 2023</p><p>Published 3 May 2023</p>{PARAGRAPHS}"
    assert parsed(body, linked(datePublished="2023-05-03")).doubts == ()
    body = f"<h1>Bridge closed for repairs</h1><p>9 June 2020</p><p>Published 3 May 2023</p>{PARAGRAPHS}"
    assert parsed(body, linked(datePublished="2023-05-03")).doubts == ()


def test_another_title_and_another_site_are_doubts() -> None:
    head = (
        '<meta property="og:title" content="Nine recipes with plums">'
        '<link rel="canonical" href="https://other.example/plums">'
    )
    one = parsed(f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}", head, url="https://pell.example/bridge")
    assert [doubt.says for doubt in one.doubts] == [
        "the page came from pell.example, and gives an address at other.example as its own",
        'OpenGraph says "Nine recipes with plums", the page says "Bridge closed for repairs"',
    ]
    assert one.article.url == "https://pell.example/bridge"


@pytest.mark.parametrize(
    "url",
    [
        "https://amp.pell.example/bridge",
        "https://www.pell.example/bridge/amp/",
        "https://www.pell.example/bridge?outputType=amp",
        "https://m.pell.example/bridge",
        "https://www.pell.example/print/bridge",
        "https://www-pell-example.cdn.ampproject.org/c/s/www.pell.example/bridge",
    ],
)
def test_versions_for_telephones_and_printers_have_the_address_of_the_page(url: str) -> None:
    head = '<link rel="canonical" href="https://www.pell.example/bridge">'
    one = parsed(f"<h1>Bridge closed for repairs</h1>{PARAGRAPHS}", head, url=url)
    assert one.article.url == "https://www.pell.example/bridge"
    assert one.doubts == ()


# --- all that is said, in many languages ------------------------------------------------------------------------------


def test_an_article_keeps_all_that_its_page_says() -> None:
    head = (
        linked(
            headline="Bridge closed",
            datePublished="2024-05-03T09:30+02:00",
            dateModified="2024-05-04",
            author="Mira Sand",
        )
        + '<meta property="og:title" content="Bridge over the Pell closed"><meta name="author" content="Bo Lark">'
        + '<meta property="og:site_name" content="Pell Gazette">'
    )
    article = read(f"<h1>Bridge closed</h1>{PARAGRAPHS}", head)
    said = {(one.kind, one.value, one.by) for one in article.meta}
    assert said == {
        ("title", "Bridge over the Pell closed", "opengraph"), ("title", "Bridge closed", "json-ld"),
        ("title", "Bridge closed", "visible"), ("author", "Mira Sand", "json-ld"), ("author", "Bo Lark", "meta"),
        ("published", "2024-05-03T09:30+02:00", "json-ld"), ("modified", "2024-05-04", "json-ld"),
        ("outlet", "Pell Gazette", "opengraph"),
    }  # fmt: skip
    assert (article.title, article.authors, article.modified) == (
        "Bridge over the Pell closed", ("Mira Sand",), "2024-05-04"
    )  # fmt: skip


def test_a_language_without_a_pack_is_signed_dated_and_pictured() -> None:
    body = (
        "<h1>Brücke über die Pell gesperrt</h1><p class='byline'>Von Mira Sand und Bo Lark</p>"
        "<p>Stand: 3. März 2024, 09:30 Uhr</p><figure><img><figcaption>Die Brücke. Foto: Ann Ray</figcaption></figure>"
    )
    article = read(body + GERMAN, lang="de")
    assert article.published == "2024-03-03T09:30"
    assert found(article, "byline", "caption", "photo_credit") == [
        ("byline", "Mira Sand", "Mira Sand"), ("byline", "Bo Lark", "Bo Lark"),
        ("caption", "Die Brücke.", None), ("photo_credit", "Ann Ray", "Ann Ray"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "title", "signed", "dated", "caption", "words", "says"),
    [
        (
            "fr", "Le pont sur la Pell est fermé", "Par Mira Sand et Bo Lark", "Publié le 3 mars 2024 à 09h30",
            "Le pont fermé. Crédit photo : Ann Ray",
            "Le pont sur la Pell est fermé depuis vendredi parce que ses boulons sont rouillés, a dit le comté.",
            (("Mira Sand", "Bo Lark"), "2024-03-03T09:30", "Ann Ray"),
        ),
        (
            "es", "El puente sobre el Pell está cerrado", "Por Mira Sand y Bo Lark", "3 de marzo de 2024, 09:30",
            "El puente cerrado. Foto: Ann Ray",
            "El puente sobre el Pell está cerrado desde el viernes porque sus tornillos se oxidaron, dijo el condado.",
            (("Mira Sand", "Bo Lark"), "2024-03-03T09:30", "Ann Ray"),
        ),
        (
            "ru", "Мост через Пелл закрыт", "Автор: Мира Санд", "3 марта 2024, 09:30", "Закрытый мост. Фото: Анна Рэй",
            "Мост через реку Пелл закрыт с пятницы, потому что его болты проржавели, сообщили в округе вечером.",
            (("Мира Санд",), "2024-03-03T09:30", "Анна Рэй"),
        ),
        (
            "pl", "Most na Pell zamknięty", "Autor: Mira Sand", "3 marca 2024, 09:30", "Zamknięty most. Fot. Ann Ray",
            "Most na rzece Pell jest zamknięty od piątku, ponieważ jego śruby zardzewiały, podał powiat w komunikacie.",
            (("Mira Sand",), "2024-03-03T09:30", "Ann Ray"),
        ),
        (
            "ja", "ペル川の橋が閉鎖", "文：佐藤花子", "2024年3月3日 09:30", "閉鎖された橋。写真：共同通信",
            "ペル川の橋はボルトがさびたため金曜日から閉鎖されていると郡が発表した。新しいボルトが届く五月に再開する。",
            (("佐藤花子",), "2024-03-03T09:30", "共同通信"),
        ),
        (
            "zh", "佩尔河大桥关闭", "记者 王小明", "2024年3月3日 09:30", "关闭的大桥。图片来源：新华社",
            "佩尔河大桥因螺栓生锈自周五起关闭，县政府表示，预计五月新螺栓到货后重新开放，届时将再次检查全部螺栓。",
            (("王小明",), "2024-03-03T09:30", "新华社"),
        ),
        (
            "ar", "إغلاق الجسر فوق نهر بيل", "بقلم: ميرا ساند", "3 مارس 2024", "الجسر المغلق. تصوير: آن راي",
            "أغلق الجسر فوق نهر بيل منذ يوم الجمعة لأن براغيه صدئت، حسب ما قالت السلطات المحلية في بيان لها.",
            (("ميرا ساند",), "2024-03-03", "آن راي"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) == 2 else "",
)  # fmt: skip
def test_headers_and_pictures_of_many_languages(
    lang: str, title: str, signed: str, dated: str, caption: str, words: str, says: tuple[tuple[str, ...], str, str]
) -> None:
    picture = f"<figure><img><figcaption>{caption}</figcaption></figure>"
    body = f"<h1>{title}</h1><p class='byline'>{signed}</p><p>{dated}</p>{picture}" + 3 * f"<p>{words} {words}</p>"
    article = read(f"<article>{body}</article>", lang=lang)
    credit = [words for _, words, _ in found(article, "photo_credit")]
    assert (article.lang, article.authors, article.published, *credit) == (lang, *says)


def test_every_language_names_its_twelve_months_or_none() -> None:
    signing = web.load().signing
    assert {code for code, one in signing.items() if len(one.months) not in (0, 12)} == set()
    assert set(ALIAS.values()) <= set(signing)


@given(st.text(max_size=200))
def test_no_text_makes_trouble(text: str) -> None:
    moment = when.moment(text)
    assert moment is None or datetime.fromisoformat(moment)
    assert all(name.text.strip() for name in authors.load().named([Name(text, False)]))
    photo.load().behind(text)
    pictures.settle(tree(f"<figure><img><figcaption>{text}</figcaption></figure>"))
    address.site(f"https://{text}/")
