"""Who is meant: a source's words → the party behind them."""

from msgspec import structs

from kutip import known
from kutip.claim.focus import MEMORY, Focus
from kutip.claim.grammar import Grammar
from kutip.claim.line import Facts, Line, Stretch
from kutip.claim.office import titled
from kutip.claim.party import NOBODY, Party, Pointers
from kutip.record import Doubt, Entity, Mention, MentionForm, Span
from kutip.words import Phrases


class Referents:
    """Who has been named so far in one report, and who is in focus."""

    def __init__(
        self,
        facts: Facts,
        grammar: Grammar,
        pointers: Pointers,
        entities: tuple[Entity, ...],
        outlet: str | None,
        dateline: Span | None,
    ) -> None:
        self.facts, self.words, self.grammar, self.pointers = facts, facts.words, grammar, pointers
        self.entities = {entity.id: entity for entity in entities}
        self.dateline_end = self.words.range(dateline)[1] if dateline else 0
        self.dateline = self.words.text[dateline.start : dateline.end].casefold() if dateline else ""
        self.outlet = (outlet or "").casefold()
        self.focus = Focus(facts, pointers)
        self.spoke: dict[str, Party] = {}
        """Parties without a name by their last word: that *official* is the one who spoke last."""
        self.person: tuple[int, Party] | None = None
        """The person without a name who spoke last, and where."""
        self.mentions: dict[str, list[Mention]] = {}
        self.doubts: list[Doubt] = []
        self.roles = [(e, e.role.lower().replace("'", " '").split()) for e in entities if e.role and e.role.strip()]

    def is_outlet(self, party: Party) -> bool:
        """Whether a party is the outlet of the report itself; when nobody says which that is, its tag in the
        date line tells."""
        name = (party.name or "").casefold()
        if not self.outlet:
            return party.medium and len(name) > 3 and name in self.dateline
        return name == self.outlet.split(".")[0] or name.endswith(self.outlet)

    def party(self, line: Line, source: Stretch, apposed: tuple[Stretch, ...] = ()) -> Party:
        """Who the words of a source mean: a person before an organisation, a name before an epithet, else the
        words themselves."""
        stretches = (source, *apposed)
        for stretch in stretches:
            found = self.person_in(stretch)
            if found:
                return self.known(found[0], self.facts.named[found[1][0]][2], source[0])
        pronoun = self.pronoun(source)
        if pronoun:
            return pronoun
        body = self.seat(source) or self.body_in(line, source)
        if body:
            return body
        epithet = self.epithet(source)
        if epithet:
            return epithet
        for stretch in apposed:
            body = self.body_in(line, stretch)
            if body and not self.pointers.person.at(self.words, self.bare(source)[0]):
                return body
        return self.unnamed(source)

    def known(self, entity: Entity, span: Span, number: int, form: MentionForm = "name") -> Party:
        """The party that an entity is; it comes into focus."""
        self.focus.note(number, entity)
        if form != "name":
            self.mentions.setdefault(entity.id, []).append(Mention(span.start, span.end, form, "claim/refer"))
        return Party(
            entity.name,
            entity.id,
            span,
            "named",
            medium=entity.kind in ("agency", "outlet"),
            body=entity.kind == "organisation",
        )

    def known_again(self, entity: Entity) -> Party:
        """The party of an entity that is meant without a word for it."""
        return Party(entity.name, entity.id, None, "named", entity.kind in ("agency", "outlet"))

    def unnamed_last(self, number: int) -> Party | None:
        """The person without a name who spoke last before that word, if nobody with a name has spoken since."""
        place, party = self.person or (number, NOBODY)
        since = max((at for at, entity in self.focus.noted[-6:] if entity.kind == "person"), default=-1)
        return party if since < place < number else None

    def last(self) -> Party:
        """Whoever spoke or acted last: he goes on where a language leaves out its subject."""
        noted = self.focus.noted
        return self.known_again(noted[-1][1]) if noted else NOBODY

    def person_in(self, stretch: Stretch) -> tuple[Entity, Stretch] | None:
        """The person a noun phrase is headed by; not the owner in "Trump's manager" or "juru bicara Trump"."""
        first, last = stretch
        found = None
        for number in range(first, last):
            name = self.facts.named.get(number)
            if not name or name[1].kind != "person":
                continue
            owner = name[0] < last and self.words.lows[name[0]] in self.grammar.owns and name[0] + 1 < last
            behind_of = number > first and self.words.lows[number - 1] in self.grammar.of
            like = any(
                self.ends_at(self.grammar.like, begin, number) for begin in (number - 2, number - 1) if begin >= first
            )
            behind_of = behind_of or (
                number - 1 > first and self.grammar.adjuncts.at(self.words, number - 1) is not None and not like
            )
            related = any(
                self.ends_at(self.pointers.relations, begin, number) for begin in range(max(first, number - 3), number)
            )
            if not (owner or behind_of or related):
                found = (name[1], (number, name[0]))
                if not self.person_beside(name[0], last):
                    break  # else it was the name of an office: Direktur Samapta Komisaris Besar *Mokhamad Ngajib*
        return found

    def person_beside(self, number: int, last: int) -> bool:
        """Whether a person is named right behind that word, ranks and titles between them not counted."""
        for begin in range(number, min(number + 4, last)):
            if begin in self.facts.named:
                return self.facts.named[begin][1].kind == "person"
            if not self.words.word(begin)[0].isupper():
                break
        return False

    def ends_at(self, phrases: Phrases[None], begin: int, end: int) -> bool:
        return (found := phrases.at(self.words, begin)) is not None and found[0] == end

    def bare(self, stretch: Stretch) -> Stretch:
        """The stretch without the words at its edges that only make it definite."""
        first, last = stretch
        while first < last - 1 and self.words.lows[first] in self.pointers.before:
            first += 1
        while last - 1 > first and self.words.lows[last - 1] in self.pointers.behind:
            last -= 1
        return first, last

    def body_in(self, line: Line, stretch: Stretch) -> Party | None:
        """The organisation, medium or state that a noun phrase ends with, or whose paper speaks."""
        first, last = self.bare(stretch)
        head = self.skip_determiners(first, last)
        document = None if self.grammar.media.at(self.words, head) else self.grammar.documents.at(self.words, head)
        names = [(n, *self.facts.named[n]) for n in range(first, last) if n in self.facts.named]
        if not names:
            return None
        start, end, entity, _ = names[-1]
        person_noun = any(self.pointers.person.at(self.words, n) for n in range(first, start))
        if (
            document
            and not person_noun
            and (
                start == document[0]
                or self.words.lows[start - 1] in self.grammar.of
                or self.words.lows[start - 1] in self.grammar.definite
            )
        ):
            party = self.known(entity, self.words.span(start, end), first)
            return Party(party.name, party.entity, party.span, party.status, party.medium, document=True)
        owner = next((name for name in names if self.paper(name[1], last)), None)
        if owner and not person_noun:
            party = self.known(owner[2], self.words.span(owner[0], owner[1]), first)
            return Party(party.name, party.entity, party.span, party.status, party.medium, document=True)
        if person_noun or document or not (end == last or self.only_type(end, last)):
            return None
        known_place = entity.kind == "place" and entity.wikidata is not None
        if not known_place and any(self.grammar.media.at(self.words, number) for number in range(first, start)):
            party = self.known(entity, self.words.span(start, end), first)
            return Party(party.name, party.entity, party.span, party.status, medium=True)
        if entity.kind == "place":
            return self.place_speaks(entity, (start, end), first) if start == first else None
        if entity.kind == "other" or (
            start > first and any(self.grammar.adjuncts.at(self.words, n) for n in range(first + 1, start))
        ):
            return None
        return self.known(entity, self.words.span(start, end), first)

    def seat(self, source: Stretch) -> Party | None:
        """The body for which a building speaks: Balai Kota, city hall."""
        found = self.pointers.seats.at(self.words, self.bare(source)[0])
        holder = next((e for e in self.entities.values() if found and e.name.lower().startswith(found[1])), None)
        return self.known(holder, self.words.span(*source), source[0], "epithet") if holder else None

    def paper(self, first: int, last: int) -> bool:
        """Whether only the paper of a body follows its name: a Treasury *paper*."""
        found = self.grammar.documents.at(self.words, first) if first < last else None
        return found is not None and (found[0] == last or self.words.lows[found[0]] in self.grammar.participles)

    def only_type(self, first: int, last: int) -> bool:
        """Whether only the type of a body follows its name: the Arunika *news agency*."""
        found = self.pointers.nouns.at(self.words, first)
        return found is not None and found[0] == last

    def skip_determiners(self, first: int, last: int) -> int:
        while first < last - 1 and (
            self.words.lows[first] in self.pointers.before or self.words.lows[first] in self.grammar.noun_signs
        ):
            first += 1
        return first

    def place_speaks(self, entity: Entity, stretch: Stretch, number: int) -> Party:
        """A country speaks as itself, a capital for its country."""
        span = self.words.span(*stretch)
        state = self.state_of(entity)
        return self.known(state, span, number, "epithet") if state else self.known(entity, span, number)

    def state_of(self, capital: Entity) -> Entity | None:
        """The state that a capital speaks for: the known one if the report names it, else, for a place nobody knows
        that stands in the date line, the place that the report names first."""
        territory = known.load().capital_of(capital.name)
        if territory:
            return next((e for e in self.entities.values() if e.wikidata and e.wikidata == territory.wikidata), None)
        if known.load().named(capital.name):
            return None
        first = next((entity for _, entity in self.focus.places if entity.kind == "place"), None)
        datelined = any(entity is capital for place, entity in self.focus.places if place <= self.dateline_end)
        return first if datelined and first is not capital else None

    def speaker(self, label: Stretch) -> Party:
        """Who answers in a transcript: the entity whose name holds the label, else the label as printed."""
        wanted = set(self.words.lows[label[0] : label[1]])
        for entity in self.entities.values():
            if wanted <= set(entity.name.lower().split()):
                return self.known(entity, self.words.span(*label), label[0])
        return self.unnamed(label)

    def pronoun(self, stretch: Stretch) -> Party | None:
        """The entity a pronoun means; unnamed and doubted when there is none."""
        first, last = stretch
        if last - first != 1 or self.words.lows[first] not in self.pointers.pronouns:
            return None
        return self.clitic(self.words.span(first, last), self.words.lows[first], first, "pronoun")

    def clitic(
        self, span: Span, low: str, number: int, form: MentionForm = "clitic", people_first: bool = False
    ) -> Party:
        """The entity that a pronoun, alone or written onto a word, means; who is quoted is mostly a person."""
        pronoun = self.pointers.pronouns.get(low)
        kinds = pronoun.kinds if pronoun else ("person",)
        gender = pronoun.gender if pronoun else "any"
        entity = (self.focus.latest(number, ("person",), gender) if people_first else None) or self.focus.latest(
            number, kinds, gender
        )
        if entity is None and low in self.grammar.clitics:
            entity = self.focus.latest(number, ("organisation", "agency", "outlet", "place"), "any")
        unnamed = self.unnamed_last(number) if self.grammar.final and "person" in kinds else None
        if unnamed:
            return Party(unnamed.name, None, unnamed.span, "unnamed")
        body = self.focus.body(number) if "organisation" in kinds else None
        if body:
            return Party(body.name, None, body.span, "unnamed", body.medium)
        if entity:
            return self.known(entity, span, number, form)
        if gender != "any":
            self.doubts.append(
                Doubt(
                    span.start,
                    span.end,
                    "attribution_missing",
                    f"{self.words.text[span.start : span.end]}: nobody this can mean has been named",
                )
            )
        return Party(self.words.text[span.start : span.end], None, span, "unnamed")

    def epithet(self, stretch: Stretch) -> Party | None:
        """The entity that a definite noun phrase means: camat itu, the company, the 31-year-old."""
        first, last = self.bare(stretch)
        alone = last - first == 1 or not self.grammar.final  # a noun that is definite by itself stands alone
        if (first, last) == stretch and not (alone and self.words.lows[first] in self.grammar.definite):
            return None
        lows = [low for low in self.words.lows[first:last] if low not in self.grammar.definite]
        spoke = self.spoke.get(self.words.lows[last - 1]) if self.grammar.final and first > stretch[0] else None
        if spoke is not None:
            return Party(spoke.name, None, self.words.span(*stretch), "unnamed", spoke.medium, spoke.document)
        number, owned = stretch[0], self.pointers.is_person(self.words.lows[stretch[0]])
        entity = self.by_role(number, lows) or self.by_name(number, lows)
        entity = entity or (None if owned else self.by_noun(number, first, last))
        if entity:
            self.focus.call(entity, first, last)
        return self.known(entity, self.words.span(*stretch), number, "epithet") if entity else None

    def by_role(self, number: int, lows: list[str]) -> Entity | None:
        """The person whose printed role has the same head and holds all the words."""
        head = 0 if self.pointers.head_first else -1
        fitting = {
            entity.id: entity
            for entity, role in self.roles
            if lows and role[head] == lows[head] and set(lows) <= set(role)
        }
        before = (entity.id for _, entity in reversed(self.focus.named_in(number - MEMORY, number)))
        nearest = next((id for id in before if id in fitting), None) if fitting else None
        return fitting[nearest] if nearest else next(iter(fitting.values()), None)

    def by_name(self, number: int, lows: list[str]) -> Entity | None:
        """The organisation or place whose name holds the noun: dewan itu, the guild."""
        for place, entity in reversed(self.focus.named_in(number - MEMORY, number)):
            if (
                place < number
                and entity.kind != "person"
                and lows
                and set(lows) <= set(entity.name.lower().replace("'", " '").split())
            ):
                return entity
        return None

    def by_noun(self, number: int, first: int, last: int) -> Entity | None:
        """The last entity of the kinds that the noun can mean."""
        for begin in range(first, last):
            found = self.pointers.nouns.at(self.words, begin)
            if found and (found[0] == last or (begin == first and self.pointers.head_first)):
                return self.focus.called(number, found[1], " ".join(self.words.lows[begin : found[0]]))
        lows = self.words.lows[first:last]
        person = any(self.pointers.person.at(self.words, begin) for begin in range(first, last))
        person = person or not self.pointers.former.isdisjoint(lows)
        of = any(low in self.grammar.of or low in self.grammar.audience for low in lows)
        plain = not any(
            n in self.facts.named and self.facts.named[n][1].kind == "organisation" for n in range(first, last)
        ) or bool(self.pointers.behind)
        if person and plain and not of:
            return self.focus.latest(number, ("person",))
        return None

    def with_mentions(self, spoken: list[tuple[Stretch, str]]) -> tuple[Entity, ...]:
        """The entities with all that stands for them: the words found for speakers, and the pronouns of the body."""
        done = {mention.start for mentions in self.mentions.values() for mention in mentions}
        for stretch, speaker in spoken:
            for number in range(*stretch):
                if self.words.lows[number] in self.pointers.alone and self.entities[speaker].kind == "person":
                    self.mention(speaker, (number, number + 1), done)
        for stretch in titled(self.facts, self.grammar, self.pointers):
            self.in_title(stretch, done)
        pronouns = self.pointers.pronouns
        for number in [n for n, low in enumerate(self.words.lows) if low in pronouns]:
            pronoun = pronouns[self.words.lows[number]]
            if self.words.lows[number] not in self.grammar.clitics and self.words.starts[number] not in done:
                entity = self.focus.latest(number, pronoun.kinds, pronoun.gender)
                if entity:
                    self.mention(entity.id, (number, number + 1), done)
        return tuple(
            structs.replace(entity, mentions=tuple(sorted((*entity.mentions, *self.mentions.get(entity.id, ())))))
            for entity in self.entities.values()
        )

    def in_title(self, stretch: Stretch, done: set[int]) -> None:
        """Adds the body that a title means by an epithet."""
        first, last = self.bare(stretch)
        entity = self.by_name(first, self.words.lows[first:last]) or self.by_noun(first, first, last)
        if entity and entity.kind != "person":
            self.mention(entity.id, stretch, done, "epithet")

    def mention(self, entity: str, stretch: Stretch, done: set[int], form: MentionForm = "pronoun") -> None:
        span = self.words.span(*stretch)
        if span.start not in done:
            done.add(span.start)
            self.mentions.setdefault(entity, []).append(Mention(span.start, span.end, form, "claim/refer"))

    def unnamed(self, stretch: Stretch) -> Party:
        """A party by its printed words, relative clauses left out."""
        first, last = stretch
        for number in range(first + 1, last):
            if (
                self.words.lows[number] in self.grammar.relative or self.words.lows[number] in self.grammar.participles
            ) and number not in self.facts.inside_name:
                last = number
                break
        while last - 1 > first and not self.words.lows[last - 1][0].isalnum() and self.words.lows[last - 1] not in ")'":
            last -= 1
        start = self.skip_determiners(first, last)
        document = self.grammar.documents.at(self.words, start)
        document = document or self.documents_near(start, last)
        medium = any(self.grammar.media.at(self.words, number) for number in range(first, last))
        span = self.words.span(first, last)
        name = self.words.text[span.start : span.end]
        party = Party(name, None, span, "unnamed", medium=medium, document=document is not None)
        self.spoke[self.words.lows[last - 1]] = party
        if self.pointers.person.at(self.words, last - 1):
            self.person = (stretch[0], party)
        found = self.pointers.nouns.at(self.words, self.bare(stretch)[0])
        if found and found[0] == last and found[1][0] in ("organisation", "agency", "outlet"):
            self.focus.bodies.append((stretch[0], party))
        return party

    def documents_near(self, first: int, last: int) -> tuple[int, None] | None:
        """A document noun that closes the phrase: a council *paper*."""
        return next(
            (
                found
                for number in range(first, last)
                if (found := self.grammar.documents.at(self.words, number)) and found[0] == last
            ),
            None,
        )
