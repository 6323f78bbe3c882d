"""From an address to a reading: feeds, sitemaps and archives, kept as evidence, gone on with where they stopped."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kutip.cli import main
from tests.servers import Asked, Reply, Site, html, nothing, site

SAID = "“Jembatan {0} sudah dibuka,” kata Rina Sutopo, Kamis. Warga menyambut kabar itu dengan gembira sejak pagi hari."
XML = {"Content-Type": "application/xml"}


def page(name: str) -> str:
    """A report with a title."""
    body = "".join(f"<p>{SAID.format(name)} Paragraf {number} menyusul.</p>" for number in range(4))
    return f"<html lang=id><title>{name}</title><article><h1>Jembatan {name} dibuka</h1>{body}</article></html>"


FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Agregat</title>
<item><title>Satu</title><guid>1</guid><link>{0}/satu</link><pubDate>Thu, 08 May 2025 09:07:00 +0700</pubDate></item>
<item><title>Dua</title><guid>2</guid><link>{0}/dua</link><source url="http://x.example/f">Antara</source>
<content:encoded><![CDATA[<p>{1}</p><p>{1}</p>]]></content:encoded></item></channel></rss>"""
MAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{0}</urlset>"
INDEX = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{0}/none</loc></sitemap><sitemap><loc>{0}/map</loc></sitemap></sitemapindex>"


class Paper:
    """A site with two reports, a feed and a sitemap; what it has said before it does not say again."""

    def __init__(self) -> None:
        self.url = ""
        self.edition = "tua"

    def __call__(self, asked: Asked) -> Reply:
        pages = {"/satu": page("Satu"), "/dua": page(f"Dua {self.edition}")}
        for number, onward in enumerate(("/panjang?page=2", "/panjang?page=3", "/satu"), 1):
            path = "/panjang" if number == 1 else f"/panjang?page={number}"
            pages[path] = page(f"Panjang {number}").replace(
                "</article>", f"<a href='{onward}'>{number + 1}</a></article>"
            )
        if asked.path in pages:
            mark = f'"{hashlib.sha256(pages[asked.path].encode()).hexdigest()[:8]}"'
            if asked.headers.get("If-None-Match") == mark:
                return Reply(304, b"", {"ETag": mark})
            return html(pages[asked.path], ETag=mark)
        if asked.path == "/feed":
            return Reply(
                200, FEED.format(self.url, SAID.format("Dua")).encode(), {"Content-Type": "application/rss+xml"}
            )
        if asked.path == "/map":
            return Reply(200, gzip.compress(MAP.format(self.listed()).encode()), {"Content-Type": "application/gzip"})
        return Reply(200, INDEX.format(self.url).encode(), XML) if asked.path == "/index" else nothing(asked)

    def listed(self) -> str:
        """The pages of the sitemap."""
        days = {"/satu": "2025-05-08", "/dua": "2025-05-09", "/hilang": "2025-05-01"}
        return "".join(f"<url><loc>{self.url}{path}</loc><lastmod>{day}</lastmod></url>" for path, day in days.items())


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def there(paper: Paper) -> Iterator[Site]:
    with site(paper) as found:
        paper.url = found.url
        yield found


def run(*arguments: str | Path, given: str = "") -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=given)


def fetch(there: Site, to: Path, *paths: str, **given: str) -> Result:
    asked = [path if path == "-" or path.startswith("--") else there.url + path for path in paths]
    return run("fetch", *asked, "--to", to, "--allow-private", "--pause=0", **given)


