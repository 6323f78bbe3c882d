"""One person under two names: a king who was a president, a first name that a machine has translated."""

from collections.abc import Iterator

from kutip.claim.doubt.report import Finder, Report
from kutip.lang import Lang
from kutip.record import Doubt, Entity, Mention, Span
from kutip.words import Phrases


def make(lang: Lang) -> Finder:
    """Doubts that names and titles mean the person they are given to."""
    persons = lang.doubts.persons
    titles = Phrases(persons.titles.items())
    last_words = {phrase.split()[-1]: phrase.split() for phrase in persons.titles}
    former, translated = frozenset(persons.former), persons.translated
    one_holder = frozenset(persons.one_holder)

    def doubts(report: Report) -> Iterator[Doubt]:
        people = [entity for entity in report.marks.entities if entity.kind == "person"]
        yield from translations(report, people)
        yield from misnamed(report, people)
        if not report.seen.isdisjoint(titles.heads):
            for entity in people:
                yield from titled(report, entity)

    def titled(report: Report, entity: Entity) -> Iterator[Doubt]:
        """The first title that excludes the first one."""
        borne = [found for mention in entity.mentions if mention.form == "name" and (found := title(report, mention))]
        for span, group in borne[1:]:
            if group != borne[0][1]:
                here, there = report.article[Span(span.start, span.end)], report.article[borne[0][0]]
                yield Doubt(span.start, span.end, "name_conflict", f"{here} here, {there} before")
                return

    def title(report: Report, mention: Mention) -> tuple[Span, str] | None:
        """The title right before a name with the name, and the group of the title."""
        number = report.number(mention.start)
        phrase = last_words.get(report.lows[number - 1]) if number else None
        if phrase is None or report.lows[number - len(phrase) : number] != phrase:
            return None
        first = number - len(phrase)
        if first and report.lows[first - 1] in former:
            return None
        return Span(report.words.starts[first], mention.end), persons.titles[" ".join(phrase)]

    def translations(report: Report, people: list[Entity]) -> Iterator[Doubt]:
        """Words before a family name that are another person's first name, translated."""
        found = report.seen.intersection(translated)
        if not found:
            return
        pairs = {
            tuple(pair): entity
            for entity in people
            for parts in [entity.name.lower().split()]
            for pair in zip(parts, parts[1:], strict=False)
        }
        for number, low in enumerate(report.lows[:-1]):
            whole = (
                low in found
                and report.words.word(number)[0].isupper()
                and pairs.get((translated[low], report.lows[number + 1]))
            )
            if whole:
                span = report.words.span(number, number + 2)
                yield Doubt(
                    span.start, span.end, "name_conflict", f"{report.article[span]} here, {whole.name} elsewhere"
                )

    def misnamed(report: Report, people: list[Entity]) -> Iterator[Doubt]:
        """Names that differ in one part for the one holder of an office; the one printed once is the odd one."""
        by_role: dict[str, list[Entity]] = {}
        for entity in people:
            if entity.role and " " in entity.role:
                by_role.setdefault(entity.role.lower(), []).append(entity)
        for role, sharing in by_role.items():
            if len(sharing) == 2 and held_by_one(role):
                yield from odd_one(report, *sharing)

    def held_by_one(role: str) -> bool:
        parts = role.split()
        return any(" ".join(parts[:n]) in one_holder or " ".join(parts[-n:]) in one_holder for n in (1, 2))

    return doubts


def odd_one(report: Report, one: Entity, other: Entity) -> Iterator[Doubt]:
    """The name that is printed once, when all its parts but one are those of the other."""
    mine, its = one.name.split(), other.name.split()
    if (
        len(mine) != len(its)
        or len(mine) < 2
        or sum(a.lower() != b.lower() for a, b in zip(mine, its, strict=True)) != 1
    ):
        return
    named = {id(entity): [m for m in entity.mentions if m.form == "name"] for entity in (one, other)}
    odd, usual = sorted((one, other), key=lambda entity: (len(named[id(entity)]), -named[id(entity)][0].start))
    if len(named[id(odd)]) == 1 < len(named[id(usual)]):
        place = named[id(odd)][0]
        yield Doubt(
            place.start,
            place.end,
            "name_conflict",
            f"{report.article[place]} here, {usual.name} elsewhere, both {odd.role}",
        )
