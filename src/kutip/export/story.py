"""A trace for a person at a terminal: each story with its four numbers, who copied whom, and each claim with its way
from the origins to the outlets, its tellings, and where they differ, both wordings side by side."""

from collections.abc import Iterable, Iterator, Mapping
from io import TextIOWrapper
from itertools import zip_longest
from typing import BinaryIO

from rich.console import Console
from rich.text import Text

from kutip.export import phrase
from kutip.export.tale import Clash, Group, Report, Side, Tale, Told, tale
from kutip.export.text import COLOURS, NARROWEST, WIDEST, barred, colour, links, wrapped
from kutip.export.tree import Node
from kutip.record import Reading, Story

Held = Mapping[str, Reading]
"""The readings by article."""

LEAD = 5
"""Columns before the bar of a claim."""
TWO = 80
"""From so many columns on, two wordings stand beside each other; else one below the other."""
MOST = 20
"""More pairs that differ for one reason are counted, not shown: JSON has them all."""


def write_trace(version: str, stories: Iterable[Story], readings: Held, out: BinaryIO) -> None:
    """The whole trace, each story as soon as it is there."""
    stream = TextIOWrapper(out, encoding="utf-8", errors="replace", write_through=True)
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.width = max(NARROWEST, min(console.width, WIDEST))
    for story in stories:
        for line in told(tale(story, readings), console):
            console.print(line, no_wrap=True, overflow="ignore", crop=False)
    stream.detach()


def told(tale: Tale, console: Console) -> Iterator[Text]:
    """A story, line by line."""
    yield from wrapped(Text(f"{tale.id}  {tale.headline}", style="bold"), console)
    numbers = (f"{count or 'no'} {what}" if count or what[0] != "w" else f"none {what}" for count, what in tale.counts)
    yield from wrapped(Text(" → ".join(numbers), style="bold cyan"), console)
    yield Text("─" * console.width, style="dim")
    width = len(f"[{len(tale.reports)}]")
    for report in tale.reports:
        lead = f"{f'[{report.number}]':>{width}} "
        yield from hung(lead, row(report), console.width)
    for line in between(tale):
        yield from hung(" " * (width + 1), line, console.width)
    yield Text()
    for group in tale.groups:
        yield from claimed(group, console)
        yield Text()


def row(report: Report) -> Text:
    """A report in a line: when, where, what."""
    name = ((report.name, "bold"), " · ") if report.named else ()
    return Text.assemble((report.when, "dim"), " · ", *name, report.headline)


def between(tale: Tale) -> Iterator[Text]:
    """What there is between the reports of a story: copies, corrections, circles, and the claims they contradict in."""
    for copy in tale.copies:
        yield Text(f"{copy.copy} ⇐ {copy.source}: {copy.why}", style="dim")
    for one in tale.corrections:
        carry = ", ".join(map(str, one.carry))
        says = f"{one.report} corrects {one.corrects}: {one.says}"
        yield Text.assemble((says, "magenta"), (f"; still so in {carry}", "dim"))
    for ring in tale.circles:
        yield Text(f"in a circle: {' → '.join(map(str, (*ring, ring[0])))}", style="bold red")
    if tale.against:
        yield Text(f"contradictions: {'; '.join(map(disputed, tale.against))}", style="bold red")


def disputed(group: Group) -> str:
    """A claim by its number, and in what its tellings contradict one another."""
    return f"{group.id} in {', '.join(dict.fromkeys(clash.slot for clash in group.contradictions))}"


def claimed(group: Group, console: Console) -> Iterator[Text]:
    """One claim: what is told, on how many origins it rests, the way to each outlet, each telling, and where they
    differ."""
    width = console.width - LEAD - 2
    lone = len(group.told) == 1
    lines = [Text(group.told[0].content if lone else group.says, style="bold"), *counted(group)]
    if not lone:
        lines += [line for node in group.tree for line in drawn(node, width)]
        lines.append(Text())
    for one in group.told:
        lines += telling(one, width, one.report.name if lone else words(one))
    for clash in group.contradictions:
        lines += unlike(clash, "contradict", "bold red", width)
    for clash in group.differences:
        lines += unlike(clash, "differ", "yellow", width)
    yield from barred(f"{group.id:>{LEAD - 1}} ", colour(group.told[0].claim), lines, console)


