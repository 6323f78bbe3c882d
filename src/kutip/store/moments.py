"""When a report is from, as a number that grows with time: the newest stand first in the order of these numbers."""

from datetime import UTC, datetime, timedelta

from kutip.errors import InputError

ROOM = 20
"""Bits: so many claims, as a power of two, have room in one minute; what is more goes on in the next."""
AHEAD = timedelta(days=1)
"""A report that says it was published later than this after it came is dated by when it came."""
WHOLE = "0001-01-01T00:00"
DATE = "{}: {!r} is no date; write 2025, 2025-06, 2025-06-12 or 2025-06-12T09:30"


def moment(text: str) -> datetime:
    """The beginning of what an ISO 8601 date stands for; without a zone it is UTC."""
    if len(text) in (len("2025"), len("2025-06")):
        text += WHOLE[len(text) :]
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def minute(published: str | None, seen: str) -> int:
    """The minute since 1970 that a report counts as from: when it was published, as far as that can be."""
    came = moment(seen)
    try:
        said = moment(published) if published else came
    except ValueError:
        said = came
    return int((said if said <= came + AHEAD else came).timestamp()) // 60


def first(at: int) -> int:
    """The first number of a minute."""
    return at << ROOM


def since(text: str) -> int:
    """The first number from a date on."""
    return first(int(asked("since", text).timestamp()) // 60)


def until(text: str) -> int:
    """The first number behind a date, which may be a year, a month, a day or a minute."""
    begin = asked("until", text)
    match len(text):
        case 4:  # a year
            behind = begin.replace(year=begin.year + 1)
        case 7:  # a month
            behind = (begin + timedelta(days=31)).replace(day=1)
        case 10:  # a day
            behind = begin + timedelta(days=1)
        case _:
            behind = begin + timedelta(minutes=1)
    return first(int(behind.timestamp()) // 60)


def asked(what: str, text: str) -> datetime:
    """A date that somebody gives."""
    try:
        found = moment(text)
    except ValueError:
        raise InputError(DATE.format(what, text)) from None
    if found.year > datetime.max.year - 2:
        raise InputError(DATE.format(what, text))
    return found


def months(numbers: dict[int, int]) -> dict[str, int]:
    """How many there are of each month, of how many there are of each day since 1970."""
    found: dict[str, int] = {}
    start = datetime(1970, 1, 1, tzinfo=UTC)
    for day, count in numbers.items():
        name = f"{start + timedelta(days=day):%Y-%m}"
        found[name] = found.get(name, 0) + count
    return found
