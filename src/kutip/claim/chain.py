"""The way of a claim from its origin to the outlet: who told it, which media passed it on, in whose name the
whole text runs."""

from kutip import known
from kutip.claim.attribution import Attribution
from kutip.claim.line import Facts, Stretch
from kutip.claim.party import Party
from kutip.record import Article, Entity, Hop, Part, Span


def hop(party: Party, cue: Span | None, carried: bool = False) -> Hop:
    """A party as a hop of a chain."""
    span = party.span
    return Hop(
        party.name, party.entity, span.start if span else None, span.end if span else None, cue, party.status, carried
    )


def distinct(hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """The hops without repetitions, the first of each kept; nobody may stand there only as the origin."""
    seen: list[Hop] = []
    for one in hops:
        if one.name is None and seen:
            continue
        if not any(one.name == other.name and (one.name or one.cue == other.cue) for other in seen):
            seen.append(one)
    return tuple(seen)


def lined_up(party: Hop, listeners: list[Hop], media: list[tuple[bool, Hop]]) -> tuple[Hop, ...]:
    """The chain of one attribution: the party, the media it spoke to, the media that passed it on; a medium
    named as upstream (citing, mengutip) goes before whoever it was cited by."""
    chain = [party, *listeners]
    passed_on: list[Hop] = []
    for upstream, one in media:
        if not upstream:
            passed_on.append(one)
        elif passed_on:
            passed_on.insert(len(passed_on) - 1, one)
        else:
            chain.insert(0, one)
    return distinct((*chain, *passed_on))


def link(facts: Facts, ties: list[Attribution], head_first: bool) -> list[Attribution]:
    """The attributions of a line when one hands its content to the next: “A told B, and B told C, that …” is one claim,
    with A as the teller behind B; “A claimed, and B denied, that …” is two on one content."""
    kept: list[Attribution] = []
    for made in reversed(ties):
        follower = kept[0] if kept else None
        if follower is None or not without_content(made, follower):
            kept.insert(0, made)
        elif follower.clitic:
            made.pre, made.post = None, follower.post
            kept[0] = made
        elif (
            made.listener and (hearer := first_teller(follower)) and same_head(facts, made.listener, hearer, head_first)
        ):
            follower.tellers = (made, *follower.tellers)
        else:
            made.post = follower.post
            kept.insert(0, made)
    return kept


def first_teller(made: Attribution) -> Stretch | None:
    """Who an attribution goes back to, as far as it is known yet."""
    return made.tellers[0].source if made.tellers else made.source


def without_content(made: Attribution, follower: Attribution) -> bool:
    """Whether an attribution says nothing of its own before the next one begins."""
    begins = follower.cue[0] if follower.clitic and follower.cue else follower.start
    empty = (
        made.listener is not None
        and not made.that
        and (made.post is None or made.post[0] >= begins or made.post[0] >= made.post[1])
    )
    return (
        follower.post is not None
        and made.pre is None
        and not made.points_back
        and ((made.shares and begins - made.end <= 12) or empty)
    )


def same_head(facts: Facts, one: Stretch, other: Stretch, head_first: bool) -> bool:
    """Whether two noun phrases have the same head: the district nurse, the nurse."""
    place = 0 if head_first else -1
    return facts.words.lows[one[0] : one[1]][place] == facts.words.lows[other[0] : other[1]][place]


def credits(article: Article, facts: Facts, entities: tuple[Entity, ...]) -> tuple[Hop, ...]:
    """The agency in whose name the whole text runs: an end credit, a tag in the date line, a code at the end."""
    found = (
        credited(article, facts, entities, part)
        for part in article.parts
        if part.kind in ("agency", "dateline", "contributor", "byline")
    )
    outlet = (article.outlet or "").casefold()
    naming = known.load().named(outlet)
    own = {entry.name.casefold() for entry in naming.entries} if naming else set[str]()
    names = ((one, (one.name or "").casefold()) for one in found if one)
    return distinct(tuple(one for one, name in names if name not in outlet and name not in own))


def passed_on(article: Article, entities: tuple[Entity, ...]) -> tuple[Hop, ...]:
    """The media through which the report came to its outlet, as its feed names them."""
    known = {entity.name: entity.id for entity in entities}
    return tuple(Hop(name, known.get(name), None, None, None, "named") for name in article.via)


def credited(article: Article, facts: Facts, entities: tuple[Entity, ...], part: Part) -> Hop | None:
    """The agency that a credit or a date line names; a tag counts only on another outlet's page."""
    for number in range(*facts.words.range(part)):
        name = facts.named.get(number)
        if name and (part.kind == "agency" or (name[1].kind == "agency" and article.outlet)):
            return Hop(name[1].name, name[1].id, name[2].start, name[2].end, label(article, part), "named")
        found = known.load().at(facts.words, number, hop=True)
        if found and len(found[1].entries) == 1 and found[1].entries[0].kind == "agency" and article.outlet:
            span = facts.words.span(number, found[0])
            return Hop(found[1].entries[0].name, None, span.start, span.end, label(article, part), "named")
    for entity in entities if article.outlet or part.kind != "dateline" else ():
        place = article.text.find(entity.name, part.start, part.end)
        if entity.kind in ("agency", "outlet") and place >= 0:
            return Hop(entity.name, entity.id, place, place + len(entity.name), None, "named")
    if part.kind == "agency":
        return Hop(part.value or article[part], None, part.start, part.end, label(article, part), "named")
    return None


def label(article: Article, part: Part) -> Span | None:
    """The word before a credit on its line: *Sumber*: Reuters."""
    begin = article.text.rfind("\n", 0, part.start) + 1
    words = article.text[begin : part.start]
    text = words.strip(" \t:([")
    if not text or part.kind != "agency":
        return None
    start = begin + words.index(text)
    return Span(start, start + len(text))
