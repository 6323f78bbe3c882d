"""`kutip.read`: what is a file, what is a text, and what is said when it cannot be read."""

import gzip
import json
from pathlib import Path

import pytest

import kutip
from kutip.errors import InputError, PackError

TEXT = "“Jembatan sudah dibuka,” kata Rina Sutopo."
BODY = "".join(f"<p>{TEXT} Warga menyambut kabar itu dengan gembira, kali ke-{number}.</p>" for number in range(4))
PAGE = f"<!doctype html><html lang=id><title>Jembatan</title><article><h1>Jembatan dibuka</h1>{BODY}</article></html>"


def test_a_string_is_the_report_itself() -> None:
    assert kutip.read(TEXT, lang="id").article.text == TEXT


def test_what_is_given_stands_in_the_article() -> None:
    article = kutip.read(
        TEXT, lang="id", outlet="Kabar Uji", published="2025-06-11", url="https://kabar.example/1"
    ).article
    assert (article.lang, article.outlet, article.published) == ("id", "Kabar Uji", "2025-06-11")
    assert article.url == "https://kabar.example/1"


def test_a_path_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "report"
    file.write_text(TEXT, encoding="utf-8")
    assert kutip.read(file, lang="id").article.text == TEXT


def test_a_string_that_names_a_known_file_is_that_file(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert kutip.read(str(file), lang="id").article.text == TEXT


@pytest.mark.parametrize(
    "text", ["nothing-of-that-name.txt", "report", "two\nlines.txt", "a" * 5000 + ".txt", "\0.txt", ""]
)
def test_any_other_string_is_a_text(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert kutip.read(text, lang="id").article.text == text


def test_bytes_are_a_page_or_a_text() -> None:
    assert kutip.read(TEXT.encode(), lang="id").article.text == TEXT
    assert "<" not in kutip.read(PAGE.encode(), lang="id").article.text
    assert TEXT in kutip.read(PAGE, lang="id").article.text


def test_a_page_may_be_packed(tmp_path: Path) -> None:
    file = tmp_path / "page.html.gz"
    file.write_bytes(gzip.compress(PAGE.encode()))
    assert TEXT in kutip.read(file, lang="id").article.text


def test_a_file_of_one_row_is_one_report(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"text": TEXT, "lang": "id", "outlet": "Kabar Uji"}), encoding="utf-8")
    assert kutip.read(file, outlet="Another").article.outlet == "Kabar Uji"


def test_a_report_in_another_language_is_kept_but_not_read() -> None:
    reading = kutip.read("Die Brücke ist heute wieder offen, sagte der Bürgermeister gestern Abend.")
    assert (reading.article.lang, reading.made_by, reading.claims) == ("de", (), ())


def test_a_model_is_not_asked_about_a_language_that_it_has_not_learned() -> None:
    reading = kutip.read("다리는 오늘 다시 열렸다고 박 시장이 말했다.")
    assert [maker.partition(":")[0] for maker in reading.made_by] == ["rules", "rules"]
    assert [claim.chain[0].name for claim in reading.claims] == ["박 시장"]


def test_a_language_that_is_asked_for_must_have_a_pack() -> None:
    with pytest.raises(PackError, match="no language pack for 'xx'"):
        kutip.read(TEXT, lang="xx")


def test_half_a_character_becomes_a_replacement_character() -> None:
    assert kutip.read("Kabar \ud83d baru", lang="id").article.text == "Kabar \ufffd baru"


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("empty.txt", b" \n", "empty"),
        ("latin.txt", "kafé".encode("latin-1"), "not UTF-8"),
        ("picture.txt", b"\x89PNG\0\0", "binary"),
        ("broken.html.gz", b"no gzip", "gzip"),
        ("rows.jsonl", b'{"text": "one"}\n{"text": "two"}\n', "2 reports"),
        ("rows.jsonl", b'{"lang": "id"}\n', 'neither "text" nor "html"'),
        ("rows.jsonl", b"[" * 100_000, "not"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_a_reason(tmp_path: Path, name: str, body: bytes, why: str) -> None:
    file = tmp_path / name
    file.write_bytes(body)
    with pytest.raises(InputError, match=why) as caught:
        kutip.read(file)
    assert str(caught.value).startswith(str(file))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        kutip.read(tmp_path / "nothing.txt")
