"""Every regular expression of kutip, those made from language packs included, against text that makes it slow.

`python -m tests.patterns [KILOBYTES]` prints a line for each that takes more than its share, and how many there are.
"""

import ast
import re
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from pkgutil import walk_packages
from re import _compile, _constants, _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any, NamedTuple

SOURCE = Path(__file__).parent.parent / "src" / "kutip"
MAKERS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
ANCHORED = {"match", "fullmatch"}
SIZE = 1024 * int(sys.argv[1] if sys.argv[1:] else 16)
LONGEST, SHORT = 0.2, 0.008
"""CPU-seconds for the longest text; a time so short that its growth cannot be told from noise."""
GROWTH = 2.5
SIGNS = {
    _constants.CATEGORY_DIGIT: "1", _constants.CATEGORY_SPACE: " ", _constants.CATEGORY_WORD: "a",
    _constants.CATEGORY_NOT_DIGIT: "a", _constants.CATEGORY_NOT_SPACE: "a", _constants.CATEGORY_NOT_WORD: ".",
}  # fmt: skip


class Site(NamedTuple):
    """A place in the source that makes a pattern."""

    file: str
    first: int
    last: int
    constant: ast.Call | None
    """The call, where nothing but constants stand in it."""
    anchored: bool
    """It is only asked whether a text begins so, or is so."""


def sites() -> Iterator[Site]:
    """The places in the source that make a pattern."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
    taken = {name for tree in trees.values() for node in ast.walk(tree) for name in imports(node)}
    for path, tree in trees.items():
        used: dict[str, set[str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used.setdefault(node.value.id, set()).add(node.attr)
        named = {id(node.value): node.targets[0] for node in ast.walk(tree) if isinstance(node, ast.Assign)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and makes(node):
                target = named.get(id(node))
                name = target.id if isinstance(target, ast.Name) else ""
                module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
                own = (module, name) not in taken
                yield site(path, node, own and bool(used.get(name)) and used[name] <= ANCHORED)


def imports(node: ast.AST) -> list[tuple[str, str]]:
    """The names that a line takes from other modules, with those."""
    return [(node.module or "", alias.name) for alias in node.names] if isinstance(node, ast.ImportFrom) else []


def makes(node: ast.Call) -> bool:
    """Whether a call makes a pattern."""
    call = node.func
    return isinstance(call, ast.Attribute) and ast.unparse(call.value) == "re" and call.attr in MAKERS


def site(path: Path, node: ast.Call, anchored: bool) -> Site:
    """The place of a call."""
    names = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    compiled = isinstance(node.func, ast.Attribute) and node.func.attr == "compile"
    shape = node if compiled and names <= {"re"} else None
    if shape is None and (text := fixed(node.args[0])):
        shape = ast.Call(ast.Attribute(ast.Name("re", ast.Load()), "compile", ast.Load()), [ast.Constant(text)], [])
    return Site(str(path), node.lineno, node.end_lineno or node.lineno, shape, anchored)


def fixed(node: ast.expr) -> str | None:
    """The pattern that stands in a call, with a word where it looks for given words; None when more is put in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    pieces = node.values if isinstance(node, ast.JoinedStr) else [None]
    told = [words(piece) for piece in pieces]
    return "".join(filter(None, told)) if all(told) else None


def words(piece: ast.expr | None) -> str | None:
    """A piece of a pattern, or a word for one that is taken as it is."""
    if isinstance(piece, ast.Constant):
        return str(piece.value)
    escaped = isinstance(piece, ast.FormattedValue) and ast.unparse(piece.value).startswith("re.escape(")
    return "word" if escaped else None


class Seen:
    """Keeps what is compiled while the modules are imported and the packs are loaded."""

    def __init__(self) -> None:
        self.patterns: dict[re.Pattern[Any], set[tuple[str, int]]] = {}

    def __call__(self, frame: FrameType, event: str, result: object) -> None:
        if event == "return" and frame.f_code is _compile.__code__ and isinstance(result, re.Pattern):
            caller = frame.f_back and frame.f_back.f_back
            if caller and caller.f_code.co_filename.startswith(str(SOURCE)):
                self.patterns.setdefault(result, set()).add((caller.f_code.co_filename, caller.f_lineno))


def seen() -> dict[re.Pattern[Any], set[tuple[str, int]]]:
    """The patterns that all modules and all language packs make, with the places they are made at."""
    found = Seen()
    sys.setprofile(found)
    try:
        for module in walk_packages([str(SOURCE)], "kutip."):
            if not module.name.endswith("__main__"):
                try:
                    import_module(module.name)
                except ImportError:  # what it needs is not installed
                    continue
        loaded()
    finally:
        sys.setprofile(None)
    return found.patterns


REPORT = "RINA SUTOPO: So it is, and so it has been said on Monday (2/6/2025) in Jakarta, as everybody knows by now."
PAGE = f"""<!doctype html><html><body><h1>So it is</h1><p>{REPORT}</p>
<figure><img src=a.jpg><figcaption>The harbour (Wire/Rina)</figcaption></figure><p>{REPORT}</p></body></html>"""


