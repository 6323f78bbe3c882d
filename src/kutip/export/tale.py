"""A story made ready to be shown to people: its reports numbered, its claims with who has them from whom, and wordings
that do not agree side by side. The text and the page are both made from it."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from kutip.export import phrase
from kutip.export.tree import Node, Said, tree
from kutip.record import Claim, Conflict, Link, Reading, Reason, Slot, Story, Telling, Traced

Held = Mapping[str, Reading]
"""The readings by article."""
Links = Mapping[Telling, Sequence[Link]]
"""The hops that are held, by the telling they stand in."""

REASONS: dict[Reason, str] = {
    "value": "another figure", "date": "another date", "place": "another place", "actor": "another actor",
    "polarity": "one says it is so, the other that it is not", "baseline": "measured against something else",
    "unit": "another unit", "date_of_what": "another date is meant", "rounding": "one is told less exactly",
    "partial": "one tells only a part", "translation": "another translation", "update": "it changed with time",
    "certainty": "worded more or less firmly",
}  # fmt: skip
SHORT = 36
"""Signs of a headline that stand for the outlet of a report which names none."""


class Report(Struct, frozen=True):
    """One report of a story, by its number in the order of time."""

    number: int
    id: str
    name: str
    """Its outlet; else the site it is from, else how its headline begins."""
    when: str
    headline: str
    lang: str
    url: str

    named: bool
    """Whether it names its outlet, or the site it is from is known."""

    def __str__(self) -> str:
        return f"[{self.number}] {self.name}" if self.named else f"[{self.number}]"


class Told(Struct, frozen=True):
    """One telling of a claim: where it stands, in which words, and what became of those of held sources."""

    number: int
    report: Report
    reading: Reading
    claim: Claim
    content: str
    colour: str
    """The certainty, or "plain" for what the outlet states in its own voice."""
    held: tuple[str, ...]
    same: "Report | None"
    """The first report that has exactly these words, if it is another one."""


class Side(Struct, frozen=True):
    """One of two wordings: the value in question, and the tellings that have it, the first of them in full."""

    value: str
    told: tuple[Told, ...]


class Pair(Struct, frozen=True):
    """Two wordings side by side."""

    says: str
    a: Side
    b: Side


class Clash(Struct, frozen=True):
    """The pairs of a claim that do not say the same for one reason."""

    slot: Slot
    reason: Reason
    why: str
    pairs: tuple[Pair, ...]

    def __str__(self) -> str:
        return f"{self.slot}: {self.why}" if self.slot == self.reason else f"{self.slot}, {self.reason}: {self.why}"


class Beginning(Struct, frozen=True):
    """One origin: its name, why it counts once, and the reports that have it from there."""

    name: str
    why: str
    reports: tuple[Report, ...]


class Group(Struct, frozen=True):
    """One claim in all its tellings."""

    id: str
    says: str
    origins: tuple[Beginning, ...]
    undetermined: tuple[Report, ...]
    tree: tuple[Node, ...]
    told: tuple[Told, ...]
    contradictions: tuple[Clash, ...]
    differences: tuple[Clash, ...]


class Copied(Struct, frozen=True):
    """A report that has its words from another, and what tells."""

    source: Report
    copy: Report
    why: str


class Mended(Struct, frozen=True):
    """A report that corrects another, and those that still carry the error."""

    report: Report
    corrects: Report
    says: str
    carry: tuple[Report, ...]


class Line(Struct, frozen=True):
    """One story in a list of them: how its first report is headed, and its four numbers, each with what it counts."""

    id: str
    headline: str
    lang: str
    reports: int
    counts: tuple[tuple[int, str], ...]


class Tale(Struct, frozen=True):
    """One story as it is shown."""

    id: str
    headline: str
    lang: str
    counts: tuple[tuple[int, str], ...]
    """The four numbers, each with what it counts."""
    reports: tuple[Report, ...]
    copies: tuple[Copied, ...]
    circles: tuple[tuple[Report, ...], ...]
    corrections: tuple[Mended, ...]
    groups: tuple[Group, ...]

    @property
    def against(self) -> tuple[Group, ...]:
        """The claims whose tellings contradict one another."""
        return tuple(group for group in self.groups if group.contradictions)


def tale(story: Story, readings: Held) -> Tale:
    """One story, made ready to be shown."""
    at = {article: report(number, readings[article]) for number, article in enumerate(story.articles, 1)}
    first = at[story.articles[0]]
    links: dict[Telling, list[Link]] = {}
    for link in story.links:
        links.setdefault(Telling(link.article, link.claim), []).append(link)
    return Tale(
        id=story.id,
        headline=first.headline,
        lang=first.lang,
        counts=counts(story),
        reports=tuple(at.values()),
        copies=tuple(Copied(at[one.source], at[one.copy], phrase.line(one.why)) for one in story.copies),
        circles=tuple(tuple(at[article] for article in ring) for ring in story.circles),
        corrections=tuple(
            Mended(at[one.article], at[one.corrects], phrase.line(one.says), tuple(at[other] for other in one.carry))
            for one in story.corrections
        ),
        groups=tuple(group(claim, story, links, at, readings) for claim in story.claims),
    )


def line(story: Story, readings: Held) -> Line:
    """One story as a line of a list."""
    first = readings[story.articles[0]].article
    return Line(story.id, phrase.headline(first), first.lang, len(story.articles), counts(story))


def counts(story: Story) -> tuple[tuple[int, str], ...]:
    """The four numbers of a story, from what outlets printed to what stands behind it."""
    found = story.counts
    return (
        (found.reports, noun(found.reports, "report")),
        (found.texts, noun(found.texts, "distinct text")),
        (found.reporting, "with reporting of their own"),
        (found.origins, noun(found.origins, "independent origin")),
    )


def noun(count: int, one: str) -> str:
    """The noun as it stands behind a count."""
    return one if count == 1 else f"{one}s"


def report(number: int, reading: Reading) -> Report:
    """One report of a story."""
    article = reading.article
    headline = phrase.headline(article)
    short = headline if len(headline) <= SHORT else headline[: SHORT - 1].rstrip() + "…"
    outlet = phrase.line(article.outlet or "") or phrase.line(host(article.url))
    return Report(
        number=number,
        id=article.id,
        name=outlet or short,
        when=phrase.line(phrase.moment(article.published)) if article.published else "no date",
        headline=headline,
        lang=article.lang,
        url=phrase.line(article.url or ""),
        named=bool(outlet),
    )


def host(url: str | None) -> str:
    """The site of an address, "" where it has none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def group(claim: Traced, story: Story, links: Links, at: Mapping[str, Report], readings: Held) -> Group:
    """One claim, made ready to be shown."""
    told = tuple(tellings(claim, links, at, readings))
    said = [
        Said(one.number, one.report.id, one.report.number, one.report.name, one.reading.article, one.claim)
        for one in told
    ]
    return Group(
        id=claim.id,
        says=phrase.line(claim.says),
        origins=tuple(
            Beginning(phrase.line(one.name), phrase.line(one.why), tuple(at[article] for article in one.articles))
            for one in claim.origins
        ),
        undetermined=tuple(at[article] for article in claim.undetermined),
        tree=tree(said, claim, story),
        told=told,
        contradictions=tuple(clashes(claim.contradictions, told)),
        differences=tuple(clashes(claim.differences, told)),
    )


