"""`make docs` puts what the code says now into README.md and docs/; read the diff before you keep it.

In a page, what stands between `<!-- made of NAME -->` and `<!-- end -->` is made here, by `MAKERS[NAME]`.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
from msgspec import NODEFAULT, Struct

import kutip
from kutip import errors, lang, record
from kutip.lang import Lang, senses, walls, web
from kutip.serve.asked import Right
from kutip.serve.people import RIGHTS, SCOPES
from kutip.serve.routes import ROUTES
from tests.test_cli import run

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
LANGUAGES, FORMATS, API = (ROOT / "docs" / f"{name}.md" for name in ("languages", "formats", "api"))
SHOWN = re.compile(r'(?<=\$ kutip read demo/galangan\.txt --outlet "Warta Samudra"\n).*?(?=```)', re.S)
MADE = re.compile(r"(?P<mark><!-- made of (?P<name>\w+) -->\n).*?(?=<!-- end -->)", re.S)
CLAIMS = 4
"""So many are shown; the rest of the report is as the first ones."""
PACKS = ("en", "id", "ko")
"""Examples are taken from the first of them that has any."""
SHARED: dict[str, Callable[[], Struct]] = {"walls": walls.load, "web": web.load, "senses": senses.senses}
"""What reads the files that serve all languages."""
WORDS = 3
"""So many words of a list are an example of it."""


def excerpt() -> str:
    """The record, the first claims and the doubts of a demo report as a terminal of 80 columns shows them."""
    file = ROOT / "demo" / "galangan.txt"
    told = run("read", file, "--outlet", "Warta Samudra", env={"COLUMNS": "80", "FORCE_COLOR": None}).stdout
    blocks = told.strip().split("\n\n")
    doubts = [block for block in blocks if block.startswith("  ? ")]
    return "\n\n".join([*blocks[:CLAIMS], "  …", *doubts]) + "\n"


# --- what a Struct says of itself -------------------------------------------------------------------------------------


class Key(NamedTuple):
    """One field of a Struct as it is written in a file: its name there, and what is said about it."""

    name: str
    needed: bool
    says: str
    values: tuple[str, ...]
    """What it may hold, where that is a fixed set of words."""
    structs: tuple[type[Struct], ...]
    """What stands below it."""


def keys(kind: type[Struct]) -> Iterator[Key]:
    """The fields of a Struct, in order, those it inherits first."""
    said, hints = docstrings(kind), get_type_hints(kind)
    for field in msgspec.structs.fields(kind):
        held = list(leaves(hints[field.name]))
        yield Key(
            name=field.encode_name,
            needed=field.default is NODEFAULT and field.default_factory is NODEFAULT,
            says=said.get(field.name, ""),
            values=tuple(leaf for leaf in held if isinstance(leaf, str)),
            structs=tuple(leaf for leaf in held if isinstance(leaf, type) and issubclass(leaf, Struct)),
        )


def leaves(hint: Any) -> Iterator[Any]:
    """What a type is made of: the types inside it, and the words of a Literal."""
    if get_origin(hint) is Literal or not get_args(hint):
        yield from get_args(hint) or (hint,)
        return
    for inner in get_args(hint):
        yield from leaves(inner)


@cache
def docstrings(kind: type[Struct]) -> dict[str, str]:
    """The strings right behind the fields of a Struct, in one line each."""
    found = {key: text for base in kind.__bases__ if base is not Struct for key, text in docstrings(base).items()}
    body = class_of(kind).body
    for field, behind in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(behind, ast.Expr):
            found[field.target.id] = " ".join(ast.literal_eval(behind.value).split())
    return found


def class_of(kind: type[Struct]) -> ast.ClassDef:
    """A class as it is written."""
    found = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(found, ast.ClassDef)
    return found


def below(kind: type[Struct]) -> Iterator[type[Struct]]:
    """A Struct and all that stand below it, in the order they are met."""
    yield from dict.fromkeys([kind, *(deep for key in keys(kind) for held in key.structs for deep in below(held))])


# --- docs/languages.md ------------------------------------------------------------------------------------------------


def files() -> dict[str, type[Struct]]:
    """The files of a pack, each with the Struct of what stands in it."""
    return {key.name: key.structs[0] for key in keys(Lang) if key.structs}


def packs() -> str:
    """Every file of a language pack with its keys."""
    return sections(files())


def sections(kinds: dict[str, type[Struct]]) -> str:
    """Some files with their keys."""
    return "\n".join(section for name, kind in kinds.items() for section in file_of(name, kind))


def file_of(name: str, kind: type[Struct]) -> Iterator[str]:
    """One file of a pack: a heading, what it is for, its keys, then the tables inside it."""
    module = inspect.getmodule(kind)
    yield f"### {name}.toml\n\n{filled((module and inspect.getdoc(module)) or '')}\n"
    for struct in below(kind):
        title = "" if struct is kind else f"#### In {name}.toml: {anchor(struct)}\n\n"
        yield f"{title}{filled(inspect.getdoc(struct) or '')}\n\n{table(name, struct)}\n"


def filled(docstring: str) -> str:
    """A docstring as Markdown: a line that is indented or stands on its own keeps its place."""
    return re.sub(r"\n(?=\S+\*? {2,}|\*)", "  \n", docstring)


def anchor(kind: type[Struct]) -> str:
    return f"`{kind.__name__}`"


def table(file: str, kind: type[Struct]) -> str:
    """The keys of a Struct, one a row."""
    rows = [f"| {bold(key)} | {meaning(key)} | {shown(file, kind, key)} |" for key in keys(kind)]
    return "\n".join(["| key | | for example |", "|---|---|---|", *rows])


def bold(key: Key) -> str:
    return f"**`{key.name}`**" if key.needed else f"`{key.name}`"


def meaning(key: Key) -> str:
    """What is said about a key, and what it may hold."""
    values = " ".join(f"`{value}`" for value in key.values)
    return key.says + (f" One of {values}" if values else "")


def shown(file: str, kind: type[Struct], key: Key) -> str:
    """What stands under the key in one of the packs, shortened; or which table does."""
    if key.structs:
        return f"{anchor(key.structs[0])}, below"
    for read in written(file):
        for struct in instances(read):
            value = msgspec.to_builtins(struct).get(key.name) if isinstance(struct, kind) else None
            if value:
                return f"`{toml(value)}`".replace("|", "\\|")
    return ""


def written(file: str) -> Iterator[Struct]:
    """What stands in a file: the one that serves all languages, else that of each pack."""
    if file in SHARED:
        yield SHARED[file]()
    else:
        yield from (getattr(lang.load(code), file) for code in PACKS)


def instances(value: object) -> Iterator[Struct]:
    """A Struct and all Structs inside it."""
    if isinstance(value, Struct):
        yield value
        for name in value.__struct_fields__:
            yield from instances(getattr(value, name))
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from instances(one)


def toml(value: object) -> str:
    """The beginning of a value as TOML has it."""
    if isinstance(value, dict):
        name, first = next(iter(value.items()))
        return f"{name if name.isidentifier() else toml(name)} = {toml(first)}"
    if isinstance(value, tuple | list):
        few = value[: 1 if len(str(value[0])) > 30 else WORDS]
        return f"[{', '.join(map(toml, few))}{', …' if len(few) < len(value) else ''}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}'" if '"' in str(value) else f'"{value}"' if isinstance(value, str) else str(value)


def shared() -> str:
    """The files that serve all languages with their keys."""
    return sections({name: get_type_hints(load)["return"] for name, load in SHARED.items()})


# --- docs/api.md ------------------------------------------------------------------------------------------------------


def function() -> str:
    """`kutip.read` as it is called."""
    called = re.sub(r"^(\w+) ->", r"\1", str(inspect.signature(kutip.read, eval_str=False)))
    named = re.sub(r"[\w.]+\.(Path|Reading)\b", r"\1", called)
    inside, closing, gives = re.sub(r"(?<=[(,]) ?(?=\*|\w+:)", "\n    ", named).rpartition(")")
    arguments = f"{inside},\n{closing}{gives}"
    return f"```python\nkutip.read{arguments}\n```\n\n{inspect.getdoc(kutip.read)}\n"


def values() -> str:
    """All values of readings and traces, as they are written in the code, without what their methods do."""
    structs = [*below(record.Reading), *below(record.Trace)]
    fixed = ["\n".join(literals(record)), *(outline(kind) for kind in vars(record).values() if kind in structs)]
    return "\n".join(f"```python\n{text}\n```\n" for text in fixed)


def literals(module: ModuleType) -> Iterator[str]:
    """The fixed sets of words of a module, as they are written."""
    source = inspect.getsource(module)
    for written in ast.parse(source).body:
        if isinstance(written, ast.Assign) and isinstance(written.value, ast.Subscript):
            yield ast.get_source_segment(source, written) or ""


def outline(kind: type[Struct]) -> str:
    """A class as it is written, without what its methods do."""
    lines = inspect.getsource(kind).splitlines()
    for method in (part for part in reversed(class_of(kind).body) if isinstance(part, ast.FunctionDef)):
        kept = method.body[0].end_lineno if ast.get_docstring(method) else method.body[0].lineno - 1
        lines[kept : method.end_lineno] = [] if ast.get_docstring(method) else ["        ..."]
    return "\n".join(lines)


def faults() -> str:
    """What can be raised, and what stands for a report that failed."""
    return f"```text\n{inspect.getdoc(errors)}\n```\n"


def client() -> str:
    """What `kutip.Desk` can be asked, in a line each."""
    asked = (one for name, one in vars(kutip.Desk).items() if inspect.isfunction(one) and name not in WIRES)
    return "\n".join(["| | |", "|---|---|", *(f"| `{called(one)}` | {line(one)} |" for one in asked)]) + "\n"


WIRES = ("__init__", "get", "all", "post", "asked")
"""How a desk is asked, which is nobody's business."""


