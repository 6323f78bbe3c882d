"""Rows about the desk whose inputs are of our own: each is the tests that hold it, before a real server or browser."""

from bench.rows import Row
from bench.rows.pages import tested

TALES, GUARD, PEOPLE = "tests/test_desk_hostile.py", "tests/test_serve_guard.py", "tests/test_serve_people.py"
BROWSER = "tests/test_browser_hostile.py"

ROWS = (
    Row("T14", "every capture is kept, claims point to theirs", tested(TALES, "-k", "shown_first")),
    Row("T15", "an edit is shown as one, nothing is overwritten", tested(TALES, "-k", "silent_edit")),
    Row("T16", "outlets learn nothing", tested(TALES, BROWSER, "-k", "learn_nothing or nobody_learns or called_by")),
    Row("T32", "a preserved page is locked", tested(TALES, BROWSER, "-k", "still_locked or nobody_learns")),
    Row("T33", "the same headers on every answer", tested(GUARD, TALES, "-k", "headers or has_them or slowly")),
    Row("T35", "only pages of the desk write", tested(GUARD, "-k", "other_site or its_mark or looking_writes")),
    Row("T36", "the desk goes by its own names only", tested(GUARD, TALES, "-k", "names or name_of or odd_requests")),
    Row("T37", "who may what is what the table says", tested(PEOPLE, "-k", "table or other_ways or cannot_write")),
    Row("T38", "tokens are kept nowhere, guessing ends", tested(PEOPLE, TALES, "-k", "nowhere or guesses or backup")),
)
