"""What a page says in many places → what the report is called, who wrote it and when, and what does not fit."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import structs

from kutip.parse import address, authors, titles, when
from kutip.parse.dated import Dated
from kutip.parse.line import bare
from kutip.parse.linked import Name
from kutip.parse.meta import Meta, chosen
from kutip.record import Capture, Doubt, Metadatum, MetaSource, Part, PartKind
from kutip.words import cut

PLACES: dict[MetaSource, str] = {
    "json-ld": "JSON-LD", "opengraph": "OpenGraph", "meta": "a meta tag", "microdata": "microdata",
    "time": "a time element", "link": "the address", "visible": "the page", "feed": "the feed", "rules": "the rules",
}  # fmt: skip
SURE: tuple[MetaSource, ...] = ("json-ld", "opengraph", "microdata", "link", "visible")
"""Places that mean the day of publication when they give one: the older tags often hold another."""
MEANT: frozenset[MetaSource] = frozenset(("json-ld", "opengraph"))
"""Places that are made for it."""
CODE: tuple[MetaSource, ...] = ("json-ld", "opengraph")
"""Places that mean the report when they name a title or a writer: the others often mean the site."""


BESIDE = 3
"""A date that stands as near to the title dates the report, whatever other lines of its header print."""
LONG = 4
"""A shorter name of an outlet may be part of any."""


class Decided(NamedTuple):
    """The values, everything that was said, and the doubts."""

    title: str | None
    authors: tuple[str, ...]
    published: str | None
    modified: str | None
    url: str | None
    meta: tuple[Metadatum, ...]
    doubts: tuple[Doubt, ...]


def decided(capture: Capture, head: Meta, text: str, parts: tuple[Part, ...], near: Dated | None = None) -> Decided:
    """What holds of all that is said. What the caller knows wins, then the page's code, then what it prints."""
    said = (*head.said, *printed(text, parts))
    writers, modified = signed(head, parts), head.modified or value(parts, "modified")
    url = address.chosen(capture.url, head.url)
    return Decided(
        title=head.title or words(text, parts, "title") or first(capture.named("title")),
        authors=tuple(name.text for name in writers) or capture.named("author"),
        published=capture.published
        or weighed(head, near)
        or first(capture.named("published"))
        or dated(head, parts, near),
        modified=modified or first(capture.named("modified")),
        url=url,
        meta=(*said, *capture.listed),
        doubts=tuple(doubts(capture, head, said, text, parts)),
    )


def first(said: tuple[str, ...]) -> str | None:
    """The first of some values, if there is one."""
    return said[0] if said else None


def printed(text: str, parts: Iterable[Part]) -> Iterator[Metadatum]:
    """What the report itself prints of that."""
    for part in parts:
        if part.kind == "title":
            yield Metadatum("title", text[part.start : part.end], "visible")
        elif part.kind == "byline" and part.value:
            yield Metadatum("author", part.value, "visible")
        elif part.kind == "published" and part.value:
            yield Metadatum("published", part.value, "visible")
        elif part.kind == "modified" and part.value:
            yield Metadatum("modified", part.value, "visible")


def unsure(head: Meta) -> bool:
    """Whether the code does not settle the day of publication, so that the printed one has to be looked for."""
    return head.published is None or older(head) or len({day[:10] for day in voices(head).values()}) > 1


def older(head: Meta) -> bool:
    """Whether only an older tag gives a day: those hold the last change and the last build of a page as well."""
    days = dating(head)
    return days[:1] == ["meta"] and MEANT.isdisjoint(days)


def dating(head: Meta) -> list[MetaSource]:
    """The places in the code that give a day, the one that was taken first."""
    return [one.by for one in head.said if one.kind == "published" and one.by != "time"]


def voices(head: Meta) -> dict[MetaSource, str]:
    """The sure places that give a day of publication; a lone time element is one, if its day is not of a change."""
    said = [one for one in head.said if one.kind == "published"]
    found = {one.by: one.value for one in reversed(said) if one.by in SURE}
    times = [one.value for one in said if one.by == "time"]
    if len({time[:10] for time in times}) == 1 and "microdata" not in found and not changed(head, times[0]):
        found["time"] = times[0]  # a time element is mostly the one of the microdata
    return found


def changed(head: Meta, moment: str) -> bool:
    """Whether the code says that the report was changed on a day."""
    return head.modified is not None and head.modified[:10] == moment[:10]


