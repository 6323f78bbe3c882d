"""What the exports for people show, and what they never do."""

import io
import json
import re

import msgspec
import pytest
from msgspec import structs
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kutip import export
from kutip.record import Evidence, Reading
from tests.sample import READING, TEXT


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed depends on the terminal: here it is none, and 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def written(form: str, *readings: Reading) -> str:
    """What an export writes."""
    out = io.BytesIO()
    export.writer(form)(readings, out)
    return out.getvalue().decode("utf-8")


def page(*readings: Reading) -> LexborHTMLParser:
    """The page as a browser sees it."""
    return LexborHTMLParser(written("html", *readings))


def report(found: LexborHTMLParser) -> LexborNode:
    """The text pane of the first report, without what only helps."""
    for node in found.css(".tip, .query"):
        node.decompose()
    pane = found.css_first(".text")
    assert pane is not None
    return pane


# --- json -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_is_one_reading_a_line(form: str) -> None:
    lines = written(form, READING, READING).splitlines()
    assert [msgspec.json.decode(line, type=Reading) for line in lines] == [READING, READING]
    assert list(json.loads(lines[0]))[:3] == ["kutip", "made_by", "article"]


def test_json_prints_letters_as_letters() -> None:
    assert "“Traffic" in written("json", READING)
    assert not written("json", READING).startswith("\ufeff")


@pytest.mark.parametrize("form", ["text", "html"])
def test_people_see_where_the_original_is_kept_and_who_wrote_it(form: str) -> None:
    evidence = Evidence("ab" * 32, "2026-11-22T10:00:00Z", "paper.warc.gz", 1234)
    parts = tuple(part for part in READING.article.parts if part.kind not in ("title", "byline"))
    article = structs.replace(
        READING.article, parts=parts, title="Only\x1b Here", authors=("Ani B.",), evidence=evidence
    )
    shown = " ".join(written(form, structs.replace(READING, article=article)).split())
    assert "kept in paper.warc.gz at 1234; fetched 2026-11-22 10:00:00Z; sha256 abababababababab…" in shown
    assert "Only\ufffd Here" in shown
    assert "by Ani B." in shown


# --- text -------------------------------------------------------------------------------------------------------------

EXPECTED = """\
Bridge <script>alert(1)</script> & tolls
Kabar Uji · 2025-06-12 09:30+07:00 · en
photo Elok Suminar
https://kabar.example/1?a=1&b=2
────────────────────────────────────────────────────────────────────────────────
  1 ┃ “Traffic is up to four times the average … It will rise”
    ┃ stated, direct
    ┃ the mayor (unnamed) ─ said → Radio Gita ─ reported → Kabar Uji
    ┃ up to 4 × “the average” · printed 2025-06-11 (Monday, but a Wednesday)

  2 ┃ that the mayor lied about tolls
    ┃ denied, indirect, negative
    ┃ Budi Hartono ─ deny → Kabar Uji

  3 ┃ the mayor lied
    ┃ alleged, indirect
    ┃ no one named → Kabar Uji

  ? ┃ “Monday, June 11, 2025”
    ┃ June 11, 2025 was a Wednesday

  ? ┃ “Drivers such as”
    ┃ one driver is named

kutip 0.1.0, gold:hand@1
"""


def test_text_is_plain_where_it_is_piped() -> None:
    assert written("text", READING) == EXPECTED


def test_text_wraps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = written("text", READING).splitlines()
    assert max(map(len, lines)) <= 40


def test_text_separates_reports() -> None:
    assert written("text", READING, READING).count("\n\nBridge") == 1


def test_a_language_without_rules_is_said() -> None:
    reading = msgspec.structs.replace(READING, made_by=(), claims=(), doubts=())
    assert "kutip does not read this language yet (en)" in written("text", reading)
    assert "kutip does not read this language yet (en)" in written("html", reading)


def test_text_lets_no_report_steer_the_terminal() -> None:
    article = msgspec.structs.replace(READING.article, outlet="Kabar\x1b]0;title\x07\u202euji")
    assert not re.search("[\x1b\x07\u202e]", written("text", msgspec.structs.replace(READING, article=article)))


# --- html -------------------------------------------------------------------------------------------------------------


