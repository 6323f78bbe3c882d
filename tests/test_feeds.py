"""Feeds: what is read of them whole, what of broken ones, and that hostile ones reach nothing."""

import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kutip.errors import InputError
from kutip.fetch import feed, kind, sitemap
from kutip.fetch.item import Picture
from kutip.fetch.moment import instant, iso

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xml:base="http://kabar.example/id/">
<channel><title>Kabar &amp; Warta</title><link>http://kabar.example/</link><language>id</language>
<item><title>Gempa</title><link>/gempa</link><guid isPermaLink="false">g1</guid>
 <pubDate>Mon, 02 Jan 2023 15:04:05 +0700</pubDate><source url="http://antara.example/rss">Antara</source>
 <dc:creator>Siti</dc:creator><dc:creator>Budi</dc:creator><description>Singkat.</description>
 <content:encoded><![CDATA[<p>Panjang &amp; lengkap.</p>]]></content:encoded>
 <media:content url="foto.jpg"><media:credit>Reuters</media:credit>
 <media:description>Rumah roboh</media:description></media:content></item>
<item><title>Banjir</title><link>http://kabar.example/banjir</link><author>redaksi@kabar.example (Rina)</author>
 <pubDate>May 2023</pubDate><description>Hanya ringkasan.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Desk</title>
<link rel="self" href="http://desk.example/feed"/><link href="http://desk.example/"/><author><name>Desk</name></author>
<entry><id>urn:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; step</title><link href="one"/>
 <link rel="via" href="http://kcna.example/x" title="KCNA"/><source><title>Yonhap</title></source>
 <published>2024-05-01T09:30Z</published><updated>2024-05-02T10:00:00.5+09:00</updated>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Whole <i>text</i>.</p></div></content></entry>
