"""Shapes: readable sequences of word roles (`day month [year]`), looked for in a text with one letter a word.

A word's role is what it can be (`day`, `month`, `','`); words with the same roles share one letter, so a shape becomes a small
regular expression over those letters. In a shape `[ … ]` may be missing, `( … | … )` is a choice, a sign or word in quotes
stands for itself, a name of `pieces` for its own shape. `before > shape < behind` also asks for what must stand around it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kutip.errors import PackError
from kutip.record import Words
from kutip.words import cut

OTHER, REST, SPECIAL = "-", "_", "?"  # a word without a role; the further words of a phrase; one that needs a second look
SPECIALS = re.compile(re.escape(SPECIAL))
SIGN = re.compile(r"'[^']+'|''|[\[\]()|]|[^\s\[\]()|]+")
BRACKETS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}

Roles = frozenset[str]
Form = Callable[[str], Roles]


class Hit(NamedTuple):
    """A shape found: its rule, its words `first` up to `last`, and what each word with a role was taken for."""

    rule: str
    first: int
    last: int
    parts: tuple[tuple[str, str], ...]
    """Role and words in lower case, in the order of the text."""

    def all(self, role: str) -> list[str]:
        """The words taken for that role."""
        return [low for name, low in self.parts if name == role]

    def has(self, role: str) -> bool:
        """Whether any word was taken for that role."""
        return any(name == role for name, _ in self.parts)


class Shape(NamedTuple):
    """One compiled shape and the roles of its groups."""

    rule: str
    pattern: re.Pattern[str]
    roles: tuple[str, ...]


class Shapes:
    """The shapes of one language. `lexicon` is role → words; a word with a capital wants one in the text."""

    def __init__(
        self,
        lexicon: Mapping[str, Sequence[str]],
        forms: Form,
        form_roles: Sequence[Roles],
        pieces: Mapping[str, str],
        shapes: Mapping[str, Sequence[str]],
    ) -> None:
        self.forms, self.pieces = forms, pieces
        known = with_literals(lexicon, [*pieces.values(), *(shape for group in shapes.values() for shape in group)])
        self.read_lexicon(known)
        self.letters: dict[Roles, str] = {}
        for roles in [*self.lower.values(), *self.upper.values(), *self.phrase_roles(), *form_roles]:
            self.letters.setdefault(roles, chr(0x100 + len(self.letters)))
        self.names = {*known, *(role for roles in form_roles for role in roles)}
        self.table = self.letter_table()
        self.shapes = [self.compiled(rule, shape) for rule, group in shapes.items() for shape in group]
        self.scanner = re.compile("|".join(shape.pattern.pattern.replace("([", "(?:[") for shape in self.shapes))

    # --- the words -------------------------------------------------------------------------------------------------------

    def read_lexicon(self, lexicon: Mapping[str, Sequence[str]]) -> None:
        """Sorts the words into single ones, by case, and phrases of several."""
        lower: dict[str, set[str]] = {}
        upper: dict[str, set[str]] = {}
        phrases: dict[str, dict[tuple[str, ...], set[str]]] = {}
        for role, entries in lexicon.items():
            for entry in entries:
                head, *tail = cut(entry).lows
                if tail:
                    phrases.setdefault(head, {}).setdefault(tuple(tail), set()).add(role)
                else:
                    upper.setdefault(head, set()).add(role)
                    if not entry[0].isupper():
                        lower.setdefault(head, set()).add(role)
        self.lower = {low: frozenset(roles) for low, roles in lower.items()}
        self.upper = {low: frozenset(roles) for low, roles in upper.items()}
        self.phrases = {
            head: sorted(((tail, frozenset(roles)) for tail, roles in tails.items()), key=lambda entry: -len(entry[0]))
            for head, tails in phrases.items()
        }

    def phrase_roles(self) -> Iterator[Roles]:
        for tails in self.phrases.values():
            for _, roles in tails:
                yield roles

    def letter_table(self) -> dict[str, str]:
        """The letter of each word; `SPECIAL` where its case or the words behind it decide."""
        table = {low: self.letters[roles] for low, roles in self.upper.items()}
        for low in [*self.phrases, *(low for low in table if self.lower.get(low) != self.upper[low])]:
            table[low] = SPECIAL
        return table

    def letter(self, low: str) -> str:
        """The letter of a word that no list holds."""
        return self.letters.get(self.forms(low), OTHER) if low[0].isdecimal() else OTHER

    def classes(self, words: Words) -> str:
        """The text with one letter a word."""
        get, letter = self.table.get, self.letter
        drawn = [get(low) or letter(low) for low in words.lows]
        for number, sign in enumerate(drawn):
            if sign == SPECIAL:
                self.decide(words, number, drawn)
        return "".join(drawn)

    def decide(self, words: Words, number: int, drawn: list[str]) -> None:
        """Puts the letter of a phrase or of a word whose case matters."""
        low = words.lows[number]
        for tail, roles in self.phrases.get(low, ()):
            end = number + 1 + len(tail)
            if tuple(words.lows[number + 1 : end]) == tail:
                drawn[number:end] = [self.letters[roles], *[REST] * len(tail)]
                return
        cased = self.upper if words.word(number)[0].isupper() else self.lower
        drawn[number] = self.letters.get(cased.get(low, frozenset()), OTHER)

    # --- the shapes ------------------------------------------------------------------------------------------------------

    def compiled(self, rule: str, shape: str) -> Shape:
        """The shape as a regular expression."""
        ahead, core, behind = split(shape)
        roles: list[str] = []
        pattern = self.expression(core, roles, shape)
        if ahead:
            pattern = f"(?<={self.expression(ahead, None, shape)}){pattern}"
        if behind:
            pattern = f"{pattern}(?={self.expression(behind, None, shape)})"
        return Shape(rule, re.compile(pattern), tuple(roles))

    def expression(self, text: str, roles: list[str] | None, shape: str) -> str:
        """The regular expression of a shape; its roles are added to the list, one for each group."""
        found = []
        for sign in SIGN.findall(text):
            if sign in BRACKETS:
                found.append(BRACKETS[sign])
            elif sign in self.pieces:
                found.append(f"(?:{self.expression(self.pieces[sign], roles, shape)})")
            elif sign not in self.names:
                raise PackError(f"time.toml, shape {shape!r}: no word has the role {sign}")
            elif roles is None:
                found.append(f"[{self.letters_of(sign)}]")
            else:
                roles.append(sign)
                found.append(f"([{self.letters_of(sign)}]{REST}*)")
        return "".join(found)

    def letters_of(self, role: str) -> str:
        return "".join(letter for roles, letter in self.letters.items() if role in roles)

    # --- the hits --------------------------------------------------------------------------------------------------------

    def scan(self, words: Words, classes: str, first: int, last: int) -> Iterator[Hit]:
        """What is found between two word numbers, left to right: of all shapes that fit at a place, the longest."""
        while found := self.scanner.search(classes, first, last):
            start = found.start()
            hits = [(shape, match) for shape in self.shapes if (match := shape.pattern.match(classes, start, last))]
            shape, match = max(hits, key=lambda hit: hit[1].end())
            parts = tuple(
                (role, " ".join(words.lows[begin:end]))
                for role, (begin, end) in zip(shape.roles, match.regs[1:], strict=True)
                if begin >= 0
            )
            yield Hit(shape.rule, start, match.end(), parts)
            first = match.end()


def with_literals(lexicon: Mapping[str, Sequence[str]], shapes: Sequence[str]) -> dict[str, list[str]]:
    """The lexicon with the words that shapes quote, each its own role."""
    known = {role: list(entries) for role, entries in lexicon.items()}
    for shape in shapes:
        for sign in SIGN.findall(shape):
            if sign[0] == "'" == sign[-1] and len(sign) > 2:
                known[sign] = [sign[1:-1]]
    return known


def split(shape: str) -> tuple[str, str, str]:
    """What must stand ahead, the shape itself, what must stand behind."""
    ahead, _, rest = shape.rpartition(" > ")
    core, _, behind = rest.partition(" < ")
    return ahead, core, behind
