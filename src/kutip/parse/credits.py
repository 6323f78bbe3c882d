"""Who is credited on a line, and for what: header lines, end lines, brackets and photo credits."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kutip import known
from kutip.lang.furniture import Credits as CreditWords
from kutip.lang.furniture import Furniture
from kutip.parse.line import OPENING, opening, stops
from kutip.record import Part, PartKind
from kutip.words import Phrases

BORDER = r"\s*[|•·;,&\n]\s*|\s+[/–—-]{1,2}\s+|\s{2,}"
BEHIND_CAPTION = re.compile(r"\s?[:,]\s+|(?<=[:,])\s+")
BEHIND_LABEL = re.compile("\\s*[:\uff1a]\\s*|\\s+")
SITE = re.compile(r"(?<![\w-])[\w-]+\.(?:com|co\.id|id|net|org|news)", re.IGNORECASE)
NAME_WORDS = 6
LONGEST_UNMARKED = 6
"""Letters of a name in a script without capitals, where a family name and a given one are one word."""
NAMES = 60
"""No line of names without a word before them is longer."""
OPENERS, CLOSERS = "([{<*", ")]}>*"
EDGES = " \t.,:@-–—()[]\u00a0"
SLASHED = re.compile(
    r"(?:(?<=[.!?”\"])\s+|\()((?:[A-Z][\w.]+\s){0,3}[A-Z][\w.]+\s?/\s?[^\W\d_][^()/\n]{1,60}(?:/[\w.]+){0,3})\)?\.?$"
)
PIECE = re.compile(r"[^/\s](?:[^/]*[^/\s])?")
TAIL = 120
"""No photo credit is longer."""

Where = Literal["first", "header", "body"]
"""In the first line, which may be a title; between it and the body; or below."""


class Label(NamedTuple):
    """What is said before a name, and where the name begins; `sure` with a colon, `long` with several words."""

    kinds: tuple[PartKind, ...]
    name: int
    sure: bool
    long: bool

    def holds(self, where: Where) -> bool:
        """Whether the words are a credit there, and not the beginning of a title or subhead."""
        return self.sure or where == "header" or (self.long and where == "body")


class Photo(NamedTuple):
    """Where the words before a photo credit end, and where the credited name starts and ends."""

    before: int
    start: int
    end: int


class Credits:
    """The credits of one language."""

    def __init__(self, furniture: Furniture) -> None:
        self.labels = Phrases(labels(furniture.credits).items())
        self.particles = frozenset(furniture.particles)
        joins = "|".join(map(re.escape, furniture.joins))
        self.border = re.compile(rf"{BORDER}|\s+(?:{joins})\s+" if joins else BORDER, re.IGNORECASE)
        beside = "|".join(map(re.escape, furniture.beside))
        self.where = re.compile(rf"\s(?:{beside})\s") if beside else None
        self.roles = tuple(f" {role}" for role in furniture.roles)
        self.photo = photo_pattern(furniture)
        self.photo_by = furniture.photo_by
        self.captions = Phrases((words, True) for words in furniture.captions)

    def line(self, text: str, start: int, where: Where) -> list[Part] | None:
        """The credits of a line that is nothing but credits; None when it is something else."""
        opened = self.label(text.lstrip(OPENERS))
        if opened is None and where != "body":
            return self.by_office(text, start)
        return self.named(text, start, ()) if opened and opened.holds(where) else None

    def by_office(self, text: str, start: int) -> list[Part] | None:
        """The writers of a line that ends with their office, in a script whose names have no capitals."""
        trimmed = text.rstrip(EDGES)
        role = next((role for role in self.roles if trimmed.endswith(role)), None)
        if role is None or len(text) > NAMES:
            return None
        found = [(start + at, *self.trimmed(piece)) for piece, at in self.pieces(trimmed)]
        if not all(unmarked(name) for _, name, _ in found):
            return None
        return [Part(at + inside, at + inside + len(name), "byline", value=name) for at, name, inside in found]

    def named(self, text: str, start: int, kinds: tuple[PartKind, ...]) -> list[Part] | None:
        """The names of a line, each credited with what the last word before it says; `kinds` is what was said above."""
        parts: list[Part] = []
        for piece, at in self.pieces(text):
            label = self.label(piece)
            kinds = label.kinds if label else kinds
            skip = label.name if label else 0
            name, inside = self.trimmed(piece[skip:])
            sure = label is not None and (label.sure or caseless(name))
            if not (self.namelike(name) or (sure and 0 < len(name.split()) <= NAME_WORDS)):
                if label or not parts:
                    return None
            elif label or kind_of(name) in (None, "person"):
                begin = start + at + skip + inside
                parts += [Part(begin, begin + len(name), kind, value=name) for kind in kinds]
        people = [part for part in parts if not outletlike(part)]
        return people or parts or None

    def signed(self, text: str, start: int) -> list[Part] | None:
        """The credits of a line that stands where a page signs: names there need no word before them."""
        labelled = self.line(text, start, "header")
        if labelled:
            return labelled
        found = [(start + at, *self.trimmed(piece)) for piece, at in self.pieces(text)]
        return [
            Part(at + inside, at + inside + len(name), "byline", value=name)
            for at, name, inside in found
            if self.fullname(name)
        ] or None

    def fullname(self, name: str) -> bool:
        """Whether words that nothing introduces can only be a person's name, or a desk's."""
        plain = all(sign.isalpha() or sign in " .'’-" for sign in name)
        return plain and " " in name and self.namelike(name) and kind_of(name) in (None, "person")

    def beside(self, text: str, start: int) -> list[Part] | None:
        """The credits of a line next to the date, where a name and the outlet's stand alone; None for any other."""
        pieces = list(self.pieces(text))
        if len(text) > NAMES or stops(text) or not (len(pieces) > 1 or self.namelike(self.trimmed(text)[0])):
            return None
        if kind_of(text.strip(EDGES)) == "outlet":
            return []
        name, inside = self.trimmed(pieces[0][0])
        begin = start + pieces[0][1] + inside
        signs = len(name.split()) < NAME_WORDS and name[:1].isupper() and kind_of(name) in (None, "person")
        return [Part(begin, begin + len(name), "byline", value=name)] if signs else None

    def alone(self, text: str) -> tuple[PartKind, ...]:
        """What a line says that the name under it did, when it says nothing else."""
        found = opening(self.labels, text) if len(text) < NAMES else None
        return found[1] if found and not text[found[0] :].strip(EDGES) else ()

    def label(self, piece: str) -> Label | None:
        """The word before a name with which a piece begins."""
        found = opening(self.labels, piece)
        behind = BEHIND_LABEL.match(piece, found[0]) if found else None
        if found is None or behind is None or behind.end() >= len(piece):
            return None
        return Label(found[1], behind.end(), behind.group().strip() != "", " " in piece[: found[0]])

    def pieces(self, text: str) -> Iterator[tuple[str, int]]:
        """What stands between the signs that part credits, brackets around the whole left out, with its place."""
        first, last = len(text) - len(text.lstrip(OPENERS + " ")), len(text.rstrip(CLOSERS + " "))
        found = opening(self.labels, text[first : first + OPENING])  # a label may hold such a sign itself
        for border in self.border.finditer(text, first + found[0] if found else first, last):
            if border.start() > first:
                yield text[first : border.start()], first
            first = border.end()
        if first < last:
            yield text[first:last], first

    def trimmed(self, piece: str) -> tuple[str, int]:
        """A name without where, for whom and as what, and its place in the piece."""
        beside = self.where.search(piece) if self.where else None
        name = piece[: beside.start()] if beside else piece
        inside = len(name) - len(name.lstrip(EDGES))
        name = name.strip(EDGES)
        role = next((role for role in self.roles if name.lower().endswith(role)), "")
        return name[: len(name) - len(role)].rstrip(), inside

    def namelike(self, name: str) -> bool:
        """Whether a few words look like a person, a desk or initials."""
        words = name.split()
        return (
            0 < len(words) <= NAME_WORDS
            and words[0].lower() not in self.particles
            and all(
                word[0].isupper()
                or word in self.particles
                or not word[0].isalpha()
                or (len(words) == 1 and "." in word)
                for word in words
            )
            and any(sign.isalpha() for sign in name)
        )

    def captioned(self, text: str) -> int:
        """Where the words of a caption begin, behind the word that says that it is one."""
        found = opening(self.captions, text)
        behind = BEHIND_CAPTION.match(text, found[0]) if found else None
        return behind.end() if behind and behind.end() < len(text) else 0

    def photographed(self, text: str) -> Photo | None:
        """The photo credit that a line ends with."""
        first = max(0, len(text) - TAIL)
        tail = text[first:]
        slash = "/" in tail
        found = None
        if self.photo and (slash or ":" in tail or any(map(tail.lower().__contains__, self.photo_by))):
            found = self.photo.search(text, first)
        if found is not None and opened(text, found.start(), found.group()):
            return Photo(found.start(), *found.span("name"))
        slashed = SLASHED.search(text, first) if slash else None
        sold = slashed is not None and sells(slashed[1], text[slashed.start()])
        return Photo(slashed.start(), *slashed.span(1)) if slashed and sold else None


