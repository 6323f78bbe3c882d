"""Languages as data: one folder of TOML each, decoded into the Structs of this room; unknown keys are refused.

Every file of a folder has its Struct in the module of the same name: `id/time.toml` is a `lang.time.TimeWords`.
"""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from kutip.errors import PackError
from kutip.lang.amount import AmountWords
from kutip.lang.concepts import Concepts
from kutip.lang.cues import Cues
from kutip.lang.doubts import DoubtWords
from kutip.lang.events import EventWords
from kutip.lang.furniture import Furniture
from kutip.lang.people import People
from kutip.lang.refer import Refer
from kutip.lang.signs import Signs
from kutip.lang.time import TimeWords
from kutip.lang.trace import TraceWords

FOLDER = Path(__file__).parent
T = TypeVar("T")


class Lang(Struct, frozen=True):
    """One language, as its pack tells it."""

    code: str
    digest: str
    """Of the pack's files: with kutip's version it names what made a reading."""
    signs: Signs
    cues: Cues
    time: TimeWords
    amount: AmountWords
    people: People
    refer: Refer
    furniture: Furniture
    events: EventWords
    doubts: DoubtWords
    trace: TraceWords
    concepts: Concepts


@cache  # asked for every pair of tellings, and a third of the time of a story when it looked at the disk
def codes() -> tuple[str, ...]:
    """The languages that have a pack."""
    return tuple(sorted(folder.parent.name for folder in FOLDER.glob("*/signs.toml")))


def decode(path: Path, kind: type[T]) -> T:
    """The file's content as one Struct, or a `PackError` that names file, key and reason."""
    name = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), kind)
    except FileNotFoundError:
        raise PackError(f"{name}: the file is missing; every pack needs one") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{name}: not TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise PackError(f"{name}: {error}; see docs/languages.md for the keys") from None


@cache
def load(code: str, folder: Path = FOLDER) -> Lang:
    """The language of that code; `PackError` when there is no pack or one of its files is wrong."""
    home = folder / code
    if not home.is_dir():
        raise PackError(f"no language pack for {code!r}; there are: {', '.join(codes())}")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(home.glob("*.toml")))).hexdigest()[:8]
    return Lang(
        code=code,
        digest=digest,
        signs=decode(home / "signs.toml", Signs),
        cues=decode(home / "cues.toml", Cues),
        time=decode(home / "time.toml", TimeWords),
        amount=decode(home / "amount.toml", AmountWords),
        people=decode(home / "people.toml", People),
        refer=decode(home / "refer.toml", Refer),
        furniture=decode(home / "furniture.toml", Furniture),
        events=decode(home / "events.toml", EventWords),
        doubts=decode(home / "doubts.toml", DoubtWords),
        trace=decode(home / "trace.toml", TraceWords),
        concepts=decode(path, Concepts) if (path := home / "concepts.toml").exists() else Concepts(),
    )
