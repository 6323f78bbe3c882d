"""A trace for a person at a terminal: each story with its four numbers, who copied whom, and each claim with its
tellings, its origins and where they differ."""

from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from typing import BinaryIO

from rich.console import Console
from rich.text import Text

from kutip.export import phrase
from kutip.export.text import NARROWEST, WIDEST, barred, colour, links, wrapped
from kutip.record import Claim, Conflict, Copy, Correction, Link, Reading, Story, Telling, Trace, Traced

Held = Mapping[str, Reading]
"""The readings by article."""


def write_trace(trace: Trace, readings: Held, out: BinaryIO) -> None:
    """The whole trace."""
    stream = TextIOWrapper(out, encoding="utf-8", errors="replace", write_through=True)
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.width = max(NARROWEST, min(console.width, WIDEST))
    for line in told(trace, readings, console):
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    stream.detach()


def told(trace: Trace, readings: Held, console: Console) -> Iterator[Text]:
    """A trace, line by line."""
    for story in trace.stories:
        yield from wrapped(Text(f"{story.id}  {headline(story, readings)}", style="bold"), console)
        yield from wrapped(Text(table(story), style="bold cyan"), console)
        yield Text("─" * console.width, style="dim")
        for article in story.articles:
            yield from wrapped(Text(f"  {report(readings[article])}"), console)
        copies, corrections = copied(story.copies, readings), corrected(story.corrections, readings)
        for line in (*copies, *corrections, *ringed(story, readings)):
            yield from wrapped(Text(f"  {line}", style="dim"), console)
        yield Text()
        for claim in story.claims:
            yield from claimed(claim, story, readings, console)


def headline(story: Story, readings: Held) -> str:
    """The title of its first report."""
    return phrase.headline(readings[story.articles[0]].article)


def table(story: Story) -> str:
    """The story in four numbers."""
    counts = story.counts
    return (
        f"{phrase.counted(counts.reports, 'report')} → {phrase.counted(counts.texts, 'distinct text')} → "
        f"{counts.reporting} with reporting of their own → {phrase.counted(counts.origins, 'origin')}"
    )


def report(reading: Reading) -> str:
    """A report in a line: when, where, what."""
    article = reading.article
    when = phrase.moment(article.published) if article.published else "no date"
    return f"{when} · {name(reading)} · {phrase.headline(article)}"


def name(reading: Reading) -> str:
    """The outlet of a report; else where it is from."""
    return phrase.line(reading.article.outlet or reading.article.url or reading.article.id[:14])


def copied(copies: tuple[Copy, ...], readings: Held) -> Iterator[str]:
    """Who has the words from whom."""
    for copy in copies:
        yield f"{name(readings[copy.copy])} ⇐ {name(readings[copy.source])}: {copy.why}"


def corrected(corrections: tuple[Correction, ...], readings: Held) -> Iterator[str]:
    """What was corrected, and who still carries the error."""
    for one in corrections:
        carry = ", ".join(name(readings[article]) for article in one.carry)
        yield f"{name(readings[one.article])} corrects: {phrase.line(one.says)}; still so in {carry}"


def ringed(story: Story, readings: Held) -> Iterator[str]:
    """Who only has it from one another."""
    for ring in story.circles:
        yield f"in a circle: {' → '.join(name(readings[article]) for article in (*ring, ring[0]))}"


def claimed(claim: Traced, story: Story, readings: Held, console: Console) -> Iterator[Text]:
    """One claim: what is told, on how many origins it rests, each telling with its chain, and where they differ."""
    first = said(claim.tellings[0], readings)
    lines = [Text(phrase.line(claim.says)), *counted(claim, readings)]
    lines += [line for telling in claim.tellings for line in telling_of(telling, story, readings)]
    lines += [Text(line, style="bold red") for line in unlike(claim.contradictions, claim, readings, "contradict")]
    lines += [Text(line, style="yellow") for line in unlike(claim.differences, claim, readings, "differ")]
    yield from barred(f"{claim.id:>4} ", colour(first), lines, console)
    yield Text()


def counted(claim: Traced, readings: Held) -> Iterator[Text]:
    """The origins with the reason for counting each once, and what cannot be decided."""
    names = [phrase.line(origin.name) for origin in claim.origins]
    head = f"{phrase.counted(len(names), 'origin')}{': ' if names else ''}{', '.join(names)}"
    yield Text(f"{head} ({phrase.counted(len(claim.tellings), 'telling')})", style="bold")
    for origin in claim.origins:
        yield Text(f"{phrase.line(origin.name)}: {phrase.line(origin.why)}", style="dim")
    if claim.undetermined:
        left = ", ".join(name(readings[article]) for article in claim.undetermined)
        yield Text(f"undetermined: {left}", style="dim")


def telling_of(telling: Telling, story: Story, readings: Held) -> Iterator[Text]:
    """One telling: its words, its chain, and what became of the words of a source that is held."""
    reading = readings[telling.article]
    claim = said(telling, readings)
    yield Text.assemble("· ", phrase.content(reading.article, claim), (f"  {claim.certainty}", "dim"))
    yield Text.assemble("  ", *links(reading.article, claim.chain))
    for link in story.links:
        if (link.article, link.claim) == (telling.article, telling.claim):
            yield Text(f"  {held(link, readings)}", style="dim")


def held(link: Link, readings: Held) -> str:
    """A hop that is held, and how faithfully its words were passed on."""
    fidelity = f", {link.fidelity}" if link.fidelity else ""
    return f"held: {name(readings[link.held])}{fidelity}"


def unlike(found: tuple[Conflict, ...], claim: Traced, readings: Held, verb: str) -> Iterator[str]:
    """Where tellings do not say the same; pairs that differ in the same way stand in one line."""
    pairs: dict[str, list[str]] = {}
    for one in found:
        both = (name(readings[claim.tellings[number].article]) for number in (one.a, one.b))
        pairs.setdefault(f"{one.reason}: {phrase.line(one.says)}", []).append(" / ".join(both))
    for says, which in pairs.items():
        more = f" and {phrase.counted(len(which) - 1, 'other pair')}" if len(which) > 1 else ""
        yield f"{verb} in {says} ({which[0]}{more})"


def said(telling: Telling, readings: Held) -> Claim:
    """The claim of a telling."""
    return next(claim for claim in readings[telling.article].claims if claim.id == telling.claim)
