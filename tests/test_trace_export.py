"""What the exports of a trace show to people and to programs, and what they never do."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kutip import export, trace
from kutip.export import phrase
from kutip.record import (
    Capture,
    Conflict,
    Copy,
    Correction,
    Counts,
    Link,
    Origin,
    Reading,
    Span,
    Story,
    Telling,
    Trace,
    Traced,
)
from kutip.run import api
from kutip.trace.printings import printings
from tests.stories import FLOOD, RALAT, STORIES, Report

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent / "trace.schema.json").read_text(encoding="utf-8")))
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "{{ 7 * 7 }}{% include 'page.css' %}",
    "]]><!-- javascript:alert(1)",
)
TALES = {tale["first" if "first" in tale else next(iter(tale))].outlet: tuple(tale.values()) for tale in STORIES}
Held = dict[str, Reading]


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed depends on the terminal: here it is none, and 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@cache
def read(report: Report) -> Reading:
    """A report as the rules read it, plain claims and all."""
    given = Capture(report.text, "text", outlet=report.outlet, lang=report.lang, published=report.published)
    return api.reading(given, True, ("none",))


def held(reports: Iterable[Report]) -> Held:
    """The readings of some reports by article."""
    return {read(report).article.id: read(report) for report in reports}


def traced(reports: Iterable[Report]) -> tuple[Trace, Held]:
    """The trace of some reports, with their readings."""
    readings = held(reports)
    return trace.trace(readings.values(), "0.1.0"), readings


def written(form: str, found: Trace, readings: Held) -> str:
    """What an export writes."""
    out = io.BytesIO()
    export.tracer(form)(found.kutip, iter(found.stories), readings, out)
    return out.getvalue().decode("utf-8")


def page(found: Trace, readings: Held) -> LexborHTMLParser:
    """The page as a browser sees it."""
    return LexborHTMLParser(written("html", found, readings))


def plain(text: str) -> str:
    """The text with its spaces run together, bars and trees left out."""
    return " ".join(re.sub("[┃│├└─]", " ", text).split())


def one(node: LexborHTMLParser | LexborNode, query: str) -> LexborNode:
    """The first node there is."""
    found = node.css_first(query)
    assert found is not None, query
    return found


def ids(*reports: str) -> tuple[str, ...]:
    """The articles of the flood's reports."""
    return tuple(read({**FLOOD, "ralat": RALAT}[report]).article.id for report in reports)


def flood() -> tuple[Trace, Held]:
    """A trace that has everything a trace can have, made by hand around real readings."""
    readings = held((*FLOOD.values(), RALAT))
    wire, copy, swap, abroad, ralat = ids("wire", "copy", "swap", "abroad", "ralat")
    first = {article: reading.claims[0].id for article, reading in readings.items()}
    claim = Traced(
        id="g1",
        says="empat warga tewas",
        tellings=tuple(Telling(article, first[article]) for article in (wire, copy, swap, abroad)),
        origins=(Origin("BPBD Lembayung", (wire, copy, swap), "named by 3 chains"),),
        undetermined=(abroad,),
        contradictions=(
            Conflict(0, 2, "amount", "value", "120 / 210"),
            Conflict(1, 2, "amount", "value", "120 / 210"),
        ),
        differences=(Conflict(0, 3, "amount", "update", "empat (2026-01-14 09:00) / Six (2026-01-15 08:00)"),),
    )
    made = Story(
        id="s1",
        articles=(wire, copy, swap, abroad, ralat),
        copies=(Copy(wire, copy, 0.83, "shared text, later by 1 h 30 min"),),
        claims=(claim,),
        links=(Link(swap, first[swap], 0, wire, "reworded"),),
        circles=((swap, abroad),),
        corrections=(Correction(ralat, swap, (swap, abroad), "120, not 210"),),
        counts=Counts(5, 4, 3, 1),
    )
    return Trace("0.1.0", (made,)), readings