def loaded() -> None:
    """Makes all that is made from language packs and lists of names, by reading a report in each language."""
    import kutip
    from kutip import lang, parse
    from kutip.parse import codec

    parse.layout("xx")  # of a language without a pack
    for code in lang.codes():
        kutip.read(REPORT, lang=code, outlet="Wire")
        kutip.read(PAGE, lang=code)
    for name in sorted(set(codec.labels().values())):
        codec.decode(b"a\xff \xa2A \x8f\xa2\xb7", name)


def example(tree: Any) -> str:
    """A text that the pattern takes, as short as it may be but for one turn of each repeat."""
    text = ""
    for kind, what in tree:
        if kind in (_constants.LITERAL, _constants.NOT_LITERAL):
            text += chr(what) if kind is _constants.LITERAL else ("a" if what != ord("a") else "b")
        elif kind is _constants.IN:
            text += member(what)
        elif kind is _constants.ANY:
            text += "a"
        elif kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            text += example(what[2]) * max(1, min(what[0], 4))
        elif kind is _constants.SUBPATTERN:
            text += example(what[-1])
        elif kind is _constants.ATOMIC_GROUP:
            text += example(what)
        elif kind is _constants.BRANCH:
            text += example(what[1][0])
    return text


def member(what: Any) -> str:
    """A sign of a class of signs."""
    kind, sign = what[0]
    if kind is _constants.NEGATE:
        return (
            next(one for one in "a1 .,-\u4e00" if not re.match(f"[{re.escape(chr(what[1][1]))}]", one))
            if (what[1][0] is _constants.LITERAL)
            else "a"
        )
    if kind is _constants.LITERAL:
        return chr(sign)
    return chr(sign[0]) if kind is _constants.RANGE else SIGNS.get(sign, "a")


def shapes(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Twelve pieces to begin with and to repeat: common ones, and those the pattern itself asks for."""
    text = example(_parser.parse(pattern.pattern, pattern.flags)) or "a"
    half = len(text) // 2
    for piece in ("a", " ", "1", "\n", "<a ", "Ab. ", text, text[:-1] or "a", text[: half + 1]):
        yield (piece * SIZE)[:SIZE]
    yield text[:half] + text[half] * (SIZE - half)
    yield text[:-1] + text[-1] * (SIZE - len(text) + 1)
    yield text[0] + " " * (SIZE - 1)


def seconds(pattern: re.Pattern[Any], text: str, anchored: bool) -> float:
    """CPU-seconds to go through a text with a pattern."""
    body = text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
    start = time.process_time()
    if anchored:
        pattern.match(body)
    else:
        for _ in pattern.finditer(body):
            pass
    return time.process_time() - start


def slow(pattern: re.Pattern[Any], anchored: bool) -> str | None:
    """The text on which a pattern takes too long, or longer than the text grows; the third time is believed."""
    for text in shapes(pattern):
        troubles = (grown(pattern, text, anchored) for _ in range(3))
        found = [trouble for trouble in takewhile(bool, troubles) if trouble]
        if len(found) == 3:
            return f"{found[-1]} of {text[:20]!r}"
    return None


def grown(pattern: re.Pattern[Any], text: str, anchored: bool) -> str | None:
    """What is wrong with the time for one text, begun small: what is slow is slow early."""
    spent = 0.0
    for size in (SIZE // 8, SIZE // 2, SIZE):
        before, spent = spent, seconds(pattern, text[:size], anchored)
        if spent > LONGEST:
            return f"{spent:.2f} s for {size // 1024} KB"
    return f"{before:.3f} s, then {spent:.3f} s for twice as much" if spent > max(SHORT, GROWTH * before) else None


def patterns() -> dict[re.Pattern[Any], bool]:
    """Every pattern, and whether it is only asked how a text begins; a place that made none is an error."""
    places = list(sites())
    found: dict[re.Pattern[Any], bool] = {}
    reached = set()
    for pattern, at in seen().items():
        homes = [one for one in places for file, line in at if one.file == file and one.first <= line <= one.last]
        found[pattern] = bool(homes) and all(one.anchored for one in homes)
        reached |= {home[:2] for home in homes}
    left = [one for one in places if one[:2] not in reached]
    unknown = [f"{one.file}:{one.first}" for one in left if one.constant is None]
    assert not unknown, f"nothing made these patterns; make loaded() reach them: {', '.join(unknown)}"
    return found | {eval(ast.unparse(one.constant), {"re": re}): one.anchored for one in left if one.constant}


def main() -> None:
    """Tries every pattern."""
    found = patterns()
    for pattern, anchored in found.items():
        if trouble := slow(pattern, anchored):
            print(f"{pattern.pattern!r:.150}: {trouble}", flush=True)
    print(f"{len(found)} patterns, {time.process_time():.0f} s")


if __name__ == "__main__":
    main()
