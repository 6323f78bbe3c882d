"""Corpora of names as running text: idner-news-2k and NERGrit (Indonesian), Universal NER on EWT (English).

Sentences stand alone in the Indonesian sets, so nothing a report would tell elsewhere helps; EWT is the open web (mail,
reviews, forums) in documents.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kutip.record import Part

LABELS = {"PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC"}
CLOSE, OPEN = frozenset(".,;:?!)%”’]"), frozenset("(“‘[$")
Row = tuple[str, str]
Names = set[tuple[int, int, str]]


class Text(Struct, frozen=True):
    """Tokens as running text, a paragraph each for the given groups, and the names in it."""

    text: str
    paragraphs: tuple[Part, ...]
    names: frozenset[tuple[int, int, str]]


def blocks(path: Path, word: int, label: int) -> Iterator[list[Row]]:
    """The sentences of a file with one token a line."""
    rows: list[Row] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split()
        if cells and not line.startswith("#"):
            rows.append((cells[word], cells[label]))
        elif rows:
            yield rows
            rows = []


def documents(path: Path) -> Iterator[list[list[Row]]]:
    """The documents of a UNER file, each a list of sentences."""
    for document in path.read_text(encoding="utf-8").split("# newdoc")[1:]:
        yield [
            [(cells[1], cells[2]) for cells in (line.split("\t") for line in sentence.splitlines()) if len(cells) > 2]
            for sentence in document.strip().split("\n\n")
        ]


def texts(groups: Iterable[list[list[Row]]]) -> Iterator[Text]:
    """Running text, a paragraph a sentence."""
    for sentences in groups:
        text, names, paragraphs = "", set(), []
        for rows in sentences:
            start = len(text)
            text, spans = laid(text, rows)
            names |= spans
            paragraphs.append(Part(start, len(text), "paragraph"))
            text += "\n"
        yield Text(text, tuple(paragraphs), frozenset(names))


def laid(text: str, rows: list[Row]) -> tuple[str, Names]:
    """The text with one more sentence, and the names of that."""
    names: Names = set()
    first, glued, kind = 0, True, "O"
    for token, label in [*rows, ("", "O")]:
        if kind != "O" and not label.startswith("I-"):
            names.add((first, len(text), LABELS.get(kind, kind)))
            kind = "O"
        if token and not glued and token[0] not in CLOSE:
            text += " "
        if label.startswith("B-"):
            first, kind = len(text), label[2:]
        text, glued = text + token, token[-1:] in OPEN
    return text, names
