"""Pages that no one would write: the inputs of the public suites, and giants of our own."""

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figure import need

SENTENCE = (
    "The harbour stays closed until Friday, the mayor, Rina Sutopo, said on Monday after a meeting with engineers. "
)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
PAYLOAD = re.compile(r'"payload": ("(?:[^"\\]|\\.)*")')
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def around(payload: bytes) -> bytes:
    """A report with something hostile between its paragraphs."""
    paragraph = f"<p>{SENTENCE * 3}</p>".encode()
    head = b"<!doctype html><html><head><title>Harbour closed</title></head><body><h1>Harbour closed</h1>"
    return head + paragraph + payload + paragraph * 2


def nested(tags: str, times: int) -> bytes:
    """Elements inside one another, around one sentence, never closed."""
    return around(tags.encode() * times + SENTENCE.encode())


def row(piece: str, times: int) -> bytes:
    """The same piece again and again."""
    return around(piece.encode() * times)


GIANTS: dict[str, Callable[[], bytes]] = {
    "50,000 attributes": lambda: around(b"<p " + b" ".join(b"a%d=b" % n for n in range(50_000)) + b">" + b"x" * 100),
    "20,000 div inside one another": lambda: nested("<div>", 20_000),
    "20,000 dl and dd inside one another": lambda: nested("<dl><dd>", 20_000),
    "20,000 b and p, closed crosswise": lambda: row("<b><p>x</b></p>", 20_000),
    "20,000 tables inside one another": lambda: nested("<table><tr><td>", 20_000),
    "a table cell over all columns, 20,000 times": lambda: row("<table><td colspan=1000000000 rowspan=65534>x", 20_000),
    "50,000 paragraphs never closed": lambda: row("<p>said.", 50_000),
    "100,000 links never closed": lambda: row("<a href=/x>said ", 100_000),
    "an attribute of 5 MB": lambda: around(b'<p title="' + b"x " * 2_500_000 + b'">said</p>'),
    "a word of 5 MB": lambda: around(b"<p>" + b"x" * 5_000_000 + b"</p>"),
    "200,000 entities without an end": lambda: around(b"&CounterClockwiseContourIntegral&am" * 100_000),
    "a comment that never ends": lambda: around(b"<!--" + b"-->-<!--" * 300_000 + b"x" * 2_000_000),
    "100,000 brackets of JSON-LD": lambda: around(b"<script type=application/ld+json>" + b"[" * 100_000 + b"</script>"),
}  # fmt: skip
"""Each grows with the square of its size in a reader that does not look out."""


def inputs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every page and payload of the public suites, with its name."""
    hostile = need(folder / "hostile")
    for suite in (trees, tokens, charsets, payloads):
        for name, group in suite(hostile):
            yield from ((f"{name}:{number}", body) for number, body in enumerate(group))


Groups = Iterator[tuple[str, list[bytes]]]


def trees(folder: Path) -> Groups:
    """html5lib's cases of tree construction."""
    for path in sorted((folder / "html5lib-tests/tree-construction").rglob("*.dat")):
        cases = (b"\n" + path.read_bytes()).split(b"\n#data\n")[1:]
        yield path.name, [case.partition(b"\n#errors")[0] for case in cases]


def tokens(folder: Path) -> Groups:
    """html5lib's cases of the tokenizer."""
    for path in sorted((folder / "html5lib-tests/tokenizer").glob("*.test")):
        found = json.loads(path.read_bytes())
        yield path.name, [spelled(case) for case in found.get("tests") or found["xmlViolationTests"]]


def spelled(case: dict[str, str]) -> bytes:
    """The input of one case."""
    text = case["input"]
    whole = ESCAPE.sub(lambda code: chr(int(code[1], 16)), text) if case.get("doubleEscaped") else text
    return whole.encode("utf-8", "surrogatepass")


def charsets(folder: Path) -> Groups:
    """html5lib's pages with declarations of encodings."""
    for path in sorted((folder / "html5lib-tests/encoding").rglob("*.dat")):
        yield path.name, [case.partition(b"\n#encoding")[0] for case in path.read_bytes().split(b"#data\n")[1:]]


def payloads(folder: Path) -> Groups:
    """What is meant to run as a script, one a line or block."""
    lists = sorted((folder / "payloads-lists/XSS Injection/Intruders").iterdir())
    for path in (*lists, folder / "h5sc-xss/vectors.txt", folder / "h5sc-xss/rss/rss.txt"):
        yield path.name, [line for line in path.read_bytes().splitlines() if line.strip()]
    purified = (folder / "dompurify-fixtures/test/fixtures/expect.mjs").read_text(encoding="utf-8")
    yield "expect.mjs", [json.loads(found).encode() for found in PAYLOAD.findall(purified)]
    sheet = (folder / "owasp-cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.md").read_text(encoding="utf-8")
    yield "filter evasion", [html.unescape(found).encode() for found in FENCED.findall(sheet)]
