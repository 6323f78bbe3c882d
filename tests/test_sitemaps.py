"""Sitemaps, and what a body is: by its first bytes, then its type, then its name."""

import gzip
import time
import tracemalloc

import pytest

from kutip.errors import InputError
from kutip.fetch import kind, sitemap
from tests.test_feeds import ATOM, RSS

URLSET = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> http://a.example/1 </loc><lastmod>2024-05-01</lastmod><news:news><news:publication>
<news:name>Kabar</news:name><news:language>id</news:language></news:publication>
<news:publication_date>2024-05-01T08:00+07:00</news:publication_date><news:title>Gempa &amp; banjir</news:title>
</news:news><image:image><image:loc>http://a.example/i.jpg</image:loc><image:caption>Rumah</image:caption></image:image>
</url><url><loc>/2</loc></url></urlset>"""
NEWS = sitemap.Entry(
    "http://a.example/1", "2024-05-01", "2024-05-01T08:00+07:00", "Gempa & banjir", "Kabar", "id", ("Rumah",)
)


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_of_news_is_read_whole(packed: bool) -> None:
    body = gzip.compress(URLSET.encode()) if packed else URLSET.encode()
    found = sitemap.read(body, "http://a.example/sitemap.xml")
    assert found == sitemap.Sitemap((NEWS, sitemap.Entry("http://a.example/2")))


def test_an_index_names_further_sitemaps() -> None:
    body = (
        b"<sitemapindex><sitemap><loc>http://a.example/s.xml.gz</loc><lastmod>2024</lastmod></sitemap></sitemapindex>"
    )
    assert sitemap.read(body) == sitemap.Sitemap((), (sitemap.Child("http://a.example/s.xml.gz", "2024"),))


def test_a_list_of_addresses_is_a_sitemap() -> None:
    found = sitemap.read(b"\xef\xbb\xbfhttp://a.example/1\r\n\r\nhttps://a.example/2\nnonsense\n")
    assert [entry.url for entry in found.entries] == ["http://a.example/1", "https://a.example/2"]


@pytest.mark.parametrize("body", [URLSET.encode()[:-20], gzip.compress(URLSET.encode())[:-12]])
def test_of_a_broken_sitemap_the_beginning_is_read_and_the_rest_told(body: bytes) -> None:
    found = sitemap.read(body, "http://a.example/")
    assert found.entries[:1] == (NEWS,)
    assert found.broken


def test_a_sitemap_has_no_more_than_the_format_allows() -> None:
    body = "<urlset>" + "".join(f"<url><loc>http://a.example/{n}</loc></url>" for n in range(50_001)) + "</urlset>"
    found = sitemap.read(body.encode())
    assert len(found.entries) == 50_000
    assert "50000" in (found.broken or "")


def test_a_bomb_in_gzip_stops_at_the_limit() -> None:
    tracemalloc.start()
    found = sitemap.read(gzip.compress(b"<urlset>" + b" " * 200_000_000))
    assert tracemalloc.get_traced_memory()[1] < 700_000_000
    tracemalloc.stop()
    assert "MB" in (found.broken or "")


@pytest.mark.parametrize("inside", ["<url/>", "<a/>", "<a>", "<url><loc>x</loc></url>", "<url>"])
def test_a_giant_sitemap_is_done_in_seconds(inside: str) -> None:
    start = time.process_time()
    assert sitemap.read(("<urlset>" + inside * (10_000_000 // len(inside))).encode()).broken
    assert time.process_time() - start < 2


@pytest.mark.parametrize("body", [b"", b"words", b"<html></html>", b"<rss/>", b"\x1f\x8bno", b"<", b"\0"])
def test_what_is_no_sitemap_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(InputError, match=r"sitemap|gzip"):
        sitemap.read(body)


# --- kinds ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "media", "name", "what"),
    [
        (RSS.encode(), "text/html", "x.html", "feed"),
        (ATOM.encode(), None, None, "feed"),
        (b'<?xml version="1.0"?><!-- a --><!DOCTYPE rdf:RDF [\n<!ENTITY a "b">]><rdf:RDF>', None, None, "feed"),
        (b'\xef\xbb\xbf {"version": "https://jsonfeed.org/version/1.1"', "application/json", None, "feed"),
        (URLSET.encode(), "application/xml", None, "sitemap"),
        (gzip.compress(URLSET.encode()), None, "s.xml.gz", "sitemap"),
        (b"http://a.example/1\nhttp://a.example/2\n", "text/plain", "s.txt", "sitemap"),
        (b"http://a.example/1\nwrote the ministry\n", "text/plain", "s.txt", "text"),
        (b"<!DOCTYPE html><p>", "application/rss+xml", "feed.rss", "page"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "a" "b"><html>', None, None, "page"),
        ("<html>".encode("utf-16"), None, None, "page"),
        (b"<p>Words", None, None, "page"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", None, None, "archive"),
        (gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n"), "text/plain", "x", "archive"),
        (b"filedesc://a.arc 0.0.0.0 20240101000000 text/plain 76\n", None, None, "archive"),
        (b"PK\x03\x04rest", None, "x.wacz", "archive"),
        (b"PK\x03\x04rest", None, "x.docx", None),
        (b" CDX N b a m s k r M S V g\n", None, None, "index"),
        (b'com,example)/ 20240101000000 {"url": "http://example.com/"}\n', None, None, "index"),
        (b'{"text": "Kata dia.", "lang": "id"}\n{"text": "b"}', None, None, "rows"),
        (b'{"url": "http://a.example/", "html": "' + b"x" * 9000, None, None, "rows"),
        (b'{"a": 1}', "application/json", "a.json", None),
        (b"Words of a report.", None, None, "text"),
        (b"<kml>", "text/html; charset=utf-8", None, "page"),
        (b"<kml>", None, None, None),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "text/html", "a.html", None),
        (b"%PDF-1.7\n\x01\x02", None, "a.txt", None),
        (b"", None, "http://a.example/feed.rss?x=1", "feed"),
        (b"", None, None, None),
    ],
)
def test_a_body_is_told_by_its_first_bytes_then_its_type_then_its_name(
    head: bytes, media: str | None, name: str | None, what: kind.Kind | None
) -> None:
    assert kind.of(head, media, name) == what
