"""The claims that answer a question, the newest first, and what they are of, in numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest, nsmallest
from typing import get_args

from kutip.errors import InputError
from kutip.kept import Found, Hit, Question
from kutip.record import Certainty
from kutip.store import asking, moments
from kutip.store.file import LAST, File, Row
from kutip.store.finding import Finding
from kutip.store.indexing import TAG, lettered
from kutip.store.statements import statements

SQL = statements("search")
COUNTED = 2_000
"""Facets are counted over so many of the newest answers: a thousand take one to two milliseconds (bench/desk.py)."""
VALUES = 12
"""Of each facet so many values."""
FACETS = {"o": "outlet", "s": "source", "p": "place", "c": "certainty", "l": "lang", "f": "form"}
"""By the letter that the tags of each begin with."""
Facets = dict[str, tuple[tuple[str, int], ...]]
NAMED = "osp"
"""Those that are the number of a party."""
DAY = 24 * 60


class Searching:
    """Searches."""

    def __init__(self, file: File, finding: Finding, counted: int) -> None:
        self.file, self.finding, self.counted = file, finding, counted

    def search(self, question: Question, among: Sequence[int] | None, after: str | None, limit: int) -> Found:
        """A page of answers."""
        ask = self.match(question)
        low = moments.since(question.since) if question.since else -LAST
        high = moments.until(question.until) if question.until else LAST
        behind = place(after)
        if among is not None:
            found = self.among(ask, among, low, min(high, behind), limit + 1)
            return self.page(found, limit, {}, 0)
        newest = self.matching(ask, low, high, max(self.counted, limit + 1))
        found = [number for number, _ in newest if number < behind]
        if len(found) <= limit and len(newest) >= self.counted:
            found = [number for number, _ in self.matching(ask, low, min(high, behind), limit + 1)]
        counted = newest[: self.counted]
        return self.page(found[: limit + 1], limit, self.facets(counted), len(counted))

    def matching(self, ask: str, low: int, high: int, limit: int) -> list[Row]:
        """The numbers of claims with their tags, the newest first."""
        sql, given = (SQL["matching"], (ask,)) if ask else (SQL["all"], ())
        return self.file.rows(sql, *given, low, high, limit)

    def among(self, ask: str, reports: Sequence[int], low: int, high: int, limit: int) -> list[int]:
        """The numbers of the claims of some reports."""
        found = list[int]()
        for report in dict.fromkeys(reports):
            first, behind = self.file.row(SQL["of a report"], report) or (None, None)
            if first is not None:
                rows = self.matching(ask, max(low, first), min(high, behind), limit)
                found += [number for number, _ in rows]
        return nlargest(limit, found)

    def page(self, found: Sequence[int], limit: int, facets: Facets, n: int) -> Found:
        """Answers in full."""
        further = str(found[limit - 1]) if len(found) > limit else None
        return Found(tuple(self.hits(found[:limit])), further, facets, n)

    def hits(self, numbers: Sequence[int]) -> Iterator[Hit]:
        """Claims by number."""
        rows = [row for number in numbers if (row := self.file.row(SQL["hit"], number))]
        reports = {report.id: report for report in self.finding.rows(list({row[0] for row in rows}))}
        for report, claim, group, says, source, tags in rows:
            by = {tag[0]: tag[1:] for tag in tags.split()}
            yield Hit(reports[report], claim, group, says, source, by["c"], by["f"])

    # --- in words of the full text ---

    def match(self, question: Question) -> str:
        """A question as the full text understands it; "" when everything answers it."""
        terms = asking.terms(question.words)
        wanted = [str(term) for term in terms if not term.without]
        wanted += [tagged(tags) for tags in self.tags(question) if tags]
        without = [str(term) for term in terms if term.without]
        if not without:
            return " AND ".join(wanted)
        everything = tagged([f"c{certainty}" for certainty in get_args(Certainty)])
        return f"({' AND '.join(wanted) or everything}) NOT ({' OR '.join(without)})"

    def tags(self, question: Question) -> Iterator[list[str]]:
        """The tags of which one must be there, for each thing that is asked for."""
        speak = {"origin": "s", "relay": "v", None: "sv"}[question.role]
        yield [f"o{number}" for number in self.parties(question.outlets)]
        yield [f"{letter}{number}" for number in self.parties(question.sources) for letter in speak]
        yield [f"p{number}" for number in self.parties(question.places)]
        yield [f"l{lettered(lang)}" for lang in question.langs]
        yield [f"c{certainty}" for certainty in question.certainties]
        yield [f"f{form}" for form in question.forms]

    def parties(self, names: Iterable[str]) -> list[int]:
        """The numbers of those that bear these names; 0, which nobody is, for a name that nobody bears."""
        return [number for name in names for number in self.finding.named(name) or [0]]

    # --- in numbers ---

    def facets(self, claims: Sequence[Row]) -> Facets:
        """What some claims are of, the commonest first."""
        counts: dict[str, list[tuple[int, str]]] = {letter: [] for letter in FACETS}
        for tag, count in Counter(" ".join([tags for _, tags in claims]).split()).items():
            if tag[0] in counts:
                counts[tag[0]].append((-count, tag[1:]))
        months = moments.months(Counter((number >> moments.ROOM) // DAY for number, _ in claims))
        found = {name: tuple(self.named(letter, counts[letter])) for letter, name in FACETS.items()}
        return found | {"month": tuple(sorted(months.items(), reverse=True))}

    def named(self, letter: str, counts: Iterable[tuple[int, str]]) -> Iterator[tuple[str, int]]:
        """The commonest values of one facet."""
        for count, value in nsmallest(VALUES, counts):
            name = self.file.rows(SQL["name"], int(value))[0][0] if letter in NAMED else value
            yield name, -count


def tagged(tags: Iterable[str]) -> str:
    """That one of these tags is there."""
    names = " OR ".join(f'"{TAG}{tag}"' for tag in tags)
    return f"tags : ({names})"


def place(after: str | None) -> int:
    """The number that a page begins behind."""
    if after is None:
        return LAST
    try:
        found = int(after)
    except ValueError:
        found = LAST + 1
    if abs(found) > LAST:
        raise InputError(f"{after[:80]!r} is no place in a list; begin at its top")
    return found
