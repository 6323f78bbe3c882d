"""What is learned from which texts: names, attributions, quotations; and the encoder that all of them begin with."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import torch

from kutip.model import shipped
from kutip.model.shipped import places
from kutip.record import Span
from training import sets
from training.encode import Seen, bio, inside, seen
from training.learn import Cue, Ints, Labelled, Plan, Tied, teach_labels, teach_ties
from training.networks import Attributor, Encoder, Labeller, Size, Tagger
from training.widen import Pool, pairs

M = TypeVar("M", Labeller, Attributor)
KINDS = ("person", "organisation", "agency", "outlet", "place", "other", "role")
ROLES = ("source", "content")
SORTS = ("stated", "reported", "assessed", "alleged", "denied", "projected", "stance")
"""What a cue does to its content."""


# --- names ------------------------------------------------------------------------------------------------------------


def labelled(text: Seen, kinds: Sequence[str] = KINDS) -> list[Labelled]:
    """The stretches of a text with a label for each place; roles give way to the names in them."""
    names = sorted(text.sample.names, key=lambda name: name[2] == "role")
    found = []
    for first, last, place in places(text.page):
        labels = np.zeros(last - first, dtype=np.int64)
        for start, end, kind in names:
            for a, b in inside(text, [(start, end)]):
                mark(labels, max(a, first) - first, min(b, last) - first, kinds.index(kind))
        found.append(Labelled(text.rows[place - 1 : place + last - first + 1], np.pad(labels, 1)))
    return found


def mark(labels: Ints, first: int, last: int, kind: int) -> None:
    """Labels a stretch where nothing stands yet; what stands inside it cuts it."""
    begins = True
    for number in range(first, last):
        if labels[number] == 0:
            labels[number] = 2 * kind + (1 if begins else 2)
        begins = labels[number] not in (2 * kind + 1, 2 * kind + 2)


def name_texts(langs: Sequence[str], seed: int, times: int) -> Iterator[Seen]:
    """Everything with names in it that we may learn from."""
    texts = sets.own(langs, test=False)
    pool = Pool(texts)
    yield from (seen(one) for one in pairs(texts, pool, seed, times))
    if "id" in langs:
        small = list(sets.idner("train"))  # twice: it is news, and the smallest
        for manner, found in (("idner", [*small, *small]), ("nergrit", sets.nergrit("train"))):
            yield from (seen(one, manner) for one in found)
    if "en" in langs:
        for found in (sets.ewt("test"), sets.ewt_ours()):
            yield from (seen(one, "ewt") for one in found)


def learn_names(
    langs: Sequence[str],
    size: Size,
    plan: Plan,
    start: Encoder | None,
    told: Callable[[int, float], None],
    times: int = 1,
) -> Labeller:
    """The labeller of names."""
    torch.manual_seed(plan.seed)
    model = begun(Labeller(size, 2 * len(KINDS) + 1), start)
    teach_labels(model, [labelled(text) for text in name_texts(langs, plan.seed, times)], plan, told)
    return model


# --- attributions -----------------------------------------------------------------------------------------------------


def tied(text: Seen) -> list[Tied]:
    """The stretches of a text with its cues, and the role of each place for each cue."""
    ties = [(*(inside(text, spans) for spans in tie[:3]), SORTS.index(tie.sort)) for tie in text.sample.ties]
    found = []
    for first, last, place in places(text.page):
        here = [tie for tie in ties if tie[1] and first <= tie[1][0][0] < last]
        opened = ((a - first, b - first, sort) for _, cue, _, sort in here for a, b in cue[:1])
        labels = np.pad(bio(last - first, opened), 1)
        cues = []
        for source, cue, content, _ in here:
            pieces = [(a - first, b - first, role) for role, spans in ((0, source), (1, content)) for a, b in spans]
            within = [piece for piece in pieces if piece[0] >= 0 and piece[1] <= last - first]
            span = (cue[0][0] - first + 1, cue[0][1] - first + 1)
            cues.append(Cue(span, (0, last - first + 2), np.pad(bio(last - first, within), 1)))
        found.append(Tied(text.rows[place - 1 : place + last - first + 1], labels, tuple(cues)))
    return found


def learn_ties(
    texts: Iterable[Seen], size: Size, plan: Plan, start: Encoder | None, told: Callable[[int, float], None]
) -> Attributor:
    """The finder of attributions."""
    torch.manual_seed(plan.seed)
    model = begun(Attributor(size, 2 * len(SORTS) + 1, 2 * len(ROLES) + 1), start)
    teach_ties(model, [tied(text) for text in texts], plan, told)
    return model


def tie_texts(langs: Sequence[str], seed: int, times: int) -> Iterator[Seen]:
    """Everything with attributions in it that we may learn from."""
    texts = sets.own(langs, test=False)
    yield from (seen(one, ties=True) for one in pairs(texts, Pool(texts), seed, times))


def learn_quotations(size: Size, plan: Plan, start: Encoder, told: Callable[[int, float], None]) -> Labeller:
    """The labeller of PFSA-ID; it is shown the names and roles that the shipped model finds."""
    torch.manual_seed(plan.seed)
    model = begun(Labeller(size, 2 * len(sets.QUOTED) + 1), start)
    names = shipped.names()
    texts = [seen(sample, ties=True, names=names) for sample in sets.quotations("train")]
    teach_labels(model, [labelled(text, sets.QUOTED) for text in texts], plan, told)
    return model


# --- a beginning ------------------------------------------------------------------------------------------------------


def begun(model: M, start: Encoder | None) -> M:
    """A model whose encoder begins with what another has learned, as far as their blocks are the same in number."""
    if start is not None:
        model.encoder.load_state_dict(start.state_dict(), strict=False)
    return model


def learn_trees(size: Size, plan: Plan, told: Callable[[int, float], None]) -> Encoder:
    """An encoder that has seen what words are in trees; other networks begin with it."""
    torch.manual_seed(plan.seed)
    read = [(seen(sample), marks) for sample, marks in sets.trees()]
    kinds = [sorted({mark[2].split()[part] for _, marks in read for mark in marks}) for part in (0, 1)]
    texts = [[treed(text, marks, kinds)] for text, marks in read]
    model = Tagger(size, tuple(map(len, kinds)))
    teach_labels(model, texts, plan, told)
    return model.encoder


def treed(text: Seen, marks: list[tuple[int, int, str]], kinds: list[list[str]]) -> Labelled:
    """A sentence with the part of speech and the relation of each word."""
    labels = np.full((len(text.rows), 2), -100, dtype=np.int64)
    for start, end, told in marks:
        for number in range(*text.page.words.range(Span(start, end))):
            labels[number + 1] = [kinds[part].index(value) for part, value in enumerate(told.split())]
    return Labelled(text.rows, labels)
