"""The order of the rooms for one report: this file is the way of the data."""

from collections.abc import Sequence
from functools import cache

from kutip import words as wording
from kutip.lang import Lang
from kutip.mark import amount, event, name, quote, sentence, time
from kutip.record import Article, Reading

VERSION = "0.1.0"
NAMED = frozenset({"title", "subtitle", "caption", "subhead", "dateline", "paragraph"})


class Reader:
    """Reads reports of one language; made once, it keeps the language's compiled rules."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.sentences = sentence.make(lang)
        self.names = name.make(lang)
        self.times = time.make(lang)
        self.amounts = amount.make(lang)
        self.events = event.make(lang)

    def read(self, article: Article, plain: bool = False) -> Reading:
        """What kutip makes of the report; with `plain` also what the outlet states in its own voice."""
        body = tuple(part for part in article.parts if part.kind == "paragraph")
        words = wording.cut(article.text)
        quotes = quote.quotes(article.text, body)
        sentences = self.sentences(words, body, quotes)
        entities = self.names(article, words, sentences)
        times = self.times(article, words, sentences)
        taken = [*times, *(mention for entity in entities for mention in entity.mentions)]
        amounts = self.amounts(words, sentences, taken)
        events = self.events(words, sentences, entities, times)
        return Reading(
            kutip=VERSION,
            made_by=(f"rules:{self.lang.code}@{self.lang.digest}",),
            article=article,
            entities=entities,
            times=times,
            amounts=amounts,
            events=events,
            claims=(),
            doubts=(),
        )
