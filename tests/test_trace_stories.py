"""Stories grow, split and merge one report at a time; one text in several places; workers change nothing."""

from collections.abc import Iterable
from itertools import permutations
from random import Random

import msgspec
import pytest
from msgspec.structs import replace

from kutip import trace
from kutip.record import Reading, Trace
from kutip.run import together
from kutip.trace.happening import Happening
from kutip.trace.keys import Keys
from kutip.trace.stories import Change, Stories
from tests.stories import FLOOD, RICE, STORIES, Report
from tests.test_trace import read

READINGS = [read(report) for tale in STORIES for report in tale.values()]
TALES = {frozenset(read(report).article.id for report in tale.values()) for tale in STORIES}
KEYS = {reading.article.id: trace.keyed(reading) for reading in READINGS}
NUMBERS = {article: number for number, tale in enumerate(sorted(TALES, key=sorted)) for article in tale}
WIRE = read(FLOOD["wire"])


def kept(without: Iterable[str] = ()) -> Iterable[tuple[Keys, int]]:
    """What a store keeps of the stories, without some reports."""
    for article, key in KEYS.items():
        if article not in set(without):
            yield msgspec.msgpack.decode(msgspec.msgpack.encode(key), type=Keys), NUMBERS[article]


def tales(stories: Stories) -> set[frozenset[str]]:
    """The reports of each story."""
    return {frozenset(stories.members(number)) for number in set(stories.where.values())}


@pytest.mark.parametrize("seed", range(5))
def test_reports_that_come_one_by_one_find_their_stories(seed: int) -> None:
    articles = list(KEYS)
    Random(seed).shuffle(articles)
    stories = Stories()
    where: dict[str, int] = {}
    for article in articles:
        change = stories.add(KEYS[article])
        where |= change.moved
        assert where[article] == change.number
        assert where == stories.where
        assert set(change.moved.values()) <= set(change.changed)
        assert not any(stories.members(number) for number in change.gone)
    assert tales(stories) == TALES


def test_what_is_kept_of_a_report_is_small_whatever_its_length() -> None:
    words = " ".join(f"word{number}ing" for number in range(5000))
    long = replace(WIRE, article=replace(WIRE.article, text=words, parts=(WIRE.article.parts[0],)))
    long = replace(
        long, article=replace(long.article, parts=(replace(long.article.parts[0], start=0, end=len(words)),))
    )
    for reading in (*READINGS, long):
        assert len(msgspec.msgpack.encode(trace.keyed(reading))) <= 2048


@pytest.mark.parametrize("article", KEYS)
def test_one_more_report_joins_the_stories_that_were_kept(article: str) -> None:
    stories = Stories.restored(kept([article]))
    change = stories.add(KEYS[article])
    assert change == Change(NUMBERS[article], {article: NUMBERS[article]}, (NUMBERS[article],), ())
    assert tales(stories) == TALES


def test_a_report_that_is_there_changes_nothing() -> None:
    stories = Stories.restored(kept())
    assert stories.add(KEYS[WIRE.article.id]) == Change(NUMBERS[WIRE.article.id], {}, (), ())


def test_two_stories_that_a_report_ties_together_become_one() -> None:
    first, *rest = (read(report).article.id for report in FLOOD.values())
    number = NUMBERS[first]
    lone = [(key, 99 if key.article == first else was) for key, was in kept([rest[-1]])]
    stories = Stories.restored(lone)
    change = stories.add(KEYS[rest[-1]])
    assert change.moved == {first: number, rest[-1]: number}
    assert (change.changed, change.gone) == ((number,), (99,))
    assert tales(stories) == TALES


def test_a_report_that_stood_in_another_story_leaves_it() -> None:
    stray, *others = (read(report).article.id for report in FLOOD.values())
    elsewhere = NUMBERS[read(RICE["first"]).article.id]
    wrong = [(key, elsewhere if key.article == stray else was) for key, was in kept([stray])]
    stories = Stories.restored([*wrong, (KEYS[stray], elsewhere)])
    stories.drop(others[-1])
    assert stories.drop(stray).changed == (elsewhere,)
    assert stories.add(KEYS[stray]).number == NUMBERS[stray]


def test_a_story_whose_last_report_is_dropped_is_gone_and_its_number_with_it() -> None:
    stories = Stories()
    article = WIRE.article.id
    number = stories.add(KEYS[article]).number
    assert stories.drop(article) == Change(number, {}, (), (number,))
    assert stories.members(number) == ()
    assert stories.add(KEYS[article]).number > number
    assert Stories.restored([], after=41).add(KEYS[article]).number == 42
    other = KEYS[read(RICE["first"]).article.id]
    assert Stories.restored([(other, 3)], after=41).add(KEYS[article]).number == 42
    assert Stories.restored([(other, 43)], after=41).add(KEYS[article]).number == 44


