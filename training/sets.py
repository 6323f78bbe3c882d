"""Text with marks, from our own reports and from public corpora, as one kind of value.

Public corpora are looked up in `KUTIP_DATA` (default `../shared/data`), as for the benchmarks; nothing of them is kept.
"""

import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.corpora import names as named
from bench.corpora import pfsa, polnear
from bench.figure import data, need
from kutip import lang
from training import corpus

Stretch = tuple[int, int]


class Tie(NamedTuple):
    """One attribution: where its source, cue and content stand."""

    source: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    content: tuple[Stretch, ...]


class Sample(NamedTuple):
    """A text with its paragraphs, the names in it, and the attributions."""

    text: str
    lang: str
    blocks: tuple[Stretch, ...]
    names: tuple[tuple[int, int, str], ...] = ()
    ties: tuple[Tie, ...] = ()
    published: str | None = None


def tokens(path: Path, word: int, label: int, lang: str) -> Iterator[Sample]:
    """A file with one token a line, each sentence a sample."""
    for text in named.texts([block] for block in named.blocks(need(path), word, label)):
        yield Sample(text.text.rstrip("\n"), lang, tuple((p.start, p.end) for p in text.paragraphs), tuple(sorted(text.names)))


def idner(part: str) -> Iterator[Sample]:
    return tokens(data() / "idner-news-2k" / f"{part}.txt", 0, 2, "id")


def nergrit(part: str) -> Iterator[Sample]:
    return tokens(data() / "IndoNLU" / "nergrit_ner-grit" / f"{part}_preprocess.txt", 0, 1, "id")


def ewt(part: str) -> Iterator[Sample]:
    """UNER names on the English Web Treebank, a document a sample."""
    for text in named.texts(named.documents(need(data() / "UNER" / "UNER_English-EWT" / f"en_ewt-ud-{part}.iob2"))):
        yield Sample(text.text.rstrip("\n"), "en", tuple((p.start, p.end) for p in text.paragraphs), tuple(sorted(text.names)))


def politics(part: str) -> Iterator[Sample]:
    """PolNeAR."""
    folder = need(data() / "PolNeAR")
    for path in sorted((folder / part / "text").glob("*.txt")):
        text = path.read_bytes().decode()
        notes = sorted((folder / part / "attributions").glob(f"{path.stem}_*.ann"))
        if notes:
            ties = tuple(
                Tie(*(tuple((s.start, s.end) for s in spans) for spans in (a.source, a.cue, a.content)))
                for a in polnear.attributions(notes[0].read_bytes().decode())
            )
            yield Sample(text, "en", tuple(paragraphs(text)), (), ties)


def paragraphs(text: str) -> Iterator[Stretch]:
    """The lines of a text."""
    for found in re.finditer(r"\S[^\n]*", text):
        yield found.start(), found.start() + len(found.group().rstrip())


def own(lang: str) -> Iterator[Sample]:
    """Our own reports."""
    for report in corpus.reports(sorted((corpus.FOLDER / lang).glob("*.md"))):
        yield sample(report)


def sample(report: corpus.Report) -> Sample:
    """A report of ours as a sample; contents with their marks and complementiser, as other corpora have them."""
    text, that = report.text, lang.load(report.lang).cues.that
    names = tuple(sorted((mark.start, mark.end, mark.label) for mark in report.names))
    ties = []
    for claim in report.claims:
        number = claim.chain[0].number
        source = report.spans("s", number) if claim.chain[0].name is not None else []
        content = tuple(whole(text, span, that) for span in report.spans("c", claim.number))
        ties.append(Tie(tuple(source), tuple(report.spans("k", number)), content))
    return Sample(text, report.lang, tuple(paragraphs(text)), names, tuple(ties), report.given.get("published"))


OPENING, CLOSING = "“‘\"'„«", "”’\"'“»"


def whole(text: str, span: Stretch, that: tuple[str, ...]) -> Stretch:
    """A content with the quotation marks around it, its last stop inside them, and the word that opens it."""
    start, end = span
    behind = end + (text[end : end + 1] in tuple(",.;"))
    if text[start - 1 : start] in tuple(OPENING) or text[behind : behind + 1] in tuple(CLOSING):
        start -= text[start - 1 : start] in tuple(OPENING)
        end = behind + 1 if text[behind : behind + 1] in tuple(CLOSING) else end
    for word in that:
        if text[:start].lower().endswith(f" {word} "):
            start -= len(word) + 1
            break
    return start, end


QUOTED = (
    "STATEMENT", "CUE", "PERSON", "ROLE", "AFFILIATION", "PERSONCOREF", "CUECOREF", "DATETIME", "LOCATION", "EVENT", "ISSUE",
)  # fmt: skip


def quotations(part: str) -> Iterator[Sample]:
    """PFSA-ID: `dev` is dev-20; `train` is what the mirror holds beside it, without any article that shares a sentence with it."""
    folder = need(data() / "PFSA-ID")
    held = list(pfsa.blocks(folder / "pfsa-id" / "dev-20.txt"))
    if part == "train":
        known = {spoken(sentence) for article in held for sentence in article} 
        more = (folder / "pfsa-id" / "dev-40.txt", folder / "pfsa-id-med" / "dev-dl-20-v2.txt")
        fresh = []
        for path in more:
            for article in pfsa.blocks(path):
                told = {spoken(sentence) for sentence in article if len(sentence) > 5}
                if len(told & known) < 2:
                    fresh.append(article)
                known |= told
        held = fresh
    for article in held:
        text, labels = pfsa.rebuilt(article)
        names = tuple((one.span.start, one.span.end, one.name) for one in labels if one.name in QUOTED)
        yield Sample(text, "id", tuple(paragraphs(text)), names)


def spoken(sentence: pfsa.Tokens) -> str:
    """The words of a sentence, to tell it again."""
    return " ".join(word for word, _ in sentence)
