"""The words printed beside a person that say what he is: Kepala Dinas Kesehatan Palasari, county health officer."""

from collections.abc import Iterable

from kutip.mark.names.lexicon import HONORIFIC, MATTER, MODIFIER, NEVER, OFFICE, PLAIN, SUBJECT, Lexicon
from kutip.mark.names.split import Piece
from kutip.record import Span, Words

LONGEST = 12
LONGEST_ARTICLE = 3
SHORTEST_VERB = 6


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
            if start < end and self.falls(start):
                break
            start -= 1
        ranked = start < end and self.falls(start) and bool(self.tags(start - 1) & OFFICE)
        return self.before(start) if ranked else self.cut(start, end)  # board spokesman | Colonel

    def behind(self, number: int) -> Span | None:
        """The role behind a comma behind the name."""
        lows, last = self.words.lows, min(len(self.words), number + LONGEST)
        if number + 1 >= len(lows) or lows[number] != ",":
            return None
        start = number + 1
        while start < last and self.skipped(start):
            start += 1
        end = start
        while end < last and not self.broken(end) and (lows[end] in self.lexicon.possessives or not self.border(end)):
            end += 1
        owners = (at + 1 for at in range(start, end) if lows[at] in self.lexicon.possessives)
        return self.cut(next(owners, start), end)

    def cut(self, start: int, end: int) -> Span | None:
        """The stretch from its office on, or up to it, as the language has it; None when no office stands there."""
        offices = self.offices(start, end)
        if not offices:
            return None
        if self.lexicon.office_leads:
            return self.words.span(self.modified(offices[0][0], start), end)
        linked = any(behind < end and self.words.lows[behind] in self.lexicon.links for _, behind in offices)
        links = (at + 1 for at in range(offices[0][0], start, -1) if self.words.lows[at] in self.lexicon.links)
        return self.words.span(next(links, start), end) if linked or offices[-1][1] == end else None

    def offices(self, start: int, end: int) -> list[tuple[int, int]]:
        """The offices in a stretch: the number of the first word and of the word behind each."""
        offices = []
        for at in range(start, end):
            found = self.lexicon.phrases.at(self.words, at)
            if found and found[0] <= end and found[1].tags & OFFICE:
                offices.append((at, found[0]))
        return offices

    def modified(self, number: int, start: int) -> int:
        """The number of the first word that goes with an office: juru [bicara], mantan [ketua]."""
        while number > start and self.tags(number - 1) & MODIFIER:
            number -= 1
        return number

    # --- where a role ends ---

    def border(self, number: int) -> bool:
        """Whether a role cannot go on across this word."""
        lexicon, low, tags = self.lexicon, self.words.lows[number], self.tags(number)
        if number in self.taken or low in lexicon.callers:
            return True
        if not low[0].isalnum():
            return low != "-" or not self.words.joined(number)
        if low in lexicon.links or self.capital[number]:
            return bool(tags & NEVER) and not tags & (MATTER | OFFICE)
        if low in lexicon.ands:
            return not self.tying(number)
        if low in lexicon.speech or low in lexicon.acts or low in lexicon.articles:
            return True
        if tags & OFFICE:
            return False
        verb = len(low) >= SHORTEST_VERB and not tags and low.startswith(lexicon.verbs)
        return (
            verb
            or low in lexicon.at
            or (bool(tags & PLAIN) and not tags & (MATTER | MODIFIER | SUBJECT) and not self.leads(number))
        )

    def falls(self, number: int) -> bool:
        """Whether a small word before a capital is no part of a role that an office ends: met [Chinese President]."""
        if self.lexicon.office_leads or not self.capital[number] or self.capital[number - 1]:
            return False
        low = self.words.lows[number - 1]
        return low not in self.lexicon.links and low != "-"

    def tying(self, number: int) -> bool:
        """Whether the word ties two matters of one office together: Kelautan dan Perikanan."""
        return 0 < number < len(self.words) - 1 and bool(self.tags(number - 1) & self.tags(number + 1) & MATTER)

    def leads(self, number: int) -> bool:
        """Whether the word is in an office of two words: fire chief, kepala polisi."""
        for at in range(max(0, number - 1), number + 1):
            found = self.lexicon.phrases.at(self.words, at)
            if found and found[0] > max(number, at + 1) and found[1].tags & OFFICE:
                return True
        return False

    def broken(self, number: int) -> bool:
        """Whether a line ends before the word."""
        if number >= len(self.words):
            return False
        return "\n" in self.words.text[self.words.ends[number - 1] : self.words.starts[number]]

    def skipped(self, number: int) -> bool:
        """Whether the word is an article or the like before the role."""
        low, tags = self.words.lows[number], self.tags(number)
        return low in self.lexicon.articles or (
            len(low) <= LONGEST_ARTICLE and bool(tags & PLAIN) and not tags & OFFICE
        )

    def honorific(self, number: int) -> bool:
        """Whether the word stands before a name for honour and says no office."""
        tags = self.tags(number) if number >= 0 else 0
        return bool(tags & HONORIFIC) and not tags & OFFICE

    def tags(self, number: int) -> int:
        return self.lexicon.tags.get(self.words.lows[number], 0)
