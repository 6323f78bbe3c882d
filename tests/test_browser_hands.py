"""What hands do: keys, the choice of language and colours, drawings that follow their lists."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests import paths
from tests.browsers import PHONE, Look, Visit, visit
from tests.paths import Filled


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A desk in which every page has something to show."""
    with paths.filled(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture
def seen(desk: Filled) -> Iterator[Visit]:
    """A window on it, in which nothing may go wrong."""
    with visit(desk.address) as window:
        yield window
        assert window.wrong == []


def test_keys_go_from_claim_to_claim_and_open_them(seen: Visit) -> None:
    seen.go("/report/1")
    claims = seen.page.locator("a.claim:not([tabindex='-1'])")
    for key, at in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        seen.page.keyboard.press(key)
        expect(claims.nth(at)).to_be_focused()
    lit = seen.page.locator(".card.lit .number").first
    assert lit.inner_text() == claims.first.locator(".at").inner_text().split()[-1]
    seen.page.keyboard.press("Enter")
    assert "#card-c" in seen.page.url
    expect(seen.page.locator(":target")).to_be_in_viewport()


def test_keys_go_from_entry_to_entry(seen: Visit) -> None:
    seen.go("/search?q=banjir")
    hits = seen.page.locator(".items .said a")
    seen.page.keyboard.press("j")
    seen.page.keyboard.press("j")
    expect(hits.nth(1)).to_be_focused()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator(":target mark").first).to_be_in_viewport()


def test_a_key_searches_and_one_shows_the_keys(seen: Visit) -> None:
    seen.go("/")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("banjir?jk")  # letters are letters where one writes
    expect(seen.page.get_by_role("searchbox")).to_have_value("banjir?jk")
    seen.page.keyboard.press("Escape")
    seen.page.keyboard.press("?")
    expect(seen.page.get_by_role("dialog")).to_be_visible()
    seen.page.keyboard.press("Escape")
    expect(seen.page.get_by_role("dialog")).to_be_hidden()


def test_the_words_of_a_claim_and_its_card_light_up_together(seen: Visit) -> None:
    seen.go("/report/1")
    seen.page.locator(".card").nth(1).hover()
    assert seen.page.locator(".claim.lit").count() > 0
    assert {one.get_attribute("data-c") for one in seen.page.locator(".card.lit").all()} == {"c2"}


@pytest.mark.parametrize("scripts", [True, False])
def test_language_and_colours_are_chosen_without_scripts_too(desk: Filled, scripts: bool) -> None:
    with visit(desk.address, Look(scripts=scripts)) as seen:
        seen.go("/search?q=banjir")
        seen.page.get_by_text("Display").click()
        seen.page.get_by_role("button", name="Bahasa Indonesia").click()
        expect(seen.page.get_by_role("heading", level=1)).to_have_text("Cari")
        assert seen.page.url.endswith("/search?q=banjir")
        seen.page.get_by_text("Tampilan").click()
        seen.page.get_by_role("button", name="Gelap").click()
        expect(seen.page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize(("theme", "dark"), [("auto", True), ("light", False), ("dark", True)])
def test_colours_follow_the_system_until_somebody_chooses(desk: Filled, theme: str, dark: bool) -> None:
    with visit(desk.address, Look(theme=theme)) as seen:
        seen.page.emulate_media(color_scheme="dark")
        seen.go("/")
        paper = seen.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert (paper == "rgb(22, 23, 25)") is dark


def test_drawings_show_what_their_lists_say(seen: Visit) -> None:
    seen.go("/story/1")
    drawn = seen.page.locator("[data-from='reports'] svg a title")
    expect(drawn.first).to_be_attached()
    listed = seen.page.locator("#reports > li")
    assert drawn.count() == listed.count()
    assert [one.text_content() for one in drawn.all()] == [one.inner_text() for one in listed.locator("b").all()]
    assert seen.page.locator("[data-from='ways'] svg .knot").count() == seen.page.locator("#ways li").count()
    assert seen.page.locator("[data-from='places'] svg .spot").count() == seen.page.locator("#places li").count()
    seen.page.locator("[data-from='reports'] svg a").first.click()
    assert seen.page.url.endswith(f"#{listed.first.get_attribute('id')}")


def test_a_phone_has_the_list_of_the_tree(desk: Filled) -> None:
    with visit(desk.address, Look(size=PHONE)) as seen:
        seen.go("/story/1")
        seen.page.wait_for_timeout(100)
        assert seen.page.locator("[data-from='ways'] svg").count() == 0
        expect(seen.page.locator("#ways")).to_be_visible()


def test_a_page_of_work_renews_itself(desk: Filled) -> None:
    for scripts in (True, False):
        with visit(desk.address, Look(scripts=scripts)) as seen:
            asked: list[str] = []
            seen.page.on("request", lambda request, asked=asked: asked.append(request.url))
            seen.go(desk.paths["job"])
            seen.page.wait_for_timeout(4000)
            assert sum(url.endswith(desk.paths["job"]) for url in asked) >= 2


@pytest.mark.parametrize(
    ("lang", "clock", "moment"), [("en", "15:00", "1 Jun 2026, 15:00"), ("id", "15.00", "1 Jun 2026, 15.00")]
)
def test_moments_are_told_by_the_clock_of_the_reader(desk: Filled, lang: str, clock: str, moment: str) -> None:
    with visit(desk.address, Look(lang=lang, zone="Asia/Jakarta")) as seen:
        seen.go("/")
        assert {one.inner_text() for one in seen.page.locator("time[data-clock]").all()} == {clock}
        seen.go("/report/1")
        assert moment in seen.page.locator("#versions").inner_text()
        assert seen.page.locator("main > p time").inner_text().endswith(clock.replace("15", "09"))  # as it was printed