<entry><id>urn:2</id><title>Two</title><link href="two"/><author><name>Kim</name></author></entry></feed>"""
URL = "http://desk.example/feed"


def rss(items: str, head: str = "") -> bytes:
    """A feed of some items."""
    return f'{head}<rss version="2.0"><channel><title>Kabar</title>{items}</channel></rss>'.encode()


# --- what is read -----------------------------------------------------------------------------------------------------


def test_an_item_of_rss_is_read_whole() -> None:
    found = feed.read(RSS.encode(), "http://kabar.example/rss")
    item = found.items[0]
    assert (found.title, found.home, found.lang, found.broken) == ("Kabar & Warta", "http://kabar.example/", "id", None)
    assert (item.id, item.url, item.title) == ("g1", "http://kabar.example/gempa", "Gempa")
    assert item.authors == ("Siti", "Budi")
    assert item.published == "2023-01-02T15:04:05+07:00"
    assert (item.summary, item.content, item.media) == ("Singkat.", "<p>Panjang &amp; lengkap.</p>", "html")
    assert item.pictures == (Picture("http://kabar.example/id/foto.jpg", "Rumah roboh", "Reuters"),)


def test_the_medium_a_feed_took_an_item_from_is_a_hop() -> None:
    first, second = feed.read(RSS.encode()).items
    assert (first.source, first.via) == ("Antara", ("Antara",))
    assert (second.source, second.via) == (None, ())


def test_where_a_source_found_it_comes_before_the_source() -> None:
    assert feed.read(ATOM.encode(), URL).items[0].via == ("KCNA", "Yonhap")


@pytest.mark.parametrize("source", ["<source>Kabar</source>", '<source url="http://kabar.example/rss">Warta</source>'])
def test_a_feed_is_no_hop_before_itself(source: str) -> None:
    item = feed.read(rss(f"<item><title>a</title>{source}</item>"), "http://kabar.example/rss").items[0]
    assert item.source is not None
    assert item.via == ()


def test_readers_of_news_name_the_source_in_spaces_of_their_own() -> None:
    item = feed.read(rss('<item><title>a</title><n:Source xmlns:n="http://any.example/">Reuters</n:Source></item>'))
    assert item.items[0].via == ("Reuters",)


def test_an_entry_of_atom_is_read_whole() -> None:
    found = feed.read(ATOM.encode(), URL)
    first, second = found.items
    assert (found.title, found.home, found.lang) == ("Desk", "http://desk.example/", "en")
    assert (first.title, first.url) == ("A bold step", "http://desk.example/one")
    assert (first.published, first.modified) == ("2024-05-01T09:30+00:00", "2024-05-02T10:00:00.500+09:00")
    assert first.content == "<div><p>Whole <i>text</i>.</p></div>"
    assert (first.authors, second.authors) == (("Desk",), ("Kim",))


def test_rdf_is_read() -> None:
    found = feed.read(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b"<channel><title>Alt</title></channel>"
        b'<item rdf:about="http://a.example/1"><title>Eins</title><link>http://a.example/1</link></item></rdf:RDF>'
    )
    assert [(item.id, item.title) for item in found.items] == [("http://a.example/1", "Eins")]


def test_json_feed_is_read() -> None:
    item = {"id": 7, "url": "/7", "content_html": "<p>x</p>", "authors": [{"name": "Kim"}], "source": {"name": "KCNA"}}
    rows = [{**item, "date_published": "2024-05-01T09:30:00+09:00", "image": "i.png"}, {"id": "8", "url": 5}]
    body = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": rows}
    found = feed.read(msgspec.json.encode(body), "http://j.example/feed.json")
    first = found.items[0]
    assert (first.id, first.url, first.via, first.authors) == ("7", "http://j.example/7", ("KCNA",), ("Kim",))
    assert (first.published, first.content) == ("2024-05-01T09:30:00+09:00", "<p>x</p>")
    assert len(found.items) == 1
    assert "item 2 is left out" in (found.broken or "")


def test_whole_texts_are_captures_and_notices_are_links() -> None:
    found = feed.read(RSS.encode(), "http://kabar.example/rss")
    [capture] = feed.captures(found)
    assert (capture.body, capture.media) == ("<p>Panjang &amp; lengkap.</p>", "html")
    assert capture.named("title") == ("Gempa",)
    assert (capture.outlet, capture.via, capture.lang) == ("Kabar & Warta", ("Antara",), "id")
    assert [item.url for item in feed.links(found)] == ["http://kabar.example/banjir"]


def test_without_an_address_the_description_is_the_report() -> None:
    found = feed.read(rss("<item><title>a</title><description>All of it.</description></item>"))
    assert [capture.body for capture in feed.captures(found)] == ["All of it."]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://a.example/"])
def test_only_pages_of_the_web_are_addresses(link: str) -> None:
    assert feed.read(rss(f"<item><title>a</title><link>{link}</link></item>"), URL).items[0].url is None


def test_encodings_are_those_of_browsers() -> None:
    body = '<?xml version="1.0" encoding="euc-kr"?>' + rss("<item><title>똠방각하</title></item>").decode()
    assert feed.read(body.encode("cp949")).items[0].title == "똠방각하"  # the first sign is missing in Python's euc-kr
    plain = rss("<item><title>“Тест”</title></item>").decode()
    assert feed.read(plain.encode("cp1251"), charset="windows-1251").items[0].title == "“Тест”"
    assert feed.read(plain.encode("utf-16")).items[0].title == "“Тест”"


# --- identity ---------------------------------------------------------------------------------------------------------


def test_of_two_versions_of_an_item_the_later_one_stands() -> None:
    dated = "<item><guid>1</guid><title>{}</title><pubDate>{}</pubDate></item>"
    old, new = dated.format("a", "Mon, 02 Jan 2023 10:00 +0700"), dated.format("b", "Mon, 02 Jan 2023 04:00 GMT")
    for body in (old + new, new + old):
        found = feed.read(rss(body))
        assert [item.title for item in found.items] == ["b"]
        assert [item.title for item in found.repeated] == ["a"]


def test_an_id_that_stands_on_everything_is_none() -> None:
    item = "<item><guid>http://a.example/</guid><link>http://a.example/{0}</link><title>{0}</title></item>"
    assert [item.id for item in feed.read(rss(item.format(1) + item.format(2))).items] == [
        "http://a.example/1",
        "http://a.example/2",
    ]


def test_an_item_without_id_and_address_is_named_by_what_it_says() -> None:
    body = rss("<item><title>a</title></item><item><title>b</title></item>")
    first, second = feed.read(body).items
    assert first.id.startswith("sha256:")
    assert first.id != second.id
    assert feed.read(body).items == (first, second)


# --- times ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2023", "2023"),
        ("2023-05", "2023-05"),
        ("May 2023", "2023-05"),
        ("2023-05-08", "2023-05-08"),
        ("Mon, 08 May 2023", "2023-05-08"),
        ("8 May 23 10:00 EST", "2023-05-08T10:00-05:00"),
        ("Senin, 8 Mei 2023 10:00 WIB", "2023-05-08T10:00+07:00"),
        ("Mon, 08 May 2023 10:00:07 XYZ", "2023-05-08T10:00:07"),
        ("Mon May  8 10:00:07 2023", "2023-05-08T10:00:07"),
        ("May 8, 2023 12:05 AM", "2023-05-08T00:05"),
        ("2023-05-08T24:00:00Z", "2023-05-09T00:00:00+00:00"),
        ("20230508T100007Z", "2023-05-08T10:00:07+00:00"),
        ("08/05/2023", None),
        ("2023-02-29", None),
        ("Mon, 31 Feb 2023 10:00:00 GMT", None),
        ("2023-05-08T25:00:00Z", None),
        ("0001-01-01T00:00:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time_is_as_exact_as_printed(printed: str, value: str | None) -> None:
    assert iso(printed) == value


def test_times_lie_where_their_zones_put_them() -> None:
    assert instant("2023-05-08T10:00+07:00") < instant("2023-05-08T04:00+00:00")
    assert instant("2023") < instant("2023-02") < instant("2023-02-02")


# --- what is broken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>Fish & chips</title><link>http://a.example/?a=1&b=2</link></item>"),
        rss("<item><title>Fish &amp; chips</title>")[: -len("</channel></rss>")],
        rss("<item><title>Fish &amp; chips</b></title></item>"),
        rss("<item><title>Fish &amp; chips\x01</title></item>"),
        b"\n\n junk " + rss("<item><title>Fish &amp; chips</title></item>"),
        rss("<item><title>Fish &amp; chips</title><x:y>1</x:y></item>"),
        rss("<item><title>Fish &amp; chips</title><description>?</description></item>").replace(b"?", b"\xff"),
    ],
)
def test_a_broken_feed_is_read_and_told(body: bytes) -> None:
    found = feed.read(body)
    assert [item.title for item in found.items] == ["Fish & chips"]
    assert found.broken


def test_what_most_often_breaks_a_feed_is_mended() -> None:
    title = "&#55357;&#56832; Caf&eacute;&nbsp;&#xD800;&#x3c;b&#62; &#99999999; &amp;lt; &#8;&quot;"
    found = feed.read(rss(f"<item><title type='text'>{title}</title></item>"))
    assert found.items[0].title == '\U0001f600 Caf\xe9 \ufffd<b> \ufffd &lt; "'
    assert "invalid character" in (found.broken or "")


@pytest.mark.parametrize(
    "body",
    [b"", b"   ", b"\0" * 99, b"<html><head><title>Page</title></head></html>", b"words", b"{}", b"[1, 2]", b"{"],
)
def test_what_is_no_feed_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(InputError, match=r"feed|JSON|fetch"):
        feed.read(body)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(RSS) - 1), st.integers(0, len(RSS) - 1), st.binary(max_size=4), st.sampled_from((RSS, ATOM)))
def test_a_damaged_feed_is_read_or_refused(start: int, length: int, put: bytes, text: str) -> None:
    body = text.encode()
    try:
        feed.read(body[:start] + put + body[start + length % 50 :], URL)
    except InputError as error:
        assert str(error)


# --- hostile feeds ----------------------------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "exponential": f'<!DOCTYPE rss [\n<!ENTITY l0 "ha">{LAUGHS}]>',
    "quadratic": f'<!DOCTYPE rss [\n<!ENTITY l9 "{"ha" * 50_000}">]>',
    "parameter": "<!DOCTYPE rss [\n<!ENTITY % l9 \"<!ENTITY l9 'ha'>\">%l9;%l9;%l9;]>",
    "cyclic": '<!DOCTYPE rss [\n<!ENTITY l9 "&l8;"><!ENTITY l8 "&l9;">]>',
}
OUTSIDE = (
    '<!DOCTYPE rss [\n<!ENTITY l9 SYSTEM "{}">]>',
    '<!DOCTYPE rss SYSTEM "{}">',
    '<!DOCTYPE rss PUBLIC "-//a//b" "{}">',
    '<!DOCTYPE rss [\n<!ENTITY % l9 SYSTEM "{}">%l9;]>',
    '<!DOCTYPE rss [\n<!ENTITY l9 PUBLIC "a" "{}">]>',
    '<?xml-stylesheet href="{}"?>',
)


@contextmanager
def opened() -> Iterator[list[str]]:
    """What is opened or connected to meanwhile, but for Python's own modules."""
    seen: list[str] = []
    on = [True]

    def heard(event: str, told: tuple[object, ...]) -> None:
        if on and event in ("open", "socket.connect", "socket.getaddrinfo", "urllib.Request", "subprocess.Popen"):
            name = str(told[1] if event == "socket.connect" else told[0])
            if not name.endswith((".py", ".pyc", ".so", ".toml")):
                seen.append(f"{event} {name}")

    sys.addaudithook(heard)  # there is no way to take it back: it goes deaf instead
    try:
        yield seen
    finally:
        on.clear()


