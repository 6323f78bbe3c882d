"""PolNeAR (English, US politics 2016): who said what, directly or not, over the development articles.

A predicted claim counts when its content shares at least half of the characters (spaces aside) with a gold content, one
to one. Gold is every attribution that has a content. PolNeAR's contents hold their quotation marks and "that", its
sources their titles and appositions; kutip leaves them out, so the exact figures are given twice: as annotated, and
with the edges about which the two conventions disagree cut from both sides.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

import kutip
from bench.figure import Count, Figure, figure, need, pairs, prf
from kutip.record import Claim, Reading, Span

NOTE = re.compile(r"(T\d+)\t(\w+) (\d[\d ;]*)")
TIE = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")
MARK = re.compile(r"''|[\"“”]|\n+")
EDGE = " \n\t\"“”'‘’.,;:"
COMPLEMENTISER = "that "
PIECES = ("source", "cue", "content")


class Attribution(Struct, frozen=True):
    """What PolNeAR annotates: the pieces of source, cue and content."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class Document(Struct, frozen=True):
    """One article with what is annotated in it and what kutip reads in it."""

    name: str
    text: str
    gold: tuple[Attribution, ...]
    reading: Reading

    @property
    def predicted(self) -> list[Claim]:
        return [claim for claim in self.reading.claims if claim.form != "plain" and claim.content]


def measure(data: Path) -> list[Figure]:
    """The figures of the development articles, read by the rules alone and with the models that kutip ships."""
    folder = need(data / "PolNeAR")
    return [*figures("polnear.claims.rules", folder, "none"), *figures("polnear.claims.shipped", folder, "shipped")]


def figures(title: str, folder: Path, models: str) -> list[Figure]:
    """What one maker reads."""
    read = list(documents(folder, "dev", models))
    contents = [overlap(document) for document in read]
    forms = {form: [recalled(document, form) for document in read] for form in ("direct", "mixed", "indirect")}
    bars = {"direct": 95.0}
    return [
        *prf(f"{title}.overlap", contents, bar=60.0),
        *(figure(f"{title}.recall.{form}", found, lambda c: c.recall, bars.get(form)) for form, found in forms.items()),
        *prf(f"{title}.overlap+source", [overlap(document, with_source=True) for document in read]),
        *(prf(f"{title}.exact.{what}", [exact(d, what, bare=False) for d in read])[0] for what in PIECES),
        *(prf(f"{title}.bare.{what}", [exact(d, what, bare=True) for d in read])[0] for what in PIECES),
    ]


def documents(folder: Path, part: str, models: str) -> Iterator[Document]:
    """The articles of one part, read by kutip; where several people annotated one, the first file."""
    days = published(folder)
    for text_path in sorted((folder / part / "text").glob("*.txt")):
        text = text_path.read_bytes().decode()
        notes = min((folder / part / "attributions").glob(f"{text_path.stem}_*.ann"))
        reading = kutip.read(text, lang="en", published=days.get(text_path.stem), models=(models,))
        yield Document(text_path.stem, text, tuple(attributions(notes.read_text(encoding="utf-8"))), reading)


def texts(folder: Path, part: str) -> Iterator[str]:
    """The plain texts of one part."""
    return (path.read_text(encoding="utf-8") for path in sorted((folder / part / "text").glob("*.txt")))


