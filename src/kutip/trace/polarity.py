"""Where one telling says that it is so, and another that it is not, or that the opposite is."""

from functools import cache

from kutip import lang as languages
from kutip.lang.senses import senses
from kutip.trace.copies import later
from kutip.trace.gap import DAY, FEW, HALF, Gap, longest, one_voice, rivals, shared, told
from kutip.trace.links import inside, parted
from kutip.trace.links import words as pieces
from kutip.trace.telling import Said, kinds, within

OPPOSED = 0.3
"""So much has to be the same of what two tellings are about, for the opposite to be said of one thing."""
DENIED = 0.7
"""So much of what is denied has the other to say."""
BEFORE = 12
"""So many letters before a content are looked at for a negation."""
TIMES = 2.5
"""A saying that is more times as long is of more than what is denied."""
MONEY = "c:money"
"""A sum is money."""
LOST = 0.8
"""So much of both is the same where only the negation was lost."""
BRIEF, LONG = 7, 12
"""Of so few things one state is the whole; a telling of more than the most is not denied by one negation."""


def polarity(one: Said, two: Said) -> Gap | None:
    """Whether one says that it is so, and the other that it is not; or that the opposite is."""
    if (one.plain and two.plain) or not beside(one, two):
        return None
    says = f"“{one}” / “{two}”"
    if not (opposed(one, two) if one.affirms == two.affirms else denies(one, two)) or repeats(one, two):
        return None
    if unsure(one) or unsure(two):
        return None
    if turned(one, two):
        return Gap("polarity", "update", says, "difference")
    return Gap("polarity", "polarity", says, "contradiction")


def unsure(one: Said) -> bool:
    """Whether a telling may say the opposite of what it seems to: it is negated twice, or cut behind a negation."""
    before = parted(one.article.text[max(0, one.claim.content[0].start - BEFORE) : one.claim.content[0].start])
    cut = bool(before) and before[-1] in negative(one.article.lang) and one.claim.certainty != "denied"
    return cut or (negations(one) > 0 and negations(one) % 2 == 0)


def beside(one: Said, two: Said) -> bool:
    """Whether two tellings may be at odds: those of two reports, or of two in one report who are named."""
    named = {"named", "resolved"}
    return one.article.id != two.article.id or (
        rivals(one, two) and {one.claim.chain[0].status, two.claim.chain[0].status} <= named
    )


def repeats(one: Said, two: Said) -> bool:
    """Whether neither denies it and both say it in the same words; or in as many negations, or the one in a piece
    that was cut from the other: then it is the same that is negated in both."""
    if "denied" in (one.claim.certainty, two.claim.certainty):
        return False
    mine, theirs = pieces(one), pieces(two)
    nots = negations(one), negations(two)
    return (
        mine == theirs
        or (nots[0] == nots[1] > 0)
        or (nots != (0, 0) and (inside(mine, theirs) or inside(theirs, mine)))
    )


def negations(one: Said) -> int:
    """How many words of a telling negate, as far as its language has words for that; not the one of "45, not 48"."""
    rejected = sum(within(number.amount, one.claim.content) for number in one.gone)
    return max(0, sum(word in negative(one.article.lang) for word in pieces(one)) - rejected)


@cache
def negative(code: str) -> frozenset[str]:
    """The words of a language that negate."""
    words = languages.load(code).cues.negative if code in languages.codes() else ()
    return frozenset(word.strip("'") for word in words)


def opposed(one: Said, two: Said) -> bool:
    """Whether one says of a thing what is opposite to what the other says of it."""
    about = told(one, two) & told(two, one)
    if not one.affirms or longest(one, two) > BRIEF or shared(one, two) < OPPOSED:
        return False
    if one_voice(one, two) and len(about) < FEW:
        return False
    mine, theirs = states(one), states(two)
    return mine.isdisjoint(theirs) and any(opposites(a, b) for a in mine for b in theirs)


def opposites(one: str, other: str) -> bool:
    """Whether two states exclude each other."""
    return any({one, other} == set(both) for both in senses().opposites)


def turned(one: Said, two: Said) -> bool:
    """Whether it was so when the one was told and no longer when the other was: closed, and a day later open. Who says
    later that the same was never so does not tell of a change, unless it is one and the same."""
    gap = later(one.article.published, two.article.published)
    if "denied" in (one.claim.certainty, two.claim.certainty) or not gap:
        return False
    mine, theirs = states(one), states(two)
    voice = one_voice(one, two)
    over = {name for a in mine for b in theirs if opposites(a, b) for name in (a, b)}
    over = over or (mine & theirs if voice else set())
    return bool(over) and over <= {*senses().changing} and (voice or abs(gap) >= DAY)


def denies(one: Said, two: Said) -> bool:
    """Whether what one denies is what the other says: the same state, or nearly all of the same. A long saying is not
    denied as a whole by one negation in it, nor is it a denial of the charge that somebody is charged."""
    mine, theirs = told(one, two), told(two, one)
    if len(one.claim.content) > 1 or len(two.claim.content) > 1 or longest(one, two) > LONG:
        return False
    charged = (theirs - mine) if one.affirms < two.affirms else (mine - theirs)
    if any(f"c:{name}" in charged for name in senses().charges):
        return False
    whole = [had for said, had in ((one, mine), (two, theirs)) if said.claim.certainty == "denied"]
    if one_voice(one, two):  # nobody is taken to deny their own words, unless only the negation was lost
        return len(mine & theirs) >= max(FEW, LOST * len(mine | theirs))
    state = {f"c:{name}" for name in states(one) & states(two)}
    more = not (one.plain or two.plain) or any(name[:2] != "o:" for name in (mine & theirs) - state)
    if longest(one, two) <= BRIEF and state and more:
        return True
    part = len(mine & theirs) / max(1, len(whole[0] if whole else mine | theirs))
    few = min(len(mine), len(theirs)) < FEW
    return (not few and part >= (DENIED if whole else HALF)) or answers(one, two)


def answers(one: Said, two: Said) -> bool:
    """Whether what one denies, or negates in few words, is all but a little a part of what somebody else says; in one
    report, where two sides are heard, half of it does, or a mere two things if it is no more."""
    less, more = (two, one) if one.affirms else (one, two)
    mine, theirs = told(less, more), told(more, less)
    if any(number.amount.kind == "money" for number in more.numbers):
        theirs |= {MONEY}
    common, home = len(mine & theirs), one.article.id == two.article.id
    if less.claim.certainty != "denied" and negations(less) != 1:
        return False
    worded = sum(not name.startswith("e:") for name in mine)
    if home and worded > 1 and mine <= theirs and len(theirs) <= TIMES * len(mine):
        return True
    return common > FEW and common >= (HALF if home else DENIED) * len(mine)


def states(one: Said) -> set[str]:
    """What a telling says of things that has an opposite."""
    return {name[2:] for name in one.sense if name[2:] in kinds() and name.startswith("c:")}
