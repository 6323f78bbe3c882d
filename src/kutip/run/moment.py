"""Moments as the desk writes them down: UTC, to the second, so that the later one is the greater text."""

from datetime import UTC, datetime


def written(now: datetime) -> str:
    """A moment as a text."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text: str) -> datetime:
    """The moment that a text says."""
    return datetime.fromisoformat(text)
