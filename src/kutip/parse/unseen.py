"""Which elements of a page its readers do not see, by what the elements themselves say.

What a sheet of styles hides is not asked: scripts show it again, and 6 of the 181 pages of the
article-extraction-benchmark lose their whole report when it is.
"""

import re

HIDDEN = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)|"
    r"font-size\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|pt|r?em|%)?\s{0,9}(?:[;!]|$)|"
    r"(?:left|right|top|text-indent)\s{0,9}:\s{0,9}-\d{4,9}|clip\s{0,9}:\s{0,9}rect\(\s{0,9}0",
    re.IGNORECASE,
)
FLAT = re.compile(
    r"(?<![\w-])(?:max-)?(?:height|width)\s{0,9}:\s{0,9}0(?:px|pt|r?em|%)?\s{0,9}(?:[;!]|$)", re.IGNORECASE
)
CLIPPED = re.compile(r"overflow(?:-[xy])?\s{0,9}:\s{0,9}(?:hidden|clip)", re.IGNORECASE)
UNSEEN = re.compile(r"visually-?hidden|sr-only|screen-?reader|\bis-hidden|print-only|assistive-text", re.IGNORECASE)
GONE, BACK = re.compile(r"(?<!\S)hidden(?!\S)"), re.compile(r"\w:(?:inline-)?(?:block|flex|grid|inline)\b")
"""A class that hides, and one that shows again where the window is wider."""


def unseen(attributes: dict[str, str | None]) -> bool:
    """Whether an element is not shown."""
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style, names = attributes.get("style"), attributes.get("class")
    if style and (HIDDEN.search(style) or (FLAT.search(style) and CLIPPED.search(style))):
        return True
    return bool(names and (UNSEEN.search(names) or (GONE.search(names) and not BACK.search(names))))
