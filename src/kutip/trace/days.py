"""How the days differ on which two tellings say that it happened."""

from datetime import date

from kutip import lang as languages
from kutip.record import Time
from kutip.trace.gap import WORDED, Gap, close, near, words
from kutip.trace.scene import begun
from kutip.trace.telling import Said

DAY, MONTH, MINUTE = len("2025-05-08"), len("2025-05"), len("2025-05-08T07:15")
TOPIC = 2
"""As many things must two tellings be about together, for their days to be those of one happening."""
WEEK, MONTH_LONG = 7, 31
CENTURY = 100
"""No report is in doubt by so many years: a number was taken for a year."""


def dates(one: Said, two: Said) -> Gap | None:
    """How the days differ on which it happened."""
    mine, theirs = events(one), events(two)
    if len(mine) != 1 or len(theirs) != 1:
        return None
    a, b = mine[0].value or "", theirs[0].value or ""
    says = f"{one.article[mine[0]]} ({a}) / {two.article[theirs[0]]} ({b})"
    if a[:DAY] == b[:DAY] and begun(one, two) and clocks(a, b):
        return Gap("time", "date", says, "contradiction")
    if a[:DAY] == b[:DAY] or one.article[mine[0]].lower() == two.article[theirs[0]].lower():  # “today” in two papers
        return None
    if a.startswith(b) or b.startswith(a):
        return Gap("time", "rounding", says, "difference")
    if "/" in a or "/" in b or vague(one, mine[0]) or vague(two, theirs[0]) or far(a, b):
        return None
    if told_on(two, a) or told_on(one, b) or meant_from_print(one, mine[0], two, theirs[0]):
        return Gap("time", "date_of_what", says, "difference")
    strict = (one.plain and two.plain) or one.article.lang != two.article.lang
    alike = near(one, two) if strict else close(one, two)
    if not (alike or (slipped(a, b) and len(topic(one) & topic(two)) >= TOPIC)):
        return None
    return Gap("time", "date", says, "contradiction")


def clocks(a: str, b: str) -> bool:
    """Whether two times are told to the minute, and are not the same."""
    return min(len(a), len(b)) >= MINUTE and a[DAY:MINUTE] != b[DAY:MINUTE]


def vague(one: Said, time: Time) -> bool:
    """Whether a time is told by another, and not to the month: less than a year later."""
    return len(time.value or "") < MONTH and not any(sign.isdecimal() for sign in one.article[time])


def far(a: str, b: str) -> bool:
    """Whether two times are further apart than any report would be wrong."""
    return a[:4].isdecimal() and b[:4].isdecimal() and abs(int(a[:4]) - int(b[:4])) >= CENTURY


def meant_from_print(one: Said, mine: Time, two: Said, theirs: Time) -> bool:
    """Whether two days hang on the days of print and may well be one: the same weekday some weeks apart; today beside
    the weekday next to it."""
    if printed(one, mine) or printed(two, theirs):
        return False
    apart = days_between(mine.value or "", theirs.value or "")
    if words(one.article[mine]) & words(two.article[theirs]) & (weekdays(one) | weekdays(two)):
        return apart % WEEK == 0
    return apart == 1 and (by_print(one, mine) or by_print(two, theirs))


def by_print(one: Said, time: Time) -> bool:
    """Whether a day is told from that of publication, without a date or weekday: this afternoon."""
    return not printed(one, time) and words(one.article[time]).isdisjoint(weekdays(one))


def printed(one: Said, time: Time) -> bool:
    """Whether the day of the month is printed."""
    number = (time.value or "")[8:DAY].lstrip("0")
    return not number or number in words(one.article[time])


def weekdays(one: Said) -> frozenset[str]:
    """The names of weekdays in the language of a telling, in small letters."""
    code = one.article.lang
    return frozenset(map(str.lower, languages.load(code).time.weekdays)) if code in languages.codes() else frozenset()


def days_between(one: str, other: str) -> int:
    """How many days lie between two days; -1 where one is not told to the day."""
    try:
        return abs((date.fromisoformat(one[:DAY]) - date.fromisoformat(other[:DAY])).days)
    except ValueError:
        return -1


def another_time(one: Said, two: Said) -> bool:
    """Whether one of two tellings is dated long before the other, or before the other was printed: it tells of what
    happened before."""
    mine, theirs = (happened(said) or (said.article.published or "")[:DAY] for said in (one, two))
    if (
        not (happened(one) or happened(two))
        or not mine
        or not theirs
        or mine.startswith(theirs)
        or theirs.startswith(mine)
    ):
        return False
    return days_between(first_day(mine), first_day(theirs)) > MONTH_LONG


def happened(one: Said) -> str:
    """The one time at which a telling says that it happened; "" where it says none or several."""
    times = {time.value for time in events(one)}
    return (times.pop() or "")[:DAY] if len(times) == 1 else ""


def as_of(one: Said) -> str:
    """The day on which it was so, as a telling has it: the last one that it names, or that of print; "" where none is
    known."""
    named = [one.reading.times[number].value or "" for number in one.claim.times]
    days = [value[:DAY] for value in named if len(value) >= DAY and "/" not in value]
    published = one.article.published or ""
    return max(days, default=published[:DAY] if len(published) >= DAY else "")


def first_day(value: str) -> str:
    """The first day of a time: of a year, a month, a day."""
    return f"{value}-01-01"[:DAY]


def slipped(a: str, b: str) -> bool:
    """Whether two days are the same but for the year, as far as both are told, or but for the month."""
    month, other = a[5:10], b[5:10]
    year = bool(month and other) and (month.startswith(other) or other.startswith(month))
    return year or (len(month) == len(other) == len("05-08") and (a[:4], a[8:10]) == (b[:4], b[8:10]))


def topic(one: Said) -> set[str]:
    """What a telling and its paragraph are about."""
    return {name for name in (*one.sense, *one.around) if name[:2] in WORDED}


def events(one: Said) -> list[Time]:
    """When what a telling tells happened."""
    return [time for time in one.times if time.role == "event" and time.value]


def told_on(one: Said, value: str) -> bool:
    """Whether a day is the one on which a telling was told or printed."""
    times = (one.reading.times[number] for number in one.claim.times)
    return any(time.role in ("report", "citation") and (time.value or "")[:10] == value[:10] for time in times)
