"""A page as its reader sees it: the blocks of text in order, each with the element it stands in."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kutip.parse.line import stops
from kutip.parse.names import Role, each, role
from kutip.parse.unseen import unseen

SILENT = each(
    "script style noscript template svg iframe object embed audio video canvas select option datalist textarea "
    "button input map math head link meta nav menu dialog progress meter img rt rp"
)
CONTROLS = each("button input select textarea")
BLOCK = each(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
ASIDE = each("aside footer form")
LANDMARKS = each(
    "navigation banner dialog alertdialog search contentinfo complementary menu menubar toolbar alert form"
)
PROSE = 60
"""A shorter block says little about where the report is."""
LONG = 160
"""A longer one is prose even without a full stop."""
LINKED, LINKS, LISTED = 0.5, 0.8, 0.35
"""Shares of links above which a block is not prose, nothing but links, or an item of a list of links."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HEADED = each("h2 h3 h4 h5 h6")
UNBROKEN = each("h1 h2 h3 figcaption")
WHOLE = each("html body main article")
OFF = ("never", "hardly")
TEXT = "-text"
HIDING = (
    "[hidden],[aria-hidden=true],[style],[class*='hidden' i],[class*='sr-only' i],[class*='screen' i],"
    "[class*='print-only' i],[class*='assistive' i]"
)
"""What may hide an element."""
NAMED = ("class", "id", "itemprop", "data-component", "data-testid")
SPACES = re.compile(r"[ \t\n\r\f]+")
TITLES = 2
"""So many first headings are the site's name and the title; later ones head lists."""
MOST = 50_000
"""No page of one report has more blocks."""
DEEPEST, MANY = 2000, 20_000
"""Browsers stop at 512; fewer tags do no harm however deep."""
NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|main|blockquote|center|font|table|ul|ol|dl|details|fieldset|figure|header|footer|"
    r"aside|form|b|i|u|em|strong|a)\b",
    re.IGNORECASE,
)
WINDOW = 10_000
"""A tag that is open for as long is looked at, how many attributes it has."""
BREAK = "\x00"
"""A line break inside a block; no page can hold this sign itself."""


@dataclass(slots=True)
class Element:
    """A block element; `up` is the number of the one around it, `aside` of the outermost one that holds no report."""

    up: int
    tag: str
    names: str
    role: Role
    aside: int = 0
    never: bool = False
    controls: int = 0


@dataclass(slots=True)
class Block:
    """Text that stands by itself, the number of its element, how much of it is links, and whether it is a paragraph."""

    text: str
    home: int
    linked: float
    reads: bool


