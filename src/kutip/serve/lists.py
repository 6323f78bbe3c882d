"""The pages that list, and those of work, as values: what moved, what is searched, watched, waiting; who is there."""

from typing import Literal

from msgspec import Struct

from kutip.kept import (
    Alert,
    Change,
    Delivery,
    Feed,
    Hit,
    Job,
    Judgement,
    Question,
    Report,
    Role,
    Source,
    Watch,
)
from kutip.record import Counts

# --- what moved -------------------------------------------------------------------------------------------------------


class Moved(Struct, frozen=True):
    """Something that moved, with the reports that it is about."""

    change: Change
    report: Report | None
    other: Report | None


class Stirred(Struct, frozen=True):
    """What moved in one story on one day, the newest first. That a report told again what was known is no news."""

    story: int | None
    title: str
    lang: str
    counts: Counts | None
    """The story as it stands now."""
    moved: tuple[Moved, ...]


class Day(Struct, frozen=True):
    """What moved on one day, story by story."""

    day: str
    stories: tuple[Stirred, ...]


class Today(Struct, frozen=True):
    """What moved, the newest first, and how much waits."""

    days: tuple[Day, ...]
    jobs: dict[str, int]
    """By their state."""
    feeds: int
    failing: int
    """Feeds that could not be read when they were last asked."""
    watches: int
    alerts: tuple[Alert, ...]
    """The newest ones."""
    further: int | None
    """`after` of the next page."""


class Stories(Struct, frozen=True):
    """Stories, those first that began last, each with its beginning."""

    stories: tuple[Stirred, ...]
    further: int | None
    """`after` of the next page."""


# --- sources, and what is searched for --------------------------------------------------------------------------------


class Sources(Struct, frozen=True):
    """Parties that speak or pass on, those first that originated most."""

    sources: tuple[Source, ...]
    ratings: dict[int, Judgement]
    """What analysts think of them now, by the number of the party."""


class Wrong(Struct, frozen=True):
    """A report that another says was wrong."""

    report: Report
    """The one that says so."""
    corrects: Report


class SourcePage(Struct, frozen=True):
    """A party: what it originated and passed on, where it was corrected, and what analysts think of it."""

    source: Source
    originated: tuple[Hit, ...]
    """The newest; all of them are found by /search?source=NAME&role=origin."""
    relayed: tuple[Hit, ...]
    """The newest; all by /search?source=NAME&role=relay."""
    corrected: tuple[Wrong, ...]
    rating: Judgement | None
    """The last that nobody has undone."""
    ratings: tuple[Judgement, ...]
    """All of them, the newest first."""


class Search(Struct, frozen=True):
    """The newest claims that answer a question, and what narrows it."""

    question: Question
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]
    counted: int
    saved: tuple[Watch, ...]
    """Questions that were kept."""
    further: str | None


# --- watches and alerts -----------------------------------------------------------------------------------------------


class Watched(Struct, frozen=True):
    """A watch with its last alerts, the newest first."""

    watch: Watch
    alerts: tuple[Alert, ...]


class Watches(Struct, frozen=True):
    """What is watched, and the questions that were kept only to be asked again."""

    watches: tuple[Watched, ...]
    saved: tuple[Watch, ...]
    further: int | None
    """`after` of the next page."""


class Told(Struct, frozen=True):
    """An alert with the report that it tells of."""

    alert: Alert
    report: Report | None


class WatchPage(Struct, frozen=True):
    """A watch, what it told, the newest first, and the messages that carry it."""

    watch: Watch
    told: tuple[Told, ...]
    deliveries: tuple[Delivery, ...]
    further: int | None
    """`after` of the next page."""


class AlertPage(Struct, frozen=True):
    """An alert with its evidence: the words, through whom they came, and the preserved copy they stand in."""

    alert: Alert
    watch: Watch | None
    report: Report | None


# --- what comes in ----------------------------------------------------------------------------------------------------


class Queue(Struct, frozen=True):
    """What waits, is worked on and failed; the feeds; reports in which something does not fit."""

    working: tuple[Job, ...]
    waiting: tuple[Job, ...]
    failed: tuple[Job, ...]
    feeds: tuple[Feed, ...]
    doubted: tuple[Report, ...]
    further: int | None
    """`after` of the next doubted reports."""


class JobPage(Struct, frozen=True):
    """Something that was given to be read, how far it is, and the reports it brought."""

    job: Job
    reports: tuple[Report, ...]


class Adding(Struct, frozen=True):
    """Where an address, a feed or a text is given to be read; the last that were."""

    jobs: tuple[Job, ...]


# --- who is there -----------------------------------------------------------------------------------------------------


class Person(Struct, frozen=True):
    """Somebody who may log in."""

    id: int
    name: str
    role: Role
    made: str
    gone: bool


class Users(Struct, frozen=True):
    """Who may log in."""

    users: tuple[Person, ...]


class Access(Struct, frozen=True):
    """A key for programs; the key itself is shown once, when it is made."""

    id: int
    name: str
    scope: Literal["read", "write"]
    by: str
    made: str
    gone: bool


class Settings(Struct, frozen=True):
    """How the desk looks to somebody, and the keys of their programs."""

    lang: str
    theme: Literal["auto", "light", "dark"]
    tokens: tuple[Access, ...]


class Made(Struct, frozen=True):
    """A new key for programs: it is not kept, so this is the only time it can be read."""

    token: Access
    key: str


class Login(Struct, frozen=True):
    """Where one logs in; `back` is the page that was asked for."""

    back: str
    wrong: bool
    """Whether the last try failed."""


class Health(Struct, frozen=True):
    """That the desk answers, and which kutip it is."""

    kutip: str


class Problem(Struct, frozen=True):
    """What is wrong and what to do about it, as RFC 9457 has it; `type` is one of a fixed set of words."""

    type: str
    title: str
    status: int
    detail: str
