"""Who is who in a story: one party for all that its reports call it.

A person whose office one report gives holds it in the others too. Bodies that one person speaks for, named in two
languages, are one body.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from msgspec.structs import replace

from kutip.trace.keys import LETTERS
from kutip.trace.party import Party, part, same


class Roll:
    """All parties of a story, those together that are one. Made from its parties in the order of its reports."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.groups: dict[str, list[Party]] = {}
        """Of each party, by its key, all that are the same."""
        self.order: dict[Party, int] = {}
        """When each was first named."""
        self.persons: dict[str, list[Party]] = {}
        """Of each person, by the key, the bodies spoken for."""
        for party in parties:
            self.take(party)
            if party.body:
                self.take(party.body)
                self.persons.setdefault(party.key, []).append(party.body)
        self.fold()
        self.seat()
        self.shorten()
        for bodies in self.persons.values():
            for one, other in pairwise(bodies):
                if one.lang != other.lang and one.meaning & other.meaning:
                    self.unite(one.key, other.key)

    def take(self, party: Party) -> None:
        """Puts a party to those that are the same."""
        self.order.setdefault(party, len(self.order))
        known = self.groups.setdefault(party.key, [])
        if party not in known:
            known.append(party)
            for group in self.distinct():
                if group is not known and any(same(party, other) for other in group):
                    self.unite(group[0].key, party.key)
                    known = self.groups[party.key]

    def distinct(self) -> list[list[Party]]:
        """The groups, each once."""
        return list({id(group): group for group in self.groups.values()}.values())

    def unite(self, one: str, other: str) -> None:
        """Makes one group of two."""
        home, gone = self.groups[one], self.groups[other]
        if home is not gone:
            home += gone
            self.groups |= {key: home for key, group in self.groups.items() if group is gone}

    def fold(self) -> None:
        """Puts a body under a shorter name to the one body whose name says more: where several do, to that of the land
        in which its report was written, or to none."""
        for group in sorted(self.distinct(), key=lambda group: -max(len(one.meaning) for one in group)):
            longer = [
                other
                for other in self.distinct()
                if other is not group and any(part(one, full) for one in group for full in other)
            ]
            homes = {one.home for one in group if one.home}
            near = [other for other in longer if homes & {full.land for full in other}]
            fitting = longer if len(longer) == 1 else near
            if len(fitting) == 1:
                self.unite(fitting[0][0].key, group[0].key)

    def seat(self) -> None:
        """Gives those whose office is named like a body, where their report names none, the one of that name: of the
        land that the office names, or else that of the report, where there are several."""
        for person in [party for party in self.order if party.office]:
            fitting = [group for group in self.distinct() if any(seats(one, person) for one in group)]
            near = [group for group in fitting if (person.land or person.home) in {one.land for one in group}]
            fitting = fitting if len(fitting) == 1 else near
            if len(fitting) == 1:
                self.persons.setdefault(person.key, []).append(fitting[0][0])

    def shorten(self) -> None:
        """Puts persons of whom a report has only a part of the name to the one person whose name it is a part of."""
        persons = {key: group[0] for key, group in self.groups.items() if group[0].person}
        for key, person in persons.items():
            part = words(person.name)
            longer = [other for other, full in persons.items() if part < words(full.name)]
            if len(longer) == 1:
                self.persons.setdefault(key, []).extend(self.persons.get(longer[0], ()))
                self.unite(longer[0], key)

    def of(self, party: Party) -> Party:
        """Whom a party counts as: the body that a person speaks for; under the name by which the first report with a
        name of more than an acronym has it, in the shortest form of that language."""
        body = self.spoken_for(party) if party.person else None
        if body:
            return self.of(replace(body, body=None))
        group = self.groups[party.key]
        first = min(group, key=self.order.__getitem__)
        forms = {one.name for one in group if one.lang == first.lang}
        full = [name for name in forms if first.person or " " in name] or list(forms)
        name = min(full, key=lambda form: (-len(form) if first.person else len(form), form))
        state = next((one.state for one in group if one.state), None)
        return replace(first, name=name, state=state, voice=any(one.voice for one in group), body=None)

    def spoken_for(self, person: Party) -> Party | None:
        """The body that a person speaks for by the most reports, if no other has as many."""
        bodies = self.persons.get(person.key, ())
        often = Counter(id(self.groups[body.key]) for body in bodies).most_common(2)
        if not often or (len(often) == 2 and often[0][1] == often[1][1]):
            return None
        return next(body for body in bodies if id(self.groups[body.key]) == often[0][0])


def seats(body: Party, person: Party) -> bool:
    """Whether a body is named like a person's office, and not that of another land."""
    words = body.meaning - {body.land}
    abroad = body.land and person.land and body.land != person.land
    return not body.person and len(words) > 1 and words <= person.office and not abroad


def words(name: str) -> frozenset[str]:
    """The words of a name in small letters."""
    return frozenset(word for word in LETTERS.split(name.lower()) if word)
