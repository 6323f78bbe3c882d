"""How fast kutip reads on one core, beside a named peer; where the time goes; memory; and what `import kutip` costs.

The reports are about 420 words long, put together from the gold texts (our own words), Indonesian and English. The
peer, spaCy's blank Indonesian tokenizer, only cuts the same reports into words; kutip reads them whole, with rules
alone (`kutip`) and with the models that it ships (`models`). All take turns in one process, and the medians of their
rounds are compared in CPU time, so that a busy machine blurs little. The peer remembers every word it has cut: with a
new one each round it meets new reports, as kutip does (`ratio`); with one for all rounds it only looks up what it has
seen (`ratio_warm`). `ratio_stream` is the race over real reports of the corpora, each read once. A second peer is
spaCy's small pipeline with a recogniser of names, whose weights are untrained: for time that makes no difference.
"""

import argparse
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

import kutip
from bench.corpora import pfsa, polnear
from bench.figure import RESULTS, MissingError, data, gold, need
from bench.quality import circumstances
from kutip import lang
from kutip.run import api

LENGTH = 420
# Beside the callables that a Reader holds: what it calls by the name of its room.
ROOMS = (("kutip.parse", "article"), ("kutip.words", "cut"), ("kutip.mark.quote", "quotes"))
BARS = {"ratio": 1.5, "models_ratio": 0.55, "models_ratio_ner": 4, "memory_mb": 300, "import_ms": 150}
IMPORT = "import time; t = time.process_time(); import kutip; print((time.process_time() - t) * 1000)"
MEMORY = "from bench import speed; speed.once(); print(speed.peak())"
Report = tuple[str, str]
"""Language and text."""
Peer = Callable[[str], object]


def main() -> int:
    """Measures, prints, keeps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, help="rounds for kutip and for the peer")
    given = parser.parse_args()
    try:
        found = list(reports(need(gold())))
    except MissingError as error:
        print(f"skipped speed: {error}")
        return 0
    figures: dict[str, Any] = {
        "reports": len(found),
        "words": round(sum(len(text.split()) for _, text in found) / len(found)),
    }
    figures |= raced(found, given.rounds)
    figures |= {"memory_mb": told(MEMORY), "import_ms": median(told(IMPORT) for _ in range(7))}
    figures["rooms_ms"] = rooms(found)
    print(*table(figures), sep="\n")
    RESULTS.mkdir(exist_ok=True)
    page = msgspec.json.encode({**circumstances(), **figures, "bars": BARS})
    (RESULTS / "speed.json").write_bytes(msgspec.json.format(page, indent=1) + b"\n")
    return 0


def reports(folder: Path) -> Iterator[Report]:
    """Reports of about 420 words: a gold text, and paragraphs of the next ones of its language."""
    texts: dict[str, list[list[str]]] = {}
    for path in sorted(folder.rglob("*.reading.json")):
        article = json.loads(path.read_text(encoding="utf-8"))["article"]
        if article["lang"] in lang.codes():
            texts.setdefault(article["lang"], []).append(article["text"].split("\n\n"))
    for code, found in texts.items():
        for number in range(len(found)):
            paragraphs = [paragraph for text in found[number:] + found[:number] for paragraph in text]
            yield code, "\n\n".join(long_enough(paragraphs))


def long_enough(paragraphs: Iterable[str]) -> Iterator[str]:
    """The first paragraphs, until there are words enough."""
    words = 0
    for paragraph in paragraphs:
        if words + len(paragraph.split()) / 2 > LENGTH:
            return
        words += len(paragraph.split())
        yield paragraph


def once() -> None:
    """Reads every report once, with models."""
    read(list(reports(gold())), "shipped")


def peak() -> float:
    """The most memory that this process held, in MB; not `getrusage`, whose figure a child inherits from its parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def read(found: list[Report], *models: str) -> None:
    for code, text in found:
        kutip.read(text, lang=code, models=models or ("none",))


def guessed(found: list[Report]) -> None:
    for _, text in found:
        kutip.read(text, models=("none",))


def names_alone() -> Peer:
    """spaCy's small pipeline as far as names go: the widths of `en_core_web_sm`, weights as they begin."""
    import spacy

    pipe = spacy.blank("en")
    ner = pipe.add_pipe("ner")
    for label in ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "DATE", "MONEY", "PERCENT", "EVENT", "PRODUCT"):
        ner.add_label(label)
    pipe.initialize()
    return pipe


