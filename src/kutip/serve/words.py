"""What the pages say, in the language of the reader: words from words/*.toml, numbers and dates as that language has
them. A new language is a new file."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeGuard

from markupsafe import Markup, escape

from kutip.errors import PackError

FOLDER = Path(__file__).parent / "words"
Entry = str | Mapping[str, str]
"""Words; or by plural form, "one" and "other", of which a language may lack the first."""


class Words:
    """The words of one language."""

    def __init__(self, lang: str, entries: Mapping[str, Entry], months: tuple[str, ...]) -> None:
        self.lang, self.entries, self.months = lang, entries, months
        self.plain = {key: escape(entry) for key, entry in entries.items() if isinstance(entry, str)}

    def say(self, key: str, /, *, n: int | None = None, **values: object) -> Markup:
        """What a key says, with values put in; all is escaped but what is `Markup`. With `n` in the form for that
        number."""
        if n is not None:
            values["n"] = self.number(n)
        said = self.plain.get(key)
        if said is None:
            forms = self.entries[key]
            assert not isinstance(forms, str)
            said = escape(forms["one"] if n == 1 and "one" in forms else forms["other"])
        return said.format(**values) if values else said

    def number(self, value: int | float) -> str:
        """A number with its thousands set apart."""
        signs = {",": self.word("calendar.thousands"), ".": self.word("calendar.decimal")}
        return "".join(signs.get(sign, sign) for sign in f"{value:,}")

    def day(self, value: str) -> str:
        """The day of a moment in ISO 8601, or the month or year where it tells no more."""
        first, slash, last = value.partition("/")
        if slash:
            return f"{self.day(first)} – {self.day(last)}"
        year, month, day = (*value[:10].split("-"), "", "")[:3]
        if not month.isdecimal() or not 1 <= int(month) <= len(self.months):
            return value
        name = self.months[int(month) - 1]
        if not day.isdecimal():
            return self.word("calendar.month").format(month=name, year=year)
        return self.word("calendar.day").format(day=int(day), month=name, year=year)

    def clock(self, value: str) -> str:
        """The time of day of a moment, "" where it tells none."""
        hour, colon, rest = value.partition("T")[2].partition(":")
        return self.word("calendar.clock").format(hour=hour, minute=rest[:2]) if colon else ""

    def moment(self, value: str) -> str:
        """Day and time of a moment, as far as it tells."""
        clock = "" if "/" in value else self.clock(value)
        return self.word("calendar.both").format(day=self.day(value), clock=clock) if clock else self.day(value)

    def word(self, key: str) -> str:
        """What a key says that has no plural."""
        entry = self.entries[key]
        return entry if isinstance(entry, str) else entry["other"]


@cache
def load(lang: str, folder: Path = FOLDER) -> Words:
    """The words of a language; `PackError` when its file is wrong."""
    path = folder / f"{lang}.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PackError(f"serve/words/{lang}.toml: {error}") from None
    months = tuple(table.get("calendar", {}).pop("months", ()))
    return Words(lang, dict(flat(table, "")), months)


@cache
def langs(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that the pages speak."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def flat(table: Mapping[str, object], above: str) -> Iterator[tuple[str, Entry]]:
    """The entries of a table under dotted keys."""
    for key, value in table.items():
        if isinstance(value, str) or plural(value):
            yield above + key, value
        elif isinstance(value, Mapping):
            yield from flat(value, f"{above}{key}.")
        else:
            raise PackError(f"serve/words: {above}{key} is neither words nor a table of words")


def plural(value: object) -> TypeGuard[Mapping[str, str]]:
    """Whether it is what a key says in its plural forms."""
    return isinstance(value, Mapping) and "other" in value and value.keys() <= {"one", "other"}
