"""Stories one report at a time: each joins what it is like, stays where it is, and is cheap to place among many."""

from random import Random

from kutip.trace.keys import Keys
from kutip.trace.stories import NEAR, Stories, grouped

WORDS = 5000


def reports(stories: int, size: int, seed: int = 1) -> list[Keys]:
    """Reports of some stories on one day: words that all share, names and words of the story, some of their own."""
    chance = Random(seed)
    found = []
    for story in range(stories):
        topic = [WORDS + 100 * story + number for number in range(40)]
        for report in range(size):
            words = chance.sample(range(300), 60) + chance.sample(topic[10:], 20) + chance.sample(range(WORDS), 10)
            found.append(keys(f"{story}.{report}", [*dict.fromkeys(words)], [1_000_000 + name for name in topic[:10]]))
    return found


def keys(article: str, own: list[int], shared: list[int]) -> Keys:
    """A report of some features, each once or, where every language has it, twice."""
    features = b"".join(number.to_bytes(4, "little") for number in (*own, *shared))
    counts = bytes([1] * len(own) + [2] * len(shared))
    return Keys(article, "en", 739_000, len(own), features, counts)


def told(groups: list[list[str]]) -> set[frozenset[str]]:
    """Groups without their order."""
    return {frozenset(group) for group in groups}


def test_reports_of_one_story_are_together_in_any_order() -> None:
    given = reports(20, 4)
    expected = told(grouped(given))
    assert expected == {frozenset(f"{story}.{report}" for report in range(4)) for story in range(20)}
    assert told(grouped(Random(2).sample(given, len(given)))) == expected


def test_one_more_report_joins_its_story() -> None:
    *before, last = reports(20, 4)
    stories = Stories()
    for one in before:
        stories.add(one)
    assert stories.add(last).number == stories.where["19.0"]


def test_a_lone_report_that_looks_again_keeps_its_story() -> None:
    stories = Stories()
    for one in reports(10, 1):
        stories.add(one)
    before = dict(stories.where)
    stories.settle()
    assert stories.where == before


def test_few_stories_are_compared_however_many_there_are() -> None:
    stories = Stories()
    for one in reports(300, 1):
        stories.add(one)
    assert all(len(stories.near([one])) <= NEAR for told in stories.told.values() for one in told.reports.values())
