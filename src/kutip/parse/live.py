"""The posts of a live page: where each begins, and the moment it bears.

A page is live when it says so, in its description for machines or in the names of its elements. Its posts are found by
their time elements; without these by the headlines that the description gives them; without it by the clock times that
lines begin with.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from kutip.parse import linked, when
from kutip.parse.body import Found
from kutip.parse.line import bare
from kutip.parse.meta import Meta
from kutip.parse.page import HEADINGS, LINKS, SPACES, Block, Page, inside

NAMED = ("liveblog", "live-blog", "live_blog", "liveticker", "live-ticker", "live-update")
LIVE = "LiveBlogPosting"
FEWEST = 3
"""With fewer posts a page is read as any other."""
NEAR, SHORT = 2, 60
"""The time of a post stands as many blocks around its headline, in a block that is no longer."""
MOST, AHEAD = 2000, 400
"""No page has more posts, and none is so long that the next time stands more blocks ahead."""
LED = 80
"""As much of a post that has no headline tells where it is."""
CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[.:](\d\d)(?![\d:]|\.\d)(?:\s?([ap])\.?m\b\.?|\s[A-Z]{2,4}\b)?")
DIGITS = re.compile(r"\d+")


class Post(NamedTuple):
    """Where the text of a block says when a post was published, and the moment, if it is known."""

    start: int
    end: int
    value: str | None


class Stream(NamedTuple):
    """The time of each post, by the number of its block, and the blocks of the page that stand beside nothing."""

    posts: dict[int, Post]
    kept: frozenset[int]


def stream(source: str, tree: LexborHTMLParser, page: Page, head: Meta) -> Stream | None:
    """The posts of a page; None when it is not live."""
    described = LIVE in source
    names = " ".join({element.names for element in page.elements}).lower()
    if not described and not any(name in names for name in NAMED):
        return None
    found = largest(page, dict(timed(tree, page)))
    if len(found) < FEWEST and described:
        found = dict(listed(tree, page))
    if len(found) < FEWEST:
        found = anchored(largest(page, dict(clocked(page))), page, head)
    kept = frozenset(number for number, block in enumerate(page.blocks) if belongs(page, block))
    return Stream(found, kept) if len(found) >= FEWEST else None


def belongs(page: Page, block: Block) -> bool:
    """Whether a block may be of a post: their headlines are often links to themselves."""
    home = page.elements[block.home]
    if home.role == "caption":
        return not home.never
    linked = block.linked > LINKS and home.tag not in HEADINGS
    return not (home.never or home.aside or linked or (home.controls and not block.reads))


def timed(tree: LexborHTMLParser, page: Page) -> Iterator[tuple[int, Post]]:
    """The blocks in which time elements stand."""
    number = 0
    for node in tree.css("time[datetime]")[:MOST]:
        text = SPACES.sub(" ", node.text()).strip()
        value = when.moment(node.attributes.get("datetime"))
        blocks = enumerate(page.blocks[number : number + AHEAD], number)
        place = next((at for at, block in blocks if text in block.text), None) if text and value else None
        if place is not None:
            start = page.blocks[place].text.index(text)
            yield place, Post(start, start + len(text), value)
            number = place


def listed(tree: LexborHTMLParser, page: Page) -> Iterator[tuple[int, Post]]:
    """The printed times beside the headlines of the posts that the page describes."""
    places = {bare(block.text)[:LED]: number for number, block in reversed([*enumerate(page.blocks)])}
    for thing in linked.things(tree):
        updates = thing.get("liveBlogUpdate")
        for update in updates if isinstance(updates, list) else ():
            if isinstance(update, dict) and (value := when.moment(update.get("datePublished"))):
                said = linked.words(update.get("headline")) or linked.words(update.get("articleBody")) or ""
                place = places.get(bare(said)[:LED])
                found = printed(page, place, value) if place is not None else None
                if found:
                    yield found


def printed(page: Page, place: int, value: str) -> tuple[int, Post] | None:
    """The block around a headline that prints that moment."""
    for number in sorted(range(max(0, place - NEAR), min(len(page.blocks), place + NEAR + 1)), key=lambda n: n > place):
        text = page.blocks[number].text
        for clock in CLOCK.finditer(text) if len(text) < SHORT else ():
            if int(clock[2]) == int(value[14:16] or -1):  # the hour may be told in another zone
                return number, Post(*clock.span(), value)
    return None


def clocked(page: Page) -> Iterator[tuple[int, Post]]:
    """The blocks that begin with a clock time."""
    for number, block in enumerate(page.blocks):
        clock = CLOCK.match(block.text)
        if clock and int(clock[1]) < 24 and int(clock[2]) < 60 and belongs(page, block):
            yield number, Post(*clock.span(), None)


def anchored(found: dict[int, Post], page: Page, head: Meta) -> dict[int, Post]:
    """The posts with the day of the page, where it has one day and their times go one way, none before the page's."""
    published, modified = head.published or "", head.modified or head.published or ""
    clocks = [page.blocks[number].text[post.start : post.end] for number, post in found.items()]
    times = [f"{int(clock[1]):02}:{clock[2]}" for clock in map(CLOCK.match, clocks) if clock and not clock[3]]
    ordered = times in (sorted(times), sorted(times, reverse=True)) and len(times) == len(found)
    if (
        not ordered
        or len(published) < 16
        or published[:10] != modified[:10]
        or min(times, default="") < published[11:16]
    ):
        return found
    values = (f"{published[:11]}{time}{published[16:]}" for time in times)
    return {number: post._replace(value=value) for (number, post), value in zip(found.items(), values, strict=True)}


def largest(page: Page, found: dict[int, Post]) -> dict[int, Post]:
    """Those of most posts alike: times of other reports stand in elements of other names."""
    groups: dict[tuple[str, str, str], dict[int, Post]] = defaultdict(dict)
    for number, post in found.items():
        home = page.elements[page.blocks[number].home]
        up = page.elements[home.up]
        groups[(home.tag, DIGITS.sub("", home.names), DIGITS.sub("", up.names))][number] = post
    return max(groups.values(), key=len, default={})


def found(page: Page, title: int | None, stream: Stream) -> Found:
    """The blocks of a live page: what stands under the title, and all posts."""
    first, last = min(stream.posts), max(stream.posts)
    title = title if title is not None and title < first else None
    if first and page.elements[page.blocks[first - 1].home].tag in HEADINGS and first - 1 != title:
        first -= 1
    top = 0 if title is None else title + 1
    lead = [number for number in range(top, first) if number in stream.kept and page.blocks[number].reads]
    posts = range(first, end(page, sorted(stream.posts), last))
    body = [*lead, *(number for number in posts if number in stream.posts or number in stream.kept)]
    return Found(title, range(0), range(top, body[0]), body, range(0))


def end(page: Page, numbers: list[int], last: int) -> int:
    """The number of the block behind the last post."""
    around = ancestors(page, numbers[0])
    common = next(up for up in ancestors(page, numbers[1]) if up in around)
    own = [up for up in ancestors(page, last) if up not in around and up != common]
    bound = own[-1] if own and own[-1] != page.blocks[last].home else common
    within = inside(page.elements, frozenset({bound}))
    behind = range(last + 1, len(page.blocks))
    return next((number for number in behind if not within[page.blocks[number].home]), len(page.blocks))


def ancestors(page: Page, number: int) -> list[int]:
    """The elements around a block, the nearest first."""
    found = [page.blocks[number].home]
    while found[-1]:
        found.append(page.elements[found[-1]].up)
    return found
