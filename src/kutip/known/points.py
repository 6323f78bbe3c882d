"""Where known places lie, for a map; `tools/points.py` writes the file. Read only when somebody asks."""

from functools import cache
from pathlib import Path

from kutip.known.rows import unpack

FILE = Path(__file__).parent / "points.json"


@cache
def points() -> dict[str, tuple[float, float]]:
    """Latitude and longitude by the id of the place: a city itself, the middle of a country, the seat of a region."""
    return unpack(FILE.read_bytes(), FILE.stem, dict[str, tuple[float, float]])
