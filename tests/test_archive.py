"""Archives: every kind is read alike, a bad record costs itself and nothing else, and what is written can be traced."""

import gzip
import hashlib
import json
import random
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
import zstandard
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from kutip.errors import Failure, InputError
from kutip.fetch.archive import Entry, Index, Writer, at, entries, known
from kutip.fetch.exchange import Answer, Exchange, Headers
from kutip.record import Capture
from tests import archives as make

COUNT = 8
SINGLE = [name for name in make.LAYOUTS if name != "packed.wacz"]
"""Layouts in which a place in the file is the place of a record."""


@pytest.fixture(params=make.LAYOUTS)
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return make.put(tmp_path, f"a.{request.param}", make.LAYOUTS[request.param](COUNT))


def captures(found: Iterator[Entry]) -> list[Capture]:
    return [entry.what for entry in found if isinstance(entry.what, Capture)]


def failures(found: Iterator[Entry]) -> list[Failure]:
    return [entry.what for entry in found if isinstance(entry.what, Failure)]


def read(folder: Path, data: bytes) -> list[Capture | Failure]:
    """What an archive of these bytes holds, leaving out what is no page."""
    return [entry.what for entry in entries(make.put(folder, "a", data)) if entry.what]


def bodies(found: list[Capture | Failure]) -> list[bytes | str]:
    return [what.body for what in found if isinstance(what, Capture)]


# --- reading ----------------------------------------------------------------------------------------------------------


def test_every_kind_gives_the_same_pages(archive: Path) -> None:
    found = captures(entries(archive))
    assert [capture.body for capture in found] == [make.page(i) for i in range(COUNT)]
    assert [capture.url for capture in found] == [make.address(i) for i in range(COUNT)]
    assert not failures(entries(archive))
    assert known(archive)


def test_a_page_knows_its_original(archive: Path) -> None:
    for capture in captures(entries(archive)):
        evidence = capture.evidence
        assert evidence and isinstance(capture.body, bytes)
        assert evidence.sha256 == hashlib.sha256(capture.body).hexdigest()
        assert (evidence.fetched, capture.charset, capture.media) == (make.DATE, "utf-8", "html")
        assert capture.name.endswith(f"@{evidence.offset}") and evidence.archive and evidence.archive in capture.name


@pytest.mark.parametrize("layout", SINGLE)
def test_a_page_is_found_again_at_its_offset(tmp_path: Path, layout: str) -> None:
    archive = make.put(tmp_path, "a", make.LAYOUTS[layout](COUNT))
    for capture in captures(entries(archive)):
        assert capture.evidence and capture.evidence.offset is not None
        assert at(archive, capture.evidence.offset) == capture
    with pytest.raises(InputError, match="@3"):
        at(archive, 3)


def test_reading_goes_on_where_it_stopped(archive: Path) -> None:
    whole = list(entries(archive))
    if archive.name.endswith("packed.wacz"):  # read again from the beginning of the archive in it
        assert len(list(entries(archive, whole[-1].end))) < len(whole)
        return
    for number, entry in enumerate(whole):
        assert list(entries(archive, entry.end)) == whole[number + 1 :]


@pytest.mark.parametrize("index", [make.cdxj, make.cdx])
def test_an_index_gives_the_pages_it_points_to(tmp_path: Path, index: object) -> None:
    assert callable(index)
    data = make.put(tmp_path, "data.warc.gz", make.LAYOUTS["warc.gz"](COUNT))
    offsets = [("some/folder/data.warc.gz", entry.offset) for entry in entries(data) if entry.what]
    lines = make.put(tmp_path, "index", index([*offsets, ("lost.warc.gz", 0), ("data.warc.gz", 5)]))
    found = list(entries(lines))
    assert [capture.body for capture in captures(iter(found))] == [make.page(i) for i in range(COUNT)]
    assert ["lost.warc.gz" in failure.why for failure in failures(iter(found))] == [True, False]
    assert list(entries(lines, found[3].end)) == found[4:]
    packed = make.put(tmp_path, "index.gz", gzip.compress(lines.read_bytes()))
    assert captures(entries(packed)) == captures(iter(found))


