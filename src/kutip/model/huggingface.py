"""A token classifier of Hugging Face as a model, from a local folder: what it labels as names are names."""

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from kutip.errors import ModelError
from kutip.model import align
from kutip.model.door import Found, NameKind, Page, Task

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

Aggregation = Literal["first", "simple"]

EXPECTED = "a folder with config.json, model.safetensors (or pytorch_model.bin) and tokenizer.json"
WINDOW = 512
"""Tokens: what most token classifiers were trained on, also those that could take more."""
WEIGHTS = ("model.safetensors", "model-*-of-*.safetensors", "pytorch_model.bin", "pytorch_model-*-of-*.bin")
VOCABULARIES = ("tokenizer.json", "vocab.txt", "vocab.json", "*.model", "*.spm")
WRONG = (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, ImportError, EOFError)
"""What the library raises where a file is missing, broken, or of another model."""
BATCH = 16
"""Windows that go through the model at once."""
LABEL = re.compile(r"(?:([BILUSEM])[-_])?(.+)", re.DOTALL)


class Labelled(NamedTuple):
    """A token or word of a block with the label that it got."""

    start: int
    end: int
    label: str


class Classifier(Struct, frozen=True):
    """Finds names with a token classifier, one block at a time, long ones in windows that overlap."""

    id: str
    tokenizer: "PreTrainedTokenizerBase"
    network: "PreTrainedModel"
    window: int
    aggregation: Aggregation
    tasks: frozenset[Task] = frozenset({"names"})

    def __call__(self, page: Page) -> Found:
        """What is labelled as a name in each block."""
        pairs = [(first, last) for first, last in page.blocks if first < last]
        found: list[tuple[int, int, NameKind]] = []
        for (first, last), tokens in zip(pairs, self.tokens(page), strict=True):
            words = zip(page.words.starts[first:last], page.words.ends[first:last], strict=True)
            found.extend(joined(headed(words, tokens) if self.aggregation == "first" else tokens))
        return Found(align.named(page, found))

    def tokens(self, page: Page) -> list[list[Labelled]]:
        """The tokens of each block; one that stands in two windows is labelled where it has more text around it."""
        blocks = align.blocks(page)
        if not blocks:
            return []
        owners, offsets, labels = self.labels([page.words.text[block.start : block.end] for block in blocks])
        best: list[dict[tuple[int, int], tuple[int, str]]] = [{} for _ in blocks]
        for owner, places, window in zip(owners, offsets, labels, strict=True):
            real = [number for number, (start, end) in enumerate(places) if start < end]
            for number in real:
                depth = min(number - real[0], real[-1] - number)
                place = (places[number][0] + blocks[owner].start, places[number][1] + blocks[owner].start)
                best[owner][place] = max(best[owner].get(place, (-1, "")), (depth, window[number]))
        return [[Labelled(*place, label) for place, (_, label) in sorted(tokens.items())] for tokens in best]

    def labels(self, texts: list[str]) -> tuple[list[int], list[list[tuple[int, int]]], list[list[str]]]:
        """For each window over some texts: the number of its text, where its tokens stand, and their labels."""
        import torch

        encoded = self.tokenizer(
            texts, truncation=True, max_length=self.window, stride=self.window // 4, padding=True,
            return_overflowing_tokens=True, return_offsets_mapping=True, return_tensors="pt",
        )  # fmt: skip
        owners, offsets = (encoded.pop(key).tolist() for key in ("overflow_to_sample_mapping", "offset_mapping"))
        names, labels = self.network.config.id2label, []
        try:
            with torch.inference_mode():
                for first in range(0, len(owners), BATCH):
                    batch = {key: rows[first : first + BATCH].to(self.network.device) for key, rows in encoded.items()}
                    best = self.network(**batch).logits.argmax(-1).tolist()
                    labels += [[names[number] for number in row] for row in best]
        except (RuntimeError, IndexError) as error:  # no memory left, or a tokenizer of another model
            why = str(error).partition("\n")[0][:120]
            raise ModelError(
                f"{self.id}: it fails on a page ({why}); check its files, or take a smaller one"
            ) from error
        return owners, offsets, labels


def headed(words: Iterable[tuple[int, int]], tokens: Sequence[Labelled]) -> Iterator[Labelled]:
    """Each word of kutip with the label of its first token.

    The library's own "first" takes what stands between two spaces for a word where a tokenizer has no word pieces, and
    so loses every name behind a quotation mark.
    """
    ends = [token.end for token in tokens]
    for start, end in words:
        number = bisect_right(ends, start)
        if number < len(tokens) and tokens[number].start < end:
            yield Labelled(start, end, tokens[number].label)


