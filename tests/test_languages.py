"""A language needs no Python: the smallest pack, with nothing in its lists, is loaded and reads a quotation."""

import json
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest
from msgspec import NODEFAULT

from kutip import lang, parse
from kutip.errors import PackError
from kutip.record import Capture
from kutip.run.one import Reader
from tests import docs

FEWEST = {"time": {"roles": {"in": [], "be": []}, "shapes": {"date": ["slash"]}}}
"""What must not be empty, besides the sign before decimals."""


def least(kind: Any) -> Any:
    """The smallest value of a type."""
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints, fields = get_type_hints(kind), msgspec.structs.fields(kind)
        needed = (field for field in fields if field.default is NODEFAULT and field.default_factory is NODEFAULT)
        return {field.encode_name: least(hints[field.name]) for field in needed}
    return {str: ".", int: 1, bool: False}.get(kind, {} if get_origin(kind) is dict else [])


def toml(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + "}"
    return json.dumps(value)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A folder of packs with the smallest one in it."""
    (tmp_path / "xx").mkdir()
    for name, kind in docs.files().items():
        content = {**least(kind), **FEWEST.get(name, {})}
        page = "".join(f"{key} = {toml(value)}\n" for key, value in content.items())
        (tmp_path / "xx" / f"{name}.toml").write_text(page, encoding="utf-8")
    return tmp_path


def test_the_smallest_pack_reads_a_quotation(packs: Path) -> None:
    article = parse.article(Capture("Kabar\n\n“Siap berangkat,” Rina Sutopo, 12/6/2025.", "text", lang="xx"))
    reading = Reader(lang.load("xx", packs)).read(article)
    assert [article[span] for claim in reading.claims for span in claim.content] == ["Siap berangkat"]
    assert [time.value for time in reading.times] == ["2025-06-12"]


def test_an_unknown_key_is_refused_by_name(packs: Path) -> None:
    with (packs / "xx" / "cues.toml").open("a", encoding="utf-8") as file:
        file.write('side = "left"\n')
    with pytest.raises(PackError, match=r"xx/cues\.toml: .*`side`"):
        lang.load("xx", packs)


def test_a_missing_file_is_told(packs: Path) -> None:
    (packs / "xx" / "time.toml").unlink()
    with pytest.raises(PackError, match=r"time\.toml: the file is missing"):
        lang.load("xx", packs)
