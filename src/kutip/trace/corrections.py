"""Reports that correct a number that others still carry."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kutip.lang import Lang
from kutip.record import Correction, Reading
from kutip.trace.amounts import comparable, shown
from kutip.trace.origins import Pack
from kutip.trace.telling import Said

PARTS = ("title", "subtitle", "paragraph", "furniture")


def corrections(told: Sequence[Said], packs: Mapping[str, Pack]) -> Iterator[Correction]:
    """The corrections among the tellings of one claim: reports that say that they correct, and name the old number."""
    for one in told:
        lang, _ = packs[one.article.lang]
        if lang is None:
            continue
        for mine in one.numbers:
            wrong = [
                (other, theirs)
                for other in told
                for theirs in other.numbers
                if other.article.id != one.article.id
                and comparable(mine, theirs)
                and theirs.amount.value != mine.amount.value
                and mentions(one, theirs.amount.value)
            ]
            if wrong and corrects(one.reading, lang):
                first, old = min(wrong, key=lambda found: found[0].article.published or "")
                carry = tuple(dict.fromkeys(other.article.id for other, _ in wrong))
                says = f"{shown(mine.amount, one)}, not {shown(old.amount, first)}"
                yield Correction(one.article.id, first.article.id, carry, says)
                break


def corrects(reading: Reading, lang: Lang) -> bool:
    """Whether a report says that something printed was wrong."""
    text = " ".join(reading.article[part] for part in reading.article.parts if part.kind in PARTS).lower()
    return any(re.search(rf"(?<!\w){re.escape(words)}", text) for words in lang.trace.corrections)


def mentions(one: Said, value: object) -> bool:
    """Whether a report has that number anywhere."""
    return any(amount.value == value for amount in one.reading.amounts)
