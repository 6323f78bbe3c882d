"""Which elements of a page hold the report: where most paragraphs are, and what goes on with them."""

from collections.abc import Iterator

from kutip.parse.page import HEADINGS, Block, Element, inside, summed

LEVELS, FADE = 4, 0.6
"""How far up a paragraph speaks for its elements, and how much less at each."""
MOST = 5
"""A paragraph of 500 characters weighs as much as any longer one."""
ITEM, OVER = 0.25, 0.33
"""What an item of a list weighs, and what stands over the title."""
CONTENT, ARTICLE = 1.4, 1.2
"""What an element weighs more that says that it holds the report."""
PURE, DENSE = 0.85, 0.7
"""The share of prose in an element that is all report, and in one that goes on with it; lists of reports have less."""
PART = 5
"""A neighbour of another make goes on with the report when it holds a fifth of its prose."""
FLOW = ("p", "li", "dd", "dt", "blockquote", "pre", "td", *HEADINGS)
"""Elements that are a paragraph, and hold none."""


class Weight:
    """How much of a page's report stands in each of its elements; `blocks` are those that may be of it."""

    def __init__(self, elements: list[Element], blocks: list[tuple[int, Block]], title: int | None) -> None:
        self.elements = elements
        prose = [(number, block) for number, block in blocks if block.reads and elements[block.home].role != "caption"]
        self.said = summed(elements, ((block.home, len(block.text)) for _, block in blocks))
        self.held = summed(elements, ((block.home, len(block.text)) for _, block in prose))
        self.score = [0.0] * len(elements)
        for number, block in prose:
            self.speak(block, OVER if title is not None and number < title else 1)

    def speak(self, block: Block, weight: float) -> None:
        """Gives the elements around a paragraph its weight, the less the farther up."""
        home = self.elements[block.home]
        weight *= (1 + min(len(block.text) / 100, MOST)) * (ITEM if home.tag == "li" else 1)
        up = home.up if home.tag in FLOW else block.home
        for _ in range(LEVELS):
            self.score[up] += weight
            weight *= FADE
            up = self.elements[up].up

    def roots(self, region: int) -> set[int]:
        """The element of a region that holds the report, and those beside it that hold more of it."""
        within = inside(self.elements, {region})
        top = max((number for number, here in enumerate(within) if here), key=self.worth)
        roots = {top}
        while top:
            one = self.elements[top]
            if one.tag == "article" and (top == region or 2 * self.held[top] > self.held[0]):
                break
            if self.held[one.up] > max(self.held[top], PURE * self.said[one.up]):
                roots = {one.up}
            else:
                roots.update(self.beside(top))
            top = one.up
        return roots

    def worth(self, number: int) -> float:
        """What an element weighs, more if it says that it holds the report."""
        one = self.elements[number]
        return self.score[number] * (CONTENT if one.role == "content" else ARTICLE if one.tag == "article" else 1)

    def beside(self, top: int) -> Iterator[int]:
        """Elements next to one that go on with it: of the same make, or with much prose of their own."""
        one = self.elements[top]
        for number in range(one.up + 1, len(self.elements)):
            other = self.elements[number]
            if other.up == one.up and number != top and self.held[number] > DENSE * self.said[number]:
                alike = other.tag == one.tag and other.names == one.names != ""
                if alike or other.tag == "p" or PART * self.held[number] > self.held[top]:
                    yield number
