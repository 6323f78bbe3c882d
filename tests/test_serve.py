"""The pages of the desk and their twins, asked of a real server."""

import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import jsonschema
import msgspec
import pytest

from kutip import store
from kutip.kept import Change, Kept
from kutip.record import Reading, Span
from kutip.run import api
from kutip.serve import highlight, words
from kutip.serve.asked import Sent
from kutip.serve.desk import Desk, Opening
from kutip.serve.lists import Problem, Search, SourcePage, Stories, Today
from kutip.serve.pages import ClaimPage, ReportPage, StoryPage
from kutip.serve.routes import ROUTES, Route
from tests import desks, docs
from tests.stories import FLOOD

SAME = {"sec-fetch-site": "same-origin"}
GETS = [route for route in ROUTES if route.method == "GET"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with our stories; nobody needs to log in."""
    path = tmp_path_factory.mktemp("desk") / "desk.kutip"
    desks.fill(path)
    with desks.served(Opening(path, owner="Ani")) as desk:
        desks.furnish(desk)
        yield desk


@pytest.fixture(scope="module")
def web(desk: Desk) -> Iterator[httpx.Client]:
    """A browser, as far as it only asks."""
    with httpx.Client(base_url=desk.opening.address) as client:
        yield client


def page(web: httpx.Client, path: str, kind: type[msgspec.Struct], **parameters: str) -> msgspec.Struct:
    """A page as its twin."""
    answer = web.get(path, params=parameters, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=kind)


# --- every page -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("route", GETS, ids=lambda route: route.path)
def test_every_page_is_for_people_and_for_programs(desk: Desk, web: httpx.Client, route: Route) -> None:
    path = desks.example(desk, route).path
    shown, twin = web.get(path), web.get(path, headers={"accept": "application/json"})
    assert shown.status_code == twin.status_code == 200, shown.text
    assert "accept" in shown.headers.get("vary", "accept").lower()
    if route.gives is not Sent:
        msgspec.json.decode(twin.content, type=route.gives)
        assert web.get("/index.json" if path == "/" else f"{path}.json").content == twin.content
        assert shown.headers["content-type"].startswith("text/html") or route.gives is Reading


@pytest.mark.parametrize("route", [route for route in GETS if route.gives is not Sent], ids=lambda route: route.path)
def test_what_comes_is_as_it_is_described(desk: Desk, web: httpx.Client, route: Route) -> None:
    described = web.get("/openapi.json").json()
    operation = described["paths"][re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path)]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answer = web.get(desks.example(desk, route).path, headers={"accept": "application/json"}).json()
    jsonschema.Draft202012Validator(schema | {"components": described["components"]}).validate(answer)


def test_the_description_names_everything_once_and_leads_nowhere_else(web: httpx.Client) -> None:
    described = web.get("/openapi.json").json()
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations) == len(ROUTES)
    leads = set(re.findall(r'"#/components/schemas/(\w+)"', web.get("/openapi.json").text))
    assert leads <= described["components"]["schemas"].keys()
    assert all(one["summary"].endswith(".") for one in operations)


def test_what_has_not_changed_is_not_sent_again(web: httpx.Client) -> None:
    first = web.get("/story/1")
    again = web.get("/story/1", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert web.get("/story/1.json").headers["etag"] != first.headers["etag"]
    assert web.get("/story/1", headers={"if-none-match": '"another"'}).status_code == 200


def test_a_list_goes_on_where_its_header_says(tmp_path: Path) -> None:
    path = tmp_path / "desk.kutip"
    desks.fill(path)
    library = store.open(path, write=True)
    library.tell((), [Change(0, "2026-06-02T00:00:00Z", "revision", report=1, says=("a", "b"))] * 150)
    moves = library.changes(kinds=("story", "origin", "contradiction", "correction", "revision"), limit=1000)
    seen, asked, pages = list[int](), "/index.json", 0
    with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address) as web:
        while asked:
            answer = web.get(asked)
            today = msgspec.json.decode(answer.content, type=Today)
            seen += [one.change.id for day in today.days for story in day.stories for one in story.moved]
            asked, pages = answer.links.get("next", {}).get("url", ""), pages + 1
    assert pages == 1 + len(moves) // 60
    assert sorted(seen) == [change.id for change in moves]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/nothing", 404, "not-found"),
        ("/report/999999", 404, "not-found"),
        ("/report/99999999999999999999999", 404, "not-found"),
        ("/report/1?version=7", 404, "not-found"),
        ("/report/1?version=x", 400, "invalid"),
        ("/search?certainty=sure", 400, "invalid"),
        ("/search?outlets=x", 400, "invalid"),
        ("/search?since=yesterday", 400, "invalid"),
        ("/search?after=nowhere", 400, "invalid"),
        (f"/capture/{'0' * 64}", 404, "not-found"),
        ("/feeds", 405, "method"),
    ],
)
def test_what_cannot_be_answered_says_why(web: httpx.Client, path: str, status: int, kind: str) -> None:
    answer = web.get(path, headers={"accept": "application/json"})
    problem = msgspec.json.decode(answer.content, type=Problem)
    assert (answer.status_code, problem.status, problem.type) == (status, status, kind)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem.detail
    shown = web.get(path)
    assert shown.status_code == status
    assert shown.headers["content-type"].startswith("text/html")


# --- a report ---------------------------------------------------------------------------------------------------------


def test_a_report_is_its_text_with_every_claim_marked_where_it_stands(web: httpx.Client) -> None:
    for number in range(1, 10):
        report = page(web, f"/report/{number}", ReportPage)
        reading = page(web, f"/report/{number}/reading", Reading)
        text = reading.article.text
        pieces = [piece for line in report.lines for piece in line.pieces]
        assert [piece.text for piece in pieces] == [text[one.start : one.start + len(one.text)] for one in pieces]
        assert "".join("".join(one.text for one in line.pieces) for line in report.lines) == text.replace("\n", "")
        assert sorted(id for piece in pieces for id in piece.begins) == sorted(claim.id for claim in reading.claims)
        for claim in reading.claims:
            marked = "".join(piece.text for piece in pieces if claim.id in piece.claims)
            assert marked == "".join(text[span.start : span.end] for span in claim.content)


def test_claims_inside_and_across_one_another_are_marked_exactly() -> None:
    reading = api.read((docs.ROOT / "demo" / "galangan.txt").read_text(encoding="utf-8"), lang="id", models=("none",))
    text, chance = reading.article.text, random.Random(4)
    words = [Span(*found.span()) for found in re.finditer(r"\S+", text)]
    for _ in range(30):
        spans = [sorted(chance.sample(range(len(words)), 2)) for _ in range(12)]
        claims = tuple(
            msgspec.structs.replace(reading.claims[0], id=f"c{n}", content=(Span(words[a].start, words[b].end),))
            for n, (a, b) in enumerate(spans, 1)
        )
        lines = list(highlight.lines(msgspec.structs.replace(reading, claims=claims)))
        pieces = [piece for line in lines for piece in line.pieces]
        for claim in claims:
            (span,) = claim.content
            marked = "".join(piece.text for piece in pieces if claim.id in piece.claims)
            assert re.sub(r"\s", "", marked) == re.sub(r"\s", "", text[span.start : span.end])
            assert sum(claim.id in piece.begins for piece in pieces) == 1
            outer = {one.id for one in claims if one.content[0].holds(span) and one.content[0] != span}
            inside = [piece.claims for piece in pieces if claim.id in piece.claims]
            assert all(held.index(one) < held.index(claim.id) for held in inside for one in outer)


def test_a_card_says_through_whom_a_claim_came_and_what_it_weighs(web: httpx.Client) -> None:
    report = page(web, "/report/1", ReportPage)
    card = next(card for card in report.cards if card.weight and card.weight.tellings > 1)
    assert card.chain[-1].name == report.outlet
    assert card.chain[0].source is not None
    source = page(web, f"/source/{card.chain[0].source}", SourcePage)
    assert (report.report.id, card.id) in {(hit.report.id, hit.claim) for hit in source.originated}
    group = page(web, f"/claim/{card.group}", ClaimPage)
    assert group.claim.weight == card.weight
    assert (report.report.id, card.id) in {(one.report.id, one.claim) for one in group.claim.heard}


def test_an_edited_report_shows_what_changed_and_what_it_said_before(desk: Desk, web: httpx.Client) -> None:
    first = desks.kept(FLOOD["wire"])
    body = first.capture.body.replace(b"empat warga", b"sembilan warga")
    capture = msgspec.structs.replace(first.capture, body=body)
    with desk.store() as library:
        (report,) = library.keep([Kept(capture, api.reading(capture, True, ("none",)), "2026-06-02T08:00:00Z")])
    now = page(web, f"/report/{report.id}", ReportPage)
    assert [version.number for version in now.versions] == [1, 2]
    assert now.compared
    changed = [one for one in now.compared.altered if one.what == "changed"]
    assert any("empat" in one.before and "sembilan" in one.after and "amount" in one.within for one in changed)
    before = page(web, f"/report/{report.id}", ReportPage, version="1")
    assert web.get(f"/capture/{before.version.capture}").content == first.capture.body
    assert web.get(f"/capture/{now.version.capture}").content == body
    assert "empat warga" in "".join(piece.text for line in before.lines for piece in line.pieces)
    assert before.compared is None


# --- a story, a claim -------------------------------------------------------------------------------------------------


def test_a_story_counts_what_its_claims_show(web: httpx.Client) -> None:
    for moved in page(web, "/stories", Stories).stories:
        story = page(web, f"/story/{moved.story}", StoryPage)
        assert (story.headline, story.counts) == (moved.title, moved.counts)
        assert story.counts.reports == len(story.reports)
        assert story.claimed >= len(story.claims)
        against = {claim.id: {pair.slot for pair in claim.contradictions} for claim in story.claims}
        assert {one.id: set(one.slots) for one in story.disputed} == {
            id: slots for id, slots in against.items() if slots
        }
        for claim in story.claims:
            assert claim.weight.origins == len(claim.origins)
            assert claim.weight.contradictions >= len(claim.contradictions)
            assert {place for one in claim.origins for place in one.tellings} <= {one.number for one in claim.heard}
            assert claim.weight.tellings <= 12


def test_a_claim_shows_its_words_in_their_places_and_how_they_drift(web: httpx.Client) -> None:
    claims = [
        claim
        for moved in page(web, "/stories", Stories).stories
        for claim in page(web, f"/story/{moved.story}", StoryPage).claims
    ]
    for heard in (heard for claim in claims for heard in claim.heard):
        reading = page(web, f"/report/{heard.report.id}/reading", Reading)
        text = " ".join(reading.article.text.split())
        if " … " not in heard.says:
            assert f"{heard.before} {heard.says}".strip().split()[-3:] == heard.says.split()[-3:]
            assert heard.says in text
    drifted = [heard for claim in claims for heard in claim.heard if heard.drift]
    assert drifted
    for heard in drifted:
        kept = " ".join(one.words for one in heard.drift if one.how != "gone")
        assert kept == heard.says


def test_contradictions_name_the_tellings_that_have_each_wording(web: httpx.Client) -> None:
    stories = [page(web, f"/story/{number}", StoryPage) for number in range(1, 9)]
    pairs = [(claim, pair) for story in stories for claim in story.claims for pair in claim.contradictions]
    assert pairs
    for claim, pair in pairs:
        numbers = {one.number for one in claim.heard}
        assert set(pair.a.tellings) | set(pair.b.tellings) <= numbers


# --- preserved pages --------------------------------------------------------------------------------------------------


def test_a_preserved_page_is_saved_as_it_came(web: httpx.Client) -> None:
    report = page(web, "/report/2", ReportPage)
    answer = web.get(f"/capture/{report.version.capture}")
    assert hashlib.sha256(answer.content).hexdigest() == report.version.capture == answer.headers["kutip-sha256"]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_preserved_page_is_looked_at_without_anything_that_runs_or_calls(web: httpx.Client) -> None:
    report = page(web, "/report/2", ReportPage)
    answer = web.get(f"/capture/{report.version.capture}/view")
    assert report.title in answer.text
    assert "alert(1)" not in answer.text
    assert not re.search(r"<script|\son\w+=|\b(src|href|style|action|srcset|poster|background)=", answer.text, re.I)
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


# --- search -----------------------------------------------------------------------------------------------------------


def test_a_search_is_narrowed_by_its_facets(web: httpx.Client) -> None:
    all_of = page(web, "/search", Search)
    for facet in ("outlet", "certainty", "lang", "form"):
        value, count = all_of.facets[facet][0]
        some = page(web, "/search", Search, **{facet: value})
        assert some.counted == count
    assert page(web, "/search", Search, q="zzzz").hits == ()


def test_answers_come_page_after_page(web: httpx.Client) -> None:
    whole = page(web, "/search", Search, limit="200").hits
    seen, after = list[tuple[int, str]](), None
    while True:
        some = page(web, "/search", Search, limit="7", **({"after": after} if after else {}))
        seen += [(hit.report.id, hit.claim) for hit in some.hits]
        after = some.further
        if after is None:
            break
    assert seen == [(hit.report.id, hit.claim) for hit in whole]


# --- what is written --------------------------------------------------------------------------------------------------


def test_what_is_written_through_a_form_is_seen_on_its_page(web: httpx.Client) -> None:
    mark = desks.mark(web)
    answer = web.post("/add", data={"csrf": mark, "what": "https://a.example/one"}, headers=SAME)
    assert answer.status_code == 303
    assert "https://a.example/one" in web.get(answer.headers["location"]).text
    answer = web.post("/watches", data={"csrf": mark, "name": "Banjir", "q": "banjir", "on": ["origin"]}, headers=SAME)
    assert "Banjir" in web.get(answer.headers["location"]).text


def test_several_addresses_are_several_jobs_and_a_text_is_one(web: httpx.Client) -> None:
    before = len(web.get("/queue.json").json()["waiting"])
    web.post("/add", json={"what": "https://a.example/x\nhttps://b.example/y"}, headers=SAME)
    web.post("/add", json={"what": "“Siap,” kata Rina.\nhttps://a.example/"}, headers=SAME)
    waiting = web.get("/queue.json").json()["waiting"]
    assert [job["kind"] for job in waiting[: len(waiting) - before]] == ["text", "address", "address"]
    job = web.post("/add", json={"what": "“Siap,” kata Rina. " * 1000}, headers=SAME).json()["id"]
    assert len(web.get("/queue.json").json()["waiting"][0]["what"]) < 400
    assert len(web.get(f"/job/{job}.json").json()["job"]["what"]) > 10_000


def test_a_judgement_is_kept_with_its_author_and_can_be_undone(web: httpx.Client) -> None:
    report = page(web, "/report/3", ReportPage)
    asked = {"kind": "speaker", "article": report.version.article, "claim": report.cards[0].id, "says": "Siti Rahma"}
    made = web.post("/judgements", json=asked, headers=SAME).json()
    assert made["by"] == "Ani"
    card = page(web, "/report/3", ReportPage).cards[0]
    assert [one.says for one in card.judgements] == [card.chain[0].name] == ["Siti Rahma"]
    undone = web.post(f"/judgements/{made['id']}/undo", json={}, headers=SAME).json()
    assert (undone["undone_by"], bool(undone["undone"])) == ("Ani", True)
    assert page(web, "/report/3", ReportPage).cards[0].chain == report.cards[0].chain


def test_two_claims_are_said_to_be_one_by_the_address_of_the_other(desk: Desk, web: httpx.Client) -> None:
    one, other = (page(web, f"/report/{number}", ReportPage) for number in (1, 2))
    asked = {"kind": "same", "article": one.version.article, "claim": one.cards[0].id}
    address = f"{desk.opening.address}/report/2#{other.cards[0].id}"
    made = web.post("/judgements", json=asked | {"other": address}, headers=SAME).json()
    assert (made["other_article"], made["other_claim"]) == (other.version.article, other.cards[0].id)
    assert web.post("/judgements", json=asked | {"other": "/report/2#c99"}, headers=SAME).status_code == 400


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/judgements", {"kind": "rating", "subject": "BPBD", "says": "G"}),
        ("/judgements", {"kind": "speaker", "says": "Siti"}),
        ("/watches", {"name": "x", "to": "ftp://a.example"}),
        ("/watches", {"name": "x", "to": "http://169.254.169.254/"}),
        ("/watches", {"name": "x", "on": ["amount"]}),
        ("/watches", {"name": ""}),
        ("/add", {"what": " \n "}),
        ("/add", {"what": "http://user:pw@a.example/"}),
        ("/feeds", {"url": "javascript:alert(1)"}),
        ("/look", {"lang": "xx"}),
        ("/add", {"what": "https://a.example", "whom": "x"}),
    ],
)
def test_what_makes_no_sense_is_not_written(web: httpx.Client, path: str, sent: dict[str, object]) -> None:
    answer = web.post(path, json=sent, headers=SAME)
    assert (answer.status_code, answer.json()["type"]) == (400, "invalid")


# --- in the language of the reader ------------------------------------------------------------------------------------


def test_pages_are_in_the_language_of_the_reader(web: httpx.Client) -> None:
    assert '<html lang="id"' in web.get("/", headers={"accept-language": "id-ID,id;q=0.9,en;q=0.8"}).text
    assert '<html lang="en"' in web.get("/", headers={"accept-language": "fr, *;q=0.1"}).text
    mark = desks.mark(web)
    answer = web.post("/look", data={"csrf": mark, "lang": "id", "theme": "dark", "back": "/queue"}, headers=SAME)
    assert answer.headers["location"] == "/queue"
    with httpx.Client(base_url=web.base_url, cookies=dict(answer.cookies)) as again:
        assert '<html lang="id"' in again.get("/").text
        assert 'data-theme="dark"' in again.get("/").text


def test_numbers_and_dates_are_as_the_language_has_them() -> None:
    english, indonesian = words.load("en"), words.load("id")
    assert (english.number(1234.5), indonesian.number(1234.5)) == ("1,234.5", "1.234,5")
    assert english.moment("2026-01-14T09:05+07:00") != english.moment("2026-01-14")
    assert "2026" in indonesian.day("2026-01") and "14" not in indonesian.day("2026-01")
    assert (english.day("2026"), english.day("soon"), english.clock("2026-01-14")) == ("2026", "soon", "")


def test_both_languages_say_the_same_things() -> None:
    english, indonesian = words.load("en"), words.load("id")
    assert english.entries.keys() == indonesian.entries.keys()
    assert len(english.months) == len(indonesian.months) == 12
    for key in english.entries:
        assert ("{n}" in english.word(key)) == ("{n}" in indonesian.word(key)), key


def test_a_store_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new.kutip"
    with desks.served(Opening(path)) as desk, httpx.Client(base_url=desk.opening.address) as web:
        assert web.get("/").status_code == 200
        assert web.get("/stories.json").json() == {"stories": [], "further": None}
    assert store.open(path).reports() == ()
