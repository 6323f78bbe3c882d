"""What analysts say: written down beside what the machine found, with author and time, and taken back."""

import re

from msgspec.structs import replace

from kutip.kept import Judgement
from kutip.run import judged
from kutip.serve.asked import LARGEST, Done, RefusedError, Work, missing
from kutip.serve.asks import Back, Judge
from kutip.store import Store

WORDS = re.compile(r"/report/(\d{1,18})(?:\?version=(\d{1,18}))?#(\w{1,20})$")
RATINGS = ("A", "B", "C", "D", "E", "F")
NEEDED = {
    "speaker": ("article", "claim", "says"),
    "same": ("article", "claim", "other_article", "other_claim"),
    "apart": ("article", "claim", "other_article", "other_claim"),
    "wrong": ("article", "claim"),
    "rating": ("subject", "says"),
    "note": ("says",),
}
"""What each kind of judgement must say."""


def judge(work: Work, asks: Judge) -> Done:
    """Writes a judgement down; it wins over the machine."""
    if asks.other:
        article, claim = pointed(work.store, asks.other)
        asks = replace(asks, other_article=article, other_claim=claim)
    asks = replace(asks, says=asks.says.strip())
    lacking = [name for name in NEEDED[asks.kind] if not getattr(asks, name)]
    if lacking:
        raise RefusedError(400, "invalid", f"A judgement of the kind {asks.kind} needs: {', '.join(lacking)}.")
    if asks.kind == "rating" and asks.says not in RATINGS:
        raise RefusedError(400, "invalid", f"A rating is one of {', '.join(RATINGS)}.")
    tellings = [(asks.article, asks.claim), (asks.other_article, asks.other_claim)]
    if not all(told(work.store, *telling) for telling in tellings if telling[1]):
        raise missing("such claim")
    if asks.kind in ("same", "apart") and tellings[0] == tellings[1]:
        raise RefusedError(400, "invalid", "This is one claim in one report; give the address of the other one.")
    said = Judgement(
        id=0,
        at=work.now,
        by=work.who.name,
        kind=asks.kind,
        says=asks.says,
        article=asks.article,
        claim=asks.claim,
        other_article=asks.other_article,
        other_claim=asks.other_claim,
        subject=asks.subject,
    )
    last = next(iter(work.store.notes(Judgement, before=LARGEST, limit=1)), None)
    if last and replace(last, id=0, at=said.at) == said:  # the button was pressed twice
        return Done(asks.back or "/", last)
    return Done(asks.back or "/", work.store.put(said))


def told(store: Store, article: str | None, claim: str | None) -> bool:
    """Whether a text that is kept tells a claim."""
    reading = judged.reading_of(store, article) if article else None
    return reading is not None and claim in {one.id for one in reading.claims}


def undo(work: Work, asks: Back) -> Done:
    """Takes a judgement back; that it was made, and by whom it was undone, stays."""
    found = next(iter(work.store.notes(Judgement, id=work.number)), None)
    if found is None:
        raise missing("such judgement")
    if found.undone is None:
        found = work.store.put(replace(found, undone=work.now, undone_by=work.who.name))
    return Done(asks.back or "/", found)


def pointed(store: Store, address: str) -> tuple[str, str]:
    """The text and the claim that an address of highlighted words leads to."""
    found = WORDS.search(address.strip())
    held = store.report(int(found[1]), int(found[2]) if found[2] else None) if found else None
    if found is None or held is None or found[3] not in {claim.id for claim in held.reading.claims}:
        raise RefusedError(400, "invalid", "Copy the address of the other claim's words: it ends like /report/12#c3.")
    return held.version.article, found[3]
