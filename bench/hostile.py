"""Texts and pages no one would write: real shapes and hostile bits, mixed by a seed; a number names one for ever."""

import random

MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』＂`´″()[]{}<>—–-…:;,.!?%"
BITS = (
    "1.234.567,89", "Rp 1,5 triliun", "US$3 billion", "½", "4x", "1e309", "9" * 40, "٣٤٥", "Ⅷ", "31/02/2025",
    "2025-02-30", "Senin (32/13/2025)", "Feb. 30", "00.00 WIB", "24:61", "last week", "kemarin", "the 1800s",
    "katanya", "ujar", "said", "menurut", "according to", "bahwa", "that", "“", "”", "”,", ",” kata", "\n\n",
    "\r\n", "\r", "\t", "\x00", "\x0b", "\x85", "\u2028", "\u2029", "\ufeff", "\u200b", "\u200d", "\u202e",
    "\u2066", "\u0301" * 30, "e\u0301", "İ", "ß", "ﬁ", "ǅ", "\ud800", "\udfff", "\U0010ffff", "👩‍👩‍👧‍👦", "🇮🇩",
    "한국어", "中文", "العربية", "nya", "-nya", "’s", "…", "Baca juga:", "Editor:", "<p>", "</p>", "&nbsp;",
    "http://x.example",
)  # fmt: skip
PIECES = {
    "quotes": "“", "straight": '"', "digits": "1", "words": "kata ", "brackets": "[(", "newlines": "\n", "spaces": " ",
    "dates": "1/2/2025 ", "names": "Budi ", "cues": "“a,” kata B. ", "commas": ", ", "hyphens": "-", "capitals": "A",
    "clitics": "katanya ", "stops": "a. ", "lines": "“a\n\n", "money": "Rp 1 ", "tags": "<b>",
}  # fmt: skip


TAGS = (
    *(f"<{name}>" for name in (
        "p", "/p", "div", "/div", "h1", "/h1", "h2", "br", "a href=/x", "/a", "b", "i", "/b", "/i", "table", "tr", "td",
        "/table", "ul><li", "/ul", "figure", "figcaption", "/figure", "blockquote", "article", "/article", "aside",
        "time datetime=2025-06-11T10:00:00+07:00", "/time", "/aside", "p class=byline", "p itemprop=author", "template",
        "meta property=og:title content='A title'", "svg", "math", "noscript", "/noscript", "title", "/title", "style",
        "script type=application/ld+json", "/script", "/style", "p hidden", "p style='display:none'", "body", "/body",
        "/html", "select", "textarea",
    )),
    '{"@type": "NewsArticle", "author": [{"name": ', "<!--", "-->", "<![CDATA[", "]]>", "<?xml ", "&#0;", "&#xD800;",
)  # fmt: skip
CHARSETS = (
    "utf-8",
    "latin-1",
    "cp1251",
    "gb18030",
    "big5",
    "cp932",
    "euc_kr",
    "euc_jp",
    "iso2022_jp",
    "utf-16",
    "utf-32",
)


def page(number: int, seeds: list[str]) -> bytes:
    """The page of that number: stretches of text between tags, in one encoding, with the name of one."""
    chance = random.Random(number)
    pieces = (
        piece(chance, seeds) + "".join(chance.choices(TAGS, k=chance.randrange(4))) for _ in range(chance.randrange(30))
    )
    declared = f"<meta charset={chance.choice(CHARSETS)}>" if chance.random() < 0.5 else ""
    return b"<!doctype html>" + (declared + "".join(pieces)).encode(chance.choice(CHARSETS), "replace")


def made(number: int, seeds: list[str]) -> str:
    """The text of that number."""
    chance = random.Random(number)
    pieces = [piece(chance, seeds) for _ in range(chance.choice((1, 1, 2, 3, 5)))]
    return "".join(pieces)


def piece(chance: random.Random, seeds: list[str]) -> str:
    """A stretch of something real, of hostile bits, or of anything at all."""
    kind = chance.random()
    if kind < 0.55:
        return bitten(chance, cut(chance, chance.choice(seeds)))
    if kind < 0.85:
        return chance.choice(("", " ")).join(chance.choices((*BITS, *MARKS), k=chance.randrange(1, 15)))
    if kind < 0.95:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(1, 20)))
    bit: str = chance.choice((*BITS, *MARKS))
    return bit * chance.randrange(1, 60)


def cut(chance: random.Random, text: str) -> str:
    """A short stretch of a text."""
    start = chance.randrange(len(text))
    return text[start : start + chance.randrange(1, 200)]


def bitten(chance: random.Random, text: str) -> str:
    """The stretch with marks and bits put in, signs left out, a part said twice."""
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(text) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:place] + chance.choice(MARKS) + text[place:]
        elif kind == 1:
            text = text[:place] + chance.choice(BITS) + text[place:]
        elif kind == 2:
            text = text[:place] + text[place + chance.randrange(1, 10) :]
        else:
            text = text[:place] + text[max(0, place - 40) : place] + text[place:]
    return text