def hostile(payload: str) -> tuple[Trace, Held]:
    """The same where every name, title and wording attacks."""
    found, readings = flood()
    bad = {article: attacked(reading, payload) for article, reading in readings.items()}
    (story,) = found.stories
    claims = tuple(
        replace(
            claim,
            says=payload,
            origins=tuple(replace(origin, name=payload, why=payload) for origin in claim.origins),
            contradictions=tuple(replace(conflict, says=payload) for conflict in claim.contradictions),
            differences=tuple(replace(conflict, says=f"{payload} / {payload}") for conflict in claim.differences),
        )
        for claim in story.claims
    )
    copies = tuple(replace(copy, why=payload) for copy in story.copies)
    corrections = tuple(replace(correction, says=payload) for correction in story.corrections)
    return Trace("0.1.0", (replace(story, claims=claims, copies=copies, corrections=corrections),)), bad


def attacked(reading: Reading, payload: str) -> Reading:
    """A reading whose outlet, address, title, words and sources are all the payload."""
    article = reading.article
    text = payload + article.text[len(payload) :]
    claims = tuple(
        replace(claim, content=(Span(0, len(payload)),), chain=tuple(replace(hop, name=payload) for hop in claim.chain))
        for claim in reading.claims
    )
    article = replace(article, outlet=payload, url=f"javascript:{payload}", title=payload, text=text, parts=())
    return replace(reading, article=article, claims=claims)


def contents(found: Trace, readings: Held) -> Iterator[str]:
    """The words of every telling."""
    for story in found.stories:
        for claim in story.claims:
            for telling in claim.tellings:
                reading = readings[telling.article]
                said = next(one for one in reading.claims if one.id == telling.claim)
                yield phrase.content(reading.article, said)


# --- json -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reports", TALES.values(), ids=TALES)
def test_json_keeps_the_contract(reports: tuple[Report, ...]) -> None:
    found, readings = traced(reports)
    shown: dict[str, Any] = json.loads(written("json", found, readings))
    errors = [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(shown)]
    assert not errors, errors
    for story in shown["stories"]:
        assert set(story["articles"]) <= set(readings)
        for claim in story["claims"]:
            count = len(claim["tellings"])
            assert {telling["article"] for telling in claim["tellings"]} <= set(story["articles"])
            assert all(max(gap["a"], gap["b"]) < count for gap in claim["contradictions"] + claim["differences"])
            vouched = {article for origin in claim["origins"] for article in origin["articles"]}
            assert not vouched & set(claim["undetermined"])
            both = [
                {(gap["a"], gap["b"], gap["slot"]) for gap in claim[kind]} for kind in ("contradictions", "differences")
            ]
            assert not both[0] & both[1], "no pair is both on one slot"


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_story_is_written_before_the_next_is_asked_for(form: str) -> None:
    everything = [report for reports in TALES.values() for report in reports]
    found, readings = traced(everything)
    out = io.BytesIO()
    sizes = []

    def told() -> Iterator[Story]:
        for story in found.stories:
            sizes.append(out.tell())
            yield story

    export.tracer(form)(found.kutip, told(), readings, out)
    assert all(before < behind for before, behind in pairwise([*sizes, out.tell()]))


def test_json_that_is_written_story_by_story_is_that_of_the_whole_trace() -> None:
    everything = [report for reports in TALES.values() for report in reports]
    for found, readings in (traced(everything), (Trace("0.1.0", ()), {})):
        assert written("json", found, readings).encode() == msgspec.json.encode(found) + b"\n"


def test_the_schema_holds_what_is_made_by_hand_and_nothing_worse() -> None:
    found, readings = flood()
    shown = json.loads(written("json", found, readings))
    assert SCHEMA.is_valid(shown)
    shown["stories"][0]["claims"][0]["contradictions"][0]["reason"] = "rounding"
    assert not SCHEMA.is_valid(shown)


