"""What an expression of time comes to, given the day of publication and what was told before."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from kutip.mark import calendar, ends
from kutip.mark.calendar import Period
from kutip.mark.ends import End, Meanings
from kutip.mark.shape import Hit

STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEAR = timedelta(31)
FAR = 270  # days beyond which a month without a year is rather the near one on the other side
SIZES = {"quarter": 3, "half": 6}
LATER = ("later", "beside", "hanging", "after")
DAWN = 6 * 60
YEARS = frozenset({"year", "likely", "slash"})  # roles that print a year


class Answer(NamedTuple):
    """What an expression comes to: a period, or None where nothing anchors it; and what does not fit."""

    period: Period | None
    doubt: str | None = None


class Told:
    """What a report has told so far: its own day, the last time it spoke of, the last day."""

    def __init__(self, published: str | None) -> None:
        stamp = STAMP.match(published or "")
        self.anchor = valid(*map(int, stamp.group(1, 2, 3))) if stamp else None
        self.clock = int(stamp[4]) * 60 + int(stamp[5]) if stamp and stamp[4] else None
        self.last: Period | None = None
        self.day: Period | None = None
        self.night = False
        self.year: int | None = None
        """The year last printed in this sentence, with a day or month."""

    def remember(self, period: Period, night: bool, printed_year: bool, reported: bool) -> None:
        """Keeps what was just told; the day of a statement does not take the place of the day of an event."""
        self.last = period
        if period.is_day and (not reported or self.day is None):
            self.day, self.night = period, night
        if printed_year and len(period.value) > len("2025") and "/" not in period.value:
            self.year = period.first.year

    def day_of_clock(self, minutes: int) -> date | None:
        """The day a clock time without one belongs to: the last day told, unless that is long past."""
        day = self.day.first if self.day else None
        if day is None or (self.anchor and abs(self.anchor - day) > NEAR):
            return self.anchor
        return day + timedelta(1) if self.night and minutes < DAWN else day


class Dating:
    """Resolvers, one a rule. `facing` is 1 where the words around speak of the future, -1 of the past, else 0."""

    def __init__(self, meanings: Meanings) -> None:
        self.meanings = meanings
        self.resolvers: dict[str, Callable[[Hit, Told, int], Answer | None]] = {
            "date": self.date, "period": self.period, "ago": self.ago, "later": self.later, "decade": self.decade,
            "century": self.century, "same": self.same, "that": self.that, "loose": self.loose,
        }  # fmt: skip

    def answer(self, hit: Hit, told: Told, facing: int, reported: bool) -> Answer | None:
        """What the expression comes to; None when it is no time after all."""
        try:
            answer = self.resolvers[hit.rule](hit, told, facing)
        except (ValueError, OverflowError):  # a day the calendar does not have
            return Answer(None)
        if answer and answer.period:
            night = self.meanings.late(hit.all("daypart"))
            told.remember(answer.period, night, any(role in YEARS for role, _ in hit.parts), reported)
        return answer

    # --- dates --------------------------------------------------------------------------------------------------------

    def date(self, hit: Hit, told: Told, facing: int) -> Answer | None:
        """A date, a weekday, a month, a year, a clock time, or from one to another."""
        first, last = ends.read(hit.parts, self.meanings)
        facing = -1 if hit.has("that") else facing
        if last is None:
            return dated(first, told, facing)
        if last.only_clock:
            before = dated(first, told, facing)
            return before and lasting(before, last)
        after = dated(last, told, facing)
        if after is None or after.period is None:
            return after
        before = dated(ends.until(first, after.period), told, facing)
        if first.only_clock and first.clock is not None:
            before = Answer(calendar.at(after.period.first, first.clock, first.zone))
        if before is None or before.period is None or before.period.first > after.period.last:
            return Answer(None)
        joined = calendar.joined(before.period, after.period)
        return Answer(calendar.days(joined.first, joined.last) if first.units else joined, before.doubt or after.doubt)

    # --- periods ------------------------------------------------------------------------------------------------------

    def period(self, hit: Hit, told: Told, facing: int) -> Answer | None:
        """This week, last year, the end of the month, the third quarter of 2025, last summer."""
        unit = next(iter(self.meanings.units(hit.parts)), None)
        turn = self.meanings.first("turn", hit)
        year = self.year(hit, told)
        if hit.has("season"):
            return self.season(hit, told, year, facing)
        if hit.has("weekly") and hit.has("day"):
            day = dated(ends.end(hit.parts, self.meanings), told, facing)
            return Answer(calendar.week(day.period.first)) if day and day.period else day
        if hit.has("month") and not hit.has("ordinal"):
            return self.ending(hit, told, year)
        if hit.has("ordinal") or hit.has("digits"):
            return self.nth(hit, told, year, facing)
        if unit not in calendar.AROUND or unit == "day":
            return None
        if told.anchor is None:
            return Answer(None)
        if turn is None and unit == "weekend":
            turn = 0 if facing > 0 or told.anchor.weekday() > 4 else -1
        return Answer(calendar.AROUND[unit](calendar.stepped(unit, told.anchor, turn or 0)))

    def year(self, hit: Hit, told: Told) -> int | None:
        """The year an expression names, in figures or as last, this, next year."""
        if hit.has("year"):
            return int(hit.all("year")[0])
        turn = self.meanings.first("turn", hit)
        if turn is not None and "year" in self.meanings.units(hit.parts) and told.anchor:
            return told.anchor.year + turn
        return None

    def nth(self, hit: Hit, told: Told, year: int | None, facing: int) -> Answer | None:
        """The third quarter, the first half, the first nine months, the second week of May."""
        units = self.meanings.units(hit.parts)
        unit = next((one for one in units if one in SIZES), units[0])
        number = self.meanings.first("ordinal", hit) or int((hit.all("digits") or ["1"])[0])
        if hit.has("month") or hit.has("lonemonth"):
            return self.nth_week(hit, told, year, facing) if unit == "week" else None
        if unit == "month" and number == 1:
            counts = self.meanings.counts(hit.parts)
            year = year or (told.anchor.year if told.anchor else None)
            return Answer(calendar.months(year, 1, counts[0]) if year and counts and counts[0] <= 12 else None)
        size = SIZES.get(unit)
        if size is None or not 1 <= number <= 12 // size:
            return None
        if year is None and told.anchor:
            year = begun(told.anchor, (number - 1) * size + 1, facing)
        return Answer(calendar.months(year, (number - 1) * size + 1, number * size) if year else None)

    def nth_week(self, hit: Hit, told: Told, year: int | None, facing: int) -> Answer:
        """The second week of May."""
        month, number = self.meanings.first("month", hit) or 1, self.meanings.first("ordinal", hit) or 1
        if year is None and told.anchor:
            year = nearest(told.anchor, month, 15, None, facing)
        return Answer(calendar.nth_week(year, month, number) if year else None)

    def ending(self, hit: Hit, told: Told, year: int | None) -> Answer | None:
        """The three months to June."""
        unit, count = self.counted(hit)
        month = self.meanings.first("month", hit) or 1
        if told.anchor is None and year is None:
            return Answer(None)
        year = year or nearest(told.anchor or date(1, 1, 1), month, 15, None, -1)
        length = count * calendar.MONTHS.get(unit, 0)
        if not 0 < length <= 12:
            return None
        first = calendar.moved(date(year, month, 1), 1 - length)
        return Answer(calendar.days(first, calendar.month(date(year, month, 1)).last))

    def season(self, hit: Hit, told: Told, year: int | None, facing: int) -> Answer:
        """A season of a year, or the one nearest to the day of publication."""
        first, last = self.meanings.seasons[hit.all("season")[0]]
        turn, anchor = self.meanings.first("turn", hit), told.anchor
        if year:
            return Answer(calendar.months(year, first, last))
        if anchor is None:
            return Answer(None)
        around = [calendar.months(anchor.year + step, first, last) for step in (-2, -1, 0, 1, 2)]
        if turn == -1 or (turn is None and facing < 0):
            return Answer([one for one in around if one.last < anchor][-1])
        if turn == 1 or facing > 0:
            return Answer(next(one for one in around if one.first > anchor))
        return Answer(min(around, key=lambda one: abs((one.first - anchor).days + (one.last - anchor).days)))

    def decade(self, hit: Hit, told: Told, facing: int) -> Answer | None:
        """The 1990s; with two figures the last such ten years (the 90s, the 20s)."""
        printed = int((hit.all("year") or hit.all("shortyear"))[0])
        if printed % 10:
            return None
        if printed < 100:
            printed += 1900 if printed >= 30 else 2000
        return Answer(calendar.decade(date(printed, 1, 1)))

    def century(self, hit: Hit, told: Told, facing: int) -> Answer | None:
        """The 19th century."""
        number = self.meanings.first("ordinal", hit) or int((hit.all("digits") or ["0"])[0])
        return Answer(calendar.century(date(number * 100, 1, 1))) if 0 < number < 30 else None

    # --- told from elsewhere ------------------------------------------------------------------------------------------

    def ago(self, hit: Hit, told: Told, facing: int) -> Answer | None:
        """Two days ago, four years ago, in three days' time: counted from the day of publication."""
        unit, count = self.counted(hit)
        count *= self.meanings.first("ago", hit) or 1
        if unit not in calendar.AROUND:
            return hours_on(told.anchor, told.clock, count * calendar.MINUTES.get(unit, 0))
        if told.anchor is None:
            return Answer(None)
        at = calendar.stepped(unit, told.anchor, count)
        if hit.has("halves") and unit == "year":
            at = calendar.moved(at, 6 if count > 0 else -6)
        return Answer(calendar.AROUND[unit](at))

    def later(self, hit: Hit, told: Told, facing: int) -> Answer | None:
        """A day later, two years earlier, the next day: counted from the time told before."""
        unit, count = self.counted(hit)
        count *= next((way for role in LATER if (way := self.meanings.first(role, hit))), 1)
        last = told.last
        if unit not in calendar.AROUND:
            return hours_on(last.first, last.clock, count * calendar.MINUTES.get(unit, 0)) if last else None
        if last and (last.last - last.first).days > calendar.LENGTHS.get(unit, 366):
            last = told.day  # a week from a year is none
        if last is None:
            return self.alone(hit, told)
        if unit == "year" and count == -1 and not last.is_day:
            return Answer(calendar.again(last, -1))
        at = calendar.stepped(unit, last.last if count > 0 else last.first, count)
        return Answer(calendar.day(at) if unit in calendar.DAYS and last.is_day else calendar.AROUND[unit](at))

    def counted(self, hit: Hit) -> tuple[str, int]:
        """Unit and number of a counted stretch."""
        counts = self.meanings.counts(hit.parts)
        units = self.meanings.units(hit.parts)
        return (units[0] if units else "day"), (counts[0] if counts else 1)

    def loose(self, hit: Hit, told: Told, facing: int) -> Answer | None:
        """A week after the fair: nothing anchors it."""
        return Answer(None)

    def same(self, hit: Hit, told: Told, facing: int) -> Answer | None:
        """The same period last year: the one told before, moved."""
        if told.last is None:
            return Answer(None)
        year = self.year(hit, told)
        step = year - told.last.first.year if year else -1
        return Answer(calendar.again(told.last, step))

    def that(self, hit: Hit, told: Told, facing: int) -> Answer | None:
        """That day, that morning, the same month: the one told before."""
        units = self.meanings.units(hit.parts)
        unit = units[0] if units else "day"
        base = told.day if unit == "day" and not (told.last and told.last.is_day) else told.last
        if unit not in calendar.AROUND:
            return None
        if base is None:
            return self.alone(hit, told)
        return Answer(calendar.AROUND[unit](base.first))

    def alone(self, hit: Hit, told: Told) -> Answer:
        """What words that point back mean where nothing was told before: none, or a day from that of publication."""
        shift = self.meanings.numbers["shift"].get(" ".join(low for _, low in hit.parts))
        return Answer(calendar.day(told.anchor + timedelta(shift)) if told.anchor and shift is not None else None)


