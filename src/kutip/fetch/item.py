"""What a feed holds, whichever of the formats it is in."""

from typing import Literal

from msgspec import Struct

MOST = 20_000
"""Items that are read of one feed; the largest that people publish have a tenth of that."""


class Picture(Struct, frozen=True):
    """A picture, film or sound that goes with an item, with what is said of it."""

    url: str | None
    caption: str | None = None
    credit: str | None = None


class Item(Struct, frozen=True):
    """One entry of a feed: a report, or the notice that there is one."""

    id: str
    """What the feed calls it; else its address; else a hash of title and content."""
    url: str | None = None
    """Where the report is; http(s) only."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """ISO 8601, as exact as printed, in the zone that is printed; None when the feed gives no time that can be read."""
    modified: str | None = None
    summary: str | None = None
    """As printed: words or markup."""
    content: str | None = None
    """The whole text, where the feed carries it: the body of a page, as hostile as any."""
    media: Literal["html", "text"] = "html"
    """What the content is."""
    lang: str | None = None
    source: str | None = None
    """The medium that the feed names as the one the item was taken from."""
    via: tuple[str, ...] = ()
    """The media through which it came before this feed, the first one first."""
    pictures: tuple[Picture, ...] = ()


class Feed(Struct, frozen=True):
    """One feed at one time."""

    title: str | None
    home: str | None
    """The address of the site that it belongs to."""
    lang: str | None
    items: tuple[Item, ...]
    repeated: tuple[Item, ...] = ()
    """Earlier versions: items whose place another one of the same id has taken."""
    broken: str | None = None
    """What was wrong with it; it is read as far as it makes sense."""


def crowded(number: int) -> str | None:
    """That a feed may have more items than are read."""
    return f"it has {MOST} items or more; the rest is left out" if number >= MOST else None
