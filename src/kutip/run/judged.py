"""What analysts say wins over what the machine found: a reading with their judgements applied, and what they are worth
as gold."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import asdict, replace

from kutip.kept import Judgement
from kutip.record import Claim, Entity, Hop, Reading, Span, Telling
from kutip.store import Library
from kutip.trace.bonds import Bonds
from kutip.trace.keys import plain

BY = "analyst:{}"


class Gold(Reading, frozen=True):
    """A reading as analysts have corrected it, with what they said, who and when."""

    judgements: tuple[Judgement, ...]


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that nobody has undone, the oldest first."""
    return sorted((one for one in judgements if one.undone is None), key=lambda one: one.id)


def judged(reading: Reading, judgements: Iterable[Judgement]) -> Reading:
    """The reading with other speakers where an analyst named them, and without what is no claim; of two judgements on
    one claim the later holds."""
    last = {one.claim: one for one in standing(judgements) if one.kind in ("speaker", "wrong")}
    if not last.keys() & {claim.id for claim in reading.claims}:
        return reading
    claims = [(claim, last.get(claim.id)) for claim in reading.claims]
    right = [spoken(reading, claim, one) if one else claim for claim, one in claims if not one or one.kind != "wrong"]
    makers = dict.fromkeys(BY.format(one.by) for _, one in claims if one)
    return replace(reading, claims=tuple(right), made_by=(*reading.made_by, *makers))


def spoken(reading: Reading, claim: Claim, judgement: Judgement) -> Claim:
    """A claim with the speaker that an analyst names: one of its chain, with what comes before left out, or another in
    the place of the first."""
    name, chain = judgement.says.strip(), claim.chain
    held = next((number for number, hop in enumerate(chain) if plain(hop.name or "") == plain(name)), None)
    if held is not None:
        chain = chain[held:]
    else:
        own = chain[:1] if chain and chain[0].status != "outlet" else ()
        chain = (hop(reading, claim, name, own[0].cue if own else None), *chain[len(own) :])
    form = "indirect" if claim.form == "plain" else claim.form
    return replace(claim, chain=chain, form=form, by=BY.format(judgement.by))


def hop(reading: Reading, claim: Claim, name: str, cue: Span | None) -> Hop:
    """A speaker under the name that an analyst gives, with the nearest place where the report has it."""
    entity = next((one for one in reading.entities if plain(name) in names(reading, one)), None)
    if entity is None:
        return Hop(name, None, None, None, cue, "named")
    at = min(entity.mentions, key=lambda one: abs(one.start - claim.content[0].start), default=None)
    start, end = (at.start, at.end) if at else (None, None)
    return Hop(entity.name, entity.id, start, end, cue, "named")


def names(reading: Reading, entity: Entity) -> set[str]:
    """All names that a report has for someone."""
    return {plain(entity.name), *(plain(reading.article[one]) for one in entity.mentions if one.form == "name")}


def bonds(judgements: Iterable[Judgement], refs: Mapping[str, str]) -> Bonds:
    """The tellings that analysts know to be one claim, and those that they know not to be; of two judgements on one
    pair the later holds. `refs` are the names of reports by those of their texts."""
    last: dict[frozenset[Telling], tuple[Telling, Telling, bool]] = {}
    for one in standing(judgements):
        first, second = refs.get(one.article or ""), refs.get(one.other_article or "")
        if one.kind in ("same", "apart") and first and second and one.claim and one.other_claim:
            pair = Telling(first, one.claim), Telling(second, one.other_claim)
            last[frozenset(pair)] = *pair, one.kind == "same"
    return Bonds(
        same=tuple((one, other) for one, other, same in last.values() if same),
        apart=tuple((one, other) for one, other, same in last.values() if not same),
    )


def gold(store: Library) -> Iterator[Gold]:
    """Every reading on which a judgement stands, corrected by it, in the order of the judgements."""
    by_article: dict[str, list[Judgement]] = {}
    for one in standing(store.notes(Judgement, limit=10**9)):
        for article in {one.article, one.other_article}:
            if article is not None:
                by_article.setdefault(article, []).append(one)
    for article, judgements in by_article.items():
        reading = reading_of(store, article)
        if reading is not None:
            yield Gold(**asdict(judged(reading, judgements)), judgements=tuple(judgements))


def reading_of(store: Library, article: str) -> Reading | None:
    """The reading of a text, be it that of an earlier version."""
    for report in store.reports(article=article, limit=1):
        held = store.report(report.id)
        number = next((one.number for one in held.versions if one.article == article), None) if held else None
        found = store.report(report.id, number) if number else None
        return found.reading if found else None
    return None