def dated(end: End, told: Told, facing: int) -> Answer | None:
    """One end of a date: its day, and the time of that day."""
    answer = calendar_date(end, told, facing)
    if end.clock is None:
        return answer
    if not 0 <= end.clock <= 24 * 60:
        return None
    if answer is None:
        day = told.day_of_clock(end.clock)
        return Answer(calendar.at(day, end.clock, end.zone) if day else None)
    if answer.period is None or not answer.period.is_day:
        return answer
    return Answer(calendar.at(answer.period.first, end.clock, end.zone), answer.doubt)


def calendar_date(end: End, told: Told, facing: int) -> Answer | None:
    """The day, month or year without its clock; None if only a clock is told."""
    anchor = told.anchor
    if end.month and end.day:
        return full(end, told, facing)
    if end.shift is not None:
        return Answer(calendar.day(anchor + timedelta(end.shift)) if anchor else None)
    if end.month:
        year = end.year or year_of(end, told, facing)
        return Answer(calendar.month(date(year, end.month, 1)) if year else None)
    if end.day:
        return Answer(day_in_month(end, anchor, facing) if anchor else None)
    if end.year:
        return Answer(calendar.years(end.year, end.until) if end.until else calendar.year(date(end.year, 1, 1)))
    if end.weekday:
        return Answer(calendar.day(weekday(end, anchor, facing)) if anchor else None)
    return None


