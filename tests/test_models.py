"""The models that kutip ships: opened by hash, run without torch, and the rules alone without them."""

import subprocess
import sys
from itertools import pairwise, product
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kutip
from kutip import lang, model, words
from kutip.errors import ModelError
from kutip.model import Models, features, shipped
from kutip.model.door import Found, Page, Task
from kutip.model.network import stretches, viterbi
from kutip.model.windows import FARTHEST, distances, window
from kutip.parse import article
from kutip.record import Capture, Span
from kutip.run.one import Reader

REPORT = (
    "PALASARI, Arunika - Gubernur Nusa Selatan Damar Wicaksana mengatakan jembatan Kali Ampo dibuka Senin. "
    "“Kami sudah siap,” katanya di Palasari.\n\nKepala Dinas Perhubungan Rita Hutapea berharap warga bersabar."
)
SMALL = 15_000_000


def test_the_manifest_tells_what_the_weights_are_and_whence() -> None:
    rows = shipped.manifest()
    assert {row.task for row in rows.values()} == {"names", "attributions"}
    assert sum(row.bytes for row in rows.values()) <= SMALL
    for row in rows.values():
        assert (shipped.FOLDER / row.file).stat().st_size == row.bytes
        assert row.data and row.licence and row.command
        assert not any("PolNeAR" in source or "PFSA" in source for source in row.data)


@pytest.mark.parametrize("spoilt", ["names.onnx", "cues.onnx", "roles.onnx"])
def test_weights_that_are_missing_or_changed_are_refused(tmp_path: Path, spoilt: str) -> None:
    folder = tmp_path / "model"
    copytree(shipped.FOLDER, folder, ignore=lambda _, names: [n for n in names if not n.endswith((".onnx", ".toml"))])
    path = folder / spoilt
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    page = shown(REPORT, "id")
    opened = shipped.names(folder) if spoilt == "names.onnx" else shipped.attributions(folder)
    with pytest.raises(ModelError, match="is not the file its manifest names"):
        opened(page)
    path.unlink()
    again = shipped.names(folder) if spoilt == "names.onnx" else shipped.attributions(folder)
    with pytest.raises(ModelError, match=f"{spoilt} is missing"):
        again(page)


def test_a_folder_without_a_manifest_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.toml is missing"):
        shipped.names(tmp_path)


def test_everything_runs_without_models_and_says_who_helped() -> None:
    alone, helped = (kutip.read(REPORT, lang="id", models=(name,)) for name in ("none", "shipped"))
    assert not any(maker.startswith("model:") for maker in alone.made_by)
    assert [maker.split("@")[0] for maker in helped.made_by[-2:]] == ["model:names", "model:attributions"]
    assert alone.claims and helped.claims
    named = [mention for entity in alone.entities for mention in entity.mentions if mention.form == "name"]
    assert {mention.by for mention in named} == {"mark/name"}


def test_a_model_that_nobody_knows_is_named_with_those_that_are() -> None:
    with pytest.raises(ModelError, match="--models oracle means no model; write none, shipped"):
        model.load(("oracle",))


def test_readings_do_not_depend_on_what_was_read_before() -> None:
    first = kutip.read(REPORT, lang="id")
    kutip.read("“We sail,” said Ada Quill of Marrow Bay Ferries.", lang="en")
    assert kutip.read(REPORT, lang="id") == first


def test_torch_is_not_needed_to_read() -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        f"import kutip; print(len(kutip.read({REPORT!r}, lang='id').claims), 'onnxruntime' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[1] == "True"


def test_importing_kutip_opens_no_model() -> None:
    code = "import sys, kutip; print('onnxruntime' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# --- how a network is asked and heard ---------------------------------------------------------------------------------

FLOATS = st.floats(-5, 5, width=32)


@given(st.data())
def test_the_best_path_is_the_best_of_all_paths(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 3))
    lengths = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))

    def drawn(*shape: int) -> np.ndarray:
        size = int(np.prod(shape))
        values = data.draw(st.lists(FLOATS, min_size=size, max_size=size))
        return np.array(values, dtype=np.float32).reshape(shape)

    rows = [drawn(length, count) for length in lengths]
    start, move, end = drawn(count), drawn(count, count), drawn(count)

    def worth(scores: np.ndarray, path: tuple[int, ...]) -> float:
        steps = sum(float(move[a, b]) for a, b in pairwise(path))
        return float(start[path[0]] + end[path[-1]]) + steps + sum(float(scores[n, p]) for n, p in enumerate(path))

    for scores, path in zip(rows, viterbi(rows, start, move, end), strict=True):
        best = max(worth(scores, way) for way in product(range(count), repeat=len(scores)))
        assert worth(scores, tuple(path.tolist())) == pytest.approx(best, abs=1e-3)


def test_labels_become_stretches() -> None:
    assert list(stretches([0, 1, 2, 1, 0, 4, 3, 4])) == [(1, 3, 0), (3, 4, 0), (5, 6, 1), (6, 8, 1)]


