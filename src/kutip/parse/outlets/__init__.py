"""Rules for the pages of single outlets, one TOML file each: only where the reader for all pages fails, and why.

    hosts = ["gazette.example"]          the outlet's addresses, without www

    [[rules]]
    valid_from = 2024-01-15              the first day of this layout, as far as known
    valid_until = 2025-03-01             its last one; left out for the present layout
    checked = 2025-02-20                 the day of the latest page it was tried on
    why = "…"                            what the reader for all pages gets wrong without it
    body = "div.column"                  CSS selectors; each may be left out
    remove = ["div.teaser"]

A rule is chosen by the host of a page and by the day it was published. It puts the names that the reader for all pages
knows on the elements of this outlet, and takes away what is no part of a report.
"""

import datetime
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from kutip.errors import PackError
from kutip.parse import when
from kutip.parse.linked import Name, words
from kutip.parse.meta import Meta, Signed
from kutip.record import Metadatum, MetaKind

FOLDER = Path(__file__).parent
BODY, CAPTION, CREDIT = "kutip-body", "kutip-caption", "kutip-credit"
"""The names that are put on elements."""


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """How one outlet laid out its pages for some time."""

    valid_from: datetime.date
    checked: datetime.date
    why: str
    valid_until: datetime.date | None = None
    body: str | None = None
    """The elements that hold the report, and nothing else does."""
    remove: tuple[str, ...] = ()
    """Elements that are no part of it."""
    title: str | None = None
    byline: str | None = None
    """Each element one name."""
    date: str | None = None
    """A time element, or one whose text or content is a moment."""
    caption: str | None = None
    credit: str | None = None

    def holds(self, day: datetime.date | None) -> bool:
        """Whether the rule is for pages of that day; where the day is not known, the present layout is meant."""
        if day is None:
            return self.valid_until is None
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Outlet(Struct, frozen=True, forbid_unknown_fields=True):
    """One outlet's addresses and rules."""

    hosts: tuple[str, ...]
    rules: tuple[Rule, ...]


def rule(addresses: tuple[str | None, ...], published: str | None, folder: Path = FOLDER) -> Rule | None:
    """The rule for a page, by its addresses and the moment it was published."""
    known = load(folder)
    day = datetime.date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    for address in filter(None, addresses):
        for host in hosts(address):
            if host in known:
                return next((rule for rule in known[host].rules if rule.holds(day)), None)
    return None


def hosts(address: str) -> Iterator[str]:
    """The host of an address, and those above it."""
    try:
        labels = (urlsplit(address).hostname or "").split(".")
    except ValueError:  # brackets that hold no address
        return
    yield from (".".join(labels[number:]) for number in range(len(labels) - 1))


def mark(tree: LexborHTMLParser, rule: Rule) -> None:
    """Puts the names on a page and takes away what is no part of the report."""
    for selector in rule.remove:
        for node in tree.css(selector):
            node.decompose()
    for selected, name in ((rule.body, BODY), (rule.caption, CAPTION), (rule.credit, CREDIT)):
        for node in tree.css(selected) if selected else ():
            node.attrs["class"] = name


def told(tree: LexborHTMLParser, rule: Rule, head: Meta) -> Meta:
    """What a page says of its report, where what the elements say that a rule names comes first."""
    titles = texts(tree, rule.title)[:1]
    writers = texts(tree, rule.byline)
    days = [day for text in texts(tree, rule.date)[:1] if (day := when.moment(text))]
    said: tuple[tuple[MetaKind, list[str]], ...] = (("title", titles), ("author", writers), ("published", days))
    return head._replace(
        said=(*(Metadatum(kind, value, "rules") for kind, values in said for value in values), *head.said),
        title=next(iter(titles), head.title),
        published=next(iter(days), head.published),
        signed=(Signed("rules", tuple(Name(writer, False) for writer in writers)),) if writers else head.signed,
    )


def texts(tree: LexborHTMLParser, selector: str | None) -> list[str]:
    """What elements say, to machines if they do, else to readers."""
    found = []
    for node in tree.css(selector) if selector else ():
        attributes = node.attributes
        found.append(words(attributes.get("datetime") or attributes.get("content") or node.text()))
    return [text for text in found if text]


@cache
def load(folder: Path = FOLDER) -> dict[str, Outlet]:
    """The outlets with rules by their hosts; `PackError` when a file is wrong."""
    known: dict[str, Outlet] = {}
    for path in sorted(folder.glob("*.toml")):
        outlet = decode(path)
        for host in outlet.hosts:
            if host in known:
                raise PackError(f"outlets/{path.name}: {host} has rules in another file; keep them in one")
            known[host] = outlet
    return known


def decode(path: Path) -> Outlet:
    """One file, or a `PackError` that names it, the key and the reason."""
    try:
        outlet = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Outlet)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"outlets/{path.name}: not TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise PackError(f"outlets/{path.name}: {error}; its keys stand in parse/outlets/__init__.py") from None
    for number, rule in enumerate(outlet.rules, 1):
        check(rule, f"outlets/{path.name}, rule {number}")
    return outlet


def check(rule: Rule, where: str) -> None:
    """A `PackError` for a rule that can never hold or selects what cannot be read."""
    if rule.valid_until is not None and rule.valid_until < rule.valid_from:
        raise PackError(f"{where}: it ends on {rule.valid_until}, before it begins; give valid_until a later day")
    page = LexborHTMLParser("")
    for selector in (rule.body, rule.title, rule.byline, rule.date, rule.caption, rule.credit, *rule.remove):
        try:
            page.css(selector or "p")
        except SelectolaxError:
            raise PackError(f"{where}: {selector!r} is no CSS selector; see how the others are written") from None
