"""Pictures on a page: what stands under each becomes one caption and one credit, before the page is read.

Pages mark pictures in a hundred ways. Here each becomes the same two elements, so that the rest of the room knows one.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from html import escape
from typing import Literal, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kutip.lang import web
from kutip.parse import photo
from kutip.parse.line import bare, stops
from kutip.parse.names import each
from kutip.parse.page import TEXT
from kutip.parse.unseen import UNSEEN

Sort = Literal["", "caption", "credit", "weak", "small", "label"]

CAPTION, CREDIT = "kutip-caption", "kutip-credit"
"""The classes that mark the two."""
FRAMES = (
    "figure,figcaption,[class*='caption' i],[class*='credit' i],[class*='copyright' i],[class*='legend' i],"
    "[itemprop='caption'],img"
)
SKIPPED = each(
    "script style noscript template svg iframe object button label select textarea input video audio canvas h1"
)
WITHOUT = "table,blockquote,pre,figure,address,[rel~='author'],h1,h2 ~ p ~ p,ul li + li,p + p + p,article"
"""What a picture does not hold."""
HEADED = (
    "h1,h2,h3,h4,h5,h6,time,input,select,[rel~='author'],[class*='author' i],[class*='byline' i],[class*='date' i],"
    "[class*='avatar' i],[class*='teaser' i]"
)
"""What tells that the words beside a picture are not about it."""
OTHERS = f"{WITHOUT},{HEADED}"
PICTURE = "img,picture,amp-img,video,iframe,noscript,svg,canvas"
SMALL = each("small cite footer")
INLINE = each("a b i em strong sup sub u mark q abbr br font bdi wbr time s del ins")
WHOLE = each("html body main article section")
NAMED = ("class", "id", "itemprop")
LONGEST = 1500
"""What is longer holds more than the words to a picture."""
LINKED = 40
"""As much may be linked, though it be all: the name of a photographer."""
FEW = 3
"""Fewer words are a label."""
SHORT, TAIL, ALONE = 20, 120, 400
"""Fewer characters say too little by their place alone; so many may stand around; no lone caption has more."""
TWO = 3
"""A picture and its copy for other screens."""
MANY = 1500
"""So many elements of a page are looked at."""
SAID: tuple[Sort, ...] = ("caption", "credit")
AROUND = 3
"""So far up from its caption stands a picture."""
WORD = re.compile(r"[a-z\u00df-\u00ff]+")
HIDDEN, SHOWN = re.compile(r"(?:^|\s)hidden(?:\s|$)"), re.compile(r"\w:(?:inline-)?(?:block|flex|grid|inline)\b")
TYPE = re.compile(r"\b(?:text|typo|typography|font|type|style|u)-{1,2}(?:caption|legend|credit)\b")
"""Classes that only say how words look."""
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Piece(NamedTuple):
    """Words of one element, and what its names call them."""

    text: str
    sort: Sort


def settle(tree: LexborHTMLParser) -> None:
    """Gives every picture of a page with words one caption and one credit."""
    marked = [(node, node.tag or "") for node in tree.css(FRAMES)[:MANY]]
    frames = {frame.mem_id: frame for node, tag in marked if tag != "img" and (frame := framed(node, tag)) is not None}
    done = set(frames)
    alone = [(node, around(node, done)) for node, tag in marked if tag == "img" and not inside(node, frames)]
    for frame in [frame for frame in frames.values() if not inside(frame, frames)]:
        if frame.tag == "figure" and not lone(frame):
            frame.inner_html = ""
        else:
            put(frame, *told(list(pieces(frame))))
    for picture, frame in alone:
        if frame is not None and frame.mem_id not in done and not inside(frame, done):
            caption, credits = told(list(pieces(frame)))
            if belongs(picture, frame, caption, credits):
                done.add(frame.mem_id)
                put(frame, caption, credits)


def put(frame: LexborNode, caption: str, credits: list[str]) -> None:
    """Makes the two elements the content of a frame."""
    if caption or credits:
        caption = caption if credits or photo.load().behind(caption) or tells(caption) else ""
        frame.inner_html = element(CAPTION, caption) + "".join(element(CREDIT, one) for one in credits)


def tells(caption: str) -> bool:
    """Whether words without a credit say something of a picture, and not how long it runs or where a button leads."""
    words = caption.split()
    caseless = any(not (sign.isupper() or sign.islower()) for sign in caption if sign.isalpha())
    return caption[-1:] not in tuple(":>\u00bb") and (len(words) > FEW or caseless or (stops(caption) and bool(words)))


def around(picture: LexborNode, done: set[int]) -> LexborNode | None:
    """The nearest element around a picture that has words, few and not linked to elsewhere."""
    up = picture.parent
    for _ in range(2 * AROUND):
        if up is None or up.tag in WHOLE or up.mem_id in done:
            return None
        words = up.text().strip()
        if words:
            short = up.tag != "a" and len(words) < LONGEST // 3
            return up if short and lone(up) and len(up.css("img")) < TWO and not has(up, OTHERS) else None
        up = up.parent
    return None


def belongs(picture: LexborNode, frame: LexborNode, caption: str, credits: list[str]) -> bool:
    """Whether words beside a picture are about it: someone is credited, or the picture itself says the same."""
    if credits or photo.load().behind(caption) is not None:
        return True
    attributes = picture.attributes
    said = bare(f"{attributes.get('alt') or ''} {attributes.get('title') or ''}")
    return len(caption) > SHORT and (bare(caption) in said or named_picture(frame))


def named_picture(frame: LexborNode) -> bool:
    """Whether the names of an element say that it holds a picture."""
    words = WORD.findall((frame.attributes.get("class") or "").lower())
    return any(word.startswith(web.load().everywhere.picture_stems) for word in words)


def framed(node: LexborNode, tag: str) -> LexborNode | None:
    """The element that holds a picture with its words, or only the words of one."""
    if tag == "figure":
        return node if node.css_first("figcaption," + PICTURE) is not None and holds(node) else None
    if tag in WHOLE or not (tag == "figcaption" or sort_of(node) in SAID) or not holds(node):
        return None
    up = node.parent
    for _ in range(AROUND):
        if up is None or up.tag in WHOLE or not holds(up):
            break
        if up.tag == "figure" or up.css_first("img,picture,amp-img") is not None:
            near = len(up.text()) < 2 * len(node.text()) + TAIL
            return up if near and lone(up) else node
        up = up.parent
    return node if len(node.text()) < ALONE else None


def holds(node: LexborNode) -> bool:
    """Whether an element may hold one picture with its words and nothing else."""
    return len(node.text()) < LONGEST and not has(node, WITHOUT)


def has(node: LexborNode, selector: str) -> bool:
    """Whether such an element stands in another."""
    found = node.css_first(selector)
    return found is not None and (found.mem_id != node.mem_id or len(node.css(selector)) > 1)


def lone(node: LexborNode) -> bool:
    """Whether one picture is in an element, whose words are no link to elsewhere."""
    linked = sum(len(link.text().strip()) for link in node.css("a"))
    return linked < LINKED or 2 * linked < len(node.text().strip())


def inside(node: LexborNode, frames: Collection[int]) -> bool:
    """Whether an element stands in one of those."""
    up = node.parent if frames else None
    for _ in range(2 * AROUND):
        if up is None:
            return False
        if up.mem_id in frames:
            return True
        up = up.parent
    return False


def sort_of(node: LexborNode) -> Sort:
    """What the names of an element call what is in it."""
    attributes = node.attributes
    names = " ".join(filter(None, (attributes.get(key) for key in NAMED)))
    if "hidden" in attributes:
        return "label"
    return named(names) if names else ""


@lru_cache(maxsize=4096)
def named(names: str) -> Sort:
    """What class names and ids call what is in an element; the surest first."""
    everywhere = web.load().everywhere
    joined = TYPE.sub("", names.lower())
    words = frozenset(WORD.findall(TYPE.sub("", HUMP.sub(" ", names).lower())))
    if (
        UNSEEN.search(names)
        or (HIDDEN.search(joined) and not SHOWN.search(joined))
        or any(stem in joined for stem in everywhere.label_stems)
    ):
        return "label"
    if not words.isdisjoint(everywhere.credit_names) or any(stem in joined for stem in everywhere.credit_stems):
        return "credit"
    caption = not words.isdisjoint(everywhere.caption_names) or any(stem in joined for stem in everywhere.caption_stems)
    return "caption" if caption else "weak" if not words.isdisjoint(everywhere.weak_names) else ""


def pieces(frame: LexborNode) -> list[Piece]:
    """The words in a frame, cut where an element ends, with what the nearest names around them call them."""
    found: list[Piece] = []
    said: list[str] = []
    sorts: list[Sort] = [sort_of(frame) if frame.tag != "figure" else ""]
    todo: list[LexborNode | None] = [frame.child]

    def cut() -> None:
        text = " ".join("".join(said).split()) if said and sorts[-1] != "label" else ""
        if text:
            found.append(Piece(text, sorts[-1]))
        said.clear()

    while todo:
        node = todo.pop()
        if node is None:
            if len(sorts) > 1:
                cut()
                sorts.pop()
            continue
        following, tag = node.next, node.tag or ""
        if following is not None:
            todo.append(following)
        if tag == TEXT:
            said.append(node.text_content or "")
        elif node.is_element_node and tag not in SKIPPED:
            if tag in INLINE:
                said.append(" " if tag == "br" else "")
                todo.extend(inner(node))
            else:
                cut()
                sort = sort_of(node) or ("small" if tag in SMALL else sorts[-1])
                todo.append(None)
                sorts.append(sort)
                todo.extend(inner(node))
    cut()
    return found


def inner(node: LexborNode) -> list[LexborNode | None]:
    """The first thing in an element, if there is one."""
    child = node.child
    return [child] if child is not None else []


def told(found: list[Piece]) -> tuple[str, list[str]]:
    """The caption and the credits among the words of a frame."""
    photos = photo.load()
    words: list[str] = []
    credits: list[str] = []
    plain = any(piece.sort in ("", "caption") and not photos.begins.match(piece.text) for piece in found)
    for piece in dict.fromkeys(found):
        if len(piece.text) > photo.TAIL and piece.sort in ("credit", "weak"):
            continue
        sure = piece.sort == "credit" or (piece.sort in ("small", "weak") and (plain or photos.sold(piece.text)))
        opened = photos.begins.match(piece.text)
        if sure or (opened and len(piece.text) < photo.TAIL) or (words and photos.alone(piece.text, words[-1])):
            credits.append(piece.text)
        elif piece.text not in words:
            words.append(piece.text)
    return " ".join(words), list(named_once(credits))


def named_once(credits: list[str]) -> Iterator[str]:
    """The credits, a word that only says that one follows put before it."""
    label = ""
    for credit in credits:
        if credit.endswith(":"):
            label = credit + " "
        else:
            yield label + credit
            label = ""


def element(name: str, text: str) -> str:
    """One of the two elements that a picture becomes."""
    return f'<figcaption class="{name}">{escape(text, quote=False)}</figcaption>' if text else ""
