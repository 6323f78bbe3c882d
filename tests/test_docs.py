"""The pages say what the code does: nothing made is stale, nothing is left out, no link leads nowhere."""

import inspect
import re
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from kutip import export, lang, record
from kutip.cli import fetch, read
from kutip.lang import cues, events, refer, time
from kutip.mark import ends, figures
from tests import docs

ROOT = docs.ROOT
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bench/*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.M)
CODE = re.compile(r"`([^`\n]+)`")


def page(path: Path) -> str:
    """A page of the documentation."""
    return path.read_text(encoding="utf-8")


def coded(text: str) -> set[str]:
    """The words in a text that are set as code."""
    return set(CODE.findall(text))


def anchors(path: Path) -> set[str]:
    """The names by which the headings of a page are linked to."""
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in HEADING.findall(page(path))}


def words(module: Any) -> list[str]:
    """The fixed words that a module lets a value or key hold."""
    fixed = (value for value in vars(module).values() if get_origin(value) is Literal)
    return [word for one in fixed for word in get_args(one)]


def section(title: str) -> str:
    """What stands in docs/formats.md under a heading."""
    return page(docs.FORMATS).partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("path", [docs.LANGUAGES, docs.API], ids=lambda path: path.name)
def test_what_is_made_is_not_stale(path: Path) -> None:
    assert page(path) == docs.renewed(page(path)), "make docs"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(page(path)):
        where, _, heading = link.partition("#")
        if not where.startswith(("http://", "https://")):
            target = (path.parent / where).resolve() if where else path
            assert target.exists(), link
            assert not heading or heading in anchors(target), link


@pytest.mark.parametrize("name", docs.files())
def test_every_key_of_a_pack_is_explained(name: str) -> None:
    silent = [key.name for kind in docs.below(docs.files()[name]) for key in docs.keys(kind) if not key.says]
    assert not silent, f"write a docstring below them in lang/{name}.py, then make docs"


@pytest.mark.parametrize("code", lang.codes())
def test_a_pack_has_the_files_that_the_page_lists(code: str) -> None:
    files = {path.stem for path in (lang.FOLDER / code).glob("*.toml")}
    assert files == set(docs.files())
    assert all(f"[{name}.toml](#{name}toml)" in page(docs.LANGUAGES) for name in files)


def test_every_word_that_a_pack_may_use_is_explained() -> None:
    used = {word for module in (cues, events, refer, time) for word in words(module)}
    roles = {role for form in figures.ALL for role in form} | set(ends.JOINTS) | set(ends.MARKS) | set(ends.ALONE)
    assert not (used | roles) - coded(page(docs.LANGUAGES))


def test_every_word_that_a_reading_may_hold_is_explained() -> None:
    assert not set(words(record)) - coded(page(docs.FORMATS))


VALUES = dict.fromkeys((*docs.below(record.Reading), *docs.below(record.Trace)))


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_every_field_is_explained(kind: type) -> None:
    listed = {name for row in section(kind.__name__).splitlines() for name in coded(row.split(" | ")[0])}
    assert not {key.name for key in docs.keys(kind)} - listed


def test_every_option_is_explained() -> None:
    table = coded(" ".join(line for line in page(docs.README).splitlines() if line.startswith("| `--")))
    named = {name.split()[0] for name in table}
    options = [option for command in (read, fetch) for option in command.params]
    assert {name for option in options for name in option.opts if name.startswith("--")} <= named


@pytest.mark.parametrize("name", export.FORMATS)
def test_every_format_is_explained(name: str) -> None:
    assert f"| `{name}` |" in section("Out")
    assert re.search(rf"--format [a-z|]*\b{name}\b", page(docs.README))


def test_the_readme_names_the_arguments_of_read() -> None:
    import kutip

    arguments = ", ".join(name for name in inspect.signature(kutip.read).parameters if name != "source")
    assert f"`kutip.read(source, *, {arguments})`" in page(docs.README)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_what_hurt_what_was_chosen_and_what_was_given_up(path: Path) -> None:
    first, *rest = HEADING.findall(page(path))
    assert first.startswith(path.stem.split("-")[0])
    assert rest == ["What hurt", "What we chose", "What we gave up"]
    assert page(path).count("\n") <= 45
