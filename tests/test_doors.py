"""Models from elsewhere: spaCy and Hugging Face from folders made here, a language model that says anything."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy as library
from hypothesis import given, settings
from hypothesis import strategies as st

from kutip.errors import ModelError
from kutip.model import chat, huggingface, spacy
from kutip.model.door import Found
from tests.doors import FIRST, KINDS, SECOND, Speaker, lawful, name, read, shown, speaking, tie, utters

# --- spaCy ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pipeline that knows a few names."""
    language = library.blank("en")
    ruler: Any = language.add_pipe("entity_ruler")  # its type is known only when it runs
    patterns = {"Rina Sutopo": "PER", "Bank Sentral": "ORG", "Kamis": "DATE", "Kim": "person", "Meridia": "NORP"}
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in patterns.items()])
    ruler.add_patterns([{"label": "GPE", "pattern": [{"IS_SPACE": True, "OP": "*"}, {"TEXT": "Rejamulya"}]}])
    folder = tmp_path_factory.mktemp("spacy") / "names"
    language.meta.update(name="names", version="1.2.3")
    language.to_disk(folder)
    return folder


def test_a_pipeline_finds_names_where_they_stand(pipeline: Path) -> None:
    model, page = spacy.open(pipeline), shown(FIRST, SECOND)
    found = model(page)
    assert read(page, found) == [
        ("Rina Sutopo", "person"), ("Bank Sentral", "organisation"), ("Rina Sutopo", "person"), ("Kim", "person"),
        ("Kim", "person"),
    ]  # fmt: skip
    assert found.names[0].start == FIRST.index("Rina")
    assert (model.id, model.tasks) == ("spacy:en_names@1.2.3", {"names"})
    assert lawful(page, found)


def test_a_name_never_goes_over_the_edge_of_a_block(pipeline: Path) -> None:
    page = shown("Sesudah itu Rina", "Sutopo diam.")
    assert spacy.open(str(pipeline))(page) == Found()


def test_a_name_is_trimmed(pipeline: Path) -> None:
    page = shown("Di  \u3000 Rejamulya ramai.")
    assert read(page, spacy.open(pipeline)(page)) == [("Rejamulya", "place")]


def test_a_block_that_is_longer_than_the_pipeline_takes_is_counted(pipeline: Path) -> None:
    model, page = spacy.open(pipeline), shown("Rina Sutopo " * 9, "Kim diam.")
    model.language.max_length = 50
    found = model(page)
    assert (read(page, found), found.dropped) == ([("Kim", "person")], 1)


def test_an_installed_pipeline_is_opened_by_its_name(
    pipeline: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, about = tmp_path / "en_names", tmp_path / "en_names-1.2.3.dist-info"
    package.mkdir()
    about.mkdir()
    library.load(pipeline).to_disk(package / "en_names-1.2.3")
    (package / "meta.json").write_bytes((pipeline / "meta.json").read_bytes())
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py as opened\ndef load(**told): return opened(__file__, **told)"
    )
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: en_names\nVersion: 1.2.3\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert len(spacy.open("en_names")(shown(FIRST)).names) == 2


def test_a_folder_that_is_no_pipeline_says_what_was_expected(pipeline: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "missing", "no_such_pipeline"):
        with pytest.raises(
            ModelError, match=rf"{path}: no spaCy pipeline stands here; expected a folder .*config\.cfg"
        ):
            spacy.open(path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=r"empty: spaCy cannot open it .*; expected a folder"):
        spacy.open(tmp_path / "empty")
    library.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(ModelError, match="bare: this pipeline finds no names"):
        spacy.open(tmp_path / "bare")


@pytest.mark.parametrize("torn", ["config.cfg", "meta.json", "vocab/strings.json", "entity_ruler/patterns.jsonl"])
def test_a_torn_pipeline_is_not_opened(pipeline: Path, tmp_path: Path, torn: str) -> None:
    library.load(pipeline).to_disk(tmp_path)
    (tmp_path / torn).write_bytes(b"{[\xff")
    with pytest.raises(ModelError, match="spaCy cannot open it"):
        spacy.open(tmp_path)


# --- Hugging Face -----------------------------------------------------------------------------------------------------

LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-NORP"]
PIECES = {
    "[PAD]": "O", "[UNK]": "O", "[CLS]": "O", "[SEP]": "O", "Rina": "B-PER", "Sut": "I-PER", "##opo": "B-ORG",
    "Bank": "B-ORG", "Sentral": "I-ORG", "Kim": "B-PER", "Rusia": "B-NORP", "kata": "O", ",": "O", "“": "O", "”": "O",
}  # fmt: skip
BARE = {"▁" + piece: label for piece, label in PIECES.items() if piece[0] in "RSBKk"} | {"▁": "O", "opo": "B-ORG"}