def sells(credit: str, first: str) -> bool:
    """Whether words around a stroke credit a picture: in brackets one of them has several words, or is an agency's."""
    pieces = [piece.strip() for piece in credit.split("/")]
    return first != "(" or any(" " in piece or piece.isupper() or kind_of(piece) == "agency" for piece in pieces)


def unmarked(name: str) -> bool:
    """Whether one short word stands there, in letters that know no capitals."""
    return 0 < len(name) < LONGEST_UNMARKED and name.isalpha() and name.upper() == name.lower()


def caseless(name: str) -> bool:
    """Whether a name is written in letters that have no capitals."""
    return name[:1].isalpha() and not name[0].isupper() and not name[0].islower()


def opened(text: str, at: int, credit: str) -> bool:
    """Whether a photo credit may begin there: with a capital at the start or behind a full stop, or in brackets."""
    before = text[max(0, at - 8) : at].rstrip()[-1:]
    if credit[0].islower() and before not in tuple("(["):
        return False
    return not before or before in ".!?…”\"')]|–—-/(["


def labels(credits: CreditWords) -> dict[str, tuple[PartKind, ...]]:
    """The words before names, each with all that it says the name did."""
    found: dict[str, tuple[PartKind, ...]] = {}
    kinds: tuple[tuple[PartKind, tuple[str, ...]], ...] = (
        ("byline", credits.byline), ("editor", credits.editor),
        ("contributor", credits.contributor), ("agency", credits.agency),
    )  # fmt: skip
    for kind, words in kinds:
        for word in words:
            found[word] = (*found.get(word, ()), kind)
    return found


