"""Where the title, the header, the body and the end of a report are, and so what its other lines are."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kutip.parse import photo as photo_words
from kutip.parse.credits import Credits, Photo, coded, kind_of
from kutip.parse.dateline import Dateline
from kutip.parse.line import BLANKS, Line, bare, stops
from kutip.record import Part, PartKind

CODE = re.compile(r"(?<=[.!?”\"*])\s*[(\[](\w{2,10}(?:[/-]\w{2,10}(?:\s\w{2,15}){0,2}){0,4})[)\]]$")
BRACKET = re.compile(r"[(\[]\s*([^()\[\]\s][^()\[\]]{0,58}[^()\[\]\s])\s*[)\]]")
CODED = 64
"""No reporters' code is longer."""
HEADING: frozenset[PartKind] = frozenset({"byline", "editor", "published", "modified"})
HEADER_LINES = 14
TITLE_WORDS, DECK_WORDS, PROSE_WORDS, SUBHEAD_WORDS, TAIL_WORDS = 30, 45, 20, 12, 8
QUESTIONS = 2
"""With more questions on lines of their own a report is an interview, and they are no subheads."""
TRAILING = f"{BLANKS},|/–—-"
OPENED, CLOSED = '“"«„', '”"»“'
LEADERS = "-–—•*·"


