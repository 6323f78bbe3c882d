"""The day of a report whose page's code gives none: the date that is printed nearest to where a report is dated.

A page prints many dates, of other reports and of events. What counts is where one stands: beside the title, under the
last paragraph, in an element whose names say what it is; only then what the page's scripts hold.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from kutip.lang import web
from kutip.parse import signing, when
from kutip.parse.body import Body, Found
from kutip.parse.page import Page
from kutip.parse.printed import Dates, Finder, Printed, make

YEAR = re.compile(r"(?:19|20)\d\d|\d[./]\s?\d\d?[./]\s?\d\d")
"""What every date has that tells its year; to look for this is a tenth of the work."""
SHORT, LONG, LED = 160, 320, 40
"""A longer block is no line that dates a report, if its names do not say so; a paragraph may begin with the day."""
MARKED = re.compile(r"date|time|publi|posted|meta(?!l)|submitted|created|info|author|byline|footer", re.IGNORECASE)
COMMENT = re.compile(r"(?:^|[\s_-])comment(?!s-date)")
SIGNS = tuple("(,-:\u2013\u2014|/")
NEAR, UNDER, SAID, FAR = 8, 12, 60, 10_000
"""As many blocks around the title, and under the last paragraph, may date a report."""
FOOT = 40
"""How far the foot of a page stands."""
SCRIPTED = re.compile(
    r"\"(?:date_?published|published_?(?:at|date|time)?|publish_?date|publication_?date|pub_?date|first_?published_?(?:at|date)?"
    r"|created_?(?:at|date|time)?|date_?created|post_?date|display_?date)\\{0,3}\"\s?:\s?\\{0,3}\"([^\"\\]{8,40})",
    re.IGNORECASE,
)
CODED = re.compile(r"20(?<!\d20)(\d\d)([-/])([01]\d)\2([0-3]\d)(?=[T/\"'\s])")
"""It begins with two plain digits, since `re` runs to these four times as fast as to anything else."""
OWNED = re.compile(r"\u00a9|\(c\)|copyright", re.IGNORECASE)


class Dated(NamedTuple):
    """A date that may be the report's: how far it stands from where one is expected, its block, its value."""

    rank: float
    block: int
    value: str


def day(whole: Body, found: Found, code: str, source: str, skipped: Iterable[LexborNode]) -> Dated | None:
    """The date that the page prints where a report is dated, in its own language or another, or that its code holds."""
    printed = nearest(whole, found, code)
    if printed is not None and printed.rank < FOOT:
        return printed  # nothing elsewhere would count for more, and to look through it takes longest
    return min(filter(None, (printed, *footed(skipped, code), *coded(source))), default=None)


def footed(skipped: Iterable[LexborNode], code: str) -> Iterator[Dated]:
    """The dates in what is never the report, such as the foot of its page, where their elements say what they are."""
    for shown in map(Page, skipped):
        for number, block in enumerate(shown.blocks):
            names = shown.elements[block.home].names
            if len(block.text) > LONG or not MARKED.search(names) or COMMENT.search(names) or OWNED.match(block.text):
                continue
            date = read(block.text, code) if YEAR.search(block.text) else None
            if date is not None:
                yield Dated(FOOT * weight(block.text[: date.start], date, code, True), number, date.value)


def nearest(whole: Body, found: Found, code: str) -> Dated | None:
    """The date in the block that counts as nearest; blocks that are too far whatever they say are not read."""
    best = None
    for rank, number, said, within in sorted(candidates(whole, found)):
        if best is not None and rank * LEAST > best.rank:
            return best
        text = whole.blocks[number].text[:LONG]
        date = read(text, code)
        if date is not None and (not within or opens(text[: date.start]) or number == found.body[-1]):
            one = Dated(rank * weight(text[: date.start], date, code, said), number, date.value)
            best = min(best or one, one)
    return best


def candidates(whole: Body, found: Found) -> Iterator[tuple[float, int, bool, bool]]:
    """The blocks that may hold the day: how far each stands, if its names say what it is, if it is of the report."""
    title = found.title if found.title is not None else found.body[0]
    inside = frozenset(found.body)
    for number, block in enumerate(whole.blocks):
        text = block.text[:LONG]
        if not YEAR.search(text) or OWNED.match(text):
            continue
        names = whole.elements[block.home].names
        said = MARKED.search(names) is not None
        within = number in inside and not said
        if (within or len(block.text) <= (LONG if said else SHORT)) and not COMMENT.search(names):
            yield place(number, title, found, within), number, said, within


def opens(before: str) -> bool:
    """Whether words before a date are as before the day on which a report was filed."""
    return len(before) < 3 or (len(before) < LED and before.rstrip()[-1:] in SIGNS)


def place(number: int, title: int, found: Found, inside: bool) -> float:
    """How far from where a report is dated a block stands."""
    first, last = found.body[0], found.body[-1]
    if number == found.title:  # it may tell of a day
        return NEAR + UNDER
    if title - NEAR <= number <= first:
        return 1 + abs(number - title) + 0.5 * (number < title)
    if last < number <= last + UNDER:
        return NEAR + number - last
    if inside:
        return NEAR + UNDER + min(number - first, last - number)
    return 4 * (NEAR + UNDER) + abs(number - title)


LEAST = 0.2 * 0.5 * 0.7
"""No block counts for more than this makes it."""


def weight(before: str, date: Printed, code: str, said: bool) -> float:
    """How much nearer a date counts for what is said of it: by the words before it, by its element, by a clock."""
    low = before.rstrip(" :|").lower()
    one = signing.words(code)
    if low.endswith(one.modified) if low else False:
        return 3
    labels = tuple(label for label in one.published if len(label) > 3)
    labelled = bool(low) and (low.endswith(labels) or low.startswith(labels))
    return (0.2 if labelled else 1) * (0.5 if said else 1) * (0.7 if len(date.value) > 10 else 1)


def read(text: str, code: str) -> Printed | None:
    """The date in a line, by the words of the report's language, or else of any."""
    for finder in (own(code), every()):
        found = finder(text)
        if found is not None and when.FIRST <= int(found.value[:4]) < when.LAST:
            return found
    return None


@cache
def own(code: str) -> Finder:
    """What finds the dates of one language."""
    return make(signing.dates(code))


@cache
def every() -> Finder:
    """What finds the dates of all languages; where two call different months the same, the first one has it."""
    signings = web.load().signing.values()
    months: dict[str, int] = {}
    for one in signings:
        for number, names in enumerate(one.months, 1):
            for name in names.split("|"):
                months.setdefault(name, number)
    return make(Dates(months=months, ordinals=("st", "nd", "rd", "th"), links=("de", "del", "d'")))


def coded(source: str) -> Iterator[Dated]:
    """The first day of publication that a script holds, and the one day that the code holds, if it holds no other."""
    said = (value for found in SCRIPTED.finditer(source) if (value := when.moment(found[1])))
    yield from (Dated(SAID, 0, value) for value in islice(said, 1))
    days = {value for found in CODED.finditer(source) if (value := when.dated(f"20{found[1]}", found[3], found[4]))}
    if len(days) == 1:
        yield Dated(FAR, 0, days.pop())
