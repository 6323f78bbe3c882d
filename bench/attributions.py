"""Attributions beside annotated ones: pieces with exact borders, and who said what.

*source*, *cue*, *content*: stretches with just the annotated borders. *who*: attributions with a source, one to one,
whose contents share half of their words and whose sources share one. Every maker answers a sample with `Tie` values.
"""

from collections.abc import Callable, Iterable, Iterator

from training import sets
from training.encode import page
from training.sets import Sample, Stretch

import kutip
from bench.figure import Count, Figure, figure, hits, iou
from kutip import lang
from kutip.model import shipped
from kutip.model.door import Page, Tie
from kutip.record import Span

PIECES = ("source", "cue", "content")
Finder = Callable[[Sample, Page], Iterable[Tie]]


def by_rules(sample: Sample, _: Page) -> Iterator[Tie]:
    """The claims of the rules alone; quotation marks and complementiser, which they leave out, are put back."""
    that = lang.load(sample.lang).cues.that
    reading = kutip.read(sample.text, lang=sample.lang, published=sample.published, models=("none",))
    for claim in reading.claims:
        hop = claim.chain[0]
        source = (Span(hop.start, hop.end),) if hop.start is not None and hop.end is not None else ()
        content = (Span(*sets.whole(sample.text, (span.start, span.end), that)) for span in claim.content)
        yield Tie((hop.cue,) if hop.cue else (), source, tuple(content), claim.certainty)


def by_model(model: shipped.Attributions) -> Finder:
    """What a model finds."""
    return lambda _, shown: model(shown).ties


def figures(title: str, finder: Finder, samples: Iterable[Sample], bars: dict[str, float], manner: str) -> list[Figure]:
    """F1 of each piece and of who said what; bars by the names of the figures."""
    shown = [(one, page(one, manner, ties=True)) for one in samples]
    found = [(one, seen, list(finder(one, seen))) for one, seen in shown]
    counts = {piece: [exact(piece, one, mine) for one, _, mine in found] for piece in PIECES}
    counts["who"] = [who(*entry) for entry in found]
    return [
        figure(f"{title}.{what}", each, lambda c: c.f1, bars.get(f"{title}.{what}")) for what, each in counts.items()
    ]


def exact(piece: str, sample: Sample, mine: Iterable[Tie]) -> Count:
    """Stretches of one kind with just those borders."""
    gold = {span for tie in sample.ties for span in getattr(tie, piece)}
    found = {(span.start, span.end) for tie in mine for span in getattr(tie, piece)}
    return hits(gold, found)


def who(sample: Sample, shown: Page, mine: Iterable[Tie]) -> Count:
    """Attributions whose contents and sources both meet the annotated ones."""
    gold = [(at(shown, tie.content), at(shown, tie.source)) for tie in sample.ties if tie.source]
    found = [(at(shown, bare(tie.content)), at(shown, bare(tie.source))) for tie in mine if tie.source]
    sources = pairs_of(gold, found)
    return Count(len(sources), len(found), len(gold))


def pairs_of(gold: list[tuple[set[int], set[int]]], found: list[tuple[set[int], set[int]]]) -> list[tuple[int, int]]:
    """One-to-one pairs of contents that share half of their words, with sources that meet."""
    meeting = [(i, j) for i, mine in enumerate(gold) for j, other in enumerate(found) if mine[1] & other[1]]
    scored = sorted(((iou(gold[i][0], found[j][0]), i, j) for i, j in meeting), key=lambda one: (-one[0], *one[1:]))
    taken_gold, taken_found, kept = set[int](), set[int](), []
    for value, i, j in scored:
        if value >= 0.5 and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            kept.append((i, j))
    return kept


def bare(spans: Iterable[Span]) -> tuple[Stretch, ...]:
    return tuple((span.start, span.end) for span in spans)


def at(shown: Page, stretches: Iterable[Stretch]) -> set[int]:
    """The numbers of the words in some stretches."""
    return {number for stretch in stretches for number in range(*shown.words.range(Span(*stretch)))}
