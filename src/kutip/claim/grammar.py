"""The small words of attribution of one language, compiled for look-up."""

from kutip.lang import Lang
from kutip.lang.cues import Cue
from kutip.record import Words
from kutip.words import Before, Phrases

DASHES = frozenset("–—―-")
STOPS = frozenset(",;:()[]…/|") | DASHES
ENDS = frozenset(".!?…。！？")
MARKS = frozenset("\"'“”„‟‘’‚«»‹›「」『』")


class Grammar:
    """Look-ups into `cues.toml`; every test is on words in lower case."""

    def __init__(self, lang: Lang) -> None:
        cues = lang.cues
        self.cues = Phrases(cue_phrases(lang))
        self.verbs = {word: cue for cue in cues.cue if cue.frame == "verb" and cue.noun for word in cue.words}
        self.openers = Phrases((opener, None) for opener in cues.openers)
        self.back = Phrases((phrase, None) for phrase in cues.back)
        self.asides = Phrases((phrase, None) for phrase in cues.asides)
        self.adjuncts = Phrases((phrase, None) for phrase in cues.adjuncts)
        self.documents = Phrases((phrase, None) for phrase in cues.documents)
        self.media = Phrases((phrase, None) for phrase in cues.media)
        self.like = Phrases((phrase, None) for phrase in cues.like)
        self.future = Phrases((phrase, None) for phrase in cues.future)
        self.coming = tuple(tuple(ending.split()) for ending in cues.coming)
        self.never_future = Phrases((phrase, None) for phrase in cues.never_future)
        self.not_ = Phrases((phrase, None) for phrase in cues.not_)
        self.that = frozenset(cues.that)
        self.that_if = frozenset(cues.that_if)
        self.to = frozenset(cues.to)
        self.by = frozenset(cues.by)
        self.relative = frozenset(cues.relative)
        self.subordinate = frozenset(cues.subordinate)
        self.coordinate = frozenset(cues.coordinate)
        self.adverbs = frozenset(cues.adverbs)
        self.unsaid = frozenset(cues.unsaid)
        self.be = frozenset(cues.be)
        self.negative = frozenset(cues.negative)
        self.infinitive = frozenset(cues.infinitive)
        self.noun_signs = frozenset(cues.noun_signs)
        self.definite = frozenset(cues.definite)
        self.audience = frozenset(cues.audience)
        self.told = frozenset(cues.told)
        self.listeners = frozenset(cues.listeners)
        self.hedges = Phrases((phrase, None) for phrase in cues.hedges)
        self.conditions = frozenset(cues.conditions)
        self.of = frozenset(cues.of)
        self.holds = frozenset(cues.holds)
        self.said_in = Phrases((phrase, None) for phrase in cues.said_in)
        self.circumstance = Phrases((phrase, None) for phrase in cues.circumstance)
        self.itself = Phrases((phrase, None) for phrase in cues.itself)
        self.not_future = frozenset(cues.not_future)
        self.hypothetical = frozenset(cues.hypothetical)
        self.articles = frozenset(cues.articles)
        self.participles = frozenset(cues.participles)
        self.bridges = frozenset(cues.bridges)
        self.as_, self.at = frozenset(cues.as_), frozenset(cues.at)
        self.bare_agent = cues.bare_agent
        self.quotes = frozenset(cues.quotes)
        self.owns = frozenset(cues.owns)
        self.trails = cues.trails
        self.final = cues.final
        self.subject, self.object, self.joins = map(frozenset, (cues.subject, cues.object, cues.joins))
        self.bound, self.topic = tuple(cues.bound), frozenset(cues.topic)
        self.closers, self.occasions, self.dated = tuple(cues.closers), tuple(cues.occasions), frozenset(cues.dated)
        self.particles, self.finite = particles(lang)
        self.thats = Before((phrase, None) for phrase in cues.that)
        nouns = speakers(lang)
        self.speaking, self.speakers = frozenset(nouns), tuple(noun for noun in nouns if len(noun) > 1)
        self.gerund = cues.gerund
        self.clitics = lang.signs.clitics
        self.pronouns = frozenset(word for pronoun in lang.refer.pronoun for word in pronoun.words) - frozenset(
            self.clitics
        )
        self.roles = Phrases((word, None) for word in lang.refer.person)
        self.bodies = Phrases((word, None) for noun in lang.refer.noun for word in noun.words)
        self.behind = frozenset(lang.refer.behind)
        self.degrees = frozenset(lang.people.degrees)
        self.links = frozenset(lang.people.links)

    def is_gerund(self, words: Words, last: int) -> bool:
        """Whether the cue ending before word `last` takes the subject of its sentence (saying, adding)."""
        return bool(self.gerund) and words.lows[last - 1].endswith(self.gerund)

    def says(self, words: Words, number: int) -> bool:
        """Whether a verb of speech stands there that is nothing else."""
        found = self.cues.at(words, number)
        return found is not None and any(cue.frame == "verb" and not (cue.noun or cue.needs) for cue in found[1][0])

    def skip_signs(self, words: Words, number: int, last: int) -> int:
        """The first word from `number` on that is no article, possessive or other sign of a noun."""
        while number < last - 1 and (words.lows[number] in self.noun_signs or words.lows[number] in self.definite):
            number += 1
        return number

    def skip_adverbs(self, words: Words, number: int, last: int) -> int:
        """The first word from `number` on that is no adverb or auxiliary."""
        while number < last and words.lows[number] in self.adverbs:
            number += 1
        return number

    def skip_openers(self, words: Words, number: int, last: int) -> int:
        """The first word behind the connectives at the head of a stretch, their commas included."""
        while number < last and words.lows[number] in self.openers.heads:
            found = self.openers.at(words, number)
            if found is None or found[0] >= last:
                break
            number = found[0]
            while number < last and words.lows[number] in STOPS:
                number += 1
        return number


def particles(lang: Lang) -> tuple[frozenset[str], tuple[str, ...]]:
    """The particles of a language, and how the verbs end behind which one closes a content."""
    signs = lang.signs
    pairs = [entry.rpartition("|") for entry in (*signs.particles, *signs.particles_closed, *signs.particles_open)]
    finite = (before for before, _, particle in pairs if before and particle in lang.cues.that)
    return frozenset(particle for _, _, particle in pairs), tuple(dict.fromkeys(finite))


def speakers(lang: Lang) -> tuple[str, ...]:
    """The nouns that can speak, where nouns are written together: people, bodies, media, papers."""
    nouns = (word for noun in lang.refer.noun for word in noun.words)
    return tuple(
        {*lang.refer.person, *lang.people.offices, *nouns, *lang.cues.media, *lang.cues.documents}
        if lang.cues.final
        else ()
    )


Meaning = tuple[tuple[Cue, ...], str]


def cue_phrases(lang: Lang) -> list[tuple[str, Meaning]]:
    """Every cue phrase with the cues it can be and the clitic it carries ("" for none)."""
    meanings: dict[str, list[Cue]] = {phrase: [] for phrase in (*lang.cues.no_cue, *lang.cues.asides)}
    clitic: dict[str, str] = {}
    for cue in lang.cues.cue:
        inflected = (stem + ending for stem in cue.stems for ending in lang.cues.endings)
        for phrase in (*cue.words, *inflected):
            meanings.setdefault(phrase, []).append(cue)
            if cue.frame in ("behind", "according", "verb") and not cue.nobody:
                for ending in lang.signs.clitics:
                    meanings.setdefault(phrase + ending, []).append(cue)
                    clitic[phrase + ending] = ending
    return [(phrase, (tuple(cues), clitic.get(phrase, ""))) for phrase, cues in meanings.items()]
