"""What stands in the files of this room: the keys of the hand-kept sheets, the generated places, and how both are read."""

import re
import tomllib
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from kutip.errors import PackError

Kind = Literal["agency", "outlet", "organisation", "place"]
T = TypeVar("T")

ROW = re.compile(r"\$\.rows\[(\d+)\]")


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """One agency, outlet, office or place that people keep by hand."""

    id: str
    """In small letters with hyphens; never changed once published."""
    name: str
    """The short form kutip prints."""
    source: str
    """What was consulted for this row; honest when it was nothing but memory."""
    names: dict[str, tuple[str, ...]] = {}
    """Its other names by language code; `also` holds those of no language: abbreviations, old names, addresses."""
    country: str | None = None
    """ISO 3166, two capitals; absent for what belongs to no country."""
    parent: str | None = None
    """The row this one is a brand, desk or part of: one newsroom, one family."""
    family: str | None = None
    """The publisher that owns it, by name, where the publisher has no row."""
    state: bool | None = None
    """Whether a government owns or runs it; absent when unsure."""
    domains: tuple[str, ...] = ()
    """Web addresses that are surely its own, without www."""
    wikidata: str | None = None
    """Only when a public listing was seen that says so."""
    careful: tuple[str, ...] = ()
    """Names that are everyday words too: they count only where words of relay stand beside them."""
    shared: tuple[str, ...] = ()
    """Names another row bears as well, and says so."""


class Sheet(Struct, frozen=True, forbid_unknown_fields=True):
    """One hand-kept file: rows of one kind."""

    kind: Kind
    rows: tuple[Row, ...]


class Nickname(Struct, frozen=True, forbid_unknown_fields=True):
    """How the press calls a generated place beside its official names."""

    of: str
    """The id of the place."""
    source: str
    """What was consulted."""
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    """Words for its people and its things."""
    careful: tuple[str, ...] = ()


class Nicknames(Struct, frozen=True, forbid_unknown_fields=True):
    """The file of nicknames."""

    rows: tuple[Nickname, ...]


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A country, territory or city as `tools/places.py` writes it."""

    id: str
    """The two letters of a territory in small; `g` and the GeoNames number of a city."""
    name: str
    country: str
    names: tuple[str, ...] = ()
    wikidata: str | None = None
    adjectives: tuple[str, ...] = ()
    capital_of: str | None = None


def decode(path: Path, kind: type[T]) -> T:
    """The file's rows, or a `PackError` that names file, row and reason."""
    name = f"known/{path.name}"
    raw: dict[str, object] = {}
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(raw, kind)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{name}: not TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise PackError(f"{name}{place_of(error, raw)}: {error}; see docs/known.md for the keys") from None


def place_of(error: Exception, raw: dict[str, object]) -> str:
    """Which row an error speaks of, counted from one and with its id: `, row 3 (kcna)`."""
    found = ROW.search(str(error))
    rows = raw.get("rows")
    if found is None or not isinstance(rows, list):
        return ""
    row = rows[int(found[1])]
    name = row.get("id") or row.get("of") if isinstance(row, dict) else None
    return f", row {int(found[1]) + 1} ({name})"


def places(path: Path) -> tuple[Place, ...]:
    """The generated places."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Place, ...])
    except msgspec.DecodeError as error:
        raise PackError(f"known/{path.name}: {error}; make it again with tools/places.py") from None