def weighed(head: Meta, near: Dated | None) -> str | None:
    """When the code says it was published; what is printed, and surer places, win over older tags, most over one."""
    if head.published is None or dating(head)[:1] == ["rules"]:
        return head.published
    day, said = head.published[:10], voices(head)
    shown = near.value if near is not None and near.rank <= BESIDE else None
    if shown and (when.swapped(shown) or "")[:10] == day:
        shown = None
    if older(head):
        days = [shown, said.get("time"), said.get("microdata")]
    else:
        if shown and not changed(head, shown):
            said["visible"] = shown
        votes = Counter(value[:10] for value in said.values())
        most = max(votes, key=votes.__getitem__)
        days = [value for value in said.values() if value[:10] == most and votes[most] > votes[day]]
    better = next(filter(None, days), day)
    if better[:10] == day:
        return head.published
    return chosen((Metadatum("published", better, "visible"), *head.said), "published")


def dated(head: Meta, parts: Iterable[Part], near: Dated | None) -> str | None:
    """The day where the code gives none: printed beside the title, or in the header, or by the one time element.

    Several time elements are of several reports; then any other place has more to say than the first of them.
    """
    if near is not None and near.rank <= BESIDE:
        return near.value
    times = [one.value for one in head.said if one.kind == "published" and one.by == "time"]
    first = times[0] if times else None
    lone = first if len({time[:10] for time in times}) == 1 else None
    return value(parts, "published") or lone or (near.value if near else first)


def value(parts: Iterable[Part], kind: PartKind) -> str | None:
    """The normal form of the first part of a kind."""
    return next((part.value for part in parts if part.kind == kind), None)


def words(text: str, parts: Iterable[Part], kind: PartKind) -> str | None:
    """The words of the first part of a kind."""
    return next((text[part.start : part.end] for part in parts if part.kind == kind), None)


def turned(parts: tuple[Part, ...], head: Meta, published: str | None) -> tuple[Part, ...]:
    """The parts with what the code knows better: how a day is to be read, and where a name ends."""
    names = [name.text for signed in head.signed for name in signed.names if " " in name.text]
    found = (known(part, names) if part.kind == "byline" else read(part, published) for part in parts)
    return tuple(part for part in found if part is not None)


def read(part: Part, published: str | None) -> Part:
    """A printed day whose figures may be read in two ways, read as the code of the page has it."""
    other = when.swapped(part.value) if published and part.value and part.kind in ("published", "modified") else None
    return structs.replace(part, value=other) if other and published and other[:10] == published[:10] else part


def known(part: Part, names: Iterable[str]) -> Part | None:
    """A byline up to where the name ends that the code has too; None when it is no name but a day or a number."""
    said = part.value or ""
    for name in names:
        if said != name and said.lower().startswith(name.lower()) and part.end - part.start == len(said):
            return Part(part.start, part.start + len(name), "byline", value=said[: len(name)])
    return part if not said or authors.load().clean(said) else None


# --- who --------------------------------------------------------------------------------------------------------------


def signed(head: Meta, parts: tuple[Part, ...]) -> tuple[Name, ...]:
    """The writers: people whom the code names, else people whom the page prints, else whoever is named.

    The code of some sites names the editor, and of others the outlet, for a report that a person signs.
    """
    visible = tuple(name for name in people(parts, "byline") if not own(name, head))
    editors = {bare(name.text) for name in people(parts, "editor")}
    for found in head.signed:
        named = [name for name in found.names if not (name.body or own(name, head))]
        edited = bool(visible) and all(bare(name.text) in editors for name in named)
        if named and not edited and not strangers(named, visible):
            return tuple(fuller(name, visible) for name in found.names)
    return visible or next((found.names for found in head.signed), ())


def strangers(named: Iterable[Name], visible: Iterable[Name]) -> bool:
    """Whether those whom the page prints by full names are other people: the code then names who put it online."""
    printed = [name for name in visible if " " in name.text]
    return bool(printed) and not any(alike(one.text, other.text) for one in named for other in printed)


def people(parts: Iterable[Part], kind: PartKind) -> tuple[Name, ...]:
    """Those whom the parts of a kind name."""
    every = authors.load()
    found = [name for part in parts if part.kind == kind and part.value and (name := every.clean(part.value))]
    named = tuple(Name(name, False) for name in found if not every.body(name))
    whole = tuple(name for name in named if " " in name.text)
    return whole or named  # one word beside a name of two says where it was written


