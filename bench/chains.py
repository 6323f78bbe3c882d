"""Who has it from whom, where that is known: trees of reports relayed from KCNA's stories (`bench.relay`), traced.

The reports are read by the rules alone. `parent`: a report and the one it was made from, against the copies found; of
a merged report either parent is right. `direction`: of the pairs found that are ancestor and descendant, those the
right way round. `origins`: of the claims that two reports or more tell, those with as many origins as beginnings that
their sentences go back to. Each harder setting changes one thing. Rules were made by the trees of `dev`; those of
`test` nobody has looked at.

python -m bench.chains [--trees 60] [--part test] [--only plain]
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import get_args

from bench import relay
from bench.figure import Count, Figure, MissingError, data, figure, prf
from bench.relay import Part, Setting, Told
from kutip import trace
from kutip.record import Reading, Story, Traced
from kutip.run import api

TREES = 60
SETTINGS = (
    Setting("plain"),
    Setting("reworded", reword=0.35),
    Setting("untimed", timed=False),
    Setting("uncredited", credit=0.0),
    Setting("verbatim", reword=0.0, changed=0.0, cut=(0.5, 0.95)),
    Setting("merged", merged=0.6),
    Setting("untimed.uncredited", timed=False, credit=0.0),
)
"""The first one has the bars; the others show where it fails."""
BARS = {"parent": 90.0, "direction": 95.0, "origins": 85.0}


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trees", type=int, default=TREES)
    parser.add_argument("--part", choices=get_args(Part))
    parser.add_argument("--only", choices=[setting.name for setting in SETTINGS])
    given = parser.parse_args()
    try:
        for part, setting in product(get_args(Part), SETTINGS):
            if given.only in (None, setting.name) and given.part in (None, part):
                for one in measured(data(), part, setting, given.trees):
                    spread = f"{one.low:.1f} to {one.high:.1f}"
                    print(f"{one.name:40}{one.value:7.1f}  {spread:15}{one.n:>6}  {one.bar or ''}", flush=True)
    except MissingError as error:
        print(f"skipped chains: {error}")
    return 0


def measure(folder: Path) -> Iterator[Figure]:
    """The figures of all settings."""
    for part, setting in product(get_args(Part), SETTINGS):
        yield from measured(folder, part, setting, TREES)


def measured(folder: Path, part: Part, setting: Setting, trees: int) -> Iterator[Figure]:
    """The figures of one setting."""
    bars = BARS if setting is SETTINGS[0] else {}
    made = list(relay.trees(folder, part, setting, trees))
    readings = [[read(one, setting) for one in tree] for tree in made]
    stories = trace.trace([reading for tree in readings for reading in tree], "bench").stories
    home = {article: story for story in stories for article in story.articles}
    counts: dict[str, list[Count]] = {"parent": [], "direction": [], "origins": []}
    held = {reading.article.id: reading for tree in readings for reading in tree}
    begun = {
        reading.article.id: (number, told)
        for number, (tree, read_of) in enumerate(zip(made, readings, strict=True))
        for reading, told in zip(read_of, tree, strict=True)
    }
    for tree, read_of in zip(made, readings, strict=True):
        ids = {reading.article.id: told for reading, told in zip(read_of, tree, strict=True)}
        mine = list({story.id: story for article in ids if (story := home[article])}.values())
        counts["parent"].append(parents(ids, mine))
        counts["direction"].append(directions(ids, mine))
        counts["origins"].append(origins(ids, mine, held, begun))
    name = f"chains.{part}.{setting.name}"
    yield from prf(f"{name}.parent", counts["parent"], bars.get("parent"))
    for which in ("direction", "origins"):
        yield figure(f"{name}.{which}", counts[which], lambda count: count.precision, bars.get(which))
    yield figure(f"{name}.decided", counts["direction"], lambda count: count.recall)


def read(one: Told, setting: Setting) -> Reading:
    """A report as kutip reads it."""
    moment = one.moment.isoformat(timespec="minutes") if setting.timed else None
    return api.read(one.text, lang="en", outlet=one.outlet, published=moment, plain=True, models=("none",))


def pairs(ids: dict[str, Told], stories: Sequence[Story]) -> list[tuple[Told, Told]]:
    """The copies found among the reports of a tree, source and copy."""
    found = [copy for story in stories for copy in story.copies]
    return [(ids[one.source], ids[one.copy]) for one in found if one.source in ids and one.copy in ids]


def parents(ids: dict[str, Told], stories: Sequence[Story]) -> Count:
    """How many of the copies found are from a report that the copy was made from."""
    found = pairs(ids, stories)
    strangers = sum((one.copy in ids) != (one.source in ids) for story in stories for one in story.copies)
    right = sum(source.number in copy.parents for source, copy in found)
    return Count(right, len(found) + strangers, sum(bool(one.parents) for one in ids.values()))


def directions(ids: dict[str, Told], stories: Sequence[Story]) -> Count:
    """Of the pairs found that are ancestor and descendant, how many are the right way round; and of all children."""
    by_number = {one.number: one for one in ids.values()}
    right = wrong = 0
    for source, copy in pairs(ids, stories):
        right += source.number in ancestors(copy, by_number)
        wrong += copy.number in ancestors(source, by_number)
    return Count(right, right + wrong, sum(bool(one.parents) for one in ids.values()))


def ancestors(one: Told, by_number: dict[int, Told]) -> set[int]:
    """All reports that one goes back to."""
    found: set[int] = set()
    todo = list(one.parents)
    while todo:
        number = todo.pop()
        if number not in found and number in by_number:
            found.add(number)
            todo += by_number[number].parents
    return found


def origins(
    ids: dict[str, Told], stories: Sequence[Story], held: dict[str, Reading], begun: dict[str, tuple[int, Told]]
) -> Count:
    """How many of the claims that several reports tell have as many origins as they have beginnings."""
    claims = [claim for story in stories for claim in story.claims]
    several = [claim for claim in claims if len({one.article for one in claim.tellings if one.article in ids}) > 1]
    right = sum(len(claim.origins) == len(roots(claim, held, begun)) for claim in several)
    return Count(right, len(several), len(several))


def roots(claim: Traced, held: dict[str, Reading], begun: dict[str, tuple[int, Told]]) -> set[tuple[int, int]]:
    """The beginnings that the sentences of a claim go back to; what begins with the agency does so in every tree."""
    found = set()
    for telling in claim.tellings:
        tree, told = begun[telling.article]
        said = next(one for one in held[telling.article].claims if one.id == telling.claim)
        number = root(told, said.content[0].start)
        found.add((tree, number) if number else (0, 0))
    return found


def root(told: Told, place: int) -> int:
    """The beginning of the sentence that stands at a place of a report."""
    at = len(told.title) + 2
    last = 0
    for paragraph in told.paragraphs:
        for one in paragraph:
            if at > place:
                return last
            last = one.root
            at += len(one.text) + 1
        at += 1
    return last


if __name__ == "__main__":
    sys.exit(main())
