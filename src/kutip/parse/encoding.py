"""The bytes of a page → its characters, as browsers read them; where the page contradicts itself, with a doubt.

A byte order mark wins over the server, the server over the page, the page over a guess. Only the bytes win over all of
them: what is not UTF-8 is not read as UTF-8, and what can be nothing else is read as UTF-8, whoever says otherwise.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kutip.errors import InputError
from kutip.parse.codec import BROKEN, DOUBLE, decode, named
from kutip.record import Capture, Doubt, Span

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
WIDE, WIDER = ("utf-16le", "utf-16be"), b"\xff\xfe\0\0"
"""Two bytes a character, and the mark of four, which browsers take for that of two."""
HEAD, LATE = 1024, 65_536
"""Browsers look so far for a declaration before they begin; they begin again when a later one comes."""
SAMPLE = 65_536
"""Bytes that a guess is made from."""
CHANCE = 8
"""So many bytes beyond ASCII are valid UTF-8 by chance in one of 2,000 pages that have two bytes a character."""
DAMAGE = 0.1
"""The share of broken characters up to which a page is damaged; with more it is in another encoding."""
LARGE, PLACES, NOISE = 2**20, 64, 0.3
"""A longer page is looked at in so many places before all of it is decoded; with a larger share of broken characters it
is no text."""
OTHER = 0.03
"""The share of other characters from which a guess reads other letters, and not another quotation mark."""
NULLS = 0.2
"""The share of zero bytes from which a page without a mark is in UTF-16 or UTF-32."""

META = re.compile(rb"<meta[\s/]([^>]{1,400})>", re.IGNORECASE)
XML = re.compile(rb"\s{0,20}<\?xml\s[^>]{0,200}?encoding\s{0,5}=\s{0,5}[\"']([^\"'>]{1,40})", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"([^\s/>=\"']{1,40})\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*))")
CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([^\s;\"']{1,40})", re.IGNORECASE)
NAMES = re.compile(rb"charset|encoding", re.IGNORECASE)
HIGH = re.compile(rb"[\x80-\xff]")
BEYOND = re.compile(r"[^\x00-\x7f]")
WRITTEN = re.compile(r"[^\x00-\x7f\s]+")
CALLED = {"cp932": "shift_jis", "cp949": "euc-kr", "maccyrillic": "x-mac-cyrillic", "macroman": "macintosh"}
"""What the standard calls encodings that chardet has other names for."""
ESCAPE = b"\x1b"
GARBLED = re.compile(
    r"\ufffd+|(?:[\u00c2\u00c3][\u0080-\u009f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00bf]|\u00e2\u20ac|\u00ef\u00bf\u00bd)\S?"
    r"|\u0420[\u00b0\u00b5]|\u951f\u65a4\u62f7"
)
"""Characters that are broken, and UTF-8 read as Windows-1252, Windows-1251 or GBK: pairs that no language has.

