"""Particles are cut off words: places in the text stay what they are, and packs write phrases as texts are cut."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kutip import lang
from kutip.record import Words
from kutip.words import Endings, cut

PACKS = [code for code in lang.codes() if lang.load(code).signs.endings()]
ENDINGS = Endings(["x", "ab|c", "ec"], ["도"], ["는"], ["-bx", "lux"])


def parted(text: str) -> Words:
    """The words of a text with its particles apart."""
    return ENDINGS.parted(cut(text))


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("ax", ["a", "x"]),
        ("x", ["x"]),
        ("abx", ["abx"]),
        ("lux", ["lux"]),
        ("alux", ["alu", "x"]),
        ("abc", ["ab", "c"]),
        ("ac", ["ac"]),
        ("abcx", ["ab", "c", "x"]),
        ("axx", ["ax", "x"]),
        ("각도", ["각", "도"]),
        ("가도", ["가도"]),
        ("가는", ["가", "는"]),
        ("각는", ["각는"]),
        ("A는", ["a", "는"]),
    ],
)
def test_the_longest_ending_decides(word: str, pieces: list[str]) -> None:
    assert parted(word).lows == pieces


@given(st.text(alphabet="abcx도는가각 .“İ1", max_size=40))
def test_pieces_stand_where_the_words_stood(text: str) -> None:
    whole, pieces = cut(text), parted(text)
    assert {*zip(whole.starts, strict=True)} <= {*zip(pieces.starts, strict=True)}
    assert sum(b - a for a, b in zip(pieces.starts, pieces.ends, strict=True)) == sum(
        b - a for a, b in zip(whole.starts, whole.ends, strict=True)
    )
    assert all(pieces.word(n).lower() == pieces.lows[n] for n in range(len(pieces)))


def test_a_word_of_particles_costs_no_more_than_its_length() -> None:
    begun = time.process_time()
    parted("abc" * 100_000)
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("code", PACKS)
def test_a_pack_writes_its_phrases_as_texts_are_cut(code: str) -> None:
    pack = lang.load(code)
    endings = pack.signs.endings()
    assert endings
    wrong = [phrase for phrase in phrases(pack) if endings.parted(cut(phrase)).lows != cut(phrase).lows]
    assert not wrong


def phrases(pack: lang.Lang) -> Iterator[str]:
    """The phrases of attribution that are looked for word by word."""
    cues = pack.cues
    for cue in cues.cue:
        yield from cue.words
        yield from (stem + ending for stem in cue.stems for ending in cues.endings)
    yield from (*cues.that, *cues.openers, *cues.adverbs, *cues.adjuncts, *cues.back, *cues.hedges, *cues.future)
    yield from (*cues.negative, *cues.relative, *cues.no_cue, *cues.dated)
    yield from (*pack.refer.person, *(word for noun in pack.refer.noun for word in noun.words))