def test_one_text_in_two_papers_is_two_reports() -> None:
    twice = (FLOOD["wire"], FLOOD["wire"]._replace(outlet="Suara Danau", published="2026-01-14T11:00+07:00"))
    named = printings(map(read, twice))
    readings = {one.article.id: one for one in named}
    found = trace.trace(named, "0.1.0")
    shown = json.loads(written("json", found, readings))
    assert SCHEMA.is_valid(shown)
    first, second = shown["stories"][0]["articles"]
    assert second == f"{first}#Suara Danau"
    assert "2 Suara Danau" in plain(page(found, readings).text())


# --- for people, text and page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("reports", TALES.values(), ids=TALES)
def test_every_telling_is_shown(reports: tuple[Report, ...], form: str) -> None:
    found, readings = traced(reports)
    text = written(form, found, readings)
    shown = plain(LexborHTMLParser(text).text() if form == "html" else text)
    missing = [words for words in contents(found, readings) if plain(words) not in shown]
    assert not missing


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("reports", TALES.values(), ids=TALES)
def test_nothing_is_ever_called_confirmed(reports: tuple[Report, ...], form: str) -> None:
    assert "confirmed" not in written(form, *traced(reports)).lower()


@pytest.mark.parametrize("form", ["text", "html"])
def test_all_that_a_trace_holds_is_shown(form: str) -> None:
    text = written(form, *flood())
    shown = plain(one(LexborHTMLParser(text), "main").text() if form == "html" else text)
    for said in (
        "Banjir rendam tiga desa di Kabupaten Lembayung",
        "2026-01-14 10:30+07:00",
        "Kabar Lembah",
        "shared text, later by 1 h 30 min",
        "named by 3 chains",
        "undetermined",
        "BPBD Lembayung is held: [1] Arunika, reworded",
        "120, not 210",
        "still so in",
        "another figure",
        "it changed with time",
        "In a circle" if form == "html" else "in a circle",
    ):
        assert said in shown


def test_what_contradicts_is_named_on_top_and_leads_there() -> None:
    assert "    contradictions: g1 in amount" in written("text", *flood())
    found = page(*flood())
    link = one(found, ".against a").attributes["href"] or ""
    assert one(found, f"section{link} .clash.contradiction")
    shown, readings = flood()
    calm = replace(shown.stories[0], claims=(replace(shown.stories[0].claims[0], contradictions=()),))
    assert "contradict" not in written("html", replace(shown, stories=(calm,)), readings).partition("<main>")[2]


def test_the_four_numbers_stand_in_a_table() -> None:
    table = one(page(*flood()), "table.numbers")
    numbers = zip(table.css("th"), table.css("td"), strict=True)
    assert [(head.text(), cell.text()) for head, cell in numbers] == [
        ("reports", "5"), ("distinct texts", "4"), ("with reporting of their own", "3"), ("independent origin", "1"),
    ]  # fmt: skip
    line = "5 reports → 4 distinct texts → 3 with reporting of their own → 1 independent origin"
    assert line in plain(written("text", *flood()))


# --- the tree ---------------------------------------------------------------------------------------------------------

TREE = """\
BPBD Lembayung
└─ Badan Penanggulangan Bencana Daerah Kabupaten Lembayung
   └─ menyatakan → [1] Arunika
      ├─ copied → [2] Kabar Lembah
      └─ menurut, reworded → [3] Suara Kandang
undetermined
└─ Lembayung Disaster Mitigation Agency
   └─ said → [4] Port Ellery Gazette
"""


def test_the_tree_joins_what_is_shared_and_hangs_copies_and_held_hops_below_their_source() -> None:
    lines = [line.partition("┃ ")[2] for line in written("text", *flood()).splitlines()]
    start = lines.index("BPBD Lembayung")
    assert lines[start : start + 8] == TREE.splitlines()


