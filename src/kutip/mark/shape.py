"""Shapes: readable sequences of word roles (`day month [year]`), looked for in a text with one letter a word.

A word's role is what it can be (`day`, `month`, `','`); words with the same roles share one letter, so that a shape
becomes a small regular expression over those letters. In a shape `[ … ]` may be missing, `( … | … )` is a choice, a
sign or word in quotes stands for itself, a name of `pieces` for its own shape. `before > shape < behind` also asks for
one word that must stand on either side.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from string import ascii_letters, digits
from typing import NamedTuple, TypeAlias

from kutip.errors import PackError
from kutip.record import Words
from kutip.words import cut

OTHER, REST, SPECIAL = "-", "_", "?"  # a word without a role, the rest of a phrase, one that needs a second look
# Letters below U+0100 come first: sets of them are compiled and matched many times faster.
ALPHABET = [*ascii_letters, *digits, *map(chr, range(0x80, 0x3000))]
NEVER = "\0"  # stands for a role that no word of the language has
SPECIALS = re.compile(re.escape(SPECIAL))
SIGN = re.compile(r"'[^']+'|[\[\]()|]|[^\s\[\]()|]+")
OPTIONAL = {"[": "]", "(": ")"}
BEFORE = frozenset(".!?…:\"“‘'")

Roles = frozenset[str]
NONE: Roles = frozenset()
Form = Callable[[str], Roles]
Parts = tuple[tuple[str, str], ...]
Item: TypeAlias = "str | tuple[Tree, bool]"
Tree: TypeAlias = list[list[Item]]


class Hit(NamedTuple):
    """A shape found: its rule, its words `first` up to `last`, and what each word with a role was taken for."""

    rule: str
    first: int
    last: int
    parts: Parts
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
    openings: frozenset[str]
    """The two letters it can begin with; one where it can be that letter alone."""


class Letters:
    """One letter a word, by what it can be. `lexicon` is role → words; a word with a capital wants one in the text."""

    def __init__(self, lexicon: Mapping[str, Sequence[str]], form: Form, form_roles: Sequence[Roles]) -> None:
        self.form = form
        self.read_lexicon(lexicon)
        phrased = [roles for tails in self.phrases.values() for _, roles in tails]
        either = [roles | self.lower.get(low, NONE) for low, roles in self.upper.items()]
        every = dict.fromkeys([*self.lower.values(), *self.upper.values(), *either, *phrased, *form_roles])
        self.letters = dict(zip(every, ALPHABET, strict=False))
        self.roles = {*lexicon, *(role for roles in form_roles for role in roles)}
        self.by_role = {role: "".join(self.letters[one] for one in self.letters if role in one) for role in self.roles}
        cased = {low for low, roles in self.upper.items() if self.lower.get(low) != roles}
        self.plain = {low: self.letters[roles] for low, roles in self.upper.items() if low not in cased}
        """The letter of each word whose case does not matter."""
        # SPECIAL where its case or the words behind it decide
        self.table = {**self.plain, **dict.fromkeys([*cased, *(head for head, _ in self.phrases)], SPECIAL)}

    def read_lexicon(self, lexicon: Mapping[str, Sequence[str]]) -> None:
        """Sorts the words into single ones, by case, and phrases of several."""
        lower: dict[str, set[str]] = {}
        upper: dict[str, set[str]] = {}
        phrases: dict[tuple[str, ...], set[str]] = {}
        for role, entries in lexicon.items():
            for entry in entries:
                head, *tail = cut(entry).lows
                if tail:
                    phrases.setdefault((head, *tail), set()).add(role)
                else:
                    upper.setdefault(head, set()).add(role)
                    if not entry[0].isupper():
                        lower.setdefault(head, set()).add(role)
        self.lower = {low: frozenset(roles) for low, roles in lower.items()}
        self.upper = {low: frozenset(roles) for low, roles in upper.items()}
        self.phrases: dict[tuple[str, str], list[tuple[list[str], Roles]]] = {}
        for (head, *tail), roles in sorted(phrases.items(), key=lambda entry: -len(entry[0])):
            self.phrases.setdefault((head, tail[0]), []).append((tail, frozenset(roles)))

    def classes(self, words: Words) -> str:
        """The text with one letter a word."""
        get, letters, form = self.table.get, self.letters.get, self.form
        drawn = [get(low) or (letters(form(low), OTHER) if "0" <= low[0] <= "9" else OTHER) for low in words.lows]
        for found in SPECIALS.finditer("".join(drawn)):
            if drawn[found.start()] == SPECIAL:  # and not the rest of a phrase by now
                self.decide(words, found.start(), drawn)
        return "".join(drawn)

    def decide(self, words: Words, number: int, drawn: list[str]) -> None:
        """Puts the letter of a phrase or of a word whose case matters."""
        low = words.lows[number]
        follows = words.lows[number + 1] if number + 1 < len(words.lows) else ""
        for tail, roles in self.phrases.get((low, follows), ()):
            end = number + 1 + len(tail)
            if words.lows[number + 1 : end] == tail:
                drawn[number:end] = [self.letters[roles], *[REST] * len(tail)]
                return
        if low not in self.upper or low in self.plain:
            drawn[number] = self.plain.get(low, OTHER)
            return
        cased = self.upper if words.word(number)[0].isupper() else self.lower
        roles = cased.get(low, NONE)
        if cased is self.upper and starts(words, number):
            roles |= self.lower.get(low, NONE)
        drawn[number] = self.letters.get(roles, OTHER)


class Shapes:
    """The shapes of one language, grouped by rule."""

    def __init__(self, letters: Letters, pieces: Mapping[str, str], shapes: Mapping[str, Sequence[str]]) -> None:
        self.letters, self.pieces = letters, pieces
        compiled = [self.compiled(rule, shape) for rule, group in shapes.items() for shape in group]
        self.openings = openings(compiled)
        self.start = re.compile(f"[{''.join(sorted({opening[0] for opening in self.openings}))}]{REST}*")

    def compiled(self, rule: str, shape: str) -> Shape:
        """The shape as a regular expression, with the letters it can begin with."""
        ahead, core, behind = split(shape)
        roles: list[str] = []
        tree = self.tree(iter(SIGN.findall(core)), shape)
        before = f"(?<=[{self.letters_among(ahead, shape)}])" if ahead else ""
        after = f"(?=[{self.letters_among(behind, shape)}])" if behind else ""
        pattern = before + self.expression(tree, roles) + after
        return Shape(rule, re.compile(pattern), tuple(roles), frozenset(self.beginnings(tree, 2)))

    def letters_among(self, context: str, shape: str) -> str:
        """The letters of the one word that a shape wants beside it."""
        return "".join(sorted(self.beginnings(self.tree(iter(SIGN.findall(context)), shape), 1)))

    def tree(self, signs: Iterator[str], shape: str, closing: str = "") -> Tree:
        """A shape taken apart: choices of sequences of roles, of further trees, and of trees that may be missing."""
        choices: Tree = [[]]
        for sign in signs:
            if sign == closing:
                break
            if sign == "|":
                choices.append([])
            elif sign in OPTIONAL:
                choices[-1].append((self.tree(signs, shape, OPTIONAL[sign]), sign == "["))
            elif sign in self.pieces:
                choices[-1].append((self.tree(iter(SIGN.findall(self.pieces[sign])), shape), False))
            elif sign in self.letters.roles:
                choices[-1].append(sign)
            else:
                raise PackError(f"shape {shape!r}: there is no role and no piece {sign}")
        return choices

    def expression(self, tree: Tree, roles: list[str]) -> str:
        """The regular expression of a tree, with a group for each role; their names are added to the list."""
        return "|".join("".join(self.item(item, roles) for item in sequence) for sequence in tree)

    def item(self, item: Item, roles: list[str]) -> str:
        if isinstance(item, tuple):
            return f"(?:{self.expression(item[0], roles)})" + "?" * item[1]
        roles.append(item)
        return f"([{self.letters.by_role[item] or NEVER}]{REST}*)"

    def beginnings(self, tree: Tree, length: int) -> set[str]:
        """The letters that a tree can begin with, so many of them; fewer where it can end there."""
        return {letters for sequence in tree for letters in self.sequence_beginnings(sequence, length)}

    def sequence_beginnings(self, sequence: list[Item], length: int) -> set[str]:
        found = {""}
        for item in sequence:
            if isinstance(item, tuple):
                further = self.beginnings(item[0], length) | ({""} if item[1] else set())
            else:
                further = set(self.letters.by_role[item])
            short = {letters for letters in found if len(letters) < length}
            if not short:
                break
            found = (found - short) | {(start + rest)[:length] for start in short for rest in further}
        return found

    def scan(self, words: Words, classes: str, first: int, last: int) -> Iterator[Hit]:
        """What is found between two word numbers, left to right: of all shapes that fit at a place, the longest."""
        while found := self.start.search(classes, first, last):
            first, behind = found.span()
            letter = classes[first]
            shapes = self.openings.get(letter + classes[behind]) if behind < last else None
            shapes = shapes or self.openings.get(letter)
            hit = longest(words, classes, first, last, shapes) if shapes else None
            first = hit.last if hit else first + 1
            if hit:
                yield hit


def longest(words: Words, classes: str, start: int, last: int, shapes: Sequence[Shape]) -> Hit | None:
    """The longest of the shapes that fit at a place, the first of them if several are."""
    best, shape, end = None, None, start
    for one in shapes:
        match = one.pattern.match(classes, start, last)
        if match and match.end() > end:
            best, shape, end = match, one, match.end()
    if best is None or shape is None:
        return None
    parts = [
        (role, " ".join(words.lows[begin:end]))
        for role, (begin, end) in zip(shape.roles, best.regs[1:], strict=True)
        if begin >= 0
    ]
    return Hit(shape.rule, start, best.end(), tuple(parts))


def openings(shapes: Sequence[Shape]) -> dict[str, tuple[Shape, ...]]:
    """The shapes that can begin with two letters, in order; under one letter those that can be that letter alone."""
    found: dict[str, list[int]] = {}
    for number, shape in enumerate(shapes):
        for letters in shape.openings:
            found.setdefault(letters, []).append(number)
    return {
        letters: tuple(shapes[number] for number in sorted({*numbers, *found.get(letters[0], ())}))
        for letters, numbers in found.items()
    }


def starts(words: Words, number: int) -> bool:
    """Whether a word begins a sentence, so that its capital says nothing."""
    if number == 0 or words.lows[number - 1] in BEFORE:
        return True
    return "\n" in words.text[words.ends[number - 1] : words.starts[number]]


def quoted(shapes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words that shapes quote, each under a role of its own."""
    signs = {sign for shape in shapes for sign in SIGN.findall(shape)}
    return {sign: (sign[1:-1],) for sign in sorted(signs) if sign[0] == "'" == sign[-1]}


def split(shape: str) -> tuple[str, str, str]:
    """What must stand ahead, the shape itself, what must stand behind."""
    ahead, _, rest = shape.rpartition(" > ")
    core, _, behind = rest.partition(" < ")
    return ahead, core, behind
