"""Moments as pages write them for machines: ISO 8601 to the minute, or to the day where no time is believed."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

FIRST, LAST = 1990, 2050
"""There are no pages from before, and nothing comes from after."""
LONGEST = 60
"""No moment is written longer."""
LOOSE = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[T\s,]{1,3}(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[.,]\d{1,9})?"
    r"\s?(?P<zone>Z|(?:GMT|UTC)?\s?[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
DIGITS = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?Z?$"
)
SYSTEM = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (?:[A-Z]{2,5} |[+-]\d{4} )?(\d{4})$"
)
"""As Java and C print it: Fri Apr 28 16:15:45 CEST 2023."""
SECONDS = re.compile(r"1\d{9}(?:\d{3})?$")
IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(\d{2}|\d(?=\2\d))\2(\d\d?)(?!\d)")
BACKWARDS = re.compile(r"(?<!\d)(\d\d)([_.-])(\d\d)\2(20\d\d)(?!\d)")
BY_MONTH = re.compile(r"(?<![a-z])((?:19|20)\d\d)/([a-z]{3})/(\d\d?)(?!\d)", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def moment(value: object) -> str | None:
    """A moment that stands in a page's code, in its own zone; None when it is none."""
    if not isinstance(value, str) or not 8 <= len(value.strip()) <= LONGEST:
        return None
    text = value.strip()
    time = exact(text) or loose(text)
    return (
        told(time, len(text) > 10 or SECONDS.match(text) is not None)
        if time is not None and FIRST <= time.year < LAST
        else None
    )


def exact(text: str) -> datetime | None:
    """The moment of ISO 8601, of a mail, of Java, or in seconds."""
    try:
        if SECONDS.match(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        pass
    system = SYSTEM.match(text)
    if system:
        text = f"{system[2]} {system[1]} {system[4]} {system[3]}"
    elif "," not in text[:12]:
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def loose(text: str) -> datetime | None:
    """The moment of something like ISO 8601."""
    found = LOOSE.match(text) or DIGITS.match(text)
    if found is None:
        return None
    parts = found.groupdict()
    try:
        clock = f"{int(parts['hour']):02}:{parts['minute']}:{parts['second'] or '00'}" if parts["hour"] else "00:00"
        zone = (parts.get("zone") or "").upper().removeprefix("GMT").removeprefix("UTC").strip()
        return datetime.fromisoformat(f"{parts['year']}-{int(parts['month']):02}-{int(parts['day']):02}T{clock}{zone}")
    except ValueError:
        return None


def told(time: datetime, clocked: bool) -> str:
    """A moment as kutip writes it. Midnight to the second stands where a system had only the day."""
    if not clocked or not (time.hour or time.minute or time.second or time.microsecond):
        return time.date().isoformat()
    return time.isoformat(timespec="minutes")


def in_address(url: str) -> str | None:
    """The day that an address holds."""
    path = url.partition("://")[2].partition("/")[2]
    for found in IN_ADDRESS.finditer(path):
        day = dated(found[1], found[3], found[4])
        if day:
            return day
    backwards = BACKWARDS.search(path)
    if backwards is not None:
        return dated(backwards[4], backwards[3], backwards[1])
    named = BY_MONTH.search(path)
    if named and named[2].lower() in MONTHS:
        return dated(named[1], str(MONTHS.index(named[2].lower()) + 1), named[3])
    return None


def dated(year: str, month: str, day: str) -> str | None:
    """A day of the calendar, of a year in which there were pages."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if FIRST <= found.year < LAST else None


ZONE = timedelta(hours=14)
"""No zone is farther from Greenwich."""


def apart(one: str, other: str) -> bool:
    """Whether two moments cannot be one that is told in two zones, or once to the day and once to the minute."""
    short, long = sorted((one, other), key=len)
    first, second = (datetime.fromisoformat(value).replace(tzinfo=None) for value in (short, long))
    if len(long) == 10:
        return abs((first - second).days) > 1
    if len(short) == 10:
        return not (second - ZONE).date() <= first.date() <= (second + ZONE).date()
    return abs(first - second) > ZONE


def far(one: str, other: str) -> bool:
    """Whether two moments are more than a few days from one another."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) > FEW


def swapped(value: str) -> str | None:
    """A moment with day and month the other way round, if the calendar has it."""
    other = dated(value[:4], value[8:10], value[5:7]) if len(value) >= 10 else None
    return other + value[10:] if other else None


def zoned(one: str, other: str) -> str | None:
    """A moment of Greenwich in the zone in which another place tells the same moment; None when it is another one."""
    if len(other) < 16 or other[16:] == one[16:]:
        return None
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if second.tzinfo is not None:
        return other if first == second else None
    away = second - first.replace(tzinfo=None)
    whole = away.total_seconds() % QUARTER == 0 and timedelta(0) < abs(away) <= ZONE
    return second.replace(tzinfo=timezone(away)).isoformat(timespec="minutes") if whole else None


FEW = 3
QUARTER = 900
"""Seconds: zones are whole quarters of an hour from Greenwich."""
