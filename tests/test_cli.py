"""The command line as a person or a program uses it."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kutip.cli import main
from tests.servers import Asked, Reply, html, moved, nothing, site

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
    result = run("read", "-", "--format", "json", given="橋は今日再び開通したと市長が述べた。")
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


def answers(asked: Asked) -> Reply:
    """A site with a page, and with what sites do."""
    packed = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    path = asked.path.partition("?")[0]
    replies = {
        "/old": moved("/page"),
        "/page": html(PAGE),
        "/packed": Reply(200, gzip.compress(PAGE.encode()), packed),
        "/note": Reply(200, TEXT.encode("utf-16"), {"Content-Type": "text/plain; charset=utf-16"}),
        "/picture": Reply(200, b"GIF89a", {"Content-Type": "image/gif"}),
        "/long": Reply(200, gzip.compress(bytes(range(1, 256)) * 100_000, 1), packed),
    }
    return replies.get(path, nothing(asked))


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """The address of a site on this machine."""
    with site(answers) as found:
        yield found.url


def test_pages_and_texts_are_fetched(web: str) -> None:
    asked = [f"{web}{path}" for path in ("/page?a=b c#part", "/packed", "/note")]
    result = run("read", *asked, "--allow-private", "--pause=0", "--format", "json", "--lang", "id")
    assert result.exit_code == 0, result.stderr
    assert all(TEXT in row["article"]["text"] for row in rows(result))


def test_the_address_of_the_page_is_kept(web: str) -> None:
    result = run("read", f"{web}/old", "--allow-private", "--pause=0", "--format", "json", "--lang", "id")
    assert rows(result)[0]["article"]["url"] == f"{web}/page"


def test_what_is_no_page_is_a_failure(web: str) -> None:
    paths = {"/nothing": "answered 404", "/picture": "or a picture), not a page", "/long": "larger than 20 MB"}
    result = run("read", *(web + path for path in paths), "--allow-private", "--pause=0", "--format", "json")
    assert result.exit_code == 1
    assert all(why in result.stderr for why in paths.values())


def test_the_own_network_is_closed_unless_it_is_meant(web: str) -> None:
    result = run("read", "http://127.0.0.1/", "--format", "json")
    assert result.exit_code == 1
    assert "is inside a private network; give --allow-private" in result.stderr
    assert "port" in run("read", web, "--format", "json").stderr


def test_the_readme_shows_what_is_printed() -> None:
    from tests import docs

    shown = docs.SHOWN.search(docs.README.read_text(encoding="utf-8"))
    assert shown is not None
    assert shown.group() == docs.excerpt(), "make docs"


# --- a trace ----------------------------------------------------------------------------------------------------------

TWICE = [
    {"text": TEXT, "outlet": "Satu", "published": "2026-01-14T09:00+07:00", "lang": "id"},
    {"text": f"{TEXT} Kabar sore.", "outlet": "Dua", "published": "2026-01-14T11:00+07:00", "lang": "id"},
]


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """Two reports of one bridge."""
    path = tmp_path / "twice.jsonl"
    path.write_text("\n".join(map(json.dumps, TWICE)), encoding="utf-8")
    return path


def test_a_trace_says_last_how_much_was_read_and_how_many_stories_there_are(twice: Path, folder: Path) -> None:
    result = run("trace", twice, "--models", "none")
    assert result.exit_code == 0
    assert last(result) == "2 read; 1 story"
    assert "[1] Satu" in result.stdout


def test_a_trace_takes_reports_or_readings(twice: Path, tmp_path: Path) -> None:
    readings = tmp_path / "readings.jsonl"
    run("read", twice, "--plain", "--models", "none", "--format", "jsonl", "--out", readings)
    again = run("trace", readings, "--models", "none", "--format", "json")
    assert again.stdout == run("trace", twice, "--models", "none", "--format", "json").stdout
    assert len(rows(again)[0]["stories"][0]["articles"]) == 2


def test_a_trace_is_a_page_too(twice: Path, tmp_path: Path) -> None:
    out = tmp_path / "trace.html"
    assert run("trace", twice, "--models", "none", "--format", "html", "--out", out).exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "Jembatan sudah dibuka" in text


def test_one_text_in_two_places_is_two_reports_of_one_origin(tmp_path: Path) -> None:
    path = tmp_path / "same.jsonl"
    same = [{**TWICE[0], "outlet": "Kemudian", "published": "2026-01-15"}, TWICE[0]]
    for order in (same, same[::-1]):
        path.write_text("\n".join(map(json.dumps, order)), encoding="utf-8")
        result = run("trace", path, "--models", "none")
        assert result.exit_code == 0, result.stderr
        numbers = " ".join(result.stdout.split("─")[0].split())
        assert "2 reports → 1 distinct text → 1 with reporting of their own → 1 independent origin" in numbers
        assert "[2] Kemudian ⇐ [1] Satu" in result.stdout


def test_what_is_no_reading_is_said_and_the_rest_is_traced(twice: Path, tmp_path: Path) -> None:
    readings = tmp_path / "readings.jsonl"
    run("read", twice, "--plain", "--models", "none", "--format", "jsonl", "--out", readings)
    with readings.open("a", encoding="utf-8") as stream:
        stream.write('{"kutip": 1}\n')
    result = run("trace", readings, "--models", "none")
    assert result.exit_code == 1
    assert "readings.jsonl:3: not a reading" in result.stderr
    assert last(result).startswith("2 read; 1 failed")
    assert last(result).endswith("1 story")
