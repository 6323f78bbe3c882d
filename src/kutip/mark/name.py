"""Names: which words stand for a person, body, place …, and which of them for the same one."""

from collections.abc import Callable, Container, Iterable, Iterator

from kutip import known
from kutip.known import people
from kutip.lang import Lang
from kutip.mark.names import headline
from kutip.mark.names.begin import Beginnings
from kutip.mark.names.evidence import Seen
from kutip.mark.names.group import Groups, Party
from kutip.mark.names.lexicon import AREA, COMPANY, HUMAN, OFFICES, ROMAN, Lexicon
from kutip.mark.names.role import Roles
from kutip.mark.names.runs import Run, Runs
from kutip.mark.names.split import Piece, Splitter
from kutip.mark.names.unmarked import Unmarked
from kutip.model import NONE, Models
from kutip.model.door import Named, Page
from kutip.model.features import numbers
from kutip.model.features import tags as tagged
from kutip.record import Article, Entity, EntityKind, Mention, Part, Quote, Sentence, Span, Words

NAMED = frozenset({"title", "subtitle", "caption", "subhead", "dateline", "paragraph", "agency"})
Learned = tuple[int, int, EntityKind]
"""What a model takes some words for: the first, the one behind the last, the kind."""
LONGEST_DEGREE, LONGEST_SHOUT, LONGEST_COIN = 7, 3, 3
CURRENCIES = frozenset("$€£¥₩₹")

Marker = Callable[[Article, Words, tuple[Sentence, ...], tuple[Quote, ...]], tuple[Entity, ...]]


def make(lang: Lang, models: Models = NONE) -> Marker:
    """Persons, organisations, agencies, outlets, places and other names, one entity for all mentions of one name."""
    lexicon = Lexicon(lang, known.load(), people.load())

    def names(
        article: Article, words: Words, sentences: tuple[Sentence, ...], quotes: tuple[Quote, ...]
    ) -> tuple[Entity, ...]:
        namer = Namer(article, words, lexicon)
        parties = namer.parties(namer.sounded)
        if models.has("names", words):
            parties = namer.parties(namer.asked(models, namer.page(parties, sentences, quotes)))
        return namer.entities(parties)

    return names


