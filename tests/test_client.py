"""`kutip.Desk`: a real desk, asked from Python."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

import kutip
from kutip.errors import DeskError
from kutip.kept import Token
from kutip.serve import people
from kutip.serve.desk import Desk
from tests import desks
from tests.servers import moved, site


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with our stories, at which one logs in."""
    with desks.furnished(tmp_path_factory.mktemp("desk")) as desk:
        desks.cookie(desk, "admin")
        yield desk


@pytest.fixture(scope="module")
def program(desk: Desk) -> kutip.Desk:
    """A program with a token that may write."""
    with desk.store() as library:
        library.put(Token(0, "script", people.hashed("kutip_key"), "write", "admin", desk.now()))
    return kutip.Desk(desk.opening.address + "/", token="kutip_key")


def test_what_is_searched_comes_to_its_end(desk: Desk, program: kutip.Desk) -> None:
    with desk.library() as library:
        every = sum(len(library.report(report.id).reading.claims) for report in library.reports(limit=200))  # type: ignore
    assert len(list(program.search())) == every
    some = list(program.search("banjir", certainty=("stated", "reported"), outlet="Arunika"))
    assert some
    assert {hit.report.outlet for hit in some} == {"Arunika"}


def test_one_thing_leads_to_the_next(program: kutip.Desk) -> None:
    first = next(iter(program.stories()))
    story = program.story(first.story or 0)
    claim = program.claim(story.claims[0].id)
    assert [one.id for one in program.claims(story.id)][: len(story.claims)] == [one.id for one in story.claims]
    assert len(list(program.claims(story.id))) == story.claimed
    assert list(program.tellings(claim.claim.id)) == list(claim.claim.heard)
    heard = claim.claim.heard[0]
    report = program.report(heard.report.id)
    assert heard.says in {card.says for card in report.cards}
    reading = program.reading(heard.report.id)
    assert isinstance(reading, kutip.Reading)
    assert report.original is not None
    assert len(program.capture(report.original.sha256)) == report.original.size
    sources = program.sources(*(hand.name for card in report.cards for hand in card.chain if hand.name))
    assert program.source(sources[0].id).source == sources[0]


def test_what_is_written_is_given_back(program: kutip.Desk) -> None:
    job = program.add("https://a.example/x", outlet="Warta")
    assert (job.by, job.state, program.job(job.id).job) == ("admin", "waiting", job)
    judged = program.judge("rating", subject="BPBD", says="B")
    assert program.undo(judged.id).undone_by == "admin"
    watch = program.watch("Flood", q="banjir", on=["origin"], to="mailto:a@b.example")
    assert [one.watch for one in program.watches().watches if one.watch.id == watch.id] == [watch]
    assert list(program.alerts(watch.id)) == []
    assert program.follow("https://a.example/feed", every=600) in program.queue().feeds
    assert program.today().jobs["waiting"] >= 1
    assert list(program.moved())


def test_what_a_desk_refuses_is_said(desk: Desk, program: kutip.Desk) -> None:
    with pytest.raises(DeskError, match="no such story"):
        program.story(999_999)
    with pytest.raises(DeskError, match="Log in"):
        kutip.Desk(desk.opening.address).today()
    with pytest.raises(DeskError, match="no desk answers"):
        kutip.Desk("http://127.0.0.1:9").today()
    with pytest.raises(DeskError, match="rating"):
        program.judge("rating", subject="BPBD", says="Q")


def test_a_token_goes_to_its_desk_only() -> None:
    with site(lambda asked: moved("http://127.0.0.1:9/elsewhere")) as other:
        with pytest.raises(DeskError, match="302"):
            kutip.Desk(other.url, token="kutip_key").today()
        assert other.paths == ["/index.json"]


def test_a_desk_is_loaded_by_who_asks_for_it() -> None:
    asked = (
        "import sys, kutip; before = 'kutip.client' in sys.modules; kutip.Desk; "
        "print(before, 'starlette' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    with pytest.raises(AttributeError):
        kutip.Nothing  # noqa: B018 - that it is not there is what is asked
