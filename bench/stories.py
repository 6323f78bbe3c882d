"""Traces: the public gold stories by the scorer of the contract, and which reports of ECB+ and BASIL tell one story.

ECB+ holds 43 topics of two sub-topics each, two happenings of one kind: a report belongs to its sub-topic alone. BASIL
holds events told by three outlets each, 70 of them in the public part. Readings are made by the rules alone;
all reports of a set are traced at once, without their topics. The figure is BCubed over reports.
"""

import json
import re
import tarfile
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from bench.figure import Count, Figure, figure, need
from bench.gold import scorer
from kutip import trace
from kutip.record import Capture, Reading
from kutip.run import api
from kutip.run.one import VERSION

BARS = {
    "stories.bcubed": 95.0,
    "copies": 85.0,
    "groups.links": 75.0,
    "origins.exact": 75.0,
    "origins.within1": 95.0,
    "contradictions.p": 90.0,
    "contradictions.r": 70.0,
    "differences": 70.0,
}
MAKERS = {"rules": ("none",), "shipped": ("shipped",)}
NO_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:!?%)\]’”']|n't\b)")
PARTED = re.compile(r"(?<=\d)(?:(,) (?=\d{3}\b)|(:) (?=\d\d\b)|(\.) (?=\d\b)| (/) (?=\d\b)| (-) (?=\w))")
"""Signs inside numbers, which the corpus sets apart."""
Told = tuple[str, Reading]
"""A report with the name of its story."""


def measure(gold: Path) -> Iterator[Figure]:
    """Both gold stories, with rules alone and with the shipped models; then the two sets of stories, where they are."""
    score = scorer(need(gold).parent / "score" / "score.py")
    for name in ("S1", "S2"):
        for maker, models in MAKERS.items():
            yield from scored(gold / "stories" / name, score, f"stories.{name}.{maker}", models)
    data = gold.parent / "data"
    yield from bcubed("stories.ecb", list(ecb(need(data / "ECBplus" / "data.tar.xz"))), 85.0)
    yield from bcubed("stories.basil", list(basil(need(data / "BASIL" / "articles"))), 90.0)


def scored(folder: Path, score: Any, name: str, models: tuple[str, ...]) -> Iterator[Figure]:  # Any: a script
    """What the scorer of the contract says of kutip's trace of one gold folder."""
    readings = [read(path, models) for path in sorted(need(folder).glob("*.txt"))]
    found = trace.trace(readings, VERSION)
    with tempfile.TemporaryDirectory() as scratch:
        system, traced = Path(scratch) / "system.jsonl", Path(scratch) / "trace.json"
        system.write_bytes(b"\n".join(map(msgspec.json.encode, readings)))
        traced.write_bytes(msgspec.json.encode(found))
        result: dict[str, Any] = score.score_trace(folder, system, traced)
    for key, value in result.items():
        if key == "contradictions.false_alarms":
            yield Figure(
                f"{name}.no false alarms", round(100 - 100 * value["acc"] / value["n"], 1), value["n"], bar=100.0
            )
        else:
            yield Figure(f"{name}.{key}", value.get("f1", value.get("acc")), value["n"], bar=BARS.get(key))
        for side in ("p", "r") if key == "contradictions" else ():
            yield Figure(f"{name}.{key}.{side}", value[side], value["n"], bar=BARS[f"{key}.{side}"])


def read(path: Path, models: tuple[str, ...]) -> Reading:
    """The reading of a gold text, plain claims and all; its outlet and language are given."""
    article = json.loads(path.with_name(f"{path.stem}.reading.json").read_text(encoding="utf-8"))["article"]
    given = Capture(path.read_text(encoding="utf-8"), "text", outlet=article["outlet"], lang=article["lang"])
    return api.reading(given, True, models)


def ecb(archive: Path) -> Iterator[Told]:
    """The reports of ECB+ with their sub-topics."""
    with tarfile.open(archive) as held:
        for member in held:
            path = Path(member.name)
            whole = path.suffix == ".xml" and path.parent.parent.name == "ECB+" and not path.name.startswith("._")
            content = held.extractfile(member) if whole else None  # some stand a second time, beside the annotations
            if content is not None:
                happening = path.parent.name + ("plus" if "ecbplus" in path.name else "")
                yield happening, reading(prose(content.read()))


def prose(page: bytes) -> str:
    """A document of ECB+ as text, a sentence a paragraph; its first line may be its address."""
    sentences: dict[str, list[str]] = defaultdict(list)
    for token in ElementTree.fromstring(page).iter("token"):
        sentences[token.get("sentence", "")].append(token.text or "")
    lines = [NO_SPACE_BEFORE.sub("", " ".join(words)) for words in sentences.values()]
    lines = [PARTED.sub(lambda found: found[0].strip(), line) for line in lines]
    return "\n\n".join(line for number, line in enumerate(lines) if number or not line.startswith("http"))


def basil(folder: Path) -> Iterator[Told]:
    """The reports of BASIL with their events."""
    for path in sorted(folder.glob("*/*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        body = [part if isinstance(part, str) else " ".join(part) for part in page["body-paragraphs"]]
        yield page["triplet-uuid"], reading("\n\n".join([page["title"], *body]), page["date"], page["source"])


def reading(text: str, published: str | None = None, outlet: str | None = None) -> Reading:
    """What the rules read in an English report."""
    return api.reading(Capture(text, "text", lang="en", published=published, outlet=outlet), True, ("none",))


def bcubed(name: str, reports: Sequence[Told], bar: float) -> Iterator[Figure]:
    """How well reports are put to their stories: for each the share of its company that is right, and that is there."""
    found = trace.stories.grouped(trace.keyed(reading) for _, reading in reports)
    ours = {article: number for number, articles in enumerate(found) for article in articles}
    gold = members((story, number) for number, (story, _) in enumerate(reports))
    made = members((ours[reading.article.id], number) for number, (_, reading) in enumerate(reports))
    pairs = [(made[ours[one.article.id]], gold[story]) for story, one in reports]
    company = [len(mine & theirs) / len(mine) for mine, theirs in pairs]
    there = [len(mine & theirs) / len(theirs) for mine, theirs in pairs]
    total = len(reports)
    precision, recall = 100 * sum(company) / total, 100 * sum(there) / total
    yield Figure(f"{name}.f1", round(2 * precision * recall / (precision + recall), 1), total, bar=bar)
    yield figure(f"{name}.p", [Count(one, 1, 1) for one in company], lambda count: count.precision)
    yield figure(f"{name}.r", [Count(one, 1, 1) for one in there], lambda count: count.recall)


def members(pairs: Iterable[tuple[Any, int]]) -> dict[Any, set[int]]:  # Any: names of stories, or their numbers
    """The reports of each story."""
    found: dict[Any, set[int]] = defaultdict(set)
    for story, number in pairs:
        found[story].add(number)
    return found
