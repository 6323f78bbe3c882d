"""Whoever made the page meant harm: nothing breaks, nothing hangs, nothing is shown that steers, nothing is run."""

import ast
import io
import pickle
import random
import re
import sqlite3
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import msgspec
import pytest
from bench.fuzz import misplaced
from bench.hostile import BITS
from bench.hostile import page as made
from bench.torture import GIANTS, SENTENCE, around

import kutip
from kutip import export, parse
from kutip.errors import Failure, InputError
from kutip.parse import codec, encoding
from kutip.record import Capture, Reading
from kutip.run import api, rows
from kutip.run.body import Given
from tests.patterns import slow

SOURCE = Path(__file__).parent.parent / "src" / "kutip"
BROKEN_HTML = (
    "<p>a</b></i></p></div></table>", "<table><p>x<tr>y</table>", "<a><b><a><b></a></b>", "<svg><p><mtext><p>",
    "<!--><p>", "<!--<p>", "<![CDATA[<p>]]>", "<p title=\"<!--\" '>", "<template><p></template>", "<select><p>x<input>",
    "<plaintext><p>", "<textarea><p>", "<title><p>", "<script><!--<script></script>--></script>", "<frameset><frame>",
    "<p\0title=\0>\0", "<\0p>", "</>", "<>", "<p/><p/>", "&#0;&#xD800;&#x110000;&ampamp;&notit;", "<br/></br></p>",
    "<isindex><image src=x>", "<noscript><p title=\"</noscript><img onerror=alert(1)>\">", "<ruby><rt>x<rp>y",
    "<form><form></form><input></form>", "<html><body><head><html class=x>", "<p>x<address>y</p>z", "\ufeff\ufeff<p>",
    "<math><annotation-xml encoding=text/html><p>x", "<details ontoggle=x>", "<p>\u202e\u2066\u200b\U000e0001",
)  # fmt: skip
STEERING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 7, 8, 27, 127, 0x9B)]


def page(body: str | bytes) -> Reading:
    return api.reading(Capture(body, "html", lang="en"), plain=True)


@pytest.mark.parametrize("broken", BROKEN_HTML)
def test_broken_pages_are_read_with_true_offsets(broken: str) -> None:
    raw = broken.encode("utf-8", "surrogatepass")
    reading = page(around(raw))
    assert list(misplaced(reading)) == []
    assert SENTENCE.split(",")[0] in reading.article.text
    try:
        page(raw)
    except InputError as error:
        assert ";" in str(error)


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_any_mixture_of_tags_and_bits_is_read_or_refused(first: int) -> None:
    for number in range(first, first + 100):
        try:
            assert list(misplaced(kutip.read(made(number, list(BITS)), lang="en", plain=True))) == [], number
        except InputError:
            continue


