"""One person under two names: a king who was a president, a first name that a machine has translated."""

from collections.abc import Iterator
from itertools import pairwise

from kutip.claim.doubt.report import Finder, Report, doubt
from kutip.lang import Lang
from kutip.record import Doubt, Entity, Mention, Span

Titled = tuple[Span, str]
"""A name with the title before it, and the group of the title."""


def make(lang: Lang) -> Finder:
    """Doubts that names and titles mean the person they are given to."""
    persons = lang.doubts.persons
    titles = {phrase.split()[-1]: phrase.split() for phrase in persons.titles}
    former, one_holder = frozenset(persons.former), frozenset(persons.one_holder)

    def doubts(report: Report) -> Iterator[Doubt]:
        people = [entity for entity in report.marks.entities if entity.kind == "person"]
        yield from translated(report, people)
        yield from misnamed(report, people)
        if not report.seen.isdisjoint(titles):
            for entity in people:
                yield from titled(report, entity)

    def titled(report: Report, entity: Entity) -> Iterator[Doubt]:
        """The first title that excludes the one borne before it."""
        borne = [found for mention in entity.mentions if mention.form == "name" and (found := title(report, mention))]
        odd = next((span for span, group in borne[1:] if excludes(entity, borne[0], (span, group), report)), None)
        if odd:
            yield doubt(odd, "name_conflict", f"{report.article[odd]} here, {report.article[borne[0][0]]} before")

    def excludes(entity: Entity, one: Titled, other: Titled, report: Report) -> bool:
        """Whether nobody bears both titles; for those that may follow one another, both stand before the whole name."""
        lifelong = one[1] in persons.lifelong or other[1] in persons.lifelong
        whole = all(report.article[span].endswith(entity.name) and " " in entity.name for span in (one[0], other[0]))
        return one[1] != other[1] and (lifelong or whole)

    def title(report: Report, mention: Mention) -> Titled | None:
        """The title right before a name, with the name, and the group of the title."""
        number = report.number(mention.start)
        phrase = titles.get(report.lows[number - 1], []) if number else []
        first = number - len(phrase)
        if not phrase or first < 0 or report.lows[first:number] != phrase or report.meets(first - 1, first, former):
            return None
        return Span(report.words.starts[first], mention.end), persons.titles[" ".join(phrase)]

    def translated(report: Report, people: list[Entity]) -> Iterator[Doubt]:
        """First names turned into words of this language before the family name of somebody else."""
        found = report.seen.intersection(persons.translated)
        names = {persons.translated[low] for low in found}
        called = [entity for entity in people if " " in entity.name and entity.name.split()[0].lower() in names]
        if not called:
            return
        whole = {pair: entity.name for entity in called for pair in pairwise(entity.name.lower().split())}
        for number, low in enumerate(report.lows[:-1]):
            name = whole.get((persons.translated[low], report.lows[number + 1])) if low in found else None
            if name and report.words.word(number)[0].isupper():
                span = report.words.span(number, number + 2)
                yield doubt(span, "name_conflict", f"{report.article[span]} here, {name} elsewhere")

    def misnamed(report: Report, people: list[Entity]) -> Iterator[Doubt]:
        """Names that differ in one part for the one holder of an office."""
        by_role: dict[str, list[Entity]] = {}
        for entity in people:
            if entity.role and " " in entity.role:
                by_role.setdefault(entity.role.lower(), []).append(entity)
        for role, sharing in by_role.items():
            if len(sharing) == 2 and held_by_one(role) and differ_in_one(*sharing):
                yield from odd_one(report, *sharing)

    def held_by_one(role: str) -> bool:
        """Whether an office, told with its body or area, has one holder."""
        parts = role.split()
        ends = (parts[:1], parts[:2], parts[-1:], parts[-2:])
        return any(" ".join(words) in one_holder for words in ends)

    return doubts


def differ_in_one(one: Entity, other: Entity) -> bool:
    """Whether all parts of two names but one are the same."""
    mine, its = one.name.lower().split(), other.name.lower().split()
    return len(mine) == len(its) > 1 and sum(a != b for a, b in zip(mine, its, strict=True)) == 1


def odd_one(report: Report, one: Entity, other: Entity) -> Iterator[Doubt]:
    """The doubt about the name that is printed once, where the other is printed more often."""
    names = [[mention for mention in entity.mentions if mention.form == "name"] for entity in (one, other)]
    odd, usual = (0, 1) if len(names[0]) < len(names[1]) else (1, 0)
    if len(names[odd]) == 1 < len(names[usual]):
        says = f"{report.article[names[odd][0]]} here, {(one, other)[usual].name} elsewhere, both {one.role}"
        yield doubt(names[odd][0], "name_conflict", says)
