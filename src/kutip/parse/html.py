"""A page → its report as one text, furniture left out."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kutip.errors import InputError
from kutip.parse import body, dated, encoding, gallery, kind, language, live, meta, outlets, page, pictures, titles
from kutip.parse.credits import Where
from kutip.parse.decide import unsure
from kutip.parse.layout import Layout
from kutip.parse.line import Line, bare, stops
from kutip.record import Capture, PartKind

LONGEST = 1_500_000
"""Characters of one report: what is longer is a book, and 2.2 million took six seconds to read."""
NOTHING = "no paragraph of an article on this page; give the page of one report"


ELSEWHERE = "body noscript,[class~='print-only']"
ENOUGH = 400
"""As many characters there may be a report."""


class Report(NamedTuple):
    """The report of a page: its text, the lines of it, what the page's head says, and the language."""

    text: str
    lines: list[Line]
    head: meta.Meta
    lang: str
    decoded: encoding.Decoded
    day: dated.Dated | None = None
    """When it was published, by what stands around the report, where the code does not say."""
    breaks_off: bool = False
    """Whether the report goes on behind a paywall."""


def report(capture: Capture, layouts: Callable[[str], Layout]) -> Report:
    """The report on a page; `InputError` when there is none."""
    where = capture.name or capture.url or "the page"
    decoded = encoding.read(capture)
    source = decoded.text
    if page.deep(source):
        raise InputError(f"{where}: elements nested more than {page.DEEPEST} deep; look at what was saved")
    tree = page.tree(source)
    head = meta.read(tree, capture.url)
    if rule := outlets.rule((capture.url, head.url), capture.published or head.published):
        head = outlets.told(tree, rule, head)
        outlets.mark(tree, rule)
    pictures.settle(tree)
    place = located(where, source, tree, head)
    lang = language.of(place.told(), capture.lang, head.lang)
    lines, at = [], 0
    moments = iter(place.moments())
    for text, hint in Wanted(place, layouts(lang), capture.outlet or head.outlet, head).blocks(place.found):
        value = next(moments) if hint == "published" else None
        lines.append(Line(at, at + len(text), text, False, hint, value))
        at += len(text) + 2
    if at > LONGEST:
        raise InputError(f"{where}: a text of {at:,} characters; give the page of one report")
    day = dated.day(place.whole, place.found, lang, source, place.skipped) if unsure(head) else None
    return Report("\n\n".join(line.text for line in lines), lines, head, lang, decoded, day, place.breaks_off)


class Place(NamedTuple):
    """Where the report stands on its page, the times of its posts if it is live, whether a wall cuts it short, and
    what was not read for it."""

    whole: body.Body
    found: body.Found
    posts: dict[int, live.Post]
    breaks_off: bool
    skipped: list[LexborNode]

    def told(self) -> str:
        """The body as it stands there."""
        return "\n".join(self.whole.blocks[number].text for number in self.found.body)

    def moments(self) -> list[str | None]:
        """The moments of the posts in their order."""
        return [self.posts[number].value for number in self.found.body if number in self.posts]


def located(where: str, source: str, tree: LexborHTMLParser, head: meta.Meta) -> Place:
    """The place of the report; `InputError` when there is none, which says what the page is instead."""
    headline = titles.heading(head.headings, (one.value for one in head.said if one.kind == "title")) or head.title
    if tree.root is None:
        raise InputError(f"{where}: {NOTHING}")
    shown = page.Page(tree.root)
    if len(shown.blocks) > page.MOST:
        raise InputError(f"{where}: more than {page.MOST:,} blocks of text; give the page of one report")
    stream = live.stream(source, tree, shown, head)
    whole = body.Body(shown, headline)
    if stream is not None:
        return Place(whole, live.found(shown, whole.title, stream), stream.posts, False, shown.skipped)
    found = placed(whole, headline)
    if (found is None or not found.body) and shows_elsewhere(tree):
        shown = page.Page(tree.root)
        whole = body.Body(shown, headline)
        found = placed(whole, headline)
    found = found if found and found.body else None
    look = kind.Look(tree, whole, found)
    if found and (notice := look.notice()):
        found = found._replace(body=found.body[: found.body.index(notice)])
        look = kind.Look(tree, whole, found)
    if (why := look.refused()) or found is None:
        raise InputError(f"{where}: {why or NOTHING}")
    return Place(whole, gallery.with_slides(whole, found, frozenset(PICTURED)), {}, look.breaks_off(), shown.skipped)


def shows_elsewhere(tree: LexborHTMLParser) -> bool:
    """Whether a page has much to say to printers or to browsers without scripts only; from now on it says it to all."""
    found = [node for node in tree.css(ELSEWHERE) if len(node.text()) > ENOUGH]
    for node in found:
        if node.tag == "noscript":
            node.unwrap()
        else:
            node.attrs["class"] = ""
    return bool(found)


def placed(whole: body.Body, headline: str | None) -> body.Found | None:
    """The blocks of the report; where no heading is known to be its title, it is the last before its body."""
    if whole.title is None and headline:
        name = bare(headline)
        whole.title = next((number for number, one in enumerate(whole.blocks) if bare(one.text) == name), None)
    found = whole.found()
    if found is None or found.title is not None:
        return found
    before = range(found.body[0] - 1, max(-1, found.body[0] - LED - 3), -1)
    heads = (number for number in before if whole.elements[whole.blocks[number].home].tag in ("h1", "h2"))
    whole.title = next((number for number in heads if len(whole.blocks[number].text) > SHORTEST), None)
    again = None if whole.title is None else whole.found()
    return again if again is not None and again.body else found