def test_a_page_needs_nothing_else_and_runs_nothing() -> None:
    found = page(READING)
    assert not found.css("script, link, img, iframe, object, embed, [onclick], [onload], [src]")
    assert "alert(1)" in found.css_first("h2").text()
    assert "@import" not in written("html", READING)
    assert "url(" not in written("html", READING)


def test_the_text_of_the_report_is_whole() -> None:
    shown = " ".join(report(page(READING)).text().split())
    assert shown == " ".join(TEXT.split())


@pytest.mark.parametrize("claim", READING.claims, ids=lambda claim: claim.id)
def test_the_marked_words_are_those_of_the_claim(claim: msgspec.Struct) -> None:
    assert claim in READING.claims
    number = READING.claims.index(claim) + 1
    pieces = report(page(READING)).css(f'[data-c~="r1c{number}"]')
    words = "".join(piece.text() for piece in pieces)
    assert words == "".join(READING.article[span] for span in READING.claims[number - 1].content)


def test_a_claim_inside_a_claim_is_marked_for_both() -> None:
    pieces = report(page(READING)).css(".claim.denied, .claim.alleged")
    shown = [(piece.text(), piece.attributes["data-c"]) for piece in pieces]
    # "the mayor" is cut once more where it names a source of the first claim
    assert shown[0] == ("that ", "r1c2")
    assert {who for words, who in shown if words in "the mayor lied"} == {"r1c3 r1c2"}
    assert shown[-1] == (" about tolls", "r1c2")


def test_every_link_inside_a_page_leads_somewhere() -> None:
    found = page(READING, READING)
    ids = [node.attributes["id"] for node in found.css("[id]")]
    assert len(ids) == len(set(ids))
    links = [node.attributes["href"] or "" for node in found.css("a[href^='#']")]
    assert {link[1:] for link in links} <= set(ids)
    assert {f"r{report}c{claim}t" for report in (1, 2) for claim in (1, 2, 3)} <= set(ids)


def test_each_claim_can_be_reached_by_keyboard_and_tells_its_chain() -> None:
    found = page(READING)
    for number in (1, 2, 3):
        first = found.css_first(f"#r1c{number}t a.claim[data-n]")
        assert first is not None
        assert first.attributes.get("tabindex") is None
        described = found.css_first("#" + (first.attributes["aria-describedby"] or ""))
        assert described is not None
        assert "Kabar Uji" in described.text()


def test_certainty_is_said_in_words() -> None:
    cards = page(READING).css(".card .manner")
    assert [" ".join(card.text().split()) for card in cards] == [
        "1 stated, direct", "2 denied, indirect, negative", "3 alleged, indirect",
    ]  # fmt: skip


def test_doubts_point_at_their_words() -> None:
    found = page(READING)
    assert [node.text() for node in found.css(".doubted")] == ["Monday, June 11, 2025", "Drivers such as"]
    assert found.css_first("#r1d1t").attributes["href"] == "#r1d1"


def test_addresses_that_are_no_web_pages_are_no_links() -> None:
    article = msgspec.structs.replace(READING.article, url="javascript:alert(1)")
    found = page(msgspec.structs.replace(READING, article=article))
    assert not found.css("a[href^='javascript']")


def test_each_line_keeps_its_own_direction() -> None:
    assert all(node.attributes.get("dir") == "auto" for node in page(READING).css(".text > *"))


def test_many_reports_have_a_list() -> None:
    found = page(READING, READING, READING)
    assert [node.attributes["href"] for node in found.css("nav a")] == ["#r1", "#r2", "#r3"]
    assert len(found.css("section.sheet")) == 3


def test_no_report_makes_a_page_too() -> None:
    assert "no reports" in page().body.text()


@pytest.mark.parametrize("form", ["text", "html"])
def test_kutip_never_confirms(form: str) -> None:
    assert "confirmed" not in written(form, READING).lower()


# --- the look ---------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """How bright a colour is, as WCAG reckons it."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_colour_can_be_read_on_every_ground(theme: int) -> None:
    found = re.findall(r":root \{(.*?)\}", written("html", READING), re.S)[theme]
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]+)", found))
    for ground in ("paper", "sheet", "lit"):
        for name in colours.keys() - {"paper", "sheet", "lit", "rule"}:
            dark, light = sorted((luminance(colours[name]), luminance(colours[ground])))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{name} on {ground}"
