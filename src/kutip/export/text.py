"""A reading for a person at a terminal: the record, each claim with its chain, the doubts. Plain where it is piped."""

from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import BinaryIO

from rich.console import Console
from rich.text import Text

from kutip.export import phrase
from kutip.record import Article, Certainty, Claim, Hop, Reading

NARROWEST, WIDEST = 30, 100
"""Columns: shorter lines hold no chain, longer ones are hard to read."""

COLOURS: dict[Certainty, str] = {
    "stated": "bright_blue", "reported": "cyan", "assessed": "magenta", "projected": "yellow", "alleged": "bright_red",
    "denied": "red",
}  # fmt: skip


def write(readings: Iterable[Reading], out: BinaryIO) -> None:
    """Each reading as soon as it is there."""
    stream = TextIOWrapper(out, encoding="utf-8", errors="replace", write_through=True)
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.width = max(NARROWEST, min(console.width, WIDEST))
    for number, reading in enumerate(readings):
        if number:
            console.print()
        for line in told(reading, console):
            console.print(line, no_wrap=True, overflow="ignore", crop=False)
    stream.detach()


def told(reading: Reading, console: Console) -> Iterator[Text]:
    """A reading, line by line."""
    article = reading.article
    yield from wrapped(Text(phrase.headline(article), style="bold"), console)
    record, credits, url = phrase.record(article), phrase.credits(article), phrase.line(article.url or "")
    for line in filter(None, (" · ".join(record), "; ".join(credits), url, phrase.kept(article))):
        yield from wrapped(Text(line, style="dim"), console)
    yield Text("─" * console.width, style="dim")
    for number, claim in enumerate(reading.claims, start=1):
        lines = claimed(reading, claim, width=console.width - 6)
        yield from barred(f"{number:>3} ", colour(claim), lines, console)
        yield Text()
    if not reading.claims:
        yield from wrapped(Text(phrase.nothing(reading)), console)
        yield Text()
    for doubt in reading.doubts:
        words = Text(f"“{phrase.words(article, doubt)}”", style="bold")
        yield from barred("  ? ", "yellow", [words, Text(phrase.line(doubt.says))], console)
        yield Text()
    yield Text(phrase.makers(reading), style="dim")


def colour(claim: Claim) -> str:
    """That of the certainty; grey for what the outlet states in its own voice."""
    return "bright_black" if claim.form == "plain" else COLOURS[claim.certainty]


def claimed(reading: Reading, claim: Claim, width: int) -> Iterator[Text]:
    """What is claimed, how firmly, by whom through whom, how much and when."""
    yield Text(phrase.content(reading.article, claim))
    yield Text(phrase.manner(claim), style=f"bold {colour(claim)}")
    yield from filled(list(links(reading.article, claim.chain)), width)
    facts = [Text(fact, style="dim") for fact in phrase.facts(reading, claim)]
    yield from filled([*(fact + " · " for fact in facts[:-1]), *facts[-1:]], width)


def links(article: Article, chain: tuple[Hop, ...]) -> Iterator[Text]:
    """The hops of a chain, each with the arrow to the next, and on the arrow the words that tell it."""
    for hop in chain:
        name = Text(phrase.party(hop), style="" if hop.status == "outlet" else "bold")
        if standing := phrase.standing(hop):
            name.append(f" ({standing})", style="not bold dim")
        if hop.status != "outlet":
            cue = phrase.cue(article, hop)
            name.append(f" ─ {cue} → " if cue else " → ", style="not bold dim")
        yield name


def filled(pieces: list[Text], width: int) -> Iterator[Text]:
    """The pieces in lines, broken between them where that is possible."""
    line = Text()
    for piece in pieces:
        if line and line.cell_len + piece.cell_len > width:
            yield line
            line = Text("  ")
        line.append_text(piece)
    if line:
        yield line


def barred(lead: str, colour: str, texts: Iterable[Text], console: Console) -> Iterator[Text]:
    """The texts behind a bar, the first line led in."""
    for text in texts:
        for line in text.wrap(console, console.width - len(lead) - 2):
            line.rstrip()
            yield Text.assemble((lead, "dim"), ("┃ ", colour), line)
            lead = " " * len(lead)


def wrapped(text: Text, console: Console) -> Iterator[Text]:
    """The text in lines of the console's width."""
    for line in text.wrap(console, console.width):
        line.rstrip()
        yield line
