"""Lines that say when a report was published and by whom it was written."""

import re
from collections.abc import Callable

from kutip.lang.furniture import Furniture
from kutip.parse.credits import SITE, Credits, Where, kind_of
from kutip.parse.line import bare, opening, stops
from kutip.parse.printed import Printed
from kutip.record import Part, PartKind
from kutip.words import Phrases

YEAR = re.compile(r"\d{4}|\d\.\s?\d\d?\.\s?\d\d")
EDGES = " \t\u00a0|•·–—―-/,:;()"
SIGNS = "|•·–—―-/"
MOST_WORDS = 6
LONGEST = 200
SENTENCE = 64
"""A longer line with a full stop is a sentence."""


class Header:
    """The header lines of one language."""

    def __init__(self, pack: Furniture, credits: Credits, date: Callable[[str], Printed | None]) -> None:
        self.credits, self.date = credits, date
        self.marks = Phrases((label, True) for label in (*pack.modified, *pack.published))
        kinds: tuple[tuple[PartKind, tuple[str, ...]], ...] = (
            ("modified", pack.modified),
            ("published", pack.published),
        )
        self.labels = [(label, kind) for kind, labels in kinds for label in sorted(labels, key=len, reverse=True)]

    def line(self, text: str, start: int, outlet: str | None, where: Where) -> list[Part] | None:
        """The dates and credits of a line that is nothing else; below the header only those that say what they are."""
        if len(text) > LONGEST:
            return None
        found = self.date(text) if YEAR.search(text) and self.dates(text, where) else None
        if found is None:
            return self.credits.line(text, start, where)
        left, kind = self.marked(text[: found.start])
        if where == "body" and kind is None:
            return None
        before = self.before(left, start, outlet, text[len(left) : found.start])
        after = self.after(text[found.end :], start + found.end, outlet)
        if before is None or after is None:
            return None
        return [*before, Part(start + found.start, start + found.end, kind or "published", value=found.value), *after]

    def dates(self, text: str, where: Where) -> bool:
        """Whether a line with a year may hold the date of the report: it is no sentence, or says what date it is."""
        return (where != "body" and (len(text) < SENTENCE or not stops(text))) or opening(self.marks, text) is not None

    def marked(self, left: str) -> tuple[str, PartKind | None]:
        """What stands before a date without the words that say which date it is, and what they say."""
        trimmed = left.rstrip(EDGES)
        low = trimmed.lower()
        for label, kind in self.labels:
            if low == label or low.endswith(" " + label):
                return trimmed[: len(trimmed) - len(label)], kind
        return left, None

    def before(self, left: str, start: int, outlet: str | None, between: str) -> list[Part] | None:
        """The credits before a date; None when prose stands there."""
        name = left.strip(EDGES)
        place = left.index(name)
        if not name or SITE.fullmatch(name) or own(name, outlet):
            return []
        named = self.credits.line(name, start + place, "header")
        if named is not None:
            return named
        if not self.credits.namelike(name):
            return None
        behind = left[place + len(name) :] + between
        signed = any(sign in SIGNS for sign in behind) or (" " in name and behind.isspace() and kind_of(name) is None)
        return [Part(start + place, start + place + len(name), "byline", value=name)] if signed else []

    def after(self, rest: str, start: int, outlet: str | None) -> list[Part] | None:
        """A second date or the credits after a date; None when prose stands there."""
        name = rest.strip(EDGES)
        if not name:
            return []
        at = start + rest.index(name)
        more = self.line(name, at, outlet, "header")
        return more if more is not None else [] if len(name.split()) <= MOST_WORDS else None


def own(name: str, outlet: str | None) -> bool:
    """Whether the words are the outlet's own name, or another outlet's."""
    return (outlet is not None and bare(name) in bare(outlet)) or kind_of(name) == "outlet"
