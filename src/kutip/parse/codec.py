"""Bytes of a named encoding → characters, exactly as the Encoding Standard of the browsers has it.

Python decodes; `encodings.json` holds the rows where the standard has it otherwise. What becomes of bytes that stand
for nothing is told here: which of them one U+FFFD replaces, and at which byte the reading goes on.
"""

import codecs
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

BROKEN = "\ufffd"
HERE = files(__package__)
PYTHON = {
    "ibm866": "cp866", "windows-874": "cp874", "macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-8-i": "iso-8859-8", "gbk": "gb18030", "big5": "big5hkscs", "euc-jp": "euc_jp", "euc-kr": "cp949",
    "shift_jis": "cp932", "utf-16be": "utf-16-be", "utf-16le": "utf-16-le",
}  # fmt: skip
"""Python's name of the decoder that comes nearest, where it is another one."""
UNICODE = ("utf-8", "utf-16le", "utf-16be")
DOUBLE = ("gbk", "gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr")
"""Those with two bytes a character and more."""
CONTROLS = {bytes([number]): chr(number) for number in range(0x80, 0xA0)}
"""Holes of the Windows code pages are control characters."""

PAIR = rb"[%s][\x80-\xff]|[\x00-\xff]"
SHAPES = {
    "big5": PAIR % rb"\x81-\xfe",
    "euc-kr": PAIR % rb"\x81-\xfe",
    "shift_jis": PAIR % rb"\x81-\x9f\xe0-\xfc",
    "euc-jp": rb"\x8f[\xa1-\xfe][\x80-\xff]?|[\x8e\x8f\xa1-\xfe][\x80-\xff]|[\x00-\xff]",
    "gb18030": rb"[\x81-\xfe][0-9](?:[\x81-\xfe][0-9]|[\x81-\xfe]?\Z)|[\x81-\xfe][\x80-\xff]|[\x00-\xff]",
}
"""The bytes that are one mistake: an ASCII sign behind half a character is read again, as itself."""
ODD = {
    "big5": rb"\xa2[\x41\x42]|(?:(?!\xa2[\x41\x42])(?:[\x81-\xfe][\x40-\x7e\x80-\xff]|[\x00-\xff]))++",
    "euc-jp": rb"\x8f\xa2\xb7|(?:(?!\x8f\xa2\xb7)(?:(?:\x8f[\xa1-\xfe]|[\x8e\x8f\xa1-\xfe])[\x80-\xff]|[\x00-\xff]))++",
}  # fmt: skip
"""The characters that Python mistakes for others, and all stretches between them, cut where a character begins."""
MANY = 100_000
"""No text has so many of them."""

ESCAPE = re.compile(rb"(\x1b*)(\x1b(?:\([BJI]|\$[@B])?)")
SETS = {b"\x1b(B": "ascii", b"\x1b(J": "roman", b"\x1b(I": "katakana", b"\x1b$@": "double", b"\x1b$B": "double"}
TWO = re.compile(rb"((?:[\x21-\x7e]{2})+)|[\x21-\x7e]?[\x00-\xff]")
HIGH = bytes(number | 0x80 for number in range(0x100))
"""JIS X 0208 inside ISO-2022-JP is that of EUC-JP with the highest bit off."""


class Table(NamedTuple):
    """Where the standard differs from Python's decoder."""

    missing: dict[bytes, str]
    """Python cannot decode them."""
    changed: dict[int, str]
    """Python gives these characters for others."""
    odd: dict[bytes, str]
    """Python gives a character that others rightly stand for."""


@cache
def labels() -> dict[str, str]:
    """The names of encodings by all that pages call them."""
    named = tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))
    return {label: name for name, all in named.items() for label in all}


def named(label: str) -> str | None:
    """The encoding that a label means to a browser, None for what is no label."""
    return labels().get(label.strip("\t\n\f\r ").lower())


