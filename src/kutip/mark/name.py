"""Names: which words stand for a person, body, place …, and which of them for the same one."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from kutip import known
from kutip.known import people
from kutip.lang import Lang
from kutip.mark.names.group import Groups, Party
from kutip.mark.names.lexicon import GIVEN, HUMAN, NEVER, PLAIN, SEAT, TITLE, Lexicon
from kutip.mark.names.role import Roles
from kutip.mark.names.runs import Run, Runs
from kutip.mark.names.split import Piece, Seen, Splitter, units_of
from kutip.record import Article, Entity, Mention, Part, Sentence, Words

NAMED = frozenset({"title", "subtitle", "caption", "subhead", "dateline", "paragraph", "agency"})
HEADLINES = frozenset({"title", "subtitle", "subhead"})
ROMAN = re.compile(r"[ivxl]+")
SHARE = 0.6
"""Of a headline's longer words have a capital: then capitals tell nothing in it."""

Marker = Callable[[Article, Words, tuple[Sentence, ...]], tuple[Entity, ...]]


def make(lang: Lang) -> Marker:
    """Persons, organisations, agencies, outlets, places and other names, one entity for all mentions of one name."""
    lexicon = Lexicon(lang, known.load(), people.load())

    def names(article: Article, words: Words, sentences: tuple[Sentence, ...]) -> tuple[Entity, ...]:
        return Namer(article, words, lexicon).entities()

    return names