def kind_of(name: str) -> str | None:
    """What is known beforehand to bear that name: an agency, an outlet, a place."""
    naming = known.load().named(name)
    return naming.entries[0].kind if naming else None


def outletlike(part: Part) -> bool:
    """Whether a byline names the paper of the writer who is named beside it."""
    return (
        part.kind == "byline"
        and part.value is not None
        and (SITE.fullmatch(part.value) is not None or kind_of(part.value) == "outlet")
    )


def coded(code: str, start: int) -> Iterator[Part]:
    """The parts of a reporters' code: agencies that stand in it, and the initials between them."""
    held: list[re.Match[str]] = []
    for piece in PIECE.finditer(code):
        agency = agency_in(piece.group())
        if agency:
            yield from initials(held, code, start)
            yield Part(start + piece.start(), start + piece.end(), "agency", value=agency)
            held = []
        else:
            held.append(piece)
    yield from initials(held, code, start)


def initials(pieces: list[re.Match[str]], code: str, start: int) -> Iterator[Part]:
    """The writers who sign with some pieces of a code, as one."""
    if pieces:
        first, last = pieces[0].start(), pieces[-1].end()
        yield Part(start + first, start + last, "contributor", value=code[first:last])


def agency_in(piece: str) -> str | None:
    """The agency that a piece of a code names: one that is known, or a name of several words, which no initials are."""
    naming = known.load().named(piece)
    if naming:
        return naming.entries[0].name if naming.entries[0].kind == "agency" else None
    words = piece.split()
    return piece if len(words) > 1 and all(word[0].isupper() for word in words) else None


def photo_pattern(furniture: Furniture) -> re.Pattern[str] | None:
    """The pattern of a photo credit at the end of a line."""
    if not furniture.photo:
        return None
    labels = "|".join(re.escape(label) for label in sorted(furniture.photo, key=len, reverse=True))
    bare = "|".join(re.escape(label) for label in sorted(furniture.photo_by, key=len, reverse=True))
    bare = rf"|(?:{bare})(?=\s)" if bare else ""
    return re.compile(
        rf"[(\[]?(?<!\w)(?:(?:{labels})\s?[:/]{bare})\s{{0,9}}"
        r"(?P<name>[^\s()\[\]](?:[^()\[\]\n]{0,78}[^\s()\[\].])?)(?:\s\([^()\d\n]{0,12}\d[^()\n]{0,12}\))?\.?\s?[)\]]?$",
        re.IGNORECASE,
    )