@cache
def table(name: str) -> Table:
    """The differences of an encoding."""
    rows = json.loads((HERE / "encodings.json").read_bytes()).get("gb18030" if name == "gbk" else name, {})
    missing = CONTROLS if name.startswith("windows-") else {}
    return Table(
        missing | {bytes.fromhex(code): text for code, text in rows.get("missing", {}).items()},
        str.maketrans(rows.get("changed", {})),
        {bytes.fromhex(code): text for code, text in rows.get("odd", {}).items()},
    )


def decode(body: bytes, name: str) -> str:
    """The characters of bytes in an encoding of the standard; U+FFFD where they stand for nothing."""
    if name in UNICODE:
        return body.decode(PYTHON.get(name, name), "replace")
    if name == "replacement":
        return BROKEN if body else ""
    if name == "x-user-defined":
        return body.decode("latin-1").translate({number: 0xF700 + number for number in range(0x80, 0x100)})
    if name == "iso-2022-jp":
        return "".join(escaped(body))
    odd = table(name).odd
    if 0 < sum(map(body.count, odd)) < MANY:
        return "".join(odd.get(part) or plain(part, name) for part in re.findall(ODD[name], body))
    return plain(body, name)


def plain(body: bytes, name: str) -> str:
    """The characters of bytes without odd ones."""
    changed = table(name).changed
    text = body.decode(PYTHON.get(name, name), repairs(name))
    return text.translate(changed) if any(chr(sign) in text for sign in changed) else text


@cache
def repairs(name: str) -> str:
    """The name under which Python knows what to do with bytes that its decoder refuses."""
    missing = table(name).missing
    shape = re.compile(SHAPES.get("gb18030" if name == "gbk" else name, rb"[\x00-\xff]"))
    alone = lone(name, shape)
    signs = {code: missing.get(bytes([code]), BROKEN) for code in range(0x80, 0x100)}

    def repaired(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        body, start = error.object, error.start
        pair = body[start : start + 2]
        if pair in missing:
            return missing[pair], start + len(pair)
        if run := alone.match(body, start):  # megabytes of them, in one step
            return run[0].decode("latin-1").translate(signs), run.end()
        found = shape.match(body, start)
        end = found.end() if found else start + 1
        return missing.get(body[start:end], BROKEN), end

    codecs.register_error(f"kutip.{name}", repaired)
    return f"kutip.{name}"


def lone(name: str, shape: re.Pattern[bytes]) -> re.Pattern[bytes]:
    """Stretches of bytes that begin no character, whatever follows: each is a mistake by itself."""
    found = []
    for code in range(0x80, 0x100):
        tried = bytes([code, 0xFF, 0xFF, 0xFF])
        single = shape.match(tried)
        try:
            tried.decode(PYTHON.get(name, name))
        except UnicodeDecodeError as error:
            if error.start == 0 and single and single.end() == 1:
                found.append(rb"\x%02x" % code)
    return re.compile(b"[%s]+" % b"".join(found) if found else rb"(?!)")


def escaped(body: bytes) -> Iterator[str]:
    """The characters of ISO-2022-JP, stretch by stretch: escapes change the set of characters."""
    signs, start, fresh = "ascii", 0, False
    for escape in ESCAPE.finditer(body):
        between = body[start : escape.start()]
        yield from stretch(between, signs)
        if escape[1]:  # each of them leads nowhere
            yield BROKEN * len(escape[1])
            fresh = False
        known = escape[2] in SETS
        if not known or (fresh and not between):  # an escape right behind another hides something
            yield BROKEN
        signs, start, fresh = SETS.get(escape[2], signs), escape.end(), known
    yield from stretch(body[start:], signs)


def stretch(body: bytes, signs: str) -> Iterator[str]:
    """The characters of a stretch without escapes."""
    if signs == "double":
        yield from (plain(two[1].translate(HIGH), "euc-jp") if two[1] else BROKEN for two in TWO.finditer(body))
    elif signs == "katakana":
        yield "".join(chr(0xFF40 + sign) if 0x21 <= sign <= 0x5F else BROKEN for sign in body)
    else:
        text = body.decode("ascii", "replace").translate({0x0E: BROKEN, 0x0F: BROKEN})
        yield text.translate({0x5C: "\xa5", 0x7E: "\u203e"}) if signs == "roman" else text