def classifier(folder: Path, pieces: dict[str, str], kind: str, positions: int = 40) -> Path:
    """A folder with a BERT of no layers: each piece lights one number, and each number one label."""
    torch, hub = pytest.importorskip("torch"), pytest.importorskip("transformers")
    cutter = pytest.importorskip("tokenizers")
    numbers = {piece: number for number, piece in enumerate(pieces)}
    if kind == "WordPiece":
        tokenizer = cutter.Tokenizer(cutter.models.WordPiece(numbers, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = cutter.pre_tokenizers.BertPreTokenizer()
    else:
        scores = [(piece, -float(len(numbers)) if piece == "[UNK]" else -1.0 / len(piece)) for piece in pieces]
        tokenizer = cutter.Tokenizer(cutter.models.Unigram(scores, unk_id=numbers["[UNK]"]))
        tokenizer.pre_tokenizer = cutter.pre_tokenizers.Metaspace()
    ends = [("[CLS]", numbers["[CLS]"]), ("[SEP]", numbers["[SEP]"])]
    tokenizer.post_processor = cutter.processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    named = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    hub.PreTrainedTokenizerFast(tokenizer_object=tokenizer, **named).save_pretrained(folder)
    network = hub.BertForTokenClassification(
        hub.BertConfig(
            vocab_size=len(pieces), hidden_size=len(pieces), num_hidden_layers=0, num_attention_heads=1,
            max_position_embeddings=positions, id2label=dict(enumerate(LABELS)),
        )
    )  # fmt: skip
    with torch.no_grad():
        for weight in (network.bert.embeddings.position_embeddings, network.bert.embeddings.token_type_embeddings):
            weight.weight.zero_()
        network.bert.embeddings.word_embeddings.weight.copy_(torch.eye(len(pieces)))
        network.classifier.bias.zero_()
        wanted = torch.tensor([[float(label == told) for told in pieces.values()] for label in LABELS])
        network.classifier.weight.copy_(wanted)
    network.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a token classifier that knows a few names by their word pieces."""
    return classifier(tmp_path_factory.mktemp("hf") / "tiny", PIECES, "WordPiece")


def test_a_classifier_finds_names_where_they_stand(tagger: Path) -> None:
    model, page = huggingface.open(tagger), shown(FIRST, "Rusia, Kim.", SECOND)
    found = model(page)
    assert read(page, found) == [
        ("Rina Sutopo", "person"), ("Bank Sentral", "organisation"), ("Kim", "person"), ("Rina", "person"),
        ("Rina Sutopo", "person"), ("Kim", "person"), ("Kim", "person"),
    ]  # fmt: skip
    assert found.names[0].start == FIRST.index("Rina")
    assert lawful(page, found)
    assert model(shown()) == Found()


def test_tokens_can_be_taken_as_they_are(tagger: Path) -> None:
    page = shown("kata Kim", "kata Rina Sutopo")
    found = huggingface.open(tagger, aggregation="simple")(page)
    assert read(page, found) == [("Kim", "person"), ("Rina Sut", "person"), ("opo", "organisation")]


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ("B-PER I-PER O B-PER B-PER", [(0, 2, "person"), (3, 4, "person"), (4, 5, "person")]),
        ("I-ORG I-ORG I-LOC O I-LOC", [(0, 2, "organisation"), (2, 3, "place"), (4, 5, "place")]),
        ("B-PER M-PER E-PER S-ORG S-ORG", [(0, 3, "person"), (3, 4, "organisation"), (4, 5, "organisation")]),
        ("B_GPE L_GPE U_GPE NORP GPE", [(0, 2, "place"), (2, 3, "place"), (4, 5, "place")]),
        ("PS PS OG O-NE EVT", [(0, 2, "person"), (2, 3, "organisation"), (4, 5, "other")]),
    ],
)
def test_the_manners_of_labelling(labels: str, names: list[tuple[int, int, str]]) -> None:
    found = (huggingface.Labelled(number, number + 1, label) for number, label in enumerate(labels.split()))
    assert huggingface.joined(found) == names


def test_a_long_block_is_read_to_its_end(tagger: Path) -> None:
    model = huggingface.open(tagger)
    page = shown("“Rina Sutopo” kata, Kim " * 400, "Kim")
    assert model.window == 38
    assert read(page, model(page)) == [("Rina Sutopo", "person"), ("Kim", "person")] * 400 + [("Kim", "person")]


def test_a_name_behind_a_quotation_mark_is_found_without_word_pieces(tmp_path: Path) -> None:
    model = huggingface.open(classifier(tmp_path / "sentence", PIECES | BARE, "Unigram"))
    page = shown("kata 🚢 “Rina Sutopo,” kata“Kim”")
    assert read(page, model(page)) == [("Rina Sutopo", "person"), ("Kim", "person")]


def test_a_classifier_is_named_by_its_weights(tagger: Path) -> None:
    weights = (tagger / "model.safetensors").read_bytes()
    assert huggingface.open(tagger).id == f"hf:tiny@{sha256(weights).hexdigest()[:8]}"


@pytest.mark.parametrize(
    ("torn", "why"),
    [
        ({"tokenizer.json": None}, "no whole model of Hugging Face"),
        ({"config.json": None}, "no whole model of Hugging Face"),
        ({"model.safetensors": None}, "no whole model of Hugging Face"),
        ({"tokenizer.json": b"{"}, "it cannot be opened"),
        ({"config.json": b"{"}, "it cannot be opened"),
        ({"config.json": b"{}"}, "it cannot be opened"),
        ({"config.json": b'{"model_type": "nothing known"}'}, "it cannot be opened"),
        ({"model.safetensors": b"torn"}, "it cannot be opened"),
        ({"model.safetensors": None, "pytorch_model.bin": b"\x80\x02torn"}, "it cannot be opened"),
    ],
)
def test_a_folder_that_is_no_classifier(tagger: Path, tmp_path: Path, torn: dict[str, bytes | None], why: str) -> None:
    for file in tagger.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    for file_name, body in torn.items():
        if body is None:
            (tmp_path / file_name).unlink()
        else:
            (tmp_path / file_name).write_bytes(body)
    with pytest.raises(ModelError, match=rf"{tmp_path}: {why}.*; expected a folder with config\.json"):
        huggingface.open(tmp_path)


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=rf"{tmp_path / 'missing'}: no such folder; expected a folder with"):
        huggingface.open(tmp_path / "missing")


def test_a_network_that_never_learned_names_is_not_asked(tagger: Path, tmp_path: Path) -> None:
    hub = pytest.importorskip("transformers")
    for file in tagger.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    hub.BertModel(hub.AutoConfig.from_pretrained(tagger)).save_pretrained(tmp_path)
    with pytest.raises(ModelError, match=r"no token classifier; classifier\.\w+ is missing from its weights"):
        huggingface.open(tmp_path)
    config = json.loads((tagger / "config.json").read_text()) | {"id2label": {n: f"LABEL_{n}" for n in range(6)}}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "model.safetensors").write_bytes((tagger / "model.safetensors").read_bytes())
    with pytest.raises(ModelError, match=r"none of its labels is a name .LABEL_0, LABEL_1"):
        huggingface.open(tmp_path)


def test_a_classifier_is_opened_without_the_network(tagger: Path) -> None:
    program = f"""
import sys
sys.addaudithook(lambda event, found: sys.exit(f"{{event}} {{found}}") if event.startswith("socket.") else None)
from kutip.model import huggingface
print(huggingface.open({str(tagger)!r}).id)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout[:8], done.stderr) == (0, "hf:tiny@", "")


# --- a language model, whatever it says -------------------------------------------------------------------------------

PRINTED = st.sampled_from(
    ["Rina", "Rina Sutopo", "Kim", "a", " ", "kata", "nya", "katanya", "“", ",”", ".", "hadir", "𝔎"]
)
SLICES = st.tuples(st.integers(0, len(FIRST)), st.integers(0, 30)).map(lambda cut: FIRST[cut[0] : cut[0] + cut[1]])
COPIED = st.one_of(PRINTED, SLICES, st.text(max_size=5))
LISTS = st.one_of(st.lists(COPIED, max_size=3), COPIED, st.none())
NUMBERS = st.integers(-1, 4)
NAMES = st.builds(name, COPIED, st.sampled_from([*KINDS, "hero"]), NUMBERS)
TIES = st.builds(tie, LISTS, LISTS, LISTS, NUMBERS)
JUNK = st.recursive(st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=2))
OBJECTS = st.fixed_dictionaries({"names": st.lists(NAMES | JUNK), "attributions": st.lists(TIES | JUNK)}).map(
    json.dumps
)


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[Speaker, chat.Chat]]:
    """A server, and the model behind it."""
    with speaking() as server:
        yield server, chat.open(server.address, "tiny-1", seconds=20)


