"""Addresses of reports: which site they are on, and under which of several a report is known."""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

VARIANT = re.compile(
    r"[/.?&=]amp(?:[/.=&?-]|$)|ampproject|outputtype=amp|[?&]page=all|[?&/](?:print|printview|single)(?:[/=&.]|$)|//m\.|//mobile\.",
    re.IGNORECASE,
)
"""The address of a version for telephones or for printing."""
CACHE = ".cdn.ampproject.org"


@lru_cache(maxsize=512)
def host(url: str | None) -> str | None:
    """The name of the site at an address; None when it is none."""
    try:
        found = urlsplit(url or "").hostname
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None


def whole(base: str | None, said: str) -> str | None:
    """An address that a page names, in full; None when it is the whole site's, or none at all."""
    try:
        url = urljoin(base or "", said)
        path = urlsplit(url).path
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) and len(path) > 1 else None


def site(url: str | None) -> str | None:
    """The site of an address, versions for telephones and caches being the same."""
    name = host(url)
    if not name:
        return None
    if name.endswith(CACHE):  # there a dot is a hyphen, and a hyphen two
        name = name.removesuffix(CACHE).replace("--", " ").replace("-", ".").replace(" ", "-")
    for version in ("amp.", "m.", "mobile.", "www."):
        name = name.removeprefix(version)
    return name


def elsewhere(url: str | None, canonical: str | None) -> str | None:
    """Two sites, when the page came from one and calls the other its own."""
    came, wants = site(url), site(canonical)
    if came and wants and came != wants and not (came.endswith("." + wants) or wants.endswith("." + came)):
        return f"the page came from {came}, and gives an address at {wants} as its own"
    return None


def chosen(url: str | None, canonical: str | None) -> str | None:
    """The address of the report: where it came from, or of that its page for all, when both are on one site."""
    if url is None or canonical is None or elsewhere(url, canonical):
        return url or canonical
    return canonical if VARIANT.search(url) and not VARIANT.search(canonical) else url
