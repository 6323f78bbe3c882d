"""A long work that is broken off goes on where it stopped, and comes to the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kutip.cli import main

SENTENCE = "“Jembatan {0} sudah dibuka,” kata Rina Sutopo, Kamis. Warga menyambut kabar itu dengan gembira."


def rows(path: Path, count: int) -> Path:
    """A file of JSON Lines with so many reports, each tenth line no report."""
    lines = [json.dumps({"text": SENTENCE.format(number)}) if number % 10 else "{" for number in range(1, count + 1)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["read", "--lang=id", "--models=none", *map(str, arguments)])


def test_a_killed_work_goes_on_and_writes_the_same_bytes(tmp_path: Path) -> None:
    source, whole, out = rows(tmp_path / "rows.jsonl", 600), tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert run(source, "--format=jsonl", f"--out={whole}").exit_code == 1
    command = [sys.executable, "-m", "kutip", "read", source, "--lang=id", "--models=none", "--format=jsonl"]
    kills = 0
    for least in (1, 40_000, 200_000):
        resume = ["--resume"] if out.exists() else []
        child = subprocess.Popen([*command, f"--out={out}", *resume], stderr=subprocess.DEVNULL)
        while child.poll() is None and (not out.exists() or out.stat().st_size < least):
            time.sleep(0.002)
        if child.poll() is None:
            os.kill(child.pid, signal.SIGKILL)
            kills += 1
        child.wait()
    assert kills
    with out.open("ab") as stream:
        stream.write(b'{"kutip": "half a li')  # what a kill in the middle of a write leaves
    assert run(source, "--format=jsonl", f"--out={out}", "--resume").exit_code == 1
    assert out.read_bytes() == whole.read_bytes()
    assert not out.with_name("out.jsonl.ledger").exists()


def test_a_work_goes_on_with_the_next_file(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(SENTENCE.format(number), encoding="utf-8")
    out, ledger = tmp_path / "out.jsonl", tmp_path / "out.jsonl.ledger"
    assert run(folder, "--format=jsonl", f"--out={out}").exit_code == 0
    whole = out.read_bytes()
    ends = [len(line) for line in whole.splitlines(keepends=True)]
    # The name of the work is taken from a ledger that kutip itself wrote: a broken-off first run.
    script = (
        "import sys; from kutip.run import ledger; from kutip.cli import main\n"
        "def stop(self): sys.exit(3)\n"
        "ledger.Ledger.close = stop; main(sys.argv[1:])"
    )
    arguments = ["read", "--lang=id", "--models=none", str(folder), "--format=jsonl", f"--out={out}"]
    subprocess.run([sys.executable, "-c", script, *arguments], check=False, stderr=subprocess.DEVNULL)
    entry = json.loads(ledger.read_text())
    assert entry["place"] == {"source": 2, "done": 1}
    entry.update(place={"source": 0, "done": 1}, written=ends[0], count=1)
    ledger.write_text(json.dumps(entry))
    result = run(folder, "--format=jsonl", f"--out={out}", "--resume")
    assert result.stderr.splitlines()[-1] == "2 read"
    assert out.read_bytes() == whole


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--format=text"], "--resume wants --out FILE and --format jsonl"),
        (["--format=jsonl", "--out={0}/there.jsonl"], "nothing to resume"),
        (["--format=jsonl", "--out={0}/other.jsonl"], "belongs to other inputs or options"),
        (["--format=jsonl", "--out={0}/broken.jsonl"], "cannot be read; begin again"),
    ],
)
def test_what_cannot_be_resumed_is_said(tmp_path: Path, options: list[str], says: str) -> None:
    source = rows(tmp_path / "rows.jsonl", 2)
    for name in ("there", "other", "broken"):
        (tmp_path / f"{name}.jsonl").write_text("")
    (tmp_path / "other.jsonl.ledger").write_text(json.dumps({"work": "0" * 16}))
    (tmp_path / "broken.jsonl.ledger").write_text("{")
    result = run(source, "--resume", *(option.format(tmp_path) for option in options))
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.replace("│", " ").split())


def test_a_file_that_is_shorter_than_its_ledger_is_not_gone_on_with(tmp_path: Path) -> None:
    source, out = rows(tmp_path / "rows.jsonl", 30), tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "kutip", "read", source, "--lang=id", "--models=none", "--format=jsonl"]
    child = subprocess.Popen([*command, f"--out={out}"], stderr=subprocess.DEVNULL)
    ledger = out.with_name("out.jsonl.ledger")
    while child.poll() is None and not (ledger.exists() and ledger.stat().st_size):
        time.sleep(0.001)
    child.kill()
    child.wait()
    if not ledger.exists():
        pytest.skip("this machine was done before it could be stopped")
    out.write_bytes(b"")
    result = run(source, "--format=jsonl", f"--out={out}", "--resume")
    assert result.exit_code == 2
    assert "is shorter than" in result.stderr
