"""The keys of `cues.toml`: the words that ascribe, and the small words of attribution around them."""

from typing import Literal

from msgspec import Struct, field

from kutip.record import Certainty

Frame = Literal["verb", "behind", "according", "hearsay", "passive", "relay", "noun", "tail"]
Opening = Literal["that", "quote", "to", "as", "at", "noun", "back"]


class Cue(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that ascribe, all used alike.

    `frame` says where source and content stand:
    *verb*      source before it, content behind it, or before both ("…, the board said");
    *behind*    the source follows it: "…," ujar Rina; with `inverts` a verb does so too: "…," said Rina;
    *according* the source follows it, the content stands on the other side of both: according to Rina, …;
    *hearsay*   nobody is named: reportedly, konon, X is believed to, X diduga;
    *passive*   its subject is the content, the source follows: X dibantah (oleh) Rina;
    *relay*     a medium follows that passed the words on: dikutip dari, seperti dilansir;
    *noun*      a noun that holds a content: a rumour that, isu yang menyebut;
    *tail*      closes a passage: Demikian disampaikan Rina, which covers the sentences before it.
    """

    frame: Frame
    """Where source and content stand, as told above."""
    words: tuple[str, ...]
    """Single words or phrases."""
    stems: tuple[str, ...] = ()
    """Words without their endings: each is a cue with every one of `endings`."""
    certainty: Certainty = "stated"
    """How firm a content is that they ascribe, unless its own words or its source say otherwise."""
    needs: tuple[Opening, ...] = ()
    """For words with other uses: they ascribe only if what follows opens so (or if a quotation stands before them)."""
    inverts: bool = False
    """Whether the source of a verb may follow it."""
    noun: bool = False
    """Whether the same form is a noun too: then not behind an article or a possessive."""
    demand: bool = False
    """Whether it asks for something: adjuncts behind the demanded thing are not part of it."""
    quiet: bool = False
    """Whether it alone makes no claim, only together with a quotation (thank, praise, smile)."""
    after_be: bool = False
    """Whether it is a participle that hears only behind a form of "be": is considered."""
    mind: bool = False
    """Whether it tells what somebody thinks or wants: inside a quotation that is no source of its own."""
    named: bool = False
    """Whether it ascribes only with a name right before it: KCNA mendorong, but no plan that pushes for something."""
    nobody: bool = False
    """Whether its source is nobody in particular: according to rumour."""
    object_first: bool = False
    """Whether its object stands before the source: produksi ini ia perkirakan …"""
    upstream: bool = False
    """For a relay that names whence the party before it has the words: citing, mengutip."""


class Cues(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Attribution in one language."""

    cue: tuple[Cue, ...]
    """The words that ascribe, in groups that are used alike."""
    that: tuple[str, ...]
    """Words that open a content clause and are left out of it."""
    that_if: tuple[str, ...] = ()
    """Words that open a content clause directly behind a verb of speech but are real conditions elsewhere (jika)."""
    trails: bool = False
    """Whether a verb may follow both its content and its source: prices rose, the board said."""
    final: bool = False
    """Whether the verb closes its clause, behind its source and its content, with `that` behind the content."""
    subject: tuple[str, ...] = ()
    """Where verbs close clauses, the particles behind whoever acts."""
    topic: tuple[str, ...] = ()
    """Those of them that mark what a clause is about: mostly who speaks."""
    object: tuple[str, ...] = ()
    """There, the particles behind an object."""
    joins: tuple[str, ...] = ()
    """There, the particles inside a noun phrase: of, and."""
    closers: tuple[str, ...] = ()
    """There, endings of verbs that tell what a source does besides: opening the talks, he said …"""
    occasions: tuple[str, ...] = ()
    """There, how nouns end for where or how something is said; before one of `adjuncts` they belong to no content."""
    dated: tuple[str, ...] = ()
    """There, all words, besides figures, of a time that tells behind a source when it was said: on the 7th at 9."""
    bound: tuple[str, ...] = ()
    """There, endings of cue words that ascribe only where they end a content: is said to have *said*."""
    endings: tuple[str, ...] = ()
    """Endings of the stems of cues: said, saying."""
    to: tuple[str, ...] = ()
    """Words that open an infinitive."""
    by: tuple[str, ...]
    """What stands between a passive and its source."""
    relative: tuple[str, ...]
    """Relative pronouns."""
    subordinate: tuple[str, ...]
    """Words that open a clause of its own: a source never begins before one of them."""
    coordinate: tuple[str, ...]
    """And, but, while: they join a second attribution to the first."""
    adverbs: tuple[str, ...]
    """Auxiliaries and adverbs that may stand between a source and its verb, or directly behind the verb."""
    unsaid: tuple[str, ...] = ()
    """Such words that tell of what has not been said: will say, akan mengumumkan."""
    be: tuple[str, ...] = ()
    """Forms that make the verb behind them passive."""
    not_: tuple[str, ...]
    """Negations of a verb."""
    negative: tuple[str, ...]
    """Words that make a clause negative: the negations, nobody, never …"""
    infinitive: tuple[str, ...] = ()
    """Words directly before a verb that make it no finite one (to say)."""
    gerund: str = ""
    """The ending of verb forms that take the subject of their sentence: saying, adding."""
    bare_agent: bool = False
    """Whether the agent of a passive may stand behind it without a preposition: X disebut Rina sudah penuh."""
    quotes: tuple[str, ...] = ()
    """Verbs of a medium that quotes somebody *as saying* something."""
    owns: tuple[str, ...] = ()
    """Endings that make a name the owner of what follows: 's."""
    articles: tuple[str, ...] = ()
    """Articles."""
    holds: tuple[str, ...] = ()
    """A preposition that ties a noun to the one before it, in any noun phrase: the director *of* the hospital."""
    said_in: tuple[str, ...] = ()
    """Phrases that tell in what something was said, and close a content without being part of it: in a statement."""
    circumstance: tuple[str, ...] = ()
    """Words that open a circumstance of a demand, which is no part of it: during, selama."""
    no_cue: tuple[str, ...] = ()
    """Phrases with a word of speech in them that ascribe nothing: think tank."""
    asides: tuple[str, ...] = ()
    """What a reporter adds about a speaker behind what he said: gave no details, tanpa merinci."""
    itself: tuple[str, ...] = ()
    """What an outlet calls its own report: what it says of itself is no claim."""
    not_future: tuple[str, ...] = ()
    """Nouns behind which a word of the future is a preposition: permintaan … akan …"""
    hypothetical: tuple[str, ...] = ()
    """Words that make an attribution behind them one that has not been made: if X says."""
    participles: tuple[str, ...] = ()
    """Participles that open a reduced relative clause behind a noun: a report *seen* by us."""
    noun_signs: tuple[str, ...] = ()
    """Words directly before a noun: behind one of them a form that is noun and verb is a noun."""
    definite: tuple[str, ...]
    """Words that make a noun phrase definite: the, itu, tersebut."""
    openers: tuple[str, ...]
    """Connectives at the head of a sentence that belong to no content: however, selain itu."""
    adjuncts: tuple[str, ...]
    """Prepositions that open an adjunct of the attribution: on Thursday, in a statement, di Jakarta."""
    audience: tuple[str, ...]
    """What stands before those who were told: to, kepada; a medium there is a hop."""
    told: tuple[str, ...] = ()
    """Verbs whose first object is the one who was told."""
    listeners: tuple[str, ...]
    """Nouns for those who were told: reporters, wartawan."""
    like: tuple[str, ...]
    """Words that bring in a source as one of many: analysts *such as* X."""
    future: tuple[str, ...]
    """Words of the main verb that make a content projected."""
    coming: tuple[str, ...] = ()
    """Where verbs close clauses, how the last words end of a content that is projected."""
    never_future: tuple[str, ...] = ()
    """Such words with a negation that say what is, not what comes: cannot, tidak bisa."""
    hedges: tuple[str, ...] = ()
    """Words that open a content and make it assessed: probably, mungkin."""
    conditions: tuple[str, ...]
    """Words that open a condition before the main clause."""
    back: tuple[str, ...]
    """Objects and subjects that only point back to what was said: hal itu, the claim."""
    documents: tuple[str, ...]
    """Nouns for papers, data and polls that can speak; the body behind them is the source when it is named."""
    media: tuple[str, ...]
    """Nouns for media that can speak: agency, daily, kantor berita."""
    bridges: tuple[str, ...] = ()
    """Words between a quotation and its source: “…,” *was how* one put it; “…,” *as* she put it."""
    as_: tuple[str, ...] = field(name="as", default=())
    """What stands between a thing and what it is called: sees the tour *as* a sign."""
    at: tuple[str, ...] = ()
    """What stands between a thing and its figure: puts the price *at* 4 million."""
    of: tuple[str, ...]
    """What stands between a document and its body: by, of, dari."""
