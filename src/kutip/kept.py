"""Every value of the desk: what a store keeps beside readings and stories, in the order in which a day meets it.

A report is what one outlet printed at one address, and may have several versions. What moved is a `Change`; a watch
asks for changes, an alert tells of one. What analysts say is a `Judgement`, kept apart from what the machine found.
All are frozen; `id` is 0 until a store has given one. Moments are ISO 8601 in UTC.
"""

from typing import Literal

from msgspec import Struct

from kutip.record import Capture, Certainty, Comparator, Form, Reading, Slot, Story, Traced

# --- what is kept -----------------------------------------------------------------------------------------------------


class Kept(Struct, frozen=True):
    """A capture with what was made of it: one thing to keep."""

    capture: Capture
    reading: Reading
    seen: str
    """When it came."""


class Report(Struct, frozen=True, omit_defaults=True):
    """What one outlet printed at one address."""

    id: int
    ref: str
    """How traces name it: the id of its article, and which printing of that text it is where there are several."""
    url: str | None
    outlet: str | None
    lang: str
    title: str
    published: str | None
    seen: str
    """When it was first kept."""
    story: int | None = None
    versions: int = 1


class Version(Struct, frozen=True):
    """How a report stood at one time; the first is number 1."""

    number: int
    article: str
    """The id of its text."""
    capture: str
    """SHA-256 of the preserved page."""
    seen: str
    made_by: tuple[str, ...]


class Original(Struct, frozen=True):
    """A preserved copy: the bytes as they came, with what the server said of them."""

    sha256: str
    body: bytes
    media: Literal["text", "html"]
    charset: str | None
    url: str | None
    fetched: str
    headers: tuple[tuple[str, str], ...]


class Held(Struct, frozen=True):
    """A report with one of its versions and what was read in it."""

    report: Report
    versions: tuple[Version, ...]
    version: Version
    reading: Reading
    groups: dict[str, int]
    """The number of the claim over all tellings, by the id of the claim in this reading."""
    judgements: "tuple[Judgement, ...]" = ()


# --- what it comes to -------------------------------------------------------------------------------------------------


class Told(Struct, frozen=True, omit_defaults=True):
    """A story as it stands, with the numbers by which it is known: its own, and those of its claims, in their order."""

    id: int
    story: Story
    claims: tuple[int, ...]
    reports: tuple[Report, ...]
    """In the order of `story.articles`."""
    changed: str
    stories: tuple[int, ...] = ()
    """Stories that are this one now."""
    groups: tuple[tuple[int, int], ...] = ()
    """Claims that are others now: the number that each had, and the one it goes by."""


class Placed(Struct, frozen=True):
    """Where a report stands among the stories, and by what it came to stand there."""

    report: int
    story: int
    version: int
    """The one that was told."""
    keys: bytes
    """What tells it from others."""


class Group(Struct, frozen=True):
    """One claim in all its tellings, the story it is of, and the reports that tell it."""

    id: int
    story: int
    traced: Traced
    reports: tuple[Report, ...]
    """In the order of `traced.tellings`."""


class Source(Struct, frozen=True, omit_defaults=True):
    """A party that speaks or passes on, in numbers: claims."""

    id: int
    name: str
    kind: str | None
    wikidata: str | None
    originated: int
    relayed: int
    corrected: int
    state: str | None = None
    """The state it belongs to, as `known` has it."""


class Hit(Struct, frozen=True):
    """One claim of one report that answers a question."""

    report: Report
    claim: str
    """Its id in the reading."""
    group: int | None
    says: str
    source: str | None
    """Who speaks, as far as the report tells."""
    certainty: Certainty
    form: Form


class Found(Struct, frozen=True):
    """A page of answers, the newest first; `further` is where the next page begins, None at the end."""

    hits: tuple[Hit, ...]
    further: str | None
    facets: "dict[str, tuple[tuple[str, int], ...]]"
    """Of each facet (outlet, source, place, month, certainty, lang, form) the commonest values with their counts."""
    counted: int
    """Over so many of the newest answers the facets are counted."""


ChangeKind = Literal["story", "telling", "origin", "contradiction", "correction", "revision"]


class Change(Struct, frozen=True, omit_defaults=True):
    """Something that moved: a new story, one more telling or origin of a claim, a contradiction, a correction, a report
    that reads otherwise than before."""

    id: int
    at: str
    kind: ChangeKind
    story: int | None = None
    group: int | None = None
    report: int | None = None
    other: int | None = None
    """The report on the other side: of a contradiction, a correction."""
    claim: str | None = None
    """In the reading of the report."""
    says: tuple[str, ...] = ()
    """The words that moved: the claim; both wordings; the old and the new one; the name of the origin."""
    slot: Slot | None = None
    """In what two tellings contradict one another."""


# --- what analysts say and ask ----------------------------------------------------------------------------------------

JudgementKind = Literal["speaker", "same", "apart", "wrong", "rating", "note"]


