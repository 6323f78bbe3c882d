"""The pages on which reports, claims and stories are read, as values: what a template shows and its JSON twin prints.

Numbers lead on: of a report to /report/N, of a claim over all its tellings to /claim/N, of a story to /story/N, of a
party to /source/N; /report/N#c3 are the words of claim c3 in that report. What is one of a fixed set of words stands as
that word; the templates say it in the language of the reader.
"""

from typing import Literal

from msgspec import Struct

from kutip.export.tree import Kind
from kutip.kept import Judgement, Report, Version
from kutip.record import (
    AmountKind,
    Certainty,
    Comparator,
    Counts,
    DoubtKind,
    EntityKind,
    Fidelity,
    Form,
    Polarity,
    Reason,
    Slot,
    Status,
    TimeRole,
)
from kutip.trace.revision import Facet

# --- a report ---------------------------------------------------------------------------------------------------------


class Hand(Struct, frozen=True):
    """One pair of hands that a claim went through."""

    name: str | None
    status: Status
    carried: bool
    cue: str
    """The words that say that it is from there, "" where none do."""
    source: int | None
    """The number of the party."""


class Figure(Struct, frozen=True):
    """An amount: the words, and what they come to."""

    words: str
    value: int | float | tuple[int | float, int | float] | None
    comparator: Comparator
    unit: str | None
    kind: AmountKind
    baseline: str | None
    """The words that say of what."""


class Moment(Struct, frozen=True):
    """A date or time: the words, and what they come to."""

    words: str
    value: str | None
    role: TimeRole | None
    doubt: str | None


class Weight(Struct, frozen=True):
    """What a claim comes to over all its tellings, in numbers."""

    tellings: int
    origins: int
    undetermined: int
    contradictions: int
    differences: int


class Card(Struct, frozen=True):
    """One claim of a report."""

    id: str
    number: int
    says: str
    form: Form
    certainty: Certainty
    polarity: Polarity
    chain: tuple[Hand, ...]
    amounts: tuple[Figure, ...]
    times: tuple[Moment, ...]
    group: int | None
    """The number of the claim over all tellings; None until it is traced."""
    weight: Weight | None
    judgements: tuple[Judgement, ...]


class Piece(Struct, frozen=True):
    """A stretch of the text that is covered by the same things from its first sign to its last."""

    start: int
    text: str
    claims: tuple[str, ...]
    """The claims that it is part of, the outermost first."""
    begins: tuple[str, ...]
    """Those of them that begin here."""
    doubts: tuple[int, ...]
    """The doubts that begin here, by number."""
    kinds: tuple[str, ...]
    """What else it is: a part, "source", "cue", "amount", "time", "name", "doubt"."""


class Line(Struct, frozen=True):
    """One line of the text; `kind` is that of the part which fills it, "" where no part does."""

    kind: str
    pieces: tuple[Piece, ...]


class Query(Struct, frozen=True):
    """Something in a report that does not fit."""

    number: int
    kind: DoubtKind
    words: str
    says: str


class Name(Struct, frozen=True):
    """Somebody or something that a report names."""

    name: str
    kind: EntityKind
    role: str | None
    wikidata: str | None
    mentions: int


class Altered(Struct, frozen=True):
    """One difference between two versions of a report: a claim that came, went or changed, the title, the date; a
    passage where nothing else differs."""

    what: Literal["new", "gone", "changed", "title", "published", "passage"]
    claim: str | None
    """In the later version; in the earlier one where it is gone."""
    before: str
    after: str
    within: tuple[Facet, ...] = ()
    """In what a claim changed."""


class Compared(Struct, frozen=True):
    """What one version says otherwise than an earlier one."""

    earlier: int
    later: int
    altered: tuple[Altered, ...]


class Preserved(Struct, frozen=True):
    """A preserved copy: its hash, when and from where it came, its size in bytes."""

    sha256: str
    fetched: str
    url: str | None
    media: str
    size: int


class ReportPage(Struct, frozen=True):
    """A report as it stands, or stood in one version: its text with all claims marked, each with its chain."""

    report: Report
    title: str
    outlet: str | None
    lang: str
    published: str | None
    modified: str | None
    authors: tuple[str, ...]
    version: Version
    versions: tuple[Version, ...]
    lines: tuple[Line, ...]
    cards: tuple[Card, ...]
    more: int
    """Claims that are left out here; the whole reading has them."""
    queries: tuple[Query, ...]
    names: tuple[Name, ...]
    compared: Compared | None
    original: Preserved | None
    made_by: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    """Those on the report, not on one of its claims."""


