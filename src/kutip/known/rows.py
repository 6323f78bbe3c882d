"""What stands in the files of this room: the keys of the sheets that people keep, and those of the generated places.

The sheets are TOML, to be read and changed by people; `tools/names.py` packs them into `names.json`, which loads
faster.
"""

import re
import tomllib
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from kutip.errors import PackError

SHEETS = (
    "agencies.toml", "indonesia.toml", "korea.toml", "asia.toml", "world.toml",
    "offices.toml", "monitors.toml", "regions.toml",
)  # fmt: skip
NICKNAMES = "nicknames.toml"
ROW = re.compile(r"\$\.rows\[(\d+)\]")

Kind = Literal["agency", "outlet", "organisation", "place"]
T = TypeVar("T")


class Row(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One agency, outlet, office or place that people keep by hand."""

    id: str
    """In small letters with hyphens; never changed once published."""
    name: str
    """The short form kutip prints."""
    source: str
    """What was consulted for this row; honest when it was nothing but memory."""
    names: dict[str, tuple[str, ...]] = {}
    """Its other names, by the language they belong to."""
    country: str | None = None
    """ISO 3166, two capitals; absent for what belongs to no country."""
    parent: str | None = None
    """The row this one is a brand, desk or part of: one newsroom, one family."""
    family: str | None = None
    """The publisher, by name, where it has no row of its own and its newsrooms share desks or copy."""
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
    """One file that people keep: rows of one kind."""

    kind: Kind
    rows: tuple[Row, ...]


class Nickname(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How the press calls a generated place beside its official names."""

    of: str
    """The id of the place."""
    source: str
    """What was consulted."""
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    """Words for its people and its things."""
    careful: tuple[str, ...] = ()
    """As in `Row`."""


class Nicknames(Struct, frozen=True, forbid_unknown_fields=True):
    """The file of nicknames."""

    rows: tuple[Nickname, ...]


class Names(Struct, frozen=True, forbid_unknown_fields=True):
    """All that people keep, as `names.json` packs it."""

    sheets: tuple[Sheet, ...]
    nicknames: Nicknames


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A country, a part of one, or a city, as `tools/places.py` writes it."""

    id: str
    """The two letters of a country in small, with those of the part; `g` and the GeoNames number of a city."""
    name: str
    country: str
    names: tuple[str, ...] = ()
    wikidata: str | None = None
    adjectives: tuple[str, ...] = ()
    capital_of: str | None = None
    """The id of the country."""


def kept(folder: Path) -> Names:
    """All sheets of the folder, as people keep them."""
    return Names(tuple(decode(folder / name, Sheet) for name in SHEETS), decode(folder / NICKNAMES, Nicknames))


def decode(path: Path, kind: type[T]) -> T:
    """One sheet, or a `PackError` that names file, row and reason."""
    raw: dict[str, object] = {}
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(raw, kind)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"known/{path.name}: not TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise PackError(f"known/{path.name}{place_of(error, raw)}: {error}; see docs/known.md for the keys") from None


def place_of(error: Exception, raw: dict[str, object]) -> str:
    """Which row an error speaks of, counted from one and with its id: `, row 3 (kcna)`."""
    found, rows = ROW.search(str(error)), raw.get("rows")
    if found is None or not isinstance(rows, list):
        return ""
    row = rows[int(found[1])]
    name = row.get("id") or row.get("of") if isinstance(row, dict) else row
    return f", row {int(found[1]) + 1} ({name})"


def unpack(content: bytes, name: str, kind: type[T]) -> T:
    """A generated file, or a `PackError` that names it and the tool that makes it."""
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError as error:
        raise PackError(f"known/{name}.json: {error}; make it again with tools/{name}.py") from None
