"""The models that come with kutip: names, and attributions, each a small network of our own training."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from msgspec import Struct

from kutip import lang as languages
from kutip.errors import ModelError
from kutip.model.door import Found, Named, NameKind, Page, Sort, Task, Tie
from kutip.model.features import Lexical, rows
from kutip.model.network import Floats, Network, stretches
from kutip.model.windows import distances, window
from kutip.record import Span

FOLDER = Path(__file__).parent
SOURCE, CONTENT = 0, 1
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
        if not page.blocks:
            return
        (scores,) = self.network(rows=rows(page, lexical(page.lang)))
        blocks = list(places(page))
        pieces = [scores[place - 1 : place + last - first + 1] for first, last, place in blocks]
        for (first, _, _), labels in zip(blocks, self.network.best("name", pieces), strict=True):
            for begin, behind, kind in stretches(labels[1:-1]):
                yield page.words.span(first + begin, first + behind), self.kinds[kind]


class Names:
    """Marks names of persons, bodies, agencies, outlets and places, and the roles beside persons."""

    tasks: frozenset[Task] = frozenset({"names"})

    def __init__(self, weights: Weights, folder: Path = FOLDER) -> None:
        self.labels = Labeller(weights, folder)
        self.id = f"model:names@{weights.sha256[:8]}"

    def __call__(self, page: Page) -> Found:
        """The names and roles of a page."""
        found = ((span, msgspec.convert(kind, NameKind)) for span, kind in self.labels(page))
        return Found(names=tuple(Named(span.start, span.end, kind) for span, kind in found))


class Cue(NamedTuple):
    """A cue among the rows of a page."""

    span: Stretch
    block: Stretch
    """The places of its block, edges included."""
    shift: int
    """What makes a place a word number."""
    sort: Sort


class Attributions:
    """Finds cues, and for each cue the source and the content that belong to it."""

    tasks: frozenset[Task] = frozenset({"attributions"})

    def __init__(self, cues: Weights, roles: Weights, folder: Path = FOLDER) -> None:
        self.cues = Network(folder / cues.file, cues.sha256)
        self.roles = Network(folder / roles.file, roles.sha256)
        self.sorts = msgspec.convert(cues.labels, tuple[Sort, ...])
        self.id = f"model:attributions@{cues.sha256[:8]}"

    def __call__(self, page: Page) -> Found:
        """The attributions of a page, in the order of their cues."""
        if not page.blocks:
            return Found()
        seen, scores = self.cues(rows=rows(page, lexical(page.lang)))
        blocks = list(places(page))
        pieces = [scores[place - 1 : place + last - first + 1] for first, last, place in blocks]
        cues = [
            Cue((place + begin, place + behind), (place - 1, place + last - first + 1), first - place, self.sorts[sort])
            for (first, last, place), labels in zip(blocks, self.cues.best("cue", pieces), strict=True)
            for begin, behind, sort in stretches(labels[1:-1])
        ]
        return Found(ties=tuple(self.ties(page, seen, cues)))

    def ties(self, page: Page, seen: Floats, cues: list[Cue]) -> Iterator[Tie]:
        """What belongs to each cue; a cue with nothing is none."""
        frames = [window(cue.span, cue.block) for cue in cues]
        found = self.roles.best("role", list(self.scored(seen, frames, cues)))
        for (first, _), cue, labels in zip(frames, cues, found, strict=True):
            pieces: tuple[list[Span], list[Span]] = ([], [])
            for begin, behind, role in stretches(labels):
                number = first + cue.shift
                pieces[role].append(page.words.span(number + begin, number + behind))
            if pieces[CONTENT]:
                span = page.words.span(cue.span[0] + cue.shift, cue.span[1] + cue.shift)
                yield Tie((span,), tuple(pieces[SOURCE]), tuple(pieces[CONTENT]), cue.sort)

    def scored(self, seen: Floats, frames: list[Stretch], cues: list[Cue]) -> Iterator[Floats]:
        """The scores of each role at each place around each cue."""
        if not frames:
            return
        length = max(last - first for first, last in frames)
        around = np.zeros((len(frames), length, seen.shape[1]), dtype=np.float32)
        near = np.zeros((len(frames), length), dtype=np.int64)
        mask = np.zeros((len(frames), length, 1), dtype=np.float32)
        for number, ((first, last), cue) in enumerate(zip(frames, cues, strict=True)):
            around[number, : last - first] = seen[first:last]
            near[number, : last - first] = distances(cue.span, first, last)
            mask[number, : last - first] = 1
        (scores,) = self.roles(seen=around, near=near, mask=mask)
        for (first, last), row in zip(frames, scores, strict=True):
            yield row[: last - first]


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
