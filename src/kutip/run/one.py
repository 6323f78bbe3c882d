"""The order of the rooms for one report: this file is the way of the data."""

from msgspec import structs

from kutip import claim, known
from kutip import words as wording
from kutip.claim import doubt
from kutip.lang import Lang
from kutip.mark import amount, event, name, quote, sentence, time
from kutip.model import NONE, Models
from kutip.record import Article, Marks, Reading

VERSION = "0.1.0"


class Reader:
    """Reads reports of one language; made once, it keeps the language's compiled rules."""

    def __init__(self, lang: Lang, models: Models = NONE) -> None:
        self.lang = lang
        models = models.knowing(lang.code)
        self.endings = lang.signs.endings()
        self.sentences = sentence.make(lang)
        self.models = models
        self.names = name.make(lang, models)
        self.times = time.make(lang)
        self.amounts = amount.make(lang)
        self.events = event.make(lang)
        self.claims = claim.make(lang, models)
        self.doubts = doubt.make(lang)

    def read(self, article: Article, plain: bool = False) -> Reading:
        """What kutip makes of the report; with `plain` also what the outlet states in its own voice."""
        body = tuple(part for part in article.parts if part.kind == "paragraph")
        words = wording.cut(article.text)
        words = self.endings.parted(words) if self.endings else words
        quotes = quote.quotes(article.text, body)
        sentences = self.sentences(words, body, quotes)
        entities = self.names(article, words, sentences, quotes)
        times = self.times(article, words, sentences)
        taken = [*times, *(mention for entity in entities for mention in entity.mentions)]
        amounts = self.amounts(words, sentences, taken)
        marks = Marks(words, quotes, sentences, entities, times, amounts)
        found = self.claims(article, marks, plain)
        events = self.events(words, sentences, found.entities, found.times)
        claims = claim.with_events(found.claims, events)
        marks = structs.replace(marks, entities=found.entities, times=found.times, events=events)
        return Reading(
            kutip=VERSION,
            made_by=(
                f"rules:{self.lang.code}@{self.lang.digest}",
                f"rules:known@{known.load().digest}",
                *(model.id for model in self.models.taking(words)),
            ),
            article=article,
            entities=found.entities,
            times=found.times,
            amounts=amounts,
            events=events,
            claims=claims,
            doubts=self.doubts(article, marks, claims, found.doubts),
        )
