"""The feeds that a page names: whoever wants to follow a site may know only its pages."""

from selectolax.lexbor import LexborNode

from kutip.parse import encoding, page
from kutip.parse.following import joined
from kutip.record import Capture

TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
MOST = 20
"""Links that are looked at; a page names one feed, or a few."""


def of(capture: Capture) -> tuple[str, ...]:
    """The addresses of the feeds that a page names, in its order."""
    source = encoding.read(capture).text if capture.media == "html" else ""
    if page.deep(source):
        return ()
    links = page.tree(source).css("link[rel~='alternate' i][href]")[:MOST]
    found = (joined(capture.url or "", link.attributes["href"] or "") for link in links if feed(link))
    return tuple(dict.fromkeys(filter(None, found)))


def feed(link: LexborNode) -> bool:
    """Whether a link says that it leads to a feed."""
    return (link.attributes.get("type") or "").partition(";")[0].strip().lower() in TYPES
