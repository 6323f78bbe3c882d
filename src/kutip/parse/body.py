"""Which blocks of a page are the report, and which of them stand above its first paragraph."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from kutip.parse import beside
from kutip.parse import page as pages
from kutip.parse.line import bare, stops
from kutip.parse.page import HEADINGS, LINKED, LINKS, LISTED, LONG, PROSE, Block, Page
from kutip.parse.weight import FLOW, Weight

DATED, SIGNED = 5, 8
"""As many blocks over the title may hold the date, and as many under the last paragraph the credits."""
MOST, BESIDE = 0.5, 0.17
"""The share of the prose that stands under its title; less is enough where title and report are in one element."""
SHORTEST = 12
"""A title has more characters."""
PULLED = 20
"""As many quotations pulled out of the text are looked for."""
ROWS = 4
"""So far up a row of a table or an item of a list has its table or list."""
SINGLE = ("li", "td", "th", "dd", "pre")
"""Elements that are no heading over what follows."""
RULED = "kutip-body"
"""The name that a rule for one outlet gives to what holds the report."""
PLAIN = ("", "content")
__all__ = ("HEADINGS", "LINKED", "LINKS", "PROSE", "Body", "Found", "prose")


class Found(NamedTuple):
    """The numbers of the blocks: the title's, the body's, and those around it where a page signs and dates a report."""

    title: int | None
    over: range
    header: range
    body: list[int]
    under: range


def prose(block: Block) -> bool:
    """Whether a block reads like a paragraph."""
    return block.reads


def points(block: Block) -> bool:
    """Whether a block is a link and the words before it that end with a colon: "see also: ..." in any language."""
    before = block.text.find(":") + 1
    return block.linked > LINKED and before > 0 and abs(before + 1 - len(block.text) * (1 - block.linked)) <= 3


class Body:
    """The report on one page."""

    def __init__(self, page: Page, headline: str | None) -> None:
        self.elements, self.blocks, self.headline = page.elements, page.blocks, headline
        self.title = self.titled()
        self.region = beside.settle(self.elements, self.blocks, self.title)
        kept = [(number, block) for number, block in enumerate(self.blocks) if self.kept(block)]
        ruled = frozenset(number for number, one in enumerate(self.elements) if one.names.startswith(RULED))
        within = self.inside(ruled or Weight(self.elements, kept, self.title).roots(self.region))
        self.mine = [number for number, block in kept if within[block.home]]

    def found(self) -> Found | None:
        """The blocks of the report; None when the page has none."""
        told = self.told()
        prose = [number for number in told if self.blocks[number].reads] or self.lines(told)
        if not prose:
            return None
        text = [number for number in prose if self.elements[self.blocks[number].home].role != "subtitle"] or prose
        first, last = self.begun(told, text), prose[-1]
        under = range(last + 1, min(last + 1 + SIGNED, len(self.blocks)))
        if self.title is None or self.title > first:
            header, over = range(told[0], first), range(0)
        else:
            header, over = range(self.title + 1, first), range(self.near(self.title), self.title)
        self.deck(header)
        body = list(self.once(self.ended([number for number in told if first <= number and number != self.title])))
        following = [*body[1:], None][: len(body)]
        full = [number for number, after in zip(body, following, strict=True) if not self.hollow(number, after)]
        return Found(self.title, over, header, full, under) if full else None

    def told(self) -> list[int]:
        """The blocks in the elements of the report; those over its title only when most of it stands there."""
        if self.title is None:
            return self.mine
        within = self.inside({self.region})
        low = self.region != 0 and self.elements[self.blocks[self.title].home].tag != "h1"
        below = [n for n in self.mine if n > self.title or (low and within[self.blocks[n].home])]
        prose = self.size([number for number in self.mine if self.blocks[number].reads])
        under = self.size([number for number in below if self.blocks[number].reads])
        least = BESIDE if self.region else MOST
        return below if under >= least * prose else self.mine

    def size(self, numbers: Sequence[int]) -> int:
        """How many characters some blocks have."""
        return sum(len(self.blocks[number].text) for number in numbers)

    def lines(self, told: list[int]) -> list[int]:
        """The lines of a page without a paragraph: of what stands around its title, when they are enough."""
        if self.title is None or not self.region:
            return []
        found = [number for number in told if number > self.title and self.blocks[number].linked < LINKED]
        return found if self.size(found) >= beside.ENOUGH else []

    def begun(self, told: list[int], prose: list[int]) -> int:
        """The number of the block with which the body begins: short lines and subheads before the first paragraph."""
        first = prose[0]
        flow = self.elements[self.blocks[first].home].up
        poor = 2 * self.size(prose) < self.size(
            [number for number in told if self.title is None or number > self.title]
        )
        for number in reversed(told[: told.index(first)]):
            block = self.blocks[number]
            home = self.elements[block.home]
            if block.linked > LISTED and poor:
                continue
            whole = poor or home.tag != "p" or stops(block.text) or block.text.endswith(":")
            if number == self.title or home.role not in PLAIN or block.linked > LISTED or not whole:
                break
            if home.tag not in FLOW or not self.below(home.up, flow):
                break
            first = number
        return first

    def below(self, number: int, flow: int) -> bool:
        """Whether an element is one, or stands in it, as the rows of a table do."""
        for _ in range(ROWS):
            if number == flow:
                return True
            number = self.elements[number].up
        return False

    def near(self, title: int) -> int:
        """The number of the first block that stands over the title and in one element with it."""
        up = self.elements[self.blocks[title].home].up
        around = max(up, 1) if self.elements[up].tag == "article" else max(self.elements[up].up, 1)
        number = title
        while number > max(0, title - DATED) and self.blocks[number - 1].home > around:
            number -= 1
        return number

    def deck(self, header: range) -> None:
        """A paragraph between title and body is a deck, also where the page has no name for it."""
        for number in header:
            block = self.blocks[number]
            if block.reads and self.kept(block) and not self.elements[block.home].role:
                self.elements[block.home].role = "subtitle"

    def ended(self, body: list[int]) -> list[int]:
        """The body without short lines under its last paragraph that are not in one flow with a paragraph."""
        homes = {self.blocks[number].home for number in body if self.blocks[number].reads}
        if not homes:
            return body
        flows = homes | {self.elements[home].up for home in homes}
        last = max(number for number in body if self.blocks[number].reads)
        return [number for number in body if number <= last or self.flowing(self.blocks[number].home, flows)]

    def flowing(self, home: int, flows: set[int]) -> bool:
        """Whether an element stands where paragraphs of the report do."""
        one = self.elements[home]
        return home in flows or (one.tag in FLOW and any(self.below(one.up, flow) for flow in flows))

    def hollow(self, number: int, following: int | None) -> bool:
        """Whether a block is the heading over something that is not there: a list of links, or nothing."""
        block = self.blocks[number]
        one = self.elements[block.home]
        heading = one.tag in HEADINGS
        if one.tag in SINGLE or block.reads or len(block.text) > PROSE:
            return False
        if not heading and stops(block.text) and block.text[-1] != "?":
            return False
        under = self.blocks[number + 1] if number + 1 < len(self.blocks) else None
        links = under is not None and under.linked > LINKS and (heading or self.below(under.home, one.up))
        if following is None:
            return heading or links
        other = self.elements[self.blocks[following].home]
        if following > number + 1 and links:
            return heading or block.text[-1] in ":?" or one.up != other.up
        return heading and other.tag in HEADINGS and other.tag < one.tag

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

    def inside(self, roots: Container[int]) -> list[bool]:
        """For each element whether it is one of those, or stands in one."""
        return pages.inside(self.elements, roots)

    def off(self, block: Block) -> bool:
        """Whether a block stands beside the report."""
        home = self.elements[block.home]
        return home.never or (home.aside != 0 and home.role != "caption")

    def kept(self, block: Block) -> bool:
        """Whether a block inside the report's element belongs to it."""
        home = self.elements[block.home]
        if self.off(block) or (block.linked > LINKS and home.role != "caption"):
            return False
        if home.tag == "li" and block.linked > LISTED and not block.reads:
            return False
        if points(block):
            return False
        return (not home.controls and not self.elements[home.up].controls) or block.reads

    def titled(self) -> int | None:
        """The number of the block that is the title: a first heading, or what the page's head calls so."""
        ones = [number for number, block in enumerate(self.blocks) if self.elements[block.home].tag == "h1"]
        wanted = bare(self.headline or "")
        if wanted:
            for number in ones:
                name = bare(self.blocks[number].text)
                if name == wanted or (len(name) > SHORTEST and (name in wanted or wanted in name)):
                    return number
            same = next(filter(self.shares, ones), None)
            if same is not None:
                return same
            alike = max(self.alike(wanted), default=None)
            if alike is not None:
                return -alike[2]
        long = (number for number in ones if len(self.blocks[number].text) > SHORTEST)
        return next((number for number in long if not self.off(self.blocks[number])), None)

    def shares(self, number: int) -> bool:
        """Whether a heading has most of its words from what the page's head calls the title."""
        words = set(self.blocks[number].text.casefold().split())
        return len(words) > 3 and 2 * len(words & set((self.headline or "").casefold().split())) > len(words)

    def alike(self, wanted: str) -> Iterator[tuple[int, bool, int]]:
        """Blocks that say what the head calls the title: their length, whether they are no link, minus their number."""
        for number, block in enumerate(self.blocks):
            if len(wanted) <= 2 * len(block.text) < 4 * len(wanted) + 80 and not self.off(block):
                name = bare(block.text)
                if name == wanted or (2 * len(name) > len(wanted) and name in wanted):
                    yield len(name), block.linked < LINKS, -number