def own(name: Name, head: Meta) -> bool:
    """Whether a name is the outlet's."""
    said, outlet, host = bare(name.text), bare(head.outlet or ""), address.host(head.url) or ""
    first = bare(name.text.split()[0]) if name.text.split() else ""
    short = first in host.split(".")[:-1] and name.text.split()[0].isupper()
    return bool(said) and (short or said == outlet or said in bare(host) or (len(outlet) > LONG and outlet in said))


def fuller(name: Name, visible: Iterable[Name]) -> Name:
    """A name as it is printed, where the code has only the last of its words."""
    if " " in name.text:
        return name
    return next((one for one in visible if one.text.endswith(" " + name.text)), name)


# --- what does not fit ------------------------------------------------------------------------------------------------


def doubts(
    capture: Capture, head: Meta, said: tuple[Metadatum, ...], text: str, parts: tuple[Part, ...]
) -> Iterator[Doubt]:
    """Places of a page that contradict one another, each doubt at the part that it is about."""
    checks: tuple[tuple[str | None, tuple[PartKind, ...]], ...] = (
        (dates(said), ("published",)),
        (writers(head, parts), ("byline",)),
        (address.elsewhere(capture.url, head.url), ()),
        (names(said, text, parts), ()),
    )
    for says, kinds in checks:
        part = place(parts, (*kinds, "title", "paragraph")) if says else None
        if says and part:
            yield Doubt(part.start, part.end, "metadata_conflict", says)


def place(parts: tuple[Part, ...], kinds: Iterable[PartKind]) -> Part | None:
    """The first part of the first kind that there is."""
    return next((part for kind in kinds for part in parts if part.kind == kind), None)


def dates(said: Iterable[Metadatum]) -> str | None:
    """Two days of publication, and where they stand. Of several that are printed one has to fit."""
    said = tuple(said)
    found = [one for one in said if one.kind == "published" and one.by in SURE]
    changed = {one.value[:10] for one in said if one.kind == "modified"}
    code = [one for one in found if one.by != "visible"]
    shown = [one for one in found if one.by == "visible"]
    if not code:
        return None
    if all(when.apart(code[0].value, one.value) for one in shown):
        code += shown[:1]
    odd = (one for one in code if differs(code[0], one) and one.value[:10] not in changed)
    return next((against(code[0], one) for one in odd), None)


def differs(one: Metadatum, other: Metadatum) -> bool:
    """Whether two days of publication differ; an address may hold the day before, on which it was made."""
    return when.apart(one.value, other.value) and (other.by != "link" or when.far(one.value, other.value))


def against(one: Metadatum, other: Metadatum) -> str:
    """Two values and their places, for people."""
    return f"{PLACES[one.by]} says {one.value}, {PLACES[other.by]} says {other.value}"


def writers(head: Meta, parts: tuple[Part, ...]) -> str | None:
    """Two sets of writers without a name in common, and where they stand."""
    visible = [name for name in people(parts, "byline") if " " in name.text and not own(name, head)]
    for found in head.signed:
        if found.by not in CODE:
            continue
        named = [name for name in found.names if " " in name.text and not (name.body or own(name, head))]
        if named and visible:
            if any(alike(one.text, other.text) for one in named for other in visible):
                return None
            one, other = (", ".join(name.text for name in names) for names in (named, visible))
            return f"{PLACES[found.by]} says {one}, the page says {other}"
    return None


def alike(one: str, other: str) -> bool:
    """Whether two names share a word, or initials and letters."""
    return not set(cut(one).lows).isdisjoint(cut(other).lows) or bare(one) in bare(other) or bare(other) in bare(one)


def names(said: Iterable[Metadatum], text: str, parts: tuple[Part, ...]) -> str | None:
    """Two titles without a word in common, and where they stand."""
    title = words(text, parts, "title")
    if title is None:
        return None
    others = [one for one in said if one.kind == "title" and one.by in CODE]
    mine = titles.stems(title)
    if others and mine and all(mine.isdisjoint(titles.stems(one.value)) for one in others):
        return f'{PLACES[others[0].by]} says "{others[0].value}", the page says "{title}"'
    return None
