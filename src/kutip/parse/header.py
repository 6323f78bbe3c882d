"""Lines that say when a report was published and by whom it was written."""

import re
from collections.abc import Callable

from kutip.lang.furniture import Furniture
from kutip.parse.credits import Credits
from kutip.parse.line import bare, opening, stops
from kutip.parse.printed import Printed
from kutip.record import Part
from kutip.words import Phrases

YEAR = re.compile(r"\d{4}")
SITE = re.compile(r"[\w-]+\.(?:com|co\.id|id|net|org|news)", re.IGNORECASE)
EDGES = " \t\u00a0|•·–—―-/,:;()"
SIGNS = "|•·–—―-/"
MOST_WORDS = 6
LONGEST = 200
SENTENCE = 64
"""A longer line with a full stop is a sentence."""


Header = Callable[[str, int, str | None, bool], list[Part] | None]


def make(furniture: Furniture, credits: Credits, date: Callable[[str], Printed | None]) -> Header:
    """The dates and credits of a line that is nothing else; `loose` also takes what has no label."""
    changed = sorted(map(spaced, furniture.modified), key=len, reverse=True)
    first = sorted(map(spaced, furniture.published), key=len, reverse=True)

    marks = Phrases((label, True) for label in (*furniture.modified, *furniture.published))

    def header(text: str, start: int, outlet: str | None, loose: bool) -> list[Part] | None:
        if len(text) > LONGEST:
            return None
        found = date(text) if (loose and heads(text)) or opening(marks, text) else None
        if found is None:
            return credits.line(text, start)
        left, kind, labelled = unlabelled(text[: found.start])
        if not loose and not labelled:
            return None
        before = beside(left, start, outlet, text[len(left) : found.start])
        rest = text[found.end :]
        after = (header(rest, start + found.end, outlet, loose) if date(rest) else None) or behind(rest, start + found.end)
        if before is None or after is None:
            return None
        return [*before, Part(start + found.start, start + found.end, kind, value=found.value), *after]

    def unlabelled(left: str) -> tuple[str, str, bool]:
        """What stands before a date without the word that says which date it is."""
        low = spaced(left.rstrip(EDGES))
        for kind, labels in (("modified", changed), ("published", first)):
            for label in labels:
                if low == label or low.endswith(" " + label):
                    return left.rstrip(EDGES)[: -len(label)] if len(label) < len(low) else "", kind, True
        return left, "published", False

    def beside(left: str, start: int, outlet: str | None, between: str) -> list[Part] | None:
        """The credits before a date; None when prose stands there."""
        name = left.strip(EDGES)
        at = start + left.index(name)
        if not name or SITE.fullmatch(name) or own(name, outlet):
            return []
        named = credits.line(name, at)
        if named is not None:
            return named
        if not credits.namelike(name):
            return None
        signed = any(sign in SIGNS for sign in left[left.index(name) + len(name) :] + between)
        return [Part(at, at + len(name), "byline", value=name)] if signed else []

    def behind(rest: str, start: int) -> list[Part] | None:
        """The credits after a date; None when prose stands there."""
        name = rest.strip(EDGES)
        if not name:
            return []
        named = credits.line(name, start + rest.index(name))
        return named if named is not None else ([] if len(name.split()) <= MOST_WORDS else None)

    return header


def heads(text: str) -> bool:
    """Whether a line may stand over a report with its date: it holds a year and is no sentence."""
    return (len(text) < SENTENCE or not stops(text)) and YEAR.search(text) is not None


def spaced(label: str) -> str:
    """A label in lower case, its words and signs parted by single spaces."""
    return " ".join(label.casefold().split())


def own(name: str, outlet: str | None) -> bool:
    """Whether the words are the outlet's own name."""
    return outlet is not None and bare(name) in bare(outlet)
