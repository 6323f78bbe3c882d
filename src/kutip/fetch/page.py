"""What an answer is read as."""

from typing import Literal

from kutip.errors import InputError
from kutip.fetch.exchange import Answer

MEDIA: dict[str, Literal["text", "html"]] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


def media(answer: Answer) -> Literal["text", "html"]:
    """Whether it is a page or a plain text; `InputError` when it is neither. What does not say is a page."""
    kind = answer.last.media or "text/html"
    if kind not in MEDIA:
        raise InputError(f"it is {kind}, not a page; give the address of a report")
    return MEDIA[kind]
