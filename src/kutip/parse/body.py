"""Which blocks of a page are the report."""

from collections.abc import Callable, Sequence

from kutip.parse.line import bare, stops
from kutip.parse.page import CONTENT, Block, Element, Page

PROSE = 60
"""A shorter block says little about where the report is."""
LINKED = 0.5
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

Known = Callable[[str], bool]


def prose(block: Block) -> bool:
    """Whether a block reads like a paragraph."""
    return block.linked < LINKED and len(block.text) >= PROSE and (stops(block.text) or len(block.text) > 160)


def weigh(page: Page, spared: frozenset[int]) -> None:
    """Gives every element the weight of the prose directly in it and half of that one level down."""
    elements = page.elements
    for block in page.blocks:
        home = elements[block.home]
        if not prose(block) or home.hint == "caption" or (home.boiler and home.boiler not in spared):
            continue
        weight = 1 + min(len(block.text) / 100, 5)
        number = block.home
        part = 1.0
        for _ in range(4):
            if number == 0:
                break
            elements[number].score += weight * part
            part *= 0.6
            number = elements[number].up
    for element in elements:
        if element.tag == "article":
            element.score *= 1.2
        if element.names and CONTENT.search(element.names):
            element.score *= 1.3


def spared(page: Page) -> frozenset[int]:
    """Elements that look like furniture by their names and yet hold most of the prose."""
    held: dict[int, int] = {}
    total = 0
    for block in page.blocks:
        if prose(block):
            total += len(block.text)
            boiler = page.elements[block.home].boiler
            if boiler:
                held[boiler] = held.get(boiler, 0) + len(block.text)
    return frozenset(boiler for boiler, chars in held.items() if chars > 0.5 * total)


def best(page: Page) -> int:
    """The number of the element that holds the report."""
    elements = page.elements
    top = max(range(len(elements)), key=lambda number: elements[number].score)
    return top if elements[top].score > 0 else 0


def inside(page: Page, top: int) -> list[bool]:
    """For each element whether it stands in that one."""
    within = [top == 0]
    for number in range(1, len(page.elements)):
        within.append(number == top or within[page.elements[number].up])
    return within


def chosen(page: Page, headline: str | None) -> list[tuple[Block, str | None]]:
    """The blocks of the report in reading order, header included, each with what its element says it is."""
    spare = spared(page)
    weigh(page, spare)
    top = best(page)
    within = inside(page, top)
    elements, blocks = page.elements, page.blocks

    def kept(block: Block) -> bool:
        home = elements[block.home]
        if home.boiler and home.boiler not in spare:
            return False
        if block.linked > 0.8 and home.hint not in ("byline", "caption") :
            return False
        return True

    first = next((i for i, block in enumerate(blocks) if within[block.home]), len(blocks))
    title = titled(page, headline, first)
    body = [i for i, block in enumerate(blocks) if within[block.home] and kept(block) and i != title]
    head: list[int] = []
    if title is not None and title < first:
        head = [i for i in range(title + 1, first) if kept(blocks[i])]
    out: list[tuple[Block, str | None]] = []
    if title is not None:
        out.append((blocks[title], "title"))
    for i in head:
        hint = hinted(elements, blocks[i])
        out.append((blocks[i], "head:" + (hint or "")))
    for i in body:
        out.append((blocks[i], hinted(elements, blocks[i])))
    return out


def hinted(elements: Sequence[Element], block: Block) -> str | None:
    home = elements[block.home]
    if home.hint:
        return home.hint
    if home.tag in HEADINGS:
        return "heading"
    return None


def titled(page: Page, headline: str | None, first: int) -> int | None:
    """The number of the block that is the title."""
    elements = page.elements
    wanted = bare(headline) if headline else None
    ones = [i for i, block in enumerate(page.blocks) if elements[block.home].tag == "h1"]
    if wanted:
        for i in ones:
            if bare(page.blocks[i].text) == wanted or (len(page.blocks[i].text) > 12 and bare(page.blocks[i].text) in wanted):
                return i
        for i, block in enumerate(page.blocks[: first + 10]):
            if bare(block.text) == wanted:
                return i
    before = [i for i in ones if i <= first + 3 and len(page.blocks[i].text) > 12]
    return before[-1] if before else None
