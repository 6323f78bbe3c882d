"""The words of the pages: none is missing, none is left over, and no language says less than another."""

import re
from itertools import chain
from pathlib import Path

import pytest

from kutip.serve import words

SERVE = Path(words.__file__).parent
TEMPLATES = "\n".join(path.read_text("utf-8") for path in sorted((SERVE / "templates").glob("*.j2")))
SAID = set(re.findall(r'say\("([\w.-]+)"', TEMPLATES))
BEGINNINGS = {f"{one}." for one in re.findall(r'say\("([\w-]+)\." ~', TEMPLATES)}
QUOTED = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', TEMPLATES))
"""Every key that stands in a template in one piece, also where one of two is chosen."""
OWN = ("calendar.",)
"""What is not said by templates."""


@pytest.mark.parametrize("lang", words.langs())
def test_every_word_of_a_template_is_there(lang: str) -> None:
    held = words.load(lang).entries
    assert {key for key in SAID if not key.endswith(".")} - set(held) == set()
    assert [start for start in BEGINNINGS if not any(key.startswith(start) for key in held)] == []


@pytest.mark.parametrize("lang", words.langs())
def test_no_word_is_left_over(lang: str) -> None:
    used = SAID | QUOTED
    held = words.load(lang).entries
    assert [key for key in held if key not in used and not key.startswith((*BEGINNINGS, *OWN))] == []


@pytest.mark.parametrize("lang", words.langs())
def test_plurals_have_a_form_for_many(lang: str) -> None:
    plural = re.compile(r'say\("([\w.]+)", n=')
    held = words.load(lang).entries
    assert [key for key in plural.findall(TEMPLATES) if isinstance(held[key], str)] == []


def test_kutip_never_confirms() -> None:
    said = chain.from_iterable(words.load(lang).entries.values() for lang in words.langs())
    assert not any(re.search("confirm|konfirmasi|terbukti|membenarkan", str(one), re.IGNORECASE) for one in said)
