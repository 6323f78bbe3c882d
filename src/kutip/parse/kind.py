"""What a page is that holds no report, or only the beginning of one.

What the whole page says is not asked, only what stands where a report would: a report may be about cookies or about
pages that are lost, and stand beside a hundred headlines.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from kutip.lang import walls
from kutip.parse.body import HEADINGS, LINKED, LINKS, Body, Found, prose
from kutip.parse.page import Block
from kutip.record import Doubt, Part
from kutip.words import Phrases, cut

SEPARATORS = re.compile(r"\s[-–—/]\s|[|•·»«:!?…]|\.(?:\s|$)")
"""Between the name of a page and the name of its site."""
LITTLE, STUB, SHORTENED = 100, 50, 150
"""Words: an error page makes no more excuses; a paywall that leaves fewer leaves a teaser; in as many a report without
the words of a wall may still be known to break off."""
ASKING = 600
"""No wall before a page says more words."""
BEHIND = 8
"""In as many blocks behind the last paragraph a wall says what it is."""
SAYING = 400
"""A longer block is no sign on a wall."""
LOOKED = 60
"""As many blocks show what a page without a paragraph is."""
TEASERS, OWN, NEAR = 4, 0.6, 5
"""A list has as many paragraphs with a linked headline of their own, this share of such, and the headline stands within
as many blocks before."""
HEADLINES, TITLED = 12, 4
"""A page of little prose is a list when it has as many linked headlines, each of as many words."""
WALL = re.compile(r"(?:pay|reg|premium|subscri\w{1,6}|email|login)[-_]{0,2}wall|piano|snippet-login", re.IGNORECASE)
"""How page makers name the elements of a wall."""
UP = 4
"""A wall's name stands on an element as near around its words."""
DOTS = ("…", "...", "…]", "...]")
TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}(?:\[\s{0,9})?"(\w{3,40})"')
ARTICLE = re.compile(r"Article|Posting|Report")
COLLECTIONS = frozenset(("CollectionPage", "SearchResultsPage"))
WHOLE = frozenset(("website", "object", "profile"))
PAID = re.compile(r'"isAccessibleForFree"\s{0,9}:\s{0,9}"?(?:https?://schema\.org/)?false', re.IGNORECASE)
PART = re.compile(r'"cssSelector"\s{0,9}:\s{0,9}"([.#]?[\w-]{1,80})"')
HOME = re.compile(r"https?://[^/?#]{1,255}/?$")


class Look:
    """One page, looked at for what it is."""

    def __init__(self, tree: LexborHTMLParser, whole: Body, found: Found | None) -> None:
        self.tree, self.whole, self.found = tree, whole, found
        body = found.body if found else []
        self.prose = [number for number in body if prose(whole.blocks[number])] or body
        self.words = sum(whole.blocks[number].text.count(" ") + 1 for number in self.prose)
        self.titles = list(titles(tree, whole))

    @cached_property
    def linked(self) -> str:
        """The page's description of itself for machines."""
        return " ".join(node.text() for node in self.tree.css("script[type='application/ld+json']"))

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of all things in it."""
        return frozenset(TYPE.findall(self.linked))

    # --- no report ---------------------------------------------------------------------------------------------------

    def refused(self) -> str | None:
        """What the page is instead of a report, and what to do; None for a report."""
        if words := self.lost():
            return f"an error page (“{shown(words)}”); give the address of a report"
        if words := self.named("checks", LITTLE) or self.asks("robots"):
            return f"no report, only a page for browsers without scripts or for machines (“{shown(words)}”); {SAVE}"
        if words := self.consents:
            return f"a wall that asks for consent (“{shown(words)}”); {SAVE}"
        if words := self.logs_in():
            return f"behind a login (“{shown(words)}”); {SAVE}"
        if self.listing():
            return "a list of reports and no report; give the address of one of them"
        if self.found and self.words < STUB and self.breaks_off():
            return f"behind a paywall: only {self.words} words of the report are on this page; {SAVE}"
        return None

    def lost(self) -> str | None:
        """What an error page calls itself."""
        words = self.named("lost", self.words + 1)
        return words if self.words < LITTLE or (words and self.teasers()) else None

    def named(self, kind: str, most: int) -> str | None:
        """The name of the page, if pages of that kind are called so."""
        known = phrases(kind)
        return next((title for title in self.titles if self.words < most and alone(known, title)), None)

    def asks(self, kind: str) -> str | None:
        """The words of a wall of that kind where the report should be."""
        known = phrases(kind)
        return mostly(known, self.says()) if self.words < 2 * LITTLE else None

    @cached_property
    def consents(self) -> str | None:
        """The words of a wall about cookies and partners: two of them, since one may stand in any text."""
        if self.words >= ASKING:
            return None
        known = phrases("consent")
        words = self.named("consent", LITTLE) or mostly(known, self.says())
        told = (
            {found.lower() for block in self.whole.blocks[:LOOKED] if (found := first(known, block.text))}
            if words
            else ()
        )
        return words if len(told) > 1 else None

    def notice(self) -> int | None:
        """The block with which a notice about cookies begins under a short report that says it is one."""
        if self.found is None or self.found.title is None or not self.consents or not self.single():
            return None
        known = phrases("consent")
        begins = (number for number in self.prose if first(known, self.whole.blocks[number].text))
        number = next(begins, None)
        return number if number != self.prose[0] else None

    def says(self) -> list[str]:
        """What stands where the report should be; where nothing does, all that the page says, also without scripts."""
        if self.found:
            return [self.whole.blocks[number].text for number in self.prose]
        texts = [block.text for block in self.whole.blocks[:LOOKED] if block.linked < LINKED]
        if sum(map(len, texts)) < SAYING:
            texts.extend(node.text() for node in self.tree.css("noscript")[:LOOKED])
        return texts

    def logs_in(self) -> str | None:
        """The words of a page that asks who its reader is."""
        if self.words >= LITTLE or self.tree.css_first("input[type=password]") is None:
            return None
        known = phrases("login")
        texts = (*self.titles, *(block.text for block in self.whole.blocks[:LOOKED]))
        said = next(filter(None, (first(known, text) for text in texts)), None)
        return said if self.found is None or mostly(known, self.says()) else None

    def listing(self) -> bool:
        """Whether a page lists reports: teasers under linked headlines, or linked headlines and little else."""
        teasers = self.teasers()
        if (self.words >= LITTLE and not teasers) or self.single():
            return False
        if teasers:
            return True
        headlines = len(list(islice(filter(self.headline, self.whole.blocks), HEADLINES)))
        return headlines == HEADLINES and self.collects() if self.found else headlines >= TEASERS

    def single(self) -> bool:
        """Whether the page says of itself that it is a report."""
        article = tagged(self.tree, "og:type") == "article" or any(map(ARTICLE.search, self.types))
        return article and self.types.isdisjoint(COLLECTIONS)

    def collects(self) -> bool:
        """Whether the page says of itself that it is no single report."""
        known = phrases("lists")
        return (
            not self.types.isdisjoint(COLLECTIONS)
            or tagged(self.tree, "og:type") in WHOLE
            or HOME.match(tagged(self.tree, "og:url")) is not None
            or any(known.at(cut(title), 0) for title in self.titles)
        )

    def teasers(self) -> bool:
        """Whether most paragraphs of the body have a linked headline of their own."""
        last, own = -1, 0
        for number in self.prose:
            own += any(map(self.headline, self.whole.blocks[max(last + 1, number - NEAR) : number]))
            last = number
        return own >= TEASERS and own >= OWN * len(self.prose)

    def headline(self, block: Block) -> bool:
        """Whether a block is a linked headline."""
        if block.linked <= LINKS or block.text.count(" ") < TITLED - 1:
            return False
        home = self.whole.elements[block.home]
        return home.tag in HEADINGS or self.whole.elements[home.up].tag in HEADINGS

    # --- half a report -----------------------------------------------------------------------------------------------

    def breaks_off(self) -> bool:
        """Whether the report goes on behind a wall: one stands there, or the page says so and dots show it."""
        if self.walled():
            return True
        if self.words >= SHORTENED or not PAID.search(self.linked):
            return False
        dotted = self.whole.blocks[self.prose[-1]].text.endswith(DOTS)
        return dotted or (self.words < LITTLE and self.empty())

    def walled(self) -> bool:
        """Whether words or names of a wall stand right behind the last paragraph."""
        known, last = phrases("paid"), self.prose[-1]
        signs = [block for block in self.whole.blocks[last + 1 : last + 1 + BEHIND] if len(block.text) < SAYING]
        if any(first(known, block.text) for block in signs):
            return True
        around = self.around() if self.words < SHORTENED else set()  # longer reports stand beside walls not yet shown
        return bool(around) and any(self.walls(block, around) for block in signs)

    def around(self) -> set[int]:
        """The elements that hold paragraphs of the report."""
        found = set()
        for number in self.prose:
            one = self.whole.blocks[number].home
            while one and one not in found:
                found.add(one)
                one = self.whole.elements[one].up
        return found

    def walls(self, block: Block, around: set[int]) -> bool:
        """Whether an element around a block is named as a wall, and is not the report's own."""
        number = block.home
        for _ in range(UP):
            one = self.whole.elements[number]
            if number in around:
                return False
            if one.names and WALL.search(one.names):
                return True
            number = one.up
        return False

    def empty(self) -> bool:
        """Whether the part of the page that is to be paid for is not there."""
        return any(self.tree.css_first(selector) is None for selector in PART.findall(self.linked)[:UP])


def half(parts: tuple[Part, ...], walled: bool, cut: bool) -> Iterator[Doubt]:
    """The doubt at the last paragraph of a report that goes on behind a paywall, or whose page was cut off."""
    last = next((part for part in reversed(parts) if part.kind == "paragraph"), None)
    if last and (walled or cut):
        why = WALLED if walled else CUT
        yield Doubt(last.start, last.end, "incomplete", why)


WALLED = "the report goes on behind a paywall"
CUT = "only its beginning is here: the page broke off, or a feed tells no more"
SAVE = "save the page from a browser that shows the report"


def shown(words: str) -> str:
    """Words of a page as a message may show them."""
    return "".join(sign if sign.isprintable() else " " for sign in words[:60])


def tagged(tree: LexborHTMLParser, name: str) -> str:
    """What a meta tag says, in small letters."""
    node = tree.css_first(f'meta[property="{name}"]')
    return ((node.attributes.get("content") if node else None) or "").strip().lower()


@cache
def phrases(kind: str) -> Phrases[bool]:
    """What walls of a kind say, in all languages."""
    said: walls.Said = getattr(walls.load(), kind)
    return Phrases((phrase, True) for many in said.values() for phrase in many)


def mostly(known: Phrases[bool], texts: list[str]) -> str | None:
    """The phrase of the longest text that holds one, when such texts are the greater part."""
    other, said = sum(map(len, texts)) / 2, None
    for text in sorted(texts, key=len, reverse=True):  # since then few have to be read
        words = first(known, text)
        said = said or words
        other -= 0 if words else len(text)
        if other <= 0:
            return None
    return said


def first(known: Phrases[bool], text: str) -> str | None:
    """The first of the phrases in the beginning of a text, as printed."""
    words = cut(text[:SAYING])
    place = next(known.scan(words, 0, len(words)), None)
    return text[words.starts[place[0]] : words.ends[place[1] - 1]] if place else None


def alone(known: Phrases[bool], text: str) -> bool:
    """Whether a text is one of the phrases, or several, and nothing else."""
    words, behind = cut(text), 0
    while behind < len(words) and (found := known.at(words, behind)):
        behind = found[0]
    return 0 < behind == len(words)


def titles(tree: LexborHTMLParser, whole: Body) -> Iterator[str]:
    """What the page and its first headings are called, without the name of the site."""
    heading = tree.css_first("head title")
    ones = (block.text for block in whole.blocks[:LOOKED] if whole.elements[block.home].tag == "h1")
    for title in (heading.text() if heading else "", *islice(ones, 2)):
        yield from filter(None, (piece.strip(" .,") for piece in SEPARATORS.split(title[:SAYING])))
