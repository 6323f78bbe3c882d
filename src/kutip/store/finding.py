"""Reports, preserved copies, parties and what moved, found again by their numbers."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice
from operator import attrgetter

import msgspec
from msgspec import structs

from kutip import known
from kutip.kept import Change, ChangeKind, Held, Judgement, Original, Report, Source, Version
from kutip.record import Reading
from kutip.store.file import LAST, File
from kutip.store.keeping import About
from kutip.store.packing import Packer, noted, plainly
from kutip.store.parties import entry, plain
from kutip.store.statements import statements

SQL = statements("find")


class Finding:
    """Finds what was kept."""

    def __init__(self, file: File, packer: Packer) -> None:
        self.file, self.packer = file, packer

    # --- reports ---

    def row(self, number: int) -> Report | None:
        """A report without its reading."""
        found = self.file.row(SQL["report"], number)
        return Report(*found) if found else None

    def rows(self, numbers: Sequence[int]) -> tuple[Report, ...]:
        """Reports by number, in that order."""
        found = {number: self.row(number) for number in dict.fromkeys(numbers)}
        return tuple(report for number in numbers if (report := found[number]))

    def printings(self, article: str) -> tuple[Report, ...]:
        """Reports of which some version has that text."""
        return self.rows([number for (number,) in self.file.rows(SQL["printings"], article)])

    def newest(self, *, doubted: bool, before: int | None, limit: int) -> tuple[Report, ...]:
        """The newest reports."""
        sql = SQL["doubted reports" if doubted else "newest reports"]
        return tuple(Report(*row) for row in self.file.rows(sql, LAST if before is None else before, limit))

    def report(self, number: int, version: int | None) -> Held | None:
        """A report with one version."""
        report = self.row(number)
        versions = dict(self.versions(number)) if report else {}
        at = version or len(versions)
        found = next(((id, one) for id, one in versions.items() if one.number == at), None)
        if report is None or found is None:
            return None
        id, here = found
        last = at == len(versions)
        groups: dict[str, int] = dict(self.file.rows(SQL["groups"], number)) if last else {}
        judgements = tuple(self.judgements(here.article))
        return Held(report, tuple(versions.values()), here, self.reading(id), groups, judgements)

    def versions(self, report: int) -> Iterator[tuple[int, Version]]:
        """The versions of a report, each with the number of its row."""
        makers: dict[int, str] = dict(self.file.rows(SQL["makers"], report))  # of several the last
        for id, number, article, sha256, seen in self.file.rows(SQL["versions"], report):
            yield (
                id,
                Version(number, article, sha256.lower(), seen, msgspec.json.decode(makers[id], type=tuple[str, ...])),
            )

    def reading(self, version: int) -> Reading:
        """What was read in a version, by the last who read it."""
        (body,) = self.file.row(SQL["reading"], version) or (b"",)
        return self.packer.value(body, Reading)

    def judgements(self, article: str) -> Iterator[Judgement]:
        """What analysts say of the claims of a text."""
        for id, body in self.file.rows(SQL["judgements"], article, article):
            yield noted(Judgement, id, body)

    def original(self, sha256: str) -> Original | None:
        """A preserved copy."""
        try:
            name = bytes.fromhex(sha256)
        except ValueError:
            return None
        found = self.file.row(SQL["original"], name)
        if found is None:
            return None
        body, about, fetched = found
        capture = plainly(about, About)
        return Original(
            name.hex(), self.packer.whole(body), capture.media, capture.charset, capture.url, fetched, capture.headers
        )

    # --- parties ---

    def source(self, number: int) -> Source | None:
        """A party by number."""
        found = self.file.row(SQL["source"], number)
        if found is None:
            return None
        *counts, key = found
        source = Source(*counts)
        named = entry(source.name) or known.load().entries.get(key)
        return structs.replace(source, state=named.country if named and named.state else None)

    def sources(self, names: Sequence[str], limit: int) -> tuple[Source, ...]:
        """Parties by name, else those that originated most."""
        if names:
            numbers = [number for name in names for number in self.named(name)]
        else:
            numbers = [number for (number,) in self.file.rows(SQL["sources"], limit)]
        found = map(self.source, list(dict.fromkeys(numbers))[:limit])
        return tuple(source for source in found if source)

    def named(self, name: str) -> list[int]:
        """The numbers of all parties that are called so."""
        return [number for (number,) in self.file.rows(SQL["named"], plain(name))] or [
            number for (number,) in self.file.rows(SQL["keyed"], name)
        ]

    def corrected(self, source: int, limit: int) -> tuple[tuple[Report, Report], ...]:
        """Reports of a party that others say were wrong, behind those that say so, the newest first."""
        found = self.file.rows(SQL["corrected"], source, limit)
        reports = {report.id: report for report in self.rows(list({number for pair in found for number in pair}))}
        return tuple((reports[report], reports[corrects]) for report, corrects in found)

    # --- what moved ---

    def changes(self, after: int, before: int | None, kinds: Sequence[ChangeKind], limit: int) -> tuple[Change, ...]:
        """What moved, in one direction or the other."""
        way = "after" if before is None else "before"
        place = (after, LAST if before is None else before, limit)
        if not kinds:
            found = [self.file.rows(SQL[f"changes {way}"], *place)]
        else:
            found = [self.file.rows(SQL[f"changes of a kind {way}"], kind, *place) for kind in dict.fromkeys(kinds)]
        changes = ([noted(Change, *row) for row in rows] for rows in found)
        return tuple(islice(merge(*changes, key=attrgetter("id"), reverse=before is not None), limit))
