"""All pages in a real browser: nothing is wrong in any of them, for whoever reads them and however."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import paths
from tests.browsers import DESK, PHONE, Look, visit
from tests.paths import Filled

LOOKS = [Look(lang, theme, size) for lang, theme, size in product(("en", "id"), ("light", "dark"), (DESK, PHONE))]
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A desk in which every page has something to show."""
    with paths.filled(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_nothing_is_wrong_in_any_page(desk: Filled, look: Look) -> None:
    with visit(desk.address, look) as seen:
        for name, path in desk.paths.items():
            assert seen.go(path) == (404 if name == "note" else 200), path
            seen.page.wait_for_timeout(20)  # for what is drawn
            assert seen.page.evaluate(WIDE) <= 0, f"{path} is wider than the window"
            assert seen.page.locator("html").get_attribute("lang") == look.lang
            assert seen.page.locator("h1").count() == 1, path
        assert [one for one in seen.wrong if "404 (Not Found)" not in one] == []


@pytest.mark.parametrize("look", [Look("en", "light"), Look("id", "dark"), Look("id", "light", PHONE)], ids=str)
def test_no_page_shuts_anybody_out(desk: Filled, look: Look) -> None:
    with visit(desk.address, look) as seen:
        for path in desk.paths.values():
            seen.go(path)
            seen.page.wait_for_timeout(20)
            found = Axe().run(seen.page).response["violations"]
            assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], path


def test_every_page_reads_without_scripts(desk: Filled) -> None:
    with visit(desk.address, Look(scripts=False)) as plain, visit(desk.address) as full:
        for path in desk.paths.values():
            plain.go(path)
            full.go(path)
            full.page.evaluate("document.querySelectorAll('.drawing').forEach((one) => one.remove())")
            assert words(plain.page.locator("main").inner_text()) >= words(full.page.locator("main").inner_text()), path


def test_whoever_only_reads_is_offered_nothing_else(tmp_path: Path) -> None:
    with paths.filled(tmp_path, public=True) as desk, visit(desk.address, Look("id", "dark")) as seen:
        for path in (*desk.evidence, "/queue", "/login"):
            assert seen.go(path) == 200, path
            forms = seen.page.locator("main form[method='post']")
            assert forms.count() == (1 if path == "/login" else 0), path
            assert seen.page.get_by_role("link", name="Masuk").count() == 1
        seen.go("/add")
        assert seen.page.url.endswith("/login?back=%2Fadd")
        assert seen.wrong == []


def words(text: str) -> set[str]:
    """The words of a page."""
    return set(text.split())
