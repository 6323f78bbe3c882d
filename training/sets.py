"""Text with marks, from our own reports and from public corpora, as one kind of value.

Public corpora are looked up in `KUTIP_DATA` (default `../shared/data`), as for the benchmarks; nothing of them is kept.
"""

import re
import tarfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
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
    sort: str = "stated"
    """How firm the content is; `stance` when nothing is asserted. PolNeAR does not say."""


class Sample(NamedTuple):
    """A text with its paragraphs, the names in it, and the attributions."""

    text: str
    lang: str
    blocks: tuple[Stretch, ...]
    names: tuple[tuple[int, int, str], ...] = ()
    ties: tuple[Tie, ...] = ()
    published: str | None = None


def tokens(path: Path, word: int, label: int) -> Iterator[Sample]:
    """An Indonesian file with one token a line, each sentence a sample."""
    for text in named.texts([block] for block in named.blocks(need(path), word, label)):
        yield of_text(text, "id")


def of_text(text: named.Text, lang: str) -> Sample:
    """A text of the benchmarks as a sample."""
    blocks = tuple((part.start, part.end) for part in text.paragraphs)
    return Sample(
        text.text.rstrip("\n"), lang, blocks, tuple(sorted((a, b, OTHERS[kind]) for a, b, kind in text.names))
    )


def idner(part: str) -> Iterator[Sample]:
    """idner-news-2k."""
    return tokens(data() / "idner-news-2k" / f"{part}.txt", 0, 2)


def nergrit(part: str) -> Iterator[Sample]:
    """NERGrit of IndoNLU."""
    return tokens(data() / "IndoNLU" / "nergrit_ner-grit" / f"{part}_preprocess.txt", 0, 1)


def ewt(part: str) -> Iterator[Sample]:
    """Universal NER on the English Web Treebank, a document a sample."""
    for text in named.texts(named.documents(need(data() / "UNER" / "UNER_English-EWT" / f"en_ewt-ud-{part}.iob2"))):
        yield of_text(text, "en")


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


APART = 10
"""One report in so many is kept apart."""


def own(langs: Sequence[str], test: bool) -> list[Sample]:
    """Our own reports to learn from, or those kept apart."""
    pages = [page for lang in langs for page in sorted((corpus.FOLDER / lang).glob("*.md"))]
    return [one for one in map(sample, corpus.reports(pages)) if apart(one) == test]


def apart(sample: Sample) -> bool:
    """Whether a report of ours is kept apart, to test with; its first words decide."""
    return int(sha256(sample.text[:200].encode()).hexdigest(), 16) % APART == 0


def sample(report: corpus.Report) -> Sample:
    """A report of ours as a sample; contents with their marks and complementiser, as other corpora have them."""
    text, that = report.text, lang.load(report.lang).cues.that
    names = tuple(sorted((mark.start, mark.end, OWN[mark.label]) for mark in report.names))
    ties = []
    for claim in report.claims:
        number = claim.chain[0].number
        source = report.spans("s", number) if claim.chain[0].name is not None else []
        content = tuple(whole(text, span, that) for span in report.spans("c", claim.number))
        cue = tuple(report.spans("k", number))
        ties.append(Tie(tuple(source), cue, content, claim.certainty or claim.form))
    return Sample(text, report.lang, tuple(paragraphs(text)), names, tuple(ties), report.given.get("published"))


OWN = {
    "per": "person", "org": "organisation", "age": "agency", "out": "outlet", "loc": "place", "oth": "other",
    "rol": "role",
}  # fmt: skip
OTHERS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
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
    "STATEMENT", "CUE", "PERSON", "ROLE", "AFFILIATION", "PERSONCOREF", "CUECOREF", "DATETIME", "LOCATION", "EVENT",
    "ISSUE",
)  # fmt: skip


def quotations(part: str) -> Iterator[Sample]:
    """PFSA-ID: `dev` is dev-20; `train` what is here beside it, without articles that share sentences with it."""
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


TREEBANK = "UD_English-EWT"
LABELS = Path(__file__).parent / "labels" / "ewt.tsv"
Rows = list[list[str]]


def sentences(page: str) -> Iterator[tuple[str, Rows]]:
    """The sentences of a treebank file: id, and the columns of each word."""
    for block in page.split("\n\n"):
        found = re.search(r"^# sent_id = (\S+)", block, re.M)
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            yield found[1] if found else "", rows


def treebank() -> Iterator[str]:
    """The documents of the training part of UD English EWT."""
    with tarfile.open(need(data() / TREEBANK / "sources.tar.xz")) as archive:
        pages = {Path(member.name).name: member for member in archive.getmembers() if member.isfile()}
        listed = archive.extractfile(pages["files.train"])
        assert listed
        for line in listed.read().decode().splitlines():
            name = Path(line.split()[0]).name if line.strip() else ""
            page = archive.extractfile(pages.get(name) or pages[f"{name}.conllu"]) if name else None
            if page:
                yield page.read().decode()


def ewt_ours() -> Iterator[Sample]:
    """The sentences of that part in which we marked the names, a document a sample."""
    lines = (line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    marked = {name: spans.split() for name, spans in lines}
    documents = (
        [labelled(rows, marked[name]) for name, rows in sentences(page) if name in marked] for page in treebank()
    )
    for text in named.texts(document for document in documents if document):
        yield of_text(text, "en")


def labelled(rows: Rows, spans: list[str]) -> list[tuple[str, str]]:
    """The words of a sentence with their labels, as UNER prints them."""
    labels = ["O"] * len(rows)
    for span in spans:
        kind, first, last = re.split("[:-]", span)
        labels[int(first) - 1 : int(last)] = [f"B-{kind}", *[f"I-{kind}"] * (int(last) - int(first))]
    return [(row[1], label) for row, label in zip(rows, labels, strict=True)]


def trees() -> Iterator[tuple[Sample, list[tuple[int, int, str]]]]:
    """Sentences in both languages with what each word is: (start, end, part of speech and relation to its head)."""
    pages = [(page, "en") for page in treebank()]
    for folder, names in (
        (TREEBANK, ("en_ewt-ud-test",)),
        ("UD_Indonesian-CSUI", ("id_csui-ud-train", "id_csui-ud-test")),
        ("UD_Indonesian-GSD", ("id_gsd-ud-dev", "id_gsd-ud-test")),
    ):
        lang = "en" if folder == TREEBANK else "id"
        pages += [(need(data() / folder / f"{name}.conllu").read_text(encoding="utf-8"), lang) for name in names]
    for page, lang in pages:
        for _, rows in sentences(page):
            yield tree(rows, lang)


def tree(rows: Rows, lang: str) -> tuple[Sample, list[tuple[int, int, str]]]:
    """One sentence."""
    text, marks = "", []
    for row in rows:
        side = "<" if int(row[6]) < int(row[0]) else ">"
        marks.append((len(text), len(text) + len(row[1]), f"{row[3]} {row[7].split(':')[0]}{side}"))
        text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    text = text.rstrip()
    return Sample(text, lang, ((0, len(text)),)), marks
