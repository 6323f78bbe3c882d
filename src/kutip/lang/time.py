"""The keys of `time.toml`: how this language writes dates and times.

The lists give words their roles; `shapes` put the roles together (see `kutip.mark.shape` for how a shape is written).
A word written with a capital is one only with a capital in the text: English `May`, Indonesian `Minggu`.
"""

from typing import Literal

from msgspec import Struct

Unit = Literal[
    "second", "minute", "hour", "day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century",
]  # fmt: skip
Rule = Literal[
    "date", "period", "ago", "later", "loose", "decade", "century", "same", "that",
    "duration", "recurring", "vague", "none",
]  # fmt: skip


class TimeWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Most lists are a role of the same name without its s: `months` holds what can be a `month`. `numbers` is the role
    `small`, `hours` `hourword`; the words of `zones` are an `otherzone` too."""

    order: Literal["dmy", "mdy"]
    """How 11/6/2025 is read when both ways are possible."""
    order_of_clock: Literal["hour first", "minutes first"]
    """Whether the hour is told before the minutes (jam tiga lewat sepuluh) or behind (ten past three)."""
    months: dict[str, int]
    """Names of months and their short forms; January is 1."""
    weekdays: dict[str, int]
    """Names of weekdays and their short forms; Monday is 1."""
    units: dict[str, Unit]
    """Units of time: day, Indonesian pekan."""
    singles: dict[str, Unit]
    """Words that say one of a unit in one: Indonesian sehari."""
    plurals: dict[str, Unit]
    """Words that say many of a unit without a number: years, Indonesian berhari-hari."""
    ones: dict[str, int]
    """Articles that may stand for a number: a week."""
    numbers: dict[str, int]
    """Numbers in words that add their value: two, twenty."""
    teens: dict[str, int]
    """Added to the number before: Indonesian belas."""
    scales: dict[str, int]
    """Multiplied with the number before: Indonesian puluh."""
    ordinals: dict[str, int]
    """Words that say the how-manieth: first, kedua."""
    dayparts: dict[str, tuple[int, int]]
    """Parts of the day with the hours they lie in; past midnight counts on from 24."""
    seasons: dict[str, tuple[int, int]]
    """Seasons with their first and last month."""
    meridiems: dict[str, int]
    """Added to an hour below twelve."""
    zones: dict[str, str]
    """Printed zones as ISO offsets."""
    hours: dict[str, int]
    """Words for an hour of the day (noon)."""
    fractions: dict[str, int]
    """Minutes: half, quarter."""
    passes: dict[str, int]
    """1 where minutes are added to the hour (past), -1 where they are taken off (to)."""
    shifts: dict[str, int]
    """Days from today: yesterday is -1."""
    dayturns: dict[str, int]
    """Days from today for a part of the day: in last night, last is -1; in this morning, this is 0."""
    turns: dict[str, int]
    """Units from the present one: last is -1."""
    agos: dict[str, int]
    """Which way from today a counted stretch leads: ago is -1."""
    afters: dict[str, int]
    """Which way a counted stretch leads from what is told next: before is -1."""
    laters: dict[str, int]
    """Which way from the time told before: later is 1."""
    besides: dict[str, int]
    """Days from the day told before, in one expression: the next day is 1."""
    hangings: dict[str, int]
    """The same where what is told next may come first: the day before (the vote)."""
    oftens: dict[str, Unit]
    """Words for what recurs: daily."""
    vagues: dict[str, Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"]]
    """Times that name no date (now, recently), in the words of TimeML."""
    roles: dict[str, tuple[str, ...]]
    """Further words by the role that shapes give them."""
    future: tuple[str, ...]
    """Words before a weekday, month or yearless date that make it the coming one."""
    past: tuple[str, ...]
    """Words that make it the last one."""
    past_endings: tuple[str, ...]
    """Endings of verbs that do the same: -ed."""
    speech: tuple[str, ...]
    """Words that report: a weekday behind them lies back, whatever was foretold before."""
    pieces: dict[str, str]
    """Parts of shapes that have a name, so that shapes can be put together from them."""
    shapes: dict[Rule, tuple[str, ...]]
    """The shapes of expressions, by the rule that works out what they mean."""