class Report:
    """One report on its way to its parts."""

    def __init__(
        self,
        lines: Sequence[Line],
        said: list[list[Part] | None],
        filed: tuple[int, Dateline] | None,
        photos: dict[int, Photo],
        gallery: frozenset[int],
        credits: Credits,
    ) -> None:
        self.lines, self.said, self.photos, self.gallery, self.credits = lines, said, photos, gallery, credits
        self.filed = filed[0] if filed else -1
        self.dateline = filed[1] if filed else None
        self.still = [number for number, parts in enumerate(said) if parts is None]
        self.ends = {number: self.end(number) for number in self.still}
        self.prose = frozenset(number for number in self.still if self.reads_on(number))
        self.interview = sum(lines[number].text.endswith("?") for number in self.still) > QUESTIONS
        self.last = max(self.prose, default=len(lines))
        self.title = self.titled()
        self.marked = self.title is not None and lines[self.title].hint == "title"
        self.name = lines[self.title].text if self.title is not None else ""
        self.heading = self.headed()
        self.writers = {part.value for parts in said for part in parts or () if part.kind == "byline"}
        self.brackets = self.bracketing()
        self.body = self.begun()

    # --- where things are --------------------------------------------------------------------------------------------

    def end(self, number: int) -> int:
        """Where the words of a line end and the photo credit or reporters' code behind them begins."""
        text = self.lines[number].text
        if number in self.photos:
            return self.photos[number].before
        code = CODE.search(text, max(0, len(text) - CODED)) if text[-1] in ")]" else None
        return code.start() if code else len(text)

    def reads_on(self, number: int) -> bool:
        """Whether a line reads like a paragraph."""
        line = self.lines[number]
        if line.hint == "paragraph":
            return True
        if line.hint is not None or (number in self.photos and number not in self.gallery):
            return False
        text = line.text[: self.ends[number]].rstrip()
        return bool(text) and (stops(text) or len(text.split(None, PROSE_WORDS)) > PROSE_WORDS)

    def titled(self) -> int | None:
        """The number of the title's line; None for a report without one."""
        hinted = next((number for number in self.still if self.lines[number].hint == "title"), None)
        if hinted is not None or len(self.still) < 2:
            return hinted
        one, two = self.still[:2]
        one = two if self.kicker(one, two) else one
        text = self.lines[one].text
        if one == self.filed or one >= HEADER_LINES or len(text.split()) > TITLE_WORDS:
            return None
        signed = self.said[one + 1] if one + 1 < len(self.said) else None
        heads = bool(signed) and signed[0].kind in HEADING  # type: ignore[index]
        filed = two == self.filed and two == one + 1
        return one if heads or filed or not stops(text) or text[-1] in "?!" else None

    def kicker(self, one: int, two: int) -> bool:
        """Whether a line is only the name of a section over the title."""
        few, many = len(self.lines[one].text.split()) <= 2, len(self.lines[two].text.split()) > 3
        return two == one + 1 and few and many and two not in self.prose

    def headed(self) -> int:
        """The number of the first line behind the header, which ends with the last date or credit before the body."""
        first = 0 if self.title is None else self.title + 1
        end, prose = first, 0
        for number in range(first, min(max(self.prose, default=0), first + HEADER_LINES)):
            parts = self.said[number]
            if number == self.filed or prose > 2 or self.lines[number].hint == "published":  # of a post
                break
            dates = parts is not None and any(part.kind in HEADING for part in parts[:1])
            under = end == number > first and parts is None
            if dates or (under and self.credits.beside(self.lines[number].text, 0) is not None):
                end = number + 1
            prose += number in self.prose
        return end

    def begun(self) -> int:
        """The number of the first paragraph."""
        if self.heading <= self.filed <= self.heading + 4:
            return self.filed
        still = [number for number in self.still if number >= self.heading and number != self.title]
        plain = [number for number in still if number not in self.photos or number in self.gallery]
        return next((number for number in plain if number in self.prose), plain[0] if plain else len(self.lines))

    def bracketing(self) -> tuple[int, int]:
        """The first and the last line behind the body that is nothing but a bracket."""
        behind = self.still[bisect_left(self.still, self.last) :]
        found = [number for number in behind if BRACKET.fullmatch(self.lines[number].text)]
        return (found[0], found[-1]) if found else (-1, -1)

    # --- what they are -----------------------------------------------------------------------------------------------

    def parts(self) -> Iterator[Part]:
        """The parts, line by line."""
        for number, parts in enumerate(self.said):
            if parts is not None:
                yield from parts
            elif number == self.title:
                yield self.whole(number, "title")
            elif self.name and self.repeats(number):
                yield self.whole(number, "furniture")
            elif self.lines[number].hint in ("caption", "subtitle", "subhead", "photo_credit"):
                yield from self.hinted(number)
            else:
                yield from self.above(number) if number < self.body else self.below(number)

    def whole(self, number: int, kind: PartKind) -> Part:
        """A line as one part."""
        line = self.lines[number]
        return Part(line.start, line.end, kind)

    def repeats(self, number: int) -> bool:
        """Whether a line is the title once more."""
        text = self.lines[number].text
        return abs(len(text) - len(self.name)) <= 8 and bare(text) == bare(self.name)

    def hinted(self, number: int) -> Iterator[Part]:
        """The parts of a line that the page's own marks name."""
        kind = self.lines[number].hint or "caption"
        if kind == "caption" and number in self.photos:
            yield from self.credited(number, "caption")
        elif kind == "photo_credit":
            yield from self.owners(number, 0)
        elif kind == "caption":
            yield self.captioned(number)
        else:
            yield self.whole(number, kind)

    def captioned(self, number: int) -> Part:
        """A caption without the word that says that it is one."""
        line = self.lines[number]
        return Part(line.start + self.credits.captioned(line.text), line.end, "caption")

    def above(self, number: int) -> Iterator[Part]:
        """The parts of a line above the body."""
        line = self.lines[number]
        if number in self.photos:
            yield from self.credited(number, "caption")
        elif self.title is None or number < self.title:
            yield self.whole(number, "furniture")
        elif (
            number < self.heading
            and self.beside_date(number)
            and (parts := self.credits.beside(line.text, line.start)) is not None
        ):
            yield from parts
        elif kind_of(line.text) is not None:
            yield from self.known(number)
        elif number == self.title + 1 or (number < self.heading and len(line.text.split()) <= DECK_WORDS):
            yield self.whole(number, "subtitle")
        elif self.marked:
            yield self.whole(number, "paragraph")
        else:
            yield self.captioned(number)

    def known(self, number: int) -> Iterator[Part]:
        """The parts of a line above the body that is only a name known beforehand: an agency there sold the picture."""
        line = self.lines[number]
        if kind_of(line.text) == "agency":
            yield Part(line.start, line.end, "photo_credit", value=line.text)

    def beside_date(self, number: int) -> bool:
        """Whether the date is printed in the line before or behind."""
        near = (self.said[other] for other in (number - 1, number + 1) if 0 <= other < len(self.said))
        return any(part.kind == "published" for parts in near for part in parts or ())

    def below(self, number: int) -> Iterator[Part]:
        """The parts of a line of the body, or behind it."""
        text = self.lines[number].text
        if number >= self.last and (found := BRACKET.fullmatch(text)):
            yield from self.bracketed(number, found)
        elif number in self.photos:
            yield from self.credited(number, "caption") if self.captions(number) else self.paragraph(number)
        elif self.subhead(number):
            yield self.whole(number, "subhead")
        elif number > self.last and len(text.split()) <= TAIL_WORDS:
            yield self.whole(number, "furniture")
        else:
            yield from self.paragraph(number)

    def subhead(self, number: int) -> bool:
        """Whether a line is a short heading over the next paragraph."""
        text = self.lines[number].text
        if not self.body < number < self.last or len(text.split()) > SUBHEAD_WORDS or text[-1] in ":,;":
            return False
        if self.lines[number].hint == "paragraph":
            return False
        if text[0] in OPENED and text[-1] not in CLOSED:
            return False  # a quotation with the one who signs it
        if text[0].islower() or text[0] in LEADERS or (stops(text) and (text[-1] != "?" or self.interview)):
            return False
        place = bisect_right(self.still, number)
        return place < len(self.still) and self.still[place] in self.prose

    def captions(self, number: int) -> bool:
        """Whether a line of the body with a photo credit stands under a picture."""
        long = len(self.lines[number].text.split()) > DECK_WORDS
        return not (long or number in self.gallery or number == self.filed)

    def credited(self, number: int, kind: PartKind, first: int = 0) -> Iterator[Part]:
        """What a line says from some place on, and the photo credit behind it."""
        line, photo = self.lines[number], self.photos[number]
        first = first or self.credits.captioned(line.text[: photo.before])
        words = line.text[first : photo.before].rstrip(TRAILING)
        if words:
            yield Part(line.start + first, line.start + first + len(words), kind)
        yield from self.owners(number, photo.start, photo.end)

    def owners(self, number: int, first: int, last: int | None = None) -> Iterator[Part]:
        """Those who are credited for a picture on a stretch of a line."""
        line = self.lines[number]
        for credit in photo_words.load().names(line.text[first:last]):
            start, end = line.start + first + credit.start, line.start + first + credit.end
            yield Part(start, end, "photo_credit", value=line.text[first:last][credit.start : credit.end])

    def paragraph(self, number: int) -> Iterator[Part]:
        """A paragraph, the dateline before it and the credits behind it."""
        line = self.lines[number]
        first = 0
        if self.dateline is not None and number == self.filed == self.body:
            yield Part(line.start, line.start + self.dateline.end, "dateline", value=self.dateline.place)
            first = self.dateline.body
        if number in self.photos and self.photos[number].before > first:
            yield from self.credited(number, "paragraph", first)
            return
        if first < self.ends[number]:
            yield Part(line.start + first, line.start + self.ends[number], "paragraph")
        if first < self.ends[number] < len(line.text):
            found = CODE.search(line.text, self.ends[number] - 1)
            yield from coded(found[1], line.start + found.start(1)) if found else ()

    def bracketed(self, number: int, found: re.Match[str]) -> Iterator[Part]:
        """A name or a reporter's code in brackets behind the report: the last of several is the editor."""
        line, name = self.lines[number], found[1]
        if not (
            self.credits.namelike(name)
            or all(part.islower() or self.credits.namelike(part) for part in name.split("/"))
        ):
            yield self.whole(number, "furniture")
            return
        start, writers, (first, last) = line.start + found.start(1), self.writers, self.brackets
        if kind_of(name) == "agency" or name.islower() or "/" in name:
            yield from coded(name, start)
            return
        kind: PartKind = "contributor" if writers or len(name.split()) == 1 else "byline"
        if number == last and (first < last or name in writers):
            kind = "editor"
        yield Part(start, start + len(name), kind, value=name)
