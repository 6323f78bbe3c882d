"""The words printed beside a person that say what he is: Kepala Dinas Kesehatan Palasari, county health officer."""

from collections.abc import Iterable

from kutip.mark.names.lexicon import HONORIFIC, MATTER, MODIFIER, NEVER, OFFICE, PLAIN, Lexicon
from kutip.mark.names.split import Piece
from kutip.record import Span, Words

LONGEST = 12


class Roles:
    """Finds the roles of one text."""

    def __init__(self, words: Words, capital: list[bool], lexicon: Lexicon) -> None:
        self.words = words
        self.capital = capital
        self.lexicon = lexicon
        self.taken: set[int] = set()

    def avoid(self, pieces: Iterable[Piece]) -> None:
        """Makes the words of persons' names a border."""
        self.taken = {number for piece in pieces for number in range(piece.first, piece.last)}

    def beside(self, first: int, last: int) -> Span | None:
        """The role before or behind the name between two word numbers."""
        return self.before(first) or self.behind(last)

    def before(self, number: int) -> Span | None:
        """The role that ends where the name begins, or at a comma before it."""
        lows, end = self.words.lows, number
        while end and (self.honorific(end - 1) or (lows[end - 1] == "." and self.honorific(end - 2))):
            end -= 1
        if end and lows[end - 1] == ",":
            end -= 1
        while end and lows[end - 1] in self.lexicon.likes:
            end -= 1
        start = end
        while start > max(0, end - LONGEST) and not self.border(start - 1) and not self.broken(start):
            if not self.lexicon.office_leads and start < end and self.capital[start] and not self.capital[start - 1]:
                if lows[start - 1] not in self.lexicon.links and lows[start - 1] != "-":
                    break
            start -= 1
        return self.cut(start, end)

    def behind(self, number: int) -> Span | None:
        """The role behind a comma behind the name."""
        lows = self.words.lows
        if number + 1 >= len(lows) or lows[number] != ",":
            return None
        start = number + 1
        while start < len(lows) and self.skipped(start):
            start += 1
        end = start
        while end < min(len(lows), start + LONGEST) and not self.broken(end):
            if self.border(end) and lows[end] not in self.lexicon.possessives:
                break
            end += 1
        owner = next((at for at in range(start, end) if lows[at] in self.lexicon.possessives), None)
        return self.cut(start if owner is None else owner + 1, end)

    def skipped(self, number: int) -> bool:
        """Whether the word is an article or the like before the role."""
        low = self.words.lows[number]
        return low in self.lexicon.articles or bool(
            self.lexicon.tags.get(low, 0) & PLAIN and not self.lexicon.tags.get(low, 0) & OFFICE and len(low) < 4
        )

    def cut(self, start: int, end: int) -> Span | None:
        """The stretch from its office on, or up to it, as the language has it; None when no office stands there."""
        offices = self.offices(start, end)
        if not offices:
            return None
        if self.lexicon.office_leads:
            return self.words.span(self.modified(offices[0][0], start), end)
        linked = any(behind < end and self.words.lows[behind] in self.lexicon.links for _, behind in offices)
        return self.words.span(start, end) if linked or offices[-1][1] == end else None

    def offices(self, start: int, end: int) -> list[tuple[int, int]]:
        """The offices in a stretch: the number of the first word and of the word behind each."""
        found = (self.lexicon.phrases.at(self.words, at) for at in range(start, end))
        return [
            (at, sense[0])
            for at, sense in zip(range(start, end), found, strict=True)
            if sense and sense[1].tags & OFFICE and sense[0] <= end
        ]

    def modified(self, number: int, start: int) -> int:
        """The number of the first word that goes with an office: juru [bicara], mantan [ketua]."""
        while number > start and self.lexicon.tags.get(self.words.lows[number - 1], 0) & MODIFIER:
            number -= 1
        return number

    def broken(self, number: int) -> bool:
        """Whether a line ends before the word."""
        return (
            number < len(self.words)
            and "\n" in self.words.text[self.words.ends[number - 1] : self.words.starts[number]]
        )

    def honorific(self, number: int) -> bool:
        tags = self.lexicon.tags.get(self.words.lows[number], 0) if number >= 0 else 0
        return bool(tags & HONORIFIC) and not tags & OFFICE

    def border(self, number: int) -> bool:
        """Whether a role cannot go on across this word."""
        lexicon, low = self.lexicon, self.words.lows[number]
        if number in self.taken:
            return True
        if not (low[0].isalnum() or (low == "-" and self.words.joined(number))) or low in lexicon.callers:
            return True
        if low in lexicon.links or self.capital[number]:
            return bool(lexicon.tags.get(low, 0) & NEVER and not lexicon.tags.get(low, 0) & (MATTER | OFFICE))
        if low in lexicon.ands:
            return not self.tying(number)
        if (
            (low in lexicon.at and not lexicon.tags.get(low, 0) & OFFICE)
            or low in lexicon.speech
            or low in lexicon.acts
            or low in lexicon.articles
        ):
            return True
        if low.startswith(lexicon.verbs) and len(low) > 5 and not lexicon.tags.get(low, 0):
            return True
        tags = lexicon.tags.get(low, 0)
        return bool(tags & PLAIN and not tags & (OFFICE | MATTER | MODIFIER)) and not self.leads(number)

    def tying(self, number: int) -> bool:
        """Whether the word ties two matters of one office together: Kelautan dan Perikanan."""
        around = self.words.lows[max(0, number - 1) : number + 2 : 2]
        return len(around) == 2 and all(self.lexicon.tags.get(low, 0) & MATTER for low in around)

    def leads(self, number: int) -> bool:
        """Whether the word is in an office of two words: fire chief, kepala polisi."""
        lexicon, words = self.lexicon, self.words
        for at in (number, number - 1) if number else (number,):
            found = lexicon.phrases.at(words, at)
            if found and found[0] > max(number, at + 1) and found[1].tags & OFFICE:
                return True
        return False
