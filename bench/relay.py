"""Reports made from one another, so that it is known who has it from whom: KCNA's stories of 2011, relayed.

A tree begins with KCNA's own story, and at times with a second report that owes it nothing: a made-up diplomat tells
an outlet the same in words that share no run of five with it. Every further report takes one that is there, five hops
deep at the most: it cuts, rewords by rule, changes a number or a day, names its source or does not, merges in
paragraphs of another, and keeps all errors it got.
The same number makes the same trees.
"""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from warnings import catch_warnings, simplefilter

from msgspec import Struct
from msgspec.structs import replace

from bench.figure import need

STORIES = "KCNA/KCNA_2011.rda"
EPOCH = datetime(1970, 1, 1)
AGENCY = "KCNA"
LOOKED_AT = 60
"""So many stories did the rules get to see."""
WORDS = range(130, 420)
"""So long are the stories that are relayed."""
DEPTH = 5
PLACES = ("Alder", "Birch", "Cedar", "Dover", "Elm", "Fern", "Grove", "Heath", "Iris", "Juniper", "Kelp", "Linden")
PAPERS = ("Courier", "Ledger", "Gazette", "Tribune", "Observer", "Dispatch")
PEOPLE = ("Marta Velling", "Jonas Ackrill", "Petra Oswin", "Tomas Brandel", "Livia Harcott", "Simon Dreyer")
OTHER_WORDS = {
    "said": "stated", "people": "citizens", "big": "large", "great": "major", "many": "numerous", "also": "too",
    "held": "staged", "visited": "toured", "sent": "dispatched", "country": "nation", "area": "region",
    "made": "produced", "built": "constructed", "began": "started", "ended": "closed", "meeting": "gathering",
    "officials": "functionaries", "help": "aid", "work": "effort", "development": "growth", "relations": "ties",
    "important": "weighty", "according": "going", "expressed": "voiced", "stressed": "underlined", "noted": "remarked",
    "called": "named", "present": "there", "during": "in", "between": "among", "various": "several", "large": "big",
    "new": "fresh", "received": "got", "leader": "head", "army": "military", "city": "town", "show": "display",
    "members": "participants", "group": "body", "world": "globe", "history": "past", "successfully": "well",
    "ceremony": "event", "delegation": "party", "leading": "guiding", "units": "bodies", "including": "among them",
    "production": "output", "war": "conflict", "agreement": "accord", "talks": "discussions", "day": "date",
}  # fmt: skip
CREDITS = (", {source} reported.", ", according to {source}.", ". {source} reported.")
NUMBER = re.compile(r"\b[1-9]\d{1,4}\b")
SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z])")


class Setting(Struct, frozen=True):
    """How hard it is made: shares of the words that are replaced and of the reports that name their source, and
    whether times are told."""

    name: str
    reword: float = 0.1
    credit: float = 0.6
    cut: tuple[float, float] = (0.6, 0.95)
    changed: float = 0.6
    merged: float = 0.15
    timed: bool = True


OWN_WORDS = Setting("own", reword=0.7)
Part = Literal["dev", "test"]
SEEDS: dict[Part, int] = {"dev": 7, "test": 2011}
"""Trees that rules are made by, and trees that nobody has looked at: of other stories, by other chances."""
RUN = 5
"""So many words in a row are hardly the same by chance."""


class Piece(Struct, frozen=True):
    """A sentence, and the report at the beginning of all that has it."""

    text: str
    root: int


class Told(Struct, frozen=True):
    """A report of a tree: its paragraphs, when and where it is printed, and by number those that it has it from."""

    number: int
    outlet: str
    moment: datetime
    title: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    parents: tuple[int, ...]
    depth: int

    @property
    def text(self) -> str:
        """As it is printed."""
        return "\n\n".join([self.title, *(" ".join(one.text for one in paragraph) for paragraph in self.paragraphs)])


def stories(folder: Path, part: Part, count: int) -> list[tuple[str, str, datetime]]:
    """Some of KCNA's English stories: title, text, day."""
    import rdata  # type: ignore[import-untyped]  # a second of pandas

    with catch_warnings():
        simplefilter("ignore")
        table = rdata.read_rda(str(need(folder / STORIES)))["KCNA_2011"]
    rows = zip(table["title"], table["story"], table["date"], table["language"], strict=True)
    found = {
        str(title): (str(title), str(text), EPOCH + timedelta(days=int(day)))
        for title, text, day, lang in rows
        if lang == "en" and isinstance(text, str) and len(text.split()) in WORDS
    }
    looked_at = random.Random(SEEDS["dev"]).sample(list(found.values()), LOOKED_AT)
    others = [one for one in found.values() if one not in looked_at]
    return looked_at[:count] if part == "dev" else random.Random(SEEDS[part]).sample(others, count)


