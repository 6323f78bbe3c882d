"""The pictures of a gallery: their captions and credits belong to the report wherever its paragraphs stand."""

import re

from kutip.parse.body import Body, Found
from kutip.parse.page import inside

NAMED = re.compile(r"galler|slide|carousel|fotostrecke|swiper|splide|lightbox", re.IGNORECASE)
"""How page makers call what holds the pictures."""
FEWEST = 3
"""As many captions make a gallery."""
UP = 6
"""Its name stands on an element as near around them."""


def with_slides(whole: Body, found: Found, pictured: frozenset[str]) -> Found:
    """The blocks of a report with those of its gallery; `pictured` are the names of captions and credits."""
    begin = found.title if found.title is not None else found.body[0]
    known = {*found.body, *found.header}
    within = inside(whole.elements, frozenset({whole.region}))
    slides = [
        number
        for number in range(begin + 1, len(whole.blocks))
        if number not in known and within[whole.blocks[number].home] and slide(whole, number, pictured)
    ]
    if len(slides) < FEWEST:
        return found
    first = found.body[0]
    return found._replace(body=[first, *sorted({*found.body[1:], *(number for number in slides if number > first)})])


def slide(whole: Body, number: int, pictured: frozenset[str]) -> bool:
    """Whether a block tells of a picture in an element that is named as a gallery."""
    home = whole.blocks[number].home
    if whole.elements[home].names not in pictured or " " not in whole.blocks[number].text:  # one word is a button
        return False
    for _ in range(UP):
        home = whole.elements[home].up
        if NAMED.search(whole.elements[home].names):
            return True
    return False