class Namer:
    """Finds the names of one article."""

    def __init__(self, article: Article, words: Words, lexicon: Lexicon) -> None:
        self.article = article
        self.words = words
        self.lexicon = lexicon
        self.runs = Runs(words, lexicon)
        self.roles = Roles(words, self.runs.capital, lexicon)
        self.lowers = {low for low, capital in zip(words.lows, self.runs.capital, strict=True) if not capital}
        blocks = [(part, *words.range(part)) for part in article.parts if part.kind in NAMED]
        self.headlines = [(first, last) for part, first, last in blocks if self.shouting(part, first, last)]
        shouting = set(self.headlines)
        raw = [run for _, first, last in blocks if (first, last) not in shouting for run in self.runs.within(first, last)]
        self.mids = {low for run in raw if not run.initial for low in words.lows[run.first : run.last]}
        self.found = [run for run in map(self.stripped, raw) if run.first < run.last]
        self.datelines = {(part.value or article[part]).lower() for part in article.parts if part.kind == "dateline"}
        self.credits = {(part.value or article[part]).lower() for part in article.parts if part.kind == "agency"}
        self.seen = self.shown()

    def shouting(self, part: Part, first: int, last: int) -> bool:
        """Whether a headline has capitals throughout."""
        if part.kind not in HEADLINES:
            return False
        long = [number for number in range(first, last) if len(self.words.lows[number]) > 3]
        return sum(self.runs.capital[number] for number in long) >= SHARE * len(long) and len(long) > 2

    def stripped(self, run: Run) -> Run:
        """The run without words at its head that have their capital from the sentence."""
        first, initial = run.first, run.initial
        while initial and first < run.last and not self.name_begins(first, run.last):
            first += 1
            while first < run.last and not self.runs.capital[first]:
                first += 1
            initial = first < run.last and bool(self.lexicon.tags(self.words.lows[first]) & PLAIN)
        return Run(first, run.last, initial)

    def name_begins(self, first: int, last: int) -> bool:
        """Whether a word at the head of a sentence begins a name."""
        low, more = self.words.lows[first], first + 1 < last
        unit = self.lexicon.unit(self.words, first, last)
        tags = unit.tags
        if tags & SEAT or (more and tags & TITLE):
            return True
        if tags & PLAIN and not (tags & GIVEN and more and not tags & NEVER):
            return unit.opens is not None and more
        if unit.known:
            return low not in self.lowers or unit.last > first + 1 or self.words.word(first).isupper()
        if more and (unit.opens or tags & (TITLE | HUMAN)):
            return True
        if low in self.lowers or tags & TITLE or unit.opens:
            return False
        if low in self.mids or (tags & HUMAN and self.ended(last)):
            return True
        if self.lexicon.affixed(low):
            return False
        if more and not self.words.word(first).isupper():
            return not (self.lexicon.unit(self.words, first + 1, last).known and self.words.lows[first + 1] not in self.lexicon.domains)
        return more or self.acts(last) or self.words.word(first).isupper()

    def ended(self, number: int) -> bool:
        """Whether a sign or what a person does follows."""
        return number == len(self.words) or not self.words.lows[number].isalpha() or self.acts(number)

    def acts(self, number: int) -> bool:
        """Whether a word of speech or an owner's ending follows."""
        lows = self.words.lows
        return number < len(lows) and (self.lexicon.verbal(lows[number]) or lows[number] in self.lexicon.possessives)

    def shown(self) -> Seen:
        """Names that stand alone somewhere, and those that stand like places."""
        alone: set[str] = set()
        areas: set[str] = set()
        lows = self.words.lows
        for first, last in self.headlines:
            areas.update(lows[number] for number in range(first + 1, last) if lows[number - 1] in self.lexicon.at and self.runs.capital[number])
        for run in self.found:
            name = " ".join(lows[run.first : run.last])
            place = run.first > 1 and lows[run.first - 1] in self.lexicon.at and lows[run.first - 2] not in self.lexicon.relay
            (areas if place else alone).add(name)
        areas |= self.datelines
        return Seen(frozenset(alone - areas), frozenset(areas))

    def pieces(self) -> Iterator[Piece]:
        """All names, in the order of the text."""
        splitter = Splitter(self.words, self.lexicon, self.seen)
        for run in self.found:
            units = units_of(self.words, run.first, run.last, self.lexicon)
            yield from map(self.settled, splitter.pieces(units, self.title_before(run.first)))

    def settled(self, piece: Piece) -> Piece:
        """The piece with its kind, where its place in the page tells it."""
        printed = self.words.text[slice(*self.span(piece))].lower()
        if printed in self.datelines and piece.kind is None:
            return piece._replace(kind="place")
        if printed in self.credits and piece.kind != "outlet":
            return piece._replace(kind="agency")
        return piece

    def title_before(self, number: int) -> int:
        """What kind of office in small letters stands right before the run."""
        lows = self.words.lows
        if number > 1 and lows[number - 1] == "." and self.words.joined(number - 1):
            number -= 1
        for phrase, tags in self.lexicon.titles.get(lows[number - 1], ()) if number else ():
            if lows[max(0, number - len(phrase)) : number] == phrase:
                return tags
        return 0

    def entities(self) -> tuple[Entity, ...]:
        """The entities in the order of their first mention."""
        groups = Groups(self.words, self.lexicon, self.seen.areas)
        pieces = [piece for piece in self.pieces() if self.sound(piece)]
        parties = groups.parties(pieces)
        self.headline_mentions(parties, groups)
        parties = [party for party in parties if not self.own(party)]
        parties.sort(key=lambda party: party.pieces[0].first)
        self.roles.taken = {at for party in parties if party.kind == "person" for piece in party.pieces for at in range(piece.first, piece.last)}
        return tuple(self.entity(number, party) for number, party in enumerate(parties, 1))

    def sound(self, piece: Piece) -> bool:
        """Whether the piece can be a name at all."""
        if piece.first and self.words.lows[piece.first - 1] == "," and self.degree(piece):
            return False
        if piece.last - piece.first == 1 and self.words.lows[piece.first - 1 : piece.first] == [","] and self.words.text[self.words.ends[piece.first] :][:1] == ".":
            if piece.last + 1 < len(self.words) and self.words.joined(piece.last + 1):
                return False
        if self.words.lows[piece.last : piece.last + 1] and self.words.lows[piece.last] in self.lexicon.coins:
            return False
        return any(len(low) > 1 and low[0].isalpha() and not ROMAN.fullmatch(low) for low in self.words.lows[piece.first : piece.last]) or self.dotted(piece)

    def degree(self, piece: Piece) -> bool:
        """Whether the piece is a degree behind a name: S.H., PhD."""
        letters = self.words.text[slice(*self.span(piece))].lower()
        return letters in self.lexicon.degrees or ("." in letters and len(letters) < 8 and piece.kind != "place")

    def dotted(self, piece: Piece) -> bool:
        """Whether the piece is letters with points: U.S."""
        return piece.last - piece.first > 2 and self.words.lows[piece.first + 1] == "."

    def headline_mentions(self, parties: list[Party], groups: Groups) -> None:
        """Adds the mentions in headlines of what the body names."""
        forms: dict[tuple[str, ...], Party] = {}
        for party in parties:
            for piece in party.pieces:
                forms.setdefault(tuple(self.words.lows[piece.first : piece.last]), party)
            forms.setdefault(party.full, party)
            if party.kind == "person":
                for low in party.key:
                    if len(low) > 2 and not self.lexicon.tags(low) & PLAIN:
                        forms.setdefault((low,), party)
        sizes = sorted({len(form) for form in forms}, reverse=True)
        for first, last in self.headlines:
            number = first
            while number < last:
                size = next((size for size in sizes if tuple(self.words.lows[number : number + size]) in forms), 0)
                if size and self.runs.capital[number] and number + size <= last:
                    forms[tuple(self.words.lows[number : number + size])].pieces.append(Piece(number, number + size, None))
                number += size or 1
        for party in parties:
            party.pieces.sort(key=lambda piece: piece.first)

    def own(self, party: Party) -> bool:
        """Whether the party is the outlet of this very article."""
        if self.article.outlet is None:
            return False
        own = self.article.outlet.lower().split()
        size = len(party.key)
        contained = any(tuple(own[at : at + size]) == party.key for at in range(len(own)))
        return contained and (size == len(own) or (party.kind != "place" and size >= len(own) - 1) )

    def entity(self, number: int, party: Party) -> Entity:
        """The finished value."""
        mentions = tuple(Mention(*self.span(piece), "name") for piece in party.pieces)
        name = self.name(party)
        naming = self.lexicon.known.named(name)
        entry = naming.entry if naming else None
        wikidata = entry.wikidata if entry and entry.kind == party.kind else None
        return Entity(f"e{number}", name, party.kind, wikidata, self.role(party), mentions)

    def role(self, party: Party) -> str | None:
        """What the person is, by the first words that say it."""
        if party.kind != "person":
            return None
        spans = (self.roles.beside(piece.first, piece.last) for piece in party.pieces if not self.headed(piece))
        found = next((span for span in spans if span), None)
        return " ".join(self.article[found].split()) if found else None

    def headed(self, piece: Piece) -> bool:
        """Whether the piece stands in a headline."""
        return any(first <= piece.first < last for first, last in self.headlines)

    def span(self, piece: Piece) -> tuple[int, int]:
        return self.words.starts[piece.first], self.words.ends[piece.last - 1]

    def name(self, party: Party) -> str:
        """The fullest printed form; the known short name of an agency."""
        printed = [" ".join(self.words.text[slice(*self.span(piece))].split()) for piece in party.pieces]
        often = Counter(printed)
        best = max(printed, key=lambda form: (len(form.split()), not form.isupper(), len(form), often[form]))
        if best.isupper() and party.kind == "place" and len(best) > 3:
            best = best.title()
        naming = self.lexicon.known.named(best)
        if naming and naming.entry and naming.kind == "agency" and naming.entry.name.lower() != best.lower():
            return naming.entry.name
        return best
