"""Writes src/kutip/parse/encodings.json: where Python's decoders differ from those of the browsers.

    python tools/encodings.py ENCODING_RS

ENCODING_RS is a checkout of hsivonen/encoding_rs; its src/test_data holds the tables of the Encoding Standard, each
pointer as bytes and as the characters that they stand for. NOTICE says under which licence.

For each encoding: "missing", what Python cannot decode; "changed", characters that Python gives for others; "odd",
bytes that Python decodes to a character which other bytes rightly stand for.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).parent.parent / "src/kutip/parse/encodings.json"
BROKEN = "\ufffd"
TABLES = {
    "euc-kr": ("cp949", ("euc_kr",)),
    "big5": ("big5hkscs", ("big5",)),
    "gb18030": ("gb18030", ("gb18030",)),
    "shift_jis": ("cp932", ("shift_jis",)),
    "euc-jp": ("euc_jp", ("jis0208", "jis0212")),
}
SINGLE: dict[str, dict[bytes, str]] = {
    "euc-kr": {},
    "big5": {},
    "gb18030": {b"\x80": "\u20ac", b"\x81\x35\xf4\x37": "\ue7c7"},
    "shift_jis": {b"\xa0": BROKEN, b"\xfd": BROKEN, b"\xfe": BROKEN, b"\xff": BROKEN},
    "euc-jp": {},
    "koi8-u": {b"\xae": "\u045e", b"\xbe": "\u040e"},
    "windows-1255": {b"\xca": "\u05ba"},
}
"""What the standard has besides these tables and Python has not: bytes alone, and one row of the four-byte ranges."""


def main() -> None:
    """Compares row by row, and writes what is left."""
    folder = Path(sys.argv[1]) / "src/test_data"
    found = {}
    for name, extra in SINGLE.items():
        python, tables = TABLES.get(name, (name, ()))
        rows = dict(row for table in tables for row in pairs(folder, table)) | extra
        found[name] = {key: value for key, value in differences(rows, python).items() if value}
    lines = (f" {json.dumps(name)}: {json.dumps(rows)}" for name, rows in found.items() if rows)
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="ascii")


def pairs(folder: Path, table: str) -> list[tuple[bytes, str]]:
    """The rows of a table: bytes, and their characters."""
    codes = (folder / f"{table}_in.txt").read_bytes().split(b"\n")
    texts = (folder / f"{table}_in_ref.txt").read_bytes().decode().split("\n")
    return [(code, text) for code, text in zip(codes, texts, strict=True) if code and not code.isascii()]


def differences(rows: dict[bytes, str], python: str) -> dict[str, dict[str, str]]:
    """The rows that Python has otherwise, by the way in which they differ."""
    given = {code: decoded(code, python) for code in rows}
    wanted = defaultdict(set)
    for code, text in given.items():
        wanted[text].add(rows[code])
    found: dict[str, dict[str, str]] = {"missing": {}, "changed": {}, "odd": {}}
    for code, text in given.items():
        right = rows[code]
        if text is None and BROKEN not in right:
            found["missing"][code.hex()] = right
        elif text is not None and text != right:
            one = len(wanted[text]) == 1 and not text.isascii()
            found["changed" if one else "odd"][text if one else code.hex()] = right
    return found


def decoded(code: bytes, python: str) -> str | None:
    """What Python makes of the bytes."""
    try:
        return code.decode(python)
    except UnicodeDecodeError:
        return None


if __name__ == "__main__":
    main()
