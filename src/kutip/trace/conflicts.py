"""Where two tellings of one claim do not say the same: contradictions, and mere differences with their reason.

Only what both tell can conflict, and only in one way a slot: the first reason that fits. What may be an update, another
baseline or a rounder number is a difference.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from kutip.record import Certainty, Conflict, Polarity
from kutip.trace.amounts import amounts
from kutip.trace.days import dates
from kutip.trace.gap import Gap, one_voice
from kutip.trace.links import inside, words
from kutip.trace.notes import pack
from kutip.trace.polarity import polarity
from kutip.trace.scene import actors, places
from kutip.trace.telling import Said

FIRM: frozenset[Certainty] = frozenset(("stated", "reported"))
WHOLE = 0.6
"""So much of the shorter telling's sense is in the longer one, which says more."""
CUT = 2
"""A word more may be one of two for a thing."""
LONGER = 2
"""And so many times as much does it say."""
Known = dict[tuple[Said, Said], tuple[Gap, ...]]
"""What keeps pairs of tellings from saying the same."""


def conflicts(told: Sequence[Said], known: Known | None = None) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
    """The contradictions and the differences among the tellings of one claim, pair by pair; `known` are pairs that were
    looked at before, and is given the others."""
    found: dict[str, list[Conflict]] = {"contradiction": [], "difference": []}
    wordings = [wording(one) for one in told]
    for (a, one), (b, two) in combinations(enumerate(told), 2):
        if wordings[a] == wordings[b]:
            continue  # copies are many, and differ in nothing
        between = known.get((one, two)) if known else None
        if between is None:
            between = tuple(gaps(one, two))
            if known is not None:
                known[one, two] = between
        for gap in between:
            found[gap.kind].append(Conflict(a, b, gap.slot, gap.reason, gap.says))
    return tuple(found["contradiction"]), tuple(found["difference"])


def gaps(one: Said, two: Said) -> Iterator[Gap]:
    """All that keeps two tellings, which are not worded alike, from saying the same."""
    for found in (check(one, two) for check in CHECKS):
        if found is not None:
            yield found


def wording(one: Said) -> tuple[str, Certainty, Polarity, bool]:
    """What a telling says, and how."""
    return str(one), one.claim.certainty, one.claim.polarity, confirms(one)


def at_odds(one: Said, two: Said) -> bool:
    """Whether two tellings contradict each other."""
    if one.article.id == two.article.id or wording(one) == wording(two):
        return False
    return any(gap.kind == "contradiction" for gap in gaps(one, two))


def face(one: Said, two: Said) -> bool:
    """Whether two sides that one report hears contradict each other: one says it, and the other that it is not so."""
    home = one.article.id == two.article.id and not (one.plain or two.plain)
    gap = polarity(one, two) if home and one.affirms != two.affirms else None
    return gap is not None and gap.kind == "contradiction"


def certainty(one: Said, two: Said) -> Gap | None:
    """Whether one says firmly what the other only guards; or makes more of how it was said than the other."""
    mine, theirs = one.claim.certainty, two.claim.certainty
    if "denied" in (mine, theirs):
        return None
    if (mine in FIRM) != (theirs in FIRM):
        return Gap("certainty", "certainty", f"{mine} / {theirs}", "difference")
    if one_voice(one, two) and cue(one) and cue(two) and confirms(one) != confirms(two):
        return Gap("certainty", "certainty", f"“{cue(one)}” / “{cue(two)}”", "difference")
    return None


def confirms(one: Said) -> bool:
    """Whether the word of a report for how it was said means more than that."""
    lang = pack(one.article.lang)
    return lang is not None and cue(one).lower() in lang.trace.confirms


def cue(one: Said) -> str:
    """The word by which a report has what was said."""
    span = one.claim.chain[0].cue
    return one.article[span] if span else ""


def content(one: Said, two: Said) -> Gap | None:
    """Whether one says only a part of what the other says."""
    less, more = sorted((one, two), key=lambda said: len(said.sense))
    if one.plain or two.plain or amounts(one, two) or polarity(one, two):
        return None
    common = sum(feature in more.sense for feature in less.sense)
    much = less.sense and len(more.sense) >= LONGER * len(less.sense) and common >= WHOLE * len(less.sense)
    if not (much or trimmed(less, more)):
        return None
    return Gap("content", "partial", f"“{one}” / “{two}”", "difference")


def trimmed(less: Said, more: Said) -> bool:
    """Whether a quotation is cut in a report: its words stand in a row in the other one, which has more of them."""
    direct = less.claim.form == more.claim.form == "direct" and less.article.lang == more.article.lang
    return direct and len(words(more)) - len(words(less)) >= CUT and inside(words(less), words(more))


CHECKS: tuple[Callable[[Said, Said], Gap | None], ...] = (
    amounts, dates, places, actors, polarity, certainty, content,
)  # fmt: skip
