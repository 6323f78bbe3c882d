"""Bytes become characters as in a browser; where a page contradicts itself, kutip says so."""

import pytest

from kutip.parse import codec, encoding

CHINESE = "新华社北京电，外交部发言人星期三表示，双方将继续就有关问题保持沟通。记者会上他没有回答其他问题。"
TAIWAN = "外交部發言人星期三表示，雙方將繼續就有關問題保持溝通。記者會上他沒有回答其他問題，並說明會議日期。"
JAPANESE = "外務省の報道官は水曜日に記者会見を開き、両国は協議を続けると述べた。ほかの質問には答えなかった。"
KOREAN = "외교부 대변인은 수요일 기자회견에서 양측이 협의를 계속할 것이라고 밝혔다. 다른 질문에는 답하지 않았다."
RUSSIAN = (
    "Представитель министерства заявил в среду, что стороны продолжат переговоры. На другие вопросы он не ответил."
)
GREEK = "Ο εκπρόσωπος του υπουργείου δήλωσε την Τετάρτη ότι οι δύο πλευρές θα συνεχίσουν τις συνομιλίες."
FRENCH = (
    "Le porte-parole a déclaré mercredi que les négociations étaient terminées, précisant que l’été serait décisif."
)
HUNGARIAN = (
    "A szóvivő szerdán közölte, hogy a két fél folytatja a tárgyalásokat, és őszre új időpontot tűznek ki nekünk."
)

RIGHT = (
    ("gb18030", "gb18030", CHINESE), ("gbk", "gbk", CHINESE), ("gb2312", "gb2312", CHINESE),
    ("big5", "big5", TAIWAN), ("shift_jis", "cp932", JAPANESE), ("euc-jp", "euc_jp", JAPANESE),
    ("iso-2022-jp", "iso2022_jp", JAPANESE), ("euc-kr", "cp949", KOREAN), ("ks_c_5601-1987", "cp949", KOREAN),
    ("windows-1251", "cp1251", RUSSIAN), ("koi8-r", "koi8-r", RUSSIAN), ("iso-8859-5", "iso-8859-5", RUSSIAN),
    ("iso-8859-7", "iso-8859-7", GREEK), ("latin1", "cp1252", FRENCH), ("iso-8859-2", "iso-8859-2", HUNGARIAN),
    ("utf-8", "utf-8", FRENCH),
)  # fmt: skip
LABELS = [label for label, _, _ in RIGHT]


def page(text: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}<title>Wire</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("label", "python", "text"), RIGHT, ids=LABELS)
def test_a_page_is_read_in_the_encoding_it_names(label: str, python: str, text: str) -> None:
    whole = page(text, f'<meta charset="{label}">')
    assert encoding.decoded(whole.encode(python)) == (whole, codec.named(label), None)


@pytest.mark.parametrize(("label", "python", "text"), RIGHT, ids=LABELS)
def test_a_page_that_names_no_encoding_is_recognised_and_doubted(label: str, python: str, text: str) -> None:
    whole = page(text)
    found = encoding.decoded(whole.encode(python))
    assert found.text == whole
    assert bool(found.doubt) == (label != "utf-8")


@pytest.mark.parametrize(("label", "python", "text"), RIGHT, ids=LABELS)
def test_a_page_that_lies_is_never_believed_in_silence(label: str, python: str, text: str) -> None:
    for lie in ("utf-8", "iso-8859-1", "gbk", "shift_jis", "windows-1251"):
        whole = page(text, f'<meta charset="{lie}">')
        found = encoding.decoded(whole.encode(python))
        assert found.text == whole or found.doubt or encoding.garbled(found.text), lie


def test_what_is_not_utf_8_is_read_by_what_it_looks_like() -> None:
    whole = page(RUSSIAN, '<meta charset="utf-8">')
    found = encoding.decoded(whole.encode("cp1251"))
    assert found.text == whole
    assert found.doubt == "utf-8 declared, but the bytes are not; they look like windows-1251"


def test_what_can_only_be_utf_8_is_read_as_utf_8() -> None:
    whole = page(FRENCH)
    found = encoding.decoded(whole.encode(), "ISO-8859-1")
    assert found == (whole, "utf-8", "windows-1252 declared, but the bytes are utf-8")


def test_two_chinese_characters_that_happen_to_be_utf_8_stay_chinese() -> None:
    body = page("", '<meta charset="gbk">').encode() + "通通".encode("gbk")
    assert body.decode().endswith("ͨͨ")  # valid UTF-8, by chance
    assert encoding.decoded(body).text.endswith("通通")


def test_a_mark_wins_over_the_server_and_the_server_over_the_page() -> None:
    whole = page(FRENCH, '<meta charset="koi8-r">')
    assert encoding.decoded(b"\xef\xbb\xbf" + whole.encode(), "big5").text == whole
    assert encoding.decoded(b"\xff\xfe" + whole.encode("utf-16-le"), "utf-8").text == whole
    assert encoding.decoded(whole.encode("cp1252"), "windows-1252") == (whole, "windows-1252", None)


