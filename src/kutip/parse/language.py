"""The language of a report."""

from collections.abc import Callable
from functools import cache

from kutip import lang as languages

NEIGHBOURS = (
    "ar", "de", "es", "fa", "fr", "he", "hi", "it", "ja", "jv", "km", "ko", "lo", "my", "nl", "pl", "pt", "ru", "ta", "th", "tl", "tr", "uk",
    "ur", "vi", "zh",
)  # fmt: skip
ENOUGH = 1500
"""More characters change no answer."""


def of(text: str, given: str | None = None, declared: str | None = None) -> str:
    """The ISO 639-1 code: what is given, else what the page declares, else what the words look like.

    Malay is not told from Indonesian: it reads as Indonesian. A text without letters is `und`.
    """
    for code in (given, declared):
        if code:
            return code.replace("_", "-").split("-")[0].lower()
    sample = text[:ENOUGH]
    if not any(map(str.isalpha, sample)):
        return "und"
    return classify()(sample)[0]


@cache
def classify() -> Callable[[str], tuple[str, float]]:
    """The identifier, held to our languages, those with signs of their own and big neighbours; it takes half a second to load."""
    import py3langid

    py3langid.set_languages([*languages.codes(), *NEIGHBOURS])
    return py3langid.classify
