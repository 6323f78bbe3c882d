"""What the commands keep in a store: all that is read, once; stories and judgements come out of it again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kutip import store as stores
from kutip.cli import main
from kutip.cli.desk import given
from kutip.kept import Judgement, User
from kutip.run.alone import alone
from kutip.serve import people
from kutip.store import Store
from tests.servers import Asked, Reply, html, nothing, site
from tests.stories import FLOOD, RESULTS, Report

PAGE = "<html lang=id><title>{0}</title><article><h1>{0}</h1>{1}</article></html>"


def write(folder: Path, *reports: Report) -> Path:
    """A file of JSON Lines with some reports."""
    path = folder / "reports.jsonl"
    rows = (dict(zip(("outlet", "lang", "published", "text"), report, strict=True)) for report in reports)
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def run(*arguments: str | Path, given: str = "") -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=given)


def lines(result: Result) -> list[dict[str, Any]]:
    """What was printed, one JSON object a line."""
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.kutip"


def opened(path: Path) -> Store:
    """The store."""
    return stores.open(path)


def test_what_is_read_is_kept_once(tmp_path: Path, path: Path) -> None:
    source = write(tmp_path, *FLOOD.values())
    asked = ("read", source, "--models=none", "--format=jsonl", f"--store={path}")
    first, second = run(*asked), run(*asked)
    assert (first.exit_code, first.stdout) == (0, second.stdout)
    store = opened(path)
    reports = store.reports()
    assert len(reports) == len(FLOOD)
    assert {report.versions for report in reports} == {1}
    assert len(store.untold()) == len(FLOOD)


def test_what_is_kept_has_what_the_outlet_says_itself_and_what_is_printed_has_not(tmp_path: Path, path: Path) -> None:
    source = write(tmp_path, FLOOD["wire"]._replace(text=f"{FLOOD['wire'].text}\n\nHujan turun lagi pada Rabu pagi."))
    (printed,) = lines(run("read", source, "--models=none", "--format=jsonl", f"--store={path}"))
    (whole,) = lines(run("read", source, "--models=none", "--format=jsonl", "--plain", f"--store={path}"))
    held = opened(path).report(1)
    assert held
    assert [claim.id for claim in held.reading.claims] == [claim["id"] for claim in whole["claims"]]
    assert printed["claims"] == [claim for claim in whole["claims"] if claim["form"] != "plain"]
    assert len(printed["claims"]) < len(whole["claims"])


def test_a_trace_of_a_store_is_that_of_its_reports(tmp_path: Path, path: Path) -> None:
    source = write(tmp_path, *FLOOD.values(), *RESULTS.values())
    (direct,) = lines(run("trace", source, "--models=none", "--format=json"))
    run("read", source, "--models=none", "--format=jsonl", f"--store={path}")
    result = run("trace", f"--store={path}", "--format=json")
    assert result.stderr.splitlines()[-1] == "2 stories"
    (kept,) = lines(result)
    assert [story["articles"] for story in kept["stories"]] == [story["articles"] for story in direct["stories"]]
    assert [story["counts"] for story in kept["stories"]] == [story["counts"] for story in direct["stories"]]
    assert run("trace", f"--store={path}", "--format=json").stdout == result.stdout


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_trace_of_a_store_can_be_read(tmp_path: Path, path: Path, form: str) -> None:
    result = run("trace", write(tmp_path, *FLOOD.values()), "--models=none", f"--store={path}", f"--format={form}")
    assert result.exit_code == 0
    assert "Hujan turun enam jam" in result.stdout


def test_what_is_asked_for_is_shown_with_its_story(tmp_path: Path, path: Path) -> None:
    run("read", write(tmp_path, *FLOOD.values(), *RESULTS.values()), "--models=none", f"--store={path}")
    text = tmp_path / "one.jsonl"
    result = run("trace", write(tmp_path, FLOOD["wire"]), "--models=none", f"--store={path}", "--format=json")
    assert result.stderr.splitlines()[-1] == "1 read; 1 story"
    (trace,) = lines(result)
    assert len(trace["stories"][0]["articles"]) == len(FLOOD)
    assert not text.exists()


def test_readings_have_no_original_and_are_not_kept(tmp_path: Path, path: Path) -> None:
    readings = tmp_path / "readings.jsonl"
    readings.write_text(run("read", write(tmp_path, FLOOD["wire"]), "--models=none", "--format=jsonl").stdout)
    result = run("trace", readings, "--models=none", f"--store={path}")
    assert result.exit_code == 1
    assert "give the reports" in result.stderr
    assert opened(path).reports() == ()


def test_nothing_to_trace_is_said() -> None:
    result = run("trace")
    assert result.exit_code == 2
    assert "--store" in result.stderr


def test_where_a_keeper_is_at_work_it_tells(tmp_path: Path, path: Path) -> None:
    source = write(tmp_path, FLOOD["wire"])
    run("trace", source, "--models=none", f"--store={path}")
    script = f"from pathlib import Path\nfrom kutip.run.alone import alone\nwith alone(Path({str(path)!r})): input()"
    child = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE)
    lock = path.with_name("desk.kutip.keeper")
    while str(child.pid) not in lock.read_text():
        pass
    result = run("trace", f"--store={path}")
    child.kill()
    child.wait()
    assert result.stderr.splitlines()[-1] == "1 story"


def test_what_is_fetched_is_kept_and_read(path: Path, tmp_path: Path) -> None:
    def paper(asked: Asked) -> Reply:
        if asked.path != "/banjir":
            return nothing(asked)
        title, *paragraphs = FLOOD["wire"].text.split("\n\n")
        return html(PAGE.format(title, "".join(f"<p>{one}</p>" for one in paragraphs)))

    archive = tmp_path / "paper.warc.gz"
    with site(paper) as there:
        options = ("--allow-private", "--pause=0", f"--store={path}")
        result = run("fetch", f"{there.url}/banjir", f"{there.url}/hilang", *options)
        both = run("fetch", f"{there.url}/banjir", f"--to={archive}", *options)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "1 failed; 1 new"
    assert both.exit_code == 0
    assert archive.exists()
    (report,) = opened(path).reports()
    held = opened(path).report(report.id)
    assert held
    assert held.reading.claims
    assert held.versions == (held.version,)


def test_nowhere_to_put_it_is_said() -> None:
    result = run("fetch", "http://127.0.0.1:9/")
    assert result.exit_code == 2
    assert "--store" in " ".join(result.stderr.split())


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("my notes")
    result = run("read", write(tmp_path, FLOOD["wire"]), f"--store={other}")
    assert result.exit_code == 2
    assert "notes.txt" in " ".join(result.stderr.split())
    assert other.read_text() == "my notes"


def test_judgements_come_out_as_gold(tmp_path: Path, path: Path) -> None:
    run("trace", write(tmp_path, FLOOD["wire"]), "--models=none", f"--store={path}")
    store = stores.open(path, write=True)
    held = store.report(1)
    assert held
    claim = next(claim.id for claim in held.reading.claims if claim.form == "indirect")
    store.put(Judgement(0, "2026-06-01T08:00:00Z", "rina", "speaker", "Camat", held.version.article, claim))
    store.close()
    (gold,) = lines(run("store", "export", "--judgements", f"--store={path}"))
    assert next(one for one in gold["claims"] if one["id"] == claim)["chain"][0]["name"] == "Camat"
    assert gold["judgements"][0]["by"] == "rina"
    assert gold["judgements"][0]["at"] == "2026-06-01T08:00:00Z"


def test_users_are_let_in(path: Path) -> None:
    assert "rina may log in as admin" in run("store", "user", "add", "rina", f"--store={path}", given="s3cret\n").stderr
    assert (
        "budi may log in as analyst" in run("store", "user", "add", "budi", f"--store={path}", given="other\n").stderr
    )
    assert run("store", "user", "add", "rina", f"--store={path}", given="s3cret\n").exit_code == 2
    assert run("store", "user", "add", "tom", f"--store={path}").exit_code == 2
    first, _ = opened(path).notes(User)
    assert "s3cret" not in first.secret
    assert people.fits(first, "s3cret")


def test_options_are_passed_on_as_they_were_given() -> None:
    options = given(models=("none", "spacy:x y"), workers=2, contact=None, allow_private=True, pause=0.0)
    assert list(options) == ["--models=none", "--models=spacy:x y", "--workers=2", "--allow-private", "--pause=0.0"]


def test_two_keepers_are_one_too_many(path: Path) -> None:
    with alone(path):
        result = subprocess.run(
            [sys.executable, "-m", "kutip", "watch", f"--store={path}", "--models=none"], capture_output=True, text=True
        )
    assert result.returncode == 2
    assert "has a keeper already" in " ".join(result.stderr.replace("│", " ").split())