class Judgement(Struct, frozen=True, omit_defaults=True):
    """What an analyst says; it wins over the machine and can be undone.

    `speaker`: `says` is who speaks. `same` and `apart`: this claim and the `other` are, or are not, one. `wrong`: this
    is no claim. `rating`: `says` is A to F, of the source named in `subject`. `note`: on whatever it is.
    """

    id: int
    at: str
    by: str
    kind: JudgementKind
    says: str = ""
    article: str | None = None
    claim: str | None = None
    other_article: str | None = None
    other_claim: str | None = None
    subject: str | None = None
    undone: str | None = None
    undone_by: str | None = None


class Question(Struct, frozen=True, omit_defaults=True):
    """What is searched for: all that is given must hold; of several values of one kind, one must."""

    words: str = ""
    outlets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    role: Literal["origin", "relay"] | None = None
    """Of the sources: only what they say first, or only what they pass on."""
    places: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    certainties: tuple[Certainty, ...] = ()
    forms: tuple[Form, ...] = ()
    since: str | None = None
    until: str | None = None


Happening = Literal["telling", "origin", "contradiction", "correction", "revision", "amount"]


class Watch(Struct, frozen=True, omit_defaults=True):
    """A saved question; with `on` it is watched, and what happens to its answers is told."""

    id: int
    name: str
    by: str
    made: str
    question: Question
    on: tuple[Happening, ...] = ()
    group: int | None = None
    """Only this claim."""
    comparator: Comparator | None = None
    threshold: float | None = None
    unit: str | None = None
    """For "amount": a number past a threshold."""
    to: tuple[str, ...] = ()
    """Where alerts go: addresses of webhooks, and mailto: addresses."""
    every: int = 15
    """Minutes between two messages; what comes between waits and comes as a digest."""
    secret: str = ""
    """Signs the webhooks."""
    paused: bool = False
    gone: bool = False
    """It is then paused too."""


class Alert(Struct, frozen=True, omit_defaults=True):
    """What a watch was waiting for has happened: with its evidence."""

    id: int
    watch: int
    at: str
    on: Happening
    key: str
    """One alert of a watch for one key: the claim and the origin, or the pair, that it tells of."""
    change: int | None
    report: int
    claim: str | None
    group: int | None
    words: tuple[str, ...]
    chain: tuple[str, ...]
    """Who it came through, the origin first."""
    says: str = ""
    """The name of the origin that was gained; the number that is past the threshold."""
    title: str = ""
    """Of the report."""
    lang: str = ""
    """Of the words and the title."""
    version: int = 1
    """The version of the report that the claim stands in."""
    capture: str = ""
    """SHA-256 of the preserved page that version was read from."""
    sent: str | None = None


class Delivery(Struct, frozen=True, omit_defaults=True):
    """One message to one place, with one alert or a digest of many."""

    id: int
    watch: int
    to: str
    alerts: tuple[int, ...]
    made: str
    due: str
    """When it is tried next."""
    tries: int = 0
    done: str | None = None
    why: str | None = None
    """Why it did not arrive; with `done`, why it never will."""


# --- what comes in ----------------------------------------------------------------------------------------------------

State = Literal["waiting", "working", "done", "failed"]


class Job(Struct, frozen=True, omit_defaults=True):
    """Something to read: an address, or a text that was pasted."""

    id: int
    at: str
    by: str
    kind: Literal["address", "text"]
    what: str
    outlet: str | None = None
    state: State = "waiting"
    why: str | None = None
    reports: tuple[int, ...] = ()
    done: int = 0
    """So many reports of it have been read."""
    of: int | None = None


class Feed(Struct, frozen=True, omit_defaults=True):
    """A feed or sitemap that is asked again and again."""

    id: int
    url: str
    by: str
    made: str
    title: str = ""
    every: int = 60
    """Seconds; more where nothing comes, less where much does."""
    due: str = ""
    validators: tuple[str | None, str | None] = (None, None)
    seen: str | None = None
    tries: int = 0
    """So many times it failed in a row."""
    why: str | None = None
    paused: bool = False


class Listing(Struct, frozen=True):
    """What of a feed or sitemap needs no second look: what it listed when it was last asked."""

    id: int
    feed: int
    items: bytes
    """Nine bytes an item: a hash of it, and how often it was asked for in vain; 0 says that it is read."""


# --- who is there -----------------------------------------------------------------------------------------------------

Role = Literal["reader", "analyst", "admin"]


class User(Struct, frozen=True, omit_defaults=True):
    """Somebody who may log in."""

    id: int
    name: str
    secret: str
    """argon2id."""
    role: Role
    made: str
    gone: bool = False


class Session(Struct, frozen=True):
    """A browser that is logged in."""

    id: int
    key: str
    """SHA-256 of what its cookie holds."""
    user: int
    until: str


class Token(Struct, frozen=True, omit_defaults=True):
    """A key for programs."""

    id: int
    name: str
    key: str
    """SHA-256 of it."""
    scope: Literal["read", "write"]
    by: str
    made: str
    gone: bool = False


Note = Judgement | Watch | Alert | Delivery | Job | Feed | Listing | User | Session | Token
"""What the desk writes down one at a time."""
