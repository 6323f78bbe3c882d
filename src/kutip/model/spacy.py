"""A spaCy pipeline as a model: its named entities are names."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kutip.errors import ModelError
from kutip.model import align
from kutip.model.door import Found, Page, Task

if TYPE_CHECKING:
    from spacy.language import Language

EXPECTED = "a folder that spaCy wrote (config.cfg, meta.json and its parts), or the name of an installed pipeline"


class Pipeline(Struct, frozen=True):
    """Finds names with a spaCy pipeline, one block at a time."""

    id: str
    language: "Language"
    tasks: frozenset[Task] = frozenset({"names"})

    def __call__(self, page: Page) -> Found:
        """The entities of each block; a block longer than the pipeline takes counts as dropped."""
        blocks = align.blocks(page)
        taken = [block for block in blocks if block.end - block.start <= self.language.max_length]
        docs = self.language.pipe(page.words.text[block.start : block.end] for block in taken)
        found = (
            (block.start + entity.start_char, block.start + entity.end_char, align.kind(entity.label_))
            for block, doc in zip(taken, docs, strict=True)
            for entity in doc.ents
        )
        return Found(align.named(page, found), dropped=len(blocks) - len(taken))


def open(path: str | Path) -> Pipeline:
    """The pipeline in a local folder, or the installed one of that name; nothing is ever fetched."""
    try:
        import spacy
    except ImportError:
        raise ModelError("spaCy is not installed; pip install 'kutip[spacy]'") from None
    if not Path(path).is_dir() and not spacy.util.is_package(str(path)):
        raise ModelError(f"{path}: no spaCy pipeline stands here; expected {EXPECTED}")
    try:
        language = spacy.load(Path(path) if Path(path).is_dir() else str(path))
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, ImportError) as error:
        why = " ".join(str(error).split())[:200]
        raise ModelError(f"{path}: spaCy cannot open it ({why}); expected {EXPECTED}") from error
    if not any(map(align.kind, (label for labels in language.pipe_labels.values() for label in labels))):
        raise ModelError(
            f"{path}: this pipeline finds no names (it has {', '.join(language.pipe_names) or 'no parts'})"
        )
    meta = language.meta
    return Pipeline(f"spacy:{meta['lang']}_{meta['name']}@{meta['version']}", language)
