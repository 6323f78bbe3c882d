"""What moved → alerts: each watch is told of what it waits for, once for each origin, with the evidence.

What a watch asks is asked of the store, of those reports only in which something moved: so a watch finds what a search
finds, whatever a search may mean.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256

from msgspec.structs import replace

from kutip.export import phrase
from kutip.kept import Alert, Change, ChangeKind, Group, Happening, Held, Question, Watch
from kutip.record import Amount, Claim, Comparator
from kutip.run import moment
from kutip.store import Library, Store

HAPPENINGS: dict[ChangeKind, tuple[Happening, ...]] = {
    "story": (),
    "telling": ("telling", "amount"),
    "origin": ("origin",),
    "contradiction": ("contradiction",),
    "correction": ("correction",),
    "revision": ("revision", "amount"),
}
"""What a watch may wait for in a change of each kind."""
PAST: dict[Comparator, Callable[[float, float, float], bool]] = {
    "more_than": lambda low, high, threshold: high > threshold,
    "at_least": lambda low, high, threshold: high >= threshold,
    "less_than": lambda low, high, threshold: low < threshold,
    "at_most": lambda low, high, threshold: low <= threshold,
    "up_to": lambda low, high, threshold: low <= threshold,
    "exact": lambda low, high, threshold: low <= threshold <= high,
    "about": lambda low, high, threshold: low * 0.9 <= threshold <= high * 1.1,
    "nearly": lambda low, high, threshold: low * 0.9 <= threshold <= high * 1.1,
}
"""Whether a number, or a range from low to high, is what a watch waits for."""
AMONG = 500
"""Reports that are searched at a time."""
ALL = 1_000_000


def alerts(store: Store, changes: Sequence[Change], now: datetime) -> tuple[Alert, ...]:
    """The alerts that follow from what moved, kept. To be called in the transaction that keeps what moved: then each
    change is told of once, whenever the machine stops."""
    scene = Scene(store)
    told: list[Alert] = []
    for watch in store.notes(Watch, paused=False, limit=ALL):
        for alert in found(watch, changes, scene) if watch.on else ():
            sent = None if watch.to else moment.written(now)  # nobody waits for it: it stands on its page
            told.append(store.put(replace(alert, at=moment.written(now), sent=sent)))
            scene.tell(told[-1])
    return tuple(told)


class Scene:
    """What moved as the store has it, each thing looked up once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.group = cache(library.group)
        self.report = cache(library.report)
        self.told: dict[tuple[int, int | None], set[int]] = {}
        """The reports whose telling of a claim a watch has been told of."""

    def answers(self, question: Question, reports: set[int]) -> dict[int, set[str]]:
        """Of these reports the claims that answer a question."""
        found: dict[int, set[str]] = defaultdict(set)
        numbers = sorted(reports)
        for start in range(0, len(numbers), AMONG):
            after: str | None = None
            while True:
                page = self.library.search(question, among=numbers[start : start + AMONG], after=after, limit=1000)
                for hit in page.hits:
                    found[hit.report.id].add(hit.claim)
                if (after := page.further) is None:
                    break
        return found

    def known(self, watch: Watch, key: str) -> bool:
        """Whether the watch has been told that."""
        return bool(self.library.notes(Alert, watch=watch.id, key=key, limit=1))

    def heard(self, watch: Watch, group: int | None) -> set[int]:
        """The reports whose telling of a claim the watch has been told of."""
        place = watch.id, group
        if place not in self.told:
            before = self.library.notes(Alert, watch=watch.id, group=group, on="telling", limit=ALL)
            self.told[place] = {alert.report for alert in before}
        return self.told[place]

    def tell(self, alert: Alert) -> None:
        """Notes that a watch has been told."""
        if alert.on == "telling" and (alert.watch, alert.group) in self.told:
            self.told[alert.watch, alert.group].add(alert.report)


def found(watch: Watch, changes: Sequence[Change], scene: Scene) -> Iterator[Alert]:
    """What the watch is to be told of some changes, and has not been told before."""
    concerned = [change for change in changes if watch.group in (None, change.group) and waits(watch, change)]
    answers = None
    if watch.question != Question():
        reports = {report for change in concerned for report, _ in places(change, scene)}
        answers = scene.answers(watch.question, reports)
    for change in concerned:
        if answers is None or any(meets(answers, *place) for place in places(change, scene)):
            for on in HAPPENINGS[change.kind]:
                if on in watch.on:
                    yield from told(watch, on, change, scene)


def waits(watch: Watch, change: Change) -> bool:
    """Whether the watch waits for such a change."""
    return change.report is not None and any(on in watch.on for on in HAPPENINGS[change.kind])