class Namer:
    """Finds the names of one article."""

    def __init__(self, article: Article, words: Words, lexicon: Lexicon) -> None:
        self.article = article
        self.words = words
        self.lexicon = lexicon
        self.runs = Runs(words, lexicon)
        blocks = [(part, *words.range(part)) for part in article.parts if part.kind in NAMED]
        self.blocks = tuple((first, last) for _, first, last in blocks if first < last)
        self.lines = [(first, last) for part, first, last in blocks if self.shouting(part, first, last)]
        raw = [
            run for _, first, last in blocks if (first, last) not in self.lines for run in self.runs.within(first, last)
        ]
        self.found = Beginnings(words, lexicon, self.runs, raw).kept(raw)
        self.datelines = {(part.value or article[part]).lower() for part, _, _ in blocks if part.kind == "dateline"}
        self.credits = {(part.value or article[part]).lower() for part, _, _ in blocks if part.kind == "agency"}
        self.seen = self.shown()
        self.roles = Roles(words, self.runs.capital, lexicon)
        sounded = [piece for piece in self.pieces() if self.sound(piece)]
        unmarked = Unmarked(words, lexicon, self.blocks).pieces() if lexicon.families else []
        self.sounded = sorted(Names([*sounded, *unmarked]).pieces, key=lambda piece: piece.first)
        """The names that the rules find."""

    def shouting(self, part: Part, first: int, last: int) -> bool:
        """Whether the part is a headline with capitals throughout."""
        return headline.shouting(part, first, last, self.words, self.runs.capital)

    def shown(self) -> Seen:
        """Names that stand alone somewhere, and those that stand like places."""
        alone, areas, lows, lexicon = set[str](), set(self.datelines), self.words.lows, self.lexicon
        for first, last in self.lines:
            inside = range(first + 1, last)
            areas.update(
                lows[number] for number in inside if self.runs.capital[number] and lows[number - 1] in lexicon.at
            )
        for run in self.found:
            if run.last > run.first + 1 and lexicon.tags.get(lows[run.first], 0) & AREA:
                areas.add(" ".join(lows[run.first + 1 : run.last]))
            before = lows[run.first - 1] if run.first else ""
            place = before in lexicon.at and lexicon.relay.at(self.words, run.first, 0) is None
            place = place and lexicon.noun_before(self.words, run.first) in (None, "place")
            (areas if place else alone).add(" ".join(lows[run.first : run.last]))
        return Seen(frozenset(alone - areas), frozenset(areas))

    def parties(self, pieces: list[Piece]) -> list[Party]:
        """The parties that some names mean, in the order of their first mention."""
        named = Groups(self.words, self.lexicon, self.seen.areas).parties(pieces)
        parties = [party for party in named if not self.own(party)]
        headline.add_mentions(self.lines, parties, self.words, self.lexicon, self.runs.capital)
        for party in parties:
            party.pieces.sort(key=lambda piece: piece.first)
        return sorted(parties, key=lambda party: party.pieces[0].first)

    def entities(self, parties: list[Party]) -> tuple[Entity, ...]:
        """The finished values."""
        self.roles.avoid(piece for party in parties if party.kind == "person" for piece in party.pieces)
        return tuple(self.entity(number, party) for number, party in enumerate(parties, 1))

    # --- the models ---

    def page(self, parties: list[Party], sentences: tuple[Sentence, ...], quotes: tuple[Quote, ...]) -> Page:
        """The article as a model is shown it, with what the rules found."""
        heads = {sentence.first for sentence in sentences} | {first for first, _ in self.blocks}
        named = ((Span(*self.span(piece)), party.kind) for party in parties for piece in party.pieces)
        return Page(
            lang=self.article.lang,
            words=self.words,
            blocks=self.blocks,
            quoted=numbers(self.words, (quote.inner for quote in quotes)),
            heads=frozenset(heads),
            names=tagged(self.words, named),
        )

    def asked(self, models: Models, page: Page) -> list[Piece]:
        """Known names first, then what models find, and what only the rules find where no model sees another name."""
        rules = {(piece.first, piece.last): piece for piece in self.sounded}
        found = Names(piece for piece in rules.values() if self.lexicon.known.named(self.printed(piece)))
        for model, answer in models.asked("names", page):
            for first, last, kind in whole(self.words, answer.names, rules):
                if self.bears_name(first, last, rules.values()):
                    continue
                piece = rules.get((first, last)) or Piece(first, last, None, model.id)
                found.add(piece._replace(learned=kind))
        for piece in rules.values():
            found.add(piece)
        return sorted(found.pieces, key=lambda piece: piece.first)

    def bears_name(self, first: int, last: int, rules: Iterable[Piece]) -> bool:
        """Whether the rules see a body and its head in what a model takes for one name, and the text has a part of the
        head's name alone elsewhere: BPBD Lembayung | Wiratno Saputra."""
        inside = sorted(piece for piece in rules if first <= piece.first and piece.last <= last)
        if len(inside) < 2 or inside[-1].kind != "person" or inside[0].first != first or inside[-1].last != last:
            return False
        return not self.seen.alone.isdisjoint(self.words.lows[inside[-1].first : last])

    # --- the names ---

    def pieces(self) -> Iterator[Piece]:
        """All names, in the order of the text."""
        splitter = Splitter(self.words, self.lexicon, self.seen)
        for run in self.found:
            for piece in splitter.pieces(run, self.title_before(run)):
                yield self.settled(piece)

    def title_before(self, run: Run) -> int:
        """What kind of office in small letters stands right before the run."""
        lows, number = self.words.lows, run.first
        if number > 1 and lows[number - 1] == "." and not run.initial:
            number -= 1
        for title, tags in self.lexicon.titles.get(lows[number - 1], ()) if number else ():
            if lows[max(0, number - len(title)) : number] == title:
                return tags & OFFICES
        return 0

    def settled(self, piece: Piece) -> Piece:
        """The piece with its kind, where its place on the page tells it."""
        if not self.datelines and not self.credits:
            return piece
        printed = self.printed(piece).lower()
        if printed in self.datelines and piece.kind is None:
            return piece._replace(kind="place")
        if printed in self.credits and piece.kind not in ("outlet", "agency"):
            return piece._replace(kind="agency" if piece.last == piece.first + 1 else "outlet")
        return piece

    def sound(self, piece: Piece) -> bool:
        """Whether the piece can be a name at all: no lone letter, number, degree, currency or mark of a firm."""
        lows = self.words.lows
        if self.money(piece) or self.adjective(piece):
            return False
        if piece.first and lows[piece.first - 1] == "," and self.degree(piece):
            return False
        if any(self.telling(low) for low in lows[piece.first : piece.last]):
            return True
        return piece.last - piece.first > 2 and lows[piece.first + 1] == "."

    def adjective(self, piece: Piece) -> bool:
        """Whether the word only says that something is of a place the text names: the Norvian envoy, of Norvia."""
        low = self.words.lows[piece.first]
        if piece.kind or piece.last - piece.first > 1 or not low.endswith(self.lexicon.peoples):
            return False
        if self.lexicon.tags.get(low, 0) & HUMAN:
            return False
        stems = (low[: -len(ending)] for ending in self.lexicon.peoples if low.endswith(ending))
        return any(stem in self.seen.areas or stem in self.seen.alone for stem in stems)

    def money(self, piece: Piece) -> bool:
        """Whether the letters are a currency's: U.S. cents, dolar AS, US$."""
        lows, coins, number = self.words.lows, self.lexicon.coins, piece.last
        if number < len(lows) and (lows[number] in coins or (lows[number] in CURRENCIES and self.words.joined(number))):
            return True
        return bool(piece.first) and lows[piece.first - 1] in coins and len(lows[piece.first]) <= LONGEST_COIN

    def telling(self, low: str) -> bool:
        """Whether the word alone makes a name: no sign, letter, number, Roman number or mark of a firm."""
        if len(low) < 2 or not low[0].isalpha() or not low.strip(ROMAN):
            return False
        return not self.lexicon.tags.get(low, 0) & COMPANY

    def degree(self, piece: Piece) -> bool:
        """Whether the piece is a degree behind a name: S.H., Sp.A, PhD."""
        letters = self.printed(piece).lower()
        if letters in self.lexicon.degrees:
            return True
        end = self.words.ends[piece.last - 1]
        follows = self.words.text[end : end + 2]
        pointed = "." in letters or (follows[:1] == "." and follows[1:].isalpha())
        return pointed and len(letters) <= LONGEST_DEGREE and piece.kind != "place"

    # --- the entities ---

    def own(self, party: Party) -> bool:
        """Whether the party is the outlet of this very article, in full or without its first or last word."""
        own = tuple((self.article.outlet or "").lower().split())
        if party.key == own:
            return True
        return party.kind != "place" and len(own) > 1 and party.key in (own[1:], own[:-1])

    def entity(self, number: int, party: Party) -> Entity:
        """The finished value."""
        wikidata = party.entry.wikidata if party.entry and party.entry.kind == party.kind else None
        role = self.role(party) if party.kind == "person" else None
        mentions = tuple([Mention(*self.span(piece), "name", piece.by) for piece in party.pieces])
        return Entity(f"e{number}", self.name(party), party.kind, wikidata, role, mentions)

    def name(self, party: Party) -> str:
        """The fullest printed form; an agency that is known by a short name keeps that."""
        forms = [self.printed(piece) for piece in party.pieces]
        best = forms[0] if len(forms) == 1 else fullest(forms)
        if party.kind == "place" and best.isupper() and len(best) > LONGEST_SHOUT:
            return best.title()
        if party.kind == "agency" and party.entry and party.entry.name.lower() != best.lower():
            return party.entry.name
        return " ".join(best.split())

    def role(self, party: Party) -> str | None:
        """What the person is, by the first words of the body that say it."""
        for piece in party.pieces:
            if not any(first <= piece.first < last for first, last in self.lines):
                span = self.roles.beside(piece.first, piece.last)
                if span is not None:
                    return " ".join(self.article[span].split())
        return None

    def span(self, piece: Piece) -> tuple[int, int]:
        return self.words.starts[piece.first], self.words.ends[piece.last - 1]

    def printed(self, piece: Piece) -> str:
        return self.words.text[self.words.starts[piece.first] : self.words.ends[piece.last - 1]]