def joined(labelled: Iterable[Labelled]) -> list[tuple[int, int, NameKind]]:
    """The names that labels tell, `B-PER` and `I-PER` or only `PER`."""
    found: list[tuple[int, int, NameKind]] = []
    open_kind: NameKind | None = None
    for start, end, label in labelled:
        head, kind = told(label)
        if kind and kind == open_kind and head not in ("B", "U", "S"):
            found[-1] = (found[-1][0], end, kind)
        elif kind:
            found.append((start, end, kind))
        open_kind = kind
    return found


def told(label: str) -> tuple[str | None, NameKind | None]:
    """What a label says: where in a name the word stands, and the kind of the name."""
    match = LABEL.fullmatch(label)
    return (match[1], align.kind(match[2])) if match else (None, None)


def open(folder: str | Path, aggregation: Aggregation = "first", device: str = "cpu") -> Classifier:
    """The token classifier in a local folder; nothing is ever fetched, and no code that lies in it is run.

    `first` gives a word the label of its first token; `simple` keeps to the tokens, for languages without spaces.
    """
    folder = Path(folder)
    id = f"hf:{folder.resolve().name}@{hashed(weights(folder))[:8]}"
    tokenizer, network = loaded(folder, device)
    labels = [str(label) for label in network.config.id2label.values()]
    if not any(told(label)[1] for label in labels):
        raise ModelError(
            f"{folder}: none of its labels is a name ({', '.join(labels)[:200]}); expected PER, ORG, LOC …"
        )
    longest = (getattr(network.config, "max_position_embeddings", None) or 0) - 2  # RoBERTa counts them from 2
    window = min(length for length in (tokenizer.model_max_length, longest, WINDOW) if length > 0)
    return Classifier(id, tokenizer, network, window, aggregation)


def weights(folder: Path) -> list[Path]:
    """The files with the weights that the library will take, when all that it needs lies beside them.

    Without a vocabulary the library would make one of five words, and say nothing.
    """
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such folder; expected {EXPECTED}")
    taken = next(filter(None, (sorted(folder.glob(pattern)) for pattern in WEIGHTS)), [])
    words = any(any(folder.glob(pattern)) for pattern in VOCABULARIES)
    if not taken or not words or not (folder / "config.json").is_file():
        raise ModelError(f"{folder}: no whole model of Hugging Face; expected {EXPECTED}")
    return taken


def hashed(paths: list[Path]) -> str:
    """The sha256 of some files, one behind the other."""
    mark = sha256()
    for path in paths:
        with path.open("rb") as file:
            file_digest(file, lambda: mark)
    return mark.hexdigest()


def loaded(folder: Path, device: str) -> "tuple[PreTrainedTokenizerBase, PreTrainedModel]":
    """The tokenizer and the network in a folder, when both are whole."""
    os.environ["HF_HUB_OFFLINE"] = (
        "1"  # read when the library is imported; beside `local_files_only`, which it forgot once
    )
    try:
        import torch  # noqa: F401
        import transformers
        from safetensors import SafetensorError
    except ImportError:
        raise ModelError("transformers is not installed; pip install 'kutip[transformers]'") from None
    local = {"local_files_only": True, "trust_remote_code": False}
    with quiet():
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **local)
            network, info = transformers.AutoModelForTokenClassification.from_pretrained(
                folder, output_loading_info=True, **local
            )
            network.to(device).eval()
        except (*WRONG, UnpicklingError, SafetensorError) as error:
            why = str(error).partition("\n")[0][:120]
            raise ModelError(f"{folder}: it cannot be opened ({why}); expected {EXPECTED}") from error
    if info["missing_keys"]:
        raise ModelError(
            f"{folder}: no token classifier; {sorted(info['missing_keys'])[0]} is missing from its weights"
        )
    if not tokenizer.is_fast or tokenizer.pad_token is None:
        raise ModelError(f"{folder}: its tokenizer cannot tell where tokens stand, or cannot pad; expected {EXPECTED}")
    return tokenizer, network


@contextmanager
def quiet() -> Iterator[None]:
    """No progress bars and no advice from the library while a model is opened."""
    from transformers.utils import logging

    bars, level = logging.is_progress_bar_enabled(), logging.get_verbosity()
    logging.disable_progress_bar()
    logging.set_verbosity_error()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
