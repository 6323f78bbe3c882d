"""What each line of a report is by its own words: credits, dates, photo credits, furniture."""

from collections import Counter
from collections.abc import Sequence

from kutip.lang import Lang
from kutip.parse import dateline, furniture, photo, printed, signing
from kutip.parse.credits import Credits, Photo, Where
from kutip.parse.dateline import Dateline
from kutip.parse.header import Header
from kutip.parse.line import Line, stops
from kutip.parse.report import Report
from kutip.record import Part, PartKind

HEADER_LINES = 14
"""The date is printed within as many lines."""
FILED_LINES = 6
"""The dateline stands within as many."""
WORDLESS: frozenset[PartKind] = frozenset(
    {
        "title",
        "byline",
        "editor",
        "contributor",
        "published",
        "modified",
        "caption",
        "photo_credit",
        "paragraph",
        "subhead",
        "subtitle",
    }
)
"""The parts that can be told in a language without a pack, beside those that the page's own marks tell."""
GOES_ON = 60
"""What goes on under a line of furniture is shorter."""
PROSE_CHARACTERS = 120
"""A line as long as this is a paragraph, even without a full stop."""


class Layout:
    """How outlets of one language lay out their reports, or of a language without a pack; made once."""

    def __init__(self, lang: Lang | None, code: str = "") -> None:
        pack, dates = (lang.furniture, printed.words(lang)) if lang else (signing.furniture(code), signing.dates(code))
        self.worded = lang is not None
        self.credits = Credits(pack)
        self.known = furniture.make(pack)
        self.header = Header(pack, self.credits, printed.make(dates))
        self.dateline = dateline.make(pack)

    def parts(self, text: str, lines: Sequence[Line], outlet: str | None = None) -> tuple[Part, ...]:
        """All parts of a report, in the order of its text."""
        said = self.said(lines, outlet)
        still = [number for number, parts in enumerate(said) if parts is None]
        photos = {number: photo for number in still if (photo := self.photographed(lines[number]))}
        filed = self.filed(text, lines, still[:FILED_LINES], outlet)
        report = Report(lines, said, filed, photos, self.gallery(lines, photos), self.credits)
        hints = {line.start: line.hint for line in lines}
        told = (part for part in report.parts() if part.kind in WORDLESS or part.kind == hints.get(part.start))
        parts = report.parts() if self.worded else told
        return tuple(sorted(parts, key=lambda part: (part.start, part.end)))

    def photographed(self, line: Line) -> Photo | None:
        """The photo credit that a line ends with; in what is known to be a caption it is told by less."""
        found = photo.load().behind(line.text) if line.hint == "caption" else None
        return found or self.credits.photographed(line.text)

    def said(self, lines: Sequence[Line], outlet: str | None) -> list[list[Part] | None]:
        """For each line the parts that its own words tell; None for the others."""
        found: list[list[Part] | None] = []
        prose = 0
        waiting: tuple[PartKind, ...] = ()
        for number, line in enumerate(lines):
            where: Where = "body" if number >= HEADER_LINES or prose > 2 else "header" if number else "first"
            goes = waiting and line.hint is None
            parts = self.credits.named(line.text, line.start, waiting) if goes else self.says(line, outlet, where)
            last = found[-1] if found else None
            if parts is None and last and goes_on(last, line):
                found[-1], parts = [], [Part(last[0].start, line.end, "furniture")]
            waiting = self.credits.alone(line.text) if parts is None and where == "header" else ()
            parts = [] if waiting else parts
            prose += parts is None and stops(line.text)
            found.append(parts)
        return found

    def says(self, line: Line, outlet: str | None, where: Where) -> list[Part] | None:
        """The parts that the words of one line tell."""
        if line.hint in ("title", "caption", "subtitle", "photo_credit"):
            return None
        if line.hint == "published":
            return [Part(line.start, line.end, "published", value=line.value)]
        if line.hint == "byline":
            return self.credits.signed(line.text, line.start)
        if self.known(line.text):
            return [Part(line.start, line.end, "furniture")]
        return self.header.line(line.text, line.start, outlet, where)

    def filed(
        self, text: str, lines: Sequence[Line], still: list[int], outlet: str | None
    ) -> tuple[int, Dateline] | None:
        """The first dateline, with the number of its line."""
        for number in still:
            line = lines[number].text
            if len(line) > PROSE_CHARACTERS or line[-3:].rstrip("\"'”’)").endswith(".") or line[-1] in ")]":
                dateline = self.dateline(line, outlet, text)
                if dateline is not None:
                    return number, dateline
        return None

    def gallery(self, lines: Sequence[Line], photos: dict[int, Photo]) -> frozenset[int]:
        """Lines whose photo credit others carry too: paragraphs, each with the credit of a picture that is not here."""
        names = {number: lines[number].text[photo.start : photo.end] for number, photo in photos.items()}
        counts = Counter(names.values())
        return frozenset(number for number, name in names.items() if counts[name] > 1)


def goes_on(last: list[Part], line: Line) -> bool:
    """Whether a short line right under a line of furniture belongs to it."""
    lone = len(last) == 1 and last[0].kind == "furniture"
    return lone and line.tied and not stops(line.text) and len(line.text) < GOES_ON
