"""Which blocks of a page are the report, and which of them stand above its first paragraph."""

from collections.abc import Iterator
from typing import NamedTuple

from kutip.parse.line import bare, stops
from kutip.parse.names import each
from kutip.parse.page import Block, Page

PROSE = 60
"""A shorter block says little about where the report is."""
LONG = 160
"""A longer one is prose even without a full stop."""
LINKED, LINKS, LISTED = 0.5, 0.8, 0.35
"""Shares of links above which a block is not prose, nothing but links, or an item of a list of links."""
LEVELS, FADE = 4, 0.6
"""How far up a paragraph speaks for its elements, and how much less at each."""
CLIMB = 9
"""How far around the element with the best paragraphs its report may go on."""
PURE, DENSE = 0.85, 0.7
"""The share of prose in an element that is all report, and in one that goes on with it; lists of reports have less."""
DATED, SIGNED = 5, 8
"""As many blocks over the title may hold the date, and as many under the last paragraph the credits."""
PULLED = 20
HEADINGS = each("h1 h2 h3 h4 h5 h6")


class Found(NamedTuple):
    """The numbers of the blocks: the title's, the body's, and those around it where a page signs and dates a report."""

    title: int | None
    over: range
    header: range
    body: list[int]
    under: range


def prose(block: Block) -> bool:
    """Whether a block reads like a paragraph."""
    return block.linked < LINKED and len(block.text) >= PROSE and (len(block.text) > LONG or stops(block.text))


