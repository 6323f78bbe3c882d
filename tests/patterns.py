"""Every regular expression of kutip, those made from language packs included, against text that makes it slow.

`python -m tests.patterns [KILOBYTES]` prints a line for each that takes more than its share, and how many there are.
"""

import ast
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from pkgutil import walk_packages
from re import _compile, _constants, _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any, NamedTuple

SOURCE = Path(__file__).parent.parent / "src" / "kutip"
MAKERS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
ANCHORED = {"match", "fullmatch"}
SIZES = (2**10, 2**12, 2**13, 2**14)
"""The longer ones only where a pattern that grows with the square of the text would show there."""
LONGEST, SHORT = 0.2, 0.008
"""CPU-seconds for the longest text; a time so short that its growth cannot be told from noise."""
GROWTH = 2.5
SURELY = 3
"""So many times too slow is believed at once, all else the third time."""
PATIENCE = 3
"""Seconds after which no more is waited for. A timer of CPU-seconds would make the clock of them a coarse one."""
END = "\x01"
"""What no repeat goes on with."""
FAR, PUMPS = 32, 12
"""Repeats of more turns can grow; so many of a pattern are pumped, each by itself."""
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
    kept = fields(trees.values())
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
                asked = kept.get(target.attr, set()) if isinstance(target, ast.Attribute) else used.get(name, set())
                yield site(path, node, own and bool(asked) and asked <= ANCHORED)


def fields(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """What is asked of the fields of objects, by their names; the empty name where one is handed on."""
    found: dict[str, set[str]] = {}
    for tree in trees:
        asked = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}  # no pattern is
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and id(node) not in called:
                found.setdefault(node.attr, set()).add(asked.get(id(node), ""))
    return found


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
    from kutip import lang, parse, trace
    from kutip.parse import codec

    parse.layout("xx")  # of a language without a pack
    for code in lang.codes():
        trace.story([kutip.read(REPORT, lang=code, outlet="Wire"), kutip.read(PAGE, lang=code)])
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


def pumps(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Each long repeat in a pattern: a text up to it, and one turn of it."""
    for node in tree:
        kind, what = node
        if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            if what[1] > FAR and (turn := example(what[2])):
                yield before, turn
            yield from pumps(what[2], before)
        elif kind in (_constants.SUBPATTERN, _constants.ASSERT, _constants.ASSERT_NOT):
            yield from pumps(what[-1], before)
        elif kind is _constants.ATOMIC_GROUP:
            yield from pumps(what, before)
        elif kind is _constants.BRANCH:
            for branch in what[1]:
                yield from pumps(branch, before)
        before += example([node])


def shapes(pattern: re.Pattern[Any], size: int) -> Iterable[str]:
    """Pieces to begin with and to repeat: common ones, those the pattern itself asks for, and each long repeat."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    text = example(tree) or "a"
    half = len(text) // 2
    pieces = ["a", " ", "1", "\n", "<a ", "Ab. ", text, text[:-1] or "a", text[: half + 1]]
    long = dict.fromkeys(pumps(tree))
    pieces += [before + turn for before, turn in islice(long, PUMPS)]
    texts = [(piece * size)[:size] for piece in dict.fromkeys(pieces)]
    texts += [(turn * size)[:size] for _, turn in islice(long, PUMPS)]
    texts += [(before + turn * size)[:size] for before, turn in islice(long, PUMPS)]
    texts.append(text[:half] + text[half] * (size - half))
    texts.append(text[:-1] + text[-1] * (size - len(text) + 1))
    texts.append(text[0] + " " * (size - 1))
    return dict.fromkeys(texts)


class TooLongError(Exception):
    """A pattern has used up its time."""


def stop(*_: object) -> None:
    raise TooLongError


def seconds(pattern: re.Pattern[Any], text: str, anchored: bool) -> float:
    """CPU-seconds to go through a text with a pattern, as far as it came in too long a time."""
    body = text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    start = time.process_time()
    try:
        if anchored:
            pattern.match(body)
        else:
            for _ in pattern.finditer(body):
                pass
    except TooLongError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - start


def slow(pattern: re.Pattern[Any], anchored: bool, sizes: tuple[int, ...] = SIZES) -> str | None:
    """The text on which a pattern takes too long, or longer than the text grows; the third time is believed."""
    for text in shapes(pattern, sizes[-1]):
        for last in (False, False, True):
            trouble, sure = grown(pattern, text, anchored, sizes)
            if trouble is None:
                break
            if sure or last:
                return f"{trouble} of {text[:20]!r}"
    return None


def grown(pattern: re.Pattern[Any], text: str, anchored: bool, sizes: tuple[int, ...]) -> tuple[str | None, bool]:
    """What is wrong with the time for one text, and whether it surely is. What is slow is slow early: where even the
    square of the growth would not be seen in the longest text, no longer one is tried."""
    spent, largest = 0.0, sizes[-1]
    for size in sizes:
        before, spent = spent, seconds(pattern, text[: size - 1] + END, anchored)
        if spent > LONGEST:
            return f"{spent:.2f} s for {size // 1024} KB", spent > SURELY * LONGEST
        if spent * (largest / size) ** 2 < SHORT:
            return None, False
    if spent > max(SHORT, GROWTH * before):
        return f"{before:.3f} s, then {spent:.3f} s for twice as much", False
    return None, False


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
    largest = 1024 * int(sys.argv[1]) if sys.argv[1:] else SIZES[-1]
    sizes = (*(size for size in SIZES if size < largest // 2), largest // 2, largest)
    found = patterns()
    for pattern, anchored in found.items():
        if trouble := slow(pattern, anchored, sizes):
            print(f"{pattern.pattern!r:.150}: {trouble}", flush=True)
    print(f"{len(found)} patterns, {time.process_time():.0f} s")


if __name__ == "__main__":
    main()
