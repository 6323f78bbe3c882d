"""What moved → alerts: each watch is told of what it waits for, once for each origin, with the evidence.

What a watch asks is asked of the store, of those reports only in which something moved: so a watch finds what a search
finds, whatever a search may mean.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from hashlib import sha256

from msgspec.structs import replace

from kutip.errors import InputError
from kutip.export import phrase
from kutip.kept import Alert, Change, ChangeKind, Group, Happening, Held, Question, Watch
from kutip.record import Amount, Claim, Comparator
from kutip.run import moment
from kutip.store import Library, Store
from kutip.trace.keys import plain

Place = tuple[int, str | None]
"""A claim by its report; None is any claim of it."""

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
AMONG = 100
"""Reports that are searched at a time."""
ALL = 1_000_000


def alerts(store: Store, changes: Sequence[Change], now: datetime) -> tuple[Alert, ...]:
    """The alerts that follow from what moved, kept. To be called in the transaction that keeps what moved: then each
    change is told of once, whenever the machine stops."""
    scene = Scene(store)
    told: list[Alert] = []
    for watch in store.notes(Watch, paused=False, limit=ALL):
        for alert in asked(watch, changes, scene):
            sent = None if watch.to else moment.written(now)  # nobody waits for it: it stands on its page
            told.append(store.put(replace(alert, at=moment.written(now), sent=sent)))
    return tuple(told)


def asked(watch: Watch, changes: Sequence[Change], scene: "Scene") -> Iterator[Alert]:
    """What the watch is to be told. A question that the store does not understand has no answers, and stops no other;
    the page of the watch says what is wrong with it."""
    with suppress(InputError):
        yield from found(watch, changes, scene)


class Scene:
    """What moved as the store has it, each thing looked up once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.group = cache(library.group)
        self.report = cache(library.report)
        self.origins = cache(self.named)

    def named(self, number: int) -> dict[int, list[str]]:
        """Of the reports of a claim the names of the origins from which they have it, where anything tells them."""
        found: dict[int, list[str]] = defaultdict(list)
        if group := self.group(number):
            numbers = {report.ref: report.id for report in group.reports}
            for origin in group.traced.origins:
                for article in numbers.keys() & origin.articles:
                    found[numbers[article]].append(origin.name)
        return found

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

    def heard(self, watch: Watch, places: Iterable[Place]) -> bool:
        """Whether the watch has been told of one of these tellings, under whatever number and name."""
        return any(
            alert.claim == claim
            for report, claim in places
            for alert in self.library.notes(Alert, report=report, watch=watch.id, on="telling")
        )


def found(watch: Watch, changes: Sequence[Change], scene: Scene) -> Iterator[Alert]:
    """What the watch is to be told of some changes, and has not been told before."""
    group = scene.group(watch.group) if watch.group is not None else None
    only = group.id if group else watch.group  # claims may have become one since
    concerned = [change for change in changes if only in (None, change.group) and waits(watch, change)]
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


def places(change: Change, scene: Scene) -> Iterator[Place]:
    """The claims that a change is of. What happens to a claim concerns all who ask for one of its tellings; a telling,
    or what a report says anew, only those who ask for that."""
    group = scene.group(change.group) if change.group is not None else None
    if group is not None and change.kind not in ("telling", "revision"):
        yield from tellings(group)
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
    for key, says in news(watch, on, change, group, scene):
        if scene.known(watch, key) or (on == "telling" and scene.heard(watch, alike(change, group, scene))):
            continue
        if held := scene.report(change.report or 0):
            yield alert(watch, on, change, held, key, says)


def news(watch: Watch, on: Happening, change: Change, group: Group | None, scene: Scene) -> Iterator[tuple[str, str]]:
    """What must not be told twice, with the name or number that it is about."""
    claim = f"claim {group.id}" if group else f"claim {change.claim} of report {change.report}"
    name = named(change.report, change.claim, group, scene)
    match on:
        case "telling":
            yield f"{claim} from {name or 'nobody known'}", ""
        case "origin":
            says = change.says[0] if change.says else name
            yield f"{claim} has the origin {says}", says
        case "contradiction":
            other = named(change.other, None, group, scene) or f"report {change.other}"
            sides = " and ".join(sorted((name or f"report {change.report}", other)))
            at = ", ".join(sorted(values(change, group, scene)))
            yield f"{claim} is contradicted in its {change.slot}: {sides}, {at}", ""
        case "correction":
            yield f"correction of report {change.other}: {digest(change.says)}", ""
        case "revision":
            yield f"revision of report {change.report}: {digest(change.says)}", ""
        case "amount":
            for amount, says in numbers(change.report, change.claim, scene):
                if past(amount, watch):
                    yield f"{claim} has the number {says}", says


def tellings(group: Group) -> Iterator[Place]:
    """All tellings of a claim."""
    for report, telling in zip(group.reports, group.traced.tellings, strict=True):
        yield report.id, telling.claim


def named(report: int | None, claim: str | None, group: Group | None, scene: Scene) -> str:
    """The origin from which a report has a claim; "" when nothing tells it. Of a report that tells it twice, as its
    source and as another one has it, the origin is the one that speaks there."""
    found = scene.origins(group.id).get(report or 0, []) if group else []
    if len(found) > 1 and claim:
        speaker = spoken(report, claim, scene)
        found = [name for name in found if plain(name) == speaker] or found
    return " or ".join(found)


def spoken(report: int | None, claim: str, scene: Scene) -> str:
    """Who speaks in a claim, as names are compared."""
    held = scene.report(report or 0)
    chains = (one.chain for one in held.reading.claims if one.id == claim) if held else iter(())
    return plain(next((chain[0].name or "" for chain in chains if chain), ""))


def alike(change: Change, group: Group | None, scene: Scene) -> Iterator[Place]:
    """The tellings from the same origin as this one: what is told of one of them is told of all. Those of which nothing
    tells the origin are no more origins than one."""
    if group is not None:
        mine = named(change.report, change.claim, group, scene)
        yield from (place for place in tellings(group) if named(*place, group, scene) == mine)


def digest(says: Sequence[str]) -> str:
    """A short name for some words."""
    return sha256("\n".join(says).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def numbers(report: int | None, claim: str | None, scene: Scene) -> Iterator[tuple[Amount, str]]:
    """The amounts of a claim, each with what it says."""
    held = scene.report(report or 0)
    for one in held.reading.claims if held else ():
        if one.id == claim and held:
            for number in one.amounts:
                amount = held.reading.amounts[number]
                yield amount, phrase.amount(held.reading.article, amount)


def values(change: Change, group: Group | None, scene: Scene) -> set[str]:
    """The numbers of a telling that the one which it contradicts does not have; copies have the same."""
    if change.slot != "amount" or group is None:
        return set()
    mine = {str(amount.value) for amount, _ in numbers(change.report, change.claim, scene)}
    other = (claim for report, claim in tellings(group) if report == change.other)
    return mine - {str(amount.value) for claim in other for amount, _ in numbers(change.other, claim, scene)}


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