def full(end: End, told: Told, facing: int) -> Answer:
    """A day of a month, with the doubt that its weekday is another one."""
    year = end.year or year_of(end, told, facing)
    if year is None:
        return Answer(None)
    day = valid(year, end.month or 0, end.day or 0)
    if day is None:
        return Answer(None, "there is no such day")
    fits = end.weekday is None or end.weekday == day.isoweekday()
    return Answer(calendar.day(day), None if fits else f"that day was a {NAMES[day.weekday()]}")


def year_of(end: End, told: Told, facing: int) -> int | None:
    """The year of a date that does not print it."""
    if told.anchor is None:
        return told.year
    if end.turn is not None and "year" in end.units:
        return told.anchor.year + end.turn
    if end.turn == 0:
        return told.anchor.year
    if told.year and end.turn is None and end.weekday is None and facing <= 0:
        return told.year
    return nearest(told.anchor, end.month or 1, end.day or 15, end.turn, facing)


def nearest(anchor: date, month: int, day: int, turn: int | None, facing: int) -> int:
    """The year that brings a day or month nearest: on the side of `turn`, or of `facing` where that is not far."""
    around = [found for year in range(anchor.year - 4, anchor.year + 5) if (found := valid(year, month, day))]
    side = [one for one in around if lies(one, anchor, turn or facing)]
    fit = side if turn else [one for one in side if abs((one - anchor).days) < FAR] or around
    return min(fit, key=lambda one: abs((one - anchor).days)).year if fit else anchor.year


