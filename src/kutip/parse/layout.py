"""What each line of a report is by its own words: credits, dates, photo credits, furniture."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kutip.lang import Lang
from kutip.lang.furniture import Furniture
from kutip.parse import dateline, furniture, header, printed
from kutip.parse.credits import Credits, Photo
from kutip.parse.dateline import Dateline
from kutip.parse.line import Line, stops
from kutip.parse.printed import Dates
from kutip.parse.report import Report
from kutip.record import Part

HEADER_LINES = 14
"""The date is printed within as many lines."""
FILED_LINES = 6
"""The dateline stands within as many."""
PROSE_CHARACTERS = 120
"""A line as long as this is a paragraph, even without a full stop."""


class Layout:
    """How outlets of one language lay out their reports, or of a language without a pack; made once."""

    def __init__(self, lang: Lang | None) -> None:
        pack, dates = (lang.furniture, printed.words(lang)) if lang else (Furniture(), Dates())
        self.credits = Credits(pack)
        self.known = furniture.make(pack)
        self.header = header.make(pack, self.credits, printed.make(dates))
        self.dateline = dateline.make(pack)

    def parts(self, text: str, lines: Sequence[Line], outlet: str | None = None) -> tuple[Part, ...]:
        """All parts of a report, in the order of its text."""
        said = self.said(lines, outlet)
        still = [number for number, parts in enumerate(said) if parts is None]
        photos = {number: photo for number in still if (photo := self.credits.photographed(lines[number].text))}
        filed = self.filed(text, lines, still[:FILED_LINES], outlet)
        report = Report(lines, said, filed, photos, self.gallery(lines, photos), self.credits)
        return tuple(sorted(report.parts()))

    def said(self, lines: Sequence[Line], outlet: str | None) -> list[list[Part] | None]:
        """For each line the parts that its own words tell; None for the others."""
        found: list[list[Part] | None] = []
        prose = 0
        for number, line in enumerate(lines):
            if line.hint in ("title", "caption", "subtitle"):
                parts = None
            elif line.hint == "byline":
                parts = self.credits.signed(line.text, line.start)
            elif self.known(line.text):
                parts = [Part(line.start, line.end, "furniture")]
            else:
                parts = self.header(line.text, line.start, outlet, number < HEADER_LINES and prose < 3)
                prose += parts is None and stops(line.text)
            if parts is None and line.tied and goes_on(found, line):
                parts = [Part(found.pop()[0].start, line.end, "furniture")]  # type: ignore[index]  # goes_on has looked
                found.append([])
            found.append(parts)
        return found

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


def goes_on(found: list[list[Part] | None], line: Line) -> bool:
    """Whether a short line right under a line of furniture belongs to it."""
    last = found[-1]
    return bool(last) and last[0].kind == "furniture" and len(last) == 1 and not stops(line.text) and len(line.text) < 60  # type: ignore[index]