def whole(words: Words, names: Iterable[Named], rules: Container[tuple[int, int]]) -> Iterator[Learned]:
    """The names of a model by their words; where it sees two side by side, a person among them, and the rules see one,
    it is one: Paris Harjono."""
    held: Learned | None = None
    for name in names:
        first, last = words.range(name)
        if name.kind == "role" or first >= last:
            continue
        if held and held[1] == first and (held[0], last) in rules and {held[2], name.kind} <= {"person", "place"}:
            held = (held[0], last, "person")
            continue
        if held:
            yield held
        held = (first, last, name.kind)
    if held:
        yield held


class Names:
    """Names that do not overlap: the first to come stands."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces: list[Piece] = []
        self.taken: set[int] = set()
        for piece in pieces:
            self.add(piece)

    def add(self, piece: Piece) -> None:
        """Adds a name if no word of it is taken."""
        words = range(piece.first, piece.last)
        if self.taken.isdisjoint(words):
            self.pieces.append(piece)
            self.taken.update(words)


def fullest(forms: list[str]) -> str:
    """The form with most words, not in capitals if there is another, then the longest, then the one printed most."""

    def fullness(form: str) -> tuple[int, bool, int, int]:
        return len(form.replace("-", " ").split()), not form.isupper(), len(form), forms.count(form)

    different = dict.fromkeys(forms)
    return max(different, key=fullness) if len(different) > 1 else forms[0]