# --- a claim and a story ----------------------------------------------------------------------------------------------


class Drift(Struct, frozen=True):
    """A stretch of wording, measured against the wording that it comes from."""

    how: Literal["same", "gone", "new"]
    words: str


class HeldHop(Struct, frozen=True):
    """A hop of a telling whose own report is held."""

    hop: int
    report: int
    fidelity: Fidelity | None


class Heard(Struct, frozen=True):
    """One telling: where it stands, in which words, through whom it came."""

    number: int
    report: Report
    article: str
    """The id of its text, by which judgements name it."""
    claim: str
    before: str
    says: str
    after: str
    """The words around it."""
    certainty: Certainty
    form: Form
    polarity: Polarity
    chain: tuple[Hand, ...]
    held: tuple[HeldHop, ...]
    against: int | None
    """The telling that its wording is measured against."""
    drift: tuple[Drift, ...]
    judgements: tuple[Judgement, ...]


class Beginning(Struct, frozen=True):
    """One independent origin: its name, why it counts once, and the tellings that come from there."""

    name: str
    why: str
    tellings: tuple[int, ...]
    source: int | None


class Side(Struct, frozen=True):
    """One of two wordings, and the tellings that have it."""

    value: str
    tellings: tuple[int, ...]


class Pair(Struct, frozen=True):
    """Two wordings that do not say the same."""

    slot: Slot
    reason: Reason
    says: str
    a: Side
    b: Side


class Way(Struct, frozen=True):
    """One pair of hands, how it has the claim from the one above, and who has it from there."""

    kind: Kind
    name: str
    """"" where somebody is meant whom the report calls nothing."""
    how: tuple[str, ...]
    report: int | None
    tellings: tuple[int, ...]
    """Numbers of tellings; over a whole story there are none."""
    under: "tuple[Way, ...]"


class Claim(Struct, frozen=True):
    """One claim in its tellings, with its origins and with what does not agree."""

    id: int
    says: str
    lang: str
    weight: Weight
    heard: tuple[Heard, ...]
    """The first of them; all stand on the page of the claim."""
    origins: tuple[Beginning, ...]
    undetermined: tuple[int, ...]
    """Tellings of which it is not known where they have it from."""
    contradictions: tuple[Pair, ...]
    differences: tuple[Pair, ...]
    ways: tuple[Way, ...]
    """Who has it from whom, the origins first."""


class ClaimPage(Struct, frozen=True):
    """A claim, and the story that it is of."""

    claim: Claim
    story: int
    headline: str
    further: int | None
    """`after` of the next tellings."""


class Copied(Struct, frozen=True):
    """A report that has its words from another: their numbers, the share that stands there too, and what tells."""

    source: int
    copy: int
    share: float
    why: str


class Mended(Struct, frozen=True):
    """A report that says another was wrong, and those that still carry the error, by their numbers."""

    report: int
    corrects: int
    carry: tuple[int, ...]
    says: str


class Stood(Struct, frozen=True):
    """A claim of one report: what a link needs to lead to its words."""

    report: int
    claim: str


class Spot(Struct, frozen=True):
    """A place that a story names, where it lies, and the claims that name it."""

    name: str
    lat: float
    lon: float
    claims: tuple[Stood, ...]


class Disputed(Struct, frozen=True):
    """A claim whose tellings contradict one another, and in what."""

    id: int
    says: str
    slots: tuple[Slot, ...]


class StoryPage(Struct, frozen=True):
    """A story: its reports in the order of their time, who has it from whom, and what is claimed."""

    id: int
    headline: str
    lang: str
    changed: str
    counts: Counts
    reports: tuple[Report, ...]
    copies: tuple[Copied, ...]
    circles: tuple[tuple[int, ...], ...]
    corrections: tuple[Mended, ...]
    disputed: tuple[Disputed, ...]
    """All of them, also those on further pages."""
    claims: tuple[Claim, ...]
    ways: tuple[Way, ...]
    spots: tuple[Spot, ...]
    claimed: int
    """So many claims there are in all."""
    further: int | None
    """`after` of the next claims."""
