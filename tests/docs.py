"""`make docs` puts what kutip prints now into README.md; read the diff before you keep it."""

import re
from pathlib import Path

from tests.test_cli import run

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SHOWN = re.compile(r'(?<=\$ kutip read demo/galangan\.txt --outlet "Warta Samudra"\n).*?(?=```)', re.S)
CLAIMS = 4
"""So many are shown; the rest of the report is as the first ones."""


def excerpt() -> str:
    """The record, the first claims and the doubts of a demo report as a terminal of 80 columns shows them."""
    file = ROOT / "demo" / "galangan.txt"
    told = run("read", file, "--outlet", "Warta Samudra", env={"COLUMNS": "80", "FORCE_COLOR": None}).stdout
    blocks = told.strip().split("\n\n")
    doubts = [block for block in blocks if block.startswith("  ? ")]
    return "\n\n".join([*blocks[:CLAIMS], "  …", *doubts]) + "\n"


if __name__ == "__main__":
    page = README.read_text(encoding="utf-8")
    README.write_text(SHOWN.sub(lambda _: excerpt(), page, count=1), encoding="utf-8")