def test_a_report_that_left_a_story_and_came_back_has_not_moved() -> None:
    stories = Stories.restored(kept())
    home, other = NUMBERS[WIRE.article.id], NUMBERS[read(RICE["first"]).article.id]
    report = stories.told[home].reports[WIRE.article.id]
    for number in (other, home):
        stories.take(report)
        stories.put(report, number)
    change = stories.change(home)
    assert (change.moved, change.gone) == ({}, ())
    assert home in change.changed
    stories.take(report)
    stories.put(report, other)
    assert stories.change(other).moved == {WIRE.article.id: other}


def test_a_story_that_a_report_left_is_as_if_it_had_never_been_there() -> None:
    stories = Stories()
    held = [(key, stories.weights.count(key)) for key in KEYS.values()]
    first, second, third, *_ = (stories.weights.of(*one) for one in held)
    one, both = Happening(), Happening()
    for told, reports in ((one, [first]), (both, [first, second])):
        for report in reports:
            told.put(report)
    both.take(second)
    stories.laid.lay(third, len(stories.weights.places))
    assert both.like(third, stories.laid) == pytest.approx(one.like(third, stories.laid))
    assert both.days == one.days


def test_a_story_told_again_is_told_as_if_for_the_first_time() -> None:
    teller = trace.Teller(100)
    for tale in STORIES:
        readings = [read(report) for report in tale.values()]
        for count in range(1, len(readings) + 1):
            assert teller.story(readings[:count]) == trace.story(readings[:count])


def test_a_teller_forgets_the_oldest_readings() -> None:
    teller = trace.Teller(2)
    for reading in READINGS[:5]:
        teller.story([reading])
    assert [article for article, _ in teller.works] == [one.article.id for one in READINGS[3:5]]


def test_a_teller_holds_pairs_of_few_readings_and_each_once() -> None:
    teller = trace.Teller(3)
    for _ in range(3):
        for tale in STORIES:
            teller.story([read(report) for report in tale.values()])
            assert teller.copied is not None and teller.gaps is not None
            texts = {text.article.id for pair in teller.copied for text in pair}
            tellings = {said.article.id for pair in teller.gaps for said in pair}
            assert max(len(texts), len(tellings)) <= 2 * teller.held + len(tale)
    wide = trace.Teller(100)
    bridge = "Bridge\n\nThe old bridge at Lindal is {} for heavy lorries since 3 May 2026, Mayor {} said."
    named = [Report("A", "en", "2026-05-04T08:00", bridge.format("closed", "Ann Pell"))]
    named += [Report("B", "en", "2026-05-04T09:00", bridge.format("open", "Pell"))]
    sizes = set()
    for _ in range(2):
        for reports in (*(tale.values() for tale in STORIES), named):
            wide.story(list(map(read, reports)))
        sizes.add(tuple(len(held or ()) for held in (wide.copied, wide.gaps, wide.in_full)))
    assert len(sizes) == 1
    assert all(*sizes)


def printed(url: str | None, outlet: str | None, published: str | None = "2026-01-14T09:00") -> Reading:
    """The wire report at some address and outlet."""
    return replace(WIRE, article=replace(WIRE.article, url=url, outlet=outlet, published=published))


@pytest.mark.parametrize(
    ("printings", "names"),
    [
        ([("a", "A"), ("b", "B"), (None, "C")], ["", "#a", "#b"]),
        ([("a", "A"), ("b", "A")], ["", "#b"]),
        ([("a", "A"), ("a", "A")], [""]),
        ([("a", "A"), (None, "A")], [""]),
        ([("a", "A"), (None, None)], [""]),
        ([(None, "A"), (None, "B"), (None, None)], ["", "#B"]),
        ([(None, None), (None, None)], [""]),
    ],
)
def test_printings_are_reports_and_what_was_read_twice_is_one(
    printings: list[tuple[str | None, str | None]], names: list[str]
) -> None:
    for some in permutations(printed(*where) for where in printings):
        assert [one.article.id.removeprefix(WIRE.article.id) for one in trace.printings(some)] == names


def test_the_first_printing_keeps_the_name_of_the_text() -> None:
    late, early = printed("a", "A", "2026-01-14T09:00"), printed("b", "B", "2026-01-14T08:00")
    assert [one.article.url for one in trace.printings([late, early])] == ["b", "a"]
    assert trace.printed(late).article.id == f"{WIRE.article.id}#a"


@pytest.mark.parametrize("workers", [0, 2])
def test_any_number_of_workers_tells_the_same_stories(workers: int) -> None:
    readings = [*READINGS, printed("b", "Radio Kandang"), printed("b", "Radio Kandang")]
    expected = trace.trace(readings, "1")
    Random(workers).shuffle(readings)
    with together.Gathering(workers, least=1) as gathering:
        for reading in readings:
            gathering.take(reading)
        found = Trace("1", tuple(gathering.stories()))
        held = gathering.readings
        assert {one.id for one in (held[name].article for name in held)} == {
            article for one in found.stories for article in one.articles
        }
    assert msgspec.json.encode(found) == msgspec.json.encode(expected)
