"""Reports that came, changed or were judged → stories as they stand now, and what moved.

The places of all reports among the stories are held in memory, as the store has kept them; readings only of the
stories that were told last. What is prepared is told in one transaction, and nothing is lost when it is not.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from kutip import trace
from kutip.errors import StoreError
from kutip.kept import Change, Held, Judgement, Placed, Report, Told
from kutip.record import Reading
from kutip.run import changes, edits, judged
from kutip.run.changes import Before
from kutip.run.edits import Edit
from kutip.run.moment import written
from kutip.run.numbers import numbered
from kutip.store import Store
from kutip.trace.keys import Keys
from kutip.trace.stories import Stories

BATCH, LARGEST = 200, 5_000
"""Reports that are told at a time: as many as the largest story has that was told last, within these bounds. So a storm
of reports of one story costs no more than its reports, however often the story is told."""
MOST = 1_000
"""Claims of a report that are told of, the first ones; each is compared with all others, so a page that is made to have
16,000 would keep a desk from everything else for minutes."""
HELD = 1_000
"""Readings that are held, for the next report of their story; more while a story is larger."""


class Tale(NamedTuple):
    """What is to be told: stories, what moved, the reports for which they are told, and what was known of these."""

    told: tuple[Told, ...]
    names: tuple[tuple[int, ...], ...]
    """What the stories are called in memory, in their order; several names where an analyst knows that they are one."""
    changes: tuple[Change, ...]
    placed: tuple[Placed, ...]
    judgements: Mapping[str, tuple[Judgement, ...]]
    """By the text that they are on."""


class Read(NamedTuple):
    """A report as it is told: under its name in the trace, as analysts have corrected it."""

    reading: Reading
    text: str
    """The id of its text."""
    judgements: tuple[Judgement, ...]


class Storyteller:
    """Tells the stories of a store. There is one at a time for each store: numbers are given here."""

    def __init__(self, store: Store, size: int = BATCH, left: frozenset[int] = frozenset()) -> None:
        """So many reports are told at a time; `left` are reports that nobody can tell."""
        self.store, self.size, self.left = store, size, left
        self.batch: tuple[Report, ...] = ()
        self.home: dict[int, int] = {}
        """The story of each report that was told."""
        self.version: dict[int, int] = {}
        """The version of it that was told."""
        self.stories = Stories.restored(self.recalled())
        self.number = {number: number for number in set(self.home.values())}
        """The number of each story, by what it is called in memory."""
        self.times = Counter[int]()
        """How often each report came."""
        self.reads: dict[int, Read] = {}
        """What is held of the reports that were told last, the latest at the end."""
        self.teller = trace.Teller(HELD)

    def recalled(self) -> Iterator[tuple[Keys, int]]:
        """The places of all reports, as the store has them."""
        decoder = msgspec.msgpack.Decoder(Keys)
        for one in self.store.placed():
            self.home[one.report], self.version[one.report] = one.story, one.version
            yield decoder.decode(one.keys), one.story

    # --- what is to be told ---

    def prepared(self, now: datetime) -> Tale | None:
        """What is to be told next; None when everything is."""
        waiting = self.store.untold(self.size + len(self.left))
        self.batch = tuple(report for report in waiting if report.id not in self.left)[: self.size]
        if not self.batch:
            self.size = BATCH
            return None
        at = written(now)
        edited: dict[int, Edit] = {}
        placed: dict[int, Keys] = {}
        touched: set[int] = set()
        for report in self.batch:
            held = there(self.store.report(report.id), report.id)
            if edit := self.edit(held, at):
                edited[report.id] = edit
            placed[report.id] = self.keys(held)
            touched |= self.place(placed[report.id], report.id in edited)
        self.fit(max(len(self.members(name)) for name in touched))
        names, members = self.families(touched)
        before = self.before(touched, members, edited)
        while apart := self.apart(before, members):
            names, members = self.families(touched | apart)
            before = self.before(touched | apart, members, edited)
        told = tuple(self.told(before, members, at))
        readings = {number: self.of(number).reading for one in members for number in one}
        home = {report.id: one.id for one in told for report in one.reports}
        return Tale(
            told,
            names,
            changes=(*changes.changes(before, told, readings, at), *edits.numbered(edited.values(), told)),
            placed=tuple(
                Placed(number, home[number], self.version[number], msgspec.msgpack.encode(keys))
                for number, keys in placed.items()
            ),
            judgements={self.of(number).text: self.of(number).judgements for number in placed},
        )

    def fit(self, largest: int) -> None:
        """Takes and holds as much as a story of so many reports is worth."""
        if self.size > 1:
            self.size = min(max(BATCH, largest), LARGEST)
        self.teller.held = min(max(HELD, largest), LARGEST)

    def without(self) -> "Storyteller":
        """Whoever goes on when telling has failed: one report at a time, and without one that failed alone."""
        failed = {report.id for report in self.batch} if len(self.batch) == 1 else set()
        return Storyteller(self.store, 1, self.left | failed)

    def edit(self, held: Held, at: str) -> Edit | None:
        """What became of a report since it was told; None if it was not, or has no other version."""
        told, last = self.version.get(held.report.id), held.version.number
        if told is None or told >= last:
            return None
        return edits.edit(self.store, held.report.id, range(told, last + 1), at)

    def keys(self, held: Held) -> Keys:
        """What tells a report from others as it is now; from here on this version is told."""
        report = held.report.id
        self.version[report] = held.version.number
        self.times[report] += 1
        self.reads.pop(report, None)
        return replace(trace.keyed(held.reading), article=str(report))

    def place(self, keys: Keys, edited: bool) -> set[int]:
        """Puts a report to the story that it is of, and tells which stories change by that. One that was judged stays
        where it is."""
        there = self.stories.where.get(keys.article)
        if there is not None and not edited:
            return {there}
        moves = [self.stories.drop(keys.article)] if there is not None else []
        moves.append(self.stories.add(keys))
        return {name for move in moves for name in (*move.changed, *move.gone)}

    def members(self, name: int) -> list[int]:
        """The reports of a story in memory."""
        return [int(article) for article in self.stories.members(name)]

    def families(self, touched: Iterable[int]) -> tuple[tuple[tuple[int, ...], ...], list[tuple[int, ...]]]:
        """The stories that change, as they are called in memory, and their reports; those as one of which an analyst
        knows that they tell one claim."""
        left, found = {name for name in touched if self.stories.members(name)}, []
        while left:
            family = looking = {min(left)}
            while looking:
                looking = {other for name in looking for other in self.tied(name)} - family
                family = family | looking
            left -= family
            found.append(tuple(sorted(family)))
        return tuple(found), [tuple(number for name in names for number in self.members(name)) for names in found]

    def apart(self, before: Before, members: Iterable[Sequence[int]]) -> set[int]:
        """Stories that were told as one with those that change, and are none with them any more."""
        here = {number for some in members for number in some}
        there = {report.id for told in before.told for report in told.reports} - here
        return {self.stories.where[str(number)] for number in there if str(number) in self.stories.where}

    def tied(self, name: int) -> Iterator[int]:
        """The stories that tell a claim of this one, as an analyst knows."""
        for number in self.members(name):
            for one in judged.standing(self.of(number).judgements):
                for text in (one.article, one.other_article) if one.kind == "same" else ():
                    for report in self.store.reports(article=text, limit=LARGEST):
                        there = self.stories.where.get(str(report.id))
                        if there is not None and self.of(report.id).text == text:  # not an earlier version of it
                            yield there

    def before(self, touched: Iterable[int], members: Iterable[Sequence[int]], edited: Mapping[int, Edit]) -> Before:
        """What was told of the stories that change."""
        numbers = {self.home[number] for some in members for number in some if number in self.home}
        numbers |= {self.number[name] for name in touched if name in self.number}
        told = [one for number in sorted(numbers) if (one := self.store.story(number))]
        renamed = {old: new for edit in edited.values() for old, new in edit.renamed.items()}
        claims = {claim.number: claim for one in told for claim in changes.claims(one, renamed)}
        return Before(told, claims, self.home.keys(), edited.keys())

    def told(self, before: Before, members: Sequence[Sequence[int]], at: str) -> Iterator[Told]:
        """The stories as they stand now, under the numbers that they and their claims had."""
        last_story, last_claim = self.store.numbers()
        old = {one.id: {report.id for report in one.reports} for one in before.told}
        stories = numbered(old, [set(some) for some in members], last_story)
        rows = [self.store.reports(some, limit=len(some)) for some in members]
        drafts = [
            self.draft(number, some, at, {old for old, heir in stories.heirs.items() if heir == number})
            for number, some in zip(stories.numbers, rows, strict=True)
        ]
        found = [set(claim.places) for one in drafts for claim in changes.claims(one)]
        claims = numbered({number: set(claim.places) for number, claim in before.claims.items()}, found, last_claim)
        rest = iter(claims.numbers)
        for one in drafts:
            yield named(one, tuple(next(rest) for _ in one.claims), claims.heirs)

    def draft(self, number: int, reports: Sequence[Report], at: str, stories: Iterable[int]) -> Told:
        """A story as it stands now, its claims without numbers."""
        read = [self.of(report.id) for report in reports]
        by_text = {one.text: one.reading.article.id for one in reversed(read)}
        bonds = judged.bonds({one.id: one for some in read for one in some.judgements}.values(), by_text)
        story = self.teller.story([one.reading for one in read], bonds)
        by_name = {one.reading.article.id: report for one, report in zip(read, reports, strict=True)}
        return Told(
            id=number,
            story=replace(story, id=f"s{number}"),
            claims=(0,) * len(story.claims),
            reports=tuple(by_name[name] for name in story.articles),
            changed=at,
            stories=tuple(sorted(stories)),
        )

    def of(self, report: int) -> Read:
        """A report as it is told."""
        found = self.reads.pop(report, None) or self.read(report)
        self.reads[report] = found
        while len(self.reads) > self.teller.held:
            del self.reads[next(iter(self.reads))]
        return found

    def read(self, report: int) -> Read:
        """A report as it is told. Who keeps what was worked out of a reading knows it by its name and its makers: those
        of another version, or after another judgement, are others."""
        held = there(self.store.report(report, self.version[report]), report)
        found = judged.judged(held.reading, held.judgements)
        article = replace(found.article, id=held.report.ref)
        makers = (*found.made_by, f"version:{held.version.number}.{self.times[report]}")
        claims = found.claims[:MOST]
        return Read(
            replace(found, article=article, made_by=makers, claims=claims), held.version.article, held.judgements
        )

    # --- what is told ---

    def keep(self, tale: Tale) -> tuple[Change, ...]:
        """Tells it, and gives what moved. What was judged in the meantime is told once more."""
        moved = self.store.tell(tale.told, tale.changes, tale.placed)
        for text, judgements in tale.judgements.items():
            for one in (*self.store.notes(Judgement, article=text), *self.store.notes(Judgement, other_article=text)):
                if one not in judgements:
                    self.store.put(one)
        for names, told in zip(tale.names, tale.told, strict=True):
            self.number |= dict.fromkeys(names, told.id)
            self.home |= {report.id: told.id for report in told.reports}
        return moved


def there(held: Held | None, report: int) -> Held:
    """A report that has to be there."""
    if held is None:
        raise StoreError(f"report {report} is to be told and is not in the store; run kutip store check")
    return held


def named(told: Told, numbers: tuple[int, ...], heirs: Mapping[int, int]) -> Told:
    """A story, its claims with their numbers."""
    claims = (replace(claim, id=f"g{number}") for claim, number in zip(told.story.claims, numbers, strict=True))
    own = set(numbers)
    return replace(
        told,
        story=replace(told.story, claims=tuple(claims)),
        claims=numbers,
        groups=tuple((old, heir) for old, heir in heirs.items() if heir in own),
    )