@given(st.integers(0, 300), st.integers(1, 5), st.integers(0, 400))
def test_a_window_lies_in_its_block_and_knows_its_cue(start: int, length: int, behind: int) -> None:
    cue, block = (start, start + length), (0, start + length + behind)
    first, last = window(cue, block)
    assert block[0] <= first <= cue[0] and cue[1] <= last <= block[1]
    near = distances(cue, first, last)
    assert set(near[cue[0] - first : cue[1] - first]) == {FARTHEST}
    assert near.min() >= 0 and near.max() <= 2 * FARTHEST
    assert (np.diff(near) >= 0).all()


def test_rows_have_an_edge_around_every_block() -> None:
    page = shown(REPORT, "id")
    rows = features.rows(page, features.Lexical(lang.load("id")))
    assert rows.shape == (len(page.words) + len(page.blocks) + 1, len(features.SLOTS))
    edges = [number for number, row in enumerate(rows.tolist()) if tuple(row) == features.EDGE]
    assert edges == [0, 1 + page.blocks[0][1], len(rows) - 1]


def test_a_long_page_goes_through_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown("\n\n".join([REPORT] * 3), "id")
    monkeypatch.setattr(shipped, "LONGEST", 10)
    parts = list(shipped.parts(page))
    assert all(sum(last - first for first, last in part.blocks) <= 10 for part in parts)
    assert [n for part in parts for block in part.blocks for n in range(*block)] == list(range(len(page.words)))
    assert shipped.names()(page).names


def test_what_a_model_finds_lies_in_the_text() -> None:
    page = shown(REPORT, "id")
    found = shipped.names()(page)
    assert {"Damar Wicaksana", "Rita Hutapea"} <= {REPORT[name.start : name.end] for name in found.names}
    for tie in shipped.attributions()(page).ties:
        for span in (*tie.cue, *tie.source, *tie.content):
            assert REPORT[span.start : span.end].strip() == REPORT[span.start : span.end] != ""


def shown(text: str, code: str) -> Page:
    """A text as a model is shown it when nothing is known of it."""
    cut = words.cut(text)
    blocks = []
    place = 0
    for paragraph in text.split("\n\n"):
        blocks.append(cut.range(Span(place, place + len(paragraph))))
        place += len(paragraph) + 2
    return Page(code, cut, tuple(blocks))


def test_a_text_longer_than_any_report_is_read_by_the_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MOST", 10)
    reading = kutip.read(REPORT, lang="id")
    assert reading.claims and not any(maker.startswith("model:") for maker in reading.made_by)


class Twice:
    """A model of both tasks that counts how often it is asked."""

    id = "twice@1"
    tasks: frozenset[Task] = frozenset({"names", "attributions"})

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, page: Page) -> Found:
        self.asked += 1
        return Found(dropped=2)


def test_a_model_of_two_tasks_is_asked_once_a_report() -> None:
    twice = Twice()
    models = Models((twice,))
    reader = Reader(lang.load("id"), models)
    for text in (REPORT, REPORT + "\n\nSelesai."):
        reader.read(article(Capture(text, "text", lang="id")))
    assert twice.asked == 2
    assert models.dropped == {"twice@1": 4}


def told(text: str, models: str) -> list[tuple[str, str | None, str]]:
    """Each claim's words, speaker and finder."""
    reading = kutip.read(text, lang="en", models=(models,))
    return [(reading.article[one.content[0]], one.chain[0].name, one.by.split("@")[0]) for one in reading.claims]


def test_what_only_a_model_hears_is_a_claim_like_any_other() -> None:
    text = "“We sail,” quipped Ada Quill. She let it be known that the night boat had been sold in May."
    assert told(text, "none") == [("We sail", "Ada Quill", "claim")]
    sold = ("the night boat had been sold in May", "Ada Quill", "model:attributions")
    assert told(text, "shipped") == [("We sail", "Ada Quill", "claim"), sold]


def test_a_wish_is_no_claim_where_a_model_sees_it() -> None:
    text = "Mayor Tom Bell hopes the ferry returns soon, and he supports the new pier at Marrow Bay."
    assert told(text, "none") == [("the ferry returns soon", "Tom Bell", "claim")]
    assert told(text, "shipped") == []


def test_the_head_of_a_body_keeps_his_name_where_a_model_takes_both_for_one() -> None:
    text = (
        "Badan Penanggulangan Bencana Daerah Kabupaten Lembayung (BPBD) menyatakan lima warga tewas. “Hujan turun enam "
        "jam tanpa henti,” kata Kepala BPBD Lembayung Wiratno Saputra. Menurut Wiratno, jembatan masih ditutup."
    )
    reading = kutip.read(text, lang="id")
    names = {entity.name: [text[one.start : one.end] for one in entity.mentions] for entity in reading.entities}
    assert names["Wiratno Saputra"] == ["Wiratno Saputra", "Wiratno"]
    assert names["BPBD Lembayung"] == ["BPBD Lembayung"]
