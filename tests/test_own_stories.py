"""The stories of tests/gold/stories: their answers keep the contract, and kutip tells who tells what, and from whom."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kutip import trace
from kutip.record import Capture, Reading
from kutip.run import api
from tests.gold import FOLDER
from tests.test_contract import check

STORIES = sorted((FOLDER / "stories").iterdir())


def answers(folder: Path) -> dict[str, Any]:
    """The answered readings of a folder, by article."""
    found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.reading.json")))
    return {reading["article"]["id"]: reading for reading in found}


def answer(folder: Path) -> list[dict[str, Any]]:
    """The stories of the answered trace."""
    told: list[dict[str, Any]] = json.loads((folder / "trace.json").read_text(encoding="utf-8"))["stories"]
    return told


@cache
def read(folder: Path) -> tuple[Reading, ...]:
    """What the rules read in the reports of a folder; outlet and language are given."""
    given = (reading["article"] for reading in answers(folder).values())
    return tuple(
        api.reading(Capture(one["text"], "text", outlet=one["outlet"], lang=one["lang"]), True, ("none",))
        for one in given
    )


def copied(stories: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Who has it from whom."""
    return ((copy["from"], copy["to"]) for story in stories for copy in story["copies"])


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_an_answer_keeps_the_contract(folder: Path) -> None:
    readings = answers(folder)
    assert sorted(path.read_text(encoding="utf-8") for path in folder.glob("*.txt")) == sorted(
        reading["article"]["text"] for reading in readings.values()
    )
    for reading in readings.values():
        check(reading)


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_every_claim_is_told_in_one_place(folder: Path) -> None:
    readings = answers(folder)
    groups = [group for story in answer(folder) for group in story["claims"]]
    told = [(one["article"], one["claim"]) for group in groups for one in group["tellings"]]
    claims = [(id, claim["id"]) for id, one in readings.items() for claim in one["claims"] if claim["form"] != "plain"]
    assert len(set(told)) == len(told)
    assert set(claims) <= set(told)
    for group in groups:
        pairs = group["contradictions"] + group["differences"]
        assert all(max(pair["a"], pair["b"]) < len(group["tellings"]) for pair in pairs)


def test_all_reports_at_once_come_to_their_stories() -> None:
    found = trace.trace([reading for folder in STORIES for reading in read(folder)], "0")
    wanted = {frozenset(story["articles"]) for folder in STORIES for story in answer(folder)}
    assert {frozenset(story.articles) for story in found.stories} == wanted


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_every_copy_is_found_with_its_source(folder: Path) -> None:
    found = {(copy.source, copy.copy) for story in trace.trace(read(folder), "0").stories for copy in story.copies}
    assert set(copied(answer(folder))) <= found
