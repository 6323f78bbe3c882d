"""XML of strangers → trees. Nothing that it declares is ever expanded, nothing that it names is ever opened."""

import codecs
import html
import re
import sys
from contextlib import suppress
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

import ada_url
from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Defused

BASE = "{http://www.w3.org/XML/1998/namespace}base"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACES = {
    "http://purl.org/dc/elements/1.1": "dc:",
    "http://purl.org/dc/elements/1.0": "dc:",
    "http://purl.org/dc/terms": "dcterms:",
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.google.com/schemas/sitemap-image/1.1": "image:",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns": "",
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://backend.userland.com/rss091": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "": "",
}
"""What the namespaces of feeds and sitemaps are called here; others are called `x:`."""
# Python's tables of these are smaller than those that browsers read by the same name.
BROWSERS = {
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "iso-8859-9": "cp1254",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "x-sjis": "cp932", "big5": "big5hkscs", "tis-620": "cp874", "utf8": "utf-8",
}  # fmt: skip
NEVER = (
    "punycode",
    "idna",
    "unicode_escape",
    "unicode-escape",
    "raw_unicode_escape",
    "raw-unicode-escape",
    "utf-7",
    "",
)
"""Ways of Python to write text, not of the web; the first two take quadratic time."""
WIDE = ("utf-16", "utf-32", "ucs", "iso-10646")
"""What cannot be true where it can be read byte by byte."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
MOST = 1_000_000
"""Tags of a document, those in its texts too: so many, with nothing else, take a second and 200 MB."""
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""")
HEAD = re.compile(r"""\A(\s{0,99}<\?xml[^>]{0,200}?)\sencoding\s{0,9}=\s{0,9}["'][^"'>]{1,40}["']""")
REFERENCES = re.compile(r"(?:&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,10});)+|&[a-zA-Z][a-zA-Z0-9]{1,31};")
KNOWN = ("&amp;", "&lt;", "&gt;", "&quot;", "&apos;")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""No XML may hold these, and no report needs them."""
TAG = re.compile(r"<(?:/?[a-zA-Z]|!--)[^<>]*>")


def decoded(body: bytes, charset: str | None) -> str | None:
    """The text of bytes: as their first bytes, the server or the XML says; UTF-8 where these are wrong or silent.
    None when all that fails."""
    declared = DECLARED.search(body, 0, 400)
    told = declared[1].decode("ascii").lower() if declared else ""
    mark = next((name for sign, name in MARKS if body.startswith(sign)), None)
    for label in (mark, charset, None if told.startswith(WIDE) else told, "utf-8"):
        low = (label or "").strip().lower()
        with suppress(LookupError, ValueError):
            text = body.decode(BROWSERS.get(low, low)) if low not in NEVER else ""
            if "<" in text:
                return HEAD.sub(r"\1", text.removeprefix("\ufeff"), count=1)
    return None


def tree(text: str) -> Element:
    """The root of a whole XML document; `ValueError` says what is wrong with it."""
    if text.count("<") > MOST:
        raise ValueError(f"it has more than {MOST} tags")
    try:
        root: Element = Defused.fromstring(text.lstrip().encode(errors="replace"))
    except DefusedXmlException:
        raise ValueError("it declares entities of its own; they are not looked up") from None
    except (ElementTree.ParseError, RecursionError) as error:
        raise ValueError(f"its XML is broken ({error})") from None
    return root


def mended(text: str) -> str:
    """The text of an XML document without what most often breaks one: control signs, entities of HTML, and characters
    outside the plane of the first 65,536 that are written as two halves."""
    return REFERENCES.sub(meant, CONTROL.sub("", text))


def meant(found: re.Match[str]) -> str:
    """What is meant by some references, in signs that XML may hold."""
    if found[0] in KNOWN:
        return found[0]
    if not found[0].startswith("&#"):
        return escape(html.unescape(found[0]))
    codes = (int(code[1:], 16) if code[0] in "xX" else int(code) for code in found[0][2:-1].split(";&#"))
    signs = "".join(chr(code) if code <= sys.maxunicode else "\ufffd" for code in codes)
    return CONTROL.sub("", escape(signs.encode("utf-16", "surrogatepass").decode("utf-16", "replace")))


@lru_cache(maxsize=4096)
def name(tag: str) -> str:
    """What an element is called here: its name in small letters, behind the short name of its namespace."""
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return SPACES.get(space.lower().rstrip("/#"), "x:") + local.lower()


def words(element: Element | None) -> str | None:
    """The text inside an element on one line, None when there is none."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def inner(element: Element) -> str:
    """All that stands inside an element, as markup of a page."""
    if len(element) == 0:
        return (element.text or "").strip()
    for piece in element.iter():
        if isinstance(piece.tag, str):
            piece.tag = piece.tag.rpartition("}")[2]
        for key in [key for key in piece.attrib if key.startswith("{")]:
            del piece.attrib[key]
    try:
        whole = ElementTree.tostring(element, encoding="unicode", method="html")
    except RecursionError:  # a thousand elements in one another: its words, without their order
        return html.escape(" ".join(element.itertext()))
    return whole[whole.index(">") + 1 : whole.rindex("</")].strip()


def plain(markup: str | None) -> str | None:
    """Words that may hold markup, without it, on one line."""
    return " ".join(html.unescape(TAG.sub("", markup)).split()) or None if markup else None


def joined(base: str | None, link: str | None) -> str | None:
    """A link as a whole address, None when it leads to no page."""
    if not link or not link.strip():
        return None
    try:
        url: str = ada_url.join_url(base, link) if base else ada_url.normalize_url(link)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def host(url: str | None) -> str | None:
    """The name of a site, as people call it."""
    whole = joined(None, url)
    return ada_url.URL(whole).hostname.removeprefix("www.") or None if whole else None
