"""The language of a report."""

import unicodedata
from collections.abc import Callable
from functools import cache

from kutip import lang as languages

NEIGHBOURS = (
    "ar", "de", "es", "fa", "fr", "he", "hi", "it", "ja", "jv", "km", "ko", "lo", "my", "nl", "pl", "pt", "ru", "ta",
    "th", "tl", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
LATIN = frozenset((
    "az", "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "id", "is", "it",
    "jv", "lb", "lt", "lv", "ms", "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "sq", "su", "sv", "sw",
    "tl", "tr", "vi",
))  # fmt: skip
ENOUGH = 2000
"""More characters change no answer."""
SHARE, CLEAR, FEW = 0.1, 3, 4
"""Of a text so many words are its language's common ones, so many times more than another's, and at least so many."""


def of(text: str, given: str | None = None, declared: str | None = None) -> str:
    """The ISO 639-1 code: what is given, else what the text looks like or the page declares, when the two agree.

    Many pages declare the language of the software that made them, so common words have the first say; what they
    do not tell, the page does, where its script fits. Malay is not told from Indonesian: it reads as Indonesian.
    A text without letters is `und`.
    """
    if given:
        return short(given)
    sample = text[:ENOUGH]
    if not any(map(str.isalpha, sample)):
        return "und"
    common = by_words(sample)
    if common is not None:
        return common
    if declared and (short(declared) in LATIN) == latin(sample):
        return short(declared)
    return classify()(sample.encode("utf-8", "ignore").decode())[0]


def short(code: str) -> str:
    """A language code without country and script."""
    return code.strip().replace("_", "-").split("-")[0].lower()


def by_words(sample: str) -> str | None:
    """The language with a pack whose common words fill the text; None when none does."""
    words = sample.lower().split()
    if not words:
        return None
    counts = sorted((sum(map(common.__contains__, words)), code) for code, common in packs())
    most, code = counts[-1]
    next_most = counts[-2][0] if len(counts) > 1 else 0
    return code if most >= FEW and most > SHARE * len(words) and most > CLEAR * next_most else None


@cache
def packs() -> tuple[tuple[str, frozenset[str]], ...]:
    """The common words of every language with a pack."""
    return tuple((code, frozenset(languages.load(code).signs.common)) for code in languages.codes())


def latin(sample: str) -> bool:
    """Whether a text is written in Latin letters for the greater part."""
    letters = [sign for sign in sample[:400] if sign.isalpha()]
    return 2 * sum(sign.isascii() or "LATIN" in unicodedata.name(sign, "") for sign in letters) > len(letters)


@cache
def classify() -> Callable[[str], tuple[str, float]]:
    """The identifier, held to our languages, those with a script of their own and big neighbours; it loads slowly."""
    import py3langid  # type: ignore[import-untyped]  # it ships no types

    py3langid.set_languages([*languages.codes(), *NEIGHBOURS])
    found: Callable[[str], tuple[str, float]] = py3langid.classify
    return found
