"""Models: what was learned from text, beside what the language packs say. Everything runs without any, worse.

    load(("shipped",))              → the models that come with kutip
    load(("none",))                 → none: the rules alone
    load(("shipped", "spacy:DIR"))  → those, and a spaCy pipeline behind them

Every model stands behind the Protocol `kutip.model.door.Model`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, field, structs

from kutip.errors import ModelError
from kutip.model.door import Found, Model, Page, Task
from kutip.record import Words

__all__ = ["DOORS", "Found", "Model", "Models", "Page", "load"]

DOORS = {
    "spacy": "spacy:FOLDER or spacy:PACKAGE, names from a spaCy pipeline",
    "hf": "hf:FOLDER, names from a Hugging Face token classifier",
    "llm": "llm:NAME@ADDRESS, names and attributions from a language model behind an OpenAI-compatible address",
}


MOST = 20_000
"""Words of a text that models are asked about; what has more is read by the rules alone, in time that grows with it."""


class Models(Struct, frozen=True):
    """The models that a reading asks, in their order: the answer of an earlier one stands before that of a later."""

    all: tuple[Model, ...] = ()
    dropped: Counter[str] = field(default_factory=Counter)
    """Answers so far that did not fit the text, by model."""
    heard: dict[str, tuple[str, Found]] = field(default_factory=dict)
    """The last text that a model of several tasks was asked about, and its answer: it is not asked, or paid, twice."""

    def knowing(self, lang: str) -> "Models":
        """The models for reports in one language: those that have learned it or say nothing of languages."""
        learned = ((model, getattr(model, "languages", None)) for model in self.all)
        return structs.replace(self, all=tuple(model for model, codes in learned if codes is None or lang in codes))

    def asked(self, task: Task, page: Page) -> Iterator[tuple[Model, Found]]:
        """What each model for that task finds in a page."""
        for model in self.taking(page.words):
            if task in model.tasks:
                yield model, self.answer(model, page)

    def taking(self, words: Words) -> tuple[Model, ...]:
        """The models that take part in reading a text: none where it is longer than any report."""
        return self.all if len(words) <= MOST else ()

    def answer(self, model: Model, page: Page) -> Found:
        """What a model finds in a page."""
        text, found = self.heard.get(model.id, (None, Found()))
        if text == page.words.text:
            return found
        found = model(page)
        self.dropped[model.id] += found.dropped
        if len(model.tasks) > 1:
            self.heard[model.id] = (page.words.text, found)
        return found

    def has(self, task: Task, words: Words) -> bool:
        """Whether any model takes part in that task."""
        return any(task in model.tasks for model in self.taking(words))


NONE = Models()
SHIPPED = ("shipped", "names", "attributions")
"""Both models that come with kutip, or one of them."""


def load(specs: Iterable[str]) -> Models:
    """The models of some names; `ModelError` for a name that means none, or a model that cannot be opened."""
    return Models(tuple(model for spec in specs for model in opened(spec)))


def opened(spec: str) -> Iterator[Model]:
    """The models of one name."""
    door, _, rest = spec.partition(":")
    if spec == "none":
        return
    if spec in SHIPPED:
        from kutip.model import shipped

        if spec in ("shipped", "names"):
            yield shipped.names()
        if spec in ("shipped", "attributions"):
            yield shipped.attributions()
    elif door == "spacy" and rest:
        from kutip.model import spacy

        yield spacy.open(rest)
    elif door == "hf" and rest:
        from kutip.model import huggingface

        yield huggingface.open(rest)
    elif door == "llm" and rest:
        from kutip.model import chat

        name, _, address = rest.partition("@")
        yield chat.open(address, name)
    else:
        raise ModelError(
            f"--models {spec} means no model; write none, shipped, or one of: " + "; ".join(DOORS.values())
        )