def trees(folder: Path, part: Part, setting: Setting, count: int) -> Iterator[list[Told]]:
    """So many trees of reports."""
    chance = random.Random(SEEDS[part])
    for title, text, day in stories(folder, part, count):
        paragraphs = tuple(tuple(Piece(one, 0) for one in SENTENCE.split(piece)) for piece in pieces(text))
        if paragraphs:
            yield grown(Told(0, AGENCY, day + timedelta(hours=8), title, paragraphs, (), 0), setting, chance)


def pieces(text: str) -> list[str]:
    """The paragraphs of a story as the corpus has it, with the marks that scraping left."""
    return [piece for part in re.split(r"\s*, ,\s*", text) if len(piece := part.strip(" ,")) > 20]


def grown(first: Told, setting: Setting, chance: random.Random) -> list[Told]:
    """The tree that begins with a report."""
    tree = [first]
    outlets = [f"{place} {paper}" for place in PLACES for paper in PAPERS]
    chance.shuffle(outlets)
    if chance.random() < 0.4:
        tree += second(first, outlets.pop(), chance)
    for _ in range(chance.randint(4, 9)):
        parent = chance.choice([one for one in tree if one.depth < DEPTH])
        told = relayed(parent, tree, outlets.pop(), setting, chance)
        if told.text not in {one.text for one in tree}:  # the same text is the same report
            tree.append(told)
    return tree


def second(first: Told, outlet: str, chance: random.Random) -> list[Told]:
    """A report that owes the first nothing: a diplomat says what two of its sentences say, in words of his own."""
    sentences = [one for paragraph in first.paragraphs for one in paragraph if 8 < len(one.text.split()) < 40]
    told = [(one.text, reworded(one, OWN_WORDS, chance).text) for one in sentences]
    own = [text for had, text in told if text and runs(text).isdisjoint(runs(had))]
    if len(own) < 2:
        return []
    person, moment = chance.choice(PEOPLE), first.moment + timedelta(hours=chance.randint(1, 9))
    said = [text[0].lower() + text[1:].rstrip(".") for text in chance.sample(own, 2)]
    body = (
        (Piece(f"{person}, a diplomat who was there, told {outlet} that {said[0]}.", 1),),
        (Piece(f"{person.split()[-1]} also said that {said[1]}.", 1),),
    )
    return [Told(1, outlet, moment, f"Diplomat tells of {first.title}", body, (), 0)]


def runs(text: str) -> set[tuple[str, ...]]:
    """The runs of so many words of a text."""
    words = text.lower().split()
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def relayed(parent: Told, tree: Sequence[Told], outlet: str, setting: Setting, chance: random.Random) -> Told:
    """A report made from another."""
    kept = max(1, round(len(parent.paragraphs) * chance.uniform(*setting.cut)))
    paragraphs = [tuple(reworded(one, setting, chance) for one in paragraph) for paragraph in parent.paragraphs[:kept]]
    parents = [parent.number]
    others = [one for one in tree if one.number != parent.number and len(one.paragraphs) > 1]
    moment = parent.moment
    if others and chance.random() < setting.merged:
        other = chance.choice(others)
        paragraphs += other.paragraphs[-max(1, len(other.paragraphs) // 3) :]
        parents.append(other.number)
        moment = max(moment, other.moment)
    if chance.random() < setting.changed:
        paragraphs = altered(paragraphs, chance)
    if chance.random() < setting.credit:
        *before, last = paragraphs[0]
        credit = chance.choice(CREDITS).format(source=parent.outlet)
        paragraphs[0] = (*before, replace(last, text=last.text.rstrip(".,") + credit))
    moment += timedelta(minutes=chance.randint(30, 600))
    return Told(tree[-1].number + 1, outlet, moment, parent.title, tuple(paragraphs), tuple(parents), parent.depth + 1)


def reworded(one: Piece, setting: Setting, chance: random.Random) -> Piece:
    """A sentence with some of its words replaced, or left out where there is no other word."""
    found = []
    for word in one.text.split(" "):
        if chance.random() >= setting.reword:
            found.append(word)
        elif word in OTHER_WORDS:
            found.append(OTHER_WORDS[word])
        elif not word.islower() or len(word) < 5:
            found.append(word)
    return replace(one, text=" ".join(found))


def altered(paragraphs: Sequence[tuple[Piece, ...]], chance: random.Random) -> list[tuple[Piece, ...]]:
    """The paragraphs with one number, often of a day, that is no longer what it was."""
    places = [(i, j) for i, part in enumerate(paragraphs) for j, one in enumerate(part) if NUMBER.search(one.text)]
    found = list(paragraphs)
    if places:
        i, j = chance.choice(places)
        one = found[i][j]
        text = NUMBER.sub(lambda hit: str(int(hit[0]) + chance.choice((1, 2, 3, 9))), one.text, count=1)
        found[i] = (*found[i][:j], replace(one, text=text), *found[i][j + 1 :])
    return found
