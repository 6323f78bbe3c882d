"""What a word in figures can be in a date: a day, a year, a clock time, 11/6/2025 … Each is a role of shapes."""

from kutip.mark.shape import Roles

NONE: Roles = frozenset()
DIGITS, SHORT_YEAR, MONTH, DAY = (frozenset({role}) for role in ("digits", "shortyear", "monthnumber", "day"))
YEAR, LIKELY = frozenset({"year"}), frozenset({"likely"})  # likely: a year even where nothing says so
DATE, DAY_MONTH, YEARS = frozenset({"slash"}), frozenset({"shortslash"}), frozenset({"yearpair"})
MILITARY = frozenset({"hhmm", "otherclock"})
DOTTED = frozenset({"clock", "otherclock"})
COLON = DOTTED | {"colon"}  # a clock time even where nothing says so
LONGEST = len("2025.12.31")


def roles(low: str) -> Roles:
    """The roles of a word in figures."""
    if low.isdecimal():
        return plain(low)
    for sign, read in (("/", slashed), (":", clocked), (".", dotted)):
        if sign in low:
            return read(low.split(sign)) if len(low) <= LONGEST and low.replace(sign, "").isdecimal() else NONE
    return NONE


def plain(low: str) -> Roles:
    """Of a number without separators."""
    if len(low) == 4:
        return four(int(low))
    if len(low) > 3:
        return NONE
    number = int(low)
    return (
        DIGITS
        | (SHORT_YEAR if len(low) == 2 else NONE)
        | (MONTH if 1 <= number <= 12 and len(low) < 3 else NONE)
        | (DAY if 1 <= number <= 31 and len(low) < 3 else NONE)
    )


def four(number: int) -> Roles:
    """Of four figures: a year, or hours and minutes."""
    clock = MILITARY if number % 100 < 60 and number < 2400 else NONE
    year = YEAR if 1000 <= number < 2200 else NONE
    return year | clock | (LIKELY if 1900 <= number < 2100 else NONE)


def slashed(figures: list[str]) -> Roles:
    """Of 11/6/2025, 11/6, 2024/25."""
    numbers = [int(figure) for figure in figures]
    if len(numbers) == 3:
        dated = len(figures[0]) + len(figures[2]) > 2 and min(numbers) > 0 and max(numbers) < 2200
        return DATE if dated else NONE
    if len(numbers) > 3:
        return NONE
    if 1900 <= numbers[0] < 2100 and numbers[1] in (numbers[0] + 1, numbers[0] % 100 + 1):
        return YEARS
    return DAY_MONTH if 0 < min(numbers) <= 12 and max(numbers) <= 31 else NONE


def clocked(figures: list[str]) -> Roles:
    """Of 4:20 and 18:05:30."""
    sixty = all(len(figure) == 2 and int(figure) < 60 for figure in figures[1:])
    return COLON if len(figures) < 4 and sixty and int(figures[0]) <= 24 else NONE


def dotted(figures: list[str]) -> Roles:
    """Of 2025.05.07 and 21.15."""
    if len(figures) == 3 and max(map(len, figures)) == 4:
        return slashed(figures)
    return DOTTED if clocked(figures) and len(figures[0]) < 3 else NONE


SAMPLES = ("1/2/2025", "2024/25", "1/2", "1:30", "1.30", "2025.01.01", *map(str, range(2300)))
PADDED = (*(f"{number:02}" for number in range(10)), *(f"{number:04}" for number in range(1000)))
ALL = tuple({roles(low) for low in (*SAMPLES, *PADDED)})
