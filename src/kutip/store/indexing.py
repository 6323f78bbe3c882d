"""The claims of a report as rows that can be searched: their words, who says and passes on, and what they are of."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kutip.record import Claim, Entity, Reading
from kutip.store import moments, particles
from kutip.store.file import LAST, File, Row
from kutip.store.packing import seal
from kutip.store.parties import Parties
from kutip.store.statements import statements
from kutip.words import Endings

SQL = statements("index")
NAMED = ("named", "resolved")
TAG = "\ue000"
"""Stands before each tag in the full text: a sign that no word begins with, so that nobody finds tags as words."""


class Line(NamedTuple):
    """One claim, ready to be put in."""

    claim: str
    tags: str
    says: str
    who: str
    source: str | None
    cut: str | None


def cut(text: str, endings: Endings | None) -> str | None:
    """A text with its particles apart, and each letter written in one way; None when that changes nothing."""
    whole = unicodedata.normalize("NFC", text)
    whole = particles.apart(whole, endings) if endings else whole
    return whole if whole != text else None


def lettered(code: str) -> str:
    """The code of a language as one word."""
    return "".join(filter(str.isalnum, code.lower())) or "und"


class Batch:
    """What is put in together, in the order of its time: the full text is quickest so."""

    def __init__(self, file: File, parties: Parties) -> None:
        self.file, self.parties = file, parties
        self.waiting: dict[int, tuple[int, list[Line]]] = {}
        """By report: its minute, and its claims."""

    def take(self, report: int, minute: int, reading: Reading) -> None:
        """The claims of a report, in the place of those it had."""
        self.waiting[report] = minute, list(self.lines(reading))

    def lines(self, reading: Reading) -> Iterator[Line]:
        """The claims of a reading as lines."""
        article, endings = reading.article, particles.of(reading.article.lang)
        entities = {entity.id: entity for entity in reading.entities}
        outlet = self.parties.number(article.outlet) if article.outlet else None
        common = f"l{lettered(article.lang)}" + (f" o{outlet}" if outlet else "")
        for claim in reading.claims:
            says = " … ".join(article[span] for span in claim.content)
            who = " · ".join(hop.name for hop in claim.chain if hop.name and hop.status != "outlet")
            tags = f"{common} c{claim.certainty} f{claim.form}"
            tags = " ".join((tags, *dict.fromkeys(self.spoken(claim, entities, outlet)), *self.places(claim, entities)))
            yield Line(claim.id, tags, says, who, source(claim), cut(says, endings))

    def spoken(self, claim: Claim, entities: dict[str, Entity], outlet: int | None) -> Iterator[str]:
        """Who speaks, s, and who passes it on, v."""
        hops = (hop for hop in claim.chain if hop.name and hop.status in NAMED)
        named = [self.parties.number(hop.name or "", entities.get(hop.entity or "")) for hop in hops]
        hands = named if outlet is None else [*named, outlet]
        speaker = hands[0] if named or (hands and claim.form == "plain") else None
        if speaker is not None:
            yield f"s{speaker}"
        yield from (f"v{hand}" for hand in hands if hand != speaker)

    def places(self, claim: Claim, entities: dict[str, Entity]) -> Iterator[str]:
        """The places it speaks of, p."""
        for id in claim.entities:
            entity = entities.get(id)
            if entity and entity.kind == "place":
                yield f"p{self.parties.number(entity.name, entity)}"

    def put(self) -> None:
        """Writes all of it."""
        counts: Counter[str] = Counter()
        for report in self.waiting:
            counts.subtract(self.gone(report))
        claims, wordings, searched = list[Row](), list[Row](), list[Row]()
        for number, report, line in self.numbered():
            claims.append((number, report, line.claim, line.tags))
            row = (number, line.says, line.who, line.source, line.cut)
            wordings.append((*row, seal(report, line.claim, line.tags, *row)))
            searched.append((number, line.says if line.cut is None else line.cut, line.who, signed(line.tags)))
            counts.update(spoken(line.tags))
        self.file.each(SQL["new claim"], claims)
        self.file.each(SQL["new wording"], wordings)
        self.file.each(SQL["new search"], searched)
        self.file.each(SQL["counted"], [counted(tag, more) for tag, more in counts.items() if more])
        self.waiting.clear()

    def gone(self, report: int) -> Iterator[str]:
        """Takes the claims out that a report had; the tags of those who spoke."""
        old = self.file.rows(SQL["claims of"], report)
        if old:
            self.file.each(SQL["unsearch"], old)
            self.file.each(SQL["unword"], [(row[0],) for row in old])
            self.file.run(SQL["unclaim"], report)
        for *_, tags in old:
            yield from spoken(tags.replace(TAG, ""))

    def numbered(self) -> Iterator[tuple[int, int, Line]]:
        """Every claim with its number and its report, in the order of the numbers: the last of a report first."""
        free = -LAST
        for report, (minute, lines) in sorted(self.waiting.items(), key=lambda one: (one[1][0], one[0])):
            free = self.free(minute, len(lines), free)
            for number, line in enumerate(reversed(lines), free):
                yield number, report, line
            free += len(lines)

    def free(self, minute: int, count: int, least: int) -> int:
        """The first of so many numbers in a minute that no claim has; in a later one if it is full."""
        while True:
            behind = moments.first(minute + 1)
            lasts: list[int] = [last for (last,) in self.file.rows(SQL["last before"], behind) if last is not None]
            free = max(least, moments.first(minute), *(last + 1 for last in lasts))
            if free + count <= behind:
                return free
            minute += 1


def source(claim: Claim) -> str | None:
    """Who speaks, as far as the report tells."""
    return next((hop.name for hop in claim.chain if hop.name and hop.status != "outlet"), None)


def spoken(tags: str) -> Iterable[str]:
    """Of the tags of a claim, those who speak and pass on."""
    return (tag for tag in tags.split() if tag[0] in "sv")


def signed(tags: str) -> str:
    """Tags as the full text has them."""
    return " ".join(f"{TAG}{tag}" for tag in tags.split())


def counted(tag: str, more: int) -> Row:
    """What a tag adds to a party: as one who speaks, as one who passes on."""
    number = int(tag[1:])
    return (more, 0, number) if tag[0] == "s" else (0, more, number)