def called(function: Callable[..., Any]) -> str:
    """A method as it is called."""
    inputs = list(inspect.signature(function).parameters.values())[1:]
    return f"{function.__name__}({', '.join(str(one.replace(annotation=one.empty)) for one in inputs)})"


def line(function: Callable[..., Any]) -> str:
    """The first sentence of what is said about a function, in one line."""
    return " ".join((inspect.getdoc(function) or "").split()).partition(". ")[0]


ASKING: dict[str, frozenset[Right]] = {
    "nobody": frozenset(), "read token": SCOPES["read"], "write token": SCOPES["write"], **RIGHTS,
}  # fmt: skip
"""Who asks a desk, and what they may."""


def routes() -> str:
    """Everything that a desk answers, and who may ask for it."""
    heads = ["| | | " + " | ".join(ASKING) + " |", "|---|---|" + ":-:|" * len(ASKING)]
    rows = (
        f"| {route.method} `{re.sub(r':[a-z0-9]+}', '}', route.path)}` | {line(route.answer)} | "
        + " | ".join("yes" if route.needs == "open" or route.needs in may else "–" for may in ASKING.values())
        + " |"
        for route in ROUTES
    )
    return "\n".join([*heads, *rows]) + "\n"


MAKERS: dict[str, Callable[[], str]] = {
    "packs": packs, "shared": shared, "function": function, "values": values, "faults": faults, "client": client,
    "routes": routes,
}  # fmt: skip


def renewed(page: str) -> str:
    """A page with its made parts as they should be now."""
    return MADE.sub(lambda found: f"{found['mark']}\n{MAKERS[found['name']]()}\n", page)


def main() -> None:
    """Writes what is made into all pages."""
    page = README.read_text(encoding="utf-8")
    README.write_text(SHOWN.sub(lambda _: excerpt(), page, count=1), encoding="utf-8")
    for path in (LANGUAGES, API):
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