class Page:
    """The elements and blocks of a page in reading order, gathered on one way through its tree, without recursion."""

    def __init__(self, root: LexborNode) -> None:
        self.elements = [Element(0, "", "", "")]
        self.blocks: list[Block] = []
        self.home = 0
        self.words: list[str] = []
        self.linked = 0
        self.links = 0
        self.headings = 0
        self.skipped: list[LexborNode] = []
        self.hidden = {node.mem_id for node in root.css(HIDING) if unseen(node.attributes)}
        self.walk(root)

    def walk(self, root: LexborNode) -> None:
        """Goes through the tree; what is around the node at hand waits on a stack."""
        around: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = root
        # One loop without calls for text: a page has a thousand nodes, and here is most of the time.
        while node is not None:
            tag = node.tag or ""
            if tag == TEXT:
                words = node.text_content or ""
                if self.words or not words.isspace():
                    self.words.append(words)
                    if self.links:
                        self.linked += len(words) if words.isprintable() else len(" ".join(words.split()))
            elif self.enter(node, tag):
                child = node.child
                if child is not None:
                    around.append((node, tag))
                    node = child
                    continue
                self.close(tag)
            following = node.next
            while following is None and around:
                node, tag = around.pop()
                self.close(tag)
                following = node.next if around else None
            node = following

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Opens an element; False when nothing inside it is read."""
        if tag in SILENT:
            if tag in CONTROLS:
                self.elements[self.home].controls += 1
            return False
        if self.hidden and node.mem_id in self.hidden:
            return False
        if tag in BLOCK:
            if self.words:
                self.flush()
            self.open(tag, node.attributes)
            if (
                self.headings and self.elements[-1].never
            ):  # a tenth of a page: comments and what else is never the report
                self.home = self.elements[-1].up
                self.skipped.append(node)
                return False
        elif tag == "br":
            self.words.append(BREAK)
        elif tag == "a":
            self.links += 1
        elif tag == "time":
            self.words.append(" ")
        return True

    def close(self, tag: str) -> None:
        """Leaves an element."""
        if tag in BLOCK:
            if self.words:
                self.flush()
            self.home = self.elements[self.home].up
        elif tag == "a":
            self.links -= 1
        elif tag == "time":
            self.words.append(" ")

    def open(self, tag: str, attributes: dict[str, str | None]) -> None:
        """A new element inside the one at hand; captions and the like keep their role all the way down."""
        up = self.elements[self.home]
        number = len(self.elements)
        names = named(tag, attributes) if attributes else ""
        said = "caption" if tag == "figcaption" else role(names) if names and tag not in WHOLE else ""
        off = tag in ASIDE or said in OFF or ("role" in attributes and attributes["role"] in LANDMARKS)
        one = Element(self.home, tag, names, said, up.aside, up.never)
        if up.role and said != "caption":
            one.role = self.kept(up) or said
        if off:
            one.aside = one.aside or number
            one.never |= said == "never" or tag == "footer"
        self.elements.append(one)
        if tag == "h1":
            self.clear(number)
        self.home = number

    def kept(self, up: Element) -> Role:
        """The role that an element has from those around it: captions all the way down, the others two steps."""
        two = self.elements[up.up]
        far = up.role == two.role == self.elements[two.up].role
        return up.role if up.role == "caption" or (up.role in ("subtitle", "byline", "published") and not far) else ""

    def clear(self, number: int) -> None:
        """What a first heading stands in holds the report, whatever its names say."""
        while number and self.headings < TITLES:
            one = self.elements[number]
            one.aside, one.never, number = 0, False, one.up
        self.headings += 1

    def flush(self) -> None:
        """Makes the words at hand a block, or one for each of its lines."""
        said = "".join(self.words).strip()
        if "  " in said or not said.isprintable():
            said = SPACES.sub(" ", said)
        share = self.linked / max(1, len(said))
        self.words, self.linked = [], 0
        if BREAK not in said:
            if said:
                self.blocks.append(Block(said, self.home, share, reads(said, share)))
            return
        lines = [said.replace(BREAK, " ")] if self.elements[self.home].tag in UNBROKEN else said.split(BREAK)
        for line in map(str.strip, lines):
            if line:
                self.blocks.append(Block(line, self.home, share, reads(line, share)))


def named(tag: str, attributes: dict[str, str | None]) -> str:
    """The names of an element, in one line; a heading's id is made of its words."""
    if tag in HEADED:
        return attributes.get("class") or ""
    return " ".join(filter(None, map(attributes.get, NAMED)))


def reads(text: str, linked: float) -> bool:
    """Whether a block reads like a paragraph."""
    return linked < LINKED and len(text) >= PROSE and (len(text) > LONG or stops(text))


def summed(elements: list[Element], values: Iterable[tuple[int, int]]) -> list[int]:
    """For each element the sum of what it and those in it are given."""
    sums = [0] * len(elements)
    for number, value in values:
        sums[number] += value
    for number in range(len(elements) - 1, 0, -1):
        if sums[number]:
            sums[elements[number].up] += sums[number]
    return sums


def inside(elements: list[Element], roots: Container[int]) -> list[bool]:
    """For each element whether it is one of those, or stands in one."""
    if 0 in roots:
        return [True] * len(elements)
    within = [False]
    for number in range(1, len(elements)):
        within.append(number in roots or within[elements[number].up])
    return within


def tree(html: str) -> LexborHTMLParser:
    """The tree of a page that is not too deep."""
    return LexborHTMLParser(html.encode("utf-8", "replace"))


def deep(html: str) -> bool:
    """Whether elements are nested, or one is packed with attributes, as only attacks do: a tree would take for ever."""
    if html.count("<") > MANY:
        depth = 0
        for tag in NESTING.finditer(html):
            depth += -1 if tag[1] else 1
            if depth > DEEPEST:
                return True
    return packed(html)


def packed(html: str) -> bool:
    """Whether one tag goes on for windows of the source, and has so many attributes."""
    opened, signs = -1, 0
    for start in range(0, len(html), WINDOW):
        last = html.rfind("<", start, start + WINDOW)
        if last >= 0:
            opened, signs = last, 0
        elif opened >= 0 and html.find(">", opened, start + WINDOW) < 0:
            signs += html.count("=", start, start + WINDOW)
            if signs > DEEPEST:
                return True
        else:
            opened = -1
    return False
