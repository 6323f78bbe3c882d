"""The SQL of the store, each statement by its name: files of `sql/`, in which a line `-- name` stands before each."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
HEAD = "-- "


@cache
def statements(name: str) -> dict[str, str]:
    """The statements of one file."""
    found: dict[str, str] = {}
    here = ""
    for line in (FOLDER / "sql" / f"{name}.sql").read_text(encoding="utf-8").splitlines():
        if line.startswith(HEAD):
            here = line.removeprefix(HEAD)
            found[here] = ""
        elif line:
            found[here] += line + "\n"
    return found
