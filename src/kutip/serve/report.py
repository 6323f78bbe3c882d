"""A report: its text with all claims marked, its versions, and the page as it came."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from kutip.export import phrase
from kutip.kept import Held
from kutip.record import Claim, Hop, Reading, Traced
from kutip.run import judged
from kutip.serve import capture, highlight
from kutip.serve.asked import Asked, missing
from kutip.serve.asks import AReport
from kutip.serve.pages import Altered, Card, Compared, Hand, ReportPage, Weight
from kutip.store import Library
from kutip.trace import revision

MOST = 1_000
"""Claims that a page shows; with 16,000 it would be 49 MB and take 5 s."""
Parties = Mapping[str, int]
"""The numbers of parties by their names."""


def report(asked: Asked, asks: AReport) -> ReportPage:
    """A report as it stands, or stood in one version, with its claims marked in the text."""
    library = asked.library
    whole = found(library, asked.number, asks.version)
    reading = replace(whole.reading, claims=whole.reading.claims[:MOST])
    held = replace(whole, reading=reading)
    article = reading.article
    copy = library.original(held.version.capture)
    earlier = asks.against or held.version.number - 1
    return ReportPage(
        report=held.report,
        title=phrase.headline(article),
        outlet=article.outlet,
        lang=article.lang,
        published=article.published,
        modified=article.modified,
        authors=article.authors,
        version=held.version,
        versions=held.versions,
        lines=tuple(highlight.lines(reading)),
        cards=tuple(cards(library, held)),
        more=len(whole.reading.claims) - len(reading.claims),
        queries=highlight.queries(reading),
        names=highlight.names(reading),
        compared=compared(library, whole, earlier) if earlier else None,
        original=capture.preserved(copy) if copy else None,
        made_by=(f"kutip {reading.kutip}", *reading.made_by),
        judgements=tuple(one for one in held.judgements if one.claim is None),
    )


def reading(asked: Asked, asks: AReport) -> Reading:
    """What was read in a report, whole, in the form of docs/formats.md."""
    return found(asked.library, asked.number, asks.version).reading


def found(library: Library, number: int, version: int | None = None) -> Held:
    """A report, or one version of it; `RefusedError` where there is none."""
    held = library.report(number, version)
    if held is None:
        raise missing("such report" if version is None else "such version of this report")
    return held


# --- its claims -------------------------------------------------------------------------------------------------------


def cards(library: Library, held: Held) -> Iterator[Card]:
    """The claims of a report, in their order, as analysts have corrected them; what they say is no claim stands among
    them, with their judgement."""
    reading = held.reading
    right = {claim.id: claim for claim in judged.judged(reading, held.judgements).claims}
    claims = [right.get(claim.id, claim) for claim in reading.claims]
    parties = numbered(library, (hop.name for claim in claims for hop in claim.chain))
    weights = weighed(library, held)
    for number, claim in enumerate(claims, 1):
        group = held.groups.get(claim.id)
        yield Card(
            id=claim.id,
            number=number,
            says=highlight.says(reading.article, claim),
            form=claim.form,
            certainty=claim.certainty,
            polarity=claim.polarity,
            chain=hands(reading, claim, parties),
            amounts=highlight.figures(reading, claim),
            times=highlight.moments(reading, claim),
            group=group,
            weight=weights.get(group or 0),
            judgements=tuple(one for one in held.judgements if claim.id in (one.claim, one.other_claim)),
        )


def numbered(library: Library, names: Iterable[str | None]) -> Parties:
    """The numbers of some who speak or pass on, as far as they have one."""
    wanted = tuple(dict.fromkeys(name for name in names if name))
    return library.parties(wanted) if wanted else {}


def hands(reading: Reading, claim: Claim, parties: Parties) -> tuple[Hand, ...]:
    """The chain of a claim."""
    return tuple(hand(reading, hop, parties) for hop in claim.chain)


def hand(reading: Reading, hop: Hop, parties: Parties) -> Hand:
    """One hop of it; the last one is the outlet itself."""
    name = hop.name or (reading.article.outlet if hop.status == "outlet" else None)
    return Hand(
        name=phrase.line(name) if name else None,
        status=hop.status,
        carried=hop.carried,
        cue=phrase.cue(reading.article, hop),
        source=parties.get(name) if name else None,
    )


def weighed(library: Library, held: Held) -> dict[int, Weight]:
    """What the claims of a report come to, by their numbers over all tellings."""
    told = library.story(held.report.story) if held.report.story else None
    if told is None:
        return {}
    mine = set(held.groups.values())
    pairs = zip(told.claims, told.story.claims, strict=True)
    return {number: weight(traced) for number, traced in pairs if number in mine}


def weight(traced: Traced) -> Weight:
    """What a claim comes to."""
    return Weight(
        tellings=len(traced.tellings),
        origins=len(traced.origins),
        undetermined=len(traced.undetermined),
        contradictions=len(traced.contradictions),
        differences=len(traced.differences),
    )


# --- its versions -----------------------------------------------------------------------------------------------------


def compared(library: Library, held: Held, earlier: int) -> Compared | None:
    """What a version says otherwise than an earlier one."""
    before = library.report(held.report.id, earlier)
    if before is None:
        return None
    return Compared(earlier, held.version.number, tuple(altered(before.reading, held.reading)))


def altered(before: Reading, after: Reading) -> Iterator[Altered]:
    """The differences between two readings, those of the whole report first."""
    found = revision.revision(before, after)
    if found.title:
        yield Altered("title", None, *found.title)
    if found.published:
        yield Altered("published", None, *found.published)
    for one in found.changed:
        yield Altered("changed", one.after, *one.says, within=one.within)
    yield from (Altered("new", claim, "", words(after, claim)) for claim in found.came)
    yield from (Altered("gone", claim, words(before, claim), "") for claim in found.went)
    if found.passage:
        yield Altered("passage", None, *found.passage)


def words(reading: Reading, id: str) -> str:
    """The words of a claim."""
    return next(highlight.says(reading.article, claim) for claim in reading.claims if claim.id == id)