Said = Iterator[tuple[str, PartKind | None]]
SHORTEST = 12
"""A title has more characters."""
LED = 6
"""As many blocks over the title may hold the picture that leads."""
BETWEEN = " |•·–—-:"
"""Between the time of a post and what follows it."""
PICTURED: dict[str, PartKind] = {pictures.CAPTION: "caption", pictures.CREDIT: "photo_credit"}


class Wanted:
    """The blocks that are the report's, with what the page calls them."""

    def __init__(self, place: Place, layout: Layout, outlet: str | None, head: meta.Meta) -> None:
        self.whole, self.posts, self.layout, self.outlet = place.whole, place.posts, layout, outlet
        self.deck = bare(head.description or "")
        self.writers = frozenset(bare(name.text) for signed in head.signed for name in signed.names)

    def blocks(self, found: body.Found) -> Said:
        """The blocks in reading order."""
        first = found.over.stop if found.title is not None else 0
        for number in range(max(0, first - LED), first):
            if number in found.over or self.whole.elements[self.whole.blocks[number].home].names in PICTURED:
                yield from self.signed(number, True)
        if found.title is not None:
            yield self.whole.blocks[found.title].text, "title"
        seen = set()
        for number in found.header:
            if self.whole.blocks[number].text not in seen:
                yield from self.above(number, number == found.header[0])
            seen.add(self.whole.blocks[number].text)
        first = next((number for number in found.body if body.prose(self.whole.blocks[number])), 0)
        for number in found.body:
            yield from self.inside(number, number < first)
        for number in found.under:
            if number not in found.body:
                yield from self.signed(number, False)

    def signed(self, number: int, over: bool) -> Said:
        """A block beside the report that dates or signs it."""
        block = self.whole.blocks[number]
        home = self.whole.elements[block.home]
        where: Where = "header" if over else "body"
        if home.names in PICTURED:
            if over:
                yield from self.pictured(number)
        elif not home.never and self.heads(block.text, where):
            yield block.text, None

    def pictured(self, number: int) -> Said:
        """A caption or a photo credit; what is called a caption and belongs to no picture is read as it looks."""
        block = self.whole.blocks[number]
        kind = PICTURED.get(self.whole.elements[block.home].names)
        if kind == "photo_credit" or (kind == "caption" and not self.layout.known(block.text)):
            yield block.text, kind
        elif kind is None and body.prose(block):
            yield block.text, None

    def above(self, number: int, first: bool) -> Said:
        """A block between the title and the first paragraph, if it is a part of the header."""
        block = self.whole.blocks[number]
        home = self.whole.elements[block.home]
        if home.names in PICTURED:
            yield from self.pictured(number)
            return
        if home.never or self.layout.known(block.text):
            return
        if self.heads(block.text):
            yield block.text, None
        elif self.signs(number):
            yield block.text, "byline"
        elif self.whole.off(block) or block.linked > body.LINKS:
            return
        elif home.role == "subtitle" or (first and home.tag in ("h2", "p")) or bare(block.text) == self.deck:
            yield block.text, "subtitle"

    def heads(self, text: str, where: Where = "header") -> bool:
        """Whether a block dates or signs the report."""
        return bool(self.layout.header.line(text, 0, self.outlet, where))

    def signs(self, number: int) -> bool:
        """Whether a block of the header is only the writers' names: the page says so, or a date is next to it."""
        block = self.whole.blocks[number]
        said = self.whole.elements[block.home].role == "byline"
        if len(block.text) > body.PROSE or not (said or block.linked > body.LINKED):
            return False
        beside = self.whole.blocks[number + 1 : number + 2]
        dated = said or any(self.heads(other.text) for other in beside)
        return dated and self.layout.credits.signed(block.text, 0) is not None

    def inside(self, number: int, early: bool = False) -> Said:
        """A block of the body, unless it is furniture; a short line over the first long one is no caption."""
        block = self.whole.blocks[number]
        home = self.whole.elements[block.home]
        if number in self.posts:
            yield from self.post(number)
            return
        if home.role == "caption":
            yield from self.pictured(number)
            return
        if self.layout.known(block.text):
            return
        if home.tag in body.HEADINGS:
            yield block.text, "subhead"
        elif home.role in ("byline", "published", "subtitle") and not body.prose(block):
            if self.heads(block.text):
                yield block.text, None
        else:
            yield block.text, None if home.tag in ("p", "div") and not early else "paragraph"

    def post(self, number: int) -> Said:
        """The time at which a post of a live page was published, and what its block says behind it."""
        text, post = self.whole.blocks[number].text, self.posts[number]
        yield text[post.start : post.end], "published"
        rest = text[post.end :].strip(BETWEEN)
        if rest and (stops(rest) or len(rest) > body.PROSE):
            yield rest, "paragraph"
        elif rest and self.layout.credits.signed(rest, 0):
            yield rest, "byline"
