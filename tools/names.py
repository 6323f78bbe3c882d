"""Writes src/kutip/known/names.json: the sheets of that folder, checked, in one file that loads fast.

.venv/bin/python tools/names.py
"""

from pathlib import Path

import msgspec

from kutip.known import known
from kutip.known.rows import Place, kept, unpack

FOLDER = Path(__file__).parents[1] / "src/kutip/known"


def main() -> None:
    """Writes the file, one row a line, so that a change shows as the change of its row."""
    names = kept(FOLDER)
    known(names, unpack((FOLDER / "places.json").read_bytes(), "places", tuple[Place, ...]))  # raises where they clash
    packed = msgspec.json.encode(names).replace(b'},{"id":', b'},\n{"id":').replace(b'},{"of":', b'},\n{"of":')
    (FOLDER / "names.json").write_bytes(packed + b"\n")
    print(f"{sum(len(sheet.rows) for sheet in names.sheets)} rows")


if __name__ == "__main__":
    main()
