"""Names of authors, as pages write them for machines: one a name, without what is none."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kutip.lang import web
from kutip.parse.credits import SITE, kind_of
from kutip.parse.line import bare
from kutip.parse.linked import Name

ADDRESS = re.compile(r"https?://|www\.|@|^/")
MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,64}")
BRACKET = re.compile(r"\s{0,9}[(\[][^()\[\]]{0,60}[)\]]")
COMMA = re.compile("\\s{0,9}[,\uff0c\u060c\u3001]\\s*")
LABEL = re.compile(r"^[^\W\d_]{2,20}(?: [^\W\d_]{2,20})?\s?:\s+(?=\S)")
"""A word or two and a colon before a name say what its bearer did, in whatever language."""
LONGEST = 80
"""A longer name is a sentence."""
WORDS = 7
MOST = 30


class Authors:
    """How names are told apart and cleaned: with the words of all languages, since the head of a page has its own."""

    def __init__(self) -> None:
        words = web.load()
        signing = words.signing.values()
        self.nobody = frozenset(words.everywhere.nobody)
        self.desks = frozenset(words.everywhere.desks)
        self.degrees = frozenset(words.everywhere.degrees)
        self.jobs = frozenset(words.everywhere.jobs)
        openers = sorted(words.everywhere.openers, key=len, reverse=True)
        self.opener = re.compile(rf"(?:{either(openers)})(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
        joins = sorted({join for one in signing for join in one.joins if join.isalpha() and len(join) > 1})
        joined = rf"\s{{1,9}}(?:[&+/]|{either(joins)})\s{{1,9}}"
        self.border = re.compile(rf"\s{{0,9}}[;|、]\s{{0,9}}|{joined}|\s{{1,9}}-\s{{1,9}}")

    def named(self, found: Iterable[Name]) -> tuple[Name, ...]:
        """The names, each once and by itself."""
        seen: dict[str, Name] = {}
        for name in found:
            for one in self.split(name.text):
                seen.setdefault(bare(one), Name(one, name.body or self.body(one)))
        return tuple(seen.values())[:MOST]

    def split(self, text: str) -> Iterator[str]:
        """The names in a text."""
        if len(text) > 20 * LONGEST:
            return
        pieces = (name for piece in self.border.split(text) for name in COMMA.split(piece or ""))
        for number, name in enumerate(pieces):
            one = self.clean(name)
            if one and not (number and self.besides(one.lower())):
                yield one

    def besides(self, low: str) -> bool:
        """Whether words behind a name and a comma say what its bearer is."""
        return low in self.degrees or not self.jobs.isdisjoint(low.split()[-1].split("-"))

    def clean(self, name: str) -> str | None:
        """A name without what stands around it; None when it is none."""
        name = " ".join(MAIL.sub("", name).split())
        if ADDRESS.search(name):
            return None
        name = BRACKET.sub("", name).strip(" \t.,:-–—|\"'*") if not name.startswith("(") else name.strip("() ")
        name = LABEL.sub("", name)
        opened = self.opener.match(name)
        if opened and name[opened.end()].isupper():
            name = name[opened.end() :]
        low = name.lower()
        if not name or len(name) > LONGEST or len(name.split()) > WORDS or low in self.nobody:
            return None
        return name if any(map(str.isalpha, name)) and not self.made(name) else None

    def made(self, name: str) -> bool:
        """Whether a name holds a number, as dates do, or is an account: "user_12"."""
        numbered = any(word[0].isdigit() for word in name.split()) or (" " not in name and name[-1].isdigit())
        return numbered or "_" in name

    def body(self, name: str) -> bool:
        """Whether a name is a desk's, an agency's or an outlet's."""
        if SITE.fullmatch(name) or kind_of(name) not in (None, "person"):
            return True
        return not self.desks.isdisjoint(name.lower().replace("-", " ").split())


def either(words: Iterable[str]) -> str:
    """The pattern of any of these words."""
    return "|".join(map(re.escape, words))


@cache
def load() -> Authors:
    """The one of all pages."""
    return Authors()
