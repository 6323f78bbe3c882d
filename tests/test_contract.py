"""Everything printed keeps the contract: the schema of a reading, and the laws a schema cannot say."""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import kutip
from kutip import export
from kutip.record import Reading
from tests.gold import FOLDER, cases

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent / "reading.schema.json").read_text(encoding="utf-8")))
DEMO = sorted((Path(__file__).parent.parent / "demo").glob("*.*"))
CASES = [case for path in sorted(FOLDER.glob("*/*.md")) for case in cases(path)]


def printed(reading: Reading) -> dict[str, Any]:
    """The reading as it is printed."""
    out = io.BytesIO()
    export.writer("json")([reading], out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def spans(value: Any) -> Iterator[tuple[int, int]]:
    """Every start and end in a printed reading."""
    if isinstance(value, dict):
        if value.get("start") is not None:
            yield value["start"], value["end"]
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def check(reading: dict[str, Any]) -> None:
    """The contract, in full."""
    errors = [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(reading)]
    assert not errors, errors
    check_spans(reading)
    check_references(reading)
    for claim in reading["claims"]:
        assert [hop["status"] for hop in claim["chain"]].index("outlet") == len(claim["chain"]) - 1, (
            "the outlet comes last"
        )
        assert claim["form"] != "plain" or len(claim["chain"]) == 1, "what is plain has no chain"
        assert claim["content"] == sorted(claim["content"], key=lambda span: span["start"])


def check_spans(reading: dict[str, Any]) -> None:
    """All offsets lie in the text, none is empty, none begins or ends with a space."""
    text = reading["article"]["text"]
    assert reading["article"]["id"] == "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    for start, end in spans(reading):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip(), text[start:end]


def check_references(reading: dict[str, Any]) -> None:
    """Every id and index points at something, and no id is given twice."""
    entities = [entity["id"] for entity in reading["entities"]]
    claims = [claim["id"] for claim in reading["claims"]]
    assert len(set(entities)) == len(entities)
    assert len(set(claims)) == len(claims)
    for event in reading["events"]:
        assert {*event["actors"], *event["recipients"], *event["places"]} <= set(entities)
    for claim in reading["claims"]:
        assert {*claim["entities"], *(hop["entity"] for hop in claim["chain"])} <= {*entities, None}
        assert all(number < len(reading["times"]) for number in claim["times"])
        assert all(number < len(reading["amounts"]) for number in claim["amounts"])
        assert claim["event"] is None or claim["event"] < len(reading["events"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.parent.name}/{case.path.stem}: {case.title}")
def test_every_gold_case_keeps_the_contract(case: Any) -> None:
    check(printed(kutip.read(case.text, **{"lang": case.path.parent.name, **case.given}, plain=True)))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.name)
@pytest.mark.parametrize("plain", [False, True])
def test_every_demo_report_keeps_the_contract(path: Path, plain: bool) -> None:
    check(printed(kutip.read(path, plain=plain)))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)


def test_plain_claims_are_printed_only_when_asked_for() -> None:
    for path in DEMO:
        assert not any(claim.form == "plain" for claim in kutip.read(path).claims)