def published(folder: Path) -> dict[str, str]:
    """The day of publication of each article."""
    with (folder / "metadata.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["filename"]: row["publication_date"] for row in rows}


def attributions(notes: str) -> Iterator[Attribution]:
    """The attributions with a content, as a brat file ties them."""
    spans = {}
    for note in NOTE.finditer(notes):
        ends = [piece.split() for piece in note[3].split(";")]
        spans[note[1]] = [Span(int(start), int(end)) for start, end in ends]
    for line in notes.split("\n"):
        if line.startswith("E"):
            tied: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
            for role, number in TIE.findall(line):
                tied[role] += spans[number]
            if tied["Content"]:
                yield Attribution(*(tuple(sorted(tied[role])) for role in ("Source", "Cue", "Content")))


def letters(text: str, spans: Iterable[Span]) -> set[int]:
    """The places of all signs in some stretches, spaces aside."""
    return {place for span in spans for place in range(span.start, span.end) if not text[place].isspace()}


def source(claim: Claim) -> tuple[Span, ...]:
    """Where the text names the speaker."""
    hop = claim.chain[0]
    return (Span(hop.start, hop.end),) if hop.start is not None and hop.end is not None else ()


def cue(claim: Claim) -> tuple[Span, ...]:
    """The first words that attribute the claim."""
    return tuple(hop.cue for hop in claim.chain if hop.cue)[:1]


def matched(document: Document) -> list[tuple[Attribution, Claim]]:
    """Annotated and predicted claims whose contents overlap, one to one."""
    text, claims = document.text, document.predicted
    found = pairs([letters(text, a.content) for a in document.gold], [letters(text, c.content) for c in claims])
    return [(document.gold[i], claims[j]) for i, j in found]


def overlap(document: Document, with_source: bool = False) -> Count:
    """Claims with the right content, and, if asked, with a speaker that meets the right one (or both have none)."""
    found = matched(document)
    if with_source:
        found = [(mine, theirs) for mine, theirs in found if meet(mine.source, source(theirs))]
    return Count(len(found), len(document.predicted), len(document.gold))


def meet(mine: Iterable[Span], theirs: tuple[Span, ...]) -> bool:
    """Whether two sources share a sign; two missing ones agree."""
    mine = tuple(mine)
    return any(a.meets(b) for a in mine for b in theirs) if mine or theirs else True


def recalled(document: Document, form: str) -> Count:
    """How many contents of that form were found."""
    inside = quoted(document.text)
    wanted = [a for a in document.gold if form_of(document.text, a.content, inside) == form]
    right = {id(mine) for mine, _ in matched(document)}
    return Count(sum(id(a) in right for a in wanted), 0, len(wanted))


def form_of(text: str, content: Iterable[Span], inside: set[int]) -> str:
    """Direct when all words stand in quotation marks, mixed when some do, else indirect."""
    places = [place for span in content for place in range(span.start, span.end) if text[place].isalnum()]
    share = sum(place in inside for place in places)
    return "direct" if places and share == len(places) else "mixed" if share else "indirect"


def quoted(text: str) -> set[int]:
    """The places inside double quotation marks, typed in whatever way; a paragraph's end closes them."""
    inside: set[int] = set()
    opened: int | None = None
    for mark in MARK.finditer(text):
        if opened is not None:
            inside.update(range(opened, mark.start()))
        again = mark.group() == "“" or (opened is None and mark.group() != "”")
        opened = mark.end() if again and not mark.group().startswith("\n") else None
    return inside


def exact(document: Document, what: str, bare: bool) -> Count:
    """Pieces of source, cue or content with exactly the annotated borders; `bare` cuts both sides' edges first."""
    cut: Callable[[str, Span], Span] = trimmed if bare else whole
    mine = {cut(document.text, span) for a in document.gold for span in getattr(a, what)}
    theirs = {cut(document.text, span) for claim in document.predicted for span in OWN[what](claim)}
    return Count(len(mine & theirs), len(theirs), len(mine))


def content(claim: Claim) -> tuple[Span, ...]:
    """What is claimed."""
    return claim.content


OWN: dict[str, Callable[[Claim], tuple[Span, ...]]] = {"source": source, "cue": cue, "content": content}


def whole(_: str, span: Span) -> Span:
    """The stretch as it is."""
    return span


def trimmed(text: str, span: Span) -> Span:
    """The stretch without marks, stops and complementiser at its edges."""
    words = text[span.start : span.end].rstrip(EDGE)
    end = span.start + len(words)
    words = words.lstrip(EDGE)
    words = words[len(COMPLEMENTISER) :].lstrip(EDGE) if words.startswith(COMPLEMENTISER) else words
    return Span(end - len(words), end)
