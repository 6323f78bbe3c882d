"""Reports told again with other names, other quotation marks, another order of clauses: structure is to be learned.

A widened report says nothing new: every mark stands on the words that took the place of the marked ones.
"""

import random
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from kutip.known import people
from training.sets import Sample, Stretch, Tie, paragraphs

STYLES = (("“", "”"), ('"', '"'), ("''", "''"), ("‘", "’"), ("„", "”"))
STRAIGHT = re.compile(r"“([^“”\n]*)”|(?<![\w\"])\"([^\"\n]+)\"(?!\w)|''([^'\n]+)''")
WORD = re.compile(r"[A-Z][a-zà-ÿ'’]+")


class Telling(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language in `widen.toml`."""

    titles: tuple[str, ...]
    speech: tuple[str, ...]
    that: str = ""
    to: str = ""
    source_first: float = 0.0
    """How often the source stands before its verb; 0 where the verb always comes first, and is another one."""


TELLINGS = msgspec.convert(
    tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")), dict[str, Telling]
)


class Piece(NamedTuple):
    """Words of the old text, kept or replaced; `lead` of the new ones stand before the name that was there."""

    start: int
    end: int
    told: str | None = None
    lead: int = 0


class Pool:
    """Names to exchange, by kind and language."""

    def __init__(self, samples: Iterable[Sample]) -> None:
        names = people.load()
        self.first = [name.title() for name in names.given]
        self.last = [name.title() for name in names.family]
        self.names: dict[tuple[str, str], list[str]] = {}
        for sample in samples:
            for start, end, kind in sample.names:
                name = sample.text[start:end]
                if kind == "person":
                    parts = name.split()
                    if all(WORD.fullmatch(part) for part in parts):
                        self.first += parts[:1] * (len(parts) > 1)
                        self.last += parts[-1:]
                elif kind != "role":
                    self.names.setdefault((sample.lang, kind), []).append(name)


def widened(sample: Sample, pool: Pool, chance: random.Random) -> Sample:
    """The report told again; different with every call."""
    if chance.random() < 0.5:
        sample = reordered(sample, chance)
    sample = renamed(sample, pool, chance)
    return requoted(sample, chance)


def renamed(sample: Sample, pool: Pool, chance: random.Random) -> Sample:
    """Other names for everybody and everything, the same one for the same one."""
    bare, other, pieces, at = {}, {}, [], 0
    for start, end, kind in sorted(sample.names):
        if start < at or kind == "role":
            continue
        name, lead = sample.text[start:end], 0
        if kind == "person":
            parts = name.split()
            for number, part in enumerate(parts):
                last = number == len(parts) - 1 and len(parts) > 1
                bare.setdefault(
                    part, chance.choice(pool.last if last else pool.first) if WORD.fullmatch(part) else part
                )
            told = " ".join(bare[part] for part in parts)
            if len(parts) == 1 and chance.random() < 0.2 and not sample.text[:start].endswith(". "):
                title = chance.choice(TELLINGS[sample.lang].titles)
                told, lead = f"{title} {told}", len(title) + 1
        elif chance.random() < 0.7:
            told = other.setdefault(name, chance.choice(pool.names.get((sample.lang, kind), [name])))
        else:
            told = other.setdefault(name, name)
        pieces += [Piece(at, start), Piece(start, end, told, lead)]
        at = end
    return rewritten(sample, [*pieces, Piece(at, len(sample.text))])


def requoted(sample: Sample, chance: random.Random) -> Sample:
    """Another way to print quotation marks."""
    opening, closing = chance.choices(STYLES, weights=(4, 4, 3, 2, 1))[0]
    pieces, at = [], 0
    for found in STRAIGHT.finditer(sample.text):
        inner = next(number for number in (1, 2, 3) if found[number] is not None)
        pieces += [
            Piece(at, found.start()),
            Piece(found.start(), found.start(inner), opening),
            Piece(found.start(inner), found.end(inner)),
            Piece(found.end(inner), found.end(), closing),
        ]
        at = found.end()
    return rewritten(sample, [*pieces, Piece(at, len(sample.text))])


def reordered(sample: Sample, chance: random.Random) -> Sample:
    """“X said that it rained.” as “It rained, X said.” and “It rained, said X.”, here and there."""
    pieces, at, text, words = [], 0, sample.text, TELLINGS[sample.lang]
    for tie in sorted(sample.ties, key=lambda tie: tie.cue[:1]):
        clause = plain(sample, tie, at)
        if clause is None or chance.random() < 0.5:
            continue
        source, cue, content, stop = clause
        verb = Piece(*cue, chance.choice(words.speech) if chance.random() < 0.5 else None)
        if words.source_first:
            told = [Piece(*source), space(), verb]
            told = told if chance.random() < words.source_first else told[::-1]
        else:
            told = [Piece(*cue, chance.choice(words.speech)), space(), Piece(*source)]
        first = text[content[0]]
        pieces += [
            Piece(at, source[0]),
            Piece(tie.content[0][0], content[0], ""),  # without its “that”; the mark goes on from the next letter
            Piece(content[0], content[0] + 1, first.upper()),
            Piece(content[0] + 1, content[1]),
            Piece(-1, -1, ", "),
            *told,
        ]
        at = stop
    return rewritten(sample, [*pieces, Piece(at, len(text))])


def space() -> Piece:
    return Piece(-1, -1, " ")


def plain(sample: Sample, tie: Tie, at: int) -> tuple[Stretch, Stretch, Stretch, int] | None:
    """The source, cue and content of a sentence that is nothing but those, and where its stop stands."""
    if not len(tie.source) == len(tie.cue) == len(tie.content) == 1:
        return None
    (source,), (cue,), (content,) = tie[:3]
    text, stop = sample.text, content[1]
    opens = (
        source[0] == 0 or text[source[0] - 1] == "\n" or text[max(0, source[0] - 2) : source[0]] in (". ", "? ", "! ")
    )
    words = TELLINGS[sample.lang]
    that = f"{words.that} " if words.that else ""
    begin = content[0] + (len(that) if text.startswith(that, content[0]) else 0)
    between = text[cue[1] : begin].strip()
    if (
        not opens
        or source[0] < at
        or cue[0] != source[1] + 1
        or text[stop : stop + 1] != "."
        or between not in ("", words.that)
    ):
        return None
    if (words.to and text.startswith(f"{words.to} ", begin)) or any(mark in text[begin:stop] for mark in '“”"\n'):
        return None
    return source, cue, (begin, stop), stop


def rewritten(sample: Sample, pieces: list[Piece]) -> Sample:
    """The text made of these pieces, with every mark that still has its words."""
    text = ""
    begin: dict[int, int] = {}
    finish: dict[int, int] = {}
    leads: dict[int, int] = {}
    for piece in pieces:
        place = len(text)
        if piece.told is None:
            text += sample.text[piece.start : piece.end]
            for number in range(piece.start, piece.end):
                begin[number], finish[number + 1] = place + number - piece.start, place + number - piece.start + 1
        else:
            text += piece.told
            if piece.start >= 0:
                begin[piece.start], finish[piece.end], leads[piece.start] = place, len(text), piece.lead

    def moved(span: Stretch) -> Stretch | None:
        start, end = begin.get(span[0]), finish.get(span[1])
        return (start, end) if start is not None and end is not None and start < end else None

    def all_moved(spans: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
        return tuple(found for span in spans if (found := moved(span)))

    names = tuple(
        (found[0] + leads.get(start, 0), found[1], kind)
        for start, end, kind in sample.names
        if (found := moved((start, end)))
    )
    ties = tuple(Tie(*map(all_moved, tie[:3]), tie.sort) for tie in sample.ties)
    return sample._replace(
        text=text,
        blocks=tuple(paragraphs(text)),
        names=names,
        ties=tuple(tie for tie in ties if tie.cue and tie.content),
    )


def pairs(samples: Iterable[Sample], pool: Pool, seed: int, times: int) -> Iterator[Sample]:
    """Each report and its widened ones."""
    chance = random.Random(seed)
    for sample in samples:
        yield sample
        for _ in range(times):
            yield widened(sample, pool, chance)
