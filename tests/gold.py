"""The literate gold cases: a heading, a sentence for people, a text, and what kutip reads in it, in words.

    ## A clitic speaker
    The `-nya` of `katanya` is whoever spoke last.

    ```text lang=id published=2025-06-11 outlet="Kabar Uji"
    “Jalan sudah dibuka,” kata Rina Sutopo. “Besok lagi,” katanya.
    ```
    ```reading
    claim direct stated: Jalan sudah dibuka <- Rina Sutopo <- (outlet)
    ```

The first line of a file after its title says what its cases show: `Shows: claims times amounts names parts doubts`.
`python -m tests.gold [PATH …]` (make gold) rewrites the expected parts; read the diff before you keep it.
"""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import kutip
from kutip.record import Reading, Span

FOLDER = Path(__file__).parent / "gold"
CASE = re.compile(
    r"^## (?P<title>.+?)\n(?P<prose>.*?)"
    r"^```text(?P<given>[^\n]*)\n(?P<text>.*?)\n```\n"
    r"(?P<expected>^```reading\n.*?^```\n)?",
    re.M | re.S,
)


class Case(NamedTuple):
    """One gold case; `expected` is the fenced reading as it stands in the file."""

    path: Path
    title: str
    given: dict[str, str]
    text: str
    expected: str
    shows: tuple[str, ...]

    def actual(self) -> str:
        """What the rules read now, fenced like the expected part: models would hide what a rule misses."""
        given = {"lang": self.path.parent.name, **self.given}
        lines = told(kutip.read(self.text, models=("none",), **given), self.shows)
        return "\n".join(["```reading", *lines, "```", ""])


def cases(path: Path) -> Iterator[Case]:
    """The cases of one file."""
    page = path.read_text(encoding="utf-8")
    shows = tuple(re.search(r"^Shows: (.+)$", page, re.M)[1].split())
    for found in CASE.finditer(page):
        given = dict(pair.split("=", 1) for pair in shlex.split(found["given"]))
        yield Case(path, found["title"], given, found["text"], found["expected"] or "", shows)


def told(reading: Reading, shows: tuple[str, ...]) -> list[str]:
    """A reading in lines that a person can check."""
    return [line for what in shows for line in TELL[what](reading)]


def quoted(reading: Reading, span: Span) -> str:
    return " ".join(reading.article[span].split())


def parts(reading: Reading) -> Iterator[str]:
    for part in reading.article.parts:
        yield f"{part.kind}: {quoted(reading, part)}" + (f" = {part.value}" if part.value else "")


def names(reading: Reading) -> Iterator[str]:
    for entity in reading.entities:
        mentions = " | ".join(
            quoted(reading, m) + ("" if m.form == "name" else f" ({m.form})") for m in entity.mentions
        )
        yield f"{entity.kind} {entity.name}" + (f", {entity.role}" if entity.role else "") + f": {mentions}"


def times(reading: Reading) -> Iterator[str]:
    for time in reading.times:
        yield f"time {time.value} {time.role}: {quoted(reading, time)}" + (f" ?? {time.doubt}" if time.doubt else "")


def amounts(reading: Reading) -> Iterator[str]:
    for amount in reading.amounts:
        value = "..".join(map(str, amount.value)) if isinstance(amount.value, tuple) else amount.value
        baseline = f" of [{quoted(reading, amount.baseline)}]" if amount.baseline else ""
        unit = f" {amount.unit}" if amount.unit else ""
        yield f"{amount.kind} {amount.comparator} {value}{unit}{baseline}: {quoted(reading, amount)}"


def events(reading: Reading) -> Iterator[str]:
    entity = {e.id: e.name for e in reading.entities}
    for event in reading.events:
        actors, recipients = (", ".join(entity[i] for i in ids) for ids in (event.actors, event.recipients))
        told = f"event {event.type} {event.mode}: {actors} -> {recipients or '-'} [{quoted(reading, event)}]"
        yield f"{told} {event.time or ''}".rstrip()


def claims(reading: Reading) -> Iterator[str]:
    for claim in reading.claims:
        chain = " <- ".join(
            hop.name if hop.name and hop.status != "outlet" else f"({hop.status})" for hop in claim.chain
        )
        sign = "" if claim.polarity == "positive" else " not"
        content = " / ".join(quoted(reading, stretch) for stretch in claim.content)
        yield f"claim {claim.form} {claim.certainty}{sign}: {content} <- {chain}"


def doubts(reading: Reading) -> Iterator[str]:
    for doubt in reading.doubts:
        yield f"doubt {doubt.kind}: {quoted(reading, doubt)} ({doubt.says})"


TELL = {
    "parts": parts,
    "names": names,
    "times": times,
    "amounts": amounts,
    "events": events,
    "claims": claims,
    "doubts": doubts,
}


def rewrite(path: Path) -> None:
    """Puts what kutip reads now into the file."""
    page = path.read_text(encoding="utf-8")
    todo = iter(list(cases(path)))

    def renewed(found: re.Match[str]) -> str:
        whole = found.group()[: -len(found["expected"])] if found["expected"] else found.group()
        return whole + next(todo).actual()

    path.write_text(CASE.sub(renewed, page), encoding="utf-8")


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]) if sys.argv[1:] else sorted(FOLDER.glob("*/*.md")):
        rewrite(path)
