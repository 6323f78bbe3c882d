"""The models that come with kutip: names, and attributions, each a small network of our own training."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from msgspec import Struct, structs

from kutip import lang as languages
from kutip.errors import ModelError
from kutip.model.door import Found, Named, NameKind, Page, Sort, Task, Tie
from kutip.model.features import Lexical, rows
from kutip.model.network import Floats, Network, stretches
from kutip.model.windows import distances, window
from kutip.record import Span

FOLDER = Path(__file__).parent
SOURCE, CONTENT = 0, 1
LONGEST = 5000
"""Words that go through a network at once."""
TOGETHER = 4
"""Cues whose windows go through the network at once: with more of them padding costs more than it saves, with fewer
each run costs more (of 1 to 25, on reports of 420 words)."""
Stretch = tuple[int, int]


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of weights: what it is, of what it was made, and how well it does."""

    file: str
    sha256: str
    bytes: int
    task: Task
    languages: tuple[str, ...]
    licence: str
    data: tuple[str, ...]
    command: str
    labels: tuple[str, ...] = ()
    """The kinds of names it tells apart, in the order of its outputs."""
    figures: dict[str, float] = {}
    """What was measured when it was trained, in per cent."""


@cache
def manifest(folder: Path = FOLDER) -> dict[str, Weights]:
    """The weights in a folder, by name; `ModelError` when its manifest is missing or not understood."""
    path = folder / "manifest.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Weights])
    except OSError:
        raise ModelError(f"{path} is missing: give a folder that `make train` has written") from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ModelError(f"{path} is no manifest of models: {error}") from None


@cache
def lexical(code: str) -> Lexical:
    """The rows of the words of a language."""
    return Lexical(languages.load(code))


class Labeller:
    """Labels the words of a page."""

    def __init__(self, weights: Weights, folder: Path = FOLDER) -> None:
        self.network = Network(folder / weights.file, weights.sha256)
        self.kinds = weights.labels

    def __call__(self, page: Page) -> Iterator[tuple[Span, str]]:
        """The labelled stretches, in the order of the text."""
        for part in parts(page):
            yield from self.labelled(part)

    def labelled(self, page: Page) -> Iterator[tuple[Span, str]]:
        """The labelled stretches of a page that goes through the network at once."""
        (scores,) = self.network(rows=rows(page, lexical(page.lang)))
        blocks = list(places(page))
        pieces = [scores[place - 1 : place + last - first + 1] for first, last, place in blocks]
        for (first, _, _), labels in zip(blocks, self.network.best("name", pieces), strict=True):
            for begin, behind, kind in stretches(labels[1:-1].tolist()):
                yield page.words.span(first + begin, first + behind), self.kinds[kind]


class Names:
    """Marks names of persons, bodies, agencies, outlets and places, and the roles beside persons."""

    tasks: frozenset[Task] = frozenset({"names"})

    def __init__(self, weights: Weights, folder: Path = FOLDER) -> None:
        self.labels = Labeller(weights, folder)
        self.languages = frozenset(weights.languages)
        self.id = f"model:names@{weights.sha256[:8]}"

    def __call__(self, page: Page) -> Found:
        """The names and roles of a page."""
        found = ((span, msgspec.convert(kind, NameKind)) for span, kind in self.labels(page))
        return Found(names=tuple(Named(span.start, span.end, kind) for span, kind in found))


class Cue(NamedTuple):
    """A cue among the rows of a page."""

    span: Stretch
    around: Stretch
    """The places in which its source and content are looked for, edges of its block included."""
    shift: int
    """What makes a place a word number."""
    block: Stretch
    """The words of its block."""
    sort: Sort

    def words(self, page: Page) -> Span:
        """Its words in the text."""
        return page.words.span(self.span[0] + self.shift, self.span[1] + self.shift)


