"""Where and by whom a report was filed, as printed before its first words."""

import re
from collections.abc import Callable
from typing import NamedTuple

from kutip.lang.furniture import Furniture
from kutip.parse.credits import kind_of

DASH = re.compile(
    r"\s{0,9}-{2,3}\s{0,9}|\s{1,9}[–—―]\s{0,9}|[–—―]\s{1,9}|\s{1,9}[-‑]\s{1,9}"
    r"|(?<=\))\s?-\s{0,9}|(?<=\))[.:]\s{1,9}|(?<=[A-Z]{3})-\s{1,9}"
)
SITE = re.compile(r"(?<![\w-])[\w-]+\.(?:com|co|id|net|org|news|tv|my|sg|uk|info)\b", re.IGNORECASE)
DAY = re.compile(r"[^\W\d_]{3,9}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [^\W\d_]{3,9}(?: \d{4})?")
BETWEEN = re.compile(r",|\s[-–—]\s|--|/")
BRACKET = re.compile(r"\([^()]*\)")
FILED = re.compile(r"[(\[](?P<place>[^()\[\]=\n]{1,30})=[^()\[\]=\n]{1,30}[)\]](?:[^()\[\]=\n]{1,40}=(?=\s))?")
"""(Seoul=Yonhap) Writer ="""
LONGEST = 80
"""No dateline is longer."""
MOST_WORDS = 5


class Dateline(NamedTuple):
    """Its place in the line, where the report begins behind it, and the place it names."""

    end: int
    body: int
    place: str | None


def make(furniture: Furniture) -> Callable[[str, str | None, str], Dateline | None]:
    """The dateline of a paragraph, if it has one; the outlet and the whole text help to tell place from outlet."""
    colon, stop, plain, equal = (sign in furniture.dateline_signs for sign in ":.-=")
    labels = frozenset((*furniture.published, *furniture.modified, *furniture.captions, *furniture.whole))

    def dateline(line: str, outlet: str | None, text: str) -> Dateline | None:
        head = line[:LONGEST]
        best: Dateline | None = None
        filing = FILED.match(line) if equal else None
        if filing:
            return Dateline(filing.end(), begin(line, filing.end()), filing["place"].strip())
        for found in DASH.finditer(head):
            filed = head[: found.start()].strip()
            if best is not None and not filed[best.end :].isupper():
                break
            if filed.lower() in labels:
                break
            if signed(filed, found.group().strip(), line[found.end() : found.end() + 1], plain):
                after = outlet_first(head, found.end()) if stop else 0
                if after:
                    return Dateline(after - 1, begin(line, after), place(head[: after - 1], outlet, text))
                best = Dateline(found.start(), begin(line, found.end()), place(filed, outlet, text))
                if best.place is not None:
                    break  # only an outlet may be followed by a place of its own
        return best or (alone(line, head, outlet, text) if colon else None)

    def alone(line: str, head: str, outlet: str | None, text: str) -> Dateline | None:
        """A place and nothing else before a colon."""
        end = head.find(":")
        filed = head[:end].rstrip()
        if end < 3 or head[end + 1 : end + 2] != " " or not named(filed) or speaks(filed, text):
            return None
        if len(filed.split()) > 3 or filed.lower() in labels or len(line) < 60:
            return None
        return Dateline(len(filed), begin(line, end + 1), place(filed, outlet, text))

    return dateline


def speaks(label: str, text: str) -> bool:
    """Whether the words before a colon are a speaker of a transcript: they come again, or are somebody's last name."""
    if text.count(label + ":") > 1:
        return True
    surname = re.search(rf"(?<![^\W\d_])[^\W\d_]+ {re.escape(label.title())}\b", text) if label.isupper() else None
    return surname is not None and surname.group()[0].isupper() and kind_of(label) != "place"


def begin(line: str, at: int) -> int:
    """Where the report begins from there on."""
    return at + len(line[at:]) - len(line[at:].lstrip())


def outlet_first(head: str, at: int) -> int:
    """Where the place behind an outlet and a dash ends with a full stop; 0 when it does not."""
    end = head.find(". ", at)
    return end + 1 if end > 0 and head[at:end].isupper() and len(head[at:end].split()) <= 4 else 0


def signed(filed: str, sign: str, follows: str, plain: bool) -> bool:
    """Whether the words before a dash are a dateline; `plain` where any place may stand there in ordinary letters."""
    words = filed.split()
    if not words or len(words) > 12 or (not words[0][0].isupper() and not SITE.match(filed)):
        return False
    if filed.endswith(")") and filed.count("(") == 1:
        if sign in ".:" and not (words[0].strip(",").isupper() or filed[filed.index("(") + 1 : -1].isupper()):
            return False
        return len(filed[: filed.index("(")].split()) <= 6 and not filed.startswith("(")
    if not follows or follows.islower():
        return False
    if SITE.search(filed):
        return len(words) <= 6
    rest = DAY.sub("", filed).strip(" ,")
    first = rest.replace("/", ",").split(",")[0].strip()
    return named(rest) and (plain or first.isupper() or kind_of(first) == "place")


def named(filed: str) -> bool:
    """Whether a few words all begin with a capital."""
    words = filed.replace("/", " ").split()
    return 0 < len(words) <= MOST_WORDS and all(word[0].isupper() and word[-1] not in '!?;:”"' for word in words)


def place(filed: str, outlet: str | None, text: str) -> str | None:
    """The place a dateline names, in ordinary capitals; None when it names only an outlet."""
    bare = BRACKET.sub(" ", filed)
    pieces = [piece.strip(" ./") for piece in BETWEEN.split(bare)]
    places = [piece for piece in pieces if piece and not DAY.fullmatch(piece) and not SITE.search(piece)]
    if len(places) > 1:
        places = [piece for piece in places if kind_of(piece) not in ("agency", "outlet")] or places
    if len(places) > 1:
        own = set((outlet or "").casefold().split())
        others = text.replace(filed, "")
        places.sort(key=lambda piece: rank(piece, own, others))
    if not places or (
        len(places) == 1 and (kind_of(places[0]) == "outlet" or places[0].casefold() == (outlet or "").casefold())
    ):
        return None
    return ordinary(places[0])


def rank(piece: str, own: set[str], others: str) -> tuple[bool | float, ...]:
    """How far a piece of a dateline is from being its place: the least first."""
    words = set(piece.casefold().split())
    mine = len(words & own) / len(own) if words <= own else 0.0
    return mine, not piece.isupper(), kind_of(piece) != "place", ordinary(piece) not in others


def ordinary(piece: str) -> str:
    """Words in capitals with one capital each."""
    return " ".join(word.title() if word.isupper() and "." not in word else word for word in piece.split())
