"""Times as feeds and sitemaps print them → ISO 8601: as exact as printed, in the zone printed, never guessed."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from typing import NamedTuple

from kutip import lang as languages

CLOCK = r"(?P<hour>[0-9][0-9]?)[:.](?P<minute>[0-9][0-9])(?:[:.](?P<second>[0-9][0-9])(?:[.,](?P<part>[0-9]{1,9}))?)?"
NOON = r"(?:\s?(?P<noon>[ap])\.?m\.?)?"
ZONE = r"(?:\s?(?P<zone>(?:UTC|GMT)?[+-][0-9][0-9]?(?::?[0-9][0-9])?|[a-z]{1,5}))?(?:\s?\([^()]*\))?"
YEAR = "(?P<year>[0-9]{4}|[0-9][0-9])"
DAY = r"(?:[^\W\d_]{2,12}\.?,?\s)?"
SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?P<year>[0-9]{{4}})(?:[-/](?P<month>[0-9][0-9])(?:[-/](?P<day>[0-9][0-9])(?:\s?T?\s?{CLOCK}{ZONE})?)?)?",
        r"(?P<year>[0-9]{4})(?P<month>[0-9][0-9])(?P<day>[0-9][0-9])(?:T(?P<hour>[0-9][0-9])(?P<minute>[0-9][0-9])(?P<second>[0-9][0-9])?"
        + ZONE
        + ")?",
        rf"{DAY}(?P<day>[0-9][0-9]?)[ -](?P<word>[^\W\d_]{{3,12}})\.?,?[ -]{YEAR}(?:,?\s{CLOCK}{NOON}{ZONE})?",
        rf"{DAY}(?P<word>[^\W\d_]{{3,12}})\.?\s(?P<day>[0-9][0-9]?),?\s(?P<year>[0-9]{{4}})(?:,?\s{CLOCK}{NOON}{ZONE})?",
        rf"{DAY}(?P<word>[^\W\d_]{{3,12}})\s(?P<day>[0-9][0-9]?)\s{CLOCK}{ZONE}\s(?P<year>[0-9]{{4}})",
        r"(?P<word>[^\W\d_]{3,12})\s(?P<year>[0-9]{4})",
    )
)
# The words of RFC 822, so that most feeds need no language pack; what they do not know, the packs may.
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
ZONES = {
    "z": "+00:00", "ut": "+00:00", "utc": "+00:00", "gmt": "+00:00", "est": "-05:00", "edt": "-04:00", "cst": "-06:00",
    "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])([0-9][0-9]?)(?::?([0-9][0-9]))?", re.IGNORECASE)
LONGEST = 80


@lru_cache(maxsize=4096)
def iso(printed: str | None) -> str | None:
    """A printed time as ISO 8601; None when it is none, or is the nothing of a program: year 1, 1 January 1970."""
    text = " ".join(printed.split()) if printed and len(printed) <= LONGEST else ""
    for shape in SHAPES:
        if found := shape.fullmatch(text):
            return told(found.groupdict())
    return None


def instant(moment: str) -> datetime:
    """Where a time of `iso` lies among others: without a zone as if in UTC, a day or month where it begins."""
    whole = datetime.fromisoformat(moment + "-01-01"[len(moment) - 4 :] if len(moment) < 10 else moment)
    return whole if whole.tzinfo else whole.replace(tzinfo=UTC)


def told(found: dict[str, str | None]) -> str | None:
    """The time of its printed pieces, None when there is no such day or hour."""
    month = found["month"] if "month" in found else str(numbered(found["word"] or ""))
    if month is None:
        return year if (year := found["year"] or "") > "1000" else None
    try:
        day = datetime(century(found["year"] or ""), int(month), int(found.get("day") or 1))
        return None if day.year < 1000 else clocked(day, found)
    except (ValueError, OverflowError):
        return None


def clocked(day: datetime, found: dict[str, str | None]) -> str | None:
    """The day, with the hour as far as it is printed."""
    if found.get("day") is None:
        return f"{day:%Y-%m}"
    if found.get("hour") is None:
        return f"{day:%Y-%m-%d}"
    second, part = found.get("second"), found.get("part")
    moment = day + timedelta(hours=halved(int(found["hour"] or 0), found.get("noon")))
    moment = moment.replace(
        minute=int(found["minute"] or 0),
        second=int(second or 0),
        microsecond=int((part or "0").ljust(6, "0")[:6]),
        tzinfo=zoned(found.get("zone")),
    )
    if moment.tzinfo and moment.timestamp() == 0:
        return None
    exact = "minutes" if second is None else "seconds" if part is None else "milliseconds"
    return moment.isoformat(timespec=exact if len(part or "") <= 3 else "microseconds")


def halved(hour: int, noon: str | None) -> int:
    """The hour of the day, 24 for its end; `ValueError` when there is none."""
    if hour > (12 if noon else 24):
        raise ValueError(hour)
    return hour if noon is None else hour % 12 + (12 if noon in "pP" else 0)


def century(year: str) -> int:
    """The whole year; two digits are read as RFC 2822 says."""
    return int(year) if len(year) == 4 else int(year) + (2000 if year < "50" else 1900)


def numbered(word: str) -> int:
    """The number of a month, 0 when it is none."""
    low = word.lower()
    found = (number for number, month in enumerate(MONTHS, 1) if month.startswith(low) and len(low) >= 3)
    return next(found, 0) or packed().months.get(low, 0)


def zoned(zone: str | None) -> timezone | None:
    """The zone; None when none is printed, or one that nobody can tell."""
    if not zone:
        return None
    low = zone.lower()
    found = OFFSET.fullmatch(low) or OFFSET.fullmatch(ZONES.get(low) or packed().zones.get(low, ""))
    if found is None:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)


class Packed(NamedTuple):
    """Names of months, and zones with their offsets, in small letters."""

    months: dict[str, int]
    zones: dict[str, str]


@cache
def packed() -> Packed:
    """What the languages that have a pack call months and zones."""
    times = [languages.load(code).time for code in languages.codes()]
    months = {name.lower(): number for time in times for name, number in time.months.items()}
    return Packed(months, {name.lower(): offset for time in times for name, offset in time.zones.items()})
