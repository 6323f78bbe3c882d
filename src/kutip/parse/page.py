"""A page as its reader sees it: the blocks of text in order, each with the element it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

SILENT = frozenset(
    "script style noscript template svg iframe object embed audio video canvas select option datalist textarea button input "
    "map math head link meta nav menu dialog progress meter -comment".split()
)
BLOCK = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hgroup hr html label legend li main ol p pre section summary table tbody td tfoot th thead tr ul caption "
    "amp-ad amp-carousel".split()
)
CONTROLS = frozenset("button input select textarea".split())
ROLES = frozenset("navigation banner dialog alertdialog search contentinfo complementary menu menubar toolbar alert tablist form".split())
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
UNSEEN = re.compile(r"\b(?:visually-?hidden|sr-only|screen-reader(?:-text|-only)?|screenreader|is-hidden|print-only|show-for-sr|assistive-text)\b", re.IGNORECASE)
BOILER = re.compile(
    r"comment|disqus|respon[ds]|share|sharing|social|sosmed|related|relate\b|recommend|promo|newsletter|subscri|signup|sign-up|sidebar|side-bar|"
    r"widget|breadcrumb|crumb|advert|sponsor|cookie|consent|gdpr|popup|modal|overlay-menu|pagination|pager|paging|masthead|"
    r"navbar|menu|most-?(?:read|popular|viewed)|popular|trending|read-?more|readmore|more-?(?:stories|from|on|news)|also-?(?:read|like)|bacajuga|baca-juga|"
    r"outbrain|taboola|tags?(?:-|_)?(?:list|cloud|links|widget|s)?\b|topics?(?:-list)?\b|keywords|follow|author-?(?:bio|box|info|card|about)|about-?(?:the-?)?author|bio\b|"
    r"poll(?:ing)?\b|survey|quiz|footer|foot\b|copyright|legal|disclaimer|tool(?:s|bar|box)|print|donat|paywall|player|carousel|slider|"
    r"teaser|read-?next|next-?(?:article|post)|prev(?:ious)?-?(?:article|post)|post-?nav|rail\b|ad-?(?:slot|unit|wrap|container|break|label)|\bads?\b|adsbygoogle|dfp|google-?news|link-?box|links-block|"
    r"infobox|factbox|toc\b|table-of-contents|cta\b|callout|hidden",
    re.IGNORECASE,
)
CONTENT = re.compile(
    r"article-?_?(?:body|content|text|main|detail)|story-?_?(?:body|content|text)|post-?_?(?:body|content|text|entry)|entry-?_?(?:content|body|text)|"
    r"content-?_?(?:body|detail|article|text)|body-?_?(?:text|content|copy)|detail-?_?(?:text|body|content)|articlebody|read__content|main-?content|\bhentry\b",
    re.IGNORECASE,
)
CAPTION = re.compile(r"caption|\bcap\b|photo-?_?(?:credit|desc)|image-?_?(?:credit|desc)|img-?_?desc", re.IGNORECASE)
DECK = re.compile(r"\b(?:deck|dek|sub-?_?title|sub-?_?head(?:line|ing)?|standfirst|stand-first|summary|lede|kicker-?text|article-?_?(?:summary|intro|description|dek|deck|lead)|headline-?_?sub)\b", re.IGNORECASE)
BYLINE = re.compile(r"byline|by-line|author|writer|reporter|contributor|credit\b|creator", re.IGNORECASE)
DATE = re.compile(r"\b(?:date|time|timestamp|published|pubdate|posted|datetime|dateline|updated)|(?:date|time|published|posted)\b", re.IGNORECASE)
BREAK = "\x00"
SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class Element:
    """A block element of the page; `up` is the number of the one around it."""

    up: int
    tag: str
    names: str
    boiler: int
    hint: str
    chars: int = 0
    score: float = 0.0
    controls: int = 0


@dataclass(slots=True)
class Block:
    """Text that stands by itself, the number of its element, and how much of it is links."""

    text: str
    home: int
    linked: float


@dataclass(slots=True)
class Page:
    """The elements and blocks of a page, in reading order."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class Walk:
    """The way through a tree, in reading order and without recursion."""

    def __init__(self, root: LexborNode) -> None:
        self.page = Page([Element(0, "html", "", 0, "")])
        self.home = 0
        self.words: list[str] = []
        self.linked = 0
        self.links = 0
        self.todo: list[tuple[LexborNode | None, str]] = [(root, "")]

    def page_of(self) -> Page:
        todo = self.todo
        while todo:
            node, closing = todo.pop()
            if node is None:
                self.close(closing)
                continue
            following = node.next
            if following is not None:
                todo.append((following, ""))
            if node.is_text_node:
                self.say(node.text_content or "")
            elif node.is_element_node:
                self.enter(node)
        self.flush()
        return self.page

    def say(self, words: str) -> None:
        self.words.append(words)
        if self.links:
            self.linked += len(words)

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in CONTROLS:
            self.page.elements[self.home].controls += 1
        if tag in SILENT:
            return
        if tag == "br":
            self.words.append(BREAK)
            return
        child = node.child
        if tag in BLOCK:
            attributes = node.attributes
            if unseen(attributes):
                return
            self.flush()
            self.open(tag, attributes)
        elif tag == "a":
            self.links += 1
        elif tag in ("span", "time", "b", "i") and unseen(node.attributes):
            return
        elif tag == "time":
            self.words.append(" ")
        elif tag == "img":
            return
        if tag in BLOCK or tag in ("a", "time"):
            self.todo.append((None, tag))
        if child is not None:
            self.todo.append((child, ""))

    def close(self, tag: str) -> None:
        if tag == "a":
            self.links -= 1
        elif tag == "time":
            self.words.append(" ")
        else:
            self.flush()
            self.home = self.page.elements[self.home].up

    def open(self, tag: str, attributes: dict[str, str | None]) -> None:
        """A new element inside the present one."""
        up = self.page.elements[self.home]
        names = " ".join(attributes.get(key) or "" for key in ("class", "id", "itemprop", "data-component", "data-testid", "role"))
        number = len(self.page.elements)
        boiler = up.boiler
        if not boiler and tag not in ("html", "body", "article", "main") and (tag in ("aside", "footer", "form") or (names.strip() and BOILER.search(names) and not CONTENT.search(names)) or (attributes.get("role") or "") in ROLES):
            boiler = number
        hint = up.hint if up.hint in ("caption", "byline", "date", "deck") else ""
        if tag in ("figcaption",):
            hint = "caption"
        elif names.strip() and not hint and tag not in ("html", "body", "article", "main"):
            hint = "caption" if CAPTION.search(names) else "deck" if DECK.search(names) else "byline" if BYLINE.search(names) else "date" if DATE.search(names) else ""
        self.page.elements.append(Element(self.home, tag, names, boiler, hint))
        self.home = number

    def flush(self) -> None:
        """The words so far become a block."""
        if not self.words:
            return
        said = SPACES.sub(" ", "".join(self.words))
        share = self.linked / max(1, len(said))
        self.words, self.linked = [], 0
        for line in said.split(BREAK):
            line = line.strip()
            if line:
                self.page.blocks.append(Block(line, self.home, share))


def unseen(attributes: dict[str, str | None]) -> bool:
    """Whether an element is not shown."""
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if style and HIDDEN.search(style):
        return True
    names = attributes.get("class")
    return bool(names and UNSEEN.search(names))


def tree(html: str) -> LexborHTMLParser:
    """The tree of a page."""
    return LexborHTMLParser(html.encode("utf-8", "replace"))


def read(parsed: LexborHTMLParser) -> Page:
    """The page of a tree."""
    return Walk(parsed.root).page_of()
