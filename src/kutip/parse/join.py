"""A report that is printed on several pages → one article."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import structs

from kutip.parse import digest
from kutip.record import Article, Part


def joined(pages: Sequence[Article]) -> Article:
    """The first page, with what the others add: their lines from the first paragraph on that no page before has."""
    text, parts = pages[0].text, list(pages[0].parts)
    seen = set(lines(pages[0]))
    for page in pages[1:]:
        begun = False
        for line, inside in lines(page).items():
            begun |= any(part.kind in ("paragraph", "subhead") for part in inside)
            if begun and line not in seen:
                parts.extend(moved(inside, len(text) + 2))
                text = f"{text}\n\n{line}"
                seen.add(line)
    return structs.replace(pages[0], id=digest(text), text=text, parts=tuple(parts))


def lines(page: Article) -> dict[str, list[Part]]:
    """The lines of a page that hold parts, each with its parts as they lie in it; a line that is repeated once."""
    found: dict[str, list[Part]] = {}
    starts, at = [part.start for part in page.parts], 0
    for line in page.text.split("\n\n"):
        inside = page.parts[bisect_left(starts, at) : bisect_left(starts, at + len(line))]
        if inside:
            found.setdefault(line, list(moved(inside, -at)))
        at += len(line) + 2
    return found


def moved(parts: Sequence[Part], by: int) -> Iterator[Part]:
    """Parts at another place of the text."""
    return (structs.replace(part, start=part.start + by, end=part.end + by) for part in parts)