def lies(day: date, anchor: date, side: int) -> bool:
    """Whether a day lies ahead (1), behind (-1), or anywhere (0); the month around the anchor is on either side."""
    return (day - anchor).days * side >= 0 or (day.year, day.month) == (anchor.year, anchor.month)


def begun(anchor: date, month: int, facing: int) -> int:
    """The year in which a stretch from that month on has last begun, or will."""
    if facing > 0:
        return anchor.year + (anchor.month >= month + 3)
    return anchor.year - (anchor.month < month)


def weekday(end: End, anchor: date, facing: int) -> date:
    """The nearest such weekday: among the last seven days with this one, or ahead."""
    number = end.weekday or 1
    if "week" in end.units and end.turn is not None:
        return anchor - timedelta(anchor.weekday() - 7 * end.turn - number + 1)
    back = (anchor.isoweekday() - number) % 7
    if end.turn == 1:
        return anchor + timedelta(7 - back)
    if end.turn == -1:
        return anchor - timedelta(back or 7)
    if back and (facing > 0 or end.turn == 0):
        return anchor + timedelta(7 - back)
    return anchor - timedelta(back)


def day_in_month(end: End, anchor: date, facing: int) -> Period | None:
    """The 24th: of the month told, else the last one or the coming one."""
    if "month" in end.units:
        month = calendar.moved(anchor.replace(day=1), end.turn or 0)
        return calendar.day(month.replace(day=end.day or 1))
    step = 1 if (end.turn or facing) > 0 else -1
    for months in range(3):
        month = calendar.moved(anchor.replace(day=1), step * months)
        day = valid(month.year, month.month, end.day or 0)
        if day and (day - anchor).days * step >= 0:
            return calendar.day(day)
    return None


def lasting(before: Answer, last: End) -> Answer:
    """A date with a clock time, up to another clock time of that day or night."""
    if before.period is None or last.clock is None:
        return before
    day = before.period.first + timedelta(last.clock < (before.period.clock or 0))
    return Answer(calendar.joined(before.period, calendar.at(day, last.clock, last.zone)), before.doubt)


def hours_on(day: date | None, clock: int | None, minutes: int) -> Answer | None:
    """A clock time moved by some minutes; nothing to tell without one."""
    if day is None or clock is None or not minutes:
        return None
    days, rest = divmod(clock + minutes, 24 * 60)
    return Answer(calendar.at(day + timedelta(days), rest, ""))


def valid(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
