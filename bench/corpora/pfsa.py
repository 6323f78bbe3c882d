"""PFSA-ID (Indonesian, one national daily of 2020): direct quotations and who is quoted, over its dev-20 part.

The corpus is a list of tokens, a blank line between sentences: no offsets, no paragraphs, no borders of articles. It is
made running text again, so that kutip reads what a reader would: marks go back to the words they enclose, an article
begins at its date line (or, where none stands, at the sentence with the next ISSUE label), a paragraph ends behind a
sentence with a quotation.

Only direct quotations of public figures are labelled, up to their cue. So what kutip finds of indirect speech is
neither right nor wrong here, nor is the second stretch of a claim whose first one is labelled. What a driver or a
trader says is unlabelled too, and counts as false although it is none: of 181 false statements of the first whole run,
149 were such.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

import kutip
from bench.figure import Count, Figure, figure, need, pairs, prf
from kutip import lang
from kutip.record import Claim, Reading, Span
from kutip.words import Phrases, cut

DATELINE = re.compile(r"\bKOMPAS(?: ?\. ?\w+)? [—–-]")
RANKS = Phrases((rank, None) for rank in lang.load("id").people.honorifics)
MARKS = frozenset('”“"')
STOPS = frozenset(",.;:?!)%…")
GLUE = frozenset("/-")
Tokens = list[tuple[str, str]]


class Label(Struct, frozen=True):
    """A labelled stretch, and the number of the sentence in which it ends."""

    name: str
    span: Span
    sentence: int


class Article(Struct, frozen=True):
    """One article as running text, its labels, and what kutip reads in it."""

    text: str
    labels: tuple[Label, ...]
    reading: Reading

    def all(self, name: str) -> list[Label]:
        return [label for label in self.labels if label.name == name]


class Quoted(Struct, frozen=True):
    """A labelled statement with the words of its speaker's names; `beside` when a name stands in the same sentence."""

    span: Span
    speakers: tuple[frozenset[str], ...]
    beside: bool


def measure(data: Path) -> list[Figure]:
    """The figures of dev-20, read by the rules alone and with the models that kutip ships."""
    path = need(data / "PFSA-ID" / "pfsa-id" / "dev-20.txt")
    return [*figures("pfsa.claims.rules", path, "none"), *figures("pfsa.claims.shipped", path, "shipped")]


def figures(title: str, path: Path, models: str) -> list[Figure]:
    """What one maker reads."""
    read = list(articles(path, models))
    return [
        *prf(f"{title}.statement.overlap", [statements(article, least=0.5) for article in read], bar=90.0),
        *prf(f"{title}.statement.touched", [statements(article, least=0.001) for article in read]),
        figure(
            f"{title}.speaker.named_beside", [speakers(article, True) for article in read], lambda c: c.recall, 72.0
        ),
        figure(f"{title}.speaker.all", [speakers(article, False) for article in read], lambda c: c.recall),
        *prf(f"{title}.person.exact", [persons(article, exact=True) for article in read], bar=72.0),
        *prf(f"{title}.person.bare", [persons(article, exact=True, bare=True) for article in read]),
        *prf(f"{title}.person.overlap", [persons(article, exact=False) for article in read]),
    ]


# --- running text out of tokens ---------------------------------------------------------------------------------------


def articles(path: Path, models: str) -> Iterator[Article]:
    """The articles, rebuilt and read."""
    for sentences in blocks(path):
        text, labels = rebuilt(sentences)
        yield Article(text, tuple(labels), kutip.read(text, lang="id", models=(models,)))


def texts(path: Path) -> Iterator[str]:
    """The rebuilt texts alone."""
    return (rebuilt(sentences)[0] for sentences in blocks(path))


def blocks(path: Path) -> Iterator[list[Tokens]]:
    """The sentences of each article, as tokens."""
    return split([tokens(block) for block in path.read_text(encoding="utf-8").strip().split("\n\n")])


