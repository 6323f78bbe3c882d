"""Small reports for tests of the store: a text of one claim a paragraph, and who says it."""

import hashlib
from collections.abc import Sequence

from kutip.kept import Kept
from kutip.record import (
    Article,
    Capture,
    Certainty,
    Claim,
    Correction,
    Counts,
    Doubt,
    Entity,
    EntityKind,
    Evidence,
    Form,
    Hop,
    Mention,
    Origin,
    Part,
    Reading,
    Span,
    Story,
    Telling,
    Traced,
)

Said = tuple[str, tuple[str, ...], str | None, Certainty, Form]


def said(
    words: str,
    *hands: str,
    place: str | None = None,
    certainty: Certainty = "stated",
    form: Form = "indirect",
) -> Said:
    """One claim: its words, the hands it went through, and of which place it is."""
    return words, hands, place, certainty, form


def reading(
    *claims: Said,
    outlet: str | None = "Harbour Post",
    url: str | None = None,
    lang: str = "en",
    title: str = "From the harbour",
    published: str | None = "2025-06-12T09:30+00:00",
    maker: str = "made@1",
    doubts: int = 0,
    evidence: Evidence | None = None,
) -> Reading:
    """A report as kutip would have read it."""
    text, parts = title, [Part(0, len(title), "title")]
    found, entities = list[Claim](), dict[str, Entity]()
    last = Hop(outlet, None, None, None, None, "outlet")
    for number, (words, hands, place, certainty, form) in enumerate(claims, 1):
        start = len(text) + 2
        text += "\n\n" + ", ".join((words, *hands, *((place,) if place else ())))
        parts.append(Part(start, len(text), "paragraph"))
        who = [(hand, entity(entities, hand, "organisation", start)) for hand in hands]
        chain = [Hop(hand, id, start, start + 1, None, "named") for hand, id in who]
        places = (entity(entities, place, "place", start),) if place else ()
        content = (Span(start, start + len(words)),)
        found.append(Claim(f"c{number}", content, form, certainty, "positive", (*chain, last), places, (), (), None))
    id = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    article = Article(id, url, outlet, lang, text, tuple(parts), published, title=title, evidence=evidence)
    wrong = tuple(Doubt(0, 1, "garbled", "made up") for _ in range(doubts))
    return Reading("0.1.0", (maker,), article, tuple(entities.values()), (), (), (), tuple(found), wrong)


def entity(entities: dict[str, Entity], name: str, kind: EntityKind, at: int) -> str:
    """The id of who is named."""
    new = Entity(f"e{len(entities) + 1}", name, kind, None, None, (Mention(at, at + 1, "name"),))
    return entities.setdefault(name, new).id


def kept(
    *claims: Said,
    seen: str = "2025-06-12T10:00:00+00:00",
    fetched: str | None = None,
    body: str | None = None,
    further: Sequence[str] = (),
    **given: object,
) -> Kept:
    """A capture of a report with its reading; its body is its text, if no other is given."""
    evidence = Evidence("0" * 64, fetched) if fetched else None
    made = reading(*claims, evidence=evidence, **given)  # type: ignore[arg-type]
    page = Capture(
        (body or made.article.text).encode(), "html", made.article.url, made.article.outlet, evidence=evidence,
        charset="utf-8", headers=(("server", "made"), ("server", "twice")),
        further=tuple(Capture(more.encode(), "html", f"{made.article.url}?{more}") for more in further),
    )  # fmt: skip
    return Kept(page, made, seen)


def story(tellings: Sequence[Sequence[tuple[str, str]]], corrections: Sequence[tuple[str, str]] = ()) -> Story:
    """A story of claims, each told in some reports: the report's name, and the claim's id there."""
    articles = tuple(dict.fromkeys(ref for claim in tellings for ref, _ in claim))
    claims = tuple(
        Traced(
            f"g{number}", f"claim {number}", tuple(Telling(*one) for one in told),
            (Origin("The port", tuple(ref for ref, _ in told), "named"),), (), (), (),
        )
        for number, told in enumerate(tellings, 1)
    )  # fmt: skip
    mended = tuple(Correction(report, corrects, (), "it was not so") for report, corrects in corrections)
    return Story("s1", articles, (), claims, (), (), mended, Counts(len(articles), len(articles), 1, 1))