class Attributions:
    """Finds cues, and for each cue the source and the content that belong to it."""

    tasks: frozenset[Task] = frozenset({"attributions"})

    def __init__(self, cues: Weights, roles: Weights, folder: Path = FOLDER) -> None:
        self.cues = Network(folder / cues.file, cues.sha256)
        self.roles = Network(folder / roles.file, roles.sha256)
        self.languages = frozenset(cues.languages)
        self.sorts = msgspec.convert(cues.labels, tuple[Sort, ...])
        self.id = f"model:attributions@{cues.sha256[:8]}"

    def __call__(self, page: Page) -> Found:
        """The attributions of a page, in the order of their cues."""
        return Found(ties=tuple(tie for part in parts(page) for tie in self.found(part)))

    def found(self, page: Page) -> list[Tie]:
        """The attributions of a page that goes through the network at once, in the order of their cues."""
        seen, scores = self.cues(rows=rows(page, lexical(page.lang)))
        cues = list(self.cued(page, scores))
        brief = [cue for cue in cues if page.brief and ruled(page, cue)]
        told = [Tie((cue.words(page),), (), (), cue.sort) for cue in brief]
        told += self.ties(page, seen, [cue for cue in cues if cue not in brief])
        return sorted(told, key=lambda tie: tie.cue[0].start)

    def cued(self, page: Page, scores: Floats) -> Iterator[Cue]:
        """The cues of a page."""
        found = list(places(page))
        blocks = [(place - 1, place + last - first + 1) for first, last, place in found]
        best = self.cues.best("cue", [scores[slice(*block)] for block in blocks])
        for (first, last, place), block, labels in zip(found, blocks, best, strict=True):
            for begin, behind, sort in stretches(labels[1:-1].tolist()):
                span = (place + begin, place + behind)
                yield Cue(span, window(span, block), first - place, (first, last), self.sorts[sort])

    def ties(self, page: Page, seen: Floats, cues: list[Cue]) -> Iterator[Tie]:
        """What belongs to each cue; a cue with nothing is none."""
        found = self.roles.best("role", self.scored(seen, cues))
        for cue, labels in zip(cues, found, strict=True):
            pieces: tuple[list[Span], list[Span]] = ([], [])
            number = cue.around[0] + cue.shift
            for begin, behind, role in stretches(labels.tolist()):
                inside = max(number + begin, cue.block[0]), min(number + behind, cue.block[1])  # no edge is a word
                if inside[0] < inside[1]:
                    pieces[role].append(page.words.span(*inside))
            if pieces[CONTENT]:
                yield Tie((cue.words(page),), tuple(pieces[SOURCE]), tuple(pieces[CONTENT]), cue.sort)

    def scored(self, seen: Floats, cues: list[Cue]) -> list[Floats]:
        """The scores of each role at each place around each cue; those with windows of like length at once."""
        order = sorted(range(len(cues)), key=lambda number: cues[number].around[1] - cues[number].around[0])
        found: dict[int, Floats] = {}
        for first in range(0, len(order), TOGETHER):
            some = order[first : first + TOGETHER]
            found.update(zip(some, self.asked(seen, [cues[number] for number in some]), strict=True))
        return [found[number] for number in range(len(cues))]

    def asked(self, seen: Floats, cues: list[Cue]) -> Iterator[Floats]:
        """The scores around some cues, which the network works out side by side."""
        lengths = [cue.around[1] - cue.around[0] for cue in cues]
        size = (len(cues), max(lengths))
        around, near = np.zeros((*size, seen.shape[1]), dtype=np.float32), np.zeros(size, dtype=np.int64)
        mask = np.zeros((*size, 1), dtype=np.float32)
        for number, (cue, length) in enumerate(zip(cues, lengths, strict=True)):
            around[number, :length] = seen[slice(*cue.around)]
            near[number, :length] = distances(cue.span, *cue.around)
            mask[number, :length] = 1
        (scores,) = self.roles(seen=around, near=near, mask=mask)
        for length, row in zip(lengths, scores, strict=True):
            yield row[:length]


def ruled(page: Page, cue: Cue) -> bool:
    """Whether the rules have that cue too."""
    first, last = cue.span
    return any("-cue" in page.ties.get(place + cue.shift, "") for place in range(first, last))


def parts(page: Page) -> Iterator[Page]:
    """The page in parts of at most `LONGEST` words, so that memory does not grow with it; a report is one part."""
    blocks: list[Stretch] = []
    size = 0
    for first, last in page.blocks:
        for begin in range(first, last, LONGEST):
            block = begin, min(last, begin + LONGEST)
            if blocks and size + block[1] - begin > LONGEST:
                yield structs.replace(page, blocks=tuple(blocks))
                blocks, size = [], 0
            blocks.append(block)
            size += block[1] - begin
    if blocks:
        yield structs.replace(page, blocks=tuple(blocks))


def places(page: Page) -> Iterator[tuple[int, int, int]]:
    """For each block: its first word, the word behind its last, and the place of its first word among the rows."""
    place = 1
    for first, last in page.blocks:
        yield first, last, place
        place += last - first + 1


def names(folder: Path = FOLDER) -> Names:
    """The model of names in a folder that `make train` has written."""
    return Names(listed(folder, "names"), folder)


def attributions(folder: Path = FOLDER) -> Attributions:
    """The model of attributions in a folder that `make train` has written."""
    return Attributions(listed(folder, "cues"), listed(folder, "roles"), folder)


def listed(folder: Path, name: str) -> Weights:
    """The weights of that name; `ModelError` when the manifest has none."""
    found = manifest(folder).get(name)
    if found is None:
        raise ModelError(f"{folder / 'manifest.toml'} names no {name}: give a folder that `make train` has written")
    return found
