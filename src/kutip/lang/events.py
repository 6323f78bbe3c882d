"""The keys of `events.toml`: the words that tell who did what to whom."""

from typing import Literal

from msgspec import Struct

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip


class Trigger(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell one type of event."""

    type: EventType
    """As PLOVER names it."""
    verbs: tuple[str, ...] = ()
    """Finite active forms; their subject is the actor."""
    nouns: tuple[str, ...] = ()
    """Nouns whose doer stands directly beside them: kunjungan Kim, Kim's visit."""
    mode: str | None = None
    """PLOVER's mode of the type: visit, demo."""
    recipient: bool = False
    """Whether whoever follows directly is the recipient."""
    only_with_recipient: bool = False
    """Whether it is an event only with a recipient: fired a minister, but not fired a shot."""
    spoken: bool = False
    """Whether it is done by speaking, so that it happened when it was reported to be said."""
    needs: tuple[str, ...] = ()
    """Words one of which has to follow: signed … a treaty; before its passive it makes two names its actors."""


class EventWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Events of PLOVER types, told with a precision that analysts can rely on."""

    triggers: tuple[Trigger, ...]
    """The words that tell events, in groups that are used alike."""
    prepositions: tuple[str, ...]
    """Words before a name that keep it from being the actor."""
    breaks: tuple[str, ...]
    """Words and signs that part a verb from a name before them: that, bahwa."""
    fillers: tuple[str, ...]
    """Words that may stand between an actor and his verb: has, also, juga."""
    blocks: tuple[str, ...]
    """Words shortly before a verb that undo the event: not, if, was."""
    passives: tuple[str, ...]
    """Those of `blocks` and of the verbs that make a passive: was signed, ditandatangani."""
    conjunctions: tuple[str, ...]
    """Words between two names that act together."""
    filler_endings: tuple[str, ...] = ()
    """Endings of more such words: -ly."""
    determiners: tuple[str, ...] = ()
    """Words directly before a participle that make it no verb: the endorsed candidate."""
    by: tuple[str, ...] = ()
    """Words directly behind a participle that make it a passive: rejected by."""
    to: tuple[str, ...] = ()
    """Words that may stand between a verb and its recipient: on, kepada."""
    places: tuple[str, ...] = ()
    """Words before a place where it happened."""
    clitics: tuple[str, ...] = ()
    """Pronouns written onto a noun: kunjungannya."""