def read(*arguments: str | Path) -> tuple[list[dict[str, Any]], str]:
    """The readings, and what was said beside them."""
    result = run("read", *arguments, "--lang=id", "--models=none", "--format=json", "--allow-private", "--pause=0")
    return [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_a_feed_gives_its_own_texts_and_the_pages_it_names(there: Site) -> None:
    (own, named), _ = read(f"{there.url}/feed")
    assert own["article"]["outlet"] == "Agregat"
    assert own["article"]["via"] == ["Antara"]
    assert [hop["name"] for hop in own["claims"][0]["chain"]] == ["Rina Sutopo", "Antara", "Agregat"]
    assert named["article"]["url"] == f"{there.url}/satu"
    assert named["article"]["published"] == "2025-05-08T09:07:00+07:00"
    assert {"kind": "title", "value": "Satu", "by": "feed"} in named["article"]["meta"]


def test_a_sitemap_of_sitemaps_gives_its_pages_and_says_which_are_gone(there: Site) -> None:
    found, said = read(f"{there.url}/index")
    assert [row["article"]["url"] for row in found] == [f"{there.url}/satu", f"{there.url}/dua"]
    assert f"{there.url}/hilang: the site answered 404" in said
    assert f"{there.url}/none: the site answered 404" in said  # one sitemap that is gone stops no other


def test_a_limit_takes_the_newest(there: Site) -> None:
    found, _ = read(f"{there.url}/map", "--limit", "1")
    assert [row["article"]["url"] for row in found] == [f"{there.url}/dua"]


def test_every_reading_of_an_archive_leads_to_its_evidence(there: Site, tmp_path: Path) -> None:
    to = tmp_path / "paper.warc.gz"
    result = fetch(there, to, "/satu", "/dua", "--format=jsonl")
    assert result.exit_code == 0, result.stderr
    told = [json.loads(line) for line in result.stdout.splitlines()]
    found, said = read(to)
    assert [row["article"]["evidence"] for row in found] == [one["evidence"] for one in told]
    assert found[0]["article"]["evidence"]["sha256"] == hashlib.sha256(page("Satu").encode()).hexdigest()
    assert "2 read" in said


def test_what_is_kept_while_reading_is_the_same_evidence(there: Site, tmp_path: Path) -> None:
    to = tmp_path / "kept.warc.gz"
    (direct,), _ = read(f"{there.url}/satu", "--keep", to)
    (again,), _ = read(to)
    assert direct["article"]["evidence"] == again["article"]["evidence"]
    assert direct["claims"] == again["claims"]


def test_a_fetch_goes_on_where_it_stopped(there: Site, tmp_path: Path) -> None:
    to = tmp_path / "paper.warc.gz"
    assert fetch(there, to, "/satu").exit_code == 0
    with to.open("ab") as stream:
        stream.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n")[:-9])  # what a kill leaves
    before = len(there.paths)
    result = fetch(there, to, "/satu", "/dua")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, "1 held; 1 new")
    assert "ended with half a record; its bytes are in" in result.stderr
    assert "/satu" in there.paths[before:]  # an address that is given is asked again, but only whether it has changed
    assert len(read(to)[0]) == 2


def test_pages_of_a_list_that_are_fresh_are_not_asked_for_again(there: Site, paper: Paper, tmp_path: Path) -> None:
    to = tmp_path / "paper.warc.gz"
    fetch(there, to, "/map")
    before = len(there.paths)
    assert fetch(there, to, "/map").stderr.splitlines()[-1] == "1 failed; 2 held"
    assert there.paths[before:].count("/satu") == 0
    paper.edition = "baru"
    assert fetch(there, to, "/map", "--fresh=0").stderr.splitlines()[-1] == "1 failed; 1 held; 1 new"
    assert there.paths[before:].count("/satu") == 1
    found, _ = read(to)  # both editions are kept, and each has its own evidence
    assert len({row["article"]["evidence"]["offset"] for row in found if row["article"]["url"].endswith("/dua")}) == 2


def test_a_report_on_several_pages_is_one(there: Site, tmp_path: Path) -> None:
    to = tmp_path / "paper.warc.gz"
    (one,), _ = read(f"{there.url}/panjang", "--keep", to)
    article = one["article"]
    assert [article["text"].count(f"Panjang {number} sudah dibuka") for number in (1, 2, 3)] == [4, 4, 4]
    assert article["text"].count("dibuka\n\n") == 1  # one title
    kept = [article["evidence"], *article["further"]]
    assert len({evidence["offset"] for evidence in kept}) == 3
    assert all(evidence["archive"] == str(to) for evidence in kept)


def test_addresses_can_come_from_a_list(there: Site, tmp_path: Path) -> None:
    to = tmp_path / "paper.warc.gz"
    result = fetch(there, to, "-", given=f"# reports\n{there.url}/satu\n\n{there.url}/dua\n")
    assert result.stderr.splitlines()[-1] == "2 new"


def test_what_cannot_be_an_archive_is_said(there: Site, tmp_path: Path) -> None:
    (tmp_path / "notes.warc.gz").write_text("no archive")
    result = fetch(there, tmp_path / "notes.warc.gz", "/satu")
    assert result.exit_code == 2
    assert "not an archive packed record by record" in " ".join(result.stderr.split())


def test_a_feed_in_a_file_is_read_as_far_as_it_goes(there: Site, tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(FEED.format("http://x.example", SAID.format("Dua")), encoding="utf-8")
    found, said = read(file)
    assert [row["article"]["outlet"] for row in found] == ["Agregat"]
    assert "1 read" in said


def test_an_archive_is_resumed_behind_its_last_record(there: Site, tmp_path: Path) -> None:
    to, whole, out = tmp_path / "paper.warc.gz", tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    fetch(there, to, "/satu", "/dua")
    options = ["--lang=id", "--models=none", "--format=jsonl", "--workers=1"]
    assert run("read", to, *options, "--out", whole).exit_code == 0
    first = whole.read_bytes().splitlines(keepends=True)[0]
    out.write_bytes(first + b"half")
    offset = json.loads(whole.read_bytes().splitlines()[1])["article"]["evidence"]["offset"]
    from kutip.run.ledger import Entry, Ledger, Place, hashed  # as the first run would have left it

    ledger = Ledger(out, hashed([str(to), "jsonl", "none", "False", "id", "None", "None", "None"]))
    ledger.entry = Entry(ledger.entry.work)
    ledger.done(Place(0, offset), len(first))
    assert run("read", to, *options, "--out", out, "--resume").exit_code == 0
    assert out.read_bytes() == whole.read_bytes()