def tokens(block: str) -> Tokens:
    """One sentence: (word, label) pairs."""
    pairs_of = (line.split("\t") for line in block.split("\n"))
    return [(word, label) for word, label in pairs_of]


def split(sentences: list[Tokens]) -> Iterator[list[Tokens]]:
    """The sentences of one article after the other."""
    article: list[Tokens] = []
    issued = dated = False
    for sentence in sentences:
        dateline = bool(DATELINE.search(" ".join(word for word, _ in sentence[:8])))
        issue = any(label in ("B-ISSUE", "U-ISSUE") for _, label in sentence)
        if article and (dateline or (issue and issued)):
            yield article
            article, issued, dated = [], False, False
        article.append(sentence)
        issued, dated = issued or issue, dated or dateline
    yield article


class Page:
    """The running text as it grows, with the labels met on the way."""

    def __init__(self) -> None:
        self.text = ""
        self.opened = False  # whether a quotation is open
        self.glued = True  # whether the next word follows without a space
        self.open: tuple[str, int] | None = None
        self.labels: list[Label] = []

    def add(self, word: str, label: str, closing: bool, sentence: int) -> None:
        """One token with the space it wants before it."""
        tight = self.glued or word in STOPS or word in GLUE or closing
        start = len(self.text) + (not tight)
        self.text += word if tight else f" {word}"
        self.glued = word in GLUE or word == "(" or (word in MARKS and not closing)
        if label[:2] in ("B-", "U-"):
            self.open = (label[2:], start)
        if label[:2] in ("L-", "U-") and self.open:
            self.labels.append(Label(self.open[0], Span(self.open[1], len(self.text)), sentence))

    def end(self, paragraph: bool) -> None:
        """The end of a sentence."""
        if not (self.text[-1:] in MARKS and self.opened):
            self.text, self.glued = self.text + ("\n\n" if paragraph else " "), True


def rebuilt(sentences: list[Tokens]) -> tuple[str, list[Label]]:
    """The text of one article and the labels in it."""
    page = Page()
    for number, sentence in enumerate(sentences):
        closed = False
        for place, (word, label) in enumerate(sentence):
            closing = word in MARKS and closes(sentence, place, page.opened)
            if word in MARKS:
                if not closing and place == len(sentence) - 1 and not page.glued:  # it belongs to the next sentence
                    page.text, page.glued = page.text + ("\n\n" if closed else " "), True
                page.opened, closed = not closing, closed or closing
            page.add(word, label, closing, number)
        follows = sentences[number + 1][0][0] if number + 1 < len(sentences) else ""
        page.end(paragraph=closed and not page.opened and follows not in MARKS)
    return page.text.strip(), page.labels


def closes(sentence: Tokens, place: int, opened: bool) -> bool:
    """Whether a mark closes a quotation: they take turns, but behind a comma and before a small letter all do."""
    before = sentence[place - 1][0] if place else ""
    after = sentence[place + 1][0] if place + 1 < len(sentence) else ""
    if before in {",", "?", "!"} and after[:1].islower():
        return True
    return opened and sentence[place][0] != "“"


# --- scoring ----------------------------------------------------------------------------------------------------------


def letters(text: str, span: Span) -> set[int]:
    """The places of letters and digits: the corpus counts marks in, kutip does not."""
    return {place for place in range(span.start, span.end) if text[place].isalnum()}


def pieces(article: Article) -> list[tuple[Span, Claim]]:
    """The stretches of all claims that are at least partly in quotation marks."""
    return [
        (span, claim) for claim in article.reading.claims if claim.form in ("direct", "mixed") for span in claim.content
    ]


def matched(article: Article, least: float) -> list[tuple[Label, Claim]]:
    """Statements with the claim that has one of its stretches there."""
    found, wanted = pieces(article), article.all("STATEMENT")
    mine = [letters(article.text, label.span) for label in wanted]
    theirs = [letters(article.text, span) for span, _ in found]
    return [(wanted[i], found[j][1]) for i, j in pairs(mine, theirs, least)]