class Body:
    """The report on one page."""

    def __init__(self, page: Page, headline: str | None) -> None:
        self.elements, self.blocks, self.headline = page.elements, page.blocks, headline
        self.spared = self.spare()
        self.title = self.titled()
        self.held = [0] * len(self.elements)
        self.said = [0] * len(self.elements)
        self.weigh()
        self.within = self.inside(self.roots())

    def found(self) -> Found | None:
        """The blocks of the report; None when the page has no paragraph."""
        inside = [number for number, block in enumerate(self.blocks) if self.within[block.home] and self.kept(block)]
        first = next((number for number in inside if prose(self.blocks[number])), None)
        if first is None:
            return None
        last = max(number for number in inside if prose(self.blocks[number]))
        under = range(last + 1, min(last + 1 + SIGNED, len(self.blocks)))
        if self.title is None or self.title > first:
            header, over = range(inside[0], first), range(0)
        else:
            header, over = range(self.title + 1, first), range(self.near(self.title), self.title)
        body = [number for number in inside if first <= number and number != self.title and not self.hollow(number)]
        return Found(self.title, over, header, list(self.once(body)), under)

    def near(self, title: int) -> int:
        """The number of the first block that stands over the title and in one element with it."""
        up = self.elements[self.blocks[title].home].up
        around = max(up, 1) if self.elements[up].tag == "article" else max(self.elements[up].up, 1)
        number = title
        while number > max(0, title - DATED) and self.blocks[number - 1].home > around:
            number -= 1
        return number

    def hollow(self, number: int) -> bool:
        """Whether a block is the heading over a list of links."""
        one = self.elements[self.blocks[number].home]
        if one.tag not in HEADINGS or number + 1 == len(self.blocks):
            return False
        other = self.elements[self.blocks[number + 1].home]
        return self.blocks[number + 1].linked > LINKS and one.up in (other.up, self.elements[other.up].up)

    def once(self, body: list[int]) -> Iterator[int]:
        """The blocks without those that say once more what another says: second versions, quotations pulled out."""
        seen: set[str] = set()
        pulled = [number for number in body if self.pulled(number)][:PULLED]
        for number in body:
            text = self.blocks[number].text
            again = len(text) > LONG and text in seen
            seen.add(text)
            inner = text.strip(" \"'“”‘’.")
            if not again and not (
                number in pulled and any(inner in self.blocks[n].text for n in body if n not in pulled)
            ):
                yield number

    def pulled(self, number: int) -> bool:
        """Whether a block may be a quotation pulled out of the text."""
        home = self.elements[self.blocks[number].home]
        return "blockquote" in (home.tag, self.elements[home.up].tag) and len(self.blocks[number].text) < LONG

    def off(self, block: Block) -> bool:
        """Whether a block stands beside the report."""
        home = self.elements[block.home]
        return home.never or (home.aside != 0 and home.aside not in self.spared and home.role != "caption")

    def kept(self, block: Block) -> bool:
        """Whether a block inside the report's element belongs to it."""
        home = self.elements[block.home]
        if self.off(block) or (block.linked > LINKS and home.role != "caption"):
            return False
        if home.tag == "li" and block.linked > LISTED and not prose(block):
            return False
        return (not home.controls and not self.elements[home.up].controls) or prose(block)

    def spare(self) -> frozenset[int]:
        """Elements that by their names hold no report and yet hold most of the prose."""
        held: dict[int, int] = {}
        total = 0
        for block in self.blocks:
            home = self.elements[block.home]
            if not home.never and prose(block):
                total += len(block.text)
                held[home.aside] = held.get(home.aside, 0) + len(block.text)
        return frozenset(aside for aside, chars in held.items() if aside and 2 * chars > total)

    def titled(self) -> int | None:
        """The number of the block that is the title: a first heading, or what the page's head calls so."""
        ones = [number for number, block in enumerate(self.blocks) if self.elements[block.home].tag == "h1"]
        wanted = bare(self.headline or "")
        if wanted:
            for number in ones:
                name = bare(self.blocks[number].text)
                if name == wanted or (len(name) > 12 and (name in wanted or wanted in name)):
                    return number
            same = max(self.alike(wanted), default=(0, -1))[1]
            if same >= 0:
                return same
        long = [number for number in ones if len(self.blocks[number].text) > 12 and not self.off(self.blocks[number])]
        return long[0] if long else None

    def alike(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Blocks that say what the head calls the title, with or without the outlet's name: their length and number."""
        for number, block in enumerate(self.blocks):
            if len(wanted) <= 2 * len(block.text) < 4 * len(wanted) + 80 and not self.off(block):
                name = bare(block.text)
                if name == wanted or (2 * len(name) > len(wanted) and name in wanted):
                    yield len(name), number

    def weigh(self) -> None:
        """Gives every element the weight of the prose in and below it, the less the deeper down."""
        for number, block in enumerate(self.blocks):
            home = self.elements[block.home]
            self.said[block.home] += len(block.text)
            if self.off(block) or home.role == "caption" or not prose(block):
                continue
            self.held[block.home] += len(block.text)
            weight = (1 + min(len(block.text) / 100, 5)) * (0.25 if home.tag == "li" else 1)
            if self.title is not None and number < self.title:
                weight /= 3
            up = block.home
            for _ in range(LEVELS):
                self.elements[up].score += weight
                weight *= FADE
                up = self.elements[up].up
        for element in self.elements:
            element.score *= 1.4 if element.role == "content" else 1.2 if element.tag == "article" else 1

    def roots(self) -> frozenset[int]:
        """The element that holds the report, and those beside it that hold more of it."""
        top = max(range(len(self.elements)), key=lambda number: self.elements[number].score)
        for number in range(len(self.elements) - 1, 0, -1):  # what stands below counts for what is above
            self.held[self.elements[number].up] += self.held[number]
            self.said[self.elements[number].up] += self.said[number]
        roots = {top}
        for _ in range(CLIMB):
            around = self.elements[top].up
            if not top or self.elements[top].tag == "article" or self.held[around] > 4 * self.held[top]:
                break
            if self.held[around] > max(self.held[top], PURE * self.said[around]):
                roots = {around}
            else:
                roots.update(self.beside(top, around))
            top = around
        return frozenset(roots)

    def beside(self, top: int, around: int) -> Iterator[int]:
        """Elements next to one that go on with it: of the same make, or with much prose of their own."""
        one = self.elements[top]
        for number in range(around + 1, len(self.elements)):
            other = self.elements[number]
            if other.up == around and number != top and self.held[number]:
                alike = other.tag == one.tag and other.names == one.names != ""
                dense = self.held[number] > DENSE * self.said[number]
                if dense and (alike or other.tag == "p" or 5 * self.held[number] > self.held[top]):
                    yield number

    def inside(self, roots: frozenset[int]) -> list[bool]:
        """For each element whether it stands in one of those."""
        within = [0 in roots]
        for number in range(1, len(self.elements)):
            within.append(number in roots or within[self.elements[number].up])
        return within