def counted(group: Group) -> Iterator[Text]:
    """The number of origins, the reason for counting each once, and what cannot be decided."""
    head = f"{phrase.counted(len(group.origins), 'origin')}, {phrase.counted(len(group.told), 'telling')}"
    yield Text(head, style="bold cyan")
    for origin in group.origins:
        yield Text.assemble((origin.name, "cyan"), (f": {origin.why}", "dim"))
    if group.undetermined:
        yield Text(f"undetermined: {', '.join(map(str, group.undetermined))}", style="dim")


def drawn(node: Node, width: int, lead: str = "", rest: str = "") -> Iterator[Text]:
    """The tree from one pair of hands on; `lead` stands before its name and `rest` before all that is below."""
    style = {"origin": "bold cyan", "report": "", "party": "bold"}.get(node.kind, "dim")
    how = f"{', '.join(node.how)} → " if node.how else ""
    yield from hung(lead, Text.assemble((how, "dim"), (str(node), style)), width, rest + ("│ " if node.under else "  "))
    for place, below in enumerate(node.under, 1):
        end = place == len(node.under)
        yield from drawn(below, width, rest + ("└─ " if end else "├─ "), rest + ("   " if end else "│  "))


def words(one: Told) -> str:
    """What a telling says, or who said it in the same words before."""
    return f"the words of {one.same}" if one.same else one.content


def telling(one: Told, width: int, words: str) -> Iterator[Text]:
    """One telling: where, in which words, how firmly, through whom, and what became of the words of a held source."""
    lead = f"[{one.report.number}] "
    deep = " " * len(lead)
    firmly = (f"  {one.claim.certainty}", COLOURS[one.claim.certainty])
    yield from hung(lead, Text.assemble(words, firmly), width)
    yield from hung(deep, Text.assemble(*links(one.reading.article, one.claim.chain)), width, f"{deep}  ")
    for held in one.held:
        yield from hung(deep, Text(held, style="dim"), width)


def unlike(clash: Clash, verb: str, style: str, width: int) -> Iterator[Text]:
    """Where tellings do not say the same, and in what; each wording in full where it stands first."""
    yield Text()
    yield Text(f"{verb} in {clash}", style=style)
    seen: set[int] = set()
    for pair in clash.pairs[:MOST]:
        if not pair.a.value:
            yield from hung("", Text(pair.says, style=style), width)
        yield from beside(worded(pair.a, style, seen), worded(pair.b, style, seen), width)
    if len(clash.pairs) > MOST:
        yield Text(f"and {phrase.counted(len(clash.pairs) - MOST, 'other pair')}", style="dim")


def beside(one: Text, other: Text, width: int) -> Iterator[Text]:
    """Two wordings beside each other, or one below the other where there is no room."""
    if width + LEAD + 2 < TWO:
        yield from hung("  ", one, width)
        yield from hung("/ ", other, width, "  ")
        return
    half = (width - 3) // 2
    for a, b in zip_longest(hung("", one, half), hung("", other, half), fillvalue=Text()):
        left = a.copy()
        left.pad_right(half - a.cell_len)
        yield Text.assemble(left, (" │ ", "dim"), b)


def worded(side: Side, style: str, seen: set[int]) -> Text:
    """One wording: the value, who has it, and the first telling in full where it says more and was not shown yet."""
    first = side.told[0]
    again = first.number in seen or first.content.strip("“”") == side.value.strip("“”")
    seen.add(first.number)
    value = ((side.value, style), " ") if side.value else ()
    numbers = " ".join(dict.fromkeys(f"[{one.report.number}]" for one in side.told))
    return Text.assemble(*value, (numbers, "bold"), "" if again else f" {first.content}")


def hung(lead: str, text: Text, width: int, rest: str | None = None) -> Iterator[Text]:
    """The text in lines of that width, the first one led in, the others behind `rest`, or as deep."""
    behind = " " * len(lead) if rest is None else rest
    for line in text.wrap(Console(width=width), max(width - max(len(lead), len(behind)), 1)) or [Text()]:
        line.rstrip()
        yield Text.assemble((lead, "dim"), line)
        lead = behind