def places(change: Change, scene: Scene) -> Iterator[tuple[int, str | None]]:
    """The claims that a change is of, by report; None is any claim of it. What happens to a claim concerns all who ask
    for one of its tellings; a telling, or what a report says anew, only those who ask for that."""
    group = scene.group(change.group) if change.group is not None else None
    if group is not None and change.kind not in ("telling", "revision"):
        for report, telling in zip(group.reports, group.traced.tellings, strict=True):
            yield report.id, telling.claim
        return
    if change.report is not None:
        yield change.report, change.claim
    if change.other is not None:
        yield change.other, None


def meets(answers: dict[int, set[str]], report: int, claim: str | None) -> bool:
    """Whether a claim, or any of the report, is among the answers."""
    found = answers.get(report, set())
    return claim in found if claim else bool(found)


# --- one alert --------------------------------------------------------------------------------------------------------


def told(watch: Watch, on: Happening, change: Change, scene: Scene) -> Iterator[Alert]:
    """What a watch is told of a change that concerns it, unless it has been told."""
    group = scene.group(change.group) if change.group is not None else None
    if on == "telling" and origin(change.report, group) & scene.heard(watch, change.group):
        return
    for key, says in news(watch, on, change, group, scene):
        if not scene.known(watch, key) and (held := scene.report(change.report or 0)):
            yield alert(watch, on, change, held, key, says)


def news(watch: Watch, on: Happening, change: Change, group: Group | None, scene: Scene) -> Iterator[tuple[str, str]]:
    """What must not be told twice, with the name or number that it is about."""
    claim = f"claim {change.group}" if group else f"claim {change.claim} of report {change.report}"
    match on:
        case "telling":
            yield f"{claim} from {named(change.report, group)}", ""
        case "origin":
            name = change.says[0] if change.says else named(change.report, group)
            yield f"{claim} has the origin {name}", name
        case "contradiction" | "correction":
            sides = sorted((named(change.report, group), named(change.other, group)))
            yield f"{on} in {claim}: {sides[0]} and {sides[1]}", ""
        case "revision":
            yield f"revision of report {change.report}: {digest(change.says)}", ""
        case "amount":
            held = scene.report(change.report or 0)
            for amount, says in numbers(held, change.claim) if held else ():
                if past(amount, watch):
                    yield f"{claim} has the number {says}", says


def origin(report: int | None, group: Group | None) -> set[int]:
    """The reports that have a claim from the same origin as this one: what is told of one of them is told of all. Those
    of whom nothing tells it are one, too: they are no more origins than that."""
    if group is None:
        return set()
    refs = {one.id: one.ref for one in group.reports}
    mine = refs.get(report or 0)
    known = {ref for one in group.traced.origins for ref in one.articles}
    for one in group.traced.origins:
        if mine in one.articles:
            return {number for number, ref in refs.items() if ref in one.articles}
    return {number for number, ref in refs.items() if ref not in known}


def named(report: int | None, group: Group | None) -> str:
    """The origin from which a report has a claim; else the report itself stands for it."""
    for one in group.reports if group else ():
        if one.id == report and group:
            for origin in group.traced.origins:
                if one.ref in origin.articles:
                    return origin.name
    return f"report {report}"


def digest(says: Sequence[str]) -> str:
    """A short name for some words."""
    return sha256("\n".join(says).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def numbers(held: Held, claim: str | None) -> Iterator[tuple[Amount, str]]:
    """The amounts of a claim, each with what it says."""
    reading = held.reading
    for one in reading.claims:
        if one.id == claim:
            for number in one.amounts:
                yield reading.amounts[number], phrase.amount(reading.article, reading.amounts[number])


def past(amount: Amount, watch: Watch) -> bool:
    """Whether a number is what the watch waits for."""
    if amount.value is None or (watch.unit and (amount.unit or "").casefold() != watch.unit.casefold()):
        return False
    low, high = amount.value if isinstance(amount.value, tuple) else (amount.value, amount.value)
    return watch.threshold is None or PAST[watch.comparator or "at_least"](low, high, watch.threshold)


def alert(watch: Watch, on: Happening, change: Change, held: Held, key: str, says: str) -> Alert:
    """What a watch is told, with the words, their chain, and where the page is kept that they stand in."""
    article = held.reading.article
    claim = next((one for one in held.reading.claims if one.id == change.claim), None)
    return Alert(
        id=0,
        watch=watch.id,
        at="",
        on=on,
        key=key,
        change=change.id,
        report=held.report.id,
        claim=change.claim if claim else None,
        group=change.group,
        words=words(on, change, held, claim),
        chain=tuple(phrase.party(hop) for hop in claim.chain) if claim else (),
        says=says,
        title=phrase.headline(article),
        lang=article.lang,
        version=held.version.number,
        capture=held.version.capture,
    )


def words(on: Happening, change: Change, held: Held, claim: Claim | None) -> tuple[str, ...]:
    """The words that an alert is about: both wordings, the old one and the new one, or the claim."""
    if claim is None or on in ("contradiction", "revision"):
        return tuple(map(phrase.line, change.says))
    return (phrase.content(held.reading.article, claim),)
