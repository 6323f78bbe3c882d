"""What stands on a page beside its report, and what only seems to: boxes that hold the report, decks, other reports."""

from collections import Counter

from kutip.parse.names import hardly, leads
from kutip.parse.page import HEADINGS, LINKED, LINKS, Block, Element, inside, summed

ENOUGH = 150
"""As many characters make a report."""
SHARE, MARKED = 3, 20
"""The element around title and report holds a third of the prose; one that says what it is, a twentieth."""
NEAR = 9
"""A deck is one of so many blocks under the title."""
SMALL = 0.25
"""What tells of another report holds less of the page's prose."""


def settle(elements: list[Element], blocks: list[Block], title: int | None) -> int:
    """Says of every element for good whether it stands beside the report; gives the one around title and report."""
    uncaption(elements, blocks)
    bios(elements, blocks)
    tease(elements, blocks, title)
    region = around(elements, blocks, title) if title is not None else 0
    spared = spare(elements, blocks, region)
    if title is not None:
        spared |= decks(elements, blocks, title, spared)
    for one in elements:
        if one.aside in spared:
            one.aside = 0
    return region


def uncaption(elements: list[Element], blocks: list[Block]) -> None:
    """More prose under its pictures than anywhere else makes a page a gallery, and its captions the report."""
    prose = [block for block in blocks if block.reads and not elements[block.home].aside]
    told = sum(len(block.text) for block in prose if elements[block.home].role == "caption")
    if 2 * told > sum(len(block.text) for block in prose):
        for one in elements:
            if one.role == "caption" and one.tag != "figcaption":
                one.role = ""


def bios(elements: list[Element], blocks: list[Block]) -> None:
    """Puts aside what is told of the writers: prose in an element named for them, when most of it stands elsewhere."""
    prose = [block for block in blocks if block.reads and not elements[block.home].aside]
    told = [block for block in prose if elements[block.home].role == "byline"]
    if 4 * sum(len(block.text) for block in told) < sum(len(block.text) for block in prose):
        for block in told:
            elements[block.home].aside = block.home


def tease(elements: list[Element], blocks: list[Block], title: int | None) -> None:
    """Puts aside what tells of other reports: a heading that is a link, and at most one paragraph beside it."""
    count = summed(elements, ((block.home, int(block.reads)) for block in blocks))
    held = summed(elements, ((block.home, len(block.text)) for block in blocks if block.reads))
    marked = set()
    for number, block in enumerate(blocks):
        home = elements[block.home]
        if block.linked > LINKS and not home.aside and number != title and home.tag in HEADINGS:
            up = home.up
            while up and count[up] <= 1 and count[elements[up].up] <= 1:
                up = elements[up].up
            if up and count[up] <= 1 and held[up] < SMALL * held[0]:
                marked.add(up)
    for number, one in enumerate(elements):
        if not one.aside and number:
            one.aside = number if number in marked else elements[one.up].aside


def around(elements: list[Element], blocks: list[Block], title: int) -> int:
    """The smallest element around the title that holds enough of the page's prose to be the report; else the page."""
    told = [
        (block.home, block)
        for number, block in enumerate(blocks)
        if not elements[block.home].aside and block.linked < LINKED and number != title
    ]
    said = summed(elements, ((home, len(block.text)) for home, block in told))
    held = summed(elements, ((home, len(block.text)) for home, block in told if block.reads))
    number = blocks[title].home
    while number:
        one = elements[number]
        share = MARKED if one.tag == "article" or one.role == "content" else SHARE
        if said[number] >= ENOUGH and share * held[number] >= held[0]:
            break
        number = one.up
    return number if elements[number].tag not in ("html", "body") else 0


def spare(elements: list[Element], blocks: list[Block], region: int) -> set[int]:
    """Elements that by their names hold no report and yet hold most of the prose, one alone or all of a name."""
    held: dict[int, int] = {}
    within = inside(elements, {region})
    for block in blocks:
        home = elements[block.home]
        if block.reads and not home.never and within[block.home]:
            held[home.aside] = held.get(home.aside, 0) + len(block.text)
    total = sum(held.values())
    most = {aside for aside, chars in held.items() if aside and 2 * chars > total}
    if most or 3 * held.get(0, 0) > total:
        return most
    kinds: Counter[frozenset[str]] = Counter()
    for aside, chars in held.items():
        kinds[hardly(elements[aside].names)] += chars
    layout = {kind for kind, chars in kinds.items() if kind and 3 * chars > total}
    return {
        number
        for number, one in enumerate(elements)
        if one.aside == number and one.role == "hardly" and hardly(one.names) in layout
    }


def decks(elements: list[Element], blocks: list[Block], title: int, spared: set[int]) -> set[int]:
    """Elements right under the title that are named as the first words of a report are."""
    found = set()
    for block in blocks[title + 1 : title + 1 + NEAR]:
        home = elements[block.home]
        if block.reads and (not home.aside or home.aside in spared):
            break
        if home.aside and not home.never and block.linked < LINKED and leads(elements[home.aside].names):
            found.add(home.aside)
            home.role = "subtitle"
    return found