def read_all(body: bytes) -> None:
    """The body as everything that it may be taken for."""
    readers: tuple[Callable[[bytes], object], ...] = (feed.read, sitemap.read, kind.of)
    for read in readers:
        try:
            read(body)
        except InputError:
            continue


@pytest.mark.parametrize("name", BOMBS)
def test_entities_are_never_expanded(name: str) -> None:
    for inside in ("<item><title>&l9;</title></item>", f"<item><title>{'&l9;' * 20_000}</title></item>"):
        body = rss(inside, BOMBS[name])
        read_all(body[:100])  # the libraries are loaded
        tracemalloc.start()
        start = time.process_time()
        read_all(body)
        assert time.process_time() - start < 3  # traced memory makes it three times as slow
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
        tracemalloc.stop()
        assert "haha" not in (feed.read(body).items[0].title or "")


@pytest.mark.parametrize("head", OUTSIDE)
def test_nothing_outside_is_opened(head: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("top secret", encoding="utf-8")
    with opened() as seen:
        for place in (secret.as_uri(), str(secret), "http://127.0.0.1:9/"):
            body = rss("<item><title>&l9; told</title></item>", head.format(place))
            read_all(body)
            assert "secret" not in str(feed.read(body).items[0].title)
            read_all(body.replace(b"rss", b"urlset"))
    assert seen == []


def test_the_ear_hears(tmp_path: Path) -> None:
    with opened() as seen:
        (tmp_path / "x").write_bytes(b"")
    assert seen == [f"open {tmp_path / 'x'}"]


def test_a_body_that_is_a_path_or_address_is_only_data(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_bytes(RSS.encode())
    with opened() as seen:
        for body in (str(secret), secret.as_uri(), "http://127.0.0.1:9/", "/etc/hostname", "feed://127.0.0.1:9/"):
            read_all(body.encode())
            with pytest.raises(InputError):
                feed.read(body.encode())
    assert seen == []


def jsonfeed(value: str) -> bytes:
    """A JSON Feed with that piece of JSON in it."""
    return f'{{"version": "https://jsonfeed.org/version/1", "items": [{{"id": "1"}}], "_more": {value}}}'.encode()


@pytest.mark.parametrize("value", ["NaN", "Infinity", "01", "'a'", "[1,]", "\x07", '"\x01"', "{1: 2}", "[" * 100_000])
def test_what_is_not_json_is_refused(value: str) -> None:
    with pytest.raises(InputError, match="JSON"):
        feed.read(jsonfeed(value))


@pytest.mark.parametrize("value", ['{"a": 1, "a": 2}', "1e300", "-0", '"\\u0000"', '"\\ud83d\\ude00"', "[[[[[]]]]]"])
def test_what_is_json_is_read(value: str) -> None:
    assert [item.id for item in feed.read(jsonfeed(value)).items] == ["1"]


@pytest.mark.parametrize(
    "body",
    [
        rss("<item/>" * 400_000),
        rss("<a>" * 1_500_000),
        rss("<item>" * 90_000),
        rss("<item><title>" + "&" * 90_000),
        rss("<item><title>" + "&lt;!--" * 900_000 + "</title></item>"),
        b'{"items": [' + b'{"id": "1"},' * 900_000 + b"0]}",
    ],
    ids=["items", "tags", "open", "ampersands", "comments", "json"],
)
def test_a_giant_is_done_in_seconds(body: bytes) -> None:
    start = time.process_time()
    read_all(body)
    assert time.process_time() - start < 5
