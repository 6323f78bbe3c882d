"""The command line as a person or a program uses it."""

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kutip.cli import main
from kutip.errors import InputError
from kutip.fetch import http

TEXT = "“Jembatan sudah dibuka,” kata Rina Sutopo, Kamis. Warga menyambut kabar itu dengan gembira sejak pagi hari."
BODY = "".join(f"<p>{TEXT} Paragraf {number} menyusul.</p>" for number in range(4))
PAGE = f"<!doctype html><html lang=id><title>Jembatan</title><article><h1>Jembatan dibuka</h1>{BODY}</article></html>"


def run(*arguments: str | Path, given: str | bytes = b"", env: dict[str, str | None] | None = None) -> Result:
    """What `kutip` does with these arguments."""
    return CliRunner(env=env).invoke(main, [str(argument) for argument in arguments], input=given)


def rows(result: Result) -> list[dict[str, Any]]:
    """The readings that were printed as JSON."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def last(result: Result) -> str:
    """The last line for the person who waits."""
    return result.stderr.splitlines()[-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with reports of all kinds, and with other things."""
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    lines = [json.dumps({"text": TEXT, "outlet": "Satu"}), "", json.dumps({"html": PAGE})]
    (tmp_path / "d.ndjson").write_text("\n".join(lines))
    (tmp_path / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / ".drafts").mkdir()
    (tmp_path / ".drafts" / "e.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "notes.pdf").write_text("no report")
    return tmp_path


# --- what is read -----------------------------------------------------------------------------------------------------


def test_a_folder_is_read_in_order_and_what_is_passed_over_is_counted(folder: Path) -> None:
    result = run("read", folder, "--lang", "id", "--format", "json")
    assert result.exit_code == 0
    assert len(rows(result)) == 5
    assert [row["article"]["outlet"] for row in rows(result)].index("Satu") == 2
    assert last(result) == "5 read; 2 passed over (hidden, or of another kind)"


def test_options_fill_in_what_a_report_does_not_say(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    lines = [
        json.dumps({"text": TEXT, "outlet": "Satu"}),
        json.dumps({"text": TEXT, "published": "2025", "lang": "en"}),
    ]
    file.write_text("\n".join(lines))
    options = ["--lang=id", "--outlet=Dua", "--published=2025-06-11", "--url=https://x.example", "--format=jsonl"]
    first, second = (row["article"] for row in rows(run("read", file, *options)))
    assert (first["lang"], second["lang"]) == ("id", "en")
    assert (first["outlet"], first["published"], first["url"]) == ("Satu", "2025-06-11", "https://x.example")
    assert (second["outlet"], second["published"], second["url"]) == ("Dua", "2025", "https://x.example")


def test_the_readings_can_go_to_a_file(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    result = run("read", folder / "b.txt", "--lang", "id", "--format", "html", "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_text_is_what_is_printed_unless_told_otherwise(folder: Path) -> None:
    result = run("read", folder / "b.txt", "--lang", "id")
    assert result.exit_code == 0
    assert "─" * 40 in result.stdout


# --- standard input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (TEXT, TEXT),
        (f"\n  {TEXT}", f"\n  {TEXT}"),
        (json.dumps({"text": TEXT}), TEXT),
        ("\n" + json.dumps({"text": TEXT}), TEXT),
        ('{"neither": "text nor html"}', '{"neither": "text nor html"}'),
        ("{a brace} begins this text", "{a brace} begins this text"),
        (json.dumps({"text": "half \ud83d"}), "half \ufffd"),
    ],
)
def test_standard_input_is_rows_or_a_text(given: str, text: str) -> None:
    result = run("read", "-", "--lang", "id", "--format", "json", given=given)
    assert [row["article"]["text"] for row in rows(result)] == [text]


def test_standard_input_may_be_a_page() -> None:
    result = run("read", "-", "--lang", "id", "--format", "json", given="\ufeff <!-- saved -->\n" + PAGE)
    assert "<" not in rows(result)[0]["article"]["text"]


def test_a_bad_row_stops_nothing() -> None:
    good = json.dumps({"text": TEXT})
    given = "\n".join([good, "{", '{"text": 1}', '{"text": ""}', "[" * 50_000, good])
    result = run("read", "-", "--lang", "id", "--format", "json", given=given)
    assert len(rows(result)) == 2
    assert result.exit_code == 1
    assert [line.split(":")[1] for line in result.stderr.splitlines()[:-1]] == ["2", "3", "4", "5"]


# --- what cannot be read ----------------------------------------------------------------------------------------------


def test_one_bad_file_stops_nothing(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"caf\xe9")
    (folder / "empty.txt").write_bytes(b"")
    result = run("read", folder, folder / "missing.txt", "--lang", "id", "--format", "json")
    assert result.exit_code == 1
    assert len(rows(result)) == 5
    assert f"{folder / 'bad.txt'}: not UTF-8; convert it" in result.stderr
    assert last(result).startswith("5 read; 3 failed: not UTF-8 (1), it is empty (1), no such file or directory (1)")


def test_a_language_without_a_pack_is_a_failure_of_its_row() -> None:
    given = json.dumps({"text": TEXT, "lang": "xx"}) + "\n" + json.dumps({"text": TEXT, "lang": "id"})
    result = run("read", "-", "--format", "json", given=given)
    assert (result.exit_code, len(rows(result))) == (1, 1)
    assert "-:1: no language pack for 'xx'" in result.stderr


def test_languages_that_are_not_read_are_counted() -> None:
    result = run("read", "-", "--format", "json", given="다리는 오늘 다시 열렸다고 시장이 말했다.")
    assert last(result) == "1 read; 1 in languages kutip does not read"


@pytest.mark.parametrize("wrong", ["read", "read - --lang xx", "read - --format xml", "read - --published June", "eat"])
def test_a_command_that_is_not_understood_ends_with_two(wrong: str) -> None:
    assert run(*wrong.split()).exit_code == 2


def test_an_input_is_never_overwritten(folder: Path) -> None:
    result = run("read", folder, "--out", folder / "b.txt")
    assert result.exit_code == 2
    assert (folder / "b.txt").read_text(encoding="utf-8") == TEXT


def test_help_says_what_can_be_done() -> None:
    result = run("read", "--help")
    assert all(
        option in result.stdout for option in ("--lang", "--outlet", "--published", "--plain", "--format", "--out")
    )


# --- addresses --------------------------------------------------------------------------------------------------------


PACKED = {"Content-Type": "text/html", "Content-Encoding": "gzip"}


class Site(BaseHTTPRequestHandler):
    """A site with a page, and with what sites do."""

    def do_GET(self) -> None:
        path, _, rest = self.path.partition("?")
        if path.startswith("/hop"):
            left = int(path[4:])
            self.answer(302, b"", Location=f"/hop{left - 1}" if left else "/page")
        elif path == "/away":
            self.answer(302, b"", Location=rest)
        elif path == "/page":
            self.answer(200, PAGE.encode(), **{"Content-Type": "text/html; charset=utf-8"})
        elif path == "/packed":
            self.answer(200, gzip.compress(PAGE.encode()), **PACKED)
        elif path == "/torn":
            self.answer(200, gzip.compress(PAGE.encode())[:-20], **PACKED)
        elif path == "/short":
            self.answer(200, PAGE.encode(), **{"Content-Type": "text/html", "Content-Length": "99999"})
        elif path == "/bomb":
            self.answer(200, gzip.compress(bytes(30_000_000)), **PACKED)
        elif path == "/agent":
            self.answer(200, self.headers["User-Agent"].encode() + b" reads this", **{"Content-Type": "text/plain"})
        elif path == "/picture":
            self.answer(200, b"GIF89a", **{"Content-Type": "image/gif"})
        elif path == "/slow":
            self.answer(200, b"", **{"Content-Type": "text/html", "Content-Length": "1000"})
            threading.Event().wait(3)
        else:
            self.answer(404, b"nothing here")

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: a test is quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/page", "/packed", "/hop4", "/page#part", "/page?a=b c"])
def test_a_page_is_fetched(site: str, path: str) -> None:
    result = run("read", site + path, "--allow-private", "--format", "json", "--lang", "id")
    assert result.exit_code == 0, result.stderr
    assert TEXT in rows(result)[0]["article"]["text"]


def test_the_address_of_the_page_is_kept(site: str) -> None:
    result = run("read", f"{site}/hop2", "--allow-private", "--format", "json", "--lang", "id")
    assert rows(result)[0]["article"]["url"] == f"{site}/page"


def test_a_plain_text_is_fetched_too(site: str) -> None:
    result = run("read", f"{site}/agent", "--allow-private", "--format", "json", "--lang", "en")
    assert rows(result)[0]["article"]["text"].endswith(" reads this")


def test_the_fetcher_says_who_it_is(site: str) -> None:
    assert b"kutip/" in bytes(http.fetch(f"{site}/agent", private=True).body)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/hop9", "redirects more than 5 times"),
        ("/nothing", "answered 404"),
        ("/picture", "image/gif, not a page"),
        ("/torn", "its compression is broken"),
        ("/short", "the connection failed"),
        ("/bomb", "larger than 20 MB"),
        ("/away?file:///etc/passwd", "not a plain web address"),
        ("/away?http://user:word@127.0.0.1/", "not a plain web address"),
        ("/away?http://[::1", "not an address kutip understands"),
    ],
)
def test_a_page_that_cannot_be_had_is_a_failure(site: str, path: str, why: str) -> None:
    result = run("read", site + path, "--allow-private", "--format", "json")
    assert result.exit_code == 1
    assert why in result.stderr


def test_a_page_that_drips_is_cut_off(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "SECONDS", 0.3)
    with pytest.raises(InputError, match="no answer within"):
        http.fetch(f"{site}/slow", private=True)


def test_the_own_network_is_closed_unless_it_is_meant(site: str) -> None:
    result = run("read", f"{site}/page", "--format", "json")
    assert result.exit_code == 1
    assert "is inside a private network; give --allow-private" in result.stderr


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "168.63.129.16", "::1", "::", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
        "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "2001:db8::1",
        "ff02::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_the_public_internet(address: str) -> None:
    assert not http.reachable(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "2a00:1450::1"])
def test_addresses_that_are(address: str) -> None:
    assert http.reachable(address)


def test_the_readme_shows_what_is_printed() -> None:
    from tests import docs

    shown = docs.SHOWN.search(docs.README.read_text(encoding="utf-8"))
    assert shown is not None
    assert shown.group() == docs.excerpt(), "make docs"
