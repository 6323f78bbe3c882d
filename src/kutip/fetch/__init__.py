"""Address → bytes of a page."""
