"""Marks → claims: what is attributed, to whom, through whom, how firmly."""

from collections.abc import Callable
from itertools import groupby

from msgspec import Struct, structs

from kutip.claim.certainty import certainty, polarity
from kutip.claim.chain import credits, distinct
from kutip.claim.grammar import Grammar
from kutip.claim.line import Facts, Stretch, facts
from kutip.claim.refer import NOBODY, Pointers, Referents
from kutip.claim.tell import Teller, Told
from kutip.lang import Lang
from kutip.record import Amount, Article, Claim, Doubt, Entity, Event, Hop, Quote, Sentence, Span, Time, Words


class Found(Struct, frozen=True):
    """The claims, with what they tell of the marks: who the pronouns mean, which times belong to an attribution."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    doubts: tuple[Doubt, ...]


class Marks(Struct, frozen=True):
    """What the markers found."""

    words: Words
    quotes: tuple[Quote, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    amounts: tuple[Amount, ...]
    events: tuple[Event, ...]


def make(lang: Lang) -> Callable[[Article, Marks, bool], Found]:
    """The claims of reports in one language."""
    grammar, pointers = Grammar(lang), Pointers(lang)

    def claims(article: Article, marks: Marks, plain: bool) -> Found:
        known = facts(marks.words, marks.quotes, marks.entities, marks.times)
        dateline = max((part.end for part in article.parts if part.kind == "dateline"), default=0)
        referents = Referents(known, grammar, pointers, marks.entities, article.outlet, marks.words.range(Span(0, dateline))[1])
        teller = Teller(known, grammar, referents)
        for _, group in groupby(enumerate(marks.sentences), key=lambda pair: pair[1].block):
            paragraph(teller, list(group))
        whole = (*credits(article, known), *(one for one, _ in teller.credits))
        made = [claim(article, known, grammar, marks, told, whole, teller.credits) for told in teller.told if told.content]
        made.sort(key=lambda c: (c.content[0].start, -c.content[-1].end))
        numbered = tuple(structs.replace(c, id=f"c{n}") for n, c in enumerate(made, 1))
        return Found(numbered, marks.entities, marks.times, tuple(referents.doubts))

    return claims


def paragraph(teller: Teller, sentences: list[tuple[int, Sentence]]) -> None:
    """Tells one paragraph: an answer of a transcript as a whole, anything else sentence by sentence."""
    number, first = sentences[0]
    label = transcript_label(teller.words, first.first, sentences[-1][1].last)
    if label:
        teller.answer(number, first.block, label, sentences[-1][1].last)
        return
    for number, sentence in sentences:
        teller.sentence(number, sentence)


def transcript_label(words: Words, first: int, last: int) -> Stretch | None:
    """“HALLORAN:” at the head of a paragraph: one to four words in capitals before a colon."""
    end = first
    while end < last and end - first < 4 and words.word(end).isupper() and words.word(end).isalpha():
        end += 1
    return (first, end) if end > first and end + 1 < last and words.lows[end] == ":" and words.ends[end - 1] - words.starts[first] > 1 else None


def claim(article: Article, known: Facts, grammar: Grammar, marks: Marks, told: Told, whole: tuple[Hop, ...], tails: list[tuple[Hop, Span]]) -> Claim:
    """One claim as it is printed."""
    content = tuple(known.words.span(*stretch) for stretch in told.content)
    bears = told.party is NOBODY or told.party.medium or told.party.document
    firm = certainty(grammar, known, told.cue_certainty, told.content, bears)
    chain = (*distinct((*told.chain, *whole)), Hop(article.outlet, None, None, None, None, "outlet"))
    around = Span(known.words.starts[told.start], known.words.ends[max(told.end, told.start + 1) - 1])
    times = [n for n, time in enumerate(marks.times) if any(s.holds(time) for s in content) or around.holds(time) or any(words.holds(time) for _, words in tails)]
    return Claim(
        id="",
        content=content,
        form=told.form,
        certainty=firm,
        polarity=polarity(grammar, known, firm, told.content),
        chain=chain,
        entities=tuple(e.id for e in marks.entities if any(s.holds(m) for s in content for m in e.mentions)),
        times=tuple(times),
        amounts=tuple(n for n, amount in enumerate(marks.amounts) if any(s.holds(amount) for s in content)),
        event=next((n for n, event in enumerate(marks.events) if any(s.holds(event) for s in content)), None),
    )


__all__ = ["Found", "Marks", "Stretch", "make"]