@pytest.mark.parametrize("python", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_need_no_mark(python: str) -> None:
    assert encoding.decoded(page(FRENCH).encode(python)).text == page(FRENCH)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta charset="koi8-r">', "koi8-r"),
        ("<META CHARSET=KOI8-R>", "koi8-r"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<meta content="text/html; charset=koi8-r" http-equiv=content-type />', "koi8-r"),
        ('<?xml version="1.0" encoding="koi8-r"?>', "koi8-r"),
        ('<!-- <meta charset="big5"> --><meta charset="koi8-r">', "koi8-r"),
        ('<meta charset="no-such"><meta charset="koi8-r">', "koi8-r"),
        ('<meta name="about" content="charset=big5"><meta charset="koi8-r">', "koi8-r"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="x-user-defined">', "windows-1252"),
        ('<meta name="description" content="of no charset">', None),
    ],
)
def test_a_declaration_is_found_as_browsers_find_it(head: str, name: str | None) -> None:
    assert encoding.declared(head.encode(), None) == name


def test_a_late_declaration_is_found_when_the_bytes_need_it() -> None:
    whole = page(RUSSIAN, "<style>" + "p {} " * 400 + '</style><meta charset="koi8-r">')
    assert encoding.decoded(whole.encode("koi8-r")) == (whole, "koi8-r", None)


@pytest.mark.parametrize(
    ("name", "code", "text"),
    [
        ("euc-kr", b"\xc9\x40A\xb0\xa1\xff\xb0", "\ufffd@A가\ufffd\ufffd"),
        ("euc-kr", b"\xc9\xa1\xc9A", "\ufffd\ufffdA"),
        ("shift_jis", b"\x80\xa0\xfd\xff\x81\x20\xb1\xf0\x40", "\x80\ufffd\ufffd\ufffd\ufffd ｱ\ue000"),
        ("big5", b"\xa2\x41\xa1\xfe\xa2\x42\xa2\x40\x88\x62\x87\x7a\x80", "∕／﹨＼Ê̄㡵\ufffd"),
        ("big5", b"\xa1\x20\xa1\xff\x81\x40", "\ufffd \ufffd\ufffd@"),
        ("gb18030", b"\x80\xa3\xa0\xa8\xbc\x81\x35\xf4\x37\xa6\xd9\xfe\x59", "€\u3000ḿ\ue7c7︐龴"),
        ("gb18030", b"\x90\x30\x81\x30\x81\x30a\x84\x32\xff", "\U00010000\ufffd0a\ufffd2\ufffd"),
        ("gb18030", b"\x81\x30\x81 \xf0\x30\x81\x30", "\ufffd0\ufffd \ufffd"),
        ("gbk", b"\xe3\x32\x9a\x35\xe3\x32\x9a\x36\x81\x30", "\U0010ffff\ufffd\ufffd"),
        ("euc-jp", b"\x8f\xa2\xb7~\xa1\xc1\xa1\xdd\xad\xa1\xa9\xa1\x8e\xb1", "～~～－①\ufffdｱ"),
        ("euc-jp", b"\x8f\xa2a\x8ea\xa1\xff\x8f\xa1\xa1\x8f", "\ufffda\ufffda\ufffd\ufffd\ufffd"),
        ("iso-2022-jp", b"a\x1b$B0!\x1b(J\\~\x1b(I1\x1b(Bb", "a亜¥‾ｱb"),
        ("iso-2022-jp", b"\x1b$B\x1b(Ba\x1b$B0\x1b(B\x1b[b\x80\x0e", "\ufffda\ufffd\ufffd[b\ufffd\ufffd"),
        ("windows-1252", b"\x80\x81\x8d", "€\x81\x8d"),
        ("windows-1255", b"\xca\xd9", "\u05ba\ufffd"),
        ("windows-874", b"\x81\xa1\xdb", "\x81ก\ufffd"),
        ("koi8-u", b"\xae\xbe\xc1", "ўЎа"),
        ("utf-8", b"\xe2\x82a\xf0\x90\x80\xc0\xaf", "\ufffda\ufffd\ufffd\ufffd"),
        ("utf-16le", b"\x00\xd8a\x00a", "\ufffda\ufffd"),
        ("x-user-defined", b"a\x80\xff", "a\uf780\uf7ff"),
        ("replacement", b"abc", "\ufffd"),
        ("replacement", b"", ""),
    ],
)  # fmt: skip
def test_bytes_that_python_reads_otherwise_are_read_as_the_standard_says(name: str, code: bytes, text: str) -> None:
    assert codec.decode(code, name) == text


def test_all_labels_lead_to_a_decoder() -> None:
    assert len(codec.labels()) == 227
    for name in set(codec.labels().values()) - {"replacement"}:
        assert codec.decode(b"ab" if "16" in name else b"a", name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cafÃ© stayed open.", "Ã©"),
        ("He said â€œno commentâ€\x9d on Monday.", "â€œ"),
        ("Он РµС‰Рµ думает.", "Рµ"),
        ("The caf\ufffd\ufffd stayed open.", "\ufffd\ufffd"),
        ("锟斤拷", "锟斤拷"),
        ("AMANHÃ… “MAÇÔ", None),
        ("«CHÂ» et été", None),
        ("«СССР» и Рим", None),
        ("plain", None),
    ],
)
def test_characters_decoded_twice_are_shown(text: str, found: str | None) -> None:
    span = encoding.garbled(text)
    assert (text[span.start : span.end] if span else None) == found


def test_doubts_stand_where_the_report_may_be_misread() -> None:
    text = "The café stayed open."
    lied = encoding.decoded(page(text).encode("cp1251", "replace").replace(b"caf?", b"caf\xe9"), "utf-8")
    found = list(encoding.doubts(lied, text))
    assert [(text[one.start : one.end], one.kind) for one in found] == [("é", "encoding")]
    assert list(encoding.doubts(lied, "The inn stayed open.")) == []
    assert [one.says for one in encoding.doubts(encoding.Decoded("", "utf-8"), "caf\ufffd")] == [
        "broken, or decoded twice"
    ]
