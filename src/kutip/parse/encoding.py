"""The bytes of a page → its characters, as browsers read them."""

import re

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w.:-]{2,40})", re.IGNORECASE)
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
BROWSERS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "utf-7": "cp1252", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "big5": "big5hkscs",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
"""What browsers read under another name (the Encoding Standard)."""


def decoded(source: str | bytes) -> str:
    """The characters of a page, as a browser reads its bytes."""
    if isinstance(source, str):
        return source
    for mark, name in MARKS:
        if source.startswith(mark):
            return source[len(mark) :].decode(name, "replace")
    declared = CHARSET.search(source[:4096])
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    name = BROWSERS.get(name, name)
    if not name:
        try:
            return source.decode("utf-8")
        except UnicodeDecodeError:
            return source.decode("cp1252", "replace")
    try:
        return source.decode(name, "replace")
    except (LookupError, ValueError):  # a name that nobody knows, or that is no encoding of text
        return source.decode("cp1252", "replace")