def test_the_tree_of_the_page_is_the_same() -> None:
    roots = one(page(*flood()), ".tree").css(".tree > li")
    names = [plain(one(root, ".hand").text()) for root in roots]
    assert names == ["BPBD Lembayung", "undetermined"]
    below = [plain(hand.text()) for hand in roots[0].css(".hand")]
    office = "Badan Penanggulangan Bencana Daerah Kabupaten Lembayung"
    assert below == ["BPBD Lembayung", office, "1 Arunika", "2 Kabar Lembah", "3 Suara Kandang"]
    arunika = one(roots[0], "ul ul ul > li")
    assert [plain(one(item, ".hand").text()) for item in one(arunika, "ul").iter()] == below[3:]


def test_hands_that_two_reports_name_are_joined() -> None:
    found, readings = flood()
    alone = replace(found.stories[0], copies=(), links=())
    shown = written("text", replace(found, stories=(alone,)), readings)
    office = "Badan Penanggulangan Bencana Daerah Kabupaten Lembayung"
    assert [line for line in shown.splitlines() if line.endswith(f"├─ {office}")]
    assert shown.count(f"─ {office}") == 1
    assert "   ├─ menyatakan → [1] Arunika" in shown.replace("│", " ")
    assert "   └─ menyatakan → [2] Kabar Lembah" in shown.replace("│", " ")


def test_reports_that_have_it_from_one_another_end_the_tree() -> None:
    found, readings = flood()
    (story,) = found.stories
    (claim,) = story.claims
    telling = {one.article: one.claim for one in claim.tellings}
    wire, swap = ids("wire", "swap")
    round_and_round = (Link(swap, telling[swap], 0, wire), Link(wire, telling[wire], 0, swap))
    shown = written("text", replace(found, stories=(replace(story, links=round_and_round),)), readings)
    assert "[1] Arunika" in shown
    assert "[3] Suara Kandang" in shown


def test_a_copy_that_says_it_in_other_words_keeps_its_own_way() -> None:
    found, readings = flood()
    (story,) = found.stories
    wire, swap = ids("wire", "abroad")
    claim = replace(story.claims[0], undetermined=(), origins=(Origin("BPBD Lembayung", story.articles[:4], "named"),))
    copied = replace(story, copies=(Copy(wire, swap, 0.4, "shared text"),), claims=(claim,), links=())
    shown = written("text", replace(found, stories=(copied,)), readings)
    assert "said → [4] Port Ellery Gazette" in shown
    assert "copied → [4]" not in shown


# --- side by side -----------------------------------------------------------------------------------------------------


def test_both_wordings_stand_side_by_side_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    assert re.search(r"120 \[1\] \[2\].* │ 210 \[3\]", written("text", *flood()))
    assert re.search(r"empat \[1\].* │ Six \[4\]", written("text", *flood()))
    monkeypatch.setenv("COLUMNS", "60")
    narrow = written("text", *flood())
    assert not re.search(r"120 .* │ 210", narrow)
    assert re.search(r"/ 210 \[3\]", narrow)


def test_what_conflicts_and_what_merely_differs_are_told_apart() -> None:
    found = page(*flood())
    against, apart = one(found, ".clash.contradiction"), one(found, ".clash.difference")
    assert [side.text(strip=True) for side in against.css(".side .value")] == ["120", "210"]
    assert [side.text(strip=True) for side in apart.css(".side .value")] == ["empat", "Six"]
    assert [side.text().count("Kabar Lembah") for side in against.css(".side")] == [1, 0]
    text = written("text", *flood())
    assert "contradict in amount, value" in text
    assert "differ in amount, update" in text


