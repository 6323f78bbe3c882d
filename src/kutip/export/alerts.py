"""Alerts for people and programs: a message of one or many, as a mail and as JSON, and feeds of a watch (Atom, RSS,
JSON Feed). Each alert brings its words, the chain they came through, and links to where they stand and are preserved.

What outlets wrote is put down as it was typed: nothing here is a template.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec
from msgspec import Struct

from kutip.export.phrase import counted, line
from kutip.kept import Alert, Happening, Watch

MEDIA = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
MOST = 100
"""Alerts that one message shows; the others it counts, and says where they are."""
SAID: dict[Happening, str] = {
    "telling": "One more telling",
    "origin": "One more origin",
    "contradiction": "A contradiction",
    "correction": "A correction",
    "revision": "A report reads otherwise than before",
    "amount": "A number past the threshold",
}
WORDS: dict[Happening, tuple[str, str]] = {"contradiction": ("one says", "another"), "revision": ("before", "now")}
"""What stands before the two wordings."""
ATOM = "http://www.w3.org/2005/Atom"
UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold."""


class Shown(Struct, frozen=True):
    """An alert as it is shown outside of the desk."""

    id: int
    at: str
    on: Happening
    says: str
    """What happened, in one line."""
    words: tuple[str, ...]
    lang: str
    chain: tuple[str, ...]
    """Who it came through, the origin first, the outlet last."""
    title: str
    """Of the report."""
    link: str
    """The words, highlighted in the report."""
    claim: str | None
    """The claim in all its tellings."""
    sha256: str
    preserved: str
    """The page as it was when it was read, and the hash of its bytes."""


class Watched(Struct, frozen=True):
    """The watch that an alert is of."""

    id: int
    name: str
    link: str


class Message(Struct, frozen=True):
    """Alerts of one watch that are told together."""

    watch: Watched
    count: int
    alerts: tuple[Shown, ...]
    """Of more than a hundred the first ones; all stand where the watch is linked to."""


class Event(Struct, frozen=True):
    """A message as a webhook gets it."""

    type: str
    timestamp: str
    data: Message


def shown(alert: Alert, desk: str) -> Shown:
    """An alert with its links; `desk` is the address of the desk."""
    place = f"{desk}/report/{alert.report}?version={alert.version}"
    return Shown(
        id=alert.id,
        at=alert.at,
        on=alert.on,
        says=f"{SAID[alert.on]}: {line(alert.says)}" if alert.says else SAID[alert.on],
        words=tuple(map(line, alert.words)),
        lang=alert.lang,
        chain=tuple(map(line, alert.chain)),
        title=line(alert.title),
        link=f"{place}#{alert.claim}" if alert.claim else place,
        claim=f"{desk}/claim/{alert.group}" if alert.group is not None else None,
        sha256=alert.capture,
        preserved=f"{desk}/capture/{alert.capture}",
    )


def message(watch: Watch, alerts: Sequence[Alert], count: int, desk: str) -> Message:
    """Some alerts, told together."""
    place = Watched(watch.id, line(watch.name), f"{desk}/watch/{watch.id}")
    return Message(place, count, tuple(shown(alert, desk) for alert in alerts[:MOST]))


# --- a message --------------------------------------------------------------------------------------------------------


def event(message: Message) -> bytes:
    """A message as a webhook gets it; the same message gives the same bytes."""
    last = max((alert.at for alert in message.alerts), default="")
    return msgspec.json.encode(Event("alerts", last, message))


def subject(message: Message) -> str:
    """What stands over a mail, in one line."""
    what = message.alerts[0].says if message.count == len(message.alerts) == 1 else counted(message.count, "alert")
    return f"{message.watch.name}: {what}"


def text(message: Message) -> str:
    """A message as the text of a mail."""
    told = [f"{message.watch.name}: {counted(message.count, 'alert')}", message.watch.link]
    told += [paragraph(alert) for alert in message.alerts]
    if (more := message.count - len(message.alerts)) > 0:
        told.append(f"{counted(more, 'more alert')}: {message.watch.link}")
    return "\n\n".join(told) + "\n"


