"""Marks → claims: what is attributed, to whom, through whom, how firmly."""

from bisect import bisect_left
from collections.abc import Callable, Iterator

from msgspec import Struct, structs

from kutip.claim.certainty import certainty, polarity
from kutip.claim.chain import credits, distinct, passed_on
from kutip.claim.grammar import Grammar
from kutip.claim.learned import learned
from kutip.claim.line import Facts, Stretch, facts
from kutip.claim.own import own_voice
from kutip.claim.party import NOBODY, Pointers
from kutip.claim.refer import Referents
from kutip.claim.tell import Teller
from kutip.claim.told import Told
from kutip.lang import Lang
from kutip.model import NONE, Models
from kutip.model.door import Page
from kutip.model.features import numbers, tags
from kutip.record import Article, Claim, Doubt, Entity, Event, Hop, Marks, Span, Time, TimeRole, Words


class Found(Struct, frozen=True):
    """The claims, with what they tell of the marks: whom the pronouns mean, which times belong to an attribution."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    doubts: tuple[Doubt, ...]


def make(lang: Lang, models: Models = NONE) -> Callable[[Article, Marks, bool], Found]:
    """The claims of reports in one language: those that the rules find, and what models know beside them."""
    grammar, pointers = Grammar(lang), Pointers(lang)

    def claims(article: Article, marks: Marks, plain: bool) -> Found:
        known = facts(grammar, marks.words, marks.quotes, marks.entities, marks.times)
        telling = told_by(known, article, marks, plain)
        if models.has("attributions", marks.words):
            answers = models.asked("attributions", page(article, marks, telling))
            known.learned = learned(marks.words, ((tie, model.id) for model, answer in answers for tie in answer.ties))
            telling = told_by(known, article, marks, plain) if known.learned else telling
        return found(telling, marks)

    def told_by(known: Facts, article: Article, marks: Marks, plain: bool) -> Telling:
        dateline = next((part for part in article.parts if part.kind == "dateline"), None)
        referents = Referents(known, grammar, pointers, marks.entities, article.outlet, dateline)
        teller = Teller(known, grammar, referents)
        teller.report(marks.sentences)
        own = own_voice(teller, marks.sentences) if plain else []
        whole = (*credits(article, known, marks.entities), *(hop for hop, _ in teller.credits))
        tails = tuple(words for _, words in teller.credits)
        press = Press(article, known, grammar, whole, tails, inventory(marks), passed_on(article, marks.entities))
        return Telling(teller, press, tuple(told for told in (*teller.told, *own) if told.content))

    return claims


def found(telling: "Telling", marks: Marks) -> Found:
    """What a telling comes to."""
    teller = telling.teller
    printed = sorted(map(telling.press.claim, telling.told), key=place)
    numbered = tuple(structs.replace(claim, id=f"c{number}") for number, claim in enumerate(printed, 1))
    times = roles(marks.times, teller, marks.words)
    entities = teller.referents.with_mentions(teller.in_own_words())
    return Found(numbered, entities, times, tuple(teller.referents.doubts))


def page(article: Article, marks: Marks, telling: "Telling") -> Page:
    """The article as a model is shown it, with the names in it and the claims that the rules found."""
    blocks = [marks.words.range(part) for part in article.parts if part.kind == "paragraph"]
    named = ((m, entity.kind) for entity in marks.entities for m in entity.mentions if m.form == "name")
    press = telling.press
    said = (piece for told in telling.told for piece in pieces(press.content(told), press.chain(told)[0]))
    return Page(
        lang=article.lang,
        words=marks.words,
        blocks=tuple((first, last) for first, last in blocks if first < last),
        quoted=numbers(marks.words, (quote.inner for quote in marks.quotes)),
        heads=frozenset(sentence.first for sentence in marks.sentences),
        names=tags(marks.words, named),
        ties=tags(marks.words, said),
        brief=True,
    )


def tied(claims: tuple[Claim, ...]) -> Iterator[tuple[Span, str]]:
    """The pieces of claims: contents, and the source and cue of each speaker."""
    return (piece for claim in claims for piece in pieces(claim.content, claim.chain[0]))


def pieces(content: tuple[Span, ...], speaker: Hop) -> Iterator[tuple[Span, str]]:
    """The pieces of one claim."""
    yield from ((span, "content") for span in content)
    if speaker.start is not None and speaker.end is not None:
        yield Span(speaker.start, speaker.end), "source"
    if speaker.cue:
        yield speaker.cue, "cue"


def with_events(claims: tuple[Claim, ...], events: tuple[Event, ...]) -> tuple[Claim, ...]:
    """The claims, each with the event that its content tells."""
    return tuple(structs.replace(claim, event=told(claim, events)) for claim in claims)


def told(claim: Claim, events: tuple[Event, ...]) -> int | None:
    """The number of the first event that a content tells."""
    return next(
        (number for number, event in enumerate(events) if any(span.holds(event) for span in claim.content)), None
    )


def place(claim: Claim) -> tuple[int, int]:
    """Claims stand in the order of the text, an outer one before those inside it."""
    return claim.content[0].start, -claim.content[-1].end


def roles(times: tuple[Time, ...], teller: Teller, words: Words) -> tuple[Time, ...]:
    """The times; one that belongs to an attribution says when that was told, or when a medium passed it on."""
    told: set[int] = set()
    for one in teller.told:
        around = {number for first, last in one.around for number in range(first, last)}
        told |= around.difference(*(range(first, last) for first, last in one.content))
    cited = {number for first, last in teller.cited for number in range(first, last)}
    for _, credit in teller.credits:
        cited.update(range(*words.range(credit)))

    def role(time: Time) -> TimeRole | None:
        number, _ = words.range(time)
        if time.role != "event":
            return time.role
        return "citation" if number in cited else "report" if number in told else "event"

    return tuple(structs.replace(time, role=role(time)) for time in times)


class Press(Struct, frozen=True):
    """Prints claims of one report: word numbers become spans, the whole-text credit and the outlet close every
    chain."""

    article: Article
    known: Facts
    grammar: Grammar
    whole: tuple[Hop, ...]
    tails: tuple[Span, ...]
    inventory: "Inventory"
    via: tuple[Hop, ...]
    """Media that a feed names between the report and its outlet; no words of the text do."""

    def content(self, told: Told) -> tuple[Span, ...]:
        """The stretches of text that somebody said."""
        return tuple(self.known.words.span(*stretch) for stretch in told.content)

    def chain(self, told: Told) -> tuple[Hop, ...]:
        """From the origin to the outlet."""
        whole = self.whole if told.form != "plain" else ()
        outlet = Hop(self.article.outlet, None, None, None, None, "outlet")
        return (*distinct((*told.chain, *whole, *self.via)), outlet)

    def claim(self, told: Told) -> Claim:
        """One claim as it is printed."""
        words, inventory = self.known.words, self.inventory
        content = self.content(told)
        bears = told.party is NOBODY or told.party.medium or told.party.document
        firm = certainty(self.grammar, self.known, told.certainty, told.content, bears and told.form != "plain")
        firm = "stated" if told.demand and firm == "projected" else firm
        tails = self.tails if told.form != "plain" else ()
        around = (*content, *(words.span(*stretch) for stretch in told.around), *tails)
        return Claim(
            id="",
            content=content,
            form=told.form,
            certainty=firm,
            polarity=polarity(self.grammar, self.known, firm, told.content),
            chain=self.chain(told),
            entities=tuple(inventory.ids[number] for number in inside(content, inventory.mentions)),
            times=inside(around, inventory.times),
            amounts=inside(content, inventory.amounts),
            event=None,
            by=told.by,
        )


class Telling(Struct, frozen=True):
    """A report as it was told: what the teller keeps, and the claims, still to be printed."""

    teller: Teller
    press: Press
    told: tuple[Told, ...]


Shelf = list[tuple[int, int, int]]
"""Start, end and number of some marks, in the order of the text."""


class Inventory(Struct, frozen=True):
    """Where the marks stand, to find those inside a content at once."""

    ids: tuple[str, ...]
    mentions: Shelf
    times: Shelf
    amounts: Shelf


def inventory(marks: Marks) -> Inventory:
    """The marks of a report by their place."""
    return Inventory(
        ids=tuple(entity.id for entity in marks.entities),
        mentions=sorted((m.start, m.end, n) for n, entity in enumerate(marks.entities) for m in entity.mentions),
        times=sorted((time.start, time.end, n) for n, time in enumerate(marks.times)),
        amounts=sorted((amount.start, amount.end, n) for n, amount in enumerate(marks.amounts)),
    )


def inside(spans: tuple[Span, ...], shelf: Shelf) -> tuple[int, ...]:
    """The numbers of the marks that stand inside one of the spans."""
    found: set[int] = set()
    for span in spans:
        for index in range(bisect_left(shelf, (span.start, 0, 0)), len(shelf)):
            start, end, number = shelf[index]
            if start >= span.end:
                break
            if end <= span.end:
                found.add(number)
    return tuple(sorted(found))


__all__ = ["Found", "Stretch", "make"]
