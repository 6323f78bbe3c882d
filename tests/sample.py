"""One reading made by hand, so that exports are tested whatever kutip makes of a text."""

from kutip.record import (
    Amount,
    Article,
    Claim,
    Doubt,
    Entity,
    Hop,
    Mention,
    Part,
    Reading,
    Span,
    Time,
)

TEXT = """Bridge <script>alert(1)</script> & tolls

Photo: Elok Suminar

“Traffic is up to four times the average,” the mayor said, Radio Gita reported Monday, June 11, 2025. “It will rise.”

Drivers such as Budi Hartono deny that the mayor lied about tolls.

هذا نص من اليمين إلى اليسار"""


def span(words: str, after: str = "") -> Span:
    """Where the words stand, the first time behind the others."""
    start = TEXT.index(words, TEXT.index(after))
    return Span(start, start + len(words))


def part(words: str, kind: str) -> Part:
    """A part of the text; `kind` is one of the contract's."""
    return Part(*bounds(span(words)), kind=kind)  # type: ignore[arg-type]


def bounds(found: Span) -> tuple[int, int]:
    """Start and end of a stretch."""
    return found.start, found.end


def hop(name: str | None, cue: str = "", status: str = "named", words: str = "") -> Hop:
    """One hop; `words` where it is printed otherwise than its name."""
    found = span(words or name) if status in ("named", "unnamed") and name else None
    return Hop(
        name=name,
        entity=None,
        start=found.start if found else None,
        end=found.end if found else None,
        cue=span(cue) if cue else None,
        status=status,  # type: ignore[arg-type]
    )


OUTLET = hop("Kabar Uji", status="outlet")
PARTS = (
    part("Bridge <script>alert(1)</script> & tolls", "title"),
    part("Elok Suminar", "photo_credit"),
    part(TEXT.split("\n\n")[2], "paragraph"),
    part(TEXT.split("\n\n")[3], "paragraph"),
    part(TEXT.split("\n\n")[4], "paragraph"),
)
CLAIMS = (
    Claim(
        id="c1",
        content=(span("Traffic is up to four times the average"), span("It will rise")),
        form="direct",
        certainty="stated",
        polarity="positive",
        chain=(hop("the mayor", "said", "unnamed"), hop("Radio Gita", "reported"), OUTLET),
        entities=("e1",),
        times=(0,),
        amounts=(0,),
        event=None,
    ),
    Claim(
        id="c2",
        content=(span("that the mayor lied about tolls", "deny"),),
        form="indirect",
        certainty="denied",
        polarity="negative",
        chain=(hop("Budi Hartono", "deny"), OUTLET),
        entities=(),
        times=(),
        amounts=(),
        event=None,
    ),
    Claim(
        id="c3",
        content=(span("the mayor lied", "deny"),),
        form="indirect",
        certainty="alleged",
        polarity="positive",
        chain=(hop(None, status="implied"), OUTLET),
        entities=(),
        times=(),
        amounts=(),
        event=None,
    ),
)
READING = Reading(
    kutip="0.1.0",
    made_by=("gold:hand@1",),
    article=Article(
        id="sha256:" + "0" * 64,
        url="https://kabar.example/1?a=1&b=2",
        outlet="Kabar Uji",
        lang="en",
        text=TEXT,
        parts=PARTS,
        published="2025-06-12T09:30+07:00",
    ),
    entities=(Entity("e1", "Radio Gita", "outlet", None, None, (Mention(*bounds(span("Radio Gita")), form="name"),)),),
    times=(
        Time(
            *bounds(span("Monday, June 11, 2025")), value="2025-06-11", role="citation", doubt="Monday, but a Wednesday"
        ),
    ),
    amounts=(
        Amount(
            *bounds(span("up to four times")),
            value=4,
            unit=None,
            kind="ratio",
            comparator="up_to",
            baseline=span("the average"),
        ),
    ),
    events=(),
    claims=CLAIMS,
    doubts=(
        Doubt(*bounds(span("Monday, June 11, 2025")), kind="weekday_mismatch", says="June 11, 2025 was a Wednesday"),
        Doubt(*bounds(span("Drivers such as")), kind="plural_for_one", says="one driver is named"),
    ),
)