A capital with a tilde before a quotation mark or an ellipsis is one of Portuguese headlines."""


class Decoded(NamedTuple):
    """The characters of a page, the encoding they are read in, and what speaks against it."""

    text: str
    encoding: str
    doubt: str | None = None


def read(capture: Capture) -> Decoded:
    """The characters of a page."""
    if isinstance(capture.body, str):
        return Decoded(capture.body, "utf-8")
    try:
        return decoded(capture.body, capture.charset)
    except InputError as error:
        raise InputError(f"{capture.name or capture.url or 'the page'}: {error}") from None


def decoded(body: bytes, charset: str | None = None) -> Decoded:
    """The characters of bytes; `charset` is the encoding that the server names. `InputError` when they are no text."""
    for mark, name in MARKS:
        if body.startswith(mark) and not body.startswith(WIDER):
            return Decoded(decode(body[len(mark) :], name), name)
    said = declared(body, charset)
    if body.count(0, 0, HEAD) > NULLS * min(len(body), HEAD):
        return legacy(body, said if said in WIDE else None)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return legacy(body, said or late(body))
    if ESCAPE in body and text.isascii():
        return switching(body, text, said)
    return unicode(body, text, said)


def declared(body: bytes, charset: str | None) -> str | None:
    """The encoding that the server names, else the page in its first bytes."""
    if charset and (name := named(charset)):
        return name
    head = body[:HEAD]
    if (xml := XML.match(head)) and (name := named(xml[1].decode("latin-1"))):
        return meant(name)
    return tagged(head)


def late(body: bytes) -> str | None:
    """The encoding that a page names where browsers begin again because of it."""
    return tagged(body[:LATE])


def tagged(head: bytes) -> str | None:
    """The encoding that the first `meta` of some bytes names."""
    first, *rest = head.split(b"<!--")
    for tag in META.finditer(first + b"".join(part.partition(b"-->")[2] for part in rest)):
        said = {found[1].lower(): found[2] or found[3] or found[4] or b"" for found in ATTRIBUTE.finditer(tag[1])}
        label = said.get(b"charset")
        if label is None and said.get(b"http-equiv", b"").lower() == b"content-type":
            found = CHARSET.search(said.get(b"content", b""))
            label = found[1] if found else None
        if label is not None and (name := named(label.decode("latin-1"))):
            return meant(name)
    return None


def meant(name: str) -> str:
    """What a page means that says it: one whose declaration can be read as ASCII is not in UTF-16."""
    return {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "windows-1252"}.get(name, name)


def garbled(text: str) -> Span | None:
    """The first characters of a report that are broken, or were decoded twice."""
    found = None if text.isascii() else GARBLED.search(text)
    return Span(*found.span()) if found else None


def doubts(found: Decoded, text: str) -> Iterator[Doubt]:
    """What speaks against the characters of a report on a page: at the first sign that is not ASCII, where all its
    signs may be others, and at the first that is broken."""
    beyond = None if found.doubt is None or text.isascii() else WRITTEN.search(text)
    if beyond and found.doubt:
        yield Doubt(*beyond.span(), "encoding", found.doubt)
    if span := garbled(text):
        yield Doubt(span.start, span.end, "encoding", "broken, or decoded twice")


def unicode(body: bytes, text: str, said: str | None) -> Decoded:
    """The characters of a page in UTF-8, whatever it calls itself."""
    if said not in (None, "utf-8") and not text.isascii():
        if said in DOUBLE and len(HIGH.findall(body)) < CHANCE:
            return Decoded(decode(body, said), said)
        return Decoded(text, "utf-8", f"{said} declared, but the bytes are utf-8")
    return Decoded(text, "utf-8")


def switching(body: bytes, text: str, said: str | None) -> Decoded:
    """The characters of a page in ASCII with escapes, which may switch to another set of characters."""
    guess, likely = guessed(body)
    if not guess.startswith("iso-2022"):
        return unicode(body, text, said)
    return Decoded(likely, guess, None if guess == said else f"{said or 'nothing'} declared; the bytes are {guess}")


def legacy(body: bytes, said: str | None) -> Decoded:
    """The characters of a page that is not in UTF-8."""
    guess, likely = guessed(body)
    if said is None:
        return Decoded(likely, guess, f"no encoding declared; the bytes look like {guess}")
    text = BROKEN if noise(body, said) else decode(body, said)
    if broken(text) > DAMAGE:
        return Decoded(likely, guess, f"{said} declared, but the bytes are not; they look like {guess}")
    if guess != said and differing(text, likely) > OTHER:
        return Decoded(text, said, f"{said} declared, but the bytes look like {guess}")
    return Decoded(text, said)


def guessed(body: bytes) -> tuple[str, str]:
    """The encoding that the bytes look like, whatever they call themselves, and their characters in it."""
    from chardet import EncodingEra, detect  # most pages are in UTF-8 and need no guess

    first = HIGH.search(body)
    start = max(0, first.start() - HEAD) // 4 * 4 if first else 0  # where a character of UTF-16 or UTF-32 begins
    found = detect(NAMES.sub(b"", body[start : start + SAMPLE]), encoding_era=EncodingEra.ALL & ~EncodingEra.MAINFRAME)
    label = (found["encoding"] or "windows-1252").lower()
    name = named(CALLED.get(label, label))
    if name and name != "replacement":
        if noise(body, name):
            raise InputError("most of its bytes are no characters in any encoding; give a page as it came")
        return name, decode(body, name)
    return label, body.decode(label, "replace")


def noise(body: bytes, name: str) -> bool:
    """Whether a long page is no text in an encoding: bytes that stand for nothing take long to be told."""
    starts = range(0, len(body), max(1, len(body) // PLACES)) if len(body) > LARGE else ()
    return broken(decode(b"".join(body[at : at + HEAD] for at in starts), name)) > NOISE


def broken(text: str) -> float:
    """The share of a page's characters beyond ASCII that stand for nothing."""
    return text.count(BROKEN) / max(1, len(BEYOND.findall(text)))


def differing(text: str, other: str) -> float:
    """The share of the characters beyond ASCII in which two readings of the same bytes differ."""
    ours, theirs = BEYOND.findall(text), BEYOND.findall(other)
    if len(ours) != len(theirs):
        return 1.0
    return len([1 for one, two in zip(ours, theirs, strict=True) if one != two]) / max(1, len(ours))
