"""Dates as outlets print them over a report."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from kutip.lang import Lang

CENTURY = 2000
"""Of a year in two digits."""
OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?$")
JOINT = r"(?:\s{0,3}[,|/•·()\-–—]{0,2}\s{0,3})"
NUMERIC = (
    r"(?P<year3>\d{4})[-./](?P<month3>\d{1,2})[-./](?P<day3>\d{1,2})\.?(?!\d)",
    r"(?<!\d)(?P<day4>\d{1,2})[-./]\s?(?P<month4>\d{1,2})[-./]\s?(?P<year4>\d{4})(?!\d)",
    r"(?<![\d.])(?P<day6>\d{1,2})\.\s?(?P<month6>\d\d?)\.\s?(?P<year6>\d\d)(?![\d.:])",
    r"(?<![\d./])(?P<day7>\d{1,2})/(?P<month7>\d\d?)/(?P<year7>\d\d)(?![\d.:/])",
)


class Dates(Struct, frozen=True):
    """The words of printed dates; none of them where the language has no pack."""

    months: dict[str, int] = {}
    weekdays: tuple[str, ...] = ()
    zones: dict[str, str] = {}
    meridiems: dict[str, int] = {}
    ordinals: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    month_first: bool = False
    links: tuple[str, ...] = ()
    """Between day, month and year."""
    units: tuple[str, ...] = ()
    """Behind year, month and day."""
    oclock: tuple[str, ...] = ()
    """Behind the clock."""


class Printed(NamedTuple):
    """A date with its place in the line and its ISO value."""

    start: int
    end: int
    value: str


Finder = Callable[[str], Printed | None]


def words(lang: Lang) -> Dates:
    """The words that a language prints dates with."""
    time = lang.time
    return Dates(
        months=time.months,
        weekdays=tuple(time.weekdays),
        zones=time.zones,
        meridiems=time.meridiems,
        ordinals=time.roles.get("nth", ()),
        clock=(*lang.furniture.clock, *time.roles.get("oclock", ())),
        month_first=time.order == "mdy",
    )


def make(dates: Dates) -> Callable[[str], Printed | None]:
    """The first full date of a line, with weekday, clock and zone where they stand beside it."""
    pattern = compiled(dates)
    months = {month.casefold(): number for month, number in dates.months.items()}
    zones = {zone.casefold(): offset for zone, offset in dates.zones.items()}
    halves = {half.casefold(): hours for half, hours in dates.meridiems.items()}

    def printed(text: str) -> Printed | None:
        found = pattern.search(text)
        if found is None:
            return None
        day = dated(found)
        return Printed(*found.span(), day + clock(found)) if day else None

    def dated(found: re.Match[str]) -> str | None:
        """The day of a match, if the calendar has it."""
        one = {name[:-1]: value for name, value in found.groupdict().items() if value and name[-1] in "1234567"}
        month = months.get(one["month"].casefold()) or int(one["month"])
        day = int(one["day"])
        if found["day4"] and (month > 12 or (dates.month_first and day <= 12)):
            month, day = day, month
        try:
            return date(CENTURY * (len(one["year"]) == 2) + int(one["year"]), month, day).isoformat()
        except ValueError:
            return None

    def clock(found: re.Match[str]) -> str:
        """The time of a match as ISO 8601 writes it, with its zone; empty when none is printed."""
        which = "a" if found["houra"] else "b"
        if found["hour" + which] is None:
            return ""
        hour, minute = int(found["hour" + which]), int(found["minute" + which] or 0)
        half = (found["half" + which] or found["noon" + which] or "").casefold()
        if half in halves and hour <= 12:
            hour = hour % 12 + halves[half]
        if hour > 23 or minute > 59:
            return ""
        return f"T{hour:02}:{minute:02}{offset((found['zone' + which] or '').casefold())}"

    def offset(zone: str) -> str:
        """A printed zone as hours and minutes from Greenwich."""
        signed = OFFSET.search(zone)
        if signed is None:
            return "+00:00" if zone == "z" else zones.get(zone, "")
        return f"{signed[1]}{int(signed[2]):02}:{signed[3] or '00'}"

    return printed


def compiled(dates: Dates) -> re.Pattern[str]:
    """One pattern for all orders in which day, month, year and clock are printed."""
    month = rf"(?=[{re.escape(''.join(sorted({name[0] for name in dates.months})))}])(?:{either(dates.months)})"
    ordinal = f"(?:{either(dates.ordinals)})?" if dates.ordinals else ""
    weekday = rf"(?:\b(?:{either(dates.weekdays)})\b\.?{JOINT})?" if dates.weekdays else ""
    link = rf"(?:(?:{either(dates.links)})\s?)?" if dates.links else ""
    worded = (
        rf"(?<!\d)(?P<day1>\d{{1,2}}){ordinal}[ .-]{{1,2}}{link}(?P<month1>{month})"
        rf"\.?,?[ -]{link}(?P<year1>\d{{4}})(?!\d)",
        rf"\b(?P<month2>{month})\.? (?P<day2>\d{{1,2}}){ordinal},? (?P<year2>\d{{4}})(?!\d)",
    )
    signed = (
        r"(?P<year5>\d{{4}})\s?{}\s?(?P<month5>\d{{1,2}})\s?{}\s?(?P<day5>\d{{1,2}})\s?{}".format(
            *map(re.escape, dates.units)
        )
        if dates.units
        else ""
    )
    day = "|".join(filter(None, (*(worded if dates.months else ()), *NUMERIC, signed)))
    before, after = timed(dates, "a"), timed(dates, "b")
    behind = rf"(?:\s?\b(?:{either(dates.oclock)})\b)?" if dates.oclock else ""
    return re.compile(rf"(?:{before}{JOINT})?{weekday}(?:{day})(?:(?:T|{JOINT}){after}{behind})?", re.IGNORECASE)


def timed(dates: Dates, which: str) -> str:
    """The pattern of a clock time, its groups named `hour`, `minute`, `half` and `zone` with a letter behind."""
    at = rf"(?:(?:{either(dates.clock)})\s)?" if dates.clock else ""
    half = rf"\s?(?P<half{which}>{either(dates.meridiems) or '(?!)'})(?!\w)"
    named = rf"\b(?:{either(dates.zones)})\b|" if dates.zones else ""
    zone = rf"(?:\s?\(?(?P<zone{which}>(?:gmt|utc)?[+-]\d{{1,2}}(?::?\d\d)?(?!\d)|{named}(?<=\d)z\b)\)?)?"
    minute = rf"[.:h](?P<minute{which}>\d\d)(?!\d)(?:[.:]\d\d(?:\.\d{{1,6}})?)?"
    return rf"{at}(?<![\d.])(?P<hour{which}>\d{{1,2}})(?:{minute}(?:{half})?|{half.replace('half', 'noon')}){zone}"


def either(words: Iterable[str]) -> str:
    """The pattern of any of these words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