@settings(max_examples=150, deadline=None)
@given(answer=OBJECTS | st.text(), blocks=st.lists(st.sampled_from([FIRST, SECOND, "Kim", "a a a"]), max_size=3))
def test_whatever_is_answered_stands_in_the_page(
    told: tuple[Speaker, chat.Chat], answer: str, blocks: list[str]
) -> None:
    speaker, model = told
    speaker.play = utters(answer)
    page = shown(*blocks)
    found = model(page)
    assert lawful(page, found)
    for kinds in ({"role"}, {*KINDS} - {"role"}):
        spans = [name for name in found.names if name.kind in kinds]
        assert all(left.end <= right.start for left, right in pairwise(spans))


# --- the libraries behind them ----------------------------------------------------------------------------------------


def test_importing_the_doors_loads_no_library() -> None:
    names = ["spacy", "transformers", "torch", "httpx"]
    program = (
        f"import sys; from kutip.model import chat, huggingface, spacy; print([n for n in {names} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("missing", "opening", "says"),
    [
        ("spacy", lambda folder: spacy.open(folder), r"spaCy is not installed; pip install 'kutip\[spacy\]'"),
        ("httpx", lambda _: chat.open("http://host", "m"), r"httpx is not installed; pip install 'kutip\[llm\]'"),
        ("torch", huggingface.open, r"transformers is not installed; pip install 'kutip\[transformers\]'"),
    ],
)
def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, opening: Callable[[Path], object], says: str
) -> None:
    for file in ("config.json", "model.safetensors", "tokenizer.json"):
        (tmp_path / file).write_text("{}")
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ModelError, match=says):
        opening(tmp_path)
