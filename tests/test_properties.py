"""Laws that hold for any text at all."""

import io
import re

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

import kutip
from kutip import export
from kutip.errors import InputError
from kutip.record import Reading
from tests.test_contract import check, printed

MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』＂"
SPACES = ("\r\n", "\n", "\r", "\n\n", "\t", "\xa0", "\u2028", "\u200b", "\u200f", "\ufeff", "\ud800", "\0")
SCRIPTS = st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x24F),  # Latin
    st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),  # Hangul
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),  # Han
    st.characters(min_codepoint=0x400, max_codepoint=0x4FF),  # Cyrillic
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),  # Arabic, with its combining marks
    st.characters(min_codepoint=0x300, max_codepoint=0x36F),  # combining marks
    st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF),  # emoji
    st.sampled_from(
        [*MARKS, "\r\n", "\n", "\r", "\n\n", "\t", "\xa0", "\u2028", "\u200b", "\u200f", "\ufeff", "\ud800", "\0"]
    ),
)
NEWS = st.sampled_from([
    "kata", "ujarnya", "menurut", "dikutip dari", "seperti", "Analis", "hingga", "persen", "Rp1,4 miliar", "dibantah",
    "said", "according to", "told", "the", "reportedly", "up to", "four times", "dozens", "denied", "Rina Sutopo",
    "(", ")", "—", ":", ".", "?", "...", "“", "”", '"', "Jakarta (ANTARA) -", "Foto: ", "May 8, 2025", "31/02/2025",
    "Kamis (8/5/2025)", "99999999999999999999",
])  # fmt: skip
HOSTILE = st.sampled_from(["<script>", "</p>", "</style>", "&amp;", "\x1b[2J", '"', "'", "said", "\u202e", "{{ 7 }}"])
TEXTS = st.one_of(
    st.lists(SCRIPTS, max_size=300).map("".join),
    st.lists(st.one_of(NEWS, st.lists(SCRIPTS, max_size=6).map("".join)), max_size=60).map(" ".join),
    st.lists(st.lists(NEWS, max_size=20).map(" ".join), max_size=6).map("\n\n".join),
)
LANGS = st.sampled_from(["id", "en", None])


@settings(deadline=None, max_examples=150)
@given(text=TEXTS, lang=LANGS, plain=st.booleans())
def test_any_text_is_read_and_keeps_the_contract(text: str, lang: str | None, plain: bool) -> None:
    check(printed(kutip.read(text, lang=lang, plain=plain)))


@settings(deadline=None, max_examples=60)
@given(text=TEXTS, lang=LANGS)
def test_the_same_text_gives_the_same_bytes(text: str, lang: str | None) -> None:
    assert msgspec.json.encode(kutip.read(text, lang=lang)) == msgspec.json.encode(kutip.read(text, lang=lang))


@settings(deadline=None, max_examples=60)
@given(text=TEXTS, lang=LANGS)
def test_a_reading_survives_json(text: str, lang: str | None) -> None:
    reading = kutip.read(text, lang=lang)
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_the_text_stays_as_it_is_but_for_its_line_ends(text: str) -> None:
    whole = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    kept = whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert kutip.read(text, lang="id").article.text == kept


@settings(deadline=None, max_examples=60)
@given(body=st.binary(max_size=200), lang=LANGS)
def test_any_page_is_read_or_refused_with_a_reason(body: bytes, lang: str | None) -> None:
    try:
        reading = kutip.read(b"<!doctype html><body><p>" + body, lang=lang)
    except InputError as error:
        assert ";" in str(error)  # what is wrong; what to do
    else:
        check(printed(reading))


@settings(deadline=None, max_examples=60)
@given(text=st.one_of(TEXTS, st.lists(HOSTILE).map(" ".join)))
def test_any_reading_can_be_shown_and_steers_nothing(text: str) -> None:
    reading = kutip.read(text, lang="en", outlet=text or None, url=text or None, plain=True)
    shown = {}
    for form in ("text", "html"):
        out = io.BytesIO()
        export.writer(form)([reading], out)
        shown[form] = out.getvalue().decode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown["text"])
    assert "<script" not in shown["html"].lower()
