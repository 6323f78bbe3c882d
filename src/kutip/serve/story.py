"""A story: its reports in the order of their time, who has it from whom, what is claimed, and where."""

from collections.abc import Iterator, Mapping, Sequence

from kutip import known
from kutip.export import phrase
from kutip.kept import Told
from kutip.known.points import points
from kutip.serve.asked import Asked, missing
from kutip.serve.asks import Onward
from kutip.serve.claim import shown
from kutip.serve.pages import Claim, Copied, Disputed, Mended, Spot, Stood, StoryPage, Way
from kutip.serve.shelf import Shelf

PAGE, TELLINGS = 12, 12
"""Claims on one page, and tellings of each; all stand on the page of the claim."""
Numbers = Mapping[str, int]
"""The numbers of reports by the names that traces give them."""


def story(asked: Asked, onward: Onward) -> StoryPage:
    """A story as it stands, its claims page by page."""
    told = asked.library.story(asked.number)
    if told is None:
        raise missing("such story")
    reports = dict(zip(told.story.articles, told.reports, strict=True))
    shelf, at = Shelf(asked.library, told.story, reports), {ref: report.id for ref, report in reports.items()}
    start = (onward.after or 1) - 1
    some = list(zip(told.claims, told.story.claims, strict=True))[start : start + PAGE]
    claims = tuple(shown(shelf, number, traced, 0, TELLINGS) for number, traced in some)
    return StoryPage(
        id=told.id,
        headline=told.reports[0].title,
        lang=told.reports[0].lang,
        changed=told.changed,
        counts=told.story.counts,
        reports=told.reports,
        copies=tuple(copies(told, at)),
        circles=tuple(tuple(at[ref] for ref in ring) for ring in told.story.circles),
        corrections=tuple(corrections(told, at)),
        disputed=tuple(disputed(told)),
        claims=claims,
        ways=joined([way for one in claims for way in one.ways]),
        spots=tuple(spots(shelf, claims)),
        claimed=len(told.claims),
        further=start + PAGE + 1 if start + PAGE < len(told.claims) else None,
    )


def copies(told: Told, at: Numbers) -> Iterator[Copied]:
    """The reports that have their words from others."""
    for one in told.story.copies:
        yield Copied(at[one.source], at[one.copy], one.share, phrase.line(one.why))


def corrections(told: Told, at: Numbers) -> Iterator[Mended]:
    """The reports that say another was wrong."""
    for one in told.story.corrections:
        carry = tuple(at[ref] for ref in one.carry)
        yield Mended(at[one.article], at[one.corrects], carry, phrase.line(one.says))


def disputed(told: Told) -> Iterator[Disputed]:
    """The claims whose tellings contradict one another."""
    for number, traced in zip(told.claims, told.story.claims, strict=True):
        if traced.contradictions:
            slots = tuple(dict.fromkeys(one.slot for one in traced.contradictions))
            yield Disputed(number, phrase.line(traced.says), slots)


def joined(ways: Sequence[Way]) -> tuple[Way, ...]:
    """The ways of many claims as those of one story: the same hands stand once."""
    alike: dict[tuple[str, str, int | None], list[Way]] = {}
    for way in ways:
        alike.setdefault((way.kind, way.name, way.report), []).append(way)
    return tuple(
        Way(
            kind=some[0].kind,
            name=some[0].name,
            how=tuple(dict.fromkeys(how for way in some for how in way.how)),
            report=some[0].report,
            tellings=(),
            under=joined([below for way in some for below in way.under]),
        )
        for some in alike.values()
    )


def spots(shelf: Shelf, claims: Sequence[Claim]) -> Iterator[Spot]:
    """The places that some claims name, as far as it is known where they lie."""
    told: dict[str, list[Stood]] = {}
    helds = {held.report.id: held.reading for held in shelf.taken.values() if held}
    for heard in (heard for claim in claims for heard in claim.heard):
        reading = helds[heard.report.id]
        said = next(one for one in reading.claims if one.id == heard.claim)
        for entity in reading.entities:
            if entity.kind == "place" and entity.id in said.entities and (id := lying(entity.name)):
                told.setdefault(id, []).append(Stood(heard.report.id, heard.claim))
    for id, stood in told.items():
        lat, lon = points()[id]
        yield Spot(known.load().entries[id].name, lat, lon, tuple(stood))


def lying(name: str) -> str | None:
    """The place of a name, if it is one only and known where it lies."""
    naming = known.load().named(name)
    found = [entry.id for entry in naming.entries if entry.id in points()] if naming else []
    return found[0] if len(found) == 1 else None
