"""Who stands behind words: a party, and the words of a language that point at one named elsewhere."""

from msgspec import Struct

from kutip.lang import Lang
from kutip.lang.refer import Noun
from kutip.record import Span, Status
from kutip.words import Before, Phrases


class Party(Struct, frozen=True):
    """Somebody who says or passes on; `medium` and `document` tell what kind of speaker it is."""

    name: str | None
    entity: str | None
    span: Span | None
    status: Status
    medium: bool = False
    document: bool = False
    body: bool = False
    """Whether it is an organisation, which can pass on what somebody says."""


NOBODY = Party(None, None, None, "implied")


class Pointers:
    """The words of one language that mean somebody named elsewhere."""

    def __init__(self, lang: Lang) -> None:
        refer = lang.refer
        self.pronouns = {word: pronoun for pronoun in refer.pronoun for word in pronoun.words}
        self.first = frozenset(refer.first)
        self.alone = frozenset(refer.alone)
        self.nobody = self.first | frozenset(refer.second)
        self.nouns = Phrases((word, noun.kinds) for noun in refer.noun for word in noun.words)
        said = {word for noun in refer.noun for word in (*noun.words, *noun.names)}
        self.sorts = {word: sorts(word, refer.noun) for word in said}
        """The sorts of bodies that a noun is for: firms, offices of a state."""
        self.sorted, self.sorted_before = Phrases(self.sorts.items()), Before(self.sorts.items())
        self.person = Phrases((word, None) for word in refer.person)
        self.relations = Phrases((word, None) for word in refer.relations)
        self.seats = Phrases((word, seat.holds) for seat in refer.seat for word in seat.words)
        self.before, self.behind = frozenset(refer.before), frozenset(refer.behind)
        self.former = frozenset(refer.former)
        self.head_first = refer.head_first
        self.male, self.female = frozenset(refer.male), frozenset(refer.female)

    def is_person(self, low: str) -> bool:
        """Whether a word is a pronoun for a person only: her lawyer is somebody else than she."""
        pronoun = self.pronouns.get(low)
        return pronoun is not None and pronoun.kinds == ("person",)


def sorts(word: str, nouns: tuple[Noun, ...]) -> frozenset[int]:
    """The sorts of bodies that a word is for, as the language lists them."""
    return frozenset(number for number, noun in enumerate(nouns) if word in noun.words or word in noun.names)
