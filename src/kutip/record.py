"""Every value of kutip, in the order the data flows: Capture → Article → marks → claims → Reading → Trace.

All are frozen. What stands at a place in the text *is* a `Span`: its offsets count Unicode code points into
`Article.text`, start in, end out, never empty, trimmed. Fields are named and printed as the contract has them.
Fields without a default are always printed; those with one are printed only when they say something.
"""

from bisect import bisect_left, bisect_right
from typing import Literal

from msgspec import Struct

PartKind = Literal[
    "title", "subtitle", "byline", "editor", "contributor", "agency", "dateline", "published", "modified",
    "caption", "photo_credit", "subhead", "paragraph", "furniture",
]  # fmt: skip
EntityKind = Literal["person", "organisation", "agency", "outlet", "place", "other"]
MentionForm = Literal["name", "pronoun", "clitic", "epithet"]
TimeRole = Literal["event", "report", "citation", "published"]
AmountKind = Literal["count", "ratio", "percent", "money", "measure"]
Comparator = Literal["exact", "about", "up_to", "at_least", "more_than", "nearly", "less_than", "at_most"]
Form = Literal["direct", "mixed", "indirect", "plain"]
Certainty = Literal["denied", "alleged", "assessed", "projected", "reported", "stated"]
Polarity = Literal["positive", "negative"]
Status = Literal["named", "unnamed", "implied", "resolved", "outlet"]
DoubtKind = Literal[
    "weekday_mismatch", "date_conflict", "amount_conflict", "plural_for_one", "attribution_missing", "implausible_year",
    "name_conflict", "unit_suspect", "garbled", "metadata_conflict", "incomplete", "encoding",
]  # fmt: skip
Slot = Literal["amount", "time", "place", "actor", "polarity", "content", "certainty"]
Reason = Literal[
    "value", "date", "place", "actor", "polarity",
    "baseline", "unit", "date_of_what", "rounding", "partial", "translation", "update", "certainty",
]  # fmt: skip
"""The first five are of contradictions, the others of differences."""
Fidelity = Literal["verbatim", "trimmed", "stitched", "reworded", "translated"]
MetaKind = Literal["title", "author", "published", "modified", "outlet", "url", "lang"]
MetaSource = Literal["json-ld", "opengraph", "meta", "microdata", "time", "link", "visible", "feed", "rules"]


