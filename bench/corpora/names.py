"""Names in idner-news-2k and nergrit (Indonesian) and UNER EWT (English): exact span and kind.

Sentences stand alone in the Indonesian sets, so nothing a report would tell elsewhere helps; EWT is the open web (mail,
reviews, forums) in documents. "Other" names of kutip count for nothing here; agencies and outlets are organisations.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from bench.figure import Count, Figure, need, prf
from kutip import lang, words
from kutip.mark import name
from kutip.record import Article, Part

KINDS = {"person": "PER", "organisation": "ORG", "agency": "ORG", "outlet": "ORG", "place": "LOC"}
LABELS = {"PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC"}
CLOSE, OPEN = frozenset(".,;:?!)%”’]"), frozenset("(“‘[$")
Row = tuple[str, str]
Names = set[tuple[int, int, str]]


class Text(Struct, frozen=True):
    """Tokens as running text, a paragraph each for the given groups, and the names in it."""

    text: str
    paragraphs: tuple[Part, ...]
    names: frozenset[tuple[int, int, str]]


def measure(data: Path) -> list[Figure]:
    """The figures of the three sets."""
    idner = texts([block] for block in blocks(need(data / "idner-news-2k" / "dev.txt"), 0, 2))
    nergrit = texts(
        [block] for block in blocks(need(data / "IndoNLU" / "nergrit_ner-grit" / "valid_preprocess.txt"), 0, 1)
    )
    ewt = texts(documents(need(data / "UNER" / "UNER_English-EWT" / "en_ewt-ud-dev.iob2")))
    return [
        *figures("names.idner", idner, "id"),
        *figures("names.nergrit", nergrit, "id"),
        *figures("names.ewt", ewt, "en"),
    ]


def figures(title: str, read: Iterable[Text], code: str) -> list[Figure]:
    """F1, precision and recall of all kinds, and F1 of each."""
    pairs = [(text.names, found(text, code)) for text in read]
    kinds = [
        prf(f"{title}.{kind.lower()}", [count(of_kind(gold, kind), of_kind(system, kind)) for gold, system in pairs])[0]
        for kind in ("PER", "ORG", "LOC")
    ]
    return [*prf(title, [count(gold, system) for gold, system in pairs]), *kinds]


def of_kind(names: Iterable[tuple[int, int, str]], kind: str) -> Names:
    return {name for name in names if name[2] == kind}


def count(gold: Iterable[tuple[int, int, str]], system: Iterable[tuple[int, int, str]]) -> Count:
    mine, theirs = set(gold), set(system)
    return Count(len(mine & theirs), len(theirs), len(mine))


@cache
def marker(code: str) -> name.Marker:
    return name.make(lang.load(code))


def found(text: Text, code: str) -> Names:
    """The names kutip marks."""
    article = Article("", None, None, code, text.text, text.paragraphs)
    entities = marker(code)(article, words.cut(text.text), (), ())
    return {
        (m.start, m.end, KINDS[e.kind]) for e in entities if e.kind in KINDS for m in e.mentions if m.form == "name"
    }


# --- running text out of rows -----------------------------------------------------------------------------------------


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