GIANT = """
import sys, time
from bench.hostile import BITS
from bench.hostile import page as made
from bench.torture import GIANTS, around
from kutip.errors import InputError
from kutip.record import Capture
from kutip.run import api

def read(body):
    try:
        api.reading(Capture(body, "html", lang="en"), plain=True)
    except InputError:
        pass

read(around(b""))
body = GIANTS[sys.argv[1]]()
start = time.process_time()
read(body)
most = open("/proc/self/status").read().partition("VmHWM:")[2]  # its own; ru_maxrss begins with its parent's
print(time.process_time() - start, int(most.split()[0]) // 1024)
"""


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_is_read_or_refused_in_time_and_memory(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", GIANT, name], capture_output=True, text=True, check=True, timeout=60)
    seconds, mebibytes = map(float, done.stdout.split())
    assert seconds < 5
    assert mebibytes < 512


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_normal_form_stays_as_it_came(form: str) -> None:
    text = unicodedata.normalize(form, "Élodie Đặng, 각국 ﬁrst, ǅ, \u1e9b\u0323, A\u030a, नि, 한국 said.\n\nCafé.")  # type: ignore[arg-type]
    reading = kutip.read(text, lang="en", plain=True)
    assert reading.article.text == text
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading
    assert list(misplaced(reading)) == []


@pytest.mark.parametrize("form", ["text", "html"])
def test_signs_that_steer_are_shown_as_marks(form: str) -> None:
    text = f"The mayor{''.join(STEERING)} said on Monday that the harbour stays closed."
    out = io.BytesIO()
    export.writer(form)([kutip.read(text, lang="en")], out)  # type: ignore[arg-type]
    shown = out.getvalue().decode()
    assert not set(shown) & set(STEERING)
    assert "\ufffd" * len(STEERING) in shown


JSON_FINE = (
    '{"a": 1, "a": 2}',
    "[1e5, -0, 0.1E+2]",
    '["\\u0060\\u012a\\uD834\\uDD1E"]',
    "[" * 400 + "]" * 400,
    "null",
    '""',
)
JSON_WRONG = (
    "{",
    "[1,]",
    "{'a': 1}",
    '{"a" 1}',
    "[" * 100_000,
    '["\t"]',
    "[01]",
    "nul",
    "[NaN]",
    "-Infinity",
    '"\\x41"',
    "\xff",
)


@pytest.mark.parametrize("said", [*JSON_FINE, *JSON_WRONG, "[1e999]", '["\\ud800"]', "[" * 100_000 + "]" * 100_000])
def test_what_a_page_says_in_json_never_breaks_it(said: str) -> None:
    script = f'<script type="application/ld+json">{said}</script>'
    assert page(around(script.encode("latin-1"))).article.text == page(around(b"")).article.text


@pytest.mark.parametrize(("said", "fine"), [*((one, True) for one in JSON_FINE), *((one, False) for one in JSON_WRONG)])
def test_a_row_is_taken_when_it_is_json_and_refused_when_not(said: str, fine: bool) -> None:
    line = b'{"text": "A report.", "more": ' + said.encode("latin-1") + b"}"
    found = rows.of_line(line, Given(), "-:1")
    assert isinstance(found, Capture if fine else Failure)


def test_every_pattern_takes_time_as_the_text_grows() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.patterns"], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    *slow, last = done.stdout.splitlines()
    assert slow == []
    assert int(last.split()[0]) > 100


@pytest.mark.parametrize(
    ("shape", "linear"),
    [
        (r"\s+$", False), (r"\s*/?\s*(?:x|y).*", False), (r"[^\W\d_]+ Rina", False), (r"(a+)+b", False),
        (r"<!--.*?-->", False), (r"\([^)]*\)$", False), (r"^\s*(.*?)\s*$", False), (r"\S+\)/\S* 1", False),
        (r"\s{0,9}x", True), (r"(?<!\w)\w+@", True), (r"[^<]{0,40}>", True), (r"(?<![^\W\d_])[^\W\d_]+ Rina", True),
    ],
)  # fmt: skip
def test_a_pattern_that_grows_with_the_square_of_the_text_is_found(shape: str, linear: bool) -> None:
    assert (slow(re.compile(shape), False) is None) == linear


def test_a_page_of_more_blocks_than_a_report_has_is_refused() -> None:
    page(around(b"<p>x" * 40_000))
    with pytest.raises(InputError, match="more than 50,000 blocks of text; give the page of one report"):
        page(around(b"<p>x" * 60_000))


NOISES = (b"\xff", b"\x80\xff", b"\x81 ", b"\x1b", b"\x1b$B", b"\xa2A\xff", random.Random(1).randbytes(2**20))


@pytest.mark.parametrize("charset", codec.DOUBLE)
@pytest.mark.parametrize("noise", NOISES, ids=range(len(NOISES)))
def test_megabytes_that_stand_for_nothing_take_no_time(noise: bytes, charset: str) -> None:
    body = noise * (5 * 2**20 // len(noise))
    start = time.process_time()
    try:
        encoding.read(Capture(body, "html", charset=charset))
    except InputError as error:
        assert str(error).startswith("the page: most of its bytes are no characters")
    assert time.process_time() - start < 2.5


@pytest.mark.parametrize("charset", codec.DOUBLE)
def test_a_stretch_of_mistakes_is_told_as_each_of_them(charset: str) -> None:
    assert codec.decode(b"a\xff\xff\xffa", charset) == "a" + codec.decode(b"\xff", charset) * 3 + "a"


MODULES = {"pickle", "cPickle", "dill", "shelve", "marshal", "joblib", "cloudpickle", "jsonpickle", "ctypes"}
CALLS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "os.popen",
    "yaml.load",
    "yaml.unsafe_load",
    "torch.load",
}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_nothing_from_outside_is_run(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            taken = [alias.name for alias in node.names]
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else taken
            errors = isinstance(node, ast.ImportFrom) and all(name.endswith("Error") for name in taken)
            assert errors or not MODULES & {name.partition(".")[0] for name in names}
        elif isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in CALLS, f"line {node.lineno}"
            assert not any(word.arg == "shell" for word in node.keywords), f"line {node.lineno}"


@pytest.mark.parametrize("name", ["kept.db", "kept.sqlite", "rows.parquet", "model.pickle"])
def test_a_database_or_a_pickle_is_refused_with_the_reason(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name.startswith("kept"):
        with sqlite3.connect(path) as base:
            base.execute("create table report (text)")
    else:
        path.write_bytes(b"PAR1\x15\x04\x15\0" * 9 if name.endswith("parquet") else pickle.dumps({"text": "A report."}))
    with pytest.raises(InputError, match="a binary file, not a text; give "):
        kutip.read(path)


def test_a_page_longer_than_any_report_is_refused() -> None:
    said = "The bridge over the Pell was closed on Friday because its bolts had rusted, the county said."
    page = f"<title>Bridge</title><h1>Bridge closed</h1>{f'<p>{said}</p>' * 16_000}"
    with pytest.raises(InputError, match=r"a text of 1,5\d\d,\d\d\d characters; give the page of one report"):
        parse.article(Capture(page, "html"))