def test_the_same_two_values_stand_in_one_pair_whichever_comes_first() -> None:
    found, readings = flood()
    (claim,) = found.stories[0].claims
    swapped = Conflict(2, 3, "certainty", "certainty", "alleged / stated")
    gaps = (Conflict(0, 2, "certainty", "certainty", "stated / alleged"), swapped)
    story = replace(found.stories[0], claims=(replace(claim, contradictions=(), differences=gaps),))
    sides = page(replace(found, stories=(story,)), readings).css(".side")
    assert [plain(one(side, "p").text()) for side in sides] == [
        "stated 1 Arunika, 4 Port Ellery Gazette", "alleged 3 Suara Kandang",
    ]  # fmt: skip


# --- safe and plain ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [30, 60, 80, 100])
def test_text_wraps(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert max(map(len, written("text", *flood()).splitlines())) <= width


def test_a_page_needs_nothing_else_and_runs_nothing() -> None:
    text, found = written("html", *flood()), page(*flood())
    assert not found.css("script, link, img, iframe, object, embed, form, [src], [onclick], [onerror], [onload]")
    assert not re.search(r"@import|url\(|@font-face|https?://", text)
    assert "default-src 'none'" in one(found, '[http-equiv="Content-Security-Policy"]').attributes["content"]  # type: ignore[operator]
    assert all((link.attributes["href"] or "").startswith("#") for link in found.css("a"))


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_attacks_stays_text(payload: str) -> None:
    found, kept = page(*hostile(payload)), page(*flood())
    assert not found.css("script, img, link, iframe, [src], [onerror]")
    assert len(found.css("style")) == 1
    assert {node.tag for node in found.css("*")} <= {node.tag for node in kept.css("*")} | {"br"}
    assert all((link.attributes["href"] or "").startswith("#") for link in found.css("a"))
    main = one(found, "main")
    for query in ("h2", ".reports", ".tree", ".reasons", ".clash", ".plainly", ".card"):
        assert plain(payload) in plain(one(main, query).text()), query


def test_a_report_is_linked_only_over_http() -> None:
    found, readings = flood()
    safe = {
        id: replace(one, article=replace(one.article, url="https://a.example/?a=1&b=2")) for id, one in readings.items()
    }
    assert one(page(found, safe), ".reports a[rel]").attributes["href"] == "https://a.example/?a=1&b=2"


@pytest.mark.parametrize("form", ["text", "html"])
def test_nothing_steers_a_terminal_or_turns_a_page(form: str) -> None:
    assert not re.search("[\x1b\x07\u202e]", written(form, *hostile("a\x1b]0;t\x07\u202eb")))


def test_every_link_on_the_page_leads_somewhere_and_no_id_stands_twice() -> None:
    everything = [report for reports in TALES.values() for report in reports]
    found = page(*traced(everything))
    named = [node.attributes["id"] for node in found.css("[id]")]
    assert len(set(named)) == len(named)
    assert {link.attributes["href"] for link in found.css("a")} <= {f"#{name}" for name in named}
    labels = [node.attributes["aria-labelledby"] for node in found.css("[aria-labelledby]")]
    assert set(labels) <= set(named)


def test_a_long_story_waits_below_but_is_whole() -> None:
    wire = FLOOD["wire"]
    others = (wire._replace(outlet=f"Koran {number}", published="2026-01-14T12:00") for number in range(40))
    reports = [one._replace(text=f"{one.text}\n\nEditor: Redaktur {one.outlet}") for one in (wire, *others)]
    found = page(*traced(reports))
    assert len(found.css(".reports > li")) == len(reports)
    assert len(found.css(".reports > li")) > len(found.css("main article > .reports > li"))
    assert "17 other reports" in found.text()
    first = one(found, ".tellings")
    assert len(first.css(".card")) == len(reports) > len(first.css(".tellings > .cards > .card"))


def test_the_headings_of_a_page_go_down_step_by_step() -> None:
    levels = [int((node.tag or "h0")[1]) for node in page(*flood()).css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_nothing_to_trace_is_a_page_too() -> None:
    assert "no story" in one(page(Trace("0.1.0", ()), {}), "main").text()
    assert written("text", Trace("0.1.0", ()), {}) == ""
