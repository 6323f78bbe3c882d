"""Stories as they stand, each claim by its own number, and what moved with them."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
from msgspec import structs

from kutip.kept import Change, Group, Placed, Report, Told
from kutip.record import Story, Traced
from kutip.store.file import File, Row
from kutip.store.finding import Finding
from kutip.store.packing import Packer, plainly, seal, written
from kutip.store.parties import Parties
from kutip.store.statements import statements

SQL = statements("tell")
Numbers = tuple[int, ...]
Numbered = Literal["story", "claim"]


class Telling:
    """Keeps stories and finds them."""

    def __init__(self, file: File, packer: Packer, finding: Finding, parties: Parties) -> None:
        self.file, self.packer, self.finding, self.parties = file, packer, finding, parties

    # --- what is asked ---

    def story(self, number: int) -> Told | None:
        """A story, or the one that it is now."""
        number = self.heir("story", number)
        found = self.file.row(SQL["story"], number)
        if found is None:
            return None
        body, reports, changed = found
        rows = self.file.rows(SQL["claims of"], number)
        claims = tuple(self.packer.value(body, Traced) for _, body in rows)
        story = structs.replace(self.packer.value(body, Story), claims=claims)
        numbers = plainly(reports, Numbers)
        return Told(number, story, tuple(id for id, _ in rows), self.finding.rows(numbers), changed)

    def group(self, number: int) -> Group | None:
        """A claim, or the one that it is now."""
        number = self.heir("claim", number)
        found = self.file.row(SQL["traced"], number)
        if found is None:
            return None
        story, body, reports = found
        return Group(number, story, self.packer.value(body, Traced), self.finding.rows(plainly(reports, Numbers)))

    def heir(self, kind: Numbered, number: int) -> int:
        """The number that one goes by now."""
        seen = {number}
        while (found := self.file.row(SQL["heir"], kind, number)) and found[0] not in seen:
            number = found[0]
            seen.add(number)
        return number

    def untold(self, limit: int) -> tuple[Report, ...]:
        """Reports that are to be told."""
        return tuple(Report(*row) for row in self.file.rows(SQL["untold"], limit))

    def placed(self) -> Iterator[Placed]:
        """Where each report stands."""
        last = 0
        while rows := self.some_placed(last):
            yield from (Placed(*row) for row in rows)
            last = rows[-1][0]

    def some_placed(self, last: int) -> list[Row]:
        """A thousand of those that are placed, behind the last one."""
        with self.file.reading():
            return self.file.rows(SQL["all placed"], last)

    def numbers(self) -> tuple[int, int]:
        """The last numbers given."""
        last: dict[str, int] = dict(self.file.rows(SQL["numbers"]))
        return last["story"], last["claim"]

    # --- what is told ---

    def tell(self, told: Sequence[Told], changes: Sequence[Change], placed: Sequence[Placed]) -> tuple[Change, ...]:
        """Keeps stories, and what moved."""
        new = {one.report: one for one in placed}
        for one in told:
            for gone in (one.id, *one.stories):
                self.clear(gone)
        for one in told:
            self.keep(one)
            for report in one.reports:
                self.place(one.id, report, new.get(report.id))
        return tuple(map(self.moved, changes))

    def clear(self, story: int) -> None:
        """Takes out what was told before."""
        for _, reports, _ in self.file.rows(SQL["story"], story):
            self.file.each(SQL["no telling"], [(report,) for report in plainly(reports, Numbers)])
        for statement in ("no traced", "no corrected", "no story"):
            self.file.run(SQL[statement], story)

    def keep(self, told: Told) -> None:
        """Keeps one story."""
        bare = structs.replace(told.story, claims=())
        numbers = [report.id for report in told.reports]
        at = dict(zip(told.story.articles, told.reports, strict=True))
        row = (told.id, self.packer.packed(bare), msgspec.msgpack.encode(numbers), told.changed)
        self.file.run(SQL["new story"], *row, seal(*row))
        self.file.each(SQL["no telling"], [(number,) for number in numbers])
        for place, (number, traced) in enumerate(zip(told.claims, told.story.claims, strict=True)):
            reports = [at[telling.article].id for telling in traced.tellings]
            claim = (number, told.id, place, self.packer.packed(traced), msgspec.msgpack.encode(reports))
            self.file.run(SQL["new traced"], *claim, seal(*claim))
            tellings = zip(reports, traced.tellings, strict=True)
            self.file.each(SQL["new telling"], [(report, telling.claim, number) for report, telling in tellings])
        self.corrected(told, at)
        self.inherit("story", [(gone, told.id) for gone in told.stories], [told.id])
        self.inherit("claim", told.groups, told.claims)

    def corrected(self, told: Told, at: dict[str, Report]) -> None:
        """Keeps whose reports were corrected."""
        for one in told.story.corrections:
            report, corrects = at[one.article], at[one.corrects]
            if corrects.outlet:
                party = self.parties.number(corrects.outlet)
                self.file.run(SQL["new corrected"], told.id, report.id, corrects.id, party)

    def inherit(self, kind: Numbered, heirs: Sequence[tuple[int, int]], given: Sequence[int]) -> None:
        """Keeps which numbers go by others now, and the last that was given."""
        self.file.each(SQL["new heir"], [(kind, old, now) for old, now in heirs if old != now])
        self.file.run(SQL["given"], max(given, default=0), kind)

    def place(self, story: int, report: Report, placed: Placed | None) -> None:
        """Puts a report into a story; with what is told of it for the first time, it is told."""
        found = self.file.row(SQL["placed"], report.id)
        version, keys = (placed.version, placed.keys) if placed else found or (report.versions, b"")
        row = (report.id, story, version, keys)
        self.file.run(SQL["place"], *row, seal(*row))
        now = self.finding.row(report.id)
        if (placed or not found) and now and now.versions == version:  # else it has changed in the meantime
            self.file.run(SQL["told"], report.id)

    def moved(self, change: Change) -> Change:
        """Keeps one change."""
        body = written(change)
        return structs.replace(change, id=self.file.run(SQL["new change"], change.kind, body, seal(change.kind, body)))

    def again(self, refs: Sequence[str | None]) -> None:
        """Reports of these articles are to be told again."""
        for ref in refs:
            if ref:
                self.file.run(SQL["untold again"], ref.partition("#")[0])
