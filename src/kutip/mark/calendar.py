"""Stretches of the calendar: days, weeks, months, quarters … with the value kutip prints for them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """From the first day to the last, and how it is printed; `clock` is a time of that day, in minutes."""

    first: date
    last: date
    value: str
    clock: int | None = None

    @property
    def is_day(self) -> bool:
        return self.first == self.last


def month_end(year: int, month: int) -> int:
    """The number of days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date(9999, 12, 31)
    return (following - timedelta(1)).day if year < 9999 else 31


def day(at: date) -> Period:
    """One day."""
    return Period(at, at, at.isoformat())


def days(first: date, last: date) -> Period:
    """The days from one to another, printed as such."""
    return Period(first, last, f"{first}/{last}")


def week(at: date) -> Period:
    """Monday to Sunday around a day."""
    monday = at - timedelta(at.weekday())
    return days(monday, monday + timedelta(6))


def weekend(at: date) -> Period:
    """Saturday and Sunday of that day's week."""
    saturday = at - timedelta(at.weekday()) + timedelta(5)
    return days(saturday, saturday + timedelta(1))


def month(at: date) -> Period:
    """The month around a day."""
    first = at.replace(day=1)
    return Period(first, first.replace(day=month_end(at.year, at.month)), f"{at:%Y-%m}")


def months(year: int, first: int, last: int) -> Period:
    """From the first day of one month to the last of another; a last month before the first lies in the next year."""
    end = year + (last < first)
    return days(date(year, first, 1), date(end, last, month_end(end, last)))


def quarter(at: date) -> Period:
    """The quarter around a day."""
    first = (at.month - 1) // 3 * 3 + 1
    return months(at.year, first, first + 2)


def half(at: date) -> Period:
    """The half-year around a day."""
    first = 1 if at.month < 7 else 7
    return months(at.year, first, first + 5)


def year(at: date) -> Period:
    """The year around a day."""
    return Period(date(at.year, 1, 1), date(at.year, 12, 31), f"{at.year:04d}")


def years(first: int, last: int) -> Period:
    """From one year to another."""
    return Period(date(first, 1, 1), date(last, 12, 31), f"{first:04d}/{last:04d}")


def decade(at: date) -> Period:
    """The ten years from a round one."""
    first = at.year // 10 * 10
    return years(max(first, 1), first + 9)


def century(at: date) -> Period:
    """The hundred years that end with a round one."""
    first = (at.year - 1) // 100 * 100 + 1
    return years(first, first + 99)


def nth_week(of_year: int, of_month: int, number: int) -> Period:
    """The seven days of a month that its nth week means: the first is the 1st to the 7th."""
    first = date(of_year, of_month, 7 * number - 6)
    return days(first, min(first + timedelta(6), month(first).last))


def at(on: date, clock: int, zone: str) -> Period:
    """A time of the day, in minutes since midnight; 24:00 is midnight of the next."""
    on, clock = on + timedelta(clock // 1440), clock % 1440
    return Period(on, on, f"{on}T{clock // 60:02}:{clock % 60:02}{zone}", clock)


def again(period: Period, step: int) -> Period:
    """The same period some years on."""
    first, last = moved(period.first, 12 * step), moved(period.last, 12 * step)
    if len(period.value) == 7:
        return month(first)
    if period.first.day == 1 and (period.last + timedelta(1)).day == 1:
        last = month(last).last
    return year(first) if len(period.value) == 4 else day(first) if period.is_day else days(first, last)


def joined(first: Period, last: Period) -> Period:
    """From the one to the other."""
    begin, end = first.value.split("/")[0], last.value.split("/")[-1]
    return Period(first.first, last.last, f"{begin}/{end}")


def moved(at: date, count: int) -> date:
    """The same day some months on, or the last of that month."""
    months_on = at.year * 12 + at.month - 1 + count
    to, in_year = months_on // 12, months_on % 12 + 1
    return date(to, in_year, min(at.day, month_end(to, in_year)))


AROUND: dict[str, Callable[[date], Period]] = {
    "day": day, "week": week, "weekend": weekend, "month": month, "quarter": quarter,
    "half": half, "year": year, "decade": decade, "century": century,
}  # fmt: skip
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "weekend": 7}
LENGTHS = {"day": 6, "week": 6, "weekend": 6, "month": 31}
MINUTES = {"minute": 1, "hour": 60}


def stepped(unit: str, at: date, count: int) -> date:
    """The day that lies so many units on; OverflowError or ValueError outside the calendar."""
    return at + timedelta(DAYS[unit] * count) if unit in DAYS else moved(at, MONTHS[unit] * count)
