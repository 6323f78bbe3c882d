"""What a model is told of each word: numbers of rows in its table, one a slot.

Words, their beginnings and endings are hashed into one table, so that no vocabulary has to be kept (Weinberger et al.,
2009; two hashes a word, after Serrà and Karatzoglou, 2017). What the language pack and the known names say of a word,
where it stands, and what the rules made of it, are slots like any other: they hold in languages a model never met.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from kutip import known
from kutip.known import people
from kutip.lang import Lang
from kutip.model.door import Page
from kutip.record import Span, Words

ROWS = 1 << 15
SLOTS = (
    "word", "again", "begins", "ends", "tail", "shape", "cue", "grammar", "people", "known", "place", "name", "tie",
    "manner",
)  # fmt: skip
"""The first ten depend on the word alone and are worked out once a word; the others on where it stands: in quotation
marks, at the head of a sentence, in a name, in an attribution that the rules found. The last says whose manner of
marking is asked for: corpora differ in what they call a name."""
WORDED = 5
"""So many of them, the first, tell which word it is; the others hold for words never seen."""
REMEMBERED = 200_000
"""Words: a long run must not grow for ever."""
WORD = SLOTS[:10]
"""The slots that depend on the word alone."""
PLACES = ("", "q", "h", "qh", "j", "qj", "hj", "qhj")
"""Where a word stands: in quotation marks, at the head of a sentence, joined to the word before it."""
QUOTED, HEAD, JOINED = 1, 2, 4
Row = tuple[int, ...]
Rows = NDArray[np.int32]


@cache
def row(slot: str, value: str) -> int:
    """The row of a value."""
    return crc32(f"{slot}={value}".encode()) % ROWS


EDGE: Row = tuple(row(slot, "edge") for slot in SLOTS)
"""Stands between two paragraphs."""


class Lexical:
    """The rows of the words of one language."""

    def __init__(self, lang: Lang) -> None:
        self.cues = classes((cue.frame + ":" * cue.mind, cue.words) for cue in lang.cues.cue)
        self.grammar = classes([*listed(lang.cues), *listed(lang.refer)])
        self.people = classes([*listed(lang.people), *listed(people.load())])
        self.known = known.load().phrases.heads
        self.rows: dict[str, bytes] = {}

    def __call__(self, words: Words) -> Rows:
        """One line of rows a word: (words, slots that depend on the word alone)."""
        printed = (words.text[start:end] for start, end in zip(words.starts, words.ends, strict=True))
        found = [self.rows.get(word) or self.kept(word, low) for word, low in zip(printed, words.lows, strict=True)]
        return np.frombuffer(b"".join(found), dtype=np.int32).reshape(-1, len(WORD))

    def kept(self, word: str, low: str) -> bytes:
        """The rows of a word as printed, and in lower case; as bytes, of which many become one array at once."""
        if len(self.rows) > REMEMBERED:
            self.rows.clear()
        found = self.rows[word] = np.array(self.row(word, low), dtype=np.int32).tobytes()
        return found

    def row(self, word: str, low: str) -> Row:
        """The rows of a word, worked out."""
        plain = "".join("0" if sign.isdigit() else sign for sign in low)
        values = (
            plain, plain, plain[:3], plain[-3:], plain[-2:] if len(plain) > 3 else "", shape(word),
            self.cues.get(low, ""), self.grammar.get(low, ""), self.people.get(low, ""), self.kinds(low),
        )  # fmt: skip
        return tuple(row.__wrapped__(slot, value) for slot, value in zip(WORD, values, strict=True))

    def kinds(self, low: str) -> str:
        """The kinds of the known names that a word is, or that it begins (marked +)."""
        return " ".join(sorted({f"{naming.kind}{'+' * bool(tail)}" for tail, naming in self.known.get(low, ())}))


def shape(word: str) -> str:
    """Capitals, letters, digits and signs of a word, repeated ones once or twice: `Xxx`, `XX`, `00.0`."""
    told = ""
    for sign in word:
        kind = "X" if sign.isupper() else "x" if sign.isalpha() else "0" if sign.isdigit() else sign
        if not told.endswith(kind * 2):
            told += kind
    return told[:8]


def classes(lists: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """The keys under which each word stands, in one string: *di* is `adjuncts at`."""
    found: dict[str, set[str]] = {}
    for key, words in lists:
        for word in words:
            found.setdefault(word, set()).add(key)
    return {word: " ".join(sorted(keys)) for word, keys in found.items()}


def listed(pack: Struct) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The word lists of a pack by their keys; those of `opening.place` and the like by both."""
    for key in pack.__struct_fields__:
        value = getattr(pack, key)
        if isinstance(value, Struct):
            yield from ((f"{key}.{inner}", words) for inner, words in listed(value))
        elif isinstance(value, tuple) and all(isinstance(word, str) for word in value):
            yield key, value


def rows(page: Page, lexical: Lexical) -> Rows:
    """One line of rows a word, an edge before each block and behind the last: (places, slots)."""
    edge = len(page.words)
    place, name, tie, manner = range(len(WORD), len(SLOTS))
    told = np.empty((edge + 1, len(SLOTS)), dtype=np.int32)
    told[:edge, : len(WORD)] = lexical(page.words)
    told[:edge, place] = placed(page)
    told[:edge, name] = tagged("name", page.names, edge)
    told[:edge, tie] = tagged("tie", page.ties, edge)
    told[:edge, manner] = row("manner", page.manner)
    told[edge] = EDGE
    found = [edge]
    for first, last in page.blocks:
        found += [*range(first, last), edge]
    return told[found]


def placed(page: Page) -> Rows:
    """The row of where each word stands."""
    words = page.words
    place = np.zeros(len(words), dtype=np.int32)
    place[list(page.quoted)] += QUOTED
    place[list(page.heads)] += HEAD
    place[1:] += JOINED * (np.array(words.starts[1:]) == np.array(words.ends[:-1]))
    return np.array([row("place", value) for value in PLACES], dtype=np.int32)[place]


def tagged(slot: str, tags: Mapping[int, str], count: int) -> Rows:
    """The row of what each word is part of."""
    found = np.full(count, row(slot, ""), dtype=np.int32)
    found[list(tags)] = [row(slot, value) for value in tags.values()]
    return found


def numbers(words: Words, spans: Iterable[Span]) -> frozenset[int]:
    """The words inside some spans."""
    return frozenset(number for span in spans for number in range(*words.range(span)))


def tags(words: Words, spans: Iterable[tuple[Span, str]]) -> dict[int, str]:
    """What each word is part of: `B-person` at its first word, `I-person` behind; several joined."""
    found: dict[int, str] = {}
    for span, kind in sorted(spans, key=lambda entry: (entry[0].start, -entry[0].end, entry[1])):
        first, last = words.range(span)
        begins, goes_on = f"B-{kind}", f"I-{kind}"
        for number in range(first, last):
            told = begins if number == first else goes_on
            found[number] = f"{found[number]} {told}" if number in found else told
    return found