class Span(Struct, frozen=True, order=True):
    """A stretch of `Article.text`."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Whether the other stretch lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


# --- what was published -----------------------------------------------------------------------------------------------


class Evidence(Struct, frozen=True, omit_defaults=True):
    """The untouched original that a reading can be traced to: its hash, when it was fetched, and where it is kept."""

    sha256: str
    """Of the bytes as they came, behind the HTTP headers, unpacked."""
    fetched: str | None = None
    """ISO 8601, UTC."""
    archive: str | None = None
    offset: int | None = None
    """The file it is kept in, and the byte at which its record begins."""


class Metadatum(Struct, frozen=True):
    """What one place on a page, or a feed, says of the report; several may disagree."""

    kind: MetaKind
    value: str
    by: MetaSource


class Capture(Struct, frozen=True):
    """What came from one address at one time: bytes of a page (`html`) or text, with what is known about it."""

    body: str | bytes
    media: Literal["text", "html"]
    url: str | None = None
    outlet: str | None = None
    lang: str | None = None
    published: str | None = None
    name: str = ""
    """Where it was taken from, for messages: a path, an address, a line of a file."""
    listed: tuple[Metadatum, ...] = ()
    """What the feed or sitemap that names it says of it."""
    charset: str | None = None
    """The encoding that the server names; a byte order mark wins over it, and it wins over what the page says."""
    via: tuple[str, ...] = ()
    """Media through which it came before the outlet, the first one first: the `<source>` of a feed."""
    evidence: Evidence | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """What the server said before the body."""
    cut: bool = False
    """Whether the answer broke off before its end."""
    further: "tuple[Capture, ...]" = ()
    """The pages on which a report of several pages goes on."""

    def named(self, kind: MetaKind) -> tuple[str, ...]:
        """What a feed or sitemap says of one kind."""
        return tuple(one.value for one in self.listed if one.kind == kind)


class Part(Span, frozen=True, omit_defaults=True):
    """A piece of the report with a name; `value` is its normal form (ISO 8601 for times, a name for credits)."""

    kind: PartKind
    value: str | None = None


class Article(Struct, frozen=True, omit_defaults=True):
    """What was published: one text for ever, of which title, byline, captions and paragraphs are spans; `title` and
    `authors` also where only the head of the page has them."""

    id: str
    url: str | None
    outlet: str | None
    lang: str
    text: str
    parts: tuple[Part, ...]
    published: str | None = None
    """When it was published, ISO 8601, as far as given or printed."""
    modified: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    meta: tuple[Metadatum, ...] = ()
    """All that the page says of itself, with the place that says it."""
    via: tuple[str, ...] = ()
    evidence: Evidence | None = None
    further: tuple[Evidence, ...] = ()
    """That of its further pages."""

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]


# --- what is found in it ----------------------------------------------------------------------------------------------


class Words(Struct, frozen=True):
    """The words and signs of one text, cut once for every marker: parallel lists, addressed by word number."""

    text: str
    starts: list[int]
    ends: list[int]
    lows: list[str]
    """Each word in lower case, apostrophes made straight: what the language packs are keyed by."""

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> Span:
        """The stretch from word `first` up to, not including, word `last`."""
        return Span(self.starts[first], self.ends[last - 1])

    def range(self, span: Span) -> tuple[int, int]:
        """The numbers of the first word inside the stretch and of the first word behind it."""
        return bisect_left(self.starts, span.start), bisect_right(self.ends, span.end)

    def word(self, number: int) -> str:
        """The word as printed."""
        return self.text[self.starts[number] : self.ends[number]]

    def joined(self, number: int) -> bool:
        """Whether no space stands between this word and the one before it."""
        return number > 0 and self.ends[number - 1] == self.starts[number]


class Quote(Span, frozen=True):
    """A stretch in quotation marks, the marks included; `inner` is without them. `depth` 0 is the outermost."""

    inner: Span
    depth: int
    closed: bool
    """False when the mark that should close it is missing: it then ends with its paragraph."""


class Sentence(Span, frozen=True):
    """One sentence of a body paragraph; `first` and `last` number its words, `block` its paragraph."""

    first: int
    last: int
    block: int


class Mention(Span, frozen=True, omit_defaults=True):
    """Words that stand for an entity."""

    form: MentionForm
    by: str = "mark/name"


class Entity(Struct, frozen=True, omit_defaults=True):
    """A person, organisation, place … with one name for all its mentions."""

    id: str
    name: str
    kind: EntityKind
    wikidata: str | None
    role: str | None
    mentions: tuple[Mention, ...]


class Time(Span, frozen=True, omit_defaults=True):
    """A date or time: ISO 8601, as precise as the text and no more; an interval is `first/last`; None if
    nothing anchors it."""

    value: str | None
    role: TimeRole | None
    doubt: str | None
    by: str = "mark/time"


class Amount(Span, frozen=True, omit_defaults=True):
    """A number that says how much; a pair is a range, None is "dozens"."""

    value: int | float | tuple[int | float, int | float] | None
    unit: str | None
    kind: AmountKind
    comparator: Comparator
    baseline: Span | None
    by: str = "mark/amount"


class Event(Span, frozen=True, omit_defaults=True):
    """Who did what to whom, typed as in PLOVER; the span is the word that tells it."""

    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    time: str | None
    by: str = "mark/event"


class Marks(Struct, frozen=True):
    """All that was found in one report before anybody asked who said it."""

    words: Words
    quotes: tuple[Quote, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    amounts: tuple[Amount, ...]
    events: tuple[Event, ...] = ()
    """Known last: who acts in them may be a pronoun."""


# --- who said what ----------------------------------------------------------------------------------------------------


class Hop(Struct, frozen=True, omit_defaults=True):
    """One pair of hands a claim went through; without a span when only the page itself or nobody is named."""

    name: str | None
    entity: str | None
    start: int | None
    end: int | None
    cue: Span | None
    status: Status
    carried: bool = False
    """True when the medium was named in an earlier sentence and carries over to this claim."""


class Claim(Struct, frozen=True, omit_defaults=True):
    """One attributed content with its chain: origin first, the outlet last."""

    id: str
    content: tuple[Span, ...]
    form: Form
    certainty: Certainty
    polarity: Polarity
    chain: tuple[Hop, ...]
    entities: tuple[str, ...]
    times: tuple[int, ...]
    amounts: tuple[int, ...]
    event: int | None
    by: str = "claim"


class Doubt(Span, frozen=True):
    """Something in the report that does not fit, and why."""

    kind: DoubtKind
    says: str


class Reading(Struct, frozen=True):
    """What kutip made of one article. The same input and the same makers give the same bytes."""

    kutip: str
    made_by: tuple[str, ...]
    article: Article
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    amounts: tuple[Amount, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    doubts: tuple[Doubt, ...]


# --- one claim, many tellings -----------------------------------------------------------------------------------------


class Telling(Struct, frozen=True):
    """One article's version of a claim."""

    article: str
    claim: str


class Origin(Struct, frozen=True):
    """The first party that vouches for a claim, the articles that have it from there, and why they count as one."""

    name: str
    articles: tuple[str, ...]
    why: str


class Conflict(Struct, frozen=True):
    """Two tellings of one claim that do not say the same: their numbers, in what, and with both wordings."""

    a: int
    b: int
    slot: Slot
    reason: Reason
    says: str


class Copy(Struct, frozen=True, rename={"source": "from", "copy": "to"}):
    """A report that has its words from another: the share that stands there too, and what tells which came first."""

    source: str
    copy: str
    share: float
    why: str


class Link(Struct, frozen=True, omit_defaults=True):
    """A hop that is named in one report and held as another, and how faithfully its words were passed on."""

    article: str
    claim: str
    hop: int
    held: str
    fidelity: Fidelity | None = None


class Correction(Struct, frozen=True):
    """A report that says another was wrong, and the reports that still carry the error."""

    article: str
    corrects: str
    carry: tuple[str, ...]
    says: str


class Traced(Struct, frozen=True):
    """One claim in all its tellings, the content of the first, and on how many origins it rests."""

    id: str
    says: str
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]
    undetermined: tuple[str, ...]
    contradictions: tuple[Conflict, ...]
    differences: tuple[Conflict, ...]


class Counts(Struct, frozen=True):
    """A story in four numbers: what outlets printed, and what stands behind it."""

    reports: int
    texts: int
    """Without the copies."""
    reporting: int
    """Those of them with a source of their own."""
    origins: int
    """The independent ones."""


class Story(Struct, frozen=True):
    """Reports of one happening, in the order of their time: who has it from whom, and what is claimed."""

    id: str
    articles: tuple[str, ...]
    copies: tuple[Copy, ...]
    claims: tuple[Traced, ...]
    links: tuple[Link, ...]
    circles: tuple[tuple[str, ...], ...]
    """Articles that have it from one another, round and round."""
    corrections: tuple[Correction, ...]
    counts: Counts


class Trace(Struct, frozen=True):
    """What many readings come to together."""

    kutip: str
    stories: tuple[Story, ...]