def paragraph(alert: Shown) -> str:
    """An alert in a few lines."""
    lines = [f"{alert.says} ({alert.at})", *(f"  {wording}" for wording in wordings(alert))]
    if alert.chain:
        lines.append(f"  through: {' > '.join(alert.chain)}")
    lines += [f"  in: {alert.title}", f"  {alert.link}", f"  preserved: {alert.preserved}"]
    return "\n".join(lines)


def wordings(alert: Shown) -> list[str]:
    """The words of an alert, each of two with what it is."""
    if len(alert.words) == 2 and alert.on in WORDS:
        return [f"{name}: {words}" for name, words in zip(WORDS[alert.on], alert.words, strict=True)]
    return list(alert.words)


# --- feeds of a watch -------------------------------------------------------------------------------------------------


def markup(alert: Shown) -> str:
    """An alert as the body of a feed's item."""
    told = [f'<p lang="{escape(alert.lang)}" dir="auto">{escape(words)}</p>' for words in wordings(alert)]
    if alert.chain:
        told.append(f'<p dir="auto">{escape(" > ".join(alert.chain))}</p>')
    told.append(f'<p><a href="{escape(alert.link)}">{escape(alert.title)}</a></p>')
    told.append(f'<p><a href="{escape(alert.preserved)}">sha256 {escape(alert.sha256)}</a></p>')
    return "".join(told)


def headline(alert: Shown) -> str:
    """What stands over an item."""
    return f"{alert.says}: {alert.title}"


def atom(watch: Watch, alerts: Sequence[Alert], desk: str) -> bytes:
    """The alerts of a watch, the newest first, as Atom."""
    place = f"{desk}/watch/{watch.id}"
    root = Element("feed", xmlns=ATOM)
    add(root, "id", place)
    add(root, "title", watch.name)
    add(root, "updated", max((alert.at for alert in alerts), default=watch.made))
    SubElement(root, "link", rel="self", href=f"{place}/alerts.atom")
    SubElement(root, "link", rel="alternate", href=place)
    add(SubElement(root, "author"), "name", "kutip")
    for one in (shown(alert, desk) for alert in alerts):
        entry = SubElement(root, "entry")
        add(entry, "id", f"{desk}/alert/{one.id}")
        add(entry, "title", headline(one))
        add(entry, "updated", one.at)
        SubElement(entry, "link", rel="alternate", href=one.link)
        add(entry, "content", markup(one), type="html")
    return xml(root)


def rss(watch: Watch, alerts: Sequence[Alert], desk: str) -> bytes:
    """The alerts of a watch, the newest first, as RSS."""
    place = f"{desk}/watch/{watch.id}"
    root = Element("rss", {"version": "2.0", "xmlns:atom": ATOM})
    channel = SubElement(root, "channel")
    add(channel, "title", watch.name)
    add(channel, "link", place)
    add(channel, "description", f"Alerts of the watch {watch.name}")
    SubElement(channel, "atom:link", rel="self", href=f"{place}/alerts.rss", type=MEDIA["rss"])
    for one in (shown(alert, desk) for alert in alerts):
        item = SubElement(channel, "item")
        add(item, "title", headline(one))
        add(item, "link", one.link)
        add(item, "guid", f"{desk}/alert/{one.id}", isPermaLink="true")
        add(item, "pubDate", format_datetime(datetime.fromisoformat(one.at)))
        add(item, "description", markup(one))
    return xml(root)


def jsonfeed(watch: Watch, alerts: Sequence[Alert], desk: str) -> bytes:
    """The alerts of a watch, the newest first, as JSON Feed 1.1; `_kutip` holds what other feeds have no place for."""
    place = f"{desk}/watch/{watch.id}"
    items = [
        {
            "id": f"{desk}/alert/{one.id}",
            "url": one.link,
            "title": headline(one),
            "content_html": markup(one),
            "date_published": one.at,
            "_kutip": one,
        }
        for one in (shown(alert, desk) for alert in alerts)
    ]
    return msgspec.json.encode(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": line(watch.name),
            "home_page_url": place,
            "feed_url": f"{place}/alerts.json",
            "items": items,
        }
    )


def add(parent: Element, name: str, words: str, **attributes: str) -> None:
    """One more element, with a text that XML may hold."""
    SubElement(parent, name, attributes).text = UNSAYABLE.sub("\ufffd", words)


def xml(root: Element) -> bytes:
    """A tree as a file."""
    found: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return found
