"""What a site's robots.txt lets programs fetch (RFC 9309), asked once and kept for a day."""

import re
import threading
from collections.abc import Callable
from typing import NamedTuple

from protego import Protego

from kutip.errors import InputError
from kutip.fetch.address import Address, parsed
from kutip.fetch.exchange import Exchange, NoAnswerError

DAY = 86_400.0
SOON = 600.0
"""Seconds after which a site that could not say is asked again."""
HELD = 100_000_000
"""Bytes of rules that are kept, of the sites asked last; read, they take forty times that in the worst case."""
LEAST = 1_000
"""What a site without rules counts as."""

NAMED = re.compile(r"\s{0,99}user[-\s]{0,9}agent(?=[\s:])[\s:]{0,9}([^#]*)", re.IGNORECASE)
OTHER = "User-agent: ?"

Found = tuple[Exchange, bytes] | None
"""How a robots.txt was answered and its text; None when it leads nowhere."""


class Rules(NamedTuple):
    """What one site asks of programs."""

    file: str
    until: float
    """When they are to be asked for again."""
    parsed: Protego | None = None
    """None where everything is allowed, or nothing."""
    trouble: int | None = None
    """The status of a site that cannot say: nothing is allowed for now."""
    size: int = LEAST
    """Bytes of the file."""

    def check(self, url: str, agent: str) -> None:
        """`InputError` when the address is not to be fetched."""
        if self.trouble is not None:
            raise NoAnswerError(f"{self.file} answered {self.trouble}, so nothing may be fetched there now; try later")
        if self.parsed is not None and not self.parsed.can_fetch(url, agent):
            raise InputError(f"{self.file} does not let programs fetch this page; save it and give the file")

    def delay(self, agent: str) -> float | None:
        """Seconds that the site wants between two requests."""
        return self.parsed.crawl_delay(agent) if self.parsed else None


class Robots:
    """The rules of all sites of one run, each asked for when first needed."""

    def __init__(self, agent: str, clock: Callable[[], float]) -> None:
        self.agent, self.clock = agent, clock
        self.known: dict[str, Rules] = {}
        self.size = 0
        self.lock = threading.Lock()

    def rules(self, address: Address, fetch: Callable[[Address], Found]) -> Rules:
        """What the site of the address asks for; `fetch` gets the file."""
        rules = self.known.get(address.origin)
        if rules is None or rules.until <= self.clock():
            file = parsed("/robots.txt", address.url, private=True)
            rules = self.made(file.url, fetch(file))
            self.keep(address.origin, rules)
        return rules

    def keep(self, origin: str, rules: Rules) -> None:
        """Keeps the rules of a site, and lets go of those that were asked for first when they are too many."""
        with self.lock:
            before = self.known.pop(origin, None)
            self.known[origin] = rules
            self.size += rules.size - (before.size if before else 0)
            while self.size > HELD:
                self.size -= self.known.pop(next(iter(self.known))).size

    def made(self, file: str, found: Found) -> Rules:
        """The rules in an answer. None with 4xx or a redirect without end: everything is allowed, but a site that is
        asked too much (429) is left alone, as with 5xx."""
        status = found[0].status if found else 404
        if status == 429 or status >= 500:
            return Rules(file, self.clock() + SOON, trouble=status)
        if found is None or status != 200:
            return Rules(file, self.clock() + DAY)
        text = narrowed(found[1].decode("utf-8-sig", "replace"), self.agent)
        return Rules(file, self.clock() + DAY, Protego.parse(text), size=LEAST + len(found[1]))


def narrowed(text: str, agent: str) -> str:
    """The rules, with all other programs under one name: a list of 15,000 names before 15,000 rules would otherwise
    take minutes and gigabytes."""

    def line(printed: str) -> str:
        found = NAMED.match(printed)
        name = found and found[1].strip().lower().replace("*", "")
        return OTHER if name and name not in agent.lower() else printed

    return "\n".join(map(line, text.splitlines()))