def test_old_warc_and_lines_that_go_on(tmp_path: Path) -> None:
    record = make.warc(make.answer(make.page(1)), make.address(1)).replace(b"WARC/1.1", b"warc/0.17")
    record = record.replace(b"WARC-Type: response", b"warc-type:\r\n\tRESPONSE")
    assert bodies(read(tmp_path, record)) == [make.page(1)]


def test_an_arc_of_the_second_version_and_an_address_with_spaces(tmp_path: Path) -> None:
    block = make.answer(make.page(1))
    line = f"http://example.test/a b c 192.0.2.1 20261123040506 text/html 200 - - 0 x.arc {len(block)}\n".encode()
    (found,) = read(tmp_path, make.filedesc() + line + block + b"\n")
    assert isinstance(found, Capture) and found.url == "http://example.test/a b c"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.txt"])
@pytest.mark.parametrize(
    "start",
    [
        b"SQLite format 3\0",
        b"PAR1",
        b"\x80\x04\x95",
        b"%PDF-1.7",
        b"",
        b"Once upon a time\n",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, start: bytes, name: str) -> None:
    path = make.put(tmp_path, name, start + b"\0\1\2 http://example.test/ \n" * bool(start))
    (entry,) = entries(path)
    assert isinstance(entry.what, Failure) and "not a web archive" in entry.what.why
    assert entry.what.name == f"{path}@0" and not known(path)


# --- what a record holds ----------------------------------------------------------------------------------------------


PACKED = {
    "gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.ZstdCompressor().compress,
}  # fmt: skip


@pytest.mark.parametrize("coding", PACKED)
def test_a_body_is_unpacked(tmp_path: Path, coding: str) -> None:
    block = make.answer(PACKED[coding](make.page(1)), f"Content-Encoding: {coding}")
    assert bodies(read(tmp_path, make.warc(block, make.address(1)))) == [make.page(1)]


@pytest.mark.parametrize(
    "fields", [["Transfer-Encoding: chunked"], ["Content-Encoding: gzip"], ["Content-Encoding: br"]]
)
def test_a_body_that_was_unpacked_already_is_taken_as_it_is(tmp_path: Path, fields: list[str]) -> None:
    assert bodies(read(tmp_path, make.warc(make.answer(make.page(1), *fields), make.address(1)))) == [make.page(1)]


def test_chunks_are_put_together(tmp_path: Path) -> None:
    body = make.page(1)
    chunks = f"5\r\n{body[:5].decode()}\r\n{len(body) - 5:x} ; note\r\n{body[5:].decode()}\r\n0\r\n\r\n".encode()
    block = make.answer(chunks, "Transfer-Encoding: chunked")
    assert bodies(read(tmp_path, make.warc(block, make.address(1)))) == [body]


@pytest.mark.parametrize(
    ("media", "body", "is_page"),
    [
        ("text/html", b"x", True), ("TEXT/HTML;charset=x", b"x", True), ("application/xhtml+xml", b"x", True),
        ("text/plain", b"x", True), (None, b"\n<!-- a --><!DOCTYPE html>", True), (None, b"{}", False),
        ("application/octet-stream", b"<html>", True), ("application/rss+xml", b"<html>", False),
        ("image/png", b"<html>", False),
    ],
)  # fmt: skip
def test_what_is_a_page_and_what_is_not(tmp_path: Path, media: str | None, body: bytes, is_page: bool) -> None:
    path = make.put(tmp_path, "a", make.warc(make.answer(body, media=media), make.address(1)))
    (entry,) = entries(path)
    assert isinstance(entry.what, Capture) is is_page
    assert entry.media == (media and media.partition(";")[0].lower())


@pytest.mark.parametrize("status", [301, 304, 404, 500])
def test_only_answers_that_give_a_page_are_taken(tmp_path: Path, status: int) -> None:
    assert not read(tmp_path, make.warc(make.answer(make.page(1), status=status), make.address(1)))


def test_records_that_are_no_answers(tmp_path: Path) -> None:
    body = make.page(1)
    for kind, media, url, taken in (
        ("resource", "text/html", "http://a.test/", True), ("conversion", "text/plain", "http://a.test/", True),
        ("metadata", "text/html", "http://a.test/", False), ("revisit", "text/html", "http://a.test/", False),
        ("resource", "text/plain", "metadata://wget/log", False), ("resource", "image/png", "http://a.test/", False),
    ):  # fmt: skip
        record = make.warc(body, url, f"Content-Type: {media}", kind=kind)
        assert bodies(read(tmp_path, record)) == ([body] if taken else [])


def test_a_page_in_several_pieces_is_told(tmp_path: Path) -> None:
    record = make.warc(make.answer(make.page(1)), make.address(1), "WARC-Segment-Number: 1")
    (found,) = read(tmp_path, record)
    assert isinstance(found, Failure) and "pieces" in found.why


def test_a_body_cut_when_it_was_fetched_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    packed = gzip.compress(make.page(1))[:-20]
    block = make.answer(packed, "Content-Encoding: gzip")
    (found,) = read(tmp_path, make.warc(block, make.address(1), "WARC-Truncated: length"))
    assert isinstance(found, Capture) and isinstance(found.body, bytes) and make.page(1).startswith(found.body[:50])
    (found,) = read(tmp_path, make.warc(block, make.address(1)))
    assert isinstance(found, Failure)


# --- records that are broken ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", [name for name in make.LAYOUTS if "wacz" not in name])
def test_a_changed_byte_costs_one_record(tmp_path: Path, layout: str) -> None:
    chance = random.Random(layout)
    whole = make.LAYOUTS[layout](COUNT)
    records = len(list(entries(make.put(tmp_path, "whole", whole))))
    good = {make.page(i) for i in range(COUNT)}
    for _ in range(60):
        place = chance.randrange(len(whole))
        data = whole[:place] + bytes([whole[place] ^ chance.randrange(1, 256)]) + whole[place + 1 :]
        path = make.put(tmp_path, "a", data)
        found = list(entries(path))
        same = sum(capture.body in good for capture in captures(iter(found)))
        if layout == "whole.warc.gz":  # what lies behind the flaw cannot be unpacked
            assert same == COUNT or failures(iter(found)), place
            continue
        assert same >= COUNT - 1, place
        assert sum(not isinstance(entry.what, Failure) for entry in found) >= records - 1, place
        assert all(failure.name.startswith(f"{path}@") for failure in failures(iter(found)))


@pytest.mark.parametrize("layout", ["warc", "warc.lz4", "wacz"])
def test_a_page_changed_since_is_told_where_no_checksum_tells_it(tmp_path: Path, layout: str) -> None:
    whole = b"".join(make.warcs(2)).replace(make.page(1), make.page(1).replace(b"Page 1", b"Page 7"))
    layouts = {"warc": whole, "warc.lz4": make.lz4([whole]), "wacz": make.zipped({"archive/a.warc": whole})}
    found = read(tmp_path, layouts[layout])
    assert bodies(found) == [make.page(0)]
    assert isinstance(found[1], Failure) and "digest" in found[1].why


def test_what_lies_before_a_flaw_is_saved_from_a_file_packed_as_a_whole(tmp_path: Path) -> None:
    records = make.warcs(400)
    whole = make.together(records)
    place = len(whole) * 9 // 10
    found = read(tmp_path, whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
    assert bodies(found)[:300] == [make.page(i) for i in range(300)]
    assert isinstance(found[-1], Failure)


@pytest.mark.parametrize("layout", ["warc", "warc.gz", "arc", "arc.gz"])
def test_an_archive_that_is_cut_off_gives_what_is_whole(tmp_path: Path, layout: str) -> None:
    whole = make.LAYOUTS[layout](COUNT)
    path = make.put(tmp_path, "a", whole)
    ends = [(entry.end, entry.what) for entry in entries(path)]
    for end, what in ends[:-1]:
        found = read(tmp_path, whole[: end + 30])
        before = [w for e, w in ends if e <= end and w]
        assert bodies(found) == bodies(before), end  # type: ignore[arg-type]
        assert what is None or (
            isinstance(found[-1], Failure) and int(found[-1].name.rpartition("@")[2]) - end in range(5)
        ), end


@pytest.mark.parametrize("length", [0, 1, 50, 200, 5000, 30_000_000, 10**14, "-1", "-99999999", "abc", "", "9" * 400])
@pytest.mark.parametrize("packed", [False, True])
def test_a_length_that_lies_costs_its_record(tmp_path: Path, length: object, packed: bool) -> None:
    records = make.warcs(COUNT)
    records[4] = make.warc(make.answer(make.page(1)), make.address(1), length=length)
    found = read(tmp_path, make.each(records) if packed else b"".join(records))
    others = [make.page(i) for i in range(COUNT) if i != 1]
    assert [body for body in bodies(found) if body != make.page(1)] == others
    assert [what for what in found if isinstance(what, Failure)]


def test_a_length_that_lies_yields_to_the_length_that_the_server_gave(tmp_path: Path) -> None:
    body = make.page(1)
    record = make.arc(make.answer(body, f"Content-Length: {len(body)}"), make.address(1), length=len(body) + 999)
    assert bodies(read(tmp_path, make.filedesc() + record + make.arcs(1)[1])) == [body, make.page(0)]


@pytest.mark.parametrize("layout", ["warc", "arc"])
def test_what_stands_between_records_is_told_and_passed(tmp_path: Path, layout: str) -> None:
    records = make.warcs(3) if layout == "warc" else make.arcs(3)
    records.insert(3, b"The monkeys are coming: all of them\nhttp://example.test/ is no record\n")
    found = read(tmp_path, b"".join(records))
    assert bodies(found) == [make.page(i) for i in range(3)]
    assert [type(what) for what in found].count(Failure) == 1


def test_a_head_without_end_costs_its_record(tmp_path: Path) -> None:
    records = make.warcs(COUNT)
    records[4] = records[4].replace(b"WARC-Date:", b"WARC-Long: " + b"x" * 5_000_000 + b"\r\nWARC-Date:")
    start = time.process_time()
    for data in (b"".join(records), make.each(records)):
        found = read(tmp_path, data)
        assert bodies(found) == [make.page(i) for i in range(COUNT) if i != 1]
        assert [type(what) for what in found].count(Failure) == 1
    assert time.process_time() - start < 5


def test_bombs_cost_little(tmp_path: Path) -> None:
    packed = gzip.compress(bytes(60_000_000), 1)
    inner = make.warc(make.answer(packed, "Content-Encoding: gzip"), make.address(1))
    outer = make.warc(make.answer(b"<html>" + bytes(120_000_000)), make.address(1))
    records = make.warcs(3)
    data = make.each([*records[:3], inner, outer, *records[3:]])
    del outer, inner, packed
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read(tmp_path, data)
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
    assert bodies(found) == [make.page(i) for i in range(3)]
    first, second = (what.why for what in found if isinstance(what, Failure))
    assert "no report" in first and "200 times its size" in second


@pytest.mark.parametrize("end", [1000, 65536, 65538, 300_000])
def test_a_checksum_that_is_wrong_costs_the_record(tmp_path: Path, end: int) -> None:
    """Also where the file is read in pieces, and one ends before the checksum: all of the record is there by then."""
    records = make.warcs(2)
    before, behind = make.each(records[:1]), make.each(records[1:])
    noise = random.Random(end).randbytes(end)  # cannot be packed

    def packed(size: int) -> bytes:
        return gzip.compress(make.warc(make.answer(b"<html>" + noise[:size]), make.address(7)))

    size = end - len(before)
    for _ in range(4):
        size -= len(before + packed(size)) - end - 4
    record = packed(size)
    assert abs(len(before + record) - end - 4) < 4
    for last, pages in ((record, 3), (record[:-6] + bytes([record[-6] ^ 1]) + record[-5:], 2)):
        found = read(tmp_path, before + last + behind)
        assert len(bodies(found)) == pages and len(found) == 3


def test_a_record_over_several_gzip_members(tmp_path: Path) -> None:
    records = make.warcs(3)
    pieces = [records[4][:300], records[4][300:]]
    assert bodies(read(tmp_path, make.each([*records[:4], *pieces, b"", *records[5:]]))) == [
        make.page(i) for i in range(3)
    ]


@pytest.mark.parametrize("layout", ["wacz", "packed.wacz", "warc.gz"])
def test_names_in_an_archive_are_never_paths(tmp_path: Path, layout: str) -> None:
    """Another process reads, with a watch on everything that is opened."""
    folder = tmp_path / "in"
    folder.mkdir()
    archive = make.put(folder, "a", make.LAYOUTS[layout](2))
    index = make.put(folder, "i", make.cdxj([("../../../etc/passwd", 0), ("/etc/passwd", 0), ("..\\a", 0), ("..", 0)]))
    code = (
        "import sys; from pathlib import Path; from kutip.fetch.archive import entries; import encodings.cp437\n"
        "seen = []; sys.addaudithook(lambda name, given: name == 'open' and seen.append(str(given[0])))\n"
        f"found = [len(list(entries(Path(path)))) for path in ({str(archive)!r}, {str(index)!r})]\n"
        "import json; print(json.dumps([path for path in seen if not path.endswith(('.py', '.pyc', '.so'))]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    opened = json.loads(done.stdout)
    assert str(archive) in opened and {Path(path).parent for path in opened} == {folder}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "i", "in"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    data = make.zipped({"archive/a.warc": make.warcs(1)[0] + bytes(60_000_000)}, zipfile.ZIP_DEFLATED)
    (found,) = read(tmp_path, data)
    assert isinstance(found, Failure) and "200 times" in found.why


# --- writing ----------------------------------------------------------------------------------------------------------


def now() -> datetime:
    return datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def exchange(
    number: int, wire: bytes, *headers: tuple[str, str], status: int = 200, truncated: str | None = None
) -> Exchange:
    asked: Headers = (("Host", "example.test"), ("User-Agent", "kutip"))
    typed: Headers = (("Content-Type", "text/html; charset=utf-8"), *headers)
    return Exchange(make.address(number), asked, status, "OK", typed, wire, make.DATE, "192.0.2.1", truncated)


def plain(number: int, *headers: tuple[str, str]) -> Answer:
    return Answer((exchange(number, make.page(number), *headers),), make.page(number))


def written(path: Path, *answers: Answer) -> list[object]:
    with Writer(path, "kutip/0.1", now) as writer:
        return [writer.write(answer) for answer in answers]


def kinds(path: Path) -> list[str]:
    """The types of the records, as warcio reads them, all digests checked."""
    with path.open("rb") as file:
        found = []
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            found.append(record.rec_type)
    with path.open("rb") as file:
        fast = []
        for record in FastIterator(file, parse_http=False):
            assert record.verify_block_digest()
            fast.append(str(record.record_type))
    assert fast == found
    return found


def test_what_is_written_is_read_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    hop = exchange(0, b"", ("Location", make.address(1)), ("X-Odd", "caf\xe9"), status=301)
    fields = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    page = exchange(1, gzip.compress(make.page(1)), *fields)
    (evidence,) = written(path, Answer((hop, page), make.page(1)))
    assert kinds(path) == ["warcinfo", "request", "response", "request", "response"]
    (capture,) = captures(entries(path))
    assert capture.body == make.page(1) and capture.evidence == evidence
    assert capture == at(path, capture.evidence.offset or 0) and b"X-Odd: caf\xe9\r\n" in unpacked(path)


def unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def test_the_same_body_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    first = plain(1, ("ETag", '"1"'), ("Last-Modified", "Mon, 23 Nov 2026 04:00:00 GMT"))
    again = Answer((exchange(2, make.page(1)),), make.page(1))
    same = Answer((exchange(1, b"", ("ETag", '"2"'), status=304),), b"")
    kept, copied, unchanged = written(path, first, again, same)
    assert kinds(path).count("response") == 1 and kinds(path).count("revisit") == 2
    assert kept == copied == unchanged
    known = Index(path).latest(make.address(1))
    assert known and (known.etag, known.modified) == ('"2"', "Mon, 23 Nov 2026 04:00:00 GMT")
    assert at(path, known.place).body == make.page(1)
    assert Index(path).latest("http://example.test/never") is None


def test_an_error_does_not_hide_the_page_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with Writer(path, "kutip/0.1", now) as writer:
        writer.failed((exchange(1, b"gone", status=404),))
        assert (found := writer.index.latest(make.address(1))) and found.status == "404"
        writer.write(plain(1))
        writer.failed((exchange(1, b"gone", status=500),))
    assert (found := Index(path).latest(make.address(1))) and found.status == "200"


def test_a_body_that_was_cut_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    written(path, Answer((exchange(1, make.page(1)[:50], truncated="length"),), make.page(1)[:50]))
    assert b"WARC-Truncated: length\r\n" in unpacked(path)


@pytest.mark.parametrize("harm", ["missing", "behind", "garbled", "longer"])
def test_the_index_is_made_again_from_the_archive(tmp_path: Path, harm: str) -> None:
    path, file = tmp_path / "a.warc.gz", tmp_path / "a.warc.gz.cdxj"
    written(path, plain(1, ("ETag", "x")), Answer((exchange(2, make.page(1)),), make.page(1)), plain(3))
    lines = file.read_bytes().splitlines(keepends=True)
    if harm == "missing":
        file.unlink()
    elif harm == "behind":
        file.write_bytes(lines[0])
    elif harm == "garbled":
        file.write_bytes(file.read_bytes()[:-30])
    else:
        file.write_bytes(b"".join(lines) + lines[-1].replace(b'"offset":"', b'"offset":"99'))
    index = Index(path)
    index.write()
    assert file.read_bytes().splitlines(keepends=True) == lines == sorted(lines)
    assert json.loads(lines[0].split(b" ", 2)[2])["filename"] == path.name


def test_a_half_written_record_is_cut_off_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    written(path, plain(1))
    whole = path.read_bytes()
    written(path, plain(2))
    longer = path.read_bytes()
    for end in range(len(whole) + 1, len(longer), 37):
        path.write_bytes(longer[:end])
        with Writer(path, "kutip/0.1", now) as writer:
            cut = writer.cut
            writer.write(plain(3))
        kept = unpacked(path)  # raises when anything half-written is left
        assert make.page(1) in kept and make.page(3) in kept
        if cut:
            begin = int(cut.name.rpartition("-")[2])
            assert cut.read_bytes() == longer[begin:end]
        assert kinds(path)[-2:] == ["request", "response"]


def test_a_full_disk_leaves_no_half_record(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Writer(path, "kutip/0.1", now) as writer:
        writer.write(plain(1))
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200, hard))
        try:
            with pytest.raises(OSError):
                writer.write(plain(2))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert path.stat().st_size == size
        writer.write(plain(3))
    assert [capture.body for capture in captures(entries(path))] == [make.page(1), make.page(3)]


def test_one_run_writes_at_a_time_and_only_to_its_own_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with Writer(path, "kutip/0.1", now), pytest.raises(InputError, match="another run"):
        Writer(path, "kutip/0.1", now).__enter__()
    other = make.put(tmp_path, "b.warc", b"".join(make.warcs(2)))
    before = other.read_bytes()
    with pytest.raises(InputError, match="packed record by record"):
        Writer(other, "kutip/0.1", now).__enter__()
    assert other.read_bytes() == before


def test_what_is_acknowledged_is_on_the_disk_when_a_run_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    code = (
        "import os; from pathlib import Path; from tests.test_archive import Writer, now, plain\n"
        f"with Writer(Path({str(path)!r}), 'kutip/0.1', now) as writer:\n"
        "    for number in range(20): print(writer.write(plain(number)).offset, flush=True)\n"
        "    os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parent.parent
    )
    assert done.returncode == -9
    offsets = [int(line) for line in done.stdout.split()]
    assert [at(path, offset).body for offset in offsets] == [make.page(number) for number in range(20)]
    assert all(Index(path).latest(make.address(number)) for number in range(20))
    assert path.stat().st_size == Index(path).end
