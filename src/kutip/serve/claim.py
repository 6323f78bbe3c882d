"""One claim in all its tellings: the words in their places, where they come from, what does not agree."""

from collections.abc import Iterator, Sequence

from kutip.export import phrase, tree
from kutip.export.tale import values
from kutip.export.tree import Node
from kutip.record import Conflict, Traced
from kutip.serve import drift, highlight
from kutip.serve.asked import Asked, missing
from kutip.serve.asks import Onward
from kutip.serve.pages import Beginning, Claim, ClaimPage, Heard, Pair, Side, Way
from kutip.serve.report import Parties, hands, numbered, weight
from kutip.serve.shelf import Said, Shelf

PAGE = 50
"""Tellings on one page."""


def claim(asked: Asked, onward: Onward) -> ClaimPage:
    """A claim in all its tellings, with its origins and with what does not agree."""
    group = asked.library.group(asked.number)
    told = asked.library.story(group.story) if group else None
    if group is None or told is None:
        raise missing("such claim")
    shelf = Shelf(asked.library, told.story, dict(zip(told.story.articles, told.reports, strict=True)))
    start = (onward.after or 1) - 1
    return ClaimPage(
        claim=shown(shelf, group.id, group.traced, start, start + PAGE),
        story=told.id,
        headline=told.reports[0].title,
        further=start + PAGE + 1 if start + PAGE < len(group.traced.tellings) else None,
    )


def shown(shelf: Shelf, number: int, traced: Traced, start: int, end: int) -> Claim:
    """A claim with its tellings from `start` up to `end`."""
    told = tuple(shelf.said(traced, start, end))
    names = [hop.name for one in told for hop in one.claim.chain] + [origin.name for origin in traced.origins]
    parties = numbered(shelf.library, names)
    return Claim(
        id=number,
        says=phrase.line(traced.says),
        lang=told[0].held.reading.article.lang if told else "",
        weight=weight(traced),
        heard=tuple(heard(shelf, told, one, parties) for one in told),
        origins=tuple(beginnings(traced, parties)),
        undetermined=places(traced, traced.undetermined),
        contradictions=tuple(pairs(traced.contradictions)),
        differences=tuple(pairs(traced.differences)),
        ways=tuple(way(node) for node in ways(shelf, told, traced)),
    )


def heard(shelf: Shelf, told: Sequence[Said], one: Said, parties: Parties) -> Heard:
    """One telling, with the words around it and with how it differs from the one it comes from."""
    reading, ref = one.held.reading, one.held.report.ref
    hops = shelf.linked.get((ref, one.claim.id), ())
    source = drift.against(one, told, hops, shelf.sources.get(ref))
    before, says, after = highlight.around(reading.article, one.claim)
    return Heard(
        number=one.number,
        report=one.held.report,
        article=reading.article.id,
        claim=one.claim.id,
        before=before,
        says=says,
        after=after,
        certainty=one.claim.certainty,
        form=one.claim.form,
        polarity=one.claim.polarity,
        chain=hands(reading, one.claim, parties),
        held=tuple(hops),
        against=source.number if source else None,
        drift=tuple(drift.drifted(source, one)) if source else (),
        judgements=tuple(said for said in one.held.judgements if one.claim.id in (said.claim, said.other_claim)),
    )


def beginnings(traced: Traced, parties: Parties) -> Iterator[Beginning]:
    """The independent origins of a claim."""
    for one in traced.origins:
        told, source = places(traced, one.articles), parties.get(one.name)
        yield Beginning(phrase.line(one.name), phrase.line(one.why), told, source)


def places(traced: Traced, refs: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the tellings that stand in some reports."""
    wanted = set(refs)
    return tuple(number for number, telling in enumerate(traced.tellings, 1) if telling.article in wanted)


def pairs(found: Sequence[Conflict]) -> Iterator[Pair]:
    """What does not agree; the same two values in other tellings stand in one pair."""
    alike: dict[tuple[str, str, str, str], list[Conflict]] = {}
    for one in found:
        a, b = values(one)
        alike.setdefault((one.slot, one.reason, a.casefold() or one.says, b.casefold()), []).append(one)
    for which in alike.values():
        first = which[0]
        a, b = values(first)
        left, right = (
            tuple(dict.fromkeys(numbers)) for numbers in zip(*((x.a + 1, x.b + 1) for x in which), strict=True)
        )
        yield Pair(first.slot, first.reason, phrase.line(first.says), Side(a, left), Side(b, right))


# --- who has it from whom ---------------------------------------------------------------------------------------------


def ways(shelf: Shelf, told: Sequence[Said], traced: Traced) -> tuple[Node, ...]:
    """The way of a claim from its origins to the reports."""
    said = [
        tree.Said(
            number=one.number,
            article=one.held.report.ref,
            report=one.held.report.id,
            name=phrase.line(one.held.report.outlet or one.held.report.title),
            text=one.held.reading.article,
            claim=one.claim,
        )
        for one in told
    ]
    return tree.tree(said, traced, shelf.story) if said else ()


def way(node: Node) -> Way:
    """One pair of hands, with all below it."""
    name = node.called if node.kind == "unnamed" else node.name
    return Way(node.kind, name, node.how, node.report or None, node.tellings, tuple(map(way, node.under)))
