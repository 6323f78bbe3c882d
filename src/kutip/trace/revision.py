"""Two readings of one report → what it says otherwise than before: what its claims, its title and its day were.

Claims of the same words are the same; of the others those that share most of their words, the most alike first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kutip import words as wording
from kutip.record import Article, Claim, Reading
from kutip.trace.keys import plain

Facet = Literal["wording", "speaker", "chain", "amount", "date", "certainty", "form", "polarity"]
Pair = tuple[str, str]

ALIKE = 0.5
"""Claims that share so much of their words are one claim that was edited."""
COMMON = 50
"""A word of more claims than these leads to no candidates."""
NEAR = 8
"""As many candidates are looked at for each claim."""


class Amended(Struct, frozen=True):
    """A claim that stands in both readings and is not the same: its ids, its words, and in what it differs."""

    before: str
    after: str
    says: Pair
    """Where these are the same, the paragraphs that they stand in."""
    within: tuple[Facet, ...]


class Revision(Struct, frozen=True, omit_defaults=True):
    """What one reading of a report has otherwise than the one before; each pair is the old and the new."""

    title: Pair | None = None
    published: Pair | None = None
    changed: tuple[Amended, ...] = ()
    came: tuple[str, ...] = ()
    """Claims of the new reading that the old one does not have, by their ids."""
    went: tuple[str, ...] = ()
    """And those that only the old one has."""
    passage: Pair | None = None
    """The first paragraph that differs, where nothing else does."""


def revision(before: Reading, after: Reading) -> Revision:
    """What a report says otherwise than before. The same text read by other rules has no other claims."""
    old, new = before.article, after.article
    found = Revision(pair(title(old), title(new)), pair(old.published or "", new.published or ""))
    if old.text == new.text:
        return found
    matched = dict(matches(before, after))
    kept = set(matched.values())
    found = replace(
        found,
        changed=tuple(amended(before, after, matched)),
        came=tuple(claim.id for number, claim in enumerate(after.claims) if number not in kept),
        went=tuple(claim.id for number, claim in enumerate(before.claims) if number not in matched),
    )
    return found if found != Revision() else Revision(passage=passage(old, new))


def pair(old: str, new: str) -> Pair | None:
    """Both, if they differ."""
    return None if old == new else (old, new)


def title(article: Article) -> str:
    """The title as printed, or as the head of the page has it."""
    printed = next((article[part] for part in article.parts if part.kind == "title"), None)
    return " ".join((printed or article.title or "").split())


def passage(old: Article, new: Article) -> Pair | None:
    """The first paragraphs that differ."""
    mine, theirs = paragraphs(old), paragraphs(new)
    gone = next((text for text in mine if text not in theirs), "")
    return pair(gone, next((text for text in theirs if text not in mine), ""))


def paragraphs(article: Article) -> dict[str, None]:
    """The paragraphs of the body, each once."""
    return {" ".join(article[part].split()): None for part in article.parts if part.kind == "paragraph"}


# --- which claims are the same ----------------------------------------------------------------------------------------


def matches(before: Reading, after: Reading) -> Iterator[tuple[int, int]]:
    """The claims that both readings have, as pairs of their places."""
    old, new = ([content(reading, claim) for claim in reading.claims] for reading in (before, after))
    places: dict[str, list[int]] = defaultdict(list)
    for number, said in enumerate(new):
        places[said].append(number)
    rest, free = [], set(range(len(new)))
    for number, said in enumerate(old):
        if places[said]:
            free.discard(places[said][0])
            yield number, places[said].pop(0)
        else:
            rest.append(number)
    yield from closest({number: old[number] for number in rest}, {number: new[number] for number in free})


def closest(old: dict[int, str], new: dict[int, str]) -> Iterator[tuple[int, int]]:
    """The claims that share most of their words, each with one other at the most."""
    cut = (
        {number: counted(said) for number, said in old.items()},
        {number: counted(said) for number, said in new.items()},
    )
    taken: tuple[set[int], set[int]] = set(), set()
    for _, _, one, other in sorted(likenesses(*cut)):
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            yield one, other


def likenesses(old: dict[int, Counter[str]], new: dict[int, Counter[str]]) -> Iterator[tuple[float, int, int, int]]:
    """Pairs of claims that are alike, the likeness as a number below zero, then how far apart they stand."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, words in new.items():
        for word in words:
            having[word].append(number)
    for number, words in old.items():
        led = Counter(other for word in words if len(having[word]) <= COMMON for other in having[word])
        for other, _ in led.most_common(NEAR):
            shared = (words & new[other]).total()
            likeness = 2 * shared / (words.total() + new[other].total())
            if likeness >= ALIKE:
                yield -likeness, abs(number - other), number, other


def counted(said: str) -> Counter[str]:
    """The words of a claim in small letters."""
    return Counter(wording.cut(said).lows)


def content(reading: Reading, claim: Claim) -> str:
    """The words of a claim."""
    return " … ".join(" ".join(reading.article[span].split()) for span in claim.content)


# --- in what they differ ----------------------------------------------------------------------------------------------


def amended(before: Reading, after: Reading, matched: dict[int, int]) -> Iterator[Amended]:
    """The claims that both readings have, and that are not the same."""
    for number, other in sorted(matched.items(), key=lambda places: places[1]):
        old, new = before.claims[number], after.claims[other]
        within = tuple(facets(before, old, after, new))
        if within:
            says = pair(content(before, old), content(after, new)) or (around(before, old), around(after, new))
            yield Amended(old.id, new.id, says, within)


def around(reading: Reading, claim: Claim) -> str:
    """The paragraph that a claim begins in."""
    article = reading.article
    home = next((part for part in article.parts if part.kind == "paragraph" and part.meets(claim.content[0])), None)
    return " ".join(article[home].split()) if home else content(reading, claim)


def facets(before: Reading, old: Claim, after: Reading, new: Claim) -> Iterator[Facet]:
    """In what two wordings of one claim differ."""
    if content(before, old) != content(after, new):
        yield "wording"
    if names(old)[:1] != names(new)[:1]:
        yield "speaker"
    if names(old)[1:] != names(new)[1:]:
        yield "chain"
    if amounts(before, old) != amounts(after, new):
        yield "amount"
    # A weekday is another day when the report gets another date: only what is printed otherwise was edited.
    if all(one != other for one, other in zip(dates(before, old), dates(after, new), strict=True)):
        yield "date"
    if old.certainty != new.certainty:
        yield "certainty"
    if old.form != new.form:
        yield "form"
    if old.polarity != new.polarity:
        yield "polarity"


def names(claim: Claim) -> list[str]:
    """Who it came through."""
    return [plain(hop.name) if hop.name else "" for hop in claim.chain]


def amounts(reading: Reading, claim: Claim) -> list[object]:
    """How much it tells of."""
    found = (reading.amounts[number] for number in claim.amounts)
    return [(one.value, one.unit, one.kind, one.comparator) for one in found]


def dates(reading: Reading, claim: Claim) -> tuple[Sequence[str | None], Sequence[str]]:
    """When: the days, and the words that tell them."""
    found = [reading.times[number] for number in claim.times]
    return [one.value for one in found], [reading.article[one] for one in found]