def tellings(claim: Traced, links: Links, at: Mapping[str, Report], readings: Held) -> Iterator[Told]:
    """All tellings of a claim, numbered from 1."""
    first: dict[str, Report] = {}
    for number, telling in enumerate(claim.tellings, 1):
        reading, where = readings[telling.article], at[telling.article]
        said = next(one for one in reading.claims if one.id == telling.claim)
        content = phrase.content(reading.article, said)
        same = first.setdefault(content, where)
        yield Told(
            number=number,
            report=where,
            reading=reading,
            claim=said,
            content=content,
            colour="plain" if said.form == "plain" else said.certainty,
            held=tuple(held(said, links.get(telling, ()), at)),
            same=same if same is not where else None,
        )


def held(claim: Claim, links: Sequence[Link], at: Mapping[str, Report]) -> Iterator[str]:
    """The hops of a telling whose own report is held, each with how faithfully its words were passed on."""
    for link in links:
        fidelity = f", {link.fidelity}" if link.fidelity else ""
        yield f"{phrase.party(claim.chain[link.hop])} is held: {at[link.held]}{fidelity}"


def clashes(found: Sequence[Conflict], told: Sequence[Told]) -> Iterator[Clash]:
    """What does not agree, by reason; the same two values in other tellings stand in one pair, whichever is first."""
    pairs: dict[tuple[Slot, Reason], dict[tuple[str, str, str], list[Conflict]]] = {}
    for one in found:
        a, b = values(one)
        alike = pairs.setdefault((one.slot, one.reason), {})
        key, turned = ((x.casefold(), y.casefold(), "" if a else one.says) for x, y in ((a, b), (b, a)))
        if a and key not in alike and turned in alike:
            key, one = turned, replace(one, a=one.b, b=one.a)
        alike.setdefault(key, []).append(one)
    for (slot, reason), alike in pairs.items():
        yield Clash(slot, reason, REASONS[reason], tuple(pair(which, told) for which in alike.values()))


def pair(which: Sequence[Conflict], told: Sequence[Told]) -> Pair:
    """Two wordings, each with all tellings that have it."""
    a, b = values(which[0])
    left, right = (tuple(dict.fromkeys(numbers)) for numbers in zip(*((one.a, one.b) for one in which), strict=True))
    sides = (Side(value, tuple(told[number] for number in sorted(has))) for value, has in ((a, left), (b, right)))
    return Pair(phrase.line(which[0].says), *sides)


def values(conflict: Conflict) -> tuple[str, str]:
    """The two values of a conflict; two empty ones where what it says has not exactly two."""
    sides = phrase.line(conflict.says).split(" / ")
    if len(sides) != 2:
        return "", ""
    if conflict.reason == "update":  # the times are those of the reports, which stand beside them
        sides = [side.rpartition(" (")[0] if side.endswith(")") else side for side in sides]
    return sides[0], sides[1]
