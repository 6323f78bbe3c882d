"""What the words of a date say, field by field: one end of it, or two where it runs from one to another."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kutip.lang.time import TimeWords
from kutip.mark.calendar import Period
from kutip.mark.shape import Hit, Parts
from kutip.words import cut

T = TypeVar("T")

ALONE = {"loneday": "weekday", "lonemonth": "month", "likely": "year"}  # roles of words that can stand alone
MARKS = {"quartermark": "quarter", "halfmark": "half", "halfword": "half"}  # the Q of Q3
UNITS = {  # roles that tell a unit, and the list that says which
    "unit": "unit", "brief": "unit", "long": "unit", "weekend": "unit", "weekly": "unit",
    "single": "single", "briefly": "single", "plural": "plural", "often": "often",
}  # fmt: skip
JOINTS = frozenset({"to", "and", "dash"})  # between the ends of a stretch
WORDED = frozenset({"one", "small", "teen", "scale"})


class End(Struct, frozen=True):
    """The fields that one end of a date prints."""

    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    until: int | None = None
    """The second year of a pair like 2024/2025."""
    short: int | None = None
    """The two last figures of a year."""
    shift: int | None = None
    turn: int | None = None
    units: tuple[str, ...] = ()
    clock: int | None = None
    zone: str = ""

    @property
    def only_clock(self) -> bool:
        """Whether nothing but a time of the day is told."""
        day = (self.weekday, self.day, self.month, self.year, self.until, self.short, self.shift, self.turn)
        return self.clock is not None and all(field is None for field in day)


class Meanings:
    """What the words of one language mean, by role."""

    def __init__(self, pack: TimeWords) -> None:
        self.pack = pack
        self.numbers = {role: keyed(words) for role, words in numbers(pack).items()}
        self.names = {role: keyed(words) for role, words in names(pack).items()}
        self.dayparts = keyed(pack.dayparts)
        self.seasons = keyed(pack.seasons)

    def first(self, role: str, hit: Hit) -> int | None:
        """What the first word of a role means."""
        return next((self.numbers[role][low] for low in hit.all(role)), None)

    def units(self, parts: Parts) -> tuple[str, ...]:
        """The units, in the order of the text."""
        return tuple(
            MARKS.get(role) or self.names[UNITS[role]][low] for role, low in parts if role in UNITS or role in MARKS
        )

    def late(self, dayparts: Iterable[str]) -> bool:
        """Whether a part of the day runs on past midnight."""
        return any(self.dayparts[low][1] > 24 for low in dayparts)

    def counts(self, parts: Parts) -> list[int]:
        """The numbers, in figures or words, one for each run of number words."""
        counts: list[int] = []
        running = False
        for role, low in parts:
            if role == "digits":
                counts.append(int(low))
            elif role in WORDED and not running:
                counts.append(self.numbers[role][low])
            elif role == "scale":
                counts[-1] *= self.numbers[role][low]
            elif role in WORDED:
                counts[-1] += self.numbers[role][low]
            running = role in WORDED or (running and role == "'-'")
        return counts


def keyed(words: Mapping[str, T]) -> dict[str, T]:
    """The words as a text prints them in lower case."""
    return {" ".join(cut(word).lows): meaning for word, meaning in words.items()}


def numbers(pack: TimeWords) -> dict[str, dict[str, int]]:
    """The lists of words that mean a number, by role."""
    return {
        "month": pack.months, "weekday": pack.weekdays, "one": pack.ones, "small": pack.numbers, "teen": pack.teens,
        "scale": pack.scales, "ordinal": pack.ordinals, "meridiem": pack.meridiems, "hourword": pack.hours,
        "fraction": pack.fractions, "pass": pack.passes, "shift": pack.shifts, "dayturn": pack.dayturns,
        "turn": pack.turns, "ago": pack.agos, "later": pack.laters, "beside": pack.besides, "after": pack.afters,
        "hanging": pack.hangings,
    }  # fmt: skip


def names(pack: TimeWords) -> Mapping[str, Mapping[str, str]]:
    """The lists of words that mean a unit, a zone or a vague time, by role."""
    return {
        "unit": pack.units, "single": pack.singles, "plural": pack.plurals, "often": pack.oftens, "zone": pack.zones,
        "vague": pack.vagues,
    }  # fmt: skip


def lists(pack: TimeWords) -> dict[str, tuple[str, ...]]:
    """All lists of the pack, by role."""
    meant = {**numbers(pack), **names(pack), "daypart": pack.dayparts, "season": pack.seasons, "otherzone": pack.zones}
    return {**{role: tuple(words) for role, words in meant.items()}, **pack.roles}


def read(parts: Parts, meanings: Meanings) -> tuple[End, End | None]:
    """The end or the two ends of a date, each with what it shares with the other."""
    cut_at = next((number for number, (role, _) in enumerate(parts) if role in JOINTS), None)
    if cut_at is None:
        return end(parts, meanings), None
    before, behind = parts[:cut_at], parts[cut_at + 1 :]
    weekdays = [part for part in before if part[0] == "weekday"]
    if len(weekdays) > 1:  # Sabtu-Minggu (3-4/5/2025): the days and their names are told one after the other
        before, behind = tuple(part for part in before if part != weekdays[1]), (weekdays[1], *behind)
    if not any(role == "meridiem" for role, _ in before):  # two to four p.m.
        before += tuple(part for part in behind if part[0] == "meridiem")
    return shared(end(before, meanings), end(behind, meanings))


def shared(first: End, last: End) -> tuple[End, End]:
    """Both ends with the month, year, zone and half of the day that only one of them prints."""
    zone = first.zone or last.zone
    if last.short is not None and first.year:
        last = replace(last, year=first.year // 100 * 100 + last.short)
    if last.day and not last.month:
        last = replace(last, month=first.month)
    if first.day and not first.month:
        first = replace(first, month=last.month, year=first.year or last.year)
    if last.turn is not None and first.turn is None:
        first = replace(first, turn=last.turn)
    units = first.units or last.units
    return replace(first, zone=zone, units=units), replace(last, zone=zone, units=units)


def until(first: End, last: Period) -> End:
    """The first end, which must lie before the last: with its year, or as the weekday before it."""
    if first.month and not first.year:
        begin = date(last.last.year, first.month, min(first.day or 1, 28))
        return replace(first, year=begin.year - (begin > last.last))
    if first.weekday and not first.day:
        back = (last.first.isoweekday() - first.weekday) % 7
        day = last.first - timedelta(back)
        return replace(first, day=day.day, month=day.month, year=day.year)
    return first


def end(parts: Parts, meanings: Meanings) -> End:
    """The fields that some words print."""
    fields: dict[str, int] = {}
    for role, low in parts:
        role = ALONE.get(role, role)
        if role in ("slash", "shortslash", "yearpair"):
            fields.update(figures(low, meanings.pack.order))
        elif role in ("day", "year"):
            fields[role] = int(low)
        elif role == "monthnumber":
            fields["month"] = int(low)
        elif role in ("weekday", "month", "turn", "shift"):
            fields[role] = meanings.numbers[role][low]
        elif role == "dayturn":
            fields["shift"] = meanings.numbers[role][low]
        elif role == "ordinal" and "day" not in fields:
            fields["day"] = meanings.numbers[role][low]
        elif role == "shortyear":
            fields["short"] = int(low)
    zone = next((meanings.names["zone"][low] for role, low in parts if role == "zone"), "")
    return End(**fields, units=meanings.units(parts), clock=clock(parts, meanings), zone=zone)


def figures(low: str, order: str) -> dict[str, int]:
    """Day, month and year of 11/6/2025, 2025.05.07 or 13/7; two years of 2024/2025."""
    numbers = [int(figure) for figure in low.replace(".", "/").split("/")]
    if len(numbers) == 2 and numbers[0] > 999:
        return {"year": numbers[0], "until": numbers[1] if numbers[1] > 999 else numbers[0] // 100 * 100 + numbers[1]}
    if numbers[0] > 999:
        return dict(zip(("year", "month", "day"), numbers, strict=True))
    day_first = order == "dmy" or "." in low
    day, month, *year = numbers if day_first else [numbers[1], numbers[0], *numbers[2:]]
    if month > 12:
        day, month = month, day
    if not year:
        return {"day": day, "month": month}
    return {"day": day, "month": month, "year": year[0] if year[0] > 99 else year[0] + 2000}


# --- the time of the day ----------------------------------------------------------------------------------------------


def clock(parts: Parts, meanings: Meanings) -> int | None:
    """The minutes since midnight that some words print."""
    told = minutes(parts, meanings)
    if told is None:
        return None
    for role, low in parts:
        if role == "meridiem":
            return told % 720 + 60 * meanings.numbers[role][low] if told < 13 * 60 else told
    if told < 12 * 60 + 60 and not any(role in ("clock", "colon") and low[0] == "0" for role, low in parts):
        return fitted(told, [meanings.dayparts[low] for role, low in parts if role == "daypart"])
    return told


def fitted(told: int, hours: list[tuple[int, int]]) -> int:
    """The clock time of that part of the day: eight in the evening is twenty."""
    for first, last in hours:
        fitting = [told + half for half in (0, 720, 1440) if first * 60 <= told + half < last * 60]
        if fitting:
            return fitting[0] if fitting[0] == 1440 else fitting[0] % 1440
    return told


def minutes(parts: Parts, meanings: Meanings) -> int | None:
    """The clock time as printed, before its half of the day is known."""
    for role, low in parts:
        if role in ("clock", "colon", "hhmm"):
            figure = f"{low[:2]}:{low[2:]}" if role == "hhmm" else low.replace(".", ":")
            hour, minute, *_ = figure.split(":")
            return int(hour) * 60 + int(minute)
        if role == "hourword":
            return meanings.numbers[role][low] * 60
    passed = next((number for number, (role, _) in enumerate(parts) if role == "pass"), None)
    if passed is None:
        counts = meanings.counts(parts)
        half = any(role == "halfto" for role, _ in parts)
        return counts[0] * 60 - 30 * half if counts else None
    return past(parts, passed, meanings)


def past(parts: Parts, passed: int, meanings: Meanings) -> int | None:
    """Ten past three, jam tiga lewat sepuluh: hour and minutes stand in the order of the language."""
    sign = meanings.numbers["pass"][parts[passed][1]]
    before, behind = amounts(parts[:passed], meanings), amounts(parts[passed + 1 :], meanings)
    hour, added = (before, behind) if meanings.pack.order_of_clock == "hour first" else (behind, before)
    return None if hour is None or added is None else hour * 60 + sign * added


def amounts(parts: Parts, meanings: Meanings) -> int | None:
    """A number or a fraction of the hour."""
    for role, low in parts:
        if role == "fraction":
            return meanings.numbers[role][low]
    counts = meanings.counts(parts)
    return counts[0] if counts else None
