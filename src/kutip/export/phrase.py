"""The pieces of a reading in a few words each, as every export for people shows them."""

import re
from collections.abc import Iterator

from kutip.record import Amount, AmountKind, Article, Claim, Comparator, Hop, PartKind, Reading, Span, Time, TimeRole

# Signs that would steer a terminal or a page instead of being read: controls, and overrides of the writing direction.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COMPARED: dict[Comparator, str] = {
    "exact": "", "about": "about ", "up_to": "up to ", "at_least": "at least ", "more_than": "more than ",
    "nearly": "nearly ", "less_than": "less than ", "at_most": "at most ",
}  # fmt: skip
ROLES: dict[TimeRole, str] = {"event": "event", "report": "told", "citation": "printed", "published": "published"}
CREDITS: dict[PartKind, str] = {
    "byline": "by", "contributor": "with", "editor": "edited by", "agency": "from", "photo_credit": "photo",
}  # fmt: skip
UNITS: dict[AmountKind, str] = {"ratio": " ×", "percent": "%"}
HEADLINE = 80
"""Signs of a text that stand for it where it has no title."""


def harmless(text: str) -> str:
    """The text with U+FFFD for every sign that steers."""
    return STEERING.sub("\ufffd", text)


def line(text: str) -> str:
    """The text in one line, spaces run together."""
    return harmless(" ".join(text.split()))


def words(article: Article, span: Span) -> str:
    """The words of a stretch, in one line."""
    return line(article[span])


def counted(count: int, noun: str) -> str:
    """A count with its noun: "no claims", "1 claim", "2 claims"."""
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def headline(article: Article) -> str:
    """The title, or the beginning of the first line of a report without one."""
    for part in article.parts:
        if part.kind == "title":
            return words(article, part)
    if article.title:
        return line(article.title)
    start = line(article.text.lstrip()[: HEADLINE * 4].partition("\n")[0])
    return start if len(start) <= HEADLINE else start[: HEADLINE - 1].rstrip() + "…"


def record(article: Article) -> Iterator[str]:
    """Outlet, place and day of publication, language: what a reference to the report would hold."""
    values = {part.kind: part.value or words(article, part) for part in reversed(article.parts)}
    place = values.get("dateline")
    published = article.published or values.get("published")
    found = (article.outlet, place, published and moment(published), article.lang)
    yield from (line(value) for value in found if value)


def credits(article: Article) -> Iterator[str]:
    """Who wrote, edited and photographed it, as far as it says."""
    for kind, role in CREDITS.items():
        names = dict.fromkeys(line(part.value or article[part]) for part in article.parts if part.kind == kind)
        if kind == "byline" and not names:  # only the head of the page may say so
            names = dict.fromkeys(map(line, article.authors))
        if names:
            yield f"{role} {', '.join(names)}"


def kept(article: Article) -> str:
    """Where the untouched original lies, when it was fetched and what its hash begins with; "" when nobody knows."""
    evidence = article.evidence
    if evidence is None:
        return ""
    place = f"kept in {line(evidence.archive)} at {evidence.offset}" if evidence.archive else ""
    fetched = f"fetched {moment(evidence.fetched)}" if evidence.fetched else ""
    return "; ".join(filter(None, (place, fetched, f"sha256 {evidence.sha256[:16]}…")))


def content(article: Article, claim: Claim) -> str:
    """What is claimed, in quotation marks where they are the speaker's own words."""
    whole = " … ".join(words(article, span) for span in claim.content)
    return f"“{whole}”" if claim.form == "direct" else whole


def manner(claim: Claim) -> str:
    """How firmly it is said, and in whose words."""
    return ", ".join([claim.certainty, claim.form] + ["negative"] * (claim.polarity == "negative"))


def party(hop: Hop) -> str:
    """One pair of hands by name, or what stands for the name."""
    if hop.name:
        return line(hop.name)
    return "this outlet" if hop.status == "outlet" else "no one named"


def standing(hop: Hop) -> str:
    """What is to be known about a hop besides its name, "" where it is simply named."""
    known = {"unnamed": "unnamed", "resolved": "text held"}.get(hop.status, "")
    return ", ".join(filter(None, [known, "carried over" if hop.carried else ""]))


def cue(article: Article, hop: Hop) -> str:
    """The words that introduce a hop, "" where there are none."""
    return words(article, hop.cue) if hop.cue else ""


def moment(value: str) -> str:
    """A date in ISO 8601 with a space where the clock begins and a dash inside an interval."""
    return value.replace("T", " ").replace("/", " – ")


def time(article: Article, time: Time) -> str:
    """A date with its role and the words it stands for, or with what is doubtful about it."""
    role = ROLES[time.role] + " " if time.role else ""
    why = line(time.doubt) if time.doubt else f"“{words(article, time)}”"
    return f"{role}{moment(time.value) if time.value else 'undated'} ({why})"


def amount(article: Article, amount: Amount) -> str:
    """An amount as a figure with what it is compared with and measured against."""
    printed = f"“{words(article, amount)}”"
    number = printed if amount.value is None else COMPARED[amount.comparator] + figure(amount.value)
    unit = UNITS.get(amount.kind, "") if amount.unit in (None, "%") else f" {line(amount.unit)}"
    if not amount.baseline:
        return number + unit
    return f"{number}{unit}{'' if amount.kind == 'ratio' else ' of'} “{words(article, amount.baseline)}”"


def figure(value: int | float | tuple[int | float, int | float]) -> str:
    """A number, or a range of two."""
    return " to ".join(f"{number:,}" for number in value) if isinstance(value, tuple) else f"{value:,}"


def facts(reading: Reading, claim: Claim) -> Iterator[str]:
    """The amounts and dates of a claim."""
    for number in claim.amounts:
        yield amount(reading.article, reading.amounts[number])
    for number in claim.times:
        yield time(reading.article, reading.times[number])


def nothing(reading: Reading) -> str:
    """Why there are no claims."""
    if reading.made_by:
        return "No claim of anyone is in this report."
    return f"kutip does not read this language yet ({line(reading.article.lang)}). Its parts are marked, no more."


def makers(reading: Reading) -> str:
    """What made the reading."""
    return ", ".join([f"kutip {reading.kutip}", *reading.made_by])