def statements(article: Article, least: float) -> Count:
    """Statements found; false is a direct claim none of whose stretches is one."""
    found = matched(article, least)
    right = {claim.id for _, claim in found}
    false = sum(claim.form == "direct" and claim.id not in right for claim in article.reading.claims)
    return Count(len(found), len(found) + false, len(article.all("STATEMENT")))


def speakers(article: Article, beside: bool) -> Count:
    """Statements whose claim has the right speaker; with `beside` only those with a name in their sentence."""
    said = {label.span: claim for label, claim in matched(article, 0.5)}
    wanted = [quoted for quoted in quotations(article) if quoted.beside or not beside]
    right = sum(quoted.span in said and same(quoted.speakers, said[quoted.span].chain[0].name) for quoted in wanted)
    return Count(right, len(wanted), len(wanted))


def quotations(article: Article) -> Iterator[Quoted]:
    """The statements with their speakers: the PERSON of the sentence, else whom its coreference points back to."""
    known: list[frozenset[str]] = []
    labels = [label for label in article.labels if label.name in ("PERSON", "PERSONCOREF")]
    for statement in article.all("STATEMENT"):
        known = [words(article.text, p.span) for p in labels if p.name == "PERSON" and p.sentence < statement.sentence]
        here = [p for p in labels if p.sentence == statement.sentence and not statement.span.holds(p.span)]
        if not known and not here:
            continue
        names = [words(article.text, label.span) for label in here]
        beside = bool(here) and here[0].name == "PERSON"
        back = [name for name in known if names and name & names[0]]
        if beside or back:
            yield Quoted(statement.span, tuple(names[:1] if beside else back[-1:]), beside)
        else:  # a pronoun or role means the last person; a nickname or a new name may mean itself
            yield Quoted(statement.span, (*known[-1:], *names[:1]), False)


def words(text: str, span: Span) -> frozenset[str]:
    """The words of a name in lower case."""
    return frozenset(re.findall(r"\w+", text[span.start : span.end].lower()))


def same(speakers: tuple[frozenset[str], ...], name: str | None) -> bool:
    """Whether a name means one of them: all words of the shorter stand in the longer."""
    other = frozenset(re.findall(r"\w+", (name or "").lower()))
    return bool(other) and any(other <= speaker or speaker <= other for speaker in speakers)


def persons(article: Article, exact: bool, bare: bool = False) -> Count:
    """PERSON labels, mostly one a person, where the full name stands first: found as just that mention of a speaker.

    The labels take a rank or a degree into the name, kutip's names do not; `bare` compares the names alone.
    """
    spoken = {claim.chain[0].entity for claim in article.reading.claims if claim.form in ("direct", "mixed")}
    people = [entity for entity in article.reading.entities if entity.kind == "person" and entity.id in spoken]
    named = [[mention for mention in entity.mentions if mention.form == "name"] for entity in people]
    found = [max(mentions, key=lambda mention: (mention.end - mention.start, -mention.start)) for mentions in named]
    wanted = [without_rank(article.text, label.span) if bare else label.span for label in article.all("PERSON")]
    mine, theirs = ([set(range(span.start, span.end)) for span in spans] for spans in (wanted, found))
    return Count(len(pairs(mine, theirs, 1.0 if exact else 0.3)), len(found), len(wanted))


def without_rank(text: str, span: Span) -> Span:
    """A name without the ranks, degrees and brackets before it: *Komisaris Besar* Yusri Yunus."""
    words, number = cut(text[span.start : span.end]), 0
    while number < len(words) - 1:
        rank = RANKS.at(words, number)
        if rank is None and words.lows[number] not in "(.)":
            break
        closing = words.lows.index(")", number) + 1 if words.lows[number] == "(" and ")" in words.lows else number + 1
        number = rank[0] if rank else closing
    return Span(span.start + words.starts[number], span.end) if number < len(words) else span
