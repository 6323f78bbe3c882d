"""Capture → Article: one text, and the parts of it."""

import hashlib
import re

from kutip.record import Article, Capture, Part


def article(capture: Capture) -> Article:
    """(to be written) The report of a capture."""
    text = str(capture.body).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    parts = tuple(Part(found.start(), found.end(), "paragraph") for found in re.finditer(r"\S(?:[^\n]*\S)?", text))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(f"sha256:{digest}", capture.url, capture.outlet, capture.lang or "en", text, parts, capture.published)