def raced(found: list[Report], rounds: int) -> dict[str, Any]:
    """Reports per CPU-second of kutip and its peer, in turns."""
    import spacy  # here: only this race needs it, and it costs memory

    warm, ner = spacy.blank("id"), names_alone()
    runs: dict[str, Callable[[Peer], object]] = {
        "kutip": lambda _: read(found),
        "models": lambda _: read(found, "shipped"),
        "kutip_guessing_the_language": lambda _: guessed(found),
        "peer": lambda fresh: cut(fresh, found),
        "peer_warm": lambda _: cut(warm, found),
        "peer_ner": lambda _: cut(ner, found),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            taken = cpu(run, spacy.blank("id"))
            times[name] += [taken] if number else []  # the first round fills caches
    speed = {f"{name}_per_second": len(found) / median(taken) for name, taken in times.items()}
    return {
        **speed,
        "ms_per_report": 1000 / speed["kutip_per_second"],
        "models_ms_per_report": 1000 / speed["models_per_second"],
        "models_ratio": speed["models_per_second"] / speed["peer_per_second"],
        "models_ratio_ner": speed["models_per_second"] / speed["peer_ner_per_second"],
        "ratio": speed["kutip_per_second"] / speed["peer_per_second"],
        "ratio_warm": speed["kutip_per_second"] / speed["peer_warm_per_second"],
        "peer": f"spaCy {version('spacy')} blank('id')",
        **streamed(spacy.blank("id")),
    }


def streamed(peer: Peer, size: int = 40) -> dict[str, float]:
    """The same race over real reports, each read once, in turns of forty; nothing where the corpora are not at hand."""
    try:
        found = [*real(pfsa.texts(need(data() / "PFSA-ID" / "pfsa-id" / "dev-20.txt")), "id")]
        found += real(polnear.texts(need(data() / "PolNeAR"), "dev"), "en")
    except MissingError:
        return {}
    ours = theirs = 0.0
    for start in range(0, len(found), size):
        part = found[start : start + size]
        ours += cpu(lambda _: read(part), peer)  # noqa: B023
        theirs += cpu(lambda fresh: cut(fresh, part), peer)  # noqa: B023
    return {"stream_reports": len(found), "stream_kutip_per_second": len(found) / ours, "ratio_stream": theirs / ours}


def real(texts: Iterable[str], code: str) -> Iterator[Report]:
    """Real reports, cut to the same length."""
    return ((code, "\n\n".join(long_enough(text.split("\n\n")))) for text in texts)


def cut(peer: Peer, found: list[Report]) -> None:
    for _, text in found:
        peer(text)


def cpu(run: Callable[[Peer], object], fresh: Peer) -> float:
    """The CPU-seconds of one run; making the peer is not counted."""
    gc.collect()
    start = time.process_time()
    run(fresh)
    return time.process_time() - start


def told(code: str) -> float:
    """The number that a fresh Python prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


class Meter:
    """Time spent in each room, without what it hands on to other rooms."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.inner = [0.0]

    def timed(self, name: str, room: Callable[..., Any]) -> Callable[..., Any]:
        """The same room with a clock at its door."""

        def clocked(*args: Any, **named: Any) -> Any:
            self.inner.append(0.0)
            start = time.process_time()
            try:
                return room(*args, **named)
            finally:
                taken = time.process_time() - start
                self.spent[name] = self.spent.get(name, 0.0) + taken - self.inner.pop()
                self.inner[-1] += taken

        return clocked


def rooms(found: list[Report], rounds: int = 5) -> dict[str, float]:
    """Milliseconds a report spends in each room, models included; measured from outside, in a run of its own."""
    meter = Meter()
    doors = list(entrances({code for code, _ in found}))
    for owner, name, label, room in doors:
        setattr(owner, name, meter.timed(label, room))
    whole = meter.timed("the rest", read)
    for _ in range(rounds):
        whole(found, "shipped")
    for owner, name, _, room in doors:
        setattr(owner, name, room)
    share = 1000 / rounds / len(found)
    return {name: round(spent * share, 3) for name, spent in sorted(meter.spent.items(), key=lambda entry: -entry[1])}


def entrances(codes: set[str]) -> Iterator[tuple[Any, str, str, Callable[..., Any]]]:
    """Where a report enters a room: who holds the callable, its name there, its label, the callable."""
    for module, name in ROOMS:
        yield (
            import_module(module),
            name,
            f"{module.removeprefix('kutip.')}.{name}",
            getattr(import_module(module), name),
        )
    for code in codes:
        reader = api.reader(code, ("shipped",))
        yield from ((reader, name, name, room) for name, room in vars(reader).items() if callable(room))


def table(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for people."""
    for name, value in figures.items():
        if name == "rooms_ms":
            continue
        bar = f"   bar {BARS[name]}" if name in BARS else ""
        yield f"{name:36}{value:>12.2f}{bar}" if isinstance(value, float) else f"{name:36}{value!s:>12}{bar}"
    whole = sum(figures["rooms_ms"].values())
    yield f"{'rooms, ms a report':36}{whole:>12.2f}"
    for name, value in figures["rooms_ms"].items():
        yield f"  {name:34}{value:>12.3f}{100 * value / whole:8.1f} %"


if __name__ == "__main__":
    sys.exit(main())
